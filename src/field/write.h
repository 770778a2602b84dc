/* Writing structs as JSON by their tables, as a stream. */
#ifndef FLORIN_FIELD_WRITE_H
#define FLORIN_FIELD_WRITE_H

#include "field/field.h"

/* One object as a client sees it: without HIDDEN and SECRET fields. */
void field_write(Buf *out, const Shape *s, const void *row);

/* An array of n rows that lie behind each other. */
void field_write_list(Buf *out, const Shape *s, const void *rows, ptrdiff_t n);

/* One object as we keep it (a column, a job's payload, an event): with HIDDEN and SECRET fields,
 * without UNSTORED ones. Read back with READ_STORED. */
void field_write_stored(Buf *out, const Shape *s, const void *row);

/* One field's value alone. */
void field_write_one(Buf *out, const Field *f, const void *row);

/* The field as text without quotes: what field_read_text() takes. For CSV, messages and cursors. */
Str field_text(Arena *mem, const Field *f, const void *row);

#endif
