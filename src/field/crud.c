/* The handlers of a resource's six operations. */
#include "field/copy.h"
#include "field/operation.h"
#include "field/read.h"

#include <string.h>

static void *new_row(Ctx *c, const Call *call)
{
    return arena_alloc(c->mem, call->op->resource->shape.size);
}

bool crud_list(Ctx *c, Call *call)
{
    ListRequest q;
    return list_request_read(c, call->op->resource, call->raw_query, &q) &&
           resource_list(c, &q, &call->list);
}

bool crud_get(Ctx *c, Call *call)
{
    call->out = new_row(c, call);
    return resource_get(c, call->op->resource, call->id, call->out);
}

bool crud_add(Ctx *c, Call *call)
{
    const Resource *r = call->op->resource;
    void *row = new_row(c, call);
    if (!field_read(c, &r->shape, READ_NEW, call->raw_body, row) || !resource_add(c, r, row))
        return false;
    const Field *id = field_find(&r->shape, S("id"));
    Str text = id_text(c->mem, r->prefix, *(const Id *)field_at(id, row));
    call->out = row;
    call->location = str_fmt(c->mem, "%s/%.*s", call->op->path, STR_ARG(text));
    if (r->fill)
        return resource_get(c, r, *(const Id *)field_at(id, row), row);
    return true;
}

static bool change(Ctx *c, Call *call, ReadMode how)
{
    const Resource *r = call->op->resource;
    void *row = new_row(c, call);
    call->out = row;
    if (!resource_get(c, r, call->id, row) || !resource_match(c, r, row, call->if_match) ||
        !field_read(c, &r->shape, how, call->raw_body, row) || !resource_change(c, r, row))
        return false;
    return !r->fill || resource_get(c, r, call->id, row);
}

bool crud_put(Ctx *c, Call *call)
{
    return change(c, call, READ_WHOLE);
}

bool crud_patch(Ctx *c, Call *call)
{
    return change(c, call, READ_PART);
}

bool crud_drop(Ctx *c, Call *call)
{
    const Resource *r = call->op->resource;
    if (call->if_match.p) {
        void *row = new_row(c, call);
        if (!resource_get(c, r, call->id, row) || !resource_match(c, r, row, call->if_match))
            return false;
    }
    return resource_drop(c, r, call->id);
}
