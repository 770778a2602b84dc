/* The files of imports, in the data folder, named by their import. Private to the room. */
#ifndef FLORIN_IMPORT_KEEP_H
#define FLORIN_IMPORT_KEEP_H

#include "import/import.h"

/* The file of an import, open for reading; -1 after a failure. */
int keep_open(Ctx *c, Id import_id);

/* Removes files that no import knows, older than an hour: what a crash between the copy and the row
 * left behind. */
bool keep_sweep(Ctx *c);

#endif
