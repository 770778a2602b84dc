/* Booking: rows become transactions, batch by batch and hidden, and at the end all at once. Private
 * to the room. */
#ifndef FLORIN_IMPORT_BOOK_H
#define FLORIN_IMPORT_BOOK_H

#include "categorize/assign.h"
#include "import/staged.h"
#include "ledger/total.h"

/* Transactions of n rows with their categories, ready for transaction_bulk_add. Touches no
 * database; assigner may be NULL. */
Transaction *book_prepare(Arena *mem, const Assigner *assigner, const StagedRow *rows, ptrdiff_t n);

/* Books the staged rows of an import whose status is processing, and completes it. Goes on behind
 * what an earlier run has written. Outside of a lane. */
bool book_staged(Ctx *c, Import *imp, const ImportHow *how);

/* Lets an import that waits for review be booked: by a job. In the write lane. */
bool book_confirm(Ctx *c, Import *imp);

/* Shows the rows that were written and says that the import is complete. totals: what they add up
 * to; NULL when this process did not write all of them. Outside of a lane. */
bool book_complete(Ctx *c, Import *imp, const Totals *totals);

/* What an import's rows come to, and the version of the data that was so. Adding up a million rows
 * takes long, so it is done in a read lane; whoever takes it away in the write lane does it again
 * only if the data has changed since. */
typedef struct {
    DbRows rows;
    int64_t version;
} BookSums;
bool book_sums_read(Ctx *c, Id import_id, BookSums *out);

/* Takes them away from the totals. In the write lane. */
bool book_sums_take_away(Ctx *c, Id import_id, const BookSums *sums);

/* Removes an import's rows and staged rows, a batch at a time, and forgets that it was hidden. With
 * matched_stay the staged rows that matched something stay. Outside of a lane. */
bool book_clean(Ctx *c, Id import_id, bool transactions, bool matched_stay);

/* Cleans what undone and discarded imports of the workspace have left. Outside of a lane. */
bool book_leftovers(Ctx *c);

/* Writes a line of the stage log. In the write lane. */
bool book_log(Ctx *c, Id import_id, int stage, bool ok, Str details, int64_t ms);

/* The progress event. In the write lane. */
bool book_tell(Ctx *c, const Import *imp);

extern const JobKind import_write_kind, import_clean_kind;

#endif
