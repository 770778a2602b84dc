/* Statements of the formats that name their fields (OFX, CAMT, MT940, BAI2, QIF, journals): a
 * reader fills in heads and rows, this piece hands them on in batches, proves them and closes the
 * account.
 *
 *     Build b;
 *     build_start(&b, c, options, sink);
 *     Statement *s = build_open(&b, S("ofx"));      the head, as far as the file has told it
 *     StatementRow *row = build_row(&b);            zeroed; texts from b.mem or what outlives it
 *     build_add(&b, row);
 *     build_close(&b);                              balances may be set until here
 *     build_end(&b);                                after the last statement, and after failures
 *
 * Rows are kept until 500 have gathered, so the head must be complete before the first of them (who
 * cannot know it collects on c->mem first). */
#ifndef FLORIN_STATEMENT_BUILD_H
#define FLORIN_STATEMENT_BUILD_H

#include "statement/options.h"

typedef struct {
    Ctx *c;
    const ParseOptions *options; /* never NULL */
    const StatementSink *sink;
    Arena *mem; /* for texts of rows; reset after each batch. c->mem is for what lives longer */
    /* --- its own --- */
    ArenaMark empty;
    Statement *s; /* the open one */
    StatementRow *rows;
    ptrdiff_t n, room;
    bool begun;
    bool summed; /* sum is the sum of all rows */
    bool same;   /* every row so far has the currency `currency` */
    Str currency;
    int64_t sum; /* at scale */
    int32_t scale;
    Date first, last; /* of the rows */
    int32_t page;     /* on which the line of the next finding stands; PDF */
} Build;

/* o may be NULL. */
void build_start(Build *b, Ctx *c, const ParseOptions *o, const StatementSink *sink);

/* Opens a statement; NULL after a failure. The one before must be closed. */
Statement *build_open(Build *b, Str format);

/* A row to fill; it lives until build_add. */
StatementRow *build_row(Build *b);

/* Takes the row that build_row gave. What it lacks is filled in: the currency of the statement,
 * the value date's or booking date's place, full confidence, and a fingerprint over date, amount,
 * currency, texts and reference, without external_id (identifiers change between two downloads of
 * the same row). False when the sink stops. */
bool build_add(Build *b, StatementRow *row);

/* A finding of the open statement; field and fix may be NULL. */
void build_find(Build *b, FindingLevel level, int64_t line, const char *field, const char *fix,
                const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* Proves and hands on what is left. Opening + posted rows = closing sets `reconciled`, unless the
 * reader has set it; a contradiction is an error finding with the three figures. The period is that
 * of the rows where the file states none. */
bool build_close(Build *b);

/* Gives the batch's memory back. True when everything was read and nothing failed. */
bool build_end(Build *b);

/* Keeps a record as it stands in the file as row->raw, as UTF-8 and cut to its limit; nothing
 * without options->with_source. True when it is the file's own bytes, so that views into the file
 * lie in it. */
bool build_raw(Build *b, StatementRow *row, Str record, int encoding);

/* The part of row->raw that became a field: only with options->with_source, after row->raw is set.
 * value must point into row->raw, or its first occurrence there is taken; nothing is noted when it
 * has none. */
void build_part(Build *b, StatementRow *row, const char *field, Str value);

#endif
