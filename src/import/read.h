/* Reading an import's file, and where it goes from there. Private to the room. */
#ifndef FLORIN_IMPORT_READ_H
#define FLORIN_IMPORT_READ_H

#include "import/import.h"

/* Adds the job that reads an import. In the write lane. */
bool import_enqueue(Ctx *c, Id import_id);

/* The payload of all jobs of this room. */
typedef struct {
    Id import_id;
} ImportPayload;
extern const Shape import_payload_shape;
extern const JobKind import_read_kind;

#endif
