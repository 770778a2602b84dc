/* Checked arithmetic on minor units. */
#include "value/money.h"

#include <assert.h>
#include <stdlib.h>

/* The currency that both share; false when they have two. Nothing of no currency goes with any. */
static bool common_currency(Money a, Money b, Currency *out)
{
    if (a.currency != b.currency && (a.currency != CURRENCY_NONE || a.minor != 0) &&
        (b.currency != CURRENCY_NONE || b.minor != 0))
        return false;
    *out = a.currency != CURRENCY_NONE ? a.currency : b.currency;
    return true;
}

NumberResult money_add(Money a, Money b, Money *out)
{
    Money sum = { 0 };
    if (!common_currency(a, b, &sum.currency))
        return NUMBER_MIXED;
    if (__builtin_add_overflow(a.minor, b.minor, &sum.minor))
        return NUMBER_OVERFLOW;
    *out = sum;
    return NUMBER_OK;
}

NumberResult money_sub(Money a, Money b, Money *out)
{
    Money difference = { 0 };
    if (!common_currency(a, b, &difference.currency))
        return NUMBER_MIXED;
    if (__builtin_sub_overflow(a.minor, b.minor, &difference.minor))
        return NUMBER_OVERFLOW;
    *out = difference;
    return NUMBER_OK;
}

NumberResult money_neg(Money a, Money *out)
{
    return money_sub((Money){ 0 }, a, out);
}

NumberResult money_mul(Money a, int64_t factor, Money *out)
{
    int64_t product = 0;
    if (__builtin_mul_overflow(a.minor, factor, &product))
        return NUMBER_OVERFLOW;
    *out = (Money){ product, a.currency };
    return NUMBER_OK;
}

NumberResult money_compare(Money a, Money b, int *out)
{
    Currency currency = CURRENCY_NONE;
    if (!common_currency(a, b, &currency))
        return NUMBER_MIXED;
    *out = (a.minor > b.minor) - (a.minor < b.minor);
    return NUMBER_OK;
}

bool money_equal(Money a, Money b)
{
    return a.minor == b.minor && a.currency == b.currency;
}

NumberResult money_scale(Money a, int64_t numerator, int64_t denominator, Rounding rounding,
                         Money *out)
{
    int64_t minor = 0;
    NumberResult result =
        divide_rounded((__int128)a.minor * numerator, denominator, rounding, &minor);
    if (result == NUMBER_OK)
        *out = (Money){ minor, a.currency };
    return result;
}

static int digits_of(Currency c)
{
    return c == CURRENCY_NONE ? 0 : currency_digits(c);
}

/* The digits of both currencies and the rate's scale make one power of ten, to divide or to
 * multiply by. */
NumberResult money_convert(Money a, Rate rate, Currency to, Rounding rounding, Money *out)
{
    __int128 product = (__int128)a.minor * rate.mantissa;
    int shift = digits_of(to) - digits_of(a.currency) - rate.scale;
    int64_t minor = 0;
    NumberResult result = NUMBER_OVERFLOW;
    if (shift <= 0) {
        __int128 divisor = 1;
        for (int i = shift; i < 0; i++)
            divisor *= 10;
        result = divide_rounded(product, divisor, rounding, &minor);
    } else if (!__builtin_mul_overflow(product, (__int128)decimal_power(shift), &product)) {
        result = divide_rounded(product, 1, rounding, &minor);
    }
    if (result == NUMBER_OK)
        *out = (Money){ minor, to };
    return result;
}

typedef struct {
    int64_t rest; /* what was cut off this part, in sum-of-weights-ths of a unit */
    ptrdiff_t index;
} Remainder;

static int larger_first(const void *a, const void *b)
{
    const Remainder *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest < y->rest ? 1 : -1;
    return (x->index > y->index) - (x->index < y->index);
}

static bool sum_weights(const int64_t *weights, ptrdiff_t n, int64_t *sum)
{
    *sum = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (weights[i] < 0 || __builtin_add_overflow(*sum, weights[i], sum))
            return false;
    return *sum > 0;
}

bool money_share(Arena *mem, Money whole, const int64_t *weights, ptrdiff_t n, int64_t *parts)
{
    int64_t sum = 0;
    if (n < 1 || !sum_weights(weights, n, &sum))
        return false;
    Remainder *remainders = NEW_ARRAY(mem, Remainder, n);
    int64_t left = whole.minor;
    for (ptrdiff_t i = 0; i < n; i++) {
        __int128 product = (__int128)whole.minor * weights[i];
        parts[i] = (int64_t)(product / sum);
        int64_t rest = (int64_t)(product % sum);
        remainders[i] = (Remainder){ rest < 0 ? -rest : rest, i };
        left -= parts[i];
    }
    if (left != 0)
        qsort(remainders, (size_t)n, sizeof *remainders, larger_first);
    int64_t unit = left < 0 ? -1 : 1;
    for (ptrdiff_t i = 0; left != 0; i++, left -= unit)
        parts[remainders[i].index] += unit;
    return true;
}

/* Whether text is -?digits[.digits], and how many digits follow the point. */
static bool is_plain_decimal(Str text, ptrdiff_t *after_point)
{
    ptrdiff_t i = text.n > 0 && text.p[0] == '-' ? 1 : 0;
    ptrdiff_t point = -1;
    if (i == text.n)
        return false;
    for (ptrdiff_t start = i; i < text.n; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        if (!digit && (text.p[i] != '.' || point >= 0 || i == start || i == text.n - 1))
            return false;
        if (!digit)
            point = i;
    }
    *after_point = point < 0 ? 0 : text.n - 1 - point;
    return true;
}

NumberResult money_parse(Str text, Currency currency, Money *out)
{
    ptrdiff_t after_point = 0;
    if (!is_plain_decimal(text, &after_point))
        return NUMBER_MALFORMED;
    if (after_point > currency_digits(currency))
        return NUMBER_TOO_MANY_DIGITS;
    Decimal d = { 0 };
    NumberResult result = decimal_parse(text, &d);
    return result == NUMBER_OK ? money_of_decimal(d, currency, out) : result;
}

NumberResult money_of_decimal(Decimal d, Currency currency, Money *out)
{
    int64_t minor = 0;
    NumberResult result = decimal_at_scale(d, currency_digits(currency), &minor);
    if (result == NUMBER_OK)
        *out = (Money){ minor, currency };
    return result;
}

Decimal money_decimal(Money m)
{
    return (Decimal){ m.minor, digits_of(m.currency) };
}

void buf_money(Buf *out, Money m)
{
    buf_decimal(out, money_decimal(m));
}

Str money_text(Arena *mem, Money m)
{
    return decimal_text(mem, money_decimal(m));
}
