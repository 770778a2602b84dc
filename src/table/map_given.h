/* The mapping that a person or a template gave. */
#ifndef FLORIN_TABLE_MAP_GIVEN_H
#define FLORIN_TABLE_MAP_GIVEN_H

#include "table/plan.h"

/* The mapping that a person gave, in place of the search: columns, formats, direction. False when
 * it names no amount. */
bool map_given(Search *s, Mapping *m);

#endif
