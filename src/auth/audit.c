/* The audit. */
#include "auth/audit.h"
#include "audit_sql.h"
#include "auth/secret.h"
#include "field/store.h"

static const Field audit_fields[] = {
    F_ID(AuditEntry, id, .prefix = "aud", .flags = READ_ONLY, .doc = "Given by the server."),
    F_INSTANT(AuditEntry, created_at, .flags = HIDDEN),
    F_INSTANT(AuditEntry, updated_at, .flags = HIDDEN),
    F_ID(AuditEntry, workspace_id, .prefix = "wsp", .flags = OWNER | HIDDEN),
    F_INT(AuditEntry, seq, .flags = READ_ONLY | SORTABLE,
          .doc = "Its number in the workspace, without gaps."),
    F_INSTANT(AuditEntry, at, .flags = READ_ONLY, .doc = "When."),
    F_ID(AuditEntry, user_id, .prefix = "usr", .flags = READ_ONLY, .doc = "Who."),
    F_TEXT(AuditEntry, action, .flags = READ_ONLY, .doc = "The operation."),
    F_TEXT(AuditEntry, resource, .flags = READ_ONLY | OPTIONAL, .doc = "What kind of thing."),
    F_TEXT(AuditEntry, resource_id, .flags = READ_ONLY | OPTIONAL, .doc = "Which one."),
    F_TEXT(AuditEntry, address, .flags = READ_ONLY | OPTIONAL, .doc = "From where."),
    F_TEXT(AuditEntry, request_id, .flags = READ_ONLY | OPTIONAL,
           .doc = "The request's number, as in the log."),
    F_TEXT(AuditEntry, chain_hash, .flags = READ_ONLY,
           .doc = "Hash over this row and the one before."),
};

static const Filter audit_filters[] = {
    { "user_id", FILTER_IS, "user_id", NULL, "Only what this user did." },
    { "action", FILTER_IS, "action", NULL, "Only this operation." },
    { "resource", FILTER_IS, "resource", NULL, "Only things of this kind." },
    { "resource_id", FILTER_IS, "resource_id", NULL, "Only this thing." },
    { "from", FILTER_FROM, "at", NULL, "From this instant on." },
    { "to", FILTER_TO, "at", NULL, "Up to this instant." },
};

const Resource audit_resource = {
    .name = "audit_entry",
    .plural = "audit",
    .table = "audit_entry",
    .prefix = "aud",
    .shape = SHAPE(AuditEntry, audit_fields),
    .filters = audit_filters,
    .n_filters = COUNT(audit_filters),
    .sort = "-seq",
    .owned = true,
};

/* Each part with its length before it, so that no two rows read the same. */
static Str chain_of(Arena *mem, Str before, const AuditEntry *e)
{
    const Str parts[] = {
        before, e->action, e->resource, e->resource_id, e->address, e->request_id
    };
    Buf b = buf_new(mem, 16 << 10);
    buf_fmt(&b, "%lld %lld %lld %lld", (long long)e->workspace_id, (long long)e->seq,
            (long long)e->at, (long long)e->user_id);
    for (ptrdiff_t i = 0; i < COUNT(parts); i++)
        buf_fmt(&b, " %td:%.*s", parts[i].n, STR_ARG(parts[i]));
    return secret_hash(mem, buf_str(&b));
}

bool audit_write(Ctx *c, AuditEntry *e)
{
    DbRows last = db_rows(c, &q_audit_last, DB_ARGS(V_INT(c->workspace_id)));
    e->workspace_id = c->workspace_id;
    e->seq = last.n ? db_int(&last, 0, "seq") + 1 : 1;
    e->at = c->now_ms;
    e->user_id = c->user_id;
    e->request_id = c->request_id;
    e->chain_hash = chain_of(c->mem, last.n ? db_text(&last, 0, "chain_hash") : S(""), e);
    return resource_add(c, &audit_resource, e);
}

/* The walk: the row before. */
typedef struct {
    Id workspace_id;
    int64_t seq;
    char hash[65];
} Walk;

static bool walk_row(Ctx *c, const DbRows *row, void *arg)
{
    Walk *w = arg;
    AuditEntry e = { 0 };
    ArenaMark mark = arena_mark(c->mem);
    if (!field_from_row(c, &audit_resource.shape, row, 0, &e))
        return false;
    if (e.workspace_id != w->workspace_id)
        *w = (Walk){ .workspace_id = e.workspace_id };
    Str hash = chain_of(c->mem, str_of(w->hash), &e);
    if (e.seq != w->seq + 1 || !str_eq(hash, e.chain_hash))
        return fail(c, DATABASE_DAMAGED, "audit_entry",
                    "The audit of the workspace %lld was changed or cut at its row %lld; compare "
                    "it with a backup",
                    (long long)e.workspace_id, (long long)e.seq);
    w->seq = e.seq;
    for (ptrdiff_t i = 0; i < hash.n && i < 64; i++)
        w->hash[i] = hash.p[i];
    arena_reset(c->mem, mark);
    return true;
}

bool audit_check(Ctx *c)
{
    Walk w = { 0 };
    return db_each(c, &q_audit_all, DB_NO_ARGS, walk_row, &w);
}
