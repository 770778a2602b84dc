/* Statements as the command line shows them: the documented JSON, or a table for people. Both are
 * sinks, so a file of any length is printed in bounded memory. */
#ifndef FLORIN_STATEMENT_STATEMENT_JSON_H
#define FLORIN_STATEMENT_STATEMENT_JSON_H

#include "statement/cells.h"
#include "statement/statement.h"
#include "text/jsonout.h"

/* Where finished text goes; false stops the reading. */
typedef bool (*PrintOut)(void *state, Str text);

typedef struct {
    Ctx *c;
    PrintOut out;
    void *out_state;
    Buf b;
    JsonWriter w;
    Str currency; /* of the statement being printed */
    Str sheet;
} StatementPrinter;

/* A printer whose buffer lies on c->mem. */
StatementPrinter statement_printer(Ctx *c, PrintOut out, void *out_state);

/* JSON: `{"statements":[` … `],"error":null}`. begin first, then reading into the sink, then end,
 * which prints c's failure as the error (and no statements, if there were none). */
void statement_json_begin(StatementPrinter *p);
StatementSink statement_json_sink(StatementPrinter *p);
bool statement_json_end(StatementPrinter *p);

/* For people: a line a row, then balances and findings. */
StatementSink statement_text_sink(StatementPrinter *p);

/* What --cells prints. */
bool statement_cells_json(StatementPrinter *p, const CellSet *cells);

#endif
