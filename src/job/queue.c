/* Taking a job, running it, recording its end. */
#include "job/queue.h"

#include "field/read.h"
#include "job_sql.h"

enum { DEFAULT_PAUSE_MS = 2000, LONGEST_PAUSE_MS = 15 * 60 * 1000 };

typedef struct {
    Str queues, owner;
    int64_t lease_ms;
    TakenJob *out;
} Take;

static bool take_one(Ctx *c, void *arg)
{
    Take *t = arg;
    *t->out = (TakenJob){ 0 };
    int64_t now = clock_now_ms();
    Id id = db_one_int(c, &q_job_next, DB_ARGS(V_INT(now), V_TEXT(t->queues)));
    if (!id)
        return !failed(c);
    DbRows r = db_rows(c, &q_job_take,
                       DB_ARGS(V_INT(id), V_INT(now + t->lease_ms), V_TEXT(t->owner), V_INT(now)));
    if (failed(c) || !r.n)
        return !failed(c);
    *t->out = (TakenJob){ .id = id,
                          .workspace_id = db_int(&r, 0, "workspace_id"),
                          .user_id = db_int(&r, 0, "user_id"),
                          .kind = db_text(&r, 0, "kind"),
                          .payload = db_text(&r, 0, "payload"),
                          .attempts = db_int(&r, 0, "attempts"),
                          .max_attempts = db_int(&r, 0, "max_attempts") };
    return true;
}

bool queue_take(Ctx *c, Str queues, Str owner, int64_t lease_ms, TakenJob *out)
{
    Take t = { queues, owner, lease_ms, out };
    return store_write(c->store, c, take_one, &t);
}

static const JobKind *kind_named(const JobTable *tables, ptrdiff_t n_tables, Str name)
{
    for (ptrdiff_t i = 0; i < n_tables; i++)
        for (ptrdiff_t k = 0; k < tables[i].n; k++)
            if (str_eq(str_of(tables[i].kinds[k]->name), name))
                return tables[i].kinds[k];
    return NULL;
}

/* How a run ended, for the transaction that records it. */
typedef struct {
    const TakenJob *taken;
    const Job *job; /* NULL when its kind or payload could not be made out */
    Failure why;
    Str owner;
    int64_t again_at; /* 0: not again */
    int64_t later_at; /* 0: it was done */
} End;

static Str words(Ctx *c, const Failure *f)
{
    Str slug = fail_slug(f->code);
    return str_fmt(c->mem, "%.*s: %.*s", STR_ARG(slug), STR_ARG(f->detail));
}

static bool record_end(Ctx *c, void *arg)
{
    const End *e = arg;
    DbValue id = V_INT(e->taken->id), owner = V_TEXT(e->owner), now = V_INT(clock_now_ms());
    if (!e->why.code && e->later_at) {
        db_run(c, &q_job_later, DB_ARGS(id, owner, V_INT(e->later_at), now));
    } else if (!e->why.code) {
        db_run(c, &q_job_done, DB_ARGS(id, owner, now));
    } else if (e->again_at) {
        db_run(c, &q_job_again,
               DB_ARGS(id, owner, V_INT(e->again_at), V_TEXT(words(c, &e->why)), now));
    } else {
        int64_t n = db_run(c, &q_job_dead, DB_ARGS(id, owner, V_TEXT(words(c, &e->why)), now));
        if (n == 1 && e->job && e->job->kind->given_up)
            e->job->kind->given_up(c, e->job, &e->why);
    }
    return !failed(c);
}

/* Full jitter would spread a crowd of servers; a tenth is enough for one database. A failure may
 * know that it takes longer. */
static int64_t pause_before(const JobKind *kind, int64_t attempt, const Failure *why)
{
    int64_t pause = kind->pause_ms ? kind->pause_ms : DEFAULT_PAUSE_MS;
    for (int64_t i = 1; i < attempt && pause < LONGEST_PAUSE_MS; i++)
        pause *= 2;
    if (pause < why->retry_after_ms)
        pause = why->retry_after_ms;
    Rng rng = rng_new((uint64_t)clock_mono_ns());
    return pause + rng_below(&rng, pause / 10 + 1);
}

static void log_end(const End *e, int64_t began_ns)
{
    int64_t ms = (clock_mono_ns() - began_ns) / 1000000;
    Str name = e->taken->kind;
    if (!e->why.code && e->later_at)
        log_line(LOG_DEBUG, "job.later", LOG_TEXT("kind", name), LOG_NUMBER("job", e->taken->id),
                 LOG_NUMBER("ms", ms));
    else if (!e->why.code)
        log_line(LOG_INFO, "job.done", LOG_TEXT("kind", name), LOG_NUMBER("job", e->taken->id),
                 LOG_NUMBER("ms", ms), LOG_NUMBER("attempt", e->taken->attempts));
    else
        log_line(e->again_at ? LOG_WARN : LOG_ERROR, e->again_at ? "job.again" : "job.dead",
                 LOG_TEXT("kind", name), LOG_NUMBER("job", e->taken->id), LOG_NUMBER("ms", ms),
                 LOG_NUMBER("attempt", e->taken->attempts),
                 LOG_TEXT("code", fail_slug(e->why.code)), LOG_TEXT("detail", e->why.detail),
                 LOG_TEXT("internal", e->why.internal));
}

static void run_in(Ctx *c, Job *job, const TakenJob *t)
{
    const Shape *payload = job->kind->payload;
    if (payload) {
        job->payload = arena_alloc(c->mem, payload->size);
        field_read(c, payload, READ_STORED, t->payload, job->payload);
    }
    if (t->attempts > t->max_attempts)
        fail(c, INTERNAL, NULL, "the worker died %lld times while doing it",
             (long long)t->attempts - 1);
    else if (!failed(c) && !job->kind->run(c, job))
        fail(c, INTERNAL, NULL, "it ended without success and without a reason");
}

void queue_run(Store *s, const JobTable *tables, ptrdiff_t n_tables, const TakenJob *t, Str owner)
{
    int64_t began = clock_mono_ns();
    Ctx c = ctx_new("job", LIMIT_JOB_ARENA_BYTES);
    c.store = s;
    c.workspace_id = t->workspace_id;
    c.user_id = t->user_id;
    c.role = ROLE_OWNER;
    c.scopes = ~0u;
    c.system = t->workspace_id == 0;
    c.lane_note = str_fmt(c.mem, "job %.*s", STR_ARG(t->kind));
    int64_t later_ms = 0;
    Job job = { .id = t->id,
                .later_ms = &later_ms,
                .kind = kind_named(tables, n_tables, t->kind),
                .attempt = t->attempts,
                .is_last = t->attempts >= t->max_attempts };
    if (job.kind)
        run_in(&c, &job, t);
    else
        fail(&c, INTERNAL, NULL, "this program knows no jobs of the kind '%.*s'", STR_ARG(t->kind));

    End e = {
        .taken = t, .job = job.kind && job.payload ? &job : NULL, .why = c.failure, .owner = owner
    };
    if (job.kind && !job.kind->payload)
        e.job = &job;
    if (e.why.code && job.kind && fail_status(e.why.code) >= 500 && !job.is_last)
        e.again_at = clock_now_ms() + pause_before(job.kind, t->attempts, &e.why);
    e.later_at = !e.why.code && later_ms ? clock_now_ms() + later_ms : 0;
    fail_clear(&c);
    c.now_ms = clock_now_ms();
    if (!store_write(s, &c, record_end, &e))
        log_line(LOG_ERROR, "job.end_not_recorded", LOG_NUMBER("job", t->id),
                 LOG_TEXT("detail", c.failure.detail)); /* its lease runs out: it is done again */
    log_end(&e, began);
    ctx_done(&c);
}

typedef struct {
    const JobTable *tables;
    ptrdiff_t n;
} Tables;

static bool enqueue_due(Ctx *c, void *arg)
{
    const Tables *t = arg;
    int64_t now = clock_now_ms();
    DbRows due = db_rows(c, &q_schedule_due, DB_ARGS(V_INT(now)));
    for (ptrdiff_t i = 0; i < due.n && !failed(c); i++) {
        Str name = db_text(&due, i, "name");
        const JobKind *kind = kind_named(t->tables, t->n, name);
        int64_t every = db_int(&due, i, "every_ms"), next = db_int(&due, i, "next_run");
        if (!kind)
            continue;
        int64_t n = db_run(c, &q_schedule_advance,
                           DB_ARGS(V_TEXT(name), V_INT(next), V_INT(now + every), V_INT(now)));
        if (n == 1)
            job_add(c, kind, NULL, &(JobOptions){ .dedupe_key = name });
    }
    return !failed(c);
}

bool queue_schedules(Ctx *c, const JobTable *tables, ptrdiff_t n_tables)
{
    Tables t = { tables, n_tables };
    return store_write(c->store, c, enqueue_due, &t);
}
