/* No acknowledged write is lost and none is half there, at whichever call to the disk the process
 * ends, the power fails, the disk is full or has an error. */
#include "db_case.h"
#include "torture.h"

#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const schema =
    "CREATE TABLE left_one (id @id, note TEXT NOT NULL);\n"
    "CREATE TABLE right_one (id @id, left_id BIGINT NOT NULL REFERENCES left_one (id));\n"
    "CREATE TABLE total (n BIGINT NOT NULL);\n"
    "INSERT INTO total VALUES (0);\n";

static const Query left_add = { "left_add", "INSERT INTO left_one (id, note) VALUES ($1, $2)", 2,
                                true, true };
static const Query right_add = { "right_add", "INSERT INTO right_one (id, left_id) VALUES ($1, $1)",
                                 1, true, true };
static const Query total_add = { "total_add", "UPDATE total SET n = n + 1", 0, true, true };
static const Query total_get = { "total_get", "SELECT n FROM total", 0, false, true };
static const Query pairs = { "pairs",
                             "SELECT l.id AS id, r.id AS other FROM left_one AS l LEFT JOIN "
                             "right_one AS r ON r.left_id = l.id "
                             "ORDER BY l.id",
                             0, false, true };

enum { THREADS = 4, EACH = 12, UNITS = THREADS * EACH, POINTS = 300, POINTS_LONG = 10000 };

typedef enum { NOT_TRIED, TRIED, REFUSED, ACKNOWLEDGED } Fate;

/* Outlives the process that is ended. */
static volatile unsigned char *fates;

static bool add_pair(Ctx *c, void *arg)
{
    int64_t id = *(int64_t *)arg;
    char *note = arena_alloc(c->mem, 3000);
    memset(note, 'x', 3000);
    db_run(c, &left_add, DB_ARGS(V_INT(id), V_TEXT(str_n(note, 100 + id * 37 % 2900))));
    db_run(c, &total_add, DB_NO_ARGS);
    db_run(c, &right_add, DB_ARGS(V_INT(id)));
    return !failed(c);
}

typedef struct {
    Store *s;
    int64_t first;
} Worker;

static void *work(void *arg)
{
    const Worker *w = arg;
    for (int64_t id = w->first; id < w->first + EACH; id++) {
        Ctx c = ctx_new("work", 1 << 22);
        fates[id] = TRIED;
        fates[id] = store_write(w->s, &c, add_pair, &id) ? ACKNOWLEDGED : REFUSED;
        ctx_done(&c);
    }
    return NULL;
}

/* Moves the journal into the file while others write, as happens by itself in larger databases. */
static void checkpoint(Ctx *c, Str url)
{
    sqlite3 *sqlite = NULL;
    if (sqlite3_open(str_c(c->mem, str_part(url, 7, url.n)), &sqlite) == SQLITE_OK)
        sqlite3_exec(sqlite, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    sqlite3_close(sqlite);
}

static void workload(Ctx *c, Str url)
{
    EmbeddedSet files = with_start(c, "9000_test.sql", schema);
    Store *s = store_open(c, url, NULL);
    Worker workers[THREADS];
    pthread_t threads[THREADS];
    if (s && store_migrate_with(s, c, &files) >= 0) {
        for (int i = 0; i < THREADS; i++) {
            workers[i] = (Worker){ s, (int64_t)i * EACH };
            pthread_create(&threads[i], NULL, work, &workers[i]);
        }
        checkpoint(c, url);
        store_backup(s, c, str_fmt(c->mem, "%.*s.saved", STR_ARG(str_part(url, 7, url.n))));
        checkpoint(c, url);
        for (int i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
    }
    store_close(s);
}

/* --- what must hold afterwards --- */

static bool look(Ctx *c, void *arg)
{
    const char *when = arg;
    DbRows rows = db_rows(c, &pairs, DB_NO_ARGS);
    unsigned char there[UNITS] = { 0 };
    bool ok = CHECK_INT(db_one_int(c, &total_get, DB_NO_ARGS), rows.n);
    for (ptrdiff_t i = 0; i < rows.n; i++) {
        ok = CHECK(!db_is_null(&rows, i, "other")) && ok;
        there[db_int(&rows, i, "id")] = 1;
    }
    for (int i = 0; i < UNITS; i++) {
        if (fates[i] == ACKNOWLEDGED)
            ok = CHECK(there[i]) && ok;
        if (fates[i] == NOT_TRIED)
            ok = CHECK(!there[i]) && ok;
        fates[i] = there[i] ? ACKNOWLEDGED : NOT_TRIED;
    }
    if (!ok)
        printf("# after %s\n", when);
    return !failed(c);
}

/* Opens what is left, looks, and finishes the work: the end is as without the accident. */
static void examine(Ctx *c, Str url, char *when)
{
    EmbeddedSet files = with_start(c, "9000_test.sql", schema);
    Store *s = store_open(c, url, &(StoreOptions){ .quick_sync = true });
    CHECK(s && store_migrate_with(s, c, &files) >= 0 && store_check(s, c));
    CHECK(s && store_read(s, c, look, when));
    for (int64_t id = 0; s && id < UNITS; id++)
        if (fates[id] != ACKNOWLEDGED)
            CHECK(store_write(s, c, add_pair, &id));
    memset((void *)(uintptr_t)fates, ACKNOWLEDGED, UNITS);
    CHECK(s && store_read(s, c, look, when) && store_check(s, c));
    if (failed(c))
        printf("# after %s: %.*s\n", when, STR_ARG(c->failure.detail));
    fail_clear(c);
    store_close(s);
}

/* A backup that is there is whole. */
static void examine_backup(Ctx *c, Str path, const char *when)
{
    if (access(path.p, F_OK) != 0)
        return;
    Store *s = store_open(c, str_fmt(c->mem, "sqlite:%.*s", STR_ARG(path)),
                          &(StoreOptions){ .read_only = true });
    if (!CHECK(s && store_check(s, c)))
        printf("# after %s: %.*s (%.*s)\n", when, STR_ARG(c->failure.detail),
               STR_ARG(c->failure.internal));
    fail_clear(c);
    store_close(s);
    unlink(path.p);
}

enum { WENT_ON = 0, ENDED = 1, FELL = 2 };

static int in_child(Str url, TortureKind kind, int64_t at, int64_t *calls)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        Ctx c = ctx_new("child", 1 << 24);
        torture_begin(kind, at, (uint64_t)at);
        workload(&c, url);
        memcpy((void *)(uintptr_t)(fates + UNITS), &(int64_t){ torture_calls() }, sizeof(int64_t));
        _exit(0);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    if (calls)
        memcpy(calls, (const void *)(uintptr_t)(fates + UNITS), sizeof *calls);
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGKILL ? ENDED : FELL;
    return WEXITSTATUS(status) == 0 ? WENT_ON : FELL;
}

static void forget_fates(void)
{
    memset((void *)(uintptr_t)fates, NOT_TRIED, UNITS);
}

static Str fresh(Ctx *c)
{
    Str url = fresh_file(c);
    unlink(str_fmt(c->mem, "%.*s.saved", STR_ARG(str_part(url, 7, url.n))).p);
    forget_fates();
    return url;
}

static int64_t calls_in_all(Ctx *c)
{
    int64_t calls = 0;
    CHECK_INT(in_child(fresh(c), TORTURE_COUNT, 0, &calls), WENT_ON);
    for (int i = 0; i < UNITS; i++)
        CHECK_INT(fates[i], ACKNOWLEDGED);
    CHECK(calls > 100);
    return calls;
}

TEST(no_crash_loses_or_halves_a_write)
{
    int64_t all = calls_in_all(c), points = getenv("FLORIN_TEST_LONG") ? POINTS_LONG : POINTS,
            ended = 0;
    /* How many calls there are depends on which units meet in a commit: the last points may miss.
     */
    for (int64_t i = 0; ended < points && i < 2 * points; i++) {
        ArenaMark mark = arena_mark(c->mem);
        int64_t at = 1 + i * all / points % all;
        TortureKind kind = i % 2 ? TORTURE_KILL : TORTURE_POWER;
        char when[80];
        snprintf(when, sizeof when, "%s at call %ld", i % 2 ? "a kill" : "a loss of power", at);
        Str url = fresh(c);
        int status = in_child(url, kind, at, NULL);
        CHECK(status != FELL);
        ended += status == ENDED;
        examine(c, url, when);
        examine_backup(c, str_fmt(c->mem, "%.*s.saved", STR_ARG(str_part(url, 7, url.n))), when);
        arena_reset(c->mem, mark);
    }
    CHECK_INT(ended, points);
    printf("# %ld crash points\n", ended);
}

/* --- errors that the process lives through --- */

static void with_errors(Ctx *c, TortureKind kind, int64_t at, char *when)
{
    EmbeddedSet files = with_start(c, "9000_test.sql", schema);
    Str url = fresh(c);
    Store *s = store_open(c, url, NULL);
    CHECK(s && store_migrate_with(s, c, &files) == 2);
    torture_begin(kind, at, 1);
    for (int64_t id = 0; id < UNITS / 2; id++) {
        fates[id] = TRIED;
        fates[id] = store_write(s, c, add_pair, &id) ? ACKNOWLEDGED : REFUSED;
        if (failed(c))
            CHECK_FAILED(c, UNAVAILABLE);
    }
    torture_end();
    for (int64_t id = UNITS / 2; id < UNITS; id++) {
        CHECK(store_write(s, c, add_pair, &id));
        fates[id] = ACKNOWLEDGED;
    }
    CHECK(store_read(s, c, look, when));
    store_close(s);
    examine(c, url, when);
}

static void each_error(Ctx *c, TortureKind kind, const char *name)
{
    torture_begin(TORTURE_COUNT, 0, 1);
    for (int64_t at = 1; at < 60; at++) {
        ArenaMark mark = arena_mark(c->mem);
        char when[80];
        snprintf(when, sizeof when, "%s at call %ld", name, at);
        with_errors(c, kind, at, when);
        arena_reset(c->mem, mark);
    }
}

TEST(an_error_of_the_disk_fails_what_it_hits_and_nothing_else)
{
    each_error(c, TORTURE_IO_ERROR, "an input/output error");
}

TEST(a_full_disk_fails_what_it_hits_and_heals)
{
    each_error(c, TORTURE_FULL, "a full disk");
}

int main(int argc, char **argv)
{
    fates = mmap(NULL, UNITS + sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                 -1, 0);
    static const TestCase cases[] = {
        CASE(no_crash_loses_or_halves_a_write),
        CASE(an_error_of_the_disk_fails_what_it_hits_and_nothing_else),
        CASE(a_full_disk_fails_what_it_hits_and_heals),
    };
    return RUN_TESTS(cases, argc, argv);
}
