/* The mapping of a table's columns to meanings, found by evidence.
 *
 * Header words and the kinds of cells propose; arithmetic decides. Every way to read the amounts
 * that the columns allow (one signed column, a debit and a credit column, an amount and a flag,
 * gross with a fee beside it, …) is tried against the running or stated balances, and the one they
 * prove wins. What nothing in the file decides is taken in the likelier way and said: ambiguous. */
#ifndef FLORIN_TABLE_MAP_H
#define FLORIN_TABLE_MAP_H

#include "table/column.h"
#include "table/table.h"

enum { MAP_TEXTS_MAX = 16, MAP_NONE = -1 };

/* How the figures of a row become its amount. */
typedef enum {
    SIGN_LITERAL,      /* one column, as written */
    SIGN_INVERTED,     /* one column, spending written positive */
    SIGN_BY_FLAG,      /* the size of it, with the flag's direction */
    SIGN_TIMES_FLAG,   /* as written, turned round by a flag "out" */
    SIGN_BY_VALUE,     /* the size of it; one value of a column with two is money out */
    SIGN_BY_KIND,      /* the size of it, with the direction of the kind of transaction */
    SIGN_BY_BALANCE,   /* the size of it, the way the balance went */
    PAIR_SUBTRACT,     /* credit - debit */
    PAIR_ADD,          /* credit + debit: the debits are written negative */
    PAIR_SIZES,        /* |credit| - |debit| */
    PAIR_SIZES_SWAPPED /* |debit| - |credit|: the ledger's view, debit raises the balance */
} SignRule;

typedef enum { ORDER_UNKNOWN, OLDEST_FIRST, NEWEST_FIRST } FileOrder;

enum { LATE_DAYS = 7, YEAR_DAYS = 365 }; /* how far behind its period a row may be */

typedef struct {
    const Columns *columns;
    const Column *date_column;
    int date, date_fallback, value_date;
    DateOrder date_order;
    int year;   /* of dates without one; 0: not known */
    Date until; /* last day of a stated period that begins in the year before; or none */

    SignRule sign;
    int amount, debit, credit, flag;
    int fee;
    int fee_sign; /* what fee is multiplied by to give the change to the account; 0: in the amount
                   */
    int balance;
    uint64_t out_value; /* SIGN_BY_VALUE: the hash of that value */
    DecimalMark mark;   /* of amounts */
    DecimalMark *marks; /* by column */
    FileOrder file_order;
    int scale; /* digits behind the mark that proofs calculate with */

    int currency, currency_original, amount_original;
    int account, status, type, category, id;
    int descriptions[MAP_TEXTS_MAX], n_descriptions;
    int counterparties[4], n_counterparties;
    int counterparty_account;
    int references[6], n_references;

    Str default_currency; /* of rows that state none */
    int32_t confidence_ppm;
    bool by_account; /* balances run separately for each account of the rows */
    bool proven;     /* the balances bear the amounts out on the sample */
} Mapping;

/* Finds the mapping from the sample. False when no column holds dates or amounts: the table is not
 * one of transactions. Doubts go into s as findings and s->ambiguous. */
bool map_table(Reading *r, const Columns *columns, const TableRow *rows, ptrdiff_t n,
               const TableFacts *facts, Statement *s, Mapping *out);

/* Its parts, in the order map_table calls them. */
bool map_dates(Reading *r, const TableFacts *facts, Mapping *m);
void map_marks(Reading *r, Mapping *m, Statement *s);
bool map_amounts(Reading *r, const TableRow *rows, ptrdiff_t n, const TableFacts *facts,
                 Statement *s, Mapping *m);
void map_date_order(Reading *r, const TableRow *rows, ptrdiff_t n, const TableFacts *facts,
                    Statement *s, Mapping *m);
void map_texts(Mapping *m);
/* The order of dates that the given mapping states; 0 if it does not. */
DateOrder map_given_order(const Reading *r);
/* s->mapping from m. */
void map_describe(Reading *r, const Mapping *m, Statement *s);

/* The day in a cell of the date column; DATE_NONE if it holds none. */
Date map_date_of(Reading *r, const Mapping *m, int column, Str cell);

/* The figure in a cell of that column; false when it is none. A blank cell is none too. */
bool map_figure(const Mapping *m, int column, const TableRow *row, Decimal *out,
                NumberText *detail);

/* The amount of a row under the mapping, in units of 10^-scale; false when the row has none that
 * can be read. With SIGN_BY_BALANCE the size. */
typedef enum { AMOUNT_READ, AMOUNT_BLANK, AMOUNT_BAD, AMOUNT_BOTH } AmountResult;
AmountResult map_amount_of(Reading *r, const Mapping *m, const TableRow *row, Decimal *out);

/* The direction that the flag or the kind of the row says: -1 out, 1 in, 0 none. */
int map_way_of(Reading *r, const Mapping *m, const TableRow *row);

static inline Str row_cell(const TableRow *row, int column)
{
    return column >= 0 && column < row->n ? row->cells[column] : (Str){ 0 };
}

#endif
