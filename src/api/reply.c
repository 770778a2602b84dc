/* What is sent for a call: from the handler's struct to bytes and headers. */
#include "api/request.h"
#include "field/write.h"
#include "http/header.h"

#include <string.h>
#include <unistd.h>

enum { REPLY_BYTES = 64 << 20, OWN_HEADERS = 12 };

void reply_header(Request *r, Str name, Str value)
{
    Reply *a = &r->reply;
    if (a->n_headers == a->room_headers) {
        ptrdiff_t room = a->room_headers ? a->room_headers * 2 : OWN_HEADERS;
        a->headers = arena_grow(r->c.mem, a->headers, (size_t)a->room_headers * sizeof(HttpHeader),
                                (size_t)room * sizeof(HttpHeader));
        a->room_headers = room;
    }
    a->headers[a->n_headers++] = (HttpHeader){ name, value };
}

void reply_text(Request *r, int status, Str content_type, Str body)
{
    r->reply.status = status;
    r->reply.content_type = content_type;
    r->reply.body = body;
    reply_send(r);
}

static void write_list(Request *r, Buf *b)
{
    Arena *mem = r->c.mem;
    Str path = str_ends(r->path, S("/")) ? str_part(r->path, 0, r->path.n - 1) : r->path;
    Str self = str_fmt(mem, "/api/v1%.*s", STR_ARG(path));
    list_write(b, mem, r->route->op->out, &r->call.list, self, r->call.raw_query);
}

/* ETag and If-None-Match of single resources. */
static void make_etag(Request *r)
{
    const Operation *op = r->route->op;
    if (!op->resource || op->out != &op->resource->shape || (op->flags & LISTS) || !r->call.out)
        return;
    Str bare = resource_etag(&r->c, op->resource, r->call.out);
    Str etag = str_fmt(r->c.mem, "\"%.*s\"", STR_ARG(bare));
    reply_header(r, S("ETag"), etag);
    Str seen = http_header(r->http, S("If-None-Match"));
    if (seen.p && !strcmp(op->method, "GET") && r->reply.status == 200 && etag_listed(seen, etag)) {
        r->reply.status = 304;
        r->reply.body = (Str){ 0 };
        r->reply.content_type = (Str){ 0 };
    }
}

static void make_body(Request *r)
{
    const Operation *op = r->route->op;
    Reply *a = &r->reply;
    Buf b = buf_new(r->c.mem, REPLY_BYTES);
    if ((op->flags & RAW) || r->call.body.p) {
        a->body = r->call.body;
        a->content_type = r->call.content_type;
        return;
    }
    if (op->flags & LISTS)
        write_list(r, &b);
    else if (op->out && r->call.out)
        field_write(&b, op->out, r->call.out);
    if (b.full) {
        fail(&r->c, TOO_LARGE, NULL, "The answer is larger than %d MiB; ask for less",
             REPLY_BYTES >> 20);
        return;
    }
    if (b.n) {
        a->body = buf_str(&b);
        a->content_type = S("application/json; charset=utf-8");
    }
}

/* Created things are found where they were added: /accounts and the new id. */
static void make_location(Request *r)
{
    if (r->call.location.p)
        reply_header(r, S("Location"), str_fmt(r->c.mem, "/api/v1%.*s", STR_ARG(r->call.location)));
}

void reply_make(Request *r)
{
    const Operation *op = r->route->op;
    Reply *a = &r->reply;
    if (failed(&r->c))
        return;
    a->status = r->call.status ? r->call.status : op->status;
    if (!a->status)
        a->status = op->out || (op->flags & (RAW | LISTS)) ? 200 : 204;
    make_body(r);
    make_location(r);
    for (ptrdiff_t i = 0; i < r->call.headers.n; i++) {
        Str value = r->call.headers.items[i], name = str_cut(&value, ':');
        reply_header(r, name, str_trim(value));
    }
    make_etag(r);
}

static void add_limit(Request *r)
{
    const LimitAnswer *l = &r->limit;
    if (!l->limit)
        return;
    Arena *mem = r->c.mem;
    reply_header(r, S("RateLimit-Limit"), str_fmt(mem, "%lld", (long long)l->limit));
    reply_header(r, S("RateLimit-Remaining"), str_fmt(mem, "%lld", (long long)l->remaining));
    reply_header(r, S("RateLimit-Reset"), str_fmt(mem, "%lld", (long long)l->reset_s));
    reply_header(r, S("RateLimit-Policy"),
                 str_fmt(mem, "%lld;w=%lld", (long long)l->limit, (long long)l->window_s));
}

static void add_cors(Request *r)
{
    Str origin = http_header(r->http, S("Origin"));
    if (!r->api->o.cors_origin.p)
        return;
    reply_header(r, S("Vary"), S("Origin"));
    if (!origin.p || !str_eq(origin, r->api->o.cors_origin))
        return;
    reply_header(r, S("Access-Control-Allow-Origin"), origin);
    reply_header(r, S("Access-Control-Allow-Credentials"), S("true"));
    reply_header(r, S("Access-Control-Expose-Headers"),
                 S("ETag, Location, Retry-After, X-Request-Id, RateLimit-Limit, "
                   "RateLimit-Remaining, RateLimit-Reset"));
    reply_header(r, S("Cross-Origin-Resource-Policy"), S("cross-origin"));
}

static bool has_header(const Reply *a, Str name)
{
    for (ptrdiff_t i = 0; i < a->n_headers; i++)
        if (str_eq_nocase(a->headers[i].name, name))
            return true;
    return false;
}

/* Pieces of a streamed answer come from the handler's function. */
static bool next_piece(HttpRequest *http, void *arg, Str *piece)
{
    Request *r = arg;
    (void)http;
    *piece = r->call.more(&r->c, r->call.more_arg);
    return !failed(&r->c);
}

void reply_send(Request *r)
{
    Reply *a = &r->reply;
    reply_header(r, S("X-Request-Id"), r->c.request_id);
    add_limit(r);
    add_cors(r);
    if (r->replayed)
        reply_header(r, S("Idempotency-Replayed"), S("true"));
    if (!has_header(a, S("Cache-Control")))
        reply_header(r, S("Cache-Control"),
                     has_header(a, S("ETag")) ? S("private, no-cache") : S("no-store"));
    bool streams = r->call.more && a->status < 300;
    HttpAnswer out = { .status = a->status,
                       .content_type = a->content_type,
                       .headers = a->headers,
                       .n_headers = a->n_headers,
                       .body = a->body,
                       .plain = a->plain,
                       .more = streams ? next_piece : NULL,
                       .arg = r };
    if (r->call.has_file && a->status < 300) {
        out.file = true;
        out.fd = r->call.file;
        out.fd_bytes = r->call.file_bytes;
    } else if (r->call.has_file) {
        close(r->call.file);
    }
    r->call.has_file = false;
    http_answer(r->http, &out);
}
