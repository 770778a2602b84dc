/* The members of a zip file in memory, over libzip. */
#include "format/archive.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <time.h>
#include <zip.h>

struct Archive {
    zip_t *zip;
    Ctx *c;
    const ParseOptions *options;
    ArchiveEntry *entries;
    int64_t *packed;
    ptrdiff_t n;
};

struct ArchiveStream {
    Archive *archive;
    ptrdiff_t index;
    zip_file_t *file;
    int64_t done;
};

static bool refuse_damaged(Ctx *c, const char *why)
{
    return fail(c, UNREADABLE, NULL,
                "the zip archive is damaged or cut off (%s); get the file again", why);
}

static zip_t *open_zip(Str bytes, zip_error_t *error)
{
    zip_source_t *source = zip_source_buffer_create(bytes.p, (zip_uint64_t)bytes.n, 0, error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, error) : NULL;
    if (!zip && source)
        zip_source_free(source);
    return zip;
}

/* Backslashes are what some programs write between folders. */
static Str name_of(Arena *mem, const char *raw)
{
    Str name = utf8_repair(mem, str_of(raw ? raw : ""));
    char *p = str_c(mem, name);
    for (ptrdiff_t i = 0; i < name.n; i++)
        p[i] = p[i] == '\\' ? '/' : p[i] >= 0 && p[i] < ' ' ? '_' : p[i];
    return str_n(p, name.n);
}

static void read_directory(Archive *a)
{
    Arena *mem = a->c->mem;
    a->entries = NEW_ARRAY(mem, ArchiveEntry, a->n);
    a->packed = NEW_ARRAY(mem, int64_t, a->n);
    for (ptrdiff_t i = 0; i < a->n; i++) {
        ArchiveEntry *e = &a->entries[i];
        zip_stat_t st;
        if (zip_stat_index(a->zip, (zip_uint64_t)i, 0, &st))
            continue;
        e->name = name_of(mem, st.name);
        e->size = st.valid & ZIP_STAT_SIZE && st.size < INT64_MAX ? (int64_t)st.size : 0;
        a->packed[i] = st.valid & ZIP_STAT_COMP_SIZE && st.comp_size < INT64_MAX / 1024
                           ? (int64_t)st.comp_size
                           : 0;
        e->folder = str_ends(e->name, S("/"));
        e->encrypted = st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method != ZIP_EM_NONE;
    }
}

Archive *archive_open(Ctx *c, Str bytes, const ParseOptions *o)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_t *zip = open_zip(bytes, &error);
    if (!zip)
        refuse_damaged(c, zip_error_strerror(&error));
    zip_error_fini(&error);
    if (!zip)
        return NULL;
    Archive *a = NEW(c->mem, Archive);
    *a = (Archive){ .zip = zip, .c = c, .options = o, .n = (ptrdiff_t)zip_get_num_entries(zip, 0) };
    if (a->n > LIMIT_ARCHIVE_MEMBERS) {
        fail(c, HOSTILE, NULL, "the zip archive has %lld members; more than %d are not read",
             (long long)a->n, LIMIT_ARCHIVE_MEMBERS);
        archive_close(a);
        return NULL;
    }
    read_directory(a);
    return a;
}

void archive_close(Archive *a)
{
    if (a && a->zip)
        zip_discard(a->zip);
    if (a)
        a->zip = NULL;
}

ptrdiff_t archive_count(const Archive *a)
{
    return a->n;
}

const ArchiveEntry *archive_entry(const Archive *a, ptrdiff_t i)
{
    return &a->entries[i];
}

ptrdiff_t archive_find(const Archive *a, Str name)
{
    for (ptrdiff_t i = 0; i < a->n; i++)
        if (str_eq_nocase(a->entries[i].name, name))
            return i;
    return -1;
}

/* Whether so many bytes may come out of the member. */
static bool within_bounds(Ctx *c, const Archive *a, ptrdiff_t i, int64_t bytes)
{
    Str name = a->entries[i].name;
    if (bytes > LIMIT_ARCHIVE_BYTES)
        return fail(c, TOO_LARGE, NULL, "\"%.*s\" in the archive unpacks to more than %lld MiB",
                    STR_ARG(name), (long long)(LIMIT_ARCHIVE_BYTES >> 20));
    if (bytes > LIMIT_ARCHIVE_RATIO_FROM && bytes / LIMIT_ARCHIVE_RATIO > a->packed[i])
        return fail(c, HOSTILE, NULL,
                    "\"%.*s\" in the archive unpacks to more than %d times its size, as no "
                    "statement does",
                    STR_ARG(name), LIMIT_ARCHIVE_RATIO);
    return true;
}

/* Members in a way that libzip does not know are not given to it: it loses memory over some. */
static bool is_known(Ctx *c, const Archive *a, ptrdiff_t i)
{
    zip_stat_t st;
    if (zip_stat_index(a->zip, (zip_uint64_t)i, 0, &st))
        return refuse_damaged(c, zip_strerror(a->zip));
    bool packed =
        !(st.valid & ZIP_STAT_COMP_METHOD) || zip_compression_method_supported(st.comp_method, 0);
    bool locked =
        !a->entries[i].encrypted || zip_encryption_method_supported(st.encryption_method, 0);
    return (packed && locked) ||
           fail(c, UNSUPPORTED, NULL, "\"%.*s\" in the archive is %s in a way that is not known",
                STR_ARG(a->entries[i].name), packed ? "encrypted" : "packed");
}

static ArchiveStream *stream_of(Archive *a, ptrdiff_t i, const char *password)
{
    zip_file_t *file = password ? zip_fopen_index_encrypted(a->zip, (zip_uint64_t)i, 0, password)
                                : zip_fopen_index(a->zip, (zip_uint64_t)i, 0);
    if (!file)
        return NULL;
    ArchiveStream *s = NEW(a->c->mem, ArchiveStream);
    *s = (ArchiveStream){ .archive = a, .index = i, .file = file };
    return s;
}

ArchiveStream *archive_begin(Ctx *c, Archive *a, ptrdiff_t i)
{
    if (!within_bounds(c, a, i, a->entries[i].size))
        return NULL;
    if (a->entries[i].encrypted) {
        fail(c, PASSWORD_REQUIRED, NULL, "\"%.*s\" in the archive is encrypted",
             STR_ARG(a->entries[i].name));
        return NULL;
    }
    if (!is_known(c, a, i))
        return NULL;
    ArchiveStream *s = stream_of(a, i, NULL);
    if (!s)
        refuse_damaged(c, zip_strerror(a->zip));
    return s;
}

ptrdiff_t archive_read(Ctx *c, ArchiveStream *s, char *out, ptrdiff_t n)
{
    zip_int64_t got = zip_fread(s->file, out, (zip_uint64_t)n);
    if (got < 0) {
        fail(c, UNREADABLE, NULL, "\"%.*s\" in the archive is damaged (%s); get the file again",
             STR_ARG(s->archive->entries[s->index].name), zip_file_strerror(s->file));
        return -1;
    }
    s->done += got;
    return within_bounds(c, s->archive, s->index, s->done) ? (ptrdiff_t)got : -1;
}

void archive_end(ArchiveStream *s)
{
    if (s && s->file)
        zip_fclose(s->file);
    if (s)
        s->file = NULL;
}

static bool read_whole(Ctx *c, Arena *mem, ArchiveStream *s, int64_t most, Str *out)
{
    enum { STEP = 1 << 16 };
    int64_t stated = s->archive->entries[s->index].size;
    Buf b = buf_new(mem, (ptrdiff_t)most + STEP);
    /* At once where its size is known: in steps the pieces would take twice as much. */
    if (stated > STEP && stated <= most)
        buf_reserve(&b, (ptrdiff_t)stated + STEP);
    for (;;) {
        char *at = buf_reserve(&b, STEP);
        ptrdiff_t n = at ? archive_read(c, s, at, STEP) : 0;
        if (n < 0)
            return false;
        b.n += n;
        if (!at || b.n > most)
            return fail(c, TOO_LARGE, NULL, "\"%.*s\" in the archive is larger than %lld MiB",
                        STR_ARG(s->archive->entries[s->index].name), (long long)(most >> 20));
        if (n == 0)
            break;
    }
    *out = buf_str(&b);
    return true;
}

/* A wrong password is known by the member's check bytes, or only by its sum. */
static bool read_encrypted(Ctx *c, Arena *mem, Archive *a, ptrdiff_t i, int64_t most, Str *out,
                           int32_t *password)
{
    const ParseOptions *o = a->options;
    ptrdiff_t n = o ? o->n_passwords : 0;
    for (ptrdiff_t k = 0; k < n; k++) {
        ArenaMark mark = arena_mark(mem);
        ArchiveStream *s = stream_of(a, i, str_c(c->mem, o->passwords[k]));
        bool fine = s && read_whole(c, mem, s, most, out);
        archive_end(s);
        if (fine) {
            *password = (int32_t)k + 1;
            return true;
        }
        arena_reset(mem, mark);
        if (failed(c) && c->failure.code != UNREADABLE)
            return false;
        fail_clear(c);
    }
    Str name = a->entries[i].name;
    if (n)
        return fail(c, PASSWORD_WRONG, NULL, "no password given opens \"%.*s\" in the archive",
                    STR_ARG(name));
    return fail(c, PASSWORD_REQUIRED, NULL, "\"%.*s\" in the archive needs a password",
                STR_ARG(name));
}

bool archive_whole(Ctx *c, Arena *mem, Archive *a, ptrdiff_t i, int64_t most, Str *out,
                   int32_t *password)
{
    *password = 0;
    if (a->entries[i].encrypted)
        return within_bounds(c, a, i, a->entries[i].size) && is_known(c, a, i) &&
               read_encrypted(c, mem, a, i, most, out, password);
    ArchiveStream *s = archive_begin(c, a, i);
    bool fine = s && read_whole(c, mem, s, most, out);
    archive_end(s);
    return fine;
}

/* One byte under the password "x" by AES-256: opening it makes the library of ciphers behind libzip
 * read its settings. */
static const char encrypted[] =
    // clang-format off
    "\x50\x4B\x03\x04\x33\x00\x01\x00\x63\x00\x1D\x9F\x74\x5D\x00\x00\x00\x00\x1D\x00\x00\x00\x01\x00"
    "\x00\x00\x01\x00\x0B\x00\x78\x01\x99\x07\x00\x02\x00\x41\x45\x03\x00\x00\x2C\xE4\x95\xBD\x90\xF2"
    "\x5A\x99\xE1\x93\xED\x49\xA7\x74\x5B\x71\x80\xC7\x87\xF8\xFD\xA6\x6F\xC5\xF4\x7C\xAE\xAF\xB3\x50"
    "\x4B\x01\x02\x3F\x03\x33\x00\x01\x00\x63\x00\x1D\x9F\x74\x5D\x00\x00\x00\x00\x1D\x00\x00\x00\x01"
    "\x00\x00\x00\x01\x00\x0B\x00\x00\x00\x00\x00\x00\x00\x00\x00\xA4\x81\x00\x00\x00\x00\x78\x01\x99"
    "\x07\x00\x02\x00\x41\x45\x03\x00\x00\x50\x4B\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00\x3A\x00\x00"
    "\x00\x47\x00\x00\x00\x00\x00";
// clang-format on

static void open_ciphers(void)
{
    char byte;
    zip_error_t error;
    zip_error_init(&error);
    zip_t *zip = open_zip(str_n(encrypted, sizeof encrypted - 1), &error);
    zip_file_t *file = zip ? zip_fopen_index_encrypted(zip, 0, 0, "x") : NULL;
    if (file && zip_fread(file, &byte, 1) == 1)
        zip_fclose(file);
    if (zip)
        zip_discard(zip);
    zip_error_fini(&error);
}

void archive_prepare(bool plain)
{
    /* libzip turns the times of members into those of the local zone, for which the C library looks
     * at a file again and again, unless the zone is named. Nobody here asks for these times. */
    setenv("TZ", "UTC0", 1);
    tzset();
    if (plain)
        open_ciphers();
}
