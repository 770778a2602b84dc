/* Statement: its findings. */
#include "statement/statement.h"

#include <stdarg.h>

/* A person reads findings; a file with thousands of bad rows is not read row by row. */
enum { FINDINGS_MAX = 1000 };

void finding_add(Arena *mem, Statement *s, FindingAt at, const char *fmt, ...)
{
    /* One more place than the maximum: the last says how many did not fit. */
    ptrdiff_t n = s->n_findings;
    if (n > FINDINGS_MAX) {
        Finding *last = &s->findings[FINDINGS_MAX];
        last->line++;
        last->level = at.level > last->level ? at.level : last->level;
        return;
    }
    if ((n & (n - 1)) == 0) {
        ptrdiff_t room = n ? 2 * n : 1;
        s->findings = arena_grow(mem, s->findings, (size_t)n * sizeof(Finding),
                                 (size_t)room * sizeof(Finding));
    }
    Finding *f = &s->findings[s->n_findings++];
    if (n == FINDINGS_MAX) {
        *f = (Finding){ .level = at.level,
                        .line = 1,
                        .message = S("more findings like these are not listed") };
        return;
    }
    va_list args;
    va_start(args, fmt);
    Buf b = buf_new(mem, 1200);
    buf_vfmt(&b, fmt, args);
    va_end(args);
    *f = (Finding){ at.level, at.line, str_of(at.field), buf_str(&b), str_of(at.fix), at.page };
}

bool statement_warns(const Statement *s)
{
    for (ptrdiff_t i = 0; i < s->n_findings; i++)
        if (s->findings[i].level != FINDING_INFO)
            return true;
    return false;
}

StatementRow statement_row_copy(Arena *mem, const StatementRow *row)
{
    StatementRow copy = *row;
    Str *const texts[] = { &copy.currency,
                           &copy.original_currency,
                           &copy.description,
                           &copy.counterparty,
                           &copy.counterparty_account,
                           &copy.reference,
                           &copy.category,
                           &copy.type,
                           &copy.external_id,
                           &copy.account };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = str_copy(mem, *texts[i]);
    copy.raw = str_copy(mem, row->raw);
    copy.parts = NEW_ARRAY(mem, RowPart, row->n_parts);
    for (ptrdiff_t i = 0; i < row->n_parts; i++) {
        copy.parts[i] = row->parts[i];
        copy.parts[i].field = str_copy(mem, row->parts[i].field);
    }
    return copy;
}

static Finding *findings_copy(Arena *mem, const Statement *s)
{
    ptrdiff_t room = 1; /* finding_add grows in powers of two */
    while (room < s->n_findings)
        room *= 2;
    Finding *copy = NEW_ARRAY(mem, Finding, room);
    for (ptrdiff_t i = 0; i < s->n_findings; i++) {
        const Finding *f = &s->findings[i];
        copy[i] = (Finding){ f->level,
                             f->line,
                             str_copy(mem, f->field),
                             str_copy(mem, f->message),
                             str_copy(mem, f->suggested_fix),
                             f->page };
    }
    return copy;
}

Statement statement_head_copy(Arena *mem, const Statement *s)
{
    Statement copy = *s;
    Str *const texts[] = { &copy.format,   &copy.institution,  &copy.account_number,
                           &copy.currency, &copy.account_type, &copy.sheet,
                           &copy.member,   &copy.encoding,     &copy.delimiter };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = str_copy(mem, *texts[i]);
    copy.rows = NULL;
    copy.findings = findings_copy(mem, s);
    copy.mapping = NEW_ARRAY(mem, Mapped, s->n_mapped);
    for (ptrdiff_t i = 0; i < s->n_mapped; i++)
        copy.mapping[i] =
            (Mapped){ str_copy(mem, s->mapping[i].field), s->mapping[i].column,
                      str_copy(mem, s->mapping[i].header), str_copy(mem, s->mapping[i].format) };
    return copy;
}

/* --- collecting --- */

typedef struct {
    Arena *mem;
    StatementSet *set;
    ptrdiff_t room;      /* of statements */
    ptrdiff_t rows_room; /* of the last one's rows */
    StatementRow *rows;
    ptrdiff_t n_rows;
} Collector;

static bool collect_begin(void *state, const Statement *s)
{
    Collector *k = state;
    (void)s;
    k->rows = NULL;
    k->n_rows = k->rows_room = 0;
    return true;
}

static bool collect_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    Collector *k = state;
    if (k->n_rows + n > k->rows_room) {
        ptrdiff_t want = 2 * k->rows_room + n;
        k->rows = arena_grow(k->mem, k->rows, (size_t)k->rows_room * sizeof *rows,
                             (size_t)want * sizeof *rows);
        k->rows_room = want;
    }
    for (ptrdiff_t i = 0; i < n; i++)
        k->rows[k->n_rows++] = statement_row_copy(k->mem, &rows[i]);
    return true;
}

static bool collect_end(void *state, const Statement *s)
{
    Collector *k = state;
    StatementSet *set = k->set;
    if (set->n == k->room) {
        ptrdiff_t want = 2 * k->room + 1;
        set->statements = arena_grow(k->mem, set->statements, (size_t)k->room * sizeof *s,
                                     (size_t)want * sizeof *s);
        k->room = want;
    }
    Statement *kept = &set->statements[set->n++];
    *kept = *s;
    kept->rows = k->rows;
    kept->n_rows = k->n_rows;
    return true;
}

StatementSink statement_collect(Arena *mem, StatementSet *out)
{
    Collector *k = NEW(mem, Collector);
    *out = (StatementSet){ 0 };
    *k = (Collector){ .mem = mem, .set = out };
    return (StatementSink){ k, collect_begin, collect_rows, collect_end };
}
