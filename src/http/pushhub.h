/* The hub: one thread that has the sockets which are no requests any more (WebSockets, event
 * streams, clients that still talk while we hang up), and the watch over slow clients. Private to
 * http/. */
#ifndef FLORIN_HTTP_PUSHHUB_H
#define FLORIN_HTTP_PUSHHUB_H

#include "http/push.h"

typedef struct PushHub PushHub;

/* A request's wish to become a push client. */
typedef struct {
    bool events; /* server-sent events, else WebSocket */
    PushHandler handler;
    void *arg;
    Str head; /* events: the whole head of the answer, in the request's memory */
} PushHandoff;

/* What gives the connection back to the library when the client is gone; called on the hub's
 * thread. */
typedef void (*PushRelease)(void *connection);

/* tick is called every second on the hub's thread. NULL when the system refuses a descriptor or a
 * thread. */
PushHub *pushhub_start(void (*tick)(void *arg), void *arg);

/* Says goodbye to every client, waits up to grace_ms for theirs, closes, ends the thread. What is
 * handed over afterwards is released at once. */
void pushhub_stop(PushHub *h, int grace_ms);

/* After pushhub_stop(), when nobody can call any more. */
void pushhub_free(PushHub *h);

/* Takes over a socket, which stays the library's to close after release. extra: bytes that the
 * client has sent already; it and p->head are copied. */
void pushhub_take(PushHub *h, int fd, const PushHandoff *p, Str extra, PushRelease release,
                  void *connection);

/* Takes a descriptor of its own: reads away what still comes, for some seconds, then closes. */
void pushhub_linger(PushHub *h, int fd);

int64_t pushhub_clients(const PushHub *h);

ptrdiff_t pushhub_send(PushHub *h, const PushId *to, ptrdiff_t n, const PushMessage *m);
void pushhub_close(PushHub *h, PushId id, int code, Str reason);

#endif
