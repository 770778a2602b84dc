/* Query strings over structs. */
#include "field/copy.h"
#include "field/kind.h"
#include "text/percent.h"

enum { PAIRS_MAX = 100 };

static Str pointer_of(Ctx *c, Str name)
{
    return str_fmt(c->mem, "?%.*s", STR_ARG(str_part(name, 0, 100)));
}

bool query_string_read(Ctx *c, Str query, QueryString *out)
{
    *out = (QueryString){ 0 };
    if (!query.n)
        return true;
    switch (query_parse(c->mem, query, PAIRS_MAX, out)) {
    case QUERY_OK: return true;
    case QUERY_MALFORMED:
        return fail(c, MALFORMED, NULL,
                    "the query string is not valid: every %% needs two "
                    "hexadecimal digits and the text must be UTF-8");
    case QUERY_TOO_LONG:
        return fail(c, MALFORMED, NULL, "the query string has more than %d parameters", PAIRS_MAX);
    }
    return false;
}

static const Field *find(const Shape *s, Str name)
{
    const Field *f = field_find(s, name);
    return f && !(f->flags & (HIDDEN | OWNER | READ_ONLY)) ? f : NULL;
}

static void fail_unknown(Ctx *c, const Shape *s, Str name)
{
    Str closest = field_closest(s, name);
    if (closest.p)
        fail_field(c, pointer_of(c, name), "is not a parameter here; did you mean '%.*s'?",
                   STR_ARG(closest));
    else
        fail_field(c, pointer_of(c, name), "is not a parameter here");
}

/* Behind what a list of texts has already. */
static void append(Ctx *c, Texts before, Texts *texts)
{
    Str *items = NEW_ARRAY(c->mem, Str, before.n + texts->n);
    for (ptrdiff_t i = 0; i < before.n; i++)
        items[i] = before.items[i];
    for (ptrdiff_t i = 0; i < texts->n; i++)
        items[before.n + i] = texts->items[i];
    *texts = (Texts){ items, before.n + texts->n };
}

static void read_pair(Ctx *c, const Field *f, const QueryPair *pair, bool again, void *row)
{
    Str pointer = pointer_of(c, pair->name);
    if (again && f->kind != FIELD_TEXTS) {
        fail_field(c, pointer, "is given twice");
        return;
    }
    Texts before = again ? *(Texts *)field_at(f, row) : (Texts){ 0 };
    if (field_read_text(c, f, pair->value, pointer, row) && again)
        append(c, before, field_at(f, row));
}

static void read_step(Ctx *c, const Shape *s, const QueryString *query, bool *given, bool money,
                      void *row)
{
    for (ptrdiff_t i = 0; i < query->n; i++) {
        const Field *f = find(s, query->pairs[i].name);
        if (!f && !money)
            fail_unknown(c, s, query->pairs[i].name);
        if (!f || (f->kind == FIELD_MONEY) != money)
            continue;
        read_pair(c, f, &query->pairs[i], given[f - s->fields], row);
        given[f - s->fields] = true;
    }
}

bool field_read_query(Ctx *c, const Shape *s, Str query, void *row)
{
    QueryString pairs;
    Reader r = { .c = c };
    if (failed(c) || !query_string_read(c, query, &pairs))
        return false;
    bool *given = NEW_ARRAY(c->mem, bool, s->n);
    read_step(c, s, &pairs, given, false, row);
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (!given[i] && s->fields[i].start && field_is_none(&s->fields[i], row))
            read_start(&r, &s->fields[i], row);
    if (s->currencies)
        s->currencies(c, row);
    read_step(c, s, &pairs, given, true, row);
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (!given[i] && (s->fields[i].flags & NEEDED))
            fail_field(c, pointer_of(c, str_of(s->fields[i].name)), "is needed: %s",
                       field_wants(c->mem, &s->fields[i]));
    return !failed(c);
}
