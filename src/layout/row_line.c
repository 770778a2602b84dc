/* A line of a table: its days, figures and texts, and the kind of line that its words make it. */
#include "layout/row_line.h"

#include <math.h>

#define LANE_REACH 5.0f

static int lane_of(const Table *t, const Token *k)
{
    int best = -1;
    float least = LANE_REACH;
    for (int i = 0; i < t->n_lanes; i++) {
        float by_right = fabsf(t->lanes[i].right - k->x1);
        float by_left = fabsf(t->lanes[i].left - k->x0);
        float off = t->align == ALIGN_RIGHT         ? by_right
                    : t->align == ALIGN_LEFT        ? by_left
                    : fabsf(by_right - by_left) < 4 ? (by_right + by_left) / 8
                                                    : by_right + by_left;
        if (off < least) {
            least = off;
            best = i;
        }
    }
    for (int i = 0; best < 0 && i < t->n_lanes; i++) {
        float other = fabsf(t->lanes[i].left - k->x0);
        if (t->align == ALIGN_RIGHT && other < 1.5f)
            best = i;
    }
    for (int i = 0; best < 0 && i < t->n_lanes; i++) {
        const Lane *lane = &t->lanes[i];
        bool within =
            lane->name >= 0 && k->x1 > lane->x0 && k->x0 < lane->x1 && k->money >= MONEY_GROUPED;
        if (within)
            best = i;
    }
    return best;
}

static bool is_date_name(const Name *n)
{
    return n->means == MEANS_DATE || n->means == MEANS_DATE_BOOKING ||
           n->means == MEANS_DATE_TRANSACTION || n->means == MEANS_DATE_VALUE ||
           (!n->told && n->scores[MEANS_DATE_VALUE] >= 90);
}

/* Whether the token stands in a column of dates. */
static bool in_date_column(const Table *t, const Token *k)
{
    for (int i = 0; t->head && i < t->head->n; i++) {
        const Name *n = &t->head->names[i];
        if (is_date_name(n) && k->x1 > n->x0 - 10 && k->x0 < n->x1 + 10)
            return true;
    }
    return false;
}

/* A number of the row or a sign in front of its date. */
static bool is_lead_in(const Token *k)
{
    bool digits = k->text.n <= 6;
    for (ptrdiff_t i = 0; i < k->text.n && digits; i++)
        digits = k->text.p[i] < 'A';
    return digits || k->text.n == 1;
}

/* Whether dates begin elsewhere in this table. */
static bool off_dates(const Table *t, const Token *k)
{
    return t->date_x > 0 && fabsf(k->x0 - t->date_x) > 14;
}

static bool is_year(const Token *k)
{
    if (k->text.n != 4 || k->text.p[0] != '2' || k->text.p[1] != '0')
        return false;
    return k->text.p[2] >= '0' && k->text.p[2] <= '9' && k->text.p[3] >= '0' && k->text.p[3] <= '9';
}

static bool inside(const Token *k, float from, float to)
{
    float mid = (k->x0 + k->x1) / 2;
    return mid > from && mid < to;
}

Parsed row_line(PageRead *l, const Table *t, float from, float to, const Line *line)
{
    Parsed p = { 0 };
    bool leading = true;
    int words = 0;
    Buf text = buf_new(l->mem, 64);
    for (int i = 0; i < line->n; i++) {
        const Token *k = &line->tokens[i];
        if (!inside(k, from, to))
            continue;
        bool column = in_date_column(t, k);
        bool lead_in = words == 0 && is_lead_in(k) && !k->date;
        bool day = k->date && p.n_days < 3 && (column || k->day.form != DATE_FORM_COMPACT) &&
                   (column || p.n_figures == 0) &&
                   (column || (leading && !off_dates(t, k)) ||
                    (t->date_x > 0 && fabsf(k->x0 - t->date_x) < 8) || (p.n_days && words == 0));
        int lane = k->money ? lane_of(t, k) : -1;
        bool behind = i + 1 == line->n || line->tokens[i + 1].gap || line->tokens[i + 1].money ||
                      line->tokens[i + 1].date || !inside(&line->tokens[i + 1], from, to) ||
                      next_column(t->head, k, &line->tokens[i + 1]);
        if (lane >= 0 && !behind && fabsf(t->lanes[lane].right - k->x1) > 1.5f &&
            fabsf(t->lanes[lane].left - k->x0) > 1.5f)
            lane = -1;
        bool figure = lane >= 0 && t->lanes[lane].role != LANE_NOTHING && !column;
        if (day && !figure) {
            p.days[p.n_days++] = k;
            continue;
        }
        bool plain = k->money == MONEY_PLAIN && (lane < 0 || t->lanes[lane].name < 0 || words == 0);
        /* Whole figures below those with decimals are points or numbers. */
        plain |= lane >= 0 && k->money == MONEY_GROUPED && t->lanes[lane].sure > 3 &&
                 t->lanes[lane].sure + 2 >= t->lanes[lane].n;
        /* A number within a text, not behind a gap. */
        plain |= k->money == MONEY_PLAIN && !k->gap && i > 0 && !line->tokens[i - 1].money &&
                 !line->tokens[i - 1].date;
        bool room = p.n_figures < FIGURES_MAX;
        if (lane >= 0 && !plain && room && t->lanes[lane].role != LANE_NOTHING) {
            LaneRole role = t->lanes[lane].role;
            p.figures[p.n_figures++] = (RowFigure){ k, lane };
            p.amounts += role == LANE_AMOUNT || role == LANE_DEBIT || role == LANE_CREDIT;
            p.balances += role == LANE_BALANCE;
            continue;
        }
        p.year_only |= words == 0 && is_year(k);
        bool ends = i + 1 == line->n || line->tokens[i + 1].gap || line->tokens[i + 1].money;
        p.money_beside |= k->money == MONEY_SURE && k->gap && ends;
        leading &= lead_in && p.n_days == 0;
        words++;
        if (p.text_x == 0 && !(lead_in && p.n_days == 0))
            p.text_x = k->x0;
        if (text.n && !k->joined)
            buf_char(&text, ' ');
        buf_add(&text, k->text);
    }
    p.texts = words;
    p.text = reading_order(l, buf_str(&text));
    p.year_only &= words == 1 || (words == 2 && p.text.n == 9);
    return p;
}

/* "Total deposits and additions", "Summe der Belastungen": a line without a day whose first words
 * are those of a total. */
static bool begins_total(PageRead *l, Str text)
{
    ptrdiff_t to = 0;
    for (int words = 0; words < 2 && to < text.n; words++) {
        to = str_find_char(text, ' ', to + 1);
        to = to < 0 ? text.n : to;
        ArenaMark mark = arena_mark(l->scratch);
        LineKind kind = words_line(l->words, l->scratch, str_part(text, 0, to));
        arena_reset(l->scratch, mark);
        if (kind == LINE_TOTAL)
            return true;
    }
    return false;
}

/* The text behind a number of the row: "000000 SALDO ANTERIOR". */
static Str without_number(Str text)
{
    ptrdiff_t to = str_find_char(text, ' ', 0);
    for (ptrdiff_t i = 0; i < to; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return text;
    return to > 0 ? str_part(text, to + 1, text.n) : text;
}

/* "Dein neuer Kontostand": the label of a balance behind one or two words, on a line without a day.
 */
static Label label_within(PageRead *l, const Parsed *p)
{
    Str from = p->text, rest;
    for (int words = 0; words < 2 && p->n_days == 0 && p->n_figures == 1; words++) {
        str_cut(&from, ' ');
        if (!from.p || !from.n)
            return LABEL_NONE;
        Label label = words_label(l->words, l->scratch, from, &rest);
        if ((label == LABEL_OPENING || label == LABEL_CLOSING) && rest.n == 0)
            return label;
    }
    return LABEL_NONE;
}

RowKind row_line_kind(PageRead *l, const Parsed *p)
{
    ArenaMark mark = arena_mark(l->scratch);
    Str rest;
    LineKind kind = words_line(l->words, l->scratch, p->text);
    if (!kind)
        kind = words_line(l->words, l->scratch, without_number(p->text));
    Label label = kind ? LABEL_NONE : words_label(l->words, l->scratch, p->text, &rest);
    bool only = label != LABEL_NONE && (rest.n == 0 || p->text.n < 48);
    if (!kind && !only) {
        label = label_within(l, p);
        only = label != LABEL_NONE;
    }
    arena_reset(l->scratch, mark);
    if (kind == LINE_OPENING || (only && label == LABEL_OPENING))
        return ROW_OPENS;
    if (kind == LINE_CLOSING || (only && label == LABEL_CLOSING && (!p->amounts || !p->n_days)))
        return ROW_CLOSES;
    if (kind == LINE_TOTAL && (p->n_days == 0 || p->text.n > 8))
        return ROW_TOTALS;
    if (p->n_days == 0 && begins_total(l, p->text))
        return ROW_TOTALS;
    return ROW_MOVES;
}
