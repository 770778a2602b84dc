/* What the reading of one table shares. */
#ifndef FLORIN_TABLE_READING_H
#define FLORIN_TABLE_READING_H

#include "statement/words.h"
#include "table/source.h"
#include "text/datetext.h"

typedef struct {
    Ctx *c;
    Arena *scratch; /* reset per row or batch; c->mem holds what lives on */
    const Words *words;
    WordsOfDates dates; /* for date_read */
    /* The last date and currency that were read: rows that follow one another repeat them. */
    Str currency_cell;
    char date_cell[24];
    int date_bytes;
    Date date;
    const Mapped *given; /* the mapping a person gave; NULL: the evidence decides */
    ptrdiff_t n_given;
} Reading;

#endif
