/* The failing disk. */
#include "torture.h"

#include "base/base.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512 };

/* A change that no sync has confirmed yet. */
typedef struct Change {
    struct Change *before;
    char *path;
    int64_t offset;
    int64_t n;
    int64_t old_n;    /* bytes there were at the place */
    int64_t old_size; /* of the file */
    bool cut;         /* a truncation to offset */
    char *old, *now;
} Change;

typedef struct {
    sqlite3_file base; /* first */
    char *path;
    sqlite3_file *real;
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Change *changes;
static TortureKind kind;
static int64_t fail_at;
static int64_t calls;
static Rng chance;

static void *memory(size_t n)
{
    void *p = calloc(1, n ? n : 1);
    if (!p)
        abort();
    return p;
}

/* --- the end --- */

static void put(const Change *ch, const char *bytes, int64_t n)
{
    int fd = open(ch->path, O_RDWR);
    if (fd < 0)
        return;
    if (n > 0 && pwrite(fd, bytes, (size_t)n, ch->offset) != n)
        abort();
    close(fd);
}

static void set_size(const Change *ch, int64_t size)
{
    if (truncate(ch->path, size) != 0)
        return;
}

/* Oldest first: each unconfirmed change reached the disk wholly, in its first sectors, or not. */
static void replay(const Change *ch)
{
    if (!ch)
        return;
    replay(ch->before);
    int64_t luck = rng_below(&chance, 3);
    if (luck == 0)
        return;
    if (ch->cut)
        set_size(ch, ch->offset);
    else
        put(ch, ch->now, luck == 1 ? ch->n : rng_below(&chance, ch->n / SECTOR + 1) * SECTOR);
}

static _Noreturn void end(void)
{
    if (kind == TORTURE_POWER) {
        for (const Change *ch = changes; ch; ch = ch->before) {
            put(ch, ch->old, ch->old_n);
            set_size(ch, ch->old_size);
        }
        replay(changes);
    }
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* Counts a call; whether it fails. The lock is held. */
static bool fails(void)
{
    calls++;
    bool now = calls == fail_at;
    if (now && (kind == TORTURE_KILL || kind == TORTURE_POWER))
        end();
    return (now && kind == TORTURE_IO_ERROR) ||
           (kind == TORTURE_FULL && fail_at && calls >= fail_at);
}

static void remember(File *f, const char *bytes, int64_t n, int64_t offset, bool cut)
{
    if (kind != TORTURE_POWER)
        return;
    Change *ch = memory(sizeof *ch);
    f->real->pMethods->xFileSize(f->real, (sqlite3_int64 *)&ch->old_size);
    int64_t there = ch->old_size - offset;
    ch->old_n = there < 0 ? 0 : cut || there < n ? there : n;
    ch->old = memory((size_t)ch->old_n);
    ch->now = memory((size_t)n);
    if (ch->old_n)
        f->real->pMethods->xRead(f->real, ch->old, (int)ch->old_n, offset);
    if (n)
        memcpy(ch->now, bytes, (size_t)n);
    ch->path = strdup(f->path);
    ch->offset = offset;
    ch->n = n;
    ch->cut = cut;
    ch->before = changes;
    changes = ch;
}

static void confirm(const char *path)
{
    for (Change **at = &changes; *at;) {
        Change *ch = *at;
        if (strcmp(ch->path, path) != 0) {
            at = &ch->before;
            continue;
        }
        *at = ch->before;
        free(ch->old);
        free(ch->now);
        free(ch->path);
        free(ch);
    }
}

/* --- files --- */

static int file_close(sqlite3_file *file)
{
    File *f = (File *)file;
    int rc = f->real->pMethods->xClose(f->real);
    free(f->real);
    free(f->path);
    return rc;
}

static int file_read(sqlite3_file *file, void *to, int n, sqlite3_int64 offset)
{
    File *f = (File *)file;
    return f->real->pMethods->xRead(f->real, to, n, offset);
}

static int file_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 offset)
{
    File *f = (File *)file;
    pthread_mutex_lock(&lock);
    int rc = fails() ? kind == TORTURE_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE : SQLITE_OK;
    if (rc == SQLITE_OK) {
        remember(f, from, n, offset, false);
        rc = f->real->pMethods->xWrite(f->real, from, n, offset);
    }
    pthread_mutex_unlock(&lock);
    return rc;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    File *f = (File *)file;
    pthread_mutex_lock(&lock);
    int rc = fails() ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
    if (rc == SQLITE_OK) {
        remember(f, NULL, 0, size, true);
        rc = f->real->pMethods->xTruncate(f->real, size);
    }
    pthread_mutex_unlock(&lock);
    return rc;
}

/* Nothing is synced really: the test's disk may go away, the test's machine does not. */
static int file_sync(sqlite3_file *file, int flags)
{
    File *f = (File *)file;
    (void)flags;
    pthread_mutex_lock(&lock);
    int rc = fails() ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    if (rc == SQLITE_OK)
        confirm(f->path);
    pthread_mutex_unlock(&lock);
    return rc;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    File *f = (File *)file;
    return f->real->pMethods->xFileSize(f->real, size);
}

static int file_lock(sqlite3_file *file, int level)
{
    File *f = (File *)file;
    return f->real->pMethods->xLock(f->real, level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    File *f = (File *)file;
    return f->real->pMethods->xUnlock(f->real, level);
}

static int file_reserved(sqlite3_file *file, int *out)
{
    File *f = (File *)file;
    return f->real->pMethods->xCheckReservedLock(f->real, out);
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
    File *f = (File *)file;
    return f->real->pMethods->xFileControl(f->real, op, arg);
}

static int file_sector(sqlite3_file *file)
{
    (void)file;
    return SECTOR;
}

/* No promises: sectors may be torn and written in any order. */
static int file_traits(sqlite3_file *file)
{
    (void)file;
    return 0;
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    File *f = (File *)file;
    return f->real->pMethods->xShmMap(f->real, page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    File *f = (File *)file;
    return f->real->pMethods->xShmLock(f->real, offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
    File *f = (File *)file;
    f->real->pMethods->xShmBarrier(f->real);
}

static int file_shm_unmap(sqlite3_file *file, int drop)
{
    File *f = (File *)file;
    return f->real->pMethods->xShmUnmap(f->real, drop);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

static int vfs_open(sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *out)
{
    (void)self;
    File *f = (File *)file;
    memset(f, 0, sizeof *f);
    f->real = memory((size_t)real_vfs->szOsFile);
    int rc = real_vfs->xOpen(real_vfs, path, f->real, flags, out);
    if (rc != SQLITE_OK) {
        free(f->real);
        return rc;
    }
    f->path = strdup(path ? path : "");
    f->base.pMethods = &methods;
    return rc;
}

static int vfs_delete(sqlite3_vfs *self, const char *path, int sync)
{
    (void)self;
    pthread_mutex_lock(&lock);
    int rc = fails() ? SQLITE_IOERR_DELETE : SQLITE_OK;
    if (rc == SQLITE_OK) {
        confirm(path);
        rc = real_vfs->xDelete(real_vfs, path, sync);
    }
    pthread_mutex_unlock(&lock);
    return rc;
}

void torture_begin(TortureKind how, int64_t at, uint64_t seed)
{
    kind = how;
    fail_at = at;
    calls = 0;
    chance = rng_new(seed);
    if (real_vfs)
        return;
    real_vfs = sqlite3_vfs_find(NULL);
    vfs = *real_vfs;
    vfs.zName = "torture";
    vfs.szOsFile = sizeof(File);
    vfs.pNext = NULL;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    sqlite3_vfs_register(&vfs, 1);
}

void torture_end(void)
{
    pthread_mutex_lock(&lock);
    fail_at = 0;
    kind = TORTURE_COUNT;
    pthread_mutex_unlock(&lock);
}

int64_t torture_calls(void)
{
    return calls;
}
