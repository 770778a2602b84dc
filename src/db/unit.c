/* Units of work: run as a transaction, and again when another one was in their way. */
#include "db/driver.h"

#include <time.h>

enum {
    ATTEMPTS_MAX = 8, /* of a unit that fails as BUSY */
    BACKOFF_FIRST_MS = 2,
};

Unit unit_of(Ctx *c, StoreUnit *run, void *arg)
{
    return (Unit){ .c = c, .run = run, .arg = arg, .saved = *c, .mark = arena_mark(c->mem) };
}

bool unit_call(Unit *u, Db *db)
{
    Ctx *c = u->c;
    db->hooks = NULL;
    db->hooks_end = &db->hooks;
    c->db = db;
    bool ok = u->run(c, u->arg);
    c->db = NULL;
    u->hooks = db->hooks;
    if (!ok && !failed(c))
        fail(c, INTERNAL, NULL, "The unit of work failed without saying why");
    if (db->broken)
        fail(c, INTERNAL, NULL, "The unit of work went on after a statement had failed");
    u->ok = !failed(c);
    return u->ok;
}

void unit_committed(Unit *u)
{
    for (const Hook *h = u->hooks; h; h = h->next)
        h->then(h->arg);
    u->hooks = NULL;
}

bool unit_again(Unit *u)
{
    if (u->c->failure.code != BUSY || ++u->attempts >= ATTEMPTS_MAX)
        return false;
    Arena *mem = u->c->mem;
    *u->c = u->saved;
    arena_reset(mem, u->mark);
    u->hooks = NULL;
    return true;
}

static bool transaction(Unit *u, Db *db)
{
    Ctx *c = u->c;
    if (!driver_begin(c, db)) {
        driver_rollback(db);
        return false;
    }
    if (unit_call(u, db) && driver_commit(c, db))
        return true;
    u->ok = false;
    driver_rollback(db);
    return false;
}

/* A little longer each time, and never two alike, so that rivals part. */
static void wait_before(int attempt)
{
    int64_t ms = (int64_t)BACKOFF_FIRST_MS << (attempt < 6 ? attempt : 6);
    unsigned char chance;
    random_bytes(&chance, 1);
    ms += ms * chance / 255;
    nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

bool unit_on_pool(Unit *u, Store *s, Pool *p)
{
    for (;;) {
        Db *db = pool_take(u->c, s, p);
        bool ok = db && transaction(u, db);
        if (db)
            pool_give(s, p, db);
        if (ok)
            return true;
        if (!unit_again(u))
            return false;
        wait_before(u->attempts);
    }
}

bool unit_on_writers(Unit *u, Store *s)
{
    u->ok = unit_on_pool(u, s, &s->writes);
    if (u->ok)
        unit_committed(u);
    return u->ok;
}
