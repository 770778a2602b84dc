/* Text as patterns see it: folded (no case, no accents), only letters, digits and single blanks.
 *
 * "McDONALD'S #112" and "Mcdonalds 112" reduce to the same. An apostrophe joins ("mcdonalds", also
 * from "MCDONALD S"),
 * "&" stands between words without blanks ("h&m", "b & q" as "b&q"), letters and digits part ("7
 * eleven"), all else is a blank. Reducing what is reduced changes nothing. */
#ifndef FLORIN_CATEGORIZE_REDUCE_H
#define FLORIN_CATEGORIZE_REDUCE_H

#include "base/base.h"

/* Bytes of reduced text that are looked at; a description says whom it paid long before. */
enum { REDUCED_MAX = 1024 };

/* Blanks around it, so that a word's start and end need no test for the text's. */
enum { REDUCED_FRONT = 2, REDUCED_PAD = 8 };

typedef struct {
    int n;
    char padded[REDUCED_FRONT + REDUCED_MAX + REDUCED_PAD];
} Reduced;

/* The text, without the blanks around it. */
static inline Str reduced_str(const Reduced *r)
{
    return str_n(r->padded + REDUCED_FRONT, r->n);
}

/* Reduces the beginning of text into out. scratch is used only where text is not ASCII. */
void reduce_into(Reduced *out, Arena *scratch, Str text);

/* The same as text in mem, for what is stored. */
Str reduce(Arena *mem, Str text);

/* Whether a word may start or end between these two bytes of reduced text: beside a blank or "&",
 * and on both sides of scripts that do not part words (Chinese, Japanese, Thai and others from
 * U+3000 on and U+0E00 … U+0FFF). */
bool reduced_boundary(unsigned char before, unsigned char after);

#endif
