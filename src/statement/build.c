/* Heads and rows of a format that names its fields, handed on, proved and closed. */
#include "statement/build.h"

#include "statement/row_hash.h"
#include "text/codepage.h"
#include "text/utf8.h"

#include <stdarg.h>

enum {
    BATCH_ROWS = 500,
    FIRST_ROWS = 16,
    ROW_ARENA_BYTES = 64 << 20,
    PARTS_ROOM = 24,
    SURE_PPM = 1000000
};

static const ParseOptions no_options;

void build_start(Build *b, Ctx *c, const ParseOptions *o, const StatementSink *sink)
{
    *b = (Build){ .c = c, .options = o ? o : &no_options, .sink = sink };
    b->mem = arena_new("rows of a statement", ROW_ARENA_BYTES);
    b->empty = arena_mark(b->mem);
}

Statement *build_open(Build *b, Str format)
{
    if (failed(b->c))
        return NULL;
    b->s = NEW(b->c->mem, Statement);
    b->s->format = format;
    b->n = 0;
    b->begun = false;
    b->summed = b->same = true;
    b->currency = (Str){ 0 };
    b->sum = 0;
    b->scale = 0;
    b->first = b->last = DATE_NONE;
    return b->s;
}

static bool begin(Build *b)
{
    if (b->begun)
        return true;
    b->begun = true;
    return !b->sink->begin || b->sink->begin(b->sink->state, b->s);
}

static bool flush(Build *b)
{
    if (!begin(b))
        return false;
    bool fine = !b->n || !b->sink->rows || b->sink->rows(b->sink->state, b->rows, b->n);
    b->n = 0;
    arena_reset(b->mem, b->empty);
    return fine;
}

StatementRow *build_row(Build *b)
{
    if (b->n == b->room) { /* most statements are short */
        ptrdiff_t room = b->room ? BATCH_ROWS : FIRST_ROWS;
        b->rows = arena_grow(b->c->mem, b->rows, (size_t)b->room * sizeof(StatementRow),
                             (size_t)room * sizeof(StatementRow));
        b->room = room;
    }
    StatementRow *row = &b->rows[b->n];
    *row = (StatementRow){ 0 };
    return row;
}

/* Adds a figure to the sum at the finer of the two scales; a sum that does not fit is none. */
static void add(Build *b, Figure f)
{
    int64_t value, sum;
    if (!f.given || !b->summed)
        return;
    int32_t scale = f.value.scale > b->scale ? f.value.scale : b->scale;
    b->summed = decimal_at_scale((Decimal){ b->sum, b->scale }, scale, &sum) == NUMBER_OK &&
                decimal_at_scale(f.value, scale, &value) == NUMBER_OK &&
                !__builtin_add_overflow(sum, value, &b->sum);
    b->scale = scale;
}

/* Equal for equal rows of any two files of the format. */
static uint64_t fingerprint(const StatementRow *row)
{
    const Str texts[] = { row->currency, row->description, row->counterparty,
                          row->counterparty_account, row->reference };
    char amount[DECIMAL_TEXT_MAX], date[DATE_TEXT];
    uint64_t h = row_hash(0xCBF29CE484222325u, str_n(date, date_write(row->date, date)));
    h = row_hash(h, str_n(amount, decimal_write(decimal_trim(row->amount.value), amount)));
    for (int i = 0; i < (int)COUNT(texts); i++)
        if (texts[i].n)
            h = row_hash(h + (uint64_t)i, texts[i]);
    h ^= h >> 31;
    return h ? h : 1;
}

bool build_add(Build *b, StatementRow *row)
{
    if (failed(b->c))
        return false;
    if (!row->currency.n)
        row->currency = b->s->currency;
    if (!row->date)
        row->date = row->value_date;
    if (!row->confidence_ppm)
        row->confidence_ppm = SURE_PPM;
    if (!row->fingerprint)
        row->fingerprint = fingerprint(row);
    if (row->status == ROW_POSTED) {
        add(b, row->amount);
        add(b, row->fee);
    }
    if (b->s->n_rows == 0)
        b->currency = str_copy(b->c->mem, row->currency);
    else
        b->same = b->same && str_eq(b->currency, row->currency);
    if (row->date && (!b->first || row->date < b->first))
        b->first = row->date;
    if (row->date > b->last)
        b->last = row->date;
    b->s->n_rows++;
    return ++b->n < BATCH_ROWS || flush(b);
}

void build_find(Build *b, FindingLevel level, int64_t line, const char *field, const char *fix,
                const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    ArenaMark mark = arena_mark(b->mem);
    Buf text = buf_new(b->mem, 1200);
    buf_vfmt(&text, fmt, args);
    va_end(args);
    finding_add(b->c->mem, b->s, (FindingAt){ level, line, field, fix, b->page }, "%.*s",
                STR_ARG(buf_str(&text)));
    b->page = 0;
    arena_reset(b->mem, mark);
}

/* Opening + rows = closing, where both are stated and everything has one currency. */
static void prove(Build *b)
{
    Statement *s = b->s;
    if (s->reconciled != RECONCILED_UNKNOWN || !s->opening_balance.given ||
        !s->closing_balance.given || !b->summed || !b->same)
        return;
    Figure rows = { { b->sum, b->scale }, true };
    add(b, s->opening_balance);
    if (!b->summed)
        return;
    Decimal reached = { b->sum, b->scale };
    if (decimal_compare(reached, s->closing_balance.value) == 0) {
        s->reconciled = RECONCILED_YES;
        return;
    }
    s->reconciled = RECONCILED_NO;
    Arena *mem = b->c->mem;
    build_find(b, FINDING_ERROR, 0, "balance",
               "Check whether the file is complete, and export it from the bank again",
               "The opening balance %.*s and the rows' sum %.*s give %.*s, but the closing balance "
               "is %.*s",
               STR_ARG(decimal_text(mem, s->opening_balance.value)),
               STR_ARG(decimal_text(mem, rows.value)), STR_ARG(decimal_text(mem, reached)),
               STR_ARG(decimal_text(mem, s->closing_balance.value)));
}

bool build_close(Build *b)
{
    Statement *s = b->s;
    if (!s || failed(b->c) || !flush(b))
        return false;
    prove(b);
    if (!s->from)
        s->from = b->first;
    if (!s->to)
        s->to = b->last;
    if (s->n_rows && b->same && !s->currency.n)
        s->currency = b->currency;
    else if (!b->same)
        s->currency = (Str){ 0 };
    b->s = NULL;
    return !b->sink->end || b->sink->end(b->sink->state, s);
}

bool build_end(Build *b)
{
    if (b->mem)
        arena_free(b->mem);
    b->mem = NULL;
    return !failed(b->c);
}

bool build_raw(Build *b, StatementRow *row, Str record, int encoding)
{
    if (!b->options->with_source)
        return false;
    record = str_trim(record);
    if (record.n <= LIMIT_ROW_RAW_BYTES && utf8_valid(record)) {
        row->raw = record;
        return true;
    }
    /* A character of one byte may become four. */
    Str part = str_part(record, 0,
                        record.n < LIMIT_ROW_RAW_BYTES / 4 ? record.n : LIMIT_ROW_RAW_BYTES / 4);
    row->raw = utf8_repair(b->mem, codepage_decode(b->mem, encoding, part, NULL));
    return false;
}

void build_part(Build *b, StatementRow *row, const char *field, Str value)
{
    if (!b->options->with_source || !row->raw.n || !value.n || row->n_parts == PARTS_ROOM)
        return;
    bool inside = value.p >= row->raw.p && value.p + value.n <= row->raw.p + row->raw.n;
    ptrdiff_t from = inside ? value.p - row->raw.p : str_find(row->raw, value, 0);
    if (from < 0)
        return;
    if (!row->parts)
        row->parts = NEW_ARRAY(b->mem, RowPart, PARTS_ROOM);
    row->parts[row->n_parts++] =
        (RowPart){ str_of(field), (int32_t)from, (int32_t)value.n, SURE_PPM };
}
