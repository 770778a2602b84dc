/* The mapping of columns: one plan to read the amounts, tried against the balances of the sample.
 */
#include "statement/prove.h"
#include "table/map_amount.h"
#include "table/plan.h"

enum { KEYS_MAX = 64 };

typedef struct {
    uint64_t key;
    Proof proof;
    int64_t forward_holds, forward_breaks, backward_holds, backward_breaks; /* SIGN_BY_BALANCE */
    int64_t last_balance, last_size;
    bool started;
} KeyProof;

static uint64_t row_key(const Mapping *m, const TableRow *row)
{
    uint64_t key = m->currency >= 0 ? str_hash(row_cell(row, m->currency)) : 0;
    return m->by_account ? key * 31 + str_hash(row_cell(row, m->account)) : key;
}

static KeyProof *key_find(KeyProof *keys, int *n, uint64_t key)
{
    for (int i = 0; i < *n; i++)
        if (keys[i].key == key)
            return &keys[i];
    if (*n == KEYS_MAX)
        return NULL;
    keys[*n] = (KeyProof){ .key = key };
    return &keys[(*n)++];
}

/* What a row moves, in units of the scale; false when it is no row of the table's body. A row
 * whose amount is blank moves nothing: its balance must be the one before. */
static bool row_change(Search *s, const Mapping *m, const TableRow *row, int64_t *change,
                       bool *blank)
{
    Decimal amount, fee = { 0 };
    *change = 0;
    AmountResult a = map_amount_of(s->r, m, row, &amount);
    *blank = a == AMOUNT_BLANK;
    if (a != AMOUNT_READ)
        return false;
    if (decimal_at_scale(amount, m->scale, change) != NUMBER_OK)
        return false;
    int64_t extra = 0;
    if (m->fee_sign && map_figure(m, m->fee, row, &fee, NULL) &&
        decimal_at_scale(fee, m->scale, &extra) == NUMBER_OK)
        return !__builtin_add_overflow(*change, m->fee_sign * extra, change);
    return true;
}

static void add_by_size(KeyProof *k, int64_t size, int64_t balance)
{
    if (k->started) {
        int64_t moved = balance - k->last_balance;
        k->forward_holds += moved == size || moved == -size;
        k->forward_breaks += moved != size && moved != -size;
        k->backward_holds += moved == k->last_size || moved == -k->last_size;
        k->backward_breaks += moved != k->last_size && moved != -k->last_size;
    }
    k->started = true;
    k->last_balance = balance;
    k->last_size = size;
}

static void finish_plan(Plan *p, const KeyProof *keys, int n)
{
    int64_t fh = 0, fb = 0, bh = 0, bb = 0;
    for (int i = 0; i < n; i++) {
        bool sizes = p->m.sign == SIGN_BY_BALANCE;
        fh += sizes ? keys[i].forward_holds : keys[i].proof.forward.holds;
        fb += sizes ? keys[i].forward_breaks : keys[i].proof.forward.breaks;
        bh += sizes ? keys[i].backward_holds : keys[i].proof.backward.holds;
        bb += sizes ? keys[i].backward_breaks : keys[i].proof.backward.breaks;
    }
    bool backward = bh > fh;
    p->holds = backward ? bh : fh;
    p->links = backward ? bh + bb : fh + fb;
    p->m.file_order = p->holds == 0 || fh == bh ? ORDER_UNKNOWN
                      : backward                ? NEWEST_FIRST
                                                : OLDEST_FIRST;
    if (p->links > 0 && p->holds * 2 >= p->links)
        p->proof = (int)(1000 * p->holds / p->links + (p->links < 50 ? p->links : 50));
}

/* The running balances against the amounts. */
static void try_balances(Search *s, Plan *p)
{
    KeyProof *keys = NEW_ARRAY(s->r->scratch, KeyProof, KEYS_MAX);
    int n_keys = 0;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        int64_t change, balance = 0;
        Decimal b;
        const TableRow *row = &s->rows[i];
        bool blank = false;
        if (!row_change(s, &p->m, row, &change, &blank) && !blank)
            continue;
        KeyProof *k = key_find(keys, &n_keys, row_key(&p->m, row));
        bool has = map_figure(&p->m, p->m.balance, row, &b, NULL) &&
                   decimal_at_scale(b, p->m.scale, &balance) == NUMBER_OK;
        if (!k)
            continue;
        if (p->m.sign == SIGN_BY_BALANCE && has)
            add_by_size(k, change, balance);
        else if (p->m.sign != SIGN_BY_BALANCE)
            proof_row(&k->proof, (ProofRow){ change, balance, has, DATE_NONE, row->line });
    }
    finish_plan(p, keys, n_keys);
}

static bool fact_value(const Mapping *m, Str text, int64_t *out)
{
    NumberText n;
    Decimal d;
    if (!text.n || !number_read(text, &n))
        return false;
    if (!number_value(&n, m->mark, &d) &&
        !number_value(&n, m->mark == MARK_POINT ? MARK_COMMA : MARK_POINT, &d))
        return false;
    if (n.flag == 'D' && d.mantissa > 0)
        d.mantissa = -d.mantissa;
    return decimal_at_scale(d, m->scale, out) == NUMBER_OK;
}

/* Opening and closing balance against the sum. */
static void try_totals(Search *s, Plan *p)
{
    int64_t opening, closing, sum = 0;
    if (p->m.sign == SIGN_BY_BALANCE || !fact_value(&p->m, s->facts->opening, &opening) ||
        !fact_value(&p->m, s->facts->closing, &closing))
        return;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        int64_t change;
        bool blank;
        if (row_change(s, &p->m, &s->rows[i], &change, &blank) &&
            __builtin_add_overflow(sum, change, &sum))
            return;
    }
    if (opening + sum == closing && sum != 0)
        p->proof = 900;
}

void search_try(Search *s, Plan p)
{
    if (s->n_plans == PLANS_MAX)
        return;
    if (p.m.balance >= 0) {
        ArenaMark mark = arena_mark(s->r->scratch);
        try_balances(s, &p);
        arena_reset(s->r->scratch, mark);
    }
    if (!p.proof)
        try_totals(s, &p);
    s->plans[s->n_plans++] = p;
}
