/* The SQLite driver: connections, prepared statements, transactions, rows. */
#include "db/sqlite.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    BUCKETS = 256,
    STATEMENTS_MAX = 600, /* more than all named queries; past it the cache starts afresh */
    BUSY_WAIT_MS = 10000, /* for another process (the command line beside the server) */
    CACHE_READ_KIB = 4096,
    CACHE_WRITE_KIB = 16384,
    COLUMNS_MAX = 256,
};

struct SqliteStatement {
    SqliteStatement *next;
    const Query *q;
    sqlite3_stmt *stmt;
    int *index; /* of $1, $2 … in SQLite's own numbering */
    bool busy;
};

/* --- connections --- */

static bool set_up(Ctx *c, Sqlite *db)
{
    Store *s = db->base.store;
    const StoreOptions *o = &s->options;
    int cache = o->cache_kib ? o->cache_kib : db->base.reads ? CACHE_READ_KIB : CACHE_WRITE_KIB;
    bool makes = !db->base.reads && !o->read_only;
    char script[600];
    snprintf(script, sizeof script,
             "%s PRAGMA synchronous = %s; PRAGMA foreign_keys = ON; PRAGMA cache_size = -%d;"
             "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 2000;"
             "PRAGMA journal_size_limit = 67108864; %s",
             makes ? "PRAGMA journal_mode = WAL;" : "", o->quick_sync ? "OFF" : "FULL", cache,
             db->base.reads ? "PRAGMA query_only = ON;" : "");
    int rc = sqlite3_exec(db->sqlite, script, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite_functions_add(db->sqlite);
    if (rc == SQLITE_OK)
        rc = sqlite_lists_add(db->sqlite);
    return rc == SQLITE_OK || sqlite_fail(c, s, db->sqlite, rc, "opening");
}

static int64_t number_of(sqlite3 *sqlite, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    int64_t n = -1;
    if (sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

/* Whether the file is ours; an empty one becomes it. */
static bool is_ours(Ctx *c, Sqlite *db)
{
    Store *s = db->base.store;
    int64_t mark = number_of(db->sqlite, "PRAGMA application_id");
    if (mark == FLORIN_APPLICATION_ID)
        return true;
    if (mark < 0)
        return sqlite_fail(c, s, db->sqlite, sqlite3_extended_errcode(db->sqlite), "opening");
    if (mark != 0 || number_of(db->sqlite, "SELECT count(*) FROM sqlite_master") > 0)
        return fail(c, UNAVAILABLE, NULL,
                    "%.*s is a database of another program; give the address of Florin's own, or "
                    "of a file that does not exist yet",
                    STR_ARG(s->path));
    if (s->options.read_only || db->base.reads)
        return true;
    int rc = sqlite3_exec(db->sqlite, "PRAGMA application_id = 1181511538", NULL, NULL, NULL);
    return rc == SQLITE_OK || sqlite_fail(c, s, db->sqlite, rc, "opening");
}

static void sqlite_close(Db *base)
{
    Sqlite *db = (Sqlite *)base;
    for (int i = 0; i < BUCKETS; i++)
        while (db->buckets[i]) {
            SqliteStatement *st = db->buckets[i];
            db->buckets[i] = st->next;
            sqlite3_finalize(st->stmt);
            free(st->index);
            free(st);
        }
    sqlite3_finalize(db->begin);
    sqlite3_finalize(db->commit);
    sqlite3_close_v2(db->sqlite);
    free(db->buckets);
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

/* Without counting memory, which takes one lock of the whole process at every allocation. */
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static Db *sqlite_open(Ctx *c, Store *s, bool reads)
{
    static pthread_once_t configured = PTHREAD_ONCE_INIT;
    pthread_once(&configured, configure);
    if (failed(c) || !sqlite_file_ready(c, s))
        return NULL;
    Sqlite *db = checked(calloc(1, sizeof *db));
    db->base.store = s;
    db->base.reads = reads;
    db->buckets = checked(calloc(BUCKETS, sizeof *db->buckets));
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (s->options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    int rc = sqlite3_open_v2(str_c(c->mem, s->path), &db->sqlite, flags, NULL);
    if (rc != SQLITE_OK) {
        sqlite_fail(c, s, db->sqlite, rc, "opening");
    } else {
        int wait_ms = s->options.busy_wait_ms;
        sqlite3_busy_timeout(db->sqlite, wait_ms ? wait_ms : BUSY_WAIT_MS);
        sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
        sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
        sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    }
    if (!failed(c) && is_ours(c, db) && set_up(c, db))
        return &db->base;
    sqlite_close(&db->base);
    return NULL;
}

static bool sqlite_usable(Db *base)
{
    (void)base;
    return true;
}

/* --- transactions --- */

static bool command(Ctx *c, Db *base, const char *sql, const char *what)
{
    Sqlite *db = (Sqlite *)base;
    int rc = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
    base->in_tx = !sqlite3_get_autocommit(db->sqlite);
    return rc == SQLITE_OK || sqlite_fail(c, base->store, db->sqlite, rc, what);
}

/* A command that every unit needs, prepared once for a connection. */
static bool usual(Ctx *c, Db *base, sqlite3_stmt **stmt, const char *sql, const char *what)
{
    Sqlite *db = (Sqlite *)base;
    int rc = *stmt ? SQLITE_OK
                   : sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_step(*stmt);
        rc = sqlite3_reset(*stmt);
    }
    base->in_tx = !sqlite3_get_autocommit(db->sqlite);
    return rc == SQLITE_OK || sqlite_fail(c, base->store, db->sqlite, rc, what);
}

static bool sqlite_begin(Ctx *c, Db *base)
{
    return usual(c, base, &((Sqlite *)base)->begin, base->reads ? "BEGIN" : "BEGIN IMMEDIATE",
                 "beginning to write");
}

static bool sqlite_commit(Ctx *c, Db *base)
{
    return usual(c, base, &((Sqlite *)base)->commit, "COMMIT", "committing");
}

static bool sqlite_rollback(Db *base)
{
    Sqlite *db = (Sqlite *)base;
    if (!sqlite3_get_autocommit(db->sqlite))
        sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
    base->in_tx = !sqlite3_get_autocommit(db->sqlite);
    return !base->in_tx;
}

static bool sqlite_script(Ctx *c, Db *base, const char *sql)
{
    return command(c, base, sql, "changing the schema");
}

/* --- statements --- */

static void forget_statements(Sqlite *db)
{
    for (int i = 0; i < BUCKETS; i++)
        for (SqliteStatement **at = &db->buckets[i]; *at;) {
            SqliteStatement *st = *at;
            if (st->busy) {
                at = &st->next;
                continue;
            }
            *at = st->next;
            sqlite3_finalize(st->stmt);
            free(st->index);
            free(st);
            db->n_statements--;
        }
}

static SqliteStatement *prepared(Ctx *c, Sqlite *db, const Query *q)
{
    sqlite3_stmt *stmt = NULL;
    const char *rest = NULL;
    int rc = sqlite3_prepare_v3(db->sqlite, q->sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, &rest);
    if (rc != SQLITE_OK) {
        sqlite_fail(c, db->base.store, db->sqlite, rc, q->name);
        return NULL;
    }
    SqliteStatement *st = checked(calloc(1, sizeof *st));
    st->q = q;
    st->stmt = stmt;
    st->index = checked(calloc((size_t)q->params + 1, sizeof *st->index));
    for (int i = 0; i < q->params; i++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", i + 1);
        st->index[i] = sqlite3_bind_parameter_index(stmt, name);
    }
    return st;
}

/* The prepared statement of a query. The text is compared too: a query made at run time may stand
 * where another one stood. */
static SqliteStatement *statement(Ctx *c, Sqlite *db, const Query *q)
{
    size_t bucket = ((uintptr_t)q >> 5) % BUCKETS;
    for (SqliteStatement *st = db->buckets[bucket]; st; st = st->next)
        if (st->q == q && !st->busy && strcmp(sqlite3_sql(st->stmt), q->sql) == 0)
            return st;
    if (db->n_statements >= STATEMENTS_MAX)
        forget_statements(db);
    SqliteStatement *st = prepared(c, db, q);
    if (!st)
        return NULL;
    st->next = db->buckets[bucket];
    db->buckets[bucket] = st;
    db->n_statements++;
    return st;
}

static int bind(sqlite3_stmt *stmt, int at, DbValue v)
{
    switch (v.type) {
    case DB_NULL: return sqlite3_bind_null(stmt, at);
    case DB_INT:
    case DB_BOOL: return sqlite3_bind_int64(stmt, at, v.i);
    case DB_TEXT:
        return sqlite3_bind_text64(stmt, at, v.s.p ? v.s.p : "", (sqlite3_uint64)v.s.n,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case DB_BLOB:
        return sqlite3_bind_blob64(stmt, at, v.s.p ? v.s.p : "", (sqlite3_uint64)v.s.n,
                                   SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static bool bind_all(Ctx *c, Sqlite *db, const SqliteStatement *st, const DbValue *args)
{
    for (int i = 0; i < st->q->params; i++) {
        int rc = st->index[i] ? bind(st->stmt, st->index[i], args[i]) : SQLITE_OK;
        if (rc != SQLITE_OK)
            return sqlite_fail(c, db->base.store, db->sqlite, rc, st->q->name);
    }
    return true;
}

static bool cell(Ctx *c, const SqliteStatement *st, int i, DbValue *out)
{
    sqlite3_stmt *stmt = st->stmt;
    switch (sqlite3_column_type(stmt, i)) {
    case SQLITE_NULL: *out = V_NULL; return true;
    case SQLITE_INTEGER: *out = V_INT(sqlite3_column_int64(stmt, i)); return true;
    case SQLITE_TEXT: {
        const char *p = (const char *)sqlite3_column_text(stmt, i);
        *out = V_TEXT(str_n(p, sqlite3_column_bytes(stmt, i)));
        return true;
    }
    case SQLITE_BLOB: {
        const char *p = sqlite3_column_blob(stmt, i);
        *out = V_BLOB(str_n(p ? p : "", sqlite3_column_bytes(stmt, i)));
        return true;
    }
    default:
        return fail(c, INTERNAL, NULL,
                    "The column %s of the query %s is a fraction: CAST it AS BIGINT",
                    sqlite3_column_name(stmt, i), st->q->name);
    }
}

static bool row_out(Ctx *c, const SqliteStatement *st, DbCall *call, DbRows *row, DbValue *cells)
{
    for (int i = 0; i < (int)row->n_columns; i++)
        if (!cell(c, st, i, &cells[i]))
            return false;
    return call->row(c, row, call->arg);
}

static void name_columns(const SqliteStatement *st, Str *columns, int n)
{
    for (int i = 0; i < n; i++)
        columns[i] = str_of(sqlite3_column_name(st->stmt, i));
}

static bool step_all(Ctx *c, Sqlite *db, const SqliteStatement *st, DbCall *call)
{
    Str columns[COLUMNS_MAX];
    DbValue cells[COLUMNS_MAX];
    DbRows row = { .columns = columns, .cells = cells };
    int rc = sqlite3_step(st->stmt);
    row.n_columns = sqlite3_column_count(st->stmt);
    assert(row.n_columns <= COLUMNS_MAX);
    if (call->row && row.n_columns) {
        name_columns(st, columns, (int)row.n_columns);
        if (rc == SQLITE_DONE && !call->row(c, &row, call->arg))
            return false;
    }
    row.n = 1;
    for (; rc == SQLITE_ROW; rc = sqlite3_step(st->stmt))
        if (call->row && !row_out(c, st, call, &row, cells))
            return false;
    if (rc != SQLITE_DONE)
        return sqlite_fail(c, db->base.store, db->sqlite, rc, st->q->name);
    call->changed = sqlite3_stmt_readonly(st->stmt) ? 0 : sqlite3_changes64(db->sqlite);
    return true;
}

static bool sqlite_query(Ctx *c, Db *base, DbCall *call)
{
    Sqlite *db = (Sqlite *)base;
    SqliteStatement *st = statement(c, db, call->q);
    if (!st)
        return false;
    st->busy = true;
    bool ok = bind_all(c, db, st, call->args) && step_all(c, db, st, call);
    sqlite3_reset(st->stmt);
    if (st->q->params)
        sqlite3_clear_bindings(st->stmt);
    st->busy = false;
    base->in_tx = !sqlite3_get_autocommit(db->sqlite);
    return ok;
}

/* --- many rows --- */

static Str insert_text(Ctx *c, const DbBulk *b)
{
    Buf sql = buf_new(c->mem, 64 << 10);
    buf_fmt(&sql, "INSERT INTO %s (", b->table);
    for (ptrdiff_t i = 0; i < b->n_columns; i++)
        buf_fmt(&sql, "%s%s", i ? ", " : "", b->columns[i]);
    buf_add(&sql, S(") VALUES ("));
    for (ptrdiff_t i = 0; i < b->n_columns; i++)
        buf_fmt(&sql, "%s?%td", i ? ", " : "", i + 1);
    buf_char(&sql, ')');
    assert(!sql.full);
    return buf_str(&sql);
}

static bool sqlite_bulk(Ctx *c, Db *base, const DbBulk *b)
{
    Sqlite *db = (Sqlite *)base;
    Str sql = insert_text(c, b);
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db->sqlite, sql.p, (int)sql.n, &stmt, NULL);
    for (ptrdiff_t row = 0; rc == SQLITE_OK && row < b->n_rows; row++) {
        const DbValue *cells = b->cells + row * b->n_columns;
        for (int i = 0; rc == SQLITE_OK && i < (int)b->n_columns; i++)
            rc = bind(stmt, i + 1, cells[i]);
        if (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_DONE)
            rc = sqlite3_reset(stmt);
    }
    if (rc != SQLITE_OK)
        sqlite_fail(c, base->store, db->sqlite, rc, b->table);
    sqlite3_finalize(stmt);
    base->in_tx = !sqlite3_get_autocommit(db->sqlite);
    return rc == SQLITE_OK;
}

const Driver sqlite_driver = {
    .engine = "sqlite",
    .one_writer = true,
    .open = sqlite_open,
    .close = sqlite_close,
    .usable = sqlite_usable,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .query = sqlite_query,
    .bulk = sqlite_bulk,
    .script = sqlite_script,
    .check = sqlite_check,
    .backup = sqlite_backup,
};
