/* The balance proof: whether the balances a file states follow from its amounts, to the last digit.
 *
 * Works row by row in the order of the file, whichever way that runs in time, and separately for
 * each account and currency that share a file. Rows without a balance add up to the next that has
 * one. */
#ifndef FLORIN_STATEMENT_PROVE_H
#define FLORIN_STATEMENT_PROVE_H

#include "value/date.h"

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

enum { PROOF_ENDS_MAX = 64 };

/* Balances that could be the first or the last of the statement: those of its outermost day. */
typedef struct {
    Date day;
    int64_t at[PROOF_ENDS_MAX];
    int n;
    bool lost; /* more than there is room for */
} ProofEnds;

typedef struct {
    ProofSide forward, backward;
    /* In any order: every balance but the last is the one before some row, so the sums of a hash
     * over all balances after and before rows differ only by the ends. */
    uint64_t after, before;
    ProofEnds closing, opening;
    bool gaps;        /* a row without a balance: the orderless proof does not apply */
    int64_t balances; /* rows that stated one */
    int64_t first_balance, last_balance; /* in the order of the file */
    int64_t first_change, last_change;   /* amounts of these rows */
    bool overflow;
} Proof;

/* Adds a row: what it changes, and its balance if it states one. */
typedef struct {
    int64_t change, balance;
    bool has_balance;
    Date day; /* DATE_NONE while dates are not read yet */
    int64_t line;
} ProofRow;
void proof_row(Proof *p, ProofRow row);

/* Whether the rows, in whatever order they stand, form one chain from a balance of the first day to
 * one of the last; *opening and *closing are set then. */
bool proof_any_order(const Proof *p, int64_t *opening, int64_t *closing);

/* Links between balances that hold, of all. */
int64_t proof_links(const ProofSide *side);

#endif
