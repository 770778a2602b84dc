/* What the cells of a column are: the evidence that maps columns to meanings. */
#ifndef FLORIN_TABLE_COLUMN_H
#define FLORIN_TABLE_COLUMN_H

#include "table/reading.h"
#include "text/datetext.h"
#include "text/number.h"

enum { COLUMN_DISTINCT_MAX = 24 };

typedef struct {
    Str header;                    /* none without a header row */
    uint8_t scores[MEANING_COUNT]; /* what the header means */
    int best;                      /* the highest of them */

    int rows;     /* rows seen */
    int filled;   /* cells with text */
    int nothings; /* of these, cells that only say that there is nothing: "-", "n/a" */
    int dates;    /* cells that are dates with a year (or, where the header says date, any date) */
    int part_dates; /* dates without a year */
    int numbers, whole, money, negative, positive, zero;
    int typed_dates, typed_numbers; /* of these, cells that a spreadsheet holds as such */
    int max_typed_day;              /* of the typed dates */
    int signs;                      /* figures with a sign or brackets written */
    int only_point, only_comma;     /* figures that allow one decimal mark only */
    int either;                     /* figures whose two readings differ */
    int three_point, three_comma;   /* of these, "1.234" and "1,234" */
    int max_scale;
    int codes;             /* currency codes */
    int ways_in, ways_out; /* cells that are flags */
    int figure_flags;      /* figures with Dr/Cr beside them */
    int coded;             /* whole figures that begin with zeros: "005" */
    int statuses;
    int answers;      /* yes or no */
    StatusWord state; /* that the header names, for a column of answers: "Pending", "Booked" */
    int ibans;
    int64_t text_bytes;
    int texts; /* cells that are neither figures nor dates */

    uint8_t orders;                 /* orders of dates that every date cell allows */
    int order_rows[9];              /* by DateOrder: cells that allow it */
    DateText example;               /* the first date */
    int min_a, max_a, min_c, max_c; /* of the parts of numeric dates */
    bool meridiem;

    uint64_t distinct[COLUMN_DISTINCT_MAX];
    int n_distinct; /* up to COLUMN_DISTINCT_MAX */
    Str first;      /* the first text, on the unit's arena */
    bool minor;     /* the header says that figures are in minor units */
    Str unit;       /* the currency that the header states by its code; none if it does not */
    Str currency;   /* stated in header or cells; none, or if several */
    bool currencies_differ;
    Currency format_unit; /* that number formats show; none, or if several */
    bool format_units_differ;
} Column;

typedef struct {
    Column *at;
    int n;
} Columns;

/* Empty evidence for n columns; header may be NULL. */
Columns columns_new(Reading *r, const TableRow *header, int n);

/* Adds a row's cells to the evidence. */
void columns_add(Reading *r, Columns *columns, const TableRow *row);

/* One name over two columns, "Balance" above the currency and nothing above the figure: the name is
 * the figure's. When all rows are added. */
void columns_share_names(Columns *columns);

/* Whether the column holds dates so far as its header and cells say; how sure, 0 … 200. */
int column_date_score(const Column *k);
/* Whether at least nine tenths of its filled cells are figures. */
bool column_is_figures(const Column *k);
/* Whether the cell only says that there is nothing: blank, "-", "n/a". */
bool cell_says_nothing(Str cell);
/* Whether the header says date. */
bool header_says_date(const uint8_t scores[MEANING_COUNT]);

#endif
