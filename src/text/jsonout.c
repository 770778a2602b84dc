/* JSON out: runs that need no escape are found eight bytes at a time and copied whole. */
#include "text/jsonout.h"

#include "text/scan.h"
#include "text/utf8.h"

#include <assert.h>

enum { ESCAPE_MAX = 6 };

static void add_escape(Buf *out, unsigned char byte)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                    ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\' };
    if (byte < COUNT(letters) && letters[byte]) {
        buf_add(out, str_n((char[]){ '\\', letters[byte] }, 2));
        return;
    }
    char text[ESCAPE_MAX] = { '\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15] };
    buf_add(out, str_n(text, ESCAPE_MAX));
}

/* Valid UTF-8 with what JSON wants escaped escaped. */
static void add_escaped(Buf *out, Str text)
{
    for (ptrdiff_t i = 0; i < text.n; i++) {
        ptrdiff_t plain = scan_plain(text.p + i, text.n - i);
        buf_add(out, str_n(text.p + i, plain));
        i += plain;
        if (i < text.n)
            add_escape(out, (unsigned char)text.p[i]);
    }
}

void buf_json(Buf *out, Str text)
{
    buf_char(out, '"');
    while (text.n > 0) {
        ptrdiff_t good = utf8_bad_at(text);
        add_escaped(out, str_part(text, 0, good));
        if (good < text.n) {
            utf8_next(text, &good);
            buf_utf8(out, UTF8_REPLACEMENT);
        }
        text = str_part(text, good, text.n);
    }
    buf_char(out, '"');
}

static bool in_object(const JsonWriter *w)
{
    return w->depth > 0 && (w->objects >> (w->depth - 1) & 1);
}

/* What is due before a value. */
static void before_value(JsonWriter *w)
{
    assert(in_object(w) == w->named);
    assert(w->depth > 0 || !w->comma);
    if (w->comma)
        buf_char(w->out, ',');
    w->comma = true;
    w->named = false;
}

static void open_in(JsonWriter *w, bool object)
{
    before_value(w);
    assert(w->depth < JSON_WRITER_DEPTH);
    uint64_t bit = UINT64_C(1) << w->depth++;
    w->objects = object ? w->objects | bit : w->objects & ~bit;
    w->comma = false;
    buf_char(w->out, object ? '{' : '[');
}

static void close_in(JsonWriter *w, bool object)
{
    assert(w->depth > 0 && in_object(w) == object && !w->named);
    buf_char(w->out, object ? '}' : ']');
    w->depth--;
    w->comma = true;
}

void json_open_object(JsonWriter *w)
{
    open_in(w, true);
}

void json_close_object(JsonWriter *w)
{
    close_in(w, true);
}

void json_open_array(JsonWriter *w)
{
    open_in(w, false);
}

void json_close_array(JsonWriter *w)
{
    close_in(w, false);
}

static void before_name(JsonWriter *w)
{
    assert(in_object(w) && !w->named);
    if (w->comma)
        buf_char(w->out, ',');
    w->comma = false;
    w->named = true;
}

void json_name(JsonWriter *w, Str name)
{
    before_name(w);
    buf_json(w->out, name);
    buf_char(w->out, ':');
}

void json_name_plain(JsonWriter *w, Str name)
{
    before_name(w);
    char *to = buf_reserve(w->out, name.n + 3);
    if (!to)
        return;
    *to++ = '"';
    memcpy(to, name.p, (size_t)name.n);
    to += name.n;
    *to++ = '"';
    *to = ':';
    w->out->n += name.n + 3;
}

void json_string(JsonWriter *w, Str text)
{
    if (!text.p) {
        json_null(w);
        return;
    }
    before_value(w);
    buf_json(w->out, text);
}

void json_int64(JsonWriter *w, int64_t value)
{
    before_value(w);
    buf_int(w->out, value);
}

void json_bool(JsonWriter *w, bool value)
{
    json_raw(w, value ? S("true") : S("false"));
}

void json_null(JsonWriter *w)
{
    json_raw(w, S("null"));
}

void json_raw(JsonWriter *w, Str text)
{
    before_value(w);
    buf_add(w->out, text);
}

static void write_children(JsonWriter *w, const JsonValue *v)
{
    for (const JsonValue *child = v->first; child; child = child->next) {
        if (v->kind == JSON_OBJECT)
            json_name(w, child->name);
        json_value(w, child);
    }
}

void json_value(JsonWriter *w, const JsonValue *v)
{
    switch (v->kind) {
    case JSON_NONE:
    case JSON_NULL: json_null(w); break;
    case JSON_BOOL:
    case JSON_NUMBER: json_raw(w, v->text); break;
    case JSON_STRING: json_string(w, v->text); break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        open_in(w, v->kind == JSON_OBJECT);
        write_children(w, v);
        close_in(w, v->kind == JSON_OBJECT);
        break;
    }
}

void json_done(const JsonWriter *w)
{
    assert(w->depth == 0 && !w->named);
}
