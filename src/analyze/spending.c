/* Where the money goes: a period's spending by category. */
#include "analyze/names.h"

#include "sums_sql.h"

#include <stdlib.h>

const Field currency_total_fields[4] = {
    F_CURRENCY(CurrencyTotal, currency, .doc = "Of these amounts."),
    F_MONEY(CurrencyTotal, income, currency, .doc = "What came in."),
    F_MONEY(CurrencyTotal, expenses, currency, .doc = "What was spent; negative."),
    F_MONEY(CurrencyTotal, net, currency, .doc = "Both together."),
};

static const Field item_fields[] = {
    F_ID(SpendingItem, category_id, .prefix = "cat", .flags = OPTIONAL,
         .doc = "The category; null is what has none."),
    F_ID(SpendingItem, parent_id, .prefix = "cat", .flags = OPTIONAL, .doc = "Its group."),
    F_TEXT(SpendingItem, code, .flags = OPTIONAL, .doc = "Its code, of system categories."),
    F_TEXT(SpendingItem, name, .doc = "Its name."),
    F_TEXT(SpendingItem, emoji, .flags = OPTIONAL, .doc = "Its emoji."),
    F_TEXT(SpendingItem, color, .flags = OPTIONAL, .doc = "Its color."),
    F_MONEY(SpendingItem, amount, currency,
            .doc = "What was spent, less what came back; negative is spending."),
    F_CURRENCY(SpendingItem, currency, .doc = "Of the amount."),
    F_INT(SpendingItem, count, .doc = "How many transactions."),
    F_RATIO(SpendingItem, share, .doc = "Of the total, 0 to 1."),
};

static const Field spending_fields[] = {
    F_DATE(Spending, start_date, .doc = "The first day."),
    F_DATE(Spending, end_date, .doc = "The last day."),
    F_CURRENCY(Spending, currency, .doc = "Of the amounts."),
    F_MONEY(Spending, total, currency, .doc = "All spending."),
    F_LIST(Spending, items, SpendingItem, item_fields, .doc = "The most spent first."),
    F_LIST(Spending, other_currencies, CurrencyTotal, currency_total_fields,
           .doc = "What there is in other currencies; nothing is converted."),
};
const Shape spending_shape = SHAPE(Spending, spending_fields);

Map category_names(Ctx *c)
{
    DbRows r = db_rows(c, &q_category_names, DB_ARGS(V_INT(c->workspace_id)));
    Map m = map_new(c->mem);
    SpendingItem *items = NEW_ARRAY(c->mem, SpendingItem, r.n);
    for (ptrdiff_t i = 0; i < r.n; i++) {
        items[i] = (SpendingItem){ .category_id = db_int(&r, i, "id"),
                                   .parent_id = db_int(&r, i, "parent_id"),
                                   .code = db_text(&r, i, "code"),
                                   .name = db_text(&r, i, "name"),
                                   .emoji = db_text(&r, i, "emoji"),
                                   .color = db_text(&r, i, "color") };
        map_put_num(&m, items[i].category_id, &items[i]);
    }
    return m;
}

List currency_totals_new(Ctx *c, const Sums *sums)
{
    Map seen = map_new(c->mem);
    for (ptrdiff_t i = 0; i < sums->n; i++)
        map_put_num(&seen, sums->items[i].currency, (void *)&sums->items[i]);
    return (List){ NEW_ARRAY(c->mem, CurrencyTotal, seen.n), 0 };
}

bool currency_totals_add(Ctx *c, List *totals, const Sum *s)
{
    CurrencyTotal *t = totals->items;
    ptrdiff_t i = 0;
    while (i < totals->n && t[i].currency != s->currency)
        i++;
    if (i == totals->n)
        t[totals->n++] = (CurrencyTotal){ .currency = s->currency };
    return sum_add(c, &t[i].income, s->money_in) && sum_add(c, &t[i].expenses, s->money_out) &&
           sum_add(c, &t[i].net, s->money_in) && sum_add(c, &t[i].net, s->money_out);
}

List other_than(Ctx *c, const List *totals, Currency currency)
{
    const CurrencyTotal *t = totals->items;
    CurrencyTotal *others = NEW_ARRAY(c->mem, CurrencyTotal, totals->n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < totals->n; i++)
        if (t[i].currency != currency)
            others[n++] = t[i];
    return (List){ others, n };
}

static int most_spent_first(const void *a, const void *b)
{
    const SpendingItem *x = a, *y = b;
    if (x->amount != y->amount)
        return x->amount < y->amount ? -1 : 1;
    return (x->category_id > y->category_id) - (x->category_id < y->category_id);
}

/* Whether a sum is spending: money that left, and what came back in a category where money leaves.
 * Rows without a category are spending when money left. */
static bool add_to_item(Ctx *c, const Sum *s, bool is_spending_category, SpendingItem *to)
{
    to->count += s->n;
    sum_add(c, &to->amount, s->money_out);
    if (is_spending_category)
        sum_add(c, &to->amount, s->money_in);
    return !failed(c);
}

static SpendingItem *item_of(Ctx *c, Map *items, const Map *names, const Sum *s)
{
    SpendingItem *item = map_find_num(items, s->category_id);
    if (item)
        return item;
    item = NEW(c->mem, SpendingItem);
    const SpendingItem *named = map_find_num(names, s->category_id);
    *item = named ? *named : (SpendingItem){ .name = S("Uncategorised") };
    item->currency = s->currency;
    map_put_num(items, s->category_id, item);
    return item;
}

/* The items with spending in them, sorted, with their shares. */
static void set_items(Ctx *c, const Map *items, Spending *out)
{
    SpendingItem *list = NEW_ARRAY(c->mem, SpendingItem, items->n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < items->n; i++) {
        const SpendingItem *item = items->entries[i].value;
        if (item->amount < 0) {
            list[n++] = *item;
            sum_add(c, &out->total, item->amount);
        }
    }
    if (n)
        qsort(list, (size_t)n, sizeof *list, most_spent_first);
    for (ptrdiff_t i = 0; i < n && out->total; i++)
        list[i].share = (int32_t)((__int128)list[i].amount * 1000000 / out->total);
    out->items = (List){ list, n };
}

bool spending_report(Ctx *c, Period p, Id account_id, Currency currency, Spending *out)
{
    *out = (Spending){ .start_date = p.from, .end_date = p.to };
    Sums sums = sums_of(c, p, account_id);
    if (!currency && account_id && sums.n)
        currency = sums.items[0].currency;
    out->currency = currency ? currency : home_currency(c);
    Map names = category_names(c), items = map_new(c->mem);
    List totals = currency_totals_new(c, &sums);
    for (ptrdiff_t i = 0; i < sums.n && !failed(c); i++) {
        const Sum *s = &sums.items[i];
        if (!sum_is_ordinary(s))
            continue;
        currency_totals_add(c, &totals, s);
        if (s->currency == out->currency && (s->money_out || s->category_id))
            add_to_item(c, s, s->category_id != 0, item_of(c, &items, &names, s));
    }
    set_items(c, &items, out);
    out->other_currencies = other_than(c, &totals, out->currency);
    return !failed(c);
}
