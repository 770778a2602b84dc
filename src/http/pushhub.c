/* The hub's thread: epoll over push clients and lingering closes, commands from other threads, a
 * tick. */
#include "http/pushhub.h"

#include "http/pushclient.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LINGER_MS = 10 * 1000,
    LINGER_BYTES = 128 << 20, /* more than the largest upload that is refused by its length */
    TICK_MS = 1000,
    MOST_EVENTS = 256,
    SLOT_BITS = 20,
    CLOSE_AWAY = 1001,
};

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
    Client *client;       /* DO_TAKE */
    int fd;               /* DO_LINGER */
    Frame *frame, *event; /* DO_SEND: as a WebSocket frame, as an event */
    int code;             /* DO_CLOSE */
    char reason[124];
    size_t n_reason;
    size_t n;
    PushId to[];
} Command;

typedef struct {
    uint64_t generation;
    Client *client;
} Slot;

struct PushHub {
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

static int64_t now_ms(void)
{
    return clock_mono_ns() / 1000000;
}

/* ---- clients ---- */

static Client *find(const PushHub *h, PushId id)
{
    size_t slot = id & (((size_t)1 << SLOT_BITS) - 1);
    if (slot >= h->n_slots || h->slots[slot].generation != id >> SLOT_BITS)
        return NULL;
    return h->slots[slot].client;
}

static void give_slot(PushHub *h, Client *k)
{
    pthread_mutex_lock(&h->lock);
    size_t slot = h->first_free;
    while (slot < h->n_slots && h->slots[slot].client)
        slot++;
    if (slot == h->n_slots) {
        size_t room = h->n_slots ? h->n_slots * 2 : 64;
        h->slots = push_need(realloc(h->slots, room * sizeof *h->slots));
        memset(h->slots + h->n_slots, 0, (room - h->n_slots) * sizeof *h->slots);
        h->n_slots = room;
    }
    h->first_free = slot + 1;
    h->slots[slot].client = k;
    h->slots[slot].generation++;
    k->id = h->slots[slot].generation << SLOT_BITS | slot;
    pthread_mutex_unlock(&h->lock);
}

static void take_slot(PushHub *h, Client *k)
{
    size_t slot = k->id & (((size_t)1 << SLOT_BITS) - 1);
    pthread_mutex_lock(&h->lock);
    h->slots[slot].client = NULL;
    if (slot < h->first_free)
        h->first_free = slot;
    pthread_mutex_unlock(&h->lock);
}

static void remove_client(PushHub *h, Client *k)
{
    epoll_ctl(h->epoll, EPOLL_CTL_DEL, k->fd, NULL);
    take_slot(h, k);
    k->release(k->connection);
    if (k->handoff.handler.closed)
        k->handoff.handler.closed(k->id, k->handoff.arg);
    atomic_fetch_sub(&h->clients, 1);
    pushclient_free(k);
}

static void add_client(PushHub *h, Client *k)
{
    give_slot(h, k);
    atomic_fetch_add(&h->clients, 1);
    struct epoll_event e = { .events = EPOLLIN | EPOLLRDHUP, .data.ptr = k };
    if (epoll_ctl(h->epoll, EPOLL_CTL_ADD, k->fd, &e))
        k->gone = true;
    pushclient_start(k);
    if (k->gone)
        remove_client(h, k);
}

/* ---- lingering closes ---- */

static void add_linger(PushHub *h, int fd)
{
    Linger *l = push_need(calloc(1, sizeof *l));
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

static void end_linger(PushHub *h, Linger *l)
{
    if (l->before)
        l->before->next = l->next;
    else
        h->lingers = l->next;
    if (l->next)
        l->next->before = l->before;
    /* The library may still hold the same socket, so closing ours would leave it in the set. */
    epoll_ctl(h->epoll, EPOLL_CTL_DEL, l->fd, NULL);
    close(l->fd);
    free(l);
}

static void linger_read(PushHub *h, Linger *l)
{
    /* MSG_TRUNC lets TCP throw the bytes away without copying them. */
    ssize_t n = recv(l->fd, NULL, 1 << 20, MSG_DONTWAIT | MSG_TRUNC);
    if (n > 0)
        l->left -= n;
    if (n == 0 || l->left < 0 ||
        (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
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
static bool give_command(PushHub *h, Command *m)
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

static Command *take_commands(PushHub *h, bool last)
{
    pthread_mutex_lock(&h->lock);
    Command *all = h->commands;
    h->commands = NULL;
    h->commands_end = &h->commands;
    h->stopped = h->stopped || last;
    pthread_mutex_unlock(&h->lock);
    return all;
}

static void do_command(PushHub *h, Command *m)
{
    Client *k;
    switch (m->kind) {
    case DO_TAKE: add_client(h, m->client); break;
    case DO_LINGER: add_linger(h, m->fd); break;
    case DO_SEND:
        for (size_t i = 0; i < m->n; i++) {
            if (!(k = find(h, m->to[i])))
                continue;
            pushclient_send(k, k->ws ? m->frame : m->event);
            if (k->gone)
                remove_client(h, k);
        }
        break;
    case DO_CLOSE:
        if (!(k = find(h, m->to[0])))
            break;
        pushclient_goodbye(k, m->code, m->reason, m->n_reason);
        if (k->gone)
            remove_client(h, k);
        break;
    }
    command_free(m);
}

static void do_commands(PushHub *h)
{
    for (Command *m = take_commands(h, false), *next; m; m = next) {
        next = m->next;
        do_command(h, m);
    }
}

/* ---- the thread ---- */

static void each_client(PushHub *h, void (*act)(Client *k, int64_t now))
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

static void pushhub_tick(PushHub *h)
{
    if (h->now_ms - h->ticked_ms < TICK_MS)
        return;
    h->ticked_ms = h->now_ms;
    h->tick(h->arg);
    each_client(h, pushclient_tick);
    for (Linger *l = h->lingers, *next; l; l = next) {
        next = l->next;
        if (h->now_ms >= l->by_ms)
            end_linger(h, l);
    }
}

static void pushhub_event(PushHub *h, const struct epoll_event *e)
{
    Watch *w = e->data.ptr;
    eventfd_t count;
    switch (w->kind) {
    case WATCH_WAKE:
        eventfd_read(h->event, &count);
        break; /* the commands come after the sockets */
    case WATCH_LINGER: linger_read(h, e->data.ptr); break;
    case WATCH_CLIENT: {
        Client *k = e->data.ptr;
        pushclient_event(k, e->events);
        if (k->gone)
            remove_client(h, k);
        break;
    }
    }
}

static void pushhub_turn(PushHub *h, int wait_ms)
{
    struct epoll_event events[MOST_EVENTS];
    int n = epoll_wait(h->epoll, events, MOST_EVENTS, wait_ms);
    h->now_ms = now_ms();
    for (int i = 0; i < n; i++)
        pushhub_event(h, &events[i]);
    do_commands(h);
    pushhub_tick(h);
}

static void say_goodbye(Client *k, int64_t now)
{
    (void)now;
    pushclient_goodbye(k, CLOSE_AWAY, "server stops", 12);
}

static void drop_client(Client *k, int64_t now)
{
    (void)now;
    k->gone = true;
}

static void *pushhub_run(void *hub)
{
    PushHub *h = hub;
    pthread_setname_np(pthread_self(), "florin-hub");
    h->now_ms = h->ticked_ms = now_ms();
    while (!atomic_load(&h->stopping))
        pushhub_turn(h, TICK_MS);
    each_client(h, say_goodbye);
    int64_t until = now_ms() + h->grace_ms;
    while (atomic_load(&h->clients) && now_ms() < until)
        pushhub_turn(h, 10);
    for (Command *m = take_commands(h, true), *next; m; m = next) {
        next = m->next;
        do_command(h, m);
    }
    each_client(h, drop_client);
    for (Linger *l = h->lingers, *next; l; l = next) {
        next = l->next;
        end_linger(h, l);
    }
    return NULL;
}

/* ---- from other threads ---- */

PushHub *pushhub_start(void (*tick)(void *arg), void *arg)
{
    PushHub *h = push_need(calloc(1, sizeof *h));
    h->tick = tick;
    h->arg = arg;
    h->commands_end = &h->commands;
    h->wake.kind = WATCH_WAKE;
    h->epoll = epoll_create1(EPOLL_CLOEXEC);
    h->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&h->lock, NULL);
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = &h->wake };
    if (h->epoll >= 0 && h->event >= 0 && !epoll_ctl(h->epoll, EPOLL_CTL_ADD, h->event, &e) &&
        !pthread_create(&h->thread, NULL, pushhub_run, h))
        return h;
    pushhub_free(h);
    return NULL;
}

void pushhub_stop(PushHub *h, int grace_ms)
{
    h->grace_ms = grace_ms;
    atomic_store(&h->stopping, true);
    eventfd_write(h->event, 1);
    pthread_join(h->thread, NULL);
}

void pushhub_free(PushHub *h)
{
    if (h->epoll >= 0)
        close(h->epoll);
    if (h->event >= 0)
        close(h->event);
    pthread_mutex_destroy(&h->lock);
    free(h->slots);
    free(h);
}

void pushhub_take(PushHub *h, int fd, const PushHandoff *p, Str extra, PushRelease release,
                  void *connection)
{
    Client *k = push_need(calloc(1, sizeof *k));
    *k = (Client){ .watch.kind = WATCH_CLIENT,
                   .epoll = h->epoll,
                   .now_ms = &h->now_ms,
                   .fd = fd,
                   .handoff = *p,
                   .release = release,
                   .connection = connection };
    if (extra.n) {
        k->extra = push_need(malloc((size_t)extra.n));
        memcpy(k->extra, extra.p, (size_t)extra.n);
        k->n_extra = (size_t)extra.n;
    }
    if (p->head.n) {
        Frame *f = frame_new((size_t)p->head.n);
        memcpy(f->bytes, p->head.p, (size_t)p->head.n);
        pushclient_queue(k, f);
        frame_drop(f);
    }
    Command *m = push_need(calloc(1, sizeof *m));
    m->kind = DO_TAKE;
    m->client = k;
    if (give_command(h, m))
        return;
    free(m);
    pushclient_free(k);
    release(connection);
}

void pushhub_linger(PushHub *h, int fd)
{
    Command *m = push_need(calloc(1, sizeof *m));
    m->kind = DO_LINGER;
    m->fd = fd;
    if (give_command(h, m))
        return;
    free(m);
    close(fd);
}

int64_t pushhub_clients(const PushHub *h)
{
    return atomic_load(&h->clients);
}

ptrdiff_t pushhub_send(PushHub *h, const PushId *to, ptrdiff_t n, const PushMessage *message)
{
    Command *m = push_need(calloc(1, sizeof *m + (size_t)n * sizeof *to));
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

void pushhub_close(PushHub *h, PushId id, int code, Str reason)
{
    Command *m = push_need(calloc(1, sizeof *m + sizeof id));
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
