/* Exact decimal numbers: mantissa / 10^scale. Exchange rates, percentages, quantities and what a
 * file says before it is known which currency it is in. Nothing here ever passes through a floating
 * point number. */
#ifndef FLORIN_VALUE_DECIMAL_H
#define FLORIN_VALUE_DECIMAL_H

#include "base/base.h"

enum { DECIMAL_SCALE_MAX = 18, DECIMAL_TEXT_MAX = 24 };

typedef struct {
    int64_t mantissa;
    int32_t scale; /* 0 … DECIMAL_SCALE_MAX digits after the point */
} Decimal;

/* How much of one currency a unit of another is worth: EUR→USD 1.0825 is {10825, 4}. */
typedef Decimal Rate;

/* How a result that does not fit is made to fit; always said by the caller. */
typedef enum {
    ROUND_HALF_EVEN, /* nearest; a tie to the even neighbour (banker's) */
    ROUND_HALF_UP,   /* nearest; a tie away from zero, as bills and taxes do */
    ROUND_DOWN,      /* towards zero */
    ROUND_UP,        /* away from zero */
    ROUND_FLOOR,     /* towards minus infinity */
    ROUND_CEILING    /* towards plus infinity */
} Rounding;

typedef enum {
    NUMBER_OK,
    NUMBER_MALFORMED,       /* not a decimal number */
    NUMBER_TOO_MANY_DIGITS, /* more digits after the point than there is room for; never rounded */
    NUMBER_OVERFLOW,        /* does not fit 64 bits */
    NUMBER_MIXED            /* two currencies where one is needed */
} NumberResult;

/* "is not a decimal number" and the like, to follow the name of a field in a message. */
const char *number_result_text(NumberResult result);

/* Reads [+-]digits[.digits][e[+-]digits], so every JSON number. The scale is kept as written
 * ("1.50" is {150, 2}); an exponent moves the point. No spaces, no grouping, no bare point. *out is
 * set only when NUMBER_OK. */
NumberResult decimal_parse(Str text, Decimal *out);

/* Writes every digit of the scale: {150, 2} is "1.50", {-5, 3} is "-0.005". */
void buf_decimal(Buf *out, Decimal d);
Str decimal_text(Arena *mem, Decimal d);
/* The same into memory of one's own, unterminated; the length. */
ptrdiff_t decimal_write(Decimal d, char out[DECIMAL_TEXT_MAX]);

/* 10 to the power of 0 … DECIMAL_SCALE_MAX. */
int64_t decimal_power(int digits);

/* The same number without zeros at its end: {1500, 3} becomes {15, 1}. */
Decimal decimal_trim(Decimal d);

/* -1, 0, 1 as a < b, a = b, a > b, by value: 1.5 equals 1.50. */
int decimal_compare(Decimal a, Decimal b);

/* The mantissa of d at another scale. Exact: NUMBER_TOO_MANY_DIGITS when digits other than 0 would
 * be lost. */
NumberResult decimal_at_scale(Decimal d, int scale, int64_t *mantissa);

/* The same, rounding what does not fit. */
NumberResult decimal_round(Decimal d, int scale, Rounding rounding, int64_t *mantissa);

/* numerator / denominator rounded to a whole number. The denominator must not be 0. NUMBER_OVERFLOW
 * when the result does not fit 64 bits. The 128-bit heart of every division of money. */
NumberResult divide_rounded(__int128 numerator, __int128 denominator, Rounding rounding,
                            int64_t *out);

#endif
