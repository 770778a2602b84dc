/* The names reports show beside sums; private to the room. */
#ifndef FLORIN_ANALYZE_NAMES_H
#define FLORIN_ANALYZE_NAMES_H

#include "analyze/report.h"

/* Adds a sum's money to the total of its currency in the list (of CurrencyTotal); the list has room
 * for one per currency of the sums. */
bool currency_totals_add(Ctx *c, List *totals, const Sum *s);

/* The categories of the workspace by id, of SpendingItem with only its names set. */
Map category_names(Ctx *c);

/* A List of CurrencyTotal without the one of this currency. */
List other_than(Ctx *c, const List *totals, Currency currency);

/* A zeroed list with room for every currency that stands in the sums. */
List currency_totals_new(Ctx *c, const Sums *sums);

extern const Field currency_total_fields[4];

#endif
