/* The calls of a driver as the rest of db/ makes them: counted, failed on demand, guarded. */
#include "db/driver.h"

#include <assert.h>
#include <string.h>

static const Query savepoints[] = {
    [SAVEPOINT_UNIT] = { "savepoint", "SAVEPOINT unit", 0, false, true },
    [SAVEPOINT_PART] = { "savepoint", "SAVEPOINT part", 0, false, true },
};
static const Query releases[] = {
    [SAVEPOINT_UNIT] = { "release", "RELEASE SAVEPOINT unit", 0, false, true },
    [SAVEPOINT_PART] = { "release", "RELEASE SAVEPOINT part", 0, false, true },
};
static const Query undos[] = {
    [SAVEPOINT_UNIT] = { "undo", "ROLLBACK TO SAVEPOINT unit", 0, false, true },
    [SAVEPOINT_PART] = { "undo", "ROLLBACK TO SAVEPOINT part", 0, false, true },
};

bool driver_fail(Ctx *c, FailCode code, const char *field, const char *internal, const char *fmt,
                 ...)
{
    if (failed(c))
        return false;
    char said[1500];
    va_list args;
    va_start(args, fmt);
    vsnprintf(said, sizeof said, fmt, args);
    va_end(args);
    fail(c, code, field, "%s", said);
    c->failure.internal = str_copy(c->mem, str_of(internal));
    return false;
}

/* The call that a test asked to fail. */
static bool injected(Ctx *c, Store *s)
{
    int64_t n = atomic_fetch_add(&s->calls, 1) + 1;
    if (n != atomic_load(&s->fail_at))
        return false;
    if (c)
        driver_fail(c, UNAVAILABLE, NULL, "injected: input/output error",
                    "The database %.*s does not answer: input/output error. Nothing was changed; "
                    "try again later.",
                    STR_ARG(s->shown));
    return true;
}

bool driver_begin(Ctx *c, Db *db)
{
    if (failed(c) || injected(c, db->store))
        return false;
    db->broken = false;
    return db->store->driver->begin(c, db);
}

bool driver_commit(Ctx *c, Db *db)
{
    if (failed(c) || injected(c, db->store))
        return false;
    if (!db->store->driver->commit(c, db))
        return false;
    int64_t left = atomic_load(&db->store->lose_commit);
    if (!left || atomic_fetch_sub(&db->store->lose_commit, 1) != 1)
        return true;
    db->lost = true;
    return driver_fail(c, UNAVAILABLE, NULL, "injected: connection lost",
                       "The connection to the database %.*s broke: try again",
                       STR_ARG(db->store->shown));
}

bool driver_rollback(Db *db)
{
    db->broken = false;
    if (!db->lost && !injected(NULL, db->store) && db->store->driver->rollback(db))
        return true;
    db->lost = true;
    return false;
}

/* Whether the connection may be used now. */
static bool ready(Ctx *c, Db *db, const char *name)
{
    if (failed(c))
        return false;
    if (db->streaming)
        return fail(c, INTERNAL, NULL, "The query %s runs inside db_each of the same unit", name);
    if (db->broken)
        return fail(c, INTERNAL, NULL,
                    "The query %s follows one that failed in the same transaction; what may fail "
                    "and be forgotten belongs into db_savepoint",
                    name);
    if (injected(c, db->store)) {
        db->broken = true;
        return false;
    }
    return true;
}

/* Refuses what only SQLite could store. */
static bool values_ok(Ctx *c, const DbValue *values, ptrdiff_t n)
{
    for (const DbValue *v = values; v < values + n; v++)
        if (v->type == DB_TEXT && v->s.n && memchr(v->s.p, 0, (size_t)v->s.n))
            return fail(c, INVALID, NULL,
                        "A text holds the character U+0000, which cannot be stored: leave it out");
    return true;
}

static bool args_ok(Ctx *c, const DbCall *call)
{
    if (call->n_args != call->q->params)
        return fail(c, INTERNAL, NULL, "The query %s takes %d arguments and got %td", call->q->name,
                    call->q->params, call->n_args);
    return values_ok(c, call->args, call->n_args);
}

bool driver_query(Ctx *c, Db *db, DbCall *call)
{
    if (!ready(c, db, call->q->name))
        return false;
    if (db->reads && call->q->writes)
        return fail(c, INTERNAL, NULL, "The query %s writes and was run in the read lane",
                    call->q->name);
    if (!args_ok(c, call))
        return false;
    db->streaming = call->stream;
    bool ok = db->store->driver->query(c, db, call);
    db->streaming = false;
    if (!ok)
        db->broken = true;
    return ok;
}

bool driver_bulk(Ctx *c, Db *db, const DbBulk *b)
{
    if (!ready(c, db, b->table))
        return false;
    assert(!db->reads);
    if (!values_ok(c, b->cells, b->n_rows * b->n_columns))
        return false;
    bool ok = db->store->driver->bulk(c, db, b);
    if (!ok)
        db->broken = true;
    return ok;
}

bool driver_script(Ctx *c, Db *db, const char *sql)
{
    if (!ready(c, db, "(script)"))
        return false;
    bool ok = db->store->driver->script(c, db, sql);
    if (!ok)
        db->broken = true;
    return ok;
}

static bool run(Ctx *c, Db *db, const Query *q)
{
    DbCall call = { .q = q };
    return driver_query(c, db, &call);
}

bool driver_savepoint(Ctx *c, Db *db, Savepoint which)
{
    return run(c, db, &savepoints[which]);
}

bool driver_release(Ctx *c, Db *db, Savepoint which)
{
    return run(c, db, &releases[which]);
}

bool driver_undo(Ctx *c, Db *db, Savepoint which)
{
    Failure why = c->failure;
    fail_clear(c);
    db->broken = false;
    db->undone = true;
    bool ok = db->in_tx && !db->lost && run(c, db, &undos[which]) && run(c, db, &releases[which]);
    if (why.code != NO_FAILURE)
        c->failure = why;
    return ok;
}
