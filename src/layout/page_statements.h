/* Words with positions to the statements that they print. */
#ifndef FLORIN_LAYOUT_PAGE_STATEMENTS_H
#define FLORIN_LAYOUT_PAGE_STATEMENTS_H

#include "paper/page.h"
#include "statement/cells.h"

/* Gives the statements of the pages to the sink. o may not be NULL. False after fail():
 * NO_TRANSACTIONS, UNSUPPORTED, with the page named where there is one. */
bool pages_statements(Ctx *c, const PageSet *pages, const ParseOptions *o,
                      const StatementSink *sink);

/* The table of movements that has the most rows as one sheet of cells, the names of its columns
 * first; at most o->max_rows rows of it. The columns stand as in Statement.mapping. */
bool pages_cells(Ctx *c, const PageSet *pages, const ParseOptions *o, CellSet *out);

#endif
