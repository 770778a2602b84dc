/* ISO 20022 bank to customer messages: account reports (camt.052), statements (camt.053) and debit
 * and credit notifications (camt.054), every version, with or without a namespace, prefixed,
 * wrapped in envelopes, several documents in a file.
 *
 * An entry is a row. An entry of several transactions becomes a row for each, when every one states
 * its amount and together they make the entry's; otherwise it stays whole. */
#ifndef FLORIN_FORMAT_CAMT_H
#define FLORIN_FORMAT_CAMT_H

#include "statement/options.h"

/* Reads the file's statements into the sink. NO_TRANSACTIONS when the XML holds no statement. */
bool camt_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
