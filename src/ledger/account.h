/* Accounts: where money is. Balances are derived from the rows, never stored. */
#ifndef FLORIN_LEDGER_ACCOUNT_H
#define FLORIN_LEDGER_ACCOUNT_H

#include "field/operation.h"

enum {
    ACCOUNT_CHECKING = 1,
    ACCOUNT_SAVINGS,
    ACCOUNT_CREDIT_CARD,
    ACCOUNT_INVESTMENT,
    ACCOUNT_CASH,
    ACCOUNT_LOAN,
    ACCOUNT_OTHER
};

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Str name;
    int account_type; /* ACCOUNT_… */
    Currency currency;
    Str institution, number_masked, iban;
    int64_t opening_balance; /* minor units of currency, on opened_on or before the first row */
    Date opened_on;
    int64_t balance; /* computed: opening balance and all posted rows that count */
    bool is_active;
    int64_t sort_order;
    Str notes;
    Str provider;
    int sync_status, connection_health, sync_frequency;
    int64_t last_sync_at;
    Str last_sync_error;
    Str metadata;
} Account;

extern const Resource account_resource;

/* The account of that name, without regard to case; false without a failure when there is none. */
bool account_find_by_name(Ctx *c, Str name, Account *out);

#endif
