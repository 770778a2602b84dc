/* Money, decimals and currencies, against a model in 128 bits. */
#include "harness.h"
#include "value/money.h"

typedef __int128 Wide;

static const Currency EUR = CURRENCY('E', 'U', 'R'), USD = CURRENCY('U', 'S', 'D'),
                      JPY = CURRENCY('J', 'P', 'Y'), KWD = CURRENCY('K', 'W', 'D'),
                      BTC = CURRENCY('B', 'T', 'C');

static Money euros(int64_t cents)
{
    return (Money){ cents, EUR };
}

/* Numbers of every size, the ends of the range among them. */
static int64_t any_int(Rng *r)
{
    static const int64_t ends[] = { 0, 1, -1, INT64_MAX, INT64_MIN, INT64_MAX - 1, INT64_MIN + 1 };
    if (rng_below(r, 16) == 0)
        return ends[rng_below(r, COUNT(ends))];
    return (int64_t)rng_next(r) >> rng_below(r, 64);
}

static bool fits(Wide value)
{
    return value >= INT64_MIN && value <= INT64_MAX;
}

/* got is the value of the model, or an overflow that the model has too and that left the result
 * alone. */
static bool agrees(NumberResult result, Money got, Money untouched, Wide want)
{
    if (!fits(want))
        return result == NUMBER_OVERFLOW && money_equal(got, untouched);
    return result == NUMBER_OK && got.minor == (int64_t)want && got.currency == EUR;
}

/* The rounded quotient by its definition: of the two neighbours the one the rounding names. */
static Wide model_divide(Wide n, Wide d, Rounding rounding)
{
    if (d < 0) {
        n = -n;
        d = -d;
    }
    Wide low = n / d - (n % d < 0), above = n - low * d;
    if (above == 0)
        return low;
    switch (rounding) {
    case ROUND_FLOOR: return low;
    case ROUND_CEILING: return low + 1;
    case ROUND_DOWN: return n < 0 ? low + 1 : low;
    case ROUND_UP: return n < 0 ? low : low + 1;
    case ROUND_HALF_UP:
        if (above * 2 == d)
            return n < 0 ? low : low + 1;
        return above * 2 > d ? low + 1 : low;
    case ROUND_HALF_EVEN:
        if (above * 2 == d)
            return low % 2 == 0 ? low : low + 1;
        return above * 2 > d ? low + 1 : low;
    }
    return 0;
}

TEST(a_million_operations_agree_with_the_model)
{
    Rng r = rng_new(20240131);
    int wrong = 0;
    for (int i = 0; i < 1000000; i++) {
        int64_t a = any_int(&r), b = any_int(&r);
        Money before = euros(77), got = before;
        Wide want = 0;
        NumberResult result = NUMBER_OK;
        switch (rng_below(&r, 4)) {
        case 0: result = money_add(euros(a), euros(b), &got), want = (Wide)a + b; break;
        case 1: result = money_sub(euros(a), euros(b), &got), want = (Wide)a - b; break;
        case 2: result = money_mul(euros(a), b, &got), want = (Wide)a * b; break;
        default: result = money_neg(euros(a), &got), want = -(Wide)a; break;
        }
        wrong += !agrees(result, got, before, want);
    }
    CHECK_INT(wrong, 0);
}

TEST(scaling_agrees_with_the_model)
{
    Rng r = rng_new(7);
    int wrong = 0;
    for (int i = 0; i < 300000; i++) {
        int64_t a = any_int(&r), n = any_int(&r), d = any_int(&r);
        if (d == 0)
            continue;
        Rounding rounding = (Rounding)rng_below(&r, ROUND_CEILING + 1);
        Money before = euros(77), got = before;
        NumberResult result = money_scale(euros(a), n, d, rounding, &got);
        wrong += !agrees(result, got, before, model_divide((Wide)a * n, d, rounding));
    }
    CHECK_INT(wrong, 0);
}

TEST(each_rounding_by_name)
{
    static const struct {
        int64_t tenths;
        int64_t want[6]; /* half even, half up, down, up, floor, ceiling */
    } cases[] = {
        { 25, { 2, 3, 2, 3, 2, 3 } },        { 35, { 4, 4, 3, 4, 3, 4 } },
        { -25, { -2, -3, -2, -3, -3, -2 } }, { 24, { 2, 2, 2, 3, 2, 3 } },
        { 26, { 3, 3, 2, 3, 2, 3 } },        { -26, { -3, -3, -2, -3, -3, -2 } },
        { 20, { 2, 2, 2, 2, 2, 2 } },        { 5, { 0, 1, 0, 1, 0, 1 } },
        { -5, { 0, -1, 0, -1, -1, 0 } },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++)
        for (int rounding = ROUND_HALF_EVEN; rounding <= ROUND_CEILING; rounding++) {
            int64_t got = 99;
            CHECK_INT(divide_rounded(cases[i].tenths, 10, (Rounding)rounding, &got), NUMBER_OK);
            CHECK_INT(got, cases[i].want[rounding]);
        }
}

TEST(shares_sum_to_the_whole)
{
    Rng r = rng_new(11);
    int wrong_sum = 0, wrong_part = 0;
    for (int round = 0; round < 50000; round++) {
        ArenaMark mark = arena_mark(c->mem);
        int64_t weights[9], parts[9], sum = 0;
        ptrdiff_t n = rng_between(&r, 1, 9);
        for (ptrdiff_t i = 0; i < n; i++)
            sum += weights[i] = rng_below(&r, 4) == 0 ? 0 : rng_below(&r, INT64_MAX / 9);
        int64_t whole = any_int(&r);
        bool ok = money_share(c->mem, euros(whole), weights, n, parts);
        wrong_sum += ok != (sum > 0);
        Wide total = 0;
        for (ptrdiff_t i = 0; ok && i < n; i++) {
            /* never a whole unit away from the exact share */
            Wide off = (Wide)parts[i] * sum - (Wide)whole * weights[i];
            wrong_part += off >= sum || off <= -(Wide)sum || (weights[i] == 0 && parts[i] != 0);
            total += parts[i];
        }
        wrong_sum += ok && total != whole;
        arena_reset(c->mem, mark);
    }
    CHECK_INT(wrong_sum, 0);
    CHECK_INT(wrong_part, 0);
}

TEST(shares_go_to_the_largest_remainders)
{
    int64_t parts[3];
    CHECK(money_share(c->mem, euros(100), (int64_t[]){ 1, 1, 1 }, 3, parts));
    CHECK(parts[0] == 34 && parts[1] == 33 && parts[2] == 33);
    CHECK(money_share(c->mem, euros(-100), (int64_t[]){ 1, 1, 1 }, 3, parts));
    CHECK(parts[0] == -34 && parts[1] == -33 && parts[2] == -33);
    CHECK(money_share(c->mem, euros(10), (int64_t[]){ 15, 15, 70 }, 3, parts));
    CHECK(parts[0] == 2 && parts[1] == 1 && parts[2] == 7);
    CHECK(money_share(c->mem, euros(1000), (int64_t[]){ 333, 333, 334 }, 3, parts));
    CHECK(parts[0] == 333 && parts[1] == 333 && parts[2] == 334);
}

TEST(shares_refuse_impossible_weights)
{
    int64_t parts[2];
    CHECK(!money_share(c->mem, euros(100), (int64_t[]){ 0, 0 }, 2, parts));
    CHECK(!money_share(c->mem, euros(100), (int64_t[]){ 2, -1 }, 2, parts));
    CHECK(!money_share(c->mem, euros(100), (int64_t[]){ INT64_MAX, 1 }, 2, parts));
    CHECK(!money_share(c->mem, euros(100), NULL, 0, parts));
}

TEST(currencies_do_not_mix)
{
    Money got = euros(5);
    int order = 9;
    CHECK_INT(money_add(euros(1), (Money){ 1, USD }, &got), NUMBER_MIXED);
    CHECK_INT(money_sub(euros(1), (Money){ 1, USD }, &got), NUMBER_MIXED);
    CHECK_INT(money_compare(euros(1), (Money){ 0, USD }, &order), NUMBER_MIXED);
    CHECK_INT(money_add(euros(1), (Money){ 1, 0 }, &got), NUMBER_MIXED);
    CHECK(money_equal(got, euros(5)) && order == 9);
    CHECK_INT(money_add((Money){ 0 }, euros(3), &got), NUMBER_OK);
    CHECK(money_equal(got, euros(3)));
    CHECK_INT(money_compare(euros(3), euros(4), &order), NUMBER_OK);
    CHECK_INT(order, -1);
    CHECK(!money_equal(euros(0), (Money){ 0, USD }));
}

TEST(amounts_parse)
{
    static const struct {
        const char *text;
        Currency currency;
        NumberResult result;
        int64_t minor;
    } cases[] = {
        { "-45.50", CURRENCY('U', 'S', 'D'), NUMBER_OK, -4550 },
        { "1", CURRENCY('E', 'U', 'R'), NUMBER_OK, 100 },
        { "1.5", CURRENCY('E', 'U', 'R'), NUMBER_OK, 150 },
        { "0.05", CURRENCY('E', 'U', 'R'), NUMBER_OK, 5 },
        { "-0", CURRENCY('E', 'U', 'R'), NUMBER_OK, 0 },
        { "1500", CURRENCY('J', 'P', 'Y'), NUMBER_OK, 1500 },
        { "1.234", CURRENCY('K', 'W', 'D'), NUMBER_OK, 1234 },
        { "0.00000001", CURRENCY('B', 'T', 'C'), NUMBER_OK, 1 },
        { "92233720368547758.07", CURRENCY('E', 'U', 'R'), NUMBER_OK, INT64_MAX },
        { "-92233720368547758.08", CURRENCY('E', 'U', 'R'), NUMBER_OK, INT64_MIN },
        { "92233720368547758.08", CURRENCY('E', 'U', 'R'), NUMBER_OVERFLOW, 0 },
        { "92233720368547758070", CURRENCY('E', 'U', 'R'), NUMBER_OVERFLOW, 0 },
        { "9223372036854775807", CURRENCY('E', 'U', 'R'), NUMBER_OVERFLOW, 0 },
        { "1.500", CURRENCY('E', 'U', 'R'), NUMBER_TOO_MANY_DIGITS, 0 },
        { "1.234", CURRENCY('E', 'U', 'R'), NUMBER_TOO_MANY_DIGITS, 0 },
        { "15.0", CURRENCY('J', 'P', 'Y'), NUMBER_TOO_MANY_DIGITS, 0 },
        { "", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "-", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { ".5", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "5.", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "+5", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "1e2", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "1,5", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "1.2.3", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { " 1", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "1 ", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "--1", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "NaN", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
        { "0x10", CURRENCY('E', 'U', 'R'), NUMBER_MALFORMED, 0 },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        Money got = euros(77);
        NumberResult result = money_parse(str_of(cases[i].text), cases[i].currency, &got);
        if (!CHECK_INT(result, cases[i].result))
            CHECK_STR(S(""), str_of(cases[i].text));
        CHECK_INT(got.minor, result == NUMBER_OK ? cases[i].minor : 77);
    }
}

TEST(amounts_print_with_their_digits)
{
    CHECK_STR(money_text(c->mem, (Money){ -4550, USD }), S("-45.50"));
    CHECK_STR(money_text(c->mem, euros(0)), S("0.00"));
    CHECK_STR(money_text(c->mem, euros(-5)), S("-0.05"));
    CHECK_STR(money_text(c->mem, (Money){ 1500, JPY }), S("1500"));
    CHECK_STR(money_text(c->mem, (Money){ 1234, KWD }), S("1.234"));
    CHECK_STR(money_text(c->mem, (Money){ 1, BTC }), S("0.00000001"));
    CHECK_STR(money_text(c->mem, euros(INT64_MIN)), S("-92233720368547758.08"));
    CHECK_STR(money_text(c->mem, (Money){ 12, 0 }), S("12"));
    Buf b = buf_new(c->mem, 100);
    buf_money(&b, euros(-5));
    CHECK_STR(buf_str(&b), S("-0.05"));
}

TEST(what_is_printed_parses_to_the_same)
{
    Rng r = rng_new(3);
    ptrdiff_t n = 0;
    const CurrencyInfo *list = currency_list(&n);
    int wrong = 0;
    for (int i = 0; i < 200000; i++) {
        ArenaMark mark = arena_mark(c->mem);
        Money m = { any_int(&r), list[rng_below(&r, n)].currency }, back = { 0 };
        NumberResult result = money_parse(money_text(c->mem, m), m.currency, &back);
        wrong += result != NUMBER_OK || !money_equal(m, back);
        Decimal d = { any_int(&r), (int32_t)rng_below(&r, DECIMAL_SCALE_MAX + 1) }, again = { 0 };
        result = decimal_parse(decimal_text(c->mem, d), &again);
        wrong += result != NUMBER_OK || d.mantissa != again.mantissa || d.scale != again.scale;
        arena_reset(c->mem, mark);
    }
    CHECK_INT(wrong, 0);
}

TEST(decimals_parse)
{
    static const struct {
        const char *text;
        NumberResult result;
        int64_t mantissa;
        int scale;
    } cases[] = {
        { "1.50", NUMBER_OK, 150, 2 },
        { "+7", NUMBER_OK, 7, 0 },
        { "-0.005", NUMBER_OK, -5, 3 },
        { "1.5e3", NUMBER_OK, 1500, 0 },
        { "1.5E-3", NUMBER_OK, 15, 4 },
        { "12e-1", NUMBER_OK, 12, 1 },
        { "0e9999", NUMBER_OK, 0, 0 },
        { "-9223372036854775808", NUMBER_OK, INT64_MIN, 0 },
        { "9223372036854775808", NUMBER_OVERFLOW, 0, 0 },
        { "1e19", NUMBER_OVERFLOW, 0, 0 },
        { "1e9999", NUMBER_OVERFLOW, 0, 0 },
        { "1e-19", NUMBER_TOO_MANY_DIGITS, 0, 0 },
        { "10e-19", NUMBER_OK, 1, 18 },
        { "0.0000000000000000010", NUMBER_OK, 1, 18 },
        { "0.0000000000000000001", NUMBER_TOO_MANY_DIGITS, 0, 0 },
        { "", NUMBER_MALFORMED, 0, 0 },
        { "+", NUMBER_MALFORMED, 0, 0 },
        { "1.", NUMBER_MALFORMED, 0, 0 },
        { ".1", NUMBER_MALFORMED, 0, 0 },
        { "1e", NUMBER_MALFORMED, 0, 0 },
        { "1e+", NUMBER_MALFORMED, 0, 0 },
        { "1e12345", NUMBER_MALFORMED, 0, 0 },
        { "1e1x", NUMBER_MALFORMED, 0, 0 },
        { "1x", NUMBER_MALFORMED, 0, 0 },
        { "1 ", NUMBER_MALFORMED, 0, 0 },
        { "inf", NUMBER_MALFORMED, 0, 0 },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        Decimal d = { 77, 7 };
        if (!CHECK_INT(decimal_parse(str_of(cases[i].text), &d), cases[i].result))
            CHECK_STR(S(""), str_of(cases[i].text));
        bool ok = cases[i].result == NUMBER_OK;
        CHECK_INT(d.mantissa, ok ? cases[i].mantissa : 77);
        CHECK_INT(d.scale, ok ? cases[i].scale : 7);
    }
}

TEST(decimals_change_scale)
{
    int64_t got = 0;
    CHECK_INT(decimal_at_scale((Decimal){ 1500, 3 }, 1, &got), NUMBER_OK);
    CHECK_INT(got, 15);
    CHECK_INT(decimal_at_scale((Decimal){ 15, 1 }, 3, &got), NUMBER_OK);
    CHECK_INT(got, 1500);
    CHECK_INT(decimal_at_scale((Decimal){ 1501, 3 }, 1, &got), NUMBER_TOO_MANY_DIGITS);
    CHECK_INT(decimal_at_scale((Decimal){ INT64_MAX, 0 }, 1, &got), NUMBER_OVERFLOW);
    CHECK_INT(decimal_round((Decimal){ 1550, 3 }, 1, ROUND_HALF_EVEN, &got), NUMBER_OK);
    CHECK_INT(got, 16);
    CHECK_INT(decimal_round((Decimal){ -1501, 3 }, 0, ROUND_FLOOR, &got), NUMBER_OK);
    CHECK_INT(got, -2);
    CHECK_INT(decimal_round((Decimal){ 15, 1 }, 2, ROUND_UP, &got), NUMBER_OK);
    CHECK_INT(got, 150);
    Decimal trimmed = decimal_trim((Decimal){ -1500, 3 });
    CHECK(trimmed.mantissa == -15 && trimmed.scale == 1);
    CHECK_INT(decimal_trim((Decimal){ 0, 9 }).scale, 0);
    CHECK_INT(decimal_compare((Decimal){ 150, 2 }, (Decimal){ 15, 1 }), 0);
    CHECK_INT(decimal_compare((Decimal){ INT64_MAX, 18 }, (Decimal){ INT64_MAX, 0 }), -1);
    CHECK_INT(decimal_compare((Decimal){ -1, 18 }, (Decimal){ -1, 0 }), 1);
}

TEST(decimals_become_money_exactly)
{
    Money got = { 0 };
    CHECK_INT(money_of_decimal((Decimal){ 45500, 3 }, EUR, &got), NUMBER_OK);
    CHECK_INT(got.minor, 4550);
    CHECK_INT(money_of_decimal((Decimal){ 45501, 3 }, EUR, &got), NUMBER_TOO_MANY_DIGITS);
    CHECK_INT(money_of_decimal((Decimal){ 10000, 2 }, JPY, &got), NUMBER_OK);
    CHECK(got.minor == 100 && got.currency == JPY);
}

TEST(rates_convert)
{
    Money got = { 0 };
    CHECK_INT(money_convert(euros(10000), (Rate){ 10825, 4 }, USD, ROUND_HALF_EVEN, &got),
              NUMBER_OK);
    CHECK(got.minor == 10825 && got.currency == USD);
    CHECK_INT(money_convert(euros(100), (Rate){ 16234, 2 }, JPY, ROUND_HALF_UP, &got), NUMBER_OK);
    CHECK(got.minor == 162 && got.currency == JPY);
    CHECK_INT(money_convert((Money){ 100, JPY }, (Rate){ 2, 0 }, BTC, ROUND_DOWN, &got), NUMBER_OK);
    CHECK_INT(got.minor, 20000000000);
    CHECK_INT(money_convert(euros(INT64_MAX), (Rate){ 2, 0 }, USD, ROUND_DOWN, &got),
              NUMBER_OVERFLOW);
    CHECK_INT(
        money_convert((Money){ INT64_MAX, JPY }, (Rate){ INT64_MAX, 0 }, BTC, ROUND_DOWN, &got),
        NUMBER_OVERFLOW);
    CHECK_INT(money_convert((Money){ 3, BTC }, (Rate){ 1, 18 }, JPY, ROUND_UP, &got), NUMBER_OK);
    CHECK_INT(got.minor, 1);
}

TEST(currencies_are_found)
{
    CHECK_INT(currency_find(S("EUR")), EUR);
    CHECK_INT(currency_find(S("eur")), EUR);
    CHECK_STR(currency_code(EUR), S("EUR"));
    CHECK_INT(currency_find(S("EU")), CURRENCY_NONE);
    CHECK_INT(currency_find(S("EURO")), CURRENCY_NONE);
    CHECK_INT(currency_find(S("QQQ")), CURRENCY_NONE);
    CHECK_INT(currency_find(S("E R")), CURRENCY_NONE);
    CHECK_INT(currency_find((Str){ 0 }), CURRENCY_NONE);
    CHECK_INT(currency_find_numeric(978), EUR);
    CHECK_INT(currency_find_numeric(0), CURRENCY_NONE);
    CHECK_INT(currency_find_numeric(1000), CURRENCY_NONE);
    /* 428 was the Latvian rouble's and then the lats', both withdrawn; 941 and 946 are in use */
    CHECK(currency_find_numeric(428) != CURRENCY_NONE);
    CHECK_STR(currency_code(currency_find_numeric(532)), S("XCG"));
    CHECK(!currency_known(CURRENCY_NONE));
    CHECK(!currency_known(UINT16_MAX));
    CHECK_STR(currency_info(CURRENCY('D', 'E', 'M'))->withdrawn, S("2002-03"));
    CHECK_INT(currency_digits(KWD), 3);
    CHECK_INT(currency_digits(CURRENCY('C', 'L', 'F')), 4);
}

TEST(the_table_of_currencies_is_sound)
{
    ptrdiff_t n = 0;
    const CurrencyInfo *list = currency_list(&n);
    CHECK(n > 300);
    for (ptrdiff_t i = 0; i < n; i++) {
        CHECK_INT(currency_find(list[i].code), list[i].currency);
        CHECK_INT(currency_info(list[i].currency) - list, i);
        CHECK(list[i].digits >= 0 && list[i].digits <= CURRENCY_DIGITS_MAX);
        CHECK(list[i].name.n > 0 && list[i].numeric <= 999);
        CHECK(list[i].withdrawn.n == 0 || list[i].withdrawn.n == 7);
        CHECK(i == 0 || list[i - 1].currency < list[i].currency);
    }
}

TEST(results_have_words)
{
    for (NumberResult result = NUMBER_OK; result <= NUMBER_MIXED; result++)
        CHECK(str_of(number_result_text(result)).n > 5);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(a_million_operations_agree_with_the_model),
        CASE(scaling_agrees_with_the_model),
        CASE(each_rounding_by_name),
        CASE(shares_sum_to_the_whole),
        CASE(shares_go_to_the_largest_remainders),
        CASE(shares_refuse_impossible_weights),
        CASE(currencies_do_not_mix),
        CASE(amounts_parse),
        CASE(amounts_print_with_their_digits),
        CASE(what_is_printed_parses_to_the_same),
        CASE(decimals_parse),
        CASE(decimals_change_scale),
        CASE(decimals_become_money_exactly),
        CASE(rates_convert),
        CASE(currencies_are_found),
        CASE(the_table_of_currencies_is_sound),
        CASE(results_have_words),
    };
    return RUN_TESTS(cases, argc, argv);
}
