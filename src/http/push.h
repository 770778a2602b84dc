/* Pushes: WebSocket clients (RFC 6455) and server-sent events (WHATWG HTML 9.2) behind one name.
 *
 * A client is a PushId that is never used again, so it can be kept by any thread and outlive the
 * connection: sending to one that is gone does nothing. One hub thread serves all sockets, pings
 * every 30 s, drops the dead after 75 s and the slow whose queue is full (close code 1013). The
 * callbacks run on the hub's thread, or for events on a thread of the server; they must not block.
 */
#ifndef FLORIN_HTTP_PUSH_H
#define FLORIN_HTTP_PUSH_H

#include "http/http.h"

typedef uint64_t PushId;

typedef struct {
    void (*open)(PushId id, void *arg); /* may be NULL */
    void (*message)(PushId id, Str text,
                    void *arg); /* valid UTF-8, at most 64 KiB; NULL: messages are ignored */
    void (*closed)(PushId id, void *arg); /* exactly once for every open; the last call with arg */
} PushHandler;

/* Whether the request asks for a WebSocket. */
bool ws_asked(const HttpRequest *r);

/* In begin or ready: answers the request by upgrading it, returns true. A bad handshake is answered
 * with 400 or 426 (with the version we speak), and false is returned: no callback will come.
 * protocol: the subprotocol to name in the answer, or none. */
bool ws_accept(HttpRequest *r, const PushHandler *h, void *arg, Str protocol);

/* In begin or ready: answers with an endless text/event-stream. */
void sse_accept(HttpRequest *r, const PushHandler *h, void *arg);

typedef struct {
    Str text;         /* UTF-8: a WebSocket text message; the data of an event */
    int64_t sequence; /* the id of an event, so that the browser says Last-Event-ID; 0: none */
} PushMessage;

/* Queues a message for n clients; any thread. Returns how many of them are still there. */
ptrdiff_t push_send(HttpServer *s, const PushId *to, ptrdiff_t n, const PushMessage *m);

/* Sends a close frame (code 1000, 4401 …; reason at most 123 bytes) behind what is queued, and
 * closes; ends an event stream. Any thread. */
void push_close(HttpServer *s, PushId id, int code, Str reason);

#endif
