/* Private to the mapping: the search for the way to read the amounts. */
#ifndef FLORIN_TABLE_MAP_SEARCH_H
#define FLORIN_TABLE_MAP_SEARCH_H

#include "table/facts.h"
#include "table/mapping.h"

/* Finds the columns and the rule of the amounts. False when the table has none. Doubts go into s.
 */
bool map_amounts(Reading *r, const TableRow *rows, ptrdiff_t n, const TableFacts *facts,
                 Statement *s, Mapping *m);

#endif
