/* The balance proof, in both directions of time at once. */
#include "statement/prove.h"

static bool add(Proof *p, int64_t a, int64_t b, int64_t *out)
{
    bool over = __builtin_add_overflow(a, b, out);
    p->overflow |= over;
    return !over;
}

static void link(ProofSide *side, bool holds, int64_t line)
{
    side->holds += holds;
    side->breaks += !holds;
    side->last_held = holds;
    if (!holds && !side->first_break)
        side->first_break = line;
}

/* Oldest first: a balance is the one before plus everything since. */
static void go_forward(Proof *p, int64_t change, bool has_balance, int64_t balance, int64_t line)
{
    ProofSide *f = &p->forward;
    add(p, f->since, change, &f->since);
    if (!has_balance)
        return;
    int64_t want;
    if (f->started && add(p, f->expected, f->since, &want))
        link(f, want == balance, line);
    else if (!f->started)
        add(p, balance, -f->since, &f->first_before);
    f->started = true;
    f->expected = balance;
    f->since = 0;
}

/* Newest first: the next row's balance is this one's less what this row changed. */
static void go_backward(Proof *p, int64_t change, bool has_balance, int64_t balance, int64_t line)
{
    ProofSide *b = &p->backward;
    if (has_balance) {
        if (b->started)
            link(b, b->expected == balance, line);
        b->started = true;
        b->expected = balance;
    }
    if (b->started)
        add(p, b->expected, -change, &b->expected);
}

/* A strong mix of 64 bits (the finaliser of SplitMix64). */
static uint64_t mix(int64_t balance)
{
    uint64_t h = (uint64_t)balance + 0x9E3779B97F4A7C15u;
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
    return h ^ (h >> 31);
}

static void add_end(ProofEnds *e, Date day, bool further, int64_t balance)
{
    if (e->n == 0 || further)
        *e = (ProofEnds){ .day = day };
    else if (day != e->day)
        return;
    e->lost |= e->n == PROOF_ENDS_MAX;
    if (e->n < PROOF_ENDS_MAX)
        e->at[e->n++] = balance;
}

static void go_any(Proof *p, const ProofRow *row)
{
    int64_t before;
    p->gaps |= !row->has_balance;
    if (!row->has_balance || !add(p, row->balance, -row->change, &before))
        return;
    p->after += mix(row->balance);
    p->before += mix(before);
    add_end(&p->closing, row->day, row->day > p->closing.day, row->balance);
    add_end(&p->opening, row->day, row->day < p->opening.day, before);
}

bool proof_any_order(const Proof *p, int64_t *opening, int64_t *closing)
{
    if (p->gaps || p->overflow || p->balances < 3 || p->opening.lost || p->closing.lost)
        return false;
    uint64_t drift = p->after - p->before;
    for (int i = 0; i < p->closing.n; i++)
        for (int k = 0; k < p->opening.n; k++)
            if (mix(p->closing.at[i]) - mix(p->opening.at[k]) == drift) {
                *closing = p->closing.at[i];
                *opening = p->opening.at[k];
                return true;
            }
    return false;
}

void proof_row(Proof *p, ProofRow row)
{
    p->forward.last_held = p->backward.last_held = false;
    go_forward(p, row.change, row.has_balance, row.balance, row.line);
    go_backward(p, row.change, row.has_balance, row.balance, row.line);
    go_any(p, &row);
    if (!row.has_balance)
        return;
    if (p->balances++ == 0) {
        p->first_balance = row.balance;
        p->first_change = row.change;
    }
    p->last_balance = row.balance;
    p->last_change = row.change;
}

int64_t proof_links(const ProofSide *side)
{
    return side->holds + side->breaks;
}
