/* What event/event.h and event/hub.h promise, on both engines. */
#include "store_case.h"

#include "event/event.h"
#include "event/hub.h"
#include "text/json.h"

#include <pthread.h>
#include <time.h>

enum { MOST = 4000 };

/* What the hub has sent: the client and the text, in order. */
static struct {
    pthread_mutex_t lock;
    Arena *mem;
    struct {
        uint64_t client;
        int64_t seq;
        Str type;
    } sent[MOST];
    int n;
} heard = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void hear(void *arg, const uint64_t *clients, ptrdiff_t n, Str message, int64_t seq)
{
    (void)arg;
    JsonValue v;
    JsonError error;
    pthread_mutex_lock(&heard.lock);
    Str copy = str_copy(heard.mem, message);
    bool read = json_read(heard.mem, copy, json_default_limits, &v, &error);
    for (ptrdiff_t i = 0; i < n && heard.n < MOST && read; i++) {
        heard.sent[heard.n].client = clients[i];
        heard.sent[heard.n].seq = seq;
        heard.sent[heard.n++].type = json_get(&v, S("type"))->text;
    }
    pthread_mutex_unlock(&heard.lock);
}

static int heard_by(uint64_t client, const char *type)
{
    int n = 0;
    pthread_mutex_lock(&heard.lock);
    for (int i = 0; i < heard.n; i++)
        n += heard.sent[i].client == client && str_eq(heard.sent[i].type, str_of(type));
    pthread_mutex_unlock(&heard.lock);
    return n;
}

static bool wait_for(uint64_t client, const char *type, int n)
{
    for (int i = 0; i < 500 && heard_by(client, type) < n; i++)
        nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
    return heard_by(client, type) == n;
}

typedef struct {
    const char *type;
    Id user;
    int n;
    bool fails;
} Emit;

static bool emit(Ctx *c, void *arg)
{
    const Emit *e = arg;
    for (int i = 0; i < e->n; i++)
        event_emit_json(c, e->type, S("{\"x\":1}"), e->user);
    return e->fails ? fail(c, CONFLICT, NULL, "undone") : !failed(c);
}

static Hub *start(Ctx *c, Arena *mem)
{
    pthread_mutex_lock(&heard.lock);
    heard.n = 0;
    heard.mem = mem;
    pthread_mutex_unlock(&heard.lock);
    return hub_start(c, c->store, hear, NULL);
}

static void case_clients_hear_their_workspace_in_order(Ctx *c)
{
    Arena *mem = arena_new("heard", 64 << 20);
    Hub *h = start(c, mem);
    hub_join(h, &(HubClient){ 1, 1, 7, -1 });
    hub_join(h, &(HubClient){ 2, 1, 8, -1 });
    hub_join(h, &(HubClient){ 3, 2, 7, -1 });
    CHECK(wait_for(1, "hello", 1) && wait_for(2, "hello", 1) && wait_for(3, "hello", 1));
    CHECK(in_write(c, emit, &(Emit){ "all", 0, 600, false }));
    CHECK(in_write(c, emit, &(Emit){ "one", 7, 1, false }));
    CHECK(!in_write(c, emit, &(Emit){ "undone", 0, 1, true }));
    fail_clear(c);
    CHECK(wait_for(1, "all", 600) && wait_for(2, "all", 600) && wait_for(1, "one", 1));
    CHECK_INT(heard_by(3, "all"), 0);
    CHECK_INT(heard_by(2, "one"), 0);
    CHECK_INT(heard_by(1, "undone"), 0);
    int64_t last = 0;
    for (int i = 0; i < heard.n; i++)
        if (heard.sent[i].client == 1 && str_eq(heard.sent[i].type, S("all")))
            CHECK_INT(heard.sent[i].seq, ++last);
    hub_leave(h, 2);
    CHECK(in_write(c, emit, &(Emit){ "later", 0, 1, false }));
    CHECK(wait_for(1, "later", 1));
    CHECK_INT(heard_by(2, "later"), 0);
    hub_stop(h);
    arena_free(mem);
}

static const Query forget = { "forget", "DELETE FROM event WHERE workspace_id = $1 AND seq < $2", 2,
                              true, false };

static bool forget_old(Ctx *c, void *arg)
{
    db_run(c, &forget, DB_ARGS(V_INT(c->workspace_id), V_INT(*(int *)arg)));
    return !failed(c);
}

static void case_a_client_resumes_without_loss(Ctx *c)
{
    Arena *mem = arena_new("heard", 64 << 20);
    CHECK(in_write(c, emit, &(Emit){ "old", 0, 10, false }));
    Hub *h = start(c, mem);
    hub_join(h, &(HubClient){ 1, 1, 7, 4 });
    CHECK(wait_for(1, "old", 6));
    CHECK_INT(heard_by(1, "hello"), 0);
    hub_join(h, &(HubClient){ 1, 1, 7, 8 }); /* it asks anew on the open connection */
    CHECK(wait_for(1, "old", 8));
    int kept_from = 5;
    CHECK(in_write(c, forget_old, &kept_from));
    hub_join(h, &(HubClient){ 2, 1, 7, 4 }); /* exactly what is left */
    CHECK(wait_for(2, "old", 6));
    hub_join(h, &(HubClient){ 3, 1, 7, 3 });
    CHECK(wait_for(3, "resync", 1));
    hub_join(h, &(HubClient){ 4, 1, 7, 99 }); /* from another database, or invented */
    CHECK(wait_for(4, "resync", 1));
    CHECK_INT(heard_by(3, "old"), 0);
    hub_stop(h);
    arena_free(mem);
}

static bool tell(Ctx *c, void *arg)
{
    (void)arg;
    return notify(c, 7, &(Notice){ "import.completed", S("Done"), S("12 rows"), S("/imports") });
}

static const Query unread = {
    "unread", "SELECT count(*) AS n FROM notification WHERE workspace_id = $1 AND NOT is_read", 1,
    false, false
};

static bool count_unread(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &unread, DB_ARGS(V_INT(c->workspace_id)));
    return !failed(c);
}

static void case_a_notification_is_stored_and_told(Ctx *c)
{
    Arena *mem = arena_new("heard", 64 << 20);
    Hub *h = start(c, mem);
    hub_join(h, &(HubClient){ 1, 1, 7, -1 });
    CHECK(wait_for(1, "hello", 1));
    CHECK(in_write(c, tell, NULL));
    CHECK(wait_for(1, "notification.created", 1));
    int64_t n = 0;
    CHECK(in_read(c, count_unread, &n));
    CHECK_INT(n, 1);
    hub_stop(h);
    arena_free(mem);
}

#define ON_EACH(name)                                                                              \
    TEST(name)                                                                                     \
    {                                                                                              \
        on_each_store(c, case_##name);                                                             \
    }
ON_EACH(clients_hear_their_workspace_in_order)
ON_EACH(a_client_resumes_without_loss)
ON_EACH(a_notification_is_stored_and_told)

int main(int argc, char **argv)
{
    log_level(LOG_NOTHING);
    const TestCase cases[] = {
        CASE(clients_hear_their_workspace_in_order),
        CASE(a_client_resumes_without_loss),
        CASE(a_notification_is_stored_and_told),
    };
    return RUN_TESTS(cases, argc, argv);
}
