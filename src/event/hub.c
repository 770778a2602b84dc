/* The hub's thread: wakes when events were committed here, or once a second for those of other
 * servers, and sends what each workspace's clients have not seen. */
#include "event/hub.h"

#include "event_sql.h"
#include "text/jsonout.h"
#include "value/instant.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { POLL_MS = 1000, FROM_NOW = -1 };

struct Hub {
    Store *store;
    HubSend *send;
    void *arg;
    pthread_t thread;
    pthread_mutex_t lock; /* of the clients and stopping */
    HubClient *clients;   /* resume_from is the last number sent */
    ptrdiff_t n, room;
    bool stopping;
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t rung;
    uint64_t rings;
} bell = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };

void hub_ring(void)
{
    pthread_mutex_lock(&bell.lock);
    bell.rings++;
    pthread_cond_broadcast(&bell.rung);
    pthread_mutex_unlock(&bell.lock);
}

static uint64_t wait_for_bell(uint64_t heard)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += POLL_MS / 1000;
    pthread_mutex_lock(&bell.lock);
    while (bell.rings == heard)
        if (pthread_cond_timedwait(&bell.rung, &bell.lock, &until) != 0)
            break;
    heard = bell.rings;
    pthread_mutex_unlock(&bell.lock);
    return heard;
}

static Str message(Arena *mem, int64_t seq, Str type, int64_t at, Str data)
{
    Buf b = buf_new(mem, data.n + 4096);
    JsonWriter w = { .out = &b };
    json_open_object(&w);
    json_name_plain(&w, S("seq"));
    json_int64(&w, seq);
    json_name_plain(&w, S("type"));
    json_string(&w, type);
    json_name_plain(&w, S("at"));
    json_string(&w, instant_text(mem, at));
    json_name_plain(&w, S("data"));
    json_raw(&w, data);
    json_close_object(&w);
    return buf_str(&b);
}

/* A client as one round sees it, with its place in the hub's array when the round began. */
typedef struct {
    HubClient k;
    ptrdiff_t place;
} Seen;

/* The client, looked for at its place first; NULL when it has left. The lock is held. */
static HubClient *client_of(Hub *h, uint64_t client, ptrdiff_t place)
{
    if (place < h->n && h->clients[place].client == client)
        return &h->clients[place];
    for (ptrdiff_t i = 0; i < h->n; i++)
        if (h->clients[i].client == client)
            return &h->clients[i];
    return NULL;
}

static void set_last(Hub *h, Seen *seen, int64_t seq)
{
    pthread_mutex_lock(&h->lock);
    HubClient *k = client_of(h, seen->k.client, seen->place);
    if (k && k->resume_from == seen->k.resume_from) /* else it has asked to start anew */
        k->resume_from = seq;
    pthread_mutex_unlock(&h->lock);
    seen->k.resume_from = seq;
}

/* Starts the clients that are new, or whose place is gone: hello or resync. */
static void greet(Hub *h, Ctx *c, Seen *list, ptrdiff_t n)
{
    DbRows span = db_rows(c, &q_event_span, DB_ARGS(V_INT(c->workspace_id)));
    if (failed(c))
        return;
    int64_t newest = span.n ? db_int(&span, 0, "newest") : 0;
    int64_t oldest =
        span.n && !db_is_null(&span, 0, "oldest") ? db_int(&span, 0, "oldest") : newest + 1;
    for (ptrdiff_t i = 0; i < n; i++) {
        int64_t was = list[i].k.resume_from;
        bool lost = was >= 0 && (was + 1 < oldest || was > newest);
        if (was != FROM_NOW && !lost)
            continue;
        Str m = message(c->mem, newest, lost ? S("resync") : S("hello"), c->now_ms, S("{}"));
        h->send(h->arg, &list[i].k.client, 1, m, newest);
        set_last(h, &list[i], newest);
    }
}

/* Sends the events that clients of one workspace have not seen; list holds only those. */
static bool serve_workspace(Ctx *c, Hub *h, Seen *list, ptrdiff_t n)
{
    greet(h, c, list, n);
    int64_t least = INT64_MAX;
    for (ptrdiff_t i = 0; i < n; i++)
        least = list[i].k.resume_from < least ? list[i].k.resume_from : least;
    DbRows rows = db_rows(c, &q_event_since, DB_ARGS(V_INT(c->workspace_id), V_INT(least)));
    uint64_t *to = NEW_ARRAY(c->mem, uint64_t, n);
    for (ptrdiff_t r = 0; r < rows.n; r++) {
        int64_t seq = db_int(&rows, r, "seq");
        Id user = db_int(&rows, r, "user_id");
        ptrdiff_t n_to = 0;
        for (ptrdiff_t i = 0; i < n; i++)
            if (list[i].k.resume_from < seq && (!user || user == list[i].k.user_id))
                to[n_to++] = list[i].k.client;
        if (n_to)
            h->send(h->arg, to, n_to,
                    message(c->mem, seq, db_text(&rows, r, "type"), db_int(&rows, r, "at"),
                            db_text(&rows, r, "data")),
                    seq);
    }
    int64_t last = rows.n ? db_int(&rows, rows.n - 1, "seq") : least;
    for (ptrdiff_t i = 0; i < n; i++)
        if (list[i].k.resume_from < last)
            set_last(h, &list[i], last);
    return rows.n == 500; /* there may be more */
}

static int by_workspace(const void *a, const void *b)
{
    Id x = ((const Seen *)a)->k.workspace_id, y = ((const Seen *)b)->k.workspace_id;
    return (x > y) - (x < y);
}

typedef struct {
    Hub *hub;
    Seen *list;
    ptrdiff_t n;
    bool more;
} Round;

static bool serve(Ctx *c, void *arg)
{
    Round *r = arg;
    r->more = serve_workspace(c, r->hub, r->list, r->n);
    return !failed(c);
}

/* One look at every workspace that has clients; true when some have more waiting. */
static bool serve_all(Hub *h)
{
    Ctx c = ctx_new("hub", LIMIT_REQUEST_ARENA_BYTES);
    pthread_mutex_lock(&h->lock);
    ptrdiff_t n = h->n;
    Seen *list = NEW_ARRAY(c.mem, Seen, n);
    for (ptrdiff_t i = 0; i < n; i++)
        list[i] = (Seen){ h->clients[i], i };
    pthread_mutex_unlock(&h->lock);
    if (n)
        qsort(list, (size_t)n, sizeof *list, by_workspace);
    bool more = false;
    for (ptrdiff_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && list[to].k.workspace_id == list[from].k.workspace_id;)
            to++;
        Round r = { h, list + from, to - from, false };
        ArenaMark mark = arena_mark(c.mem);
        c.workspace_id = list[from].k.workspace_id;
        if (!store_read(h->store, &c, serve, &r))
            log_line(LOG_WARN, "hub.read", LOG_TEXT("detail", c.failure.detail));
        fail_clear(&c);
        arena_reset(c.mem, mark);
        more = more || r.more;
    }
    ctx_done(&c);
    return more;
}

static bool stopping(Hub *h)
{
    pthread_mutex_lock(&h->lock);
    bool stop = h->stopping;
    pthread_mutex_unlock(&h->lock);
    return stop;
}

static void *run(void *arg)
{
    Hub *h = arg;
    uint64_t heard = 0;
    while (!stopping(h))
        if (!serve_all(h))
            heard = wait_for_bell(heard);
    return NULL;
}

Hub *hub_start(Ctx *c, Store *s, HubSend *send, void *arg)
{
    Hub *h = calloc(1, sizeof *h);
    if (!h) {
        fail(c, INTERNAL, NULL, "There is no memory for the live hub");
        return NULL;
    }
    h->store = s;
    h->send = send;
    h->arg = arg;
    pthread_mutex_init(&h->lock, NULL);
    if (pthread_create(&h->thread, NULL, run, h) != 0) {
        fail(c, INTERNAL, NULL, "The live hub's thread cannot be started");
        free(h);
        return NULL;
    }
    return h;
}

void hub_stop(Hub *h)
{
    if (!h)
        return;
    pthread_mutex_lock(&h->lock);
    h->stopping = true;
    pthread_mutex_unlock(&h->lock);
    hub_ring();
    pthread_join(h->thread, NULL);
    pthread_mutex_destroy(&h->lock);
    free(h->clients);
    free(h);
}

void hub_join(Hub *h, const HubClient *client)
{
    pthread_mutex_lock(&h->lock);
    HubClient *k = client_of(h, client->client, 0);
    if (!k && h->n == h->room) {
        ptrdiff_t room = h->room ? h->room * 2 : 16;
        HubClient *bigger = realloc(h->clients, (size_t)room * sizeof *bigger);
        if (bigger) {
            h->clients = bigger;
            h->room = room;
        }
    }
    if (!k && h->n < h->room)
        k = &h->clients[h->n++];
    if (k)
        *k = *client;
    pthread_mutex_unlock(&h->lock);
    hub_ring();
}

void hub_leave(Hub *h, uint64_t client)
{
    pthread_mutex_lock(&h->lock);
    HubClient *k = client_of(h, client, 0);
    if (k)
        *k = h->clients[--h->n];
    pthread_mutex_unlock(&h->lock);
}
