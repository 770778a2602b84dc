/* Accounts. */
#include "ledger/account.h"

#include "event/event.h"
#include "account_sql.h"
#include "ledger/ledger.h"
#include "ledger/total.h"
#include "total_sql.h"
#include "value/iban.h"

#include <math.h>

static const char *const account_types[] = { "",           "checking", "savings", "credit_card",
                                             "investment", "cash",     "loan",    "other",
                                             NULL };
static const char *const sync_statuses[] = { "",      "manual",       "syncing", "synced",
                                             "error", "disconnected", NULL };
static const char *const healths[] = { "", "healthy", "warning", "failed", "not_connected", NULL };
static const char *const frequencies[] = { "", "daily", "weekly", "monthly", "manual", NULL };

static const Field account_fields[] = {
    F_ID(Account, id, .prefix = "acc", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Account, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(Account, created_at, .flags = READ_ONLY | SORTABLE, .doc = "When it was made."),
    F_INSTANT(Account, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_TEXT(Account, name, .flags = NEEDED | SORTABLE, .min = 1, .max = 120, .example = "Checking",
           .doc = "Shown in lists; no two accounts share one."),
    F_WORD(Account, account_type, .flags = NEEDED, .words = account_types, .example = "checking",
           .doc = "What it is."),
    F_CURRENCY(Account, currency, .flags = NEEDED | SET_ONCE, .example = "EUR",
               .doc = "Of all its amounts."),
    F_TEXT(Account, institution, .flags = OPTIONAL, .max = 120, .doc = "The bank."),
    F_TEXT(Account, number_masked, .flags = OPTIONAL, .max = 40,
           .doc = "The number with all but its last digits hidden."),
    F_TEXT(Account, iban, .flags = OPTIONAL, .max = 42, .doc = "Checked; stored without spaces."),
    F_MONEY(Account, opening_balance, currency, .start = "0",
            .doc = "What was on it before its first row."),
    F_DATE(Account, opened_on, .flags = OPTIONAL, .doc = "The first day."),
    F_MONEY(Account, balance, currency, .flags = READ_ONLY | UNSTORED,
            .doc = "The opening balance and all posted rows."),
    F_BOOL(Account, is_active, .start = "true", .doc = "False keeps it out of lists."),
    F_INT(Account, sort_order, .flags = SORTABLE, .start = "0", .min = 0, .max = 1000000,
          .doc = "Its place in lists."),
    F_TEXT(Account, notes, .flags = OPTIONAL | MANY_LINES, .max = 2000, .doc = "Free text."),
    F_TEXT(Account, provider, .flags = OPTIONAL | READ_ONLY, .doc = "Who syncs it."),
    F_WORD(Account, sync_status, .flags = READ_ONLY, .words = sync_statuses, .start = "manual",
           .doc = "How its sync stands."),
    F_WORD(Account, connection_health, .flags = READ_ONLY, .words = healths,
           .start = "not_connected", .doc = "How well its connection is."),
    F_WORD(Account, sync_frequency, .words = frequencies, .start = "manual",
           .doc = "How often it syncs."),
    F_INSTANT(Account, last_sync_at, .flags = READ_ONLY | OPTIONAL, .doc = "The last sync."),
    F_TEXT(Account, last_sync_error, .flags = READ_ONLY | OPTIONAL, .doc = "Why it failed."),
    F_JSON(Account, metadata, .flags = OPTIONAL, .max = 10000,
           .doc = "Anything a program wants to keep with it."),
};

static const Filter account_filters[] = {
    { "account_type", FILTER_IS, "account_type", NULL, "Only this type." },
    { "currency", FILTER_IS, "currency", NULL, "Only this currency." },
    { "is_active", FILTER_IS, "is_active", NULL, "Only active or only inactive ones." },
};

static bool check(Ctx *c, const void *old, void *row)
{
    const Account *was = old;
    Account *a = row;
    double grown =
        fabs((double)a->opening_balance) - (was ? fabs((double)was->opening_balance) : 0);
    if (a->iban.n) {
        Str tidy;
        IbanResult r = iban_parse(c->mem, a->iban, &tidy);
        if (r != IBAN_OK)
            return fail_field(c, S("/iban"), "%s", iban_result_text(r));
        a->iban = tidy;
        if (!a->number_masked.n)
            a->number_masked = account_mask(c->mem, tidy);
    }
    Account same;
    if (account_find_by_name(c, a->name, &same) && same.id != a->id)
        return fail(c, CONFLICT, "name", "There is an account named '%.*s' already",
                    STR_ARG(same.name));
    return totals_make_room(c, grown);
}

static bool fill(Ctx *c, void *rows, ptrdiff_t n)
{
    Account *a = rows;
    DbRows sums = db_rows(c, &q_total_of_accounts, DB_ARGS(V_INT(c->workspace_id)));
    for (ptrdiff_t i = 0; i < n && !failed(c); i++) {
        a[i].balance = a[i].opening_balance;
        for (ptrdiff_t k = 0; k < sums.n; k++)
            if (db_int(&sums, k, "account_id") == a[i].id &&
                __builtin_add_overflow(a[i].balance, db_int(&sums, k, "amount"), &a[i].balance))
                return fail(c, INTERNAL, NULL, "The balance of an account is beyond 64 bits");
    }
    return !failed(c);
}

static bool written(Ctx *c, const void *old, const void *row)
{
    const char *type = !old ? "account.created" : row ? "account.updated" : "account.deleted";
    event_emit(c, type, &account_resource.shape, row ? row : old, 0);
    return ledger_changed(c);
}

const Resource account_resource = {
    .name = "account",
    .plural = "accounts",
    .table = "account",
    .prefix = "acc",
    .shape = SHAPE(Account, account_fields),
    .filters = account_filters,
    .n_filters = COUNT(account_filters),
    .sort = "sort_order",
    .owned = true,
    .check = check,
    .fill = fill,
    .written = written,
};

bool account_find_by_name(Ctx *c, Str name, Account *out)
{
    *out = (Account){ 0 };
    Id id = db_one_int(c, &q_account_by_name, DB_ARGS(V_INT(c->workspace_id), V_TEXT(name)));
    return id && resource_get(c, &account_resource, id, out);
}
