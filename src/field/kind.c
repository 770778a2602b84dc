/* The kinds of field: what each takes from JSON and what it says when it does not. */
#include "field/kind.h"

#include "field/copy.h"
#include "text/jsonout.h"
#include "value/decimal.h"
#include "value/instant.h"

enum {
    TEXT_MAX = 500,         /* characters of a text that says no other maximum */
    LINES_TEXT_MAX = 10000, /* of one with several lines */
    TEXTS_MAX = 1000,       /* items of a list of texts */
    JSON_MAX = 65536,       /* bytes of a value of any JSON */
    SHOWN_MAX = 40,         /* characters of a wrong value repeated in the message */
    RATIO_DIGITS = 6,
    RATIO_ONE = 1000000,
};

void buf_pointer(Buf *out, const Place *at)
{
    if (!at)
        return;
    buf_pointer(out, at->up);
    buf_char(out, '/');
    if (!at->name.p) {
        buf_int(out, at->index);
        return;
    }
    for (ptrdiff_t i = 0; i < at->name.n; i++) {
        if (at->name.p[i] == '~')
            buf_add(out, S("~0"));
        else if (at->name.p[i] == '/')
            buf_add(out, S("~1"));
        else
            buf_char(out, at->name.p[i]);
    }
}

bool refuse(Reader *r, const Place *at, const char *fmt, ...)
{
    r->errors++;
    if (r->quiet)
        return false;
    Buf pointer = buf_new(r->c->mem, LIMIT_FAIL_DETAIL_BYTES);
    Buf detail = buf_new(r->c->mem, LIMIT_FAIL_DETAIL_BYTES);
    buf_add(&pointer, r->base);
    buf_pointer(&pointer, at);
    va_list args;
    va_start(args, fmt);
    buf_vfmt(&detail, fmt, args);
    va_end(args);
    if (r->stored)
        return fail(r->c, DATABASE_DAMAGED, NULL, "a stored value %.*s %.*s",
                    STR_ARG(buf_str(&pointer)), STR_ARG(buf_str(&detail)));
    return fail_field(r->c, buf_str(&pointer), "%.*s", STR_ARG(buf_str(&detail)));
}

const char *json_kind_words(const JsonValue *v)
{
    switch (v->kind) {
    case JSON_NONE: return "nothing";
    case JSON_NULL: return "null";
    case JSON_BOOL: return json_is_true(v) ? "true" : "false";
    case JSON_NUMBER: return "a number";
    case JSON_STRING: return "a text";
    case JSON_ARRAY: return "an array";
    case JSON_OBJECT: return "an object";
    }
    return "unknown";
}

int64_t field_min(const Field *f)
{
    return f->min || f->max                                 ? f->min
           : f->kind == FIELD_INT || f->kind == FIELD_MONEY ? INT64_MIN
                                                            : 0;
}

int64_t field_max(const Field *f)
{
    if (f->max >= f->min && (f->min || f->max))
        return f->max;
    switch (f->kind) {
    case FIELD_TEXT: return f->flags & MANY_LINES ? LINES_TEXT_MAX : TEXT_MAX;
    case FIELD_TEXTS: return TEXTS_MAX;
    case FIELD_LIST: return LIMIT_BULK_ROWS;
    case FIELD_JSON: return JSON_MAX;
    case FIELD_RATIO: return RATIO_ONE;
    default: return INT64_MAX;
    }
}

static const char *words_wanted(Arena *mem, const Field *f)
{
    Buf b = buf_new(mem, LIMIT_FAIL_DETAIL_BYTES - 100);
    for (int i = 1; f->words[i]; i++)
        buf_fmt(&b, "%s%s", i > 1 ? ", " : "one of: ", f->words[i]);
    return str_c(mem, buf_str(&b));
}

static const char *whole_number_wanted(Arena *mem, const Field *f)
{
    if (field_min(f) == INT64_MIN)
        return "a whole number";
    if (field_max(f) == INT64_MAX)
        return str_fmt(mem, "a whole number from %lld on", (long long)field_min(f)).p;
    return str_fmt(mem, "a whole number from %lld to %lld", (long long)field_min(f),
                   (long long)field_max(f))
        .p;
}

static const char *ratio_wanted(Arena *mem, const Field *f)
{
    Decimal low = decimal_trim((Decimal){ field_min(f), RATIO_DIGITS });
    Decimal high = decimal_trim((Decimal){ field_max(f), RATIO_DIGITS });
    if (field_max(f) >= INT32_MAX)
        high = (Decimal){ INT32_MAX / RATIO_ONE, 0 };
    return str_fmt(mem, "a number from %.*s to %.*s", STR_ARG(decimal_text(mem, low)),
                   STR_ARG(decimal_text(mem, high)))
        .p;
}

const char *field_wants(Arena *mem, const Field *f)
{
    long long least = field_min(f), most = field_max(f);
    switch (f->kind) {
    case FIELD_ID: return str_fmt(mem, "an id that begins with %s_", field_prefix(f)).p;
    case FIELD_TEXT:
        return least ? str_fmt(mem, "a text of %lld to %lld characters", least, most).p
                     : str_fmt(mem, "a text of at most %lld characters", most).p;
    case FIELD_WORD: return words_wanted(mem, f);
    case FIELD_INT: return whole_number_wanted(mem, f);
    case FIELD_BOOL: return "true or false";
    case FIELD_DATE: return "a date such as \"2024-01-31\"";
    case FIELD_INSTANT: return "a time such as \"2024-01-31T12:00:00Z\"";
    case FIELD_MONEY: return "an amount such as \"-45.50\"";
    case FIELD_CURRENCY: return "a currency code such as \"EUR\"";
    case FIELD_RATIO: return ratio_wanted(mem, f);
    case FIELD_TEXTS: return "an array of texts";
    case FIELD_JSON: return "any JSON";
    case FIELD_STRUCT: return "an object";
    case FIELD_LIST: return "an array of objects";
    }
    return "a value";
}

bool refuse_kind(Reader *r, const Place *at, const Field *f, const JsonValue *v)
{
    return refuse(r, at, "is %s; what is needed is %s", json_kind_words(v),
                  field_wants(r->c->mem, f));
}

static Str shown(Str text)
{
    return utf8_prefix(text, SHOWN_MAX);
}

static bool refuse_value(Reader *r, const Place *at, const Field *f, Str text)
{
    return refuse(r, at, "'%.*s' is not valid; what is needed is %s", STR_ARG(shown(text)),
                  field_wants(r->c->mem, f));
}

bool check_count(Reader *r, const Place *at, const Field *f, ptrdiff_t n)
{
    if (!r->stored && n > field_max(f))
        return refuse(r, at, "has %td items; at most %lld are taken", n, (long long)field_max(f));
    if (!r->stored && n < field_min(f))
        return refuse(r, at, "has %td items; at least %lld are needed", n, (long long)field_min(f));
    return true;
}

static bool in_bounds(Reader *r, const Place *at, const Field *f, int64_t value)
{
    if (r->stored || (value >= field_min(f) && value <= field_max(f)))
        return true;
    return refuse(r, at, "is out of bounds: %s is needed", field_wants(r->c->mem, f));
}

/* Control characters but, where there may be lines, line ends and tabs. */
static bool has_control(Str text, bool lines)
{
    for (ptrdiff_t i = 0; i < text.n; i++) {
        unsigned char ch = (unsigned char)text.p[i];
        bool c1 = ch == 0xc2 && i + 1 < text.n && (unsigned char)text.p[i + 1] < 0xa0;
        if (c1 || ch == 0x7f || (ch < ' ' && !(lines && (ch == '\n' || ch == '\r' || ch == '\t'))))
            return true;
    }
    return false;
}

static bool check_text(Reader *r, const Place *at, Str text, int64_t least, int64_t most,
                       bool lines)
{
    if (r->stored)
        return true;
    if (has_control(text, lines))
        return refuse(r, at,
                      lines ? "holds control characters"
                            : "holds line ends or other control characters");
    ptrdiff_t count = text.n > most || text.n < least * 4 ? utf8_count(text) : text.n;
    if (count > most)
        return refuse(r, at, "has %td characters; at most %lld are taken", count, (long long)most);
    if (count < least)
        return refuse(r, at, "has %td characters; at least %lld are needed", count,
                      (long long)least);
    if (least > 0 && !str_trim(text).n)
        return refuse(r, at, "is blank");
    return true;
}

void read_null(Reader *r, const Place *at, const Field *f, void *row)
{
    if (f->flags & NEEDED && !r->stored)
        refuse(r, at, "is needed and may not be null: %s", field_wants(r->c->mem, f));
    else if (!(f->flags & OPTIONAL) && !r->stored && !field_null_only(f))
        refuse(r, at, "may not be null: %s", field_wants(r->c->mem, f));
    else
        field_clear(f, row);
}

static void read_id(Reader *r, const Place *at, const Field *f, Str text, Id *out)
{
    switch (id_parse(text, field_prefix(f), out)) {
    case ID_OK: break;
    case ID_MALFORMED: refuse_value(r, at, f, text); break;
    case ID_WRONG_KIND:
        refuse(r, at, "'%.*s' is the id of something else; what is needed is %s",
               STR_ARG(shown(text)), field_wants(r->c->mem, f));
        break;
    }
}

static void read_word(Reader *r, const Place *at, const Field *f, Str text, int *out)
{
    for (int i = 1; f->words[i]; i++) {
        if (str_eq(text, str_of(f->words[i]))) {
            *out = i;
            return;
        }
    }
    refuse_value(r, at, f, text);
}

static void read_date(Reader *r, const Place *at, const Field *f, Str text, Date *out)
{
    Date d = date_parse(text);
    bool formed = text.n == 10 && text.p[4] == '-' && text.p[7] == '-';
    if (d != DATE_NONE)
        *out = d;
    else if (formed)
        refuse(r, at, "'%.*s' is not a day of the calendar", STR_ARG(shown(text)));
    else
        refuse_value(r, at, f, text);
}

static void read_currency(Reader *r, const Place *at, const Field *f, Str text, Currency *out)
{
    Currency currency = currency_find(text);
    if (currency != CURRENCY_NONE)
        *out = currency;
    else
        refuse_value(r, at, f, text);
}

static void read_text(Reader *r, const Place *at, const Field *f, Str text, Str *out)
{
    if (check_text(r, at, text, field_min(f), field_max(f), f->flags & MANY_LINES))
        *out = text;
}

/* The kinds that are a JSON string. */
static void read_string(Reader *r, const Place *at, const Field *f, const JsonValue *v, void *p)
{
    if (v->kind != JSON_STRING) {
        refuse_kind(r, at, f, v);
        return;
    }
    switch (f->kind) {
    case FIELD_ID: read_id(r, at, f, v->text, p); break;
    case FIELD_WORD: read_word(r, at, f, v->text, p); break;
    case FIELD_DATE: read_date(r, at, f, v->text, p); break;
    case FIELD_CURRENCY: read_currency(r, at, f, v->text, p); break;
    case FIELD_INSTANT:
        if (!instant_parse(v->text, p))
            refuse_value(r, at, f, v->text);
        break;
    default: read_text(r, at, f, v->text, p); break;
    }
}

static void read_int(Reader *r, const Place *at, const Field *f, const JsonValue *v, int64_t *out)
{
    int64_t value = 0;
    if (v->kind != JSON_NUMBER)
        refuse_kind(r, at, f, v);
    else if (!json_int(v, &value))
        refuse_value(r, at, f, v->text);
    else if (in_bounds(r, at, f, value))
        *out = value;
}

static void read_ratio(Reader *r, const Place *at, const Field *f, const JsonValue *v, int32_t *out)
{
    Decimal d = { 0 };
    int64_t ppm = 0;
    if (v->kind != JSON_NUMBER) {
        refuse_kind(r, at, f, v);
        return;
    }
    NumberResult result = decimal_parse(v->text, &d);
    if (result == NUMBER_OK)
        result = decimal_at_scale(d, RATIO_DIGITS, &ppm);
    if (result == NUMBER_TOO_MANY_DIGITS)
        refuse(r, at, "has more than 6 digits after the point");
    else if (result != NUMBER_OK || ppm > INT32_MAX || ppm < INT32_MIN)
        refuse_value(r, at, f, v->text);
    else if (in_bounds(r, at, f, ppm))
        *out = (int32_t)ppm;
}

static void refuse_amount(Reader *r, const Place *at, const Field *f, NumberResult why, Money m,
                          Str text)
{
    if (why == NUMBER_TOO_MANY_DIGITS && currency_digits(m.currency) == 0)
        refuse(r, at, "'%.*s' has digits after the point, which %.*s has not; it is never rounded",
               STR_ARG(shown(text)), STR_ARG(currency_code(m.currency)));
    else if (why == NUMBER_TOO_MANY_DIGITS)
        refuse(r, at,
               "'%.*s' has more than the %d digits after the point that %.*s has; it is "
               "never rounded",
               STR_ARG(shown(text)), currency_digits(m.currency),
               STR_ARG(currency_code(m.currency)));
    else if (why == NUMBER_OVERFLOW)
        refuse(r, at, "'%.*s' is too large", STR_ARG(shown(text)));
    else
        refuse_value(r, at, f, text);
}

static void check_amount(Reader *r, const Place *at, const Field *f, Money m, int64_t *out)
{
    Arena *mem = r->c->mem;
    if (r->stored || (m.minor >= field_min(f) && m.minor <= field_max(f)))
        *out = m.minor;
    else if (m.minor < field_min(f) && field_min(f) == 1)
        refuse(r, at, "must be more than 0");
    else if (m.minor < field_min(f))
        refuse(r, at, "must be at least %.*s",
               STR_ARG(money_text(mem, (Money){ field_min(f), m.currency })));
    else
        refuse(r, at, "must be at most %.*s",
               STR_ARG(money_text(mem, (Money){ field_max(f), m.currency })));
}

/* Nothing is nothing in every currency; what we stored without one is a whole number. */
static void read_bare_money(Reader *r, const Place *at, const Field *f, Str text, int64_t *out)
{
    Decimal d;
    int64_t whole = 0;
    if (decimal_parse(text, &d) != NUMBER_OK)
        refuse_value(r, at, f, text);
    else if (decimal_at_scale(d, 0, &whole) == NUMBER_OK && (whole == 0 || r->stored))
        *out = whole;
    else if (!failed(r->c) && !r->errors)
        refuse(r, at, "cannot be read without its currency: give the currency too");
}

static void read_money(Reader *r, const Place *at, const Field *f, const JsonValue *v, void *row)
{
    Money m = { .currency = field_currency(f, row) };
    if (v->kind != JSON_STRING && v->kind != JSON_NUMBER) {
        refuse_kind(r, at, f, v);
        return;
    }
    if (m.currency == CURRENCY_NONE) {
        read_bare_money(r, at, f, v->text, field_at(f, row));
        return;
    }
    NumberResult result = money_parse(v->text, m.currency, &m);
    if (result == NUMBER_OK)
        check_amount(r, at, f, m, field_at(f, row));
    else
        refuse_amount(r, at, f, result, m, v->text);
}

static void read_texts(Reader *r, const Place *at, const Field *f, const JsonValue *v, Texts *out)
{
    if (v->kind != JSON_ARRAY) {
        refuse_kind(r, at, f, v);
        return;
    }
    if (!check_count(r, at, f, v->count))
        return;
    Texts texts = { NEW_ARRAY(r->c->mem, Str, v->count), v->count };
    ptrdiff_t i = 0;
    for (const JsonValue *item = v->first; item; item = item->next, i++) {
        Place place = { .up = at, .index = i };
        if (item->kind != JSON_STRING)
            refuse(r, &place, "is %s; a text is needed", json_kind_words(item));
        else if (check_text(r, &place, item->text, 1, TEXT_MAX, f->flags & MANY_LINES))
            texts.items[i] = item->text;
    }
    *out = texts;
}

/* Kept in the form our writer gives it: no spaces, numbers as they were written. */
static void read_any(Reader *r, const Place *at, const Field *f, const JsonValue *v, Str *out)
{
    Buf b = buf_new(r->c->mem, r->stored ? LIMIT_JSON_BODY_BYTES : field_max(f));
    JsonWriter w = { .out = &b };
    if (v->kind != JSON_NULL)
        json_value(&w, v);
    if (b.full)
        refuse(r, at, "is too large; at most %lld bytes are taken", (long long)field_max(f));
    else
        *out = v->kind != JSON_NULL ? buf_str(&b) : (Str){ 0 };
}

void read_plain(Reader *r, const Place *at, const Field *f, const JsonValue *v, void *row)
{
    void *p = field_at(f, row);
    switch (f->kind) {
    case FIELD_ID:
    case FIELD_TEXT:
    case FIELD_WORD:
    case FIELD_DATE:
    case FIELD_INSTANT:
    case FIELD_CURRENCY: read_string(r, at, f, v, p); break;
    case FIELD_INT: read_int(r, at, f, v, p); break;
    case FIELD_RATIO: read_ratio(r, at, f, v, p); break;
    case FIELD_MONEY: read_money(r, at, f, v, row); break;
    case FIELD_TEXTS: read_texts(r, at, f, v, p); break;
    case FIELD_JSON: read_any(r, at, f, v, p); break;
    case FIELD_BOOL:
        if (v->kind == JSON_BOOL)
            *(bool *)p = json_is_true(v);
        else
            refuse_kind(r, at, f, v);
        break;
    case FIELD_STRUCT:
    case FIELD_LIST: break;
    }
}
