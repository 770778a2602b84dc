/* QIF: the lines of Quicken, Money, GnuCash and of banks that write for them. */
#ifndef FLORIN_FORMAT_QIF_H
#define FLORIN_FORMAT_QIF_H

#include "statement/options.h"

/* Reads every list of transactions into the sink, one statement per account and list. False after a
 * failure: NO_TRANSACTIONS (lists of categories, prices, … only).
 *
 * QIF is untyped text: the order of day, month and year and the decimal mark are decided over all
 * of the file, and what nothing decides is `ambiguous` with a finding. The first record of a list
 * that calls itself the opening balance is that, and no row. The total of a record counts; its
 * splits give the category and are added up. Investment records are rows with their effect on cash,
 * signed by their action. */
bool qif_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
