/* A request's way through the server: headers, body, handler, answer, end.
 *
 * The library calls request_access() once when the headers are known, once for each piece of the
 * body, and once when it is over; and again after a suspended request was resumed. An answer can be
 * queued only at the first and the last of these. In between it is written past the library, and
 * the connection closes. */
#include "http/private.h"
#include "http/header.h"
#include "http/push.h"
#include "http/strict.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    SWALLOW_BYTES =
        64 * 1024, /* a refused body up to this is read away, so that the connection stays */
    FIRST_BODY_BYTES = 64 * 1024, /* taken on a client's word before the bytes have come */
    VERSION_BYTES = 8,            /* HTTP/1.1 */
    METHOD_MAX_BYTES = 20,
};

static Conn *conn_of(struct MHD_Connection *m)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(m, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* ---- memory ---- */

static Arena *take_arena(HttpServer *s)
{
    Arena *a = NULL;
    pthread_mutex_lock(&s->lock);
    if (s->n_spare)
        a = s->spare[--s->n_spare];
    pthread_mutex_unlock(&s->lock);
    if (a)
        return a;
    a = arena_new("request", LIMIT_REQUEST_ARENA_BYTES);
    arena_alloc(a, 0); /* its first block, which is kept from request to request */
    return a;
}

static void give_arena(HttpServer *s, Arena *a, ArenaMark mark)
{
    arena_reset(a, mark);
    pthread_mutex_lock(&s->lock);
    bool kept = s->n_spare < COUNT(s->spare);
    if (kept)
        s->spare[s->n_spare++] = a;
    pthread_mutex_unlock(&s->lock);
    if (!kept)
        arena_free(a);
}

/* ---- the handler's calls ---- */

void http_gather(HttpRequest *r, int64_t max_bytes)
{
    Request *q = request_of(r);
    assert(!q->readied);
    q->plan = PLAN_GATHER;
    q->max_bytes = max_bytes;
}

static void body_fails(Request *q, HttpBodyState state, Str detail)
{
    q->pub.body_state = state;
    q->pub.body_detail = detail;
}

static void body_fails_as(Request *q, SinkState state)
{
    static const HttpBodyState states[] = { [SINK_OK] = HTTP_BODY_COMPLETE,
                                            [SINK_TOO_LARGE] = HTTP_BODY_TOO_LARGE,
                                            [SINK_BROKEN] = HTTP_BODY_BROKEN,
                                            [SINK_TYPE] = HTTP_BODY_TYPE,
                                            [SINK_DISK] = HTTP_BODY_DISK };
    body_fails(q, states[state], sink_detail(q->sink));
}

void http_upload(HttpRequest *r, const UploadOptions *o)
{
    Request *q = request_of(r);
    assert(!q->readied);
    q->plan = PLAN_UPLOAD;
    q->sink = sink_new(r->mem, o, http_header(r, S("Content-Type")), q->server->upload_folder);
    q->max_bytes = sink_max_total(q->sink);
}

void http_later(HttpRequest *r)
{
    Request *q = request_of(r);
    HttpServer *s = q->server;
    assert(!q->answered && q->readied && r->body_state <= HTTP_BODY_COMPLETE);
    atomic_fetch_add(&s->at_work, 1);
    atomic_store(&q->later, LATER_PROMISED);
    MHD_suspend_connection(q->conn->mhd);
}

bool http_gone(const HttpRequest *r)
{
    Request *q = request_of(r);
    char byte;
    if (atomic_load(&q->server->giving_up))
        return true;
    ssize_t n = recv(q->conn->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

bool http_answered(const HttpRequest *r)
{
    const Request *q = request_of(r);
    return atomic_load(&q->later) != LATER_NOT || q->answered || q->push;
}

HttpServer *http_server_of(const HttpRequest *r)
{
    return request_of(r)->server;
}

/* ---- the end ---- */

static HttpOutcome outcome_of(const Request *q, int status, bool cut)
{
    return (HttpOutcome){ .status = status,
                          .micros = (clock_mono_ns() - q->began_ns) / 1000,
                          .bytes_out = q->bytes_out,
                          .cut = cut };
}

void http_answer(HttpRequest *r, const HttpAnswer *a)
{
    Request *q = request_of(r);
    struct MHD_Connection *m = q->conn->mhd;
    answer_store(q, a);
    int promised = LATER_PROMISED;
    if (atomic_compare_exchange_strong(&q->later, &promised, LATER_ANSWERED))
        MHD_resume_connection(m); /* from here on the request is the connection's thread's */
}

void request_finish(Request *q, int status, bool cut)
{
    HttpServer *s = q->server;
    HttpOutcome outcome = outcome_of(q, status, cut);
    q->conn->request = NULL;
    if (q->counted) {
        if (q->handler.done)
            q->handler.done(&q->pub, &outcome, q->handler.arg);
        atomic_fetch_sub(&s->in_flight, 1);
    }
    sink_done(q->sink);
    give_arena(s, q->pub.mem, q->mark);
}

static void linger(Request *q)
{
    int copy = dup(q->conn->fd);
    if (copy >= 0)
        pushhub_linger(q->server->hub, copy);
}

/* A stopping server waits for at_work, so what is counted before giving_up is asked may still be
 * suspended. */
static void call_ready(Request *q)
{
    HttpServer *s = q->server;
    q->readied = true;
    conn_phase(q->conn, PHASE_WORK, 0);
    atomic_fetch_add(&s->at_work, 1);
    if (atomic_load(&s->giving_up))
        answer_refusal(q, 503, "the server is stopping");
    else
        q->handler.ready(&q->pub, q->handler.arg);
    if (!http_answered(&q->pub)) {
        log_line(LOG_ERROR, "http.no_answer", LOG_TEXT("path", q->pub.path));
        answer_refusal(q, 500, "the request was not answered");
    }
    atomic_fetch_sub(&s->at_work, 1);
}

/* A connection that was resumed comes here by request_access(), or by request_completed() when its
 * client has gone meanwhile. */
static void back_from_later(Request *q)
{
    if (atomic_exchange(&q->later, LATER_NOT) == LATER_ANSWERED)
        atomic_fetch_sub(&q->server->at_work, 1);
}

/* The client has closed its side before the body was over; it may still read. */
static void body_cut(Request *q)
{
    body_fails(
        q, HTTP_BODY_BROKEN,
        str_fmt(q->pub.mem, "the body was cut off after %lld bytes", (long long)q->got_bytes));
    call_ready(q);
    answer_raw(q);
}

void request_completed(void *server, struct MHD_Connection *m, void **context,
                       enum MHD_RequestTerminationCode why)
{
    (void)server, (void)context;
    Conn *conn = conn_of(m);
    Request *q = conn ? conn->request : NULL;
    if (!q)
        return;
    bool cut = why != MHD_REQUEST_TERMINATED_COMPLETED_OK;
    back_from_later(q);
    if (why == MHD_REQUEST_TERMINATED_CLIENT_ABORT && q->begun && !q->readied && !q->answered)
        body_cut(q);
    if (q->linger)
        linger(q);
    request_finish(q, q->answered && (!cut || q->raw_sent) ? q->answer.status : 0,
                   cut && !q->raw_sent);
    conn_phase(conn, PHASE_IDLE, 0);
}

/* ---- the beginning ---- */

void *request_first_line(void *server, const char *uri, struct MHD_Connection *m)
{
    Conn *conn = conn_of(m);
    HttpServer *s = server;
    if (!conn)
        return NULL;
    Arena *mem = take_arena(s);
    ArenaMark mark = arena_mark(mem);
    Request *q = NEW(mem, Request);
    q->pub.mem = mem;
    q->mark = mark;
    q->conn = conn;
    q->server = s;
    q->handler = s->options.handler;
    q->began_ns = clock_mono_ns();
    q->pub.address = str_of(conn->address);
    q->target = str_copy(mem, str_of(uri));
    q->bad_target = strict_target(mem, q->target, &q->pub.path, &q->pub.query);
    conn->request = q;
    conn_phase(conn, PHASE_HEAD, 0);
    return q;
}

static size_t head_size(struct MHD_Connection *m)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(m, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

/* The request line's parts stand one space apart and end in CRLF, which the library has made NULs.
 */
static bool line_exact(const Request *q, const char *method, const char *url, const char *version)
{
    return url == method + strlen(method) + 1 && version == url + q->target.n + 1 &&
           strlen(version) == VERSION_BYTES && !version[VERSION_BYTES + 1];
}

/* Reads the whole head again, from the library's own buffer. */
static const char *check_head(Request *q, const char *method, const char *url, const char *version,
                              int *status)
{
    *status = 400;
    if (q->bad_target)
        return q->bad_target;
    size_t size = head_size(q->conn->mhd);
    if (!line_exact(q, method, url, version) || !header_token(str_of(method)) ||
        strlen(method) > METHOD_MAX_BYTES)
        return "a request line that is not exact";
    const char *lines = version + VERSION_BYTES + 2, *end = method + size;
    if (lines > end)
        return "a request without headers";
    StrictHead head;
    const char *why =
        strict_head(str_n(lines, end - lines), !strcmp(version, "HTTP/1.0"), &head, status);
    if (!why && MHD_get_connection_values(q->conn->mhd, MHD_HEADER_KIND, NULL, NULL) != head.lines)
        why = "header lines that can be read in two ways";
    q->pub.length = head.length;
    q->chunked = head.length < 0;
    q->expects = head.expects;
    return why;
}

static bool can_swallow(const Request *q)
{
    return !q->expects && q->pub.length >= 0 && q->pub.length - q->got_bytes <= SWALLOW_BYTES;
}

/* The answer is there before the body: read a small one away, or answer at once and close. */
static enum MHD_Result answer_early(Request *q)
{
    if (can_swallow(q)) {
        q->plan = PLAN_DISCARD;
        return MHD_YES;
    }
    q->linger = !q->expects;
    return answer_queue(q);
}

static enum MHD_Result refuse_early(Request *q, HttpBodyState state, Str detail)
{
    body_fails(q, state, detail);
    call_ready(q);
    return answer_early(q);
}

static void set_request(Request *q, const char *method)
{
    q->pub.head = !strcmp(method, "HEAD");
    q->pub.method = q->pub.head ? S("GET") : str_of(method);
    q->counted = true;
    atomic_fetch_add(&q->server->in_flight, 1);
    atomic_fetch_add(&q->server->requests, 1);
}

static enum MHD_Result access_first(Request *q, const char *method, const char *url,
                                    const char *version)
{
    int status;
    q->begun = true;
    const char *why = check_head(q, method, url, version, &status);
    if (why) {
        q->readied = true;
        answer_refusal(q, status, why);
        q->linger = true;
        return answer_queue(q);
    }
    set_request(q, method);
    conn_phase(q->conn, PHASE_WORK, 0);
    q->handler.begin(&q->pub, q->handler.arg);
    if (http_answered(&q->pub)) {
        q->readied = true;
        return q->pub.length ? answer_early(q) : MHD_YES;
    }
    if (!q->pub.length)
        return MHD_YES;
    if (q->plan == PLAN_NONE)
        return refuse_early(q, HTTP_BODY_TOO_LARGE, S("this request takes no body"));
    if (q->sink && sink_state(q->sink) != SINK_OK) {
        body_fails_as(q, sink_state(q->sink));
        return refuse_early(q, q->pub.body_state, q->pub.body_detail);
    }
    if (q->pub.length > q->max_bytes)
        return refuse_early(q, HTTP_BODY_TOO_LARGE,
                            str_fmt(q->pub.mem, "the body has %lld bytes, at most %lld are taken",
                                    (long long)q->pub.length, (long long)q->max_bytes));
    if (q->plan == PLAN_GATHER)
        q->gathered = buf_new(q->pub.mem, q->max_bytes);
    if (q->plan == PLAN_GATHER && q->pub.length > 0)
        buf_reserve(&q->gathered,
                    q->pub.length < FIRST_BODY_BYTES ? q->pub.length : FIRST_BODY_BYTES);
    conn_phase(q->conn, PHASE_BODY, 0);
    return MHD_YES;
}

/* ---- the body ---- */

static bool take_piece(Request *q, Str piece)
{
    q->got_bytes += piece.n;
    atomic_store_explicit(&q->conn->progress, q->got_bytes, memory_order_relaxed);
    if (q->plan == PLAN_UPLOAD) {
        SinkState state = sink_feed(q->sink, piece);
        if (state != SINK_OK)
            body_fails_as(q, state);
        return state == SINK_OK;
    }
    buf_add(&q->gathered, piece);
    if (q->gathered.full)
        body_fails(
            q, HTTP_BODY_TOO_LARGE,
            str_fmt(q->pub.mem, "the body has more than %lld bytes", (long long)q->max_bytes));
    return !q->gathered.full;
}

static enum MHD_Result access_piece(Request *q, const char *data, size_t *size)
{
    Str piece = str_n(data, (ptrdiff_t)*size);
    *size = 0;
    if (q->plan == PLAN_DISCARD)
        return MHD_YES;
    if (take_piece(q, piece))
        return MHD_YES;
    call_ready(q);
    if (can_swallow(q)) {
        q->plan = PLAN_DISCARD;
        return MHD_YES;
    }
    answer_raw(q);
    q->linger = true;
    return MHD_NO;
}

static void body_over(Request *q)
{
    if (q->plan == PLAN_GATHER) {
        q->pub.body = buf_str(&q->gathered);
        q->pub.body_state = HTTP_BODY_COMPLETE;
    } else if (q->plan == PLAN_UPLOAD) {
        body_fails_as(q, sink_end(q->sink));
        if (q->pub.body_state == HTTP_BODY_COMPLETE)
            q->pub.upload = sink_upload(q->sink);
    }
}

static enum MHD_Result become_push(Request *q);

static enum MHD_Result access_end(Request *q)
{
    if (!q->readied) {
        if (q->pub.length)
            body_over(q);
        call_ready(q);
        if (atomic_load(&q->later) != LATER_NOT)
            return MHD_YES; /* it is not ours now */
    }
    if (q->push)
        return become_push(q);
    return answer_queue(q);
}

enum MHD_Result request_access(void *server, struct MHD_Connection *m, const char *url,
                               const char *method, const char *version, const char *data,
                               size_t *size, void **context)
{
    (void)server, (void)context;
    Conn *conn = conn_of(m);
    Request *q = conn ? conn->request : NULL;
    if (!q)
        return MHD_NO;
    if (!q->begun)
        return access_first(q, method, url, version);
    back_from_later(q);
    return *size ? access_piece(q, data, size) : access_end(q);
}

/* ---- pushes ---- */

static void release_upgraded(void *urh)
{
    MHD_upgrade_action(urh, MHD_UPGRADE_ACTION_CLOSE);
}

/* Resumed without a request, request_access() closes it. */
static void release_suspended(void *m)
{
    MHD_resume_connection(m);
}

static void upgraded(void *nothing, struct MHD_Connection *m, void *context, const char *extra,
                     size_t n_extra, MHD_socket fd, struct MHD_UpgradeResponseHandle *urh)
{
    (void)nothing, (void)context;
    Conn *conn = conn_of(m);
    assert(conn);
    Request *q = conn->request;
    conn_phase(conn, PHASE_PUSH, 0);
    pushhub_take(q->server->hub, fd, &q->handoff, str_n(extra, (ptrdiff_t)n_extra),
                 release_upgraded, urh);
    request_finish(q, 101, false);
}

static enum MHD_Result upgrade(Request *q)
{
    struct MHD_Response *response = MHD_create_response_for_upgrade(upgraded, NULL);
    if (!response)
        return MHD_NO;
    const HttpAnswer *a = &q->answer;
    for (ptrdiff_t i = 0; i < a->n_headers; i++)
        MHD_add_response_header(response, a->headers[i].name.p, a->headers[i].value.p);
    enum MHD_Result queued =
        MHD_queue_response(q->conn->mhd, MHD_HTTP_SWITCHING_PROTOCOLS, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result become_push(Request *q)
{
    if (!q->handoff.events)
        return upgrade(q);
    Conn *conn = q->conn;
    conn_phase(conn, PHASE_PUSH, 0);
    MHD_suspend_connection(conn->mhd);
    q->bytes_out = -1;
    conn->request = NULL;
    pushhub_take(q->server->hub, conn->fd, &q->handoff, (Str){ 0 }, release_suspended, conn->mhd);
    request_finish(q, 200, false);
    return MHD_YES;
}
