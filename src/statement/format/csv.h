/* Delimited text files: their character set, delimiter and quotes found out, their rows given. */
#ifndef FLORIN_STATEMENT_FORMAT_CSV_H
#define FLORIN_STATEMENT_FORMAT_CSV_H

#include "statement/parse.h"
#include "statement/table.h"

/* A source of rows over the bytes of a file. False after fail(). */
bool csv_open(Ctx *c, Str bytes, const ParseOptions *o, TableSource *out);

/* Reads the file's statements into the sink. */
bool csv_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
