/* Private to the layout: the columns of the pages' tables as a person sees them, what they were
 * taken for, and what a given mapping (ParseOptions.mapping) says instead.
 *
 * They are those of the main table, which has the most rows: its names from left to right, with
 * columns that have no name at their places. A given mapping is for these, and for names of other
 * tables that read the same; what else other tables have is read as it was found. */
#ifndef FLORIN_LAYOUT_COLUMNS_H
#define FLORIN_LAYOUT_COLUMNS_H

#include "layout/solve.h"
#include "statement/cells.h"

/* Finds the main table and its columns, once the rows are there. */
void columns_find(PageRead *l);

/* Takes the given mapping: names mean what it says from now on. The tables must be made again. */
void columns_tell(PageRead *l);

/* The roles of the table's lanes as the given mapping has them. */
void columns_set_roles(const PageRead *l, Table *t);

/* Sets s->mapping: which column is what, and the forms of dates and figures. */
void columns_describe(PageRead *l, const Group *g, const Verdict *v, Statement *s);

/* The main table as cells, its names first; no more than `most` rows, all when it is 0. */
bool columns_cells(PageRead *l, ptrdiff_t most, CellSet *out);

/* --- what its files share --- */

enum { COLUMN_FIELDS = 20 };

/* What Mapped.field calls a meaning, in the order in which a mapping lists them. */
typedef struct {
    Str field;
    Meaning means;
} FieldMeaning;
extern const FieldMeaning column_fields[COLUMN_FIELDS];

/* MEANS_NOTHING, none and LANE_NOTHING for what is in no mapping. */
Meaning column_meaning(Str field);
Str column_field(Meaning m);
LaneRole column_role(Meaning m);
bool column_is_date(Meaning m);

/* Whether the table has the columns of the main one; and its rows that move something. */
bool column_is_main(const PageRead *l, const Table *t);
ptrdiff_t column_rows(const Table *t);

/* The column in which the figures of a lane stand; NULL. */
const PageColumn *column_of_lane(const PageRead *l, const Table *t, const Lane *lane);
/* The column that a word of a row stands in; -1. */
int column_of_text(const PageRead *l, const Table *t, const Row *r, const Token *k);
/* The name of the column in a panel; NULL when it has none. */
const Name *column_name(const PageRead *l, const Table *t, const PageColumn *k, int panel);

#endif
