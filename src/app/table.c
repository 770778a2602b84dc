/* Tables of text. */
#include "app/table.h"

#include "text/utf8.h"

#include <string.h>

enum { GAP = 2, MOST_COLUMNS = 16 };

Table table_new(Arena *mem, const char *align)
{
    return (Table){ .mem = mem, .align = align, .n_columns = (ptrdiff_t)strlen(align) };
}

void table_add(Table *t, const Str *cells)
{
    if (t->n + t->n_columns > t->room) {
        ptrdiff_t room = t->room ? t->room * 2 : 16 * t->n_columns;
        t->cells =
            arena_grow(t->mem, t->cells, (size_t)t->room * sizeof(Str), (size_t)room * sizeof(Str));
        t->room = room;
    }
    for (ptrdiff_t i = 0; i < t->n_columns; i++)
        t->cells[t->n++] = cells[i];
}

static void print_cell(FILE *to, Str cell, ptrdiff_t width, bool right, bool last)
{
    ptrdiff_t pad = width - utf8_count(cell);
    if (pad < 0)
        pad = 0;
    if (right)
        fprintf(to, "%*s%.*s", (int)pad, "", STR_ARG(cell));
    else
        fprintf(to, "%.*s%*s", STR_ARG(cell), last ? 0 : (int)pad, "");
    if (!last)
        fprintf(to, "%*s", GAP, "");
}

void table_print(FILE *to, const Table *t)
{
    ptrdiff_t widths[MOST_COLUMNS] = { 0 };
    for (ptrdiff_t i = 0; i < t->n; i++) {
        ptrdiff_t n = utf8_count(t->cells[i]), *width = &widths[i % t->n_columns];
        *width = n > *width ? n : *width;
    }
    for (ptrdiff_t i = 0; i < t->n; i++) {
        ptrdiff_t column = i % t->n_columns;
        bool last = column + 1 == t->n_columns;
        print_cell(to, t->cells[i], widths[column], t->align[column] == 'r', last);
        if (last)
            fputc('\n', to);
    }
}
