/* The queue's side of jobs: taking them, ending them. Private to the room. */
#ifndef FLORIN_JOB_QUEUE_H
#define FLORIN_JOB_QUEUE_H

#include "job/job.h"

/* A job as taken from the queue. */
typedef struct {
    Id id;
    Id workspace_id, user_id;
    Str kind, payload;
    int64_t attempts, max_attempts;
} TakenJob;

/* Takes the most urgent due job of the queues (",a,b," or "" for all) for this owner; out->id is 0
 * when there is none. Enters the write lane. */
bool queue_take(Ctx *c, Str queues, Str owner, int64_t lease_ms, TakenJob *out);

/* Runs a taken job in a context of its own and records how it ended. */
void queue_run(Store *s, const JobTable *tables, ptrdiff_t n_tables, const TakenJob *t, Str owner);

/* Enqueues the scheduled kinds that are due. Enters the write lane. */
bool queue_schedules(Ctx *c, const JobTable *tables, ptrdiff_t n_tables);

#endif
