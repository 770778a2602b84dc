/* The workers of a process. */
#include "app/workers.h"

#include "app/tables.h"

static JobTable *all_tables(Program *p)
{
    JobTable *tables = NEW_ARRAY(p->c.mem, JobTable, job_table_count);
    for (ptrdiff_t i = 0; i < job_table_count; i++)
        tables[i] = *job_tables[i];
    return tables;
}

JobRunner *workers_start(Program *p, const JobRunnerOptions *o)
{
    return job_runner_start(&p->c, p->store, all_tables(p), job_table_count, o);
}

int workers_run_due(Program *p)
{
    return job_run_due(&p->c, p->store, all_tables(p), job_table_count);
}
