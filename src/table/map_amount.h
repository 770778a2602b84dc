/* Figures of a row under a mapping. */
#ifndef FLORIN_TABLE_MAP_AMOUNT_H
#define FLORIN_TABLE_MAP_AMOUNT_H

#include "table/mapping.h"

/* The figure in a cell of that column; false when it is none. A blank cell is none too. */
bool map_figure(const Mapping *m, int column, const TableRow *row, Decimal *out,
                NumberText *detail);

/* The column that holds the amount of this row, which came to that. */
int map_column_of_amount(const Mapping *m, const TableRow *row, Decimal amount);

/* The amount of a row under the mapping, in units of 10^-scale; false when the row has none that
 * can be read. With SIGN_BY_BALANCE the size. */
typedef enum { AMOUNT_READ, AMOUNT_BLANK, AMOUNT_BAD, AMOUNT_BOTH } AmountResult;
AmountResult map_amount_of(Reading *r, const Mapping *m, const TableRow *row, Decimal *out);

/* The direction that the flag or the kind of the row says: -1 out, 1 in, 0 none. */
int map_way_of(Reading *r, const Mapping *m, const TableRow *row);

#endif
