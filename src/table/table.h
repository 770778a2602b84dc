/* Tables of text cells: what CSV files and spreadsheets have in common before any meaning. */
#ifndef FLORIN_TABLE_TABLE_H
#define FLORIN_TABLE_TABLE_H

#include "statement/statement.h"
#include "statement/words.h"
#include "text/datetext.h"
#include "value/currency.h"

/* What a spreadsheet says that a cell is. Text may still be a date or a figure in anybody's manner
 * of writing; the other two are written in one way only: 1234.5 and 2024-12-31[T08:15:00]. */
typedef enum { CELL_TEXT, CELL_NUMBER, CELL_DATE } CellType;

typedef struct {
    Str *cells; /* trimmed UTF-8; live until the next row is asked for */
    const uint8_t *types; /* a CellType each; NULL: all are text */
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

/* What the reading of one file shares. */
typedef struct {
    Ctx *c;
    Arena *scratch; /* reset per row or batch; c->mem holds what lives on */
    const Words *words;
    WordsOfDates dates; /* for date_read */
    /* The last date and currency that were read: rows that follow one another repeat them. */
    Str currency_cell;
    char date_cell[24];
    int date_bytes;
    Date date;
    const Mapped *given; /* the mapping a person gave; NULL: the evidence decides */
    ptrdiff_t n_given;
} Reading;

/* Facts that the lines around the table state. */
typedef struct {
    Str account_number;
    Str currency;
    Str account_type;
    DateText from, to;    /* form DATE_FORM_NONE if not stated */
    Str opening, closing; /* as printed; read when the decimal mark is known */
    int64_t opening_line, closing_line;
    Str later; /* a closing balance that another line states behind the first */
} TableFacts;

/* Reads the cells of a row that is no transaction: labels and the figures behind them. True when
 * it held any. */
bool facts_read(Reading *r, const TableRow *row, TableFacts *facts);

/* The same from a small table above the movements: a line of names and a line of values. */
void facts_of_summary(Reading *r, const TableRow *names, const TableRow *values, TableFacts *facts);

static inline CellType cell_type(const TableRow *row, int column)
{
    return row->types && column >= 0 && column < row->n ? (CellType)row->types[column] : CELL_TEXT;
}

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

/* Reads every table of the source into statements for the sink. */
bool table_statements(Ctx *c, TableSource *source, const StatementSink *sink);

#endif
