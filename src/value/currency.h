/* Currencies: the ISO 4217 codes, those of the past that old files still carry, and a few others in
 * use.
 *
 * A Currency is its three letters packed into 15 bits, so the number never changes when the table
 * grows, sorts like the code, may be written as a constant (CURRENCY('E', 'U', 'R')) and costs two
 * bytes. 0 is no currency. Databases, files and answers carry the letters. The table is
 * data/currencies.tsv. */
#ifndef FLORIN_VALUE_CURRENCY_H
#define FLORIN_VALUE_CURRENCY_H

#include "base/base.h"

typedef uint16_t Currency;

#define CURRENCY_NONE     ((Currency)0)
#define CURRENCY(a, b, c) ((Currency)((((a) - '@') << 10) | (((b) - '@') << 5) | ((c) - '@')))

/* No currency has more decimal digits than this. */
enum { CURRENCY_DIGITS_MAX = 9 };

typedef struct {
    Currency currency;
    uint16_t numeric; /* ISO 4217 number; 0 where there is none */
    int digits;       /* decimal digits of the minor unit */
    Str code;
    Str name;      /* in English */
    Str withdrawn; /* "2002-03": the month it ended; empty while it is in use */
} CurrencyInfo;

/* The currency with this three-letter code, in either case; CURRENCY_NONE when there is none. */
Currency currency_find(Str code);

/* The currency with this ISO number (OFX, MT940 and card files use it); the one in use wins over a
 * withdrawn one of the same number. CURRENCY_NONE when there is none. */
Currency currency_find_numeric(int numeric);

/* Whether c is in the table. Everything below requires it. */
bool currency_known(Currency c);

/* Decimal digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD, 8 for BTC. */
int currency_digits(Currency c);

/* The three letters; lives as long as the program. */
Str currency_code(Currency c);

const CurrencyInfo *currency_info(Currency c);

/* The whole table, sorted by code, for lists: *n gets its length. */
const CurrencyInfo *currency_list(ptrdiff_t *n);

#endif
