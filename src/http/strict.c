/* The head of a request, read strictly. */
#include "http/strict.h"

#include "http/header.h"
#include "text/percent.h"

#include <string.h>

enum { LENGTH_DIGITS = 18 }; /* fits 63 bits */

/* Headers that two readers could choose differently among. */
enum { HOST, LENGTH, CODING, EXPECT, TYPE, AUTHORIZATION, COOKIE, SINGLES };
static const Str single_names[SINGLES] = {
    [HOST] = S_INIT("host"),
    [LENGTH] = S_INIT("content-length"),
    [CODING] = S_INIT("transfer-encoding"),
    [EXPECT] = S_INIT("expect"),
    [TYPE] = S_INIT("content-type"),
    [AUTHORIZATION] = S_INIT("authorization"),
    [COOKIE] = S_INIT("cookie"),
};

typedef struct {
    Str rest;
    int lines;
    Str values[SINGLES];
} Walk;

/* The bytes up to the next NUL, which is taken too. None when there is no NUL. */
static Str take_text(Str *rest)
{
    ptrdiff_t at = str_find_char(*rest, '\0', 0);
    if (at < 0)
        return (Str){ 0 };
    Str text = str_part(*rest, 0, at);
    *rest = str_part(*rest, at + 1, rest->n);
    return text;
}

static bool take_nul(Str *rest)
{
    if (!rest->n || rest->p[0])
        return false;
    *rest = str_part(*rest, 1, rest->n);
    return true;
}

static const char *take_line(Walk *w)
{
    Str name = take_text(&w->rest);
    if (!name.p || !header_token(name))
        return "a header line without a proper name";
    Str value = take_text(&w->rest);
    if (!value.p || !take_nul(&w->rest) || !header_safe(value))
        return "a header line that does not end in CRLF, or holds control characters";
    for (int i = 0; i < SINGLES; i++) {
        if (!str_eq_nocase(name, single_names[i]))
            continue;
        if (w->values[i].p)
            return "a header that may stand once stands twice";
        w->values[i] = str_trim(value);
    }
    return NULL;
}

static const char *take_lines(Walk *w)
{
    while (w->rest.n && w->rest.p[0]) {
        const char *why = take_line(w);
        if (why)
            return why;
        w->lines++;
    }
    if (w->rest.n != 2 || w->rest.p[0] || w->rest.p[1])
        return "header lines that do not end in an empty line";
    return NULL;
}

static bool host_fine(Str host)
{
    for (ptrdiff_t i = 0; i < host.n; i++)
        if (strchr(" \t/\\@?#<>\"'", host.p[i]))
            return false;
    return true;
}

static const char *check_length(Str text, StrictHead *out)
{
    if (!text.n || text.n > LENGTH_DIGITS)
        return "a Content-Length that is no number";
    out->length = 0;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return "a Content-Length that is no number";
        out->length = out->length * 10 + (text.p[i] - '0');
    }
    return NULL;
}

static const char *check_body(const Walk *w, bool old, StrictHead *out, int *status)
{
    Str coding = w->values[CODING], length = w->values[LENGTH];
    if (coding.p && length.p)
        return "both Content-Length and Transfer-Encoding";
    if (coding.p && old)
        return "Transfer-Encoding in HTTP/1.0";
    if (coding.p && !str_eq_nocase(coding, S("chunked"))) {
        *status = 501;
        return "a Transfer-Encoding other than chunked";
    }
    if (coding.p)
        out->length = -1;
    return length.p ? check_length(length, out) : NULL;
}

const char *strict_head(Str head, bool old, StrictHead *out, int *status)
{
    Walk w = { .rest = head };
    *out = (StrictHead){ 0 };
    *status = 400;
    const char *why = take_lines(&w);
    if (why)
        return why;
    out->lines = w.lines;
    if (!old && !w.values[HOST].p)
        return "no Host header";
    if (w.values[HOST].p && !host_fine(w.values[HOST]))
        return "a Host header that names no host";
    why = check_body(&w, old, out, status);
    if (why)
        return why;
    if (w.values[EXPECT].p && !old) {
        if (!str_eq_nocase(w.values[EXPECT], S("100-continue"))) {
            *status = 417;
            return "an Expect header other than 100-continue";
        }
        out->expects = out->length != 0;
    }
    return NULL;
}

/* An authority ends at a slash; one that ends at a query has no path, and some would read the first
 * slash of the query as one. */
static Str after_authority(Str target)
{
    Str rest = str_starts(target, S("http://"))    ? str_part(target, 7, target.n)
               : str_starts(target, S("https://")) ? str_part(target, 8, target.n)
                                                   : target;
    if (rest.p == target.p)
        return target;
    ptrdiff_t slash = str_find_char(rest, '/', 0), query = str_find_char(rest, '?', 0);
    ptrdiff_t end = query >= 0 && (slash < 0 || query < slash) ? query : slash;
    return end < 0 ? S("/") : str_part(rest, end, rest.n);
}

const char *strict_target(Arena *mem, Str target, Str *path, Str *query)
{
    for (ptrdiff_t i = 0; i < target.n; i++)
        if ((unsigned char)target.p[i] <= ' ' || target.p[i] == 0x7f)
            return "a request target with spaces or control characters";
    Str rest = after_authority(target);
    *path = str_cut(&rest, '?');
    *query = rest;
    if (!path->n || path->p[0] != '/')
        return "a request target that does not begin with a slash";
    Str decoded;
    if (!percent_decode(mem, *path, PERCENT_PATH, &decoded) || str_find_char(*path, '#', 0) >= 0)
        return "a path that is not percent-encoded as it should be";
    return NULL;
}
