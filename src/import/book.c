/* Booking. */
#include "import/book.h"

#include "event/event.h"
#include "field/copy.h"
#include "field/read.h"
#include "field/write.h"
#include "import/decide.h"
#include "import/files.h"
#include "import/keep.h"
#include "import/match.h"
#include "import/piece.h"
#include "import/read.h"
#include "import/shared.h"
#include "import/template.h"
#include "import/transfer.h"
#include "import/undo.h"
#include "import_sql.h"
#include "ledger/account.h"
#include "ledger/ledger.h"
#include "match_sql.h"
#include "staged_sql.h"
#include "total_sql.h"

enum { DROP_ROWS = 2000 };

Transaction *book_prepare(Arena *mem, const Assigner *assigner, const StagedRow *rows, ptrdiff_t n)
{
    Transaction *t = NEW_ARRAY(mem, Transaction, n);
    for (ptrdiff_t i = 0; i < n; i++)
        t[i] = staged_transaction(&rows[i]);
    if (assigner)
        assigner_run(mem, assigner, t, n);
    for (ptrdiff_t i = 0; i < n; i++)
        transaction_derive(mem, &t[i]);
    return t;
}

bool book_log(Ctx *c, Id import_id, int stage, bool ok, Str details, int64_t ms)
{
    StageLog log = { .import_id = import_id,
                     .stage = stage,
                     .status = ok ? S("completed") : S("failed"),
                     .details = details,
                     .execution_time_ms = ms,
                     .at = c->now_ms };
    return resource_add(c, &stage_log_resource, &log);
}

bool book_tell(Ctx *c, const Import *imp)
{
    return event_emit(c, "import.progress", &import_resource.shape, imp, 0);
}

/* --- sums --- */

static bool add_sums(Ctx *c, const DbRows *sums, int sign)
{
    double growth = 0;
    for (ptrdiff_t i = 0; i < sums->n && sign > 0; i++)
        growth += (double)db_int(sums, i, "money_in") - (double)db_int(sums, i, "money_out");
    totals_make_room(c, growth);
    for (ptrdiff_t i = 0; i < sums->n && !failed(c); i++)
        db_run(c, &q_total_add,
               DB_ARGS(V_INT(c->workspace_id), V_INT(db_int(sums, i, "account_id")),
                       V_INT(db_int(sums, i, "month")), V_INT(db_int(sums, i, "category_id")),
                       V_INT(db_int(sums, i, "class")), V_INT(sign * db_int(sums, i, "n")),
                       V_INT(sign * db_int(sums, i, "money_in")),
                       V_INT(sign * db_int(sums, i, "money_out"))));
    if (sign < 0)
        db_run(c, &q_total_drop_empty, DB_ARGS(V_INT(c->workspace_id)));
    return !failed(c);
}

bool book_sums_read(Ctx *c, Id import_id, BookSums *out)
{
    out->version = ledger_version(c);
    out->rows = db_rows(c, &q_import_sums, DB_ARGS(V_INT(c->workspace_id), V_INT(import_id)));
    return !failed(c);
}

bool book_sums_take_away(Ctx *c, Id import_id, const BookSums *sums)
{
    BookSums now = *sums;
    if (ledger_version(c) != sums->version && !book_sums_read(c, import_id, &now))
        return false;
    return add_sums(c, &now.rows, -1);
}

/* --- completing --- */

typedef struct {
    Import *imp;
    const Totals *totals;
    DbRows sums; /* without totals: what the rows come to */
    bool staged;
    int64_t began_ns;
} Complete;

static Str summary(Ctx *c, const Import *imp)
{
    Buf b = buf_new(c->mem, 500);
    buf_fmt(&b, "%lld new transactions", (long long)imp->successful_imports);
    if (imp->duplicate_rows)
        buf_fmt(&b, ", %lld that were there already", (long long)imp->duplicate_rows);
    if (imp->near_rows)
        buf_fmt(&b, ", %lld to decide about", (long long)imp->near_rows);
    if (imp->failed_imports)
        buf_fmt(&b, ", %lld rows that cannot be booked", (long long)imp->failed_imports);
    return buf_str(&b);
}

/* Carries out what is left of what was decided about rows that match, and counts. */
static bool carry_out(Ctx *c, Import *imp)
{
    if (!decide_rest(c, imp))
        return false;
    StagedCounts k = staged_counts(c, imp->id);
    imp->successful_imports = k.fresh + k.kept;
    imp->duplicate_rows = k.merged;
    imp->near_rows = k.open;
    if (imp->duplicate_state == DUPLICATE_OPEN)
        imp->duplicate_state = DUPLICATE_MERGED;
    return !failed(c);
}

/* An account whose first file this is begins with the balance that the file proves. Undone with the
 * import. */
static bool open_account(Ctx *c, const Import *imp)
{
    Account a;
    if (!imp->has_opening_balance || !imp->reconciled || !imp->opening_balance ||
        !imp->account_id ||
        db_one_int(c, &q_import_account_in_use,
                   DB_ARGS(V_INT(c->workspace_id), V_INT(imp->account_id), V_INT(imp->id))) ||
        !resource_find(c, &account_resource, imp->account_id, &a) || a.currency != imp->currency ||
        a.opening_balance || a.opened_on)
        return !failed(c);
    Str before = field_stored_text(c->mem, &account_resource.shape, &a);
    a.opening_balance = imp->opening_balance;
    a.opened_on = imp->period_from;
    if (!resource_change(c, &account_resource, &a))
        return false;
    db_run(c, &q_import_change_add,
           DB_ARGS(V_INT(id_new(c->now_ms)), V_INT(c->workspace_id), V_INT(imp->id), V_INT(a.id),
                   V_TEXT(S("opened")), V_TEXT(before),
                   V_TEXT(field_stored_text(c->mem, &account_resource.shape, &a))));
    return !failed(c);
}

static bool tell_completed(Ctx *c, const Import *imp)
{
    ledger_changed(c);
    event_emit(c, "import.completed", &import_resource.shape, imp, 0);
    return notify(c, c->user_id,
                  &(Notice){ .kind = "import.completed",
                             .title = str_fmt(c->mem, "%.*s is imported", STR_ARG(imp->filename)),
                             .body = summary(c, imp),
                             .link = str_fmt(c->mem, "/imports/%.*s",
                                             STR_ARG(id_text(c->mem, "imp", imp->id))) });
}

static bool complete(Ctx *c, void *arg)
{
    Complete *k = arg;
    Import now, *imp = k->imp;
    if (!resource_get(c, &import_resource, imp->id, &now))
        return false;
    if (now.status != IMPORT_PROCESSING)
        return fail(c, CONFLICT, "status", "The import was ended in between");
    if (k->totals)
        totals_write(c, k->totals);
    else
        add_sums(c, &k->sums, 1);
    db_run(c, &q_import_show, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    imp->successful_imports = imp->total_rows - imp->failed_imports;
    if ((k->staged && !carry_out(c, imp)) || !open_account(c, imp) || !template_used(c, imp))
        return false;
    imp->updated_at = now.updated_at;
    imp->status = IMPORT_COMPLETED;
    imp->stage = STAGE_COMPLETE;
    imp->progress = 100;
    imp->processed_rows = imp->total_rows;
    imp->completed_at = c->now_ms;
    resource_change(c, &import_resource, imp);
    transfer_enqueue(c, imp->id);
    book_log(c, imp->id, STAGE_COMPLETE, true, summary(c, imp),
             (clock_mono_ns() - k->began_ns) / 1000000);
    return tell_completed(c, imp);
}

static bool read_sums(Ctx *c, void *arg)
{
    Complete *k = arg;
    k->sums = db_rows(c, &q_import_sums, DB_ARGS(V_INT(c->workspace_id), V_INT(k->imp->id)));
    return !failed(c);
}

bool book_complete(Ctx *c, Import *imp, const Totals *totals)
{
    Complete k = {
        .imp = imp, .totals = totals, .staged = !imp->is_direct, .began_ns = clock_mono_ns()
    };
    /* The rows are hidden, so what they come to cannot change between the two lanes. */
    return (totals || store_read(c->store, c, read_sums, &k)) &&
           store_write(c->store, c, complete, &k);
}

/* --- staged rows --- */

typedef struct {
    Import *imp;
    Assigner *assigner;
    int64_t behind;  /* the last position written */
    int64_t reached; /* by the batch, which may be run again before it is written */
    bool end;
    int64_t began_ns;
} Write;

/* New rows of a batch, once more compared: another import may have brought them in between. */
static StagedRow *still_new(Ctx *c, StagedRow *rows, ptrdiff_t *n)
{
    StagedRow *fresh = NEW_ARRAY(c->mem, StagedRow, *n);
    ptrdiff_t n_fresh = 0;
    match_exact(c, rows, *n);
    for (ptrdiff_t i = 0; i < *n && !failed(c); i++)
        if (rows[i].row_state != ROW_NEW)
            staged_change(c, &rows[i]);
        else if (!rows[i].is_skipped)
            fresh[n_fresh++] = rows[i];
    *n = n_fresh;
    return fresh;
}

static bool write_batch(Ctx *c, void *arg)
{
    Write *w = arg;
    Import *imp = w->imp;
    ptrdiff_t n;
    StagedRow *rows = staged_list(c, imp->id, w->behind, ROW_NEW, LIMIT_BATCH_ROWS, &n);
    w->end = n < LIMIT_BATCH_ROWS;
    w->reached = w->behind;
    if (failed(c) || !n)
        return !failed(c);
    int64_t last = rows[n - 1].position;
    StagedRow *fresh = still_new(c, rows, &n);
    transaction_bulk_add(c, book_prepare(c->mem, w->assigner, fresh, n), n);
    imp->stage = STAGE_CREATE;
    imp->processed_rows = last;
    imp->written_rows = last;
    imp->progress = imp->total_rows > last ? 95 + 4 * last / imp->total_rows : 99;
    if (db_run(c, &q_import_move_on,
               DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id), V_INT(last), V_INT(last),
                       V_INT(imp->progress), V_TEXT(str_of(import_stages[STAGE_CREATE])),
                       V_INT(c->now_ms))) == 0)
        return fail(c, CONFLICT, NULL, "The import was ended while it was written");
    w->reached = last;
    return book_tell(c, imp);
}

static bool get_assigner(Ctx *c, void *arg)
{
    Write *w = arg;
    w->assigner = assigner_get(c);
    return w->assigner != NULL;
}

static bool begin_create(Ctx *c, void *arg)
{
    Import *imp = ((Write *)arg)->imp, now;
    if (!resource_get(c, &import_resource, imp->id, &now))
        return false;
    if (now.status != IMPORT_PROCESSING)
        return fail(c, CONFLICT, "status", "The import was ended in between");
    imp->updated_at = now.updated_at;
    imp->stage = STAGE_CREATE;
    if (!imp->written_rows && !shared_revive(c, imp->id))
        return false;
    db_run(c, &q_import_hide, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id)));
    return resource_change(c, &import_resource, imp);
}

static bool write_all(Ctx *c, Write *w)
{
    while (!w->end) {
        Ctx batch = batch_ctx(c);
        store_write(c->store, &batch, write_batch, w);
        if (!batch_done(c, &batch))
            return false;
        w->behind = w->reached;
    }
    return true;
}

static bool log_created(Ctx *c, void *arg)
{
    const Write *w = arg;
    return book_log(c, w->imp->id, STAGE_CREATE, true, S("The rows that are new were written"),
                    (clock_mono_ns() - w->began_ns) / 1000000);
}

bool book_staged(Ctx *c, Import *imp, const ImportHow *how)
{
    Write w = { .imp = imp, .behind = imp->written_rows, .began_ns = clock_mono_ns() };
    if (!store_write(c->store, c, begin_create, &w))
        return false;
    bool ok = store_read(c->store, c, get_assigner, &w) && write_all(c, &w) && decide_ahead(c, imp);
    assigner_done(w.assigner);
    if (ok && how->told)
        how->told(how->told_arg, imp->total_rows, 99);
    return ok && store_write(c->store, c, log_created, &w) && book_complete(c, imp, NULL) &&
           book_clean(c, imp->id, false, true);
}

bool book_confirm(Ctx *c, Import *imp)
{
    imp->status = IMPORT_PROCESSING;
    imp->stage = STAGE_CREATE;
    imp->is_direct = false;
    imp->written_rows = 0;
    ImportPayload p = { imp->id };
    job_add(c, &import_write_kind, &p, NULL);
    return resource_change(c, &import_resource, imp) && book_tell(c, imp);
}

static bool write_job(Ctx *c, const Job *job)
{
    static const ImportHow as_usual = { 0 };
    const ImportPayload *p = job->payload;
    Import imp;
    int turn CLEAN(clean_fd) = -1;
    if (!keep_turn(c, job, 0, &turn) || turn < 0)
        return !failed(c);
    if (!book_leftovers(c) || !import_get(c, p->import_id, &imp))
        return false;
    return imp.status != IMPORT_PROCESSING ||
           (book_staged(c, &imp, &as_usual) && files_ended(c, imp.id));
}

const JobKind import_write_kind = {
    .name = "import.write",
    .queue = "files",
    .payload = &import_payload_shape,
    .run = write_job,
    .max_attempts = 10,
    .doc = "Books the rows of an import that was confirmed.",
};

/* --- cleaning --- */

typedef struct {
    Id import_id;
    bool transactions, matched_stay;
    bool end;
} Clean;

static bool clean_batch(Ctx *c, void *arg)
{
    Clean *k = arg;
    int64_t n = 0;
    DbValue ws = V_INT(c->workspace_id), id = V_INT(k->import_id), most = V_INT(DROP_ROWS);
    if (k->transactions)
        n = db_run(c, &q_import_transactions_drop, DB_ARGS(ws, id, most));
    if (n == 0)
        n = db_run(c, &q_staged_drop, DB_ARGS(ws, id, V_BOOL(k->matched_stay), most));
    k->end = n == 0;
    return !failed(c);
}

typedef struct {
    Id import_id;
    int64_t n;
} Return;

static bool return_batch(Ctx *c, void *arg)
{
    Return *r = arg;
    r->n = undo_some(c, r->import_id, DECIDED_AT_ONCE, NULL);
    return !failed(c) && (!r->n || ledger_changed(c));
}

/* Puts back what an import that is not to be has changed already. */
static bool give_back(Ctx *c, Id import_id)
{
    Return r = { import_id, 1 };
    while (r.n > 0) {
        Ctx batch = batch_ctx(c);
        store_write(c->store, &batch, return_batch, &r);
        if (!batch_done(c, &batch))
            return false;
    }
    return true;
}

bool book_clean(Ctx *c, Id import_id, bool transactions, bool matched_stay)
{
    Clean k = { import_id, transactions, matched_stay, false };
    if (transactions && !give_back(c, import_id))
        return false;
    while (!k.end) {
        Ctx batch = batch_ctx(c);
        store_write(c->store, &batch, clean_batch, &k);
        if (!batch_done(c, &batch))
            return false;
    }
    return true;
}

static bool forget_hidden(Ctx *c, void *arg)
{
    const Id *id = arg;
    db_run(c, &q_import_show, DB_ARGS(V_INT(c->workspace_id), V_INT(*id)));
    return !failed(c);
}

/* Removes everything of an import that is no longer wanted. */
static bool clear(Ctx *c, Id id)
{
    return book_clean(c, id, true, false) && store_write(c->store, c, forget_hidden, &id);
}

static bool list_leftovers(Ctx *c, void *arg)
{
    *(DbRows *)arg = db_rows(c, &q_import_leftovers, DB_ARGS(V_INT(c->workspace_id)));
    return !failed(c);
}

bool book_leftovers(Ctx *c)
{
    DbRows rows;
    if (!store_read(c->store, c, list_leftovers, &rows))
        return false;
    for (ptrdiff_t i = 0; i < rows.n; i++)
        if (!clear(c, db_int(&rows, i, "id")))
            return false;
    return true;
}

static bool clean_job(Ctx *c, const Job *job)
{
    const ImportPayload *p = job->payload;
    Import imp;
    int turn CLEAN(clean_fd) = -1; /* it may be read again at this moment */
    if (!keep_turn(c, job, 0, &turn) || turn < 0)
        return !failed(c);
    if (!import_get(c, p->import_id, &imp))
        return false;
    if (imp.status != IMPORT_UNDONE && imp.status != IMPORT_DISCARDED &&
        imp.status != IMPORT_FAILED)
        return true;
    return clear(c, imp.id);
}

const JobKind import_clean_kind = {
    .name = "import.clean",
    .queue = "files",
    .payload = &import_payload_shape,
    .run = clean_job,
    .max_attempts = 10,
    .doc = "Removes the rows of an import that was undone or discarded.",
};
