/* Dates of rows: the order of day and month, the year where none is written. */
#include "layout/bank.h"
#include "value/instant.h"

#include <math.h>
#include <stdlib.h>

enum { BEYOND_DAYS = 45, WITHIN_DAYS = 10, LETTER_WIDTH = 612, MONTH_DAYS = 35 };

static const DateOrder all_orders[] = { ORDER_YMD, ORDER_DMY, ORDER_MDY, ORDER_YDM };

static Date full_day(const DateText *t, DateOrder order)
{
    return t->no_year || t->form == DATE_FORM_NONE ? DATE_NONE : date_of_text(t, order, 0);
}

/* The day of a text without a year: inside the period, else the nearest to the statement's day. */
static Date day_near(const PageRead *l, const DateText *t, DateOrder order)
{
    if (!l->reference)
        return DATE_NONE;
    int year = date_parts(l->last ? l->last : l->reference).year;
    Date best = DATE_NONE;
    int64_t least = INT64_MAX;
    for (int y = year - 1; y <= year + 1; y++) {
        Date d = date_of_text(t, order, y);
        if (!d || (l->year_open && d > l->reference))
            continue;
        int64_t off;
        if (l->first && l->last) {
            off = d < l->first ? l->first - d : d > l->last ? d - l->last : 0;
        } else {
            off = d > l->reference ? 4 * (int64_t)(d - l->reference) : l->reference - d;
            if (d > l->reference && d - l->reference <= BEYOND_DAYS)
                off = d - l->reference;
        }
        if (off < least) {
            least = off;
            best = d;
        }
    }
    return best;
}

static Date day_of(const PageRead *l, const Token *t, DateOrder order)
{
    if (!t)
        return DATE_NONE;
    if (t->day.fixed && !t->day.no_year)
        return t->day.fixed;
    /* A named month has its own order. */
    DateOrder own = order;
    if (!(t->day.orders & order))
        for (int i = 0; i < COUNT(all_orders); i++)
            if (t->day.orders & all_orders[i])
                own = all_orders[i];
    if (own != order && t->day.form != DATE_FORM_NAMED && t->day.form != DATE_FORM_COMPACT)
        return DATE_NONE;
    return t->day.no_year ? day_near(l, &t->day, own) : full_day(&t->day, own);
}

/* How good the days of the rows look under an order. */
static int64_t order_score(PageRead *l, const Group *g, DateOrder order)
{
    int64_t score = 0;
    Date before = DATE_NONE, least = INT32_MAX, most = DATE_NONE;
    int up = 0, down = 0;
    for (ptrdiff_t i = 0; i < g->n; i++) {
        const Row *r = g->rows[i];
        if (r->kind != ROW_MOVES || !r->day)
            continue;
        Date d = day_of(l, r->day, order);
        if (!d)
            return INT64_MIN;
        if (l->first && l->last)
            score += d >= l->first - WITHIN_DAYS && d <= l->last + WITHIN_DAYS ? 3 : -3;
        up += before && d >= before;
        down += before && d < before;
        least = d < least ? d : least;
        most = d > most ? d : most;
        before = d;
    }
    score += up > down ? up - 2 * (int64_t)down : down - 2 * (int64_t)up;
    if (most && most - least <= MONTH_DAYS)
        score += 6 + g->n / 2;
    else if (most)
        score -= (most - least) / 40;
    return score;
}

static bool american(const PageRead *l)
{
    bool letter = l->pages->n > 0 && l->pages->pages[0].width > LETTER_WIDTH - 2 &&
                  l->pages->pages[0].width < LETTER_WIDTH + 2;
    return letter && l->mark == MARK_POINT &&
           (!l->currency.n || str_eq(l->currency, S("USD")) || str_eq(l->currency, S("CAD")));
}

static DateOrder likely_order(const PageRead *l)
{
    return american(l) ? ORDER_MDY : ORDER_DMY;
}

/* The period under an order; *first and *last stay DATE_NONE when it is none. */
static void set_period(PageRead *l, DateOrder order)
{
    l->first = l->last = DATE_NONE;
    if (l->to.form == DATE_FORM_NONE)
        return;
    Date to = l->to.fixed ? l->to.fixed : full_day(&l->to, order);
    if (!to && l->to.form == DATE_FORM_NAMED)
        for (int i = 0; i < COUNT(all_orders) && !to; i++)
            to = full_day(&l->to, all_orders[i]);
    if (!to)
        return;
    Date from = l->from.no_year ? DATE_NONE
                : l->from.fixed ? l->from.fixed
                                : full_day(&l->from, order);
    if (!from)
        for (int y = date_parts(to).year; y >= date_parts(to).year - 1 && !from; y--)
            for (int i = 0; i < COUNT(all_orders) && !from; i++) {
                DateOrder o = i == 0 ? order : all_orders[i];
                Date d = date_of_text(&l->from, o, y);
                from = d && d <= to ? d : from;
            }
    if (from && from < to && to - from < 800) {
        l->first = from;
        l->last = to;
        l->reference = to;
    }
}

static void find_order(PageRead *l, Group *g)
{
    int64_t best = INT64_MIN, second = INT64_MIN;
    DateOrder told = l->told_order ? l->told_order : l->bank ? l->bank->order : (DateOrder)0;
    DateOrder chosen = told ? told : likely_order(l), other = 0;
    for (int i = 0; i < COUNT(all_orders); i++) {
        DateOrder order = all_orders[i];
        if (told && told != order)
            continue;
        set_period(l, order);
        int64_t score = order_score(l, g, order);
        if (score == INT64_MIN)
            continue;
        score = score * 2 + (order == likely_order(l) ? 3 : 0) - (order == ORDER_YDM ? 20 : 0);
        if (score > best) {
            second = best;
            other = best == INT64_MIN ? 0 : chosen;
            best = score;
            chosen = order;
        } else if (score > second) {
            second = score;
            other = order;
        }
    }
    set_period(l, chosen);
    g->order = chosen;
    g->order_open = false;
    if (!other || best - second > 6)
        return;
    for (ptrdiff_t i = 0; i < g->n && !g->order_open; i++) {
        const Token *t = g->rows[i]->day;
        g->order_open = t && t->day.form != DATE_FORM_NAMED && !t->day.fixed &&
                        day_of(l, t, chosen) != day_of(l, t, other);
    }
}

/* Which of a row's days is the booking's, by the name of the column it stands in. */
static int day_rank(const Table *t, const Token *k, bool *value)
{
    const Name *nearest = NULL;
    float least = 1e9f;
    for (int i = 0; t->head && i < t->head->n; i++) {
        const Name *n = &t->head->names[i];
        bool dates = n->means == MEANS_DATE_VALUE || n->means == MEANS_DATE_BOOKING ||
                     n->means == MEANS_DATE || n->means == MEANS_DATE_TRANSACTION;
        float off = fminf(fabsf(k->x0 - n->x0), fabsf(k->x0 + k->x1 - n->x0 - n->x1) / 2);
        if (!dates || k->x1 < n->x0 - 10 || k->x0 > n->x1 + 10 || off >= least)
            continue;
        least = off;
        nearest = n;
    }
    *value = nearest && nearest->means == MEANS_DATE_VALUE;
    switch (nearest ? nearest->means : MEANS_NOTHING) {
    case MEANS_DATE_VALUE: return 1;
    case MEANS_DATE_TRANSACTION: return 3;
    case MEANS_DATE: return 4;
    case MEANS_DATE_BOOKING: return 5;
    default: return 2;
    }
}

static void sort_days(Row *r, const Table *t)
{
    const Token *days[3] = { r->day, r->other_day, r->value_day };
    const Token *best = r->day, *value = NULL;
    int rank = -1;
    for (int i = 0; i < 3; i++) {
        bool is_value;
        if (!days[i])
            continue;
        int k = day_rank(t, days[i], &is_value);
        if (k > rank) {
            rank = k;
            best = days[i];
        }
        if (is_value)
            value = days[i];
    }
    r->other_day = NULL;
    for (int i = 0; i < 3; i++)
        if (days[i] && days[i] != best && days[i] != value)
            r->other_day = days[i];
    r->day = best;
    r->value_day = value && value != best ? value : NULL;
}

void group_dates(PageRead *l, Group *g)
{
    for (ptrdiff_t i = 0; i < g->n; i++)
        sort_days(g->rows[i], g->tables[i]);
    if (!l->reference)
        for (ptrdiff_t i = 0; i < g->n && !l->reference; i++)
            if (g->rows[i]->day && !g->rows[i]->day->day.no_year)
                for (int o = 0; o < COUNT(all_orders) && !l->reference; o++)
                    l->reference = full_day(&g->rows[i]->day->day, all_orders[o]);
    if (!l->reference) {
        l->reference = l->pages->created ? l->pages->created : instant_date(l->c->now_ms);
        l->year_open = true;
    }
    find_order(l, g);
    Date before = DATE_NONE;
    for (ptrdiff_t i = 0; i < g->n; i++) {
        Row *r = g->rows[i];
        if (r->kind != ROW_MOVES)
            continue;
        r->date = r->undated ? before : day_of(l, r->day, g->order);
        r->value_date = day_of(l, r->value_day, g->order);
        before = r->date ? r->date : before;
    }
}
