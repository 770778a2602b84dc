/* Private to the layout: words that run from right to left. Pages show them in the order of their
 * places; texts have them in the order in which they are read. */
#ifndef FLORIN_LAYOUT_RTL_H
#define FLORIN_LAYOUT_RTL_H

#include "paper/page.h"

/* Whether there is a Hebrew or Arabic letter in it. */
bool rtl_has(Str text);

/* Whether the letters of such words stand the wrong way round, as in files of programs that know
 * nothing of direction: forms that only end words begin them. Their words then stand from left to
 * right, too. */
bool rtl_is_mirrored(const PageSet *pages);

/* The word with its letters turned round; runs of digits and Latin letters keep their order. */
Str rtl_turned(Arena *mem, Str word);

/* Words that stand from left to right, with a blank between them, in the order of reading. */
Str rtl_ordered(Arena *mem, Str text);

#endif
