/* Structs to JSON. It writes into the Buf itself: with the names known to need no escape that is a
 * copy per field, and the price of a list is that of its digits. */
#include "field/write.h"

#include "field/copy.h"
#include "text/jsonout.h"
#include "value/decimal.h"

#include <string.h>

typedef enum { FOR_CLIENT, FOR_STORE } Reader;

static void write_struct(Buf *out, const Field *fields, ptrdiff_t n, const void *row, Reader who);

static void write_ratio(Buf *out, int32_t ppm)
{
    buf_decimal(out, decimal_trim((Decimal){ ppm, 6 }));
}

static void write_quoted_money(Buf *out, const Field *f, const void *row)
{
    Money m = { *(const int64_t *)field_at(f, row), field_currency(f, row) };
    buf_char(out, '"');
    buf_money(out, m);
    buf_char(out, '"');
}

static void write_quoted(Buf *out, Str plain)
{
    char *to = buf_reserve(out, plain.n + 2);
    if (!to)
        return;
    to[0] = '"';
    memcpy(to + 1, plain.p, (size_t)plain.n);
    to[plain.n + 1] = '"';
    out->n += plain.n + 2;
}

static void write_texts(Buf *out, const Texts *t)
{
    buf_char(out, '[');
    for (ptrdiff_t i = 0; i < t->n; i++) {
        if (i)
            buf_char(out, ',');
        buf_json(out, t->items[i]);
    }
    buf_char(out, ']');
}

static void write_items(Buf *out, const Field *f, const List *list, Reader who)
{
    buf_char(out, '[');
    for (ptrdiff_t i = 0; i < list->n; i++) {
        if (i)
            buf_char(out, ',');
        write_struct(out, f->of, f->n_of, list_item(f, list, i), who);
    }
    buf_char(out, ']');
}

static void write_value(Buf *out, const Field *f, const void *row, Reader who)
{
    const void *p = field_at(f, row);
    if (((f->flags & OPTIONAL) || field_null_only(f)) && field_is_none(f, row)) {
        buf_add(out, S("null"));
        return;
    }
    switch (f->kind) {
    case FIELD_ID:
        buf_char(out, '"');
        buf_id(out, field_prefix(f), *(const Id *)p);
        buf_char(out, '"');
        break;
    case FIELD_TEXT: buf_json(out, *(const Str *)p); break;
    case FIELD_WORD: write_quoted(out, str_of(f->words[*(const int *)p])); break;
    case FIELD_INT: buf_int(out, *(const int64_t *)p); break;
    case FIELD_BOOL: buf_add(out, *(const bool *)p ? S("true") : S("false")); break;
    case FIELD_DATE:
        buf_char(out, '"');
        buf_date(out, *(const Date *)p);
        buf_char(out, '"');
        break;
    case FIELD_INSTANT:
        buf_char(out, '"');
        buf_instant(out, *(const int64_t *)p);
        buf_char(out, '"');
        break;
    case FIELD_MONEY: write_quoted_money(out, f, row); break;
    case FIELD_CURRENCY: write_quoted(out, currency_code(*(const Currency *)p)); break;
    case FIELD_RATIO: write_ratio(out, *(const int32_t *)p); break;
    case FIELD_TEXTS: write_texts(out, p); break;
    case FIELD_JSON: buf_add(out, *(const Str *)p); break;
    case FIELD_STRUCT: write_struct(out, f->of, f->n_of, p, who); break;
    case FIELD_LIST: write_items(out, f, p, who); break;
    }
}

static void write_name(Buf *out, const char *name, bool first)
{
    ptrdiff_t n = (ptrdiff_t)strlen(name);
    char *to = buf_reserve(out, n + 4);
    if (!to)
        return;
    char *p = to;
    if (!first)
        *p++ = ',';
    *p++ = '"';
    memcpy(p, name, (size_t)n);
    p += n;
    *p++ = '"';
    *p++ = ':';
    out->n += p - to;
}

static void write_struct(Buf *out, const Field *fields, ptrdiff_t n, const void *row, Reader who)
{
    uint32_t left_out = who == FOR_CLIENT ? HIDDEN | SECRET : UNSTORED;
    bool first = true;
    buf_char(out, '{');
    for (ptrdiff_t i = 0; i < n; i++) {
        if (fields[i].flags & left_out)
            continue;
        write_name(out, fields[i].name, first);
        write_value(out, &fields[i], row, who);
        first = false;
    }
    buf_char(out, '}');
}

void field_write(Buf *out, const Shape *s, const void *row)
{
    write_struct(out, s->fields, s->n, row, FOR_CLIENT);
}

void field_write_stored(Buf *out, const Shape *s, const void *row)
{
    write_struct(out, s->fields, s->n, row, FOR_STORE);
}

void field_write_list(Buf *out, const Shape *s, const void *rows, ptrdiff_t n)
{
    buf_char(out, '[');
    for (ptrdiff_t i = 0; i < n; i++) {
        if (i)
            buf_char(out, ',');
        field_write(out, s, (const char *)rows + (size_t)i * s->size);
    }
    buf_char(out, ']');
}

void field_write_some(Buf *out, const Field *const *fields, ptrdiff_t n, const void *row)
{
    bool first = true;
    buf_char(out, '{');
    for (ptrdiff_t i = 0; i < n; i++) {
        if (fields[i]->flags & (HIDDEN | SECRET))
            continue;
        write_name(out, fields[i]->name, first);
        write_value(out, fields[i], row, FOR_CLIENT);
        first = false;
    }
    buf_char(out, '}');
}

void field_write_one(Buf *out, const Field *f, const void *row)
{
    write_value(out, f, row, FOR_CLIENT);
}

void field_write_one_stored(Buf *out, const Field *f, const void *row)
{
    write_value(out, f, row, FOR_STORE);
}

static Str joined(Arena *mem, const Texts *t)
{
    Buf b = buf_new(mem, LIMIT_JSON_BODY_BYTES);
    for (ptrdiff_t i = 0; i < t->n; i++) {
        if (i)
            buf_char(&b, ',');
        buf_add(&b, t->items[i]);
    }
    return buf_str(&b);
}

Str field_text(Arena *mem, const Field *f, const void *row)
{
    if (((f->flags & OPTIONAL) || field_null_only(f)) && field_is_none(f, row))
        return (Str){ 0 };
    if (f->kind == FIELD_TEXT || f->kind == FIELD_JSON)
        return *(const Str *)field_at(f, row);
    if (f->kind == FIELD_TEXTS)
        return joined(mem, field_at(f, row));
    Buf b = buf_new(mem, LIMIT_JSON_BODY_BYTES);
    write_value(&b, f, row, FOR_CLIENT);
    Str text = buf_str(&b);
    bool quoted = text.n >= 2 && text.p[0] == '"';
    return quoted ? str_part(text, 1, text.n - 1) : text;
}
