/* Putting a backup in the place of a database. */
#include "db/migrate.h"
#include "db/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *beside(Ctx *c, const Store *s, const char *end)
{
    return str_fmt(c->mem, "%.*s%s", STR_ARG(s->path), end).p;
}

static bool system_fail(Ctx *c, const char *what, const char *path)
{
    return driver_fail(c, UNAVAILABLE, NULL, strerror(errno),
                       "%s %s failed (%s): nothing was changed", what, path, strerror(errno));
}

/* The backup, checked from end to end. */
static Store *open_backup(Ctx *c, Str from)
{
    struct stat st;
    const char *path = str_c(c->mem, from);
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
        fail(c, NOT_FOUND, NULL, "There is no backup %s: check the path", path);
        return NULL;
    }
    Store *s =
        store_open(c, str_fmt(c->mem, "sqlite:%s", path), &(StoreOptions){ .read_only = true });
    if (s && store_check(s, c) && store_version(s, c, &schema_files) == 0)
        fail(c, UNREADABLE, NULL, "%s holds no Florin database: it was never set up", path);
    if (!failed(c))
        return s;
    store_close(s);
    return NULL;
}

static bool hold_alone(Ctx *c, Store *target)
{
    const char *path = beside(c, target, ".lock");
    if (!sqlite_make_folders(c, str_c(c->mem, target->path)))
        return false;
    target->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (target->lock_fd < 0)
        return system_fail(c, "Making", path);
    if (flock(target->lock_fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    return fail(c, BUSY, NULL, "The database %.*s is in use: stop Florin and try again",
                STR_ARG(target->path));
}

/* Moves what still stands in the journal into the file, as far as the file can be read at all. */
static void settle(Ctx *c, const Store *target)
{
    sqlite3 *sqlite = NULL;
    if (sqlite3_open_v2(str_c(c->mem, target->path), &sqlite, SQLITE_OPEN_READWRITE, NULL) ==
        SQLITE_OK)
        sqlite3_exec(sqlite, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
    sqlite3_close(sqlite);
}

/* Keeps what was there. A journal that could not be settled goes along: beside the new file it
 * would be taken for the new file's. */
static bool keep_former(Ctx *c, const Store *target)
{
    const char *path = str_c(c->mem, target->path);
    const char *kept = beside(c, target, ".before-restore");
    if (access(path, F_OK) != 0)
        return true;
    settle(c, target);
    const char *journal = beside(c, target, "-wal");
    unlink(kept);
    unlink(beside(c, target, ".before-restore-wal"));
    if (link(path, kept) != 0)
        return system_fail(c, "Keeping the former database as", kept);
    if (rename(journal, beside(c, target, ".before-restore-wal")) != 0 && errno != ENOENT)
        return system_fail(c, "Moving", journal);
    unlink(beside(c, target, "-shm"));
    return true;
}

static bool replace(Ctx *c, Store *target, Store *backup)
{
    const char *half = beside(c, target, ".restoring");
    Db *db = pool_take(c, backup, &backup->reads);
    if (!db)
        return false;
    bool ok = sqlite_copy(c, target, ((Sqlite *)db)->sqlite, str_of(half));
    pool_give(backup, &backup->reads, db);
    ok = ok && keep_former(c, target);
    if (ok && rename(half, str_c(c->mem, target->path)) != 0)
        ok = system_fail(c, "Putting in place", half);
    if (!ok)
        unlink(half);
    return ok && sqlite_sync_folder(c, target->path);
}

static void release(Store *target)
{
    if (target->lock_fd >= 0)
        close(target->lock_fd);
}

bool store_restore(Ctx *c, Str from, Str url)
{
    CLEAN(release) Store target = { .mem = c->mem, .lock_fd = -1 };
    if (failed(c) || !store_address(c, &target, url))
        return false;
    if (target.driver != &sqlite_driver)
        return fail(
            c, UNSUPPORTED, NULL,
            "A PostgreSQL database is restored by its own tool: pg_restore --clean --if-exists "
            "--dbname=%.*s %.*s",
            STR_ARG(target.shown), STR_ARG(from));
    if (!hold_alone(c, &target))
        return false;
    Store *backup = open_backup(c, from);
    bool ok = backup && replace(c, &target, backup);
    store_close(backup);
    return ok;
}
