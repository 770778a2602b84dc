/* The exports of this program in CSV and JSON, which come back as they were: every row with its
 * account, state and identifier, and nothing to be guessed. (Its journals are read by
 * format/journal.h.) */
#ifndef FLORIN_FORMAT_OWN_H
#define FLORIN_FORMAT_OWN_H

#include "statement/options.h"

/* Whether text that begins so is one of them. */
bool own_is(Str head);

/* Reads the export into the sink, as one statement. */
bool own_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

#endif
