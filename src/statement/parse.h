/* From the bytes of a file to its Statements: detects the format and calls its reader. Pure: no
 * files, no network, no clock; so it can run in a process that may do nothing else. */
#ifndef FLORIN_STATEMENT_PARSE_H
#define FLORIN_STATEMENT_PARSE_H

#include "base/base.h"
#include "statement/statement.h"

typedef struct {
    /* What a person or a template says, in the same words as Statement.mapping; none: the evidence
     * of the file decides everything. When given it is the whole mapping of the columns: columns
     * that it does not name are not used, a format that it leaves out is found as usual, and what
     * it says is no longer ambiguous. */
    const Mapped *mapping;
    ptrdiff_t n_mapped;
    /* Tried in this order where the file is protected. */
    const Str *passwords;
    ptrdiff_t n_passwords;
    /* The sheet of a workbook, or the member of a zip file, to read; none: the likeliest sheet,
     * every member. */
    Str sheet;
    /* Pages that are pictures are read by OCR in one of these languages ("eng+deu"): the first, unless
     * the words are evidently those of another; none: they are refused with the words for that. */
    Str ocr;
    bool with_source; /* rows carry raw and parts, for the comparison */
    /* statement_cells: rows of each sheet to read; 0 is all. */
    ptrdiff_t max_rows;
    /* Told now and then how many leading bytes reading has passed, so that a caller who mapped the
     * file can give their pages back to the system. They must stay readable: a second look comes
     * after the character set is known. May be NULL. */
    void (*passed)(void *state, ptrdiff_t bytes);
    void *passed_state;
    /* Told before work that takes longer than its bytes would let one think (a page read by OCR), with
     * the seconds of processor that it may need. May be NULL. */
    void (*longer)(void *state, int32_t seconds);
    void *longer_state;
} ParseOptions;

/* The languages to read pictures in where nobody says: those whose words are most often seen. The
 * first is tried first. */
#define OCR_LANGUAGES "eng+deu+fra+spa"

/* Reads bytes into *out, all of it on c->mem. False after a failure: UNREADABLE, UNSUPPORTED,
 * TOO_LARGE, HOSTILE, NO_TRANSACTIONS, …, with the place in failure.field ("line 12"). o may be
 * NULL. A file with a header and no rows is a Statement without rows, not a failure. */
bool statement_parse(Ctx *c, Str bytes, const ParseOptions *o, StatementSet *out);

/* The same, row by row: nothing is collected, memory stays bounded. Rows may already have been
 * given when it fails. */
bool statement_stream(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

/* The file as a table of text, before any meaning: the sheets as --cells prints them. */
typedef struct {
    Str name;
    Str state;  /* "visible", "hidden", "veryHidden" */
    Str **rows; /* each row's cells, in order; with names, row and cell stand at their address */
    int32_t *widths;
    ptrdiff_t n_rows;
} CellSheet;

typedef struct {
    CellSheet *sheets;
    ptrdiff_t n;
} CellSet;

bool statement_cells(Ctx *c, Str bytes, const ParseOptions *o, CellSet *out);

/* What the reading of one file asks of the process that does it, beside the usual. */
typedef struct {
    bool libraries;       /* others' code reads it, which asks the system for things it can do without */
    int64_t memory_bytes; /* so much more */
    int32_t cpu_seconds;  /* so much more, when ParseOptions.longer was told of it */
} ParseNeeds;

/* Opens what the readers of these bytes need from the system (character set converters, libraries,
 * languages of o->ocr) before a sandbox takes the file system away. It looks for a few marks in the
 * bytes and does not parse them. o and needs may be NULL. */
void statement_parse_prepare(Str bytes, const ParseOptions *o, ParseNeeds *needs);

#endif
