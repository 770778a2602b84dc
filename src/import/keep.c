/* Files are stored, durably, and only then known to the database; a row without its file cannot be,
 * a file without its row is swept. */
#include "import/keep.h"

#include "blob/blob.h"
#include "blob/key.h"
#include "blob/scan.h"
#include "files_sql.h"
#include "http/upload.h"
#include "import/vault.h"
#include "import_sql.h"
#include "text/jsonout.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    ORPHAN_AFTER_MS = 3600 * 1000,
    CHUNK_FILES = 1000,
    EXPIRE_ROWS = 500,
    TRIES = 100,
    TURN_LOOK_MS = 20,
    ASKED_EVERY = 10, /* looks */
    LATER_MS = 300,
    TRIED_AGAIN_MS = 7 * DAY_MS /* a failed import's file, when others go at once */
};

static ImportOptions options = { .folder = "/tmp/florin-files" };

void import_start(const ImportOptions *o)
{
    Ctx c = ctx_new("stored files", LIMIT_REQUEST_ARENA_BYTES);
    options = *o;
    blob_start(&c, &(BlobOptions){ .folder = o->folder });
    ctx_done(&c);
}

const ImportOptions *import_options_now(void)
{
    return &options;
}

static Str name_of(Ctx *c, Id id)
{
    return id_text(c->mem, "imp", id);
}

/* Where the name is taken, by a server whose database is another, the import gets another id; what
 * came through a pipe cannot be read again. */
static bool store(Ctx *c, int fd, Import *out)
{
    Blob b;
    for (int i = 0; i < TRIES; i++) {
        out->id = id_new(clock_now_ms());
        if (blob_put(c, name_of(c, out->id), fd, &b)) {
            out->file_size = b.size;
            out->file_hash = b.hash;
            return true;
        }
        if (c->failure.code != CONFLICT || lseek(fd, 0, SEEK_SET))
            break;
        fail_clear(c);
    }
    out->id = 0;
    return false;
}

bool import_keep(Ctx *c, int fd, const ImportFile *file, Import *out)
{
    if (failed(c))
        return false;
    *out = (Import){ .filename = upload_name(c->mem, file->filename),
                     .account_id = file->account_id,
                     .template_id = file->template_id,
                     .wants_preview = file->wants_preview,
                     .wanted_sheet = file->sheet,
                     .save_password = file->save_password,
                     .try_saved_passwords = !file->only_password,
                     .is_file_kept = true,
                     .status = IMPORT_PENDING,
                     .parser_type = PARSER_SYSTEM };
    if (!store(c, fd, out))
        return false;
    if (vault_give(c, out, file->password))
        return true;
    import_forget(c, out);
    return false;
}

void import_forget(Ctx *c, const Import *imp)
{
    Ctx own = ctx_new("forgotten file", LIMIT_REQUEST_ARENA_BYTES); /* c has failed */
    bool is_certain = fail_status(c->failure.code) <
                      500; /* else the row may be there: the sweep knows in an hour */
    if (imp->id && is_certain)
        blob_drop(&own, name_of(&own, imp->id)); /* what cannot be removed now is swept */
    ctx_done(&own);
}

bool keep_drop(Ctx *c, Id import_id)
{
    return blob_drop(c, name_of(c, import_id));
}

int keep_open(Ctx *c, const Import *imp)
{
    if (!failed(c) && !imp->is_file_kept)
        fail(c, GONE, NULL, "The file of this import is no longer stored; send it again");
    return blob_open(c, name_of(c, imp->id));
}

int keep_open_clean(Ctx *c, const Import *imp)
{
    bool is_awaited = imp->status == IMPORT_PENDING || imp->status == IMPORT_PROCESSING;
    int fd = keep_open(c, imp);
    if (fd >= 0 && !scan_may_show(c, options.scanner, imp->is_scanned, is_awaited, fd))
        clean_fd(&fd);
    return failed(c) ? -1 : fd;
}

/* --- locks --- */

/* Locks a byte of a file in the folder. 1: *fd holds it; 0: somebody else does; -1 after a failure.
 */
static int lock_byte(Ctx *c, const char *name, int64_t at, bool waits, int *fd)
{
    const char *path = str_fmt(c->mem, "%s/%s", options.folder, name).p;
    struct flock byte = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = 1 };
    if (failed(c) || !blob_make_folder(c))
        return -1;
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int rc = *fd < 0 ? -1 : fcntl(*fd, waits ? F_OFD_SETLKW : F_OFD_SETLK, &byte);
    while (rc && *fd >= 0 && errno == EINTR)
        rc = fcntl(*fd, waits ? F_OFD_SETLKW : F_OFD_SETLK, &byte);
    if (!rc)
        return 1;
    if (*fd >= 0 && !waits && (errno == EAGAIN || errno == EACCES)) {
        clean_fd(fd);
        *fd = -1;
        return 0;
    }
    fail_internal(c, UNAVAILABLE, str_of(strerror(errno)), "The file %s cannot be locked", path);
    return -1;
}

KeepHold keep_hold(Ctx *c, const Import *imp, int *fd)
{
    bool there = true;
    if (imp->is_file_kept && !blob_shared() && !blob_find(c, name_of(c, imp->id), &there))
        return KEEP_NOT_HERE;
    if (!there)
        return KEEP_NOT_HERE;
    return lock_byte(c, "holds.lock", imp->id, false, fd) == 0 ? KEEP_BUSY : KEEP_HELD;
}

static void rest(int64_t ms)
{
    nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

bool keep_turn(Ctx *c, const Job *job, int64_t patience_ms, int *fd)
{
    *fd = -1;
    if (!job)
        return lock_byte(c, "turns.lock", c->workspace_id, true, fd) == 1;
    int64_t until = clock_mono_ns() / 1000000 + patience_ms;
    for (int i = 0;; i++) {
        int got = lock_byte(c, "turns.lock", c->workspace_id, false, fd);
        if (got)
            return got > 0;
        if (clock_mono_ns() / 1000000 >= until ||
            (i % ASKED_EVERY == 0 && job_others_wait(c, job))) {
            job_later(job, LATER_MS);
            return !failed(c);
        }
        rest(TURN_LOOK_MS);
    }
}

/* --- sweeping --- */

typedef struct {
    const Id *ids;
    ptrdiff_t n;
    Map known;
} Wanted;

static bool look_up(Ctx *c, void *arg)
{
    Wanted *s = arg;
    Buf b = buf_new(c->mem, 24 * s->n + 2);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    for (ptrdiff_t i = 0; i < s->n; i++)
        json_int64(&w, s->ids[i]);
    json_close_array(&w);
    DbRows rows = db_rows(c, &q_import_files, DB_ARGS(V_TEXT(buf_str(&b))));
    s->known = map_new(c->mem);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        map_put_num(&s->known, db_int(&rows, i, "id"), s);
    return !failed(c);
}

/* Of files of this installation those that no import wants are removed. Of files without a mark
 * those that one wants are taken; the others may be somebody else's. */
static bool sweep_some(Ctx *c, const Id *ids, ptrdiff_t n, bool unmarked)
{
    Wanted s = { ids, n, { 0 } };
    if (!n || !store_read(c->store, c, look_up, &s))
        return !failed(c);
    for (ptrdiff_t i = 0; i < n && !failed(c); i++) {
        bool wanted = map_find_num(&s.known, ids[i]) != NULL;
        if (wanted && unmarked)
            blob_adopt(c, name_of(c, ids[i]));
        else if (!wanted && !unmarked)
            keep_drop(c, ids[i]);
    }
    return !failed(c);
}

/* Files older than an hour: what a crash between the file and the row left behind, and what was
 * dropped. */
static bool sweep_files(Ctx *c, bool unmarked)
{
    BlobList all;
    Id *ids = NEW_ARRAY(c->mem, Id, CHUNK_FILES);
    ptrdiff_t n = 0;
    if (!(unmarked ? blob_list_unmarked : blob_list)(c, S("imp_"), &all))
        return false;
    for (ptrdiff_t i = 0; i < all.n && !failed(c); i++) {
        Id id;
        if (id_parse(all.names[i], "imp", &id) == ID_OK &&
            id_instant(id) < clock_now_ms() - ORPHAN_AFTER_MS)
            ids[n++] = id;
        if (n == CHUNK_FILES) {
            ArenaMark mark = arena_mark(c->mem);
            if (sweep_some(c, ids, n, unmarked))
                arena_reset(c->mem, mark);
            n = 0;
        }
    }
    return sweep_some(c, ids, n, unmarked);
}

typedef struct {
    int64_t ended_before, failed_before;
    DbRows rows;
} Expired;

static bool expire_some(Ctx *c, void *arg)
{
    Expired *e = arg;
    e->rows = db_rows(c, &q_file_expired,
                      DB_ARGS(V_INT(e->ended_before), V_INT(e->failed_before), V_INT(EXPIRE_ROWS)));
    for (ptrdiff_t i = 0; i < e->rows.n && !failed(c); i++)
        db_run(c, &q_file_expire,
               DB_ARGS(V_INT(db_int(&e->rows, i, "workspace_id")), V_INT(db_int(&e->rows, i, "id")),
                       V_INT(c->now_ms)));
    return !failed(c);
}

/* Whose time is over. Their rows say so first: a file that is left then is swept as unwanted. */
static bool sweep_expired(Ctx *c)
{
    int64_t days = options.retention_days, now = clock_now_ms();
    Expired e = { .ended_before = now - (days > 0 ? days * DAY_MS : 0) };
    e.failed_before = days > 0 ? e.ended_before : now - TRIED_AGAIN_MS;
    e.rows.n = EXPIRE_ROWS;
    while (days && e.rows.n == EXPIRE_ROWS && store_write(c->store, c, expire_some, &e))
        for (ptrdiff_t i = 0; i < e.rows.n && !failed(c); i++)
            keep_drop(c, db_int(&e.rows, i, "id"));
    return !failed(c);
}

static bool reseal(Ctx *c, const BlobList *all, int64_t *n)
{
    for (ptrdiff_t i = 0; i < all->n && !failed(c); i++) {
        bool changed;
        ArenaMark mark = arena_mark(c->mem);
        if (blob_reseal(c, all->names[i], &changed)) {
            *n += changed;
            arena_reset(c->mem, mark);
        }
    }
    return !failed(c);
}

/* Passwords and files; *all false: there are more files than are listed. */
static bool reseal_everything(Ctx *c, int64_t *n, bool *all)
{
    BlobList own = { 0 }, unmarked = { 0 };
    bool ok = vault_reseal(c, n) && blob_list(c, S(""), &own) && reseal(c, &own, n) &&
              blob_list_unmarked(c, S(""), &unmarked) && reseal(c, &unmarked, n);
    *all = own.n < BLOB_LIST_MAX && unmarked.n < BLOB_LIST_MAX;
    return ok;
}

bool import_rotate(Ctx *c, int64_t *n, bool *dropped)
{
    bool all;
    *n = 0;
    *dropped = false;
    if (!reseal_everything(c, n, &all))
        return false;
    if (!all || key_count(c) == 1 || !key_may_drop(c))
        return !failed(c);
    /* Nothing comes under an older key any more; what came while this went through is sealed anew
     * as well. */
    if (!reseal_everything(c, n, &all))
        return false;
    *dropped = all && key_drop_old(c) && key_count(c) == 1; /* those of a setting stay in it */
    return !failed(c);
}

bool keep_sweep(Ctx *c)
{
    int64_t n;
    bool dropped;
    bool ok = blob_clean_up(c) && sweep_expired(c) && sweep_files(c, true) && sweep_files(c, false);
    /* With an S3 service looking at every file costs a request each. */
    return ok && ((blob_shared() && key_count(c) == 1) || import_rotate(c, &n, &dropped));
}
