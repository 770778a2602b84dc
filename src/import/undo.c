/* Undoing an import: what it changed in others is put back, but for what somebody has changed
 * since; its rows are gone at once and removed afterwards. */
#include "import/undo.h"

#include "event/event.h"
#include "field/copy.h"
#include "field/read.h"
#include "import/decide.h"
#include "import/piece.h"
#include "import/read.h"
#include "import/shared.h"
#include "import_sql.h"
#include "ledger/account.h"
#include "ledger/ledger.h"
#include "ledger/pair.h"
#include "match_sql.h"

enum { UNDONE_AT_ONCE = 200, LARGE_IMPORT_ROWS = 5000, KEPT_SHOWN = 100, PAIRED_BEFORE = 1000000 };

const Field not_restored_fields[3] = {
    F_ID(NotRestored, transaction_id, .prefix = "txn", .doc = "The transaction."),
    F_TEXTS(NotRestored, fields, .doc = "Fields that somebody has changed since."),
    F_TEXT(NotRestored, message, .doc = "The same in words."),
};

static bool read_stored(Ctx *c, Str json, Transaction *out)
{
    *out = (Transaction){ 0 };
    return field_read(c, &transaction_resource.shape, READ_STORED, json, out);
}

/* --- the report --- */

static void report_kept(Ctx *c, UndoReport *report, Id id, Texts fields, Str message)
{
    if (!report)
        return;
    report->all_kept++;
    if (!report->kept)
        report->kept = NEW_ARRAY(c->mem, NotRestored, KEPT_SHOWN);
    if (report->n_kept < KEPT_SHOWN)
        report->kept[report->n_kept++] = (NotRestored){ id, fields, message };
}

/* --- members --- */

typedef struct {
    Id import_id;
    UndoReport *report;
} Undo;

/* What belongs to a split follows its amount, and what a person may have meant is left alone. */
static void put_member(Ctx *c, const Resource *r, const Field *f, const void *before, void *now)
{
    if (r == &transaction_resource && str_eq(str_of(f->name), S("amount")))
        decide_amount(now, ((const Transaction *)before)->amount);
    else
        field_copy(c->mem, f, before, now);
}

/* Whether the member is still what the import made of it. */
static bool untouched(const Undo *u, const Field *f, const void *after, const void *now)
{
    bool its_own =
        str_eq(str_of(f->name), S("import_id")) && *(const Id *)field_at(f, now) == u->import_id;
    return its_own || field_equal(f, after, now);
}

static void say_kept(Ctx *c, const Undo *u, const Resource *r, Id id, Texts fields)
{
    if (r != &transaction_resource || !fields.n)
        return;
    Buf b = buf_new(c->mem, 2000);
    for (ptrdiff_t i = 0; i < fields.n; i++)
        buf_fmt(&b, "%s%.*s", i ? ", " : "", STR_ARG(fields.items[i]));
    report_kept(c, u->report, id, fields,
                str_fmt(c->mem, "Changed since, so it stays as it is: %.*s", STR_ARG(buf_str(&b))));
}

/* The new file's row in the place of the old one's: that is no merge. */
static bool is_replaced(Ctx *c, Str before_json, Str after_json)
{
    Transaction before, after;
    return !read_stored(c, before_json, &before) || !read_stored(c, after_json, &after) ||
           before.import_id != after.import_id;
}

/* Members that the import changed and nobody since. */
static bool put_back(Ctx *c, const Undo *u, const Resource *r, Id id, Str before_json,
                     Str after_json)
{
    const Shape *s = &r->shape;
    void *before = arena_alloc(c->mem, s->size), *after = arena_alloc(c->mem, s->size);
    void *now = arena_alloc(c->mem, s->size);
    Texts kept = { NEW_ARRAY(c->mem, Str, s->n), 0 };
    if (!field_read(c, s, READ_STORED, before_json, before) ||
        !field_read(c, s, READ_STORED, after_json, after))
        return false;
    if (!resource_find(c, r, id, now)) {
        if (r == &transaction_resource)
            report_kept(c, u->report, id, kept, S("The transaction is no longer there"));
        return !failed(c);
    }
    for (ptrdiff_t i = 0; i < s->n; i++) {
        const Field *f = &s->fields[i];
        bool skipped = (f->flags & UNSTORED) || str_eq(str_of(f->name), S("updated_at"));
        if (skipped || field_equal(f, before, after))
            continue;
        if (untouched(u, f, after, now))
            put_member(c, r, f, before, now);
        else if (!(f->flags & HIDDEN))
            kept.items[kept.n++] = str_of(f->name);
    }
    say_kept(c, u, r, id, kept);
    if (u->report && r == &transaction_resource && !kept.n)
        u->report->restored++;
    return resource_change(c, r, now);
}

/* The other side of the transfer that the row was one side of, unless that is gone or paired since.
 */
static bool pair_again(Ctx *c, Id id, Id other)
{
    Transaction t;
    if (!other || !resource_find(c, &transaction_resource, other, &t) || t.transfer_pair_id)
        return !failed(c);
    return pair_make(c, id, other, TRANSFER_PAIRED, false, PAIRED_BEFORE, S("Paired before")) ||
           !failed(c);
}

/* A removed row with its tags and parts, which stand only in what clients see of it. Whatever names
 * it otherwise now (a row that came in between with the same fingerprint) keeps that. */
static bool bring_back(Ctx *c, const Undo *u, Str before_json, Str seen_json)
{
    Transaction before, seen, same;
    if (!read_stored(c, before_json, &before) || !read_stored(c, seen_json, &seen))
        return false;
    before.tags = seen.tags;
    before.parts = seen.parts;
    Id other = before.transfer_pair_id;
    before.transfer_pair_id = 0;
    before.is_transfer = before.is_transfer && !other;
    if (resource_find(c, &transaction_resource, before.id, &same))
        return true;
    Id taken = before.fingerprint
                   ? db_one_int(c, &q_match_taken,
                                DB_ARGS(V_INT(c->workspace_id), V_INT(before.account_id),
                                        V_INT(before.fingerprint), V_INT(before.occurrence)))
                   : 0;
    if (taken) {
        report_kept(
            c, u->report, before.id, (Texts){ 0 },
            S("The same row has been imported again since; it is not brought back beside it"));
        return !failed(c);
    }
    if (u->report)
        u->report->restored++;
    return resource_add(c, &transaction_resource, &before) && pair_again(c, before.id, other);
}

static bool undo_change(Ctx *c, const Undo *u, const DbRows *rows, ptrdiff_t i)
{
    Str before = db_text(rows, i, "before"), after = db_text(rows, i, "after");
    Str kind = db_text(rows, i, "kind");
    Id id = db_int(rows, i, "transaction_id");
    if (str_eq(kind, S("changed")) && !is_replaced(c, before, after) &&
        shared_keep_change(c, u->import_id, db_int(rows, i, "id"), id))
        return true;
    bool done = str_eq(kind, S("changed"))
                    ? put_back(c, u, &transaction_resource, id, before, after)
                : str_eq(kind, S("opened")) ? put_back(c, u, &account_resource, id, before, after)
                : str_eq(kind, S("import")) ? put_back(c, u, &import_resource, id, before, after)
                                            : bring_back(c, u, before, after);
    db_run(c, &q_import_change_drop, DB_ARGS(V_INT(c->workspace_id), V_INT(db_int(rows, i, "id"))));
    return done && !failed(c);
}

int64_t undo_some(Ctx *c, Id import_id, int64_t most, UndoReport *report)
{
    Undo u = { import_id, report };
    DbValue ws = V_INT(c->workspace_id), id = V_INT(import_id);
    /* Its names for rows go first: a row that comes back has its own fingerprint again. */
    shared_keep_aliases(c, import_id);
    db_run(c, &q_match_alias_drop, DB_ARGS(ws, id));
    DbRows rows = db_rows(c, &q_import_changes, DB_ARGS(ws, id, V_INT(most)));
    for (ptrdiff_t i = 0; i < rows.n && !failed(c); i++)
        undo_change(c, &u, &rows, i);
    return failed(c) ? -1 : rows.n;
}

bool undo_one(Ctx *c, Id import_id, Id transaction_id)
{
    Undo u = { import_id, NULL };
    DbRows rows = db_rows(c, &q_import_changes_of,
                          DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_INT(transaction_id)));
    for (ptrdiff_t i = 0; i < rows.n && !failed(c); i++)
        undo_change(c, &u, &rows, i);
    db_run(c, &q_match_alias_drop_of,
           DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_INT(transaction_id)));
    return !failed(c) && rows.n;
}

/* --- much of it --- */

typedef struct {
    Id import_id;
    int64_t left;
    Id behind, was_behind; /* of rows that others have as well */
    UndoReport *report,
        before; /* before: as it was before the transaction, which may be run again */
} Ahead;

static bool count_changes(Ctx *c, void *arg)
{
    Ahead *a = arg;
    Import imp;
    if (!resource_get(c, &import_resource, a->import_id, &imp))
        return false;
    a->left = db_one_int(c, &q_import_changes_count,
                         DB_ARGS(V_INT(c->workspace_id), V_INT(a->import_id)));
    bool few = a->left <= UNDONE_AT_ONCE && imp.total_rows <= LARGE_IMPORT_ROWS;
    a->left = few || imp.status != IMPORT_COMPLETED
                  ? 0
                  : a->left + 1; /* it has rows to hand over at least */
    return !failed(c);
}

static bool undo_batch(Ctx *c, void *arg)
{
    Ahead *a = arg;
    *a->report = a->before;
    a->behind = a->was_behind;
    a->left = undo_some(c, a->import_id, UNDONE_AT_ONCE, a->report);
    if (a->left == 0)
        a->left = shared_hand_over(c, a->import_id, UNDONE_AT_ONCE, &a->behind);
    if (a->left == 0)
        a->left = pair_leave_import(c, a->import_id, UNDONE_AT_ONCE);
    return !failed(c);
}

bool undo_ahead(Ctx *c, Id import_id, UndoReport *report)
{
    Ahead a = { .import_id = import_id, .report = report };
    if (!store_read(c->store, c, count_changes, &a))
        return false;
    while (a.left > 0) {
        a.before = *report;
        a.was_behind = a.behind;
        if (!store_write(c->store, c, undo_batch, &a))
            return false;
    }
    return true;
}

/* Nothing of it is left, and it waits to be read again. */
static void begin_again(Ctx *c, Import *imp)
{
    imp->status = IMPORT_PENDING;
    imp->stage = 0;
    imp->progress = 0;
    imp->wants_preview = true;
    imp->is_accepted = false;
    imp->is_direct = false;
    imp->written_rows = 0;
    imp->duplicate_state = DUPLICATE_OPEN;
    imp->completed_at = 0;
    import_enqueue(c, imp->id);
}

bool undo_import(Ctx *c, Import *imp, const BookSums *sums, bool again, UndoReport *report)
{
    if (!failed(c) && imp->status != IMPORT_COMPLETED)
        return fail(c, CONFLICT, "status", "Only a completed import can be undone");
    /* While its rows are seen; what this changes in the sums is read again by what takes them away.
     */
    Id behind = 0;
    while (undo_some(c, imp->id, UNDONE_AT_ONCE, report) > 0)
        continue;
    while (!failed(c) && shared_hand_over(c, imp->id, UNDONE_AT_ONCE, &behind) > 0)
        continue;
    while (!failed(c) && pair_leave_import(c, imp->id, UNDONE_AT_ONCE) > 0)
        continue;
    book_sums_take_away(c, imp->id, sums);
    db_run(c, &q_import_hide, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    ImportPayload p = { imp->id };
    if (again) {
        begin_again(c, imp);
    } else {
        imp->status = IMPORT_UNDONE;
        job_add(c, &import_clean_kind, &p, NULL);
    }
    ledger_changed(c);
    if (!resource_change(c, &import_resource, imp))
        return false;
    return event_emit(c, again ? "import.progress" : "import.undone", &import_resource.shape, imp,
                      0);
}
