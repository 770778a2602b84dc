/* The OpenAPI document: paths, parameters, bodies and answers of the operation tables. The schemas
 * of shapes are schema.c. */
#include "field/document.h"

#include "field/copy.h"
#include "field/schema.h"
#include "text/jsonout.h"

#include <assert.h>
#include <string.h>

typedef struct {
    JsonWriter w;
    Arena *mem;
    const Operation **operations; /* of all tables, in order */
    ptrdiff_t n;
    Map names; /* of operations, to see that each has its own */
} Document;

static Str path_part(Str *rest)
{
    return str_cut(rest, '/');
}

Str operation_name(Arena *mem, const Operation *op)
{
    if (op->name)
        return str_of(op->name);
    Buf b = buf_new(mem, 300);
    Str rest = str_of(op->path);
    Str method = str_lower(mem, str_of(op->method));
    buf_add(&b, method);
    while (rest.p) {
        Str part = path_part(&rest);
        if (!part.n)
            continue;
        buf_char(&b, '_');
        for (ptrdiff_t i = part.p[0] == ':'; i < part.n; i++)
            buf_char(&b, part.p[i] == '-' ? '_' : part.p[i]);
    }
    return buf_str(&b);
}

static void text(JsonWriter *w, Str name, Str value)
{
    json_name_plain(w, name);
    json_string(w, value);
}

static void reference(JsonWriter *w, Arena *mem, const Shape *s, SchemaUse use)
{
    json_open_object(w);
    text(w, S("$ref"),
         str_fmt(mem, "#/components/schemas/%.*s", STR_ARG(schema_name(mem, s, use))));
    json_close_object(w);
}

/* --- parameters --- */

static void parameter(Document *d, Str in, Str name, bool required, const Field *f, const char *doc)
{
    JsonWriter *w = &d->w;
    static const Field any_text = { .kind = FIELD_TEXT };
    json_open_object(w);
    text(w, S("name"), name);
    text(w, S("in"), in);
    if (required) {
        json_name_plain(w, S("required"));
        json_bool(w, true);
    }
    if (doc)
        text(w, S("description"), str_of(doc));
    json_name_plain(w, S("schema"));
    schema_of_parameter(w, d->mem, f ? f : &any_text);
    json_close_object(w);
}

static void path_parameters(Document *d, const Operation *op)
{
    Str rest = str_of(op->path);
    Field id = { .kind = FIELD_ID, .prefix = op->resource ? op->resource->prefix : NULL };
    while (rest.p) {
        Str part = path_part(&rest);
        bool is_id = op->resource && str_eq(part, S(":id"));
        if (str_starts(part, S(":")))
            parameter(d, S("path"), str_part(part, 1, part.n), true, is_id ? &id : NULL, NULL);
    }
}

static void shape_parameters(Document *d, const Shape *s)
{
    for (ptrdiff_t i = 0; i < s->n; i++) {
        const Field *f = &s->fields[i];
        if (!(f->flags & (HIDDEN | OWNER | READ_ONLY)))
            parameter(d, S("query"), str_of(f->name), f->flags & NEEDED, f, f->doc);
    }
}

static void filter_parameters(Document *d, const Resource *r)
{
    for (ptrdiff_t i = 0; i < r->n_filters; i++) {
        const Filter *filter = &r->filters[i];
        const Field *f = filter->field ? field_find(&r->shape, str_of(filter->field)) : NULL;
        bool several = filter->kind == FILTER_IS && f && f->kind != FIELD_TEXT;
        Field own =
            f && !several && filter->kind != FILTER_HAS ? *f : (Field){ .kind = FIELD_TEXT };
        own.start = NULL;
        own.flags = 0;
        own.min = own.max = 0;
        parameter(d, S("query"), str_of(filter->name), false, &own, filter->doc);
    }
}

static bool is_method(const Operation *op, const char *method)
{
    return !strcmp(op->method, method);
}

static void header_parameters(Document *d, const Operation *op)
{
    bool changes = is_method(op, "PUT") || is_method(op, "PATCH") || is_method(op, "DELETE");
    if ((op->flags & WHO_MASK) >= VIEWER)
        parameter(d, S("header"), S("X-Workspace-Id"), false, NULL,
                  "The workspace; without it the user's default.");
    if (is_method(op, "POST") && (op->flags & WRITES))
        parameter(d, S("header"), S("Idempotency-Key"), false, NULL,
                  "The same key within 24 hours gets the first answer again.");
    if (op->resource && changes)
        parameter(d, S("header"), S("If-Match"), false, NULL,
                  "The ETag that was read; another version is answered with 412.");
}

static void parameters(Document *d, const Operation *op)
{
    json_name_plain(&d->w, S("parameters"));
    json_open_array(&d->w);
    path_parameters(d, op);
    if (op->query)
        shape_parameters(d, op->query);
    if ((op->flags & LISTS) && op->resource && !op->query) {
        filter_parameters(d, op->resource);
        shape_parameters(d, &list_common_shape);
    }
    header_parameters(d, op);
    json_close_array(&d->w);
}

/* --- bodies and answers --- */

static void open_content(JsonWriter *w, Str type)
{
    json_name_plain(w, S("content"));
    json_open_object(w);
    json_name(w, type);
    json_open_object(w);
    json_name_plain(w, S("schema"));
}

static void close_content(JsonWriter *w)
{
    json_close_object(w);
    json_close_object(w);
}

static void one_or_many(Document *d, const Shape *s)
{
    JsonWriter *w = &d->w;
    json_open_object(w);
    json_name_plain(w, S("oneOf"));
    json_open_array(w);
    reference(w, d->mem, s, SCHEMA_INPUT);
    json_open_object(w);
    text(w, S("type"), S("array"));
    json_name_plain(w, S("items"));
    reference(w, d->mem, s, SCHEMA_INPUT);
    json_close_object(w);
    json_close_array(w);
    json_close_object(w);
}

static void request_body(Document *d, const Operation *op)
{
    JsonWriter *w = &d->w;
    if (!op->in && !(op->flags & UPLOAD))
        return;
    json_name_plain(w, S("requestBody"));
    json_open_object(w);
    json_name_plain(w, S("required"));
    json_bool(w, true);
    open_content(w, op->flags & UPLOAD ? S("multipart/form-data") : S("application/json"));
    if (!op->in)
        json_raw(w, S("{\"type\":\"object\"}"));
    else if (op->flags & MANY_IN)
        one_or_many(d, op->in);
    else
        reference(w, d->mem, op->in, schema_use_of_body(op));
    close_content(w);
    json_close_object(w);
}

static void envelope(Document *d, const Shape *s)
{
    JsonWriter *w = &d->w;
    json_open_object(w);
    text(w, S("type"), S("object"));
    json_name_plain(w, S("required"));
    json_raw(w, S("[\"items\",\"next_cursor\",\"total\",\"links\"]"));
    json_name_plain(w, S("properties"));
    json_open_object(w);
    json_name_plain(w, S("items"));
    json_open_object(w);
    text(w, S("type"), S("array"));
    json_name_plain(w, S("items"));
    reference(w, d->mem, s, SCHEMA_ANSWER);
    json_close_object(w);
    json_name_plain(w, S("next_cursor"));
    json_raw(w, S("{\"type\":[\"string\",\"null\"]}"));
    json_name_plain(w, S("total"));
    json_raw(w, S("{\"type\":[\"integer\",\"null\"]}"));
    json_name_plain(w, S("links"));
    json_raw(w, S("{\"$ref\":\"#/components/schemas/Links\"}"));
    json_close_object(w);
    json_close_object(w);
}

static void answer_content(Document *d, const Operation *op)
{
    JsonWriter *w = &d->w;
    if (op->flags & RAW) {
        open_content(w, S("*/*"));
        json_raw(w, S("{}"));
        close_content(w);
    } else if (op->out) {
        open_content(w, S("application/json"));
        if (op->flags & LISTS)
            envelope(d, op->out);
        else
            reference(w, d->mem, op->out, SCHEMA_ANSWER);
        close_content(w);
    }
}

static void success(Document *d, const Operation *op)
{
    JsonWriter *w = &d->w;
    int status = op->status ? op->status : op->out || (op->flags & RAW) ? 200 : 204;
    json_name(w, str_fmt(d->mem, "%d", status));
    json_open_object(w);
    text(w, S("description"), status == 204 ? S("Done") : S("The answer"));
    answer_content(d, op);
    json_close_object(w);
}

static void problem(Document *d, int status)
{
    json_name(&d->w, str_fmt(d->mem, "%d", status));
    json_raw(&d->w, S("{\"$ref\":\"#/components/responses/Problem\"}"));
}

static void responses(Document *d, const Operation *op)
{
    bool who = (op->flags & WHO_MASK) > ANYONE, named = strchr(op->path, ':') != NULL;
    json_name_plain(&d->w, S("responses"));
    json_open_object(&d->w);
    success(d, op);
    if (who) {
        problem(d, 401);
        problem(d, 403);
    }
    if (named)
        problem(d, 404);
    if (op->flags & WRITES)
        problem(d, 409);
    if (op->in || op->query || (op->flags & LISTS))
        problem(d, 422);
    json_name_plain(&d->w, S("default"));
    json_raw(&d->w, S("{\"$ref\":\"#/components/responses/Problem\"}"));
    json_close_object(&d->w);
}

/* --- operations --- */

static Str tag_of(const Operation *op)
{
    Str rest = str_part(str_of(op->path), 1, PTRDIFF_MAX);
    return op->resource ? str_of(op->resource->plural) : path_part(&rest);
}

static Str summary_of(Arena *mem, const Operation *op)
{
    if (op->doc || !op->resource)
        return str_of(op->doc);
    const char *what = op->resource->name;
    if (op->run == crud_list)
        return str_fmt(mem, "Lists the %s.", op->resource->plural);
    if (op->run == crud_get)
        return str_fmt(mem, "One %s.", what);
    if (op->run == crud_add)
        return str_fmt(mem, "Adds a %s.", what);
    if (op->run == crud_put)
        return str_fmt(mem, "Replaces a %s.", what);
    if (op->run == crud_patch)
        return str_fmt(mem, "Changes some fields of a %s.", what);
    return op->run == crud_drop ? str_fmt(mem, "Removes a %s.", what) : (Str){ 0 };
}

static void write_operation(Document *d, const Operation *op)
{
    static const char *const who[] = { "",       "anyone", "signed in", "viewer",
                                       "member", "admin",  "owner" };
    JsonWriter *w = &d->w;
    Str summary = summary_of(d->mem, op);
    json_name(w, str_lower(d->mem, str_of(op->method)));
    json_open_object(w);
    Str name = operation_name(d->mem, op);
    bool taken = map_put(&d->names, name, d);
    assert(!taken);
    text(w, S("operationId"), name);
    json_name_plain(w, S("tags"));
    json_open_array(w);
    json_string(w, tag_of(op));
    json_close_array(w);
    if (summary.p)
        text(w, S("summary"), summary);
    text(w, S("x-who"), str_of(who[op->flags & WHO_MASK]));
    if ((op->flags & WHO_MASK) == ANYONE) {
        json_name_plain(w, S("security"));
        json_raw(w, S("[]"));
    }
    parameters(d, op);
    request_body(d, op);
    responses(d, op);
    json_close_object(w);
}

static void write_path(Document *d, const char *path)
{
    Buf b = buf_new(d->mem, 300);
    Str rest = str_part(str_of(path), 1, PTRDIFF_MAX);
    while (rest.p) {
        Str part = path_part(&rest);
        bool named = str_starts(part, S(":"));
        buf_char(&b, '/');
        buf_fmt(&b, named ? "{%.*s}" : "%.*s", STR_ARG(str_part(part, named, part.n)));
    }
    json_name(&d->w, buf_str(&b));
    json_open_object(&d->w);
    for (ptrdiff_t i = 0; i < d->n; i++)
        if (!strcmp(d->operations[i]->path, path))
            write_operation(d, d->operations[i]);
    json_close_object(&d->w);
}

static void write_paths(Document *d)
{
    Map seen = map_new(d->mem);
    json_name_plain(&d->w, S("paths"));
    json_open_object(&d->w);
    for (ptrdiff_t i = 0; i < d->n; i++)
        if (!map_put(&seen, str_of(d->operations[i]->path), d))
            write_path(d, d->operations[i]->path);
    json_close_object(&d->w);
}

static const Operation **all_operations(Arena *mem, const OperationTable *tables, ptrdiff_t n,
                                        ptrdiff_t *count)
{
    *count = 0;
    for (ptrdiff_t t = 0; t < n; t++)
        *count += tables[t].n;
    const Operation **all = NEW_ARRAY(mem, const Operation *, *count);
    ptrdiff_t at = 0;
    for (ptrdiff_t t = 0; t < n; t++)
        for (ptrdiff_t i = 0; i < tables[t].n; i++)
            all[at++] = &tables[t].rows[i];
    return all;
}

static void write_schema(Document *d, Map *seen, const Shape *s, SchemaUse use)
{
    if (!s)
        return;
    Str name = schema_name(d->mem, s, use);
    const void *known = map_put(seen, name, (void *)s->fields);
    assert(!known || known == s->fields); /* two structs of one name */
    if (known)
        return;
    json_name(&d->w, name);
    schema_of_shape(&d->w, d->mem, s, use);
}

static void write_components(Document *d)
{
    Map seen = map_new(d->mem);
    JsonWriter *w = &d->w;
    json_name_plain(w, S("components"));
    json_open_object(w);
    json_name_plain(w, S("schemas"));
    json_open_object(w);
    json_name_plain(w, S("Problem"));
    json_raw(w,
             S("{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\"],\"properties\":{"
               "\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},"
               "\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":\"string\"},"
               "\"instance\":{\"type\":\"string\"},\"errors\":{\"type\":\"array\",\"items\":{"
               "\"type\":\"object\",\"required\":[\"pointer\",\"detail\"],\"properties\":{"
               "\"pointer\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}}}}"));
    json_name_plain(w, S("Links"));
    json_raw(w, S("{\"type\":\"object\",\"required\":[\"self\",\"next\",\"first\"],\"properties\":{"
                  "\"self\":{\"type\":\"string\"},\"next\":{\"type\":[\"string\",\"null\"]},"
                  "\"first\":{\"type\":\"string\"}}}"));
    for (ptrdiff_t i = 0; i < d->n; i++) {
        const Operation *op = d->operations[i];
        write_schema(d, &seen, op->in, schema_use_of_body(op));
        write_schema(d, &seen, op->out, SCHEMA_ANSWER);
    }
    json_close_object(w);
    json_name_plain(w, S("responses"));
    json_raw(w, S("{\"Problem\":{\"description\":\"What went wrong\",\"content\":{"
                  "\"application/problem+json\":{\"schema\":{"
                  "\"$ref\":\"#/components/schemas/Problem\"}}}}}"));
    json_name_plain(w, S("securitySchemes"));
    json_raw(w,
             S("{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"An access "
               "token or a personal API token\"},\"cookie\":{\"type\":\"apiKey\",\"in\":"
               "\"cookie\",\"name\":\"florin_session\"}}"));
    json_close_object(w);
}

void document_openapi(Buf *out, const OperationTable *tables, ptrdiff_t n)
{
    Document d = { .w = { .out = out }, .mem = out->mem, .names = map_new(out->mem) };
    d.operations = all_operations(out->mem, tables, n, &d.n);
    JsonWriter *w = &d.w;
    json_open_object(w);
    text(w, S("openapi"), S("3.1.0"));
    json_name_plain(w, S("info"));
    json_open_object(w);
    text(w, S("title"), S("Florin"));
    text(w, S("version"), S(FLORIN_VERSION));
    json_close_object(w);
    json_name_plain(w, S("servers"));
    json_raw(w, S("[{\"url\":\"/api/v1\"}]"));
    json_name_plain(w, S("security"));
    json_raw(w, S("[{\"bearer\":[]},{\"cookie\":[]}]"));
    write_paths(&d);
    write_components(&d);
    json_close_object(w);
    json_done(w);
}
