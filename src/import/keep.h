/* The files of imports, in the data folder, named by their import. Private to the room. */
#ifndef FLORIN_IMPORT_KEEP_H
#define FLORIN_IMPORT_KEEP_H

#include "import/import.h"

/* The file of an import as it came, open for reading at its beginning; -1 after a failure. Outside of a
 * lane. */
int keep_open(Ctx *c, const Import *imp);

/* Removes it. Nothing happens when it is not there. */
bool keep_drop(Ctx *c, Id import_id);

/* Whether this process may work on an import. The lock is on its file and goes with the descriptor,
 * so with the process as well, however that ends. */
typedef enum {
    KEEP_HELD,     /* *fd holds it */
    KEEP_BUSY,     /* another process works on it */
    KEEP_NOT_HERE, /* its file is not in this data folder */
} KeepHold;
KeepHold keep_hold(Ctx *c, Id import_id, int *fd);

/* Waits until no other import of the workspace is read or booked with this data folder: of two that overlap,
 * the later one finds the rows of the earlier one. *fd holds the turn. Outside of a lane. */
bool keep_turn(Ctx *c, int *fd);

/* Removes files that no import knows, older than an hour: what a crash between the copy and the row
 * left behind. */
bool keep_sweep(Ctx *c);

#endif
