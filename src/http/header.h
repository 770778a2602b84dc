/* Texts of HTTP headers: dates, cookies, what a client accepts. */
#ifndef FLORIN_HTTP_HEADER_H
#define FLORIN_HTTP_HEADER_H

#include "base/base.h"

/* "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7). */
Str http_date(Arena *mem, int64_t ms);

/* Whether s can stand in a header: no control characters but tabs, no NUL, CR, LF. */
bool header_safe(Str s);

/* Whether s is a token of RFC 9110 (header and cookie names, methods). */
bool header_token(Str s);

typedef struct {
    Str name;                /* without "__Host-": added when secure and path is "/" */
    Str value;               /* must be cookie octets; checked */
    Str path;                /* none: "/" */
    int64_t max_age_seconds; /* 0: of the session; -1: delete it now */
    bool secure;
    bool http_only;
    bool strict; /* SameSite=Strict, else Lax */
} Cookie;

/* The value of a Set-Cookie header; none when name or value may not stand in one. */
Str cookie_text(Arena *mem, const Cookie *k);

/* The name under which cookie_text() sets it: with "__Host-" when secure and the path is "/". */
Str cookie_name(Arena *mem, const Cookie *k);

/* The value of a cookie in a Cookie header; none when it is not there or is there twice with
 * different values. */
Str cookie_find(Str header, Str name);

/* The quality of a coding in an Accept-Encoding header, 0 … 1000; "*" counts for what is not named.
 * none: 0. */
int accept_quality(Str header, Str coding);

/* Whether an If-None-Match or If-Match header names this entity tag (given with its quotes); "*"
 * does. Weak comparison. */
bool etag_listed(Str header, Str etag);

#endif
