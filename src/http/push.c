/* How a request becomes a push client. */
#include "http/push.h"

#include "http/private.h"
#include "http/sha1.h"

#include <string.h>

enum { KEY_CHARS = 24, ACCEPT_CHARS = 28, HEAD_BYTES = 8192 };

static bool lists_token(Str header, Str token)
{
    Str rest = header;
    while (rest.p)
        if (str_eq_nocase(str_trim(str_cut(&rest, ',')), token))
            return true;
    return false;
}

bool ws_asked(const HttpRequest *r)
{
    return lists_token(http_header(r, S("Upgrade")), S("websocket"));
}

static void base64(const unsigned char *in, size_t n, char *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        uint32_t three = (uint32_t)in[i] << 16 | (i + 1 < n ? (uint32_t)in[i + 1] << 8 : 0) |
                         (i + 2 < n ? in[i + 2] : 0);
        *out++ = digits[three >> 18];
        *out++ = digits[three >> 12 & 63];
        *out++ = i + 1 < n ? digits[three >> 6 & 63] : '=';
        *out++ = i + 2 < n ? digits[three & 63] : '=';
    }
}

/* 16 bytes in base64. */
static bool key_fine(Str key)
{
    if (key.n != KEY_CHARS || !str_ends(key, S("==")))
        return false;
    for (ptrdiff_t i = 0; i < KEY_CHARS - 2; i++) {
        char ch = key.p[i];
        bool digit = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
                     (ch >= '0' && ch <= '9') || ch == '+' || ch == '/';
        if (!digit)
            return false;
    }
    return true;
}

static Str ws_accept_key(Arena *mem, Str key)
{
    Str both = str_fmt(mem, "%.*s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", STR_ARG(key));
    unsigned char digest[SHA1_BYTES];
    sha1(both, digest);
    char *text = NEW_ARRAY(mem, char, ACCEPT_CHARS + 1);
    base64(digest, sizeof digest, text);
    return str_n(text, ACCEPT_CHARS);
}

static bool refuse(HttpRequest *r, int status, Str why)
{
    HttpHeader version = { S("Sec-WebSocket-Version"), S("13") };
    http_answer(r, &(HttpAnswer){ .status = status,
                                  .content_type = S("text/plain; charset=utf-8"),
                                  .headers = &version,
                                  .n_headers = status == 426,
                                  .body = why });
    return false;
}

static void hand_off(Request *q, bool events, const PushHandler *h, void *arg)
{
    q->push = true;
    q->handoff = (PushHandoff){ .events = events, .handler = *h, .arg = arg };
}

bool ws_accept(HttpRequest *r, const PushHandler *h, void *arg, Str protocol)
{
    Request *q = request_of(r);
    Str key = http_header(r, S("Sec-WebSocket-Key"));
    if (!str_eq(r->method, S("GET")) || r->head || r->length || !ws_asked(r) ||
        !lists_token(http_header(r, S("Connection")), S("upgrade")))
        return refuse(r, 400,
                      S("This is a WebSocket address: ask with GET and 'Upgrade: websocket'.\n"));
    if (!str_eq(http_header(r, S("Sec-WebSocket-Version")), S("13")))
        return refuse(r, 426, S("Only version 13 of the WebSocket protocol is spoken here.\n"));
    if (!key_fine(key))
        return refuse(r, 400, S("Sec-WebSocket-Key is not 16 bytes in base64.\n"));
    hand_off(q, false, h, arg);
    HttpHeader *headers = NEW_ARRAY(r->mem, HttpHeader, 3);
    headers[0] = (HttpHeader){ S("Upgrade"), S("websocket") };
    headers[1] = (HttpHeader){ S("Sec-WebSocket-Accept"), ws_accept_key(r->mem, key) };
    headers[2] = (HttpHeader){ S("Sec-WebSocket-Protocol"), str_of(str_c(r->mem, protocol)) };
    q->answer.headers = headers;
    q->answer.n_headers = protocol.p ? 3 : 2;
    return true;
}

void sse_accept(HttpRequest *r, const PushHandler *h, void *arg)
{
    if (r->head) {
        http_answer(r, &(HttpAnswer){ .status = 200, .content_type = S("text/event-stream") });
        return;
    }
    Request *q = request_of(r);
    hand_off(q, true, h, arg);
    Buf b = buf_new(r->mem, HEAD_BYTES);
    buf_add(&b, S("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache, "
                  "no-transform\r\n"
                  "X-Accel-Buffering: no\r\nX-Content-Type-Options: nosniff\r\nConnection: "
                  "close\r\n\r\n:\n\n"));
    q->handoff.head = buf_str(&b);
}

ptrdiff_t push_send(HttpServer *s, const PushId *to, ptrdiff_t n, const PushMessage *m)
{
    return pushhub_send(s->hub, to, n, m);
}

void push_close(HttpServer *s, PushId id, int code, Str reason)
{
    pushhub_close(s->hub, id, code, reason);
}
