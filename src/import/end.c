/* Imports that fail, and imports that are left by their process. */
#include "import/end.h"

#include "blob/blob.h"
#include "event/event.h"
#include "import/book.h"
#include "import/files.h"
#include "import/keep.h"
#include "import/read.h"
#include "import_sql.h"

enum { SILENT_AFTER_MS = 15 * 60 * 1000 };

typedef struct {
    Id import_id;
    Failure why;
    const Stages *stages;
} End;

static bool tell_failed(Ctx *c, const Import *imp)
{
    bool is_locked = str_eq(imp->error_code, S("password_required")) ||
                     str_eq(imp->error_code, S("password_wrong"));
    event_emit(c, "import.failed", &import_resource.shape, imp, 0);
    return notify(
        c, c->user_id,
        &(Notice){
            .kind = "import.failed",
            .title = str_fmt(c->mem, "%.*s %s", STR_ARG(imp->filename),
                             is_locked ? "needs its password" : "could not be imported"),
            .body = imp->error_details,
            .link = str_fmt(c->mem, "/imports/%.*s", STR_ARG(id_text(c->mem, "imp", imp->id))) });
}

static bool log_failed(Ctx *c, const End *e, int stage)
{
    Str words = e->why.field.n
                    ? str_fmt(c->mem, "%.*s (%.*s)", STR_ARG(e->why.detail), STR_ARG(e->why.field))
                    : e->why.detail;
    if (e->stages && !stages_store(c, e->import_id, e->stages))
        return false;
    stage = e->stages && e->stages->stage ? e->stages->stage : stage ? stage : STAGE_PARSE;
    return book_log(c, e->import_id, stage, false, words, e->stages ? stages_ms(e->stages) : 0);
}

static bool end_unit(Ctx *c, void *arg)
{
    const End *e = arg;
    Import imp;
    if (!resource_get(c, &import_resource, e->import_id, &imp))
        return false;
    if (imp.status != IMPORT_PROCESSING && imp.status != IMPORT_PENDING)
        return true;
    if (!log_failed(c, e, imp.stage))
        return false;
    imp.status = IMPORT_FAILED;
    imp.stage = e->stages && e->stages->stage ? e->stages->stage : imp.stage;
    imp.error_code = fail_slug(e->why.code);
    imp.error_details = e->why.field.n ? str_fmt(c->mem, "%.*s (%.*s)", STR_ARG(e->why.detail),
                                                 STR_ARG(e->why.field))
                                       : e->why.detail;
    imp.completed_at = c->now_ms;
    imp.is_password_protected |= e->why.code == PASSWORD_REQUIRED || e->why.code == PASSWORD_WRONG;
    resource_change(c, &import_resource, &imp);
    ImportPayload p = { imp.id };
    job_add(c, &import_clean_kind, &p, NULL);
    if (e->why.code == INFECTED)
        files_drop(c, imp.id);
    return tell_failed(c, &imp);
}

bool end_import(Ctx *c, Id import_id, const Failure *why, const Stages *stages)
{
    End e = { import_id, *why, stages };
    return end_unit(c, &e);
}

static bool note_unit(Ctx *c, void *arg)
{
    const End *e = arg;
    Import imp;
    return resource_get(c, &import_resource, e->import_id, &imp) && log_failed(c, e, imp.stage);
}

/* The world's failure: it is tried again, and said in the log why it has not gone on. */
static bool note_failure(Ctx *c, const End *e)
{
    fail_clear(c);
    if (e->stages->stage)
        store_write(c->store, c, note_unit, (void *)(uintptr_t)e);
    c->failure = e->why;
    return false;
}

bool end_fault(Ctx *c, Import *imp, const Stages *stages)
{
    End e = { imp->id, c->failure, stages };
    if (!failed(c))
        return false;
    if (fail_status(e.why.code) >= 500)
        return e.why.code == BUSY || e.why.code == INTERNAL ? false : note_failure(c, &e);
    if (e.why.code == CONFLICT && str_eq(e.why.field, S("occurrence")))
        e.why = (Failure){
            .code = CONFLICT,
            .detail = S("Another import booked the same rows at the same time: nothing of this "
                        "one is booked; import the file again")
        };
    fail_clear(c);
    return store_write(c->store, c, end_unit, &e);
}

void import_give_up(Ctx *c, Id import_id)
{
    End e = { import_id, c->failure, NULL };
    fail_clear(c);
    store_write(c->store, c, end_unit, &e);
    c->failure = e.why;
}

/* --- imports that ended with their process --- */

typedef struct {
    Id *ids;
    ptrdiff_t n;
} Jobless;

/* Running imports that no job will go on with: a command's, a request's, or a job's that was given
 * up. */
static bool list_jobless(Ctx *c, void *arg)
{
    Jobless *j = arg;
    DbRows rows = db_rows(c, &q_import_running, DB_ARGS(V_INT(c->workspace_id)));
    *j = (Jobless){ NEW_ARRAY(c->mem, Id, rows.n + 1), 0 };
    for (ptrdiff_t i = 0; i < rows.n && !failed(c); i++) {
        Id id = db_int(&rows, i, "id");
        Str like = str_fmt(c->mem, "%%%.*s%%", STR_ARG(id_text(c->mem, "imp", id)));
        if (!db_one_int(c, &q_import_job, DB_ARGS(V_INT(c->workspace_id), V_TEXT(like))))
            j->ids[j->n++] = id;
    }
    return !failed(c);
}

bool end_abandoned(Ctx *c, Id except)
{
    static const Failure why = {
        .code = UNAVAILABLE,
        .detail = S_INIT(
            "Florin was ended in the middle of it: nothing is booked; import the file again")
    };
    Jobless j;
    if (!store_read(c->store, c, list_jobless, &j))
        return false;
    for (ptrdiff_t i = 0; i < j.n; i++) {
        int fd CLEAN(clean_fd) = -1;
        Import imp;
        End e = { j.ids[i], why, NULL };
        if (!import_get(c, j.ids[i], &imp))
            return false;
        /* With an S3 service its process may be another server's: then silence tells. */
        bool silent = !blob_shared() || imp.updated_at < c->now_ms - SILENT_AFTER_MS;
        if (imp.id != except && silent && keep_hold(c, &imp, &fd) == KEEP_HELD &&
            !store_write(c->store, c, end_unit, &e))
            return false;
    }
    return true;
}
