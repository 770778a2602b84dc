/* What a reading leaves in the import's row: that it has begun, what became known, why somebody has
 * to look. Private to the room. */
#ifndef FLORIN_IMPORT_READ_FACTS_H
#define FLORIN_IMPORT_READ_FACTS_H

#include "import/reader.h"

/* Units of the write lane; arg is the Reader. facts_begin: the import is being read, its rows are
 * hidden. facts_store: what the file says beside its rows. Both may be run again. */
bool facts_begin(Ctx *c, void *arg);
bool facts_store(Ctx *c, void *arg);

/* Why a person has to look; none when nothing is in doubt. */
Str facts_doubt(const Reader *r);

/* A unit of the write lane: the import waits for a person. */
typedef struct {
    Import *imp;
    Str why;
} FactsReview;
bool facts_ask(Ctx *c, void *arg);

#endif
