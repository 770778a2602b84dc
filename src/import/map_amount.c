/* The mapping of columns: how the figures of a row make its amount. */
#include "import/map.h"

#include "import/prove.h"

#include <string.h>

enum { SURE = 70, LIKELY = 55, KEYS_MAX = 64, BALANCES_MAX = 4, PLANS_MAX = 96 };

/* One way to read the amounts, and how well it fits. */
typedef struct {
    Mapping m;
    int base;  /* from header words and cells */
    int proof; /* from balances, 0 … 1100 */
    int64_t links, holds;
    bool doubtful; /* chosen among readings that nothing decides between */
} Plan;

typedef struct {
    Reading *r;
    const TableRow *rows;
    ptrdiff_t n;
    const TableFacts *facts;
    Statement *s;
    Plan plans[PLANS_MAX];
    int n_plans;
} Search;

bool map_figure(const Mapping *m, int column, const TableRow *row, Decimal *out, NumberText *detail)
{
    Str cell = row_cell(row, column);
    if (!cell.n)
        return false;
    DecimalMark mark = m->marks[column];
    if (number_plain(cell, mark, out)) {
        if (detail)
            *detail = (NumberText){ .sign = (int8_t)(out->mantissa < 0 ? -1 : 0) };
        return true;
    }
    NumberText n;
    if (!number_read(cell, &n)) {
        if (detail)
            *detail = n;
        return false;
    }
    bool fine = number_value(&n, mark, out) ||
                number_value(&n, mark == MARK_POINT ? MARK_COMMA : MARK_POINT, out);
    if (fine && n.flag && (n.flag == 'D') == (out->mantissa > 0))
        out->mantissa = -out->mantissa;
    if (detail)
        *detail = n;
    return fine;
}

static Decimal negated(Decimal d)
{
    return (Decimal){ -d.mantissa, d.scale };
}

static Decimal size_of(Decimal d)
{
    return d.mantissa < 0 ? negated(d) : d;
}

static AmountResult pair_amount(const Mapping *m, const TableRow *row, Decimal *out)
{
    Decimal debit = { 0 }, credit = { 0 };
    bool has_debit = map_figure(m, m->debit, row, &debit, NULL);
    bool has_credit = map_figure(m, m->credit, row, &credit, NULL);
    bool bad = (!has_debit && row_cell(row, m->debit).n > 1) ||
               (!has_credit && row_cell(row, m->credit).n > 1);
    if (!has_debit && !has_credit)
        return bad ? AMOUNT_BAD : AMOUNT_BLANK;
    if (debit.mantissa && credit.mantissa)
        return AMOUNT_BOTH;
    if (bad && !debit.mantissa && !credit.mantissa)
        return AMOUNT_BAD;
    bool is_debit = debit.mantissa != 0 || !has_credit;
    Decimal v = is_debit ? debit : credit;
    switch (m->sign) {
    case PAIR_ADD: *out = v; break;
    case PAIR_SIZES: *out = is_debit ? negated(size_of(v)) : size_of(v); break;
    case PAIR_SIZES_SWAPPED: *out = is_debit ? size_of(v) : negated(size_of(v)); break;
    default: *out = is_debit ? negated(v) : v;
    }
    return AMOUNT_READ;
}

static int way_of_row(Reading *r, const Mapping *m, const TableRow *row)
{
    ArenaMark mark = arena_mark(r->scratch);
    Str cell = row_cell(row, m->flag);
    int way = m->sign == SIGN_BY_KIND ? words_kind(r->words, r->scratch, cell)
                                      : words_flag(r->words, r->scratch, cell);
    arena_reset(r->scratch, mark);
    return way;
}

AmountResult map_amount_of(Reading *r, const Mapping *m, const TableRow *row, Decimal *out)
{
    if (m->amount < 0)
        return pair_amount(m, row, out);
    Str cell = row_cell(row, m->amount);
    if (!cell.n || (cell.n == 1 && cell.p[0] == '-'))
        return AMOUNT_BLANK;
    if (!map_figure(m, m->amount, row, out, NULL))
        return AMOUNT_BAD;
    int way = m->sign == SIGN_BY_FLAG || m->sign == SIGN_TIMES_FLAG || m->sign == SIGN_BY_KIND
                  ? way_of_row(r, m, row)
                  : 0;
    switch (m->sign) {
    case SIGN_INVERTED: *out = negated(*out); break;
    case SIGN_BY_FLAG:
    case SIGN_BY_KIND:
        if (way)
            *out = way < 0 ? negated(size_of(*out)) : size_of(*out);
        break;
    case SIGN_TIMES_FLAG:
        if (way < 0)
            *out = negated(*out);
        break;
    case SIGN_BY_BALANCE: *out = size_of(*out); break;
    default: break;
    }
    return AMOUNT_READ;
}

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
    return m->account >= 0 ? key * 31 + str_hash(row_cell(row, m->account)) : key;
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

/* What a row moves, in units of the scale; false when it is no row of the table's body. */
static bool row_change(Search *s, const Mapping *m, const TableRow *row, int64_t *change)
{
    Decimal amount, fee = { 0 };
    if (map_amount_of(s->r, m, row, &amount) != AMOUNT_READ)
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
        if (!row_change(s, &p->m, row, &change))
            continue;
        KeyProof *k = key_find(keys, &n_keys, row_key(&p->m, row));
        bool has = map_figure(&p->m, p->m.balance, row, &b, NULL) &&
                   decimal_at_scale(b, p->m.scale, &balance) == NUMBER_OK;
        if (!k)
            continue;
        if (p->m.sign == SIGN_BY_BALANCE && has)
            add_by_size(k, change, balance);
        else if (p->m.sign != SIGN_BY_BALANCE)
            proof_row(&k->proof, change, has, balance, row->line);
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
        if (row_change(s, &p->m, &s->rows[i], &change) && __builtin_add_overflow(sum, change, &sum))
            return;
    }
    if (opening + sum == closing && sum != 0)
        p->proof = 900;
}

static void try_plan(Search *s, Plan p)
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

static const Column *column(const Search *s, int i, const Mapping *m)
{
    (void)s;
    return &m->columns->at[i];
}

static bool is_plain_figures(const Column *k)
{
    return column_is_figures(k) && k->dates * 2 < k->numbers + 1;
}

/* How much like the column of amounts it is. */
static int amount_base(const Column *k, int rows)
{
    static const Meaning others[] = { MEANS_BALANCE,
                                      MEANS_FEE,
                                      MEANS_TAX,
                                      MEANS_RATE,
                                      MEANS_ID,
                                      MEANS_REFERENCE,
                                      MEANS_OWN_ACCOUNT,
                                      MEANS_DATE_OTHER,
                                      MEANS_TIME,
                                      MEANS_PLACE,
                                      MEANS_MCC,
                                      MEANS_BALANCE_OPENING,
                                      MEANS_BALANCE_CLOSING,
                                      MEANS_COUNTERPARTY_ACCOUNT,
                                      MEANS_COUNTERPARTY_BANK,
                                      MEANS_PAPER,
                                      MEANS_DEBIT,
                                      MEANS_CREDIT };
    if (!is_plain_figures(k) || header_says_date(k->scores))
        return 0;
    int base = k->scores[MEANS_AMOUNT];
    if (k->scores[MEANS_GROSS] > LIKELY)
        base = base > 97 ? base : 97;
    if (k->scores[MEANS_NET] > LIKELY)
        base = base > 80 ? base : 80;
    if (k->scores[MEANS_AMOUNT_ORIGINAL] >= base && k->scores[MEANS_AMOUNT_ORIGINAL] > 0)
        base = 15;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (k->scores[others[i]] > base && k->scores[others[i]] >= LIKELY)
            return k->scores[others[i]] >= SURE && others[i] != MEANS_DEBIT &&
                           others[i] != MEANS_CREDIT
                       ? 0
                       : 5;
    if (k->best < LIKELY && k->header.n == 0)
        base = k->money ? 30 + (k->signs ? 5 : 0) : 12;
    else if (base == 0)
        base = k->money ? 12 : 6;
    if (rows >= 3 && k->n_distinct == 1 && k->numbers > 2)
        base -= 8;
    return base + 10 * k->filled / (k->rows ? k->rows : 1);
}

static int flag_base(const Column *k)
{
    int ways = k->ways_in + k->ways_out;
    if (k->filled == 0 || ways * 10 < k->filled * 9 || k->filled * 2 < k->rows)
        return 0;
    if (k->scores[MEANS_FLAG] >= SURE)
        return 100;
    if (k->scores[MEANS_TYPE] >= LIKELY)
        return 80;
    return k->best < LIKELY ? 60 : 25;
}

/* How the flags stand to the signs of the amounts: agreeing and contradicting rows, and negatives.
 */
typedef struct {
    int agree, differ, negative;
} FlagSigns;

static FlagSigns compare_flags(Search *s, Mapping m)
{
    FlagSigns f = { 0 };
    m.sign = SIGN_LITERAL;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Decimal d;
        if (map_amount_of(s->r, &m, &s->rows[i], &d) != AMOUNT_READ || !d.mantissa)
            continue;
        int way = way_of_row(s->r, &m, &s->rows[i]);
        f.negative += d.mantissa < 0;
        f.agree += way && (way < 0) == (d.mantissa < 0);
        f.differ += way && (way < 0) != (d.mantissa < 0);
    }
    return f;
}

static void propose_flagged(Search *s, const Plan *amount)
{
    for (int i = 0; i < amount->m.columns->n; i++) {
        int base = i == amount->m.amount ? 0 : flag_base(column(s, i, &amount->m));
        if (!base)
            continue;
        Plan p = *amount;
        p.m.flag = i;
        FlagSigns f = compare_flags(s, p.m);
        if (f.differ == 0)
            continue; /* the signs say the same already */
        bool unsigned_amounts = f.negative == 0;
        p.doubtful = !unsigned_amounts && f.agree > 0;
        p.m.sign = SIGN_BY_FLAG;
        p.base = amount->base + (unsigned_amounts ? base / 4 : base >= 80 ? base / 8 : -10);
        try_plan(s, p);
        if (unsigned_amounts)
            continue;
        p.m.sign = SIGN_TIMES_FLAG;
        p.base -= 6;
        try_plan(s, p);
    }
}

/* The fee columns beside an amount: in it already, or added, or taken off. */
static void with_fees(Search *s, Plan p, void (*propose)(Search *, Plan))
{
    propose(s, p);
    for (int i = 0; i < p.m.columns->n; i++) {
        const Column *k = column(s, i, &p.m);
        if (k->scores[MEANS_FEE] < 80 || !is_plain_figures(k) || k->negative + k->positive == 0)
            continue;
        for (int sign = -1; sign <= 1; sign += 2) {
            Plan q = p;
            q.m.fee = i;
            q.m.fee_sign = sign;
            q.base -= 4;
            propose(s, q);
        }
        return;
    }
}

/* gross, fee, net: net settles what the fee does where no balance is. */
static int fee_sign_by_net(Search *s, const Mapping *m)
{
    int net = MAP_NONE, plus = 0, minus = 0;
    for (int i = 0; i < m->columns->n; i++)
        if (column(s, i, m)->scores[MEANS_NET] >= SURE && i != m->amount &&
            is_plain_figures(column(s, i, m)))
            net = i;
    for (ptrdiff_t i = 0; net >= 0 && m->fee >= 0 && i < s->n; i++) {
        Decimal a, f, v;
        int64_t am, fm, vm;
        if (!map_figure(m, m->amount, &s->rows[i], &a, NULL) ||
            !map_figure(m, m->fee, &s->rows[i], &f, NULL) ||
            !map_figure(m, net, &s->rows[i], &v, NULL) || !f.mantissa)
            continue;
        if (decimal_at_scale(a, m->scale, &am) || decimal_at_scale(f, m->scale, &fm) ||
            decimal_at_scale(v, m->scale, &vm))
            continue;
        plus += am + fm == vm;
        minus += am - fm == vm;
    }
    return plus > minus ? 1 : minus > plus ? -1 : 0;
}

static void propose_signed(Search *s, Plan p)
{
    p.m.sign = SIGN_LITERAL;
    if (p.m.fee_sign) {
        int by_net = fee_sign_by_net(s, &p.m);
        p.base += by_net == p.m.fee_sign ? 10 : 0;
    }
    try_plan(s, p);
    propose_flagged(s, &p);
    if (p.m.balance < 0 && !(s->facts->opening.n && s->facts->closing.n))
        return;
    p.m.sign = SIGN_INVERTED;
    p.base -= 30;
    try_plan(s, p);
    if (p.m.balance < 0 || p.m.fee_sign)
        return;
    p.m.sign = SIGN_BY_BALANCE;
    p.base -= 20;
    try_plan(s, p);
}

static void propose_pair_rules(Search *s, Plan p)
{
    const Column *debit = column(s, p.m.debit, &p.m), *credit = column(s, p.m.credit, &p.m);
    bool negative_debits = debit->negative > debit->positive;
    bool mixed = (debit->negative && debit->positive) || credit->negative;
    static const SignRule rules[] = { PAIR_SUBTRACT, PAIR_ADD, PAIR_SIZES, PAIR_SIZES_SWAPPED };
    int base = p.base;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        p.m.sign = rules[i];
        p.doubtful = mixed;
        p.base = base - (rules[i] == (negative_debits ? PAIR_ADD : PAIR_SUBTRACT) ? 0
                         : rules[i] == PAIR_SIZES_SWAPPED                         ? 30
                                                                                  : 5);
        try_plan(s, p);
    }
}

static int pair_score(const Column *k, Meaning meaning)
{
    bool fits = k->numbers * 10 >= k->filled * 6 && !header_says_date(k->scores);
    return fits ? k->scores[meaning] : 0;
}

static void propose_pair(Search *s, const Mapping *m)
{
    int debit = MAP_NONE, credit = MAP_NONE, best_debit = LIKELY - 1, best_credit = LIKELY - 1;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = column(s, i, m);
        int d = pair_score(k, MEANS_DEBIT), c = pair_score(k, MEANS_CREDIT);
        if (d > best_debit && d >= c) {
            best_debit = d;
            debit = i;
        } else if (c > best_credit) {
            best_credit = c;
            credit = i;
        }
    }
    if (debit < 0 || credit < 0)
        return;
    const Column *kd = column(s, debit, m), *kc = column(s, credit, m);
    if (kd->numbers + kc->numbers == 0)
        return;
    Plan p = { .m = *m };
    p.m.debit = debit;
    p.m.credit = credit;
    p.m.mark = m->marks[kd->numbers >= kc->numbers ? debit : credit];
    bool constant = s->n >= 2 && kd->n_distinct == 1 && kc->n_distinct == 1 && kd->filled == s->n &&
                    kc->filled == s->n;
    p.base = (best_debit + best_credit) / 2 + 12 - (constant ? 90 : 0);
    with_fees(s, p, propose_pair_rules);
}

/* Two columns without names, of which each row fills one. */
static void propose_unnamed_pair(Search *s, const Mapping *m)
{
    for (int i = 0; i + 1 < m->columns->n; i++) {
        const Column *a = column(s, i, m), *b = column(s, i + 1, m);
        bool unnamed =
            a->best < LIKELY && b->best < LIKELY && is_plain_figures(a) && is_plain_figures(b);
        if (!unnamed || !a->money || !b->money)
            continue;
        int exclusive = 0, both = 0;
        for (ptrdiff_t k = 0; k < s->n; k++) {
            Decimal x = { 0 }, y = { 0 };
            map_figure(m, i, &s->rows[k], &x, NULL);
            map_figure(m, i + 1, &s->rows[k], &y, NULL);
            exclusive += (x.mantissa != 0) != (y.mantissa != 0);
            both += x.mantissa && y.mantissa;
        }
        if (both || exclusive < 2)
            continue;
        Plan p = { .m = *m, .base = 45, .doubtful = true };
        p.m.debit = i;
        p.m.credit = i + 1;
        p.m.mark = m->marks[i];
        propose_pair_rules(s, p);
        return;
    }
}

static void propose_amounts(Search *s, const Mapping *m)
{
    for (int i = 0; i < m->columns->n; i++) {
        int base = i == m->date || i == m->balance ? 0 : amount_base(column(s, i, m), (int)s->n);
        if (base <= 0)
            continue;
        Plan p = { .m = *m, .base = base };
        p.m.amount = i;
        p.m.mark = m->marks[i];
        if (base >= 60)
            with_fees(s, p, propose_signed);
        else
            propose_signed(s, p);
    }
}

/* A column of kinds for amounts that have neither sign nor flag. */
static void propose_kinds(Search *s, const Mapping *m, const Plan *best)
{
    if (best->m.amount < 0 || best->m.sign != SIGN_LITERAL ||
        column(s, best->m.amount, m)->negative || best->proof)
        return;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = column(s, i, m);
        if (k->scores[MEANS_TYPE] < SURE && k->scores[MEANS_FLAG] < SURE)
            continue;
        Plan p = *best;
        p.m.flag = i;
        p.m.sign = SIGN_BY_KIND;
        p.doubtful = true;
        int in = 0, out = 0, unknown = 0;
        for (ptrdiff_t n = 0; n < s->n; n++) {
            int way = way_of_row(s->r, &p.m, &s->rows[n]);
            in += way > 0;
            out += way < 0;
            unknown += way == 0;
        }
        if (!in || !out || unknown * 10 > s->n)
            continue;
        p.base += 5;
        try_plan(s, p);
        return;
    }
}

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
        if (named && is_plain_figures(k) && k->filled * 4 >= k->rows)
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
        if (k->best < LIKELY && k->header.n == 0 && is_plain_figures(k) &&
            k->money * 2 >= k->numbers && i != m->date)
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
        bool short_words = named && k->filled && k->text_bytes <= 10 * (int64_t)k->filled;
        if (i == except || !(named ? codes || short_words
                                   : codes && k->header.n == 0 && meaning == MEANS_CURRENCY))
            continue;
        int distance = i > amount ? (i - amount) * 2 : (amount - i) * 2 + 1;
        distance += named ? (100 - k->scores[meaning]) : 50;
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
        if (i == main || i == m->balance || i == m->credit || i == m->fee || !is_plain_figures(k))
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
}

static void doubt(Search *s, const Mapping *m, const char *field, const char *fix, const char *what)
{
    (void)m;
    s->s->ambiguous = true;
    finding_add(s->r->c->mem, s->s, (FindingAt){ FINDING_WARNING, 0, field, fix }, "%s", what);
}

/* Votes of the kinds of transactions for the signs: a payment to a card that is negative, purchases
 * that are positive. */
typedef struct {
    int agree, differ, payments_negative;
} KindVotes;

static KindVotes kind_votes(Search *s, const Mapping *m)
{
    KindVotes v = { 0 };
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Decimal d;
        if (map_amount_of(s->r, m, &s->rows[i], &d) != AMOUNT_READ || !d.mantissa)
            continue;
        for (int k = 0; k < m->columns->n; k++) {
            const Column *c = column(s, k, m);
            bool kind = c->scores[MEANS_TYPE] >= SURE || c->scores[MEANS_DESCRIPTION] >= SURE;
            if (!kind || !row_cell(&s->rows[i], k).n)
                continue;
            ArenaMark mark = arena_mark(s->r->scratch);
            int way = words_kind(s->r->words, s->r->scratch, row_cell(&s->rows[i], k));
            arena_reset(s->r->scratch, mark);
            if (!way)
                continue;
            v.agree += (way < 0) == (d.mantissa < 0);
            v.differ += (way < 0) != (d.mantissa < 0);
            v.payments_negative += way > 0 && d.mantissa < 0;
            break;
        }
    }
    return v;
}

static void judge_sign(Search *s, Mapping *m, bool proven)
{
    if (m->amount < 0 || m->sign != SIGN_LITERAL || proven)
        return;
    const Column *k = column(s, m->amount, m);
    KindVotes v = kind_votes(s, m);
    bool turned = v.payments_negative > 0 && v.agree == 0 && k->positive > k->negative;
    if (turned) {
        m->sign = SIGN_INVERTED;
        doubt(s, m, "amount", "check the direction of the amounts",
              "amounts are read with their signs turned round: payments to the card are written "
              "negative");
    } else if (k->negative == 0 && k->figure_flags == 0 && k->positive > 0 && k->signs == 0) {
        doubt(s, m, "amount", "choose whether these amounts are money in or money out",
              "no amount has a sign, and nothing in the file tells money in from money out; they "
              "are read as written");
    }
}

static void judge_mark(Search *s, const Mapping *m)
{
    int main = m->amount >= 0 ? m->amount : m->debit;
    const Column *k = column(s, main, m);
    bool settled = k->only_point || k->only_comma;
    for (int i = 0; i < m->columns->n && !settled; i++)
        settled = column_is_figures(column(s, i, m)) &&
                  (column(s, i, m)->only_point || column(s, i, m)->only_comma);
    if (!settled && k->either)
        doubt(s, m, "amount", "choose the decimal mark",
              "amounts like 1,234 may be thousands or have three decimals; nothing in the file "
              "decides, they are read as thousands");
}

static void judge_columns(Search *s, const Plan *best)
{
    int rivals = 0;
    for (int i = 0; i < s->n_plans; i++) {
        const Plan *p = &s->plans[i];
        rivals += p->m.amount >= 0 && p->m.amount != best->m.amount && p->base + 3 >= best->base &&
                  p->m.sign == SIGN_LITERAL;
    }
    const Column *k = best->m.amount >= 0 ? column(s, best->m.amount, &best->m) : NULL;
    if (k && rivals && k->header.n == 0)
        doubt(s, &best->m, "amount", "choose the column of amounts",
              "several columns without a name could hold the amount; the first of them is read");
    if (best->doubtful)
        doubt(s, &best->m, "amount", "check the direction of the amounts",
              "the signs of the amounts and the words beside them do not agree, and no balance "
              "decides");
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
        propose_pair(s, &m);
        propose_amounts(s, &m);
        propose_unnamed_pair(s, &m);
        /* A balance without a name must prove itself. */
        for (int k = 0; i >= 0 && !named && k < s->n_plans; k++)
            if (s->plans[k].m.balance == balances[i] &&
                (s->plans[k].links < 2 || s->plans[k].holds * 10 < s->plans[k].links * 8))
                s->plans[k].base = -1000;
    }
}

bool map_amounts(Reading *r, const TableRow *rows, ptrdiff_t n, const TableFacts *facts,
                 Statement *st, Mapping *m)
{
    Search *s = NEW(r->c->mem, Search);
    *s = (Search){ .r = r, .rows = rows, .n = n, .facts = facts, .s = st };
    m->scale = max_scale(m->columns);
    m->currency = currency_near(m, m->columns->n / 2, MEANS_CURRENCY, MAP_NONE);
    find_account(m);
    search(s, m);
    const Plan *best = best_plan(s);
    if (best && best->proof < 1000 && (m->account >= 0 || m->currency >= 0) &&
        best->m.balance >= 0) {
        Mapping whole = *m;
        whole.account = MAP_NONE;
        search(s, &whole);
        best = best_plan(s);
    }
    if (best)
        propose_kinds(s, m, best);
    best = best_plan(s);
    if (!best || best->base + best->proof <= 5)
        return false;
    int account = m->account;
    *m = best->m;
    m->account = account;
    m->proven = best->proof >= 900;
    m->currency = currency_near(m, m->amount >= 0 ? m->amount : m->debit, MEANS_CURRENCY, MAP_NONE);
    find_original(m);
    find_default_currency(facts, m);
    judge_sign(s, m, m->proven);
    judge_mark(s, m);
    if (!m->proven)
        judge_columns(s, best);
    return true;
}
