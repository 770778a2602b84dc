/* Reference tables: what clients offer to choose from. They belong to nobody and change with the
 * program only. */
#ifndef FLORIN_LEDGER_REFERENCE_H
#define FLORIN_LEDGER_REFERENCE_H

#include "field/operation.h"

extern const Shape reference_currencies_shape;
bool reference_currencies(Ctx *c, Call *call);

#endif
