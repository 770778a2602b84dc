/* Reading over a struct: JSON, a text value, a query string. All errors of a body at once, each
 * with its JSON pointer ("/transactions/3/amount"), as field errors of c; those of a query string
 * have the pointer "?name".
 *
 * Read texts are views into the body or copies in the unit's arena: the body must live as long. */
#ifndef FLORIN_FIELD_READ_H
#define FLORIN_FIELD_READ_H

#include "field/field.h"
#include "text/json.h"

/* What is decoded over what. */
typedef enum {
    READ_NEW,    /* over zeroes: NEEDED must be given, what is not given gets its .start */
    READ_WHOLE,  /* PUT, over the stored row: as READ_NEW, but what a client cannot set (READ_ONLY,
                    SET_ONCE, OWNER, HIDDEN) and SECRET that is not given stay */
    READ_PART,   /* PATCH, over the stored row: what is not given stays */
    READ_STORED, /* our own JSON, from columns, jobs and events: HIDDEN and SECRET are read, unknown
                    names are passed over; a wrong value fails with DATABASE_DAMAGED */
} ReadMode;

/* Reads one object. READ_ONLY fields, and SET_ONCE fields of a stored row, are accepted when they
 * say what row has already (a client may send back what it got), else refused. MALFORMED when json
 * is not JSON, with line and column; INVALID with the fields' errors. row is to be thrown away
 * then. */
bool field_read(Ctx *c, const Shape *s, ReadMode how, Str json, void *row);

/* Reads one object, or a bare array of them, into a list; each as READ_NEW. More than max is a
 * field error. For MANY_IN. */
bool field_read_many(Ctx *c, const Shape *s, Str json, ptrdiff_t max, List *out);

/* Reads a value that has been read as JSON. pointer is where it stands ("" for the whole). */
bool field_read_value(Ctx *c, const Shape *s, ReadMode how, const JsonValue *v, Str pointer,
                      void *row);

/* Reads text without quotes as the field's kind, as in settings and query strings: true, 0.8,
 * 2024-01-31, pending, a,b,c for lists of texts. The error's pointer is the one given. */
bool field_read_text(Ctx *c, const Field *f, Str text, Str pointer, void *row);

/* Reads a query string (without the question mark) over row: NEEDED must be given, .start is what
 * is not given, unknown and repeated names are errors; a FIELD_TEXTS may be repeated. */
bool field_read_query(Ctx *c, const Shape *s, Str query, void *row);

/* Sets every field that has a .start to it. For rows that the program makes itself. */
void field_start(Ctx *c, const Shape *s, void *row);

#endif
