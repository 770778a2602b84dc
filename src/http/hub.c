/* The hub's thread: epoll over push clients and lingering closes, commands from other threads, a tick. */
#include "http/hub.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <wslay/wslay.h>

enum {
    PING_MS = 30 * 1000,
    DEAD_MS = 75 * 1000,
    CLOSE_MS = 5 * 1000,   /* for the other side's part of a close */
    LINGER_MS = 10 * 1000,
    LINGER_BYTES = 128 << 20, /* more than the largest upload that is refused by its length */
    TICK_MS = 1000,
    QUEUE_BYTES = 1 << 20, /* waiting for one client; more means that it does not read */
    MESSAGE_BYTES = 64 * 1024,
    READ_BUDGET = 64 * 1024, /* of one client in one turn */
    MOST_EVENTS = 256,
    MOST_PIECES = 16,
    SLOT_BITS = 20,
    CLOSE_AWAY = 1001,
    CLOSE_TYPE = 1003,
    CLOSE_LATER = 1013,
};

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
    Hub *hub;
    PushId id;
    int fd;
    PushHandoff handoff;
    HubRelease release;
    void *connection;
    wslay_event_context_ptr ws; /* NULL: an event stream */
    Frame **queue;              /* from first to n_queue, then free places */
    size_t first, n_queue, queue_room;
    size_t sent;                /* of queue[first] */
    size_t waiting;             /* bytes queued and not sent */
    char *extra;
    size_t n_extra, extra_used;
    size_t budget;
    int64_t heard_ms, pinged_ms;
    int64_t close_by_ms; /* 0: not closing */
    bool wants_out;      /* EPOLLOUT is on */
    bool gone;           /* to be removed at the end of the turn */
} Client;

typedef struct Linger {
    Watch watch;
    struct Linger *next, *before;
    int fd;
    int64_t by_ms;
    int64_t left;
} Linger;

typedef enum { DO_TAKE, DO_LINGER, DO_SEND, DO_CLOSE } CommandKind;

typedef struct Command {
    struct Command *next;
    CommandKind kind;
    Client *client;  /* DO_TAKE */
    int fd;          /* DO_LINGER */
    Frame *frame, *event; /* DO_SEND: as a WebSocket frame, as an event */
    int code;        /* DO_CLOSE */
    char reason[124];
    size_t n_reason;
    size_t n;
    PushId to[];
} Command;

typedef struct {
    uint64_t generation;
    Client *client;
} Slot;

struct Hub {
    Watch wake;
    int epoll;
    int event;
    pthread_t thread;
    void (*tick)(void *arg);
    void *arg;
    _Atomic int64_t clients;
    _Atomic bool stopping;
    int grace_ms;

    pthread_mutex_t lock;
    Command *commands, **commands_end;
    bool stopped;
    Slot *slots; /* written by the thread, under the lock */
    size_t n_slots;
    size_t first_free; /* no free slot before this */

    Linger *lingers; /* the thread's own */
    int64_t now_ms;
    int64_t ticked_ms;
};

static void *need(void *p)
{
    if (!p) {
        fprintf(stderr, "florin: out of memory for push clients\n");
        abort();
    }
    return p;
}

static int64_t now_ms(void)
{
    return clock_mono_ns() / 1000000;
}

/* ---- frames ---- */

static Frame *frame_new(size_t n)
{
    Frame *f = need(malloc(sizeof *f + n));
    f->refs = 1;
    f->n = n;
    return f;
}

static void frame_drop(Frame *f)
{
    if (f && --f->refs == 0)
        free(f);
}

/* An unmasked text frame (RFC 6455 5.2). */
static Frame *frame_text(Str text)
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
    memcpy(f->bytes + n_head, text.p, n);
    return f;
}

static void put(Frame *f, size_t *at, const char *p, size_t n)
{
    memcpy(f->bytes + *at, p, n);
    *at += n;
}

/* "id: 7\ndata: …\n\n", each line of the text a data line. */
static Frame *frame_event(const PushMessage *m)
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

static void queue_frame(Client *k, Frame *f)
{
    if (k->first && k->first + k->n_queue == k->queue_room) {
        memmove(k->queue, k->queue + k->first, k->n_queue * sizeof *k->queue);
        k->first = 0;
    }
    if (k->n_queue == k->queue_room) {
        k->queue_room = k->queue_room ? k->queue_room * 2 : 4;
        k->queue = need(realloc(k->queue, k->queue_room * sizeof *k->queue));
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
    struct epoll_event e = { .events = EPOLLIN | EPOLLRDHUP | (on ? (uint32_t)EPOLLOUT : 0), .data.ptr = k };
    epoll_ctl(k->hub->epoll, EPOLL_CTL_MOD, k->fd, &e);
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

static ssize_t ws_recv(wslay_event_context_ptr ws, uint8_t *to, size_t room, int flags, void *client)
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
        k->heard_ms = k->hub->now_ms;
        return n;
    }
    bool wait = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    wslay_event_set_error(ws, wait ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE);
    return -1;
}

/* What wslay writes (pongs, closes) stands in line with our own frames, so it never waits. */
static ssize_t ws_write(wslay_event_context_ptr ws, const uint8_t *p, size_t n, int flags, void *client)
{
    (void)ws, (void)flags;
    Frame *f = frame_new(n);
    memcpy(f->bytes, p, n);
    queue_frame(client, f);
    frame_drop(f);
    return (ssize_t)n;
}

static void ws_message(wslay_event_context_ptr ws, const struct wslay_event_on_msg_recv_arg *m, void *client)
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
        k->close_by_ms = k->hub->now_ms + CLOSE_MS;
    if (!k->n_queue && wslay_event_get_close_received(k->ws))
        k->gone = true;
}

static void read_away(Client *k)
{
    char away[4096];
    ssize_t n = recv(k->fd, away, sizeof away, MSG_DONTWAIT);
    k->gone = n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

static void ws_read(Client *k)
{
    if (!wslay_event_get_read_enabled(k->ws)) {
        read_away(k); /* after an error of its own, until it closes or its time is over */
        return;
    }
    k->budget = READ_BUDGET;
    if (wslay_event_recv(k->ws))
        k->gone = true;
    if (!k->gone)
        ws_pump(k);
}

static void ws_goodbye(Client *k, int code, const char *reason, size_t n)
{
    wslay_event_queue_close(k->ws, (uint16_t)code, (const uint8_t *)reason, n);
    ws_pump(k);
}

/* ---- clients ---- */

static Client *find(const Hub *h, PushId id)
{
    size_t slot = id & (((size_t)1 << SLOT_BITS) - 1);
    if (slot >= h->n_slots || h->slots[slot].generation != id >> SLOT_BITS)
        return NULL;
    return h->slots[slot].client;
}

static void give_slot(Hub *h, Client *k)
{
    pthread_mutex_lock(&h->lock);
    size_t slot = h->first_free;
    while (slot < h->n_slots && h->slots[slot].client)
        slot++;
    if (slot == h->n_slots) {
        size_t room = h->n_slots ? h->n_slots * 2 : 64;
        h->slots = need(realloc(h->slots, room * sizeof *h->slots));
        memset(h->slots + h->n_slots, 0, (room - h->n_slots) * sizeof *h->slots);
        h->n_slots = room;
    }
    h->first_free = slot + 1;
    h->slots[slot].client = k;
    h->slots[slot].generation++;
    k->id = h->slots[slot].generation << SLOT_BITS | slot;
    pthread_mutex_unlock(&h->lock);
}

static void take_slot(Hub *h, Client *k)
{
    size_t slot = k->id & (((size_t)1 << SLOT_BITS) - 1);
    pthread_mutex_lock(&h->lock);
    h->slots[slot].client = NULL;
    if (slot < h->first_free)
        h->first_free = slot;
    pthread_mutex_unlock(&h->lock);
}

static void client_free(Client *k)
{
    while (k->n_queue)
        queue_pop(k);
    if (k->ws)
        wslay_event_context_free(k->ws);
    free(k->queue);
    free(k->extra);
    free(k);
}

static void remove_client(Hub *h, Client *k)
{
    epoll_ctl(h->epoll, EPOLL_CTL_DEL, k->fd, NULL);
    take_slot(h, k);
    k->release(k->connection);
    if (k->handoff.handler.closed)
        k->handoff.handler.closed(k->id, k->handoff.arg);
    atomic_fetch_sub(&h->clients, 1);
    client_free(k);
}

static void tune(int fd)
{
    int on = 1, off = 0, dead = DEAD_MS;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_CORK, &off, sizeof off);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &dead, sizeof dead);
}

static void add_client(Hub *h, Client *k)
{
    k->heard_ms = k->pinged_ms = h->now_ms;
    give_slot(h, k);
    atomic_fetch_add(&h->clients, 1);
    if (!k->handoff.events) {
        if (wslay_event_context_server_init(&k->ws, &ws_callbacks, k))
            need(NULL);
        wslay_event_config_set_max_recv_msg_length(k->ws, MESSAGE_BYTES);
    }
    tune(k->fd);
    struct epoll_event e = { .events = EPOLLIN | EPOLLRDHUP, .data.ptr = k };
    if (epoll_ctl(h->epoll, EPOLL_CTL_ADD, k->fd, &e))
        k->gone = true;
    if (k->handoff.handler.open)
        k->handoff.handler.open(k->id, k->handoff.arg);
    flush(k);
    if (k->ws && k->n_extra && !k->gone)
        ws_read(k);
    if (k->gone)
        remove_client(h, k);
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
    k->close_by_ms = k->hub->now_ms + CLOSE_MS;
    ws_goodbye(k, CLOSE_LATER, "too slow", 8);
}

static void send_frame(Client *k, Frame *f)
{
    if (k->gone || k->close_by_ms)
        return;
    queue_frame(k, f);
    if (k->waiting == f->n)
        flush(k);
    if (k->waiting > QUEUE_BYTES)
        drop_slow(k);
}

static void client_event(Client *k, uint32_t events)
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

static void client_tick(Client *k, int64_t now)
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
        send_frame(k, f);
        frame_drop(f);
    }
}

/* ---- lingering closes ---- */

static void add_linger(Hub *h, int fd)
{
    Linger *l = need(calloc(1, sizeof *l));
    l->watch.kind = WATCH_LINGER;
    l->fd = fd;
    l->by_ms = h->now_ms + LINGER_MS;
    l->left = LINGER_BYTES;
    l->next = h->lingers;
    if (l->next)
        l->next->before = l;
    h->lingers = l;
    struct epoll_event e = { .events = EPOLLIN | EPOLLRDHUP, .data.ptr = l };
    if (epoll_ctl(h->epoll, EPOLL_CTL_ADD, fd, &e))
        l->by_ms = 0;
}

static void end_linger(Hub *h, Linger *l)
{
    if (l->before)
        l->before->next = l->next;
    else
        h->lingers = l->next;
    if (l->next)
        l->next->before = l->before;
    close(l->fd);
    free(l);
}

static void linger_read(Hub *h, Linger *l)
{
    /* MSG_TRUNC lets TCP throw the bytes away without copying them. */
    ssize_t n = recv(l->fd, NULL, 1 << 20, MSG_DONTWAIT | MSG_TRUNC);
    if (n > 0)
        l->left -= n;
    if (n == 0 || l->left < 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        end_linger(h, l);
}

/* ---- commands ---- */

static void command_free(Command *m)
{
    frame_drop(m->frame);
    frame_drop(m->event);
    free(m);
}

/* False when the hub has stopped: the command is the caller's. */
static bool give_command(Hub *h, Command *m)
{
    pthread_mutex_lock(&h->lock);
    bool taken = !h->stopped, first = !h->commands;
    if (taken) {
        *h->commands_end = m;
        h->commands_end = &m->next;
    }
    pthread_mutex_unlock(&h->lock);
    if (taken && first)
        eventfd_write(h->event, 1);
    return taken;
}

static Command *take_commands(Hub *h, bool last)
{
    pthread_mutex_lock(&h->lock);
    Command *all = h->commands;
    h->commands = NULL;
    h->commands_end = &h->commands;
    h->stopped = h->stopped || last;
    pthread_mutex_unlock(&h->lock);
    return all;
}

static void close_client(Client *k, const Command *m)
{
    if (k->close_by_ms || k->gone)
        return;
    k->close_by_ms = k->hub->now_ms + CLOSE_MS;
    if (k->ws)
        ws_goodbye(k, m->code, m->reason, m->n_reason);
    else
        k->gone = true;
    if (k->gone)
        remove_client(k->hub, k);
}

static void do_command(Hub *h, Command *m)
{
    Client *k;
    switch (m->kind) {
    case DO_TAKE: add_client(h, m->client); break;
    case DO_LINGER: add_linger(h, m->fd); break;
    case DO_SEND:
        for (size_t i = 0; i < m->n; i++) {
            if (!(k = find(h, m->to[i])))
                continue;
            send_frame(k, k->ws ? m->frame : m->event);
            if (k->gone)
                remove_client(h, k);
        }
        break;
    case DO_CLOSE:
        if ((k = find(h, m->to[0])))
            close_client(k, m);
        break;
    }
    command_free(m);
}

static void do_commands(Hub *h)
{
    for (Command *m = take_commands(h, false), *next; m; m = next) {
        next = m->next;
        do_command(h, m);
    }
}

/* ---- the thread ---- */

static void each_client(Hub *h, void (*act)(Client *k, int64_t now))
{
    for (size_t i = 0; i < h->n_slots; i++) {
        Client *k = h->slots[i].client;
        if (!k)
            continue;
        act(k, h->now_ms);
        if (k->gone)
            remove_client(h, k);
    }
}

static void hub_tick(Hub *h)
{
    if (h->now_ms - h->ticked_ms < TICK_MS)
        return;
    h->ticked_ms = h->now_ms;
    h->tick(h->arg);
    each_client(h, client_tick);
    for (Linger *l = h->lingers, *next; l; l = next) {
        next = l->next;
        if (h->now_ms >= l->by_ms)
            end_linger(h, l);
    }
}

static void hub_event(Hub *h, const struct epoll_event *e)
{
    Watch *w = e->data.ptr;
    eventfd_t count;
    switch (w->kind) {
    case WATCH_WAKE: eventfd_read(h->event, &count); break; /* the commands come after the sockets */
    case WATCH_LINGER: linger_read(h, e->data.ptr); break;
    case WATCH_CLIENT: {
        Client *k = e->data.ptr;
        client_event(k, e->events);
        if (k->gone)
            remove_client(h, k);
        break;
    }
    }
}

static void hub_turn(Hub *h, int wait_ms)
{
    struct epoll_event events[MOST_EVENTS];
    int n = epoll_wait(h->epoll, events, MOST_EVENTS, wait_ms);
    h->now_ms = now_ms();
    for (int i = 0; i < n; i++)
        hub_event(h, &events[i]);
    do_commands(h);
    hub_tick(h);
}

static void say_goodbye(Client *k, int64_t now)
{
    if (k->close_by_ms)
        return;
    k->close_by_ms = now + CLOSE_MS;
    if (k->ws)
        ws_goodbye(k, CLOSE_AWAY, "server stops", 12);
    else
        k->gone = true;
}

static void drop_client(Client *k, int64_t now)
{
    (void)now;
    k->gone = true;
}

static void *hub_run(void *hub)
{
    Hub *h = hub;
    pthread_setname_np(pthread_self(), "florin-hub");
    h->now_ms = h->ticked_ms = now_ms();
    while (!atomic_load(&h->stopping))
        hub_turn(h, TICK_MS);
    each_client(h, say_goodbye);
    int64_t until = now_ms() + h->grace_ms;
    while (atomic_load(&h->clients) && now_ms() < until)
        hub_turn(h, 10);
    for (Command *m = take_commands(h, true), *next; m; m = next) {
        next = m->next;
        do_command(h, m);
    }
    each_client(h, drop_client);
    while (h->lingers)
        end_linger(h, h->lingers);
    return NULL;
}

/* ---- from other threads ---- */

Hub *hub_start(void (*tick)(void *arg), void *arg)
{
    Hub *h = need(calloc(1, sizeof *h));
    h->tick = tick;
    h->arg = arg;
    h->commands_end = &h->commands;
    h->wake.kind = WATCH_WAKE;
    h->epoll = epoll_create1(EPOLL_CLOEXEC);
    h->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&h->lock, NULL);
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = &h->wake };
    if (h->epoll >= 0 && h->event >= 0 && !epoll_ctl(h->epoll, EPOLL_CTL_ADD, h->event, &e) &&
        !pthread_create(&h->thread, NULL, hub_run, h))
        return h;
    hub_free(h);
    return NULL;
}

void hub_stop(Hub *h, int grace_ms)
{
    h->grace_ms = grace_ms;
    atomic_store(&h->stopping, true);
    eventfd_write(h->event, 1);
    pthread_join(h->thread, NULL);
}

void hub_free(Hub *h)
{
    if (h->epoll >= 0)
        close(h->epoll);
    if (h->event >= 0)
        close(h->event);
    pthread_mutex_destroy(&h->lock);
    free(h->slots);
    free(h);
}

void hub_take(Hub *h, int fd, const PushHandoff *p, Str extra, HubRelease release, void *connection)
{
    Client *k = need(calloc(1, sizeof *k));
    *k = (Client){ .watch.kind = WATCH_CLIENT, .hub = h, .fd = fd, .handoff = *p, .release = release,
                   .connection = connection };
    if (extra.n) {
        k->extra = need(malloc((size_t)extra.n));
        memcpy(k->extra, extra.p, (size_t)extra.n);
        k->n_extra = (size_t)extra.n;
    }
    if (p->head.n) {
        Frame *f = frame_new((size_t)p->head.n);
        memcpy(f->bytes, p->head.p, (size_t)p->head.n);
        queue_frame(k, f);
        frame_drop(f);
    }
    Command *m = need(calloc(1, sizeof *m));
    m->kind = DO_TAKE;
    m->client = k;
    if (give_command(h, m))
        return;
    free(m);
    client_free(k);
    release(connection);
}

void hub_linger(Hub *h, int fd)
{
    Command *m = need(calloc(1, sizeof *m));
    m->kind = DO_LINGER;
    m->fd = fd;
    if (give_command(h, m))
        return;
    free(m);
    close(fd);
}

int64_t hub_clients(const Hub *h)
{
    return atomic_load(&h->clients);
}

ptrdiff_t hub_send(Hub *h, const PushId *to, ptrdiff_t n, const PushMessage *message)
{
    Command *m = need(calloc(1, sizeof *m + (size_t)n * sizeof *to));
    m->kind = DO_SEND;
    bool events = false;
    pthread_mutex_lock(&h->lock);
    for (ptrdiff_t i = 0; i < n; i++) {
        const Client *k = find(h, to[i]);
        if (!k)
            continue;
        events = events || k->handoff.events;
        m->to[m->n++] = to[i];
    }
    pthread_mutex_unlock(&h->lock);
    ptrdiff_t there = (ptrdiff_t)m->n;
    m->frame = there ? frame_text(message->text) : NULL;
    m->event = events ? frame_event(message) : NULL;
    if (!there || !give_command(h, m))
        command_free(m);
    return there;
}

void hub_close(Hub *h, PushId id, int code, Str reason)
{
    Command *m = need(calloc(1, sizeof *m + sizeof id));
    m->kind = DO_CLOSE;
    m->code = code;
    m->n_reason = reason.n < (ptrdiff_t)sizeof m->reason ? (size_t)reason.n : sizeof m->reason - 1;
    if (m->n_reason)
        memcpy(m->reason, reason.p, m->n_reason);
    m->n = 1;
    m->to[0] = id;
    if (!give_command(h, m))
        free(m);
}
