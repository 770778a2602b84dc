/* Tables of text cells into statements: finds the tables of a source, maps them from a sample,
 * reads them through. */
#ifndef FLORIN_TABLE_TABLE_H
#define FLORIN_TABLE_TABLE_H

#include "table/source.h"

/* Reads every table of the source into statements for the sink. */
bool table_statements(Ctx *c, TableSource *source, const StatementSink *sink);

#endif
