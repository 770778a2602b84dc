/* Rows of a resource: found, added, changed and dropped with SQL made from the table. */
#include "field/resource.h"

#include "field/copy.h"
#include "field/refer.h"
#include "field/sql.h"
#include "field/store.h"
#include "field/write.h"

#include <string.h>

static ResourceWatch *watch;

void resource_watch(ResourceWatch *each)
{
    watch = each;
}

static bool tell(Ctx *c, const Resource *r, const void *old, const void *row)
{
    if (r->written && !r->written(c, old, row))
        return false;
    return (!watch || watch(c, r, old, row)) && !failed(c);
}

/* A member of a row. */
static int64_t *at(const void *row, size_t offset)
{
    return (int64_t *)((char *)row + offset);
}

static bool fail_not_found(Ctx *c, const Resource *r, Id id)
{
    Str text = id_text(c->mem, r->prefix, id > 0 ? id : 0);
    return fail(c, NOT_FOUND, r->name, "there is no %s %.*s", r->name, STR_ARG(text));
}

bool resource_has_tenant(Ctx *c, const Resource *r)
{
    return !r->owned || c->workspace_id ||
           fail(c, INTERNAL, r->name, "%s belongs to a workspace and there is none here", r->name);
}

bool resource_find(Ctx *c, const Resource *r, Id id, void *row)
{
    memset(row, 0, r->shape.size);
    if (failed(c) || !resource_has_tenant(c, r))
        return false;
    const ResourceSql *sql = resource_sql(r);
    const DbValue args[] = { V_INT(c->workspace_id), V_INT(id) };
    DbRows rows = db_rows(c, &sql->find, args + !r->owned, sql->find.params);
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

static bool insert(Ctx *c, const Resource *r, const ResourceSql *sql, const void *row)
{
    DbValue *args = NEW_ARRAY(c->mem, DbValue, sql->insert.params);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r->shape.n; i++)
        if (!(r->shape.fields[i].flags & UNSTORED))
            args[n++] = field_db_value(c, &r->shape.fields[i], row);
    return db_run(c, &sql->insert, args, n) >= 0;
}

bool resource_add(Ctx *c, const Resource *r, void *row)
{
    if (failed(c) || !resource_has_tenant(c, r))
        return false;
    const ResourceSql *sql = resource_sql(r);
    if (!*at(row, sql->id))
        *at(row, sql->id) = id_new(c->now_ms);
    if (r->owned)
        *at(row, sql->workspace_id) = c->workspace_id;
    *at(row, sql->created_at) = c->now_ms;
    *at(row, sql->updated_at) = c->now_ms;
    if (r->check && !r->check(c, NULL, row))
        return false;
    if (!refer_check(c, r, NULL, row) || !insert(c, r, sql, row))
        return false;
    return tell(c, r, NULL, row);
}

static bool fail_changed(Ctx *c, const Resource *r)
{
    return fail(c, BUSY, r->name, "the %s was changed by somebody else at the same time", r->name);
}

/* Only over the version that was read. */
static bool update(Ctx *c, const Resource *r, const ResourceSql *sql, const void *row,
                   int64_t version)
{
    DbValue *args = NEW_ARRAY(c->mem, DbValue, sql->update.params);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r->shape.n; i++)
        if (resource_changeable(&r->shape.fields[i]))
            args[n++] = field_db_value(c, &r->shape.fields[i], row);
    args[n++] = V_INT(*at(row, sql->id));
    args[n++] = V_INT(version);
    if (r->owned)
        args[n++] = V_INT(c->workspace_id);
    int64_t changed = db_run(c, &sql->update, args, n);
    return changed ? changed > 0 : fail_changed(c, r);
}

bool resource_change(Ctx *c, const Resource *r, void *row)
{
    if (failed(c))
        return false;
    const ResourceSql *sql = resource_sql(r);
    void *old = arena_alloc(c->mem, r->shape.size);
    if (!resource_get(c, r, *at(row, sql->id), old))
        return false;
    int64_t version = *at(old, sql->updated_at);
    if (*at(row, sql->updated_at) != version)
        return fail_changed(c, r);
    if (r->owned)
        *at(row, sql->workspace_id) = c->workspace_id;
    *at(row, sql->created_at) = *at(old, sql->created_at);
    if (r->check && !r->check(c, old, row))
        return false;
    if (shape_equal(&r->shape, old, row))
        return true;
    *at(row, sql->updated_at) = c->now_ms > version ? c->now_ms : version + 1;
    if (!refer_check(c, r, old, row) || !update(c, r, sql, row, version))
        return false;
    return tell(c, r, old, row);
}

bool resource_drop(Ctx *c, const Resource *r, Id id)
{
    void *old = arena_alloc(c->mem, r->shape.size);
    if (failed(c) || !resource_get(c, r, id, old))
        return false;
    const ResourceSql *sql = resource_sql(r);
    const DbValue args[] = { V_INT(c->workspace_id), V_INT(id) };
    int64_t n = db_run(c, &sql->drop, args + !r->owned, sql->drop.params);
    if (n == 0)
        return fail_not_found(c, r, id);
    return n > 0 && tell(c, r, old, NULL);
}

/* --- versions --- */

static Str version_tag(Ctx *c, const Resource *r, const void *row)
{
    const ResourceSql *sql = resource_sql(r);
    int64_t version[2] = { *at(row, sql->id), *at(row, sql->updated_at) };
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
