/* Giving transactions their categories: the categorizer with a workspace's own patterns, its
 * thresholds and its category ids. */
#ifndef FLORIN_CATEGORIZE_ASSIGN_H
#define FLORIN_CATEGORIZE_ASSIGN_H

#include "ledger/transaction.h"

/* What is needed to categorise a workspace's rows, loaded once for a batch of any size. Shared and
 * immutable; lives until assigner_done. */
typedef struct Assigner Assigner;

/* The workspace's assigner, from the cache (at most 60 s old, never older than the last change of a
 * category or pattern). In a lane. NULL after a failure. */
Assigner *assigner_get(Ctx *c);
void assigner_done(Assigner *a);
#define CLEAN_ASSIGNER __attribute__((cleanup(assigner_clean)))
void assigner_clean(Assigner **a);

/* Categorises n rows: a category that is sure enough (its threshold, 0.8 unless changed) is set,
 * one that is likely (0.6 and more) becomes suggested_category_id; merchant, confidence,
 * category_source and explanation go with it. Rows that have a category already, or are transfers,
 * are left as they are. Touches no database; texts live in mem. */
void assigner_run(Arena *mem, const Assigner *a, Transaction *rows, ptrdiff_t n);

#endif
