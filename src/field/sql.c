/* Statements made from tables. Equal texts are one Query for all threads. */
#include "field/sql.h"

#include <assert.h>
#include <pthread.h>

/* Filters and orders of a list multiply, so there is a limit; what lies past it lives in its unit's
 * arena only (drivers compare texts, so a new one in an old one's place is seen). */
enum { KEPT_MAX = 4096 };

static struct {
    pthread_mutex_t lock;
    Arena *mem;
    Map queries;
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

static const Query *keep(Str text, int params, bool writes)
{
    if (!kept.mem) {
        kept.mem = arena_new("field.statements", (size_t)KEPT_MAX * SQL_TEXT_MAX);
        kept.queries = map_new(kept.mem);
    }
    Query *q = map_find(&kept.queries, text);
    if (q || kept.queries.n >= KEPT_MAX)
        return q;
    Str copy = { str_c(kept.mem, text), text.n };
    q = NEW(kept.mem, Query);
    *q = (Query){ .name = "field", .sql = copy.p, .params = params, .writes = writes };
    map_put(&kept.queries, copy, q);
    return q;
}

/* The one Query of this text. */
static const Query *query_of(Sql *s)
{
    Str text = buf_str(&s->text);
    assert(!s->text.full);
    pthread_mutex_lock(&kept.lock);
    const Query *q = keep(text, s->n, s->writes);
    pthread_mutex_unlock(&kept.lock);
    if (q)
        return q;
    Query *own = NEW(s->c->mem, Query);
    *own = (Query){
        .name = "field", .sql = str_c(s->c->mem, text), .params = s->n, .writes = s->writes
    };
    return own;
}

Sql sql_new(Ctx *c)
{
    return (Sql){ .c = c,
                  .text = buf_new(c->mem, SQL_TEXT_MAX),
                  .args = NEW_ARRAY(c->mem, DbValue, SQL_ARGS_MAX) };
}

void sql_add(Sql *s, const char *text)
{
    buf_add(&s->text, str_of(text));
}

void sql_arg(Sql *s, DbValue v)
{
    assert(s->n < SQL_ARGS_MAX);
    s->args[s->n++] = v;
    buf_char(&s->text, '$');
    buf_int(&s->text, s->n);
}

void sql_columns(Sql *s, const Shape *shape)
{
    bool first = true;
    for (ptrdiff_t i = 0; i < shape->n; i++) {
        if (shape->fields[i].flags & UNSTORED)
            continue;
        sql_add(s, first ? "" : ", ");
        sql_add(s, shape->fields[i].name);
        first = false;
    }
}

void sql_where_tenant(Sql *s, const Resource *r)
{
    if (!r->owned) {
        sql_add(s, " WHERE TRUE");
        return;
    }
    if (!s->c->workspace_id)
        fail(s->c, INTERNAL, r->name, "%s belongs to a workspace and there is none here", r->name);
    sql_add(s, " WHERE workspace_id = ");
    sql_arg(s, V_INT(s->c->workspace_id));
}

void sql_where_visible(Sql *s, const Resource *r)
{
    assert(s->n == 0 || !r->visible);
    sql_where_tenant(s, r);
    if (r->visible)
        buf_fmt(&s->text, " AND %s", r->visible);
}

DbRows sql_rows(Sql *s)
{
    return db_rows(s->c, query_of(s), s->args, s->n);
}

int64_t sql_run(Sql *s)
{
    s->writes = true;
    return db_run(s->c, query_of(s), s->args, s->n);
}
