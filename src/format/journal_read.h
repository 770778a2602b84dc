/* Private to format/journal*.c: a journal's transactions before they become rows. */
#ifndef FLORIN_FORMAT_JOURNAL_READ_H
#define FLORIN_FORMAT_JOURNAL_READ_H

#include "statement/statement.h"

typedef struct {
    ptrdiff_t transaction; /* index */
    ptrdiff_t next;        /* the account's next posting, -1 for none */
    int32_t account;
    Figure amount;  /* not given: left out in the file and not to be found out */
    Figure weight;  /* what it counts in the balance of the transaction */
    Figure balance; /* asserted behind it */
    Str currency, weight_currency;
    bool is_virtual;
    int64_t line;
} JournalPosting;

typedef struct {
    Date date, second;
    bool pending;
    Str payee, note, code, id;
    int64_t line;
    Str raw;
    ptrdiff_t first, n; /* its postings */
} JournalTransaction;

typedef struct {
    Str name;
    bool money;            /* an asset or a liability */
    ptrdiff_t first, last; /* its postings, -1 for none */
} JournalAccount;

/* What a person should know, before there is a statement to say it in. */
typedef struct {
    FindingLevel level;
    int64_t line;
    const char *field;
    Str message;
} JournalRemark;

typedef struct {
    JournalTransaction *transactions;
    JournalPosting *postings;
    JournalAccount *accounts;
    JournalRemark *remarks;
    ptrdiff_t n_transactions, n_postings, n_accounts, n_remarks;
    bool ambiguous; /* a figure like 1,234 that nothing in the file decides */
} Journal;

/* Reads text whole; false after TOO_LARGE. */
bool journal_read(Ctx *c, Str text, Journal *out);

#endif
