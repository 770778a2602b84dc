/* Decisions about rows that match: kept beside, merged, or put in the place of what was there. What
 * changes in rows that were there is remembered, so that undo can put it back. */
#include "import/decide.h"

#include "categorize/assign.h"
#include "field/write.h"
#include "import/book.h"
#include "import/piece.h"
#include "import_sql.h"
#include "match_sql.h"
#include "staged_sql.h"

enum { RECORD_BYTES = 1 << 20, POSITIONS_AT_ONCE = 5000 };

/* --- remembering --- */

static Str stored_text(Ctx *c, const Transaction *t)
{
    Buf b = buf_new(c->mem, RECORD_BYTES);
    field_write_stored(&b, &transaction_resource.shape, t);
    return buf_str(&b);
}

static bool remember(Ctx *c, Id import_id, const char *kind, Id id, Str before, Str after)
{
    db_run(c, &q_import_change_add,
           DB_ARGS(V_INT(id_new(c->now_ms)), V_INT(c->workspace_id), V_INT(import_id), V_INT(id),
                   V_TEXT(str_of(kind)), V_TEXT(before), V_TEXT_OR_NULL(after)));
    return !failed(c);
}

static bool add_alias(Ctx *c, Id import_id, const StagedRow *row, Id to)
{
    db_run(c, &q_match_alias_add,
           DB_ARGS(V_INT(c->workspace_id), V_INT(row->account_id), V_INT(row->fingerprint),
                   V_INT(row->occurrence), V_INT(to), V_INT(import_id)));
    return !failed(c);
}

/* The row of the file leads to t from now on. */
static bool make_known(Ctx *c, Id import_id, const StagedRow *row, Transaction *t)
{
    if (row->row_state == ROW_DUPLICATE)
        return true;
    if (t->fingerprint)
        return add_alias(c, import_id, row, t->id);
    t->fingerprint = row->fingerprint;
    t->occurrence = row->occurrence;
    return true;
}

/* --- merging --- */

void decide_amount(Transaction *t, int64_t amount)
{
    TransactionPart *parts = t->parts.items;
    if (t->parts.n)
        parts[0].amount += amount - t->amount;
    t->amount = amount;
}

static void fill_in(Str *text, Str with)
{
    if (!text->n && with.n)
        *text = with;
}

static void take_original(Transaction *t, const StagedRow *row)
{
    t->original_amount = row->original_amount;
    t->original_currency = row->original_currency;
    t->has_original_amount = row->has_original_amount;
}

/* The bank's last word on a payment: a pending row becomes the posted one, with its amount; a row
 * entered by hand keeps its words and gets what it has not. */
static void merge_members(Transaction *t, const StagedRow *row)
{
    if (t->status == STATUS_PENDING && !row->is_pending) {
        t->authorized_date = t->authorized_date ? t->authorized_date : t->date;
        t->posted_date = row->date;
        t->date = row->date;
        t->description = row->description;
        t->status = STATUS_POSTED;
        decide_amount(t, row->amount);
    }
    fill_in(&t->counterparty, row->counterparty);
    fill_in(&t->counterparty_account, row->counterparty_account);
    fill_in(&t->reference, row->reference);
    if (!t->external_id.n && !t->batch_id)
        t->external_id = row->external_id;
    t->value_date = t->value_date ? t->value_date : row->value_date;
    if (!t->has_original_amount && row->has_original_amount)
        take_original(t, row);
}

/* The new file's word instead of the old one's; what people decided about the row stays. */
static void replace_members(Transaction *t, const StagedRow *row, Id import_id)
{
    t->date = row->date;
    t->value_date = row->value_date;
    t->posted_date = row->is_pending ? DATE_NONE : t->posted_date;
    t->status = row->is_pending ? STATUS_PENDING : STATUS_POSTED;
    t->description = row->description;
    t->counterparty = row->counterparty;
    t->counterparty_account = row->counterparty_account;
    t->reference = row->reference;
    t->source_line = row->line;
    if (!t->batch_id)
        t->external_id = row->external_id;
    decide_amount(t, row->amount);
    take_original(t, row);
    t->import_id = import_id;
}

/* hidden: the import is not there yet, so that a row it replaces belongs to none until then. */
static bool change(Ctx *c, Id import_id, const StagedRow *row, Transaction *t, int decision,
                   bool hidden)
{
    Str before = stored_text(c, t);
    if (decision == MATCH_DELETED_OLD)
        replace_members(t, row, hidden ? 0 : import_id);
    else
        merge_members(t, row);
    return make_known(c, import_id, row, t) && resource_change(c, &transaction_resource, t) &&
           remember(c, import_id, "changed", t->id, before, stored_text(c, t));
}

/* --- keeping beside --- */

/* The row as a transaction of its own. One that is exactly stored already gets the next occurrence.
 * hidden: as one of a hidden import's rows, which its end adds to the sums. */
static bool keep(Ctx *c, Id import_id, const StagedRow *row, const Assigner *assigner, bool hidden)
{
    StagedRow own = *row;
    own.import_id = import_id;
    if (row->row_state == ROW_DUPLICATE)
        own.occurrence = 1 + db_one_int(c, &q_match_last_occurrence,
                                        DB_ARGS(V_INT(c->workspace_id), V_INT(row->account_id),
                                                V_INT(row->fingerprint)));
    Transaction *t = book_prepare(c->mem, assigner, &own, 1);
    return hidden ? transaction_bulk_add(c, t, 1) : resource_add(c, &transaction_resource, t);
}

static bool keep_visible(Ctx *c, Id import_id, const StagedRow *row)
{
    CLEAN_ASSIGNER Assigner *assigner = assigner_get(c);
    return assigner && keep(c, import_id, row, assigner, false);
}

bool decide_row(Ctx *c, Id import_id, const StagedRow *row, int decision)
{
    Transaction t;
    bool exact = row->row_state == ROW_DUPLICATE;
    if (decision == MATCH_KEPT_BOTH)
        return keep_visible(c, import_id, row);
    if (decision == MATCH_MERGED && exact)
        return true;
    if (!resource_find(c, &transaction_resource, row->transaction_id, &t))
        return !failed(c) &&
               fail(c, CONFLICT, "transaction_id", "The transaction is no longer there; keep both");
    return change(c, import_id, row, &t, decision, false);
}

/* --- many --- */

/* One of the decisions that change what is there. Where that is gone in between, the row is booked.
 */
static bool carry_out(Ctx *c, const Import *imp, const StagedRow *row, bool hidden)
{
    Transaction t;
    db_run(c, &q_staged_done, DB_ARGS(V_INT(c->workspace_id), V_INT(row->id)));
    if (resource_find(c, &transaction_resource, row->transaction_id, &t))
        return change(c, imp->id, row, &t, row->state, hidden);
    if (failed(c) || row->row_state == ROW_DUPLICATE)
        return !failed(c);
    CLEAN_ASSIGNER Assigner *assigner = assigner_get(c);
    return assigner && keep(c, imp->id, row, assigner, hidden);
}

/* A row of the old statement that the new one has not. */
static bool remove_old(Ctx *c, const Import *imp, Id id)
{
    Transaction t;
    if (!resource_find(c, &transaction_resource, id, &t))
        return !failed(c);
    Str seen = field_json_text(c->mem, &transaction_resource.shape, &t);
    return remember(c, imp->id, "removed", t.id, stored_text(c, &t), seen) &&
           resource_drop(c, &transaction_resource, t.id);
}

/* What is left of the old statement; *n is how many rows went. */
static bool remove_some(Ctx *c, const Import *imp, int64_t most, int64_t *n)
{
    DbRows r = { 0 };
    if (imp->duplicate_state == DUPLICATE_DELETED_OLD && imp->duplicate_of_id)
        r = db_rows(c, &q_import_rows_of,
                    DB_ARGS(V_INT(c->workspace_id), V_INT(imp->duplicate_of_id), V_INT(most)));
    *n = r.n;
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++)
        remove_old(c, imp, db_int(&r, i, "id"));
    return !failed(c);
}

typedef struct {
    const Import *imp;
    int64_t left, position;
    bool end;
} Ahead;

static bool resolve(Ctx *c, const Ahead *a, const char *to, const char *from, Id of)
{
    db_run(c, &q_staged_resolve_some,
           DB_ARGS(V_INT(c->workspace_id), V_INT(a->imp->id), V_TEXT(str_of(to)), V_INT(c->now_ms),
                   V_INT(a->position), V_INT(a->position + POSITIONS_AT_ONCE), V_TEXT(str_of(from)),
                   V_INT(of)));
    return !failed(c);
}

/* What was decided about the statement, for each of its rows that match something; what a person
 * decided about one of them before stays. */
static bool resolve_batch(Ctx *c, void *arg)
{
    Ahead *a = arg;
    int state = a->imp->duplicate_state;
    Id old = a->imp->duplicate_of_id;
    int64_t last =
        db_one_int(c, &q_staged_last, DB_ARGS(V_INT(c->workspace_id), V_INT(a->imp->id)));
    a->end = a->position + POSITIONS_AT_ONCE >= last;
    if (state == DUPLICATE_KEPT_BOTH)
        return resolve(c, a, "kept_both", "open", 0) && resolve(c, a, "kept_both", "merged", 0);
    if (state == DUPLICATE_DELETED_OLD && old)
        return resolve(c, a, "deleted_old", "open", old) &&
               resolve(c, a, "deleted_old", "merged", old) && resolve(c, a, "merged", "open", 0);
    return state != DUPLICATE_MERGED || resolve(c, a, "merged", "open", 0);
}

static bool keep_batch(Ctx *c, void *arg)
{
    Ahead *a = arg;
    ptrdiff_t n;
    const StagedRow *rows = staged_decided(c, a->imp->id, true, DECIDED_AT_ONCE, &n);
    a->end = n < DECIDED_AT_ONCE;
    if (failed(c) || !n)
        return !failed(c);
    CLEAN_ASSIGNER Assigner *assigner = assigner_get(c);
    for (ptrdiff_t i = 0; assigner && i < n && !failed(c); i++) {
        keep(c, a->imp->id, &rows[i], assigner, true);
        db_run(c, &q_staged_done, DB_ARGS(V_INT(c->workspace_id), V_INT(rows[i].id)));
    }
    return !failed(c);
}

static int64_t count_left(Ctx *c, const Import *imp)
{
    Id old = imp->duplicate_state == DUPLICATE_DELETED_OLD ? imp->duplicate_of_id : 0;
    return db_one_int(c, &q_import_decisions_left,
                      DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id), V_INT(old)));
}

static bool change_batch(Ctx *c, void *arg)
{
    Ahead *a = arg;
    ptrdiff_t n;
    int64_t removed;
    a->left = count_left(c, a->imp);
    if (failed(c) || a->left <= DECIDED_AT_ONCE)
        return !failed(c);
    const StagedRow *rows = staged_decided(c, a->imp->id, false, DECIDED_AT_ONCE, &n);
    for (ptrdiff_t i = 0; i < n && !failed(c); i++)
        carry_out(c, a->imp, &rows[i], true);
    return n || remove_some(c, a->imp, DECIDED_AT_ONCE, &removed);
}

static bool batches(Ctx *c, Ahead *a, StoreUnit *unit)
{
    Ctx batch = batch_ctx(c);
    store_write(c->store, &batch, unit, a);
    return batch_done(c, &batch);
}

bool decide_ahead(Ctx *c, const Import *imp)
{
    Ahead a = { .imp = imp };
    for (; !a.end; a.position += POSITIONS_AT_ONCE)
        if (!batches(c, &a, resolve_batch))
            return false;
    a.end = false;
    while (!a.end)
        if (!batches(c, &a, keep_batch))
            return false;
    do {
        if (!batches(c, &a, change_batch))
            return false;
    } while (a.left > DECIDED_AT_ONCE);
    return true;
}

/* The old statement is no longer one that can be undone: its rows are the new one's or gone. */
static bool end_old(Ctx *c, const Import *imp)
{
    Import old;
    if (imp->duplicate_state != DUPLICATE_DELETED_OLD || !imp->duplicate_of_id)
        return true;
    if (!resource_find(c, &import_resource, imp->duplicate_of_id, &old))
        return !failed(c);
    Str before = field_stored_text(c->mem, &import_resource.shape, &old);
    old.status = IMPORT_UNDONE;
    return resource_change(c, &import_resource, &old) &&
           remember(c, imp->id, "import", old.id, before,
                    field_stored_text(c->mem, &import_resource.shape, &old));
}

bool decide_rest(Ctx *c, const Import *imp)
{
    ptrdiff_t n;
    int64_t removed;
    const StagedRow *rows = staged_decided(c, imp->id, false, 2 * DECIDED_AT_ONCE, &n);
    for (ptrdiff_t i = 0; i < n && !failed(c); i++)
        carry_out(c, imp, &rows[i], false);
    remove_some(c, imp, 2 * DECIDED_AT_ONCE, &removed);
    db_run(c, &q_import_take_replaced, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    return !failed(c) && end_old(c, imp);
}
