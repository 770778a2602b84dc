/* The workers of a process, with the kinds of jobs of all rooms. */
#ifndef FLORIN_APP_WORKERS_H
#define FLORIN_APP_WORKERS_H

#include "app/open.h"
#include "job/job.h"

/* Starts them; NULL and a failure in p->c when that cannot be. The tables live in p's memory. */
JobRunner *workers_start(Program *p, const JobRunnerOptions *o);

/* Does in this thread what is due, and returns how many jobs that were. */
int workers_run_due(Program *p);

#endif
