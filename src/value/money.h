/* Money: whole minor units of one currency in 64 bits, and arithmetic that refuses rather than
 * lies.
 *
 * Every operation that could overflow or would mix two currencies returns a NumberResult and leaves
 * *out as it was unless that is NUMBER_OK. A zeroed Money (nothing, of no currency) may be added to
 * any money, so sums can start from { 0 }. What rounds takes the name of its rounding. */
#ifndef FLORIN_VALUE_MONEY_H
#define FLORIN_VALUE_MONEY_H

#include "base/base.h"
#include "value/currency.h"
#include "value/decimal.h"

typedef struct {
    int64_t minor; /* minor units: cents for EUR, yen for JPY */
    Currency currency;
} Money;

NumberResult money_add(Money a, Money b, Money *out);
NumberResult money_sub(Money a, Money b, Money *out);
NumberResult money_neg(Money a, Money *out);
NumberResult money_mul(Money a, int64_t factor, Money *out);

/* -1, 0, 1 in *out; NUMBER_MIXED for two currencies. */
NumberResult money_compare(Money a, Money b, int *out);

/* Same amount and same currency. */
bool money_equal(Money a, Money b);

/* a × numerator / denominator with 128 bits in between; the denominator must not be 0. */
NumberResult money_scale(Money a, int64_t numerator, int64_t denominator, Rounding rounding,
                         Money *out);

/* a in another currency: a × rate, from a's digits to those of `to`. */
NumberResult money_convert(Money a, Rate rate, Currency to, Rounding rounding, Money *out);

/* Splits whole into n parts in proportion to the weights, parts[i] in minor units, that sum to the
 * whole exactly (largest remainder, Hamilton's method: each gets its share rounded towards zero,
 * and the units left over go one each to those with the largest remainders, the earlier of equals
 * first). A weight of 0 gets 0. False when n < 1, a weight is negative, all are 0, or their sum
 * overflows. Scratch memory comes from mem. */
bool money_share(Arena *mem, Money whole, const int64_t *weights, ptrdiff_t n, int64_t *parts);

/* Reads an amount as the API takes it: -?digits[.digits], a plain decimal with at most the
 * currency's digits and no exponent, so also a JSON number's source text. "1", "1.5" and "1.50" are
 * the same euros; "1.500" is refused (NUMBER_TOO_MANY_DIGITS) because somewhere it means a
 * thousand. The currency must be known. */
NumberResult money_parse(Str text, Currency currency, Money *out);

/* The amount a decimal states, exactly; zeros past the currency's digits are fine, other digits are
 * NUMBER_TOO_MANY_DIGITS. */
NumberResult money_of_decimal(Decimal d, Currency currency, Money *out);
Decimal money_decimal(Money m);

/* "-45.50": all of the currency's digits, no grouping, no code. A Money of no currency prints as a
 * whole number. */
void buf_money(Buf *out, Money m);
Str money_text(Arena *mem, Money m);

#endif
