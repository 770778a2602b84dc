/* Cursors: where a page of a list ended, as opaque text. Private to field/.
 *
 * A cursor holds the values of the list's keys in the last row, the total, and a hash that binds it
 * to the workspace, the resource, the filters and the order. The hash guards against mistakes, not
 * against forgery, which would gain nothing: the values are only ever bound as parameters beside
 * the workspace of the request. */
#ifndef FLORIN_FIELD_CURSOR_H
#define FLORIN_FIELD_CURSOR_H

#include "db/db.h"

typedef struct {
    uint64_t binding;
    int64_t total;
    DbValue *values;
    ptrdiff_t n;
} Cursor;

/* base64url of it. */
Str cursor_text(Arena *mem, const Cursor *cursor);

/* False for what is no cursor. Texts of values are in mem. */
bool cursor_read(Arena *mem, Str text, Cursor *out);

#endif
