/* OFX 1.x (SGML) and 2.x (XML), QFX: statements of banks, cards and investment accounts. */
#ifndef FLORIN_FORMAT_OFX_H
#define FLORIN_FORMAT_OFX_H

#include "statement/options.h"

/* Reads every statement of the file into the sink: one per account that it reports. False after a
 * failure: HOSTILE (a document type), NO_TRANSACTIONS (an answer without a statement, or the bank's
 * refusal in its own words), UNREADABLE.
 *
 * Dates are the local days as written. Amounts are signed as the file signs them, unless all of a
 * statement's amounts are unsigned and only their kind tells the direction; that is `ambiguous`.
 * LEDGERBAL is the closing balance; OFX states no opening one, so nothing is proven. Entries of
 * investment accounts are rows with their TOTAL; those that move units only are rows of zero. */
bool ofx_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
