/* The movements of a table: where a row begins, and which texts are its own. */
#include "layout/row_line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE_WORDS = 9, TITLE_BYTES = 80, TITLE_CELLS = 3, LOOSE_MAX = 40, LEAP_YEAR = 2024 };

typedef struct {
    PageRead *l;
    Table *t;
    int panel;
    float from, to;
    ptrdiff_t room;
    Row *open; /* the row before, or one that waits for its amount */
    bool waits;
    ptrdiff_t loose[LOOSE_MAX]; /* lines of text since the last row's line */
    int n_loose;
    bool dated_below;
    int section;
    bool pending;
    bool balances_only; /* below a heading of daily balances */
    bool continues;     /* the table goes on from the one before */
    Str account;
    const Token *heading_day; /* of the total above the rows of a day */
    /* evidence for texts that end with their amount */
    int head_runs, foot_runs;
} Builder;

static Parsed parse_line(const Builder *b, const Line *line)
{
    return row_line(b->l, b->t, b->from, b->to, line);
}

/* The kind of a line by its words. A balance in front of all rows is the opening one. */
static RowKind kind_of(const Builder *b, const Parsed *p)
{
    RowKind kind = row_line_kind(b->l, p);
    return kind == ROW_CLOSES && b->t->n_rows == 0 && !b->continues ? ROW_OPENS : kind;
}

static Row *add_row(Builder *b, RowKind kind, const Parsed *p, ptrdiff_t line)
{
    Table *t = b->t;
    if (t->n_rows == b->room) {
        ptrdiff_t more = b->room ? 2 * b->room : 64;
        t->rows = arena_grow(b->l->mem, t->rows, (size_t)b->room * sizeof(Row),
                             (size_t)more * sizeof(Row));
        b->room = more;
    }
    Row *r = &t->rows[t->n_rows++];
    *r = (Row){ .kind = kind, .anchor = line, .section = b->section, .panel = b->panel };
    r->from = b->from;
    r->to = b->to;
    r->account = b->account;
    r->lines[r->n_lines++] = line;
    if (b->pending && kind == ROW_MOVES)
        r->kind = ROW_IGNORED;
    for (int i = 0; i < p->n_days; i++)
        *(i == 0 ? &r->day : i == 1 ? &r->other_day : &r->value_day) = p->days[i];
    memcpy(r->figures, p->figures, sizeof r->figures);
    r->n_figures = p->n_figures;
    r->money_beside = p->money_beside;
    b->l->lines[line].used = true;
    return r;
}

static void take_line(Builder *b, Row *r, ptrdiff_t line)
{
    if (r->n_lines < ROW_LINES_MAX) {
        r->lines[r->n_lines++] = line;
        b->l->lines[line].used = true;
    }
}

static float height_of(const Line *line)
{
    return line->y1 - line->y0;
}

/* The distance between two lines, in line heights; on different pages that of a usual line. */
static float apart(const PageRead *l, ptrdiff_t above, ptrdiff_t below)
{
    const Line *a = &l->lines[above], *b = &l->lines[below];
    if (a->page != b->page)
        return 0.5f;
    float h = height_of(a) < height_of(b) ? height_of(a) : height_of(b);
    return (b->y0 - a->y1) / (h > 1 ? h : 1);
}

static void sort_lines(Row *r)
{
    for (int i = 1; i < r->n_lines; i++)
        for (int k = i; k > 0 && r->lines[k] < r->lines[k - 1]; k--) {
            ptrdiff_t t = r->lines[k];
            r->lines[k] = r->lines[k - 1];
            r->lines[k - 1] = t;
        }
}

/* Gives the loose lines to the row above or to the one below: they part where the gap between lines
 * is widest, and otherwise belong above, or below where texts end with their amount. */
static void settle_loose(Builder *b, Row *above, Row *below, ptrdiff_t below_line)
{
    int n = b->n_loose, part = n;
    b->n_loose = 0;
    if (n == 0)
        return;
    float widest = -1, least = 1e9f;
    int at = n;
    for (int i = 0; i <= n; i++) {
        if ((i == 0 && !above) || (i == n && !below))
            continue;
        ptrdiff_t up = i == 0 ? above->lines[above->n_lines - 1] : b->loose[i - 1];
        float gap = apart(b->l, up, i == n ? below_line : b->loose[i]);
        least = gap < least ? gap : least;
        if (gap > widest) {
            widest = gap;
            at = i;
        }
    }
    if (!above || (below && b->t->foot_text && below->undated))
        part = 0;
    if (above && below && widest - least > 0.35f)
        part = at;
    for (int i = 0; i < part && above; i++) {
        ptrdiff_t up = above->lines[above->n_lines - 1];
        if (apart(b->l, up, b->loose[i]) > 1.9f)
            break;
        take_line(b, above, b->loose[i]);
    }
    int first = n;
    for (int i = n - 1; i >= part && below; i--) {
        if (apart(b->l, b->loose[i], i == n - 1 ? below_line : b->loose[i + 1]) > 1.2f)
            break;
        first = i;
    }
    for (int i = first; i < n; i++)
        take_line(b, below, b->loose[i]);
    if (below)
        sort_lines(below);
}

/* A line that heads what follows: "Withdrawals", "Karte 1234". False when it is ordinary text. */
static bool take_title(Builder *b, const Line *line, const Parsed *p)
{
    PageRead *l = b->l;
    Cell cells[TITLE_CELLS + 1];
    if (p->text.n > TITLE_BYTES || p->n_days || p->money_beside || p->n_figures ||
        line_cells(l, line, cells, TITLE_CELLS + 1) > TITLE_CELLS)
        return false;
    ArenaMark mark = arena_mark(l->scratch);
    int way = words_section(l->words, l->scratch, p->text);
    StatusWord status = words_status(l->words, l->scratch, p->text);
    arena_reset(l->scratch, mark);
    bool left = b->t->text_x == 0 || line->x0 < b->t->text_x - 4 ||
                (b->t->date_x == 0 && line->x0 < b->t->text_x + 4);
    if (!left && !(way && line->bold))
        return false;
    if (way || status == STATUS_PENDING) {
        b->section = way;
        b->pending = status == STATUS_PENDING && !way;
        return true;
    }
    return false;
}

static void close_row(Builder *b)
{
    settle_loose(b, b->open, NULL, 0);
    b->open = NULL;
    b->waits = false;
}

/* A row that waited for an amount and got none: its lines are text of the row above. */
static void drop_waiting(Builder *b)
{
    if (!b->waits)
        return;
    if (b->open->money_beside) {
        b->open->kind = ROW_UNREAD;
        b->open = NULL;
        b->waits = false;
        b->n_loose = 0;
        return;
    }
    Row lost = *b->open;
    b->t->n_rows--;
    b->waits = false;
    b->open = NULL;
    if (b->t->n_rows && b->t->rows[b->t->n_rows - 1].kind == ROW_MOVES &&
        b->t->rows[b->t->n_rows - 1].panel == b->panel) {
        b->open = &b->t->rows[b->t->n_rows - 1];
        for (int i = 0; i < lost.n_lines; i++) {
            ptrdiff_t up = b->open->lines[b->open->n_lines - 1];
            b->l->lines[lost.lines[i]].used = false;
            if (apart(b->l, up, lost.lines[i]) < 1.5f)
                take_line(b, b->open, lost.lines[i]);
        }
    } else {
        for (int i = 0; i < lost.n_lines; i++)
            b->l->lines[lost.lines[i]].used = false;
    }
}

static void dated_line(Builder *b, const Parsed *p, ptrdiff_t line)
{
    drop_waiting(b);
    b->heading_day = NULL;
    if (b->n_loose && b->open)
        b->head_runs++;
    Row *above = b->open;
    if (b->t->day_below && p->amounts == 0) {
        if (!above || above->day)
            return;
        above->day = p->days[0];
        above->undated = false;
        settle_loose(b, above, NULL, 0);
        take_line(b, above, line);
        return;
    }
    ptrdiff_t index = above ? above - b->t->rows : -1;
    Row *r = add_row(b, ROW_MOVES, p, line);
    above = index >= 0 ? &b->t->rows[index] : NULL;
    settle_loose(b, above, r, line);
    b->open = r;
    b->waits = p->amounts == 0;
}

static void undated_line(Builder *b, const Parsed *p, ptrdiff_t line)
{
    if (b->waits) {
        Row *r = b->open;
        for (int i = 0; i < b->n_loose; i++)
            take_line(b, r, b->loose[i]);
        b->n_loose = 0;
        take_line(b, r, line);
        r->anchor = line;
        for (int i = 0; i < p->n_figures && r->n_figures < FIGURES_MAX; i++)
            r->figures[r->n_figures++] = p->figures[i];
        b->waits = false;
        b->foot_runs++;
        return;
    }
    b->foot_runs += b->n_loose > 0;
    Row *above = b->open;
    ptrdiff_t index = above ? above - b->t->rows : -1;
    Row *r = add_row(b, ROW_MOVES, p, line);
    r->undated = !b->heading_day;
    r->day = b->heading_day;
    above = index >= 0 ? &b->t->rows[index] : NULL;
    settle_loose(b, above, r, line);
    b->open = r;
}

/* "02 ABR 2024 Total de entradas 120,00" stands above the rows of its day. */
static void heading_total(Builder *b, const Parsed *p)
{
    if (!p->n_days && !b->heading_day)
        return;
    ArenaMark mark = arena_mark(b->l->scratch);
    int way = words_section(b->l->words, b->l->scratch, p->text);
    arena_reset(b->l->scratch, mark);
    if (!way)
        return;
    b->section = way;
    if (p->n_days)
        b->heading_day = p->days[0];
}

static void balance_line(Builder *b, RowKind kind, const Parsed *p, ptrdiff_t line)
{
    if (kind == ROW_TOTALS)
        heading_total(b, p);
    drop_waiting(b);
    if (b->n_loose && b->open)
        b->head_runs++;
    close_row(b);
    add_row(b, kind, p, line);
    b->open = NULL;
}

static void text_line(Builder *b, const Parsed *p, ptrdiff_t at)
{
    Line *line = &b->l->lines[at];
    Table *t = b->t;
    RowKind kind = p->n_days ? ROW_MOVES : kind_of(b, p);
    bool title = take_title(b, line, p);
    if (title || kind != ROW_MOVES) {
        line->used = true;
        b->balances_only = !title && kind == ROW_CLOSES && p->n_figures == 0;
        drop_waiting(b);
        close_row(b);
        return;
    }
    bool fits = !t->text_known || (p->text_x > t->text_x - 7 && p->text_x < t->text_x + 220) ||
                p->year_only || b->waits;
    if (line->furniture || !fits || p->texts == 0 || line->n > 60) {
        if (!line->furniture && !fits && !b->waits)
            close_row(b);
        return;
    }
    if (b->n_loose == LOOSE_MAX)
        close_row(b);
    if (b->n_loose < LOOSE_MAX)
        b->loose[b->n_loose++] = at;
}

static bool may_be_undated(const Builder *b, const Parsed *p, ptrdiff_t at)
{
    const Table *t = b->t;
    if (p->amounts == 0 || p->amounts > 2)
        return false;
    int sure = 0, figures = 0;
    for (int i = 0; i < t->n_lanes; i++) {
        sure += t->lanes[i].sure;
        figures += t->lanes[i].n;
    }
    for (int i = 0; i < p->n_figures; i++)
        if (sure * 2 > figures && p->figures[i].token->money < MONEY_SURE)
            return false;
    if (b->waits)
        return true;
    if (t->day_below)
        return p->texts > 0;
    if (p->texts == 0 || (t->n_rows == 0 && !b->continues))
        return false;
    if (t->n_rows) {
        const Row *above = &t->rows[t->n_rows - 1];
        ptrdiff_t up = above->lines[above->n_lines - 1];
        if (b->n_loose && b->loose[b->n_loose - 1] > up)
            up = b->loose[b->n_loose - 1];
        if (apart(b->l, up, at) > 3.2f)
            return false;
    }
    bool numbered = p->text_x == 0 && p->balances > 0;
    return !t->text_known || numbered || (p->text_x > t->text_x - 8 && p->text_x < t->text_x + 80);
}

/* Whether the line holds days and figures and nothing else. */
static bool is_days_only(const Line *line)
{
    for (int i = 0; i < line->n; i++)
        if (!line->tokens[i].date && line->tokens[i].money < MONEY_GROUPED)
            return false;
    return true;
}

static void next_line(Builder *b, ptrdiff_t at)
{
    Line *line = &b->l->lines[at];
    if (line->aside || (line->used && b->panel == 0))
        return;
    Parsed p = parse_line(b, line);
    if (p.texts + p.n_days + p.n_figures == 0)
        return;
    if (line->furniture && !(p.n_days && p.amounts))
        return;
    RowKind kind = p.texts && p.n_figures ? kind_of(b, &p) : ROW_MOVES;
    if (b->balances_only && p.n_days && (p.n_figures || p.money_beside) && is_days_only(line))
        kind = ROW_IGNORED;
    if (kind == ROW_MOVES && p.n_days && p.balances && !p.amounts && b->t->dated > 3 &&
        !p.money_beside)
        kind = p.texts && p.text.n > 24 ? ROW_MOVES : ROW_IGNORED;
    if (kind != ROW_MOVES)
        balance_line(b, kind, &p, at);
    else if (p.n_days && (p.amounts || p.texts || p.n_days))
        dated_line(b, &p, at);
    else if (may_be_undated(b, &p, at))
        undated_line(b, &p, at);
    else if (p.n_figures == 0 || p.texts > 3)
        text_line(b, &p, at);
}

/* Where the texts and dates of dated rows usually begin. */
static void find_edges(Builder *b)
{
    enum { EDGES = 64 };
    float x[EDGES], d[EDGES];
    int nx[EDGES] = { 0 }, nd[EDGES] = { 0 }, n = 0, m = 0;
    Table *t = b->t;
    t->text_x = t->date_x = 0;
    t->text_known = false;
    int above = 0, alone = 0, both = 0, bare = 0;
    for (ptrdiff_t i = t->from; i < t->to; i++) {
        if (b->l->lines[i].aside)
            continue;
        Parsed p = parse_line(b, &b->l->lines[i]);
        bool row = kind_of(b, &p) == ROW_MOVES && !b->l->lines[i].furniture;
        both += row && p.n_days && p.amounts;
        alone += row && p.n_days && !p.amounts;
        bare += row && !p.n_days && p.amounts && p.texts;
        above += row && !p.n_days && p.amounts && p.texts && alone == 0;
        if (p.n_days == 0 || (p.n_figures == 0 && !t->head))
            continue;
        t->dated += p.amounts > 0;
        int k = 0;
        while (k < n && fabsf(x[k] - p.text_x) > 3)
            k++;
        if (p.text_x > 0 && k < EDGES) {
            x[k] = p.text_x;
            nx[k]++;
            n = k == n ? n + 1 : n;
        }
        for (k = 0; k < m && fabsf(d[k] - p.days[0]->x0) > 4;)
            k++;
        if (k < EDGES) {
            d[k] = p.days[0]->x0;
            nd[k]++;
            m = k == m ? m + 1 : m;
        }
    }
    /* The first figures stand above the first day, and there are about as many of both. */
    t->day_below =
        above == 1 && both * 10 < alone && alone * 10 >= bare * 8 && alone * 10 <= bare * 12;
    int best = -1, day = -1;
    for (int k = 0; k < n; k++)
        if (best < 0 || nx[k] > nx[best])
            best = k;
    for (int k = 0; k < m; k++)
        if (day < 0 || nd[k] > nd[day])
            day = k;
    if (best >= 0) {
        t->text_x = x[best];
        t->text_known = nx[best] * 2 >= t->dated && nx[best] >= 2;
    }
    if (day >= 0)
        t->date_x = d[day];
}

/* Titles stand above the names of columns too. */
static void titles_above(Builder *b)
{
    const Head *h = b->t->head;
    if (!h)
        return;
    for (ptrdiff_t i = h->first - 1, seen = 0; i >= 0 && seen < 3; i--, seen++) {
        Line *line = &b->l->lines[i];
        if (line->page != b->l->lines[h->first].page)
            return;
        Parsed p = parse_line(b, line);
        b->t->text_x = 0;
        if (take_title(b, line, &p) || line->used)
            return;
        bool title = seen == 0 && p.text.n < TITLE_BYTES / 2 && !p.n_days && !p.money_beside &&
                     !line->furniture;
        if (title) {
            b->section = 0; /* another heading: what the last one said is over */
            return;
        }
    }
}

static void read_panel(Builder *b)
{
    Table *t = b->t;
    ptrdiff_t n = t->n_rows;
    int section = b->section;
    b->heading_day = NULL;
    find_edges(b);
    for (ptrdiff_t i = t->from; i < t->to; i++)
        next_line(b, i);
    drop_waiting(b);
    close_row(b);
    bool foot = b->foot_runs > 0 && b->head_runs * 5 <= b->foot_runs;
    if (!foot || t->foot_text)
        return;
    /* Once more, now that it is known where texts end. */
    for (ptrdiff_t i = n; i < t->n_rows; i++)
        for (int k = 0; k < t->rows[i].n_lines; k++)
            b->l->lines[t->rows[i].lines[k]].used = false;
    t->n_rows = n;
    t->foot_text = true;
    b->section = section;
    b->heading_day = NULL;
    for (ptrdiff_t i = t->from; i < t->to; i++)
        next_line(b, i);
    drop_waiting(b);
    close_row(b);
}

/* How often a day stands before the one of the row above, or is none under that order. */
static int turns_back(const Row *rows, ptrdiff_t n, DateOrder order)
{
    int turns = 0;
    Date before = DATE_NONE;
    for (ptrdiff_t i = 0; i < n; i++) {
        Date d = rows[i].day ? date_of_text(&rows[i].day->day, order, LEAP_YEAR) : DATE_NONE;
        turns += (rows[i].day && !d) || (d && before && d < before);
        before = d ? d : before;
    }
    return turns;
}

static int by_line(const void *a, const void *b)
{
    const Row *x = a, *y = b;
    return x->anchor != y->anchor ? (x->anchor > y->anchor) - (x->anchor < y->anchor)
                                  : x->panel - y->panel;
}

/* Tables side by side are read one after the other, or line by line where the days run so. */
static void order_panels(PageRead *l, Table *t)
{
    static const DateOrder orders[] = { ORDER_MDY, ORDER_DMY, ORDER_YMD };
    if (t->n_rows < 2)
        return;
    ArenaMark mark = arena_mark(l->scratch);
    Row *lines = NEW_ARRAY(l->scratch, Row, t->n_rows);
    memcpy(lines, t->rows, (size_t)t->n_rows * sizeof *lines);
    qsort(lines, (size_t)t->n_rows, sizeof *lines, by_line);
    int down = INT32_MAX, across = INT32_MAX;
    for (int i = 0; i < COUNT(orders); i++) {
        int d = turns_back(t->rows, t->n_rows, orders[i]);
        int a = turns_back(lines, t->n_rows, orders[i]);
        down = d < down ? d : down;
        across = a < across ? a : across;
    }
    if (across == 0 && down > 0)
        memcpy(t->rows, lines, (size_t)t->n_rows * sizeof *lines);
    arena_reset(l->scratch, mark);
}

void layout_rows(PageRead *l, Table *t)
{
    int panels = t->head ? t->head->panels : 1;
    const Table *before = t > l->tables ? t - 1 : NULL;
    Builder b = { .l = l, .t = t };
    if (before && before->head && t->head && before->head->key == t->head->key && before->n_rows) {
        b.continues = true;
        b.section = before->rows[before->n_rows - 1].section;
        b.account = before->rows[before->n_rows - 1].account;
    }
    b.from = -1e6f;
    b.to = 1e6f;
    titles_above(&b);
    int section = b.section;
    for (int panel = 0; panel < panels; panel++) {
        b.panel = panel;
        b.section = section;
        b.from = -1e6f;
        b.to = 1e6f;
        for (int i = 0; t->head && i < t->head->n; i++) {
            const Name *n = &t->head->names[i];
            if (n->panel == panel && i && t->head->names[i - 1].panel < panel)
                b.from = n->x0 - 8;
            if (n->panel == panel + 1 && t->head->names[i - 1].panel == panel)
                b.to = n->x0 - 8;
        }
        read_panel(&b);
    }
    if (panels > 1)
        order_panels(l, t);
    for (ptrdiff_t i = 0; i < t->n_rows; i++)
        t->undated += t->rows[i].kind == ROW_MOVES && t->rows[i].undated;
}
