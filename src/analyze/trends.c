/* Month against month. */
#include "analyze/names.h"

#include <stdlib.h>

enum { PROJECTED_MONTHS = 3, MEDIAN_OF = 6 };

static const Field item_fields[] = {
    F_TEXT(TrendItem, month, .example = "2026-01", .doc = "The month."),
    F_MONEY(TrendItem, income, currency, .doc = "What came in."),
    F_MONEY(TrendItem, expenses, currency, .doc = "What was spent; negative."),
    F_MONEY(TrendItem, net, currency, .doc = "Both together."),
    F_CURRENCY(TrendItem, currency, .flags = HIDDEN),
    F_BOOL(TrendItem, projected, .doc = "Not what happened but what is to be expected."),
};

static const Field trends_fields[] = {
    F_CURRENCY(Trends, currency, .doc = "Of the amounts."),
    F_LIST(Trends, items, TrendItem, item_fields, .doc = "Oldest first."),
    F_MONEY(Trends, average_income, currency, .doc = "Of the whole months."),
    F_MONEY(Trends, average_expenses, currency, .doc = "Of the whole months; negative."),
    F_LIST(Trends, other_currencies, CurrencyTotal, currency_total_fields,
           .doc = "What there is in other currencies; nothing is converted."),
};
const Shape trends_shape = SHAPE(Trends, trends_fields);

static Str month_text(Ctx *c, int month)
{
    DateParts p = date_parts(date_of_month_number(month));
    return str_fmt(c->mem, "%04d-%02d", p.year, p.month);
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t median(int64_t *values, ptrdiff_t n)
{
    if (!n)
        return 0;
    qsort(values, (size_t)n, sizeof *values, by_size);
    return n % 2 ? values[n / 2] : values[n / 2 - 1] / 2 + values[n / 2] / 2;
}

/* The median month of the last six whole ones with any movement; items[n - 1] is the running month.
 */
static TrendItem usual_month(const TrendItem *items, ptrdiff_t n)
{
    int64_t income[MEDIAN_OF], expenses[MEDIAN_OF];
    ptrdiff_t found = 0;
    for (ptrdiff_t i = n - 2; i >= 0 && found < MEDIAN_OF; i--) {
        if (!items[i].income && !items[i].expenses)
            continue;
        income[found] = items[i].income;
        expenses[found++] = items[i].expenses;
    }
    TrendItem usual = { .income = median(income, found),
                        .expenses = median(expenses, found),
                        .projected = true };
    return usual;
}

static void add_projections(Ctx *c, int last, TrendItem *items, ptrdiff_t *n, Currency currency)
{
    TrendItem usual = usual_month(items, *n);
    for (int i = 1; i <= PROJECTED_MONTHS; i++) {
        TrendItem *item = &items[(*n)++];
        *item = usual;
        item->month = month_text(c, last + i);
        item->net = usual.income + usual.expenses;
        item->currency = currency;
    }
}

static void set_averages(Trends *out, ptrdiff_t n)
{
    const TrendItem *items = out->items.items;
    __int128 income = 0, expenses = 0;
    int months = 0;
    for (ptrdiff_t i = 0; i + 1 < n; i++) { /* not the running month */
        income += items[i].income;
        expenses += items[i].expenses;
        months += items[i].income || items[i].expenses;
    }
    if (months) {
        out->average_income = (int64_t)(income / months);
        out->average_expenses = (int64_t)(expenses / months);
    }
}

bool trends_report(Ctx *c, Date today, int months, bool projections, Trends *out)
{
    int last = date_month_number(today), first = last - months + 1;
    if (first < 0)
        first = 0;
    *out = (Trends){ .currency = home_currency(c) };
    Date end = date_of_month_number(last + 1) ? date_of_month_number(last + 1) - 1 : DATE_MAX;
    Sums sums = sums_of(c, (Period){ date_of_month_number(first), end }, 0);
    ptrdiff_t n = last - first + 1;
    TrendItem *items = NEW_ARRAY(c->mem, TrendItem, n + PROJECTED_MONTHS);
    for (ptrdiff_t i = 0; i < n; i++)
        items[i] = (TrendItem){ .month = month_text(c, first + (int)i), .currency = out->currency };
    List totals = currency_totals_new(c, &sums);
    for (ptrdiff_t i = 0; i < sums.n && !failed(c); i++) {
        const Sum *s = &sums.items[i];
        if (!sum_is_ordinary(s))
            continue;
        currency_totals_add(c, &totals, s);
        if (s->currency != out->currency)
            continue;
        TrendItem *item = &items[s->month - first];
        sum_add(c, &item->income, s->money_in);
        sum_add(c, &item->expenses, s->money_out);
        item->net = item->income + item->expenses;
    }
    out->items = (List){ items, n };
    set_averages(out, n);
    if (projections)
        add_projections(c, last, items, &out->items.n, out->currency);
    out->other_currencies = other_than(c, &totals, out->currency);
    return !failed(c);
}
