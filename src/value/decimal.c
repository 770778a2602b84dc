/* Decimal numbers and the rounding division under all of money. */
#include "value/decimal.h"

#include <assert.h>

static const int64_t powers[DECIMAL_SCALE_MAX + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
};

const char *number_result_text(NumberResult result)
{
    switch (result) {
    case NUMBER_OK: return "is a number";
    case NUMBER_MALFORMED: return "is not a decimal number like -12.50";
    case NUMBER_TOO_MANY_DIGITS: return "has too many digits after the decimal point";
    case NUMBER_OVERFLOW: return "is too large";
    case NUMBER_MIXED: return "is in another currency";
    }
    return "is not a number";
}

int64_t decimal_power(int digits)
{
    assert(digits >= 0 && digits <= DECIMAL_SCALE_MAX);
    return powers[digits];
}

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

/* The exponent after an e: 1 … 4 digits, which is far more than any mantissa can use. */
static bool read_exponent(Str text, ptrdiff_t i, int *exponent)
{
    bool negative = i < text.n && text.p[i] == '-';
    if (i < text.n && (text.p[i] == '-' || text.p[i] == '+'))
        i++;
    if (i == text.n || text.n - i > 4)
        return false;
    int value = 0;
    for (; i < text.n; i++) {
        if (!is_digit(text.p[i]))
            return false;
        value = value * 10 + (text.p[i] - '0');
    }
    *exponent = negative ? -value : value;
    return true;
}

/* The mantissa and scale after an exponent: e moves the point, zeros fill in or fall off. */
static NumberResult shift_point(int64_t mantissa, int scale, int exponent, Decimal *out)
{
    if (mantissa == 0) {
        *out = (Decimal){ 0, 0 };
        return NUMBER_OK;
    }
    scale -= exponent;
    for (; scale < 0; scale++)
        if (__builtin_mul_overflow(mantissa, 10, &mantissa))
            return NUMBER_OVERFLOW;
    for (; scale > DECIMAL_SCALE_MAX && mantissa % 10 == 0; scale--)
        mantissa /= 10;
    if (scale > DECIMAL_SCALE_MAX)
        return NUMBER_TOO_MANY_DIGITS;
    *out = (Decimal){ mantissa, scale };
    return NUMBER_OK;
}

/* Digits from *i on, appended to the mantissa with its sign, so that INT64_MIN can be read too. */
static bool read_digits(Str text, ptrdiff_t *i, int sign, int64_t *mantissa, bool *overflow)
{
    ptrdiff_t start = *i;
    for (; *i < text.n && is_digit(text.p[*i]); ++*i) {
        if (__builtin_mul_overflow(*mantissa, 10, mantissa) ||
            __builtin_add_overflow(*mantissa, sign * (text.p[*i] - '0'), mantissa))
            *overflow = true;
    }
    return *i > start;
}

NumberResult decimal_parse(Str text, Decimal *out)
{
    ptrdiff_t i = 0;
    int sign = text.n > 0 && text.p[0] == '-' ? -1 : 1;
    if (text.n > 0 && (text.p[0] == '-' || text.p[0] == '+'))
        i++;
    int64_t mantissa = 0;
    bool overflow = false;
    if (!read_digits(text, &i, sign, &mantissa, &overflow))
        return NUMBER_MALFORMED;
    ptrdiff_t scale = 0;
    if (i < text.n && text.p[i] == '.') {
        ptrdiff_t start = ++i;
        if (!read_digits(text, &i, sign, &mantissa, &overflow))
            return NUMBER_MALFORMED;
        scale = i - start;
    }
    int exponent = 0;
    if (i < text.n) {
        if ((text.p[i] != 'e' && text.p[i] != 'E') || !read_exponent(text, i + 1, &exponent))
            return NUMBER_MALFORMED;
    }
    if (overflow)
        return NUMBER_OVERFLOW;
    if (exponent == 0 && scale <= DECIMAL_SCALE_MAX) {
        *out = (Decimal){ mantissa, (int32_t)scale };
        return NUMBER_OK;
    }
    return scale > INT16_MAX ? NUMBER_TOO_MANY_DIGITS
                             : shift_point(mantissa, (int)scale, exponent, out);
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

ptrdiff_t decimal_write(Decimal d, char out[DECIMAL_TEXT_MAX])
{
    assert(d.scale >= 0 && d.scale <= DECIMAL_SCALE_MAX);
    char reversed[DECIMAL_TEXT_MAX];
    int n = 0;
    uint64_t rest = magnitude(d.mantissa);
    for (int digits = 0; rest > 0 || digits <= d.scale; digits++) {
        if (digits == d.scale && d.scale > 0)
            reversed[n++] = '.';
        reversed[n++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (d.mantissa < 0)
        reversed[n++] = '-';
    for (int i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    return n;
}

void buf_decimal(Buf *out, Decimal d)
{
    char text[DECIMAL_TEXT_MAX];
    ptrdiff_t n = decimal_write(d, text);
    buf_add(out, str_n(text, n));
}

Str decimal_text(Arena *mem, Decimal d)
{
    char text[DECIMAL_TEXT_MAX];
    ptrdiff_t n = decimal_write(d, text);
    return str_copy(mem, str_n(text, n));
}

Decimal decimal_trim(Decimal d)
{
    if (d.mantissa == 0)
        return (Decimal){ 0, 0 };
    while (d.scale > 0 && d.mantissa % 10 == 0) {
        d.mantissa /= 10;
        d.scale--;
    }
    return d;
}

int decimal_compare(Decimal a, Decimal b)
{
    __int128 left = (__int128)a.mantissa * decimal_power(b.scale);
    __int128 right = (__int128)b.mantissa * decimal_power(a.scale);
    return (left > right) - (left < right);
}

NumberResult decimal_at_scale(Decimal d, int scale, int64_t *mantissa)
{
    if (scale >= d.scale) {
        int64_t scaled = 0;
        if (__builtin_mul_overflow(d.mantissa, decimal_power(scale - d.scale), &scaled))
            return NUMBER_OVERFLOW;
        *mantissa = scaled;
        return NUMBER_OK;
    }
    int64_t divisor = decimal_power(d.scale - scale);
    if (d.mantissa % divisor != 0)
        return NUMBER_TOO_MANY_DIGITS;
    *mantissa = d.mantissa / divisor;
    return NUMBER_OK;
}

NumberResult decimal_round(Decimal d, int scale, Rounding rounding, int64_t *mantissa)
{
    if (scale >= d.scale)
        return decimal_at_scale(d, scale, mantissa);
    return divide_rounded(d.mantissa, decimal_power(d.scale - scale), rounding, mantissa);
}

/* Whether a quotient cut off towards zero has to go one further away from it. rest and divisor are
 * magnitudes. */
static bool rounds_away(unsigned __int128 quotient, unsigned __int128 rest,
                        unsigned __int128 divisor, bool negative, Rounding rounding)
{
    if (rest == 0)
        return false;
    unsigned __int128 other = divisor - rest;
    switch (rounding) {
    case ROUND_HALF_EVEN: return rest > other || (rest == other && (quotient & 1));
    case ROUND_HALF_UP: return rest >= other;
    case ROUND_DOWN: return false;
    case ROUND_UP: return true;
    case ROUND_FLOOR: return negative;
    case ROUND_CEILING: return !negative;
    }
    return false;
}

NumberResult divide_rounded(__int128 numerator, __int128 denominator, Rounding rounding,
                            int64_t *out)
{
    assert(denominator != 0);
    bool negative = (numerator < 0) != (denominator < 0);
    unsigned __int128 n =
        numerator < 0 ? -(unsigned __int128)numerator : (unsigned __int128)numerator;
    unsigned __int128 d =
        denominator < 0 ? -(unsigned __int128)denominator : (unsigned __int128)denominator;
    unsigned __int128 quotient = n / d;
    if (rounds_away(quotient, n % d, d, negative, rounding))
        quotient++;
    if (quotient > (unsigned __int128)INT64_MAX + (negative ? 1 : 0))
        return NUMBER_OVERFLOW;
    *out = negative ? (int64_t) - (uint64_t)quotient : (int64_t)quotient;
    return NUMBER_OK;
}
