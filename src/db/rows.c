/* Queries of a unit and the rows they give. */
#include "db/driver.h"

#include <assert.h>
#include <string.h>

typedef struct {
    DbRows rows;
    DbValue *cells;
    ptrdiff_t room; /* cells there is room for */
} Collection;

static DbValue kept_value(Ctx *c, DbValue v)
{
    if (v.type == DB_TEXT || v.type == DB_BLOB)
        v.s = str_copy(c->mem, v.s);
    return v;
}

static const Str *columns_kept(Ctx *c, const DbRows *row)
{
    Str *columns = NEW_ARRAY(c->mem, Str, row->n_columns);
    for (ptrdiff_t i = 0; i < row->n_columns; i++)
        columns[i] = str_copy(c->mem, row->columns[i]);
    return columns;
}

static bool collect(Ctx *c, const DbRows *row, void *arg)
{
    Collection *all = arg;
    if (!all->rows.columns) {
        all->rows.n_columns = row->n_columns;
        all->rows.columns = columns_kept(c, row);
    }
    if (row->n == 0)
        return true;
    ptrdiff_t used = all->rows.n * row->n_columns;
    if (used + row->n_columns > all->room) {
        ptrdiff_t room = all->room ? all->room * 2 : row->n_columns * 4;
        all->cells = arena_grow(c->mem, all->cells, (size_t)used * sizeof(DbValue),
                                (size_t)room * sizeof(DbValue));
        all->room = room;
    }
    for (ptrdiff_t i = 0; i < row->n_columns; i++)
        all->cells[used + i] = kept_value(c, row->cells[i]);
    all->rows.n++;
    return true;
}

DbRows db_rows(Ctx *c, const Query *q, const DbValue *args, ptrdiff_t n_args)
{
    Collection all = { 0 };
    if (failed(c))
        return all.rows;
    assert(c->db);
    DbCall call = { .q = q, .args = args, .n_args = n_args, .row = collect, .arg = &all };
    if (!driver_query(c, c->db, &call))
        return (DbRows){ 0 };
    all.rows.cells = all.cells;
    return all.rows;
}

typedef struct {
    bool (*each)(Ctx *c, const DbRows *row, void *arg);
    void *arg;
} Each;

static bool each_row(Ctx *c, const DbRows *row, void *arg)
{
    Each *e = arg;
    if (row->n == 0)
        return true;
    if (e->each(c, row, e->arg) && !failed(c))
        return true;
    return fail(c, INTERNAL, NULL, "Reading rows was broken off without a reason");
}

bool db_each(Ctx *c, const Query *q, const DbValue *args, ptrdiff_t n_args,
             bool (*each)(Ctx *c, const DbRows *row, void *arg), void *arg)
{
    if (failed(c))
        return false;
    assert(c->db);
    Each e = { each, arg };
    DbCall call = {
        .q = q, .args = args, .n_args = n_args, .row = each_row, .arg = &e, .stream = true
    };
    return driver_query(c, c->db, &call);
}

int64_t db_run(Ctx *c, const Query *q, const DbValue *args, ptrdiff_t n_args)
{
    if (failed(c))
        return -1;
    assert(c->db);
    DbCall call = { .q = q, .args = args, .n_args = n_args };
    return driver_query(c, c->db, &call) ? call.changed : -1;
}

bool db_bulk(Ctx *c, const char *table, const char *const *columns, ptrdiff_t n_columns,
             const DbValue *cells, ptrdiff_t n_rows)
{
    if (failed(c))
        return false;
    assert(c->db && n_columns > 0);
    if (n_rows == 0)
        return true;
    DbBulk b = { table, columns, n_columns, cells, n_rows };
    return driver_bulk(c, c->db, &b);
}

bool db_savepoint(Ctx *c, bool (*unit)(Ctx *c, void *arg), void *arg)
{
    if (failed(c))
        return false;
    Db *db = c->db;
    assert(db);
    if (!driver_savepoint(c, db, SAVEPOINT_PART))
        return false;
    Hook **hooks_end = db->hooks_end;
    bool ok = unit(c, arg) && !failed(c);
    if (!ok && !failed(c))
        fail(c, INTERNAL, NULL, "A part of the unit failed without saying why");
    if (ok && !db->broken && driver_release(c, db, SAVEPOINT_PART))
        return true;
    *hooks_end = NULL;
    db->hooks_end = hooks_end;
    if (!driver_undo(c, db, SAVEPOINT_PART))
        db->broken = true;
    return fail(c, INTERNAL, NULL, "A part of the unit went on after a statement had failed");
}

void db_after_commit(Ctx *c, void (*then)(void *arg), void *arg)
{
    if (failed(c))
        return;
    assert(c->db);
    Hook *h = NEW(c->mem, Hook);
    h->then = then;
    h->arg = arg;
    *c->db->hooks_end = h;
    c->db->hooks_end = &h->next;
}

DbValue db_cell(const DbRows *rows, ptrdiff_t row, const char *column)
{
    size_t n = strlen(column);
    assert(row >= 0 && row < rows->n);
    for (ptrdiff_t i = 0; i < rows->n_columns; i++)
        if ((size_t)rows->columns[i].n == n && memcmp(rows->columns[i].p, column, n) == 0)
            return rows->cells[row * rows->n_columns + i];
    assert(false && "the result has a column of that name");
    return V_NULL;
}

int64_t db_int(const DbRows *rows, ptrdiff_t row, const char *column)
{
    return db_cell(rows, row, column).i;
}

bool db_bool(const DbRows *rows, ptrdiff_t row, const char *column)
{
    return db_cell(rows, row, column).i != 0;
}

Str db_text(const DbRows *rows, ptrdiff_t row, const char *column)
{
    return db_cell(rows, row, column).s;
}

bool db_is_null(const DbRows *rows, ptrdiff_t row, const char *column)
{
    return db_cell(rows, row, column).type == DB_NULL;
}

int64_t db_one_int(Ctx *c, const Query *q, const DbValue *args, ptrdiff_t n_args)
{
    DbRows rows = db_rows(c, q, args, n_args);
    return rows.n > 0 && rows.n_columns > 0 ? rows.cells[0].i : 0;
}
