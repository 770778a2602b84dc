/* The database: one interface, SQLite and PostgreSQL behind it.
 *
 * A Store is a database opened by its address. Work reaches it only in a lane:
 *   - store_read: a short unit of queries on a read connection, one snapshot;
 *   - store_write: a unit that is one transaction. On SQLite all writers queue for the one writer
 *     thread, which gathers those waiting into one commit with a savepoint each (group commit); on
 *     PostgreSQL they run on the pool. When store_write returns, the unit is durable or undone.
 * Inside a lane c->db is the connection and the calls below work on it. SQL text is the same on
 * both engines, with $1 parameters; it stands in room/noun.sql and becomes constants of type Query
 * (tools/sqlgen). A query on an owned table must bind the workspace: the generator refuses it
 * otherwise, and PostgreSQL's row-level security is the second wall.
 *
 * After a failure of the unit (fail()) every call here does nothing and returns none. A statement
 * that failed dooms its unit even if the failure is cleared, as PostgreSQL has it; what may fail
 * and be forgotten belongs into db_savepoint. */
#ifndef FLORIN_DB_DB_H
#define FLORIN_DB_DB_H

#include "base/base.h"

typedef struct Db Db;
typedef struct Store Store;

/* One value going in or coming out. Texts of results live in the unit's arena. */
typedef enum { DB_NULL, DB_INT, DB_BOOL, DB_TEXT, DB_BLOB } DbType;
typedef struct {
    DbType type;
    int64_t i; /* DB_INT, DB_BOOL */
    Str s;     /* DB_TEXT, DB_BLOB */
} DbValue;

#define V_NULL    ((DbValue){ 0 })
#define V_INT(x)  ((DbValue){ .type = DB_INT, .i = (int64_t)(x) })
#define V_BOOL(x) ((DbValue){ .type = DB_BOOL, .i = (x) ? 1 : 0 })
#define V_TEXT(x) ((DbValue){ .type = DB_TEXT, .s = (x) })
#define V_BLOB(x) ((DbValue){ .type = DB_BLOB, .s = (x) })
/* NULL when zero or none. */
#define V_INT_OR_NULL(x)  ((x) ? V_INT(x) : V_NULL)
#define V_TEXT_OR_NULL(x) ((x).p ? V_TEXT(x) : V_NULL)

/* A named statement. Made by tools/sqlgen from .sql files, or by field/ from a resource's table;
 * never from input. The pointer identifies the prepared statement of a connection. */
typedef struct {
    const char *name; /* "transaction_list" */
    const char *sql;
    int params;      /* the highest $n */
    bool writes;     /* not allowed in the read lane */
    bool any_tenant; /* '-- any tenant: reason' stands with it in the .sql file: sees all workspaces
                      */
} Query;

/* Rows of a result, matched by column name. */
typedef struct {
    ptrdiff_t n;
    ptrdiff_t n_columns;
    const Str *columns;
    const DbValue *cells; /* row by row */
} DbRows;

/* Runs a query and returns all its rows, in the arena. On failure (recorded in c) there are none:
 * CONFLICT for a broken UNIQUE, FOREIGN KEY or CHECK (the failure's field is the constraint or the
 * column), BUSY for what can be tried again, UNAVAILABLE for a full or read-only disk or a lost
 * server, INTERNAL for our mistakes. */
DbRows db_rows(Ctx *c, const Query *q, const DbValue *args, ptrdiff_t n_args);

/* Calls each for every row as it arrives; stops and fails when each returns false. What each
 * allocates stays; row's cells are valid during the call. each must not use the database. */
bool db_each(Ctx *c, const Query *q, const DbValue *args, ptrdiff_t n_args,
             bool (*each)(Ctx *c, const DbRows *row, void *arg), void *arg);

/* Runs a statement; returns how many rows it changed, -1 after a failure. */
int64_t db_run(Ctx *c, const Query *q, const DbValue *args, ptrdiff_t n_args);

/* db_rows(c, &query, DB_ARGS(V_INT(id), V_TEXT(name))) */
#define DB_ARGS(...)                                                                               \
    (const DbValue[]){ __VA_ARGS__ },                                                              \
        (ptrdiff_t)(sizeof((const DbValue[]){ __VA_ARGS__ }) / sizeof(DbValue))
#define DB_NO_ARGS NULL, 0

/* The cell of a row by column name; a column that is not in the result is our mistake (assert). */
DbValue db_cell(const DbRows *rows, ptrdiff_t row, const char *column);
int64_t db_int(const DbRows *rows, ptrdiff_t row, const char *column); /* 0 for NULL */
bool db_bool(const DbRows *rows, ptrdiff_t row, const char *column);   /* false for NULL */
Str db_text(const DbRows *rows, ptrdiff_t row, const char *column);    /* none for NULL */
bool db_is_null(const DbRows *rows, ptrdiff_t row, const char *column);
/* The first cell of the only row as a number; 0 when there is no row. */
int64_t db_one_int(Ctx *c, const Query *q, const DbValue *args, ptrdiff_t n_args);

/* Inserts many rows at once (COPY on PostgreSQL, a prepared insert on SQLite). cells are row by row
 * in the order of columns. The table and column names are ours, never input. */
bool db_bulk(Ctx *c, const char *table, const char *const *columns, ptrdiff_t n_columns,
             const DbValue *cells, ptrdiff_t n_rows);

/* Something done inside this transaction that may be undone alone: runs unit in a savepoint. On
 * failure the savepoint is rolled back and the failure stays in c for the caller to look at. */
bool db_savepoint(Ctx *c, bool (*unit)(Ctx *c, void *arg), void *arg);

/* Runs after the unit's transaction has committed, in the order asked; forgotten if it rolls back.
 * For effects outside the database (telling the hub, waking workers). */
void db_after_commit(Ctx *c, void (*then)(void *arg), void *arg);

/* --- the store ------------------------------------------------------------------------------ */

typedef struct {
    int pool;         /* connections for writes on PostgreSQL; 0: a default */
    int cache_kib;    /* page cache of a SQLite connection; 0: a default */
    bool read_only;   /* open without the right to change anything */
    bool quick_sync;  /* tests only: synchronous=OFF */
    int busy_wait_ms; /* SQLite: how long to wait for another process's lock; 0: a default */
} StoreOptions;

/* Opens `sqlite:PATH` or `postgresql://…`. NULL and a failure in c that says what, where and what
 * to do: not there, no rights, locked, not a database, no server. Creates a missing SQLite file and
 * its folder unless read_only. Does not migrate. */
Store *store_open(Ctx *c, Str url, const StoreOptions *o);
void store_close(Store *s);

/* A number that makes this process's ids its own, 0 … ID_NODE_MAX: on SQLite no other process that
 * has the file open has it, on PostgreSQL it is drawn, so that two servers rarely share one. */
int store_node(const Store *s);

typedef bool StoreUnit(Ctx *c, void *arg);

/* Runs unit with c->db set to a read connection; false when the unit failed. In a lane already it
 * runs on that one. */
bool store_read(Store *s, Ctx *c, StoreUnit *unit, void *arg);

/* Runs unit as one transaction and waits until it is durable or undone; false when it failed. Not
 * inside a lane. A unit that failed as BUSY is run again a few times with its context and arena as
 * they were before, so a unit must set outside of them only what it sets anew each time. A unit
 * runs on the writer's thread and holds up all others: no outside calls, nothing above about 50 ms.
 * On PostgreSQL the writes of one workspace wait for each other as all do on SQLite. */
bool store_write(Store *s, Ctx *c, StoreUnit *unit, void *arg);

/* As store_write, but returns at once; done is called after the commit or the failure on a thread
 * of the store's, or on this one when it failed before (the queue is full: BUSY). c and arg must
 * live until then. */
void store_write_later(Store *s, Ctx *c, StoreUnit *unit, void *arg,
                       void (*done)(Ctx *c, void *arg));

/* Brings the schema to what this program knows, one transaction a migration. Fails with
 * DATABASE_NEWER when the database knows more. Returns the number applied, -1 on failure. */
int store_migrate(Store *s, Ctx *c);

/* Checks the database's own integrity and foreign keys; fails with DATABASE_DAMAGED and words. */
bool store_check(Store *s, Ctx *c);

/* Copies the database to a new file at path while others write; a commit point, one file complete
 * in itself. SQLite only; on PostgreSQL fails with UNSUPPORTED and names pg_dump. */
bool store_backup(Store *s, Ctx *c, Str path);

/* Puts the backup at from in the place of the SQLite database of address url, at once or not at
 * all, after checking it: whole, Florin's, not newer than this program. BUSY while a process has
 * that database open. What was there is kept beside it as PATH.before-restore. */
bool store_restore(Ctx *c, Str from, Str url);

/* "sqlite" or "postgresql", and the engine's version for reports. */
Str store_engine(const Store *s);
Str store_engine_version(const Store *s);
bool store_is_postgres(const Store *s);

/* For tests: from now on the nth call that reaches the driver (1 is the next), on any connection,
 * fails as a broken disk or connection would; 0 switches it off. store_calls counts them. */
void store_fail_nth(Store *s, int64_t nth);
/* For tests: the nth commit from now on is made, and its answer is lost with the connection; 0
 * switches it off. */
void store_lose_nth_commit(Store *s, int64_t nth);
int64_t store_calls(const Store *s);

#endif
