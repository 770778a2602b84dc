/* JSON in: recursive descent over text that has been checked to be UTF-8. */
#include "text/json.h"

#include "text/scan.h"
#include "text/utf8.h"

#include <assert.h>
#include <stdlib.h>

/* Up to this many members are compared pairwise for duplicates, more are sorted. */
enum { FEW_MEMBERS = 12 };

const JsonLimits json_default_limits = { .max_depth = LIMIT_JSON_DEPTH, .max_values = 1000000 };

typedef struct {
    Arena *mem;
    Str text;
    ptrdiff_t at;
    JsonLimits limits;
    int depth;
    int32_t values;
    const char *what; /* the first error, and where */
    ptrdiff_t bad_at;
} Reader;

static const char too_many[] = "too many values";

static bool wrong_at(Reader *r, ptrdiff_t at, const char *what)
{
    r->what = what;
    r->bad_at = at;
    return false;
}

/* The byte at the reader, or 0 at the end, which no rule of the grammar allows. */
static char peek(const Reader *r)
{
    return r->at < r->text.n ? r->text.p[r->at] : 0;
}

static bool take(Reader *r, char ch)
{
    if (peek(r) != ch)
        return false;
    r->at++;
    return true;
}

static void skip_space(Reader *r)
{
    while (peek(r) == ' ' || peek(r) == '\n' || peek(r) == '\r' || peek(r) == '\t')
        r->at++;
}

static bool take_digits(Reader *r)
{
    ptrdiff_t start = r->at;
    while (peek(r) >= '0' && peek(r) <= '9')
        r->at++;
    return r->at > start;
}

static bool read_number(Reader *r, JsonValue *out)
{
    ptrdiff_t start = r->at;
    take(r, '-');
    bool zero = peek(r) == '0';
    ptrdiff_t first = r->at;
    if (!take_digits(r))
        return wrong_at(r, r->at, "a digit was expected");
    if (zero && r->at > first + 1)
        return wrong_at(r, first, "a number may not begin with 0");
    if (take(r, '.') && !take_digits(r))
        return wrong_at(r, r->at, "a digit was expected after the decimal point");
    if (take(r, 'e') || take(r, 'E')) {
        if (!take(r, '-'))
            take(r, '+');
        if (!take_digits(r))
            return wrong_at(r, r->at, "a digit was expected in the exponent");
    }
    out->kind = JSON_NUMBER;
    out->text = str_part(r->text, start, r->at);
    return true;
}

static int hex_value(char ch)
{
    if (ch >= '0' && ch <= '9')
        return ch - '0';
    if (ch >= 'a' && ch <= 'f')
        return ch - 'a' + 10;
    return ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

/* The four digits behind \u; -1 when they are not four digits. */
static int32_t read_hex4(Reader *r)
{
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_value(peek(r));
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
        r->at++;
    }
    return value;
}

static bool read_unicode_escape(Reader *r, ptrdiff_t start, Buf *out)
{
    int32_t unit = read_hex4(r);
    if (unit < 0)
        return wrong_at(r, start, "\\u needs four hexadecimal digits");
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        int32_t low = take(r, '\\') && take(r, 'u') ? read_hex4(r) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return wrong_at(r, start, "half of a surrogate pair");
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
        return wrong_at(r, start, "half of a surrogate pair");
    }
    if (unit == 0)
        return wrong_at(r, start, "\\u0000 is not allowed in a text");
    buf_utf8(out, unit);
    return true;
}

static bool read_escape(Reader *r, Buf *out)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    ptrdiff_t start = r->at++;
    char ch = peek(r);
    const char *found = ch ? strchr(letters, ch) : NULL;
    if (!found && ch != 'u')
        return wrong_at(r, start, "an unknown escape");
    r->at++;
    if (ch == 'u')
        return read_unicode_escape(r, start, out);
    buf_char(out, meanings[found - letters]);
    return true;
}

/* The rest of a string that has escapes, the reader being at the first of them. A decoded text is
 * never longer than its source. */
static bool read_escaped(Reader *r, ptrdiff_t start, Str *out)
{
    Buf decoded = buf_new(r->mem, r->text.n - start);
    buf_add(&decoded, str_part(r->text, start, r->at));
    while (peek(r) != '"') {
        if (peek(r) == '\\') {
            if (!read_escape(r, &decoded))
                return false;
        } else if (r->at == r->text.n) {
            return wrong_at(r, start - 1, "a string that does not end");
        } else if ((unsigned char)peek(r) < 0x20) {
            return wrong_at(r, r->at, "a control character in a string; write it as an escape");
        }
        ptrdiff_t plain = scan_plain(r->text.p + r->at, r->text.n - r->at);
        buf_add(&decoded, str_part(r->text, r->at, r->at + plain));
        r->at += plain;
    }
    r->at++;
    *out = buf_str(&decoded);
    return true;
}

/* A string, the reader being at its quote. */
static bool read_string(Reader *r, Str *out)
{
    ptrdiff_t start = ++r->at;
    r->at += scan_plain(r->text.p + start, r->text.n - start);
    if (peek(r) != '"')
        return read_escaped(r, start, out);
    *out = str_part(r->text, start, r->at++);
    return true;
}

static bool read_word(Reader *r, Str word, JsonKind kind, JsonValue *out)
{
    Str found = str_part(r->text, r->at, r->at + word.n);
    if (!str_eq(found, word))
        return wrong_at(r, r->at, "a value was expected");
    r->at += word.n;
    out->kind = kind;
    out->text = found;
    return true;
}

static bool read_value(Reader *r, JsonValue *out);

static bool enter(Reader *r, JsonKind kind, JsonValue *out)
{
    if (r->depth == r->limits.max_depth)
        return wrong_at(r, r->at, "arrays and objects are nested too deeply");
    r->depth++;
    r->at++;
    out->kind = kind;
    skip_space(r);
    return true;
}

/* A child that stands where the reader is, at *end of the list of its parent. */
static JsonValue *add_child(Reader *r, JsonValue *parent, JsonValue ***end)
{
    JsonValue *child = NEW(r->mem, JsonValue);
    **end = child;
    *end = &child->next;
    parent->count++;
    return child;
}

static bool read_array(Reader *r, JsonValue *out)
{
    if (!enter(r, JSON_ARRAY, out))
        return false;
    JsonValue **end = &out->first;
    while (!take(r, ']')) {
        if (out->count > 0) {
            if (!take(r, ','))
                return wrong_at(r, r->at, "a comma or ] was expected");
            skip_space(r);
        }
        if (!read_value(r, add_child(r, out, &end)))
            return false;
        skip_space(r);
    }
    r->depth--;
    return true;
}

static int by_name(const void *a, const void *b)
{
    const JsonValue *x = *(const JsonValue *const *)a, *y = *(const JsonValue *const *)b;
    int order = str_cmp(x->name, y->name);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static const JsonValue *duplicate_among_few(const JsonValue *object)
{
    for (const JsonValue *a = object->first; a; a = a->next)
        for (const JsonValue *b = object->first; b != a; b = b->next)
            if (str_eq(a->name, b->name))
                return a;
    return NULL;
}

static const JsonValue *duplicate_among_many(Arena *mem, const JsonValue *object)
{
    const JsonValue **sorted = NEW_ARRAY(mem, const JsonValue *, object->count);
    ptrdiff_t n = 0;
    for (const JsonValue *member = object->first; member; member = member->next)
        sorted[n++] = member;
    qsort(sorted, (size_t)n, sizeof *sorted, by_name);
    for (ptrdiff_t i = 1; i < n; i++)
        if (str_eq(sorted[i - 1]->name, sorted[i]->name))
            return sorted[i];
    return NULL;
}

static bool check_names(Reader *r, const JsonValue *object)
{
    const JsonValue *again = object->count <= FEW_MEMBERS ? duplicate_among_few(object)
                                                          : duplicate_among_many(r->mem, object);
    return !again || wrong_at(r, again->at, "a name that stands in this object twice");
}

/* name : value, the value's place being what the value itself will have. */
static bool read_member(Reader *r, JsonValue *out)
{
    if (peek(r) != '"')
        return wrong_at(r, r->at, "a name in quotes was expected");
    Str name = { 0 };
    if (!read_string(r, &name))
        return false;
    skip_space(r);
    if (!take(r, ':'))
        return wrong_at(r, r->at, "a colon was expected");
    skip_space(r);
    out->name = name;
    return read_value(r, out);
}

static bool read_object(Reader *r, JsonValue *out)
{
    if (!enter(r, JSON_OBJECT, out))
        return false;
    JsonValue **end = &out->first;
    while (!take(r, '}')) {
        if (out->count > 0) {
            if (!take(r, ','))
                return wrong_at(r, r->at, "a comma or } was expected");
            skip_space(r);
        }
        if (!read_member(r, add_child(r, out, &end)))
            return false;
        skip_space(r);
    }
    r->depth--;
    return check_names(r, out);
}

static bool read_value(Reader *r, JsonValue *out)
{
    out->at = r->at;
    if (r->values++ == r->limits.max_values)
        return wrong_at(r, r->at, too_many);
    switch (peek(r)) {
    case '{': return read_object(r, out);
    case '[': return read_array(r, out);
    case '"': out->kind = JSON_STRING; return read_string(r, &out->text);
    case 't': return read_word(r, S("true"), JSON_BOOL, out);
    case 'f': return read_word(r, S("false"), JSON_BOOL, out);
    case 'n': return read_word(r, S("null"), JSON_NULL, out);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': return read_number(r, out);
    }
    return wrong_at(r, r->at,
                    r->at < r->text.n ? "a value was expected" : "the text ends too early");
}

static bool read_document(Reader *r, JsonValue *out)
{
    ptrdiff_t bad = utf8_bad_at(r->text);
    if (bad < r->text.n)
        return wrong_at(r, bad, "bytes that are not UTF-8");
    skip_space(r);
    if (!read_value(r, out))
        return false;
    skip_space(r);
    return r->at == r->text.n || wrong_at(r, r->at, "nothing may follow the value");
}

bool json_read(Arena *mem, Str text, JsonLimits limits, JsonValue *out, JsonError *error)
{
    Reader r = { .mem = mem, .text = text, .limits = limits };
    *out = (JsonValue){ 0 };
    if (read_document(&r, out))
        return true;
    *error = (JsonError){ .what = r.what, .at = r.bad_at, .is_too_large = r.what == too_many };
    json_position(text, r.bad_at, &error->line, &error->column);
    return false;
}

void json_position(Str text, ptrdiff_t at, int *line, int *column)
{
    ptrdiff_t line_start = 0;
    *line = 1;
    for (ptrdiff_t i = 0; i < at && i < text.n; i++)
        if (text.p[i] == '\n') {
            ++*line;
            line_start = i + 1;
        }
    *column = (int)utf8_count(str_part(text, line_start, at)) + 1;
}

const JsonValue *json_get(const JsonValue *v, Str name)
{
    if (!v || v->kind != JSON_OBJECT)
        return NULL;
    for (const JsonValue *member = v->first; member; member = member->next)
        if (str_eq(member->name, name))
            return member;
    return NULL;
}

bool json_int(const JsonValue *v, int64_t *out)
{
    return v && v->kind == JSON_NUMBER && str_int(v->text, out);
}

bool json_is_true(const JsonValue *v)
{
    return v && v->kind == JSON_BOOL && v->text.n == 4;
}
