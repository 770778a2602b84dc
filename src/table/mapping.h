/* Which column of a table is what, and how its figures are read. */
#ifndef FLORIN_TABLE_MAPPING_H
#define FLORIN_TABLE_MAPPING_H

#include "table/column.h"

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
    int amount_other; /* amounts in another currency, of the rows that leave amount blank */
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

#endif
