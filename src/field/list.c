/* Pages of a list. A page begins behind the last row of the one before (keyset), so that its cost
 * is that of its rows and not of all rows before them. */
#include "field/copy.h"
#include "field/cursor.h"
#include "field/sort.h"
#include "field/sql.h"
#include "field/store.h"

#include <assert.h>
#include <string.h>

/* --- filters --- */

static const char *currency_column(const Resource *r, const Field *money)
{
    for (ptrdiff_t i = 0; i < r->shape.n; i++)
        if (r->shape.fields[i].kind == FIELD_CURRENCY &&
            r->shape.fields[i].offset == money->currency_of)
            return r->shape.fields[i].name;
    return NULL;
}

static bool add_currencies(Sql *s, const char *column, int digits)
{
    ptrdiff_t n = 0;
    bool any = false;
    const CurrencyInfo *all = currency_list(&n);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (all[i].digits != digits)
            continue;
        if (!any)
            buf_fmt(&s->text, " WHEN %s IN (", column);
        buf_fmt(&s->text, "%s'%.*s'", any ? ", " : "", STR_ARG(currency_code(all[i].currency)));
        any = true;
    }
    return any;
}

/* Amounts are minor units of each row's own currency, so the value comes once for every number of
 * digits that a currency can have. */
static void add_amount(Sql *s, const Resource *r, const Field *f, const FilterValues *values)
{
    enum { COMMON_DIGITS = 2 };
    const char *column = currency_column(r, f);
    assert(column && values->n == CURRENCY_DIGITS_MAX + 1);
    sql_add(s, "CASE");
    for (int digits = 0; digits <= CURRENCY_DIGITS_MAX; digits++) {
        if (digits == COMMON_DIGITS || !add_currencies(s, column, digits))
            continue;
        sql_add(s, ") THEN CAST(");
        sql_arg(s, values->v[digits]);
        sql_add(s, " AS BIGINT)");
    }
    sql_add(s, " ELSE CAST(");
    sql_arg(s, values->v[COMMON_DIGITS]);
    sql_add(s, " AS BIGINT) END");
}

static void add_any_of(Sql *s, const char *column, const FilterValues *values)
{
    bool null = false;
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < values->n; i++) {
        if (values->v[i].type == DB_NULL) {
            null = true;
            continue;
        }
        sql_add(s, n++ ? ", " : "(");
        if (n == 1) {
            sql_add(s, column);
            sql_add(s, " IN (");
        }
        sql_arg(s, values->v[i]);
    }
    if (n)
        sql_add(s, null ? ") OR " : "))");
    if (null)
        buf_fmt(&s->text, n ? "%s IS NULL)" : "(%s IS NULL)", column);
}

/* The condition of FILTER_SQL with the same parameter for every $$. */
static void add_condition(Sql *s, const char *sql, DbValue v)
{
    int mine = 0;
    sql_add(s, "(");
    for (const char *p = sql; *p; p++) {
        if (p[0] != '$' || p[1] != '$') {
            buf_char(&s->text, *p);
            continue;
        }
        if (mine)
            buf_fmt(&s->text, "$%d", mine);
        else
            sql_arg(s, v);
        mine = mine ? mine : s->n;
        p++;
    }
    sql_add(s, ")");
}

static void add_filter(Sql *s, const Resource *r, const Filter *filter, const FilterValues *values)
{
    const Field *f = filter->field ? field_find(&r->shape, str_of(filter->field)) : NULL;
    static const char *const compare[] = {
        [FILTER_IS] = " = ", [FILTER_FROM] = " >= ", [FILTER_TO] = " <= "
    };
    assert(f || filter->kind == FILTER_SQL || filter->kind == FILTER_HAS);
    sql_add(s, " AND ");
    if (filter->kind == FILTER_SQL) {
        add_condition(s, filter->sql, values->v[0]);
    } else if (filter->kind == FILTER_HAS) {
        sql_add(s, filter->field);
        sql_add(s, " LIKE ");
        sql_arg(s, values->v[0]);
        sql_add(s, " ESCAPE '\\'");
    } else if (filter->kind == FILTER_IS && f->kind != FIELD_MONEY) {
        add_any_of(s, f->name, values);
    } else {
        sql_add(s, f->name);
        sql_add(s, compare[filter->kind]);
        if (f->kind == FIELD_MONEY)
            add_amount(s, r, f, values);
        else
            sql_arg(s, values->v[0]);
    }
}

static void add_where(Sql *s, const ListRequest *q, bool all_visible)
{
    const Resource *r = q->resource;
    sql_add(s, " FROM ");
    sql_add(s, r->table);
    if (all_visible)
        sql_where_owned(s, r);
    else
        sql_where_visible(s, r);
    for (ptrdiff_t i = 0; q->filters && i < r->n_filters; i++)
        if (q->filters[i].n)
            add_filter(s, r, &r->filters[i], &q->filters[i]);
}

/* --- order --- */

static void add_order(Sql *s, const Sort *sort)
{
    for (ptrdiff_t i = 0; i < sort->n; i++) {
        const SortKey *k = &sort->keys[i];
        buf_fmt(&s->text, "%s%s%s%s", i ? ", " : " ORDER BY ", k->f->name, k->down ? " DESC" : "",
                k->nullable ? " NULLS LAST" : "");
    }
}

/* All keys go one way and none is NULL: rows are compared as a whole, which an index serves. */
static void add_plain_start(Sql *s, const Sort *sort, const DbValue *at)
{
    for (ptrdiff_t i = 0; i < sort->n; i++) {
        sql_add(s, i ? ", " : " AND (");
        sql_add(s, sort->keys[i].f->name);
    }
    sql_add(s, sort->keys[0].down ? ") < (" : ") > (");
    for (ptrdiff_t i = 0; i < sort->n; i++) {
        sql_add(s, i ? ", " : "");
        sql_arg(s, at[i]);
    }
    sql_add(s, ")");
}

static void add_equal(Sql *s, const SortKey *k, DbValue at)
{
    sql_add(s, k->f->name);
    sql_add(s, at.type == DB_NULL ? " IS NULL AND " : " = ");
    if (at.type == DB_NULL)
        return;
    sql_arg(s, at);
    sql_add(s, " AND ");
}

/* Behind a value; NULL is behind all of them. */
static void add_behind(Sql *s, const SortKey *k, DbValue at)
{
    if (at.type == DB_NULL) {
        sql_add(s, "FALSE");
        return;
    }
    buf_fmt(&s->text, "(%s %s ", k->f->name, k->down ? "<" : ">");
    sql_arg(s, at);
    if (k->nullable)
        buf_fmt(&s->text, " OR %s IS NULL", k->f->name);
    sql_add(s, ")");
}

/* (a behind) or (a equal and b behind) or …, and where the first key has no NULLs a bound on it,
 * with which an index starts in the right place. */
static void add_mixed_start(Sql *s, const Sort *sort, const DbValue *at)
{
    const SortKey *first = &sort->keys[0];
    if (!first->nullable) {
        buf_fmt(&s->text, " AND %s %s ", first->f->name, first->down ? "<=" : ">=");
        sql_arg(s, at[0]);
    }
    sql_add(s, " AND (");
    for (ptrdiff_t i = 0; i < sort->n; i++) {
        sql_add(s, i ? " OR (" : "(");
        for (ptrdiff_t k = 0; k < i; k++)
            add_equal(s, &sort->keys[k], at[k]);
        add_behind(s, &sort->keys[i], at[i]);
        sql_add(s, ")");
    }
    sql_add(s, ")");
}

/* --- cursors --- */

/* What a cursor is bound to. */
static uint64_t binding_of(Ctx *c, const ListRequest *q, const Sort *sort)
{
    Buf b = buf_new(c->mem, LIMIT_JSON_BODY_BYTES);
    buf_fmt(&b, "%lld %s", (long long)(q->resource->owned ? c->workspace_id : 0),
            q->resource->table);
    for (ptrdiff_t i = 0; i < sort->n; i++)
        buf_fmt(&b, " %s%s", sort->keys[i].down ? "-" : "", sort->keys[i].f->name);
    buf_char(&b, '\n');
    buf_add(&b, q->filter_text);
    return str_hash(buf_str(&b));
}

static DbType type_of(const Field *f)
{
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_WORD:
    case FIELD_CURRENCY: return DB_TEXT;
    case FIELD_BOOL: return DB_BOOL;
    default: return DB_INT;
    }
}

static bool fits_sort(const Cursor *cursor, const Sort *sort)
{
    for (ptrdiff_t i = 0; i < cursor->n && i < sort->n; i++) {
        DbType type = cursor->values[i].type;
        bool null = type == DB_NULL && sort->keys[i].nullable;
        if (!null && type != type_of(sort->keys[i].f))
            return false;
    }
    return cursor->n == sort->n;
}

static bool read_cursor(Ctx *c, const ListRequest *q, const Sort *sort, Cursor *out)
{
    if (!cursor_read(c->mem, q->cursor, out))
        return fail_field(c, S("?cursor"), "is not a cursor that a list gave as next_cursor");
    if (out->binding != binding_of(c, q, sort) || !fits_sort(out, sort))
        return fail_field(c, S("?cursor"),
                          "belongs to a list with another order, other filters or "
                          "another workspace: begin again without it");
    return true;
}

static Str next_cursor(Ctx *c, const ListRequest *q, const Sort *sort, const ListAnswer *a)
{
    const void *last = (const char *)a->items + (size_t)(a->n - 1) * q->resource->shape.size;
    DbValue *values = NEW_ARRAY(c->mem, DbValue, sort->n);
    for (ptrdiff_t i = 0; i < sort->n; i++)
        values[i] = field_db_value(c, sort->keys[i].f, last);
    Cursor cursor = { binding_of(c, q, sort), a->total, values, sort->n };
    return cursor_text(c->mem, &cursor);
}

/* --- the list --- */

static int64_t count(Ctx *c, const ListRequest *q)
{
    const Query *hidden = q->resource->hidden_count;
    bool all_visible = hidden && db_one_int(c, hidden, DB_ARGS(V_INT(c->workspace_id))) == 0;
    Sql s = sql_new(c);
    sql_add(&s, "SELECT count(*) AS n");
    add_where(&s, q, all_visible);
    DbRows rows = sql_rows(&s);
    return rows.n ? rows.cells[0].i : -1;
}

static DbRows select_page(Ctx *c, const ListRequest *q, const Sort *sort, const Cursor *from)
{
    Sql s = sql_new(c);
    sql_add(&s, "SELECT ");
    sql_columns(&s, &q->resource->shape);
    add_where(&s, q, false);
    if (from->n && sort_is_plain(sort))
        add_plain_start(&s, sort, from->values);
    else if (from->n)
        add_mixed_start(&s, sort, from->values);
    add_order(&s, sort);
    sql_add(&s, " LIMIT ");
    sql_arg(&s, V_INT(q->limit + 1));
    if (q->page > 1) {
        sql_add(&s, " OFFSET ");
        sql_arg(&s, V_INT((q->page - 1) * q->limit));
    }
    return sql_rows(&s);
}

bool resource_list(Ctx *c, const ListRequest *q, ListAnswer *out)
{
    Sort sort;
    Cursor from = { 0 };
    const Resource *r = q->resource;
    *out = (ListAnswer){ .total = -1 };
    if (failed(c) || !resource_has_tenant(c, r) || !sort_read(c, r, q->sort, &sort))
        return false;
    if (q->cursor.p && !read_cursor(c, q, &sort, &from))
        return false;
    DbRows rows = select_page(c, q, &sort, &from);
    bool more = rows.n > q->limit;
    rows.n = more ? (ptrdiff_t)q->limit : rows.n;
    out->items = field_from_rows(c, &r->shape, &rows);
    out->n = rows.n;
    if (q->cursor.p)
        out->total = from.total;
    else if (!q->without_total)
        out->total = count(c, q);
    if (out->n && r->fill && !failed(c))
        r->fill(c, out->items, out->n);
    if (more && !failed(c))
        out->next_cursor = next_cursor(c, q, &sort, out);
    return !failed(c);
}
