/* Figures as files write them: "1.234,56-", "(1,234.56)", "₹ 1,23,456.00 Dr", "- $12.01",
 * "1'234.50", "1.234,-", "12,50 EUR", "R$ -3,00".
 *
 * One cell alone often allows two readings ("1,234" is a thousand or a little more than one), so a
 * cell gives both, and whoever sees the whole column decides. Nothing is rounded and nothing is
 * guessed: a cell that is not wholly a figure is not one. */
#ifndef FLORIN_TEXT_NUMBER_H
#define FLORIN_TEXT_NUMBER_H

#include "value/decimal.h"

typedef enum { MARK_POINT = 1, MARK_COMMA = 2 } DecimalMark;

typedef struct {
    uint8_t marks;  /* which decimal marks the cell allows: MARK_POINT | MARK_COMMA */
    bool ambiguous; /* both, with different values */
    bool overflow;  /* a figure, but past 64 bits or 18 digits behind the mark */
    bool grouped;   /* by any sign but the decimal mark, in the first reading */
    bool bracketed; /* (1.00): negative */
    int8_t sign;    /* -1 or 1 as written (brackets are -1); 0: no sign */
    char flag;      /* 'D' or 'C' written beside it (Dr, Cr, D, C, S, H); 0: none */
    Decimal point;  /* the value with a decimal point, signed by sign; set if allowed */
    Decimal comma;
    Str currency; /* ISO code where the cell names one that is certain; none otherwise */
    bool money;   /* a currency sign or name stands in the cell, certain or not */
} NumberText;

/* Reads a cell that is wholly a figure; false when it is not one (*out is then zero, but for
 * overflow). Percentages and exponents are not figures of money. */
bool number_read(Str cell, NumberText *out);

/* The reading with that mark; false when the cell does not allow it. */
bool number_value(const NumberText *n, DecimalMark mark, Decimal *out);

/* The common form quickly: [-]digits with the mark and, if grouped, groups of three by the other of
 * "." and ",". False for everything else, which number_read may still understand. */
bool number_plain(Str cell, DecimalMark mark, Decimal *out);

/* The ISO code that a sign or name of a currency stands for ("€", "zł", "Rs" is none: several
 * countries use it); none when it is not certain. *known tells whether it is one at all. */
Str number_currency(Str sign, bool *known);

#endif
