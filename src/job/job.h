/* Jobs: work that is asked for inside a transaction and done later, by this process or another.
 *
 * A job is a row: queue, kind, payload (a field table), run-after, attempts, lease. It is enqueued
 * in the transaction that wants it, so either both happen or neither. A worker takes it with a
 * lease and beats while it works; when the worker dies the lease runs out and another takes it. A
 * failure of the world (status 5xx) is tried again with growing pauses, three times by default; a
 * failure of the input is final. What failed for good stays, with its words, as a dead letter. */
#ifndef FLORIN_JOB_JOB_H
#define FLORIN_JOB_JOB_H

#include "field/operation.h"

typedef struct JobKind JobKind;

/* A job being run. */
typedef struct {
    Id id;
    const JobKind *kind;
    void *payload;     /* of kind->payload's struct, checked */
    int64_t attempt;   /* 1 for the first */
    bool is_last;      /* after this attempt it is a dead letter */
    int64_t *later_ms; /* what job_later() says */
} Job;

/* A kind of job: a row in a room's table. */
struct JobKind {
    const char *name;     /* "import.read" */
    const char *queue;    /* "files", "analysis", "maintenance", … */
    const Shape *payload; /* NULL: none */
    /* Does the work in c, which has the workspace and user of whoever enqueued it and no lane: it
     * enters store_read and store_write itself, in batches, and must bear being run again from the
     * start after a crash. Fails through fail(). */
    bool (*run)(Ctx *c, const Job *job);
    /* Called in the transaction that gives the job up; c->failure is clear, `why` is the reason. */
    bool (*given_up)(Ctx *c, const Job *job, const Failure *why);
    int max_attempts; /* 0: 3 */
    int64_t pause_ms; /* before the second attempt, doubled for each further; 0: 2,000 */
    int priority;     /* lower runs first; 0 is ordinary */
    int64_t every_ms; /* a schedule: enqueued this often, without payload; 0: never */
    const char *doc;
};

typedef struct {
    const JobKind *const *kinds;
    ptrdiff_t n;
} JobTable;

/* How a job is enqueued; zeroed is usual. */
typedef struct {
    int64_t run_after_ms; /* an instant; 0: at once */
    Str dedupe_key;       /* while a job with this key waits or runs, another is not added */
} JobOptions;

/* Adds a job in the unit's transaction; workers are told after its commit. Returns its id; 0 after
 * a failure, or when one with the same dedupe key is already waiting or running. */
Id job_add(Ctx *c, const JobKind *kind, const void *payload, const JobOptions *o);

/* Says how far the running job is, 0–100. Enters the write lane itself. */
bool job_progress(Ctx *c, const Job *job, int percent);

/* Has the running job go back into the queue for so long, as if it had not been begun: no attempt
 * is counted. For work whose turn has not come. Its function ends then, with true and with nothing
 * done. */
void job_later(const Job *job, int64_t ms);

/* Whether due work of other workspaces waits in the running job's queue: a job that only waits
 * should make room for it (job_later). Enters the read lane; false also after a failure. */
bool job_others_wait(Ctx *c, const Job *job);

/* --- workers -------------------------------------------------------------------------------- */

typedef struct JobRunner JobRunner;

typedef struct {
    int threads;        /* 0: one for each processor */
    const char *queues; /* comma-separated; NULL: all */
    int64_t lease_ms;   /* 0: 15,000 */
} JobRunnerOptions;

/* Starts workers for these kinds, and registers their schedules. The tables must outlive it. NULL
 * and a failure in c when the store cannot be written. */
JobRunner *job_runner_start(Ctx *c, Store *s, const JobTable *tables, ptrdiff_t n_tables,
                            const JobRunnerOptions *o);

/* Lets running jobs come to an end for at most wait_ms, then gives back their leases. */
void job_runner_stop(JobRunner *r, int64_t wait_ms);

/* Runs what is due in this thread until nothing is; returns how many jobs it ran. For commands and
 * tests, which have no runner. */
int job_run_due(Ctx *c, Store *s, const JobTable *tables, ptrdiff_t n_tables);

/* Tells sleeping workers of this process that there is work. */
void job_wake(void);

/* --- for administrators ---------------------------------------------------------------------- */

/* The jobs of the workspace, as GET /admin/jobs shows them. */
extern const Resource job_resource;
extern const OperationTable job_operations;
extern const JobTable job_own_kinds; /* cleaning up finished jobs */

#endif
