/* Undoing an import: its rows are gone at once and removed afterwards; what it changed in others is
 * put back, but for what somebody has changed since. */
#include "import/book.h"

#include "event/event.h"
#include "field/copy.h"
#include "field/read.h"
#include "import/read.h"
#include "import_sql.h"
#include "ledger/account.h"
#include "ledger/ledger.h"
#include "match_sql.h"

static bool read_stored(Ctx *c, Str json, Transaction *out)
{
    *out = (Transaction){ 0 };
    return field_read(c, &transaction_resource.shape, READ_STORED, json, out);
}

/* Members that the import changed and nobody since. */
static bool put_back(Ctx *c, const Resource *r, Id id, Str before_json, Str after_json)
{
    const Shape *s = &r->shape;
    void *before = arena_alloc(c->mem, s->size), *after = arena_alloc(c->mem, s->size);
    void *now = arena_alloc(c->mem, s->size);
    if (!field_read(c, s, READ_STORED, before_json, before) ||
        !field_read(c, s, READ_STORED, after_json, after))
        return false;
    if (!resource_find(c, r, id, now))
        return !failed(c);
    for (ptrdiff_t i = 0; i < s->n; i++) {
        const Field *f = &s->fields[i];
        bool ours = !(f->flags & UNSTORED) && !str_eq(str_of(f->name), S("updated_at"));
        if (ours && !field_equal(f, before, after) && field_equal(f, after, now))
            field_copy(c->mem, f, before, now);
    }
    return resource_change(c, r, now);
}

/* A removed row with its tags and parts, which stand only in what clients see of it. */
static bool bring_back(Ctx *c, Str before_json, Str seen_json)
{
    Transaction before, seen;
    if (!read_stored(c, before_json, &before) || !read_stored(c, seen_json, &seen))
        return false;
    before.tags = seen.tags;
    before.parts = seen.parts;
    return resource_add(c, &transaction_resource, &before);
}

static bool undo_changes(Ctx *c, Id import_id)
{
    DbValue ws = V_INT(c->workspace_id), id = V_INT(import_id);
    DbRows rows = db_rows(c, &q_import_changes, DB_ARGS(ws, id));
    /* Their names for rows go first: a row that comes back has its own fingerprint again. */
    db_run(c, &q_match_alias_drop, DB_ARGS(ws, id));
    for (ptrdiff_t i = 0; i < rows.n && !failed(c); i++) {
        Str before = db_text(&rows, i, "before"), after = db_text(&rows, i, "after");
        Str kind = db_text(&rows, i, "kind");
        Id row = db_int(&rows, i, "transaction_id");
        if (str_eq(kind, S("changed")))
            put_back(c, &transaction_resource, row, before, after);
        else if (str_eq(kind, S("opened")))
            put_back(c, &account_resource, row, before, after);
        else
            bring_back(c, before, after);
    }
    db_run(c, &q_import_changes_drop, DB_ARGS(ws, id));
    return !failed(c);
}

bool book_undo(Ctx *c, Import *imp, const BookSums *sums)
{
    if (!failed(c) && imp->status != IMPORT_COMPLETED)
        return fail(c, CONFLICT, "status", "Only a completed import can be undone");
    book_sums_take_away(c, imp->id, sums);
    db_run(c, &q_import_hide, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    undo_changes(c, imp->id);
    imp->status = IMPORT_UNDONE;
    ImportPayload p = { imp->id };
    job_add(c, &import_clean_kind, &p, NULL);
    ledger_changed(c);
    if (!resource_change(c, &import_resource, imp))
        return false;
    return event_emit(c, "import.undone", &import_resource.shape, imp, 0);
}
