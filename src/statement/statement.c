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
    *f = (Finding){ at.level, at.line, str_of(at.field), buf_str(&b), str_of(at.fix) };
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
        copy[i] = (Finding){ f->level, f->line, str_copy(mem, f->field), str_copy(mem, f->message),
                             str_copy(mem, f->suggested_fix) };
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
