/* Counting rows that have come: against a plain array of counts. */
#include "harness.h"

#include "import/finger.h"
#include "statement/row_hash.h"

#include <stdio.h>
#include <stdlib.h>
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

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* 2 and 12 on one day from one payer are two rows: figures of any length, and digits repeated,
 * which differ in their length and another letter only. */
TEST(texts_that_differ_have_fingerprints_that_differ)
{
    enum { NUMBERS = 250000, LENGTHS = 40, DIGITS = 10 };
    static uint64_t all[NUMBERS + LENGTHS * DIGITS * DIGITS];
    static const uint64_t seeds[] = { 0, 1, 0xCBF29CE484222325u };
    char text[LENGTHS + 1];
    for (ptrdiff_t s = 0; s < COUNT(seeds); s++) {
        ptrdiff_t n = 0, twice = 0;
        for (; n < NUMBERS; n++) {
            snprintf(text, sizeof text, "%d", (int)n);
            all[n] = row_hash(seeds[s], str_of(text));
        }
        for (int length = 8; length < LENGTHS; length++)
            for (int digit = 0; digit < DIGITS; digit++)
                for (int first = 0; first < DIGITS; first++) {
                    memset(text, '0' + digit, sizeof text);
                    text[0] = (char)('0' + first);
                    all[n++] = row_hash(seeds[s], str_n(text, length));
                }
        qsort(all, (size_t)n, sizeof *all, by_value);
        for (ptrdiff_t i = 1; i < n; i++)
            twice += all[i] == all[i - 1];
        CHECK_INT(twice, 0);
    }
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
    const TestCase cases[] = { CASE(counts_are_those_of_an_array),
                               CASE(texts_that_differ_have_fingerprints_that_differ),
                               CASE(many_rows_take_little) };
    return RUN_TESTS(cases, argc, argv);
}
