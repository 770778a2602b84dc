/* The table of currencies, looked up by its packed letters. */
#include "value/currency.h"

#include <assert.h>

#define ROW(index, a, b, c, number, decimals, ended, title)                                        \
    { CURRENCY(a, b, c),                                                                           \
      number,                                                                                      \
      decimals,                                                                                    \
      { (char[]){ a, b, c }, 3 },                                                                  \
      { title, sizeof(title) - 1 },                                                                \
      { ended, sizeof(ended) - 1 } },

/* Row 0 is no currency. */
static const CurrencyInfo rows[] = {
    { 0 },
#include "currencies.inc"
};
#undef ROW

#define ROW(index, a, b, c, number, decimals, ended, title) [CURRENCY(a, b, c)] = (index),
static const uint16_t row_of[1 << 15] = {
#include "currencies.inc"
};
#undef ROW

static int letter(char ch)
{
    if (ch >= 'a' && ch <= 'z')
        ch = (char)(ch - 'a' + 'A');
    return ch >= 'A' && ch <= 'Z' ? ch : 0;
}

Currency currency_find(Str code)
{
    if (code.n != 3)
        return CURRENCY_NONE;
    int a = letter(code.p[0]), b = letter(code.p[1]), c = letter(code.p[2]);
    if (!a || !b || !c)
        return CURRENCY_NONE;
    Currency found = CURRENCY(a, b, c);
    return row_of[found] ? found : CURRENCY_NONE;
}

Currency currency_find_numeric(int numeric)
{
    Currency found = CURRENCY_NONE;
    for (ptrdiff_t i = 1; i < COUNT(rows); i++) {
        if (numeric == 0 || rows[i].numeric != numeric)
            continue;
        if (rows[i].withdrawn.n == 0)
            return rows[i].currency;
        found = rows[i].currency;
    }
    return found;
}

bool currency_known(Currency c)
{
    return c < COUNT(row_of) && row_of[c] != 0;
}

const CurrencyInfo *currency_info(Currency c)
{
    assert(currency_known(c));
    return &rows[row_of[c]];
}

int currency_digits(Currency c)
{
    return currency_info(c)->digits;
}

Str currency_code(Currency c)
{
    return currency_info(c)->code;
}

const CurrencyInfo *currency_list(ptrdiff_t *n)
{
    *n = COUNT(rows) - 1;
    return rows + 1;
}
