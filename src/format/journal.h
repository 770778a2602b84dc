/* Plain-text accounting: journals of hledger and ledger, and beancount's. Every asset and liability
 * account that has postings is a statement of its own. */
#ifndef FLORIN_FORMAT_JOURNAL_H
#define FLORIN_FORMAT_JOURNAL_H

#include "statement/options.h"

/* Whether text that begins so is a journal. */
bool journal_is(Str head);

/* Reads the file's statements into the sink. */
bool journal_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
