/* import.read: sandbox -> accounts -> exact duplicates -> the ledger, or the waiting room.
 *
 * Two ways. Into an account without rows there is nothing to compare with, so rows go into the
 * ledger while they are read, hidden (the direct way); should the end of the file reveal a doubt,
 * they are taken out and the file is read again the other way. Else rows are staged, compared, and
 * booked from there. */
#include "import/read.h"

#include "import/book.h"
#include "import/end.h"
#include "import/files.h"
#include "import/keep.h"
#include "import/match.h"
#include "import/overlap.h"
#include "import/read_facts.h"

enum { PATIENCE_MS = 30000 /* that a file which has been read waits for its turn */ };

static const Field payload_fields[] = {
    F_ID(ImportPayload, import_id, .prefix = "imp", .doc = "The import."),
};
const Shape import_payload_shape = SHAPE(ImportPayload, payload_fields);

bool import_enqueue(Ctx *c, Id import_id)
{
    ImportPayload p = { import_id };
    /* Also while the job that read it before is ending: the lock on the import parts them. */
    job_add(c, &import_read_kind, &p, NULL);
    return !failed(c);
}

/* --- the ways --- */

static void forget_facts(Import *imp)
{
    imp->ambiguous = imp->has_reconciled = imp->reconciled = false;
    imp->has_opening_balance = imp->has_closing_balance = false;
    imp->total_rows = imp->failed_imports = imp->duplicate_rows = imp->near_rows = 0;
    imp->duplicate_of_id = 0;
    imp->duplicate_score = 0;
    imp->duplicate_state = DUPLICATE_NONE;
    imp->period_from = imp->period_to = DATE_NONE;
    imp->mapping = imp->error_code = imp->error_details = (Str){ 0 };
}

static bool get_assigner(Ctx *c, void *arg)
{
    Reader *r = arg;
    r->assigner = assigner_get(c);
    return r->assigner != NULL;
}

static bool finish_direct(Reader *r)
{
    return book_complete(r->c, &r->imp, r->skip ? NULL : &r->totals);
}

static bool log_stages(Ctx *c, void *arg)
{
    const Reader *r = arg;
    return stages_store(c, r->imp.id, &r->original->stages);
}

static bool finish_staged(Reader *r)
{
    Stages *stages = &r->original->stages;
    stages->n = 0; /* those are in the log */
    stages_enter(stages, STAGE_DEDUPLICATE);
    r->imp.near_rows = match_near(r->c, &r->imp);
    if (r->imp.near_rows < 0 || !overlap_find(r->c, &r->imp, r->how->merge_repeats))
        return false;
    Str why = facts_doubt(r);
    FactsReview v = { &r->imp, why };
    stages_say(stages, STAGE_DEDUPLICATE,
               str_fmt(r->c->mem, "%lld rows were there already, %lld look like stored ones",
                       (long long)r->imp.duplicate_rows, (long long)r->imp.near_rows));
    stages_enter(stages, 0);
    if (!store_write(r->c->store, r->c, log_stages, r))
        return false;
    stages_enter(stages, STAGE_CREATE);
    if (why.n)
        return store_write(r->c->store, r->c, facts_ask, &v);
    return book_staged(r->c, &r->imp, r->how);
}

/* One reading; false with go_back set when it is to be done the other way. */
static bool read_once(Ctx *c, const Import *imp, Original *original, const ImportHow *how,
                      bool direct, bool *go_back)
{
    Reader r CLEAN(reader_done) = { .c = c,
                                    .how = how,
                                    .original = original,
                                    .imp = *imp,
                                    .direct = direct,
                                    .skip = direct ? imp->written_rows : 0,
                                    .seen = finger_new(),
                                    .totals = totals_new(c->mem) };
    original->stages = original->opened;
    forget_facts(&r.imp);
    r.targets = targets_new(c, &r.imp, how->make_account);
    if (direct && !store_read(c->store, c, get_assigner, &r))
        return false;
    if (!store_write(c->store, c, facts_begin, &r))
        return false;
    bool ok = reader_read(&r);
    if (ok && r.position == 0 && r.imp.failed_imports == 0)
        fail(c, NO_TRANSACTIONS, NULL, "The file has no transactions");
    if (ok && !failed(c) && direct && facts_doubt(&r).n)
        r.go_back = true;
    *go_back = r.go_back;
    if (r.go_back || !ok || failed(c))
        return false;
    stages_enter(&original->stages, 0);
    if (!store_write(c->store, c, facts_store, &r))
        return false;
    r.imp.save_password = (Str){ 0 };
    return direct ? finish_direct(&r) : finish_staged(&r);
}

/* was: the import before it was opened. */
static bool run(Ctx *c, const Import *was, Import *imp, Original *original, const ImportHow *how)
{
    bool go_back = false, fresh = was->status == IMPORT_PENDING && !imp->wants_preview;
    if (was->status == IMPORT_PENDING && imp->attempts > 1 && !book_clean(c, imp->id, true, false))
        return false;
    if (fresh || (was->status == IMPORT_PROCESSING && was->is_direct)) {
        if (read_once(c, imp, original, how, true, &go_back))
            return true;
        if (!go_back)
            return false;
        fail_clear(c);
    }
    /* What an earlier try has left, of either way. */
    imp->written_rows = 0;
    return book_clean(c, imp->id, true, false) && read_once(c, imp, original, how, false, &go_back);
}

static bool only_to_book(const Import *imp)
{
    return imp->status == IMPORT_PROCESSING && imp->stage == STAGE_CREATE && !imp->is_direct;
}

/* It goes back to the queue as it was before it was opened. */
static bool put_back(Ctx *c, void *arg)
{
    const Import *was = *(const Import **)arg;
    Import now;
    if (!resource_get(c, &import_resource, was->id, &now))
        return false;
    if (now.status != IMPORT_PROCESSING)
        return true;
    now.status = was->status;
    now.stage = was->stage;
    now.attempts = was->attempts;
    return resource_change(c, &import_resource, &now);
}

/* In its turn; ended: somebody ended the import in between. */
static bool run_in_turn(Ctx *c, const Import *was, Import *imp, Original *original,
                        const ImportHow *how)
{
    int turn CLEAN(clean_fd) = -1;
    Import now;
    if (!keep_turn(c, how->job, PATIENCE_MS, &turn))
        return false;
    if (turn < 0)
        return store_write(c->store, c, put_back, (void *)&was);
    if (!import_get(c, imp->id, &now))
        return false;
    if (now.status != IMPORT_PENDING && now.status != IMPORT_PROCESSING)
        return true;
    if (!end_abandoned(c, imp->id) || !book_leftovers(c))
        return false;
    return only_to_book(was) ? book_staged(c, imp, how) : run(c, was, imp, original, how);
}

bool import_run(Ctx *c, Id import_id, const ImportHow *how)
{
    static const ImportHow as_usual = { 0 };
    Import imp;
    Original original CLEAN(original_done) = { .fd = -1 };
    int held CLEAN(clean_fd) = -1;
    if (!import_get(c, import_id, &imp))
        return false;
    if (keep_hold(c, &imp, &held) == KEEP_BUSY)
        return fail(c, BUSY, NULL, "Another process is reading this import");
    if (!import_get(c, import_id, &imp)) /* it may have ended while the lock was not held */
        return false;
    if (imp.status != IMPORT_PENDING && imp.status != IMPORT_PROCESSING)
        return true;
    Import was = imp;
    how = how ? how : &as_usual;
    if ((only_to_book(&was) || original_open(c, &imp, how, &original)) &&
        run_in_turn(c, &was, &imp, &original, how))
        return files_ended(c, import_id);
    return end_fault(c, &imp, &original.stages);
}

static bool read_job(Ctx *c, const Job *job)
{
    const ImportPayload *p = job->payload;
    return import_run(c, p->import_id, &(ImportHow){ .job = job });
}

static bool read_given_up(Ctx *c, const Job *job, const Failure *why)
{
    const ImportPayload *p = job->payload;
    return end_import(c, p->import_id, why, NULL);
}

const JobKind import_read_kind = {
    .name = "import.read",
    .queue = "files",
    .payload = &import_payload_shape,
    .run = read_job,
    .given_up = read_given_up,
    .max_attempts = 8,
    .doc = "Reads an uploaded file and books it, or makes its preview.",
};
