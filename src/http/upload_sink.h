/* Where the bytes of an upload go while they arrive. Private to http/. */
#ifndef FLORIN_HTTP_UPLOAD_SINK_H
#define FLORIN_HTTP_UPLOAD_SINK_H

#include "http/upload.h"

typedef enum { SINK_OK, SINK_TOO_LARGE, SINK_BROKEN, SINK_TYPE, SINK_DISK } SinkState;

typedef struct UploadSink UploadSink;

/* For a body of this Content-Type; sink_state() says when it is no upload's. folder must outlive
 * it. */
UploadSink *sink_new(Arena *mem, const UploadOptions *o, Str content_type, const char *folder);

/* The largest body that it can take. */
int64_t sink_max_total(const UploadSink *s);

/* Takes the next bytes. Not SINK_OK is final; sink_detail() says what. */
SinkState sink_feed(UploadSink *s, Str bytes);

/* The body is over. */
SinkState sink_end(UploadSink *s);

Str sink_detail(const UploadSink *s);
SinkState sink_state(const UploadSink *s);

/* What came; the files stand at their beginning. */
Upload *sink_upload(UploadSink *s);

/* Closes the files that nobody took. NULL is allowed. */
void sink_done(UploadSink *s);

#endif
