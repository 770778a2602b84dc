/* The tables of all rooms: one line each in tables.c. */
#ifndef FLORIN_APP_TABLES_H
#define FLORIN_APP_TABLES_H

#include "field/operation.h"
#include "job/job.h"

extern const OperationTable *const operation_tables[];
extern const ptrdiff_t operation_table_count;

extern const JobTable *const job_tables[];
extern const ptrdiff_t job_table_count;

/* Makes the rooms known to each other where a lower one calls a higher one: what a new workspace is
 * filled with. Once, at start. */
void tables_start(void);

#endif
