/* Files into the ledger: importing twice is importing once (R3), undo restores exactly, a crash or
 * a failing database anywhere changes nothing in the end (R1, R2). */
#include "db/db_case.h"
#include "import_case.h"
#include "store_case.h"

#include "field/read.h"
#include "import/book.h"
#include "import/import.h"
#include "import/match.h"
#include "sandbox/sandbox.h"
#include "import/staged.h"
#include "import/undo.h"
#include "import_sql.h"
#include "ledger/account.h"
#include "ledger/category.h"
#include "ledger/total.h"
#include "staged_sql.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- generated statements --- */

enum { SHOPS = 6 };
typedef struct {
    Date date;
    int64_t amount;
    int shop;
    bool twice;
} Row;

static const char *const shops[SHOPS] = { "PIZZA HUT DOWNTOWN", "STARBUCKS 123",
                                          "REWE SAGT DANKE",    "SHELL STATION",
                                          "Bäckerei Müller",    "SALARY ACME" };

static Row *generate(Ctx *c, Rng *rng, int n)
{
    Row *rows = NEW_ARRAY(c->mem, Row, n);
    Date day = 738500;
    for (int i = 0; i < n; i++) {
        day += (Date)rng_below(rng, 2);
        rows[i] = (Row){ day, -rng_between(rng, 100, 9000), (int)rng_below(rng, SHOPS), false };
        if (i && rng_below(rng, 8) == 0)
            rows[i] = rows[i - 1]; /* two equal coffees */
    }
    return rows;
}

/* As CSV: from row a to b, in order or reversed, in UTF-8 or Windows-1252. */
static Str csv_of(Ctx *c, const Row *rows, int a, int b, bool reversed, bool latin)
{
    Buf out = buf_new(c->mem, 1 << 24);
    buf_add(&out, S("Date;Description;Amount\n"));
    for (int i = a; i < b; i++) {
        const Row *r = &rows[reversed ? b - 1 - (i - a) : i];
        Str shop = str_of(shops[r->shop]);
        buf_add(&out, date_text(c->mem, r->date));
        buf_char(&out, ';');
        for (ptrdiff_t k = 0; k < shop.n; k++) {
            unsigned char ch = (unsigned char)shop.p[k];
            if (latin && ch >= 0xc0 && k + 1 < shop.n)
                buf_char(&out, (char)((ch & 3) << 6 | ((unsigned char)shop.p[++k] & 63)));
            else
                buf_char(&out, (char)ch);
        }
        buf_fmt(&out, ";-%lld.%02lld\n", (long long)-r->amount / 100, (long long)-r->amount % 100);
    }
    return buf_str(&out);
}

/* --- the tests --- */

static void twice_is_once(Ctx *c)
{
    for (uint64_t seed = 1; seed <= 4; seed++) {
        Rng rng = rng_new(seed);
        Id account = an_account(c);
        Row *rows = generate(c, &rng, 120);
        int64_t before = ledger_now(c).n;
        Import first = import_text(c, account, csv_of(c, rows, 0, 80, false, false), NULL);
        CHECK_INT(first.status, IMPORT_COMPLETED);
        CHECK_INT(first.successful_imports, 80);
        Ledger once = ledger_now(c);
        CHECK_INT(once.n, before + 80);
        /* repeated, reordered, re-encoded, a part of it */
        const Str again[] = { csv_of(c, rows, 0, 80, false, false),
                              csv_of(c, rows, 0, 80, true, false),
                              csv_of(c, rows, 0, 80, false, true),
                              csv_of(c, rows, 20, 60, true, true) };
        for (ptrdiff_t i = 0; i < COUNT(again); i++) {
            Import imp = import_text(c, account, again[i], NULL);
            CHECK_INT(imp.successful_imports, 0);
            CHECK(str_eq(ledger_now(c).rows, once.rows));
        }
        /* overlapping: only what is new comes in */
        Import more = import_text(c, account, csv_of(c, rows, 0, 120, seed % 2, false), NULL);
        CHECK_INT(more.duplicate_rows, 80);
        CHECK_INT(ledger_now(c).n, before + 120);
    }
}

static Str one_row(Ctx *c, const char *date, const char *text, const char *amount)
{
    return str_fmt(c->mem, "Date;Description;Amount\n2024-01-01;OPENING FEE;-1.00\n%s;%s;%s\n",
                   date, text, amount);
}

typedef struct {
    Transaction t;
} Hand;

static bool by_hand(Ctx *c, void *arg)
{
    Hand *h = arg;
    return resource_add(c, &transaction_resource, &h->t);
}

typedef struct {
    Id import_id;
    int decision;
    StagedRow row;
    Id match;
} Decide;

static bool decide(Ctx *c, void *arg)
{
    Decide *d = arg;
    ptrdiff_t n;
    StagedRow *rows = staged_list(c, d->import_id, 0, ROW_NEAR, 10, &n);
    CHECK_INT(n, 1);
    if (!n)
        return false;
    d->match = rows[0].transaction_id;
    rows[0].state = d->decision;
    d->row = rows[0];
    return staged_change(c, &rows[0]);
}

static bool resume_writing(Ctx *c, void *arg)
{
    Import *imp = arg;
    if (!resource_get(c, &import_resource, imp->id, imp))
        return false;
    imp->status = IMPORT_PROCESSING;
    imp->stage = STAGE_CREATE;
    return resource_change(c, &import_resource, imp);
}

/* A row entered by hand, and the bank's: proposed with a reason, merged or kept by decision, the
 * decision remembered, and all of it undone. */
static void near_matches(Ctx *c)
{
    static const int choices[] = { MATCH_MERGED, MATCH_KEPT_BOTH, MATCH_DELETED_OLD };
    for (ptrdiff_t i = 0; i < COUNT(choices); i++) {
        Hand h = { .t = { .account_id = an_account(c),
                          .date = date_of(2024, 1, 4),
                          .amount = -4550,
                          .currency = eur,
                          .description = S("Dinner with Ann"),
                          .notes = S("mine"),
                          .status = STATUS_POSTED,
                          .category_source = SOURCE_NONE } };
        CHECK(in_write(c, by_hand, &h));
        Ledger before = ledger_now(c);
        Str file = one_row(c, "2024-01-05", "PIZZA HUT DOWNTOWN", "-45.50");
        Import imp = import_text(c, h.t.account_id, file, NULL);
        CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
        Decide d = { .import_id = imp.id, .decision = choices[i] };
        CHECK_INT(imp.near_rows, 1);
        CHECK(in_write(c, decide, &d));
        CHECK(d.match == h.t.id && d.row.reason.n && d.row.match_score >= 500000);
        CHECK(in_write(c, resume_writing, &imp));
        CHECK(import_run(c, imp.id, NULL));
        Ledger after = ledger_now(c);
        CHECK_INT(after.n, before.n + (choices[i] == MATCH_KEPT_BOTH ? 2 : 1));
        CHECK(str_find(after.rows, S("mine"), 0) >= 0 || choices[i] == MATCH_DELETED_OLD);
        /* remembered */
        Import again = import_text(c, h.t.account_id, file, NULL);
        CHECK_INT(again.status, IMPORT_NEEDS_REVIEW); /* a statement that is there already */
        CHECK_INT(again.duplicate_state, DUPLICATE_OPEN);
        CHECK_INT(again.duplicate_score, 1000000);
        CHECK_INT(again.duplicate_rows, 2);
        CHECK(str_eq(ledger_now(c).rows, after.rows));
        /* undone */
        CHECK(in_write(c, undo, &imp));
        CHECK(str_eq(ledger_now(c).rows, before.rows));
    }
}

static void undo_restores(Ctx *c)
{
    Rng rng = rng_new(9);
    Id account = an_account(c);
    Row *rows = generate(c, &rng, 300);
    import_text(c, account, csv_of(c, rows, 0, 100, false, false), NULL);
    Ledger before = ledger_now(c);
    Import more = import_text(c, account, csv_of(c, rows, 50, 300, false, false), NULL);
    CHECK_INT(more.successful_imports, 200);
    Ledger after = ledger_now(c);
    CHECK(in_write(c, undo, &more));
    CHECK(str_eq(ledger_now(c).rows, before.rows));
    /* and the file may come again at once, before the rows have been removed */
    more = import_text(c, account, csv_of(c, rows, 50, 300, false, false), NULL);
    CHECK_INT(more.successful_imports, 200);
    CHECK(str_eq(ledger_now(c).rows, after.rows));
}

typedef struct {
    Id id;
    Account account;
} LookAt;

static bool look_at_account(Ctx *c, void *arg)
{
    LookAt *l = arg;
    return resource_get(c, &account_resource, l->id, &l->account);
}

/* A first file that proves its balances gives the account the one it began with; a later one not.
 */
static void opening_balance(Ctx *c)
{
    LookAt l = { .id = an_account(c) };
    Import imp =
        import_text(c, l.id,
                    S("Date,Description,Amount,Balance\n2024-01-02,PIZZA,-45.50,954.50\n"
                      "2024-01-03,SALARY,2000.00,2954.50\n2024-01-04,COFFEE,-3.50,2951.00\n"),
                    NULL);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK(in_read(c, look_at_account, &l));
    CHECK_INT(l.account.opening_balance, 100000);
    CHECK_INT(l.account.balance, 295100);
    CHECK(in_write(c, undo, &imp));
    CHECK(in_read(c, look_at_account, &l));
    CHECK_INT(l.account.opening_balance, 0);
    CHECK_INT(l.account.balance, 0);
}

/* The account is not known, the file is not readable, the reading is in doubt. */
static void questions(Ctx *c)
{
    Import imp = import_text(c, 0, one_row(c, "2024-01-05", "PIZZA", "-45.50"), NULL);
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    imp = import_text(c, an_account(c), S("\0\1\2\3binary\0\xff\xfe\xfd nothing"), NULL);
    CHECK_INT(imp.status, IMPORT_FAILED);
    CHECK(imp.error_code.n && imp.error_details.n);
    imp = import_text(c, an_account(c),
                      S("Date;Description;Amount\n01/02/2024;A;-1.00\n03/04/2024;B;-2.00\n"), NULL);
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    CHECK(imp.ambiguous);
    CHECK(str_find(ledger_now(c).rows, S("PIZZA"), 0) < 0);
}

/* The nth call to the database fails, for every n: tried again, the end is the same. */
static void failing_database(Ctx *c)
{
    Rng rng = rng_new(4);
    Row *rows = generate(c, &rng, 60);
    Id account = an_account(c);
    import_text(c, account, csv_of(c, rows, 0, 20, false, false), NULL);
    Ledger before = ledger_now(c);
    int64_t tried = 0;
    for (int64_t nth = 1; nth < 400;
         nth += nth < 40 ? 1 : 6) { /* where the ways part, every call */
        Import imp = send_text(c, account, csv_of(c, rows, 10, 60, false, false), false);
        store_fail_nth(c->store, nth);
        bool ok = import_run(c, imp.id, NULL);
        bool reached = store_calls(c->store) >= 0 && !ok;
        store_fail_nth(c->store, 0);
        fail_clear(c);
        tried += reached;
        if (!ok)
            CHECK(import_run(c, imp.id, NULL));
        CHECK(import_get(c, imp.id, &imp));
        CHECK_INT(imp.status, IMPORT_COMPLETED);
        Ledger after = ledger_now(c);
        CHECK_INT(after.n, before.n + 40);
        CHECK(in_write(c, undo, &imp));
        CHECK(str_eq(ledger_now(c).rows, before.rows));
        if (ok && nth > 60)
            break;
    }
    CHECK(tried > 15);
}

/* --- killed --- */

static const char *files_folder;
static const char *program;

/* What the process that is killed does: `test_import_flow run-import URL FOLDER ID`. */
static int run_import(char **argv)
{
    Ctx c = ctx_new("import", LIMIT_JOB_ARENA_BYTES);
    int64_t id = 0;
    start_files(&c, argv[3]);
    c.store = store_open(&c, str_of(argv[2]), &(StoreOptions){ .quick_sync = true });
    c.workspace_id = 1;
    c.user_id = 7;
    c.role = ROLE_OWNER;
    bool ok = c.store && str_int(str_of(argv[4]), &id) && import_run(&c, id, NULL);
    if (!ok)
        printf("# run-import: %.*s (%.*s)\n", STR_ARG(c.failure.detail),
               STR_ARG(c.failure.internal));
    if (c.store)
        store_close(c.store);
    ctx_done(&c);
    return !ok;
}

/* Reads an import in another process and kills that after so many milliseconds; whether it was not
 * done yet. */
static bool killed_import(Ctx *c, Str url, Id id, int64_t ms)
{
    Str text = str_fmt(c->mem, "%lld", (long long)id);
    pid_t pid = fork();
    if (pid == 0) {
        execl(program, program, "run-import", str_c(c->mem, url), files_folder, text.p,
              (char *)NULL);
        _exit(127);
    }
    int status = 0;
    struct timespec pause = { ms / 1000, ms % 1000 * 1000000 };
    nanosleep(&pause, NULL);
    kill(pid, SIGKILL);
    CHECK(waitpid(pid, &status, 0) == pid);
    return WIFSIGNALED(status);
}

/* Runs an import as the job runner does: what the world failed at is tried again. The server of a
 * killed process may hold its locks for a moment. */
static bool run_to_its_end(Ctx *c, Id id)
{
    for (int i = 0; i < 50 && !import_run(c, id, NULL); i++) {
        if (fail_status(c->failure.code) < 500)
            break;
        printf("# again: %.*s (%.*s)\n", STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
        fail_clear(c);
        nanosleep(&(struct timespec){ 0, 100000000 }, NULL);
    }
    return !failed(c);
}

/* Into an empty account (the direct way) and into one with rows (the staged way). */
static void crashes(Ctx *c)
{
    enum { ROWS = 5000, STORED = 40, TIMES = 6 };
    Rng rng = rng_new(77);
    Row *rows = generate(c, &rng, ROWS);
    Str whole = csv_of(c, rows, 0, ROWS, false, false);
    Str url = store_is_postgres(c->store)
                  ? str_of(getenv("FLORIN_TEST_PG"))
                  : str_fmt(c->mem, "sqlite:%.*s/case.db", STR_ARG(test_folder(c)));
    int killed = 0;
    int64_t began = clock_mono_ns();
    Import alone = import_text(c, an_account(c), whole, NULL);
    int64_t usual_ms = (clock_mono_ns() - began) / 1000000;
    CHECK(in_write(c, undo, &alone));
    for (int i = 0; i < TIMES; i++) {
        Id account = an_account(c);
        bool staged = i % 2;
        if (staged)
            import_text(c, account, csv_of(c, rows, 0, STORED, false, false), NULL);
        Ledger before = ledger_now(c);
        Import imp = send_text(c, account, whole, false);
        killed += killed_import(c, url, imp.id, rng_between(&rng, 10, usual_ms));
        CHECK(import_get(c, imp.id, &imp));
        if (imp.status != IMPORT_COMPLETED)
            CHECK(
                str_eq(ledger_now(c).rows, before.rows)); /* nothing is seen of it before its end */
        CHECK(run_to_its_end(c, imp.id));
        CHECK(import_get(c, imp.id, &imp));
        CHECK_INT(imp.status, IMPORT_COMPLETED);
        CHECK_INT(imp.successful_imports, staged ? ROWS - STORED : ROWS);
        CHECK_INT(ledger_now(c).n, before.n + imp.successful_imports);
        CHECK(in_write(c, undo, &imp));
        CHECK(str_eq(ledger_now(c).rows, before.rows));
    }
    CHECK(killed >= 1);
}

TEST(a_crash_anywhere_changes_nothing)
{
    on_each_store(c, crashes);
}

TEST(importing_twice_is_importing_once)
{
    on_each_store(c, twice_is_once);
}
TEST(near_matches_are_decided_and_remembered)
{
    on_each_store(c, near_matches);
}
TEST(undo_restores_exactly)
{
    on_each_store(c, undo_restores);
}
TEST(a_first_file_opens_its_account)
{
    on_each_store(c, opening_balance);
}
TEST(what_is_in_doubt_is_asked)
{
    on_each_store(c, questions);
}
TEST(a_failing_database_changes_nothing)
{
    on_each_store(c, failing_database);
}

TEST(texts_are_compared_by_their_words)
{
    CHECK_INT(match_texts(c->mem, S("PIZZA HUT DOWNTOWN"), S("Pizza Hut")), 1000000);
    CHECK_INT(match_texts(c->mem, S("PIZZA HUT"), S("SHELL STATION")), 0);
    CHECK(match_texts(c->mem, S("AMZN MKTP US*2K4"), S("AMZN MKTP DE")) > 600000);
    CHECK_INT(match_texts(c->mem, S(""), S("SHELL")), 0);
    CHECK_INT(match_texts(c->mem, S("Bäckerei"), S("BACKEREI MUELLER")), 1000000);
}

TEST(scores_say_why)
{
    StagedRow row = { .date = 738890, .amount = -4550, .description = S("PIZZA HUT DOWNTOWN") };
    MatchCandidate pending = {
        .id = 1, .date = 738888, .text = S("PIZZA HUT"), .is_pending = true
    };
    MatchCandidate far = { .id = 2, .date = 738880, .text = S("PIZZA HUT") };
    MatchCandidate other = { .id = 3, .date = 738890, .text = S("SHELL STATION") };
    MatchCandidate outside = {
        .id = 4, .date = 738889, .text = S("PIZZA HUT DOWNTOWN"), .same_source = true
    };
    Str why = { 0 };
    CHECK(match_score(c->mem, &row, &pending, 738890, 738900, &why) > 700000);
    CHECK(str_find(why, S("pending"), 0) >= 0);
    CHECK_INT(match_score(c->mem, &row, &far, 738890, 738900, &why), 0);
    CHECK_INT(match_score(c->mem, &row, &other, 738890, 738900, &why), 0);
    /* yesterday's coffee of the last statement is another coffee */
    CHECK_INT(match_score(c->mem, &row, &outside, 738890, 738900, &why), 0);
    CHECK(match_score(c->mem, &row, &outside, 738880, 738900, &why) > 700000);
}

int main(int argc, char **argv)
{
    if (argc == 5 && !strcmp(argv[1], "run-import"))
        return run_import(argv);
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    program = argv[0];
    files_folder = test_scratch("files");
    Ctx c = ctx_new("start", 1 << 20);
    start_files(&c, files_folder);
    ctx_done(&c);
    const TestCase cases[] = {
        CASE(texts_are_compared_by_their_words),
        CASE(scores_say_why),
        CASE(importing_twice_is_importing_once),
        CASE(near_matches_are_decided_and_remembered),
        CASE(undo_restores_exactly),
        CASE(a_first_file_opens_its_account),
        CASE(what_is_in_doubt_is_asked),
        CASE(a_failing_database_changes_nothing),
        CASE(a_crash_anywhere_changes_nothing),
    };
    int status = RUN_TESTS(cases, argc, argv);
    return status;
}
