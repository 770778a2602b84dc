/* The page's files as responses made once. */
#include "http/static.h"

#include "http/header.h"
#include "http/private.h"
#include "text/percent.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_DEPTH = 8, SET_ARENA_BYTES = 96 << 20 };
static const int64_t most_bytes = 64 << 20;

typedef enum { AS_IS, AS_GZIP, AS_BROTLI, CODINGS } Coding;
static const Str coding_suffix[CODINGS] = {
    [AS_IS] = S_INIT(""), [AS_GZIP] = S_INIT(".gz"), [AS_BROTLI] = S_INIT(".br")
};
static const char *const coding_name[CODINGS] = { [AS_GZIP] = "gzip", [AS_BROTLI] = "br" };

typedef struct {
    Str path;
    struct MHD_Response *as[CODINGS];
    struct MHD_Response *unchanged;
    int64_t bytes[CODINGS];
    Str etag;
} Entry;

struct HttpStatic {
    Arena *mem;
    Map files; /* raw files by path, with their suffixes: Str */
    Map entries;
    int64_t bytes;
};

static const struct {
    Str ending;
    const char *type;
} types[] = {
    { S_INIT(".html"), "text/html; charset=utf-8" },
    { S_INIT(".js"), "text/javascript; charset=utf-8" },
    { S_INIT(".mjs"), "text/javascript; charset=utf-8" },
    { S_INIT(".css"), "text/css; charset=utf-8" },
    { S_INIT(".json"), "application/json; charset=utf-8" },
    { S_INIT(".map"), "application/json; charset=utf-8" },
    { S_INIT(".webmanifest"), "application/manifest+json" },
    { S_INIT(".svg"), "image/svg+xml" },
    { S_INIT(".png"), "image/png" },
    { S_INIT(".jpg"), "image/jpeg" },
    { S_INIT(".webp"), "image/webp" },
    { S_INIT(".ico"), "image/x-icon" },
    { S_INIT(".woff2"), "font/woff2" },
    { S_INIT(".txt"), "text/plain; charset=utf-8" },
    { S_INIT(".wasm"), "application/wasm" },
};

static const char *const page_headers[][2] = {
    { "Content-Security-Policy",
      "default-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'; "
      "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
};

static const char *type_of(Str path)
{
    for (ptrdiff_t i = 0; i < COUNT(types); i++)
        if (str_ends(path, types[i].ending))
            return types[i].type;
    return "application/octet-stream";
}

/* ---- making the responses ---- */

static struct MHD_Response *make(const Entry *e, Str bytes, Coding coding, bool varies)
{
    struct MHD_Response *r = MHD_create_response_from_buffer(
        (size_t)bytes.n, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_PERSISTENT);
    if (!r)
        return NULL;
    MHD_add_response_header(r, "Content-Type", type_of(e->path));
    MHD_add_response_header(
        r, "Cache-Control",
        str_starts(e->path, S("assets/")) ? "public, max-age=31536000, immutable" : "no-cache");
    MHD_add_response_header(r, "ETag", e->etag.p);
    if (coding_name[coding])
        MHD_add_response_header(r, "Content-Encoding", coding_name[coding]);
    if (varies)
        MHD_add_response_header(r, "Vary", "Accept-Encoding");
    for (ptrdiff_t i = 0; i < COUNT(page_headers); i++)
        MHD_add_response_header(r, page_headers[i][0], page_headers[i][1]);
    return r;
}

static const Str *find_coded(const HttpStatic *s, Str path, Coding coding)
{
    Str name = str_fmt(s->mem, "%.*s%.*s", STR_ARG(path), STR_ARG(coding_suffix[coding]));
    return map_find(&s->files, name);
}

static void add_entry(HttpStatic *s, Str path, const Str *plain)
{
    Entry *e = NEW(s->mem, Entry);
    const Str *coded[CODINGS] = { plain, find_coded(s, path, AS_GZIP),
                                  find_coded(s, path, AS_BROTLI) };
    bool varies = coded[AS_GZIP] || coded[AS_BROTLI];
    e->path = path;
    e->etag = str_fmt(s->mem, "\"%016llx\"", (unsigned long long)str_hash(*plain));
    e->etag = str_of(str_c(s->mem, e->etag));
    for (Coding i = 0; i < CODINGS; i++) {
        if (!coded[i])
            continue;
        e->as[i] = make(e, *coded[i], i, varies);
        e->bytes[i] = coded[i]->n;
    }
    e->unchanged = make(e, S(""), AS_IS, varies);
    map_put(&s->entries, path, e);
}

static bool is_coded(Str path)
{
    return str_ends(path, coding_suffix[AS_GZIP]) || str_ends(path, coding_suffix[AS_BROTLI]);
}

static void prepare(HttpStatic *s)
{
    for (ptrdiff_t i = 0; i < s->files.n; i++)
        if (!is_coded(s->files.entries[i].key))
            add_entry(s, s->files.entries[i].key, s->files.entries[i].value);
}

static HttpStatic *set_new(void)
{
    Arena *mem = arena_new("page files", SET_ARENA_BYTES);
    HttpStatic *s = NEW(mem, HttpStatic);
    s->mem = mem;
    s->files = map_new(mem);
    s->entries = map_new(mem);
    return s;
}

static void add_file(HttpStatic *s, Str path, Str bytes)
{
    Str *kept = NEW(s->mem, Str);
    *kept = bytes;
    map_put(&s->files, path, kept);
}

HttpStatic *http_static_embedded(const StaticFile *files, ptrdiff_t n)
{
    HttpStatic *s = set_new();
    for (ptrdiff_t i = 0; i < n; i++)
        add_file(s, str_of(files[i].path),
                 str_n((const char *)files[i].bytes, (ptrdiff_t)files[i].n));
    prepare(s);
    return s;
}

/* ---- a folder ---- */

static void close_dir(DIR **d)
{
    if (*d)
        closedir(*d);
}

static bool read_file(Ctx *c, HttpStatic *s, int folder, const char *name, Str path)
{
    int fd CLEAN(clean_fd) = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat st;
    if (fd < 0 || fstat(fd, &st))
        return fail(c, UNAVAILABLE, "page", "cannot read '%.*s': %s", STR_ARG(path),
                    strerror(errno));
    s->bytes += st.st_size;
    if (s->bytes > most_bytes)
        return fail(c, TOO_LARGE, "page",
                    "the page's folder has more than 64 MiB: is it the right one?");
    char *bytes = arena_alloc(s->mem, (size_t)st.st_size);
    ptrdiff_t n = 0;
    while (n < st.st_size) {
        ssize_t got = read(fd, bytes + n, (size_t)(st.st_size - n));
        if (got <= 0)
            return fail(c, UNAVAILABLE, "page", "cannot read all of '%.*s'", STR_ARG(path));
        n += got;
    }
    add_file(s, path, str_n(bytes, n));
    return true;
}

static bool read_folder(Ctx *c, HttpStatic *s, int fd, Str below, int depth)
{
    DIR *d CLEAN(close_dir) = fdopendir(fd);
    if (!d) {
        close(fd);
        return fail(c, UNAVAILABLE, "page", "cannot read a folder of the page: %s",
                    strerror(errno));
    }
    for (struct dirent *e; !failed(c) && (e = readdir(d));) {
        struct stat st;
        if (e->d_name[0] == '.' || fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW))
            continue;
        Str path = str_fmt(s->mem, "%.*s%s", STR_ARG(below), e->d_name);
        if (S_ISREG(st.st_mode))
            read_file(c, s, dirfd(d), e->d_name, path);
        if (!S_ISDIR(st.st_mode) || depth == MOST_DEPTH)
            continue;
        int sub = openat(dirfd(d), e->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
        if (sub >= 0)
            read_folder(c, s, sub, str_fmt(s->mem, "%.*s/", STR_ARG(path)), depth + 1);
    }
    return !failed(c);
}

HttpStatic *http_static_folder(Ctx *c, const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        fail(c, INVALID, "page", "cannot read the page's folder '%s': %s", folder, strerror(errno));
        return NULL;
    }
    HttpStatic *s = set_new();
    if (read_folder(c, s, fd, S(""), 0)) {
        prepare(s);
        return s;
    }
    http_static_free(s);
    return NULL;
}

void http_static_free(HttpStatic *s)
{
    if (!s)
        return;
    for (ptrdiff_t i = 0; i < s->entries.n; i++) {
        Entry *e = s->entries.entries[i].value;
        for (Coding k = 0; k < CODINGS; k++)
            if (e->as[k])
                MHD_destroy_response(e->as[k]);
        MHD_destroy_response(e->unchanged);
    }
    arena_free(s->mem);
}

/* ---- answering ---- */

static bool has_extension(Str path)
{
    for (ptrdiff_t i = path.n; i > 0 && path.p[i - 1] != '/'; i--)
        if (path.p[i - 1] == '.')
            return true;
    return false;
}

/* No way up, nothing hidden, nothing that looks different to another reader. Paths are looked up in
 * a table, so this is a second wall. */
static bool path_clean(Str path)
{
    Str rest = path;
    while (rest.p) {
        Str part = str_cut(&rest, '/');
        if (str_starts(part, S(".")) || str_find_char(part, '\\', 0) >= 0)
            return false;
    }
    return header_safe(path);
}

static const Entry *find_entry(const HttpStatic *s, HttpRequest *r)
{
    Str path;
    if (!percent_decode(r->mem, r->path, PERCENT_PATH, &path))
        return NULL;
    path = str_part(path, 1, path.n);
    if (path.n && !path_clean(path))
        return NULL;
    const Entry *e = path.n ? map_find(&s->entries, path) : NULL;
    if (!e && !has_extension(path))
        e = map_find(&s->entries, S("index.html"));
    return e;
}

static Coding choose(const Entry *e, Str accepts)
{
    int best = 0;
    Coding chosen = AS_IS;
    for (Coding i = AS_GZIP; i < CODINGS; i++) {
        int quality = e->as[i] ? accept_quality(accepts, str_of(coding_name[i])) : 0;
        if (quality && quality >= best) {
            best = quality;
            chosen = i;
        }
    }
    return chosen;
}

bool http_static_answer(const HttpStatic *s, HttpRequest *r)
{
    const Entry *e = find_entry(s, r);
    if (!e)
        return false;
    Request *q = (Request *)(void *)r;
    bool unchanged = etag_listed(http_header(r, S("If-None-Match")), e->etag);
    Coding coding = unchanged ? AS_IS : choose(e, http_header(r, S("Accept-Encoding")));
    q->prepared = unchanged ? e->unchanged : e->as[coding];
    q->answer.status = unchanged ? 304 : 200;
    q->bytes_out = unchanged ? 0 : e->bytes[coding];
    q->answered = true;
    return true;
}
