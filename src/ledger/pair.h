/* Transfers between own accounts (LED-06): two rows of opposite sign in two accounts that are one
 * movement. Paired rows are transfers: no spending and no income. A pair that a person took apart
 * is remembered as refused and is never made again by itself. */
#ifndef FLORIN_LEDGER_PAIR_H
#define FLORIN_LEDGER_PAIR_H

#include "ledger/transaction.h"

enum { TRANSFER_PAIRED = 1, TRANSFER_SUGGESTED, TRANSFER_REFUSED };

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id out_id, in_id; /* the row that money left by, and the one it came in by */
    int state;        /* TRANSFER_… */
    int32_t score;
    Str reason;
    bool out_was_transfer, in_was_transfer;
    bool by_hand;
} Transfer;

extern const Resource transfer_resource;

/* Pairs two rows, or only suggests it when state says so. INVALID or CONFLICT in words when they
 * cannot be two sides of a transfer or one is paired already; false without a failure when a person
 * refused this pair and by_hand is not set. In the write lane. */
bool pair_make(Ctx *c, Id a, Id b, int state, bool by_hand, int32_t score, Str reason);

/* Takes the pair of a row apart: both are again what they were before. refuse: it is not to be made
 * again. Nothing when it has none. In the write lane. */
bool pair_take_apart(Ctx *c, Id transaction_id, bool refuse);

/* What is left of the pair of a row that is gone. Called when transactions are dropped. */
bool pair_widow(Ctx *c, const Transaction *gone);

/* Takes up to `most` pairs apart that have a side in an import which is to go; how many there were,
 * -1 after a failure. In the write lane. */
int64_t pair_leave_import(Ctx *c, Id import_id, int64_t most);

extern const OperationTable pair_operations;

#endif
