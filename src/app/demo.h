/* The demo household: two believable years made from a seed, so that a first look shows something.
 */
#ifndef FLORIN_APP_DEMO_H
#define FLORIN_APP_DEMO_H

#include "base/base.h"
#include "value/date.h"
#include "value/money.h"

enum { DEMO_CHECKING, DEMO_SAVINGS, DEMO_CARD, DEMO_ACCOUNTS };

typedef struct {
    int account; /* DEMO_… */
    Date date;
    int64_t amount; /* minor units of the account's currency */
    Str description, counterparty;
    bool is_transfer, is_pending;
    int64_t original_amount; /* with original_currency */
    Currency original_currency;
} DemoRow;

/* The rows of the two years before today, oldest first, the same for the same seed and day. Pure.
 */
ptrdiff_t demo_rows(Arena *mem, Date today, uint64_t seed, DemoRow **out);

/* Makes the demo user, their workspace, three accounts in two currencies and the rows, unless the
 * user is there already. Enters the write lane. */
bool demo_load(Ctx *c);

extern const char demo_email[], demo_password[];

#endif
