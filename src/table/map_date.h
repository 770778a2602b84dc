/* The dates of a table. */
#ifndef FLORIN_TABLE_MAP_DATE_H
#define FLORIN_TABLE_MAP_DATE_H

#include "table/facts.h"
#include "table/mapping.h"

/* Decides the order of day, month and year, and says what is left open. */
void map_date_order(Reading *r, const TableRow *rows, ptrdiff_t n, const TableFacts *facts,
                    Statement *s, Mapping *m);

/* The day in a cell of the date column; DATE_NONE if it holds none. */
Date map_date_of(Reading *r, const Mapping *m, int column, Str cell);

#endif
