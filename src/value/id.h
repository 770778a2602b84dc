/* Ids: 63 bits made here, without asking a database, unique over all servers and rising in time.
 *
 * 41 bits of milliseconds since 2024-01-01 (until 2093), 10 bits of node, 12 bits of counter.
 * Outside they are opaque text: the resource's prefix and 13 characters of Crockford's base 32 in
 * small letters, "txn_06b5q4c8h0000", which sorts as the number does. 0 is no id; ids are never
 * negative. */
#ifndef FLORIN_VALUE_ID_H
#define FLORIN_VALUE_ID_H

#include "base/base.h"
#include "value/instant.h"

typedef int64_t Id;

enum { ID_DIGITS = 13, ID_NODE_MAX = 1023 };

typedef enum {
    ID_OK,
    ID_MALFORMED, /* not an id at all */
    ID_WRONG_KIND /* an id, of another resource */
} IdResult;

/* Which of the servers on one database this process is, 0 … ID_NODE_MAX. Called once, before the
 * first id. */
void id_set_node(int node);

/* No id from here on is at or below newest: called at start with the newest id stored, so that a
 * clock that was set back cannot give an id twice. */
void id_start_after(Id newest);

/* A new id, greater than every one before it in this process. Safe from any thread. More than 4,096
 * in a millisecond borrow from the next one; a clock that runs backwards is waited out by counting
 * on. */
Id id_new(Instant now);

/* When it was made, to the millisecond. */
Instant id_instant(Id id);

/* Reads prefix_ and 13 digits, only in the form that buf_id writes. *out is set only when ID_OK. */
IdResult id_parse(Str text, const char *prefix, Id *out);

/* Writes prefix_ and 13 digits; nothing for id 0. */
void buf_id(Buf *out, const char *prefix, Id id);
Str id_text(Arena *mem, const char *prefix, Id id);

#endif
