/* The file of a SQLite database: making, checking, copying it. */
#include "db/sqlite.h"

#include "value/id.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- making it --- */

bool sqlite_make_folders(Ctx *c, char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        int rc = mkdir(path, 0700);
        if (rc != 0 && errno != EEXIST)
            return driver_fail(c, UNAVAILABLE, NULL, strerror(errno),
                               "The folder %s for the database cannot be made (%s): make it, or "
                               "give an address in one that exists",
                               path, strerror(errno));
        *slash = '/';
    }
    return true;
}

/* The file holds somebody's money: only its owner reads it. */
static bool make_file(Ctx *c, const char *path)
{
    CLEAN(clean_fd) int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        return true;
    return driver_fail(c, UNAVAILABLE, NULL, strerror(errno),
                       "The database %s cannot be opened for writing (%s): check the rights of the "
                       "file and its folder",
                       path, strerror(errno));
}

static bool look_for(Ctx *c, const char *path)
{
    if (access(path, R_OK) == 0)
        return true;
    return driver_fail(c, UNAVAILABLE, NULL, strerror(errno),
                       "The database %s cannot be read (%s): check the address and the rights",
                       path, strerror(errno));
}

/* The first byte of the lock file that nobody has locked is this process's node. The lock belongs
 * to the open file, so it goes when the process ends in whatever way. */
static void take_node(Store *s)
{
    for (int node = 0; node <= ID_NODE_MAX; node++) {
        struct flock byte = {
            .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = node, .l_len = 1
        };
        if (fcntl(s->lock_fd, F_OFD_SETLK, &byte) == 0) {
            s->node = node;
            return;
        }
    }
}

/* Whoever has the store open holds the lock file shared; a restore wants it alone. SQLite's own
 * locks do not tell of idle connections. */
static bool hold_lock(Ctx *c, Store *s)
{
    const char *path = str_fmt(c->mem, "%.*s.lock", STR_ARG(s->path)).p;
    bool reads = s->options.read_only;
    int fd = open(path, reads ? O_RDONLY | O_CLOEXEC : O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 && reads)
        return true;
    if (fd < 0)
        return driver_fail(c, UNAVAILABLE, NULL, strerror(errno),
                           "The lock file %s cannot be made (%s): check the rights of the folder",
                           path, strerror(errno));
    if (flock(fd, LOCK_SH | LOCK_NB) != 0) {
        close(fd);
        return fail(c, BUSY, NULL,
                    "The database %.*s is being restored: try again when that is over",
                    STR_ARG(s->path));
    }
    s->lock_fd = fd;
    take_node(s);
    return true;
}

bool sqlite_file_ready(Ctx *c, Store *s)
{
    if (s->version.p)
        return true;
    char *path = str_c(c->mem, s->path);
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return fail(c, UNAVAILABLE, NULL,
                    "%s is a folder: the address names the database's file, as "
                    "in sqlite:%s/florin.db",
                    path, path);
    bool ok = s->options.read_only ? look_for(c, path)
                                   : sqlite_make_folders(c, path) && make_file(c, path);
    if (!ok || !hold_lock(c, s))
        return false;
    s->version = str_copy(s->mem, str_of(sqlite3_libversion()));
    return true;
}

/* --- checking it --- */

static bool run_check(Ctx *c, Sqlite *db, const char *pragma, const char *what)
{
    sqlite3_stmt *stmt = NULL;
    Str path = db->base.store->path;
    int rc = sqlite3_prepare_v2(db->sqlite, pragma, -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    const char *found = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    if (found && strcmp(found, "ok") != 0)
        driver_fail(c, DATABASE_DAMAGED, NULL, found,
                    "The database %.*s is damaged: %s (%s). Stop Florin, keep a copy of the file "
                    "and restore the last backup",
                    STR_ARG(path), what, found);
    else if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        sqlite_fail(c, db->base.store, db->sqlite, rc, "checking");
    sqlite3_finalize(stmt);
    return !failed(c);
}

bool sqlite_check(Ctx *c, Db *base)
{
    Sqlite *db = (Sqlite *)base;
    return run_check(c, db, "PRAGMA integrity_check(1)", "its structure is broken") &&
           run_check(c, db, "PRAGMA foreign_key_check", "a row refers to one that is not there");
}

/* --- copying it --- */

bool sqlite_sync_folder(Ctx *c, Str path)
{
    char *folder = str_c(c->mem, path);
    char *slash = strrchr(folder, '/');
    if (slash == folder)
        slash++;
    if (slash)
        *slash = 0;
    CLEAN(clean_fd) int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && fsync(fd) == 0)
        return true;
    return driver_fail(c, UNAVAILABLE, NULL, strerror(errno),
                       "The folder of %.*s cannot be synced (%s)", STR_ARG(path), strerror(errno));
}

/* What a copy that was broken off left: its journal would be played into the next one. */
static void drop_leftovers(Ctx *c, const char *path)
{
    static const char *const ends[] = { "", "-journal", "-wal", "-shm" };
    for (ptrdiff_t i = 0; i < COUNT(ends); i++)
        unlink(str_fmt(c->mem, "%s%s", path, ends[i]).p);
}

/* A full disk is the copy's, not the database's. */
static bool copy_failed(Ctx *c, Store *s, sqlite3 *to, int rc, const char *path)
{
    if ((rc & 0xff) == SQLITE_FULL || (rc & 0xff) == SQLITE_IOERR)
        return driver_fail(
            c, UNAVAILABLE, NULL, sqlite3_errstr(rc),
            "The copy %s cannot be written (%s): make room there, or name another place", path,
            sqlite3_errstr(rc));
    return sqlite_fail(c, s, to, rc, "copying");
}

/* One step over all pages is one snapshot: in WAL mode writers go on meanwhile. */
bool sqlite_copy(Ctx *c, Store *s, sqlite3 *from, Str path)
{
    char *to_path = str_c(c->mem, path);
    drop_leftovers(c, to_path);
    if (!make_file(c, to_path))
        return false;
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(to_path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    sqlite3_backup *copy = rc == SQLITE_OK ? sqlite3_backup_init(to, "main", from, "main") : NULL;
    if (copy) {
        sqlite3_backup_step(copy, -1);
        rc = sqlite3_backup_finish(copy);
        if (rc == SQLITE_OK) /* one file, without a journal beside it */
            rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    } else if (rc == SQLITE_OK) {
        rc = sqlite3_extended_errcode(to);
    }
    if (rc != SQLITE_OK)
        copy_failed(c, s, to, rc, to_path);
    sqlite3_close(to);
    return !failed(c);
}

bool sqlite_backup(Ctx *c, Store *s, Str path)
{
    char *to = str_c(c->mem, path);
    if (access(to, F_OK) == 0)
        return fail(c, CONFLICT, NULL, "%s is already there: name a file that is not", to);
    Str half = str_fmt(c->mem, "%.*s.part", STR_ARG(path));
    Db *db = pool_take(c, s, &s->reads);
    if (!db)
        return false;
    bool ok = sqlite_copy(c, s, ((Sqlite *)db)->sqlite, half);
    pool_give(s, &s->reads, db);
    if (ok && rename(half.p, to) != 0)
        ok = driver_fail(c, UNAVAILABLE, NULL, strerror(errno), "%s cannot be written (%s)", to,
                         strerror(errno));
    if (!ok)
        drop_leftovers(c, half.p);
    return ok && sqlite_sync_folder(c, path);
}
