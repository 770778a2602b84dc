/* Delimited text files: their character set, delimiter and quotes found out, their rows given. */
#ifndef FLORIN_FORMAT_CSV_H
#define FLORIN_FORMAT_CSV_H

#include "statement/options.h"
#include "table/source.h"
#include "table/workbook.h"

/* A source of rows over the bytes of a file. False after fail(). */
bool csv_open(Ctx *c, Str bytes, const ParseOptions *o, TableSource *out);

/* The same as a workbook of one sheet without a name. o must live as long as it. */
bool csv_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

#endif
