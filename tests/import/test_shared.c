/* Rows that several imports state: they stay as long as one of those is there. On both databases.
 */
#include "import_case.h"
#include "store_case.h"

#include "import/undo.h"
#include "ledger/transaction.h"
#include "sandbox/sandbox.h"

#include <string.h>

enum { ROWS = 40, IMPORTS = 6 };

static Import taken(Ctx *c, Id account, int from, int to)
{
    Import imp =
        import_text(c, account, form_a(c, from, to), &(ImportHow){ .merge_repeats = true });
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    return imp;
}

typedef struct {
    Id id;
    int64_t n;
} Count;

static bool count(Ctx *c, void *arg)
{
    static const Query q = {
        .name = "test_rows_of",
        .params = 2,
        .sql = "SELECT count(*) AS n FROM transactions WHERE workspace_id = $1 AND import_id = $2",
    };
    Count *k = arg;
    k->n = db_one_int(c, &q, DB_ARGS(V_INT(c->workspace_id), V_INT(k->id)));
    return !failed(c);
}

static int64_t rows_of(Ctx *c, Id import_id)
{
    Count k = { .id = import_id };
    CHECK(in_read(c, count, &k));
    return k.n;
}

static void the_first_goes(Ctx *c)
{
    Id account = an_account(c);
    Import a = taken(c, account, 0, 20), b = taken(c, account, 10, 30);
    CHECK_INT(b.successful_imports, 10);
    CHECK_INT(b.duplicate_rows, 10);
    Ledger both = ledger_now(c);
    CHECK(in_write(c, undo, &a));
    CHECK_INT(ledger_now(c).n, 20);
    b = import_now(c, b.id);
    CHECK_INT(b.successful_imports, 20);
    CHECK_INT(b.duplicate_rows, 0);
    CHECK_INT(rows_of(c, b.id), 20);
    /* the first again: what the second has is there */
    a = taken(c, account, 0, 20);
    CHECK_INT(a.successful_imports, 10);
    CHECK(str_eq(ledger_now(c).rows, both.rows));
    CHECK(in_write(c, undo, &b));
    CHECK_INT(ledger_now(c).n, 20);
    CHECK_INT(rows_of(c, a.id), 20);
    CHECK(in_write(c, undo, &a));
    CHECK_INT(ledger_now(c).n, 0);
}

TEST(what_the_second_states_too_stays)
{
    on_each_store(c, the_first_goes);
}

/* Imports of any days come and go in any order: the ledger has the days of those that are there. */
static void any_order(Ctx *c)
{
    for (uint64_t seed = 1; seed <= 4; seed++) {
        Rng rng = rng_new(seed);
        Id account = an_account(c);
        int64_t others = ledger_now(c).n;
        struct {
            Import imp;
            int from, to;
        } all[IMPORTS] = { 0 };
        for (int step = 0; step < 25; step++) {
            int i = (int)rng_below(&rng, IMPORTS);
            if (all[i].to) {
                CHECK(in_write(c, undo, &all[i].imp));
                all[i].to = 0;
            } else {
                all[i].from = (int)rng_below(&rng, ROWS - 5);
                all[i].to =
                    all[i].from + 2 + (int)rng_below(&rng, (uint64_t)(ROWS - all[i].from - 2));
                all[i].imp = taken(c, account, all[i].from, all[i].to);
            }
            int64_t want = 0;
            for (int row = 0; row < ROWS; row++) {
                bool there = false;
                for (int k = 0; k < IMPORTS; k++)
                    there |= all[k].to && row >= all[k].from && row < all[k].to;
                want += there;
            }
            if (!CHECK_INT(ledger_now(c).n - others, want)) {
                printf("# seed %llu, step %d\n", (unsigned long long)seed, step);
                return;
            }
        }
    }
}

TEST(imports_come_and_go_in_any_order)
{
    on_each_store(c, any_order);
}

/* Statements in two forms, merged by a decision. */
static void merged(Ctx *c)
{
    Id account = an_account(c);
    Import a = taken(c, account, 0, 20);
    Import b = import_text(c, account, form_b(c, 4, 24), NULL);
    CHECK_INT(b.status, IMPORT_NEEDS_REVIEW);
    CHECK(ask(c, &statement_operations, "statement_merge", b.id, 0, S("{\"action\": \"merge\"}")) !=
          NULL);
    b = run_again(c, b.id);
    CHECK_INT(ledger_now(c).n, 24);
    CHECK(in_write(c, undo, &a));
    CHECK_INT(ledger_now(c).n, 20);
    CHECK_INT(rows_of(c, b.id), 20);
    /* both are known still */
    Import again = import_text(c, account, form_b(c, 4, 24), &(ImportHow){ .never_ask = true });
    CHECK_INT(again.successful_imports, 0);
    CHECK(in_write(c, undo, &again));
    CHECK_INT(taken(c, account, 4, 20).successful_imports, 0);
    CHECK_INT(ledger_now(c).n, 20);
}

TEST(what_was_merged_by_a_decision_stays)
{
    on_each_store(c, merged);
}

/* The rows that were there when a file was read may be gone when it is confirmed. */
static void waits(Ctx *c)
{
    Id account = an_account(c);
    Import a = taken(c, account, 0, 20);
    Import b = send_text(c, account, form_a(c, 10, 30), true);
    b = run_again(c, b.id);
    CHECK_INT(b.status, IMPORT_NEEDS_REVIEW);
    CHECK_INT(b.duplicate_rows, 10);
    CHECK(in_write(c, undo, &a));
    CHECK_INT(ledger_now(c).n, 0);
    CHECK(ask(c, &import_operations, "import_confirm", b.id, 0, S("{}")) != NULL);
    const JobTable *tables = &import_job_kinds;
    CHECK(job_run_due(c, c->store, tables, 1) > 0);
    b = import_now(c, b.id);
    CHECK_INT(b.status, IMPORT_COMPLETED);
    CHECK_INT(b.successful_imports, 20);
    CHECK_INT(b.duplicate_rows, 0);
    CHECK_INT(ledger_now(c).n, 20);
    CHECK_INT(rows_of(c, b.id), 20);
}

TEST(what_has_gone_since_it_was_read_is_new)
{
    on_each_store(c, waits);
}

static bool add_row(Ctx *c, void *arg)
{
    return resource_add(c, &transaction_resource, arg);
}

/* A pending row was posted by one file, and another says the same: posted it stays. */
static void posted(Ctx *c)
{
    Id account = an_account(c);
    Transaction t = { .account_id = account,
                      .date = date_of(2024, 3, 2),
                      .amount = -2000,
                      .currency = eur,
                      .description = S("PIZZA HUT DOWNTOWN"),
                      .status = STATUS_PENDING,
                      .category_source = SOURCE_NONE };
    CHECK(in_write(c, add_row, &t));
    Ledger before = ledger_now(c);
    Import a = import_text(c, account,
                           S("Date;Description;Amount\n2024-03-04;PIZZA HUT DOWNTOWN;-22.00\n"
                             "2024-03-05;RENT;-900.00\n"),
                           NULL);
    CHECK_INT(a.status, IMPORT_COMPLETED);
    Import b = import_text(c, account,
                           S("Date;Description;Amount\n2024-03-04;PIZZA HUT DOWNTOWN;-22.00\n"
                             "2024-03-06;BAKERY;-4.00\n"),
                           NULL);
    CHECK_INT(b.status, IMPORT_COMPLETED);
    CHECK_INT(b.successful_imports, 1);
    CHECK(in_write(c, undo, &a));
    CHECK_INT(ledger_now(c).n, before.n + 1);
    Look l = row_like(c, "PIZZA%");
    CHECK_INT(l.t.status, STATUS_POSTED);
    CHECK_INT(l.t.amount, -2200);
    a = import_text(c, account,
                    S("Date;Description;Amount\n2024-03-04;PIZZA HUT DOWNTOWN;-22.00\n"
                      "2024-03-05;RENT;-900.00\n"),
                    NULL);
    CHECK_INT(a.successful_imports, 1); /* its name for the row is known still */
    CHECK(in_write(c, undo, &a));
    CHECK(in_write(c, undo, &b));
    CHECK(str_eq(ledger_now(c).rows, before.rows));
}

TEST(what_one_file_changed_and_another_found_stays)
{
    on_each_store(c, posted);
}

/* Large imports are undone in several transactions, and none is lost where one fails. */
static void large(Ctx *c)
{
    enum { MANY = 6000 };
    Id account = an_account(c);
    Import a = taken(c, account, 0, MANY), b = taken(c, account, MANY / 2, MANY + 100);
    Ledger both = ledger_now(c);
    for (int64_t nth = 1; nth < 4000; nth = nth * 3 + 1) {
        store_fail_nth(c->store, nth);
        bool ok = ask(c, &import_operations, "import_undo", a.id, 0, (Str){ 0 }) != NULL;
        store_fail_nth(c->store, 0);
        fail_clear(c);
        if (ok)
            break;
        CHECK(str_eq(ledger_now(c).rows, both.rows));
    }
    if (import_now(c, a.id).status == IMPORT_COMPLETED)
        CHECK(ask(c, &import_operations, "import_undo", a.id, 0, (Str){ 0 }) != NULL);
    CHECK_INT(ledger_now(c).n, MANY / 2 + 100);
    CHECK_INT(rows_of(c, b.id), MANY / 2 + 100);
}

TEST(thousands_of_rows_are_handed_over)
{
    on_each_store(c, large);
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    Ctx c = ctx_new("start", LIMIT_JOB_ARENA_BYTES);
    start_files(&c, test_scratch("files"));
    ctx_done(&c);
    const TestCase cases[] = {
        CASE(what_the_second_states_too_stays),
        CASE(imports_come_and_go_in_any_order),
        CASE(what_was_merged_by_a_decision_stays),
        CASE(what_has_gone_since_it_was_read_is_new),
        CASE(what_one_file_changed_and_another_found_stays),
        CASE(thousands_of_rows_are_handed_over),
    };
    return RUN_TESTS(cases, argc, argv);
}
