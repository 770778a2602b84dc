/* What bench_json.c and its opponent share; their headers of JSON do not go together. */
#ifndef FLORIN_BENCH_BENCH_JSON_H
#define FLORIN_BENCH_BENCH_JSON_H

#include "base/base.h"
#include "value/date.h"
#include "value/id.h"
#include "value/instant.h"
#include "value/money.h"

static const char *const account_types[] = { "", "checking", "savings", "credit_card", NULL };
static const char *const sync_states[] = { "", "manual", "syncing", "synced", "error", NULL };

typedef struct {
    Id id;
    int64_t created_at, updated_at;
    Str name;
    int account_type;
    Currency currency;
    Str institution, number_masked, iban;
    int64_t opening_balance, balance;
    Date opened_on;
    bool is_active;
    int64_t sort_order;
    Str notes;
    int sync_status;
    int64_t last_sync_at;
} Account;

/* Nanoseconds jansson needs to build the tree of n accounts and dump it, and to load a body. */
int64_t jansson_write(Arena *mem, const Account *all, int n);
int64_t jansson_read(Str body);
const char *jansson_version(void);

#endif
