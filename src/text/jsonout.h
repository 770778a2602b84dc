/* JSON (RFC 8259) written as a stream into a Buf: the writer puts the commas and escapes, the
 * caller says what comes. */
#ifndef FLORIN_TEXT_JSONOUT_H
#define FLORIN_TEXT_JSONOUT_H

#include "base/base.h"
#include "text/json.h"

enum { JSON_WRITER_DEPTH = 64 };

/* A writer puts the commas and colons. Zero but for out; calls that do not nest are asserted. What
 * did not fit is known from out->full at the end. At most JSON_WRITER_DEPTH deep. */
typedef struct {
    Buf *out;
    uint64_t objects; /* bit i: what is open at depth i + 1 is an object */
    int depth;
    bool comma; /* a comma is due before the next value or name */
    bool named; /* a name has been written and its value is due */
} JsonWriter;

void json_open_object(JsonWriter *w);
void json_close_object(JsonWriter *w);
void json_open_array(JsonWriter *w);
void json_close_array(JsonWriter *w);

/* The name of the next member. json_name_plain is for names known to need no escape (all of ours):
 * it only copies. */
void json_name(JsonWriter *w, Str name);
void json_name_plain(JsonWriter *w, Str name);

/* A string; bytes that are not UTF-8 come out as U+FFFD, so that what is written is always JSON. A
 * none Str is null. */
void json_string(JsonWriter *w, Str text);
void json_int64(JsonWriter *w, int64_t value);
void json_bool(JsonWriter *w, bool value);
void json_null(JsonWriter *w);

/* Text that is JSON already: a number's digits, a stored document. Not checked. */
void json_raw(JsonWriter *w, Str text);

/* A tree as it was read, numbers as they were written. */
void json_value(JsonWriter *w, const JsonValue *v);

/* Asserts that everything opened was closed. */
void json_done(const JsonWriter *w);

/* A quoted and escaped string alone, for those who write JSON by hand. */
void buf_json(Buf *out, Str text);

#endif
