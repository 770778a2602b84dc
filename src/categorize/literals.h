/* Finds all of many literal strings in a text in one pass.
 *
 * At every place two filters of some kilobytes say whether any string may begin with the bytes that
 * stand there; hardly ever one does, and then a search among the sorted strings tells which. After
 * Kytöjoki, Salmela and Tarhio, "Tuning string matching for huge pattern sets" (2003). An automaton
 * after Aho and Corasick was measured beside it: with ten thousand strings its states do not fit
 * the inner caches, and on descriptions of 35 bytes it took 1.6 times as long. */
#ifndef FLORIN_CATEGORIZE_LITERALS_H
#define FLORIN_CATEGORIZE_LITERALS_H

#include "base/base.h"

enum {
    LITERAL_MIN = 3,  /* bytes of a string; one of just these is found only before a blank or "&" */
    LITERALS_PAD = 8, /* blanks that must be readable behind a text */
    LITERAL_HITS_MAX = 32
};

typedef struct Literals Literals;

typedef struct {
    uint32_t string;
    int start;    /* in the text */
    bool cut_off; /* the text ends within the string */
} LiteralHit;

/* The index of n strings, sorted by bytes, distinct, none shorter than LITERAL_MIN; it lives in mem
 * and views them. */
Literals *literals_new(Arena *mem, const Str *sorted, ptrdiff_t n);

/* The strings that stand in text, by where they start, the longest of those first; and of the
 * string that the end of the text begins, one. Returns how many, at most LITERAL_HITS_MAX: what is
 * past that is not told. Behind the text there must be LITERALS_PAD blanks. */
int literals_find(const Literals *l, Str text, LiteralHit hits[LITERAL_HITS_MAX]);

#endif
