/* The files of imports among the stored ones (blob/), named by their import, and who works on one.
 * Private to the room. */
#ifndef FLORIN_IMPORT_KEEP_H
#define FLORIN_IMPORT_KEEP_H

#include "import/import.h"

/* The file of an import as it came, open for reading at its beginning; -1 after a failure. Outside
 * of a lane. */
int keep_open(Ctx *c, const Import *imp);

/* As keep_open(), for those who show it: only when the virus scanner, where there is one, has found
 * nothing. CONFLICT before it has been asked, INFECTED. */
int keep_open_clean(Ctx *c, const Import *imp);

/* Removes it. Nothing happens when it is not there. Outside of a lane. */
bool keep_drop(Ctx *c, Id import_id);

/* Whether this process may work on an import: a byte of files/holds.lock. The lock goes with the
 * descriptor, so with the process as well, however that ends. */
typedef enum {
    KEEP_HELD,     /* *fd holds it */
    KEEP_BUSY,     /* another process works on it */
    KEEP_NOT_HERE, /* its file is not in this data folder; an S3 service's are in all of them */
} KeepHold;
KeepHold keep_hold(Ctx *c, const Import *imp, int *fd);

/* Waits until no other import of the workspace is booked with this data folder: of two that
 * overlap, the later one finds the rows of the earlier one. *fd holds the turn. Outside of a lane.
 *
 * A job (NULL: none) waits for so long at most, and no longer when others need its worker: then *fd
 * is -1, and it is to end, for it goes back to the queue (job_later). False only after a failure.
 */
bool keep_turn(Ctx *c, const Job *job, int64_t patience_ms, int *fd);

/* Files that no import wants any more are removed, those that are not sealed under the current key
 * are sealed anew, and a key that nothing needs is forgotten. */
bool keep_sweep(Ctx *c);

#endif
