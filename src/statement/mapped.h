/* What the formats of a given mapping say, for every reader that takes one. */
#ifndef FLORIN_STATEMENT_MAPPED_H
#define FLORIN_STATEMENT_MAPPED_H

#include "statement/statement.h"
#include "text/datetext.h"
#include "text/number.h"

/* The order of day, month and year in the format of the date ("%d/%m/%Y"); 0: it does not say. */
DateOrder mapped_order(const Mapped *mapping, ptrdiff_t n);

/* The decimal mark of a figure's format: "1.234,56" has a comma; 0: it does not say. */
int mapped_mark(Str format);

/* Whether the amount's format begins with a minus: spending is written positive. */
bool mapped_turned(const Mapped *mapping, ptrdiff_t n);

#endif
