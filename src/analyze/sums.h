/* Sums: what a period's rows add up to, by account, month, category and class. The one way the
 * reports ask for money: whole months come from month_total, the days at a period's ends from the
 * rows themselves, so the cost does not grow with the number of rows. */
#ifndef FLORIN_ANALYZE_SUMS_H
#define FLORIN_ANALYZE_SUMS_H

#include "db/db.h"
#include "value/id.h"
#include "value/money.h"
#include "value/period.h"

typedef struct {
    Id account_id, category_id; /* category_id 0: none */
    Currency currency;          /* the account's */
    int month;                  /* date_month_number() */
    int class;                  /* TOTAL_… bits of ledger/total.h; 0: posted and ordinary */
    int64_t n, money_in, money_out;
} Sum;

typedef struct {
    const Sum *items;
    ptrdiff_t n;
} Sums;

/* The sums of the workspace's rows in the period, of one account or (0) of all. In the read lane.
 */
Sums sums_of(Ctx *c, Period period, Id account_id);

/* Whether reports about spending and income count it: no transfer, by its mark or its category
 * (between own accounts, credit card payment), and not hidden. */
static inline bool sum_is_ordinary(const Sum *s)
{
    return (s->class & 3) == 0;
}

/* Whether it is in balances: not pending. */
static inline bool sum_is_posted(const Sum *s)
{
    return (s->class & 4) == 0;
}

/* *to += change; INTERNAL when it leaves 64 bits. */
bool sum_add(Ctx *c, int64_t *to, int64_t change);

/* The workspace's home currency. */
Currency home_currency(Ctx *c);

#endif
