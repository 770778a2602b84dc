/* Taking an import back. Private to the room. */
#ifndef FLORIN_IMPORT_UNDO_H
#define FLORIN_IMPORT_UNDO_H

#include "import/book.h"

/* Members of a transaction that somebody has changed since, so that they stay as they are. */
typedef struct {
    Id transaction_id;
    Texts fields;
    Str message;
} NotRestored;
extern const Field not_restored_fields[3];

typedef struct {
    int64_t restored; /* transactions that are as they were */
    NotRestored *kept;
    ptrdiff_t n_kept; /* the first of them */
    int64_t all_kept;
} UndoReport;

/* Where more has been changed than one transaction should put back, does so in transactions of
 * their own; undo goes on behind it. Outside of a lane. */
bool undo_ahead(Ctx *c, Id import_id, UndoReport *report);

/* Takes a completed import back: its rows are gone at once, what it changed is as before; a job
 * removes the rows. again: it is read again and waits for a decision. In the write lane; sums were
 * read before. */
bool undo_import(Ctx *c, Import *imp, const BookSums *sums, bool again, UndoReport *report);

/* Puts back what the import did to one transaction; whether it did anything. In the write lane. */
bool undo_one(Ctx *c, Id import_id, Id transaction_id);

/* Puts back up to `most` changes of an import that ended before it was complete; how many, -1 after
 * a failure. In the write lane. */
int64_t undo_some(Ctx *c, Id import_id, int64_t most, UndoReport *report);

#endif
