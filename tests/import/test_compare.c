/* The kept file beside what became of its rows: pages, differences, findings. On both databases. */
#include "import_case.h"
#include "store_case.h"

#include "field/write.h"
#include "import/compare.h"
#include "ledger/transaction.h"
#include "sandbox/sandbox.h"
#include "text/json.h"

#include <pthread.h>

/* The answer as a client gets it. */
static JsonValue *comparison(Ctx *c, Id id, const char *query)
{
    const void *out = ask(c, &compare_operations, "statement_comparison", id, 0, str_of(query));
    JsonValue *v = NEW(c->mem, JsonValue);
    JsonError error;
    CHECK(out != NULL);
    if (out)
        CHECK(json_read(c->mem, field_json_text(c->mem, compare_operations.rows[0].out, out),
                        json_default_limits, v, &error));
    return v;
}

static Str text_of(const JsonValue *v, const char *name)
{
    const JsonValue *member = json_get(v, str_of(name));
    return member && member->kind == JSON_STRING ? member->text : (Str){ 0 };
}

static int64_t number_of(const JsonValue *v, const char *name)
{
    int64_t n = -1;
    json_int(json_get(v, str_of(name)), &n);
    return n;
}

static int64_t items_of(const JsonValue *v)
{
    const JsonValue *items = json_get(v, S("items"));
    return items ? items->count : -1;
}

/* What of the row's own text became a field. */
static Str part_of(const JsonValue *item, const char *field)
{
    const JsonValue *parts = json_get(item, S("parts"));
    for (const JsonValue *p = parts ? parts->first : NULL; p; p = p->next)
        if (str_eq(text_of(p, "field"), str_of(field)))
            return str_part(text_of(item, "raw"), number_of(p, "from"),
                            number_of(p, "from") + number_of(p, "length"));
    return (Str){ 0 };
}

/* A finding of a line in one of the file's statements. */
typedef struct {
    Id import_id;
    int64_t line, statement;
} PlacedFinding;

static bool add_finding(Ctx *c, void *arg)
{
    const PlacedFinding *f = arg;
    Validation v = { .import_id = f->import_id,
                     .row_number = f->line,
                     .statement = f->statement,
                     .validation_type = LEVEL_WARNING,
                     .message = S("look here") };
    return resource_add(c, &validation_resource, &v);
}

static void compared(Ctx *c)
{
    Id account = an_account(c);
    Import imp = run_again(c, send_text(c, account, form_b(c, 0, 25), true).id);
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    const JsonValue *page = comparison(c, imp.id, "limit=10");
    CHECK_INT(items_of(page), 10);
    CHECK_INT(number_of(page, "total"), 25);
    CHECK_STR(text_of(page, "next_cursor"), S("10"));
    if (items_of(page) != 10)
        return;
    const JsonValue *item = json_get(page, S("items"))->first;
    CHECK(str_starts(text_of(item, "row_id"), S("dup_")) && !text_of(item, "transaction_id").n);
    CHECK(str_find(text_of(item, "raw"), S("Kartenzahlung PIZZA HUT"), 0) >= 0);
    CHECK_STR(part_of(item, "amount"), S("-10,00"));
    CHECK(str_starts(part_of(item, "description"), S("Kartenzahlung")));
    page = comparison(c, imp.id, "limit=10&cursor=20");
    CHECK_INT(items_of(page), 5);
    CHECK(!text_of(page, "next_cursor").n);
    CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0, (Str){ 0 }) != NULL);
    imp = run_again(c, imp.id);
    Look l = row_like(c, "Kartenzahlung SHELL%");
    l.t.description = S("Petrol");
    CHECK(in_write(c, save_row, &l));
    page = comparison(c, imp.id, "limit=100");
    CHECK_INT(items_of(page), 25);
    int different = 0;
    for (item = json_get(page, S("items"))->first; item; item = item->next) {
        const JsonValue *d = json_get(item, S("difference"));
        CHECK(str_starts(text_of(item, "transaction_id"), S("txn_")) && !text_of(item, "row_id").n);
        if (d->count == 1 && str_eq(d->first->text, S("description")))
            different += json_is_true(json_get(item, S("needs_review")));
    }
    CHECK_INT(different, 1);
}

/* Page for page, over and over, each row comes once, and findings stand beside the rows of their
 * own sheet. */
static void compared_in_pages(Ctx *c)
{
    enum { MANY = 1200, PAGE = 100 };
    Id account = an_account(c);
    Import imp = run_again(c, send_text(c, account, form_b(c, 0, MANY), true).id);
    for (int round = 0; round < 3; round++) {
        Str cursor = S("0");
        int64_t seen = 0;
        while (cursor.n && seen <= MANY) {
            const JsonValue *page = comparison(
                c, imp.id, str_fmt(c->mem, "limit=%d&cursor=%.*s", PAGE, STR_ARG(cursor)).p);
            for (const JsonValue *k = json_get(page, S("items"))->first; k; k = k->next) {
                CHECK_INT(number_of(k, "position"), ++seen);
                CHECK(str_find(text_of(k, "raw"), text_of(k, "reference"), 0) > 0);
            }
            cursor = text_of(page, "next_cursor");
        }
        CHECK_INT(seen, MANY);
    }
    /* a page that begins anywhere, of another size */
    const JsonValue *page = comparison(c, imp.id, "limit=7&cursor=333");
    CHECK_INT(number_of(json_get(page, S("items"))->first, "position"), 334);
    CHECK_INT(items_of(page), 7);
    /* a correction is seen on a page that was read before */
    Str row = text_of(json_get(page, S("items"))->first, "row_id");
    Id row_id = 0;
    CHECK(id_parse(row, "dup", &row_id) == ID_OK);
    CHECK(ask(c, &row_operations, "import_row_change", imp.id, row_id,
              S("{\"description\": \"mine\"}")) != NULL);
    page = comparison(c, imp.id, "limit=7&cursor=333");
    CHECK_STR(text_of(json_get(page, S("items"))->first, "description"), S("mine"));
}

/* More files than windows are kept for, looked at by several at once. */
enum { LOOKED_AT = 6, LOOKERS = 3, LOOKS = 25, LOOKED_ROWS = 60 };

typedef struct {
    const Ctx *from;
    const Import *imports;
    uint64_t seed;
    int wrong;
} Looker;

static void *look_at_pages(void *arg)
{
    Looker *l = arg;
    Rng rng = rng_new(l->seed);
    for (int i = 0; i < LOOKS; i++) {
        Ctx c = *l->from;
        ComparePage page;
        int64_t behind = rng_between(&rng, 1, LOOKED_ROWS - 1), limit = rng_between(&rng, 1, 20);
        int64_t want = LOOKED_ROWS - behind < limit ? LOOKED_ROWS - behind : limit;
        c.mem = arena_new("looker", LIMIT_JOB_ARENA_BYTES);
        bool ok = compare_page(&c, &l->imports[rng_below(&rng, LOOKED_AT)], behind, limit, &page) &&
                  page.n == want && page.more == (behind + want < LOOKED_ROWS);
        for (ptrdiff_t k = 0; ok && k < page.n; k++)
            ok = page.items[k].position == behind + 1 + k &&
                 str_find(page.items[k].raw, page.items[k].reference, 0) > 0;
        l->wrong += !ok;
        arena_free(c.mem);
    }
    return NULL;
}

static void compared_by_several(Ctx *c)
{
    Import imports[LOOKED_AT];
    Looker lookers[LOOKERS];
    pthread_t threads[LOOKERS];
    for (int i = 0; i < LOOKED_AT; i++)
        imports[i] = run_again(c, send_text(c, an_account(c), form_b(c, 0, LOOKED_ROWS), true).id);
    for (int i = 0; i < LOOKERS; i++) {
        lookers[i] = (Looker){ c, imports, (uint64_t)i + 1, 0 };
        CHECK(pthread_create(&threads[i], NULL, look_at_pages, &lookers[i]) == 0);
    }
    for (int i = 0; i < LOOKERS; i++) {
        pthread_join(threads[i], NULL);
        CHECK_INT(lookers[i].wrong, 0);
    }
}

static int64_t remarks(const JsonValue *page, int64_t position)
{
    for (const JsonValue *k = json_get(page, S("items"))->first; k; k = k->next)
        if (number_of(k, "position") == position)
            return json_get(k, S("findings"))->count;
    return -1;
}

/* Two lists of one document count their lines each for itself. */
static void compared_in_statements(Ctx *c)
{
    Import imp = run_again(
        c,
        send_text(c, an_account(c),
                  S("{\"one\":[\n"
                    "{\"date\":\"2024-01-02\",\"amount\":\"-4.50\",\"description\":\"BAKERY\"},\n"
                    "{\"date\":\"2024-01-03\",\"amount\":\"-5.50\",\"description\":\"BUTCHER\"}],\n"
                    "\"two\":[\n{\"date\":\"2024-02-02\",\"amount\":\"-6.50\",\"description\":"
                    "\"CINEMA\"}]}"),
                  true)
            .id);
    const JsonValue *page = comparison(c, imp.id, "limit=10");
    CHECK_INT(items_of(page), 3);
    CHECK_INT(remarks(page, 1), 0);
    PlacedFinding f = { imp.id, 0, 0 };
    f.line = number_of(json_get(page, S("items"))->first, "line");
    CHECK(in_write(c, add_finding, &f));
    f.statement = 2;
    CHECK(in_write(c, add_finding, &f));
    f.statement = 1;
    CHECK(in_write(c, add_finding, &f));
    page = comparison(c, imp.id, "limit=10");
    CHECK_INT(remarks(page, 1), 2); /* of the first list, and of no list in particular */
    CHECK_INT(remarks(page, 3), 0);
}

TEST(a_file_stands_beside_its_rows)
{
    on_each_store(c, compared);
}
TEST(a_comparison_is_paged)
{
    on_each_store(c, compared_in_pages);
}
TEST(a_comparison_is_read_by_several)
{
    on_each_store(c, compared_by_several);
}
TEST(findings_stand_beside_rows_of_their_statement)
{
    on_each_store(c, compared_in_statements);
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    Ctx c = ctx_new("start", LIMIT_JOB_ARENA_BYTES);
    start_files(&c, test_scratch("files"));
    ctx_done(&c);
    const TestCase cases[] = {
        CASE(a_file_stands_beside_its_rows),
        CASE(a_comparison_is_paged),
        CASE(a_comparison_is_read_by_several),
        CASE(findings_stand_beside_rows_of_their_statement),
    };
    return RUN_TESTS(cases, argc, argv);
}
