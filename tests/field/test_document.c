/* The OpenAPI document of the sample: it is JSON, its references lead somewhere, and what is
 * written by the table fits the schema that comes from the same table. */
#include "field/document.h"
#include "sample_store.h"

#include <string.h>

typedef struct {
    Date from, to;
    Texts tags;
} BalancesQuery;

static const Field balances_fields[] = {
    F_DATE(BalancesQuery, from, .flags = NEEDED, .doc = "The first day."),
    F_DATE(BalancesQuery, to, .flags = OPTIONAL),
    F_TEXTS(BalancesQuery, tags),
};
static const Shape balances_query = SHAPE(BalancesQuery, balances_fields);

static const Operation operations[] = {
    CRUD("/samples", samples, VIEWER, MEMBER),
    { "GET", "/samples/:id/balances", NULL, VIEWER, .query = &balances_query, .out = &samples.shape,
      .resource = &samples, .doc = "Balances by day." },
    { "POST", "/batch-things", NULL, ANYONE | WRITES | MANY_IN, .in = &samples.shape,
      .status = 202 },
    { "GET", "/export", NULL, SIGNED_IN | RAW, .name = "export_all" },
};
static const OperationTable tables[] = { { operations, 3 },
                                         { operations + 3, COUNT(operations) - 3 } };

static const JsonValue *document(Ctx *c)
{
    Buf b = buf_new(c->mem, 1 << 20);
    JsonValue *v = NEW(c->mem, JsonValue);
    JsonError e = { 0 };
    document_openapi(&b, tables, COUNT(tables));
    if (!CHECK(json_read(c->mem, str_copy(c->mem, buf_str(&b)), json_default_limits, v, &e)))
        printf("  %s at %td: %.*s\n", e.what, e.at,
               STR_ARG(str_part(buf_str(&b), e.at - 40, e.at + 40)));
    return v;
}

/* The value at names separated by blanks. */
static const JsonValue *at(const JsonValue *v, const char *names)
{
    static const JsonValue none;
    Str rest = str_of(names);
    while (v && rest.p)
        v = json_get(v, str_cut(&rest, ' '));
    return v ? v : &none;
}

TEST(paths_and_names)
{
    const JsonValue *d = document(c);
    CHECK_STR(at(d, "openapi")->text, S("3.1.0"));
    CHECK_INT(at(d, "paths")->count, 5);
    CHECK_INT(at(d, "paths /samples/{id}")->count, 4);
    CHECK_STR(at(d, "paths /samples get operationId")->text, S("get_samples"));
    CHECK_STR(at(d, "paths /samples/{id} patch operationId")->text, S("patch_samples_id"));
    CHECK_STR(at(d, "paths /samples/{id}/balances get operationId")->text,
              S("get_samples_id_balances"));
    CHECK_STR(at(d, "paths /batch-things post operationId")->text, S("post_batch_things"));
    CHECK_STR(at(d, "paths /export get operationId")->text, S("export_all"));
    CHECK_STR(at(d, "paths /samples get summary")->text, S("Lists the samples."));
    CHECK_STR(at(d, "paths /samples get x-who")->text, S("viewer"));
    CHECK_INT(at(d, "paths /batch-things post security")->kind, JSON_ARRAY);
    CHECK_INT(at(d, "paths /samples post responses 201")->kind, JSON_OBJECT);
    CHECK_INT(at(d, "paths /samples/{id} delete responses 204")->kind, JSON_OBJECT);
    CHECK_INT(at(d, "paths /batch-things post responses 202")->kind, JSON_OBJECT);
}

static const JsonValue *parameter(const JsonValue *operation, const char *name)
{
    for (const JsonValue *p = at(operation, "parameters")->first; p; p = p->next)
        if (str_eq(at(p, "name")->text, str_of(name)))
            return p;
    return at(operation, "none");
}

TEST(parameters_of_lists_queries_and_paths)
{
    const JsonValue *d = document(c);
    const JsonValue *list = at(d, "paths /samples get");
    CHECK_STR(at(parameter(list, "start_date"), "schema format")->text, S("date"));
    CHECK_STR(at(parameter(list, "limit"), "schema maximum")->text, S("500"));
    CHECK_STR(at(parameter(list, "X-Workspace-Id"), "in")->text, S("header"));
    CHECK_INT(parameter(list, "hidden")->kind, JSON_NONE);
    const JsonValue *balances = at(d, "paths /samples/{id}/balances get");
    CHECK(json_is_true(at(parameter(balances, "from"), "required")));
    CHECK_INT(at(parameter(balances, "to"), "required")->kind, JSON_NONE);
    CHECK_STR(at(parameter(balances, "id"), "schema pattern")->text, S("^smp_[0-9a-z]{13}$"));
    CHECK_STR(at(parameter(at(d, "paths /samples/{id} put"), "If-Match"), "in")->text, S("header"));
}

TEST(schemas_for_answers_inputs_and_changes)
{
    const JsonValue *d = document(c);
    const JsonValue *answer = at(d, "components schemas Sample");
    const JsonValue *input = at(d, "components schemas SampleInput");
    const JsonValue *changes = at(d, "components schemas SampleChanges");
    CHECK_INT(at(answer, "required")->count, at(answer, "properties")->count);
    CHECK_INT(at(answer, "properties hidden")->kind, JSON_NONE);
    CHECK_INT(at(answer, "properties secret")->kind, JSON_NONE);
    CHECK(json_is_true(at(answer, "properties id readOnly")));
    CHECK_INT(at(answer, "properties notes type")->kind, JSON_ARRAY);
    CHECK_STR(at(answer, "properties amount type")->text, S("string"));
    CHECK_INT(at(answer, "properties name maxLength")->kind, JSON_NONE);
    CHECK_INT(at(input, "required")->count, 4);
    CHECK_INT(at(input, "properties id")->kind, JSON_NONE);
    CHECK(json_is_true(at(input, "properties secret writeOnly")));
    CHECK_STR(at(input, "properties name maxLength")->text, S("12"));
    CHECK_STR(at(input, "properties confidence default")->text, S("0.8"));
    CHECK_STR(at(input, "properties confidence maximum")->text, S("1"));
    CHECK_INT(at(input, "properties amount type")->count, 2);
    CHECK_STR(at(input, "properties account_type enum")->first->text, S("checking"));
    CHECK_STR(at(input, "properties parts items properties category_id pattern")->text,
              S("^cat_[0-9a-z]{13}$"));
    CHECK_INT(at(changes, "required")->kind, JSON_NONE);
    CHECK_INT(at(changes, "properties name")->kind, JSON_OBJECT);
}

static void check_references(const JsonValue *document, const JsonValue *v)
{
    if (v->kind == JSON_STRING && str_eq(v->name, S("$ref"))) {
        Str name = str_part(v->text, 2, v->text.n);
        const JsonValue *to = document;
        while (name.p)
            to = json_get(to, str_cut(&name, '/'));
        if (!CHECK(to))
            printf("  %.*s\n", STR_ARG(v->text));
    }
    for (const JsonValue *child = v->first; child; child = child->next)
        check_references(document, child);
}

TEST(every_reference_leads_somewhere)
{
    const JsonValue *d = document(c);
    check_references(d, d);
}

TEST(the_document_repeats)
{
    Buf a = buf_new(c->mem, 1 << 20), b = buf_new(c->mem, 1 << 20);
    document_openapi(&a, tables, COUNT(tables));
    document_openapi(&b, tables, COUNT(tables));
    CHECK(a.n > 1000 && str_eq(buf_str(&a), buf_str(&b)));
}

/* Just the parts of JSON Schema that the document uses. */
static bool is_type(const JsonValue *v, Str type)
{
    static const struct {
        Str name;
        JsonKind kind;
    } types[] = { { S_INIT("null"), JSON_NULL },      { S_INIT("boolean"), JSON_BOOL },
                  { S_INIT("integer"), JSON_NUMBER }, { S_INIT("number"), JSON_NUMBER },
                  { S_INIT("string"), JSON_STRING },  { S_INIT("array"), JSON_ARRAY },
                  { S_INIT("object"), JSON_OBJECT } };
    for (ptrdiff_t i = 0; i < COUNT(types); i++)
        if (str_eq(type, types[i].name))
            return v->kind == types[i].kind;
    return false;
}

static bool fits_type(const JsonValue *v, const JsonValue *type)
{
    if (type->kind != JSON_ARRAY)
        return type->kind == JSON_NONE || is_type(v, type->text);
    for (const JsonValue *one = type->first; one; one = one->next)
        if (is_type(v, one->text))
            return true;
    return false;
}

static bool fits(const JsonValue *v, const JsonValue *schema)
{
    if (!fits_type(v, at(schema, "type")))
        return false;
    if (v->kind == JSON_OBJECT && at(schema, "properties")->kind) {
        for (const JsonValue *name = at(schema, "required")->first; name; name = name->next)
            if (!json_get(v, name->text))
                return false;
        for (const JsonValue *member = v->first; member; member = member->next) {
            const JsonValue *property = json_get(at(schema, "properties"), member->name);
            if (!property || !fits(member, property))
                return false;
        }
    }
    for (const JsonValue *item = v->first; v->kind == JSON_ARRAY && item; item = item->next)
        if (at(schema, "items")->kind && !fits(item, at(schema, "items")))
            return false;
    return true;
}

TEST(what_is_written_fits_its_schema)
{
    const JsonValue *schema = at(document(c), "components schemas Sample");
    Rng rng = rng_new(21);
    for (int i = 0; i < 200; i++) {
        Sample s = sample_random(c->mem, &rng);
        s.id = 1;
        s.created_at = s.updated_at = 5;
        Buf b = buf_new(c->mem, 1 << 20);
        JsonValue v;
        JsonError e;
        field_write(&b, &samples.shape, &s);
        CHECK(json_read(c->mem, buf_str(&b), json_default_limits, &v, &e));
        if (!CHECK(fits(&v, schema)))
            printf("  %.*s\n", STR_ARG(buf_str(&b)));
    }
    JsonValue v;
    JsonError e;
    CHECK(json_read(c->mem, S("{\"id\":1}"), json_default_limits, &v, &e));
    CHECK(!fits(&v, schema));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(paths_and_names),
        CASE(parameters_of_lists_queries_and_paths),
        CASE(schemas_for_answers_inputs_and_changes),
        CASE(every_reference_leads_somewhere),
        CASE(the_document_repeats),
        CASE(what_is_written_fits_its_schema),
    };
    return RUN_TESTS(cases, argc, argv);
}
