/* Percent-encoding (RFC 3986) and query strings (WHATWG application/x-www-form-urlencoded). */
#ifndef FLORIN_TEXT_PERCENT_H
#define FLORIN_TEXT_PERCENT_H

#include "base/base.h"

typedef enum { PERCENT_PATH, PERCENT_QUERY /* + is a space */ } PercentKind;

/* The bytes that text stands for; text itself when nothing is encoded. False, with *out as it was,
 * for a % without two hexadecimal digits, and for a result that is not UTF-8 or holds a NUL. */
bool percent_decode(Arena *mem, Str text, PercentKind kind, Str *out);

/* Everything but letters, digits and -._~ as %XX. */
void buf_percent(Buf *out, Str text);

typedef struct {
    Str name;
    Str value; /* empty, not none, for a name alone */
} QueryPair;

typedef struct {
    QueryPair *pairs;
    ptrdiff_t n;
} QueryString;

typedef enum { QUERY_OK, QUERY_MALFORMED, QUERY_TOO_LONG } QueryResult;

/* Reads a=1&b=2 (without the question mark) in its order; repeats are kept. At most max pairs. *out
 * is set only when QUERY_OK. */
QueryResult query_parse(Arena *mem, Str text, ptrdiff_t max, QueryString *out);

/* The first value of that name; none when it is not there. */
Str query_find(const QueryString *query, Str name);

/* Adds name=value, with & before it when out does not end in '?' and is not empty. */
void query_add(Buf *out, Str name, Str value);

#endif
