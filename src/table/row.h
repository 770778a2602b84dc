/* A row of cells into a StatementRow under a mapping. */
#ifndef FLORIN_TABLE_ROW_H
#define FLORIN_TABLE_ROW_H

#include "table/mapping.h"

typedef enum {
    ROW_TAKEN,   /* *out is a movement */
    ROW_BALANCE, /* a line that states a balance and moves nothing */
    ROW_LEFT     /* no movement; why says it */
} RowVerdict;

/* Why a row was left out, and how bad that is. */
typedef struct {
    FindingLevel level;
    const char *field;
    const char *what; /* "the date cannot be read" */
    Str shown;        /* the cell in question */
    LineKind kind;
    bool pending;    /* taken only if the balances count it */
    Decimal balance; /* with ROW_BALANCE */
} RowReason;

/* Reads a row. Texts of *out are views of the row's cells or stand on r->scratch. */
RowVerdict row_read(Reading *r, const Mapping *m, const TableRow *row, StatementRow *out,
                    RowReason *why);

/* The hash of the row's raw fields. */
uint64_t row_fingerprint(const TableRow *row);

#endif
