/* Stored files. */
#include "blob/back.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 60, MARK_MAX_BYTES = 40, LEFT_AFTER_MS = 3600 * 1000 };
static const int64_t in_memory_bytes = 64 << 20;

BlobOptions blob_options = { .folder = "/tmp/florin-files" };
static const BlobBack *back = &blob_folder;
static char mark_bytes[MARK_MAX_BYTES];
static Str mark; /* of this installation; none: it has none */

bool blob_start(Ctx *c, const BlobOptions *o)
{
    Str any = o->s3_endpoint.n ? o->s3_endpoint : o->s3_bucket;
    blob_options = *o;
    mark = (Str){ 0 };
    while (str_ends(blob_options.s3_endpoint, S("/")))
        blob_options.s3_endpoint.n--;
    back = any.n ? &blob_s3 : &blob_folder;
    if (!any.n)
        return true;
    if (!str_starts(o->s3_endpoint, S("https://")) && !str_starts(o->s3_endpoint, S("http://")))
        return fail(c, USAGE, "s3_endpoint", "The S3 service is named https://HOST[:PORT]");
    if (!o->s3_bucket.n || !o->s3_access_key.n || !o->s3_secret_key.n || !o->s3_region.n)
        return fail(c, USAGE, "s3_bucket",
                    "An S3 service needs s3_bucket, s3_region, s3_access_key and s3_secret_key");
    return true;
}

bool blob_shared(void)
{
    return back == &blob_s3;
}

bool blob_make_folder(Ctx *c)
{
    char *path = str_c(c->mem, str_of(blob_options.folder));
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

const char *blob_path(Ctx *c, Str place, const char *ending)
{
    return str_fmt(c->mem, "%s/%.*s%s", blob_options.folder, STR_ARG(place), ending).p;
}

bool blob_named_well(Str name)
{
    bool ok = name.n > 0 && name.n <= NAME_MAX_BYTES;
    for (ptrdiff_t i = 0; ok && i < name.n; i++)
        ok = (name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= '0' && name.p[i] <= '9') ||
             name.p[i] == '_';
    return ok;
}

static bool named_well(Ctx *c, Str name)
{
    return !failed(c) && (blob_named_well(name) ||
                          fail(c, INTERNAL, NULL, "'%.*s' is no name of a file", STR_ARG(name)));
}

bool blob_belong(Ctx *c, Str to)
{
    if (!blob_named_well(to) || to.n > MARK_MAX_BYTES || str_find_char(to, '_', 0) >= 0)
        return fail(c, INTERNAL, NULL, "'%.*s' is no mark of an installation", STR_ARG(to));
    memcpy(mark_bytes, to.p, (size_t)to.n);
    mark = str_n(mark_bytes, to.n);
    return true;
}

/* Where a file lies. */
static Str place_of(Ctx *c, Str name)
{
    return mark.n ? str_fmt(c->mem, "%.*s/%.*s", STR_ARG(mark), STR_ARG(name)) : name;
}

static bool is_there(Ctx *c, Str place, bool *there)
{
    uint8_t first;
    ptrdiff_t n = -1;
    bool ok = !failed(c) && back->head(c, place, &first, 1, &n);
    *there = n >= 0;
    return ok;
}

void blob_list_add(Ctx *c, BlobList *list, Str name)
{
    if (list->n == list->room) {
        ptrdiff_t want = 2 * list->room + 64;
        list->names = arena_grow(c->mem, list->names, (size_t)list->room * sizeof(Str),
                                 (size_t)want * sizeof(Str));
        list->room = want;
    }
    list->names[list->n++] = name;
}

int blob_scratch(Ctx *c, int64_t bytes)
{
    const char *folder = blob_options.scratch ? blob_options.scratch : blob_options.folder;
    int fd = bytes <= in_memory_bytes ? memfd_create("file", MFD_CLOEXEC) : -1;
    if (fd < 0)
        fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        char *path = str_c(c->mem, str_fmt(c->mem, "%s/florin-file-XXXXXX", folder));
        fd = mkostemp(path, O_CLOEXEC);
        if (fd >= 0)
            unlink(path);
    }
    if (fd < 0)
        fail_internal(c, UNAVAILABLE, str_of(strerror(errno)), "A file cannot be opened in %s",
                      folder);
    return fd;
}

/* --- storing --- */

/* A file on its way: it has a name in the folder until it is stored or given up. */
typedef struct {
    int fd;
    const char *path;
} Way;

static void way_done(Way *w)
{
    if (w->path)
        unlink(w->path);
    clean_fd(&w->fd);
}

static bool way_begin(Ctx *c, Way *w)
{
    for (int i = 0; i < 3 && w->fd < 0; i++) {
        uint64_t chance;
        random_bytes(&chance, sizeof chance);
        w->path =
            str_fmt(c->mem, "%s/way.%016llx", blob_options.folder, (unsigned long long)chance).p;
        w->fd = open(w->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (w->fd < 0 && errno == ENOENT && !blob_make_folder(c))
            return false;
    }
    return w->fd >= 0 || fail_internal(c, UNAVAILABLE, str_of(strerror(errno)),
                                       "The file cannot be stored in %s", blob_options.folder);
}

static bool store(Ctx *c, Str name, Str place, int from, bool fresh, Sealed *s)
{
    Way w CLEAN(way_done) = { .fd = -1 };
    KeyUse use CLEAN(key_use_end) = { 0 }; /* until the file can be listed, and sealed anew */
    return key_use_begin(c, &use) && way_begin(c, &w) && seal_file(c, name, from, w.fd, s) &&
           back->put(c, place, w.fd, w.path, s, fresh);
}

/* By a file without a mark; those with one are told by put. */
static bool is_free(Ctx *c, Str name)
{
    bool there = false;
    return !mark.n || (is_there(c, name, &there) &&
                       (!there || fail(c, CONFLICT, "name", "There is a stored file %.*s already",
                                       STR_ARG(name))));
}

bool blob_put(Ctx *c, Str name, int fd, Blob *out)
{
    Sealed s = { 0 };
    *out = (Blob){ 0 };
    if (!named_well(c, name) || !is_free(c, name))
        return false;
    lseek(fd, 0, SEEK_SET); /* a pipe has no beginning to go to */
    if (!store(c, name, place_of(c, name), fd, true, &s))
        return false;
    *out = (Blob){ s.size, (int64_t)s.hash };
    return true;
}

/* Below the mark or without one. It may be moved from here to there in between. */
static int open_anywhere(Ctx *c, Str name, bool *is_plain)
{
    Str places[] = { place_of(c, name), name, place_of(c, name) };
    ptrdiff_t n = mark.n ? COUNT(places) : 1;
    int fd = -1;
    for (ptrdiff_t i = 0; i < n; i++) {
        fd = back->open(c, places[i], is_plain);
        if (fd >= 0 || c->failure.code != GONE || i == n - 1)
            break;
        fail_clear(c);
    }
    return fd;
}

int blob_open(Ctx *c, Str name)
{
    bool is_plain = false;
    struct stat st;
    if (!named_well(c, name))
        return -1;
    int from = open_anywhere(c, name, &is_plain);
    if (from < 0 || is_plain)
        return from;
    int to = fstat(from, &st) ? -1 : blob_scratch(c, st.st_size);
    if (to >= 0 && (!unseal_file(c, name, from, to) || lseek(to, 0, SEEK_SET)))
        clean_fd(&to);
    close(from);
    return failed(c) ? -1 : to;
}

bool blob_find(Ctx *c, Str name, bool *there)
{
    *there = false;
    return named_well(c, name) && is_there(c, place_of(c, name), there) &&
           (*there || !mark.n || is_there(c, name, there));
}

bool blob_drop(Ctx *c, Str name)
{
    return named_well(c, name) && back->drop(c, place_of(c, name)) &&
           (!mark.n || back->drop(c, name));
}

bool blob_list(Ctx *c, Str prefix, BlobList *out)
{
    *out = (BlobList){ 0 };
    return !failed(c) && back->list(c, mark, prefix, out);
}

bool blob_list_unmarked(Ctx *c, Str prefix, BlobList *out)
{
    *out = (BlobList){ 0 };
    return !failed(c) && (!mark.n || back->list(c, S(""), prefix, out));
}

bool blob_adopt(Ctx *c, Str name)
{
    bool without = false, with = false, moved = false;
    Sealed s;
    if (!named_well(c, name) || !mark.n || !is_there(c, name, &without) || !without)
        return !failed(c);
    Str place = place_of(c, name);
    if (!is_there(c, place, &with))
        return false;
    if (!with && back->move && !back->move(c, name, place, &moved))
        return false;
    if (!with && !moved) {
        int fd CLEAN(clean_fd) = blob_open(c, name);
        if (fd < 0 || !store(c, name, place, fd, false, &s))
            return false;
    }
    return moved || back->drop(c, name);
}

/* Whether a file of unknown origin is to be left as it is. */
static bool is_foreign(Ctx *c, Str id)
{
    return !id.n || !key_known(c, id);
}

bool blob_reseal(Ctx *c, Str name, bool *changed)
{
    uint8_t head[SEAL_HEAD_BYTES];
    ptrdiff_t n = -1;
    Str id = { 0 };
    Sealed s;
    *changed = false;
    if (!named_well(c, name))
        return false;
    Str place = place_of(c, name);
    if (!back->head(c, place, head, sizeof head, &n))
        return false;
    bool unmarked = mark.n && n < 0;
    if (unmarked && !back->head(c, place = name, head, sizeof head, &n))
        return false;
    if (n < 0)
        return true;
    if (sealed_under(c->mem, head, n, &id) && str_eq(id, key_id(c)))
        return !failed(c);
    if (unmarked && is_foreign(c, id))
        return !failed(c);
    int fd CLEAN(clean_fd) = blob_open(c, name);
    *changed = fd >= 0 && store(c, name, place, fd, false, &s);
    return *changed;
}

/* --- what is left --- */

bool blob_clean_up(Ctx *c)
{
    DIR *dir = failed(c) ? NULL : opendir(blob_options.folder);
    int64_t before = clock_now_ms() - LEFT_AFTER_MS;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        struct stat st;
        if (str_starts(str_of(e->d_name), S("way.")) &&
            !fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) &&
            (int64_t)st.st_mtime * 1000 < before)
            unlinkat(dirfd(dir), e->d_name, 0);
    }
    if (dir)
        closedir(dir);
    return !failed(c);
}
