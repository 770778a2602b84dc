/* Private to the layout: the columns of figures of a table. */
#ifndef FLORIN_LAYOUT_LANES_H
#define FLORIN_LAYOUT_LANES_H

#include "layout/page_read.h"

#define EDGE 2.6f /* points by which aligned edges differ */

/* Where a figure, or a lane, stands: its right edge, left edge or middle. */
float edge_of(const Token *t, Align align);
float edge_of_lane(const Lane *k, Align align);

/* Whether figures of both lanes stand on one line. */
bool side_by_side(const PageRead *l, const Table *t, const Lane *a, const Lane *b);

/* Sets the role of every lane, by the names over them and by how their figures go together. */
void set_roles(PageRead *l, Table *t);

#endif
