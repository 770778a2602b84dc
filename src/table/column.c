/* What the cells of a column are. */
#include "table/column.h"

#include "text/utf8.h"
#include "value/currency.h"
#include "value/iban.h"

#include <string.h>

enum { SURE = 70 };

bool header_says_date(const uint8_t scores[MEANING_COUNT])
{
    return scores[MEANS_DATE] >= SURE || scores[MEANS_DATE_BOOKING] >= SURE ||
           scores[MEANS_DATE_TRANSACTION] >= SURE || scores[MEANS_DATE_VALUE] >= SURE;
}

/* "Amount (EUR)", "Betrag in CHF", "Saldo EUR": the code in a header. */
static Str currency_in_header(Str header)
{
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i <= header.n; i++) {
        char ch = i < header.n ? header.p[i] : ' ';
        bool letter =
            (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') || (ch & 0x80) || ch == '$';
        if (letter)
            continue;
        Str word = str_part(header, from, i);
        from = i + 1;
        bool upper = word.n == 3 && word.p[0] < 'a' && word.p[1] < 'a' && word.p[2] < 'a';
        bool sign =
            word.n && ((unsigned char)word.p[0] & 0x80 || word.p[word.n - 1] == '$') && word.n <= 4;
        bool known = false;
        Str code = word.n ? number_currency(word, &known) : (Str){ 0 };
        if (!upper && !sign && word.n < 4)
            code = (Str){ 0 };
        if (code.n)
            return code;
    }
    return (Str){ 0 };
}

Columns columns_new(Reading *r, const TableRow *header, int n)
{
    Columns columns = { NEW_ARRAY(r->c->mem, Column, n), n };
    for (int i = 0; i < n; i++) {
        Column *k = &columns.at[i];
        k->orders = ORDER_YMD | ORDER_DMY | ORDER_MDY | ORDER_YDM;
        k->min_a = k->min_c = INT32_MAX;
        if (!header || i >= header->n)
            continue;
        k->header = header->cells[i];
        ArenaMark mark = arena_mark(r->scratch);
        k->best = words_header(r->words, r->scratch, k->header, k->scores);
        k->state = words_status_whole(r->words, r->scratch, k->header);
        k->minor = words_minor(r->words, r->scratch, k->header);
        arena_reset(r->scratch, mark);
        k->currency = currency_in_header(k->header);
        if (k->currency.n && str_find(k->header, k->currency, 0) >= 0)
            k->unit = k->currency;
    }
    return columns;
}

static bool has_digit(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((s.p[i] >= '0' && s.p[i] <= '9') || (unsigned char)s.p[i] == 0xEF)
            return true;
    return false;
}

static bool add_date(Reading *r, Column *k, Str cell)
{
    DateText t;
    bool known = header_says_date(k->scores);
    if (cell.n > 60 || !has_digit(cell) || !date_read(cell, words_date, &r->dates, known, &t))
        return false;
    if (t.no_year) {
        k->part_dates++;
        if (!known)
            return false;
    }
    k->dates += !t.no_year || known;
    if (k->example.form == DATE_FORM_NONE)
        k->example = t;
    if (!t.fixed)
        k->orders &= t.orders;
    for (int order = 1; order <= ORDER_YDM; order *= 2)
        k->order_rows[order] += (t.orders & order) != 0;
    if (!t.fixed) {
        k->min_a = t.a < k->min_a ? t.a : k->min_a;
        k->max_a = t.a > k->max_a ? t.a : k->max_a;
        k->min_c = t.c < k->min_c ? t.c : k->min_c;
        k->max_c = t.c > k->max_c ? t.c : k->max_c;
    }
    char last = cell.p[cell.n - 1];
    k->meridiem |= (last | 32) == 'm' && t.has_time;
    return true;
}

static void add_currency(Reading *r, Column *k, Str code)
{
    if (k->currency.n && !str_eq(k->currency, code))
        k->currencies_differ = true;
    else if (!k->currency.n)
        k->currency = str_copy(r->c->mem, code);
}

/* A cell that is a date whatever its column: it says nothing on the order of those that are text.
 */
static bool add_typed_date(Column *k, Str cell)
{
    Date d = date_parse(str_part(cell, 0, DATE_TEXT));
    if (!d)
        return false;
    int day = date_parts(d).day;
    k->dates++;
    k->typed_dates++;
    k->max_typed_day = day > k->max_typed_day ? day : k->max_typed_day;
    return true;
}

/* The same for figures and their decimal mark. */
static bool add_typed_number(Column *k, Str cell)
{
    NumberText n;
    if (!number_read(cell, &n) || !(n.marks & MARK_POINT))
        return false;
    k->numbers++;
    k->typed_numbers++;
    k->whole += n.point.scale == 0;
    k->money += n.point.scale > 0 || n.sign;
    k->negative += n.point.mantissa < 0;
    k->positive += n.point.mantissa > 0;
    k->zero += n.point.mantissa == 0;
    k->signs += n.sign != 0;
    k->max_scale = n.point.scale > k->max_scale ? n.point.scale : k->max_scale;
    return true;
}

static bool add_number(Reading *r, Column *k, Str cell)
{
    NumberText n;
    if (!number_read(cell, &n))
        return false;
    Decimal v = n.marks & MARK_POINT ? n.point : n.comma;
    k->numbers++;
    k->whole += n.marks == (MARK_POINT | MARK_COMMA) && !n.ambiguous && v.scale == 0;
    k->money += v.scale > 0 || n.money || n.sign || n.grouped || n.ambiguous || n.flag;
    k->negative += v.mantissa < 0;
    k->positive += v.mantissa > 0;
    k->zero += v.mantissa == 0;
    k->signs += n.sign != 0;
    k->only_point += n.marks == MARK_POINT;
    k->only_comma += n.marks == MARK_COMMA;
    k->either += n.ambiguous;
    k->three_point += n.ambiguous && n.point.scale == 3;
    k->three_comma += n.ambiguous && n.comma.scale == 3;
    k->figure_flags += n.flag != 0;
    k->coded +=
        cell.n > 1 && cell.p[0] == '0' && cell.p[1] >= '0' && cell.p[1] <= '9' && v.scale == 0;
    k->max_scale = v.scale > k->max_scale ? v.scale : k->max_scale;
    if (n.currency.n)
        add_currency(r, k, n.currency);
    return true;
}

/* A currency's code, or the sign of one standing alone. */
static bool add_code(Reading *r, Column *k, Str cell)
{
    bool known = false;
    Str code = cell.n <= 4 ? number_currency(cell, &known) : (Str){ 0 };
    if (!known)
        return false;
    k->codes++;
    if (code.n)
        add_currency(r, k, code);
    return true;
}

static bool looks_like_iban(Str s)
{
    if (s.n < 15 || s.n > 42)
        return false;
    bool letters = s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'A' && s.p[1] <= 'Z';
    return letters && s.p[2] >= '0' && s.p[2] <= '9' && s.p[3] >= '0' && s.p[3] <= '9';
}

static void add_text(Reading *r, Column *k, Str cell)
{
    ArenaMark mark = arena_mark(r->scratch);
    k->texts++;
    k->text_bytes += cell.n;
    int way = words_flag(r->words, r->scratch, cell);
    k->ways_in += way > 0;
    k->ways_out += way < 0;
    k->statuses += words_status(r->words, r->scratch, cell) != STATUS_UNKNOWN;
    k->ibans += looks_like_iban(cell);
    add_code(r, k, cell);
    arena_reset(r->scratch, mark);
}

bool cell_says_nothing(Str cell)
{
    static const Str words[] = { S_INIT("-"),   S_INIT("--"),   S_INIT("–"),   S_INIT("—"),
                                 S_INIT("n/a"), S_INIT("null"), S_INIT("none") };
    for (ptrdiff_t i = 0; i < COUNT(words); i++)
        if (str_eq_nocase(cell, words[i]))
            return true;
    return cell.n == 0;
}

static void add_distinct(Column *k, uint64_t hash)
{
    for (int i = 0; i < k->n_distinct; i++)
        if (k->distinct[i] == hash)
            return;
    if (k->n_distinct < COLUMN_DISTINCT_MAX)
        k->distinct[k->n_distinct++] = hash;
}

static void add_cell(Reading *r, Column *k, Str cell, CellType type)
{
    k->rows++;
    if (cell.n == 0)
        return;
    k->nothings += cell_says_nothing(cell);
    k->answers += words_answer(cell) != 0;
    if (k->filled++ == 0)
        k->first = str_copy(r->c->mem, str_part(cell, 0, 200));
    if (k->n_distinct < COLUMN_DISTINCT_MAX)
        add_distinct(k, str_hash(cell));
    if (type == CELL_DATE && add_typed_date(k, cell))
        return;
    bool date = add_date(r, k, cell);
    bool number = type == CELL_NUMBER ? add_typed_number(k, cell) : add_number(r, k, cell);
    if (!date && !number)
        add_text(r, k, cell);
}

static void add_unit(Column *k, Currency unit)
{
    if (!unit)
        return;
    k->format_units_differ |= k->format_unit && k->format_unit != unit;
    k->format_unit = unit;
}

void columns_add(Reading *r, Columns *columns, const TableRow *row)
{
    for (int i = 0; row->units && i < columns->n && i < row->n; i++)
        add_unit(&columns->at[i], row->units[i]);
    for (int i = 0; i < columns->n; i++)
        add_cell(r, &columns->at[i], i < row->n ? row->cells[i] : (Str){ 0 }, cell_type(row, i));
}

void columns_share_names(Columns *columns)
{
    for (int i = 0; i + 1 < columns->n; i++) {
        Column *k = &columns->at[i], *next = k + 1;
        bool money = k->scores[MEANS_AMOUNT] >= SURE || k->scores[MEANS_BALANCE] >= SURE ||
                     k->scores[MEANS_DEBIT] >= SURE || k->scores[MEANS_CREDIT] >= SURE;
        if (!money || !k->codes || k->codes < k->filled || next->header.n ||
            !column_is_figures(next) || next->dates)
            continue;
        memcpy(next->scores, k->scores, sizeof k->scores);
        next->best = k->best;
        memset(k->scores, 0, sizeof k->scores);
        k->scores[MEANS_CURRENCY] = 100;
        k->best = 100;
    }
}

bool column_is_figures(const Column *k)
{
    return k->numbers > 0 && k->numbers * 10 >= (k->filled - k->nothings) * 6;
}

static int header_date_rank(const Column *k)
{
    const uint8_t *s = k->scores;
    int rank = s[MEANS_DATE_BOOKING] * (s[MEANS_DATE_TRANSACTION] >= SURE ? 99 : 100);
    if (s[MEANS_DATE] * 98 > rank)
        rank = s[MEANS_DATE] * 98;
    if (s[MEANS_DATE_TRANSACTION] * 90 > rank)
        rank = s[MEANS_DATE_TRANSACTION] * 90;
    if (s[MEANS_DATE_VALUE] * 50 > rank)
        rank = s[MEANS_DATE_VALUE] * 50;
    return rank / 100;
}

int column_date_score(const Column *k)
{
    int rank = header_date_rank(k);
    bool named = header_says_date(k->scores);
    if (k->dates == 0 || k->filled == 0)
        return 0;
    bool half_named = rank > 50 && rank >= k->best * 9 / 10;
    bool other = k->best >= SURE && !named && !half_named;
    if (named ? k->dates * 10 < k->filled : k->dates * 2 < k->filled)
        return 0;
    int rows = k->rows ? k->rows : 1;
    int share = 40 * k->dates / k->filled +
                (k->filled * 2 < rows ? 40 * k->filled / rows : 30 + 10 * k->filled / rows);
    bool constant = rows >= 3 && k->filled == rows && k->n_distinct == 1;
    share -= constant && k->best < 95 ? 80 : 0;
    return share + (named || half_named ? rank : other ? 1 : 30);
}
