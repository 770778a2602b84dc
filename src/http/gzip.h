/* Compression of answers, for clients that take gzip. Private to http/. */
#ifndef FLORIN_HTTP_GZIP_H
#define FLORIN_HTTP_GZIP_H

#include "base/base.h"

/* Whether a body of this type and size (-1: unknown) is worth it: text of at least 1 KiB. */
bool gzip_pays(Str content_type, int64_t bytes);

/* body compressed, in mem; none when that is not smaller. */
Str gzip_whole(Arena *mem, Str body);

/* A stream being compressed; all its memory is mem's. */
typedef struct Deflate Deflate;
Deflate *deflate_new(Arena *mem);

/* Takes from *in (which must stay alive until it is empty) and writes to out; returns how many
 * bytes. 0 means that more input is wanted. last: nothing follows *in; *over is set when the last
 * byte is written. */
ptrdiff_t deflate_step(Deflate *d, Str *in, bool last, char *out, ptrdiff_t room, bool *over);

#endif
