/* Splitting a transaction into categories; private to the room. */
#ifndef FLORIN_LEDGER_PARTS_H
#define FLORIN_LEDGER_PARTS_H

#include "field/operation.h"

bool transaction_set_parts(Ctx *c, Call *call);
extern const Shape transaction_parts_shape;

#endif
