/* What db/db.h promises of units: many threads, commits, a full queue, lanes within lanes. */
#include "db_case.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static const char *const schema =
    "CREATE TABLE thing (id @id, workspace_id BIGINT NOT NULL, name TEXT NOT NULL, amount BIGINT,\n"
    "  is_good BOOLEAN NOT NULL, bytes BLOB, CHECK (amount < 1000000));\n"
    "CREATE UNIQUE INDEX thing_name ON thing (workspace_id, name);\n"
    "@owned(thing)\n"
    "CREATE TABLE part (id @id, thing_id BIGINT NOT NULL REFERENCES thing (id));\n"
    "CREATE TABLE late (id @id, part_id BIGINT NOT NULL REFERENCES part (id)\n"
    "  DEFERRABLE INITIALLY DEFERRED);\n"
    "CREATE TABLE plain (n BIGINT, t TEXT, f BOOLEAN, b BLOB, i INTEGER);\n";

static const Query thing_add = {
    "thing_add",
    "INSERT INTO thing (id, workspace_id, name, amount, is_good, bytes) "
    "VALUES ($1, $2, $3, $4, $5, $6)",
    6, true, false
};
static const Query thing_count = { "thing_count", "SELECT count(*) AS n FROM thing", 0, false,
                                   true };
static const Query part_add = { "part_add", "INSERT INTO part (id, thing_id) VALUES ($1, $2)", 2,
                                true, false };

static void add(Ctx *c, int64_t id, Str name)
{
    db_run(c, &thing_add,
           DB_ARGS(V_INT(id), V_INT(c->workspace_id), V_TEXT(name), V_INT(id * 10), V_BOOL(id % 2),
                   V_BLOB(str_n("\0\xff\n", 3))));
}

static bool count(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &thing_count, DB_NO_ARGS);
    return !failed(c);
}

static int64_t things(Store *s)
{
    Ctx own = ctx_new("count", 1 << 20);
    int64_t n = -1;
    if (!store_read(s, &own, count, &n))
        n = -1;
    ctx_done(&own);
    return n;
}

/* --- many threads --- */

enum { THREADS = 64, EACH = 20, LATER = 200 };

typedef struct {
    int64_t id;
    bool good;
} Numbered;

typedef struct {
    Store *s;
    int64_t first;
    int done;
} Worker;

static bool add_numbered(Ctx *c, void *arg)
{
    const Numbered *n = arg;
    add(c, n->id, str_fmt(c->mem, "t%ld", n->id));
    if (!n->good)
        add(c, n->id, S("again"));
    return !failed(c);
}

static void *write_many(void *arg)
{
    Worker *w = arg;
    for (int i = 0; i < EACH; i++) {
        Ctx c = ctx_new("worker", 1 << 20);
        c.workspace_id = 7;
        Numbered n = { w->first + i, i % 4 != 3 };
        w->done += store_write(w->s, &c, add_numbered, &n) == n.good;
        ctx_done(&c);
    }
    return NULL;
}

static void group(Ctx *c, Store *s)
{
    pthread_t threads[THREADS];
    Worker *workers = NEW_ARRAY(c->mem, Worker, THREADS);
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){ s, 1 + (int64_t)i * EACH, 0 };
        pthread_create(&threads[i], NULL, write_many, &workers[i]);
    }
    int done = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        done += workers[i].done;
    }
    CHECK_INT(done, THREADS * EACH);
    CHECK_INT(things(s), THREADS * EACH * 3 / 4);
}

TEST(units_of_many_threads_do_not_mix)
{
    on_both(c, schema, group);
}

typedef struct {
    Numbered n;
    Ctx c;
    atomic_int *open;
} Later;

static bool add_later(Ctx *c, void *arg)
{
    return add_numbered(c, &((Later *)arg)->n);
}

static void later_done(Ctx *c, void *arg)
{
    Later *l = arg;
    if (failed(c) == l->n.good)
        abort();
    atomic_fetch_sub(l->open, 1);
}

static void later(Ctx *c, Store *s)
{
    atomic_int open = LATER;
    Later *all = NEW_ARRAY(c->mem, Later, LATER);
    for (int i = 0; i < LATER; i++) {
        all[i] = (Later){ { i + 1, i % 5 != 0 }, ctx_new("later", 1 << 20), &open };
        all[i].c.workspace_id = 7;
        store_write_later(s, &all[i].c, add_later, &all[i], later_done);
    }
    while (atomic_load(&open) > 0)
        sched_yield();
    CHECK_INT(things(s), LATER * 4 / 5);
    for (int i = 0; i < LATER; i++)
        ctx_done(&all[i].c);
}

TEST(writes_can_be_left_to_the_store)
{
    on_both(c, schema, later);
}

/* --- what shows only at the commit --- */

static const Query late_add = { "late_add", "INSERT INTO late (id, part_id) VALUES ($1, $2)", 2,
                                true, true };
static const Query late_count = { "late_count", "SELECT count(*) AS n FROM late", 0, false, true };

/* Every fourth refers to what is not there, which is looked at only at the commit. */
static bool add_deferred(Ctx *c, void *arg)
{
    const Later *l = arg;
    db_run(c, &late_add, DB_ARGS(V_INT(l->n.id), V_INT(l->n.good ? 1 : 99)));
    return !failed(c);
}

static bool add_part(Ctx *c, void *arg)
{
    (void)arg;
    add(c, 1, S("one"));
    db_run(c, &part_add, DB_ARGS(V_INT(1), V_INT(1)));
    return !failed(c);
}

static bool count_late(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &late_count, DB_NO_ARGS);
    return !failed(c);
}

static void deferred(Ctx *c, Store *s)
{
    atomic_int open = LATER;
    int64_t n = 0;
    Later *all = NEW_ARRAY(c->mem, Later, LATER);
    c->workspace_id = 7;
    CHECK(store_write(s, c, add_part, NULL));
    for (int i = 0; i < LATER; i++) {
        all[i] = (Later){ { i + 1, i % 4 != 0 }, ctx_new("later", 1 << 20), &open };
        store_write_later(s, &all[i].c, add_deferred, &all[i], later_done);
    }
    while (atomic_load(&open) > 0)
        sched_yield();
    CHECK(store_read(s, c, count_late, &n));
    CHECK_INT(n, LATER * 3 / 4);
    for (int i = 0; i < LATER; i++) {
        CHECK_INT(all[i].c.failure.code, all[i].n.good ? NO_FAILURE : CONFLICT);
        ctx_done(&all[i].c);
    }
}

TEST(a_rule_broken_at_the_commit_fails_only_who_broke_it)
{
    on_both(c, schema, deferred);
}

/* --- a full queue --- */

typedef struct {
    pthread_mutex_t lock;
    atomic_int refused, open;
} Gate;

static bool wait_at_gate(Ctx *c, void *arg)
{
    Gate *g = arg;
    (void)c;
    pthread_mutex_lock(&g->lock);
    pthread_mutex_unlock(&g->lock);
    return true;
}

static void past_gate(Ctx *c, void *arg)
{
    Gate *g = arg;
    if (c->failure.code == BUSY)
        atomic_fetch_add(&g->refused, 1);
    atomic_fetch_sub(&g->open, 1);
}

static void flood(Ctx *c, Store *s)
{
    enum { N = 4300 };
    Gate g = { .lock = PTHREAD_MUTEX_INITIALIZER, .open = N };
    Ctx *all = NEW_ARRAY(c->mem, Ctx, N);
    pthread_mutex_lock(&g.lock);
    for (int i = 0; i < N; i++) {
        all[i] = ctx_new("flood", 1 << 16);
        store_write_later(s, &all[i], wait_at_gate, &g, past_gate);
    }
    int refused = atomic_load(&g.refused);
    pthread_mutex_unlock(&g.lock);
    while (atomic_load(&g.open) > 0)
        sched_yield();
    CHECK(refused > 0 && refused < N - 4000);
    CHECK_INT(atomic_load(&g.refused), refused);
    for (int i = 0; i < N; i++)
        ctx_done(&all[i]);
}

TEST(a_full_queue_says_so_at_once)
{
    on_both(c, schema, flood);
}

/* --- lanes within lanes --- */

static bool read_inside(Ctx *c, void *arg)
{
    int64_t n = -1;
    add(c, 1, S("one"));
    CHECK(store_read(*(Store **)arg, c, count, &n));
    CHECK_INT(n, 1);
    return !failed(c);
}

static void inside(Ctx *c, Store *s)
{
    c->workspace_id = 7;
    CHECK(store_write(s, c, read_inside, &s));
    CHECK_INT(things(s), 1);
}

TEST(a_read_inside_a_write_sees_what_it_wrote)
{
    on_both(c, schema, inside);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(units_of_many_threads_do_not_mix),
        CASE(writes_can_be_left_to_the_store),
        CASE(a_rule_broken_at_the_commit_fails_only_who_broke_it),
        CASE(a_full_queue_says_so_at_once),
        CASE(a_read_inside_a_write_sees_what_it_wrote),
    };
    return RUN_TESTS(cases, argc, argv);
}
