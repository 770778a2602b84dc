/* The work on batches; private to the room. */
#ifndef FLORIN_IMPORT_BATCH_JOB_H
#define FLORIN_IMPORT_BATCH_JOB_H

#include "import/batch.h"

/* Enqueues the job of a batch unless it waits or runs already. In the write lane. */
bool batch_enqueue(Ctx *c, Id batch_id);

#endif
