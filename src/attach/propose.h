/* Which transaction a receipt belongs to. */
#ifndef FLORIN_ATTACH_PROPOSE_H
#define FLORIN_ATTACH_PROPOSE_H

#include "field/field.h"
#include "layout/receipt.h"

enum {
    PROPOSE_DAYS_BEFORE =
        2, /* a card's day may stand before the receipt's where time zones differ */
    PROPOSE_DAYS_AFTER = 12, /* until a payment is booked */
    PROPOSE_LEAST_PPM = 600000,
};

/* A transaction as far as the comparison needs it. */
typedef struct {
    Id id;
    Date date;
    int64_t amount, original_amount; /* minor units of these currencies */
    Currency currency, original_currency;
    Str text; /* description, merchant and counterparty */
} ProposeCandidate;

/* How sure it is, in parts per million, that the candidate is what the receipt was for; 0 when the
 * amounts do not allow it. What was paid may exceed the total by a tip of up to a quarter. */
int32_t propose_score(Arena *mem, const Receipt *r, const ProposeCandidate *candidate);

/* The best of n candidates, none below PROPOSE_LEAST_PPM; *score is lowered where another is as
 * good. */
Id propose_best(Arena *mem, const Receipt *r, const ProposeCandidate *candidates, ptrdiff_t n,
                int32_t *score);

#endif
