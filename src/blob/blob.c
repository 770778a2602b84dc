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

enum { NAME_MAX_BYTES = 60, LEFT_AFTER_MS = 3600 * 1000 };
static const int64_t in_memory_bytes = 64 << 20;

BlobOptions blob_options = { .folder = "/tmp/florin-files" };
static const BlobBack *back = &blob_folder;

bool blob_start(Ctx *c, const BlobOptions *o)
{
    Str any = o->s3_endpoint.n ? o->s3_endpoint : o->s3_bucket;
    blob_options = *o;
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

const char *blob_path(Ctx *c, Str name, const char *ending)
{
    return str_fmt(c->mem, "%s/%.*s%s", blob_options.folder, STR_ARG(name), ending).p;
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
    return !failed(c) &&
           (blob_named_well(name) ||
            fail(c, INTERNAL, NULL, "'%.*s' is no name of a file", STR_ARG(name)));
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
        fail_internal(c, UNAVAILABLE, str_of(strerror(errno)), "A file cannot be opened in %s", folder);
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
        w->path = str_fmt(c->mem, "%s/way.%016llx", blob_options.folder, (unsigned long long)chance).p;
        w->fd = open(w->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (w->fd < 0 && errno == ENOENT && !blob_make_folder(c))
            return false;
    }
    return w->fd >= 0 || fail_internal(c, UNAVAILABLE, str_of(strerror(errno)),
                                       "The file cannot be stored in %s", blob_options.folder);
}

static bool store(Ctx *c, Str name, int from, bool fresh, Sealed *s)
{
    Way w CLEAN(way_done) = { .fd = -1 };
    return way_begin(c, &w) && seal_file(c, name, from, w.fd, s) &&
           back->put(c, name, w.fd, w.path, s, fresh);
}

bool blob_put(Ctx *c, Str name, int fd, Blob *out)
{
    Sealed s = { 0 };
    *out = (Blob){ 0 };
    if (!named_well(c, name))
        return false;
    lseek(fd, 0, SEEK_SET); /* a pipe has no beginning to go to */
    if (!store(c, name, fd, true, &s))
        return false;
    *out = (Blob){ s.size, (int64_t)s.hash };
    return true;
}

int blob_open(Ctx *c, Str name)
{
    bool is_plain = false;
    struct stat st;
    if (!named_well(c, name))
        return -1;
    int from = back->open(c, name, &is_plain);
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
    uint8_t first;
    ptrdiff_t n = -1;
    bool ok = named_well(c, name) && back->head(c, name, &first, 1, &n);
    *there = n >= 0;
    return ok;
}

bool blob_drop(Ctx *c, Str name)
{
    return named_well(c, name) && back->drop(c, name);
}

bool blob_list(Ctx *c, Str prefix, BlobList *out)
{
    *out = (BlobList){ 0 };
    return !failed(c) && back->list(c, prefix, out);
}

bool blob_reseal(Ctx *c, Str name, bool *changed)
{
    uint8_t head[SEAL_HEAD_BYTES];
    ptrdiff_t n = -1;
    Str id = { 0 };
    Sealed s;
    *changed = false;
    if (!named_well(c, name) || !back->head(c, name, head, sizeof head, &n) || n < 0)
        return !failed(c);
    if (sealed_under(c->mem, head, n, &id) && str_eq(id, key_id(c)))
        return !failed(c);
    int fd CLEAN(clean_fd) = blob_open(c, name);
    *changed = fd >= 0 && store(c, name, fd, false, &s);
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
