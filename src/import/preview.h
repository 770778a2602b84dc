/* What a person is shown before an import is booked. Private to the room. */
#ifndef FLORIN_IMPORT_PREVIEW_H
#define FLORIN_IMPORT_PREVIEW_H

#include "import/import.h"

/* Which rows: ?limit=, ?after=, and only those that a person should look at. */
typedef struct {
    int64_t limit, after;
    bool needs_review;
} PreviewQuery;
extern const Shape preview_shape, preview_query_shape;

bool import_preview(Ctx *c, Call *call);

#endif
