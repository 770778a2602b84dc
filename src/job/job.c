/* Jobs as rows: adding them, and what administrators see of them. */
#include "job/job.h"

#include "field/write.h"
#include "job_sql.h"
#include "job/queue.h"

enum { DEFAULT_ATTEMPTS = 3 };

typedef struct {
    Id id;
    Id workspace_id;
    int64_t created_at, updated_at;
    Str queue;
    Str kind;
    int status;
    int64_t priority, attempts, max_attempts, progress;
    int64_t run_after, started_at, finished_at;
    Str error;
} JobRow;

static const char *const job_statuses[] = { "",       "pending",   "running", "completed",
                                            "failed", "cancelled", NULL };

static const Field job_fields[] = {
    F_ID(JobRow, id, .prefix = "job", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(JobRow, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(JobRow, created_at, .flags = READ_ONLY, .doc = "When it was asked for."),
    F_INSTANT(JobRow, updated_at, .flags = READ_ONLY,
              .doc = "When anything about it last changed."),
    F_TEXT(JobRow, queue, .flags = READ_ONLY, .doc = "The queue it waits in."),
    F_TEXT(JobRow, kind, .flags = READ_ONLY, .doc = "What is to be done."),
    F_WORD(JobRow, status, .flags = READ_ONLY, .words = job_statuses, .doc = "Where it stands."),
    F_INT(JobRow, priority, .flags = READ_ONLY, .doc = "Lower runs first."),
    F_INT(JobRow, attempts, .flags = READ_ONLY, .doc = "How often it was begun."),
    F_INT(JobRow, max_attempts, .flags = READ_ONLY, .doc = "How often it may be begun."),
    F_INT(JobRow, progress, .flags = READ_ONLY, .doc = "How far it is, in percent."),
    F_INSTANT(JobRow, run_after, .flags = READ_ONLY, .doc = "Not before this instant."),
    F_INSTANT(JobRow, started_at, .flags = READ_ONLY | OPTIONAL, .doc = "When it was last begun."),
    F_INSTANT(JobRow, finished_at, .flags = READ_ONLY | OPTIONAL, .doc = "When it ended."),
    F_TEXT(JobRow, error, .flags = READ_ONLY | OPTIONAL, .doc = "Why it failed the last time."),
};

static const Filter job_filters[] = {
    { "status", FILTER_IS, "status", NULL, "Only jobs that stand there." },
    { "queue", FILTER_IS, "queue", NULL, "Only this queue." },
    { "kind", FILTER_IS, "kind", NULL, "Only this kind." },
};

const Resource job_resource = {
    .name = "job",
    .plural = "jobs",
    .table = "job",
    .prefix = "job",
    .shape = { .name = "Job",
               .fields = job_fields,
               .n = COUNT(job_fields),
               .size = sizeof(JobRow) },
    .filters = job_filters,
    .n_filters = COUNT(job_filters),
    .sort = "-id",
    .owned = true,
};

static void wake_after_commit(void *arg)
{
    (void)arg;
    job_wake();
}

Id job_add(Ctx *c, const JobKind *kind, const void *payload, const JobOptions *o)
{
    JobOptions none = { 0 };
    o = o ? o : &none;
    Id id = id_new(c->now_ms);
    Str text = kind->payload ? field_stored_text(c->mem, kind->payload, payload) : S("{}");
    int64_t added =
        db_run(c, &q_job_insert,
               DB_ARGS(V_INT(id), V_INT(c->workspace_id), V_INT_OR_NULL(c->user_id),
                       V_TEXT(str_of(kind->queue)), V_TEXT(str_of(kind->name)), V_TEXT(text),
                       V_INT(kind->priority),
                       V_INT(kind->max_attempts ? kind->max_attempts : DEFAULT_ATTEMPTS),
                       V_INT(o->run_after_ms ? o->run_after_ms : c->now_ms),
                       V_TEXT_OR_NULL(o->dedupe_key), V_INT(c->now_ms)));
    db_after_commit(c, wake_after_commit, NULL);
    return added > 0 ? id : 0;
}

typedef struct {
    Id id;
    int percent;
} Progress;

static bool write_progress(Ctx *c, void *arg)
{
    const Progress *p = arg;
    db_run(c, &q_job_set_progress, DB_ARGS(V_INT(p->id), V_INT(p->percent), V_INT(c->now_ms)));
    return !failed(c);
}

bool job_progress(Ctx *c, const Job *job, int percent)
{
    Progress p = { job->id, percent };
    return store_write(c->store, c, write_progress, &p);
}

void job_later(const Job *job, int64_t ms)
{
    *job->later_ms = ms > 0 ? ms : 1;
}

typedef struct {
    Str queue;
    bool wait;
} Others;

static bool look_for_others(Ctx *c, void *arg)
{
    Others *o = arg;
    o->wait =
        db_one_int(c, &q_job_of_others,
                   DB_ARGS(V_INT(clock_now_ms()), V_TEXT(o->queue), V_INT(c->workspace_id))) != 0;
    return !failed(c);
}

bool job_others_wait(Ctx *c, const Job *job)
{
    Others o = { .queue = str_of(job->kind->queue) };
    return store_read(c->store, c, look_for_others, &o) && o.wait;
}

/* POST /admin/jobs/:id/retry and /cancel. */
static bool changed_or_conflict(Ctx *c, Call *call, const Query *q, const char *must)
{
    resource_get(c, &job_resource, call->id, call->out = NEW(c->mem, JobRow));
    int64_t n = db_run(c, q, DB_ARGS(V_INT(c->workspace_id), V_INT(call->id), V_INT(c->now_ms)));
    if (n == 0)
        fail(c, CONFLICT, "status", "The job is not %s", must);
    db_after_commit(c, wake_after_commit, NULL);
    return resource_get(c, &job_resource, call->id, call->out);
}

static bool job_try_again(Ctx *c, Call *call)
{
    return changed_or_conflict(c, call, &q_job_retry, "failed; only a failed job can be retried");
}

static bool job_call_off(Ctx *c, Call *call)
{
    return changed_or_conflict(c, call, &q_job_cancel,
                               "pending; only a waiting job can be cancelled");
}

static const Operation operations[] = {
    { "GET", "/admin/jobs", crud_list, ADMIN | LISTS, .resource = &job_resource,
      .out = &job_resource.shape, .doc = "The workspace's jobs, newest first." },
    { "GET", "/admin/jobs/:id", crud_get, ADMIN, .resource = &job_resource,
      .out = &job_resource.shape, .doc = "One job." },
    { "POST", "/admin/jobs/:id/retry", job_try_again, ADMIN | WRITES, .name = "job_retry",
      .resource = &job_resource, .out = &job_resource.shape,
      .doc = "Tries a job again that was given up." },
    { "POST", "/admin/jobs/:id/cancel", job_call_off, ADMIN | WRITES, .name = "job_cancel",
      .resource = &job_resource, .out = &job_resource.shape, .doc = "Cancels a waiting job." },
};
const OperationTable job_operations = { operations, COUNT(operations) };
