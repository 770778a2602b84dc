/* Reads the rows of one mapped table: each is a movement, or is named in a finding; balances are
 * proven on the way. */
#include "table/table_read.h"

#include "table/map_amount.h"
#include "table/reader.h"
#include "table/row_source.h"
#include "text/utf8.h"

#include <string.h>

enum { BATCH_ROWS = 512, SHIFT_MAX = 6, SCRATCH_FULL = 4 << 20 };

void reader_find(Reader *d, FindingAt at, const char *what, Str shown)
{
    ArenaMark mark = arena_mark(d->t->r->scratch);
    if (shown.n)
        finding_add(d->t->r->c->mem, d->t->s, at, "%s: %.*s", what, STR_ARG(text_shown(shown)));
    else
        finding_add(d->t->r->c->mem, d->t->s, at, "%s", what);
    arena_reset(d->t->r->scratch, mark);
}

static bool waits(const Reader *d)
{
    return d->t->m->sign == SIGN_BY_BALANCE && d->t->m->file_order == NEWEST_FIRST;
}

/* Gives the batch to the sink and takes its memory back. */
static bool flush(Reader *d, bool last)
{
    const StatementSink *sink = d->t->sink;
    bool keep = !last && waits(d) && d->n > 0;
    ptrdiff_t n = keep ? d->n - 1 : d->n;
    StatementRow kept = { 0 };
    if (keep)
        kept = statement_row_copy(d->t->r->c->mem, &d->batch[n]);
    for (ptrdiff_t i = 0; d->t->source->with_source && i < n; i++)
        row_source_sure(&d->batch[i]);
    if (n && sink->rows && !sink->rows(sink->state, d->batch, n))
        d->stopped = true;
    d->n = keep;
    if (keep)
        d->batch[0] = kept;
    arena_reset(d->t->r->scratch, d->start);
    return !d->stopped;
}

static void turn(StatementRow *row)
{
    row->amount.value.mantissa = -row->amount.value.mantissa;
}

/* SIGN_BY_BALANCE, oldest first: the row's amount goes the way the balance went. */
static void sign_by_balance_before(Reader *d, StatementRow *row)
{
    int64_t balance;
    Chain *k = reader_chain(d, row);
    if (!k || !reader_units(d->t->m, row->balance, &balance))
        return;
    if (!k->proof.forward.started) {
        reader_find(d,
                    (FindingAt){ FINDING_WARNING, row->line, "amount",
                                 "check the direction of this amount" },
                    "nothing in the file tells whether the first amount is money in or out",
                    (Str){ 0 });
        row->confidence_ppm = BROKEN_PPM;
    } else if (balance < k->proof.last_balance) {
        turn(row);
    }
}

static void note_row(Reader *d, const StatementRow *row)
{
    Statement *s = d->t->s;
    d->days_up += d->last_day && row->date > d->last_day;
    d->days_down += d->last_day && row->date < d->last_day;
    d->last_day = row->date;
    if (!s->from || row->date < s->from)
        s->from = row->date;
    if (row->date > s->to)
        s->to = row->date;
    if (s->n_rows == 0)
        s->currency = str_copy(d->t->r->c->mem, row->currency);
    else if (!str_eq(s->currency, row->currency))
        d->several_currencies = true;
    if (row->account.n && !d->account.n)
        d->account = str_copy(d->t->r->c->mem, row->account);
    else if (row->account.n && !str_eq(row->account, d->account))
        d->several_accounts = true;
    s->n_rows++;
}

/* Whether a dated row that calls itself a total is the sum of the rows so far. */
static bool is_total(const Reader *d, const StatementRow *row)
{
    int64_t v;
    if (d->sum_lost || d->t->s->n_rows == 0 || !reader_units(d->t->m, row->amount, &v))
        return false;
    v = v < 0 ? -v : v;
    int64_t in = d->money_in, out = -d->money_out, net = d->sum < 0 ? -d->sum : d->sum;
    return v == in || v == out || v == net || v == in + out;
}

/* SIGN_BY_BALANCE, newest first: the row above went from this balance to its own. */
static void sign_by_balance_behind(Reader *d, const StatementRow *below)
{
    StatementRow *row = &d->batch[d->n - 1];
    int64_t balance, before;
    if (!d->waiting)
        return;
    d->waiting = false;
    bool known = below && reader_units(d->t->m, row->balance, &balance) &&
                 reader_units(d->t->m, below->balance, &before);
    if (known && balance < before)
        turn(row);
    if (!known) {
        reader_find(d,
                    (FindingAt){ FINDING_WARNING, row->line, "amount",
                                 "check the direction of this amount" },
                    "nothing in the file tells whether this amount is money in or out", (Str){ 0 });
        row->confidence_ppm = BROKEN_PPM;
    }
    reader_prove(d, row, false);
}

/* The row stands in the batch already, at its end; counting it takes it. */
static void take_row(Reader *d, const RowReason *why)
{
    StatementRow *row = &d->batch[d->n];
    if (why->kind == LINE_TOTAL && is_total(d, row)) {
        reader_find(d, (FindingAt){ FINDING_INFO, row->line, NULL, NULL },
                    "left out: a line of totals, no transaction", row->description);
        return;
    }
    if (why->kind == LINE_TOTAL && d->t->m->balance < 0)
        reader_find(
            d, (FindingAt){ FINDING_WARNING, row->line, NULL, "check whether this row is a total" },
            "the row calls itself a total, but is not the sum of the rows above; it is read as a "
            "transaction",
            row->description);
    bool by_balance = d->t->m->sign == SIGN_BY_BALANCE;
    if (waits(d))
        sign_by_balance_behind(d, row);
    else if (by_balance)
        sign_by_balance_before(d, row);
    d->waiting = waits(d);
    if (!d->waiting && !reader_prove(d, row, why->pending)) {
        bool doubted = why->level == FINDING_WARNING && d->t->m->balance < 0;
        reader_find(d,
                    (FindingAt){ doubted ? FINDING_WARNING : FINDING_INFO, row->line, "status",
                                 doubted ? "check whether the bank has booked this row" : NULL },
                    "left out, not booked yet", row->description);
        return;
    }
    note_row(d, row);
    d->n++;
}

/* A dated line between the rows with a balance and no amount: the balance must be the one before.
 */
static void prove_unmoved(Reader *d, const RowReason *why, Date day, int64_t line)
{
    int64_t balance;
    Figure stated_balance = { why->balance, true };
    if (why->kind == LINE_OTHER && day && d->n_chains == 1 &&
        reader_units(d->t->m, stated_balance, &balance))
        proof_row(&d->chains[0].proof, (ProofRow){ 0, balance, true, day, line });
}

/* A line that states a balance: opening above the rows, closing below, or of a day between them. */
static void take_balance(Reader *d, const TableRow *row, const RowReason *why)
{
    TableFacts *facts = d->t->facts;
    Statement *s = d->t->s;
    ArenaMark mark = arena_mark(d->t->r->scratch);
    char text[DECIMAL_TEXT_MAX];
    ptrdiff_t n = decimal_write(why->balance, text);
    if (d->t->m->mark == MARK_COMMA)
        for (ptrdiff_t i = 0; i < n; i++)
            text[i] = text[i] == '.' ? ',' : text[i];
    bool opening = why->kind == LINE_OPENING || (why->kind == LINE_OTHER && s->n_rows == 0 &&
                                                 d->t->m->file_order != NEWEST_FIRST);
    Str *slot = opening ? &facts->opening : &facts->closing;
    if (why->kind != LINE_OTHER && !slot->n) {
        *slot = str_copy(d->t->r->c->mem, str_n(text, n));
        *(opening ? &facts->opening_line : &facts->closing_line) = row->line;
    }
    arena_reset(d->t->r->scratch, mark);
}

/* A value in a column of opening or closing balances on a line of its own. */
static void facts_of_left_row(Reader *d, const TableRow *row)
{
    const Columns *columns = d->t->m->columns;
    NumberText n;
    for (int i = 0; i < columns->n; i++) {
        const Column *k = &columns->at[i];
        Str cell = row_cell(row, i);
        if (!cell.n || !number_read(cell, &n))
            continue;
        if (k->scores[MEANS_BALANCE_OPENING] >= 70 && !d->t->facts->opening.n)
            d->t->facts->opening = str_copy(d->t->r->c->mem, cell);
        if (k->scores[MEANS_BALANCE_CLOSING] >= 70 && !d->t->facts->closing.n)
            d->t->facts->closing = str_copy(d->t->r->c->mem, cell);
    }
}

static void leave_row(Reader *d, const TableRow *row, const RowReason *why)
{
    ArenaMark mark = arena_mark(d->t->r->scratch);
    Str shown = why->shown.n ? why->shown : row_text(d->t->r->scratch, row);
    const char *fix = why->level == FINDING_ERROR
                          ? "correct the cell in the file, or enter this row by hand"
                          : NULL;
    finding_add(d->t->r->c->mem, d->t->s, (FindingAt){ why->level, row->line, why->field, fix },
                "left out: %s: %.*s", why->what, STR_ARG(text_shown(shown)));
    arena_reset(d->t->r->scratch, mark);
    facts_of_left_row(d, row);
    if (why->level == FINDING_INFO)
        facts_read(d->t->r, row, d->t->facts);
}

static void note_damage(Reader *d, const TableRow *row)
{
    if (row->recovered)
        reader_find(
            d, (FindingAt){ FINDING_WARNING, row->line, NULL, "check this line in the file" },
            "a quote in this line is never closed; it was read as a plain character", (Str){ 0 });
    if (row->bad_text)
        reader_find(
            d,
            (FindingAt){ FINDING_WARNING, row->line, "description", "check the texts of this row" },
            "bytes of this line do not belong to the file's character set", (Str){ 0 });
    if (row->misplaced)
        reader_find(
            d, (FindingAt){ FINDING_WARNING, row->line, NULL, "check whether the file is whole" },
            "the workbook gives this row the number of an earlier one", (Str){ 0 });
    if (row->zeros)
        reader_find(d,
                    (FindingAt){ FINDING_WARNING, row->line, NULL, "check the texts of this row" },
                    "NUL bytes were taken out of this line", (Str){ 0 });
    for (int i = 0; i < row->n; i++)
        if (row->cells[i].n > 4000)
            reader_find(d, (FindingAt){ FINDING_WARNING, row->line, "description", NULL },
                        "a text of this line is longer than 4,000 bytes and was cut", (Str){ 0 });
}

/* A row with more cells than columns: a delimiter stood in a text without quotes. Joins cells at
 * one text column after the other until date and amount can be read; else all stays as it was. */
static bool join_cells(Reader *d, TableRow *row, StatementRow *out, RowReason *why)
{
    const Mapping *m = d->t->m;
    int extra = row->n - m->columns->n;
    if (extra <= 0 || extra > SHIFT_MAX)
        return false;
    Arena *mem = d->t->r->scratch;
    for (int at = 0; at < m->columns->n; at++) {
        if (m->columns->at[at].texts == 0)
            continue;
        TableRow joined = *row;
        joined.n = m->columns->n;
        joined.types = NULL;
        joined.units = NULL;
        joined.cells = NEW_ARRAY(mem, Str, joined.n);
        for (int i = 0; i < joined.n; i++)
            joined.cells[i] = row->cells[i <= at ? i : i + extra];
        for (int i = 1; i <= extra; i++)
            joined.cells[at] =
                str_fmt(mem, "%.*s, %.*s", STR_ARG(joined.cells[at]), STR_ARG(row->cells[at + i]));
        bool balance = m->balance < 0 || !row_cell(&joined, m->balance).n ||
                       map_figure(m, m->balance, &joined, &(Decimal){ 0 }, NULL);
        StatementRow tried;
        RowReason reason;
        if (balance && row_read(d->t->r, m, &joined, &tried, &reason) == ROW_TAKEN) {
            *row = joined;
            *out = tried;
            *why = reason;
            return true;
        }
    }
    return false;
}

/* Whether a column of figures holds a text in this row. */
static bool text_for_figure(const Mapping *m, const TableRow *row)
{
    const int columns[] = { m->amount, m->debit, m->credit, m->balance };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (columns[i] >= 0 && !cell_says_nothing(row_cell(row, columns[i])) &&
            !map_figure(m, columns[i], row, &(Decimal){ 0 }, NULL))
            return true;
    return false;
}

static bool cells_beyond(const TableRow *row, int n)
{
    for (int i = n; i < row->n; i++)
        if (row->cells[i].n)
            return true;
    return false;
}

/* Whether the row that gave no movement begins another table. */
static bool begins_table(Reader *d, const TableRow *row)
{
    if (!row_is_header(d->t->r, row))
        return false;
    HeaderScore h = row_header_score(d->t->r, row);
    return (h.date && h.amount) || d->t->head == NULL;
}

/* A ledger writes a movement between two of its own accounts once: which of them the amount belongs
 * to, and with which sign, the row does not say. */
static void note_transfer(Reader *d, const StatementRow *row)
{
    const Mapping *m = d->t->m;
    if (m->n_counterparties < 2 || m->balance >= 0 || m->flag >= 0 ||
        !str_eq_nocase(row->type, S("Transfer")))
        return;
    reader_find(d,
                (FindingAt){ FINDING_WARNING, row->line, "amount",
                             "say which account this is, and check the direction" },
                "a transfer between two accounts; the amount is taken as written",
                row->counterparty);
}

/* A word for the state of a row that is not known, beside others that are. */
static void note_state(Reader *d, const TableRow *row)
{
    const Mapping *m = d->t->m;
    const Column *k = m->status >= 0 ? &m->columns->at[m->status] : NULL;
    Str cell = row_cell(row, m->status);
    if (!k || !cell.n || k->statuses * 2 < k->texts || d->n_states == STATES_MAX)
        return;
    ArenaMark mark = arena_mark(d->t->r->scratch);
    bool known = words_status(d->t->r->words, d->t->r->scratch, cell) != STATUS_UNKNOWN;
    arena_reset(d->t->r->scratch, mark);
    uint64_t hash = str_hash(cell);
    for (int i = 0; i < d->n_states && !known; i++)
        known = d->states[i] == hash;
    if (known)
        return;
    d->states[d->n_states++] = hash;
    reader_find(d,
                (FindingAt){ FINDING_WARNING, row->line, "status",
                             "check whether the bank has booked rows of this kind" },
                "a state that is not known; the row is read as booked", cell);
}

static bool next_row(Reader *d, TableRow *row)
{
    TableRead *t = d->t;
    StatementRow *out = &d->batch[d->n];
    RowReason why;
    if (row_blank(row))
        return true;
    if (t->account >= 0 && !str_eq(row_cell(row, t->account), t->only) && row_is_data(t->r, row)) {
        t->apart++;
        return true;
    }
    if (t->head && rows_equal(row, t->head)) {
        reader_find(d, (FindingAt){ FINDING_INFO, row->line, NULL, NULL },
                    "left out: the names of the columns again", (Str){ 0 });
        return true;
    }
    if (row->n > t->m->columns->n)
        row_join_decimals(t->r->scratch, row, t->m->columns->n);
    RowVerdict verdict = row_read(t->r, t->m, row, out, &why);
    bool wide = cells_beyond(row, t->m->columns->n);
    bool shifted = wide && (verdict == ROW_LEFT || text_for_figure(t->m, row));
    if (shifted && join_cells(d, row, out, &why)) {
        verdict = ROW_TAKEN;
        reader_find(
            d,
            (FindingAt){ FINDING_WARNING, row->line, "description", "check the texts of this row" },
            "the row has more cells than the table has columns; the surplus was joined to a text",
            (Str){ 0 });
    } else if (wide && verdict == ROW_TAKEN) {
        reader_find(d, (FindingAt){ FINDING_WARNING, row->line, NULL, "check this row" },
                    "the row has more cells than the table has columns", (Str){ 0 });
    }
    if (verdict != ROW_TAKEN && !out->date && begins_table(d, row)) {
        t->next = (TablePlace){ .known = true, .position = row->position, .line = row->line };
        return false;
    }
    note_damage(d, row);
    if (verdict == ROW_TAKEN && t->source->with_source)
        row_source(t->r, t->m, row, out);
    if (verdict == ROW_TAKEN) {
        note_transfer(d, out);
        note_state(d, row);
        take_row(d, &why);
        return true;
    }
    if (verdict == ROW_BALANCE) {
        take_balance(d, row, &why);
        prove_unmoved(d, &why, out->date, row->line);
    }
    leave_row(d, row, &why);
    return true;
}

/* Own account numbers that every row repeats. */
static Str constant_account(const Columns *columns)
{
    for (int i = 0; i < columns->n; i++) {
        const Column *k = &columns->at[i];
        int digits = 0;
        for (ptrdiff_t c = 0; c < k->first.n; c++)
            digits += k->first.p[c] >= '0' && k->first.p[c] <= '9';
        if (k->scores[MEANS_OWN_ACCOUNT] >= 90 && k->n_distinct == 1 && k->filled == k->rows &&
            digits >= 4)
            return k->first;
    }
    return (Str){ 0 };
}

bool table_read(TableRead *t)
{
    Reader *d = NEW(t->r->c->mem, Reader);
    d->t = t;
    d->batch = NEW_ARRAY(t->r->c->mem, StatementRow, BATCH_ROWS + 1);
    d->start = arena_mark(t->r->scratch);
    t->r->date_bytes = 0;
    d->account = constant_account(t->m->columns);
    t->s->currency = t->m->default_currency;
    t->s->account_number = t->facts->account_number;
    if (t->sink->begin && !t->sink->begin(t->sink->state, t->s))
        return false;
    t->s->currency = (Str){ 0 };
    if (t->source->damaged)
        reader_find(d, (FindingAt){ FINDING_WARNING, 0, NULL, "get the file again" },
                    t->source->damaged, (Str){ 0 });
    if (t->source->remark)
        reader_find(d, (FindingAt){ FINDING_WARNING, 0, NULL, "compare the rows with the page" },
                    t->source->remark, (Str){ 0 });
    if (t->facts->passed)
        reader_find(d,
                    (FindingAt){ FINDING_WARNING, t->facts->passed_line, NULL,
                                 "check whether this line is a transaction" },
                    "a line above the table looks like a transaction and was not read", (Str){ 0 });
    bool go = true;
    TableRow row;
    while (go && !d->stopped) {
        if (!t->source->next(t->source, t->r->c, &row)) {
            t->next.ended = true;
            break;
        }
        go = next_row(d, &row);
        if (d->n == BATCH_ROWS || arena_used(t->r->scratch) > SCRATCH_FULL)
            flush(d, false);
    }
    sign_by_balance_behind(d, NULL);
    if (failed(t->r->c) || !flush(d, true))
        return false;
    if (t->s->n_rows == 0 && !t->s->currency.n)
        t->s->currency = t->m->default_currency;
    if (t->apart)
        finding_add(
            t->r->c->mem, t->s, (FindingAt){ FINDING_INFO, 0, NULL, NULL },
            "%lld rows of other accounts of these books are statements of their own, or the "
            "other sides of these rows",
            (long long)t->apart);
    reader_settle(d);
    return !t->sink->end || t->sink->end(t->sink->state, t->s);
}
