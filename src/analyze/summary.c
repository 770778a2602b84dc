/* One account's summary, and the dashboard's overview. */
#include "analyze/names.h"

#include "sums_sql.h"
#include "ledger/account.h"

enum { TOP = 3 };

static const Field top_fields[] = {
    F_TEXT(TopCategory, name, .doc = "The category's name."),
    F_INT(TopCategory, count, .doc = "How many transactions."),
    F_MONEY(TopCategory, amount, currency, .doc = "What was spent; negative."),
    F_CURRENCY(TopCategory, currency, .flags = HIDDEN),
};

static const Field processing_fields[] = {
    F_INT(ProcessingStatus, pending, .doc = "Stored, not yet looked at."),
    F_INT(ProcessingStatus, processing, .doc = "Being worked on."),
    F_INT(ProcessingStatus, completed, .doc = "Done."),
    F_INT(ProcessingStatus, failed, .doc = "Not processed."),
};

static const Field summary_fields[] = {
    F_ID(AccountSummary, account_id, .prefix = "acc", .doc = "The account."),
    F_DATE(AccountSummary, start_date, .doc = "The first day."),
    F_DATE(AccountSummary, end_date, .doc = "The last day."),
    F_CURRENCY(AccountSummary, currency, .doc = "Of the amounts."),
    F_INT(AccountSummary, total_transactions, .doc = "All of the period, cancelled ones left out."),
    F_MONEY(AccountSummary, total_spend, currency, .doc = "All money that left; negative."),
    F_MONEY(AccountSummary, total_income, currency, .doc = "All money that came."),
    F_MONEY(AccountSummary, net_amount, currency, .doc = "Both together."),
    F_LIST(AccountSummary, top_categories, TopCategory, top_fields,
           .doc = "The three with the most spending."),
    F_STRUCT(AccountSummary, processing_status, ProcessingStatus, processing_fields,
             .doc = "How far the rows have been processed."),
};
const Shape account_summary_shape = SHAPE(AccountSummary, summary_fields);

static bool set_processing(Ctx *c, Id account_id, Period p, ProcessingStatus *out)
{
    DbRows r =
        db_rows(c, &q_ingestion_counts,
                DB_ARGS(V_INT(c->workspace_id), V_INT(account_id), V_INT(p.from), V_INT(p.to)));
    const struct {
        Str word;
        int64_t *count;
    } words[] = { { S("pending"), &out->pending },
                  { S("processing"), &out->processing },
                  { S("completed"), &out->completed },
                  { S("failed"), &out->failed } };
    for (ptrdiff_t i = 0; i < r.n; i++)
        for (ptrdiff_t k = 0; k < COUNT(words); k++)
            if (str_eq(db_text(&r, i, "status"), words[k].word))
                *words[k].count = db_int(&r, i, "n");
    return !failed(c);
}

static void set_top(Ctx *c, const Spending *spending, AccountSummary *out)
{
    const SpendingItem *items = spending->items.items;
    ptrdiff_t n = spending->items.n < TOP ? spending->items.n : TOP;
    TopCategory *top = NEW_ARRAY(c->mem, TopCategory, n);
    for (ptrdiff_t i = 0; i < n; i++)
        top[i] = (TopCategory){ items[i].name, items[i].count, items[i].amount, items[i].currency };
    out->top_categories = (List){ top, n };
}

bool account_summary(Ctx *c, Id account_id, Period p, AccountSummary *out)
{
    Account account;
    if (!resource_get(c, &account_resource, account_id, &account))
        return false;
    *out = (AccountSummary){ .account_id = account_id,
                             .start_date = p.from,
                             .end_date = p.to,
                             .currency = account.currency };
    Sums sums = sums_of(c, p, account_id);
    for (ptrdiff_t i = 0; i < sums.n && !failed(c); i++) {
        out->total_transactions += sums.items[i].n;
        sum_add(c, &out->total_income, sums.items[i].money_in);
        sum_add(c, &out->total_spend, sums.items[i].money_out);
    }
    out->net_amount = out->total_income + out->total_spend;
    Spending spending;
    if (spending_report(c, p, account_id, account.currency, &spending))
        set_top(c, &spending, out);
    return set_processing(c, account_id, p, &out->processing_status);
}

/* --- the dashboard --------------------------------------------------------------------------- */

static const Field overview_account_fields[] = {
    F_ID(OverviewAccount, id, .prefix = "acc", .doc = "The account."),
    F_TEXT(OverviewAccount, name, .doc = "Its name."),
    F_TEXT(OverviewAccount, account_type, .doc = "What it is."),
    F_MONEY(OverviewAccount, balance, currency, .doc = "What is on it."),
    F_CURRENCY(OverviewAccount, currency, .doc = "Of the balance."),
};

static const Field attention_fields[] = {
    F_TEXT(Attention, kind, .doc = "uncategorized, import."),
    F_TEXT(Attention, title, .doc = "What should be looked at."),
    F_TEXT(Attention, link, .doc = "Where in the page."),
    F_INT(Attention, count, .doc = "How many."),
};

static const Field overview_fields[] = {
    F_CURRENCY(Overview, currency, .doc = "The workspace's home currency."),
    F_LIST(Overview, accounts, OverviewAccount, overview_account_fields,
           .doc = "The active accounts."),
    F_MONEY(Overview, net_worth, currency, .doc = "Of the accounts in the home currency."),
    F_STRUCT(Overview, this_month, CurrencyTotal, currency_total_fields,
             .doc = "The running month so far."),
    F_STRUCT(Overview, last_month, CurrencyTotal, currency_total_fields,
             .doc = "The whole month before."),
    F_LIST(Overview, needs_attention, Attention, attention_fields,
           .doc = "What waits for a decision."),
};
const Shape overview_shape = SHAPE(Overview, overview_fields);

static bool set_accounts(Ctx *c, Date today, Overview *out)
{
    DbRows r = db_rows(c, &q_account_names, DB_ARGS(V_INT(c->workspace_id), V_INT(0)));
    NetWorth worth;
    if (failed(c) || !net_worth_report(c, (Period){ today, today }, &worth))
        return false;
    const NetWorthAccount *balances = worth.accounts.items; /* in the order of r */
    OverviewAccount *accounts = NEW_ARRAY(c->mem, OverviewAccount, r.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r.n; i++)
        if (db_bool(&r, i, "is_active"))
            accounts[n++] =
                (OverviewAccount){ .id = balances[i].account_id,
                                   .name = balances[i].name,
                                   .account_type = db_text(&r, i, "account_type"),
                                   .balance =
                                       ((const NetWorthItem *)balances[i].items.items)[0].amount,
                                   .currency = balances[i].currency };
    out->accounts = (List){ accounts, n };
    out->net_worth = ((const NetWorthItem *)worth.items.items)[0].amount;
    return true;
}

static bool set_months(Ctx *c, Date today, Overview *out)
{
    Trends t;
    if (!trends_report(c, today, 2, false, &t))
        return false;
    const TrendItem *items = t.items.items;
    CurrencyTotal *months[] = { &out->last_month, &out->this_month };
    for (ptrdiff_t i = 0; i < 2; i++)
        *months[i] =
            (CurrencyTotal){ out->currency, items[i].income, items[i].expenses, items[i].net };
    return true;
}

static bool set_attention(Ctx *c, Date today, Overview *out)
{
    Attention *list = NEW_ARRAY(c->mem, Attention, 2);
    int64_t rows =
        db_one_int(c, &q_uncategorized_count,
                   DB_ARGS(V_INT(c->workspace_id), V_INT(date_month_number(today) - 12)));
    int64_t imports = db_one_int(c, &q_imports_in_review, DB_ARGS(V_INT(c->workspace_id)));
    ptrdiff_t n = 0;
    if (imports)
        list[n++] =
            (Attention){ S("import"), S("Imports wait for your review"), S("/imports"), imports };
    if (rows)
        list[n++] = (Attention){ S("uncategorized"), S("Transactions without a category"),
                                 S("/transactions?uncategorized=true"), rows };
    out->needs_attention = (List){ list, n };
    return !failed(c);
}

bool overview_report(Ctx *c, Date today, Overview *out)
{
    *out = (Overview){ .currency = home_currency(c) };
    return set_accounts(c, today, out) && set_months(c, today, out) && set_attention(c, today, out);
}
