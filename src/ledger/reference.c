/* Tables that clients choose from. */
#include "ledger/reference.h"

#include "value/currency.h"

typedef struct {
    Str code, name, withdrawn;
    int64_t digits, numeric;
} ReferenceCurrency;

typedef struct {
    List items;
} ReferenceCurrencies;

static const Field currency_fields[] = {
    F_TEXT(ReferenceCurrency, code, .example = "EUR", .doc = "The three letters of ISO 4217."),
    F_TEXT(ReferenceCurrency, name, .doc = "In English."),
    F_INT(ReferenceCurrency, digits, .doc = "Digits after the point that its amounts have."),
    F_INT(ReferenceCurrency, numeric, .doc = "The number of ISO 4217; 0 where there is none."),
    F_TEXT(ReferenceCurrency, withdrawn, .flags = OPTIONAL,
           .doc = "The month it ended, as 2002-03; null in use."),
};
static const Field currencies_fields[] = {
    F_LIST(ReferenceCurrencies, items, ReferenceCurrency, currency_fields, .doc = "By code."),
};
const Shape reference_currencies_shape = SHAPE(ReferenceCurrencies, currencies_fields);

bool reference_currencies(Ctx *c, Call *call)
{
    ptrdiff_t n;
    const CurrencyInfo *all = currency_list(&n);
    ReferenceCurrencies *out = call->out = NEW(c->mem, ReferenceCurrencies);
    ReferenceCurrency *items = NEW_ARRAY(c->mem, ReferenceCurrency, n);
    for (ptrdiff_t i = 0; i < n; i++)
        items[i] =
            (ReferenceCurrency){ .code = all[i].code,
                                 .name = all[i].name,
                                 .withdrawn = all[i].withdrawn.n ? all[i].withdrawn : (Str){ 0 },
                                 .digits = all[i].digits,
                                 .numeric = all[i].numeric };
    out->items = (List){ items, n };
    return true;
}
