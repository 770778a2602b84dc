/* Changes of many transactions at once, all or nothing; private to the room. */
#ifndef FLORIN_LEDGER_BULK_H
#define FLORIN_LEDGER_BULK_H

#include "field/operation.h"

bool bulk_update(Ctx *c, Call *call);
bool bulk_categorize(Ctx *c, Call *call);
bool bulk_delete(Ctx *c, Call *call);

extern const Shape bulk_update_shape, bulk_categorize_shape, bulk_delete_shape, bulk_done_shape;

#endif
