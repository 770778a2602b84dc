/* The live stream: WebSocket and server-sent events joined to the hub of event/. */
#include "api/socket.h"
#include "auth/once.h"
#include "event/hub.h"
#include "http/push.h"
#include "socket_sql.h"
#include "text/json.h"
#include "text/percent.h"

#include <pthread.h>
#include <stdlib.h>

enum { TICKET_LIFE_S = 30, FROM_NOW = -1 };

static const Field ticket_fields[] = {
    F_TEXT(Ticket, ticket, .flags = READ_ONLY, .doc = "For /ws/connect?ticket=, once."),
    F_INT(Ticket, expires_in, .flags = READ_ONLY, .doc = "Seconds until it ends."),
};
const Shape ticket_shape = SHAPE(Ticket, ticket_fields);

bool socket_ticket(Ctx *c, Call *call)
{
    Ticket *t = NEW(c->mem, Ticket);
    Once who = { .user_id = c->user_id, .workspace_id = c->workspace_id };
    *t = (Ticket){ .ticket = once_add(c, ONCE_SOCKET, who, TICKET_LIFE_S * 1000LL),
                   .expires_in = TICKET_LIFE_S };
    call->out = t;
    return !failed(c);
}

/* A connection; in the server's list while it is open, freed when it has closed. */
typedef struct Socket Socket;
struct Socket {
    Sockets *all;
    Socket *next, *before;
    Hub *hub;
    HubClient client;
};

struct Sockets {
    pthread_mutex_t lock;
    Socket *first;
    ptrdiff_t n;
    uint64_t checked; /* only by who checks: the generation of callers that was looked at last */
    int64_t checked_ms;
};

Sockets *sockets_new(Arena *mem)
{
    Sockets *all = NEW(mem, Sockets);
    pthread_mutex_init(&all->lock, NULL);
    return all;
}

static void opened(PushId id, void *arg)
{
    Socket *s = arg;
    s->client.client = id;
    pthread_mutex_lock(&s->all->lock);
    s->next = s->all->first;
    if (s->next)
        s->next->before = s;
    s->all->first = s;
    s->all->n++;
    pthread_mutex_unlock(&s->all->lock);
    hub_join(s->hub, &s->client);
}

static void closed(PushId id, void *arg)
{
    Socket *s = arg;
    hub_leave(s->hub, id);
    pthread_mutex_lock(&s->all->lock);
    *(s->before ? &s->before->next : &s->all->first) = s->next;
    if (s->next)
        s->next->before = s->before;
    s->all->n--;
    pthread_mutex_unlock(&s->all->lock);
    free(s);
}

/* The one thing a client says: {"resume_from": 17}. Anything else is passed over. */
static void message(PushId id, Str text, void *arg)
{
    Socket *s = arg;
    Arena *mem = arena_new("socket message", 1 << 20);
    JsonValue v = { 0 };
    JsonError e = { 0 };
    int64_t from = 0;
    if (json_read(mem, text, json_default_limits, &v, &e) &&
        json_int(json_get(&v, S("resume_from")), &from) && from >= 0) {
        s->client.client = id;
        s->client.resume_from = from;
        hub_join(s->hub, &s->client);
    }
    arena_free(mem);
}

static const PushHandler handler = { .open = opened, .message = message, .closed = closed };

static Socket *socket_new(const Request *r, Id user_id, Id workspace_id, int64_t resume_from)
{
    Socket *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    *s = (Socket){
        .all = r->api->sockets,
        .hub = r->api->hub,
        .client = { .user_id = user_id, .workspace_id = workspace_id, .resume_from = resume_from }
    };
    return s;
}

typedef struct {
    Str ticket;
    Once who;
} TicketUse;

static bool use_ticket(Ctx *c, void *arg)
{
    TicketUse *u = arg;
    return once_use(c, ONCE_SOCKET, u->ticket, &u->who) ||
           fail(c, UNAUTHENTICATED, NULL,
                "The ticket is over or was used; ask for another at /ws/tickets");
}

/* Who connects: by a ticket of the query, an access token of the query, or the usual credentials.
 */
static bool who_connects(Request *r, Once *who)
{
    Ctx *c = &r->c;
    QueryString q = { 0 };
    if (r->http->query.p && query_parse(c->mem, r->http->query, 10, &q) != QUERY_OK)
        return fail(c, MALFORMED, NULL, "The query string cannot be read");
    TicketUse use = { .ticket = query_find(&q, S("ticket")) };
    if (use.ticket.p) {
        bool ok = store_write(r->api->store, c, use_ticket, &use);
        *who = use.who;
        return ok;
    }
    Credentials k = { .authorization = http_header(r->http, S("Authorization")),
                      .cookies = http_header(r->http, S("Cookie")),
                      .workspace = http_header(r->http, S("X-Workspace-Id")),
                      .token = query_find(&q, S("token")) };
    if (!caller_find(c, &k, &r->caller))
        return false;
    *who = (Once){ .user_id = r->caller.user_id, .workspace_id = r->caller.workspace_id };
    if (!r->caller.user_id)
        return fail(c, UNAUTHENTICATED, NULL, "This needs a ticket or a token");
    return (r->caller.scopes & SCOPE_READ) ||
           fail(c, FORBIDDEN, NULL, "The API token lacks the scope 'read'");
}

/* A page of another site may open a WebSocket with our cookies: only tickets and tokens count
 * there. */
static bool has_token_in_query(const Request *r)
{
    QueryString q = { 0 };
    return r->http->query.p && query_parse(r->c.mem, r->http->query, 10, &q) == QUERY_OK &&
           (query_find(&q, S("ticket")).p || query_find(&q, S("token")).p);
}

void socket_connect(Request *r)
{
    Once who = { 0 };
    bool safe = has_token_in_query(r) || http_header(r->http, S("Authorization")).p;
    if (!safe)
        fail(&r->c, UNAUTHENTICATED, NULL,
             "Ask for a ticket at /ws/tickets and connect with ?ticket=");
    if (!safe || !who_connects(r, &who)) {
        problem_send(r);
        return;
    }
    Socket *s = socket_new(r, who.user_id, who.workspace_id, FROM_NOW);
    if (!ws_accept(r->http, &handler, s, (Str){ 0 }))
        free(s);
}

void socket_events(Request *r)
{
    Once who = { 0 };
    int64_t from = FROM_NOW;
    if (!who_connects(r, &who)) {
        problem_send(r);
        return;
    }
    Str last = http_header(r->http, S("Last-Event-ID"));
    if (last.p && (!str_int(last, &from) || from < 0))
        from = FROM_NOW;
    sse_accept(r->http, &handler, socket_new(r, who.user_id, who.workspace_id, from));
}

/* Who listens to what: a copy, so that nothing is asked of the database under the lock. */
typedef struct {
    HubClient *clients;
    bool *out;
    ptrdiff_t n;
} Listeners;

static Listeners listeners(Ctx *c, Sockets *all)
{
    pthread_mutex_lock(&all->lock);
    Listeners l = { .clients = NEW_ARRAY(c->mem, HubClient, all->n),
                    .out = NEW_ARRAY(c->mem, bool, all->n) };
    for (const Socket *s = all->first; s; s = s->next)
        l.clients[l.n++] = s->client;
    pthread_mutex_unlock(&all->lock);
    return l;
}

static bool find_outsiders(Ctx *c, void *arg)
{
    Listeners *l = arg;
    for (ptrdiff_t i = 0; i < l->n && !failed(c); i++)
        l->out[i] = db_one_int(c, &q_socket_member,
                               DB_ARGS(V_INT(l->clients[i].user_id),
                                       V_INT(l->clients[i].workspace_id))) == 0;
    return !failed(c);
}

void sockets_check(Ctx *c, Api *a)
{
    Sockets *all = a->sockets;
    uint64_t now = caller_generation();
    if (now == all->checked && c->now_ms < all->checked_ms + CALLER_KEPT_MS)
        return;
    Listeners l = listeners(c, all);
    if (l.n && !store_read(a->store, c, find_outsiders, &l))
        return;
    for (ptrdiff_t i = 0; i < l.n; i++)
        if (l.out[i])
            push_close(a->server, l.clients[i].client, 4403, S("no longer a member"));
    all->checked = now;
    all->checked_ms = c->now_ms;
}
