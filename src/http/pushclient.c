/* A push client's frames, queue and WebSocket (by wslay). */
#include "http/pushclient.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>

enum {
    PING_MS = 30 * 1000,
    DEAD_MS = 75 * 1000,
    CLOSE_MS = 5 * 1000,   /* for the other side's part of a close */
    QUEUE_BYTES = 1 << 20, /* waiting for one client; more means that it does not read */
    MESSAGE_BYTES = 64 * 1024,
    READ_BUDGET = 64 * 1024, /* of one client in one turn */
    MOST_PIECES = 16,
    CLOSE_TYPE = 1003,
    CLOSE_LATER = 1013,
};

void *push_need(void *p)
{
    if (!p) {
        fprintf(stderr, "florin: out of memory for push clients\n");
        abort();
    }
    return p;
}

/* ---- frames ---- */

Frame *frame_new(size_t n)
{
    Frame *f = push_need(malloc(sizeof *f + n));
    f->refs = 1;
    f->n = n;
    return f;
}

void frame_drop(Frame *f)
{
    if (f && --f->refs == 0)
        free(f);
}

Frame *frame_text(Str text)
{
    unsigned char head[10] = { 0x81 };
    size_t n_head = 2, n = (size_t)text.n;
    if (n < 126) {
        head[1] = (unsigned char)n;
    } else if (n < 65536) {
        head[1] = 126;
        n_head = 4;
    } else {
        head[1] = 127;
        n_head = 10;
    }
    for (size_t i = 2; i < n_head; i++)
        head[i] = (unsigned char)(n >> (8 * (n_head - 1 - i)));
    Frame *f = frame_new(n_head + n);
    memcpy(f->bytes, head, n_head);
    if (n > 0) /* an empty message has no bytes to point to */
        memcpy(f->bytes + n_head, text.p, n);
    return f;
}

static void put(Frame *f, size_t *at, const char *p, size_t n)
{
    if (n > 0)
        memcpy(f->bytes + *at, p, n);
    *at += n;
}

Frame *frame_event(const PushMessage *m)
{
    char id[40];
    int n_id = m->sequence ? snprintf(id, sizeof id, "id: %lld\n", (long long)m->sequence) : 0;
    size_t lines = 1;
    for (ptrdiff_t i = 0; i < m->text.n; i++)
        lines += m->text.p[i] == '\n';
    Frame *f = frame_new((size_t)n_id + lines * 7 + (size_t)m->text.n + 1);
    size_t at = 0;
    put(f, &at, id, (size_t)n_id);
    Str rest = m->text;
    while (rest.p) {
        Str line = str_cut(&rest, '\n');
        put(f, &at, "data: ", 6);
        if (line.n)
            put(f, &at, line.p, (size_t)line.n);
        put(f, &at, "\n", 1);
    }
    put(f, &at, "\n", 1);
    f->n = at;
    return f;
}

/* ---- a client's queue ---- */

void pushclient_queue(Client *k, Frame *f)
{
    if (k->first && k->first + k->n_queue == k->queue_room) {
        memmove(k->queue, k->queue + k->first, k->n_queue * sizeof *k->queue);
        k->first = 0;
    }
    if (k->n_queue == k->queue_room) {
        k->queue_room = k->queue_room ? k->queue_room * 2 : 4;
        k->queue = push_need(realloc(k->queue, k->queue_room * sizeof *k->queue));
    }
    f->refs++;
    k->queue[k->first + k->n_queue++] = f;
    k->waiting += f->n;
}

static void queue_pop(Client *k)
{
    frame_drop(k->queue[k->first]);
    k->first++;
    k->n_queue--;
    k->sent = 0;
    if (!k->n_queue)
        k->first = 0;
}

static void wish_out(Client *k, bool on)
{
    if (k->wants_out == on)
        return;
    k->wants_out = on;
    struct epoll_event e = { .events = EPOLLIN | EPOLLRDHUP | (on ? (uint32_t)EPOLLOUT : 0),
                             .data.ptr = k };
    epoll_ctl(k->epoll, EPOLL_CTL_MOD, k->fd, &e);
}

static void queue_sent(Client *k, size_t n)
{
    k->waiting -= n;
    while (n) {
        size_t left = k->queue[k->first]->n - k->sent;
        if (n < left) {
            k->sent += n;
            return;
        }
        n -= left;
        queue_pop(k);
    }
}

/* Writes what the socket takes. */
static void flush(Client *k)
{
    while (k->n_queue && !k->gone) {
        struct iovec pieces[MOST_PIECES];
        size_t n = k->n_queue < MOST_PIECES ? k->n_queue : MOST_PIECES;
        for (size_t i = 0; i < n; i++) {
            Frame *f = k->queue[k->first + i];
            size_t from = i ? 0 : k->sent;
            pieces[i] = (struct iovec){ f->bytes + from, f->n - from };
        }
        struct msghdr m = { .msg_iov = pieces, .msg_iovlen = n };
        ssize_t sent = sendmsg(k->fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            break;
        if (sent < 0)
            k->gone = true;
        else
            queue_sent(k, (size_t)sent);
    }
    if (!k->gone)
        wish_out(k, k->n_queue > 0);
}

/* ---- WebSocket, by wslay ---- */

static ssize_t ws_recv(wslay_event_context_ptr ws, uint8_t *to, size_t room, int flags,
                       void *client)
{
    Client *k = client;
    (void)flags;
    size_t left = k->n_extra - k->extra_used;
    if (left) {
        size_t n = left < room ? left : room;
        memcpy(to, k->extra + k->extra_used, n);
        k->extra_used += n;
        return (ssize_t)n;
    }
    if (!k->budget) {
        wslay_event_set_error(ws, WSLAY_ERR_WOULDBLOCK);
        return -1;
    }
    ssize_t n = recv(k->fd, to, room, MSG_DONTWAIT);
    if (n > 0) {
        k->budget -= (size_t)n < k->budget ? (size_t)n : k->budget;
        k->heard_ms = *k->now_ms;
        return n;
    }
    bool wait = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    k->gone = k->gone || !wait;
    wslay_event_set_error(ws, wait ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE);
    return -1;
}

/* What wslay writes (pongs, closes) stands in line with our own frames, so it never waits. */
static ssize_t ws_write(wslay_event_context_ptr ws, const uint8_t *p, size_t n, int flags,
                        void *client)
{
    (void)ws, (void)flags;
    Frame *f = frame_new(n);
    memcpy(f->bytes, p, n);
    pushclient_queue(client, f);
    frame_drop(f);
    return (ssize_t)n;
}

static void ws_message(wslay_event_context_ptr ws, const struct wslay_event_on_msg_recv_arg *m,
                       void *client)
{
    Client *k = client;
    if (m->opcode == WSLAY_BINARY_FRAME)
        wslay_event_queue_close(ws, CLOSE_TYPE, (const uint8_t *)"text only", 9);
    else if (m->opcode == WSLAY_TEXT_FRAME && k->handoff.handler.message && !k->close_by_ms)
        k->handoff.handler.message(k->id, str_n((const char *)m->msg, (ptrdiff_t)m->msg_length),
                                   k->handoff.arg);
}

static const struct wslay_event_callbacks ws_callbacks = {
    .recv_callback = ws_recv,
    .send_callback = ws_write,
    .on_msg_recv_callback = ws_message,
};

/* Lets wslay write, and sees whether the connection is over. */
static void ws_pump(Client *k)
{
    if (wslay_event_send(k->ws))
        k->gone = true;
    flush(k);
    if (k->gone || !wslay_event_get_close_sent(k->ws))
        return;
    if (!k->close_by_ms)
        k->close_by_ms = *k->now_ms + CLOSE_MS;
    if (!k->n_queue && wslay_event_get_close_received(k->ws))
        k->gone = true;
}

static void read_away(Client *k)
{
    char away[4096];
    ssize_t n = recv(k->fd, away, sizeof away, MSG_DONTWAIT);
    k->gone = n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

/* For a bad frame head wslay would close without a code. */
static void protocol_error(Client *k)
{
    static const char close_1002[] = { (char)0x88, 2, 1002 >> 8, (char)(1002 & 255) };
    wslay_event_shutdown_read(k->ws);
    wslay_event_shutdown_write(k->ws);
    Frame *f = frame_new(sizeof close_1002);
    memcpy(f->bytes, close_1002, sizeof close_1002);
    pushclient_queue(k, f);
    frame_drop(f);
    k->close_by_ms = *k->now_ms + CLOSE_MS;
    flush(k);
}

static void ws_read(Client *k)
{
    if (!wslay_event_get_read_enabled(k->ws)) {
        read_away(k); /* after an error of its own, until it closes or its time is over */
        return;
    }
    k->budget = READ_BUDGET;
    if (wslay_event_recv(k->ws) && !k->gone) {
        protocol_error(k);
        return;
    }
    if (!k->gone)
        ws_pump(k);
}

static void ws_goodbye(Client *k, int code, const char *reason, size_t n)
{
    wslay_event_queue_close(k->ws, (uint16_t)code, (const uint8_t *)reason, n);
    ws_pump(k);
}

static void tune(int fd)
{
    int on = 1, off = 0, dead = DEAD_MS;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_CORK, &off, sizeof off);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &dead, sizeof dead);
}

/* Its queue is full: what it has not begun to get is dropped, and it is told to come back. */
static void drop_slow(Client *k)
{
    if (!k->ws) {
        k->gone = true;
        return;
    }
    size_t keep = k->sent ? 1 : 0;
    while (k->n_queue > keep) {
        Frame *f = k->queue[k->first + --k->n_queue];
        k->waiting -= f->n;
        frame_drop(f);
    }
    k->close_by_ms = *k->now_ms + CLOSE_MS;
    ws_goodbye(k, CLOSE_LATER, "too slow", 8);
}

void pushclient_send(Client *k, Frame *f)
{
    if (k->gone || k->close_by_ms)
        return;
    pushclient_queue(k, f);
    if (k->waiting == f->n)
        flush(k);
    if (k->waiting > QUEUE_BYTES)
        drop_slow(k);
}

void pushclient_event(Client *k, uint32_t events)
{
    if (events & EPOLLOUT)
        flush(k);
    if (k->gone)
        return;
    if (k->ws && (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)))
        ws_read(k);
    else if (!k->ws && (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)))
        k->gone = true;
    else if (!k->ws && (events & EPOLLIN))
        read_away(k);
    if (k->ws && !k->gone && k->close_by_ms)
        ws_pump(k);
    if (!k->gone && k->waiting > QUEUE_BYTES)
        drop_slow(k);
}

void pushclient_tick(Client *k, int64_t now)
{
    if (k->close_by_ms && now >= k->close_by_ms)
        k->gone = true;
    if (k->ws && now - k->heard_ms > DEAD_MS)
        k->gone = true;
    if (k->gone || k->close_by_ms || now - k->pinged_ms < PING_MS)
        return;
    k->pinged_ms = now;
    if (k->ws) {
        struct wslay_event_msg ping = { .opcode = WSLAY_PING };
        wslay_event_queue_msg(k->ws, &ping);
        ws_pump(k);
    } else {
        Frame *f = frame_new(3);
        memcpy(f->bytes, ":\n\n", 3);
        pushclient_send(k, f);
        frame_drop(f);
    }
}

void pushclient_start(Client *k)
{
    k->heard_ms = k->pinged_ms = *k->now_ms;
    if (!k->handoff.events) {
        if (wslay_event_context_server_init(&k->ws, &ws_callbacks, k))
            push_need(NULL);
        wslay_event_config_set_max_recv_msg_length(k->ws, MESSAGE_BYTES);
    }
    tune(k->fd);
    if (k->handoff.handler.open)
        k->handoff.handler.open(k->id, k->handoff.arg);
    flush(k);
    if (k->ws && k->n_extra && !k->gone)
        ws_read(k);
}

void pushclient_goodbye(Client *k, int code, const char *reason, size_t n)
{
    if (k->close_by_ms || k->gone)
        return;
    k->close_by_ms = *k->now_ms + CLOSE_MS;
    if (k->ws)
        ws_goodbye(k, code, reason, n);
    else
        k->gone = true;
}

void pushclient_free(Client *k)
{
    while (k->n_queue)
        queue_pop(k);
    if (k->ws)
        wslay_event_context_free(k->ws);
    free(k->queue);
    free(k->extra);
    free(k);
}
