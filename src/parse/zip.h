/* Zip files that hold statements of any format. */
#ifndef FLORIN_PARSE_ZIP_H
#define FLORIN_PARSE_ZIP_H

#include "parse/parse.h"

/* Reads every member that is a statement, or the one that options->sheet names; Statement.member
 * says which. A member that cannot be read is named in a finding of the last statement and costs
 * the others nothing; when none can be read, the failure is that of the first. */
bool zip_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
