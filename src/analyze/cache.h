/* Answers kept for a while: right or absent, never stale. The key of an answer holds the version of
 * the workspace's data, so a change makes all earlier answers unreachable at once; the age limit is
 * only an upper bound. Shared by all threads of the process. */
#ifndef FLORIN_ANALYZE_CACHE_H
#define FLORIN_ANALYZE_CACHE_H

#include "field/operation.h"

/* Answers call from the cache, or runs compute (which sets call->out), keeps its JSON and answers
 * with it. In the read lane. */
bool cached_answer(Ctx *c, Call *call, bool (*compute)(Ctx *c, Call *call));

/* For measurements: answers found and not found so far. */
void cache_counts(int64_t *hits, int64_t *misses);

#endif
