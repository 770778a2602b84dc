/* Any bytes as decimals, amounts, dates, periods, instants, ids and IBANs. What one of them takes
 * is printed and must be taken again as the same. */
#include "base/base.h"
#include "value/iban.h"
#include "value/id.h"
#include "value/money.h"
#include "value/period.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_numbers(Arena *mem, Str text)
{
    Decimal d = { 0 }, d_again = { 0 };
    if (decimal_parse(text, &d) == NUMBER_OK) {
        assert(decimal_parse(decimal_text(mem, d), &d_again) == NUMBER_OK);
        assert(d.mantissa == d_again.mantissa && d.scale == d_again.scale);
        assert(decimal_compare(d, decimal_trim(d)) == 0);
    }
    static const Currency currencies[] = { CURRENCY('J', 'P', 'Y'), CURRENCY('E', 'U', 'R'),
                                           CURRENCY('B', 'T', 'C') };
    for (ptrdiff_t i = 0; i < COUNT(currencies); i++) {
        Money m = { 0 }, m_again = { 0 };
        if (money_parse(text, currencies[i], &m) != NUMBER_OK)
            continue;
        assert(decimal_compare(money_decimal(m), d) == 0);
        assert(money_parse(money_text(mem, m), currencies[i], &m_again) == NUMBER_OK);
        assert(money_equal(m, m_again));
    }
}

static void check_times(Arena *mem, Str text)
{
    Date date = date_parse(text);
    assert(date == DATE_NONE || str_eq(date_text(mem, date), text));
    Period p = { 0 }, p_again = { 0 };
    if (period_parse(text, &p)) {
        assert(period_parse(period_text(mem, p), &p_again));
        assert(p.from == p_again.from && p.to == p_again.to);
    }
    Instant t = 0, t_again = 0;
    if (instant_parse(text, &t))
        assert(instant_parse(instant_text(mem, t), &t_again) && t == t_again);
}

static void check_names(Arena *mem, Str text)
{
    Id id = 0;
    if (id_parse(text, "txn", &id) == ID_OK)
        assert(str_eq(id_text(mem, "txn", id), text));
    Str iban = { 0 }, again = { 0 };
    if (iban_parse(mem, text, &iban) == IBAN_OK)
        assert(iban_parse(mem, iban, &again) == IBAN_OK && str_eq(iban, again));
    account_mask(mem, text);
    Currency currency = currency_find(text);
    assert(currency == CURRENCY_NONE || str_eq_nocase(currency_code(currency), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *mem = arena_new("fuzz", 64 << 20);
    Str text = str_n((const char *)data, (ptrdiff_t)size);
    check_numbers(mem, text);
    check_times(mem, text);
    check_names(mem, text);
    arena_free(mem);
    return 0;
}
