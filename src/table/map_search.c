/* The mapping of columns: the search for the amounts, and what surrounds them. */
#include "table/map_search.h"

#include "table/map_given.h"

enum { BALANCES_MAX = 4, FEE_DISTANCE = 60, PARTS_MAX = 6, PARTS_LINKS_MIN = 3, PARTS_TRIED = 6 };

static const Plan *best_plan(const Search *s)
{
    const Plan *best = NULL;
    for (int i = 0; i < s->n_plans; i++) {
        const Plan *p = &s->plans[i];
        if (!best || p->base + p->proof > best->base + best->proof)
            best = p;
    }
    return best;
}

static int max_scale(const Columns *columns)
{
    int scale = 2;
    for (int i = 0; i < columns->n; i++) {
        const Column *k = &columns->at[i];
        bool rate = k->scores[MEANS_RATE] >= LIKELY;
        if (column_is_figures(k) && !rate && k->max_scale > scale && k->max_scale <= 10)
            scale = k->max_scale;
    }
    return scale;
}

/* Columns that may hold the running balance, best first. */
static int balance_columns(const Mapping *m, int found[BALANCES_MAX])
{
    int n = 0;
    for (int i = 0; i < m->columns->n && n < BALANCES_MAX; i++) {
        const Column *k = &m->columns->at[i];
        bool named = k->scores[MEANS_BALANCE] >= LIKELY ||
                     (k->scores[MEANS_BALANCE_CLOSING] >= SURE && k->n_distinct > 1);
        if (named && map_is_figures(k) && k->filled * 4 >= k->rows)
            found[n++] = i;
    }
    return n;
}

/* Without names: any column of money may be the balance, if it proves itself. */
static int unnamed_balances(const Mapping *m, int found[BALANCES_MAX])
{
    int n = 0;
    for (int i = m->columns->n - 1; i >= 0 && n < BALANCES_MAX; i--) {
        const Column *k = &m->columns->at[i];
        if (k->best < LIKELY && map_is_figures(k) && k->n_distinct > 1 && i != m->date)
            found[n++] = i;
    }
    return n;
}

static int currency_near(const Mapping *m, int amount, Meaning meaning, int except)
{
    int best = MAP_NONE, best_distance = INT32_MAX;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        bool codes = k->codes > 0 && k->codes * 10 >= k->filled * 8;
        bool named = k->scores[meaning] >= SURE;
        bool short_words =
            named && k->texts * 2 > k->filled && k->text_bytes <= 10 * (int64_t)k->filled;
        bool unknown = k->header.n == 0 || (k->best < LIKELY && k->codes == k->filled);
        if (i == except ||
            !(named ? codes || short_words : codes && unknown && meaning == MEANS_CURRENCY))
            continue;
        int distance = i > amount ? (i - amount) * 2 : (amount - i) * 2 + 1;
        distance += named ? (100 - k->scores[meaning]) : 50;
        distance += k->scores[MEANS_FEE] ? FEE_DISTANCE : 0;
        if (distance < best_distance) {
            best_distance = distance;
            best = i;
        }
    }
    return best;
}

static void find_account(Mapping *m)
{
    int best = MAP_NONE, best_score = SURE - 1;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        if (k->scores[MEANS_OWN_ACCOUNT] > best_score && k->filled * 10 >= k->rows * 9 &&
            k->n_distinct >= 2 && k->n_distinct < COLUMN_DISTINCT_MAX) {
            best_score = k->scores[MEANS_OWN_ACCOUNT];
            best = i;
        }
    }
    m->account = best;
}

static void find_original(Mapping *m)
{
    int main = m->amount >= 0 ? m->amount : m->debit;
    m->currency_original = currency_near(m, main, MEANS_CURRENCY_ORIGINAL, m->currency);
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        if (i == main || i == m->balance || i == m->credit || i == m->fee || !map_is_figures(k))
            continue;
        if (k->scores[MEANS_AMOUNT_ORIGINAL] >= SURE && m->amount_original < 0 &&
            m->currency_original >= 0)
            m->amount_original = i;
    }
}

/* The currency of rows that state none. */
static void find_default_currency(const TableFacts *facts, Mapping *m)
{
    int columns[] = { m->amount, m->debit, m->credit, m->balance };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0] && !m->default_currency.n; i++) {
        const Column *k = columns[i] >= 0 ? &m->columns->at[columns[i]] : NULL;
        if (k && k->currency.n && !k->currencies_differ)
            m->default_currency = k->currency;
    }
    if (!m->default_currency.n)
        m->default_currency = facts->currency;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0] && !m->default_currency.n; i++) {
        const Column *k = columns[i] >= 0 ? &m->columns->at[columns[i]] : NULL;
        if (k && k->format_unit && k->format_units_differ)
            return;
        if (k && k->format_unit)
            m->default_currency = currency_code(k->format_unit);
    }
}

static void search(Search *s, const Mapping *base)
{
    int balances[BALANCES_MAX], n = balance_columns(base, balances);
    bool named = n > 0;
    if (!named)
        n = unnamed_balances(base, balances);
    for (int i = -1; i < n; i++) {
        Mapping m = *base;
        m.balance = i < 0 ? MAP_NONE : balances[i];
        if (i < 0 && named)
            continue;
        search_pairs(s, &m);
        search_amounts(s, &m);
        search_one_side(s, &m);
        search_unnamed_pairs(s, &m);
        /* A balance without a name must prove itself. */
        for (int k = 0; i >= 0 && !named && k < s->n_plans; k++)
            if (s->plans[k].m.balance == balances[i] &&
                (s->plans[k].links < 2 || s->plans[k].holds * 10 < s->plans[k].links * 8))
                s->plans[k].base = -1000;
    }
}

/* A column that parts the rows into a few kinds (products, pots, accounts without a name) under
 * which every balance follows, although they do not over all rows together: then it names accounts.
 */
static const Plan *search_parts(Search *s, Mapping *m, const Plan *best)
{
    int kept = s->n_plans, tried = 0;
    for (int i = 0; i < m->columns->n && tried < PARTS_TRIED; i++) {
        const Column *k = &m->columns->at[i];
        if (k->filled < k->rows || k->n_distinct < 2 || k->n_distinct > PARTS_MAX ||
            k->texts * 10 < k->filled * 9 || k->codes || k->statuses)
            continue;
        tried++;
        m->account = i;
        m->by_account = true;
        search(s, m);
        const Plan *found = best_plan(s);
        if (found && found->m.account == i && found->m.balance >= 0 &&
            found->holds == found->links && found->links >= PARTS_LINKS_MIN)
            return found;
        s->n_plans = kept;
    }
    m->account = MAP_NONE;
    m->by_account = false;
    return best;
}

/* Searches with the balances running by account and currency, then over all rows together. */
static const Plan *search_all(Search *s, Mapping *m)
{
    find_account(m);
    m->by_account = m->account >= 0;
    search(s, m);
    const Plan *best = best_plan(s);
    if (best && best->proof < 1000 && m->by_account && best->m.balance >= 0) {
        m->by_account = false;
        search(s, m);
        best = best_plan(s);
    }
    if (best && m->account < 0 && best->m.balance >= 0 && best->proof < 1000)
        best = search_parts(s, m, best);
    if (best)
        search_kinds(s, m, best);
    return best_plan(s);
}

/* "Amount (EUR)" beside a column of currencies that are others: the amount is in the currency of
 * its name, the column says in which it was paid. */
static void prefer_stated_unit(Search *s, Mapping *m)
{
    const Column *k = &m->columns->at[m->amount >= 0 ? m->amount : m->debit];
    ptrdiff_t same = 0, other = 0;
    for (ptrdiff_t i = 0; m->currency >= 0 && k->unit.n && i < s->n; i++) {
        Str cell = row_cell(&s->rows[i], m->currency);
        bool known = false;
        Str code = cell.n ? number_currency(cell, &known) : (Str){ 0 };
        same += code.n && str_eq(code, k->unit);
        other += code.n && !str_eq(code, k->unit);
    }
    if (!other)
        return;
    if (m->currency_original < 0)
        m->currency_original = m->currency;
    m->currency = MAP_NONE;
    m->default_currency = k->unit;
    if (!same)
        finding_add(s->r->c->mem, s->s,
                    (FindingAt){ FINDING_WARNING, 0, "currency", "check the currency" },
                    "the name of the amounts says %.*s, the column of currencies never does; they "
                    "are read as %.*s",
                    STR_ARG(k->unit), STR_ARG(k->unit));
}

/* "CAD$" and "USD$": amounts in two currencies, of which each row fills one. */
static void find_other_amount(Search *s, Mapping *m)
{
    const Column *k = m->amount >= 0 ? &m->columns->at[m->amount] : NULL;
    if (!k || !k->unit.n || m->balance >= 0 || m->currency >= 0)
        return;
    for (int i = 0; i < m->columns->n && m->amount_other < 0; i++) {
        const Column *other = &m->columns->at[i];
        bool named = other->unit.n && !str_eq(other->unit, k->unit) &&
                     (other->best < LIKELY || other->scores[MEANS_AMOUNT] == other->best);
        bool both = !named || !map_is_figures(other) || i == m->fee;
        for (ptrdiff_t n = 0; n < s->n && !both; n++)
            both = row_cell(&s->rows[n], i).n && row_cell(&s->rows[n], m->amount).n;
        if (!both)
            m->amount_other = i;
    }
}

static void judge(Search *s, const Plan *best, Mapping *m)
{
    search_judge_sign(s, m, m->proven);
    search_judge_mark(s, m);
    Plan judged = *best;
    judged.m = *m;
    search_judge_columns(s, &judged);
}

bool map_amounts(Reading *r, const TableRow *rows, ptrdiff_t n, const TableFacts *facts,
                 Statement *st, Mapping *m)
{
    Search *s = NEW(r->c->mem, Search);
    *s = (Search){ .r = r, .rows = rows, .n = n, .facts = facts, .s = st };
    m->scale = max_scale(m->columns);
    if (!r->given)
        m->currency = currency_near(m, m->columns->n / 2, MEANS_CURRENCY, MAP_NONE);
    else if (!map_given(s, m))
        return false;
    const Plan *best = r->given ? best_plan(s) : search_all(s, m);
    if (!best || best->base + best->proof <= 5)
        return false;
    *m = best->m;
    m->proven = best->proof >= 900;
    if (!r->given) {
        int main = m->amount >= 0 ? m->amount : m->debit;
        m->currency = currency_near(m, main, MEANS_CURRENCY, MAP_NONE);
        find_original(m);
        find_other_amount(s, m);
        prefer_stated_unit(s, m);
    }
    find_default_currency(facts, m);
    if (!r->given)
        judge(s, best, m);
    return true;
}
