/* Whether the head of a request is exactly what RFC 9112 says. The library underneath is lenient,
 * and what two servers in a row read differently is how requests are smuggled, so what is not exact
 * is refused. */
#ifndef FLORIN_HTTP_STRICT_H
#define FLORIN_HTTP_STRICT_H

#include "base/base.h"

/* What the head says about the request's body and connection. */
typedef struct {
    int64_t length; /* 0 without a body, -1 in chunks */
    bool expects;   /* 100-continue */
    int lines;      /* header lines; the library must have seen as many */
} StrictHead;

/* head: the bytes from the first header line to the empty line, included, as the library leaves
 * them: every line end "\r\n" and every colon behind a name overwritten with NUL. NULL when all is
 * well, else the reason, and *status says 400, 417, 501 … . old: the request is HTTP/1.0. */
const char *strict_head(Str head, bool old, StrictHead *out, int *status);

/* Checks a request target; gives path and query as views. The path begins with a slash and decodes
 * to UTF-8 without a NUL. Absolute targets lose their scheme and authority. The reason, or NULL. */
const char *strict_target(Arena *mem, Str target, Str *path, Str *query);

#endif
