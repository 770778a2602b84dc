/* What a database engine gives the rest of db/: a handful of calls. Private to the room.
 *
 * A driver embeds Db as the first member of its connection. Every call records what went wrong in c
 * and returns false; driver.c stands before them, counts them and fails the nth when a test asks.
 */
#ifndef FLORIN_DB_DRIVER_H
#define FLORIN_DB_DRIVER_H

#include "db/db.h"

#include <pthread.h>
#include <stdatomic.h>

/* Something to do after the commit. */
typedef struct Hook {
    struct Hook *next;
    void (*then)(void *arg);
    void *arg;
} Hook;

struct Db {
    Store *store;
    bool reads;  /* of the read lane */
    bool in_tx;  /* a transaction is open as far as the engine says */
    bool broken; /* a statement failed: nothing more until a rollback (PostgreSQL's rule, kept for
                    both) */
    bool lost;   /* the connection cannot be trusted: close it */
    bool undone; /* a savepoint was rolled back, and settings made since with it */
    bool streaming; /* rows of db_each are arriving: no other call */
    Hook *hooks;    /* of the running unit, in order */
    Hook **hooks_end;
};

/* One run of a query. row gets one row at a time whose cells are valid during the call; it returns
 * false to stop, having recorded why. */
typedef struct {
    const Query *q;
    const DbValue *args;
    ptrdiff_t n_args;
    bool (*row)(Ctx *c, const DbRows *row, void *arg); /* NULL: rows are not wanted */
    void *arg;
    bool stream; /* there may be more rows than memory */
    int64_t changed;
} DbCall;

typedef struct {
    const char *table;
    const char *const *columns;
    ptrdiff_t n_columns;
    const DbValue *cells;
    ptrdiff_t n_rows;
} DbBulk;

typedef struct Driver {
    const char *engine;
    bool one_writer; /* writes go through the writer thread */
    Db *(*open)(Ctx *c, Store *s, bool reads);
    void (*close)(Db *db);
    bool (*usable)(Db *db); /* whether a connection that was idle still works; cheap */
    bool (*begin)(Ctx *c, Db *db);
    bool (*commit)(Ctx *c, Db *db);
    bool (*rollback)(Db *db); /* of everything; false: the connection is lost */
    bool (*query)(Ctx *c, Db *db, DbCall *call);
    bool (*bulk)(Ctx *c, Db *db, const DbBulk *b);
    bool (*script)(Ctx *c, Db *db,
                   const char *sql); /* several statements, inside the transaction */
    bool (*check)(Ctx *c, Db *db);
    bool (*backup)(Ctx *c, Store *s, Str path);
} Driver;

extern const Driver sqlite_driver;
extern const Driver postgres_driver;

/* The connections of a lane. */
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t given;
    Db **idle; /* the last given back is taken first: its caches are warm */
    int n_idle;
    int n_open;
    int max;
    bool reads;
} Pool;

typedef struct Writer Writer;

struct Store {
    Arena *mem;
    const Driver *driver;
    StoreOptions options;
    Str url;   /* as given; may hold a password */
    Str path;  /* SQLite: of the file */
    Str shown; /* for people: without the password */
    Str version;
    int lock_fd; /* SQLite: held shared while the store is open; -1: none */
    int node;    /* store_node */
    Pool reads;
    Pool writes; /* unused with one_writer */
    Writer *writer;
    atomic_int_least64_t calls;
    atomic_int_least64_t fail_at;
    atomic_int_least64_t lose_commit; /* commits until the one whose answer is lost; 0: none */
};

/* driver.c: the calls as everything in db/ makes them. All but rollback do nothing and return false
 * after a failure in c. */
bool driver_begin(Ctx *c, Db *db);
bool driver_commit(Ctx *c, Db *db);
bool driver_rollback(Db *db);
bool driver_query(Ctx *c, Db *db, DbCall *call);
bool driver_bulk(Ctx *c, Db *db, const DbBulk *b);
bool driver_script(Ctx *c, Db *db, const char *sql);
/* A savepoint named for what it is ("unit" or "part"). undo rolls back to it and releases it and
 * works after a failure in c, whose failure it keeps; false: the whole transaction is lost. */
typedef enum { SAVEPOINT_UNIT, SAVEPOINT_PART } Savepoint;
bool driver_savepoint(Ctx *c, Db *db, Savepoint which);
bool driver_release(Ctx *c, Db *db, Savepoint which);
bool driver_undo(Ctx *c, Db *db, Savepoint which);

/* store.c: which engine and file an address means. */
bool store_address(Ctx *c, Store *s, Str url);

/* As fail(), with the engine's own words for the log. */
bool driver_fail(Ctx *c, FailCode code, const char *field, const char *internal, const char *fmt,
                 ...) __attribute__((format(printf, 5, 6)));

/* pool.c */
void pool_init(Pool *p, Arena *mem, int max, bool reads);
void pool_done(Pool *p, const Driver *d);
/* A connection, waiting for one to be given back when all are out; NULL after a failure. */
Db *pool_take(Ctx *c, Store *s, Pool *p);
void pool_give(Store *s, Pool *p, Db *db);

/* One unit in the hands of a lane: what is needed to run it, and to run it again. */
typedef struct Unit {
    struct Unit *next;
    Ctx *c;
    StoreUnit *run;
    void *arg;
    Ctx saved; /* as it was before the first run */
    ArenaMark mark;
    int attempts;
    bool alone; /* not in one commit with others */
    bool ok;
    Hook *hooks;
    void (*done)(Ctx *c, void *arg);
    void *done_arg;
} Unit;

/* unit.c */
Unit unit_of(Ctx *c, StoreUnit *run, void *arg);
/* Runs the unit's function on db; its hooks are left in u. A unit that returns false without saying
 * why, or that swallowed a failed statement, fails as INTERNAL. */
bool unit_call(Unit *u, Db *db);
/* Runs what waited for the commit. */
void unit_committed(Unit *u);
/* Whether it failed in a way that may go away; if so its context is as before the first run. */
bool unit_again(Unit *u);
/* The whole unit as one transaction on a connection of the pool, again while it is BUSY. */
bool unit_on_pool(Unit *u, Store *s, Pool *p);
/* The same on the write pool, with what waited for the commit, on this thread. */
bool unit_on_writers(Unit *u, Store *s);

/* writer.c: threads that run units from a bounded queue. On SQLite one, which gathers; on
 * PostgreSQL as many as there are connections, for store_write_later. */
Writer *writer_new(Ctx *c, Store *s);
void writer_free(Writer *w); /* after running what is queued */
/* False when the queue is full (recorded in the unit's context); then nothing else happens. */
bool writer_add(Writer *w, Unit *u);

#endif
