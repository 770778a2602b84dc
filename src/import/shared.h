/* Rows that several imports state. The one that came first has them; when that is undone they stay,
 * and belong to the next. Private to the room. */
#ifndef FLORIN_IMPORT_SHARED_H
#define FLORIN_IMPORT_SHARED_H

#include "import/import.h"

/* Gives rows of an import that is being undone to others that state them as well: up to `most` of
 * those behind the row *behind, which is moved on. How many; -1 after a failure. In the write lane.
 */
int64_t shared_hand_over(Ctx *c, Id import_id, int64_t most, Id *behind);

/* Names of rows that a later import has used are its own from now on. In the write lane. */
bool shared_keep_aliases(Ctx *c, Id import_id);

/* Whether what an import made of a transaction is what a later one found there, and so stays with
 * that one; change_id: of import_change. False also after a failure. In the write lane. */
bool shared_keep_change(Ctx *c, Id import_id, Id change_id, Id transaction_id);

/* Staged rows whose transactions have gone since they were read are new again. In the write lane.
 */
bool shared_revive(Ctx *c, Id import_id);

#endif
