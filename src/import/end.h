/* How an import comes to a bad end. Private to the room. */
#ifndef FLORIN_IMPORT_END_H
#define FLORIN_IMPORT_END_H

#include "import/stages.h"

/* Ends an import that is being worked on as failed: its row, the log with what was done so far,
 * event, notice, and the job that removes what it has left. stages may be NULL. In the write lane.
 */
bool end_import(Ctx *c, Id import_id, const Failure *why, const Stages *stages);

/* c has failed: what is wrong with the file ends the import, and c is clear then; what is wrong
 * with the world is noted in the log and stays c's failure. Outside of a lane. */
bool end_fault(Ctx *c, Import *imp, const Stages *stages);

/* Ends those imports of the workspace whose process is gone, but for one, so that their hidden rows
 * are removed and not taken for stored ones. Outside of a lane. */
bool end_abandoned(Ctx *c, Id except);

#endif
