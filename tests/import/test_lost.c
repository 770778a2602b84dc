/* Commits that are made and whose answer is lost: what is run again does nothing twice. On both
 * databases. */
#include "import_case.h"
#include "store_case.h"

#include "import/undo.h"
#include "ledger/transaction.h"
#include "sandbox/sandbox.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { COMMITS_MAX = 60, AGAIN_MAX = 5 };

/* Runs an import as the job runner does, with the nth commit's answer lost; whether one was. */
static bool run_losing(Ctx *c, Id id, int nth)
{
    bool lost = false;
    store_lose_nth_commit(c->store, nth);
    for (int i = 0; i < AGAIN_MAX && !import_run(c, id, NULL); i++) {
        CHECK_INT(c->failure.code, UNAVAILABLE);
        lost = true;
        fail_clear(c);
    }
    store_lose_nth_commit(c->store, 0);
    return lost;
}

/* An operation as a client asks for it, and again when the answer was a failure of ours. */
static bool ask_losing(Ctx *c, const OperationTable *table, const char *name, Id id,
                       const char *body, int nth)
{
    store_lose_nth_commit(c->store, nth);
    bool ok = ask(c, table, name, id, 0, str_of(body)) != NULL;
    store_lose_nth_commit(c->store, 0);
    if (ok)
        return false;
    CHECK_FAILED(c, UNAVAILABLE);
    if (!ask(c, table, name, id, 0, str_of(body)))
        CHECK_FAILED(c, CONFLICT); /* it was done */
    return true;
}

static void run_jobs(Ctx *c)
{
    static const JobTable *tables = &import_job_kinds;
    job_run_due(c, c->store, tables, 1);
}

static void imports(Ctx *c)
{
    int lost = 0;
    for (int nth = 1; nth < COMMITS_MAX; nth++) {
        Id account = an_account(c);
        Ledger before = ledger_now(c);
        /* directly, into an account without rows */
        Import first = send_text(c, account, form_a(c, 0, 30), false);
        bool one = run_losing(c, first.id, nth);
        first = import_now(c, first.id);
        if (!CHECK_INT(first.status, IMPORT_COMPLETED))
            printf("# commit %d: %.*s\n", nth, STR_ARG(first.error_details));
        CHECK_INT(first.successful_imports, 30);
        CHECK_INT(ledger_now(c).n, before.n + 30);
        /* compared with what is there */
        Import second = send_text(c, account, form_a(c, 20, 50), false);
        one |= run_losing(c, second.id, nth);
        second = import_now(c, second.id);
        CHECK_INT(second.status, IMPORT_COMPLETED);
        CHECK_INT(second.successful_imports, 20);
        CHECK_INT(second.duplicate_rows, 10);
        CHECK_INT(ledger_now(c).n, before.n + 50);
        /* and taken back */
        one |= ask_losing(c, &import_operations, "import_undo", first.id, "", nth);
        CHECK_INT(import_now(c, first.id).status, IMPORT_UNDONE);
        CHECK_INT(ledger_now(c).n, before.n + 30);
        CHECK_INT(import_now(c, second.id).successful_imports, 30);
        one |= ask_losing(c, &import_operations, "import_undo", second.id, "", nth);
        CHECK(str_eq(ledger_now(c).rows, before.rows));
        store_lose_nth_commit(c->store, nth);
        run_jobs(c);
        store_lose_nth_commit(c->store, 0);
        lost += one;
        if (!one)
            break;
    }
    CHECK(lost > 8 && lost < COMMITS_MAX - 1); /* each was lost once */
}

TEST(an_import_is_booked_once)
{
    on_each_store(c, imports);
}

static void decisions(Ctx *c)
{
    static const char *const ways[] = { "merge", "delete_old", "keep_both" };
    static const int rows[] = { 16, 14, 26 };
    Id account = an_account(c);
    import_text(c, account, form_a(c, 0, 12), NULL);
    Ledger before = ledger_now(c);
    Import b = import_text(c, account, form_b(c, 2, 16), NULL);
    CHECK_INT(b.duplicate_state, DUPLICATE_OPEN);
    int lost = 0;
    for (int k = 0; k < 3 * COMMITS_MAX; k++) {
        int way = k % 3, nth = k / 3 + 1;
        Str body = str_fmt(c->mem, "{\"action\": \"%s\"}", ways[way]);
        bool one =
            ask_losing(c, &statement_operations, "statement_merge", b.id, str_c(c->mem, body), nth);
        one |= run_losing(c, b.id, nth);
        CHECK_INT(import_now(c, b.id).status, IMPORT_COMPLETED);
        CHECK_INT(ledger_now(c).n, before.n - 12 + rows[way]);
        one |= ask_losing(c, &statement_operations, "statement_unmerge", b.id, "", nth);
        CHECK(str_eq(ledger_now(c).rows, before.rows));
        one |= run_losing(c, b.id, nth);
        b = import_now(c, b.id);
        CHECK_INT(b.status, IMPORT_NEEDS_REVIEW);
        CHECK_INT(b.duplicate_state, DUPLICATE_OPEN);
        lost += one;
        if (!one && way == 2)
            break;
    }
    CHECK(lost > 8 && lost < 3 * COMMITS_MAX - 1);
}

TEST(a_decision_is_carried_out_once)
{
    on_each_store(c, decisions);
}

typedef struct {
    Import imp;
} Add;

static bool add_import(Ctx *c, void *arg)
{
    return import_add(c, &((Add *)arg)->imp, true);
}

/* The row is there, though its answer was lost: its file stays, and the job reads it. */
static void uploads(Ctx *c)
{
    Add a = { 0 };
    Str text = form_a(c, 0, 5);
    int fd CLEAN(clean_fd) = memfd_create("statement", MFD_CLOEXEC);
    CHECK(write(fd, text.p, (size_t)text.n) == text.n);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c) };
    int64_t before = ledger_now(c).n;
    CHECK(import_keep(c, fd, &file, &a.imp));
    store_lose_nth_commit(c->store, 1);
    CHECK(!in_write(c, add_import, &a));
    store_lose_nth_commit(c->store, 0);
    import_forget(c, &a.imp);
    CHECK_FAILED(c, UNAVAILABLE);
    run_jobs(c);
    CHECK_INT(import_now(c, a.imp.id).status, IMPORT_COMPLETED);
    CHECK_INT(ledger_now(c).n, before + 5);
}

TEST(an_upload_whose_answer_was_lost_is_read)
{
    on_each_store(c, uploads);
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    log_level(LOG_NOTHING);
    Ctx c = ctx_new("start", LIMIT_JOB_ARENA_BYTES);
    start_files(&c, test_scratch("files"));
    ctx_done(&c);
    const TestCase cases[] = {
        CASE(an_import_is_booked_once),
        CASE(a_decision_is_carried_out_once),
        CASE(an_upload_whose_answer_was_lost_is_read),
    };
    return RUN_TESTS(cases, argc, argv);
}
