/* Transfers between own accounts, found after an import (LED-06). Private to the room.
 *
 * Two rows of opposite amount and one currency in two own accounts, at most four days apart, are
 * paired when something says so (the other account's number or name, the words or the category of a
 * transfer) and no other row is as likely for either. What only the amounts say is suggested, and
 * so is a row that names its amount in the currency of another account where that amount came. */
#ifndef FLORIN_IMPORT_TRANSFER_H
#define FLORIN_IMPORT_TRANSFER_H

#include "job/job.h"

enum { TRANSFER_DAYS = 4 };

/* Looks for the other sides of an import's rows. Outside of a lane. */
bool transfer_find(Ctx *c, Id import_id);

/* Adds the job that does so. In the write lane. */
bool transfer_enqueue(Ctx *c, Id import_id);

extern const JobKind import_transfer_kind;

#endif
