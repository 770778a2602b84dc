/* The PostgreSQL driver: connections, prepared statements, transactions, rows. */
#include "db/postgres.h"

#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
    BUCKETS = 256,
    STATEMENTS_MAX = 600, /* more than all named queries; past it the cache starts afresh */
    COLUMNS_MAX = 256,
    CONNECTION_ARENA_BYTES = 4 << 20,
};

/* Types of results, from the server's pg_type; all come in binary. */
enum {
    PG_BOOL = 16,
    PG_BYTEA = 17,
    PG_NAME = 19,
    PG_INT8 = 20,
    PG_INT2 = 21,
    PG_INT4 = 23,
    PG_TEXT = 25,
    PG_UNKNOWN = 705,
    PG_VARCHAR = 1043,
    PG_VOID = 2278,
};

struct PgStatement {
    PgStatement *next;
    const Query *q;
    char *sql; /* as the query had it when it was prepared */
    char name[16];
};

/* --- connections --- */

static void silent(void *arg, const char *message)
{
    (void)arg, (void)message;
}

static void warn_of(const Store *s, const char *event, const char *what)
{
    log_line(LOG_WARN, event, LOG_TEXT("database", s->shown), LOG_TEXT("detail", str_of(what)));
}

/* What the server must be like, looked at once a store. */
static bool suits(Ctx *c, Postgres *db)
{
    Store *s = db->base.store;
    const char *encoding = PQparameterStatus(db->pg, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return fail(c, UNAVAILABLE, NULL,
                    "The database %.*s holds texts as %s; make one with "
                    "createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0",
                    STR_ARG(s->shown), encoding ? encoding : "something unknown");
    PGresult *r = PQexec(db->pg, "SELECT datcollate IN ('C', 'POSIX', 'C.UTF-8', 'C.utf8'),"
                                 " (SELECT rolsuper OR rolbypassrls FROM pg_roles"
                                 "  WHERE rolname = current_user)"
                                 " FROM pg_database WHERE datname = current_database()");
    bool ok = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1;
    if (!ok)
        pg_fail(c, db, r, "opening");
    if (ok && PQgetvalue(r, 0, 0)[0] != 't')
        warn_of(s, "db.collation",
                "texts are not ordered by code point, as they are on SQLite; "
                "createdb --locale=C.UTF-8 --template=template0");
    if (ok && PQgetvalue(r, 0, 1)[0] == 't')
        warn_of(s, "db.superuser",
                "this user is not bound by row-level security; let Florin "
                "connect as an ordinary user who owns the database");
    PQclear(r);
    if (ok)
        s->version = str_copy(s->mem, str_of(PQparameterStatus(db->pg, "server_version")));
    return ok;
}

static bool set_up(Ctx *c, Postgres *db)
{
    PQsetNoticeProcessor(db->pg, silent, NULL);
    return pg_exec(c, db,
                   "SET jit = off; SELECT set_config('synchronous_commit', 'on', false)"
                   " WHERE current_setting('synchronous_commit') IN ('off', 'local')",
                   "opening") &&
           (db->base.store->version.p || suits(c, db));
}

static void forget_statements(Postgres *db)
{
    for (int i = 0; i < BUCKETS; i++)
        while (db->buckets[i]) {
            PgStatement *st = db->buckets[i];
            db->buckets[i] = st->next;
            free(st->sql);
            free(st);
        }
    db->n_statements = 0;
}

static void postgres_close(Db *base)
{
    Postgres *db = (Postgres *)base;
    forget_statements(db);
    PQfinish(db->pg);
    free(db->buckets);
    arena_free(db->mem);
    free(db);
}

static void *checked(void *p)
{
    if (!p) {
        fputs("florin: out of memory: a database connection\n", stderr);
        abort();
    }
    return p;
}

/* The address comes last, so that what it says wins. */
static PGconn *connected(Ctx *c, const Store *s)
{
    const char *names[] = { "application_name", "client_encoding", "connect_timeout",
                            "keepalives_idle",  "dbname",          NULL };
    const char *values[] = { "florin", "UTF8", "5", "60", str_c(c->mem, s->url), NULL };
    return PQconnectdbParams(names, values, 1);
}

static Db *postgres_open(Ctx *c, Store *s, bool reads)
{
    if (failed(c))
        return NULL;
    Postgres *db = checked(calloc(1, sizeof *db));
    db->base.store = s;
    db->base.reads = reads;
    db->buckets = checked(calloc(BUCKETS, sizeof *db->buckets));
    db->mem = arena_new("postgres", CONNECTION_ARENA_BYTES);
    db->pg = connected(c, s);
    if (PQstatus(db->pg) == CONNECTION_OK ? set_up(c, db) : pg_connect_fail(c, s, db->pg))
        return &db->base;
    postgres_close(&db->base);
    return NULL;
}

/* A server that went away has closed the socket, so that there is something to read; nothing else
 * is ever to be read from an idle connection but what is rare and does no harm to drop. */
static bool postgres_usable(Db *base)
{
    Postgres *db = (Postgres *)base;
    struct pollfd fd = { .fd = PQsocket(db->pg), .events = POLLIN };
    return PQstatus(db->pg) == CONNECTION_OK && PQtransactionStatus(db->pg) == PQTRANS_IDLE &&
           poll(&fd, 1, 0) == 0;
}

/* --- transactions --- */

bool pg_exec(Ctx *c, Postgres *db, const char *sql, const char *what)
{
    PGresult *r = PQexec(db->pg, sql);
    ExecStatusType status = PQresultStatus(r);
    bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!ok)
        pg_fail(c, db, r, what);
    PQclear(r);
    return ok;
}

/* Tells row-level security who this is; both are numbers and words of ours. The writes of a
 * workspace wait for each other, which gives them what the one writer gives on SQLite: nothing a
 * unit has read of its workspace changes before it commits. */
static int tenant_text(char *to, size_t room, const Postgres *db)
{
    int n = snprintf(to, room,
                     "SELECT set_config('florin.workspace', '%ld', true),"
                     " set_config('florin.system', '%s', true);",
                     db->workspace_id, db->system ? "on" : "off");
    if (!db->base.reads && db->workspace_id)
        n += snprintf(to + n, room - (size_t)n, "SELECT pg_advisory_xact_lock(%ld);",
                      db->workspace_id);
    return n;
}

static bool postgres_begin(Ctx *c, Db *base)
{
    Postgres *db = (Postgres *)base;
    char sql[400];
    if (!base->reads && !pg_keys_read(c, db))
        return false;
    const char *begin = base->reads ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                                    : "BEGIN ISOLATION LEVEL READ COMMITTED;";
    size_t n = strlen(begin);
    memcpy(sql, begin, n);
    db->workspace_id = c->workspace_id;
    db->system = c->system;
    tenant_text(sql + n, sizeof sql - n, db);
    base->undone = false;
    if (!pg_exec(c, db, sql, "beginning"))
        return false;
    base->in_tx = true;
    return true;
}

/* A COMMIT of a transaction that has failed answers ROLLBACK, and that is no error to the server.
 */
static bool postgres_commit(Ctx *c, Db *base)
{
    Postgres *db = (Postgres *)base;
    PGresult *r = PQexec(db->pg, "COMMIT");
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(r), "COMMIT") == 0;
    if (!ok && PQresultStatus(r) == PGRES_COMMAND_OK)
        fail(c, INTERNAL, NULL, "The transaction had failed before it was committed");
    else if (!ok)
        pg_fail(c, db, r, "committing");
    PQclear(r);
    base->in_tx = !ok;
    return ok;
}

static bool postgres_rollback(Db *base)
{
    Postgres *db = (Postgres *)base;
    base->in_tx = false;
    if (PQstatus(db->pg) != CONNECTION_OK)
        return false;
    if (PQtransactionStatus(db->pg) == PQTRANS_IDLE)
        return true;
    PGresult *r = PQexec(db->pg, "ROLLBACK");
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return ok;
}

static bool set_tenant(Ctx *c, Postgres *db, bool any_tenant)
{
    bool system = c->system || any_tenant;
    bool moved = db->workspace_id != c->workspace_id || db->base.undone;
    if ((!moved && db->system == system) || PQtransactionStatus(db->pg) == PQTRANS_INERROR)
        return true;
    db->base.undone = false;
    db->workspace_id = c->workspace_id;
    db->system = system;
    char sql[300];
    tenant_text(sql, sizeof sql, db);
    if (!moved) /* the lock is held already */
        *(strchr(sql, ';') + 1) = 0;
    return pg_exec(c, db, sql, "naming the workspace");
}

static bool postgres_script(Ctx *c, Db *base, const char *sql)
{
    Postgres *db = (Postgres *)base;
    db->keys = NULL;
    return pg_exec(c, db, sql, "changing the schema");
}

/* --- statements --- */

/* The text for this engine: what stands in a comment of the form pg … is part of it. */
static char *own_text(const char *sql)
{
    char *text = checked(strdup(sql));
    for (char *open = strstr(text, "/*pg "); open; open = strstr(open, "/*pg ")) {
        char *close = strstr(open, "*/");
        memset(open, ' ', 4);
        if (close)
            memset(close, ' ', 2);
    }
    return text;
}

static PgStatement *prepared(Ctx *c, Postgres *db, const Query *q)
{
    PgStatement *st = checked(calloc(1, sizeof *st));
    st->q = q;
    st->sql = checked(strdup(q->sql));
    snprintf(st->name, sizeof st->name, "s%u", db->named++);
    char *text = own_text(q->sql);
    PGresult *r = PQprepare(db->pg, st->name, text, 0, NULL);
    free(text);
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    if (!ok) {
        pg_fail(c, db, r, q->name);
        free(st->sql);
        free(st);
    }
    PQclear(r);
    return ok ? st : NULL;
}

/* The prepared statement of a query. The text is compared too: a query made at run time may stand
 * where another one stood. */
static PgStatement *statement(Ctx *c, Postgres *db, const Query *q)
{
    size_t bucket = ((uintptr_t)q >> 5) % BUCKETS;
    for (PgStatement *st = db->buckets[bucket]; st; st = st->next)
        if (st->q == q && strcmp(st->sql, q->sql) == 0)
            return st;
    if (db->n_statements >= STATEMENTS_MAX) {
        if (!pg_exec(c, db, "DEALLOCATE ALL", "starting afresh"))
            return NULL;
        forget_statements(db);
    }
    PgStatement *st = prepared(c, db, q);
    if (!st)
        return NULL;
    st->next = db->buckets[bucket];
    db->buckets[bucket] = st;
    db->n_statements++;
    return st;
}

typedef struct {
    const char **values;
    int *lengths;
    int *formats; /* 0: text, 1: binary */
} Params;

static const char *param(Arena *mem, DbValue v)
{
    switch (v.type) {
    case DB_NULL: break;
    case DB_INT: return str_fmt(mem, "%ld", v.i).p;
    case DB_BOOL: return v.i ? "t" : "f";
    case DB_TEXT: return str_c(mem, v.s.p ? v.s : S(""));
    case DB_BLOB: return v.s.p ? v.s.p : "";
    }
    return NULL;
}

static Params params_of(Arena *mem, const DbValue *args, ptrdiff_t n)
{
    Params p = { NEW_ARRAY(mem, const char *, n), NEW_ARRAY(mem, int, n), NEW_ARRAY(mem, int, n) };
    for (ptrdiff_t i = 0; i < n; i++) {
        p.values[i] = param(mem, args[i]);
        p.lengths[i] = (int)args[i].s.n;
        p.formats[i] = args[i].type == DB_BLOB;
    }
    return p;
}

/* --- rows --- */

static int64_t big_endian(const char *p, int n)
{
    uint64_t x = p[0] & 0x80 ? UINT64_MAX : 0;
    for (int i = 0; i < n; i++)
        x = x << 8 | (unsigned char)p[i];
    return (int64_t)x;
}

static bool cell(Ctx *c, const DbCall *call, const PGresult *r, int row, int i, DbValue *out)
{
    *out = V_NULL;
    if (PQgetisnull(r, row, i))
        return true;
    const char *p = PQgetvalue(r, row, i);
    int n = PQgetlength(r, row, i);
    switch (PQftype(r, i)) {
    case PG_INT2:
    case PG_INT4:
    case PG_INT8: *out = V_INT(big_endian(p, n)); return true;
    case PG_BOOL: *out = V_BOOL(*p); return true;
    case PG_BYTEA: *out = V_BLOB(str_n(p, n)); return true;
    case PG_NAME:
    case PG_TEXT:
    case PG_UNKNOWN:
    case PG_VARCHAR: *out = V_TEXT(str_n(p, n)); return true;
    case PG_VOID: return true;
    default:
        return fail(
            c, INTERNAL, NULL,
            "The column %s of the query %s is of PostgreSQL's type %u: CAST it AS BIGINT or "
            "TEXT",
            PQfname(r, i), call->q->name, PQftype(r, i));
    }
}

/* Hands out the rows of one result; all share the array of cells. */
static bool rows_out(Ctx *c, DbCall *call, const PGresult *r)
{
    Str columns[COLUMNS_MAX];
    DbValue cells[COLUMNS_MAX];
    DbRows row = { .n_columns = PQnfields(r), .columns = columns, .cells = cells };
    if (!call->row || !row.n_columns)
        return true;
    assert(row.n_columns <= COLUMNS_MAX);
    for (int i = 0; i < (int)row.n_columns; i++)
        columns[i] = str_of(PQfname(r, i));
    int n = PQntuples(r);
    if (n == 0)
        return call->row(c, &row, call->arg);
    row.n = 1;
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < (int)row.n_columns; i++)
            if (!cell(c, call, r, k, i, &cells[i]))
                return false;
        if (!call->row(c, &row, call->arg))
            return false;
    }
    return true;
}

static bool result_out(Ctx *c, Postgres *db, DbCall *call, const PGresult *r)
{
    switch (PQresultStatus(r)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
        call->changed = strtoll(PQcmdTuples((PGresult *)(uintptr_t)r), NULL, 10);
        return rows_out(c, call, r);
    default: return pg_fail(c, db, r, call->q->name);
    }
}

static void cancel(Postgres *db)
{
    char said[256];
    PGcancel *request = PQgetCancel(db->pg);
    if (request)
        PQcancel(request, said, sizeof said);
    PQfreeCancel(request);
}

/* Reads results as they come; a reader that stops does not wait for the rest. */
static bool stream_out(Ctx *c, Postgres *db, DbCall *call)
{
    bool ok = true;
    PGresult *r;
    while ((r = PQgetResult(db->pg))) {
        if (ok && !result_out(c, db, call, r)) {
            ok = false;
            cancel(db);
        }
        PQclear(r);
    }
    return ok;
}

static bool run(Ctx *c, Postgres *db, DbCall *call, const PgStatement *st)
{
    ArenaMark mark = arena_mark(c->mem);
    Params p = params_of(c->mem, call->args, call->n_args);
    int n = (int)call->n_args;
    if (call->stream) {
        bool sent = PQsendQueryPrepared(db->pg, st->name, n, p.values, p.lengths, p.formats, 1) &&
                    PQsetSingleRowMode(db->pg);
        arena_reset(c->mem, mark);
        return sent ? stream_out(c, db, call) : pg_fail(c, db, NULL, call->q->name);
    }
    PGresult *r = PQexecPrepared(db->pg, st->name, n, p.values, p.lengths, p.formats, 1);
    arena_reset(c->mem, mark);
    bool ok = result_out(c, db, call, r);
    PQclear(r);
    return ok;
}

static bool postgres_query(Ctx *c, Db *base, DbCall *call)
{
    Postgres *db = (Postgres *)base;
    const PgStatement *st =
        set_tenant(c, db, call->q->any_tenant) ? statement(c, db, call->q) : NULL;
    return st && run(c, db, call, st);
}

/* --- the rest --- */

static bool postgres_check(Ctx *c, Db *base)
{
    static const char *const sql =
        "SELECT 'index ' || CAST(indexrelid AS regclass) || ' is not valid: REINDEX it'"
        " FROM pg_index WHERE NOT indisvalid "
        "UNION ALL SELECT 'rule ' || conname || ' is not validated' FROM pg_constraint"
        " WHERE NOT convalidated "
        "UNION ALL SELECT 'pages failed their checksums' FROM pg_stat_database"
        " WHERE datname = current_database() AND checksum_failures > 0";
    Postgres *db = (Postgres *)base;
    PGresult *r = PQexec(db->pg, sql);
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        pg_fail(c, db, r, "checking");
    else if (PQntuples(r) > 0)
        fail(c, DATABASE_DAMAGED, NULL, "The database %.*s is damaged: %s",
             STR_ARG(base->store->shown), PQgetvalue(r, 0, 0));
    PQclear(r);
    return !failed(c);
}

static bool postgres_backup(Ctx *c, Store *s, Str path)
{
    return fail(
        c, UNSUPPORTED, NULL,
        "A PostgreSQL database is saved by its own tool: pg_dump --format=custom --file=%.*s "
        "%.*s",
        STR_ARG(path), STR_ARG(s->shown));
}

const Driver postgres_driver = {
    .engine = "postgresql",
    .one_writer = false,
    .open = postgres_open,
    .close = postgres_close,
    .usable = postgres_usable,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .query = postgres_query,
    .bulk = pg_bulk,
    .script = postgres_script,
    .check = postgres_check,
    .backup = postgres_backup,
};
