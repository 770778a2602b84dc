/* What rows are at a glance, and the facts that the lines around a table state. */
#ifndef FLORIN_TABLE_FACTS_H
#define FLORIN_TABLE_FACTS_H

#include "table/reading.h"

/* Facts that the lines around the table state. */
typedef struct {
    Str account_number;
    Str currency;
    Str account_type;
    DateText from, to;    /* form DATE_FORM_NONE if not stated */
    Str opening, closing; /* as printed; read when the decimal mark is known */
    int64_t opening_line, closing_line;
    int64_t passed, passed_line; /* rows above the table that look like movements, the first */
    Str later;                   /* a closing balance that another line states behind the first */
} TableFacts;

/* Reads the cells of a row that is no transaction: labels and the figures behind them. True when
 * it held any. */
bool facts_read(Reading *r, const TableRow *row, TableFacts *facts);

/* The same from a small table above the movements: a line of names and a line of values. */
void facts_of_summary(Reading *r, const TableRow *names, const TableRow *values, TableFacts *facts);

bool row_blank(const TableRow *row);
/* The cells that are not empty, with " | " between, cut to a readable length: for findings. */
Str row_text(Arena *mem, const TableRow *row);
/* Whether the row reads like the names of columns. */
bool row_is_header(Reading *r, const TableRow *row);
/* Whether it holds a date and a figure in another cell. */
bool row_is_data(Reading *r, const TableRow *row);
/* Whole numbers and two digits behind them as one figure each, where the row has more cells than
 * names because its decimal commas divide it too: -750,00 between commas. True when that makes the
 * row fit. */
bool row_join_decimals(Arena *mem, TableRow *row, int width);
/* The width at which every row of a table without names fits so, if some digits begin with zero as
 * only decimals do; 0: none. */
int rows_joined_width(const TableRow *rows, ptrdiff_t n);
/* A copy whose cells live in mem. */
TableRow row_copy(Arena *mem, const TableRow *row);

/* The row's own scores as header. */
typedef struct {
    int filled, hits;  /* cells with text; those that are known names */
    bool date, amount; /* names of these among them */
} HeaderScore;
HeaderScore row_header_score(Reading *r, const TableRow *row);
/* Whether two rows have the same cells; those that one lacks are blank. */
bool rows_equal(const TableRow *a, const TableRow *b);

#endif
