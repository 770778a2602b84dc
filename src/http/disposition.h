/* The header by which a browser saves an answer as a file (RFC 6266). */
#ifndef FLORIN_HTTP_DISPOSITION_H
#define FLORIN_HTTP_DISPOSITION_H

#include "base/base.h"

/* "Content-Disposition: attachment; …" with the name as it is for clients that know RFC 8187, and
 * what is left of it in ASCII for others. Any text is safe as a name. */
Str http_disposition(Arena *mem, Str name);

#endif
