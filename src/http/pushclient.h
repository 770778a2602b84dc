/* One push client: its queue of frames, its WebSocket. The hub's thread calls all of this. Private
 * to http/. */
#ifndef FLORIN_HTTP_PUSHCLIENT_H
#define FLORIN_HTTP_PUSHCLIENT_H

#include "http/pushhub.h"

#include <wslay/wslay.h>

/* Bytes on their way to one or many clients. */
typedef struct {
    int refs;
    size_t n;
    char bytes[];
} Frame;

typedef enum { WATCH_WAKE, WATCH_CLIENT, WATCH_LINGER } WatchKind;

typedef struct {
    WatchKind kind; /* first in everything that epoll points to */
} Watch;

typedef struct Client {
    Watch watch;
    int epoll;
    const int64_t *now_ms; /* of the hub's turn */
    PushId id;
    int fd;
    PushHandoff handoff;
    PushRelease release;
    void *connection;
    wslay_event_context_ptr ws; /* NULL: an event stream */
    Frame **queue;              /* from first to n_queue, then free places */
    size_t first, n_queue, queue_room;
    size_t sent;    /* of queue[first] */
    size_t waiting; /* bytes queued and not sent */
    char *extra;
    size_t n_extra, extra_used;
    size_t budget;
    int64_t heard_ms, pinged_ms;
    int64_t close_by_ms; /* 0: not closing */
    bool wants_out;      /* EPOLLOUT is on */
    bool gone;           /* to be removed at the end of the turn */
} Client;

/* p, or the end of the process when it is NULL. */
void *push_need(void *p);

/* A frame with one reference; frame_drop() gives one back, NULL is allowed. */
Frame *frame_new(size_t n);
void frame_drop(Frame *f);
/* An unmasked text frame (RFC 6455 5.2). */
Frame *frame_text(Str text);
/* "id: 7\ndata: …\n\n", each line of the text a data line. */
Frame *frame_event(const PushMessage *m);

/* Takes a reference to a frame; nothing is written yet. */
void pushclient_queue(Client *k, Frame *f);

/* All these may set k->gone: the caller removes it. */

/* Its socket is in the hub's epoll set, and k->id is given: says hello, reads what came already. */
void pushclient_start(Client *k);
/* Queues a frame and writes it when nothing waits before it; a client that does not read is
 * dropped. */
void pushclient_send(Client *k, Frame *f);
/* What epoll said. */
void pushclient_event(Client *k, uint32_t events);
/* Pings, and sees whether it is dead. Every second. */
void pushclient_tick(Client *k, int64_t now);
/* Begins to close. */
void pushclient_goodbye(Client *k, int code, const char *reason, size_t n);

void pushclient_free(Client *k);

#endif
