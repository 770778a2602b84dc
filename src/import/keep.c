/* Files are copied, made durable, and only then known to the database; a row without its file
 * cannot be, a file without its row is swept. */
#include "import/keep.h"

#include "import/vault.h"
#include "import_sql.h"
#include "text/jsonout.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 1 << 20, ORPHAN_AFTER_MS = 3600 * 1000, SWEEP_FILES = 5000,
       TRIES = 100 };

static const char *folder = "/tmp/florin-files";

void import_start(const ImportOptions *o)
{
    folder = o->folder;
}

static char *path_of(Ctx *c, Id id)
{
    return str_c(c->mem, str_fmt(c->mem, "%s/%.*s", folder, STR_ARG(id_text(c->mem, "imp", id))));
}

static bool make_folder(Ctx *c)
{
    char *path = str_c(c->mem, str_of(folder));
    for (char *p = path + 1;; p++) {
        char kept = *p;
        if (kept != '/' && kept)
            continue;
        *p = 0;
        if (mkdir(path, 0700) && errno != EEXIST)
            return fail_internal(c, UNAVAILABLE, str_of(strerror(errno)),
                                 "The folder for files, %s, cannot be made", path);
        *p = kept;
        if (!kept)
            return true;
    }
}

/* A word-wise hash of a file's bytes, to know it again; not a secret's. */
static uint64_t hash_on(uint64_t h, const char *p, ssize_t n)
{
    uint64_t word = 0;
    for (; n >= 8; n -= 8, p += 8) {
        memcpy(&word, p, 8);
        h = (h ^ word) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    word = 0;
    memcpy(&word, p, (size_t)n);
    h = (h ^ word ^ (uint64_t)n << 56) * 0xbf58476d1ce4e5b9u;
    return h ^ h >> 32;
}

/* Reads a full piece, so that the hash does not depend on how the bytes arrive. */
static ssize_t read_piece(int fd, char *p)
{
    ssize_t n = 0;
    while (n < PIECE_BYTES) {
        ssize_t got = read(fd, p + n, (size_t)(PIECE_BYTES - n));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        n += got;
    }
    return n;
}

static bool copy(Ctx *c, int from, int to, Import *out)
{
    char *piece = arena_alloc(c->mem, PIECE_BYTES);
    uint64_t hash = 0x243f6a8885a308d3u;
    lseek(from, 0, SEEK_SET); /* a pipe has no beginning to go to */
    for (ssize_t n; (n = read_piece(from, piece)) != 0;) {
        if (n < 0)
            return fail_internal(c, UNREADABLE, str_of(strerror(errno)), "The file cannot be read");
        ssize_t written = write(to, piece, (size_t)n);
        if (written != n)
            return fail_internal(c, UNAVAILABLE, str_of(strerror(written < 0 ? errno : ENOSPC)),
                                 "The file cannot be stored in %s: make room there and try again",
                                 folder);
        hash = hash_on(hash, piece, n);
        out->file_size += n;
    }
    out->file_hash = (int64_t)hash;
    if (fsync(to))
        return fail_internal(c, UNAVAILABLE, str_of(strerror(errno)), "The file cannot be stored");
    return true;
}

/* A new file for the import; where its name is taken, by a server whose database is another, the
 * import gets another id. */
static int create(Ctx *c, Import *out)
{
    int fd = -1;
    for (int i = 0; i < TRIES && fd < 0 && (i == 0 || errno == EEXIST || errno == ENOENT); i++) {
        if (i && errno == ENOENT && !make_folder(c))
            return -1;
        out->id = id_new(clock_now_ms());
        fd = open(path_of(c, out->id), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    }
    return fd;
}

bool import_keep(Ctx *c, int fd, const ImportFile *file, Import *out)
{
    if (failed(c))
        return false;
    *out = (Import){ .filename = file->filename.n ? file->filename : S("upload"),
                     .account_id = file->account_id,
                     .template_id = file->template_id,
                     .wants_preview = file->wants_preview,
                     .wanted_sheet = file->sheet,
                     .save_password = file->save_password,
                     .try_saved_passwords = !file->only_password,
                     .is_file_kept = true,
                     .status = IMPORT_PENDING,
                     .parser_type = PARSER_SYSTEM };
    int to CLEAN(clean_fd) = create(c, out);
    if (to < 0)
        return fail_internal(c, UNAVAILABLE, str_of(strerror(errno)),
                             "The file cannot be stored in %s", folder);
    if (copy(c, fd, to, out) && vault_give(c, out, file->password))
        return true;
    import_forget(c, out);
    return false;
}

void import_forget(Ctx *c, const Import *imp)
{
    if (imp->id)
        unlink(path_of(c, imp->id));
}

bool keep_drop(Ctx *c, Id import_id)
{
    return unlink(path_of(c, import_id)) == 0 || errno == ENOENT ||
           fail_internal(c, UNAVAILABLE, str_of(strerror(errno)), "The file cannot be removed");
}

int keep_open(Ctx *c, const Import *imp)
{
    if (failed(c))
        return -1;
    int fd = open(path_of(c, imp->id), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        fail_internal(c, GONE, str_of(strerror(errno)),
                      "The file of this import is no longer stored; send it again");
    return fd;
}

KeepHold keep_hold(Ctx *c, Id import_id, int *fd)
{
    *fd = open(path_of(c, import_id), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (*fd < 0)
        return KEEP_NOT_HERE;
    if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
        return KEEP_HELD;
    close(*fd);
    *fd = -1;
    return KEEP_BUSY;
}

bool keep_turn(Ctx *c, int *fd)
{
    if (failed(c) || !make_folder(c))
        return false;
    const char *path = str_fmt(c->mem, "%s/turns.lock", folder).p;
    struct flock byte = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = c->workspace_id, .l_len = 1 };
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int rc = *fd < 0 ? -1 : 0;
    while (rc == 0 && (rc = fcntl(*fd, F_OFD_SETLKW, &byte)) != 0 && errno == EINTR)
        rc = 0;
    return rc == 0 || fail_internal(c, UNAVAILABLE, str_of(strerror(errno)), "The file %s cannot be locked", path);
}

/* --- sweeping --- */

typedef struct {
    DIR *dir;
    Id *ids;
    ptrdiff_t n;
    Map known;
} Sweep;

static void collect_old(Ctx *c, Sweep *s)
{
    s->ids = NEW_ARRAY(c->mem, Id, SWEEP_FILES);
    for (struct dirent *e; s->n < SWEEP_FILES && (e = readdir(s->dir));) {
        struct stat st;
        Id id;
        if (id_parse(str_of(e->d_name), "imp", &id) == ID_OK &&
            !fstatat(dirfd(s->dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) &&
            (int64_t)st.st_mtime * 1000 < c->now_ms - ORPHAN_AFTER_MS)
            s->ids[s->n++] = id;
    }
}

static bool look_up(Ctx *c, void *arg)
{
    Sweep *s = arg;
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

bool keep_sweep(Ctx *c)
{
    Sweep s = { .dir = opendir(folder) };
    if (!s.dir)
        return true;
    collect_old(c, &s);
    bool ok = store_read(c->store, c, look_up, &s);
    for (ptrdiff_t i = 0; ok && i < s.n; i++)
        if (!map_find_num(&s.known, s.ids[i]))
            unlink(path_of(c, s.ids[i]));
    closedir(s.dir);
    return ok;
}
