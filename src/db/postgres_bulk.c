/* Many rows into PostgreSQL by COPY. A table with row-level security refuses COPY, so rows for one
 * go by COPY into a temporary table of the connection and from there by INSERT, where the policy
 * looks at them. */
#include "db/postgres.h"

#include <string.h>

enum { CHUNK = 64 * 1024, TEXT_MAX = 32 * 1024 };

/* What a connection knows about a table it has copied into. */
typedef struct {
    bool guarded;  /* by row-level security */
    char name[40]; /* of the temporary table */
    Str columns;   /* "a, b, c" */
} BulkTable;

typedef struct {
    PGconn *pg;
    size_t n;
    bool broken;
    char bytes[CHUNK];
} Out;

static void flush(Out *out)
{
    if (out->n && !out->broken && PQputCopyData(out->pg, out->bytes, (int)out->n) != 1)
        out->broken = true;
    out->n = 0;
}

static void put(Out *out, const char *p, size_t n)
{
    while (n) {
        if (out->n == CHUNK)
            flush(out);
        size_t part = n < CHUNK - out->n ? n : CHUNK - out->n;
        memcpy(out->bytes + out->n, p, part);
        out->n += part;
        p += part;
        n -= part;
    }
}

/* Runs of plain bytes go at once; COPY's own signs are escaped. */
static void put_text(Out *out, Str s)
{
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        const char *escaped = NULL;
        switch (s.p[i]) {
        case '\\': escaped = "\\\\"; break;
        case '\t': escaped = "\\t"; break;
        case '\n': escaped = "\\n"; break;
        case '\r': escaped = "\\r"; break;
        default: continue;
        }
        put(out, s.p + from, (size_t)(i - from));
        put(out, escaped, 2);
        from = i + 1;
    }
    if (s.n > from)
        put(out, s.p + from, (size_t)(s.n - from));
}

static void put_hex(Out *out, Str s)
{
    put(out, "\\\\x", 3);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char b = (unsigned char)s.p[i];
        char pair[2] = { "0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15] };
        put(out, pair, 2);
    }
}

static void put_cell(Out *out, DbValue v)
{
    char digits[24];
    switch (v.type) {
    case DB_NULL: put(out, "\\N", 2); break;
    case DB_INT: put(out, digits, (size_t)snprintf(digits, sizeof digits, "%ld", v.i)); break;
    case DB_BOOL: put(out, v.i ? "t" : "f", 1); break;
    case DB_TEXT: put_text(out, v.s); break;
    case DB_BLOB: put_hex(out, v.s); break;
    }
}

static void put_rows(Out *out, const DbBulk *b)
{
    for (ptrdiff_t row = 0; row < b->n_rows && !out->broken; row++)
        for (ptrdiff_t i = 0; i < b->n_columns; i++) {
            put_cell(out, b->cells[row * b->n_columns + i]);
            put(out, i + 1 < b->n_columns ? "\t" : "\n", 1);
        }
    flush(out);
}

static bool copy(Ctx *c, Postgres *db, const DbBulk *b, const char *into, Str columns)
{
    ArenaMark mark = arena_mark(c->mem);
    PGresult *r =
        PQexec(db->pg, str_fmt(c->mem, "COPY %s (%.*s) FROM STDIN", into, STR_ARG(columns)).p);
    bool ok = PQresultStatus(r) == PGRES_COPY_IN;
    if (!ok)
        pg_fail(c, db, r, b->table);
    PQclear(r);
    if (!ok)
        return false;
    Out *out = arena_alloc(c->mem, sizeof *out);
    out->pg = db->pg;
    put_rows(out, b);
    if (out->broken || PQputCopyEnd(db->pg, NULL) != 1)
        pg_fail(c, db, NULL, b->table);
    while ((r = PQgetResult(db->pg))) {
        if (PQresultStatus(r) != PGRES_COMMAND_OK)
            pg_fail(c, db, r, b->table);
        PQclear(r);
    }
    if (!failed(c))
        arena_reset(c->mem, mark);
    return !failed(c);
}

/* --- tables --- */

static Str column_list(Arena *mem, const DbBulk *b)
{
    Buf list = buf_new(mem, TEXT_MAX);
    for (ptrdiff_t i = 0; i < b->n_columns; i++)
        buf_fmt(&list, "%s%s", i ? ", " : "", b->columns[i]);
    return buf_str(&list);
}

static bool is_guarded(Ctx *c, Postgres *db, const char *table, bool *guarded)
{
    PGresult *r =
        PQexecParams(db->pg, "SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass($1)", 1,
                     NULL, &table, NULL, NULL, 0);
    bool ok = PQresultStatus(r) == PGRES_TUPLES_OK;
    if (!ok)
        pg_fail(c, db, r, table);
    *guarded = ok && PQntuples(r) == 1 && PQgetvalue(r, 0, 0)[0] == 't';
    PQclear(r);
    return ok;
}

static BulkTable *bulk_table(Ctx *c, Postgres *db, const DbBulk *b)
{
    Str columns = column_list(c->mem, b);
    Str key = str_fmt(c->mem, "%s %.*s", b->table, STR_ARG(columns));
    if (!db->bulk_tables) {
        db->bulk_tables = NEW(db->mem, Map);
        *db->bulk_tables = map_new(db->mem);
    }
    BulkTable *t = map_find(db->bulk_tables, key);
    if (t)
        return t;
    bool guarded;
    if (!is_guarded(c, db, b->table, &guarded))
        return NULL;
    t = NEW(db->mem, BulkTable);
    t->guarded = guarded;
    t->columns = str_copy(db->mem, columns);
    snprintf(t->name, sizeof t->name, "florin_bulk_%016lx", str_hash(key));
    map_put(db->bulk_tables, str_copy(db->mem, key), t);
    return t;
}

/* A rollback takes the temporary table along, so it is asked for each time. */
static bool through_table(Ctx *c, Postgres *db, const DbBulk *b, BulkTable *t)
{
    ArenaMark mark = arena_mark(c->mem);
    Str make = str_fmt(c->mem,
                       "CREATE TEMPORARY TABLE IF NOT EXISTS %s ON COMMIT DELETE ROWS AS"
                       " SELECT %.*s FROM %s WITH NO DATA; DELETE FROM %s",
                       t->name, STR_ARG(t->columns), b->table, t->name);
    Str take = str_fmt(c->mem, "INSERT INTO %s (%.*s) SELECT %.*s FROM %s", b->table,
                       STR_ARG(t->columns), STR_ARG(t->columns), t->name);
    bool ok = pg_exec(c, db, make.p, b->table) && copy(c, db, b, t->name, t->columns) &&
              pg_exec(c, db, take.p, b->table);
    if (ok)
        arena_reset(c->mem, mark);
    return ok;
}

bool pg_bulk(Ctx *c, Db *base, const DbBulk *b)
{
    Postgres *db = (Postgres *)base;
    BulkTable *t = bulk_table(c, db, b);
    if (!t)
        return false;
    return t->guarded ? through_table(c, db, b, t) : copy(c, db, b, b->table, t->columns);
}
