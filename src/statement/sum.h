/* An exact sum of decimals of any scale, for the totals that formats state. */
#ifndef FLORIN_STATEMENT_SUM_H
#define FLORIN_STATEMENT_SUM_H

#include "statement/statement.h"

typedef struct {
    Decimal total;
    bool lost; /* it did not fit: it says nothing any more */
} ExactSum;

void total_add(ExactSum *s, Decimal d);

/* Whether the total is d; also true when the sum is lost, since nothing contradicts then. */
bool total_agrees(const ExactSum *s, Decimal d);

Decimal decimal_negated(Decimal d);
Decimal decimal_absolute(Decimal d);

#endif
