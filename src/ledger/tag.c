/* Tags: free words on transactions. */
#include "ledger/transaction.h"

#include "event/event.h"
#include "ledger/ledger.h"
#include "ledger/tag.h"
#include "tag_sql.h"

static const Field tag_fields[] = {
    F_ID(Tag, id, .prefix = "tag", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Tag, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(Tag, created_at, .flags = READ_ONLY, .doc = "When it was made."),
    F_INSTANT(Tag, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_TEXT(Tag, name, .flags = NEEDED | SORTABLE, .min = 1, .max = 60, .example = "holiday",
           .doc = "The word; no two tags share one."),
    F_TEXT(Tag, color, .flags = OPTIONAL, .max = 7, .doc = "#rrggbb."),
};

static bool check(Ctx *c, const void *old, void *row)
{
    (void)old;
    Tag *t = row;
    t->name = str_trim(t->name);
    Id same = db_one_int(c, &q_tag_id_by_name, DB_ARGS(V_INT(c->workspace_id), V_TEXT(t->name)));
    if (same && same != t->id)
        return fail(c, CONFLICT, "name", "There is a tag named '%.*s' already", STR_ARG(t->name));
    return !failed(c);
}

static bool written(Ctx *c, const void *old, const void *row)
{
    const char *type = !old ? "tag.created" : row ? "tag.updated" : "tag.deleted";
    event_emit(c, type, &tag_resource.shape, row ? row : old, 0);
    return ledger_changed(c);
}

const Resource tag_resource = {
    .name = "tag",
    .plural = "tags",
    .table = "tag",
    .prefix = "tag",
    .shape = SHAPE(Tag, tag_fields),
    .sort = "name",
    .owned = true,
    .check = check,
    .written = written,
};

static Id tag_named(Ctx *c, Str name)
{
    Id id = db_one_int(c, &q_tag_id_by_name, DB_ARGS(V_INT(c->workspace_id), V_TEXT(name)));
    if (id || failed(c))
        return id;
    Tag t = { .name = name };
    resource_add(c, &tag_resource, &t);
    return t.id;
}

bool tags_write(Ctx *c, Id transaction_id, const Texts *tags)
{
    db_run(c, &q_transaction_tags_drop, DB_ARGS(V_INT(c->workspace_id), V_INT(transaction_id)));
    for (ptrdiff_t i = 0; i < tags->n && !failed(c); i++)
        db_run(c, &q_transaction_tag_add,
               DB_ARGS(V_INT(c->workspace_id), V_INT(transaction_id),
                       V_INT(tag_named(c, str_trim(tags->items[i])))));
    return !failed(c);
}
