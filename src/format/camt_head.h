/* Private to format/camt*.c: the head of a statement, its balances and totals. */
#ifndef FLORIN_FORMAT_CAMT_HEAD_H
#define FLORIN_FORMAT_CAMT_HEAD_H

#include "format/camt_entry.h"
#include "statement/sum.h"

typedef struct {
    Str type, side, date;
    CamtAmount amount;
    int64_t line;
} CamtBalance;

typedef struct {
    Str count, sum;
} CamtTotal;

/* The head of a statement, as its elements say it. */
typedef struct {
    Str iban, other_id, currency, account_type, owner, name, bank, bic, from, to;
    CamtBalance balance; /* being read */
    CamtTotal all, credits, debits;
    /* --- from the balances --- */
    CamtBalance opening, closing;
    int opening_rank, closing_rank;
    /* --- counted --- */
    int64_t entries, details, n_credits, n_debits, n_booked;
    ExactSum sum_credits, sum_debits;
    bool several_currencies;
} CamtHead;

/* What the head says so far, before the first entry and at the end. */
void camt_settle(CamtHead *h, Statement *s, CamtAround *around);

/* The balance that was read, as the opening or closing one if it is the best so far. */
void camt_take_balance(CamtHead *h);

/* Counts an entry that is booked. */
void camt_count(CamtHead *h, const CamtEntry *e, Decimal amount);

/* Sets the balances of the statement and checks its totals. */
void camt_close(const CamtHead *h, Build *build, Statement *s);

#endif
