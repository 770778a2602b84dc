/* A cursor's bytes: binding, total, and for each value its type and 8 bytes or its length and text;
 * then RFC 4648 base64url without padding. */
#include "field/cursor.h"

#include <string.h>

enum { VALUES_MAX = 8, CURSOR_TEXT_MAX = 8192 };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static Str encode(Arena *mem, Str bytes)
{
    Buf b = buf_new(mem, CURSOR_TEXT_MAX);
    uint32_t bits = 0;
    int n = 0;
    for (ptrdiff_t i = 0; i < bytes.n; i++) {
        bits = bits << 8 | (unsigned char)bytes.p[i];
        for (n += 8; n >= 6; n -= 6)
            buf_char(&b, letters[bits >> (n - 6) & 63]);
    }
    if (n)
        buf_char(&b, letters[bits << (6 - n) & 63]);
    return buf_str(&b);
}

static bool decode(Arena *mem, Str text, Str *out)
{
    Buf b = buf_new(mem, CURSOR_TEXT_MAX);
    uint32_t bits = 0;
    int n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        const char *found = text.p[i] ? strchr(letters, text.p[i]) : NULL;
        if (!found)
            return false;
        bits = bits << 6 | (uint32_t)(found - letters);
        n += 6;
        if (n >= 8) {
            n -= 8;
            buf_char(&b, (char)(bits >> n & 255));
        }
    }
    *out = buf_str(&b);
    return !b.full;
}

static void add_int(Buf *b, int64_t i)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        buf_char(b, (char)((uint64_t)i >> shift & 255));
}

static bool take_int(Str *rest, int64_t *out)
{
    uint64_t u = 0;
    if (rest->n < 8)
        return false;
    for (int i = 0; i < 8; i++)
        u = u << 8 | (unsigned char)rest->p[i];
    *out = (int64_t)u;
    *rest = str_part(*rest, 8, rest->n);
    return true;
}

Str cursor_text(Arena *mem, const Cursor *cursor)
{
    Buf b = buf_new(mem, CURSOR_TEXT_MAX);
    add_int(&b, (int64_t)cursor->binding);
    add_int(&b, cursor->total);
    for (ptrdiff_t i = 0; i < cursor->n; i++) {
        const DbValue *v = &cursor->values[i];
        buf_char(&b, (char)v->type);
        if (v->type == DB_TEXT)
            add_int(&b, v->s.n);
        else if (v->type != DB_NULL)
            add_int(&b, v->i);
        if (v->type == DB_TEXT)
            buf_add(&b, v->s);
    }
    return encode(mem, buf_str(&b));
}

static bool take_value(Str *rest, DbValue *out)
{
    *out = (DbValue){ .type = (DbType)rest->p[0] };
    *rest = str_part(*rest, 1, rest->n);
    if (out->type == DB_NULL)
        return true;
    if ((out->type != DB_INT && out->type != DB_BOOL && out->type != DB_TEXT) ||
        !take_int(rest, &out->i))
        return false;
    if (out->type != DB_TEXT)
        return true;
    if (out->i < 0 || out->i > rest->n)
        return false;
    out->s = str_part(*rest, 0, (ptrdiff_t)out->i);
    *rest = str_part(*rest, (ptrdiff_t)out->i, rest->n);
    return true;
}

bool cursor_read(Arena *mem, Str text, Cursor *out)
{
    Str rest = { 0 };
    int64_t binding = 0;
    *out = (Cursor){ .values = NEW_ARRAY(mem, DbValue, VALUES_MAX) };
    if (text.n > CURSOR_TEXT_MAX || !decode(mem, text, &rest) || !take_int(&rest, &binding) ||
        !take_int(&rest, &out->total))
        return false;
    out->binding = (uint64_t)binding;
    while (rest.n)
        if (out->n == VALUES_MAX || !take_value(&rest, &out->values[out->n++]))
            return false;
    return out->n > 0;
}
