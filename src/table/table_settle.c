/* The end of a table: what its balances come to. */
#include "table/facts.h"
#include "table/mapping.h"
#include "table/reader.h"

static Figure figure_at(int64_t value, int scale)
{
    return (Figure){ { value, scale }, true };
}

/* A stated balance as a figure: as printed where it can be read. */
static Figure stated(const Mapping *m, Str text)
{
    NumberText n;
    Decimal d;
    if (!text.n || !number_read(text, &n))
        return (Figure){ 0 };
    if (!number_value(&n, m->mark, &d) &&
        !number_value(&n, m->mark == MARK_POINT ? MARK_COMMA : MARK_POINT, &d))
        return (Figure){ 0 };
    if (n.flag == 'D' && d.mantissa > 0)
        d.mantissa = -d.mantissa;
    return (Figure){ d, true };
}

static Figure shortest(Figure f)
{
    while (f.given && f.value.scale > 2 && f.value.mantissa % 10 == 0) {
        f.value.mantissa /= 10;
        f.value.scale--;
    }
    return f;
}

/* Whether the file runs from the newest row to the oldest: by the balances where they hold, else by
 * the days. ORDER_UNKNOWN where neither says. */
static FileOrder order_of(const Reader *d, bool held)
{
    if (held || (d->days_up && d->days_down) || (!d->days_up && !d->days_down))
        return d->t->m->file_order;
    return d->days_down ? NEWEST_FIRST : OLDEST_FIRST;
}

/* Opening and closing balance from the only chain of running balances. */
static void balances_of_chain(Reader *d)
{
    const Mapping *m = d->t->m;
    Statement *s = d->t->s;
    if (d->n_chains != 1 || d->several_currencies || d->chains[0].proof.balances == 0)
        return;
    const Proof *p = &d->chains[0].proof;
    bool single = p->balances == 1 && s->n_rows == 1;
    const ProofSide *side = reader_side(m, p);
    bool held = side->holds > 0 && side->breaks == 0;
    FileOrder order = order_of(d, held);
    int64_t opening, closing;
    bool newest_first = order == NEWEST_FIRST || (order == ORDER_UNKNOWN && side == &p->backward);
    if (!held && proof_any_order(p, &opening, &closing)) {
        held = true;
    } else {
        if (!held && !single && (order == ORDER_UNKNOWN || (d->days_up && d->days_down)))
            return;
        closing = newest_first ? p->first_balance : p->last_balance;
        opening = newest_first ? p->last_balance - p->last_change : p->forward.first_before;
    }
    if (!s->closing_balance.given)
        s->closing_balance = shortest(figure_at(closing, m->scale));
    if (!s->opening_balance.given && (held || single))
        s->opening_balance = shortest(figure_at(opening, m->scale));
}

/* The verdict of the running balances over all chains. */
static Reconciled judge_chains(Reader *d)
{
    int64_t holds = 0, breaks = 0, first = 0;
    for (int i = 0; i < d->n_chains; i++) {
        int64_t opening, closing;
        const Proof *p = &d->chains[i].proof;
        if (reader_side(d->t->m, p)->breaks && proof_any_order(p, &opening, &closing)) {
            holds += p->balances;
            continue;
        }
        const ProofSide *side = reader_side(d->t->m, &d->chains[i].proof);
        if (d->chains[i].proof.overflow)
            return RECONCILED_UNKNOWN;
        holds += side->holds;
        breaks += side->breaks;
        if (side->first_break && (!first || side->first_break < first))
            first = side->first_break;
    }
    if (breaks) {
        finding_add(
            d->t->r->c->mem, d->t->s,
            (FindingAt){ FINDING_ERROR, first, "balance",
                         "look for a missing or changed row before this line" },
            "the balance of this row does not follow from the amounts (%lld of %lld balances hold)",
            (long long)holds, (long long)holds + breaks);
        return RECONCILED_NO;
    }
    return holds ? RECONCILED_YES : RECONCILED_UNKNOWN;
}

/* The verdict of opening + rows = closing. */
static Reconciled judge_totals(Reader *d)
{
    const Mapping *m = d->t->m;
    Statement *s = d->t->s;
    int64_t opening, closing, want;
    if (d->sum_lost || d->several_currencies || !reader_units(m, s->opening_balance, &opening) ||
        !reader_units(m, s->closing_balance, &closing))
        return RECONCILED_UNKNOWN;
    if (__builtin_add_overflow(opening, d->sum, &want))
        return RECONCILED_UNKNOWN;
    if (want == closing)
        return RECONCILED_YES;
    Decimal off = { closing - want, m->scale };
    Str text = decimal_text(d->t->r->c->mem, off);
    finding_add(d->t->r->c->mem, s,
                (FindingAt){ FINDING_ERROR, d->t->facts->closing_line, "balance",
                             "look for a missing row" },
                "opening balance and rows do not give the closing balance: %.*s is missing",
                STR_ARG(text));
    return RECONCILED_NO;
}

static void settle_period(Reader *d)
{
    const Mapping *m = d->t->m;
    Statement *s = d->t->s;
    Date from = date_of_text(&d->t->facts->from, m->date_order, m->year),
         to = date_of_text(&d->t->facts->to, m->date_order, m->year);
    if (!from && d->t->facts->from.form)
        from = date_of_text(&d->t->facts->from, ORDER_YMD, 0);
    if (!to && d->t->facts->to.form)
        to = date_of_text(&d->t->facts->to, ORDER_YMD, 0);
    if (from && to && from <= s->from && to >= s->to) {
        s->from = from;
        s->to = to;
    }
}

/* "Balance 31 Dec" above the rows and "Balance 31 Jan" below them: where the rows lead from the one
 * to the other, the first is the opening balance. */
static void balance_above_opens(Reader *d)
{
    TableFacts *facts = d->t->facts;
    int64_t first, last, end;
    if (facts->opening.n || d->sum_lost || !facts->later.n ||
        !reader_units(d->t->m, stated(d->t->m, facts->closing), &first) ||
        !reader_units(d->t->m, stated(d->t->m, facts->later), &last) ||
        __builtin_add_overflow(first, d->sum, &end) || end != last)
        return;
    facts->opening = facts->closing;
    facts->opening_line = facts->closing_line;
    facts->closing = facts->later;
}

void reader_settle(Reader *d)
{
    const Mapping *m = d->t->m;
    Statement *s = d->t->s;
    balance_above_opens(d);
    Figure opening = stated(m, d->t->facts->opening), closing = stated(m, d->t->facts->closing);
    Reconciled by_chain = m->balance >= 0 ? judge_chains(d) : RECONCILED_UNKNOWN;
    if (by_chain == RECONCILED_UNKNOWN) {
        s->opening_balance = opening;
        s->closing_balance = closing;
        s->reconciled = judge_totals(d);
    } else {
        s->reconciled = by_chain;
    }
    if (m->balance >= 0)
        balances_of_chain(d);
    if (!s->opening_balance.given)
        s->opening_balance = opening;
    if (d->several_currencies)
        s->currency = (Str){ 0 };
    s->account_number = d->t->facts->account_number;
    if (!s->account_number.n && !d->several_accounts)
        s->account_number = d->account;
    settle_period(d);
}
