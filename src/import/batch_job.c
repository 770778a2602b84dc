/* Working through batches: a few hundred rows a transaction, so that others get their turn, and so
 * that after a crash the job goes on with the rows that are still pending. */
#include "import/batch_job.h"

#include "batch_sql.h"
#include "categorize/assign.h"
#include "event/event.h"
#include "field/copy.h"
#include "field/store.h"
#include "ledger/ledger.h"
#include "ledger/total.h"
#include "ledger/transaction.h"

enum { ROWS_AT_ONCE = 500, SWEEP_MS = 5 * 60 * 1000, FORGOTTEN_AFTER_MS = 60 * 1000 };

typedef struct {
    Id batch_id;
} BatchPayload;

static const Field payload_fields[] = {
    F_ID(BatchPayload, batch_id, .prefix = "bat", .doc = "The batch."),
};
static const Shape payload_shape = SHAPE(BatchPayload, payload_fields);

typedef struct {
    Id batch_id;
    ptrdiff_t n;
} Piece;

static bool write_row(Ctx *c, const Transaction *t)
{
    const Field *source = field_find(&transaction_resource.shape, S("category_source"));
    db_run(c, &q_batch_row_done,
           DB_ARGS(V_INT(c->workspace_id), V_INT(t->id), V_INT_OR_NULL(t->category_id),
                   field_db_value(c, source, t), t->has_confidence ? V_INT(t->confidence) : V_NULL,
                   V_INT_OR_NULL(t->suggested_category_id), V_TEXT_OR_NULL(t->explanation),
                   V_TEXT_OR_NULL(t->merchant), V_TEXT(t->folded), V_INT(c->now_ms)));
    return !failed(c);
}

/* Categorises the next rows of the batch; p->n is how many there were. */
static bool work_on_piece(Ctx *c, void *arg)
{
    Piece *p = arg;
    DbRows r = db_rows(c, &q_batch_pending_rows,
                       DB_ARGS(V_INT(c->workspace_id), V_INT(p->batch_id), V_INT(ROWS_AT_ONCE)));
    Transaction *rows = field_from_rows(c, &transaction_resource.shape, &r);
    p->n = r.n;
    if (failed(c) || !r.n)
        return !failed(c);
    CLEAN_ASSIGNER Assigner *assigner = assigner_get(c);
    if (!assigner)
        return false;
    Totals totals = totals_new(c->mem);
    for (ptrdiff_t i = 0; i < r.n; i++)
        totals_note(c, &totals, &rows[i], -1);
    assigner_run(c->mem, assigner, rows, r.n);
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++) {
        transaction_derive(c->mem, &rows[i]);
        totals_note(c, &totals, &rows[i], 1);
        write_row(c, &rows[i]);
    }
    db_run(c, &q_batch_progress,
           DB_ARGS(V_INT(c->workspace_id), V_INT(p->batch_id), V_INT(r.n), V_INT(c->now_ms)));
    return totals_write(c, &totals) && ledger_changed(c);
}

static bool complete(Ctx *c, void *arg)
{
    const Piece *p = arg;
    Batch b;
    db_run(c, &q_batch_done, DB_ARGS(V_INT(c->workspace_id), V_INT(p->batch_id), V_INT(c->now_ms)));
    return resource_get(c, &batch_resource, p->batch_id, &b) &&
           event_emit(c, "batch.completed", &batch_resource.shape, &b, 0);
}

static bool work(Ctx *c, const Job *job)
{
    const BatchPayload *in = job->payload;
    Piece p = { .batch_id = in->batch_id, .n = ROWS_AT_ONCE };
    while (p.n == ROWS_AT_ONCE) {
        ArenaMark mark = arena_mark(c->mem);
        c->now_ms = clock_now_ms();
        if (!store_write(c->store, c, work_on_piece, &p))
            return false;
        arena_reset(c->mem, mark);
    }
    return store_write(c->store, c, complete, &p);
}

static bool give_up(Ctx *c, const Job *job, const Failure *why)
{
    const BatchPayload *in = job->payload;
    DbValue ws = V_INT(c->workspace_id), id = V_INT(in->batch_id), now = V_INT(c->now_ms);
    db_run(c, &q_batch_rows_failed, DB_ARGS(ws, id, now));
    db_run(c, &q_batch_failed, DB_ARGS(ws, id, V_TEXT(why->detail), now));
    return ledger_changed(c);
}

static const JobKind work_kind = {
    .name = "batch.work",
    .queue = "files",
    .payload = &payload_shape,
    .run = work,
    .given_up = give_up,
    .doc = "Categorises the rows of a batch.",
};

bool batch_enqueue(Ctx *c, Id batch_id)
{
    JobOptions o = { .dedupe_key = id_text(c->mem, "bat", batch_id) };
    job_add(c, &work_kind, &(BatchPayload){ batch_id }, &o);
    return !failed(c);
}

static bool enqueue_forgotten(Ctx *c, void *arg)
{
    (void)arg;
    DbRows r = db_rows(c, &q_batch_forgotten, DB_ARGS(V_INT(c->now_ms - FORGOTTEN_AFTER_MS)));
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++) {
        c->workspace_id = db_int(&r, i, "workspace_id");
        batch_enqueue(c, db_int(&r, i, "id"));
    }
    c->workspace_id = 0;
    return !failed(c);
}

static bool sweep(Ctx *c, const Job *job)
{
    (void)job;
    return store_write(c->store, c, enqueue_forgotten, NULL);
}

static const JobKind sweep_kind = {
    .name = "batch.sweep",
    .queue = "maintenance",
    .run = sweep,
    .every_ms = SWEEP_MS,
    .doc = "Enqueues batches whose job got lost.",
};

static const JobKind *const kinds[] = { &work_kind, &sweep_kind };
const JobTable batch_job_kinds = { kinds, COUNT(kinds) };
