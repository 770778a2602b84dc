/* BAI2 files (Cash Management Balance Reporting Specifications, version 2, and ANSI X9.121):
 * groups, accounts and transactions in records of comma-separated fields, 88 continuing any of
 * them.
 *
 * An account of a group is a statement. The group's as-of date is the date of its rows. */
#ifndef FLORIN_FORMAT_BAI2_H
#define FLORIN_FORMAT_BAI2_H

#include "statement/options.h"

/* Whether text that begins so is such a file. */
bool bai2_is(Str head);

/* Reads the file's statements into the sink. */
bool bai2_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
