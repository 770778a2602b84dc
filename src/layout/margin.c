/* A box of labels and figures at the right of a table whose lines stand at heights of their own.
 * Read along with the table, its words would become part of the rows. */
#include "layout/tokens.h"

#include <math.h>
#include <stdlib.h>

enum { PIECES_MAX = 6000, STARTS_MIN = 4, TABLE_ROWS_MIN = 3, LABELLED_MIN = 2, CANDIDATES = 12 };

#define EDGE_POINTS   1.5f /* by which the left edges of a box differ */
#define GUTTER_POINTS 10.0f
#define LEVEL_POINTS  0.9f /* lines of one height differ by less */
#define PART_EM       1.8f /* a gap that parts a line */

/* One line of the page: pieces[from, to), from left to right. */
typedef struct {
    ptrdiff_t from, to;
} Run;

typedef struct {
    Piece *pieces;
    Run *runs;
    ptrdiff_t n_runs;
} Lines;

static int by_place(const void *a, const void *b)
{
    const Piece *x = a, *y = b;
    return (x->x0 > y->x0) - (x->x0 < y->x0);
}

static Lines lines_of(PageRead *l, Piece *p, ptrdiff_t n)
{
    Lines lines = { p, NEW_ARRAY(l->scratch, Run, n + 1), 0 };
    for (ptrdiff_t from = 0; from < n;) {
        ptrdiff_t to = line_end(p, n, from);
        qsort(&p[from], (size_t)(to - from), sizeof *p, by_place);
        lines.runs[lines.n_runs++] = (Run){ from, to };
        from = to;
    }
    return lines;
}

static bool is_letter(Str s)
{
    unsigned char first = s.n ? (unsigned char)s.p[0] : 0;
    return (first | 32) >= 'a' && ((first | 32) <= 'z' || first >= 0x80);
}

static bool is_money(Str s)
{
    NumberText n;
    return s.n >= 3 && number_read(s, &n) && (n.point.scale == 2 || n.comma.scale == 2);
}

/* Whether a part of a line begins here. */
static bool begins_part(const Piece *p, const Run *run, ptrdiff_t i)
{
    return i == run->from || p[i].x0 - p[i - 1].x1 > PART_EM * p[i].em;
}

/* What a left edge would part: the table on its left, the box on its right. */
typedef struct {
    float x, top, bottom;
    int starts;
} Edge;

static int find_edges(const Lines *lines, float least, Edge *edges)
{
    int n = 0;
    for (ptrdiff_t r = 0; r < lines->n_runs; r++)
        for (ptrdiff_t i = lines->runs[r].from; i < lines->runs[r].to; i++) {
            const Piece *p = &lines->pieces[i];
            if (p->x0 < least || !is_letter(p->text) ||
                !begins_part(lines->pieces, &lines->runs[r], i))
                continue;
            int k = 0;
            while (k < n && fabsf(edges[k].x - p->x0) > EDGE_POINTS)
                k++;
            if (k == CANDIDATES)
                continue;
            if (k == n)
                edges[n++] = (Edge){ .x = p->x0, .top = p->y0 };
            edges[k].bottom = p->y1;
            edges[k].starts++;
        }
    return n;
}

/* Whether a line of the table stands at the same height. */
static bool is_level(const Lines *lines, const Piece *p, float x)
{
    for (ptrdiff_t r = 0; r < lines->n_runs; r++)
        for (ptrdiff_t i = lines->runs[r].from; i < lines->runs[r].to; i++) {
            const Piece *q = &lines->pieces[i];
            if (q->x1 < x && fabsf(q->y1 - p->y1) < LEVEL_POINTS)
                return true;
        }
    return false;
}

static bool is_margin(const Lines *lines, const Edge *e)
{
    int rows = 0, parts = 0, labelled = 0, level = 0;
    for (ptrdiff_t r = 0; r < lines->n_runs; r++) {
        const Run *run = &lines->runs[r];
        bool money_left = false;
        ptrdiff_t first = run->to;
        for (ptrdiff_t i = run->from; i < run->to; i++) {
            const Piece *p = &lines->pieces[i];
            if (p->y1 < e->top || p->y0 > e->bottom)
                continue;
            if (p->x0 < e->x - EDGE_POINTS) {
                if (p->x1 > e->x - GUTTER_POINTS)
                    return false;
                money_left |= is_money(p->text);
            } else if (first == run->to) {
                first = i;
            }
        }
        rows += money_left;
        if (first == run->to || !is_letter(lines->pieces[first].text))
            continue;
        parts++;
        labelled += is_money(lines->pieces[run->to - 1].text);
        level += is_level(lines, &lines->pieces[first], e->x - GUTTER_POINTS);
    }
    return rows >= TABLE_ROWS_MIN && labelled >= LABELLED_MIN && labelled * 10 >= parts * 4 &&
           level * 10 <= parts * 4;
}

void find_margin(PageRead *l, const Page *page, Piece *p, ptrdiff_t n)
{
    Edge edges[CANDIDATES];
    if (n > PIECES_MAX || page->by_ocr)
        return;
    ArenaMark mark = arena_mark(l->scratch);
    Lines lines = lines_of(l, p, n);
    int n_edges = find_edges(&lines, page->width * 0.4f, edges);
    const Edge *best = NULL;
    for (int i = 0; i < n_edges; i++)
        if (edges[i].starts >= STARTS_MIN && (!best || edges[i].starts > best->starts) &&
            is_margin(&lines, &edges[i]))
            best = &edges[i];
    for (ptrdiff_t i = 0; best && i < n; i++)
        p[i].aside =
            p[i].x0 >= best->x - EDGE_POINTS && p[i].y1 >= best->top && p[i].y0 <= best->bottom;
    arena_reset(l->scratch, mark);
}
