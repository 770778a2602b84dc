/* Counting rows that have come: against a plain array of counts. */
#include "harness.h"

#include "import/finger.h"

#include <string.h>

enum { KEYS = 60000, ADDS = 200000 };

TEST(counts_are_those_of_an_array)
{
    static int64_t counts[2][KEYS];
    memset(counts, 0, sizeof counts);
    Rng rng = rng_new(11);
    FingerCount f = finger_new();
    bool same = true;
    for (int i = 0; i < ADDS && same; i++) {
        int64_t account = rng_below(&rng, 2), key = rng_below(&rng, KEYS);
        /* Neighbours, as the rows of a day are. */
        same = finger_add(&f, account + 1, key) == ++counts[account][key];
    }
    CHECK(same);
    finger_done(&f);
    finger_done(&f);
    (void)c;
}

TEST(many_rows_take_little)
{
    FingerCount f = finger_new();
    for (int64_t i = 0; i < ADDS; i++)
        CHECK(finger_add(&f, 7, i << 20 | 5) == 1);
    ptrdiff_t slots = 0;
    for (int i = 0; i < FINGER_PARTS; i++)
        slots += f.parts[i].n_slots;
    CHECK(slots < ADDS * 8 / 5);
    finger_done(&f);
    (void)c;
}

int main(int argc, char **argv)
{
    const TestCase cases[] = { CASE(counts_are_those_of_an_array), CASE(many_rows_take_little) };
    return RUN_TESTS(cases, argc, argv);
}
