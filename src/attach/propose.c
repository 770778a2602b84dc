/* Points for amount, day and name; their sum is the score. */
#include "attach/propose.h"

#include "import/match.h"

enum {
    POINTS_AMOUNT = 60,
    POINTS_TIPPED = 38,
    POINTS_DAY = 25,
    POINTS_A_DAY = 2, /* fewer for each day between */
    POINTS_EARLY = 15,
    POINTS_NO_DAY = 8,
    POINTS_NAME = 25,
    POINTS_ALL = POINTS_AMOUNT + POINTS_DAY + POINTS_NAME,
    TIP_PART = 4, /* a quarter of the total */
    CLOSE_PPM = 30000,
    DOUBT_PERCENT = 75,
};

/* Points for a movement of money against the total, in the movement's currency. */
static int points_of_amount(const Receipt *r, int64_t moved, Currency currency)
{
    Money total;
    if (!currency || (r->currency.n && !str_eq(r->currency, currency_code(currency))) ||
        money_of_decimal(r->total.value, currency, &total) != NUMBER_OK || total.minor == 0)
        return 0;
    if (moved == -total.minor)
        return POINTS_AMOUNT;
    bool spent = total.minor > 0 && moved < 0 && moved != INT64_MIN;
    int64_t paid = spent ? -moved : 0;
    return spent && paid > total.minor && paid - total.minor <= total.minor / TIP_PART
               ? POINTS_TIPPED
               : 0;
}

static int points_of_day(const Receipt *r, Date day)
{
    if (!r->date)
        return POINTS_NO_DAY;
    int64_t after = (int64_t)day - r->date;
    if (after < -PROPOSE_DAYS_BEFORE || after > PROPOSE_DAYS_AFTER)
        return 0;
    return after < 0 ? POINTS_EARLY : POINTS_DAY - (int)after * POINTS_A_DAY;
}

int32_t propose_score(Arena *mem, const Receipt *r, const ProposeCandidate *t)
{
    if (!r->total.given)
        return 0;
    int amount = points_of_amount(r, t->amount, t->currency);
    int original = points_of_amount(r, t->original_amount, t->original_currency);
    amount = original > amount ? original : amount;
    int day = points_of_day(r, t->date);
    if (!amount || !day)
        return 0;
    int64_t name = r->merchant.n ? match_texts(mem, r->merchant, t->text) : 0;
    int64_t points = (int64_t)(amount + day) * 1000000 + name * POINTS_NAME;
    return (int32_t)(points / POINTS_ALL);
}

Id propose_best(Arena *mem, const Receipt *r, const ProposeCandidate *all, ptrdiff_t n,
                int32_t *score)
{
    Id best = 0;
    int32_t second = 0;
    *score = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        int32_t s = propose_score(mem, r, &all[i]);
        if (s > *score) {
            second = *score;
            *score = s;
            best = all[i].id;
        } else if (s > second) {
            second = s;
        }
    }
    if (best && *score - second < CLOSE_PPM)
        *score = (int32_t)((int64_t)*score * DOUBT_PERCENT / 100);
    return *score >= PROPOSE_LEAST_PPM ? best : (*score = 0);
}
