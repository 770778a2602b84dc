/* Batches: transactions sent by programs (IMP-20). A batch is stored at once with its rows,
 * answered with its id, and worked through by a job, which gives the rows their categories. A batch
 * whose job got lost is found by a sweep every five minutes. */
#ifndef FLORIN_IMPORT_BATCH_H
#define FLORIN_IMPORT_BATCH_H

#include "field/operation.h"
#include "job/job.h"

enum { BATCH_PENDING = 1, BATCH_PROCESSING, BATCH_COMPLETED, BATCH_FAILED };

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Str external_id; /* the sender's own; the same again answers with the batch there is */
    int status;      /* BATCH_… */
    int64_t accepted, duplicates, completed, failed;
    Str error;
} Batch;

extern const Resource batch_resource;

/* Reads a body, {"external_id", "account_id", "transactions": […]} or a bare array of rows, stores
 * its rows and enqueues the job, in the unit's write transaction. Rows whose external_id the
 * account has already are counted as duplicates and not stored again. All field errors at once. */
bool batch_take(Ctx *c, Str body, Batch *out);

extern const OperationTable batch_operations;
extern const JobTable batch_job_kinds;

#endif
