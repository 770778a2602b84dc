/* Net worth: what the accounts hold, at the ends of months. */
#include "analyze/names.h"

#include "sums_sql.h"

static const Field item_fields[] = {
    F_DATE(NetWorthItem, date, .doc = "The day."),
    F_MONEY(NetWorthItem, amount, currency, .doc = "What was there at its end."),
    F_CURRENCY(NetWorthItem, currency, .doc = "Of the amount."),
};

static const Field account_fields[] = {
    F_ID(NetWorthAccount, account_id, .prefix = "acc", .doc = "The account."),
    F_TEXT(NetWorthAccount, name, .doc = "Its name."),
    F_CURRENCY(NetWorthAccount, currency, .doc = "Of its amounts."),
    F_LIST(NetWorthAccount, items, NetWorthItem, item_fields, .doc = "Its balances."),
};

static const Field net_worth_fields[] = {
    F_CURRENCY(NetWorth, currency, .doc = "Of the items."),
    F_LIST(NetWorth, items, NetWorthItem, item_fields,
           .doc = "All accounts of that currency together."),
    F_LIST(NetWorth, accounts, NetWorthAccount, account_fields, .doc = "Each account."),
    F_LIST(NetWorth, other_currencies, NetWorthItem, item_fields,
           .doc = "What accounts in other currencies hold at the end; nothing is converted."),
};
const Shape net_worth_shape = SHAPE(NetWorth, net_worth_fields);

/* The days of the report: the end of each month in the period, and its last day. */
static ptrdiff_t days_of(Ctx *c, Period p, Date **out)
{
    int first = date_month_number(p.from), last = date_month_number(p.to);
    Date *days = *out = NEW_ARRAY(c->mem, Date, last - first + 2);
    ptrdiff_t n = 0;
    for (int m = first; m <= last; m++) {
        Date next = date_of_month_number(m + 1);
        Date end = next ? next - 1 : DATE_MAX;
        days[n++] = end < p.to ? end : p.to;
    }
    return n;
}

/* The account's balance at the end of each day of the report. */
static bool balances(Ctx *c, const Sums *before, const Sums *within, const Date *days, ptrdiff_t n,
                     NetWorthAccount *a, int64_t opening)
{
    NetWorthItem *items = NEW_ARRAY(c->mem, NetWorthItem, n);
    int first = date_month_number(days[0]);
    for (ptrdiff_t i = 0; i < n; i++)
        items[i] = (NetWorthItem){ .date = days[i], .currency = a->currency };
    for (ptrdiff_t i = 0; i < before->n && !failed(c); i++) {
        const Sum *s = &before->items[i];
        if (s->account_id == a->account_id && s->class < 4)
            sum_add(c, &opening, s->money_in + s->money_out);
    }
    for (ptrdiff_t i = 0; i < within->n && !failed(c); i++) {
        const Sum *s = &within->items[i];
        if (s->account_id == a->account_id && s->class < 4)
            sum_add(c, &items[s->month - first].amount, s->money_in + s->money_out);
    }
    for (ptrdiff_t i = 0; i < n && !failed(c); i++) {
        sum_add(c, &opening, items[i].amount);
        items[i].amount = opening;
    }
    a->items = (List){ items, n };
    return !failed(c);
}

static void add_up(Ctx *c, const NetWorthAccount *accounts, ptrdiff_t n_accounts, ptrdiff_t n_days,
                   NetWorth *out)
{
    NetWorthItem *all = out->items.items, *others = out->other_currencies.items;
    for (ptrdiff_t a = 0; a < n_accounts && !failed(c); a++) {
        const NetWorthItem *items = accounts[a].items.items;
        if (accounts[a].currency == out->currency) {
            for (ptrdiff_t i = 0; i < n_days; i++)
                sum_add(c, &all[i].amount, items[i].amount);
            continue;
        }
        ptrdiff_t k = 0;
        while (k < out->other_currencies.n && others[k].currency != accounts[a].currency)
            k++;
        if (k == out->other_currencies.n) {
            others[k] =
                (NetWorthItem){ .date = items[n_days - 1].date, .currency = accounts[a].currency };
            out->other_currencies.n++;
        }
        sum_add(c, &others[k].amount, items[n_days - 1].amount);
    }
}

bool net_worth_report(Ctx *c, Period p, NetWorth *out)
{
    Date *days;
    ptrdiff_t n = days_of(c, p, &days);
    *out = (NetWorth){ .currency = home_currency(c) };
    Date month_start = date_of_month_number(date_month_number(p.from));
    Sums within = sums_of(c, (Period){ month_start, p.to }, 0);
    Sums before =
        month_start > DATE_MIN ? sums_of(c, (Period){ DATE_MIN, month_start - 1 }, 0) : (Sums){ 0 };
    DbRows r = db_rows(c, &q_account_names, DB_ARGS(V_INT(c->workspace_id), V_INT(0)));
    NetWorthAccount *accounts = NEW_ARRAY(c->mem, NetWorthAccount, r.n);
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++) {
        accounts[i] = (NetWorthAccount){ .account_id = db_int(&r, i, "id"),
                                         .name = db_text(&r, i, "name"),
                                         .currency = currency_find(db_text(&r, i, "currency")) };
        balances(c, &before, &within, days, n, &accounts[i], db_int(&r, i, "opening_balance"));
    }
    NetWorthItem *all = NEW_ARRAY(c->mem, NetWorthItem, n);
    for (ptrdiff_t i = 0; i < n; i++)
        all[i] = (NetWorthItem){ .date = days[i], .currency = out->currency };
    out->items = (List){ all, n };
    out->accounts = (List){ accounts, r.n };
    out->other_currencies = (List){ NEW_ARRAY(c->mem, NetWorthItem, r.n), 0 };
    if (!failed(c))
        add_up(c, accounts, r.n, n, out);
    return !failed(c);
}
