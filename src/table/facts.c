/* Rows that are no transactions: headers, labels, what they state. */
#include "table/facts.h"

#include "text/number.h"
#include "text/utf8.h"
#include "value/currency.h"
#include "value/iban.h"

#include <string.h>

enum { SURE = 70, LIKELY = 55, NAME_MAX = 60, SHOWN_MAX = 120, SEARCH_CELLS = 6 };

bool row_blank(const TableRow *row)
{
    for (int i = 0; i < row->n; i++)
        if (row->cells[i].n)
            return false;
    return true;
}

static bool all_digits(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

static bool splits_figure(const TableRow *row, int i)
{
    Str whole = row->cells[i];
    if (whole.n > 1 && (whole.p[0] == '-' || whole.p[0] == '+'))
        whole = str_part(whole, 1, whole.n);
    return i + 1 < row->n && whole.n <= 9 && all_digits(whole) && row->cells[i + 1].n == 2 &&
           all_digits(row->cells[i + 1]);
}

int rows_joined_width(const TableRow *rows, ptrdiff_t n)
{
    int width = 0, zeros = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        int joined = rows[i].n;
        for (int k = 0; k < rows[i].n; k++)
            if (splits_figure(&rows[i], k)) {
                zeros += rows[i].cells[k + 1].p[0] == '0';
                joined--;
                k++;
            }
        if (joined == rows[i].n || (width && joined != width))
            return 0;
        width = joined;
    }
    return zeros ? width : 0;
}

bool row_join_decimals(Arena *mem, TableRow *row, int width)
{
    int used = row->n, splits = 0;
    while (used > width && !row->cells[used - 1].n)
        used--;
    for (int i = 0; i < used; i++)
        if (splits_figure(row, i)) {
            splits++;
            i++;
        }
    if (splits == 0 || used - splits != width)
        return false;
    Str *cells = NEW_ARRAY(mem, Str, width);
    for (int i = 0, k = 0; i < used; i++, k++) {
        cells[k] = row->cells[i];
        if (splits_figure(row, i)) {
            cells[k] =
                str_fmt(mem, "%.*s,%.*s", STR_ARG(row->cells[i]), STR_ARG(row->cells[i + 1]));
            i++;
        }
    }
    row->cells = cells;
    row->types = NULL;
    row->units = NULL;
    row->n = width;
    return true;
}

TableRow row_copy(Arena *mem, const TableRow *row)
{
    TableRow copy = *row;
    copy.cells = NEW_ARRAY(mem, Str, row->n);
    for (int i = 0; i < row->n; i++)
        copy.cells[i] = str_copy(mem, row->cells[i]);
    if (row->types) {
        uint8_t *types = arena_alloc(mem, (size_t)row->n);
        memcpy(types, row->types, (size_t)row->n);
        copy.types = types;
    }
    if (row->units) {
        Currency *units = NEW_ARRAY(mem, Currency, row->n);
        memcpy(units, row->units, (size_t)row->n * sizeof *units);
        copy.units = units;
    }
    return copy;
}

Str row_text(Arena *mem, const TableRow *row)
{
    Buf b = buf_new(mem, (ptrdiff_t)4 * SHOWN_MAX);
    for (int i = 0; i < row->n && b.n < SHOWN_MAX; i++) {
        if (!row->cells[i].n)
            continue;
        if (b.n)
            buf_add(&b, S(" | "));
        buf_add(&b, text_shown(row->cells[i]));
    }
    Str s = buf_str(&b);
    return s.n > SHOWN_MAX ? str_fmt(mem, "%.*s…", STR_ARG(text_shown(s))) : s;
}

static bool is_date(Reading *r, Str cell, DateText *t)
{
    bool digit = false;
    for (ptrdiff_t i = 0; i < cell.n && !digit; i++)
        digit = cell.p[i] >= '0' && cell.p[i] <= '9';
    return digit && cell.n <= 60 && date_read(cell, words_date, &r->dates, false, t) && !t->no_year;
}

bool row_is_data(Reading *r, const TableRow *row)
{
    DateText t;
    NumberText n;
    int dates = 0, figures = 0;
    for (int i = 0; i < row->n; i++) {
        bool date = is_date(r, row->cells[i], &t);
        dates += date;
        figures += !date && number_read(row->cells[i], &n);
    }
    return dates > 0 && (figures > 0 || dates > 1);
}

HeaderScore row_header_score(Reading *r, const TableRow *row)
{
    HeaderScore h = { 0 };
    uint8_t scores[MEANING_COUNT];
    for (int i = 0; i < row->n; i++) {
        Str cell = row->cells[i];
        if (!cell.n)
            continue;
        h.filled++;
        ArenaMark mark = arena_mark(r->scratch);
        int best = cell.n <= NAME_MAX ? words_header(r->words, r->scratch, cell, scores) : 0;
        arena_reset(r->scratch, mark);
        if (best < LIKELY)
            continue;
        h.hits++;
        h.date |= scores[MEANS_DATE] >= LIKELY || scores[MEANS_DATE_BOOKING] >= LIKELY ||
                  scores[MEANS_DATE_TRANSACTION] >= LIKELY || scores[MEANS_DATE_VALUE] >= LIKELY ||
                  scores[MEANS_DATE_OTHER] >= 90;
        h.amount |= scores[MEANS_AMOUNT] >= LIKELY || scores[MEANS_DEBIT] >= LIKELY ||
                    scores[MEANS_CREDIT] >= LIKELY || scores[MEANS_GROSS] >= LIKELY ||
                    scores[MEANS_NET] >= LIKELY;
    }
    return h;
}

bool row_is_header(Reading *r, const TableRow *row)
{
    NumberText n;
    DateText t;
    int filled = 0, figures = 0;
    for (int i = 0; i < row->n; i++) {
        filled += row->cells[i].n > 0;
        figures +=
            row->cells[i].n && (number_read(row->cells[i], &n) || is_date(r, row->cells[i], &t));
    }
    if (filled < 2 || figures * 6 > filled)
        return false;
    HeaderScore h = row_header_score(r, row);
    return h.hits >= 2 && (h.hits * 10 >= h.filled * 4 || h.hits >= 4) && (h.date || h.amount);
}

/* The first figure in the cells behind i. */
static Str figure_behind(const TableRow *row, int i)
{
    NumberText n;
    for (int k = i + 1, seen = 0; k < row->n && seen < SEARCH_CELLS; k++) {
        if (!row->cells[k].n)
            continue;
        seen++;
        if (number_read(row->cells[k], &n))
            return row->cells[k];
    }
    return (Str){ 0 };
}

static Str text_behind(const TableRow *row, int i)
{
    for (int k = i + 1; k < row->n; k++)
        if (row->cells[k].n)
            return row->cells[k];
    return (Str){ 0 };
}

/* "01.01.2024 - 31.01.2024", "From 11/16/2020 to 11/29/2020": the dates within a text. */
static int dates_within(Reading *r, Str text, DateText found[2])
{
    int n = 0;
    Str rest = text;
    while (rest.p && n < 2) {
        Str word = str_cut(&rest, ' ');
        while (word.n && (word.p[word.n - 1] == ',' || word.p[word.n - 1] == ';' ||
                          word.p[word.n - 1] == ')'))
            word.n--;
        while (word.n && (word.p[0] == '(' || word.p[0] == '-'))
            word = str_part(word, 1, word.n);
        if (word.n >= 6 && is_date(r, word, &found[n]))
            n++;
    }
    if (n == 0 && is_date(r, str_trim(text), &found[0]))
        n = 1;
    /* 01.01.2024-31.01.2024 */
    ptrdiff_t dash = text.n / 2;
    if (n == 0 && text.p && text.n >= 17 && text.p[dash] == '-' &&
        is_date(r, str_part(text, 0, dash), &found[0]) &&
        is_date(r, str_part(text, dash + 1, text.n), &found[1]))
        n = 2;
    return n;
}

static bool has_digits(Str s, int least)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        n += s.p[i] >= '0' && s.p[i] <= '9';
    return n >= least;
}

static bool take_period(Reading *r, Str value, TableFacts *facts)
{
    DateText found[2];
    int n = dates_within(r, value, found);
    if (n >= 1 && facts->from.form == DATE_FORM_NONE)
        facts->from = found[0];
    if (n == 2)
        facts->to = found[1];
    return n > 0;
}

static bool take_currency(Reading *r, Str value, TableFacts *facts)
{
    bool known = false;
    Str code = number_currency(str_trim(value), &known);
    if (code.n && !facts->currency.n)
        facts->currency = str_copy(r->c->mem, code);
    return code.n > 0;
}

/* "0123456789 - EUR - name": the number, and the currency beside it. */
static void take_account_text(Reading *r, Str value, TableFacts *facts)
{
    Str rest = value, first = str_cut(&rest, ' ');
    while (rest.p && rest.n) {
        Str word = str_cut(&rest, ' ');
        bool upper = word.n == 3 && word.p[0] <= 'Z' && word.p[1] <= 'Z' && word.p[2] <= 'Z';
        if (upper)
            take_currency(r, word, facts);
    }
    bool alone = has_digits(first, 5) && first.n < value.n && (first.n + 3 < value.n) &&
                 value.p[first.n + 1] == '-';
    facts->account_number = str_copy(r->c->mem, alone ? first : value);
}

static bool take_account(Reading *r, Str value, TableFacts *facts)
{
    Str iban;
    if (iban_parse(r->c->mem, value, &iban) == IBAN_OK) {
        facts->account_number = iban;
        return true;
    }
    if (facts->account_number.n || value.n > 60 || !has_digits(value, 4))
        return false;
    take_account_text(r, value, facts);
    return true;
}

/* The figure that a text begins with, a date before it passed over: "11/04/2022 1 234,56 €". */
static Str figure_at_start(Reading *r, Str text)
{
    NumberText n;
    DateText t;
    Str words[8], rest = text;
    int k = 0;
    while (rest.p && k < 8) {
        Str word = str_cut(&rest, ' ');
        if (word.n)
            words[k++] = word;
    }
    int from = k > 1 && is_date(r, words[0], &t) ? 1 : 0;
    for (int to = k; to > from; to--) {
        Str part = str_n(words[from].p, words[to - 1].p + words[to - 1].n - words[from].p);
        if (number_read(part, &n) && !is_date(r, part, &t))
            return part;
    }
    return (Str){ 0 };
}

/* A balance: behind the label in the same cell, or in a cell further right. */
static bool take_balance(Reading *r, const TableRow *row, int i, Str rest, TableFacts *facts,
                         bool opening)
{
    NumberText n;
    Str inside = rest.n ? figure_at_start(r, rest) : (Str){ 0 };
    Str value = inside.n ? inside : figure_behind(row, i);
    if (!value.n)
        return false;
    number_read(value, &n);
    if (n.currency.n)
        take_currency(r, n.currency, facts);
    Str *slot = opening ? &facts->opening : &facts->closing;
    int64_t *line = opening ? &facts->opening_line : &facts->closing_line;
    if (!slot->n) {
        *slot = str_copy(r->c->mem, value);
        *line = row->line;
    } else if (!opening && row->line > *line && *line) {
        facts->later = str_copy(r->c->mem, value);
    }
    return true;
}

static bool take_label(Reading *r, const TableRow *row, int i, Str text, TableFacts *facts)
{
    Str rest;
    Label label = words_label(r->words, r->scratch, text, &rest);
    Str value = rest.n ? rest : text_behind(row, i);
    DateText t;
    switch (label) {
    case LABEL_IBAN:
        facts->account_number = (Str){ 0 };
        return value.n && take_account(r, value, facts);
    case LABEL_ACCOUNT: return value.n && take_account(r, value, facts);
    case LABEL_CURRENCY: return value.n && take_currency(r, value, facts);
    case LABEL_FROM:
        if (!value.n || !is_date(r, value, &t))
            return value.n && take_period(r, value, facts);
        facts->from = t;
        return true;
    case LABEL_TO:
        if (!value.n || !is_date(r, value, &t))
            return false;
        facts->to = t;
        return true;
    case LABEL_PERIOD: return value.n && take_period(r, value, facts);
    case LABEL_OPENING:
    case LABEL_CLOSING: return take_balance(r, row, i, rest, facts, label == LABEL_OPENING);
    default: return false;
    }
}

/* The labels of a cell: the one it begins with, and others behind figures in it ("Saldo Iniziale:
 * 1.500,00 Saldo Finale: 1.380,25"). */
static bool take_labels(Reading *r, const TableRow *row, int i, TableFacts *facts)
{
    Str cell = row->cells[i];
    bool any = take_label(r, row, i, cell, facts), digit = false;
    for (ptrdiff_t at = 1; at < cell.n; at++) {
        char before = cell.p[at - 1];
        digit |= before >= '0' && before <= '9';
        bool letter = (cell.p[at] | 32) >= 'a' && (cell.p[at] | 32) <= 'z';
        if (before != ' ' || !letter || !digit)
            continue;
        digit = false;
        any |= take_label(r, row, i, str_part(cell, at, cell.n), facts);
    }
    return any;
}

/* A cell that says something without a label: an IBAN, a currency's code, "as of" a period. */
static bool take_bare(Reading *r, Str cell, TableFacts *facts)
{
    Str iban, normal = words_normal(r->scratch, cell);
    if (cell.n >= 15 && cell.n <= 60 && iban_parse(r->c->mem, cell, &iban) == IBAN_OK) {
        if (!facts->account_number.n)
            facts->account_number = iban;
        return true;
    }
    bool upper =
        normal.n == 3 && cell.n <= 6 && cell.p[cell.n - 1] >= 'A' && cell.p[cell.n - 1] <= 'Z';
    return upper && take_currency(r, normal, facts);
}

bool facts_read(Reading *r, const TableRow *row, TableFacts *facts)
{
    ArenaMark mark = arena_mark(r->scratch);
    bool any = false;
    for (int i = 0; i < row->n && i < 40; i++)
        if (row->cells[i].n && row->cells[i].n < 400)
            any |= take_labels(r, row, i, facts) || take_bare(r, row->cells[i], facts);
    arena_reset(r->scratch, mark);
    return any;
}

void facts_of_summary(Reading *r, const TableRow *names, const TableRow *values, TableFacts *facts)
{
    uint8_t scores[MEANING_COUNT];
    NumberText n;
    for (int i = 0; i < names->n && i < values->n; i++) {
        Str value = values->cells[i];
        ArenaMark mark = arena_mark(r->scratch);
        words_header(r->words, r->scratch, names->cells[i], scores);
        arena_reset(r->scratch, mark);
        if (!value.n)
            continue;
        bool figure = number_read(value, &n);
        if (figure && scores[MEANS_BALANCE_OPENING] >= 90 && !facts->opening.n)
            facts->opening = str_copy(r->c->mem, value);
        if (figure && scores[MEANS_BALANCE_CLOSING] >= 90 && !facts->closing.n)
            facts->closing = str_copy(r->c->mem, value);
        if (scores[MEANS_OWN_ACCOUNT] >= 90)
            take_account(r, value, facts);
        if (scores[MEANS_CURRENCY] >= 90)
            take_currency(r, value, facts);
    }
}

bool rows_equal(const TableRow *a, const TableRow *b)
{
    int n = a->n > b->n ? a->n : b->n;
    for (int i = 0; i < n; i++)
        if (!str_eq(row_cell(a, i), row_cell(b, i)))
            return false;
    return true;
}
