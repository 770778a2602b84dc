/* Sealed files with an S3 service: path-style, signed with SigV4, tried again while it is busy. */
#include "blob/back.h"

#include "blob/sign.h"
#include "http/fetch.h"
#include "text/percent.h"
#include "text/xml.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    TRIES = 4,
    PAUSE_MS = 200, /* doubled with each */
    ERROR_BYTES = 64 << 10,
    LIST_BYTES = 4 << 20,
    PAGE_BYTES = 64 << 20, /* what is read from so many */
    TIMEOUT_MS = 300000,
    SHORT_MS = 30000
};
static const int64_t object_bytes = 4LL << 30;
static const char before_places[] = "files/"; /* keys are files/MARK/NAME */

typedef struct {
    Str method, name; /* name: none for the bucket */
    const SignPair *query;
    ptrdiff_t n_query;
    Str range;
    bool fresh; /* only when there is no such object */
    bool has_body;
    int body;
    Str body_hash;
    bool to_file;
    int file;
    int64_t max_bytes;
} Ask;

static Str host_of(Str endpoint)
{
    bool tls = str_starts(endpoint, S("https://"));
    Str host = str_part(endpoint, tls ? 8 : 7, endpoint.n);
    Str usual = tls ? S(":443") : S(":80");
    return str_ends(host, usual) ? str_part(host, 0, host.n - usual.n) : host;
}

static Str empty_hash(Arena *mem)
{
    return str_copy(mem, S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

/* One request, signed now. */
static bool ask_once(Ctx *c, const Ask *a, HttpFetched *out)
{
    const BlobOptions *o = &blob_options;
    Arena *mem = c->mem;
    SignPair extra[2];
    SignRequest r = { .method = a->method,
                      .host = host_of(o->s3_endpoint),
                      .path = str_fmt(mem, "/%.*s%s%.*s", STR_ARG(o->s3_bucket),
                                      a->name.p ? "/" : "", STR_ARG(a->name)),
                      .query = a->query,
                      .n_query = a->n_query,
                      .headers = extra,
                      .body_hash = a->body_hash.n ? a->body_hash : empty_hash(mem),
                      .region = o->s3_region,
                      .access_key = o->s3_access_key,
                      .secret_key = o->s3_secret_key,
                      .now_ms = clock_now_ms() };
    if (a->range.n)
        extra[r.n_headers++] = (SignPair){ S("range"), a->range };
    if (a->fresh)
        extra[r.n_headers++] = (SignPair){ S("if-none-match"), S("*") };
    Signature s = sign_request(mem, &r);
    HttpHeader headers[6] = { { S("x-amz-date"), s.date },
                              { S("x-amz-content-sha256"), r.body_hash },
                              { S("Authorization"), s.authorization } };
    ptrdiff_t n = 3;
    for (ptrdiff_t i = 0; i < r.n_headers; i++)
        headers[n++] = (HttpHeader){ extra[i].name, extra[i].value };
    HttpFetch f = { .method = a->method,
                    .url = str_fmt(mem, "%.*s%.*s", STR_ARG(o->s3_endpoint),
                                   STR_ARG(sign_target(mem, r.path, a->query, a->n_query))),
                    .headers = headers,
                    .n_headers = n,
                    .has_body = a->has_body,
                    .body_fd = a->body,
                    .to_file = a->to_file,
                    .file = a->file,
                    .max_bytes = a->max_bytes,
                    .timeout_ms = a->has_body || a->to_file ? TIMEOUT_MS : SHORT_MS };
    return http_fetch(c, &f, out);
}

static void rest(int64_t ms)
{
    struct timespec t = { ms / 1000, ms % 1000 * 1000000 };
    nanosleep(&t, NULL);
}

/* Tried again after 5xx (SlowDown, InternalError), 429, and a connection that was lost. */
static bool ask(Ctx *c, const Ask *a, HttpFetched *out)
{
    for (int i = 0; !failed(c); i++) {
        bool answered = ask_once(c, a, out), last = i == TRIES - 1;
        bool again =
            answered ? out->status >= 500 || out->status == 429 : c->failure.code == UNAVAILABLE;
        if (!again || last)
            return answered;
        fail_clear(c);
        if (a->to_file && (ftruncate(a->file, 0) || lseek(a->file, 0, SEEK_SET)))
            return fail(c, UNAVAILABLE, NULL, "The file cannot be fetched again");
        rest((int64_t)PAUSE_MS << i);
    }
    return false;
}

/* --- what it says --- */

static bool on_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    S3Answer *a = state;
    (void)name;
    (void)attrs;
    (void)n;
    a->text = buf_new(a->c->mem, ERROR_BYTES);
    return true;
}

static bool on_text(void *state, Str text)
{
    buf_add(&((S3Answer *)state)->text, text);
    return true;
}

/* Below a mark, or of files without one, and nothing deeper. */
static void take_key(S3Answer *a, Str key)
{
    Ctx *keeper = a->keeper ? a->keeper : a->c;
    Str above = str_of(before_places);
    if (a->mark.n)
        above = str_fmt(a->c->mem, "%s%.*s/", before_places, STR_ARG(a->mark));
    Str name = str_part(key, above.n, key.n);
    if (str_starts(key, above) && str_starts(name, a->prefix) && str_find_char(name, '/', 0) < 0)
        blob_list_add(keeper, a->list, str_copy(keeper->mem, name));
}

static bool on_close(void *state, Str name)
{
    S3Answer *a = state;
    Str text = str_copy(a->c->mem, buf_str(&a->text));
    if (str_eq(name, S("Code")))
        a->code = text;
    else if (str_eq(name, S("Message")))
        a->message = text;
    else if (str_eq(name, S("NextContinuationToken")))
        a->next = text;
    else if (str_eq(name, S("IsTruncated")))
        a->truncated = str_eq(text, S("true"));
    else if (str_eq(name, S("Key")) && a->list)
        take_key(a, text);
    return true;
}

bool s3_read_answer(Ctx *c, Str body, S3Answer *a)
{
    XmlHandler h = { .state = a, .open = on_open, .close = on_close, .text = on_text };
    a->c = c;
    a->text = buf_new(c->mem, ERROR_BYTES);
    return xml_read(c, body, &h);
}

/* Any answer that is not what was asked for. */
static bool refused(Ctx *c, const HttpFetched *f)
{
    S3Answer a = { 0 };
    if (f->body.n && !s3_read_answer(c, f->body, &a))
        fail_clear(c);
    Str internal =
        str_fmt(c->mem, "S3 status %d, %.*s: %.*s", f->status, STR_ARG(a.code), STR_ARG(a.message));
    if (f->status == 403)
        return fail_internal(c, UNAVAILABLE, internal,
                             "The S3 service refuses this server (%.*s): look at s3_access_key, "
                             "s3_secret_key, s3_region and the clock",
                             STR_ARG(a.code));
    if (str_eq(a.code, S("NoSuchBucket")))
        return fail_internal(c, UNAVAILABLE, internal, "The S3 service has no bucket %.*s",
                             STR_ARG(blob_options.s3_bucket));
    return fail_internal(c, UNAVAILABLE, internal, "The S3 service answers %d %.*s", f->status,
                         STR_ARG(a.code));
}

static bool is_missing(Ctx *c, const HttpFetched *f)
{
    S3Answer a = { 0 };
    if (f->status != 404)
        return false;
    if (f->body.n && !s3_read_answer(c, f->body, &a))
        fail_clear(c);
    return !str_eq(a.code, S("NoSuchBucket"));
}

/* --- the calls --- */

static Str key_of(Ctx *c, Str place)
{
    return str_fmt(c->mem, "%s%.*s", before_places, STR_ARG(place));
}

static bool put(Ctx *c, Str place, int fd, const char *path, const Sealed *s, bool fresh)
{
    char *hash = NEW_ARRAY(c->mem, char, 65);
    HttpFetched f;
    (void)path;
    sodium_bin2hex(hash, 65, s->sha256, sizeof s->sha256);
    Ask a = { .method = S("PUT"),
              .name = key_of(c, place),
              .fresh = fresh,
              .has_body = true,
              .body = fd,
              .body_hash = str_n(hash, 64) };
    if (!ask(c, &a, &f))
        return false;
    if (f.status == 412)
        return fail(c, CONFLICT, "name", "There is a stored file %.*s already", STR_ARG(place));
    return f.status == 200 || refused(c, &f);
}

static int open_object(Ctx *c, Str place, bool *is_plain)
{
    HttpFetched f;
    int fd = blob_scratch(c, object_bytes); /* sealed: it may lie on a disk */
    Ask a = { .method = S("GET"),
              .name = key_of(c, place),
              .to_file = true,
              .file = fd,
              .max_bytes = object_bytes };
    *is_plain = false;
    bool ok = fd >= 0 && ask(c, &a, &f);
    if (ok && is_missing(c, &f))
        fail(c, GONE, NULL, "The file is no longer stored; send it again");
    else if (ok && f.status != 200)
        refused(c, &f);
    if (fd >= 0 && (failed(c) || lseek(fd, 0, SEEK_SET)))
        clean_fd(&fd);
    return fd;
}

static bool head(Ctx *c, Str place, uint8_t *p, ptrdiff_t most, ptrdiff_t *n)
{
    HttpFetched f;
    Ask a = { .method = S("GET"),
              .name = key_of(c, place),
              .max_bytes = ERROR_BYTES,
              .range = str_fmt(c->mem, "bytes=0-%td", most - 1) };
    *n = -1;
    if (!ask(c, &a, &f))
        return false;
    if (is_missing(c, &f))
        return true;
    if (f.status != 200 && f.status != 206)
        return refused(c, &f);
    *n = f.body.n < most ? f.body.n : most;
    for (ptrdiff_t i = 0; i < *n; i++)
        p[i] = (uint8_t)f.body.p[i];
    return true;
}

static bool drop(Ctx *c, Str place)
{
    HttpFetched f;
    Ask a = { .method = S("DELETE"), .name = key_of(c, place) };
    return ask(c, &a, &f) &&
           (f.status == 204 || f.status == 200 || is_missing(c, &f) || refused(c, &f));
}

/* The page that begins with a->next; names go to a->keeper. */
static bool list_page(Ctx *c, S3Answer *a)
{
    SignPair query[] = { { S("list-type"), S("2") },
                         { S("prefix"),
                           key_of(c, str_fmt(c->mem, "%.*s%s%.*s", STR_ARG(a->mark),
                                             a->mark.n ? "/" : "", STR_ARG(a->prefix))) },
                         { S("max-keys"), S("1000") },
                         { S("continuation-token"), a->next } };
    Ask ask_list = {
        .method = S("GET"), .query = query, .n_query = a->next.n ? 4 : 3, .max_bytes = LIST_BYTES
    };
    HttpFetched f;
    if (!ask(c, &ask_list, &f))
        return false;
    if (f.status != 200)
        return refused(c, &f);
    a->truncated = false;
    a->next = (Str){ 0 };
    if (s3_read_answer(c, f.body, a))
        return true;
    fail_clear(c);
    return fail(c, UNAVAILABLE, NULL, "The S3 service's list of files cannot be read");
}

/* A million names are a thousand pages: each has memory of its own, and names alone stay. */
static bool list(Ctx *c, Str mark, Str prefix, BlobList *out)
{
    S3Answer a = { .keeper = c, .list = out, .mark = mark, .prefix = prefix };
    do {
        Ctx page = *c;
        page.mem = arena_new("a page of stored files", PAGE_BYTES);
        if (!list_page(&page, &a)) {
            const Failure *f = &page.failure;
            fail_internal(c, f->code, str_copy(c->mem, f->internal), "%.*s", STR_ARG(f->detail));
        }
        a.next = str_copy(c->mem, a.next);
        arena_free(page.mem);
    } while (!failed(c) && a.truncated && a.next.n && out->n < BLOB_LIST_MAX);
    return !failed(c);
}

const BlobBack blob_s3 = { put, open_object, head, drop, list, NULL };
