/* Statements made from tables. They are made once, under one lock, and kept: connections know a
 * prepared statement by its Query. */
#include "field/sql.h"

#include "field/copy.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

/* Filters and orders of a list multiply, so there is a limit; what lies past it lives in its unit's
 * arena only (drivers compare texts, so a new one in an old one's place is seen). */
enum { KEPT_MAX = 4096, RESOURCES_MEM = 16 << 20 };

static struct {
    pthread_mutex_t lock;
    Arena *mem;
    Map queries;   /* by text */
    Map resources; /* by address */
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void open_kept(void)
{
    if (kept.mem)
        return;
    kept.mem = arena_new("field.statements", (size_t)KEPT_MAX * SQL_TEXT_MAX + RESOURCES_MEM);
    kept.queries = map_new(kept.mem);
    kept.resources = map_new(kept.mem);
}

/* --- rows of a resource --- */

bool resource_changeable(const Field *f)
{
    return !(f->flags & (UNSTORED | OWNER)) && strcmp(f->name, "id") != 0 &&
           strcmp(f->name, "created_at") != 0;
}

static void add_columns(Buf *b, const Shape *s)
{
    bool first = true;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        if (s->fields[i].flags & UNSTORED)
            continue;
        buf_fmt(b, "%s%s", first ? "" : ", ", s->fields[i].name);
        first = false;
    }
}

static Query made(Buf *b, const Resource *r, int params, bool writes)
{
    assert(!b->full);
    return (Query){
        .name = r->table, .sql = str_c(kept.mem, buf_str(b)), .params = params, .writes = writes
    };
}

static Query make_insert(const Resource *r)
{
    int n = 0;
    Buf b = buf_new(kept.mem, SQL_TEXT_MAX);
    buf_fmt(&b, "INSERT INTO %s (", r->table);
    add_columns(&b, &r->shape);
    buf_add(&b, S(") VALUES ("));
    for (ptrdiff_t i = 0; i < r->shape.n; i++)
        if (!(r->shape.fields[i].flags & UNSTORED)) {
            n++;
            buf_fmt(&b, "%s$%d", n > 1 ? ", " : "", n);
        }
    buf_char(&b, ')');
    return made(&b, r, n, true);
}

/* The workspace comes first, for r->visible names it $1. */
static const char *one_row(const Resource *r)
{
    return r->owned ? "WHERE workspace_id = $1 AND id = $2" : "WHERE id = $1";
}

static Query make_find(const Resource *r)
{
    Buf b = buf_new(kept.mem, SQL_TEXT_MAX);
    assert(r->owned || !r->visible);
    buf_add(&b, S("SELECT "));
    add_columns(&b, &r->shape);
    buf_fmt(&b, " FROM %s %s", r->table, one_row(r));
    if (r->visible)
        buf_fmt(&b, " AND (%s)", r->visible);
    return made(&b, r, 1 + r->owned, false);
}

static Query make_drop(const Resource *r)
{
    Buf b = buf_new(kept.mem, SQL_TEXT_MAX);
    buf_fmt(&b, "DELETE FROM %s %s", r->table, one_row(r));
    return made(&b, r, 1 + r->owned, true);
}

static Query make_update(const Resource *r)
{
    int n = 0;
    Buf b = buf_new(kept.mem, SQL_TEXT_MAX);
    buf_fmt(&b, "UPDATE %s SET ", r->table);
    for (ptrdiff_t i = 0; i < r->shape.n; i++)
        if (resource_changeable(&r->shape.fields[i])) {
            n++;
            buf_fmt(&b, "%s%s = $%d", n > 1 ? ", " : "", r->shape.fields[i].name, n);
        }
    buf_fmt(&b, " WHERE id = $%d AND updated_at = $%d", n + 1, n + 2);
    if (r->owned)
        buf_fmt(&b, " AND workspace_id = $%d", n + 3);
    return made(&b, r, n + 2 + r->owned, true);
}

static size_t offset_of(const Resource *r, const char *name)
{
    const Field *f = field_find(&r->shape, str_of(name));
    assert(f && (f->kind == FIELD_ID || f->kind == FIELD_INSTANT));
    return f->offset;
}

static ResourceSql *make(const Resource *r)
{
    ResourceSql *s = NEW(kept.mem, ResourceSql);
    s->insert = make_insert(r);
    s->find = make_find(r);
    s->drop = make_drop(r);
    s->update = make_update(r);
    s->id = offset_of(r, "id");
    s->workspace_id = r->owned ? offset_of(r, "workspace_id") : 0;
    s->created_at = offset_of(r, "created_at");
    s->updated_at = offset_of(r, "updated_at");
    return s;
}

const ResourceSql *resource_sql(const Resource *r)
{
    pthread_mutex_lock(&kept.lock);
    open_kept();
    int64_t key = (int64_t)(uintptr_t)r;
    ResourceSql *s = map_find_num(&kept.resources, key);
    if (!s) {
        s = make(r);
        map_put_num(&kept.resources, key, s);
    }
    pthread_mutex_unlock(&kept.lock);
    return s;
}

/* --- statements of lists and checks --- */

static const Query *keep(Str text, int params)
{
    open_kept();
    Query *q = map_find(&kept.queries, text);
    if (q || kept.queries.n >= KEPT_MAX)
        return q;
    Str copy = { str_c(kept.mem, text), text.n };
    q = NEW(kept.mem, Query);
    *q = (Query){ .name = "list", .sql = copy.p, .params = params };
    map_put(&kept.queries, copy, q);
    return q;
}

/* The one Query of this text. */
static const Query *query_of(Sql *s)
{
    Str text = buf_str(&s->text);
    assert(!s->text.full);
    pthread_mutex_lock(&kept.lock);
    const Query *q = keep(text, s->n);
    pthread_mutex_unlock(&kept.lock);
    if (q)
        return q;
    Query *own = NEW(s->c->mem, Query);
    *own = (Query){ .name = "list", .sql = str_c(s->c->mem, text), .params = s->n };
    return own;
}

Sql sql_new(Ctx *c)
{
    return (Sql){ .c = c, .text = buf_new(c->mem, SQL_TEXT_MAX) };
}

void sql_add(Sql *s, const char *text)
{
    buf_add(&s->text, str_of(text));
}

void sql_arg(Sql *s, DbValue v)
{
    if (s->n == s->room) {
        int want = s->room ? s->room * 2 : 8;
        s->args =
            arena_grow(s->c->mem, s->args, (size_t)s->room * sizeof v, (size_t)want * sizeof v);
        s->room = want;
    }
    s->args[s->n++] = v;
    buf_char(&s->text, '$');
    buf_int(&s->text, s->n);
}

void sql_columns(Sql *s, const Shape *shape)
{
    add_columns(&s->text, shape);
}

void sql_where_owned(Sql *s, const Resource *r)
{
    assert(s->n == 0);
    if (!r->owned) {
        sql_add(s, " WHERE TRUE");
        return;
    }
    sql_add(s, " WHERE workspace_id = ");
    sql_arg(s, V_INT(s->c->workspace_id));
}

void sql_where_visible(Sql *s, const Resource *r)
{
    sql_where_owned(s, r);
    if (r->visible)
        buf_fmt(&s->text, " AND (%s)", r->visible);
}

DbRows sql_rows(Sql *s)
{
    return db_rows(s->c, query_of(s), s->args, s->n);
}
