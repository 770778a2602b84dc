/* Rows of text cells, before any meaning: what CSV files and spreadsheets have in common. */
#ifndef FLORIN_TABLE_SOURCE_H
#define FLORIN_TABLE_SOURCE_H

#include "statement/statement.h"
#include "value/currency.h"

/* What a spreadsheet says that a cell is. Text may still be a date or a figure in anybody's manner
 * of writing; the other two are written in one way only: 1234.5 and 2024-12-31[T08:15:00]. */
typedef enum { CELL_TEXT, CELL_NUMBER, CELL_DATE } CellType;

typedef struct {
    Str *cells;            /* trimmed UTF-8; live until the next row is asked for */
    const uint8_t *types;  /* a CellType each; NULL: all are text */
    const Currency *units; /* what number formats say of figures; NULL: none says anything */
    int n;
    int64_t line;
    bool several_lines; /* a cell may hold a line end */
    bool recovered;     /* a quote in it is never closed and was read as a character */
    bool bad_text;      /* bytes that are not in the file's character set */
    bool zeros;         /* NUL bytes were taken out */
    bool misplaced;     /* its number is not above that of the row before it */
    int64_t position;   /* for seek */
} TableRow;

/* Rows one after the other. next gives false at the end and after fail(). */
typedef struct TableSource {
    void *state;
    Arena *mem; /* what rows need beyond the file's bytes; set and reset by table_statements */
    bool (*next)(struct TableSource *source, Ctx *c, TableRow *row);
    void (*seek)(struct TableSource *source, int64_t position, int64_t line);
    const char *damaged; /* what is wrong with the file as a whole; NULL: nothing */
    const char *remark;  /* what a person should check of every such file; NULL: nothing */
    Str format;          /* "csv" */
    Str sheet;           /* none for CSV */
    const Mapped *given; /* as ParseOptions.mapping */
    ptrdiff_t n_given;
    bool with_source;        /* as ParseOptions.with_source */
    Str encoding, delimiter; /* of delimited text */
} TableSource;

static inline CellType cell_type(const TableRow *row, int column)
{
    return row->types && column >= 0 && column < row->n ? (CellType)row->types[column] : CELL_TEXT;
}

static inline Str row_cell(const TableRow *row, int column)
{
    return column >= 0 && column < row->n ? row->cells[column] : (Str){ 0 };
}

#endif
