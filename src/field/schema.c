/* Field tables as JSON Schema. */
#include "field/schema.h"

#include "field/copy.h"
#include "field/kind.h"
#include "value/decimal.h"

#include <string.h>

static void text(JsonWriter *w, Str name, const char *value)
{
    json_name_plain(w, name);
    json_string(w, str_of(value));
}

static void number(JsonWriter *w, Str name, int64_t value)
{
    json_name_plain(w, name);
    json_int64(w, value);
}

static void ratio(JsonWriter *w, Arena *mem, Str name, int64_t ppm)
{
    json_name_plain(w, name);
    json_raw(w, decimal_text(mem, decimal_trim((Decimal){ ppm, 6 })));
}

Str schema_name(Arena *mem, const Shape *s, SchemaUse use)
{
    static const char *const ends[] = {
        [SCHEMA_ANSWER] = "", [SCHEMA_INPUT] = "Input", [SCHEMA_CHANGES] = "Changes"
    };
    return str_fmt(mem, "%s%s", s->name, ends[use]);
}

SchemaUse schema_use_of_body(const Operation *op)
{
    return op->resource && !strcmp(op->method, "PATCH") ? SCHEMA_CHANGES : SCHEMA_INPUT;
}

/* Whether null can stand there. */
static bool nullable(const Field *f, SchemaUse use)
{
    if (f->flags & OPTIONAL)
        return true;
    bool always = (f->flags & (NEEDED | READ_ONLY)) || f->start;
    return use == SCHEMA_ANSWER && field_null_only(f) && !always;
}

static void type(JsonWriter *w, const Field *f, SchemaUse use, const char *name)
{
    json_name_plain(w, S("type"));
    if (!nullable(f, use)) {
        json_string(w, str_of(name));
        return;
    }
    json_open_array(w);
    json_string(w, str_of(name));
    json_string(w, S("null"));
    json_close_array(w);
}

static void text_bounds(JsonWriter *w, const Field *f, SchemaUse use)
{
    if (use == SCHEMA_ANSWER)
        return;
    if (field_min(f))
        number(w, S("minLength"), field_min(f));
    number(w, S("maxLength"), field_max(f));
}

static void int_bounds(JsonWriter *w, const Field *f, SchemaUse use)
{
    if (use == SCHEMA_ANSWER)
        return;
    if (field_min(f) != INT64_MIN)
        number(w, S("minimum"), field_min(f));
    if (field_max(f) != INT64_MAX)
        number(w, S("maximum"), field_max(f));
}

static void words(JsonWriter *w, const Field *f, SchemaUse use)
{
    type(w, f, use, "string");
    json_name_plain(w, S("enum"));
    json_open_array(w);
    for (int i = 1; f->words[i]; i++)
        json_string(w, str_of(f->words[i]));
    if (nullable(f, use))
        json_null(w);
    json_close_array(w);
}

/* Input takes a JSON number too. */
static void money(JsonWriter *w, const Field *f, SchemaUse use)
{
    if (use == SCHEMA_ANSWER) {
        type(w, f, use, "string");
    } else {
        json_name_plain(w, S("type"));
        json_raw(w, nullable(f, use) ? S("[\"string\",\"number\",\"null\"]")
                                     : S("[\"string\",\"number\"]"));
    }
    text(w, S("pattern"), "^-?[0-9]+(\\.[0-9]+)?$");
}

static void object(JsonWriter *w, Arena *mem, const Shape *s, SchemaUse use);

static void list(JsonWriter *w, Arena *mem, const Field *f, SchemaUse use)
{
    Shape s = field_shape(f);
    type(w, f, use, "array");
    if (use != SCHEMA_ANSWER)
        number(w, S("maxItems"), field_max(f));
    json_name_plain(w, S("items"));
    json_open_object(w);
    object(w, mem, &s, use == SCHEMA_CHANGES ? SCHEMA_INPUT : use);
    json_close_object(w);
}

static void texts(JsonWriter *w, const Field *f, SchemaUse use)
{
    type(w, f, use, "array");
    if (use != SCHEMA_ANSWER)
        number(w, S("maxItems"), field_max(f));
    json_name_plain(w, S("items"));
    json_raw(w, S("{\"type\":\"string\"}"));
}

static void formatted(JsonWriter *w, const Field *f, SchemaUse use, const char *format)
{
    type(w, f, use, "string");
    text(w, S("format"), format);
}

static void kind(JsonWriter *w, Arena *mem, const Field *f, SchemaUse use)
{
    Shape s;
    switch (f->kind) {
    case FIELD_ID:
        type(w, f, use, "string");
        text(w, S("pattern"), str_fmt(mem, "^%s_[0-9a-z]{13}$", f->prefix).p);
        break;
    case FIELD_TEXT:
        type(w, f, use, "string");
        text_bounds(w, f, use);
        break;
    case FIELD_WORD: words(w, f, use); break;
    case FIELD_INT:
        type(w, f, use, "integer");
        int_bounds(w, f, use);
        break;
    case FIELD_BOOL: type(w, f, use, "boolean"); break;
    case FIELD_DATE: formatted(w, f, use, "date"); break;
    case FIELD_INSTANT: formatted(w, f, use, "date-time"); break;
    case FIELD_MONEY: money(w, f, use); break;
    case FIELD_CURRENCY:
        type(w, f, use, "string");
        text(w, S("pattern"), "^[A-Z]{3}$");
        break;
    case FIELD_RATIO:
        type(w, f, use, "number");
        if (use != SCHEMA_ANSWER) {
            ratio(w, mem, S("minimum"), field_min(f));
            ratio(w, mem, S("maximum"), field_max(f) > INT32_MAX ? INT32_MAX : field_max(f));
        }
        break;
    case FIELD_TEXTS: texts(w, f, use); break;
    case FIELD_JSON: break;
    case FIELD_STRUCT:
        s = field_shape(f);
        if (nullable(f, use)) {
            type(w, f, use, "object");
            s.name = NULL;
        }
        object(w, mem, &s, use);
        break;
    case FIELD_LIST: list(w, mem, f, use); break;
    }
}

/* A start in quotes unless its kind is written without. */
static void start(JsonWriter *w, const Field *f)
{
    json_name_plain(w, S("default"));
    if (f->kind == FIELD_INT || f->kind == FIELD_RATIO || f->kind == FIELD_BOOL)
        json_raw(w, str_of(f->start));
    else
        json_string(w, str_of(f->start));
}

static void field(JsonWriter *w, Arena *mem, const Field *f, SchemaUse use)
{
    json_open_object(w);
    kind(w, mem, f, use);
    if (f->doc)
        text(w, S("description"), f->doc);
    if (f->start && use == SCHEMA_INPUT)
        start(w, f);
    if (f->example) {
        json_name_plain(w, S("examples"));
        json_open_array(w);
        json_string(w, str_of(f->example));
        json_close_array(w);
    }
    if (use == SCHEMA_ANSWER && (f->flags & READ_ONLY)) {
        json_name_plain(w, S("readOnly"));
        json_bool(w, true);
    }
    if (f->flags & SECRET) {
        json_name_plain(w, S("writeOnly"));
        json_bool(w, true);
    }
    json_close_object(w);
}

static bool is_in(const Field *f, SchemaUse use)
{
    if (f->flags & (HIDDEN | OWNER))
        return false;
    if (use == SCHEMA_ANSWER)
        return !(f->flags & SECRET);
    return !(f->flags & READ_ONLY) && !(use == SCHEMA_CHANGES && (f->flags & SET_ONCE));
}

static void required(JsonWriter *w, const Shape *s, SchemaUse use)
{
    if (use == SCHEMA_CHANGES)
        return;
    json_name_plain(w, S("required"));
    json_open_array(w);
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (is_in(&s->fields[i], use) && (use == SCHEMA_ANSWER || (s->fields[i].flags & NEEDED)))
            json_string(w, str_of(s->fields[i].name));
    json_close_array(w);
}

/* The members of an open schema object. A shape without a name has said its type. */
static void object(JsonWriter *w, Arena *mem, const Shape *s, SchemaUse use)
{
    if (s->name)
        text(w, S("type"), "object");
    json_name_plain(w, S("additionalProperties"));
    json_bool(w, false);
    required(w, s, use);
    json_name_plain(w, S("properties"));
    json_open_object(w);
    for (ptrdiff_t i = 0; i < s->n; i++) {
        if (!is_in(&s->fields[i], use))
            continue;
        json_name_plain(w, str_of(s->fields[i].name));
        field(w, mem, &s->fields[i], use);
    }
    json_close_object(w);
}

void schema_of_shape(JsonWriter *w, Arena *mem, const Shape *s, SchemaUse use)
{
    json_open_object(w);
    object(w, mem, s, use);
    json_close_object(w);
}

void schema_of_parameter(JsonWriter *w, Arena *mem, const Field *f)
{
    Field own = *f;
    own.flags &= (uint32_t)~OPTIONAL;
    if (own.kind == FIELD_ID && !own.prefix)
        own.kind = FIELD_TEXT;
    json_open_object(w);
    if (own.kind == FIELD_MONEY)
        kind(w, mem, &own, SCHEMA_ANSWER);
    else
        kind(w, mem, &own, SCHEMA_INPUT);
    if (own.start)
        start(w, &own);
    json_close_object(w);
}
