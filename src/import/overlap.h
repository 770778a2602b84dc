/* Duplicate statements (IMP-14): whether most of what a file says of its days came with another
 * file of the same account already. Private to the room.
 *
 * The score is the share of rows that match among the rows of the days both cover, of whichever of
 * the two has more there. From a half on the import waits for a decision: merge, keep both, delete
 * the old one. A download that goes on where another ended (all that matches is exactly the same,
 * and there is more) does not wait: it is merged, which can be taken back. */
#ifndef FLORIN_IMPORT_OVERLAP_H
#define FLORIN_IMPORT_OVERLAP_H

#include "import/import.h"

enum { OVERLAP_ASKED = 500000 }; /* ppm */

/* Looks for the statement that the staged rows of imp were in before and sets duplicate_of_id,
 * duplicate_score and duplicate_state. merge_repeats: one that only repeats is merged without a
 * question. Outside of a lane. */
bool overlap_find(Ctx *c, Import *imp, bool merge_repeats);

#endif
