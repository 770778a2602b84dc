/* A file that is a table of text, before any meaning. */
#ifndef FLORIN_STATEMENT_CELLS_H
#define FLORIN_STATEMENT_CELLS_H

#include "base/base.h"

/* The sheets as --cells prints them. */
typedef struct {
    Str name;
    Str state;  /* "visible", "hidden", "veryHidden" */
    Str **rows; /* each row's cells, in order; with names, row and cell stand at their address */
    int32_t *widths;
    ptrdiff_t n_rows;
} CellSheet;

typedef struct {
    CellSheet *sheets;
    ptrdiff_t n;
} CellSet;

#endif
