/* Totals: sums by account, month and category, kept beside the rows so that balances and reports
 * cost the same for a thousand rows and for millions. Derived data: whoever writes a transaction
 * notes what it took away and what it added in the same transaction of the database, and
 * totals_rebuild makes the table anew from the rows. */
#ifndef FLORIN_LEDGER_TOTAL_H
#define FLORIN_LEDGER_TOTAL_H

#include "ledger/transaction.h"

/* The class of a row in month_total. */
enum { TOTAL_TRANSFER = 1, TOTAL_HIDDEN = 2, TOTAL_PENDING = 4 };

/* Changes gathered in memory, by account, month, category and class. */
typedef struct {
    Arena *mem;
    Map cells; /* of Total, by a text key */
} Totals;

Totals totals_new(Arena *mem);

/* Notes a row that is added (+1) or taken away (-1). Cancelled rows count nowhere; a row with parts
 * counts by its parts' categories. Fails with INVALID when a sum leaves 64 bits. */
bool totals_note(Ctx *c, Totals *t, const Transaction *row, int sign);

/* Before the workspace's sums grow by growth minor units in all (of any sign, of any currency):
 * INVALID on /amount when some sum over its rows and opening balances might leave 64 bits, so that
 * whatever was accepted can be added up. Small growth is not looked at: the reserve outlasts it. */
bool totals_make_room(Ctx *c, double growth);

/* Adds what was gathered to the table, in the unit's transaction; fails as totals_make_room. */
bool totals_write(Ctx *c, const Totals *t);

/* Makes the workspace's totals anew from its rows. */
bool totals_rebuild(Ctx *c);

/* How many cells of the workspace differ from what its rows give; 0 is right. */
int64_t totals_wrong(Ctx *c);

#endif
