/* Stores: addresses and the lanes. */
#include "db/driver.h"
#include "value/id.h"

#include <assert.h>
#include <string.h>
#include <unistd.h>

enum {
    READERS_MAX = 32, /* read units at a time; more wait */
    PG_WRITERS = 16,  /* write transactions at a time on PostgreSQL by default */
    STORE_ARENA_BYTES = 1 << 20,
};

/* --- opening --- */

/* The address without the password, for messages. */
static Str shown(Arena *mem, Str url)
{
    ptrdiff_t from = str_find(url, S("://"), 0);
    ptrdiff_t at = str_find_char(url, '@', 0);
    ptrdiff_t colon = from < 0 ? -1 : str_find_char(url, ':', from + 3);
    ptrdiff_t query = str_find_char(url, '?', 0);
    Str end = str_part(url, 0, query < 0 ? url.n : query);
    if (colon < 0 || at < 0 || colon > at)
        return str_copy(mem, end);
    return str_fmt(mem, "%.*s%.*s", STR_ARG(str_part(url, 0, colon)),
                   STR_ARG(str_part(end, at, end.n)));
}

bool store_address(Ctx *c, Store *s, Str url)
{
    s->url = str_copy(s->mem, url);
    if (str_starts(url, S("sqlite:"))) {
        s->driver = &sqlite_driver;
        s->path = str_copy(s->mem, str_part(url, 7, url.n));
        s->shown = s->path;
        if (s->path.n == 0 || s->path.n > 4000 || memchr(s->path.p, 0, (size_t)s->path.n))
            return fail(c, USAGE, NULL,
                        "The database address sqlite: lacks the path of a file: "
                        "sqlite:/var/lib/florin/florin.db");
        return true;
    }
    if (str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://"))) {
        s->driver = &postgres_driver;
        s->shown = shown(s->mem, url);
        return true;
    }
    return fail(c, USAGE, NULL,
                "'%.*s' is no address of a database; one is sqlite:PATH or "
                "postgresql://USER@HOST/DATABASE",
                STR_ARG(shown(s->mem, url)));
}

Store *store_open(Ctx *c, Str url, const StoreOptions *o)
{
    if (failed(c))
        return NULL;
    Arena *mem = arena_new("store", STORE_ARENA_BYTES);
    Store *s = NEW(mem, Store);
    s->mem = mem;
    s->lock_fd = -1;
    uint16_t drawn;
    random_bytes(&drawn, sizeof drawn);
    s->node = drawn % (ID_NODE_MAX + 1);
    if (o)
        s->options = *o;
    int writers = s->options.pool > 0 ? s->options.pool : PG_WRITERS;
    pool_init(&s->reads, mem, READERS_MAX, true);
    pool_init(&s->writes, mem, writers, false);
    if (store_address(c, s, url)) {
        Pool *p = s->options.read_only ? &s->reads : &s->writes;
        Db *db = pool_take(c, s, p);
        if (db)
            pool_give(s, p, db);
        if (db && !s->options.read_only)
            s->writer = writer_new(c, s);
    }
    if (!failed(c))
        return s;
    store_close(s);
    return NULL;
}

void store_close(Store *s)
{
    if (!s)
        return;
    if (s->writer)
        writer_free(s->writer);
    if (s->driver) {
        pool_done(&s->reads, s->driver);
        pool_done(&s->writes, s->driver);
    }
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    arena_free(s->mem);
}

Str store_engine(const Store *s)
{
    return str_of(s->driver->engine);
}

Str store_engine_version(const Store *s)
{
    return s->version;
}

int store_node(const Store *s)
{
    return s->node;
}

bool store_is_postgres(const Store *s)
{
    return s->driver == &postgres_driver;
}

void store_fail_nth(Store *s, int64_t nth)
{
    atomic_store(&s->fail_at, nth > 0 ? atomic_load(&s->calls) + nth : 0);
}

void store_lose_nth_commit(Store *s, int64_t nth)
{
    atomic_store(&s->lose_commit, nth > 0 ? nth : 0);
}

int64_t store_calls(const Store *s)
{
    return atomic_load(&s->calls);
}

/* --- lanes --- */

bool store_read(Store *s, Ctx *c, StoreUnit *unit, void *arg)
{
    if (failed(c))
        return false;
    if (c->db)
        return unit(c, arg) && !failed(c);
    Unit u = unit_of(c, unit, arg);
    if (!unit_on_pool(&u, s, &s->reads))
        return false;
    unit_committed(&u);
    return true;
}

static bool may_write(const Store *s, Ctx *c)
{
    assert(!c->db);
    if (failed(c))
        return false;
    return !s->options.read_only ||
           fail(c, UNAVAILABLE, NULL, "The database %.*s was opened for reading only",
                STR_ARG(s->shown));
}

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t over;
    bool done;
} Wait;

static void wake(Ctx *c, void *arg)
{
    (void)c;
    Wait *w = arg;
    pthread_mutex_lock(&w->lock);
    w->done = true;
    pthread_cond_signal(&w->over);
    pthread_mutex_unlock(&w->lock);
}

bool store_write(Store *s, Ctx *c, StoreUnit *unit, void *arg)
{
    if (!may_write(s, c))
        return false;
    Unit u = unit_of(c, unit, arg);
    if (!s->driver->one_writer)
        return unit_on_writers(&u, s);
    Wait w = { .lock = PTHREAD_MUTEX_INITIALIZER, .over = PTHREAD_COND_INITIALIZER };
    u.done = wake;
    u.done_arg = &w;
    if (!writer_add(s->writer, &u))
        return false;
    pthread_mutex_lock(&w.lock);
    while (!w.done)
        pthread_cond_wait(&w.over, &w.lock);
    pthread_mutex_unlock(&w.lock);
    return u.ok;
}

void store_write_later(Store *s, Ctx *c, StoreUnit *unit, void *arg,
                       void (*done)(Ctx *c, void *arg))
{
    if (may_write(s, c)) {
        Unit *u = NEW(c->mem, Unit);
        *u = unit_of(c, unit, arg);
        u->done = done;
        u->done_arg = arg;
        if (writer_add(s->writer, u))
            return;
    }
    done(c, arg);
}

bool store_check(Store *s, Ctx *c)
{
    if (failed(c))
        return false;
    Db *db = pool_take(c, s, &s->reads);
    bool ok = db && s->driver->check(c, db);
    if (db)
        pool_give(s, &s->reads, db);
    return ok;
}

bool store_backup(Store *s, Ctx *c, Str path)
{
    return !failed(c) && s->driver->backup(c, s, path);
}
