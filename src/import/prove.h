/* The balance proof: whether the balances a file states follow from its amounts, to the last digit.
 *
 * Works row by row in the order of the file, whichever way that runs in time, and separately for
 * each account and currency that share a file. Rows without a balance add up to the next that has
 * one. */
#ifndef FLORIN_IMPORT_PROVE_H
#define FLORIN_IMPORT_PROVE_H

#include "base/base.h"

/* One direction's running state for one account and currency. */
typedef struct {
    bool started;
    int64_t expected;     /* oldest first: the last balance; newest first: what the next must be */
    int64_t since;        /* oldest first: amounts since the last balance */
    int64_t first_before; /* balance before the first row (oldest first) */
    int64_t holds, breaks;
    int64_t first_break; /* line */
    bool last_held;
} ProofSide;

typedef struct {
    ProofSide forward, backward;
    int64_t balances;                    /* rows that stated one */
    int64_t first_balance, last_balance; /* in the order of the file */
    int64_t first_change, last_change;   /* amounts of these rows */
    bool overflow;
} Proof;

/* Adds a row: what it changes, and its balance if it states one. */
void proof_row(Proof *p, int64_t change, bool has_balance, int64_t balance, int64_t line);
/* A balance without a movement (an opening line inside the table). */
void proof_balance(Proof *p, int64_t balance, int64_t line);

/* Links between balances that hold, of all. */
int64_t proof_links(const ProofSide *side);

#endif
