/* Asking other servers. */
#include "http/fetch.h"

#include <curl/curl.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ANSWER_BYTES = 64 << 10,
    TIMEOUT_MS = 60000,
    CONNECT_MS = 10000,
    SLOW_S = 30 /* without a byte */
};

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start_curl(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

typedef struct {
    const HttpFetch *f;
    CURL *curl;
    Buf body;
    int64_t bytes, max, sent;
    bool too_large;
    int write_errno;
} Fetching;

static void clean_curl(CURL **curl)
{
    if (*curl)
        curl_easy_cleanup(*curl);
}

static void clean_list(struct curl_slist **list)
{
    curl_slist_free_all(*list);
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, p, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        p += written;
        n -= (size_t)written;
    }
    return true;
}

static size_t take(char *p, size_t one, size_t n, void *arg)
{
    Fetching *g = arg;
    long status = 0;
    curl_easy_getinfo(g->curl, CURLINFO_RESPONSE_CODE, &status);
    bool to_file = g->f->to_file && status >= 200 && status < 300;
    g->bytes += (int64_t)(one * n);
    if (g->bytes > (to_file ? g->max : g->body.max)) {
        g->too_large = true;
        return 0;
    }
    if (!to_file) {
        buf_add(&g->body, str_n(p, (ptrdiff_t)(one * n)));
        return one * n;
    }
    if (write_all(g->f->file, p, one * n))
        return one * n;
    g->write_errno = errno ? errno : ENOSPC;
    return 0;
}

static size_t give(char *p, size_t one, size_t n, void *arg)
{
    Fetching *g = arg;
    ssize_t got = pread(g->f->body_fd, p, one * n, g->sent);
    if (got < 0)
        return CURL_READFUNC_ABORT;
    g->sent += got;
    return (size_t)got;
}

/* libcurl begins again after a lost connection that it had kept. */
static int go_back(void *arg, curl_off_t offset, int origin)
{
    Fetching *g = arg;
    if (origin != SEEK_SET)
        return CURL_SEEKFUNC_CANTSEEK;
    g->sent = offset;
    return CURL_SEEKFUNC_OK;
}

static bool set_body(Fetching *g)
{
    struct stat st;
    if (!g->f->has_body)
        return true;
    if (fstat(g->f->body_fd, &st))
        return false;
    curl_easy_setopt(g->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(g->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)st.st_size);
    curl_easy_setopt(g->curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(g->curl, CURLOPT_READDATA, g);
    curl_easy_setopt(g->curl, CURLOPT_SEEKFUNCTION, go_back);
    curl_easy_setopt(g->curl, CURLOPT_SEEKDATA, g);
    return true;
}

static void set_manners(Fetching *g, char *why)
{
    CURL *h = g->curl;
    int64_t timeout = g->f->timeout_ms ? g->f->timeout_ms : TIMEOUT_MS;
    curl_easy_setopt(h, CURLOPT_ERRORBUFFER, why);
    curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(h, CURLOPT_PROXY, "");
    curl_easy_setopt(h, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS,
                     (long)(timeout < CONNECT_MS ? timeout : CONNECT_MS));
    curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)timeout);
    curl_easy_setopt(h, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(h, CURLOPT_LOW_SPEED_TIME, (long)SLOW_S);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, g);
}

static bool explain(Ctx *c, const Fetching *g, CURLcode rc, const char *why)
{
    if (g->too_large)
        return fail(c, TOO_LARGE, NULL, "The answer is longer than %lld bytes", (long long)g->max);
    if (g->write_errno)
        return fail_internal(c, UNAVAILABLE, str_of(strerror(g->write_errno)),
                             "The answer could not be stored");
    Str words = str_copy(c->mem, str_of(why[0] ? why : curl_easy_strerror(rc)));
    return fail_internal(c, UNAVAILABLE, words, "The server did not answer: %.*s", STR_ARG(words));
}

bool http_fetch(Ctx *c, const HttpFetch *f, HttpFetched *out)
{
    char why[CURL_ERROR_SIZE] = "";
    *out = (HttpFetched){ 0 };
    if (failed(c))
        return false;
    pthread_once(&once, start_curl);
    CURL *curl CLEAN(clean_curl) = curl_easy_init();
    struct curl_slist *headers CLEAN(clean_list) = NULL;
    Fetching g = { .f = f, .curl = curl, .max = f->max_bytes ? f->max_bytes : ANSWER_BYTES };
    g.body = buf_new(c->mem, f->to_file ? ANSWER_BYTES : (ptrdiff_t)g.max);
    for (ptrdiff_t i = 0; i < f->n_headers; i++)
        headers =
            curl_slist_append(headers, str_fmt(c->mem, "%.*s: %.*s", STR_ARG(f->headers[i].name),
                                               STR_ARG(f->headers[i].value))
                                           .p);
    headers = curl_slist_append(headers, "Expect:"); /* a second of waiting where it is not known */
    if (!curl || !headers || !set_body(&g))
        return fail(c, UNAVAILABLE, NULL, "A request could not be made");
    set_manners(&g, why);
    curl_easy_setopt(curl, CURLOPT_URL, str_c(c->mem, f->url));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, str_c(c->mem, f->method));
    if (str_eq(f->method, S("HEAD")))
        curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    CURLcode rc = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (rc != CURLE_OK)
        return explain(c, &g, rc, why);
    *out = (HttpFetched){ (int)status, buf_str(&g.body), g.bytes };
    return true;
}
