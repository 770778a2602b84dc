/* Which reading of the rows the balances prove. */
#include "layout/bank.h"

#include <stdlib.h>
#include <string.h>

enum { WORTH_TOTAL = 100000, WORTH_LINK = 300, WORTH_BREAK = 900 };

static int64_t size_of(int64_t v)
{
    return v == INT64_MIN ? INT64_MAX : v < 0 ? -v : v;
}

/* Figures of a hostile file may pass the ends of what fits: they come round, and prove nothing. */
static int64_t plus(int64_t a, int64_t b)
{
    int64_t sum;
    (void)__builtin_add_overflow(a, b, &sum);
    return sum;
}

static bool is_credit_mark(const Token *t)
{
    return t->number.flag == 'C' || t->number.sign < 0;
}

/* The value of a figure as written; D is negative, C positive. */
static int64_t literal(const Token *t, int64_t v)
{
    return t->number.flag == 'D' ? -size_of(v) : t->number.flag == 'C' ? size_of(v) : v;
}

static bool in_trial(const Group *g, const Trial *k, ptrdiff_t i, int table_number)
{
    const Row *r = g->rows[i];
    if (r->kind != ROW_MOVES || (r->undated && !k->undated) || table_number >= k->tables)
        return false;
    return k->textless || !g->tables[i]->textless;
}

/* Money in or out by the cell of a column that says so. */
static int way_by_column(PageRead *l, const Table *t, const Row *r)
{
    const Name *name = &t->head->names[t->flag_name];
    const Line *line = &l->lines[r->anchor];
    ArenaMark words = arena_mark(l->scratch);
    int way = 0;
    for (int i = 0; i < line->n && !way; i++)
        if (line->tokens[i].x1 > name->x0 && line->tokens[i].x0 < name->x1 &&
            !line->tokens[i].money)
            way = words_kind(l->words, l->scratch, line->tokens[i].text);
    arena_reset(l->scratch, words);
    return way;
}

/* Money in or out by the words of the row; 0 where they do not say. */
static int way_by_words(PageRead *l, const Table *t, const Row *r)
{
    static const Meaning columns[] = { MEANS_DESCRIPTION, MEANS_COUNTERPARTY };
    int way = t->flag_name >= 0 ? way_by_column(l, t, r) : 0;
    for (int i = 0; i < COUNT(columns) && !way; i++) {
        ArenaMark mark = arena_mark(l->mem);
        Str text = row_words(l, t, r, columns[i]);
        ArenaMark words = arena_mark(l->scratch);
        way = text.n ? words_kind(l->words, l->scratch, text) : 0;
        arena_reset(l->scratch, words);
        arena_reset(l->mem, mark);
    }
    return way;
}

/* The same by what stands in its column of flags. */
static int way_by_flag(PageRead *l, const Table *t, const Row *r)
{
    ArenaMark mark = arena_mark(l->mem), words = arena_mark(l->scratch);
    Str text = row_words(l, t, r, MEANS_FLAG);
    int way = text.n ? words_flag(l->words, l->scratch, text) : 0;
    arena_reset(l->scratch, words);
    arena_reset(l->mem, mark);
    return way || t->flag_name < 0 ? way : way_by_column(l, t, r);
}

/* Whether the figures of the lane have no sign of their own, so that the heading above counts. */
static bool unsigned_lane(const Lane *k)
{
    return k->signs == 0 && k->flags == 0;
}

static int64_t single_amount(PageRead *l, const Row *r, const Table *table, const RowFigure *f,
                             int64_t v, SignRule rule)
{
    const Token *t = f->token;
    switch (rule) {
    case RULE_LITERAL:
        return r->section && unsigned_lane(&table->lanes[f->lane]) ? r->section * size_of(v)
                                                                   : literal(t, v);
    case RULE_INVERTED: return -literal(t, v) * (t->number.flag ? -1 : 1);
    case RULE_CREDITS: return is_credit_mark(t) ? size_of(v) : -size_of(v);
    case RULE_PLUS: return t->number.sign > 0 ? size_of(v) : -size_of(v);
    case RULE_SECTION: return r->section ? r->section * size_of(v) : literal(t, v);
    case RULE_SECTION_SIGNED: return r->section ? r->section * v : literal(t, v);
    case RULE_KIND: {
        int way = way_by_words(l, table, r);
        return way ? way * size_of(v) : -size_of(v);
    }
    case RULE_FLAG: return way_by_flag(l, table, r) * size_of(v);
    default: return v;
    }
}

/* The row's amount and balance under the trial. */
static void read_row(PageRead *l, const Table *t, Row *r, const Trial *k)
{
    int64_t debit = 0, credit = 0, amount = 0, v;
    bool sided = false, single = false;
    r->has_amount = r->has_balance = r->has_fee = r->foreign = false;
    r->fee = 0;
    for (int i = 0; i < r->n_figures; i++) {
        const Token *f = r->figures[i].token;
        LaneRole role = t->lanes[r->figures[i].lane].role;
        if (!token_units(l, f, &v))
            continue;
        if (role == LANE_BALANCE) {
            r->balance = literal(f, v) * (k->debt ? -1 : 1);
            if (k->debt && f->number.flag)
                r->balance = f->number.flag == 'C' ? size_of(v) : -size_of(v);
            r->has_balance = true;
        } else if (role == LANE_DEBIT) {
            debit = plus(debit, k->sides == SIDES_ADDED ? -v : size_of(v));
            sided = true;
        } else if (role == LANE_CREDIT) {
            credit = plus(credit, k->sides == SIDES_ADDED ? v : size_of(v));
            sided = true;
        } else if (role == LANE_AMOUNT && !single) {
            amount = single_amount(l, r, t, &r->figures[i], v, k->rule);
            r->foreign = t->lanes[r->figures[i].lane].foreign;
            single = true;
        } else if (role == LANE_FEE && k->fees) {
            r->fee = -size_of(v);
            r->has_fee = v != 0;
        }
    }
    if (sided)
        amount = k->sides == SIDES_SWAPPED ? plus(debit, -credit) : plus(credit, -debit);
    r->has_amount = sided || single;
    r->amount = amount;
    r->debit = size_of(debit);
    r->credit = size_of(credit);
}

typedef struct {
    bool known, spare_known;
    int64_t expected, spare;
    int64_t first_before;
    bool started;
    int64_t since; /* before the first balance */
    int64_t in, out;
    int64_t loose; /* undated rows since the last balance */
} Chain;

static void chain_balance(Chain *c, Verdict *v, Row *r, ptrdiff_t at)
{
    if (!c->known) {
        if (!c->started)
            c->first_before = plus(r->balance, -c->since);
        c->started = true;
    } else if (c->expected == r->balance) {
        v->holds++;
        c->spare_known = false;
        c->expected = r->balance;
        c->known = true;
        return;
    } else if (c->spare_known && c->spare == r->balance) {
        v->breaks--; /* the balance in between was the wrong one */
        v->misprints++;
        v->holds++;
        c->spare_known = false;
        c->expected = r->balance;
        return;
    } else {
        if (!v->breaks)
            v->first_break = at;
        v->breaks++;
        c->spare = c->expected;
        c->spare_known = true;
    }
    c->known = true;
    c->expected = r->balance;
}

/* SIGN_BY_BALANCE: the amount goes the way that makes the balance right. */
static void sign_by_balance(const Chain *c, Row *r)
{
    if (!c->known || !r->has_balance)
        return;
    if (plus(c->expected, size_of(r->amount)) == r->balance)
        r->amount = size_of(r->amount);
    else if (plus(c->expected, -size_of(r->amount)) == r->balance)
        r->amount = -size_of(r->amount);
}

/* A last line, or one without a day, whose figure is what the opening balance and the rows above
 * make. */
static bool is_result(const Group *g, const Row *r, ptrdiff_t i, const Verdict *v)
{
    int64_t result;
    return (r->undated || i + 1 == g->n) && !r->has_balance && v->rows > 2 && g->n_openings &&
           !__builtin_add_overflow(g->openings[0], v->sum, &result) && r->amount == result;
}

/* A figure that repeats what the rows above make, or moves nothing. */
static bool is_no_movement(const Group *g, const Row *r, ptrdiff_t i, const Chain *c,
                           const Verdict *v)
{
    int64_t size = size_of(r->amount);
    bool behind = g->balance_each && i > g->last_balanced; /* the last of the balances */
    bool sum = v->rows > 1 && (size == size_of(v->sum) || size == c->in || size == c->out);
    bool nothing = r->amount == 0; /* "Interest charged 0.00" */
    if (r->undated && (sum || (!r->has_balance && (behind || nothing))))
        return true;
    return v->rows > 1 && r->debit && r->credit && r->debit == c->out && r->credit == c->in;
}

static void follow(PageRead *l, Group *g, const Trial *k, Verdict *v)
{
    Chain c = { 0 };
    v->sum = 0;
    if (k->rule == RULE_BALANCE && g->n_openings) {
        c.known = c.started = true;
        c.expected = g->openings[0];
        c.first_before = c.expected;
    }
    int table_number = -1;
    const Table *last = NULL;
    int *number = NEW_ARRAY(l->scratch, int, g->n + 1);
    for (ptrdiff_t i = 0; i < g->n; i++) {
        table_number += g->tables[i] != last;
        last = g->tables[i];
        number[i] = table_number;
    }
    for (ptrdiff_t n = 0; n < g->n; n++) {
        ptrdiff_t i = k->backward ? g->n - 1 - n : n;
        Row *r = g->rows[i];
        read_row(l, g->tables[i], r, k);
        if (r->kind != ROW_MOVES && r->has_balance && !r->has_amount && number[i] < k->tables &&
            r->kind != ROW_TOTALS) {
            chain_balance(&c, v, r, i);
            continue;
        }
        if (!in_trial(g, k, i, number[i]) || !r->has_amount) {
            r->has_amount = false;
            continue;
        }
        if (is_no_movement(g, r, i, &c, v)) {
            r->has_amount = false;
            continue;
        }
        if (r->foreign) {
            v->rows++;
            continue;
        }
        if (k->rule == RULE_BALANCE)
            sign_by_balance(&c, r);
        if (is_result(g, r, i, v)) {
            r->has_amount = false; /* the balance that the rows above lead to */
            continue;
        }
        int64_t *way = r->amount < 0 ? &c.out : &c.in;
        *way = plus(*way, size_of(r->amount));
        v->rows++;
        if (__builtin_add_overflow(v->sum, plus(r->amount, r->fee), &v->sum))
            v->sum = 0;
        int64_t moved = plus(r->amount, r->fee);
        c.expected = plus(c.expected, moved);
        c.spare = plus(c.spare, moved);
        c.since = plus(c.since, c.started ? 0 : moved);
        c.loose = r->has_balance ? 0 : c.loose + r->undated;
        if (r->has_balance)
            chain_balance(&c, v, r, i);
    }
    v->loose = c.started ? c.loose : 0;
    if (c.started && v->holds > v->breaks) {
        v->opening = c.first_before;
        v->closing = c.expected;
    }
}

/* Opening and closing balance that the rows lead from one to the other. Where no balance calls
 * itself the opening one ("balance on 31 March"), an earlier one may be. */
static void find_ends(const Group *g, const Trial *k, Verdict *v)
{
    int64_t sign = k->debt ? -1 : 1;
    bool named = g->n_openings > 0;
    int n = named ? g->n_openings : g->n_closings;
    const int64_t *openings = named ? g->openings : g->closings;
    const ptrdiff_t *lines = named ? g->opening_lines : g->closing_lines;
    v->has_ends = g->n_openings && g->n_closings;
    for (int o = 0; o < n && !v->total; o++)
        for (int c = 0; c < g->n_closings && !v->total; c++) {
            int64_t want;
            if (__builtin_add_overflow(openings[o] * sign, v->sum, &want) ||
                want != g->closings[c] * sign ||
                (!named &&
                 (lines[o] > g->closing_lines[c] || (lines[o] == g->closing_lines[c] && o >= c))))
                continue;
            v->total = true;
            v->opening = openings[o] * sign;
            v->closing = g->closings[c] * sign;
            v->opening_line = lines[o];
            v->closing_line = g->closing_lines[c];
        }
}

/* What speaks for a reading before anything is calculated. */
static int64_t prior_of(const PageRead *l, const Group *g, const Trial *k)
{
    int64_t p = 0;
    p += k->sides == SIDES_CREDIT_DEBIT ? 40 : k->sides == SIDES_ADDED ? 20 : 0;
    p += k->undated ? 20 : 0;
    p += k->textless == g->textless_meant ? 10 : 5;
    p += k->backward ? 0 : 2;
    p += k->tables >= g->n_tables ? 50 : 0;
    p -= k->debt != l->card ? 30 : 0;
    p -= k->fees ? 10 : 0; /* they are usually in the amount */
    p += l->bank && l->bank->sign_given && k->rule == l->bank->sign ? 500 : 0;
    bool card = l->card;
    switch (k->rule) {
    case RULE_LITERAL: p += card && !g->negative_most ? 20 : 60; break;
    case RULE_INVERTED: p += card && !g->negative_most ? 50 : 5; break;
    case RULE_CREDITS: p += g->credit_flags_only ? 70 : 0; break;
    case RULE_PLUS: p += 65; break;
    case RULE_SECTION:
        p += g->sections && !g->signs && !g->flags ? 80 : g->sections ? 40 : 0;
        break;
    case RULE_SECTION_SIGNED: p += g->sections ? 35 : 0; break;
    case RULE_BALANCE: p += g->balances && !g->signs ? 30 : 0; break;
    case RULE_KIND: p += !g->signs && !card ? 61 : 0; break;
    case RULE_FLAG: p += 90; break;
    default: break;
    }
    return p;
}

static Verdict try_one(PageRead *l, Group *g, Trial k)
{
    Verdict v = { .trial = k, .first_break = -1 };
    ArenaMark mark = arena_mark(l->scratch);
    follow(l, g, &k, &v);
    find_ends(g, &k, &v);
    arena_reset(l->scratch, mark);
    v.value = prior_of(l, g, &k) + (v.total ? WORTH_TOTAL : 0) + v.holds * WORTH_LINK -
              v.breaks * WORTH_BREAK - v.loose * WORTH_LINK;
    /* A proof by leaving rows out is worth less than one with them. */
    if (v.rows == 0)
        v.value = -WORTH_TOTAL;
    return v;
}

static void keep_better(Verdict *best, const Verdict *v)
{
    if (best->value == INT64_MIN || v->value > best->value ||
        (v->value == best->value && v->rows > best->rows))
        *best = *v;
}

/* What a given mapping says of the signs leaves these. */
static bool is_told_otherwise(const PageRead *l, SignRule rule, SidesRule sides)
{
    bool turned = rule == RULE_INVERTED || rule == RULE_CREDITS || rule == RULE_PLUS;
    return (l->told_sign && turned != l->inverted && rule != RULE_FLAG) ||
           (l->told_sign && !l->inverted && rule != RULE_LITERAL && rule != RULE_FLAG) ||
           (l->told && sides == SIDES_SWAPPED);
}

/* Rules and sides for one choice of rows. */
static void try_signs(PageRead *l, Group *g, Trial k, Verdict *best)
{
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        /* The holder's signs beside what is owed, where nothing calls it a card. */
        bool holder = rule == RULE_LITERAL && g->negative_most && !g->sides;
        bool pointless =
            ((rule == RULE_SECTION || rule == RULE_SECTION_SIGNED) && !g->sections) ||
            (rule == RULE_BALANCE && !g->balances) ||
            (rule == RULE_CREDITS && !g->flags && !g->signs) ||
            (rule == RULE_PLUS && !g->plus_only) || (!g->singles && rule != RULE_LITERAL) ||
            (rule == RULE_KIND && (g->signs || g->flags)) || (rule == RULE_FLAG && !g->flag_column);
        for (int sides = 0; sides < (g->sides ? SIDES_COUNT : 1) && !pointless; sides++)
            for (int more = 0; more < 4; more++) {
                k.rule = (SignRule)rule;
                k.sides = (SidesRule)sides;
                k.debt = more & 1;
                k.fees = more > 1;
                if ((k.debt && !l->card && !holder) || (k.fees && !g->fees) ||
                    is_told_otherwise(l, k.rule, k.sides))
                    continue;
                Verdict v = try_one(l, g, k);
                keep_better(best, &v);
            }
    }
}

static bool proven(const Verdict *v)
{
    return v->total || (v->holds >= 2 && v->breaks == 0);
}

Verdict group_solve(PageRead *l, Group *g)
{
    Verdict best = { .value = INT64_MIN };
    for (int backward = 0; backward < (g->balances ? 2 : 1); backward++)
        for (int undated = 1; undated >= (g->undated ? 0 : 1); undated--)
            for (int textless = 0; textless < (g->textless ? 2 : 1); textless++) {
                Trial k = { .undated = undated,
                            .textless = textless,
                            .backward = backward,
                            .tables = g->n_tables };
                try_signs(l, g, k, &best);
            }
    for (int tables = g->n_tables - 1;
         tables >= 1 && tables >= g->n_tables - 12 && !(proven(&best) && best.breaks == 0);
         tables--) {
        Trial k = best.trial;
        k.tables = tables;
        Verdict v = try_one(l, g, k);
        bool most = v.rows * 10 >= best.rows * 6 || v.holds > 2;
        if (most && (v.total || (v.holds > 2 && v.breaks == 0)))
            keep_better(&best, &v);
    }
    return best;
}

void group_apply(PageRead *l, Group *g, const Verdict *v)
{
    Verdict again = { .trial = v->trial };
    ArenaMark mark = arena_mark(l->scratch);
    follow(l, g, &again.trial, &again);
    arena_reset(l->scratch, mark);
}

static void add_candidate(PageRead *l, Group *g, const Token *t, ptrdiff_t line, bool opening)
{
    int64_t v;
    int *n = opening ? &g->n_openings : &g->n_closings;
    if (*n == CANDIDATES_MAX || !token_units(l, t, &v))
        return;
    if (t->number.flag == 'D')
        v = l->card ? size_of(v) : -size_of(v);
    if (t->number.flag == 'C')
        v = l->card ? -size_of(v) : size_of(v);
    (opening ? g->openings : g->closings)[*n] = v;
    (opening ? g->opening_lines : g->closing_lines)[*n] = line;
    (*n)++;
}

static void take_ends(PageRead *l, Group *g)
{
    for (ptrdiff_t i = 0; i < g->n; i++) {
        const Row *r = g->rows[i];
        bool ends = r->kind == ROW_OPENS || r->kind == ROW_CLOSES;
        if (ends && r->n_figures)
            add_candidate(l, g, r->figures[r->n_figures - 1].token, r->anchor,
                          r->kind == ROW_OPENS);
    }
    for (ptrdiff_t i = 0; i < l->n_stated; i++) {
        const Stated *s = &l->stated[i];
        if (s->line >= g->from && s->line < g->to)
            add_candidate(l, g, s->token, s->line, s->says == SAYS_OPENING);
    }
}

/* On a card's statement payments and purchases are known by their words: whether the payments are
 * written negative. */
static void vote_by_words(PageRead *l, Group *g)
{
    int64_t literal_votes = 0, inverted = 0;
    for (ptrdiff_t i = 0; i < g->n; i++) {
        const Row *r = g->rows[i];
        if (r->kind != ROW_MOVES || !r->n_figures || r->figures[0].token->number.flag)
            continue;
        int way = way_by_words(l, g->tables[i], r);
        way = way || g->positive_most ? way : r->section;
        bool negative = r->figures[0].token->number.sign < 0;
        /* A few payments among purchases are called by a word of spending too. */
        literal_votes += (way > 0 && !negative) || (way < 0 && negative && !g->positive_most);
        inverted += (way > 0 && negative) || (way < 0 && !negative);
    }
    /* Two of three written with a minus, others with a plus: these are the holder's signs. */
    if (literal_votes != inverted && !(g->negative_most && g->both_signs))
        g->negative_most = literal_votes > inverted;
}

/* "Paiements" above the payments that a card received: money in, though on accounts it is money
 * out. */
static void turn_payments(PageRead *l, Group *g)
{
    for (ptrdiff_t from = 0; from < g->n;) {
        ptrdiff_t to = from;
        bool all = true;
        int rows = 0;
        for (; to < g->n && g->tables[to] == g->tables[from] &&
               g->rows[to]->section == g->rows[from]->section;
             to++)
            if (g->rows[to]->kind == ROW_MOVES) {
                all = all && way_by_words(l, g->tables[to], g->rows[to]) > 0;
                rows++;
            }
        for (ptrdiff_t i = from; i < to && all && rows; i++)
            if (g->rows[i]->section < 0)
                g->rows[i]->section = 1;
        from = to;
    }
}

/* Finds the column whose cells all say in or out, of at least two rows and in both ways. */
static void find_flags(PageRead *l, Table *t)
{
    t->flag_name = -1;
    for (int i = 0; t->head && i < t->head->n; i++) {
        Meaning means = t->head->names[i].means;
        if (means != MEANS_TYPE && means != MEANS_FLAG && means != MEANS_NOTHING)
            continue;
        int in = 0, out = 0, rows = 0;
        t->flag_name = i;
        for (ptrdiff_t k = 0; k < t->n_rows; k++) {
            if (t->rows[k].kind != ROW_MOVES)
                continue;
            int way = way_by_column(l, t, &t->rows[k]);
            rows++;
            in += way > 0;
            out += way < 0;
        }
        if (rows > 1 && in + out == rows && in && out)
            return;
    }
    t->flag_name = -1;
}

void group_prepare(PageRead *l, Group *g)
{
    for (ptrdiff_t i = 0; i < g->n; i++)
        if (i == 0 || g->tables[i] != g->tables[i - 1])
            find_flags(l, g->tables[i]);
    if (l->card)
        turn_payments(l, g);
    const Table *last = NULL;
    int64_t negative = 0, positive = 0, credits = 0, debits = 0;
    int64_t moves = 0, balanced = 0, pluses = 0, bare = 0, amounts = 0, flagged = 0;
    for (ptrdiff_t i = 0; i < g->n; i++) {
        const Row *r = g->rows[i];
        g->n_tables += g->tables[i] != last;
        last = g->tables[i];
        if (r->kind != ROW_MOVES)
            continue;
        moves++;
        g->sections |= r->section != 0;
        g->undated |= r->undated;
        g->textless |= g->tables[i]->textless;
        g->textless_meant |= g->tables[i]->textless && r->section;
        for (int f = 0; f < r->n_figures; f++) {
            const Token *t = r->figures[f].token;
            LaneRole role = g->tables[i]->lanes[r->figures[f].lane].role;
            g->balances |= role == LANE_BALANCE;
            balanced += role == LANE_BALANCE;
            if (role == LANE_BALANCE)
                g->last_balanced = i;
            g->sides |= role == LANE_DEBIT || role == LANE_CREDIT;
            g->fees |= role == LANE_FEE;
            if (role != LANE_AMOUNT)
                continue;
            flagged += way_by_flag(l, g->tables[i], r) != 0;
            amounts++;
            g->singles = true;
            g->signs |= t->number.sign != 0;
            g->flags |= t->number.flag != 0;
            negative += t->number.sign < 0;
            positive += t->number.sign >= 0;
            pluses += t->number.sign > 0;
            bare += t->number.sign == 0;
            credits += t->number.flag == 'C';
            debits += t->number.flag == 'D';
        }
    }
    g->balance_each = moves > 3 && balanced * 10 >= moves * 5;
    g->flag_column = amounts && flagged == amounts && !g->signs && !g->flags;
    g->plus_only = pluses && bare && !negative && !credits && !debits;
    g->negative_most = negative > positive;
    g->both_signs = pluses && negative > 2 * positive;
    g->positive_most = positive > 2 * negative && positive > 2;
    if (l->card)
        vote_by_words(l, g);
    g->credit_flags_only = credits && !debits;
    /* Purchases fill a card's statement, and are positive there. */
    if (l->card_points == 1 && g->positive_most && !g->balances && !g->sides)
        l->card = true;
    take_ends(l, g);
}
