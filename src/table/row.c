/* A row of cells into a StatementRow. */
#include "table/row.h"

#include "statement/row_hash.h"
#include "table/map_amount.h"
#include "table/map_date.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 4000, PIECES_MAX = 24, STATUS_WORD_MIN = 6, LIKELY = 55 };

uint64_t row_fingerprint(const TableRow *row)
{
    uint64_t h = 0xCBF29CE484222325u;
    for (int i = 0; i < row->n; i++)
        if (row->cells[i].n)
            h = row_hash(h + (uint64_t)i, row->cells[i]);
    h ^= h >> 31;
    return h ? h : 1;
}

/* A text without line ends and at a length that is stored. */
static Str tidy(Arena *mem, Str s)
{
    if (s.n > TEXT_MAX) {
        s = str_part(s, 0, TEXT_MAX);
        while (s.n && ((unsigned char)s.p[s.n - 1] & 0xC0) == 0x80)
            s.n--;
        s.n -= s.n && ((unsigned char)s.p[s.n - 1] & 0x80);
    }
    if (!s.n || (!memchr(s.p, '\n', (size_t)s.n) && !memchr(s.p, '\r', (size_t)s.n)))
        return s;
    char *out = arena_alloc(mem, (size_t)s.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool end = s.p[i] == '\n' || s.p[i] == '\r';
        if (!end)
            out[n++] = s.p[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return str_n(out, n);
}

static bool holds(Str whole, Str part)
{
    return part.n <= whole.n && str_find(whole, part, 0) >= 0;
}

/* The cells of several columns as one text; a cell that the text holds already is not repeated. */
static Str join(Reading *r, const TableRow *row, const int *columns, int n)
{
    Str first = { 0 };
    Buf b = { 0 };
    for (int i = 0; i < n; i++) {
        Str cell = row_cell(row, columns[i]);
        if (!cell.n)
            continue;
        if (!first.n) {
            first = cell;
            continue;
        }
        if (holds(b.n ? buf_str(&b) : first, cell))
            continue;
        if (!b.n) {
            b = buf_new(r->scratch, TEXT_MAX + 2);
            buf_add(&b, tidy(r->scratch, first));
        }
        buf_char(&b, ' ');
        buf_add(&b, cell);
    }
    Str text = b.n && !b.full ? buf_str(&b) : first;
    return row->several_lines || text.n > TEXT_MAX ? tidy(r->scratch, text) : text;
}

static Figure figure_of(const Mapping *m, int column, const TableRow *row)
{
    Figure f = { 0 };
    f.given = column >= 0 && map_figure(m, column, row, &f.value, NULL);
    return f;
}

static RowVerdict left(RowReason *why, FindingLevel level, const char *field, const char *what,
                       Str shown)
{
    *why = (RowReason){ .level = level, .field = field, .what = what, .shown = shown };
    return ROW_LEFT;
}

/* Whether the row is an opening, closing or total line, by its texts. */
static LineKind line_kind(Reading *r, const Mapping *m, const TableRow *row)
{
    ArenaMark mark = arena_mark(r->scratch);
    LineKind kind = LINE_OTHER;
    for (int i = 0; i < row->n && !kind; i++) {
        bool text =
            i != m->date && i != m->amount && i != m->balance && i != m->debit && i != m->credit;
        if ((text || i == m->date) && row->cells[i].n)
            kind = words_line(r->words, r->scratch, row->cells[i]);
    }
    arena_reset(r->scratch, mark);
    return kind;
}

/* A day written without its year, in the year that brings it nearest to the day beside it. */
static Date with_year_beside(Reading *r, const Mapping *m, const TableRow *row, Date d)
{
    int beside = m->value_date >= 0 ? m->value_date : m->date_fallback;
    if (!d || !m->date_column->example.no_year || beside < 0 ||
        m->columns->at[beside].example.no_year || date_parts(d).year != m->year)
        return d;
    Date other = map_date_of(r, m, beside, row_cell(row, beside)), best = DATE_NONE;
    if (!other)
        return d;
    DateParts p = date_parts(d);
    for (int year = date_parts(other).year - 1; year <= date_parts(other).year + 1; year++) {
        Date near = date_of(year, p.month, p.day);
        if (near && (!best || llabs((long long)near - other) < llabs((long long)best - other)))
            best = near;
    }
    return best ? best : d;
}

static Date date_of_row(Reading *r, const Mapping *m, const TableRow *row)
{
    Date d = map_date_of(r, m, m->date, row_cell(row, m->date));
    if (d && m->until && m->date_column->example.no_year && d > m->until + LATE_DAYS &&
        date_parts(d).year == m->year)
        d = date_of(m->year - 1, date_parts(d).month, date_parts(d).day);
    d = with_year_beside(r, m, row, d);
    if (!d && !row_cell(row, m->date).n && m->date_fallback >= 0)
        d = map_date_of(r, m, m->date_fallback, row_cell(row, m->date_fallback));
    if (!d && !row_cell(row, m->date).n && m->value_date >= 0)
        d = map_date_of(r, m, m->value_date, row_cell(row, m->value_date));
    return d;
}

/* A row whose date is missing or no date. */
static RowVerdict without_date(Reading *r, const Mapping *m, const TableRow *row, RowReason *why)
{
    Str cell = row_cell(row, m->date);
    Decimal amount;
    AmountResult a = map_amount_of(r, m, row, &amount);
    LineKind kind = line_kind(r, m, row);
    Figure balance = figure_of(m, m->balance, row);
    if (kind) {
        left(why, FINDING_INFO, NULL,
             kind == LINE_TOTAL ? "a line of totals, no transaction"
                                : "a line that states a balance, no transaction",
             (Str){ 0 });
        why->kind = kind;
        why->balance = balance.value;
        return balance.given && kind != LINE_TOTAL ? ROW_BALANCE : ROW_LEFT;
    }
    if (a == AMOUNT_READ && cell.n && row->n > 1)
        return left(why, FINDING_ERROR, "date", "the date cannot be read", cell);
    if (a == AMOUNT_READ && (row->n == m->columns->n || row->n > 3))
        return left(why, FINDING_WARNING, "date", "an amount without a date", (Str){ 0 });
    return left(why, FINDING_INFO, NULL, "no transaction", (Str){ 0 });
}

/* "PENDING - HOTEL", "Vorgemerkt: Miete": the word before the text. */
static Str status_before_text(Str cell)
{
    ptrdiff_t n = 0;
    while (n < cell.n && cell.p[n] != ':' && cell.p[n] != '*' &&
           !(cell.p[n] == '-' && n > 0 && cell.p[n - 1] == ' '))
        n++;
    return n < cell.n && n >= STATUS_WORD_MIN ? str_part(cell, 0, n) : (Str){ 0 };
}

/* Whether the kind of the row, its text or what stands for its date says that it is not booked. */
static bool says_pending(Reading *r, const Mapping *m, const TableRow *row, bool no_date)
{
    ArenaMark mark = arena_mark(r->scratch);
    bool pending =
        words_status_whole(r->words, r->scratch, row_cell(row, m->type)) == STATUS_PENDING ||
        (no_date &&
         words_status_whole(r->words, r->scratch, row_cell(row, m->date)) == STATUS_PENDING);
    for (int i = 0; i < m->n_descriptions && !pending; i++)
        pending = words_status_whole(r->words, r->scratch,
                                     status_before_text(row_cell(row, m->descriptions[i]))) ==
                  STATUS_PENDING;
    arena_reset(r->scratch, mark);
    return pending;
}

/* A ledger's own mark: who keeps it has not compared the row with the bank yet. */
static bool is_ledger_mark(const Column *k)
{
    return str_eq_nocase(k->header, S("Cleared")) || str_eq_nocase(k->header, S("Reconciled"));
}

static StatusWord status_of(Reading *r, const Mapping *m, const TableRow *row)
{
    if (m->status < 0)
        return STATUS_UNKNOWN;
    const Column *k = &m->columns->at[m->status];
    int answer = k->state && k->answers == k->filled ? words_answer(row_cell(row, m->status)) : 0;
    if (answer && (k->state == STATUS_PENDING || k->state == STATUS_POSTED) && !is_ledger_mark(k))
        return answer == (k->state == STATUS_PENDING ? 1 : -1) ? STATUS_PENDING : STATUS_POSTED;
    if (answer && k->state == STATUS_FAILED)
        return answer > 0 ? STATUS_FAILED : STATUS_POSTED;
    ArenaMark mark = arena_mark(r->scratch);
    StatusWord status = words_status(r->words, r->scratch, row_cell(row, m->status));
    arena_reset(r->scratch, mark);
    return is_ledger_mark(k) && status == STATUS_PENDING ? STATUS_UNKNOWN : status;
}

/* A column of money that the mapping does not use and that could as well hold amounts. */
static bool may_be_amounts(const Mapping *m, int i)
{
    const Column *k = &m->columns->at[i];
    bool named = k->scores[MEANS_AMOUNT] >= LIKELY || k->scores[MEANS_DEBIT] >= LIKELY ||
                 k->scores[MEANS_CREDIT] >= LIKELY;
    return i != m->amount && i != m->debit && i != m->credit && i != m->balance && k->money &&
           column_is_figures(k) && k->dates * 2 < k->numbers && (named || k->best < LIKELY);
}

static bool amount_elsewhere(const Mapping *m, const TableRow *row)
{
    Decimal d;
    for (int i = 0; i < m->columns->n; i++)
        if (may_be_amounts(m, i) && map_figure(m, i, row, &d, NULL) && d.mantissa)
            return true;
    return false;
}

static RowVerdict without_amount(Reading *r, const Mapping *m, const TableRow *row, AmountResult a,
                                 RowReason *why)
{
    Str cell = row_cell(row, m->amount >= 0 ? m->amount : m->debit);
    if (a == AMOUNT_BOTH)
        return left(why, FINDING_ERROR, "amount", "both a debit and a credit are filled in",
                    (Str){ 0 });
    Figure balance = figure_of(m, m->balance, row);
    LineKind kind = line_kind(r, m, row);
    bool bad =
        a == AMOUNT_BAD &&
        !(m->amount >= 0 ? cell_says_nothing(cell)
                         : cell_says_nothing(cell) && cell_says_nothing(row_cell(row, m->credit)));
    if (bad && !kind)
        return left(why, FINDING_ERROR, "amount", "the amount cannot be read",
                    cell_says_nothing(cell) ? row_cell(row, m->credit) : cell);
    if (!kind && amount_elsewhere(m, row))
        return left(why, FINDING_WARNING, "amount",
                    "no amount in its column, but a figure in another one", (Str){ 0 });
    left(why, FINDING_INFO, NULL,
         balance.given ? "a line that states a balance, no transaction"
                       : "no amount, no transaction",
         (Str){ 0 });
    why->kind = kind;
    why->balance = balance.value;
    return balance.given && m->balance >= 0 ? ROW_BALANCE : ROW_LEFT;
}

static void fill_texts(Reading *r, const Mapping *m, const TableRow *row, StatementRow *out)
{
    out->description = join(r, row, m->descriptions, m->n_descriptions);
    out->counterparty = join(r, row, m->counterparties, m->n_counterparties);
    out->reference = join(r, row, m->references, m->n_references);
    out->counterparty_account = row_cell(row, m->counterparty_account);
    out->type = row_cell(row, m->type);
    out->category = row_cell(row, m->category);
    if (row->several_lines) {
        out->type = tidy(r->scratch, out->type);
        out->category = tidy(r->scratch, out->category);
    }
    out->external_id = row_cell(row, m->id);
    out->account = row_cell(row, m->account);
    if (!out->description.n)
        out->description = !out->type.n || !out->counterparty.n ? out->type : (Str){ 0 };
    if (!out->description.n)
        out->description = out->counterparty.n ? out->counterparty
                           : out->category.n   ? out->category
                                               : out->reference;
}

static Str currency_of(Reading *r, const TableRow *row, int column)
{
    bool known = false;
    Str cell = row_cell(row, column);
    if (cell.n == 3 && r->currency_cell.n == 3 && !memcmp(cell.p, r->currency_cell.p, 3))
        return r->currency_cell;
    Str code = cell.n ? number_currency(cell, &known) : (Str){ 0 };
    if (str_eq(code, cell))
        r->currency_cell = code; /* a constant of the program */
    if (code.n)
        return code;
    if (known || cell.n < 3 || cell.n > 6)
        return (Str){ 0 };
    return cell; /* a token or a currency that the table lacks, under its own name */
}

static void fill_figures(Reading *r, const Mapping *m, const TableRow *row, StatementRow *out)
{
    out->balance = figure_of(m, m->balance, row);
    if (m->fee_sign && (out->fee = figure_of(m, m->fee, row)).given) {
        out->fee.value.mantissa *= m->fee_sign;
        out->fee.given = out->fee.value.mantissa != 0;
    }
    out->currency = m->currency >= 0 ? currency_of(r, row, m->currency) : (Str){ 0 };
    if (!out->currency.n) {
        NumberText n;
        int column = map_column_of_amount(m, row, out->amount.value);
        Str cell = row_cell(row, column);
        bool signs = m->default_currency.n == 0 && cell.n && number_read(cell, &n) && n.currency.n;
        out->currency = signs ? n.currency : m->default_currency;
        if (column >= 0 && column == m->amount_other)
            out->currency = m->columns->at[column].unit;
        if (!out->currency.n && row->units && column < row->n && row->units[column])
            out->currency = currency_code(row->units[column]);
    }
    out->original_amount = figure_of(m, m->amount_original, row);
    if (out->original_amount.given &&
        (out->original_amount.value.mantissa < 0) != (out->amount.value.mantissa < 0))
        out->original_amount.value.mantissa = -out->original_amount.value.mantissa;
    if (out->original_amount.given && m->currency_original >= 0)
        out->original_currency = currency_of(r, row, m->currency_original);
    out->original_amount.given = out->original_amount.given && out->original_currency.n;
}

RowVerdict row_read(Reading *r, const Mapping *m, const TableRow *row, StatementRow *out,
                    RowReason *why)
{
    *out = (StatementRow){ .line = row->line, .confidence_ppm = m->confidence_ppm };
    *why = (RowReason){ 0 };
    StatusWord status = status_of(r, m, row);
    out->date = date_of_row(r, m, row);
    bool by_text = status == STATUS_UNKNOWN && says_pending(r, m, row, !out->date);
    if (!out->date && (by_text || status == STATUS_PENDING))
        return left(why, FINDING_INFO, "status", "not booked yet",
                    row_cell(row, by_text ? m->date : m->status));
    if (!out->date)
        return without_date(r, m, row, why);
    if (status == STATUS_FAILED)
        return left(why, FINDING_INFO, "status", "not carried out", row_cell(row, m->status));
    AmountResult a = map_amount_of(r, m, row, &out->amount.value);
    if (a != AMOUNT_READ)
        return without_amount(r, m, row, a, why);
    out->amount.given = true;
    LineKind kind =
        m->balance < 0 || !row_cell(row, m->balance).n ? line_kind(r, m, row) : LINE_OTHER;
    if (kind == LINE_OPENING || kind == LINE_CLOSING) {
        left(why, FINDING_INFO, NULL, "a line that states a balance, no transaction", (Str){ 0 });
        why->kind = kind;
        why->balance = out->amount.value;
        return ROW_BALANCE;
    }
    why->kind = kind;
    why->pending = by_text || status == STATUS_PENDING;
    why->level = by_text ? FINDING_WARNING : FINDING_INFO;
    out->status = why->pending ? ROW_PENDING : ROW_POSTED;
    out->value_date =
        map_date_of(r, m, m->value_date >= 0 ? m->value_date : 0, row_cell(row, m->value_date));
    fill_figures(r, m, row, out);
    fill_texts(r, m, row, out);
    out->fingerprint = row_fingerprint(row);
    return ROW_TAKEN;
}
