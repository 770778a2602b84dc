/* api/: start and stop of the server. */
#include "api/api.h"
#include "api/dispatch.h"
#include "api/house.h"
#include "api/request.h"
#include "api/socket.h"
#include "auth/secret.h"
#include "base/clock.h"
#include "event/hub.h"
#include "field/document.h"
#include "http/push.h"

#include <stdlib.h>
#include <unistd.h>

enum { API_BYTES = 256 << 20, DOCUMENT_BYTES = 32 << 20, HEAVY_WAITING = 1000 };

static const Operation rows[] = {
    { "POST", "/ws/tickets", socket_ticket, VIEWER | WRITES, .name = "socket_ticket",
      .out = &ticket_shape, .status = 201,
      .doc = "A ticket that opens one WebSocket within 30 seconds." },
};
const OperationTable api_operations = { rows, COUNT(rows) };

/* The room's own operations and those given, in one list. */
static const OperationTable *const *all_tables(Arena *mem, const ApiOptions *o)
{
    const OperationTable **all = NEW_ARRAY(mem, const OperationTable *, o->n_tables + 1);
    for (ptrdiff_t i = 0; i < o->n_tables; i++)
        all[i] = o->tables[i];
    all[o->n_tables] = &api_operations;
    return all;
}

Str api_document(Arena *mem, const OperationTable *const *tables, ptrdiff_t n)
{
    OperationTable *copy = NEW_ARRAY(mem, OperationTable, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        copy[i] = *tables[i];
    copy[n] = api_operations;
    Buf b = buf_new(mem, DOCUMENT_BYTES);
    document_openapi(&b, copy, n + 1);
    return buf_str(&b);
}

static void hub_send(void *arg, const uint64_t *clients, ptrdiff_t n, Str text, int64_t seq)
{
    Api *a = arg;
    pthread_mutex_lock(&a->sending);
    HttpServer *server = a->server;
    if (server)
        push_send(server, clients, n, &(PushMessage){ .text = text, .sequence = seq });
    pthread_mutex_unlock(&a->sending);
}

/* Stops the server; the hub, which outlives it because closing clients leave the hub, sends no
 * more. */
static int server_stop(Api *a, int drain_ms)
{
    pthread_mutex_lock(&a->sending);
    HttpServer *server = a->server;
    a->server = NULL;
    pthread_mutex_unlock(&a->sending);
    return server ? http_server_stop(server, drain_ms) : 0;
}

static Api *api_new(Store *store, const ApiOptions *o)
{
    Arena *mem = arena_new("api", API_BYTES);
    Api *a = NEW(mem, Api);
    a->mem = mem;
    a->o = *o;
    a->store = store;
    a->started_ms = clock_now_ms();
    pthread_mutex_init(&a->sending, NULL);
    const OperationTable *const *tables = all_tables(mem, o);
    a->routes = routes_new(mem, tables, o->n_tables + 1);
    a->openapi = api_document(mem, o->tables, o->n_tables);
    a->openapi_etag = str_fmt(mem, "\"%.16s\"", secret_hash(mem, a->openapi).p);
    a->docs = docs_page(mem, a->routes);
    a->sockets = sockets_new(mem);
    return a;
}

static void api_free(Api *a)
{
    if (a->house)
        house_stop(a->house);
    server_stop(a, 0);
    if (a->hub)
        hub_stop(a->hub);
    if (a->heavy)
        crew_free(a->heavy);
    if (a->page)
        http_static_free(a->page);
    arena_free(a->mem);
}

static int cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 64 ? 64 : (int)n;
}

static bool page_open(Ctx *c, Api *a)
{
    const EmbeddedSet *page = a->o.page;
    if (a->o.page_folder)
        return (a->page = http_static_folder(c, a->o.page_folder)) != NULL;
    if (!page || !page->n)
        return true;
    StaticFile *files = NEW_ARRAY(a->mem, StaticFile, page->n);
    for (ptrdiff_t i = 0; i < page->n; i++)
        files[i] = (StaticFile){ page->files[i].name, (const unsigned char *)page->files[i].bytes.p,
                                 (size_t)page->files[i].bytes.n };
    a->page = http_static_embedded(files, page->n);
    return true;
}

/* The hub comes before the server, because a client may connect at once; it is told of clients only
 * then. */
static bool api_open(Ctx *c, Api *a)
{
    const ApiOptions *o = &a->o;
    c->store = a->store;
    if (!limit_load(c))
        return false;
    if (!page_open(c, a))
        return false;
    a->heavy = crew_new(o->heavy ? o->heavy : 2 * cores(), HEAVY_WAITING);
    a->hub = hub_start(c, a->store, hub_send, a);
    if (!a->hub)
        return false;
    a->server = http_server_start(c, &(HttpServerOptions){ .address = o->address,
                                                           .port = o->port,
                                                           .threads = o->threads,
                                                           .handler = dispatch_handler(a),
                                                           .tls = o->tls,
                                                           .upload_folder = o->upload_folder });
    if (!a->server)
        return false;
    if (!o->no_house)
        a->house = house_start(a);
    return true;
}

Api *api_start(Ctx *c, Store *store, const ApiOptions *o)
{
    Api *a = api_new(store, o);
    if (api_open(c, a))
        return a;
    api_free(a);
    return NULL;
}

int api_port(const Api *a)
{
    return http_server_port(a->server);
}

int api_stop(Api *a, int drain_ms)
{
    a->draining = true;
    if (a->house)
        house_stop(a->house);
    a->house = NULL;
    int cut = server_stop(a, drain_ms);
    api_free(a);
    return cut;
}
