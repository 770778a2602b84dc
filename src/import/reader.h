/* One reading of a file: its rows become those of the import, in pieces that are written while the
 * next is read. Private to the room. */
#ifndef FLORIN_IMPORT_READER_H
#define FLORIN_IMPORT_READER_H

#include "categorize/assign.h"
#include "import/finger.h"
#include "import/original.h"
#include "import/target.h"
#include "ledger/total.h"

typedef struct Reader {
    Ctx *c;
    const ImportHow *how;
    Original *original;
    Import imp;
    bool direct;
    bool go_back; /* the direct way is closed: read again, staged */
    Targets targets;
    int64_t file_rows; /* of the file, whatever becomes of them */
    FingerCount seen;
    Totals totals;
    bool name_noted;
    int64_t skip;         /* rows that an earlier run has written */
    int64_t position;     /* of the last row */
    int64_t statement;    /* which of the file's, from 1 */
    Str number, currency; /* the statement's, for rows that do not say */
    Assigner *assigner;
    Validation *problems;
    ptrdiff_t n_problems;
    int64_t told_ns;
    struct Piece *pieces; /* two */
    int filling;          /* which of them takes rows */
} Reader;

/* Notes what is wrong, at a place of the file or with it as a whole (line 0). An error of a line is
 * a row that cannot be booked. */
typedef struct {
    int level; /* LEVEL_… */
    int64_t line, page;
} NoteAt;
void reader_note(Reader *r, NoteAt at, Str field, Str message, Str fix);

/* Reads the file; all of its rows are written then. False after a failure, and with go_back set.
 * Outside of a lane. */
bool reader_read(Reader *r);
void reader_done(Reader *r); /* for CLEAN() too */

#endif
