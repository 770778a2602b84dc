/* Reading one value of one kind, and the words of its errors. Private to field/. */
#ifndef FLORIN_FIELD_KIND_H
#define FLORIN_FIELD_KIND_H

#include "field/read.h"
#include "text/percent.h"
#include "text/utf8.h"

/* Where a value stands: a chain on the stack that becomes a JSON pointer only when it is needed. */
typedef struct Place {
    const struct Place *up;
    Str name; /* none: the index counts */
    ptrdiff_t index;
} Place;

typedef struct {
    Ctx *c;
    Str base;    /* the pointer of the outermost value */
    bool stored; /* what we wrote ourselves: its bounds are not checked again */
    bool quiet;  /* errors are only counted */
    int errors;
} Reader;

/* The JSON pointer of a place. */
void buf_pointer(Buf *out, const Place *at);

/* Counts an error and, unless quiet, records it with its pointer. Returns false. */
bool refuse(Reader *r, const Place *at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* "is a number; a text is needed" */
bool refuse_kind(Reader *r, const Place *at, const Field *f, const JsonValue *v);

/* null: makes the field say nothing, where it may. */
void read_null(Reader *r, const Place *at, const Field *f, void *row);

/* Every kind but structs and lists of them. v is not null (but for FIELD_JSON). */
void read_plain(Reader *r, const Place *at, const Field *f, const JsonValue *v, void *row);

/* Whether a list may have n items. */
bool check_count(Reader *r, const Place *at, const Field *f, ptrdiff_t n);

/* Sets a field to its .start. */
void read_start(Reader *r, const Field *f, void *row);

/* The pairs of a query string, or MALFORMED. */
bool query_string_read(Ctx *c, Str query, QueryString *out);

/* "a number", "null" */
const char *json_kind_words(const JsonValue *v);

/* What the field takes: "a text of 1 to 120 characters", "one of: checking, savings". */
const char *field_wants(Arena *mem, const Field *f);

/* The smallest and largest length, number or count the field takes. */
int64_t field_min(const Field *f);
int64_t field_max(const Field *f);

#endif
