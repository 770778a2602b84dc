/* Every answer is as the OpenAPI document says. */
#ifndef FLORIN_TESTS_HTTP_DOCUMENT_H
#define FLORIN_TESTS_HTTP_DOCUMENT_H

#include "client.h"
#include "text/json.h"

typedef struct {
    JsonValue root;
} Document;

/* Reads a document; ends the process when it is not JSON. */
Document *document_read(Arena *mem, Str text);

/* Whether the answer to a method and path (with /api or /api/v1, without the query) fits: its
 * status is listed or an error, its body fits the schema. A path that the document does not know
 * fits when it is answered with an error. Says in why what does not. */
bool document_fits(Arena *mem, const Document *d, Str method, Str path, const TestAnswer *a,
                   Str *why);

#endif
