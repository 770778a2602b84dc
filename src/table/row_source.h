/* Where the fields of a table's row stand in it, for the comparison. */
#ifndef FLORIN_TABLE_ROW_SOURCE_H
#define FLORIN_TABLE_ROW_SOURCE_H

#include "table/mapping.h"

/* Sets out->raw, the cells of the row with " | " between, and out->parts, on r->scratch. */
void row_source(Reading *r, const Mapping *m, const TableRow *row, StatementRow *out);

/* Figures and days are as sure as the row is, which the balances say when it has been read. */
void row_source_sure(StatementRow *row);

#endif
