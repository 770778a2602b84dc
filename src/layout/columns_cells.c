/* The columns of pages: the main table as cells. */
#include "layout/columns.h"

#include <math.h>

static int index_of(const PageRead *l, const PageColumn *k)
{
    return k ? (int)(k - l->columns) : -1;
}

static int column_of_day(const PageRead *l, const Table *t, const Row *r, const Token *day)
{
    int best = -1;
    float least = 1e9f;
    for (int i = 0; i < l->n_columns; i++) {
        const PageColumn *k = &l->columns[i];
        const Name *n = column_name(l, t, k, r->panel);
        bool bare = !n && !k->is_lane && (str_eq(k->field, S("date")) == (day == r->day));
        float off = n ? fabsf((n->x0 + n->x1 - day->x0 - day->x1) / 2) : bare ? 0 : 1e9f;
        if ((bare || (n && !k->is_lane)) && off < least) {
            least = off;
            best = i;
        }
    }
    return best;
}

static void add_word(PageRead *l, Str *cell, const Token *k)
{
    Arena *mem = l->c->mem;
    *cell = cell->n ? str_fmt(mem, "%.*s%s%.*s", STR_ARG(*cell), k->joined && !k->gap ? "" : " ",
                              STR_ARG(k->text))
                    : str_copy(mem, k->text);
}

static void fill_cells(PageRead *l, const Table *t, const Row *r, Str *cells)
{
    for (int n = 0; n < r->n_lines; n++) {
        const Line *line = &l->lines[r->lines[n]];
        int at = -1;
        if (l->bare && r->lines[n] == l->main_head->first)
            continue;
        for (int i = 0; i < line->n; i++) {
            const Token *k = &line->tokens[i];
            float mid = (k->x0 + k->x1) / 2;
            int own = -1;
            if (mid < r->from || mid > r->to)
                continue;
            for (int f = 0; f < r->n_figures && own < 0; f++)
                if (r->figures[f].token == k)
                    own = index_of(l, column_of_lane(l, t, &t->lanes[r->figures[f].lane]));
            if (own < 0 && (k == r->day || k == r->other_day || k == r->value_day))
                own = column_of_day(l, t, r, k);
            if (own < 0 && (at < 0 || k->gap))
                at = column_of_text(l, t, r, k);
            int column = own >= 0 ? own : at;
            at = own >= 0 ? -1 : at;
            if (column >= 0)
                add_word(l, &cells[column], k);
        }
    }
}

bool columns_cells(PageRead *l, ptrdiff_t most, CellSet *out)
{
    Arena *mem = l->c->mem;
    ptrdiff_t rows = 1;
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        rows += l->tables[i].counts && column_is_main(l, &l->tables[i]) ? column_rows(&l->tables[i])
                                                                        : 0;
    if (!l->n_columns)
        return fail(l->c, NO_TRANSACTIONS, NULL, "no table with dates and amounts was found");
    most = most > 0 && most < rows ? most : rows;
    CellSheet *sheet = NEW(mem, CellSheet);
    *sheet = (CellSheet){ .name = S("pages"), .state = S("visible") };
    sheet->rows = NEW_ARRAY(mem, Str *, rows);
    sheet->widths = NEW_ARRAY(mem, int32_t, rows);
    if (l->main_head) {
        Str *names = sheet->rows[sheet->n_rows] = NEW_ARRAY(mem, Str, l->n_columns);
        for (int i = 0; i < l->n_columns; i++)
            names[i] = str_copy(mem, l->columns[i].text);
        sheet->widths[sheet->n_rows++] = l->n_columns;
    }
    for (ptrdiff_t i = 0; i < l->n_tables; i++) {
        const Table *t = &l->tables[i];
        for (ptrdiff_t k = 0; t->counts && column_is_main(l, t) && k < t->n_rows; k++) {
            if (t->rows[k].kind != ROW_MOVES || sheet->n_rows == most)
                continue;
            sheet->rows[sheet->n_rows] = NEW_ARRAY(mem, Str, l->n_columns);
            fill_cells(l, t, &t->rows[k], sheet->rows[sheet->n_rows]);
            sheet->widths[sheet->n_rows++] = l->n_columns;
        }
    }
    *out = (CellSet){ sheet, 1 };
    return true;
}
