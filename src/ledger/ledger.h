/* The ledger room's tables, and the version of its data. */
#ifndef FLORIN_LEDGER_LEDGER_H
#define FLORIN_LEDGER_LEDGER_H

#include "field/operation.h"

extern const OperationTable ledger_operations;

/* A number that rises with every change of the workspace's accounts, categories, patterns and
 * transactions. Derived answers carry it in their cache key: they are right or absent. */
int64_t ledger_version(Ctx *c);

/* Marks the workspace's data as changed, in the unit's transaction. The resources of this room do
 * it themselves; whoever writes rows in bulk calls it. */
bool ledger_changed(Ctx *c);

#endif
