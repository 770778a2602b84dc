/* Rows of a resource: found, added, changed and dropped with SQL made from the table. */
#include "field/resource.h"

#include "field/copy.h"
#include "field/refer.h"
#include "field/sql.h"
#include "field/store.h"
#include "field/write.h"

#include <assert.h>
#include <string.h>

/* A member every resource has. */
static int64_t *member(const Resource *r, const char *name, const void *row)
{
    const Field *f = field_find(&r->shape, str_of(name));
    assert(f && (f->kind == FIELD_ID || f->kind == FIELD_INSTANT));
    return field_at(f, row);
}

static bool fail_not_found(Ctx *c, const Resource *r, Id id)
{
    Str text = id_text(c->mem, r->prefix, id > 0 ? id : 0);
    return fail(c, NOT_FOUND, r->name, "there is no %s %.*s", r->name, STR_ARG(text));
}

bool resource_find(Ctx *c, const Resource *r, Id id, void *row)
{
    memset(row, 0, r->shape.size);
    Sql s = sql_new(c);
    sql_add(&s, "SELECT ");
    sql_columns(&s, &r->shape);
    sql_add(&s, " FROM ");
    sql_add(&s, r->table);
    sql_where_visible(&s, r);
    sql_add(&s, " AND id = ");
    sql_arg(&s, V_INT(id));
    DbRows rows = sql_rows(&s);
    if (!rows.n || !field_from_row(c, &r->shape, &rows, 0, row))
        return false;
    if (r->fill && !r->fill(c, row, 1))
        memset(row, 0, r->shape.size);
    return !failed(c);
}

bool resource_get(Ctx *c, const Resource *r, Id id, void *row)
{
    return resource_find(c, r, id, row) || fail_not_found(c, r, id);
}

static bool insert(Ctx *c, const Resource *r, const void *row)
{
    bool first = true;
    Sql s = sql_new(c);
    sql_add(&s, "INSERT INTO ");
    sql_add(&s, r->table);
    sql_add(&s, " (");
    sql_columns(&s, &r->shape);
    sql_add(&s, ") VALUES (");
    for (ptrdiff_t i = 0; i < r->shape.n; i++) {
        const Field *f = &r->shape.fields[i];
        if (f->flags & UNSTORED)
            continue;
        sql_add(&s, first ? "" : ", ");
        sql_arg(&s, field_db_value(c, f, row));
        first = false;
    }
    sql_add(&s, ")");
    return sql_run(&s) >= 0;
}

bool resource_add(Ctx *c, const Resource *r, void *row)
{
    if (failed(c))
        return false;
    Id *id = member(r, "id", row);
    if (!*id)
        *id = id_new(c->now_ms);
    if (r->owned)
        *member(r, "workspace_id", row) = c->workspace_id;
    *member(r, "created_at", row) = c->now_ms;
    *member(r, "updated_at", row) = c->now_ms;
    if (r->check && !r->check(c, NULL, row))
        return false;
    if (!refer_check(c, r, NULL, row) || !insert(c, r, row))
        return false;
    return !r->written || r->written(c, NULL, row);
}

static bool is_kept(const Field *f)
{
    return !strcmp(f->name, "id") || !strcmp(f->name, "created_at") || (f->flags & OWNER);
}

/* Only over the version that was read. */
static bool update(Ctx *c, const Resource *r, const void *row, int64_t version)
{
    const char *comma = "";
    Sql s = sql_new(c);
    sql_add(&s, "UPDATE ");
    sql_add(&s, r->table);
    sql_add(&s, " SET ");
    for (ptrdiff_t i = 0; i < r->shape.n; i++) {
        const Field *f = &r->shape.fields[i];
        if ((f->flags & UNSTORED) || is_kept(f))
            continue;
        sql_add(&s, comma);
        sql_add(&s, f->name);
        sql_add(&s, " = ");
        sql_arg(&s, field_db_value(c, f, row));
        comma = ", ";
    }
    sql_where_tenant(&s, r);
    sql_add(&s, " AND id = ");
    sql_arg(&s, V_INT(*member(r, "id", row)));
    sql_add(&s, " AND updated_at = ");
    sql_arg(&s, V_INT(version));
    int64_t n = sql_run(&s);
    if (n == 0)
        fail(c, BUSY, r->name, "the %s was changed by somebody else at the same time", r->name);
    return n > 0;
}

bool resource_change(Ctx *c, const Resource *r, void *row)
{
    if (failed(c))
        return false;
    void *old = arena_alloc(c->mem, r->shape.size);
    if (!resource_get(c, r, *member(r, "id", row), old))
        return false;
    int64_t version = *member(r, "updated_at", old);
    if (*member(r, "updated_at", row) != version)
        return fail(c, BUSY, r->name, "the %s was changed by somebody else at the same time",
                    r->name);
    if (r->owned)
        *member(r, "workspace_id", row) = c->workspace_id;
    *member(r, "created_at", row) = *member(r, "created_at", old);
    if (r->check && !r->check(c, old, row))
        return false;
    if (shape_equal(&r->shape, old, row))
        return true;
    *member(r, "updated_at", row) = c->now_ms > version ? c->now_ms : version + 1;
    if (!refer_check(c, r, old, row) || !update(c, r, row, version))
        return false;
    return !r->written || r->written(c, old, row);
}

bool resource_drop(Ctx *c, const Resource *r, Id id)
{
    void *old = arena_alloc(c->mem, r->shape.size);
    if (failed(c) || !resource_get(c, r, id, old))
        return false;
    Sql s = sql_new(c);
    sql_add(&s, "DELETE FROM ");
    sql_add(&s, r->table);
    sql_where_tenant(&s, r);
    sql_add(&s, " AND id = ");
    sql_arg(&s, V_INT(id));
    int64_t n = sql_run(&s);
    if (n == 0)
        return fail_not_found(c, r, id);
    return n > 0 && (!r->written || r->written(c, old, NULL));
}

/* --- versions --- */

static Str version_tag(Ctx *c, const Resource *r, const void *row)
{
    int64_t version[2] = { *member(r, "id", row), *member(r, "updated_at", row) };
    uint64_t hash = str_hash(str_n((const char *)version, sizeof version));
    return str_fmt(c->mem, "%016llx", (unsigned long long)hash);
}

Str resource_etag(Ctx *c, const Resource *r, const void *row)
{
    Str version = version_tag(c, r, row);
    Buf computed = buf_new(c->mem, LIMIT_JSON_BODY_BYTES);
    for (ptrdiff_t i = 0; i < r->shape.n; i++)
        if ((r->shape.fields[i].flags & (UNSTORED | HIDDEN | SECRET)) == UNSTORED)
            field_write_one(&computed, &r->shape.fields[i], row);
    if (!computed.n)
        return version;
    return str_fmt(c->mem, "%.*s-%016llx", STR_ARG(version),
                   (unsigned long long)str_hash(buf_str(&computed)));
}

bool resource_match(Ctx *c, const Resource *r, const void *row, Str if_match)
{
    if (failed(c))
        return false;
    if (!if_match.p || str_eq(if_match, S("*")))
        return true;
    Str rest = if_match;
    if (str_eq(str_cut(&rest, '-'), version_tag(c, r, row)))
        return true;
    return fail(c, STALE, r->name,
                "the %s has been changed since it was read: read it again and repeat the change",
                r->name);
}
