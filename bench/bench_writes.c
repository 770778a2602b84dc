/* P10: durable single inserts from 64 threads through the write lane, against the same inserts by a
 * bare SQLite loop with one commit each; on the disk as it is, and with 2 ms added to each sync.
 *
 *     bench_writes [FOLDER]     where the databases go; the current folder
 *
 * Rounds of both sides alternate in one run and the medians are compared. One line of JSON each. */
#include "db/migrate.h"
#include "result.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 64, ROUNDS = 5 };

static const char *const schema =
    "CREATE TABLE entry (id @id, workspace_id BIGINT NOT NULL, account_id BIGINT NOT NULL,"
    " date INTEGER NOT NULL, amount BIGINT NOT NULL, description TEXT NOT NULL);\n"
    "CREATE INDEX entry_by_date ON entry (workspace_id, date);\n"
    "CREATE INDEX entry_by_account ON entry (workspace_id, account_id, date);\n"
    "@owned(entry)\n";

static const char *const insert =
    "INSERT INTO entry (id, workspace_id, account_id, date, amount, description) "
    "VALUES ($1, $2, $3, $4, $5, $6)";

/* --- a slower disk --- */

/* SQLite has a few tables of methods (with locks, without); each gets a copy with another sync. */
static sqlite3_vfs *real_vfs;
static sqlite3_vfs slow_vfs;
static sqlite3_io_methods slow_methods[4];
static int (*real_sync)(sqlite3_file *file, int flags);
static int64_t sync_delay_ns;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int slow_sync(sqlite3_file *file, int flags)
{
    if (sync_delay_ns)
        nanosleep(&(struct timespec){ 0, sync_delay_ns }, NULL);
    return real_sync(file, flags);
}

static const sqlite3_io_methods *slowed(const sqlite3_io_methods *real)
{
    static const sqlite3_io_methods *known[COUNT(slow_methods)];
    for (ptrdiff_t i = 0; i < COUNT(slow_methods); i++) {
        if (known[i] == real)
            return &slow_methods[i];
        if (known[i])
            continue;
        known[i] = real;
        real_sync = real->xSync;
        slow_methods[i] = *real;
        slow_methods[i].xSync = slow_sync;
        return &slow_methods[i];
    }
    return real;
}

static int slow_open(sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *out)
{
    (void)self;
    int rc = real_vfs->xOpen(real_vfs, path, file, flags, out);
    pthread_mutex_lock(&lock);
    if (rc == SQLITE_OK && file->pMethods)
        file->pMethods = slowed(file->pMethods);
    pthread_mutex_unlock(&lock);
    return rc;
}

static void slow_disk(void)
{
    real_vfs = sqlite3_vfs_find(NULL);
    slow_vfs = *real_vfs;
    slow_vfs.zName = "slow";
    slow_vfs.pNext = NULL;
    slow_vfs.xOpen = slow_open;
    sqlite3_vfs_register(&slow_vfs, 1);
}

/* --- one side: the write lane --- */

static const Query entry_add = { "entry_add", insert, 6, true, false };

typedef struct {
    Store *s;
    int64_t first, n;
} Client;

static bool add_entry(Ctx *c, void *arg)
{
    int64_t id = *(int64_t *)arg;
    return db_run(c, &entry_add,
                  DB_ARGS(V_INT(id), V_INT(7), V_INT(id % 5), V_INT(738000 + id % 700), V_INT(-id),
                          V_TEXT(S("CARD PAYMENT SOME SHOP 1234 SOMEWHERE")))) == 1;
}

static void *client(void *arg)
{
    const Client *k = arg;
    Ctx c = ctx_new("client", 1 << 20);
    c.workspace_id = 7;
    ArenaMark mark = arena_mark(c.mem);
    for (int64_t id = k->first; id < k->first + k->n; id++) {
        if (!store_write(k->s, &c, add_entry, &id)) {
            fprintf(stderr, "bench_writes: %.*s\n", STR_ARG(c.failure.detail));
            exit(1);
        }
        arena_reset(c.mem, mark);
    }
    ctx_done(&c);
    return NULL;
}

/* Inserts a second. */
static double lane(Store *s, int64_t first, int64_t each)
{
    pthread_t threads[THREADS];
    Client clients[THREADS];
    int64_t start = clock_mono_ns();
    for (int i = 0; i < THREADS; i++) {
        clients[i] = (Client){ s, first + i * each, each };
        pthread_create(&threads[i], NULL, client, &clients[i]);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    return (double)(THREADS * each) * 1e9 / (double)(clock_mono_ns() - start);
}

/* --- the other: a bare loop --- */

static double bare(sqlite3 *sqlite, int64_t first, int64_t n)
{
    sqlite3_stmt *stmt;
    sqlite3_prepare_v2(sqlite, insert, -1, &stmt, NULL);
    int64_t start = clock_mono_ns();
    for (int64_t id = first; id < first + n; id++) {
        sqlite3_bind_int64(stmt, 1, id);
        sqlite3_bind_int64(stmt, 2, 7);
        sqlite3_bind_int64(stmt, 3, id % 5);
        sqlite3_bind_int64(stmt, 4, 738000 + id % 700);
        sqlite3_bind_int64(stmt, 5, -id);
        sqlite3_bind_text(stmt, 6, "CARD PAYMENT SOME SHOP 1234 SOMEWHERE", -1, SQLITE_STATIC);
        if (sqlite3_step(stmt) != SQLITE_DONE) {
            fprintf(stderr, "bench_writes: %s\n", sqlite3_errmsg(sqlite));
            exit(1);
        }
        sqlite3_reset(stmt);
    }
    double rate = (double)n * 1e9 / (double)(clock_mono_ns() - start);
    sqlite3_finalize(stmt);
    return rate;
}

/* --- both --- */

static void drop(Ctx *c, Str path)
{
    static const char *const ends[] = { "", "-wal", "-shm", ".lock" };
    for (ptrdiff_t i = 0; i < COUNT(ends); i++)
        unlink(str_fmt(c->mem, "%.*s%s", STR_ARG(path), ends[i]).p);
}

static Store *fresh(Ctx *c, Str path)
{
    Embedded files[] = { schema_files.files[0], { "9000_bench.sql", str_of(schema) } };
    EmbeddedSet set = { files, 2 };
    drop(c, path);
    Store *s = store_open(c, str_fmt(c->mem, "sqlite:%.*s", STR_ARG(path)), NULL);
    if (s && store_migrate_with(s, c, &set) == 2)
        return s;
    fprintf(stderr, "bench_writes: %.*s\n", STR_ARG(c->failure.detail));
    exit(1);
}

static sqlite3 *fresh_bare(Ctx *c, Str path)
{
    store_close(fresh(c, path));
    sqlite3 *sqlite;
    sqlite3_open(str_c(c->mem, path), &sqlite);
    sqlite3_exec(sqlite, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL);
    return sqlite;
}

static void measure(Ctx *c, Str folder, int64_t delay_ms, int64_t each, int64_t n_bare,
                    double target)
{
    Str ours_path = str_fmt(c->mem, "%.*s/bench-lane.db", STR_ARG(folder));
    Str bare_path = str_fmt(c->mem, "%.*s/bench-bare.db", STR_ARG(folder));
    Store *s = fresh(c, ours_path);
    sqlite3 *sqlite = fresh_bare(c, bare_path);
    double ours[ROUNDS], theirs[ROUNDS];
    sync_delay_ns = delay_ms * 1000000;
    for (int i = 0; i < ROUNDS; i++) {
        theirs[i] = bare(sqlite, 1 + i * n_bare, n_bare);
        ours[i] = lane(s, 1 + i * THREADS * each, each);
    }
    sync_delay_ns = 0;
    sqlite3_close(sqlite);
    store_close(s);
    drop(c, ours_path);
    drop(c, bare_path);
    Str what = str_fmt(c->mem, "durable single inserts from %d threads, %lld ms added to each sync",
                       THREADS, (long long)delay_ms);
    result_print(&(Result){ .id = "P10",
                            .what = what.p,
                            .unit = "rows/s",
                            .more_is_better = true,
                            .ours = result_median(ours, ROUNDS),
                            .opponent = "bare SQLite loop, one commit each",
                            .version = sqlite3_libversion(),
                            .theirs = result_median(theirs, ROUNDS),
                            .least_ratio = target });
}

int main(int argc, char **argv)
{
    Ctx c = ctx_new("bench", 1 << 24);
    Str folder = str_of(argc > 1 ? argv[1] : ".");
    slow_disk();
    measure(&c, folder, 0, 300, 3000, 2.5);
    measure(&c, folder, 2, 150, 300, 15);
    ctx_done(&c);
    return 0;
}
