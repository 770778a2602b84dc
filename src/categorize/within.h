/* The other direction: which of many strings hold a given text. An index from the first few bytes
 * at each place of the strings to the places, and a filter over all such grams that turns nearly
 * every other text away at once. */
#ifndef FLORIN_CATEGORIZE_WITHIN_H
#define FLORIN_CATEGORIZE_WITHIN_H

#include "base/base.h"

/* A shorter text is in too many strings to mean one. */
enum { WITHIN_MIN = 3, WITHIN_LONG = 6 };

typedef struct Within Within;

typedef struct {
    uint32_t string;
    uint32_t at; /* where in it the text stands */
} WithinPlace;

/* The index of n strings in reduced form, each of at most 65,535 bytes; it lives in mem and views
 * them. A text is looked for from the starts of words on, and in strings whose flag in `anywhere`
 * is set (NULL: none) also from within words, if it is long (WITHIN_LONG bytes). */
Within *within_new(Arena *mem, const Str *strings, const bool *anywhere, ptrdiff_t n);

/* The places where text (at least WITHIN_MIN bytes) stands, in the order of the strings: call it
 * until it returns false, with *step 0 at first. */
bool within_next(const Within *w, Str text, uint32_t *step, WithinPlace *out);

#endif
