/* The balance proof, in both directions of time at once. */
#include "import/prove.h"

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

void proof_row(Proof *p, int64_t change, bool has_balance, int64_t balance, int64_t line)
{
    p->forward.last_held = p->backward.last_held = false;
    go_forward(p, change, has_balance, balance, line);
    go_backward(p, change, has_balance, balance, line);
    if (!has_balance)
        return;
    if (p->balances++ == 0) {
        p->first_balance = balance;
        p->first_change = change;
    }
    p->last_balance = balance;
    p->last_change = change;
}

void proof_balance(Proof *p, int64_t balance, int64_t line)
{
    proof_row(p, 0, true, balance, line);
}

int64_t proof_links(const ProofSide *side)
{
    return side->holds + side->breaks;
}
