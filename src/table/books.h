/* Double-entry books exported as a table: every transaction with all its sides, a row each, which
 * together make zero. Only the rows of assets and liabilities are movements of accounts; each such
 * account is a statement, and the rows of expenses, income and equity are the other sides. */
#ifndef FLORIN_TABLE_BOOKS_H
#define FLORIN_TABLE_BOOKS_H

#include "table/mapping.h"

enum { BOOKS_ACCOUNTS_MAX = 64 };

typedef struct {
    int column; /* of the accounts' names; MAP_NONE: the table is no such books */
    Str accounts[BOOKS_ACCOUNTS_MAX];
    int n;
    bool too_many;
} Books;

/* Whether the sample is one of books, and in which column the accounts stand. */
Books books_of_sample(Reading *r, const Mapping *m, const TableRow *rows, ptrdiff_t n);

/* Adds the account of a row, if it is an asset or a liability; its name lives on r->c->mem. */
void books_add(Reading *r, Books *b, const TableRow *row);

#endif
