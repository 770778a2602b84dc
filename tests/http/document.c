/* Every answer is as the OpenAPI document says. The words of JSON Schema known here are those the
 * document uses; an unknown one is a failure, so that none is overlooked. */
#include "document.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Document *document_read(Arena *mem, Str text)
{
    Document *d = NEW(mem, Document);
    JsonError e = { 0 };
    if (!json_read(mem, text, json_default_limits, &d->root, &e)) {
        printf("FAILED: the OpenAPI document is not JSON: %s in line %d\n", e.what, e.line);
        exit(1);
    }
    return d;
}

static const JsonValue *member(const JsonValue *v, const char *name)
{
    return json_get(v, str_of(name));
}

/* "#/components/schemas/Account" */
static const JsonValue *follow(const Document *d, const JsonValue *v)
{
    const JsonValue *ref = member(v, "$ref");
    if (!ref)
        return v;
    const JsonValue *at = &d->root;
    Str rest = ref->text;
    str_cut(&rest, '/');
    while (rest.p && at)
        at = json_get(at, str_cut(&rest, '/'));
    return at;
}

static bool wrong(Arena *mem, Str *why, Str where, const char *what)
{
    *why = str_fmt(mem, "the document does not allow '%.*s': %s", STR_ARG(where), what);
    return false;
}

static bool is_kind(Str type, const JsonValue *v)
{
    static const struct {
        const char *name;
        JsonKind kind;
    } kinds[] = { { "null", JSON_NULL },      { "boolean", JSON_BOOL },  { "number", JSON_NUMBER },
                  { "integer", JSON_NUMBER }, { "string", JSON_STRING }, { "array", JSON_ARRAY },
                  { "object", JSON_OBJECT } };
    int64_t whole;
    for (int i = 0; i < COUNT(kinds); i++)
        if (str_eq(type, str_of(kinds[i].name)))
            return v->kind == kinds[i].kind &&
                   (strcmp(kinds[i].name, "integer") || json_int(v, &whole));
    return false;
}

static bool type_fits(const JsonValue *type, const JsonValue *v)
{
    if (!type || type->kind == JSON_STRING)
        return !type || is_kind(type->text, v);
    for (const JsonValue *t = type->first; t; t = t->next)
        if (is_kind(t->text, v))
            return true;
    return false;
}

static bool matches(Arena *mem, Str pattern, Str text)
{
    regex_t re;
    if (regcomp(&re, str_c(mem, pattern), REG_EXTENDED | REG_NOSUB))
        return false;
    bool found = regexec(&re, str_c(mem, text), 0, NULL, 0) == 0;
    regfree(&re);
    return found;
}

static bool in_list(const JsonValue *list, const JsonValue *v)
{
    for (const JsonValue *e = list->first; e; e = e->next)
        if (e->kind == v->kind && str_eq(e->text, v->text))
            return true;
    return false;
}

static bool fits(Arena *mem, const Document *d, const JsonValue *schema, const JsonValue *v,
                 Str where, Str *why);

static bool object_fits(Arena *mem, const Document *d, const JsonValue *schema, const JsonValue *v,
                        Str where, Str *why)
{
    const JsonValue *required = member(schema, "required"),
                    *properties = member(schema, "properties");
    const JsonValue *others = member(schema, "additionalProperties");
    for (const JsonValue *name = required ? required->first : NULL; name; name = name->next)
        if (!json_get(v, name->text))
            return wrong(mem, why, where, str_fmt(mem, "%.*s is missing", STR_ARG(name->text)).p);
    for (const JsonValue *m = v->first; m; m = m->next) {
        Str at = str_fmt(mem, "%.*s/%.*s", STR_ARG(where), STR_ARG(m->name));
        const JsonValue *p = json_get(properties, m->name);
        if (!p && others && others->kind == JSON_BOOL && !json_is_true(others))
            return wrong(mem, why, at, "is not a property");
        if (p && !fits(mem, d, p, m, at, why))
            return false;
    }
    return true;
}

static bool known_words(const JsonValue *schema)
{
    static const char *const words[] = {
        "type",       "$ref",      "enum",         "pattern",   "format",
        "minimum",    "maximum",   "minLength",    "maxLength", "items",
        "properties", "required",  "minItems",     "maxItems",  "description",
        "readOnly",   "writeOnly", "examples",     "default",   "additionalProperties",
        "anyOf",      "title",     "x-enum-names", "deprecated"
    };
    for (const JsonValue *m = schema->first; m; m = m->next) {
        bool known = str_starts(m->name, S("x-"));
        for (int i = 0; i < COUNT(words); i++)
            known = known || str_eq(m->name, str_of(words[i]));
        if (!known)
            return false;
    }
    return true;
}

static bool any_fits(Arena *mem, const Document *d, const JsonValue *any, const JsonValue *v,
                     Str where, Str *why)
{
    for (const JsonValue *s = any->first; s; s = s->next)
        if (fits(mem, d, s, v, where, why))
            return true;
    return false;
}

static bool fits(Arena *mem, const Document *d, const JsonValue *schema, const JsonValue *v,
                 Str where, Str *why)
{
    schema = follow(d, schema);
    if (!schema || !known_words(schema))
        return wrong(mem, why, where,
                     "the schema is missing, or has a word that this check does not know");
    const JsonValue *any = member(schema, "anyOf"), *pattern = member(schema, "pattern");
    const JsonValue *words = member(schema, "enum"), *items = member(schema, "items");
    if (any)
        return any_fits(mem, d, any, v, where, why);
    if (!type_fits(member(schema, "type"), v))
        return wrong(mem, why, where, "is of another type");
    if (words && v->kind != JSON_NULL && !in_list(words, v))
        return wrong(mem, why, where, "is not one of the words");
    if (pattern && v->kind == JSON_STRING && !matches(mem, pattern->text, v->text))
        return wrong(mem, why, where, "does not match its pattern");
    if (v->kind == JSON_OBJECT)
        return object_fits(mem, d, schema, v, where, why);
    int i = 0;
    for (const JsonValue *e = v->kind == JSON_ARRAY && items ? v->first : NULL; e; e = e->next, i++)
        if (!fits(mem, d, items, e, str_fmt(mem, "%.*s/%d", STR_ARG(where), i), why))
            return false;
    return true;
}

/* How well a path fits a template: 0 not at all, else one more than its words that are the same. */
static int path_fits(Str path, Str template)
{
    int same = 1;
    str_cut(&path, '/');
    str_cut(&template, '/');
    if (path.p && str_ends(path, S("/")))
        path.n--;
    while (path.p && template.p) {
        Str a = str_cut(&path, '/'), b = str_cut(&template, '/');
        if (!str_starts(b, S("{")) && !str_eq(a, b))
            return 0;
        same += str_eq(a, b);
    }
    return path.p || template.p ? 0 : same;
}

static Str below_api(Str path)
{
    Str bare = str_cut(&path, '?');
    if (str_starts(bare, S("/api/v1")))
        return str_part(bare, 7, bare.n);
    return str_starts(bare, S("/api")) ? str_part(bare, 4, bare.n) : (Str){ 0 };
}

static const JsonValue *operation(Arena *mem, const Document *d, Str method, Str path)
{
    const JsonValue *paths = member(&d->root, "paths"), *best = NULL;
    int best_fit = 0;
    for (const JsonValue *p = paths ? paths->first : NULL; p; p = p->next) {
        int fit = path_fits(path, p->name);
        if (fit > best_fit) {
            best_fit = fit;
            best = p;
        }
    }
    return best ? json_get(best, str_lower(mem, method)) : NULL;
}

/* What answers beside the operations, and is not in the document. */
static bool is_special(Str path)
{
    static const char *const paths[] = { "/health", "/metrics", "/openapi.json", "/docs" };
    for (ptrdiff_t i = 0; i < COUNT(paths); i++)
        if (str_starts(path, str_of(paths[i])))
            return true;
    return false;
}

bool document_fits(Arena *mem, const Document *d, Str method, Str path, const TestAnswer *a,
                   Str *why)
{
    Str type = test_header(a, S("Content-Type"), 0), below = below_api(path);
    bool json = str_starts(type, S("application/json")),
         problem = str_starts(type, S("application/problem+json"));
    const JsonValue *op = below.p ? operation(mem, d, method, below) : NULL;
    const JsonValue *answers = op ? member(op, "responses") : NULL;
    const JsonValue *answer = answers ? json_get(answers, str_fmt(mem, "%d", a->status)) : NULL;
    JsonValue body = { 0 };
    JsonError e = { 0 };
    /* What is no HTTP is refused before there is a request, in plain text. */
    bool transport = a->status == 400 && str_starts(a->body, S("400 Bad Request"));
    if (a->status == 304 || transport)
        return true;
    if ((json || problem) && !json_read(mem, a->body, json_default_limits, &body, &e))
        return wrong(mem, why, S(""), "the body is not JSON");
    if (a->status >= 400) {
        const JsonValue *shared = member(member(&d->root, "components"), "responses");
        const JsonValue *content = member(member(shared, "Problem"), "content");
        const JsonValue *schema = member(member(content, "application/problem+json"), "schema");
        return problem ? fits(mem, d, schema, &body, S(""), why)
                       : wrong(mem, why, S(""), "an error is a problem document");
    }
    if (!op)
        return !below.p || is_special(below) ||
               wrong(mem, why, path, "is no operation, and succeeded");
    if (!answer)
        return wrong(mem, why, path, "this status is not listed");
    const JsonValue *content = member(follow(d, answer), "content");
    const JsonValue *schema = member(member(content, "application/json"), "schema");
    if (json && schema)
        return fits(mem, d, schema, &body, S(""), why);
    return (a->body.n == 0) == !content ||
           wrong(mem, why, path, "has a body where none is listed, or none");
}
