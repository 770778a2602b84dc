/* Answers: from the handler's struct to the library's response, compressed where it pays. */
#include "http/gzip.h"
#include "http/header.h"
#include "http/private.h"
#include "text/jsonout.h"

#include <assert.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RAW_HEAD_BYTES = 16 * 1024, STREAM_BLOCK = 32 * 1024, REFUSAL_BYTES = 2000 };

/* On every answer, unless it brings its own. */
static const HttpHeader always[] = {
    { S_INIT("X-Content-Type-Options"), S_INIT("nosniff") },
    { S_INIT("Referrer-Policy"), S_INIT("no-referrer") },
    { S_INIT("Cross-Origin-Resource-Policy"), S_INIT("same-origin") },
    { S_INIT("Content-Security-Policy"), S_INIT("default-src 'none'; frame-ancestors 'none'") },
};
static const HttpHeader behind_tls = { S_INIT("Strict-Transport-Security"),
                                       S_INIT("max-age=63072000; includeSubDomains") };

const char *http_reason(int status)
{
    return MHD_get_reason_phrase_for((unsigned)status);
}

/* Calls with every header of the answer that is to be sent, in order; terminated texts in the
 * request's memory. */
typedef void (*EachHeader)(void *to, const char *name, const char *value);

static bool brings(const HttpAnswer *a, Str name)
{
    for (ptrdiff_t i = 0; i < a->n_headers; i++)
        if (str_eq_nocase(a->headers[i].name, name))
            return true;
    return false;
}

static void each_header(Request *q, EachHeader each, void *to)
{
    const HttpAnswer *a = &q->answer;
    if (a->content_type.p)
        each(to, "Content-Type", a->content_type.p);
    if (q->compressed)
        each(to, "Content-Encoding", "gzip");
    if (q->varies)
        each(to, "Vary", "Accept-Encoding");
    for (ptrdiff_t i = 0; i < a->n_headers; i++)
        each(to, a->headers[i].name.p, a->headers[i].value.p);
    for (ptrdiff_t i = 0; i < COUNT(always); i++)
        if (!brings(a, always[i].name))
            each(to, always[i].name.p, always[i].value.p);
    if (q->server->options.tls)
        each(to, behind_tls.name.p, behind_tls.value.p);
    if (q->chunked || atomic_load_explicit(&q->server->draining, memory_order_relaxed))
        each(to, "Connection", "close");
}

/* Our copy of the headers that may be sent. */
static void copy_headers(Request *q, const HttpAnswer *a)
{
    HttpHeader *copy = NEW_ARRAY(q->pub.mem, HttpHeader, a->n_headers);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < a->n_headers; i++) {
        if (!header_token(a->headers[i].name) || !header_safe(a->headers[i].value)) {
            log_line(LOG_ERROR, "http.header_left_out", LOG_TEXT("name", a->headers[i].name));
            continue;
        }
        copy[n++] = (HttpHeader){ str_of(str_c(q->pub.mem, a->headers[i].name)),
                                  str_of(str_c(q->pub.mem, a->headers[i].value)) };
    }
    q->answer.headers = copy;
    q->answer.n_headers = n;
}

static bool takes_gzip(const Request *q)
{
    return accept_quality(http_header(&q->pub, S("Accept-Encoding")), S("gzip")) > 0;
}

static bool has_coding(const HttpAnswer *a)
{
    return brings(a, S("Content-Encoding"));
}

static void compress(Request *q)
{
    HttpAnswer *a = &q->answer;
    if (a->plain || a->file || has_coding(a) ||
        !gzip_pays(a->content_type, a->more ? -1 : a->body.n))
        return;
    q->varies = true;
    if (!takes_gzip(q))
        return;
    if (a->more) {
        q->compressed = true;
        return;
    }
    Str small = gzip_whole(q->pub.mem, a->body);
    if (!small.p)
        return;
    q->compressed = true;
    a->body = small;
}

void answer_store(Request *q, const HttpAnswer *a)
{
    assert(!q->answered);
    assert(a->status >= 200 && a->status <= 599);
    q->answer = *a;
    if (a->content_type.p)
        q->answer.content_type = header_safe(a->content_type)
                                     ? str_of(str_c(q->pub.mem, a->content_type))
                                     : S("application/octet-stream");
    copy_headers(q, a);
    compress(q);
    q->answered = true;
}

/* The first code with this status; NO_FAILURE when there is none. */
static FailCode code_of(int status)
{
    for (FailCode code = NO_FAILURE + 1; code < FAIL_CODE_COUNT; code++)
        if (fail_status(code) == status)
            return code;
    return NO_FAILURE;
}

void answer_refusal(Request *q, int status, const char *why)
{
    FailCode code = code_of(status);
    Buf b = buf_new(q->pub.mem, REFUSAL_BYTES);
    JsonWriter w = { .out = &b };
    json_open_object(&w);
    json_name_plain(&w, S("type"));
    json_string(&w, code ? str_fmt(q->pub.mem, "urn:florin:problem:%.*s", STR_ARG(fail_slug(code)))
                         : S("about:blank"));
    json_name_plain(&w, S("title"));
    json_string(&w, code ? fail_title(code) : str_of(http_reason(status)));
    json_name_plain(&w, S("status"));
    json_int64(&w, status);
    if (code) {
        json_name_plain(&w, S("code"));
        json_string(&w, fail_slug(code));
    }
    json_name_plain(&w, S("detail"));
    json_string(&w, str_fmt(q->pub.mem, "The request was refused: %s", why));
    json_close_object(&w);
    json_done(&w);
    answer_store(q, &(HttpAnswer){ .status = status,
                                   .content_type = S("application/problem+json; charset=utf-8"),
                                   .body = buf_str(&b),
                                   .plain = true });
}

/* A streamed answer: the handler's pieces into the library's buffer. */
typedef struct {
    Request *q;
    Str piece;
    bool last;
    bool over;
} Stream;

static bool next_piece(Stream *s)
{
    Request *q = s->q;
    s->piece = (Str){ 0 };
    if (!q->answer.more(&q->pub, q->answer.arg, &s->piece))
        return false;
    s->last = s->piece.n == 0;
    return true;
}

static ssize_t stream_plain(Stream *s, char *out, size_t room)
{
    if (!s->piece.n && !next_piece(s))
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (s->last)
        return MHD_CONTENT_READER_END_OF_STREAM;
    ptrdiff_t n = s->piece.n < (ptrdiff_t)room ? s->piece.n : (ptrdiff_t)room;
    memcpy(out, s->piece.p, (size_t)n);
    s->piece = str_part(s->piece, n, s->piece.n);
    s->q->bytes_out += n;
    return n;
}

static ssize_t stream_compressed(Stream *s, char *out, size_t room)
{
    ptrdiff_t n = 0;
    if (s->over)
        return MHD_CONTENT_READER_END_OF_STREAM;
    while (!n && !s->over) {
        if (!s->piece.n && !s->last && !next_piece(s))
            return MHD_CONTENT_READER_END_WITH_ERROR;
        n = deflate_step(s->q->deflate, &s->piece, s->last, out, (ptrdiff_t)room, &s->over);
    }
    s->q->bytes_out += n;
    return n ? n : MHD_CONTENT_READER_END_OF_STREAM;
}

static ssize_t stream_read(void *stream, uint64_t at, char *out, size_t room)
{
    Stream *s = stream;
    (void)at;
    return s->q->compressed ? stream_compressed(s, out, room) : stream_plain(s, out, room);
}

static struct MHD_Response *streamed(Request *q)
{
    Stream *s = NEW(q->pub.mem, Stream);
    s->q = q;
    if (q->compressed && !q->pub.head)
        q->deflate = deflate_new(q->pub.mem);
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, stream_read, s, NULL);
    /* To HEAD the library would send the end of a chunked body that has no beginning. */
    if (response && q->pub.head)
        MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return response;
}

static struct MHD_Response *make_response(Request *q)
{
    HttpAnswer *a = &q->answer;
    if (a->file) {
        q->bytes_out = a->fd_bytes;
        return MHD_create_response_from_fd64((uint64_t)a->fd_bytes, a->fd);
    }
    if (a->more)
        return streamed(q);
    q->bytes_out = a->body.n;
    return MHD_create_response_from_buffer((size_t)a->body.n, (void *)(uintptr_t)a->body.p,
                                           MHD_RESPMEM_PERSISTENT);
}

static void add_header(void *response, const char *name, const char *value)
{
    MHD_add_response_header(response, name, value);
}

enum MHD_Result answer_queue(Request *q)
{
    if (q->prepared) {
        conn_phase(q->conn, PHASE_ANSWER, q->bytes_out);
        return MHD_queue_response(q->conn->mhd, (unsigned)q->answer.status, q->prepared);
    }
    struct MHD_Response *response = make_response(q);
    if (!response)
        return MHD_NO;
    each_header(q, add_header, response);
    conn_phase(q->conn, q->answer.more ? PHASE_STREAM : PHASE_ANSWER, q->bytes_out);
    enum MHD_Result queued = MHD_queue_response(q->conn->mhd, (unsigned)q->answer.status, response);
    MHD_destroy_response(response);
    return queued;
}

static void add_line(void *to, const char *name, const char *value)
{
    if (strcmp(name, "Connection") != 0)
        buf_fmt(to, "%s: %s\r\n", name, value);
}

/* Into the kernel at once: nothing else was sent for this request and the connection closes behind
 * it, so what does not fit into an empty send buffer is let go. */
static void send_all(int fd, Str text)
{
    while (text.n) {
        ssize_t n = send(fd, text.p, (size_t)text.n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n <= 0)
            return;
        text = str_part(text, n, text.n);
    }
}

void answer_raw(Request *q)
{
    HttpAnswer *a = &q->answer;
    if (a->more || a->file)
        return;
    Buf b = buf_new(q->pub.mem, RAW_HEAD_BYTES);
    buf_fmt(&b, "HTTP/1.1 %d %s\r\nDate: %.*s\r\n", a->status, http_reason(a->status),
            STR_ARG(http_date(q->pub.mem, clock_now_ms())));
    each_header(q, add_line, &b);
    buf_fmt(&b, "Connection: close\r\nContent-Length: %td\r\n\r\n", a->body.n);
    if (b.full)
        return;
    send_all(q->conn->fd, buf_str(&b));
    send_all(q->conn->fd, a->body);
    q->bytes_out = a->body.n;
    q->raw_sent = true;
}
