/* Private to the layout: the words of a line to tokens. */
#ifndef FLORIN_LAYOUT_TOKENS_H
#define FLORIN_LAYOUT_TOKENS_H

#include "layout/page_read.h"

/* A word of a page with what sorting needs. */
typedef struct {
    Str text;
    float x0, x1, y0, y1, mid, em;
    int32_t confidence_ppm;
    bool bold;
    bool aside; /* of a box in the margin of a table */
} Piece;

/* Where the line that begins at p[from] ends; the pieces stand from top to bottom. */
ptrdiff_t line_end(const Piece *p, ptrdiff_t n, ptrdiff_t from);

/* Sets aside; reorders pieces within their lines. */
void find_margin(PageRead *l, const Page *page, Piece *p, ptrdiff_t n);

/* Sets line->tokens from its words, which stand from left to right. */
void line_tokens(PageRead *l, Line *line, const Piece *p, int n);

#endif
