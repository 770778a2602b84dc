/* Comparing, copying and clearing structs by their tables. */
#ifndef FLORIN_FIELD_COPY_H
#define FLORIN_FIELD_COPY_H

#include "field/field.h"

/* The field of that name, or of that .also; NULL when there is none. */
const Field *field_find(const Shape *s, Str name);

/* Where the field is in a row. */
static inline void *field_at(const Field *f, const void *row)
{
    return (char *)row + f->offset;
}

/* The name of a field that name is likely to be a slip of, for messages; none when none is near. */
Str field_closest(const Shape *s, Str name);

/* The bytes of the member. */
size_t field_size(const Field *f);

/* An amount's currency in the row. */
static inline Currency field_currency(const Field *f, const void *row)
{
    return *(const Currency *)((const char *)row + f->currency_of);
}

/* The item of a FIELD_LIST. */
static inline void *list_item(const Field *f, const List *list, ptrdiff_t i)
{
    return (char *)list->items + (size_t)i * f->size_of;
}

/* Whether the field says nothing: zero, and .given (if it has one) false. */
bool field_is_none(const Field *f, const void *row);
/* Whether the kind has no other form for nothing than null: ids, words, days, instants, currencies,
 * any JSON. (A number has 0 and a text has "".) */
bool field_null_only(const Field *f);
/* Makes it say nothing. */
void field_clear(const Field *f, void *row);

/* Whether two rows say the same in this field; amounts are the same only in the same currency. */
bool field_equal(const Field *f, const void *a, const void *b);
/* In all fields. */
bool shape_equal(const Shape *s, const void *a, const void *b);

/* The fields in which two rows differ, in the table's order, for audit and events. SECRET and
 * updated_at are left out. Returns how many; *out is an array in mem. */
ptrdiff_t field_changed(Arena *mem, const Shape *s, const void *a, const void *b,
                        const Field *const **out);

/* Copies the field with its texts and lists into mem. */
void field_copy(Arena *mem, const Field *f, const void *from, void *to);
/* The whole row with all it points to; members outside of the table are copied as bytes. */
void shape_copy(Arena *mem, const Shape *s, const void *from, void *to);

#endif
