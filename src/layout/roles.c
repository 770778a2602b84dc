/* What the columns of figures are: amounts, one of their sides, the balance. */
#include "layout/lanes.h"

#include <math.h>

enum { UNITS_SCALE = 3 };

static LaneRole role_of(const Name *n)
{
    switch (n->means) {
    case MEANS_AMOUNT:
    case MEANS_AMOUNT_ACCOUNT:
    case MEANS_GROSS:
    case MEANS_NET: return LANE_AMOUNT;
    case MEANS_DEBIT: return LANE_DEBIT;
    case MEANS_CREDIT: return LANE_CREDIT;
    case MEANS_BALANCE:
    case MEANS_BALANCE_CLOSING: return LANE_BALANCE;
    case MEANS_AMOUNT_ORIGINAL: return LANE_ORIGINAL;
    case MEANS_FEE: return LANE_FEE;
    default: return LANE_NOTHING;
    }
}

/* "Pesos" and "U$S" side by side: amounts of two currencies; the account's own comes first. */
static bool two_currencies(Table *t)
{
    int first = -1, second = -1;
    for (int i = 0; i < t->n_lanes; i++) {
        const Lane *k = &t->lanes[i];
        if (k->role != LANE_AMOUNT)
            continue;
        if (!t->head->names[k->name].by_currency)
            return false;
        if (first < 0 || t->lanes[first].name == k->name)
            first = i;
        else
            second = i;
    }
    for (int i = 0; second >= 0 && i < t->n_lanes; i++)
        t->lanes[i].foreign =
            t->lanes[i].role == LANE_AMOUNT && t->lanes[i].name == t->lanes[second].name;
    return second >= 0;
}

/* A column of sums beside the one of amounts: "Amount", "Total". */
static void drop_totals(PageRead *l, Table *t)
{
    int amounts = 0, totals = 0;
    bool total[COLUMNS_MAX] = { 0 };
    for (int i = 0; i < t->n_lanes; i++) {
        if (t->lanes[i].role != LANE_AMOUNT)
            continue;
        ArenaMark mark = arena_mark(l->scratch);
        total[i] =
            words_line(l->words, l->scratch, t->head->names[t->lanes[i].name].text) == LINE_TOTAL;
        arena_reset(l->scratch, mark);
        totals += total[i];
        amounts += !total[i];
    }
    for (int i = 0; i < t->n_lanes && totals && amounts; i++)
        if (total[i])
            t->lanes[i].role = LANE_NOTHING;
}

static bool two_sides(PageRead *l, Table *t)
{
    int sides[3], n = 0;
    for (int i = 0; i < t->n_lanes; i++)
        if (t->lanes[i].role == LANE_AMOUNT && n < 3 &&
            (n == 0 || t->lanes[sides[n - 1]].name != t->lanes[i].name))
            sides[n++] = i;
    if (n != 2 || side_by_side(l, t, &t->lanes[sides[0]], &t->lanes[sides[1]]))
        return false;
    for (int i = 0; i < t->n_lanes; i++)
        if (t->lanes[i].role == LANE_AMOUNT)
            t->lanes[i].role =
                t->lanes[i].name == t->lanes[sides[0]].name ? LANE_DEBIT : LANE_CREDIT;
    return true;
}

/* Of several columns named amount the one in the account's currency counts, else the last. */
static void one_amount(Table *t)
{
    int best = -1;
    for (int i = 0; i < t->n_lanes; i++) {
        if (t->lanes[i].role != LANE_AMOUNT)
            continue;
        const Name *n = &t->head->names[t->lanes[i].name];
        bool better = best < 0 || n->scores[MEANS_AMOUNT_ACCOUNT] >= 90 ||
                      t->head->names[t->lanes[best].name].scores[MEANS_AMOUNT_ACCOUNT] < 90;
        if (better)
            best = i;
    }
    for (int i = 0; i < t->n_lanes; i++) {
        const Lane *k = &t->lanes[i];
        if (k->role == LANE_AMOUNT && i != best && k->name != t->lanes[best].name &&
            t->head->names[k->name].panel == t->head->names[t->lanes[best].name].panel)
            t->lanes[i].role = LANE_ORIGINAL;
    }
}

static bool has_role(const Table *t, LaneRole role)
{
    for (int i = 0; i < t->n_lanes; i++)
        if (t->lanes[i].role == role)
            return true;
    return false;
}

/* Lanes without names: the one that goes along with others is the balance, two that never meet are
 * the two sides of the amounts. */
static void unnamed_roles(PageRead *l, Table *t)
{
    int most = 0, kept[COLUMNS_MAX], n = 0;
    for (int i = 0; i < t->n_lanes; i++)
        most = t->lanes[i].n > most ? t->lanes[i].n : most;
    for (int i = 0; i < t->n_lanes; i++) {
        const Lane *k = &t->lanes[i];
        bool named = k->name >= 0 && t->head && t->head->names[k->name].means != MEANS_NOTHING;
        if (!named && (k->n * 6 >= most || k->n >= 5))
            kept[n++] = i;
    }
    if (n == 0)
        return;
    int last = kept[n - 1];
    bool balance = false;
    for (int i = 0; i + 1 < n; i++)
        balance |= side_by_side(l, t, &t->lanes[kept[i]], &t->lanes[last]);
    if (balance) {
        t->lanes[last].role = LANE_BALANCE;
        n--;
    }
    if (n == 1) {
        t->lanes[kept[0]].role = LANE_AMOUNT;
        return;
    }
    bool meet = side_by_side(l, t, &t->lanes[kept[n - 2]], &t->lanes[kept[n - 1]]);
    t->lanes[kept[n - 1]].role = meet ? LANE_AMOUNT : LANE_CREDIT;
    t->lanes[kept[n - 2]].role = meet ? LANE_ORIGINAL : LANE_DEBIT;
}

/* One side only, with signs or marks for both ways: the amounts. */
static void one_side(Table *t)
{
    int side = -1;
    for (int i = 0; i < t->n_lanes; i++) {
        if (t->lanes[i].role != LANE_DEBIT && t->lanes[i].role != LANE_CREDIT)
            continue;
        if (side >= 0 && t->lanes[i].name != t->lanes[side].name)
            return;
        side = i;
    }
    if (side < 0)
        return;
    const Lane *k = &t->lanes[side];
    if (k->flags * 2 > k->n || (k->signs && k->negative < k->n))
        for (int i = 0; i < t->n_lanes; i++)
            if (t->lanes[i].name == k->name)
                t->lanes[i].role = LANE_AMOUNT;
}

static bool has_name(const Table *t, Meaning means)
{
    for (int i = 0; t->head && i < t->head->n; i++)
        if (t->head->names[i].means == means)
            return true;
    return false;
}

/* A column of figures with an unknown name that never meets the only named side is the other one,
 * unless that one has a name, and stays empty. */
static void guess_side(PageRead *l, Table *t)
{
    bool debit = has_role(t, LANE_DEBIT), credit = has_role(t, LANE_CREDIT);
    if (debit == credit || has_role(t, LANE_AMOUNT) ||
        has_name(t, debit ? MEANS_CREDIT : MEANS_DEBIT))
        return;
    int other = -1, known = -1;
    for (int i = 0; i < t->n_lanes; i++) {
        const Lane *k = &t->lanes[i];
        bool unknown = k->role == LANE_NOTHING &&
                       (k->name < 0 || t->head->names[k->name].means == MEANS_NOTHING);
        if (k->role == LANE_DEBIT || k->role == LANE_CREDIT)
            known = i;
        else if (unknown && k->n >= 2 && (other < 0 || k->n > t->lanes[other].n))
            other = i;
    }
    if (other < 0 || side_by_side(l, t, &t->lanes[other], &t->lanes[known]))
        return;
    for (int i = 0; i < t->n_lanes; i++)
        if (i == other || (t->lanes[other].name >= 0 && t->lanes[i].name == t->lanes[other].name))
            t->lanes[i].role = debit ? LANE_CREDIT : LANE_DEBIT;
}

/* Beside both sides an "amount" that goes along with them is what the account holds then. */
static void amount_is_balance(PageRead *l, Table *t)
{
    if (!has_role(t, LANE_DEBIT) || !has_role(t, LANE_CREDIT) || has_role(t, LANE_BALANCE))
        return;
    Lane *last = &t->lanes[t->n_lanes - 1];
    int met = 0;
    for (int i = 0; i + 1 < t->n_lanes; i++)
        met += (t->lanes[i].role == LANE_DEBIT || t->lanes[i].role == LANE_CREDIT) &&
               side_by_side(l, t, &t->lanes[i], last);
    if (last->role == LANE_AMOUNT && met)
        last->role = LANE_BALANCE;
}

/* A last column of figures with an unknown name, beside those of both sides, is the balance. */
static void guess_balance(PageRead *l, Table *t)
{
    if (t->n_lanes < 2 || !has_role(t, LANE_DEBIT) || !has_role(t, LANE_CREDIT) ||
        has_role(t, LANE_BALANCE))
        return;
    Lane *last = &t->lanes[t->n_lanes - 1];
    bool unknown = last->role == LANE_NOTHING &&
                   (last->name < 0 || t->head->names[last->name].means == MEANS_NOTHING);
    if (unknown && last->n >= 3 && side_by_side(l, t, last, &t->lanes[t->n_lanes - 2]))
        last->role = LANE_BALANCE;
}

/* The value of a figure before the decimal mark of the file is known. */
static bool likely_units(const Token *k, int64_t *out)
{
    Decimal d = k->number.marks & MARK_POINT ? k->number.point : k->number.comma;
    if (k->money < MONEY_GROUPED || decimal_at_scale(d, UNITS_SCALE, out) != NUMBER_OK)
        return false;
    *out = *out < 0 ? -*out : *out;
    return true;
}

/* How many of the figures of a lane follow from one another by the amounts of their lines; *pairs:
 * of how many. */
static int follows_amounts(const PageRead *l, const Table *t, int lane, int *pairs)
{
    int64_t before = 0, amount_before = 0;
    int follow = 0;
    *pairs = 0;
    for (ptrdiff_t i = t->from, seen = 0; i < t->to; i++) {
        int64_t amount = 0, balance = 0, v;
        bool has_amount = false, has_balance = false;
        for (int k = 0; k < l->lines[i].n; k++) {
            const Token *w = &l->lines[i].tokens[k];
            for (int n = 0; n < t->n_lanes; n++) {
                LaneRole role = t->lanes[n].role;
                bool counts = role == LANE_AMOUNT || role == LANE_DEBIT || role == LANE_CREDIT;
                if (fabsf(edge_of(w, t->align) - edge_of_lane(&t->lanes[n], t->align)) > EDGE ||
                    !(counts || n == lane) || !likely_units(w, &v))
                    continue;
                has_balance |= n == lane;
                has_amount |= n != lane;
                *(n == lane ? &balance : &amount) = v;
            }
        }
        if (!has_amount || !has_balance)
            continue;
        int64_t moved = balance > before ? balance - before : before - balance;
        *pairs += seen > 0;
        follow += seen > 0 && (moved == amount || moved == amount_before);
        before = balance;
        amount_before = amount;
        seen++;
    }
    return follow;
}

/* A column with a name that nobody knows is the balance if it moves by the amounts beside it. */
static void prove_balance(PageRead *l, Table *t)
{
    if (has_role(t, LANE_BALANCE))
        return;
    for (int i = t->n_lanes - 1; i >= 0; i--) {
        Lane *k = &t->lanes[i];
        bool unknown = (k->role == LANE_NOTHING || k->role == LANE_ORIGINAL) &&
                       (k->name < 0 || t->head->names[k->name].means == MEANS_NOTHING);
        int pairs, follow = unknown ? follows_amounts(l, t, i, &pairs) : 0;
        if (follow >= 3 && follow * 10 >= pairs * 8) {
            k->role = LANE_BALANCE;
            return;
        }
    }
}

/* Figures below names that nobody knows are amounts; two columns beside a balance that never meet
 * are both sides. */
static void nameless_amounts(PageRead *l, Table *t)
{
    int free_lanes[COLUMNS_MAX], n = 0;
    for (int i = 0; i < t->n_lanes; i++) {
        const Lane *k = &t->lanes[i];
        if (k->role == LANE_NOTHING &&
            (k->name < 0 || t->head->names[k->name].means == MEANS_NOTHING))
            free_lanes[n++] = i;
    }
    bool one = n == 2 && (t->lanes[free_lanes[0]].n < 2 || t->lanes[free_lanes[1]].n < 2);
    if (one && has_role(t, LANE_BALANCE) &&
        !side_by_side(l, t, &t->lanes[free_lanes[0]], &t->lanes[free_lanes[1]])) {
        t->lanes[free_lanes[0]].role = LANE_DEBIT;
        t->lanes[free_lanes[1]].role = LANE_CREDIT;
        return;
    }
    for (int i = 0; i < n; i++)
        if (t->lanes[free_lanes[i]].n >= 2)
            t->lanes[free_lanes[i]].role = LANE_AMOUNT;
}

static void choose_roles(PageRead *l, Table *t)
{
    if (!t->head) {
        unnamed_roles(l, t);
        return;
    }
    for (int i = 0; i < t->n_lanes; i++)
        if (t->lanes[i].name >= 0)
            t->lanes[i].role = role_of(&t->head->names[t->lanes[i].name]);
    amount_is_balance(l, t);
    guess_side(l, t);
    guess_balance(l, t);
    one_side(t);
    drop_totals(l, t);
    if (two_currencies(t) || (t->head->panels == 1 && two_sides(l, t)))
        return;
    one_amount(t);
    if (has_role(t, LANE_AMOUNT) || has_role(t, LANE_DEBIT) || has_role(t, LANE_CREDIT) ||
        !t->head->amounts)
        return;
    if (t->head->no_figures) {
        unnamed_roles(l, t);
        return;
    }
    nameless_amounts(l, t);
}

void set_roles(PageRead *l, Table *t)
{
    choose_roles(l, t);
    prove_balance(l, t);
}
