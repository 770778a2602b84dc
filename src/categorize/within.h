/* The other direction: which of many strings hold a given text. An index from the first few bytes
 * at each place of the strings to the places, and a filter over all such grams that turns nearly
 * every other text away at once. */
#ifndef FLORIN_CATEGORIZE_WITHIN_H
#define FLORIN_CATEGORIZE_WITHIN_H

#include "base/base.h"

/* A shorter text is in too many strings to mean one. */
enum { WITHIN_MIN = 3 };

typedef struct Within Within;

typedef struct {
    uint32_t string;
    uint32_t at; /* where in it the text stands */
} WithinPlace;

/* The index of n strings in reduced form, each of at most 65,535 bytes; it lives in mem and views
 * them. */
Within *within_new(Arena *mem, const Str *strings, ptrdiff_t n);

/* The places where text (at least WITHIN_MIN bytes) may stand, in the order of the strings: calls
 * it until it returns false, *step from 0. Every place given is a true one. */
bool within_next(const Within *w, Str text, uint32_t *step, WithinPlace *out);

#endif
