/* Instants: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted. 0 is no instant. */
#ifndef FLORIN_VALUE_INSTANT_H
#define FLORIN_VALUE_INSTANT_H

#include "base/base.h"
#include "value/date.h"

typedef int64_t Instant;

enum { INSTANT_TEXT = 24, DAY_MS = 86400000 };

/* The instant ms milliseconds after midnight UTC of the day; ms may be negative or more than a day.
 */
Instant instant_of(Date day, int64_t ms);

/* The UTC day; DATE_NONE outside year 1 … 9999. */
Date instant_date(Instant t);

/* Reads RFC 3339: 2024-01-31T12:34:56[.fraction](Z|±hh:mm), t and z also small, a space for the T.
 * Digits past the millisecond are dropped; second 60 is taken only at 23:59 UTC and is the next
 * second. False, with *out as it was, for anything else, years outside 1 … 9999 among it. */
bool instant_parse(Str text, Instant *out);

/* Writes 2024-01-31T12:34:56.789Z; nothing for an instant outside year 1 … 9999. */
void buf_instant(Buf *out, Instant t);
Str instant_text(Arena *mem, Instant t);
/* The same into memory of one's own, unterminated; the length, 0 or INSTANT_TEXT. */
ptrdiff_t instant_write(Instant t, char out[INSTANT_TEXT]);

#endif
