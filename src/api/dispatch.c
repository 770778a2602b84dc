/* The dispatcher: from a request to an operation and back.
 *
 * begin: route, caller, limits, rights, type and size, all before the body is read. ready: body and
 * query decoded, then the handler in its lane: reads where the request is, writes by the store's
 * writer, heavy ones on the crew. One log line and one count a request, when it is done. */
#include "api/dispatch.h"
#include "api/request.h"
#include "auth/rights.h"
#include "base/clock.h"
#include "field/read.h"
#include "http/header.h"
#include "text/utf8.h"

#include <string.h>

enum { NO_BODY_BYTES = 1024, REQUEST_ID_BYTES = 128, OWN_ID_CHARS = 32, STRANGERS_WAITING = 64 };

/* --- who and what, before the body ------------------------------------------------------------ */

/* The trace of a W3C traceparent header, "00-TRACE-PARENT-FLAGS"; none when it is not one, or all
 * zeros. */
static Str trace_id(Str header)
{
    Str rest = header, version = str_cut(&rest, '-'), trace = str_cut(&rest, '-'),
        parent = str_cut(&rest, '-');
    bool ok = version.n == 2 && trace.n == 32 && parent.n == 16 && rest.n >= 2;
    bool zero = true;
    for (ptrdiff_t i = 0; ok && i < trace.n; i++) {
        ok = (trace.p[i] >= '0' && trace.p[i] <= '9') || (trace.p[i] >= 'a' && trace.p[i] <= 'f');
        zero = zero && trace.p[i] == '0';
    }
    return ok && !zero ? trace : (Str){ 0 };
}

/* The number the client gave, else that of the trace it belongs to, else a new one. */
static Str request_id(Arena *mem, Str given, Str traceparent)
{
    Str trace = traceparent.p ? trace_id(traceparent) : traceparent;
    if (given.n > 0 && given.n <= REQUEST_ID_BYTES && header_token(given))
        return str_copy(mem, given);
    if (trace.p)
        return str_copy(mem, trace);
    char *digits = NEW_ARRAY(mem, char, OWN_ID_CHARS + 1);
    uint64_t chance = 0;
    for (int i = 0; i < OWN_ID_CHARS; i++, chance >>= 4) {
        if (i % 16 == 0)
            chance = random_quick();
        digits[i] = "0123456789abcdef"[chance & 15];
    }
    return str_n(digits, OWN_ID_CHARS);
}

/* The client's address; the last one a trusted proxy names, when it came through that. */
static Str client_address(const Api *api, const HttpRequest *http)
{
    Str named = http_header(http, S("X-Forwarded-For")), last = { 0 };
    if (!api->o.trusted_proxy.p || !str_eq(http->address, api->o.trusted_proxy) || !named.p)
        return http->address;
    while (named.p)
        last = str_trim(str_cut(&named, ','));
    return last.n > 0 && last.n <= 45 ? last : http->address;
}

static Request *request_new(Api *api, HttpRequest *http)
{
    Request *r = NEW(http->mem, Request);
    r->api = api;
    r->http = http;
    r->address = client_address(api, http);
    r->c = (Ctx){ .mem = http->mem,
                  .store = api->store,
                  .now_ms = clock_now_ms(),
                  .request_id = request_id(http->mem, http_header(http, S("X-Request-Id")),
                                           http_header(http, S("traceparent"))) };
    http->user = r;
    return r;
}

static bool changes(const HttpRequest *http)
{
    return !str_eq(http->method, S("GET"));
}

static bool find_caller(Request *r)
{
    Credentials k = { .authorization = http_header(r->http, S("Authorization")),
                      .cookies = http_header(r->http, S("Cookie")),
                      .csrf_token = http_header(r->http, S("X-CSRF-Token")),
                      .workspace = http_header(r->http, S("X-Workspace-Id")),
                      .changes = changes(r->http) };
    return caller_find(&r->c, &k, &r->caller);
}

/* Counts the request; what it is refused for otherwise stays what it is. */
static bool take_limit(Request *r)
{
    Ctx *c = &r->c;
    Caller *who = &r->caller;
    Buf key = buf_new(c->mem, 100);
    buf_add(&key, who->token_id ? S("t:") : who->user_id ? S("u:") : S("a:"));
    if (who->token_id || who->user_id)
        buf_int(&key, who->token_id ? who->token_id : who->user_id);
    else
        buf_add(&key, limit_address(c->mem, r->address));
    r->limit = limit_take(who->by_cookie ? LIMIT_PAGE : LIMIT_CLIENT, buf_str(&key), c->now_ms);
    if (r->limit.allowed)
        return true;
    fail_clear(c);
    fail(c, LIMITED, NULL, "At most %lld requests in %lld seconds; try again in %lld ms",
         (long long)r->limit.limit, (long long)r->limit.window_s,
         (long long)r->limit.retry_after_ms);
    c->failure.retry_after_ms = r->limit.retry_after_ms;
    return false;
}

/* The value of ":id" in the path, as an id of the operation's resource. */
static bool read_id(Request *r)
{
    const Operation *op = r->route->op;
    Str rest = str_of(op->path);
    ptrdiff_t at = 0;
    if (!op->resource)
        return true;
    while (rest.p) {
        Str word = str_cut(&rest, '/');
        if (str_eq(word, S(":id"))) {
            Str text = r->call.path_args[at];
            return id_parse(text, op->resource->prefix, &r->call.id) == ID_OK ||
                   fail(&r->c, NOT_FOUND, op->resource->name,
                        "'%.*s' is not the id of one of the %s (%s_…)",
                        (int)(text.n < 60 ? text.n : 60), text.p, op->resource->plural,
                        op->resource->prefix);
        }
        at += str_starts(word, S(":"));
    }
    return true;
}

static bool read_idempotency_key(Request *r)
{
    Str key = http_header(r->http, S("Idempotency-Key"));
    if (!key.p || strcmp(r->route->op->method, "POST") != 0)
        return true;
    if (key.n == 0 || key.n > LIMIT_IDEMPOTENCY_KEY_BYTES || !header_safe(key) || !utf8_valid(key))
        return fail(&r->c, MALFORMED, "Idempotency-Key",
                    "An idempotency key has 1 to %d characters", LIMIT_IDEMPOTENCY_KEY_BYTES);
    r->idempotency_key = key;
    return true;
}

static Str bare_etag(Str header)
{
    Str s = str_trim(header);
    if (str_starts(s, S("W/")))
        s = str_part(s, 2, s.n);
    if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
        s = str_part(s, 1, s.n - 1);
    return s;
}

static bool is_json(Str type)
{
    Str bare = str_trim(str_cut(&type, ';'));
    return str_eq_nocase(bare, S("application/json")) ||
           str_eq_nocase(bare, S("application/merge-patch+json"));
}

/* Says what is to be done with the body, or refuses its type before it is read. */
static bool take_body(Request *r)
{
    const Operation *op = r->route->op;
    HttpRequest *http = r->http;
    Str type = http_header(http, S("Content-Type"));
    if (op->flags & UPLOAD) {
        int64_t most = r->api->o.upload_bytes;
        http_upload(http, &(UploadOptions){ .max_file_bytes = most });
    } else if (op->in) {
        /* Also without a type: a page of another site can send such a body without asking first. */
        if (http->length != 0 && (!type.p || !is_json(type)))
            return fail(&r->c, UNSUPPORTED_TYPE, NULL,
                        "The body must be sent as application/json, not as '%.*s'",
                        (int)(type.n < 80 ? type.n : 80), type.p ? type.p : "");
        http_gather(http, LIMIT_JSON_BODY_BYTES);
    } else if (changes(http)) {
        http_gather(http, NO_BODY_BYTES);
    }
    return true;
}

static bool admit(Request *r)
{
    Ctx *c = &r->c;
    const Operation *op = r->route->op;
    bool anyone = (op->flags & WHO_MASK) == ANYONE;
    bool known = anyone || find_caller(r);
    if (!take_limit(r) || !known)
        return false;
    return rights_check(c, op, &r->caller) && read_id(r) && read_idempotency_key(r) && take_body(r);
}

static void fill_call(Request *r, const RouteMatch *m)
{
    r->route = m->route;
    r->c.lane_note = r->route->name;
    r->call = (Call){ .op = m->route->op,
                      .raw_query = r->http->query,
                      .if_match = bare_etag(http_header(r->http, S("If-Match"))),
                      .user_agent = http_header(r->http, S("User-Agent")),
                      .address = r->address,
                      .cookies = http_header(r->http, S("Cookie")),
                      .csrf_token = http_header(r->http, S("X-CSRF-Token")) };
    for (int i = 0; i < ROUTE_ARGS; i++)
        r->call.path_args[i] = m->args[i];
}

/* --- what is no operation --------------------------------------------------------------------- */

/* The path below /api or /api/v1; none when it is not there. */
static Str below_api(Str path)
{
    static const Str roots[] = { S_INIT("/api/v1"), S_INIT("/api") };
    for (ptrdiff_t i = 0; i < COUNT(roots); i++)
        if (str_starts(path, roots[i]) && (path.n == roots[i].n || path.p[roots[i].n] == '/'))
            return str_part(path, roots[i].n, path.n);
    return (Str){ 0 };
}

static void answer_options(Request *r, Str allow)
{
    reply_header(r, S("Allow"), allow);
    if (r->api->o.cors_origin.p) {
        reply_header(r, S("Access-Control-Allow-Methods"), allow);
        reply_header(r, S("Access-Control-Allow-Headers"),
                     S("Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
                       "X-CSRF-Token, "
                       "X-Request-Id, X-Workspace-Id"));
        reply_header(r, S("Access-Control-Max-Age"), S("600"));
    }
    r->reply.status = 204;
    reply_send(r);
}

/* Whatever is not below /api: the page. */
static void answer_page(Request *r)
{
    bool get = str_eq(r->http->method, S("GET"));
    if (get && r->api->page && http_static_answer(r->api->page, r->http))
        return;
    if (get && !r->api->page && str_eq(r->http->path, S("/"))) {
        reply_text(r, 200, S("text/plain; charset=utf-8"),
                   S("Florin runs, but this build has no page in it. The interface is described at "
                     "/docs.\n"));
        return;
    }
    fail(&r->c, NOT_FOUND, NULL, "There is nothing at this path; the interface begins at /api/v1");
    problem_send(r);
}

static void answer_no_route(Request *r, Str allow)
{
    Ctx *c = &r->c;
    bool counted = take_limit(r);
    if (counted && allow.p)
        fail(c, METHOD_NOT_ALLOWED, NULL, "This path takes %.*s", STR_ARG(allow));
    else if (counted)
        fail(c, NOT_FOUND, NULL, "There is no operation at this path; /openapi.json lists them");
    problem_make(r);
    if (counted && allow.p)
        reply_header(r, S("Allow"), allow);
    reply_send(r);
}

static void begin(HttpRequest *http, void *arg)
{
    Api *api = arg;
    Request *r = request_new(api, http);
    if (!api->server && !api->draining)
        api->server = http_server_of(http);
    r->path = below_api(http->path);
    if (special_begin(r))
        return;
    if (!r->path.p) {
        answer_page(r);
        return;
    }
    RouteMatch m = routes_find(r->c.mem, api->routes, http->method, r->path);
    if (str_eq(http->method, S("OPTIONS")) && m.allow.p) {
        answer_options(r, m.allow);
    } else if (!m.route) {
        answer_no_route(r, m.allow);
    } else {
        fill_call(r, &m);
        if (!admit(r))
            problem_send(r);
    }
}

/* --- what came in ----------------------------------------------------------------------------- */

static bool body_came(Request *r)
{
    Ctx *c = &r->c;
    const HttpRequest *http = r->http;
    switch (http->body_state) {
    case HTTP_BODY_TOO_LARGE: return fail(c, TOO_LARGE, NULL, "%.*s", STR_ARG(http->body_detail));
    case HTTP_BODY_BROKEN: return fail(c, MALFORMED, NULL, "%.*s", STR_ARG(http->body_detail));
    case HTTP_BODY_TYPE:
        return fail(c, UNSUPPORTED_TYPE, NULL,
                    "The body must be a form with files (multipart/form-data)");
    case HTTP_BODY_DISK:
        return fail(c, UNAVAILABLE, NULL, "The upload could not be stored: the disk is full");
    case HTTP_BODY_NONE:
    case HTTP_BODY_COMPLETE: return true;
    }
    return true;
}

static bool no_body_wanted(Request *r)
{
    Str body = str_trim(r->http->body);
    return body.n == 0 || str_eq(body, S("{}")) ||
           fail(&r->c, MALFORMED, NULL, "This operation takes no body");
}

static bool read_in(Request *r)
{
    Ctx *c = &r->c;
    const Operation *op = r->route->op;
    r->call.raw_body = r->http->body;
    r->call.upload = r->http->upload;
    if (op->query) {
        r->call.query = arena_alloc(c->mem, op->query->size);
        field_read_query(c, op->query, r->http->query.p ? r->http->query : S(""), r->call.query);
    }
    if (op->flags & UPLOAD)
        return !failed(c);
    if (!op->in)
        return (op->flags & OWN_BODY) || !changes(r->http) ? !failed(c)
                                                           : no_body_wanted(r) && !failed(c);
    if (op->flags & OWN_BODY)
        return !failed(c);
    Str body = str_trim(r->http->body);
    if (op->flags & MANY_IN) {
        List *list = NEW(c->mem, List);
        r->call.in = list;
        return field_read_many(c, op->in, body, LIMIT_BULK_ROWS, list) && !failed(c);
    }
    r->call.in = arena_alloc(c->mem, op->in->size);
    return field_read(c, op->in, READ_NEW, body.n ? body : S("{}"), r->call.in) && !failed(c);
}

/* --- lanes ------------------------------------------------------------------------------------ */

/* As it was before the handler: units of the write lane may be run again. */
static void start_over(Request *r)
{
    Call *call = &r->call;
    r->c.workspace_id = r->caller.workspace_id;
    r->c.role = r->caller.role;
    r->reply = (Reply){ 0 };
    r->replayed = false;
    call->status = 0;
    call->out = NULL;
    call->list = (ListAnswer){ 0 };
    call->body = call->content_type = call->location = (Str){ 0 };
    call->headers = (Texts){ 0 };
}

static bool run_handler(Request *r)
{
    Ctx *c = &r->c;
    bool ok = r->route->op->run(c, &r->call);
    if (!ok && !failed(c) && !r->replayed)
        fail_internal(c, INTERNAL, r->route->name, "The operation failed without a reason");
    return ok && !failed(c);
}

static void finish(Request *r)
{
    if (failed(&r->c))
        problem_make(r);
    reply_send(r);
}

static bool read_unit(Ctx *c, void *arg)
{
    Request *r = arg;
    start_over(r);
    if (run_handler(r))
        reply_make(r);
    return !failed(c);
}

static bool write_unit(Ctx *c, void *arg)
{
    Request *r = arg;
    start_over(r);
    if (!idempotency_begin(r))
        return false;
    if (r->replayed)
        return true;
    if (run_handler(r))
        reply_make(r);
    return !failed(c) && trail_write(r) && idempotency_end(r);
}

static void write_done(Ctx *c, void *arg)
{
    (void)c;
    finish(arg);
}

/* What call->write of a HEAVY operation runs as its transaction. */
typedef struct {
    Request *r;
    StoreUnit *unit;
    void *arg;
} HeavyUnit;

static bool heavy_unit(Ctx *c, void *arg)
{
    HeavyUnit *h = arg;
    Request *r = h->r;
    start_over(r);
    if (!idempotency_begin(r))
        return false;
    if (r->replayed)
        return true;
    if (h->unit(c, h->arg))
        reply_make(r);
    return !failed(c) && trail_write(r) && idempotency_end(r);
}

static bool heavy_write(Ctx *c, Call *call, StoreUnit *unit, void *arg)
{
    Request *r = (Request *)((char *)call - offsetof(Request, call));
    HeavyUnit h = { r, unit, arg };
    return store_write(c->store, c, heavy_unit, &h) && !r->replayed;
}

static void heavy_work(void *arg)
{
    Request *r = arg;
    r->call.write = heavy_write;
    if (run_handler(r) && !r->reply.status)
        reply_make(r);
    finish(r);
}

static void run(Request *r)
{
    const Operation *op = r->route->op;
    Ctx *c = &r->c;
    if (op->flags & NO_LANE) {
        read_unit(c, r);
        finish(r);
    } else if (op->flags & HEAVY) {
        http_later(r->http);
        /* Those who are signed in are not to wait behind a flood of sign-ins. */
        bool stranger =
            (op->flags & WHO_MASK) == ANYONE && crew_busy(r->api->heavy) >= STRANGERS_WAITING;
        if (!stranger && crew_add(r->api->heavy, heavy_work, r))
            return;
        fail(c, BUSY, NULL, "Too much heavy work is waiting; try again in a few seconds");
        c->failure.retry_after_ms = 3000;
        finish(r);
    } else if (op->flags & WRITES) {
        http_later(r->http);
        store_write_later(r->api->store, c, write_unit, r, write_done);
    } else {
        store_read(r->api->store, c, read_unit, r);
        finish(r);
    }
}

static void ready(HttpRequest *http, void *arg)
{
    (void)arg;
    Request *r = http->user;
    r->call.session_id = r->caller.session_id;
    if (!body_came(r) || !read_in(r))
        problem_send(r);
    else
        run(r);
}

/* --- afterwards ------------------------------------------------------------------------------- */

static void log_request(const Request *r, const HttpOutcome *o)
{
    const Failure *f = &r->c.failure;
    LogLevel level = o->status >= 500 ? LOG_ERROR : LOG_INFO;
    log_line(level, "http.request", LOG_TEXT("request_id", r->c.request_id),
             LOG_TEXT("method", r->http->method),
             LOG_TEXT("operation", r->route    ? r->route->name
                                   : r->path.p ? S("-")
                                               : S("page")),
             LOG_NUMBER("status", o->status), LOG_NUMBER("micros", o->micros),
             LOG_NUMBER("bytes", o->bytes_out), LOG_NUMBER("user", r->c.user_id),
             LOG_NUMBER("workspace", r->caller.workspace_id), LOG_TEXT("address", r->address),
             LOG_TEXT("failure", f->code ? fail_slug(f->code) : S("")),
             LOG_TEXT("detail", o->status >= 500 && f->detail.p ? f->detail : S("")),
             LOG_TEXT("internal", f->internal.p ? f->internal : S("")));
}

static void done(HttpRequest *http, const HttpOutcome *outcome, void *arg)
{
    (void)arg;
    Request *r = http->user;
    if (!r)
        return;
    if (r->route)
        metrics_count(r->route, outcome->status, outcome->micros);
    log_request(r, outcome);
}

HttpHandler dispatch_handler(Api *api)
{
    return (HttpHandler){ .begin = begin, .ready = ready, .done = done, .arg = api };
}
