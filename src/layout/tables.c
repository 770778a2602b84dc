/* From one line of names to the next: which figures stand in which column. */
#include "layout/columns.h"
#include "layout/lanes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LANE_FIGURES_MAX = 20000 };

#define EDGE_OCR   6.0f
#define COST_NONE  70.0f
#define COST_TWICE 20.0f /* a name for two columns that stand well apart */
#define WELL_APART 12.0f
#define REACH      20.0f /* by which a text may begin before the name of its column */

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

/* Grouped figures below a name that nobody knows. */
static bool under_unknown_name(const Head *h, const Token *t)
{
    for (int i = 0; h && i < h->n; i++)
        if (h->names[i].means == MEANS_NOTHING && t->money >= MONEY_GROUPED &&
            t->x0 > h->names[i].x0 && t->x1 < h->names[i].x1)
            return true;
    return false;
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
            wanted = !t->head || under_money_name(t->head, marks[m].t) ||
                     under_unknown_name(t->head, marks[m].t);
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
            float cell = 0; /* where the cell begins: a long text may reach into the next column */
            for (int w = 0; dated && w < line->n; w++) {
                const Token *token = &line->tokens[w];
                cell = w == 0 || token->gap ? token->x0 : cell;
                bool below = token->x1 > name->x0 - 2 && token->x0 < name->x1 + 2 && token->x0 < to;
                dates += below && token->date;
                figures += below && token->money >= MONEY_GROUPED && !token->date;
                bool text = below && !token->date && !token->money && cell > name->x0 - REACH;
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
            Str text =
                str_fmt(l->mem, "%.*s %.*s%s%.*s", STR_ARG(day->text), STR_ARG(month->text),
                        full ? " " : "", full ? (int)year->text.n : 0, full ? year->text.p : "");
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
            known = t->lanes[n].name == k->name || fabsf(t->lanes[n].right - k->right) < 2 * EDGE;
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
