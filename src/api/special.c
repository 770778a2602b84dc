/* What answers below /api and is no operation: health, figures, the document, the documentation. */
#include "api/request.h"
#include "api/socket.h"
#include "http/header.h"

static void health_live(Request *r)
{
    health_answer(r, false);
}

static void health_ready(Request *r)
{
    health_answer(r, true);
}

/* Text made once at start, with its ETag. */
static void openapi(Request *r)
{
    reply_header(r, S("ETag"), r->api->openapi_etag);
    reply_header(r, S("Cache-Control"), S("no-cache"));
    if (etag_listed(http_header(r->http, S("If-None-Match")), r->api->openapi_etag)) {
        r->reply.status = 304;
        reply_send(r);
        return;
    }
    reply_text(r, 200, S("application/json; charset=utf-8"), r->api->openapi);
}

static void docs(Request *r)
{
    reply_header(r, S("Content-Security-Policy"),
                 S("default-src 'none'; style-src 'self'; frame-ancestors 'none'"));
    reply_header(r, S("Cache-Control"), S("no-cache"));
    reply_text(r, 200, S("text/html; charset=utf-8"), r->api->docs);
}

static void docs_style(Request *r)
{
    reply_header(r, S("Cache-Control"), S("max-age=3600"));
    reply_text(
        r, 200, S("text/css; charset=utf-8"),
        S("body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;"
          "color-scheme:light dark}summary{cursor:pointer;padding:.3rem 0}"
          "details{border-top:1px solid #8885}table{border-collapse:collapse;width:100%}"
          "td{border-top:1px solid #8883;padding:.2rem .6rem .2rem 0;vertical-align:top}"
          "h4{margin:.8rem 0 .2rem}code{font-size:.95em}\n"));
}

typedef struct {
    Str path;
    void (*answer)(Request *r);
    bool at_root; /* also without /api before it */
} Special;

static const Special specials[] = {
    { S_INIT("/health"), health_ready, true },
    { S_INIT("/health/live"), health_live, true },
    { S_INIT("/health/ready"), health_ready, true },
    { S_INIT("/health-check"), health_ready, true },
    { S_INIT("/metrics"), metrics_answer, true },
    { S_INIT("/openapi.json"), openapi, true },
    { S_INIT("/docs"), docs, true },
    { S_INIT("/docs.css"), docs_style, true },
    { S_INIT("/ws/connect"), socket_connect, false },
    { S_INIT("/events"), socket_events, false },
};

static Str without_slash(Str path)
{
    return path.n > 1 && str_ends(path, S("/")) ? str_part(path, 0, path.n - 1) : path;
}

bool special_begin(Request *r)
{
    Str path = without_slash(r->path.p ? r->path : r->http->path);
    for (ptrdiff_t i = 0; i < COUNT(specials); i++) {
        const Special *s = &specials[i];
        if (!str_eq(path, s->path) || (!r->path.p && !s->at_root))
            continue;
        if (str_eq(r->http->method, S("GET"))) {
            s->answer(r);
            return true;
        }
        fail(&r->c, METHOD_NOT_ALLOWED, NULL, "This path takes GET");
        problem_make(r);
        reply_header(r, S("Allow"), S("GET, HEAD"));
        reply_send(r);
        return true;
    }
    return false;
}
