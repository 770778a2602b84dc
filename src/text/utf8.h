/* UTF-8 as RFC 3629 has it: no surrogates, nothing over U+10FFFF, no overlong forms. */
#ifndef FLORIN_TEXT_UTF8_H
#define FLORIN_TEXT_UTF8_H

#include "base/base.h"

enum { UTF8_REPLACEMENT = 0xFFFD };

/* Whether all of text is UTF-8. Plain ASCII goes 8 bytes at a step. */
bool utf8_valid(Str text);

/* Where the first byte stands that is not UTF-8; text.n when all is. */
ptrdiff_t utf8_bad_at(Str text);

/* The code point at text.p[*at], moving *at behind it; -1, moving past the ill-formed part (one
 * byte at least), when there is none. *at must be below text.n. */
int32_t utf8_next(Str text, ptrdiff_t *at);

/* Writes a code point as 1 … 4 bytes and returns how many. The code point must be a Unicode scalar
 * value. */
int utf8_encode(int32_t code_point, char out[4]);
void buf_utf8(Buf *out, int32_t code_point);

/* Code points in valid UTF-8. */
ptrdiff_t utf8_count(Str text);

/* The first count code points of valid UTF-8, as a view. */
Str utf8_prefix(Str text, ptrdiff_t count);

/* As much of valid UTF-8 as fits so many bytes, cut between characters, as a view. */
Str utf8_cut(Str text, ptrdiff_t bytes);

/* text itself, or a copy in mem in which blanks stand for the control characters that are neither
 * tabs nor ends of lines: binary signs in files of text, which no text of ours may hold. */
Str text_printable(Arena *mem, Str text);

/* The beginning of a text, at a length to show in a message, as a view. */
Str text_shown(Str text);

/* text itself when it is UTF-8, else a copy in mem with U+FFFD for each ill-formed part (the
 * Unicode standard's "maximal subparts", as browsers do). */
Str utf8_repair(Arena *mem, Str text);

#endif
