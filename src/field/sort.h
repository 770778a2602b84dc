/* The order of a list: "-date,name". Private to field/. */
#ifndef FLORIN_FIELD_SORT_H
#define FLORIN_FIELD_SORT_H

#include "field/resource.h"

enum { SORT_FIELDS_MAX = 3, SORT_KEYS_MAX = SORT_FIELDS_MAX + 1 };

typedef struct {
    const Field *f;
    bool down;
    bool nullable; /* rows that say nothing stand last, up and down */
} SortKey;

typedef struct {
    SortKey keys[SORT_KEYS_MAX]; /* the last one is id, which goes the way of the first */
    ptrdiff_t n;
} Sort;

/* Reads an order; none is the resource's own. A field that is not SORTABLE, one named twice and
 * more than SORT_FIELDS_MAX are a field error "?sort". */
bool sort_read(Ctx *c, const Resource *r, Str text, Sort *out);

/* Whether all keys go one way and none is nullable: then rows compare as a whole with < or >. */
bool sort_is_plain(const Sort *s);

#endif
