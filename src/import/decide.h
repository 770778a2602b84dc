/* Carrying out what was decided about rows that match stored ones. Private to the room. */
#ifndef FLORIN_IMPORT_DECIDE_H
#define FLORIN_IMPORT_DECIDE_H

#include "import/staged.h"

/* How many decisions are carried out in the transaction that completes an import; of more, the
 * first are carried out before it in transactions of their own. */
enum { DECIDED_AT_ONCE = 200 };

/* The decision about one row of a completed import, done now. In the write lane. */
bool decide_row(Ctx *c, Id import_id, const StagedRow *row, int decision);

/* Before an import completes, while it is hidden: books the rows that are kept beside what they
 * match, and carries out all decisions but the last DECIDED_AT_ONCE. What is done is marked, so it
 * goes on after a crash. Outside of a lane. */
bool decide_ahead(Ctx *c, const Import *imp);

/* The rest, when the import has become visible. In the write lane. */
bool decide_rest(Ctx *c, const Import *imp);

/* The first part of a split takes the difference when the amount becomes another. */
void decide_amount(Transaction *t, int64_t amount);

#endif
