/* multipart/form-data (RFC 7578, RFC 2046) read as its bytes arrive, in pieces of any size, without
 * keeping the content of a part. Private to http/. */
#ifndef FLORIN_HTTP_MULTIPART_H
#define FLORIN_HTTP_MULTIPART_H

#include "base/base.h"

typedef struct {
    Str name;         /* of the field; none when unsaid */
    Str filename;     /* none: a field, not a file */
    Str content_type; /* none when unsaid */
} PartHead;

/* Each returns false to stop the reading. The texts live in the parser's memory. */
typedef struct {
    bool (*part)(void *to, const PartHead *head);
    bool (*data)(void *to, Str bytes);
    bool (*end)(void *to); /* of the part */
    void *to;
} PartEvents;

typedef enum { MULTIPART_OK, MULTIPART_BROKEN, MULTIPART_STOPPED } MultipartResult;

typedef struct Multipart Multipart;

/* The boundary of a Content-Type; none when it is no multipart/form-data or names no proper
 * boundary. */
Str multipart_boundary(Arena *mem, Str content_type);

Multipart *multipart_new(Arena *mem, Str boundary, const PartEvents *events);

/* What is not MULTIPART_OK is final. */
MultipartResult multipart_feed(Multipart *m, Str bytes);

/* The body is over: MULTIPART_BROKEN when its last boundary has not come. */
MultipartResult multipart_end(Multipart *m);

/* What is wrong, for people. */
Str multipart_detail(const Multipart *m);

/* The value of a parameter of a header like Content-Disposition, unquoted; none when it is not
 * there. */
Str header_parameter(Arena *mem, Str header, Str name);

#endif
