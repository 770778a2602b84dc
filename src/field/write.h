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

/* An object of some fields only, as a client sees them: those of field_changed(), for what a change
 * changed. */
void field_write_some(Buf *out, const Field *const *fields, ptrdiff_t n, const void *row);

/* One field as we keep it. */
void field_write_one_stored(Buf *out, const Field *f, const void *row);

/* The field as text without quotes: what field_read_text() takes. For CSV, messages and cursors. */
Str field_text(Arena *mem, const Field *f, const void *row);

/* field_write_stored() as text in mem, for a column or a payload. */
static inline Str field_stored_text(Arena *mem, const Shape *s, const void *row)
{
    Buf b = buf_new(mem, LIMIT_JSON_BODY_BYTES);
    field_write_stored(&b, s, row);
    return buf_str(&b);
}

/* field_write() as text in mem. */
static inline Str field_json_text(Arena *mem, const Shape *s, const void *row)
{
    Buf b = buf_new(mem, LIMIT_JSON_BODY_BYTES);
    field_write(&b, s, row);
    return buf_str(&b);
}

#endif
