/* Sums over a period. */
#include "analyze/sums.h"

#include "sums_sql.h"

static Sum *take(Ctx *c, const DbRows *rows, Sum *to)
{
    for (ptrdiff_t i = 0; i < rows->n && !failed(c); i++)
        *to++ = (Sum){ .account_id = db_int(rows, i, "account_id"),
                       .category_id = db_int(rows, i, "category_id"),
                       .currency = currency_find(db_text(rows, i, "currency")),
                       .month = (int)db_int(rows, i, "month"),
                       .class = (int)db_int(rows, i, "class"),
                       .n = db_int(rows, i, "n"),
                       .money_in = db_int(rows, i, "money_in"),
                       .money_out = db_int(rows, i, "money_out") };
    return to;
}

static DbRows of_days(Ctx *c, Date from, Date to, Id account_id)
{
    if (from > to)
        return (DbRows){ 0 };
    return db_rows(c, &q_sums_of_days,
                   DB_ARGS(V_INT(c->workspace_id), V_INT(from), V_INT(to), V_INT(account_id)));
}

Sums sums_of(Ctx *c, Period period, Id account_id)
{
    int first = date_month_number(period.from), last = date_month_number(period.to);
    Date first_end =
        date_of_month_number(first + 1) ? date_of_month_number(first + 1) - 1 : DATE_MAX;
    Date last_end = date_of_month_number(last + 1) ? date_of_month_number(last + 1) - 1 : DATE_MAX;
    DbRows head = { 0 }, tail = { 0 }, whole = { 0 };
    if (period.from != date_of_month_number(first)) { /* begins within a month */
        head = of_days(c, period.from, period.to < first_end ? period.to : first_end, account_id);
        first++;
    }
    if (period.to != last_end && first <= last) { /* ends within another */
        tail = of_days(c, date_of_month_number(last), period.to, account_id);
        last--;
    }
    if (first <= last)
        whole =
            db_rows(c, &q_sums_of_months,
                    DB_ARGS(V_INT(c->workspace_id), V_INT(first), V_INT(last), V_INT(account_id)));
    Sum *items = NEW_ARRAY(c->mem, Sum, head.n + whole.n + tail.n);
    Sum *end = take(c, &tail, take(c, &whole, take(c, &head, items)));
    return !failed(c) ? (Sums){ items, end - items } : (Sums){ 0 };
}

bool sum_add(Ctx *c, int64_t *to, int64_t change)
{
    if (__builtin_add_overflow(*to, change, to))
        return fail(c, INTERNAL, NULL, "A total is beyond 64 bits of minor units");
    return true;
}

Currency home_currency(Ctx *c)
{
    DbRows r = db_rows(c, &q_home_currency_of, DB_ARGS(V_INT(c->workspace_id)));
    return r.n ? currency_find(db_text(&r, 0, "home_currency")) : CURRENCY_NONE;
}
