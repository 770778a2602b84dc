/* JSON (RFC 8259) read into a tree on an arena. text/jsonout.h writes it.
 *
 * Numbers stay the text they were, so money is exact; no double is ever made of one. The reader is
 * strict: one value, valid UTF-8, no duplicate names, no comments, no trailing commas, limits on
 * depth and on the number of values. */
#ifndef FLORIN_TEXT_JSON_H
#define FLORIN_TEXT_JSON_H

#include "base/base.h"

typedef enum {
    JSON_NONE, /* no value: what json_get gives for a name that is not there */
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
} JsonKind;

typedef struct JsonValue JsonValue;
struct JsonValue {
    JsonKind kind;
    int32_t count;    /* elements of an array, members of an object */
    Str name;         /* in an object: the member's name, decoded */
    Str text;         /* string: decoded; number: as written; true and false: as written */
    JsonValue *first; /* array, object: the first child, in the order of the text */
    JsonValue *next;  /* the next one beside this */
    ptrdiff_t at;     /* where its text begins, in bytes */
};

typedef struct {
    int max_depth; /* arrays and objects within each other */
    int32_t max_values;
} JsonLimits;

/* What a body may hold: 32 deep, a million values. */
extern const JsonLimits json_default_limits;

typedef struct {
    const char *what;  /* "a comma or } was expected", constant text */
    ptrdiff_t at;      /* bytes from the start */
    int line;          /* from 1 */
    int column;        /* in characters, from 1 */
    bool is_too_large; /* what is read keeps to the rules, but there is too much of it */
} JsonError;

/* Reads text whole. False with *error set, and the tree to be ignored, for anything that is not
 * exactly one value inside the limits. Strings without escapes and numbers are views into text,
 * which must live as long as the tree. */
bool json_read(Arena *mem, Str text, JsonLimits limits, JsonValue *out, JsonError *error);

/* The member of that name; NULL when there is none or v is not an object (or NULL). */
const JsonValue *json_get(const JsonValue *v, Str name);

/* The integer a number states; false when v is no number, is written with a fraction or exponent,
 * or overflows. */
bool json_int(const JsonValue *v, int64_t *out);

/* The word true. */
bool json_is_true(const JsonValue *v);

/* Line and column of a byte of text, for messages about values read earlier. */
void json_position(Str text, ptrdiff_t at, int *line, int *column);

#endif
