/* Lines that name columns. */
#include "layout/page_read.h"

#include <math.h>
#include <string.h>

enum {
    LIKELY = 55,
    EXACT = 95,
    NAME_BYTES = 96, /* letters of two bytes */
    RUN_MAX = 5,
    HEAD_LINES = 3,
    LOOK_LINES = 16,
    ROWS_BELOW = 3
};

#define SAME_EDGE 1.3f /* points by which the edges of one column differ */

static const Meaning figure_meanings[] = { MEANS_AMOUNT,         MEANS_DEBIT, MEANS_CREDIT,
                                           MEANS_AMOUNT_ACCOUNT, MEANS_GROSS, MEANS_NET };
static const Meaning date_meanings[] = { MEANS_DATE, MEANS_DATE_BOOKING, MEANS_DATE_TRANSACTION,
                                         MEANS_DATE_VALUE };

static bool is_date_meaning(Meaning m)
{
    for (ptrdiff_t i = 0; i < COUNT(date_meanings); i++)
        if (date_meanings[i] == m)
            return true;
    return false;
}

static bool is_figure_meaning(Meaning m)
{
    for (ptrdiff_t i = 0; i < COUNT(figure_meanings); i++)
        if (figure_meanings[i] == m)
            return true;
    return false;
}

static Meaning meaning_of(const uint8_t scores[MEANING_COUNT])
{
    int best = 0;
    for (int i = 1; i < MEANING_COUNT; i++)
        if (scores[i] > scores[best])
            best = i;
    /* A column may be called "value": a sum of money unless dates stand below. */
    return scores[best] >= LIKELY ? (Meaning)best : MEANS_NOTHING;
}

/* "Amount (in EUR)", "Importo in Euro": the unit says nothing about the meaning. */
static Str without_unit(Str text)
{
    static const Str units[] = { S_INIT(" (in "), S_INIT(" (en "), S_INIT(" (em ") };
    for (int i = 0; i < COUNT(units); i++) {
        ptrdiff_t at = str_find(text, units[i], 0);
        if (at > 0 && text.p[text.n - 1] == ')')
            return str_part(text, 0, at);
    }
    return text;
}

/* "PESOS", "U$S": a column of amounts in that currency. */
static bool is_currency_name(Str text)
{
    static const Str words[] = { S_INIT("PESOS"),          S_INIT("DOLARES"),
                                 S_INIT("D\xC3\x93LARES"), S_INIT("Pesos"),
                                 S_INIT("D\xC3\xB3lares"), S_INIT("SOLES"),
                                 S_INIT("Soles"),          S_INIT("COLONES"),
                                 S_INIT("Colones") };
    bool known = false;
    Str code = number_currency(text, &known);
    for (int i = 0; i < COUNT(words); i++)
        if (str_eq(text, words[i]))
            return true;
    return known && (code.n == 0 || !str_eq(code, text));
}

static void score_name(PageRead *l, Name *name)
{
    ArenaMark mark = arena_mark(l->scratch);
    Str text = without_unit(name->text);
    name->best = text.n <= NAME_BYTES ? words_header(l->words, l->scratch, text, name->scores) : 0;
    arena_reset(l->scratch, mark);
    if (name->best < LIKELY && is_currency_name(text)) {
        name->by_currency = true;
        name->best = EXACT;
        name->scores[MEANS_AMOUNT] = EXACT;
    }
    name->means = meaning_of(name->scores);
}

static Name name_of(PageRead *l, const Line *line, int from, int to)
{
    Name name = { .x0 = line->tokens[from].x0, .x1 = line->tokens[to - 1].x1 };
    Buf b = buf_new(l->mem, NAME_BYTES);
    for (int i = from; i < to; i++) {
        if (i > from)
            buf_char(&b, ' ');
        buf_add(&b, line->tokens[i].text);
    }
    name.text = reading_order(l, buf_str(&b));
    score_name(l, &name);
    return name;
}

/* "Withdrawal / Deposit", "Débit ou crédit": one name for both sides is one of amounts. */
static bool is_both_sides(PageRead *l, Name *name)
{
    static const Str between[] = { S_INIT("/"), S_INIT(" or "), S_INIT(" ou "), S_INIT(" oder ") };
    bool both = false;
    for (int i = 0; i < COUNT(between) && !both && name->text.n <= NAME_BYTES; i++) {
        ptrdiff_t at = str_find(name->text, between[i], 0);
        if (at < 0)
            continue;
        Name a = { .text = str_trim(str_part(name->text, 0, at)) };
        Name b = { .text = str_trim(str_part(name->text, at + between[i].n, name->text.n)) };
        score_name(l, &a);
        score_name(l, &b);
        both = a.best >= EXACT && b.best >= EXACT &&
               ((a.means == MEANS_DEBIT && b.means == MEANS_CREDIT) ||
                (a.means == MEANS_CREDIT && b.means == MEANS_DEBIT));
    }
    return both;
}

/* A cell of several names with no more than a blank between them: "Date Description Amount". */
static int split_cell(PageRead *l, const Line *line, const Cell *cell, Name *out, int room)
{
    int n = 0, known = 0, hits = 0;
    for (int i = cell->first; i <= cell->last && n < room;) {
        int take = 0;
        for (int k = RUN_MAX; k >= 1 && !take; k--) {
            if (i + k > cell->last + 1)
                continue;
            Name name = name_of(l, line, i, i + k);
            if (name.best >= EXACT && name.text.n > 2) { /* no "in", "to" */
                out[n++] = name;
                take = k;
                known += k;
                hits++;
            }
        }
        if (!take) {
            bool more = n && out[n - 1].best < EXACT;
            if (!more)
                out[n++] = name_of(l, line, i, i + 1);
            else
                out[n - 1].x1 = line->tokens[i].x1;
            take = 1;
        }
        i += take;
    }
    int tokens = cell->last - cell->first + 1;
    return hits >= 2 && known * 10 >= tokens * 7 ? n : 0;
}

/* Whether one of the names above, and no other, stands over the cell. */
static bool below_one(const Name *above, int n, const Cell *cell)
{
    int over = 0;
    for (int i = 0; i < n; i++)
        over += above[i].x1 > cell->x0 && above[i].x0 < cell->x1;
    return over == 1;
}

/* What a line below says of a place: a text begins there behind a figure or a day, or a figure of
 * money ends there. */
typedef struct {
    int begins, ends;
} Below;

static Below below_place(const PageRead *l, const Line *line, float x0, float x1)
{
    Below b = { 0 };
    const Line *end = l->lines + l->n_lines, *last = line + LOOK_LINES;
    for (const Line *k = line + 1; k < end && k < last && k->page == line->page; k++)
        for (int i = 0; i < k->n; i++) {
            const Token *t = &k->tokens[i];
            bool after =
                i > 0 && (k->tokens[i - 1].money >= MONEY_GROUPED || k->tokens[i - 1].date);
            b.begins += after && !t->money && !t->date && fabsf(t->x0 - x0) < SAME_EDGE;
            b.ends += t->money >= MONEY_GROUPED && !t->date && fabsf(t->x1 - x1) < SAME_EDGE;
        }
    return b;
}

/* Whether the columns below part the cell in front of the token: texts begin below it behind
 * figures, or figures end below the word before as well as below the end of the cell. */
static bool parts_here(const PageRead *l, const Line *line, const Cell *cell, int i)
{
    const Token *before = &line->tokens[i - 1], *t = &line->tokens[i];
    if (below_place(l, line, t->x0, -1e6f).begins >= ROWS_BELOW)
        return true;
    return below_place(l, line, -1e6f, before->x1).ends > 1 &&
           below_place(l, line, -1e6f, cell->x1).ends >= ROWS_BELOW;
}

/* The names of a cell that two columns share, as what stands below parts them. */
static int split_by_columns(PageRead *l, const Line *line, const Cell *cell, Name *out, int room)
{
    int n = 0, from = cell->first;
    for (int i = cell->first + 1; i <= cell->last && n + 2 < room; i++)
        if (parts_here(l, line, cell, i)) {
            out[n++] = name_of(l, line, from, i);
            from = i;
        }
    if (n)
        out[n++] = name_of(l, line, from, cell->last + 1);
    return n;
}

static int names_of_line(PageRead *l, const Line *line, const Name *above, int n_above, Name *out,
                         int room)
{
    Cell cells[COLUMNS_MAX];
    int n = 0, n_cells = line_cells(l, line, cells, COLUMNS_MAX);
    for (int i = 0; i < n_cells && n < room; i++) {
        Name whole = name_of(l, line, cells[i].first, cells[i].last + 1);
        int split = 0;
        if (whole.best < EXACT && is_both_sides(l, &whole)) {
            whole.means = MEANS_AMOUNT;
            whole.best = EXACT;
            memset(whole.scores, 0, sizeof whole.scores);
            whole.scores[MEANS_AMOUNT] = EXACT;
        }
        if (whole.best < EXACT && cells[i].last - cells[i].first < 12 && room - n > 12 &&
            !below_one(above, n_above, &cells[i]))
            split = split_cell(l, line, &cells[i], &out[n], 12);
        if (!split && whole.best < EXACT && room - n > 12)
            split = split_by_columns(l, line, &cells[i], &out[n], 12);
        if (!split)
            out[n] = whole;
        n += split ? split : 1;
    }
    return n;
}

/* Whether the line could hold names: no money and no dates in it. */
static bool may_name(const Line *line)
{
    int figures = 0;
    for (int i = 0; i < line->n; i++)
        figures += line->tokens[i].money == MONEY_SURE || line->tokens[i].date;
    return figures == 0 && line->n <= 40 && !line->aside;
}

static float overlap(float a0, float a1, float b0, float b1)
{
    float from = a0 > b0 ? a0 : b0, to = a1 < b1 ? a1 : b1;
    return to - from;
}

/* The names of a further line joined to those above them. */
static int merge_names(PageRead *l, Name *names, int n, const Name *below, int n_below)
{
    for (int i = 0; i < n_below; i++) {
        int at = -1;
        float best = 0;
        for (int k = 0; k < n; k++) {
            float o = overlap(names[k].x0, names[k].x1, below[i].x0, below[i].x1);
            float width = fminf(names[k].x1 - names[k].x0, below[i].x1 - below[i].x0);
            if (o > best && o > 0.3f * width) {
                best = o;
                at = k;
            }
        }
        if (at < 0) {
            if (n < COLUMNS_MAX)
                names[n++] = below[i];
            continue;
        }
        Name both = names[at];
        both.text = str_fmt(l->mem, "%.*s %.*s", STR_ARG(both.text), STR_ARG(below[i].text));
        both.x0 = below[i].x0 < both.x0 ? below[i].x0 : both.x0;
        both.x1 = below[i].x1 > both.x1 ? below[i].x1 : both.x1;
        score_name(l, &both);
        const Name *known = below[i].best > names[at].best ? &below[i] : &names[at];
        if (known->best > both.best) {
            memcpy(both.scores, known->scores, sizeof both.scores);
            both.best = known->best;
            both.means = known->means;
        }
        names[at] = both;
    }
    return n;
}

/* The piece of an upper cell that a word belongs to, by the edges of the cells below. */
static int piece_of(const Token *t, const Name *const *below, int n, bool right)
{
    int at = 0;
    if (right)
        while (at + 1 < n && t->x1 > below[at]->x1 + 2)
            at++;
    else
        while (at + 1 < n && t->x0 > below[at + 1]->x0 - 2)
            at++;
    return at;
}

/* Names so near to each other that they look like one cell are parted where the line below them
 * parts: "MONTO CHEQUES MONTO DEPOSITOS" above "O CARGOS" and "O ABONOS". Their edges must be even.
 */
static int part_names(PageRead *l, const Line *line, Name *names, int n, const Name *below,
                      int n_below)
{
    for (int i = 0; i < n; i++) {
        const Name *under[COLUMNS_MAX];
        int m = 0, from = 0, parts = 0;
        for (int k = 0; k < n_below; k++)
            if (overlap(names[i].x0, names[i].x1, below[k].x0, below[k].x1) >
                0.8f * (below[k].x1 - below[k].x0))
                under[m++] = &below[k];
        if (m < 2 || names[i].best >= EXACT || n + m > COLUMNS_MAX)
            continue;
        bool right = fabsf(under[m - 1]->x1 - names[i].x1) < 4;
        if (!right && fabsf(under[0]->x0 - names[i].x0) >= 4)
            continue;
        Name made[COLUMNS_MAX];
        while (from < line->n && line->tokens[from].x0 < names[i].x0 - 0.1f)
            from++;
        for (int to = from; to < line->n && line->tokens[to].x1 <= names[i].x1 + 0.1f;) {
            int piece = piece_of(&line->tokens[to], under, m, right), first = to;
            while (to < line->n && line->tokens[to].x1 <= names[i].x1 + 0.1f &&
                   piece_of(&line->tokens[to], under, m, right) == piece)
                to++;
            made[parts++] = name_of(l, line, first, to);
        }
        if (parts != m)
            continue;
        memmove(&names[i + m], &names[i + 1], (size_t)(n - i - 1) * sizeof *names);
        memcpy(&names[i], made, (size_t)m * sizeof *names);
        n += m - 1;
    }
    return n;
}

static void sort_names(Name *names, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && names[k].x0 < names[k - 1].x0; k--) {
            Name t = names[k];
            names[k] = names[k - 1];
            names[k - 1] = t;
        }
}

typedef struct {
    int hits, quality;
    bool date, amount, balance, text;
    int unknown;
} HeadScore;

static HeadScore head_score(const Name *names, int n)
{
    HeadScore s = { 0 };
    for (int i = 0; i < n; i++) {
        if (names[i].means == MEANS_NOTHING) {
            s.unknown++;
            continue;
        }
        s.hits++;
        s.quality += names[i].best;
        s.date |= is_date_meaning(names[i].means);
        s.amount |= is_figure_meaning(names[i].means);
        s.balance |= names[i].means == MEANS_BALANCE || names[i].means == MEANS_BALANCE_CLOSING;
        s.text |= names[i].means == MEANS_DESCRIPTION || names[i].means == MEANS_COUNTERPARTY ||
                  names[i].means == MEANS_TYPE || names[i].means == MEANS_REFERENCE;
    }
    return s;
}

static bool is_head(const HeadScore *s, int n)
{
    bool figures = s->amount || s->balance;
    return s->hits >= 2 && s->hits * 10 >= n * 4 &&
           ((figures && (s->date || s->text)) || (s->date && s->hits >= 3));
}

static void finish_head(Head *h)
{
    HeadScore s = head_score(h->names, h->n);
    sort_names(h->names, h->n);
    h->dates = s.date;
    h->no_figures = !s.amount && !s.balance;
    for (int i = 0; i < h->n; i++)
        h->no_figures &=
            h->names[i].means != MEANS_AMOUNT_ORIGINAL && h->names[i].means != MEANS_FEE;
    h->amounts = s.amount || h->no_figures || (s.balance && s.text && s.unknown > 0);
    h->key = 14695981039346656037u;
    for (int i = 0; i < h->n; i++)
        h->key = h->key * 1099511628211u ^ str_hash(h->names[i].text);
    int panel = 0;
    for (int i = 0; i < h->n; i++) {
        bool again = i >= 2 && str_eq(h->names[i].text, h->names[0].text) &&
                     (is_date_meaning(h->names[0].means) ||
                      (i + 1 < h->n && str_eq(h->names[i + 1].text, h->names[1].text)));
        panel += again;
        h->names[i].panel = panel;
    }
    h->panels = panel + 1;
}

/* The names that begin at the line, over one to three lines; false when there are none. */
static bool head_at(PageRead *l, ptrdiff_t at, Head *out)
{
    Name names[COLUMNS_MAX];
    Cell cells[COLUMNS_MAX];
    int best_quality = 0, n = 0, names_before = 0, hits_before = 0;
    for (int k = 0; k < HEAD_LINES && at + k < l->n_lines; k++) {
        const Line *line = &l->lines[at + k], *first = &l->lines[at];
        float height = first->y1 - first->y0;
        if (line->page != first->page || !may_name(line) ||
            (k && line->y0 - l->lines[at + k - 1].y1 > 0.9f * height))
            break;
        Name below[COLUMNS_MAX];
        int n_below = names_of_line(l, line, names, k ? n : 0, below, COLUMNS_MAX);
        if (k == 1 && line_cells(l, first, cells, COLUMNS_MAX) < 2)
            break; /* a title above the names */
        if (k == 0) {
            memcpy(names, below, sizeof below);
            n = n_below;
        } else {
            n = k == 1 ? part_names(l, first, names, n, below, n_below) : n;
            n = merge_names(l, names, n, below, n_below);
        }
        HeadScore s = head_score(names, n);
        int quality = s.quality + 40 * s.amount + 40 * s.date - 15 * s.unknown;
        bool joins = k && n == names_before && s.hits >= hits_before;
        quality += joins ? 5 : -10 * k;
        names_before = n;
        hits_before = s.hits;
        if (k == 0 && (s.hits == 0 || n < 2))
            return false;
        if (is_head(&s, n) && quality > best_quality) {
            best_quality = quality;
            memcpy(out->names, names, sizeof names);
            out->n = n;
            out->first = at;
            out->last = at + k;
        }
    }
    return best_quality > 0;
}

void layout_heads(PageRead *l)
{
    ptrdiff_t room = 0;
    for (ptrdiff_t i = 0; i < l->n_lines; i++) {
        Head h = { 0 };
        if (!may_name(&l->lines[i]) || !head_at(l, i, &h))
            continue;
        /* A line of names above that a second line completes better. */
        Head next = { 0 };
        if (h.first == h.last && i + 1 < l->n_lines && head_at(l, i + 1, &next) &&
            next.last > next.first && next.n > h.n)
            continue;
        finish_head(&h);
        if (l->n_heads == room) {
            ptrdiff_t more = room ? 2 * room : 8;
            l->heads = arena_grow(l->mem, l->heads, (size_t)room * sizeof(Head),
                                  (size_t)more * sizeof(Head));
            room = more;
        }
        l->heads[l->n_heads++] = h;
        for (ptrdiff_t k = h.first; k <= h.last; k++)
            l->lines[k].used = true;
        i = h.last;
    }
}
