/* Private to the layout: what a line of a table holds. */
#ifndef FLORIN_LAYOUT_ROW_LINE_H
#define FLORIN_LAYOUT_ROW_LINE_H

#include "layout/page_read.h"

/* What a line of the table is made of. */
typedef struct {
    const Token *days[3];
    int n_days;
    RowFigure figures[FIGURES_MAX];
    int n_figures;
    int amounts, balances;
    int texts;         /* words that are neither */
    float text_x;      /* where the first of them begins; 0: none */
    Str text;          /* of them */
    bool year_only;    /* a year below a day */
    bool money_beside; /* a figure of money that stands in no column */
} Parsed;

/* What stands between two places of the line. */
Parsed row_line(PageRead *l, const Table *t, float from, float to, const Line *line);

/* The kind of a line by its words; ROW_MOVES where they do not say. */
RowKind row_line_kind(PageRead *l, const Parsed *p);

#endif
