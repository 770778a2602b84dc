/* Str: a view of bytes, not terminated, not owned. p == NULL is none; n == 0 with p set is empty.
 * A Str lives as long as what it points into. Text inside Florin is UTF-8. */
#ifndef FLORIN_BASE_STR_H
#define FLORIN_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *p;
    ptrdiff_t n;
} Str;

/* The Str of a string literal. */
#define S(literal) ((Str){ "" literal, (ptrdiff_t)sizeof(literal) - 1 })
/* For tables of constants. */
#define S_INIT(literal)                                                                            \
    {                                                                                              \
        "" literal, (ptrdiff_t)sizeof(literal) - 1                                                 \
    }
/* For printf's %.*s. */
#define STR_ARG(s)   (int)(s).n, (s).p ? (s).p : ""
#define COUNT(array) ((ptrdiff_t)(sizeof(array) / sizeof((array)[0])))

/* A view of a terminated string; NULL gives none. */
Str str_of(const char *terminated);
/* A view of n bytes at p. */
static inline Str str_n(const char *p, ptrdiff_t n)
{
    return (Str){ p, n };
}

bool str_eq(Str a, Str b);
/* Equal but for the case of ASCII letters. */
bool str_eq_nocase(Str a, Str b);
/* Order of bytes; <0, 0, >0. */
int str_cmp(Str a, Str b);
bool str_starts(Str s, Str with);
bool str_ends(Str s, Str with);
/* Where needle first stands in s from index from on, or -1. */
ptrdiff_t str_find(Str s, Str needle, ptrdiff_t from);
ptrdiff_t str_find_char(Str s, char ch, ptrdiff_t from);
/* The part [from, to), both clipped to s. */
Str str_part(Str s, ptrdiff_t from, ptrdiff_t to);
/* Without the ASCII white space at both ends. */
Str str_trim(Str s);
/* Cuts *rest at the first separator: returns what stood before, leaves what stood behind. At the
 * end returns the remainder and makes *rest none, so `while (rest.p)` visits every piece. */
Str str_cut(Str *rest, char separator);
/* A copy in the arena; none stays none. */
Str str_copy(Arena *a, Str s);
/* A terminated copy in the arena, for libraries that want one. Bytes past a NUL are lost to them.
 */
char *str_c(Arena *a, Str s);
/* FNV-1a with a final mix; stable across machines and runs. */
uint64_t str_hash(Str s);
/* A copy with ASCII letters in lower case. */
Str str_lower(Arena *a, Str s);
/* A decimal integer that is all of s, with an optional leading '-'; false when it is not one or
 * does not fit. */
bool str_int(Str s, int64_t *out);

#endif
