/* Private to the layout: what a text file in data/banks/ adds for one bank's pages. The file's form
 * is told in docs/rooms/statement.md. */
#ifndef FLORIN_LAYOUT_BANK_H
#define FLORIN_LAYOUT_BANK_H

#include "layout/solve.h"

enum { BANK_COLUMNS_MAX = 16 };

typedef struct Bank {
    Str opening, closing, ignore; /* words, divided by "|"; none if the file has none */
    bool sign_given;
    SignRule sign;
    DateOrder order;                /* 0: not given */
    Name columns[BANK_COLUMNS_MAX]; /* for tables without names */
    int n_columns;
} Bank;

/* The bank whose words all stand on the pages; NULL if there is none. */
const Bank *bank_of(PageRead *l);

/* Does what it says about lines: those to ignore, and columns for pages that name none. */
void bank_apply(PageRead *l);

/* Whether the text begins with one of the words. */
bool bank_begins(PageRead *l, Str words, Str text);

#endif
