/* Private to the reading of a mapped table: what rows, proof and end share. */
#ifndef FLORIN_TABLE_READER_H
#define FLORIN_TABLE_READER_H

#include "statement/prove.h"
#include "table/row.h"
#include "table/table_read.h"

enum { KEYS_MAX = 64, STATES_MAX = 8, HELD_PPM = 1000000, BROKEN_PPM = 700000 };

typedef struct {
    uint64_t key;
    Proof proof;
} Chain;

typedef struct {
    TableRead *t;
    StatementRow *batch;
    ptrdiff_t n;
    ArenaMark start;
    Chain chains[KEYS_MAX];
    int n_chains;
    bool chains_full;
    int64_t sum;   /* of all changes, at the mapping's scale */
    bool sum_lost; /* it did not fit */
    bool several_currencies, several_accounts;
    Str account;
    bool stopped;
    bool waiting;                /* the last row of the batch waits for the balance below it */
    int64_t money_in, money_out; /* sizes, to know a line of totals by */
    int64_t days_up, days_down;  /* steps between rows in time */
    Date last_day;
    uint64_t states[STATES_MAX]; /* words of the status column that were said to be unknown */
    int n_states;
} Reader;

/* A finding of the table's statement; shown, if any, stands behind a colon. */
void reader_find(Reader *d, FindingAt at, const char *what, Str shown);

/* The running balances that the row belongs to; NULL: there are too many of them. */
Chain *reader_chain(Reader *d, const StatementRow *row);

/* The figure in units of the mapping's scale; false when it has none or does not fit. */
bool reader_units(const Mapping *m, Figure f, int64_t *out);

/* Which direction of the proof counts: the one the mapping found, else the one that does better. */
const ProofSide *reader_side(const Mapping *m, const Proof *p);

/* Adds the row to the proof. False: it is pending and the balances do not count it. */
bool reader_prove(Reader *d, StatementRow *row, bool pending);

/* The statement's balances, period, account and verdict, when all rows are read. */
void reader_settle(Reader *d);

#endif
