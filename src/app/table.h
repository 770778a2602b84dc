/* Aligned tables on a terminal: text to the left, figures to the right. Widths are counted in
 * characters. */
#ifndef FLORIN_APP_TABLE_H
#define FLORIN_APP_TABLE_H

#include "base/base.h"

#include <stdio.h>

typedef struct {
    Arena *mem;
    ptrdiff_t n_columns;
    const char *align; /* one of l, r for each column */
    Str *cells;
    ptrdiff_t n, room; /* cells */
} Table;

Table table_new(Arena *mem, const char *align);
/* Adds a row of n_columns texts. */
void table_add(Table *t, const Str *cells);
/* Prints the rows; the first one is the heading. */
void table_print(FILE *to, const Table *t);

#endif
