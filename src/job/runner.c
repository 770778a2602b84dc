/* Workers: threads that take jobs and one that beats, schedules and sweeps. */
#include "job/job.h"

#include "job/bell.h"
#include "job_sql.h"
#include "job/queue.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    DEFAULT_LEASE_MS = 15000,
    SWEEP_MS = 1000,
    KEEP_DONE_MS = 7 * 24 * 3600 * 1000,
    MAX_THREADS = 64
};

struct JobRunner {
    Store *store;
    const JobTable *tables;
    ptrdiff_t n_tables;
    Arena *mem;
    Str queues; /* ",a,b," or "" */
    Str owner;
    int64_t lease_ms;
    atomic_bool stopping;
    atomic_int busy; /* workers in a job */
    int n_threads;
    pthread_t threads[MAX_THREADS];
    pthread_t keeper;
};

static Ctx system_ctx(Store *s, const char *name)
{
    Ctx c = ctx_new(name, LIMIT_JOB_ARENA_BYTES);
    c.store = s;
    c.system = true;
    c.scopes = ~0u;
    c.lane_note = str_of(name);
    return c;
}

/* Takes and runs one job; false when none was due. */
static bool work_once(JobRunner *r)
{
    Ctx c = system_ctx(r->store, "job queue");
    TakenJob t = { 0 };
    bool took = queue_take(&c, r->queues, r->owner, r->lease_ms, &t) && t.id;
    if (failed(&c))
        log_line(LOG_WARN, "job.queue", LOG_TEXT("detail", c.failure.detail),
                 LOG_TEXT("internal", c.failure.internal));
    if (took)
        queue_run(r->store, r->tables, r->n_tables, &t, r->owner);
    ctx_done(&c);
    return took;
}

static void *work(void *arg)
{
    JobRunner *r = arg;
    while (!atomic_load(&r->stopping)) {
        uint64_t heard = bell_rings();
        atomic_fetch_add(&r->busy, 1);
        bool took = work_once(r);
        atomic_fetch_sub(&r->busy, 1);
        if (!took && !atomic_load(&r->stopping))
            bell_wait(heard, SWEEP_MS);
    }
    return NULL;
}

static bool beat(Ctx *c, void *arg)
{
    const JobRunner *r = arg;
    db_run(c, &q_job_beat, DB_ARGS(V_TEXT(r->owner), V_INT(clock_now_ms() + r->lease_ms)));
    return !failed(c);
}

/* Extends the leases of running jobs and starts what is scheduled. */
static void *keep(void *arg)
{
    JobRunner *r = arg;
    int64_t next_beat = 0;
    while (!atomic_load(&r->stopping)) {
        Ctx c = system_ctx(r->store, "job keeper");
        int64_t now = clock_mono_ns() / 1000000;
        if (now >= next_beat && atomic_load(&r->busy) > 0) {
            store_write(r->store, &c, beat, r);
            next_beat = now + r->lease_ms / 3;
        }
        fail_clear(&c);
        queue_schedules(&c, r->tables, r->n_tables);
        ctx_done(&c);
        struct timespec pause = { 0, 250 * 1000000L };
        for (int i = 0; i < SWEEP_MS / 250 && !atomic_load(&r->stopping); i++)
            nanosleep(&pause, NULL);
    }
    return NULL;
}

static bool register_schedules(Ctx *c, void *arg)
{
    const JobRunner *r = arg;
    for (ptrdiff_t i = 0; i < r->n_tables; i++) {
        for (ptrdiff_t k = 0; k < r->tables[i].n; k++) {
            const JobKind *kind = r->tables[i].kinds[k];
            if (kind->every_ms)
                db_run(c, &q_schedule_register,
                       DB_ARGS(V_TEXT(str_of(kind->name)), V_INT(kind->every_ms),
                               V_INT(clock_now_ms() + kind->every_ms)));
        }
    }
    return !failed(c);
}

static Str owner_name(Arena *mem)
{
    uint64_t mark;
    random_bytes(&mark, sizeof mark);
    return str_fmt(mem, "%ld-%016llx", (long)getpid(), (unsigned long long)mark);
}

JobRunner *job_runner_start(Ctx *c, Store *s, const JobTable *tables, ptrdiff_t n_tables,
                            const JobRunnerOptions *o)
{
    Arena *mem = arena_new("job runner", 1 << 20);
    JobRunner *r = NEW(mem, JobRunner);
    r->mem = mem;
    r->store = s;
    r->tables = tables;
    r->n_tables = n_tables;
    r->queues = o->queues ? str_fmt(mem, ",%s,", o->queues) : S("");
    r->owner = owner_name(mem);
    r->lease_ms = o->lease_ms ? o->lease_ms : DEFAULT_LEASE_MS;
    r->n_threads = o->threads > 0 ? o->threads : (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (r->n_threads > MAX_THREADS)
        r->n_threads = MAX_THREADS;
    if (!store_write(s, c, register_schedules, r)) {
        arena_free(mem);
        return NULL;
    }
    for (int i = 0; i < r->n_threads; i++)
        pthread_create(&r->threads[i], NULL, work, r);
    pthread_create(&r->keeper, NULL, keep, r);
    return r;
}

static bool give_back(Ctx *c, void *arg)
{
    const JobRunner *r = arg;
    db_run(c, &q_job_give_back, DB_ARGS(V_TEXT(r->owner)));
    return !failed(c);
}

void job_runner_stop(JobRunner *r, int64_t wait_ms)
{
    if (!r)
        return;
    atomic_store(&r->stopping, true);
    job_wake();
    int64_t until = clock_mono_ns() / 1000000 + wait_ms;
    struct timespec pause = { 0, 20 * 1000000L };
    while (atomic_load(&r->busy) > 0 && clock_mono_ns() / 1000000 < until)
        nanosleep(&pause, NULL);
    bool all_ended = atomic_load(&r->busy) == 0;
    pthread_join(r->keeper, NULL);
    if (!all_ended) {
        /* A job does not end in time: others may have it. The process is about to exit, and its
         * thread keeps the runner, which is therefore not freed. */
        Ctx c = system_ctx(r->store, "job runner stop");
        store_write(r->store, &c, give_back, r);
        ctx_done(&c);
        return;
    }
    for (int i = 0; i < r->n_threads; i++)
        pthread_join(r->threads[i], NULL);
    arena_free(r->mem);
}

int job_run_due(Ctx *c, Store *s, const JobTable *tables, ptrdiff_t n_tables)
{
    JobRunner r = { .store = s,
                    .tables = tables,
                    .n_tables = n_tables,
                    .queues = S(""),
                    .owner = owner_name(c->mem),
                    .lease_ms = DEFAULT_LEASE_MS };
    int n = 0;
    while (work_once(&r))
        n++;
    return n;
}

static bool delete_done(Ctx *c, void *arg)
{
    (void)arg;
    db_run(c, &q_job_clean, DB_ARGS(V_INT(clock_now_ms() - KEEP_DONE_MS)));
    return !failed(c);
}

static bool clean(Ctx *c, const Job *job)
{
    (void)job;
    return store_write(c->store, c, delete_done, NULL);
}

static const JobKind job_clean_kind = {
    .name = "job.clean",
    .queue = "maintenance",
    .run = clean,
    .every_ms = 3600 * 1000,
    .doc = "Removes jobs that were completed more than a week ago.",
};
static const JobKind *const own_kinds[] = { &job_clean_kind };
const JobTable job_own_kinds = { own_kinds, COUNT(own_kinds) };
