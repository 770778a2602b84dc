/* Text search over transactions with the places that matched; private to the room. */
#ifndef FLORIN_LEDGER_SEARCH_H
#define FLORIN_LEDGER_SEARCH_H

#include "field/operation.h"

bool transaction_search(Ctx *c, Call *call);
extern const Shape search_query_shape, search_answer_shape;

/* Where a folded word stands in a text: first and length in characters of the text; n = 0: nowhere.
 * For tests. */
typedef struct {
    ptrdiff_t start, n;
} Place;
Place search_place(Arena *mem, Str text, Str folded_word);

#endif
