/* What db/db.h promises, the same on both engines. */
#include "db_case.h"

#include <stdlib.h>

static const char *const schema =
    "CREATE TABLE thing (id @id, workspace_id BIGINT NOT NULL, name TEXT NOT NULL, amount BIGINT,\n"
    "  is_good BOOLEAN NOT NULL, bytes BLOB, CHECK (amount < 1000000));\n"
    "CREATE UNIQUE INDEX thing_name ON thing (workspace_id, name);\n"
    "@owned(thing)\n"
    "CREATE TABLE part (id @id, thing_id BIGINT NOT NULL REFERENCES thing (id));\n"
    "CREATE TABLE late (id @id, part_id BIGINT NOT NULL REFERENCES part (id)\n"
    "  DEFERRABLE INITIALLY DEFERRED);\n"
    "CREATE TABLE plain (n BIGINT, t TEXT, f BOOLEAN, b BLOB, i INTEGER);\n";

static const Query thing_add = {
    "thing_add",
    "INSERT INTO thing (id, workspace_id, name, amount, is_good, bytes) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    6, true, false
};
static const Query thing_list = {
    "thing_list",
    "SELECT id, name, amount, is_good, bytes FROM thing WHERE workspace_id = $1 ORDER BY id", 1,
    false, false
};
static const Query thing_count = { "thing_count", "SELECT count(*) AS n FROM thing", 0, false,
                                   true };
static const Query part_add = { "part_add", "INSERT INTO part (id, thing_id) VALUES ($1, $2)", 2,
                                true, false };
static const Query wrong_sql = { "wrong_sql", "SELECT nothing FROM nowhere", 0, false, false };

static void add(Ctx *c, int64_t id, Str name)
{
    db_run(c, &thing_add,
           DB_ARGS(V_INT(id), V_INT(c->workspace_id), V_TEXT(name), V_INT(id * 10), V_BOOL(id % 2),
                   V_BLOB(str_n("\0\xff\n", 3))));
}

static bool count(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &thing_count, DB_NO_ARGS);
    return !failed(c);
}

static int64_t things(Store *s)
{
    Ctx own = ctx_new("count", 1 << 20);
    int64_t n = -1;
    if (!store_read(s, &own, count, &n))
        n = -1;
    ctx_done(&own);
    return n;
}

/* --- values and rows --- */

static bool write_values(Ctx *c, void *arg)
{
    (void)arg;
    add(c, 1, S("one"));
    db_run(c, &thing_add,
           DB_ARGS(V_INT(INT64_MAX), V_INT(7), V_TEXT(S("größer")), V_NULL, V_BOOL(false), V_NULL));
    db_run(c, &thing_add,
           DB_ARGS(V_INT(3), V_INT(7), V_TEXT((Str){ 0 }), V_INT(INT64_MIN), V_BOOL(true),
                   V_BLOB(S(""))));
    return !failed(c);
}

static bool read_values(Ctx *c, void *arg)
{
    (void)arg;
    DbRows rows = db_rows(c, &thing_list, DB_ARGS(V_INT(7)));
    if (!CHECK_INT(rows.n, 3))
        return false;
    CHECK_INT(db_int(&rows, 0, "id"), 1);
    CHECK_STR(db_text(&rows, 0, "name"), S("one"));
    CHECK(db_bool(&rows, 0, "is_good"));
    CHECK_STR(db_text(&rows, 0, "bytes"), str_n("\0\xff\n", 3));
    CHECK_INT(db_int(&rows, 1, "amount"), INT64_MIN);
    CHECK(db_text(&rows, 1, "name").p && db_text(&rows, 1, "name").n == 0);
    CHECK(!db_is_null(&rows, 1, "bytes") && db_text(&rows, 1, "bytes").n == 0);
    CHECK_INT(db_int(&rows, 2, "id"), INT64_MAX);
    CHECK_STR(db_text(&rows, 2, "name"), S("größer"));
    CHECK(db_is_null(&rows, 2, "amount") && db_is_null(&rows, 2, "bytes"));
    CHECK(!db_text(&rows, 2, "bytes").p);
    rows = db_rows(c, &thing_list, DB_ARGS(V_INT(8)));
    CHECK_INT(rows.n, 0);
    CHECK_INT(rows.n_columns, 5);
    return true;
}

static void values(Ctx *c, Store *s)
{
    c->workspace_id = 7;
    CHECK(store_write(s, c, write_values, NULL));
    CHECK(store_read(s, c, read_values, NULL));
}

TEST(values_come_back_as_they_went_in)
{
    on_both(c, schema, values);
}

static bool sum_each(Ctx *c, const DbRows *row, void *arg)
{
    *(int64_t *)arg += db_int(row, 0, "amount");
    return db_int(row, 0, "id") < 50 || fail(c, LIMITED, NULL, "enough");
}

static bool stream(Ctx *c, void *arg)
{
    int64_t *sum = arg;
    for (int i = 1; i < 50; i++)
        add(c, i, str_fmt(c->mem, "n%d", i));
    CHECK(db_each(c, &thing_list, DB_ARGS(V_INT(7)), sum_each, sum));
    CHECK_INT(*sum, 12250);
    for (int i = 50; i < 5000; i++)
        add(c, i, str_fmt(c->mem, "n%d", i));
    *sum = 0;
    CHECK(!db_each(c, &thing_list, DB_ARGS(V_INT(7)), sum_each, sum));
    CHECK_INT(*sum, 12750);
    return false;
}

static bool nested_each(Ctx *c, const DbRows *row, void *arg)
{
    (void)row;
    return db_each(c, &thing_list, DB_ARGS(V_INT(7)), sum_each, arg);
}

static bool nest(Ctx *c, void *arg)
{
    add(c, 1, S("one"));
    return db_each(c, &thing_list, DB_ARGS(V_INT(7)), nested_each, arg);
}

static void streaming(Ctx *c, Store *s)
{
    int64_t sum = 0;
    c->workspace_id = 7;
    CHECK(!store_write(s, c, stream, &sum));
    CHECK_FAILED(c, LIMITED);
    CHECK(!store_write(s, c, nest, &sum));
    CHECK_FAILED(c, INTERNAL);
    CHECK_INT(things(s), 0);
}

TEST(rows_stream_and_stop)
{
    on_both(c, schema, streaming);
}

static const char *const columns[] = { "n", "t", "f", "b", "i" };
static const Query plain_list = { "plain_list",
                                  "SELECT n, t, f, b, i FROM plain ORDER BY n NULLS FIRST", 0,
                                  false, false };

static bool bulk(Ctx *c, void *arg)
{
    (void)arg;
    DbValue cells[] = {
        V_NULL,           V_TEXT(S("tab\t, line\n, slash \\, \\N, \r.")),
        V_BOOL(true),     V_BLOB(str_n("\0\\x\xfe", 4)),
        V_INT(-5),        V_INT(1),
        V_NULL,           V_BOOL(false),
        V_NULL,           V_NULL,
        V_INT(INT64_MAX), V_TEXT(S("")),
        V_NULL,           V_BLOB(S("")),
        V_INT(INT32_MAX),
    };
    CHECK(db_bulk(c, "plain", columns, 5, cells, 3));
    DbRows rows = db_rows(c, &plain_list, DB_NO_ARGS);
    CHECK_INT(rows.n, 3);
    for (ptrdiff_t i = 0; i < rows.n * 5; i++) {
        if (cells[i].type == DB_NULL)
            CHECK(rows.cells[i].type == DB_NULL);
        CHECK_INT(rows.cells[i].i, cells[i].i);
        CHECK_STR(rows.cells[i].s, cells[i].s);
    }
    return !failed(c);
}

static const char *const thing_columns[] = { "id", "workspace_id", "name", "is_good" };

static bool bulk_owned(Ctx *c, void *arg)
{
    ptrdiff_t n = *(ptrdiff_t *)arg;
    DbValue *cells = NEW_ARRAY(c->mem, DbValue, n * 4);
    for (ptrdiff_t i = 0; i < n; i++) {
        cells[i * 4] = V_INT(i + 1);
        cells[i * 4 + 1] = V_INT(7);
        cells[i * 4 + 2] = V_TEXT(str_fmt(c->mem, "bulk %td", i));
        cells[i * 4 + 3] = V_BOOL(true);
    }
    return db_bulk(c, "thing", thing_columns, 4, cells, n);
}

static bool bulk_nul(Ctx *c, void *arg)
{
    (void)arg;
    return db_bulk(c, "plain", columns + 1, 1, (DbValue[]){ V_TEXT(str_n("a\0b", 3)) }, 1);
}

static void bulks(Ctx *c, Store *s)
{
    CHECK(!store_write(s, c, bulk_nul, NULL));
    CHECK_FAILED(c, INVALID);
    ptrdiff_t n = 5000;
    CHECK(store_write(s, c, bulk, NULL));
    c->workspace_id = 7;
    CHECK(store_write(s, c, bulk_owned, &n));
    CHECK_INT(things(s), 5000);
    CHECK(!store_write(s, c, bulk_owned, &n));
    CHECK_STR(c->failure.field, S("id"));
    CHECK_FAILED(c, CONFLICT);
    CHECK_INT(things(s), 5000);
}

TEST(bulk_stores_every_kind_of_value)
{
    on_both(c, schema, bulks);
}

/* --- failures --- */

typedef struct {
    const Query *q;
    DbValue args[6];
    FailCode code;
    Str field;
} Refusal;

static bool one_refusal(Ctx *c, void *arg)
{
    const Refusal *r = arg;
    add(c, 1, S("one"));
    db_run(c, r->q, r->args, r->q->params);
    return !failed(c);
}

#define ROW(id, name, amount) V_INT(id), V_INT(7), name, amount, V_BOOL(1), V_NULL

static void refusals(Ctx *c, Store *s)
{
    const Refusal all[] = {
        { &thing_add, { ROW(2, V_TEXT(S("one")), V_NULL) }, CONFLICT, S("name") },
        { &thing_add, { ROW(1, V_TEXT(S("two")), V_NULL) }, CONFLICT, S("id") },
        { &thing_add, { ROW(2, V_NULL, V_NULL) }, INTERNAL, S("name") },
        { &thing_add, { ROW(2, V_TEXT(S("x")), V_INT(1000000)) }, CONFLICT, { 0 } },
        { &thing_add, { ROW(2, V_TEXT(str_n("a\0b", 3)), V_NULL) }, INVALID, { 0 } },
        { &part_add, { V_INT(1), V_INT(99) }, CONFLICT, { 0 } },
        { &wrong_sql, { V_NULL }, INTERNAL, { 0 } },
    };
    c->workspace_id = 7;
    for (ptrdiff_t i = 0; i < COUNT(all); i++) {
        Refusal r = all[i];
        CHECK(!store_write(s, c, one_refusal, &r));
        if (r.field.p)
            CHECK_STR(c->failure.field, r.field);
        CHECK(c->failure.detail.n > 20);
        CHECK_FAILED(c, r.code);
        CHECK_INT(things(s), 0);
    }
}

TEST(refused_statements_undo_the_unit)
{
    on_both(c, schema, refusals);
}

static bool swallow(Ctx *c, void *arg)
{
    (void)arg;
    add(c, 1, S("one"));
    add(c, 1, S("one"));
    fail_clear(c);
    return true;
}

static bool say_nothing(Ctx *c, void *arg)
{
    (void)arg;
    add(c, 1, S("one"));
    return false;
}

static void swallowed(Ctx *c, Store *s)
{
    c->workspace_id = 7;
    CHECK(!store_write(s, c, swallow, NULL));
    CHECK_FAILED(c, INTERNAL);
    CHECK(!store_write(s, c, say_nothing, NULL));
    CHECK_FAILED(c, INTERNAL);
    CHECK_INT(things(s), 0);
}

TEST(a_swallowed_failure_is_no_success)
{
    on_both(c, schema, swallowed);
}

static bool write_in_read(Ctx *c, void *arg)
{
    (void)arg;
    add(c, 1, S("one"));
    return !failed(c);
}

static void lanes(Ctx *c, Store *s)
{
    CHECK(!store_read(s, c, write_in_read, NULL));
    CHECK_FAILED(c, INTERNAL);
    CHECK_INT(things(s), 0);
}

TEST(the_read_lane_does_not_write)
{
    on_both(c, schema, lanes);
}

/* --- savepoints and hooks --- */

static void note(void *arg)
{
    ++*(int *)arg;
}

static bool failing_part(Ctx *c, void *arg)
{
    add(c, 2, S("two"));
    db_after_commit(c, note, arg);
    add(c, 1, S("one"));
    return !failed(c);
}

static bool good_part(Ctx *c, void *arg)
{
    add(c, 3, S("three"));
    db_after_commit(c, note, arg);
    return !failed(c);
}

static bool parts(Ctx *c, void *arg)
{
    int before = *(int *)arg;
    add(c, 1, S("one"));
    if (failed(c))
        return false;
    CHECK(!db_savepoint(c, failing_part, arg));
    CHECK_FAILED(c, CONFLICT);
    CHECK(db_savepoint(c, good_part, arg));
    CHECK_INT(*(int *)arg, before);
    return !failed(c);
}

static void savepoints(Ctx *c, Store *s)
{
    int notes = 0;
    c->workspace_id = 7;
    CHECK(store_write(s, c, parts, &notes));
    CHECK_INT(notes, 1);
    CHECK_INT(things(s), 2);
    CHECK(!store_write(s, c, parts, &notes));
    CHECK_FAILED(c, CONFLICT);
    CHECK_INT(notes, 1);
}

TEST(a_part_is_undone_alone_and_its_hooks_with_it)
{
    on_both(c, schema, savepoints);
}

/* --- running again --- */

static bool busy_twice(Ctx *c, void *arg)
{
    int *runs = arg;
    add(c, 1, S("one"));
    c->user_id = 5;
    arena_alloc(c->mem, 1000);
    return ++*runs > 2 || fail(c, BUSY, NULL, "not yet");
}

static bool always_busy(Ctx *c, void *arg)
{
    CHECK_INT(c->user_id, 0);
    c->user_id = 5;
    ++*(int *)arg;
    return fail(c, BUSY, NULL, "never");
}

static void again(Ctx *c, Store *s)
{
    int runs = 0;
    c->workspace_id = 7;
    CHECK(store_write(s, c, busy_twice, &runs));
    CHECK_INT(runs, 3);
    CHECK_INT(things(s), 1);
    runs = 0;
    c->user_id = 0;
    CHECK(!store_write(s, c, always_busy, &runs));
    CHECK(runs > 3 && runs < 20);
    CHECK_FAILED(c, BUSY);
    c->user_id = 0;
}

TEST(a_busy_unit_runs_again_from_the_start)
{
    on_both(c, schema, again);
}

/* --- the failing driver --- */

static bool sample(Ctx *c, void *arg)
{
    add(c, 1, S("one"));
    db_rows(c, &thing_list, DB_ARGS(V_INT(7)));
    db_savepoint(c, good_part, arg);
    db_bulk(c, "plain", columns, 1, (DbValue[]){ V_INT(1), V_INT(2) }, 2);
    db_after_commit(c, note, arg);
    return !failed(c);
}

static void fail_every(Ctx *c, Store *s)
{
    int notes = 0;
    c->workspace_id = 7;
    int64_t n = 1;
    for (; n < 100; n++) {
        store_fail_nth(s, n);
        bool ok = store_write(s, c, sample, &notes);
        store_fail_nth(s, 0);
        if (ok)
            break;
        CHECK_FAILED(c, UNAVAILABLE);
        CHECK_INT(notes, 0);
        CHECK_INT(things(s), 0);
    }
    CHECK(n > 7 && n < 100);
    CHECK_INT(notes, 2);
    CHECK_INT(things(s), 2);
    for (int64_t i = 1; i <= 2; i++) {
        store_fail_nth(s, i);
        CHECK_INT(things(s), -1);
    }
    store_fail_nth(s, 0);
    CHECK_INT(things(s), 2);
}

TEST(whichever_call_fails_nothing_is_half_done)
{
    on_both(c, schema, fail_every);
}

/* --- functions --- */

static const Query functions = {
    "functions",
    "SELECT month_of($1) AS month, year_of($1) AS year, weekday_of($1) AS weekday, "
    "date_text($1) AS day, decimal_text($2, $3) AS amount, date_text(NULL) AS none",
    3, false, false
};
static const Query in_ints = { "in_ints", "SELECT value FROM list_ints($1) ORDER BY value", 1,
                               false, false };
static const Query in_texts = { "in_texts", "SELECT value FROM list_texts($1) ORDER BY value", 1,
                                false, false };

static const struct {
    int64_t day, minor, digits;
    int month, year, weekday;
    Str text, amount;
} function_cases[] = {
    { 1, 0, 2, 0, 1, 1, S_INIT("0001-01-01"), S_INIT("0.00") },
    { 719163, -4550, 2, 23628, 1970, 4, S_INIT("1970-01-01"), S_INIT("-45.50") },
    { 738579, -5, 3, 24265, 2023, 2, S_INIT("2023-02-28"), S_INIT("-0.005") },
    { 3652059, INT64_MAX, 0, 119987, 9999, 5, S_INIT("9999-12-31"), S_INIT("9223372036854775807") },
    { 738945, INT64_MIN, 2, 24277, 2024, 4, S_INIT("2024-02-29"), S_INIT("-92233720368547758.08") },
};

static bool call_functions(Ctx *c, void *arg)
{
    (void)arg;
    for (ptrdiff_t i = 0; i < COUNT(function_cases); i++) {
        DbRows r = db_rows(c, &functions,
                           DB_ARGS(V_INT(function_cases[i].day), V_INT(function_cases[i].minor),
                                   V_INT(function_cases[i].digits)));
        if (!CHECK_INT(r.n, 1))
            return false;
        CHECK_INT(db_int(&r, 0, "month"), function_cases[i].month);
        CHECK_INT(db_int(&r, 0, "year"), function_cases[i].year);
        CHECK_INT(db_int(&r, 0, "weekday"), function_cases[i].weekday);
        CHECK_STR(db_text(&r, 0, "day"), function_cases[i].text);
        CHECK_STR(db_text(&r, 0, "amount"), function_cases[i].amount);
        CHECK(db_is_null(&r, 0, "none"));
    }
    DbRows r = db_rows(c, &in_ints, DB_ARGS(V_TEXT(S(" [3, -1 ,9223372036854775807] "))));
    CHECK(r.n == 3 && r.cells[0].i == -1 && r.cells[1].i == 3 && r.cells[2].i == INT64_MAX);
    r = db_rows(c, &in_ints, DB_ARGS(V_TEXT(S("[]"))));
    CHECK_INT(r.n, 0);
    r = db_rows(c, &in_texts, DB_ARGS(V_TEXT(S("[\"a,]\\\"\\n\", \"\\u00e9\\ud83d\\ude00é\"]"))));
    if (CHECK_INT(r.n, 2)) {
        CHECK_STR(r.cells[0].s, S("a,]\"\n"));
        CHECK_STR(r.cells[1].s, S("é😀é"));
    }
    return !failed(c);
}

static bool broken_list(Ctx *c, void *arg)
{
    db_rows(c, &in_ints, DB_ARGS(V_TEXT(*(Str *)arg)));
    return !failed(c);
}

static void call_all(Ctx *c, Store *s)
{
    static const Str broken[] = { S_INIT(""),     S_INIT("["),     S_INIT("[1"),
                                  S_INIT("[1,]"), S_INIT("[1 2]"), S_INIT("[\"a\"]"),
                                  S_INIT("[1]x"), S_INIT("{}") };
    CHECK(store_read(s, c, call_functions, NULL));
    for (ptrdiff_t i = 0; i < COUNT(broken); i++) {
        Str list = broken[i];
        CHECK(!store_read(s, c, broken_list, &list));
        CHECK_FAILED(c, INTERNAL);
    }
    Str large = S("[9223372036854775808]");
    CHECK(!store_read(s, c, broken_list, &large));
    fail_clear(c);
}

TEST(functions_agree)
{
    on_both(c, schema, call_all);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(values_come_back_as_they_went_in),
        CASE(rows_stream_and_stop),
        CASE(bulk_stores_every_kind_of_value),
        CASE(refused_statements_undo_the_unit),
        CASE(a_swallowed_failure_is_no_success),
        CASE(the_read_lane_does_not_write),
        CASE(a_part_is_undone_alone_and_its_hooks_with_it),
        CASE(a_busy_unit_runs_again_from_the_start),
        CASE(whichever_call_fails_nothing_is_half_done),
        CASE(functions_agree),
    };
    return RUN_TESTS(cases, argc, argv);
}
