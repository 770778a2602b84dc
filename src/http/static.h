/* The page's files, from the binary or a folder, prepared once and answered from memory.
 *
 * A file "app.js" may have "app.js.br" and "app.js.gz" beside it; the best that the client takes is
 * sent. Files below "assets/" have a hash in their name and are cached for ever; all others are
 * asked for again (ETag). A path without an extension that is no file gets index.html, for the
 * page's own routes. */
#ifndef FLORIN_HTTP_STATIC_H
#define FLORIN_HTTP_STATIC_H

#include "http/http.h"

typedef struct HttpStatic HttpStatic;

/* A file in the binary; the path has no slash at its beginning: "assets/app-4f2c.js.br". */
typedef struct {
    const char *path;
    const unsigned char *bytes;
    size_t n;
} StaticFile;

/* Views the files; they must outlive it. */
HttpStatic *http_static_embedded(const StaticFile *files, ptrdiff_t n);

/* Reads all of a folder (not following links, at most 64 MiB). NULL after fail(). */
HttpStatic *http_static_folder(Ctx *c, const char *folder);

/* Answers a GET for a file; false, nothing done, when there is none. The caller asks only for paths
 * that are not its own (/api). Methods other than GET are the caller's 405. */
bool http_static_answer(const HttpStatic *s, HttpRequest *r);

void http_static_free(HttpStatic *s);

#endif
