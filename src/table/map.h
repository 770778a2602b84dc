/* The mapping of a table's columns to meanings, found by evidence.
 *
 * Header words and the kinds of cells propose; arithmetic decides. Every way to read the amounts
 * that the columns allow (one signed column, a debit and a credit column, an amount and a flag,
 * gross with a fee beside it, …) is tried against the running or stated balances, and the one they
 * prove wins. What nothing in the file decides is taken in the likelier way and said: ambiguous. */
#ifndef FLORIN_TABLE_MAP_H
#define FLORIN_TABLE_MAP_H

#include "table/facts.h"
#include "table/mapping.h"

/* Finds the mapping from the sample. False when no column holds dates or amounts: the table is not
 * one of transactions. Doubts go into s as findings and s->ambiguous. */
bool map_table(Reading *r, const Columns *columns, const TableRow *rows, ptrdiff_t n,
               const TableFacts *facts, Statement *s, Mapping *out);

#endif
