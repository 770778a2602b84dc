/* Rows of a table to structs and back, matched by column name. */
#ifndef FLORIN_FIELD_STORE_H
#define FLORIN_FIELD_STORE_H

#include "db/db.h"
#include "field/field.h"

/* Sets the fields of out that a result has columns for; columns without a field are passed over. A
 * value that cannot be (an unknown word) fails with DATABASE_DAMAGED. */
bool field_from_row(Ctx *c, const Shape *s, const DbRows *rows, ptrdiff_t row, void *out);

/* All rows of a result as an array of structs in the arena; NULL after a failure. */
void *field_from_rows(Ctx *c, const Shape *s, const DbRows *rows);

/* The field's value as a column: NULL for an OPTIONAL field that says nothing. */
DbValue field_db_value(Ctx *c, const Field *f, const void *row);

/* Inserts n rows that lie behind each other, all stored fields, in one go (db_bulk). Ids, workspace
 * and times are the caller's. */
bool field_bulk(Ctx *c, const Shape *s, const char *table, const void *rows, ptrdiff_t n);

#endif
