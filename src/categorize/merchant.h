/* The name of who was paid, out of a bank's description: "POS 1234 PIZZA HUT #221 LONDON GB" is
 * "Pizza Hut". */
#ifndef FLORIN_CATEGORIZE_MERCHANT_H
#define FLORIN_CATEGORIZE_MERCHANT_H

#include "categorize/pattern.h"

/* A name is shown in a list: what is longer is a sentence. */
enum { MERCHANT_NAME_MAX = 80 };

/* The merchant's name for people to read, in mem; none when nothing but noise is left. Dropped are
 * payment words and processors' prefixes, card numbers, dates, times, store and reference numbers,
 * and the place behind the name where it can be told from it (a gap of blanks, a number, a state or
 * country code). Text all in capitals or small letters is written as names are. Pure: the same
 * description gives the same name. */
Str merchant_name(Arena *mem, Str description);

#endif
