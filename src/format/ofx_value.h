/* The values of OFX elements: texts, figures and dates out of the bytes between two tags. */
#ifndef FLORIN_FORMAT_OFX_VALUE_H
#define FLORIN_FORMAT_OFX_VALUE_H

#include "text/codepage.h"
#include "text/number.h"
#include "value/date.h"

/* The text of a value as UTF-8 in mem (or the bytes themselves): character set, CDATA, comments and
 * entities undone (also those written twice: &amp;amp;), white space of every kind as single
 * blanks; none when nothing is left. At most OFX_TEXT_MAX bytes of the value are read. Entities
 * that nobody knows stay as they are written. */
enum { OFX_TEXT_MAX = 16 << 10 };
Str ofx_text(Arena *mem, const TextEncoding *encoding, Str value);

/* The day of YYYYMMDD[HHMMSS[.XXX]][[offset:zone]], as it is written, whatever the zone. With
 * separators (2024-01-15) as well. DATE_NONE when it is no day between 1900 and 2199. */
Date ofx_date(Str text);

/* A date against the standard: 3/25/2024, 25.03.2024, 25032024, whichever of its numbers is the
 * day. */
typedef struct {
    int first, second, year;
    bool pointed;
} OfxParted;

bool ofx_parted(Str text, OfxParted *out);

#endif
