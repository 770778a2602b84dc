/* The hub: one thread that has the sockets which are no requests any more (WebSockets, event streams,
 * clients that still talk while we hang up), and the watch over slow clients. Private to http/. */
#ifndef FLORIN_HTTP_HUB_H
#define FLORIN_HTTP_HUB_H

#include "http/push.h"

typedef struct Hub Hub;
struct Conn;

/* A request's wish to become a push client. */
typedef struct {
    bool events; /* server-sent events, else WebSocket */
    PushHandler handler;
    void *arg;
    Str head; /* events: the whole head of the answer, in the request's memory */
} PushHandoff;

/* What gives the connection back to the library when the client is gone; called on the hub's thread. */
typedef void (*HubRelease)(void *connection);

/* tick is called every second on the hub's thread. NULL when the system refuses a descriptor or a thread. */
Hub *hub_start(void (*tick)(void *arg), void *arg);

/* Says goodbye to every client, waits up to grace_ms for theirs, closes, ends the thread. What is handed over afterwards is
 * released at once. */
void hub_stop(Hub *h, int grace_ms);

/* After hub_stop(), when nobody can call any more. */
void hub_free(Hub *h);

/* Takes over a socket, which stays the library's to close after release. extra: bytes that the client has sent already; it
 * and p->head are copied. */
void hub_take(Hub *h, int fd, const PushHandoff *p, Str extra, HubRelease release, void *connection);

/* Takes a descriptor of its own: reads away what still comes, for some seconds, then closes. */
void hub_linger(Hub *h, int fd);

int64_t hub_clients(const Hub *h);

ptrdiff_t hub_send(Hub *h, const PushId *to, ptrdiff_t n, const PushMessage *m);
void hub_close(Hub *h, PushId id, int code, Str reason);

#endif
