/* The mapping of columns: the ways to read the amounts that header words and cells propose. */
#include "table/map_amount.h"
#include "table/plan.h"

enum {
    UNNAMED_FAR = 6, /* how far apart unnamed columns of debits and credits are looked for */
    FLAGS_MAX = 6,   /* columns of flags tried for an amount */
    AMOUNT_OF_SHOP = 15
};

bool map_is_figures(const Column *k)
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
    if (!map_is_figures(k) || k->coded * 2 > k->numbers)
        return 0;
    int base = k->scores[MEANS_AMOUNT];
    bool both_sides = k->scores[MEANS_DEBIT] >= 50 && k->scores[MEANS_CREDIT] >= 50;
    if ((k->scores[MEANS_FLAG] >= SURE || both_sides) && k->money && base < 80)
        base = 80; /* "Soll/Haben" above signed figures */
    if (k->scores[MEANS_GROSS] > LIKELY)
        base = base > 97 ? base : 97;
    if (k->scores[MEANS_NET] > LIKELY)
        base = base > 80 ? base : 80;
    if (k->scores[MEANS_AMOUNT_ACCOUNT] >= SURE)
        base = 106;
    else if (k->scores[MEANS_AMOUNT_ORIGINAL] >= base && k->scores[MEANS_AMOUNT_ORIGINAL] > 0)
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
        base -= k->zero == k->numbers ? 60 : 8;
    return base + 10 * k->filled / (k->rows ? k->rows : 1);
}

static int flag_base(const Column *k)
{
    int ways = k->ways_in + k->ways_out;
    if (k->filled == 0 || ways * 10 < k->filled * 9 || k->filled * 2 < k->rows)
        return 0;
    if (k->scores[MEANS_FLAG] >= SURE)
        return 100;
    /* A dash down a whole column says that there is nothing. */
    if (k->nothings == k->filled)
        return 0;
    if (k->scores[MEANS_TYPE] >= LIKELY)
        return 80;
    if (k->best < LIKELY)
        return 60;
    /* "Transaction: DEBIT" is one; "Text: b" is a text. */
    bool letters = k->text_bytes <= 2 * (int64_t)k->texts;
    bool text = k->scores[MEANS_DESCRIPTION] >= SURE || k->scores[MEANS_COUNTERPARTY] >= SURE;
    return letters && text ? 0 : 25;
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
        int way = map_way_of(s->r, &m, &s->rows[i]);
        f.negative += d.mantissa < 0;
        f.agree += way && (way < 0) == (d.mantissa < 0);
        f.differ += way && (way < 0) != (d.mantissa < 0);
    }
    return f;
}

static void propose_flagged(Search *s, const Plan *amount)
{
    for (int i = 0, flags = 0; i < amount->m.columns->n && flags < FLAGS_MAX; i++) {
        int base = i == amount->m.amount ? 0 : flag_base(column_at(i, &amount->m));
        if (!base || s->n_plans == PLANS_MAX)
            continue;
        flags++;
        Plan p = *amount;
        p.m.flag = i;
        FlagSigns f = compare_flags(s, p.m);
        if (f.differ == 0)
            continue; /* the signs say the same already */
        bool unsigned_amounts = f.negative == 0;
        const Column *flag = column_at(i, &p.m);
        if (!unsigned_amounts && (!flag->ways_in || !flag->ways_out))
            continue; /* one word throughout against signs */
        bool one_way = !flag->ways_in || !flag->ways_out;
        p.doubtful =
            unsigned_amounts ? one_way && flag->scores[MEANS_FLAG] < SURE && s->n > 1 : f.agree > 0;
        p.m.sign = SIGN_BY_FLAG;
        p.base = amount->base + (unsigned_amounts ? base / 4 : base >= 80 ? base / 8 : -10);
        search_try(s, p);
        if (unsigned_amounts)
            continue;
        p.m.sign = SIGN_TIMES_FLAG;
        p.base -= 6;
        search_try(s, p);
    }
}

/* The fee columns beside an amount: in it already, or added, or taken off. */
static void with_fees(Search *s, Plan p, void (*propose)(Search *, Plan))
{
    propose(s, p);
    for (int i = 0; i < p.m.columns->n; i++) {
        const Column *k = column_at(i, &p.m);
        if (k->scores[MEANS_FEE] < 80 || !map_is_figures(k) || k->negative + k->positive == 0)
            continue;
        for (int sign = -1; sign <= 1; sign += 2) {
            Plan q = p;
            q.m.fee = i;
            q.m.fee_sign = sign;
            /* A fee written as money out, beside amounts with signs, moves the account by itself.
             */
            bool moves = sign > 0 && k->negative && !k->positive;
            q.base += moves ? 2 : -4;
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
        if (column_at(i, m)->scores[MEANS_NET] >= SURE && i != m->amount &&
            map_is_figures(column_at(i, m)))
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

/* A column with two values that no dictionary knows: the balances tell which of them is money out.
 */
static void propose_values(Search *s, Plan p)
{
    for (int i = 0; i < p.m.columns->n; i++) {
        const Column *k = column_at(i, &p.m);
        if (i == p.m.amount || k->n_distinct != 2 || k->filled < k->rows ||
            k->text_bytes > 40 * (int64_t)k->rows)
            continue;
        p.m.flag = i;
        p.m.sign = SIGN_BY_VALUE;
        for (int v = 0; v < 2; v++) {
            p.m.out_value = k->distinct[v];
            search_try(s, p);
        }
    }
}

static void propose_signed(Search *s, Plan p)
{
    p.m.sign = SIGN_LITERAL;
    if (p.m.fee_sign) {
        int by_net = fee_sign_by_net(s, &p.m);
        p.base += by_net == p.m.fee_sign ? 10 : 0;
    }
    search_try(s, p);
    propose_flagged(s, &p);
    if (p.m.balance < 0 && !(s->facts->opening.n && s->facts->closing.n))
        return;
    p.m.sign = SIGN_INVERTED;
    p.base -= 30;
    search_try(s, p);
    if (p.m.balance < 0 || p.m.fee_sign)
        return;
    propose_values(s, p);
    p.m.sign = SIGN_BY_BALANCE;
    p.base -= 20;
    search_try(s, p);
}

/* Whether a signed column of amounts says the opposite of the pair in some row. */
static bool amounts_contradict(Search *s, const Mapping *pair)
{
    int amount = MAP_NONE;
    bool differ = false;
    for (int i = 0; i < pair->columns->n && amount < 0; i++) {
        const Column *k = column_at(i, pair);
        bool signed_amounts = k->scores[MEANS_AMOUNT] >= SURE && k->negative && map_is_figures(k);
        amount = signed_amounts && i != pair->debit && i != pair->credit ? i : MAP_NONE;
    }
    for (ptrdiff_t i = 0; amount >= 0 && i < s->n; i++) {
        Decimal a, v;
        if (!map_figure(pair, amount, &s->rows[i], &a, NULL) || !a.mantissa ||
            map_amount_of(s->r, pair, &s->rows[i], &v) != AMOUNT_READ || !v.mantissa)
            continue;
        differ |= (a.mantissa < 0) != (v.mantissa < 0);
    }
    return differ;
}

void search_pair_rules(Search *s, Plan p)
{
    const Column *debit = column_at(p.m.debit, &p.m), *credit = column_at(p.m.credit, &p.m);
    bool negative_debits = debit->negative > debit->positive;
    bool negative_credits = credit->negative && !credit->positive && !negative_debits;
    bool mixed = (debit->negative && debit->positive) || (credit->negative && credit->positive);
    SignRule usual = negative_credits ? PAIR_SIZES : negative_debits ? PAIR_ADD : PAIR_SUBTRACT;
    static const SignRule rules[] = { PAIR_SUBTRACT, PAIR_ADD, PAIR_SIZES, PAIR_SIZES_SWAPPED };
    int base = p.base;
    bool doubtful = p.doubtful;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        p.m.sign = rules[i];
        p.doubtful = doubtful || mixed;
        p.base = base - (rules[i] == usual ? 0 : rules[i] == PAIR_SIZES_SWAPPED ? 30 : 5);
        p.base -= amounts_contradict(s, &p.m) ? 40 : 0;
        search_try(s, p);
    }
}

static int pair_score(const Column *k, Meaning meaning)
{
    bool fits = k->numbers * 10 >= (k->filled - k->nothings) * 6 && k->dates * 2 <= k->filled;
    return fits ? k->scores[meaning] : 0;
}

/* The two columns that are most of all a debit and a credit ("Payments" alone may be either). */
static int best_pair(const Mapping *m, int *debit, int *credit)
{
    int best = -1, score = 0;
    for (int i = 0; i < m->columns->n; i++) {
        int d = pair_score(column_at(i, m), MEANS_DEBIT);
        for (int k = 0; d >= LIKELY && k < m->columns->n; k++) {
            int c = pair_score(column_at(k, m), MEANS_CREDIT);
            if (k == i || c < LIKELY)
                continue;
            int fit = 2 * (d + c) - pair_score(column_at(i, m), MEANS_CREDIT) -
                      pair_score(column_at(k, m), MEANS_DEBIT) + (column_at(i, m)->numbers > 0) +
                      (column_at(k, m)->numbers > 0);
            if (fit <= best)
                continue;
            best = fit;
            score = (d + c) / 2;
            *debit = i;
            *credit = k;
        }
    }
    return score;
}

void search_pairs(Search *s, const Mapping *m)
{
    int debit = MAP_NONE, credit = MAP_NONE, score = best_pair(m, &debit, &credit);
    if (debit < 0 || credit < 0)
        return;
    const Column *kd = column_at(debit, m), *kc = column_at(credit, m);
    if (kd->numbers + kc->numbers == 0)
        return;
    Plan p = { .m = *m };
    p.m.debit = debit;
    p.m.credit = credit;
    p.m.mark = m->marks[kd->numbers >= kc->numbers ? debit : credit];
    bool constant = s->n >= 2 && kd->n_distinct == 1 && kc->n_distinct == 1 && kd->filled == s->n &&
                    kc->filled == s->n;
    p.base = score + 12 - (constant ? 90 : 0);
    with_fees(s, p, search_pair_rules);
}

/* Debits alone, or credits alone. */
void search_one_side(Search *s, const Mapping *m)
{
    int side = MAP_NONE, sides = 0;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = column_at(i, m);
        bool named = k->scores[MEANS_DEBIT] >= SURE || k->scores[MEANS_CREDIT] >= SURE;
        sides += named;
        if (named && map_is_figures(k))
            side = i;
    }
    if (side < 0 || sides > 1)
        return;
    const Column *k = column_at(side, m);
    bool spent = k->scores[MEANS_DEBIT] > k->scores[MEANS_CREDIT] && k->positive >= k->negative;
    Plan p = { .m = *m, .base = 60 + 10 * k->filled / (k->rows ? k->rows : 1) };
    p.m.amount = side;
    p.m.mark = m->marks[side];
    p.m.sign = spent ? SIGN_INVERTED : SIGN_LITERAL;
    search_try(s, p);
}

/* Whether one of the columns is named as debit or credit and the other has no known name. */
static bool half_named(const Column *a, const Column *b)
{
    const Column *named = a->best < LIKELY ? b : a, *other = named == a ? b : a;
    return other->best < LIKELY &&
           (named->scores[MEANS_DEBIT] >= SURE || named->scores[MEANS_CREDIT] >= SURE);
}

/* How the rows fill two columns: only one of them, both. */
static bool fill_by_turns(Search *s, const Mapping *m, int i, int j)
{
    int exclusive = 0, both = 0;
    for (ptrdiff_t k = 0; k < s->n; k++) {
        Decimal x = { 0 }, y = { 0 };
        map_figure(m, i, &s->rows[k], &x, NULL);
        map_figure(m, j, &s->rows[k], &y, NULL);
        exclusive += (x.mantissa != 0) != (y.mantissa != 0);
        both += x.mantissa && y.mantissa;
    }
    return !both && exclusive >= 2;
}

static bool propose_unnamed_pair(Search *s, const Mapping *m, int i, int j)
{
    const Column *a = column_at(i, m), *b = column_at(j, m);
    bool unnamed = a->best < LIKELY && b->best < LIKELY, half = j == i + 1 && half_named(a, b);
    bool money = a->money && b->money && !a->coded && !b->coded;
    if (!(half || (unnamed && money)) || !map_is_figures(a) || !map_is_figures(b))
        return false;
    if (!fill_by_turns(s, m, i, j))
        return false;
    /* Without names the column that holds negative figures is the one of money out. */
    bool signs = (a->negative && !a->positive) != (b->negative && !b->positive);
    bool turned = a->scores[MEANS_CREDIT] >= SURE || b->scores[MEANS_DEBIT] >= SURE ||
                  (unnamed && signs && b->negative);
    Plan p = { .m = *m, .base = half ? 85 : 45, .doubtful = unnamed && !signs };
    p.m.debit = turned ? j : i;
    p.m.credit = turned ? i : j;
    p.m.mark = m->marks[i];
    search_pair_rules(s, p);
    return true;
}

/* Two columns without names, or only one of them with, of which each row fills one. */
void search_unnamed_pairs(Search *s, const Mapping *m)
{
    for (int i = 0; i + 1 < m->columns->n; i++)
        for (int j = i + 1; j < m->columns->n && j <= i + UNNAMED_FAR; j++)
            if (propose_unnamed_pair(s, m, i, j))
                return;
}

/* An amount beside a currency that changes from row to row is the one of the shop; the account's
 * own has the same currency throughout. */
static int currency_bonus(const Mapping *m, int amount)
{
    const Column *k = amount + 1 < m->columns->n ? column_at(amount + 1, m) : NULL;
    if (!k || k->codes == 0 || k->codes < k->filled)
        return 0;
    return k->n_distinct == 1 ? 2 : -2;
}

/* "EUR -4,50", "GBP -10,00" beside "Betrag in EUR": the one with a fixed unit is the account's. */
static bool is_of_the_shop(const Mapping *m, int amount)
{
    const Column *k = column_at(amount, m);
    for (int i = 0; k->currencies_differ && i < m->columns->n; i++) {
        const Column *other = column_at(i, m);
        if (i != amount && other->unit.n && other->scores[MEANS_AMOUNT] >= LIKELY &&
            map_is_figures(other) && other->filled >= k->filled)
            return true;
    }
    return false;
}

/* The figure in units of the scale; 0 where there is none. */
static int64_t units_at(const Search *s, const Mapping *m, int column, ptrdiff_t row)
{
    Decimal d;
    int64_t units = 0;
    if (column < 0 || !map_figure(m, column, &s->rows[row], &d, NULL) ||
        decimal_at_scale(d, m->scale, &units) != NUMBER_OK)
        return 0;
    return units;
}

/* Whether a column of net amounts stands beside gross and fee and is not their sum in every row:
 * the gross does not say what moved the account. */
static bool net_stands_alone(const Search *s, const Mapping *m)
{
    int gross = MAP_NONE, fee = MAP_NONE, net = MAP_NONE;
    for (int i = m->columns->n - 1; i >= 0; i--) {
        const Column *k = column_at(i, m);
        if (k->scores[MEANS_GROSS] >= SURE || (k->scores[MEANS_AMOUNT] >= SURE && gross < 0))
            gross = i;
        fee = k->scores[MEANS_FEE] >= 80 ? i : fee;
        net = k->scores[MEANS_NET] >= SURE ? i : net;
    }
    if (gross < 0 || net < 0)
        return false;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        int64_t a = units_at(s, m, gross, i), f = units_at(s, m, fee, i);
        int64_t n = units_at(s, m, net, i);
        bool no_gross = n && cell_says_nothing(row_cell(&s->rows[i], gross));
        if (no_gross || (fee >= 0 && a + f != n && a - f != n))
            return true;
    }
    return false;
}

void search_amounts(Search *s, const Mapping *m)
{
    bool net_alone = net_stands_alone(s, m);
    for (int i = 0; i < m->columns->n; i++) {
        int base = i == m->date || i == m->balance ? 0 : amount_base(column_at(i, m), (int)s->n);
        if (net_alone && base && column_at(i, m)->scores[MEANS_NET] >= SURE)
            base += 30;
        if (base <= 0)
            continue;
        if (is_of_the_shop(m, i))
            base = base > AMOUNT_OF_SHOP ? AMOUNT_OF_SHOP : base;
        Plan p = { .m = *m, .base = base + currency_bonus(m, i) };
        p.m.amount = i;
        p.m.mark = m->marks[i];
        if (base >= 60)
            with_fees(s, p, propose_signed);
        else
            propose_signed(s, p);
    }
}

/* A column of kinds for amounts that have neither sign nor flag. */
void search_kinds(Search *s, const Mapping *m, const Plan *best)
{
    if (best->m.amount < 0 || best->m.sign != SIGN_LITERAL ||
        column_at(best->m.amount, m)->negative || best->proof)
        return;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = column_at(i, m);
        if (k->scores[MEANS_TYPE] < SURE && k->scores[MEANS_FLAG] < SURE)
            continue;
        Plan p = *best;
        p.m.flag = i;
        p.m.sign = SIGN_BY_KIND;
        p.doubtful = true;
        int in = 0, out = 0, unknown = 0;
        for (ptrdiff_t n = 0; n < s->n; n++) {
            int way = map_way_of(s->r, &p.m, &s->rows[n]);
            in += way > 0;
            out += way < 0;
            unknown += way == 0;
        }
        if (!in || !out || (ptrdiff_t)unknown * 10 > s->n)
            continue;
        p.base += 5;
        search_try(s, p);
        return;
    }
}
