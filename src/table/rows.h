/* Sparse rows between a parser that pushes and the table reader that pulls.
 *
 * A parser of a sheet (XLSX, ODS, XLS, …) gives cells as it meets them; a TableSource gives whole
 * rows. In between the rows wait here, as few as one step of the parser brings. Cells without text
 * cost nothing, so a cell at the far corner of a sheet is one cell. */
#ifndef FLORIN_TABLE_ROWS_H
#define FLORIN_TABLE_ROWS_H

#include "table/cell.h"

enum { ROWS_COLUMNS_MAX = 16384, ROWS_NUMBER_MAX = 1 << 30 };

/* A block of cells that are one; rows and columns from 0. */
typedef struct {
    int64_t first_row, last_row;
    int32_t column;
} Merge;

typedef struct WaitingRow WaitingRow;
typedef struct ActiveMerge ActiveMerge;

typedef struct RowFeed {
    void *state;
    /* Begins at the first row again; false after fail(). */
    bool (*start)(struct RowFeed *feed, Ctx *c);
    /* Pushes what comes next; false at the end and after fail(). */
    bool (*step)(struct RowFeed *feed, Ctx *c);
    /* Gives back what start opened; may be NULL. */
    void (*stop)(struct RowFeed *feed);
    /* Merged blocks of several rows, in order of their first: the text of the first cell (no
     * figure) stands in the rows below it too. */
    const Merge *merges;
    ptrdiff_t n_merges;
    /* --- its own --- */
    Arena *mem, *spare; /* of the rows that wait */
    ArenaMark empty, spare_empty;
    WaitingRow *first, *last;
    bool running, ended;
    int64_t number; /* of the last row, from 1; 0: none yet */
    int64_t count;  /* rows taken since the start */
    int64_t wanted; /* the next row to give, counted so */
    int32_t width;  /* of the widest row given */
    ptrdiff_t next_merge;
    ActiveMerge *active;
    ptrdiff_t n_active;
} RowFeed;

/* Begins a row with that number, from 1; 0: the one behind the last. */
void rows_open(RowFeed *feed, int64_t number);
/* Puts a cell into the row; blank texts are passed over. kept: its bytes live as long as the feed,
 * else they are copied. */
void rows_cell(RowFeed *feed, int64_t column, CellValue value, bool kept);
/* The currency that the number format of the cell put last shows; CURRENCY_NONE is none. */
void rows_unit(RowFeed *feed, Currency unit);
void rows_close(RowFeed *feed);

/* A source over the feed. format is "xlsx" and the like. The feed lives on c->mem. */
TableSource rows_source(Ctx *c, RowFeed *feed, Str format, Str sheet);
/* Ends the feed and gives its memory back; NULL is allowed. */
void rows_done(RowFeed *feed);

#endif
