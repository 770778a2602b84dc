/* The proof of a table on the way: every balance against the amounts. */
#include "table/mapping.h"
#include "table/reader.h"

Chain *reader_chain(Reader *d, const StatementRow *row)
{
    const Mapping *m = d->t->m;
    uint64_t key = m->currency >= 0 ? str_hash(row->currency) : 0;
    key = m->by_account ? key * 31 + str_hash(row->account) : key;
    for (int i = 0; i < d->n_chains; i++)
        if (d->chains[i].key == key)
            return &d->chains[i];
    if (d->n_chains == KEYS_MAX) {
        d->chains_full = true;
        return NULL;
    }
    d->chains[d->n_chains] = (Chain){ .key = key };
    return &d->chains[d->n_chains++];
}

bool reader_units(const Mapping *m, Figure f, int64_t *out)
{
    *out = 0;
    return f.given && decimal_at_scale(f.value, m->scale, out) == NUMBER_OK;
}

static bool change_of(const Mapping *m, const StatementRow *row, int64_t *change)
{
    int64_t fee = 0;
    if (!reader_units(m, row->amount, change))
        return false;
    if (row->fee.given && !reader_units(m, row->fee, &fee))
        return false;
    return !__builtin_add_overflow(*change, fee, change);
}

const ProofSide *reader_side(const Mapping *m, const Proof *p)
{
    if (m->file_order == NEWEST_FIRST)
        return &p->backward;
    if (m->file_order == OLDEST_FIRST)
        return &p->forward;
    return p->backward.holds > p->forward.holds ? &p->backward : &p->forward;
}

bool reader_prove(Reader *d, StatementRow *row, bool pending)
{
    const Mapping *m = d->t->m;
    int64_t change, balance = 0;
    if (!change_of(m, row, &change)) {
        d->sum_lost = true;
        return !pending;
    }
    bool has = reader_units(m, row->balance, &balance);
    Chain *k = m->balance >= 0 ? reader_chain(d, row) : NULL;
    if (pending && (!k || !has))
        return false;
    Proof before;
    int64_t balances = k ? k->proof.balances : 0;
    if (pending) /* more than a kilobyte, and only needed here */
        before = k->proof;
    if (k)
        proof_row(&k->proof, (ProofRow){ change, balance, has, row->date, row->line });
    bool held = k && has && reader_side(m, &k->proof)->last_held;
    if (pending && !held && balances > 0) {
        k->proof = before;
        return false;
    }
    if (held)
        row->confidence_ppm = HELD_PPM;
    else if (k && has && balances > 0 && m->proven)
        row->confidence_ppm = BROKEN_PPM;
    int64_t *way = change < 0 ? &d->money_out : &d->money_in;
    if (__builtin_add_overflow(d->sum, change, &d->sum) ||
        __builtin_add_overflow(*way, change, way))
        d->sum_lost = true;
    return true;
}
