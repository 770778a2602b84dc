/* Opening, saving and restoring stores; row-level security; connections that break. */
#include "db_case.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const schema =
    "CREATE TABLE thing (id @id, workspace_id BIGINT NOT NULL, amount BIGINT NOT NULL);\n"
    "@owned(thing)\n";

static const Query thing_add = { "thing_add",
                                 "INSERT INTO thing (id, workspace_id, amount) VALUES ($1, $2, 0)",
                                 2, true, false };
static const Query thing_raise = { "thing_raise",
                                   "UPDATE thing SET amount = amount + 1 WHERE id = $1", 1, true,
                                   true };
static const Query thing_count = { "thing_count", "SELECT count(*) AS n FROM thing", 0, false,
                                   true };
/* Without the workspace, as only a mistake would have it. */
static const Query thing_leak = { "thing_leak", "SELECT count(*) AS n FROM thing", 0, false,
                                  false };

static bool add_one(Ctx *c, void *arg)
{
    return db_run(c, &thing_add, DB_ARGS(V_INT(*(int64_t *)arg), V_INT(7))) == 1;
}

static bool count(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &thing_count, DB_NO_ARGS);
    return !failed(c);
}

static int64_t things(Ctx *c, Store *s)
{
    int64_t n = -1;
    return store_read(s, c, count, &n) ? n : -1;
}

static Store *opened(Ctx *c, Str url)
{
    EmbeddedSet files = with_start(c, "9000_test.sql", schema);
    Store *s = store_open(c, url, NULL);
    if (!CHECK(s && store_migrate_with(s, c, &files) >= 0))
        printf("# %.*s\n", STR_ARG(c->failure.detail));
    return s;
}

/* --- nodes --- */

/* Two processes with one file open never give the same id: a command beside the server, two
 * servers. */
TEST(each_that_has_the_file_open_has_its_own_node)
{
    Str url = str_fmt(c->mem, "sqlite:%.*s/nodes.db", STR_ARG(test_folder(c)));
    Store *first = store_open(c, url, NULL), *second = store_open(c, url, NULL);
    if (!CHECK(first && second))
        return;
    CHECK_INT(store_node(first), 0);
    CHECK_INT(store_node(second), 1);
    store_close(first);
    Store *third = store_open(c, url, NULL);
    CHECK(third && store_node(third) == 0);
    store_close(third);
    store_close(second);
}

/* --- words --- */

static Str path_of(Ctx *c, const char *name)
{
    return str_fmt(c->mem, "%.*s/%s", STR_ARG(test_folder(c)), name);
}

static void write_file(Ctx *c, const char *name, const char *bytes)
{
    CLEAN(clean_file) FILE *f = fopen(path_of(c, name).p, "w");
    fputs(bytes, f);
}

static void other_database(Ctx *c)
{
    sqlite3 *other;
    sqlite3_open(path_of(c, "other.db").p, &other);
    sqlite3_exec(other, "CREATE TABLE x (y)", NULL, NULL, NULL);
    sqlite3_close(other);
}

typedef struct {
    const char *url; /* %s: the test's folder */
    FailCode code;
    const char *words;
} Refused;

static const Refused refused[] = {
    { "", USAGE, "is no address of a database" },
    { "mysql://h/d", USAGE, "is no address of a database" },
    { "sqlite:", USAGE, "lacks the path" },
    { "sqlite:%s", UNAVAILABLE, "is a folder" },
    { "sqlite:/proc/florin/x.db", UNAVAILABLE, "The folder /proc/florin for the database" },
    { "sqlite:%s/text.db", DATABASE_DAMAGED, "is not a database" },
    { "sqlite:%s/other.db", UNAVAILABLE, "is a database of another program" },
    { "postgresql://u:secret@127.0.0.1:1/d", UNAVAILABLE,
      "No PostgreSQL server answers at postgresql://u@127.0.0.1:1/d" },
};

TEST(an_address_that_does_not_open_is_told_why)
{
    write_file(c, "text.db",
               "This is a text and not a database, and it is longer than a header of "
               "a database, which has a hundred bytes.\n");
    other_database(c);
    for (ptrdiff_t i = 0; i < COUNT(refused); i++) {
        Str url = str_of(refused[i].url), folder = test_folder(c);
        ptrdiff_t at = str_find(url, S("%s"), 0);
        if (at >= 0)
            url = str_fmt(c->mem, "%.*s%.*s%.*s", STR_ARG(str_part(url, 0, at)), STR_ARG(folder),
                          STR_ARG(str_part(url, at + 2, url.n)));
        CHECK(!store_open(c, url, NULL));
        if (!CHECK(str_find(c->failure.detail, str_of(refused[i].words), 0) >= 0))
            printf("# %.*s\n", STR_ARG(c->failure.detail));
        CHECK(str_find(c->failure.detail, S("secret"), 0) < 0);
        CHECK_FAILED(c, refused[i].code);
    }
}

TEST(postgres_refusals_are_told_why)
{
    Str url = str_of(getenv("FLORIN_TEST_PG"));
    if (!url.p) {
        test_skip("PostgreSQL: FLORIN_TEST_PG is not set (tests/services.sh sets it)");
        return;
    }
    ptrdiff_t slash = str_find_char(url, '/', 15);
    Str at = str_part(url, str_find_char(url, '@', 0), slash);
    CHECK(!store_open(c, str_fmt(c->mem, "postgresql://florin%.*s/nowhere", STR_ARG(at)), NULL));
    CHECK(str_find(c->failure.detail, S("There is no database"), 0) == 0);
    CHECK_FAILED(c, UNAVAILABLE);
    CHECK(!store_open(c, str_fmt(c->mem, "postgresql://nobody%.*s/florin", STR_ARG(at)), NULL));
    CHECK(str_find(c->failure.detail, S("does not know the user"), 0) >= 0);
    CHECK_FAILED(c, UNAVAILABLE);
}

TEST(a_locked_database_is_waited_for_and_named)
{
    Str url = fresh_file(c);
    Store *s = store_open(c, url, &(StoreOptions){ .busy_wait_ms = 50 });
    EmbeddedSet files = with_start(c, "9000_test.sql", schema);
    CHECK_INT(store_migrate_with(s, c, &files), 2);
    sqlite3 *other;
    sqlite3_open(str_c(c->mem, str_part(url, 7, url.n)), &other);
    sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    int64_t id = 1;
    CHECK(!store_write(s, c, add_one, &id));
    CHECK(str_find(c->failure.detail, S("locked by another process"), 0) > 0);
    CHECK_FAILED(c, BUSY);
    CHECK_INT(things(c, s), 0);
    sqlite3_close(other);
    CHECK(store_write(s, c, add_one, &id));
    CHECK_INT(things(c, s), 1);
    store_close(s);
}

/* What happens to an ordinary user, in a process of its own when this one is root. */
static int as_ordinary_user(void (*run)(Ctx *c, Str folder), Str folder)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(99);
        Ctx c = ctx_new("user", 1 << 20);
        run(&c, folder);
        fflush(NULL);
        _exit(0);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

static void expect(bool ok)
{
    if (!ok)
        _exit(1);
}

static void without_rights(Ctx *c, Str folder)
{
    expect(!store_open(c, str_fmt(c->mem, "sqlite:%.*s/rights.db", STR_ARG(folder)), NULL));
    expect(c->failure.code == UNAVAILABLE);
    expect(str_find(c->failure.detail, S("check the rights of the file and its folder"), 0) > 0);
    fail_clear(c);
    Store *s = store_open(c, str_fmt(c->mem, "sqlite:%.*s/rights.db", STR_ARG(folder)),
                          &(StoreOptions){ .read_only = true });
    expect(s);
    int64_t n = -1, id = 1;
    expect(store_read(s, c, count, &n) && n == 1);
    expect(!store_write(s, c, add_one, &id) && c->failure.code == UNAVAILABLE);
    store_close(s);
}

TEST(a_file_without_rights_is_named_and_still_read)
{
    Str url = fresh_sqlite(c, "live");
    Store *s = opened(c, url);
    int64_t id = 1;
    CHECK(store_write(s, c, add_one, &id));
    Str copy = path_of(c, "rights.db");
    CHECK(store_backup(s, c, copy));
    store_close(s);
    chmod(copy.p, 0444);
    chmod(str_c(c->mem, test_folder(c)), 0555);
    CHECK_INT(as_ordinary_user(without_rights, test_folder(c)), 0);
    chmod(str_c(c->mem, test_folder(c)), 0755);
}

/* --- saving and restoring --- */

typedef struct {
    Store *s;
    int64_t written;
    bool stop;
} Writing;

static void *write_on(void *arg)
{
    Writing *w = arg;
    Ctx c = ctx_new("writing", 1 << 22);
    while (!__atomic_load_n(&w->stop, __ATOMIC_RELAXED)) {
        int64_t id = w->written + 1;
        if (!store_write(w->s, &c, add_one, &id))
            break;
        __atomic_store_n(&w->written, id, __ATOMIC_RELEASE);
    }
    ctx_done(&c);
    return NULL;
}

static int64_t written(Writing *w)
{
    return __atomic_load_n(&w->written, __ATOMIC_ACQUIRE);
}

TEST(a_backup_made_while_others_write_is_a_commit_point)
{
    Str url = fresh_file(c);
    Store *s = opened(c, url);
    Writing w = { .s = s };
    pthread_t thread;
    pthread_create(&thread, NULL, write_on, &w);
    while (written(&w) < 20)
        sched_yield();
    int64_t before = written(&w);
    Str copy = path_of(c, "copy.db");
    unlink(copy.p);
    CHECK(store_backup(s, c, copy));
    int64_t after = written(&w) + 1;
    CHECK(!store_backup(s, c, copy));
    CHECK_FAILED(c, CONFLICT);
    __atomic_store_n(&w.stop, true, __ATOMIC_RELAXED);
    pthread_join(thread, NULL);
    Store *b = store_open(c, str_fmt(c->mem, "sqlite:%.*s", STR_ARG(copy)),
                          &(StoreOptions){ .read_only = true });
    CHECK(b && store_check(b, c));
    int64_t n = things(c, b);
    CHECK(n >= before && n <= after);
    store_close(b);
    CHECK(!store_restore(c, copy, url));
    CHECK(str_find(c->failure.detail, S("is in use: stop Florin"), 0) > 0);
    CHECK_FAILED(c, BUSY);
    CHECK_INT(things(c, s), w.written);
    store_close(s);
}

/* The program's own schema, so that a restore knows it. */
static Store *own_schema(Ctx *c, Str url)
{
    Store *s = store_open(c, url, NULL);
    CHECK(s && store_migrate(s, c) >= 0);
    return s;
}

static const Query mark_set = { "mark_set", "UPDATE schema_migration SET applied_at = $1", 1, true,
                                true };
static const Query mark_get = { "mark_get", "SELECT max(applied_at) AS n FROM schema_migration", 0,
                                false, true };

static bool set_mark(Ctx *c, void *arg)
{
    return db_run(c, &mark_set, DB_ARGS(V_INT(*(int64_t *)arg))) > 0;
}

static bool get_mark(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &mark_get, DB_NO_ARGS);
    return !failed(c);
}

static int64_t mark_in(Ctx *c, Str path)
{
    Store *s = store_open(c, str_fmt(c->mem, "sqlite:%.*s", STR_ARG(path)),
                          &(StoreOptions){ .read_only = true });
    int64_t mark = -1;
    CHECK(s && store_read(s, c, get_mark, &mark) && store_check(s, c));
    store_close(s);
    return mark;
}

TEST(a_restore_puts_back_what_was_saved_and_keeps_what_was_there)
{
    Str url = fresh_file(c), copy = path_of(c, "saved.db"), path = str_part(url, 7, url.n);
    Store *s = own_schema(c, url);
    int64_t mark = 111;
    CHECK(store_write(s, c, set_mark, &mark));
    CHECK(store_backup(s, c, copy));
    mark = 222;
    CHECK(store_write(s, c, set_mark, &mark));
    store_close(s);
    CHECK(store_restore(c, copy, url));
    CHECK_INT(mark_in(c, path), 111);
    CHECK_INT(mark_in(c, str_fmt(c->mem, "%.*s.before-restore", STR_ARG(path))), 222);
    CHECK(store_restore(c, copy, fresh_sqlite(c, "new")));
    CHECK_INT(mark_in(c, path_of(c, "new.db")), 111);
}

TEST(a_backup_that_is_no_good_is_refused_and_nothing_changes)
{
    Str url = fresh_file(c), copy = path_of(c, "bad.db"), path = str_part(url, 7, url.n);
    Store *s = own_schema(c, url);
    int64_t mark = 5;
    CHECK(store_write(s, c, set_mark, &mark));
    unlink(copy.p);
    CHECK(store_backup(s, c, copy));
    store_close(s);
    CHECK(!store_restore(c, path_of(c, "absent.db"), url));
    CHECK_FAILED(c, NOT_FOUND);
    write_file(c, "text.db",
               "This is a text and not a database, and it is longer than a header of "
               "a database, which has a hundred bytes.\n");
    CHECK(!store_restore(c, path_of(c, "text.db"), url));
    CHECK_FAILED(c, DATABASE_DAMAGED);
    {
        CLEAN(clean_file) FILE *f = fopen(copy.p, "r+");
        for (int page = 1; page < 8; page++) {
            fseek(f, page * 4096 + 4, SEEK_SET);
            fputs("damaged damaged damaged damaged damaged", f);
        }
    }
    CHECK(!store_restore(c, copy, url));
    CHECK_FAILED(c, DATABASE_DAMAGED);
    CHECK(!store_restore(c, copy, S("postgresql://h/d")));
    CHECK_FAILED(c, UNSUPPORTED);
    CHECK_INT(mark_in(c, path), 5);
}

/* --- row-level security --- */

static bool leak(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &thing_leak, DB_NO_ARGS);
    return !failed(c);
}

static Store *postgres(Ctx *c)
{
    Str url = fresh_postgres(c);
    if (url.p)
        return opened(c, url);
    test_skip("PostgreSQL: FLORIN_TEST_PG is not set (tests/services.sh sets it)");
    return NULL;
}

/* Moves the unit to another workspace, into a savepoint that is undone, and looks again. */
static bool wander(Ctx *c, void *arg)
{
    int64_t *n = arg;
    n[0] = db_one_int(c, &thing_leak, DB_NO_ARGS);
    c->workspace_id = 7;
    n[1] = db_one_int(c, &thing_leak, DB_NO_ARGS);
    n[2] = db_one_int(c, &thing_count, DB_NO_ARGS);
    c->workspace_id = 8;
    n[3] = db_one_int(c, &thing_leak, DB_NO_ARGS);
    return !failed(c);
}

TEST(the_second_wall_holds_where_the_first_is_forgotten)
{
    Store *s = postgres(c);
    if (!s)
        return;
    int64_t id = 1, n[4] = { 9, 9, 9, 9 };
    c->workspace_id = 7;
    CHECK(store_write(s, c, add_one, &id));
    CHECK(store_read(s, c, leak, n) && n[0] == 1);
    c->workspace_id = 8;
    CHECK(store_read(s, c, leak, n) && n[0] == 0);
    CHECK(store_read(s, c, wander, n));
    CHECK(n[0] == 0 && n[1] == 1 && n[2] == 1 && n[3] == 0);
    id = 2;
    CHECK(!store_write(s, c, add_one, &id));
    CHECK_FAILED(c, INTERNAL);
    c->system = true;
    CHECK(store_read(s, c, leak, n) && n[0] == 1);
    store_close(s);
}

/* --- connections that break --- */

static void end_connections(void)
{
    PGconn *pg = PQconnectdb(getenv("FLORIN_TEST_PG"));
    PQclear(PQexec(pg, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE usename = current_user AND pid <> pg_backend_pid()"));
    PQfinish(pg);
    usleep(50000);
}

static bool broken_off(Ctx *c, void *arg)
{
    add_one(c, arg);
    end_connections();
    c->workspace_id = 7;
    return db_run(c, &thing_raise, DB_ARGS(V_INT(*(int64_t *)arg))) == 1;
}

TEST(a_lost_connection_costs_one_unit_at_most)
{
    Store *s = postgres(c);
    if (!s)
        return;
    int64_t id = 1;
    c->workspace_id = 7;
    CHECK(store_write(s, c, add_one, &id));
    end_connections();
    CHECK_INT(things(c, s), 1);
    id = 2;
    CHECK(store_write(s, c, add_one, &id));
    id = 3;
    CHECK(!store_write(s, c, broken_off, &id));
    CHECK_FAILED(c, UNAVAILABLE);
    CHECK_INT(things(c, s), 2);
    CHECK(store_write(s, c, add_one, &id));
    CHECK_INT(things(c, s), 3);
    store_close(s);
}

typedef struct {
    Store *s;
    pthread_barrier_t *met;
    int64_t first, second;
    int runs;
    bool ok;
} Rival;

static bool cross(Ctx *c, void *arg)
{
    Rival *r = arg;
    db_run(c, &thing_raise, DB_ARGS(V_INT(r->first)));
    if (r->runs++ == 0)
        pthread_barrier_wait(r->met);
    db_run(c, &thing_raise, DB_ARGS(V_INT(r->second)));
    return !failed(c);
}

static void *rival(void *arg)
{
    Rival *r = arg;
    Ctx c = ctx_new("rival", 1 << 20);
    r->ok = store_write(r->s, &c, cross, r);
    ctx_done(&c);
    return NULL;
}

TEST(a_deadlock_is_tried_again)
{
    Store *s = postgres(c);
    if (!s)
        return;
    c->workspace_id = 7;
    for (int64_t id = 1; id <= 2; id++)
        CHECK(store_write(s, c, add_one, &id));
    pthread_barrier_t met;
    pthread_barrier_init(&met, NULL, 2);
    Rival a = { s, &met, 1, 2, 0, false }, b = { s, &met, 2, 1, 0, false };
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, rival, &a);
    pthread_create(&threads[1], NULL, rival, &b);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    CHECK(a.ok && b.ok);
    CHECK(a.runs + b.runs >= 3);
    pthread_barrier_destroy(&met);
    store_close(s);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(each_that_has_the_file_open_has_its_own_node),
        CASE(an_address_that_does_not_open_is_told_why),
        CASE(postgres_refusals_are_told_why),
        CASE(a_locked_database_is_waited_for_and_named),
        CASE(a_file_without_rights_is_named_and_still_read),
        CASE(a_backup_made_while_others_write_is_a_commit_point),
        CASE(a_restore_puts_back_what_was_saved_and_keeps_what_was_there),
        CASE(a_backup_that_is_no_good_is_refused_and_nothing_changes),
        CASE(the_second_wall_holds_where_the_first_is_forgotten),
        CASE(a_lost_connection_costs_one_unit_at_most),
        CASE(a_deadlock_is_tried_again),
    };
    return RUN_TESTS(cases, argc, argv);
}
