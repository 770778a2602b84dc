/* The write lane's threads.
 *
 * SQLite has one writer at a time and a commit costs a sync of the disk, so one thread takes all
 * units that wait, runs each in a savepoint of one transaction, and commits them together; those
 * that arrive during the sync make up the next commit. A unit that fails is rolled back to its
 * savepoint and costs the others nothing. When the commit fails, all of them failed: nobody is told
 * that something is stored before the sync has said so.
 *
 * On PostgreSQL the threads run the units of store_write_later, each on a connection of its own. */
#include "db/driver.h"

#include <string.h>

enum {
    QUEUE_MAX = 4096,            /* waiting units; more are told to come again */
    BATCH_MAX = 512,             /* units of one commit */
    BATCH_NS = 20 * 1000 * 1000, /* a commit does not wait longer for further units */
    WRITER_ARENA_BYTES = 1 << 20,
    THREADS_MAX = 64,
};

typedef struct {
    Unit *first;
    Unit **end;
    int n;
} UnitList;

struct Writer {
    Store *store;
    pthread_mutex_t lock;
    pthread_cond_t added;
    UnitList queue;
    bool closing;
    pthread_t threads[THREADS_MAX];
    int n_threads;
};

static void list_add(UnitList *l, Unit *u)
{
    if (!l->first)
        l->end = &l->first;
    u->next = NULL;
    *l->end = u;
    l->end = &u->next;
    l->n++;
}

static Unit *list_take(UnitList *l)
{
    Unit *u = l->first;
    if (u) {
        l->first = u->next;
        l->n--;
    }
    return u;
}

static void finish(Unit *u)
{
    if (u->ok)
        unit_committed(u);
    u->done(u->c, u->done_arg);
}

static void put_back(Writer *w, Unit *u)
{
    pthread_mutex_lock(&w->lock);
    list_add(&w->queue, u);
    pthread_cond_signal(&w->added);
    pthread_mutex_unlock(&w->lock);
}

/* The next unit, waiting for one; NULL when the store closes and none is left. */
static Unit *wait_for_unit(Writer *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->queue.first && !w->closing)
        pthread_cond_wait(&w->added, &w->lock);
    Unit *u = list_take(&w->queue);
    pthread_mutex_unlock(&w->lock);
    return u;
}

/* --- one commit for many --- */

typedef struct {
    Writer *writer;
    Db *db;
    Ctx own; /* for what belongs to no unit: begin and commit */
    UnitList units;
    int64_t started_ns;
    bool lost; /* the transaction is gone */
} Batch;

/* A unit that may join the batch; NULL when it should commit now. */
static Unit *next_unit(Batch *b)
{
    Writer *w = b->writer;
    if (b->lost || b->units.n >= BATCH_MAX || b->units.first->alone ||
        clock_mono_ns() - b->started_ns > BATCH_NS)
        return NULL;
    pthread_mutex_lock(&w->lock);
    Unit *u = w->queue.first && !w->queue.first->alone ? list_take(&w->queue) : NULL;
    pthread_mutex_unlock(&w->lock);
    return u;
}

/* Runs one unit in its savepoint. */
static void run_in_batch(Batch *b, Unit *u)
{
    u->ok = false;
    if (driver_savepoint(u->c, b->db, SAVEPOINT_UNIT) && unit_call(u, b->db) &&
        driver_release(u->c, b->db, SAVEPOINT_UNIT))
        return;
    u->ok = false;
    if (!driver_undo(u->c, b->db, SAVEPOINT_UNIT))
        b->lost = true;
}

/* What felled the commit fells every unit in it. */
static void fail_unit(Unit *u, const Failure *why)
{
    u->ok = false;
    fail(u->c, why->code, NULL, "%.*s", STR_ARG(why->detail));
    u->c->failure.internal = str_copy(u->c->mem, why->internal);
}

static void undo_batch(Batch *b, const Failure *why)
{
    bool many = b->units.n > 1;
    Failure rival = { .code = BUSY,
                      .detail = S("Another write of the same commit failed: try again") };
    for (Unit *u = b->units.first; u; u = u->next) {
        if (!u->ok)
            continue;
        /* A rule checked only at the commit is broken by one of them: each is tried alone. */
        u->alone = many && why->code == CONFLICT;
        fail_unit(u, u->alone ? &rival : why);
    }
}

static void commit_batch(Batch *b)
{
    static const Failure gone = { .code = BUSY,
                                  .detail = S_INIT("The transaction was lost: try again") };
    bool any = false;
    for (const Unit *u = b->units.first; u; u = u->next)
        any = any || u->ok;
    if (any && !b->lost && driver_commit(&b->own, b->db))
        return;
    driver_rollback(b->db);
    if (any)
        undo_batch(b, b->lost ? &gone : &b->own.failure);
}

static void finish_batch(Batch *b)
{
    Unit *u;
    while ((u = list_take(&b->units))) {
        if (!u->ok && unit_again(u))
            put_back(b->writer, u);
        else
            finish(u);
    }
}

static bool open_batch(Batch *b)
{
    Store *s = b->writer->store;
    if (b->db && b->db->lost) {
        pool_give(s, &s->writes, b->db);
        b->db = NULL;
    }
    if (!b->db)
        b->db = pool_take(&b->own, s, &s->writes);
    if (!b->db)
        return false;
    if (driver_begin(&b->own, b->db))
        return true;
    driver_rollback(b->db);
    return false;
}

static void run_batch(Batch *b, Unit *first)
{
    ArenaMark mark = arena_mark(b->own.mem);
    b->lost = false;
    b->started_ns = clock_mono_ns();
    b->units = (UnitList){ 0 };
    if (!open_batch(b)) {
        fail_unit(first, &b->own.failure);
        first->attempts += 1000; /* it has waited for the lock already */
        list_add(&b->units, first);
    } else {
        for (Unit *u = first; u; u = next_unit(b)) {
            list_add(&b->units, u);
            run_in_batch(b, u);
        }
        commit_batch(b);
    }
    finish_batch(b);
    fail_clear(&b->own);
    arena_reset(b->own.mem, mark);
}

static void *gathering_thread(void *arg)
{
    Batch b = { .writer = arg, .own = ctx_new("writer", WRITER_ARENA_BYTES) };
    b.own.system = true;
    Unit *u;
    while ((u = wait_for_unit(b.writer)))
        run_batch(&b, u);
    if (b.db)
        pool_give(b.writer->store, &b.writer->store->writes, b.db);
    ctx_done(&b.own);
    return NULL;
}

/* --- one commit each --- */

static void *pool_thread(void *arg)
{
    Writer *w = arg;
    Unit *u;
    while ((u = wait_for_unit(w))) {
        unit_on_writers(u, w->store);
        u->done(u->c, u->done_arg);
    }
    return NULL;
}

/* --- the queue --- */

static bool start_thread(Ctx *c, Writer *w, void *(*run)(void *arg))
{
    int rc = pthread_create(&w->threads[w->n_threads], NULL, run, w);
    if (rc != 0)
        return driver_fail(c, UNAVAILABLE, NULL, strerror(rc),
                           "The system gives no thread for writing: raise its limits");
    w->n_threads++;
    return true;
}

Writer *writer_new(Ctx *c, Store *s)
{
    Writer *w = NEW(s->mem, Writer);
    w->store = s;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->added, NULL);
    int n = s->driver->one_writer ? 1 : s->writes.max < THREADS_MAX ? s->writes.max : THREADS_MAX;
    for (int i = 0; i < n; i++)
        start_thread(c, w, s->driver->one_writer ? gathering_thread : pool_thread);
    return w;
}

void writer_free(Writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->closing = true;
    pthread_cond_broadcast(&w->added);
    pthread_mutex_unlock(&w->lock);
    for (int i = 0; i < w->n_threads; i++)
        pthread_join(w->threads[i], NULL);
    pthread_cond_destroy(&w->added);
    pthread_mutex_destroy(&w->lock);
}

bool writer_add(Writer *w, Unit *u)
{
    pthread_mutex_lock(&w->lock);
    bool fits = w->queue.n < QUEUE_MAX;
    if (fits) {
        list_add(&w->queue, u);
        pthread_cond_signal(&w->added);
    }
    pthread_mutex_unlock(&w->lock);
    if (!fits) {
        fail(u->c, BUSY, NULL, "Too many writes are waiting: try again in a moment");
        u->c->failure.retry_after_ms = 1000;
    }
    return fits;
}
