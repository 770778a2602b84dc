/* A piece of long work: a context of its own whose memory goes with it. Private to the room. */
#ifndef FLORIN_IMPORT_PIECE_H
#define FLORIN_IMPORT_PIECE_H

#include "base/base.h"

/* The same user, workspace and store as c, with fresh memory. */
static inline Ctx batch_ctx(const Ctx *c)
{
    Ctx batch = *c;
    batch.mem = arena_new("a batch of rows", LIMIT_JOB_ARENA_BYTES);
    batch.now_ms = clock_now_ms();
    return batch;
}

/* Hands a failure of the piece to c, and its memory back. False when there was one. */
static inline bool batch_done(Ctx *c, Ctx *batch)
{
    const Failure *f = &batch->failure;
    if (f->code && !failed(c)) {
        fail_internal(c, f->code, str_copy(c->mem, f->internal), "%.*s", STR_ARG(f->detail));
        c->failure.field = str_copy(c->mem, f->field);
    }
    arena_free(batch->mem);
    batch->mem = NULL;
    return !failed(c);
}

#endif
