/* SWIFT customer statements (MT940, MT950) and interim reports (MT942), with and without the blocks
 * of the network around them, and the ways of banks to write their field 86.
 *
 * Messages of one account whose balances follow one another are one statement. */
#ifndef FLORIN_FORMAT_MT940_H
#define FLORIN_FORMAT_MT940_H

#include "statement/options.h"

/* Reads the file's statements into the sink. */
bool mt940_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
