/* Asking other servers over HTTP, by libcurl: one call, one answer, bounded in bytes and time.
 * Nothing is followed, nothing is remembered; proxies of the environment are not used. */
#ifndef FLORIN_HTTP_FETCH_H
#define FLORIN_HTTP_FETCH_H

#include "http/http.h"

typedef struct {
    Str method;
    Str url; /* http or https, already encoded */
    const HttpHeader *headers;
    ptrdiff_t n_headers;
    /* The body: the whole file behind body_fd when has_body, from its beginning. */
    bool has_body;
    int body_fd;
    /* Where the body of a 2xx answer goes when to_file; else into memory. */
    bool to_file;
    int file;
    int64_t max_bytes;  /* of the answer's body; 0: 64 KiB */
    int64_t timeout_ms; /* for all of it; 0: 60,000 */
} HttpFetch;

typedef struct {
    int status;
    Str body;      /* of answers that did not go to the file */
    int64_t bytes; /* of the body */
} HttpFetched;

/* False after UNAVAILABLE (no connection, cut off, too slow), or TOO_LARGE. Any status is an
 * answer. */
bool http_fetch(Ctx *c, const HttpFetch *f, HttpFetched *out);

#endif
