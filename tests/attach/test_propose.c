/* Which transaction a receipt belongs to, as points of amount, day and name. */
#include "attach/propose.h"
#include "harness.h"

static Receipt receipt(void)
{
    return (Receipt){ .total = { { 4550, 2 }, true },
                      .currency = S("EUR"),
                      .date = date_of(2024, 5, 10),
                      .merchant = S("Café Morgenrot") };
}

static ProposeCandidate candidate(Id id, int64_t amount, int day, const char *text)
{
    return (ProposeCandidate){ .id = id,
                               .date = date_of(2024, 5, day),
                               .amount = amount,
                               .currency = currency_find(S("EUR")),
                               .text = str_of(text) };
}

TEST(the_same_amount_near_the_day_is_proposed)
{
    const ProposeCandidate all[] = {
        candidate(1, -4551, 10, "CAFE MORGENROT"),
        candidate(2, -4550, 12, "CARD PAYMENT CAFE MORGENROT BERLIN"),
        candidate(3, 4550, 12, "CAFE MORGENROT"),  /* money that came in */
        candidate(4, -4550, 30, "CAFE MORGENROT"), /* too late */
    };
    Receipt r = receipt();
    int32_t score;
    CHECK_INT(propose_best(c->mem, &r, all, COUNT(all), &score), 2);
    CHECK(score > 900000);
}

TEST(no_candidate_is_better_than_a_wrong_one)
{
    const ProposeCandidate all[] = { candidate(1, -4600, 10, "BOOKSHOP"),
                                     candidate(2, -9100, 10, "CAFE MORGENROT") };
    Receipt r = receipt();
    int32_t score;
    CHECK_INT(propose_best(c->mem, &r, all, COUNT(all), &score), 0);
    CHECK_INT(score, 0);
    r.total.given = false;
    CHECK_INT(propose_score(c->mem, &r, &all[1]), 0);
}

TEST(a_tip_is_allowed_for_where_the_name_agrees)
{
    const ProposeCandidate tipped = candidate(1, -5000, 10, "CAFE MORGENROT BERLIN"),
                           more = candidate(2, -6000, 10, "CAFE MORGENROT BERLIN"),
                           other = candidate(3, -5000, 12, "PETROL STATION");
    Receipt r = receipt();
    int32_t score;
    CHECK_INT(propose_best(c->mem, &r, &tipped, 1, &score), 1);
    CHECK(score < 850000);
    CHECK_INT(propose_best(c->mem, &r, &more, 1, &score), 0);
    CHECK_INT(propose_best(c->mem, &r, &other, 1, &score), 0);
}

TEST(two_equal_candidates_lower_the_score)
{
    const ProposeCandidate all[] = { candidate(1, -4550, 10, "CAFE MORGENROT"),
                                     candidate(2, -4550, 10, "CAFE MORGENROT") };
    Receipt r = receipt();
    int32_t one, two;
    propose_best(c->mem, &r, all, 1, &one);
    CHECK_INT(propose_best(c->mem, &r, all, 2, &two), 1);
    CHECK(two < one);
}

TEST(a_purchase_abroad_is_found_by_its_original_amount)
{
    ProposeCandidate t = candidate(1, -4912, 11, "CAFE MORGENROT");
    t.currency = currency_find(S("USD"));
    Receipt r = receipt();
    CHECK_INT(propose_score(c->mem, &r, &t), 0);
    t.original_amount = -4550;
    t.original_currency = currency_find(S("EUR"));
    CHECK(propose_score(c->mem, &r, &t) > 900000);
}

TEST(refunds_match_money_that_comes_back)
{
    ProposeCandidate t = candidate(1, 4550, 11, "CAFE MORGENROT");
    Receipt r = receipt();
    r.total.value.mantissa = -4550;
    CHECK(propose_score(c->mem, &r, &t) > 900000);
    t.amount = -4550;
    CHECK_INT(propose_score(c->mem, &r, &t), 0);
}

/* Yen have no minor units: 4550 is the amount, and 45.50 is none. */
TEST(totals_are_read_in_the_currency_of_the_row)
{
    ProposeCandidate t = candidate(1, -4550, 10, "CAFE");
    t.currency = currency_find(S("JPY"));
    Receipt r = receipt();
    r.currency = (Str){ 0 };
    CHECK_INT(propose_score(c->mem, &r, &t), 0);
    r.total.value = (Decimal){ 4550, 0 };
    CHECK(propose_score(c->mem, &r, &t) > 0);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(the_same_amount_near_the_day_is_proposed),
        CASE(no_candidate_is_better_than_a_wrong_one),
        CASE(a_tip_is_allowed_for_where_the_name_agrees),
        CASE(two_equal_candidates_lower_the_score),
        CASE(a_purchase_abroad_is_found_by_its_original_amount),
        CASE(refunds_match_money_that_comes_back),
        CASE(totals_are_read_in_the_currency_of_the_row),
    };
    return RUN_TESTS(cases, argc, argv);
}
