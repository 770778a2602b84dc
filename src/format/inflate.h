/* A stream of deflate (RFC 1951) in memory, read piece by piece. It swells only within the bounds
 * of archives (base/limits.h). */
#ifndef FLORIN_FORMAT_INFLATE_H
#define FLORIN_FORMAT_INFLATE_H

#include "base/base.h"

typedef struct Inflate Inflate;

/* packed must live as long as the stream. Never NULL; inflate_end gives its memory back. */
Inflate *inflate_begin(Ctx *c, Str packed);
/* Up to n bytes; 0 at the end, -1 after fail(): UNREADABLE, HOSTILE, TOO_LARGE. */
ptrdiff_t inflate_read(Ctx *c, Inflate *s, char *out, ptrdiff_t n);
/* NULL is allowed. */
void inflate_end(Inflate *s);

#endif
