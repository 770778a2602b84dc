/* An account's balance from day to day. */
#include "analyze/report.h"

#include "ledger/account.h"
#include "sums_sql.h"

static const Field day_fields[] = {
    F_DATE(BalanceDay, date, .doc = "A day on which something was booked."),
    F_MONEY(BalanceDay, change, currency, .doc = "What its rows add up to."),
    F_MONEY(BalanceDay, balance, currency, .doc = "What was there at its end."),
    F_CURRENCY(BalanceDay, currency, .doc = "Of the amounts."),
    F_INT(BalanceDay, count, .doc = "How many rows."),
};

static const Field balances_fields[] = {
    F_ID(AccountBalances, account_id, .prefix = "acc", .doc = "The account."),
    F_CURRENCY(AccountBalances, currency, .doc = "Of its amounts."),
    F_DATE(AccountBalances, from, .doc = "The first day."),
    F_DATE(AccountBalances, to, .doc = "The last day."),
    F_MONEY(AccountBalances, opening_balance, currency, .doc = "Before the first day."),
    F_MONEY(AccountBalances, closing_balance, currency, .doc = "After the last day."),
    F_LIST(AccountBalances, items, BalanceDay, day_fields,
           .doc = "The days with rows, oldest first."),
};
const Shape account_balances_shape = SHAPE(AccountBalances, balances_fields);

bool account_balances(Ctx *c, Id account_id, Period p, AccountBalances *out)
{
    Account account;
    if (!resource_get(c, &account_resource, account_id, &account))
        return false;
    *out = (AccountBalances){ .account_id = account_id,
                              .currency = account.currency,
                              .from = p.from,
                              .to = p.to,
                              .opening_balance = account.opening_balance };
    Sums before =
        p.from > DATE_MIN ? sums_of(c, (Period){ DATE_MIN, p.from - 1 }, account_id) : (Sums){ 0 };
    for (ptrdiff_t i = 0; i < before.n && !failed(c); i++)
        if (sum_is_posted(&before.items[i]))
            sum_add(c, &out->opening_balance, before.items[i].money_in + before.items[i].money_out);
    DbRows rows =
        db_rows(c, &q_changes_of_days,
                DB_ARGS(V_INT(c->workspace_id), V_INT(account_id), V_INT(p.from), V_INT(p.to)));
    BalanceDay *days = NEW_ARRAY(c->mem, BalanceDay, rows.n);
    out->closing_balance = out->opening_balance;
    for (ptrdiff_t i = 0; i < rows.n && !failed(c); i++) {
        int64_t change = db_int(&rows, i, "change");
        sum_add(c, &out->closing_balance, change);
        days[i] = (BalanceDay){ .date = (Date)db_int(&rows, i, "date"),
                                .change = change,
                                .balance = out->closing_balance,
                                .currency = account.currency,
                                .count = db_int(&rows, i, "n") };
    }
    out->items = (List){ days, rows.n };
    return !failed(c);
}
