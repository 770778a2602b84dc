/* What a person is shown before an import is booked. Private to the room. */
#ifndef FLORIN_IMPORT_PREVIEW_H
#define FLORIN_IMPORT_PREVIEW_H

#include "import/import.h"

/* ?limit= and ?after= of the rows. */
typedef struct {
    int64_t limit, after;
} PreviewQuery;
extern const Shape preview_shape, preview_query_shape;

bool import_preview(Ctx *c, Call *call);

#endif
