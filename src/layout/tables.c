/* From one line of names to the next: which figures stand in which column. */
#include "layout/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LANE_FIGURES_MAX = 20000, UNITS_SCALE = 3 };

#define EDGE      2.6f /* points by which aligned edges differ */
#define EDGE_OCR  6.0f
#define COST_NONE 70.0f
#define COST_TWICE 20.0f /* a name for two columns that stand well apart */
#define WELL_APART 12.0f

typedef struct {
    const Token *t;
    ptrdiff_t line;
    float edge;
    int lane;
} Mark;

static bool takes_figures(const Name *n)
{
    switch (n->means) {
    case MEANS_NOTHING:
    case MEANS_AMOUNT:
    case MEANS_DEBIT:
    case MEANS_CREDIT:
    case MEANS_AMOUNT_ACCOUNT:
    case MEANS_AMOUNT_ORIGINAL:
    case MEANS_BALANCE:
    case MEANS_BALANCE_CLOSING:
    case MEANS_BALANCE_OPENING:
    case MEANS_FEE:
    case MEANS_GROSS:
    case MEANS_NET:
    case MEANS_TAX:
    case MEANS_RATE: return true;
    default: return false;
    }
}

static bool is_money_name(const Name *n)
{
    return takes_figures(n) && n->means != MEANS_NOTHING && n->means != MEANS_RATE;
}

static bool under_money_name(const Head *h, const Token *t)
{
    for (int i = 0; h && i < h->n; i++)
        if (is_money_name(&h->names[i]) && t->x1 > h->names[i].x0 - 4 &&
            t->x0 < h->names[i].x1 + 12)
            return true;
    return false;
}

bool next_column(const Head *h, const Token *t, const Token *behind)
{
    for (int i = 0; h && i + 1 < h->n; i++)
        if (is_money_name(&h->names[i]) && t->x1 > h->names[i].x0 &&
            t->x1 < h->names[i + 1].x0 + EDGE && behind->x0 > h->names[i + 1].x0 - EDGE)
            return true;
    return false;
}

/* Whether the token stands as the figures of a column do: nothing but figures behind it up to a
 * gap. */
static bool column_like(const Table *t, const Line *line, int i)
{
    const Token *k = &line->tokens[i];
    bool named = under_money_name(t->head, k);
    if (k->money == MONEY_NONE || (k->money == MONEY_PLAIN && !named))
        return false;
    bool before = i == 0 || k->gap || line->tokens[i - 1].money || named;
    bool behind = i + 1 == line->n || line->tokens[i + 1].gap || line->tokens[i + 1].money ||
                  (named && line->tokens[i + 1].date) ||
                  (named && next_column(t->head, k, &line->tokens[i + 1]));
    return behind && before && !(i == 0 && k->date);
}

static int by_edge(const void *a, const void *b)
{
    const Mark *x = a, *y = b;
    return x->edge != y->edge ? (x->edge > y->edge) - (x->edge < y->edge)
                              : (x->line > y->line) - (x->line < y->line);
}

/* Marks into runs of nearly equal edges; how many figures stand in runs of two and more. */
static int runs_of(Mark *marks, int n, float edge, int *runs)
{
    qsort(marks, (size_t)n, sizeof *marks, by_edge);
    int together = 0, count = 0;
    *runs = 0;
    for (int i = 0; i < n; i++) {
        bool fresh = i == 0 || marks[i].edge - marks[i - 1].edge > edge;
        if (fresh) {
            (*runs)++;
            count = 0;
        }
        marks[i].lane = *runs - 1;
        count++;
        together += count == 2 ? 2 : count > 2;
    }
    return together;
}

static int gather_marks(const PageRead *l, const Table *t, Mark *marks)
{
    int n = 0;
    for (ptrdiff_t i = t->from; i < t->to; i++) {
        const Line *line = &l->lines[i];
        if (line->furniture || line->aside)
            continue;
        for (int k = 0; k < line->n && n < LANE_FIGURES_MAX; k++)
            if (column_like(t, line, k))
                marks[n++] = (Mark){ &line->tokens[k], i, line->tokens[k].x1, 0 };
    }
    return n;
}

static float edge_of(const Token *t, Align align)
{
    return align == ALIGN_RIGHT ? t->x1 : align == ALIGN_LEFT ? t->x0 : (t->x0 + t->x1) / 2;
}

static float edge_of_lane(const Lane *k, Align align)
{
    return align == ALIGN_RIGHT  ? k->right
           : align == ALIGN_LEFT ? k->left
                                 : (k->left + k->right) / 2;
}

/* The lanes of the marks: by right edges, or by left ones or middles where those are even. */
static void make_lanes(Table *t, Mark *marks, int n, float edge)
{
    static const Align aligns[] = { ALIGN_RIGHT, ALIGN_LEFT, ALIGN_CENTRE };
    int runs, right_runs = 0, right = 0;
    for (int a = 0; a < COUNT(aligns); a++) {
        for (int i = 0; i < n; i++)
            marks[i].edge = edge_of(marks[i].t, aligns[a]);
        int together = runs_of(marks, n, edge, &runs);
        if (a == 0 || (runs * 2 <= right_runs && together >= right)) {
            t->align = aligns[a];
            right_runs = runs;
            right = together;
        }
    }
    for (int i = 0; i < n; i++)
        marks[i].edge = edge_of(marks[i].t, t->align);
    runs_of(marks, n, edge, &runs);
    for (int i = 0; i < n;) {
        int to = i;
        Lane lane = { .x0 = 1e9f, .x1 = -1e9f, .name = -1 };
        for (; to < n && marks[to].lane == marks[i].lane; to++) {
            const Token *k = marks[to].t;
            lane.left += k->x0;
            lane.right += k->x1;
            lane.x0 = k->x0 < lane.x0 ? k->x0 : lane.x0;
            lane.x1 = k->x1 > lane.x1 ? k->x1 : lane.x1;
            lane.n++;
            lane.signs += k->number.sign != 0;
            lane.sure += k->money == MONEY_SURE;
            lane.negative += k->number.sign < 0;
            lane.flags += k->number.flag != 0;
        }
        lane.left /= (float)lane.n;
        lane.right /= (float)lane.n;
        bool wanted = lane.n >= 2;
        for (int m = i; m < to && !wanted; m++)
            wanted = under_money_name(t->head, marks[m].t) || !t->head;
        if (wanted && t->n_lanes < COLUMNS_MAX)
            t->lanes[t->n_lanes++] = lane;
        i = to;
    }
}

static float lane_cost(const Lane *k, const Name *name)
{
    float apart = fmaxf(k->x0 - name->x1, name->x0 - k->x1);
    float edges = fminf(fabsf(k->right - name->x1), fabsf(k->left - name->x0));
    float middle = fabsf((k->left + k->right - name->x0 - name->x1) / 2);
    float near = fminf(edges, middle);
    near += name->told && is_money_name(name) && 2 * k->sure < k->n ? 60 : 0;
    return (apart > 0 ? apart * 1.5f : 0) + near * 0.3f + (name->means == MEANS_NOTHING ? 15 : 0);
}

/* Whether figures of both lanes stand on one line. */
static bool side_by_side(const PageRead *l, const Table *t, const Lane *a, const Lane *b)
{
    int both = 0;
    for (ptrdiff_t i = t->from; i < t->to; i++) {
        const Line *line = &l->lines[i];
        bool in_a = false, in_b = false;
        for (int k = 0; k < line->n; k++) {
            const Token *w = &line->tokens[k];
            if (!w->money)
                continue;
            float to_a = fabsf(w->x1 - a->right), to_b = fabsf(w->x1 - b->right);
            in_a |= to_a < 4 && to_a <= to_b;
            in_b |= to_b < 4 && to_b < to_a;
        }
        both += in_a && in_b;
        if (both > 0)
            return true;
    }
    return false;
}

/* Names for lanes, in the same order from left to right, at the least distance. */
static void name_lanes(PageRead *l, Table *t)
{
    int names[COLUMNS_MAX], m = 0, n = t->n_lanes;
    for (int i = 0; t->head && i < t->head->n; i++)
        if (takes_figures(&t->head->names[i]))
            names[m++] = i;
    if (m == 0 || n == 0)
        return;
    /* best[i][j]: the first i lanes, the last named one has name j-1 (0: none named yet) */
    static const float far_away = 1e9f;
    float(*best)[COLUMNS_MAX + 1] = arena_array(l->scratch, COLUMNS_MAX + 1, sizeof *best);
    int(*from)[COLUMNS_MAX + 1] = arena_array(l->scratch, COLUMNS_MAX + 1, sizeof *from);
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= m; j++)
            best[i][j] = i || j ? far_away : 0;
    for (int i = 1; i <= n; i++) {
        const Lane *k = &t->lanes[i - 1];
        bool apart = i > 1 && side_by_side(l, t, k, &t->lanes[i - 2]);
        float weight = (float)(k->n < 20 ? k->n : 20);
        for (int j = 0; j <= m; j++) {
            best[i][j] = best[i - 1][j] + COST_NONE * weight;
            from[i][j] = -1; /* not named */
            for (int h = 0; j && h <= j; h++) {
                if (h == j && (apart || i == 1))
                    continue;
                float cost = best[i - 1][h] + lane_cost(k, &t->head->names[names[j - 1]]) * weight;
                if (h == j && k->x0 - t->lanes[i - 2].x1 > WELL_APART)
                    cost += COST_TWICE * weight;
                if (cost < best[i][j]) {
                    best[i][j] = cost;
                    from[i][j] = h;
                }
            }
        }
    }
    int j = 0;
    for (int k = 1; k <= m; k++)
        if (best[n][k] < best[n][j])
            j = k;
    for (int i = n; i >= 1; i--) {
        if (from[i][j] < 0)
            continue;
        t->lanes[i - 1].name = names[j - 1];
        j = from[i][j];
    }
}

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
        total[i] = words_line(l->words, l->scratch, t->head->names[t->lanes[i].name].text) ==
                   LINE_TOTAL;
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
    for (int i = 0; i < t->n_lanes; i++) {
        Lane *k = &t->lanes[i];
        bool free_lane = k->role == LANE_NOTHING &&
                         (k->name < 0 || t->head->names[k->name].means == MEANS_NOTHING);
        if (free_lane && k->n >= 2)
            k->role = LANE_AMOUNT;
    }
}

static void set_roles(PageRead *l, Table *t)
{
    choose_roles(l, t);
    prove_balance(l, t);
}

/* What stands below a name corrects it: dates below an unknown name, texts below "Purchases". */
static void correct_names(PageRead *l, Table *t)
{
    for (int i = 0; t->head && i < t->head->n; i++) {
        Name *name = &l->heads[t->head - l->heads].names[i];
        int dates = 0, figures = 0, texts = 0;
        if (name->told)
            continue;
        Str fill = { 0 }; /* what fills the empty cells: "blank", "nil" */
        float to = i + 1 < t->head->n ? t->head->names[i + 1].x0 : 1e6f;
        for (ptrdiff_t k = t->from; k < t->to; k++) {
            const Line *line = &l->lines[k];
            bool dated = false, money = false;
            for (int w = 0; w < line->n; w++) {
                dated |= line->tokens[w].date;
                money |= line->tokens[w].money == MONEY_SURE;
            }
            dated &= money;
            for (int w = 0; dated && w < line->n; w++) {
                const Token *token = &line->tokens[w];
                bool below = token->x1 > name->x0 - 2 && token->x0 < name->x1 + 2 && token->x0 < to;
                dates += below && token->date;
                figures += below && token->money >= MONEY_GROUPED && !token->date;
                bool text = below && !token->date && !token->money;
                fill = text && !fill.n ? token->text : fill;
                texts += text && !str_eq(fill, token->text);
            }
        }
        if (takes_figures(name) && name->means != MEANS_NOTHING && texts > 2 * figures + dates) {
            name->means = MEANS_DESCRIPTION;
            name->scores[MEANS_DESCRIPTION] = 60;
        }
        if (!takes_figures(name) && figures >= 2 && texts == 0 && dates == 0 && i > 0)
            name->means = MEANS_NOTHING;
        bool plain = name->means == MEANS_NOTHING || name->means == MEANS_DESCRIPTION ||
                     name->means == MEANS_TIME;
        if (plain && dates >= 2 && dates > texts + figures && !t->head->dates)
            name->means = MEANS_DATE;
    }
}

/* "240705" below a name of dates. */
static bool is_two_digits(Str s)
{
    return s.n == 2 && s.p[0] >= '0' && s.p[0] <= '9' && s.p[1] >= '0' && s.p[1] <= '9';
}

/* Whether the word and the one behind it are a day and a month below the name. */
static bool is_parted_day(PageRead *l, const Line *line, int w, const Name *name, DateText *day)
{
    const Token *a = &line->tokens[w], *b = a + 1;
    if (w + 1 >= line->n || !is_two_digits(a->text) || !is_two_digits(b->text) || b->gap ||
        a->x1 < name->x0 - 4 || b->x0 > name->x1 + 4 || (w + 2 < line->n && !b[1].gap))
        return false;
    ArenaMark mark = arena_mark(l->scratch);
    Str text = str_fmt(l->scratch, "%.*s/%.*s", STR_ARG(a->text), STR_ARG(b->text));
    bool read = date_read(text, words_date, &l->dates, true, day);
    arena_reset(l->scratch, mark);
    day->separator = ' ';
    return read;
}

/* "04 01" below a name of dates: day and month with nothing between them, on two lines at least. */
static void read_parted(PageRead *l, Table *t)
{
    for (int i = 0; t->head && i < t->head->n; i++) {
        const Name *name = &t->head->names[i];
        int found = 0;
        for (int take = 0; take < 2 && column_is_date(name->means); take++)
            for (ptrdiff_t k = t->from; k < t->to && (!take || found > 1); k++) {
                Line *line = &l->lines[k];
                DateText day;
                int w = 0;
                while (w < line->n && !is_parted_day(l, line, w, name, &day))
                    w++;
                found += !take && w < line->n;
                if (!take || w == line->n)
                    continue;
                Token *token = &line->tokens[w];
                token->text =
                    str_fmt(l->mem, "%.*s %.*s", STR_ARG(token->text), STR_ARG(token[1].text));
                token->x1 = token[1].x1;
                token->date = true;
                token->money = MONEY_NONE;
                token->day = day;
                memmove(&token[1], &token[2], (size_t)(line->n - w - 2) * sizeof *token);
                line->n--;
            }
    }
}

static void read_compact(PageRead *l, Table *t)
{
    for (int i = 0; t->head && i < t->head->n; i++) {
        const Name *name = &t->head->names[i];
        bool dates = name->means == MEANS_DATE || name->means == MEANS_DATE_BOOKING ||
                     name->means == MEANS_DATE_TRANSACTION || name->means == MEANS_DATE_VALUE;
        for (ptrdiff_t k = t->from; dates && k < t->to; k++)
            for (int w = 0; w < l->lines[k].n; w++) {
                Token *token = &l->lines[k].tokens[w];
                DateText day;
                if (token->date || token->text.n < 6 || token->text.n > 8 || token->x1 < name->x0 ||
                    token->x0 > name->x1 ||
                    !date_read(token->text, words_date, &l->dates, true, &day) ||
                    day.form != DATE_FORM_COMPACT)
                    continue;
                token->date = true;
                token->day = day;
            }
    }
}

/* The word of a line that stands at x, alone in its column. */
static Token *word_at(Line *line, float x)
{
    for (int i = 0; i < line->n; i++)
        if (fabsf(line->tokens[i].x0 - x) < EDGE)
            return &line->tokens[i];
    return NULL;
}

/* "01", "Apr.", "2024" one below the other in a column of dates. */
static void read_stacked(PageRead *l, Table *t)
{
    for (int i = 0; t->head && i < t->head->n; i++) {
        const Name *name = &t->head->names[i];
        bool dates = name->means == MEANS_DATE || name->means == MEANS_DATE_BOOKING ||
                     name->means == MEANS_DATE_TRANSACTION;
        for (ptrdiff_t k = t->from; dates && k + 1 < t->to; k++) {
            Token *day = word_at(&l->lines[k], name->x0);
            Token *month = word_at(&l->lines[k + 1], name->x0);
            Token *year = k + 2 < t->to ? word_at(&l->lines[k + 2], name->x0) : NULL;
            int64_t number;
            if (!day || !month || day->date || day->text.n > 2 || !str_int(day->text, &number) ||
                month->text.n < 3 || month->date)
                continue;
            bool full = year && year->text.n == 4 && str_int(year->text, &number);
            Str text = str_fmt(l->mem, "%.*s %.*s%s%.*s", STR_ARG(day->text),
                               STR_ARG(month->text), full ? " " : "",
                               full ? (int)year->text.n : 0, full ? year->text.p : "");
            DateText read;
            if (!date_read(text, words_date, &l->dates, false, &read) ||
                read.form != DATE_FORM_NAMED)
                continue;
            day->day = read;
            day->date = true;
            day->money = MONEY_NONE;
        }
    }
}

static void table_lanes(PageRead *l, Table *t)
{
    correct_names(l, t);
    read_compact(l, t);
    read_parted(l, t);
    read_stacked(l, t);
    ArenaMark mark = arena_mark(l->scratch);
    ptrdiff_t tokens = 1;
    for (ptrdiff_t i = t->from; i < t->to; i++)
        tokens += l->lines[i].n;
    tokens = tokens < LANE_FIGURES_MAX ? tokens : LANE_FIGURES_MAX;
    Mark *marks = NEW_ARRAY(l->scratch, Mark, tokens);
    int n = gather_marks(l, t, marks);
    bool ocr = t->from < t->to && l->lines[t->from].by_ocr;
    make_lanes(t, marks, n, ocr ? EDGE_OCR : EDGE);
    for (int i = 1; i < t->n_lanes; i++)
        for (int k = i; k > 0 && t->lanes[k].right < t->lanes[k - 1].right; k--) {
            Lane swap = t->lanes[k];
            t->lanes[k] = t->lanes[k - 1];
            t->lanes[k - 1] = swap;
        }
    name_lanes(l, t);
    set_roles(l, t);
    columns_set_roles(l, t);
    arena_reset(l->scratch, mark);
}

static bool same_columns(const Head *a, const Head *b)
{
    if (!a || !b || a->key != b->key || a->n != b->n)
        return false;
    for (int i = 0; i < a->n; i++)
        if (fabsf(a->names[i].x0 - b->names[i].x0) > EDGE)
            return false;
    return true;
}

/* A table of few rows has the columns of a longer one under the same names. */
static void borrow_lanes(PageRead *l, Table *t)
{
    const Table *like = NULL;
    int most = 0;
    for (ptrdiff_t i = 0; i < l->n_tables; i++) {
        const Table *other = &l->tables[i];
        int figures = 0;
        for (int k = 0; k < other->n_lanes; k++)
            figures += other->lanes[k].n;
        if (other != t && figures > most && same_columns(t->head, other->head)) {
            like = other;
            most = figures;
        }
    }
    int own = t->n_lanes;
    for (int i = 0; like && i < like->n_lanes && t->n_lanes < COLUMNS_MAX; i++) {
        const Lane *k = &like->lanes[i];
        bool known = k->n < 2 || k->role == LANE_NOTHING;
        for (int n = 0; n < own && !known; n++)
            known = t->lanes[n].name == k->name ||
                    fabsf(t->lanes[n].right - k->right) < 2 * EDGE;
        if (!known)
            t->lanes[t->n_lanes++] = *k;
    }
    if (like && t->n_lanes)
        t->align = like->align;
}

void layout_tables(PageRead *l)
{
    l->tables = NEW_ARRAY(l->mem, Table, l->n_heads + 1);
    ptrdiff_t first = l->n_heads ? l->heads[0].first : l->n_lines;
    l->tables[l->n_tables++] = (Table){ .from = 0, .to = first };
    for (ptrdiff_t i = 0; i < l->n_heads; i++) {
        ptrdiff_t to = i + 1 < l->n_heads ? l->heads[i + 1].first : l->n_lines;
        l->tables[l->n_tables++] =
            (Table){ .head = &l->heads[i], .from = l->heads[i].last + 1, .to = to };
    }
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        table_lanes(l, &l->tables[i]);
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        borrow_lanes(l, &l->tables[i]);
}
