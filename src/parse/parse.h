/* From the bytes of a file to its Statements: detects the format and calls its reader. Pure: no
 * files, no network, no clock; so it can run in a process that may do nothing else. */
#ifndef FLORIN_PARSE_PARSE_H
#define FLORIN_PARSE_PARSE_H

#include "paper/page.h"
#include "statement/cells.h"
#include "statement/options.h"

/* Reads bytes into *out, all of it on c->mem. False after a failure: UNREADABLE, UNSUPPORTED,
 * TOO_LARGE, HOSTILE, NO_TRANSACTIONS, …, with the place in failure.field ("line 12"). o may be
 * NULL. A file with a header and no rows is a Statement without rows, not a failure. */
bool statement_parse(Ctx *c, Str bytes, const ParseOptions *o, StatementSet *out);

/* The same, row by row: nothing is collected, memory stays bounded. Rows may already have been
 * given when it fails. */
bool statement_stream(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

/* The file as a table of text, before any meaning. UNSUPPORTED for what is no table. */
bool statement_cells(Ctx *c, Str bytes, const ParseOptions *o, CellSet *out);

/* The words of a PDF or a picture with their places, as pages_of_pdf and pages_of_picture. */
bool pages_of_file(Ctx *c, Str bytes, const ParseOptions *o, PageSet *out);

/* What the reading of one file asks of the process that does it, beside the usual. */
typedef struct {
    bool libraries; /* others' code reads it, which asks the system for things it can do without */
    int64_t memory_bytes; /* so much more */
    int32_t cpu_seconds;  /* so much more, when ParseOptions.longer was told of it */
} ParseNeeds;

/* Opens what the readers of these bytes need from the system (character set converters, libraries,
 * languages of o->ocr) before a sandbox takes the file system away. It looks for a few marks in the
 * bytes and does not parse them. o and needs may be NULL. */
void statement_parse_prepare(Str bytes, const ParseOptions *o, ParseNeeds *needs);

#endif
