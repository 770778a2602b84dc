/* The audit row of a request: what was done, to what. */
#include "api/request.h"
#include "auth/audit.h"
#include "field/copy.h"

/* The id of the thing: of the path, or of what was made. */
static Str thing_id(const Request *r)
{
    const Operation *op = r->route->op;
    if (!op->resource)
        return (Str){ 0 };
    if (r->call.id)
        return id_text(r->c.mem, op->resource->prefix, r->call.id);
    const Field *f =
        op->out == &op->resource->shape && r->call.out ? field_find(op->out, S("id")) : NULL;
    return f ? id_text(r->c.mem, f->prefix, *(const Id *)field_at(f, r->call.out)) : (Str){ 0 };
}

bool trail_write(Request *r)
{
    const Operation *op = r->route->op;
    if (failed(&r->c) || !r->c.user_id || !r->c.workspace_id)
        return !failed(&r->c);
    AuditEntry e = { .action = r->route->name,
                     .resource = op->resource ? str_of(op->resource->name) : (Str){ 0 },
                     .resource_id = thing_id(r),
                     .address = r->address };
    return audit_write(&r->c, &e);
}
