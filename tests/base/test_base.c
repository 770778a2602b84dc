/* What base/'s headers promise. */
#include "harness.h"

#include <string.h>

TEST(arena_memory_is_zero_and_aligned)
{
    for (int round = 0; round < 3; round++) {
        ArenaMark mark = arena_mark(c->mem);
        for (size_t n = 1; n < 5000; n += 37) {
            unsigned char *p = arena_alloc(c->mem, n);
            CHECK((uintptr_t)p % 16 == 0);
            for (size_t i = 0; i < n; i++)
                if (p[i])
                    CHECK(p[i] == 0);
            memset(p, 0xff, n);
        }
        arena_reset(c->mem, mark);
    }
}

TEST(arena_mark_gives_everything_back)
{
    arena_alloc(c->mem, 100);
    size_t before = arena_used(c->mem);
    ArenaMark mark = arena_mark(c->mem);
    for (int i = 0; i < 1000; i++)
        arena_alloc(c->mem, 10000);
    CHECK(arena_used(c->mem) >= 10000000);
    arena_reset(c->mem, mark);
    CHECK_INT(arena_used(c->mem), before);
}

TEST(arena_grow_keeps_the_bytes)
{
    char *p = arena_grow(c->mem, NULL, 0, 3);
    memcpy(p, "abc", 3);
    char *q = arena_grow(c->mem, p, 3, 4000);
    CHECK(memcmp(q, "abc", 3) == 0);
    CHECK_INT(q[3999], 0);
    arena_alloc(c->mem, 1);
    char *r = arena_grow(c->mem, q, 4000, 100000);
    CHECK(r != q && memcmp(r, "abc", 3) == 0 && r[99999] == 0);
}

TEST(str_finds_cuts_and_trims)
{
    CHECK_INT(str_find(S("hello"), S("l"), 0), 2);
    CHECK_INT(str_find(S("hello"), S("l"), 4), -1);
    CHECK_INT(str_find(S(""), S(""), 0), 0);
    CHECK_STR(str_trim(S(" \t x y \r\n")), S("x y"));
    Str rest = S("a,,b");
    CHECK_STR(str_cut(&rest, ','), S("a"));
    CHECK_STR(str_cut(&rest, ','), S(""));
    CHECK_STR(str_cut(&rest, ','), S("b"));
    CHECK(!rest.p);
    CHECK_STR(str_part(S("hello"), 1, 3), S("el"));
    CHECK_STR(str_part(S("hello"), 4, 99), S("o"));
    CHECK_STR(str_part(S("hello"), 9, 99), S(""));
    CHECK(str_eq_nocase(S("IbAn"), S("iBaN")));
    CHECK(str_cmp(S("a"), S("ab")) < 0);
}

TEST(str_int_takes_whole_numbers_only)
{
    int64_t i = 7;
    CHECK(str_int(S("-9223372036854775808"), &i) && i == INT64_MIN);
    CHECK(str_int(S("9223372036854775807"), &i) && i == INT64_MAX);
    CHECK(!str_int(S("9223372036854775808"), &i));
    CHECK(!str_int(S(""), &i) && !str_int(S("-"), &i) && !str_int(S("1 "), &i));
}

TEST(buf_stops_at_its_maximum)
{
    Buf b = buf_new(c->mem, 10);
    buf_add(&b, S("12345"));
    buf_int(&b, -678);
    CHECK_STR(buf_str(&b), S("12345-678"));
    buf_add(&b, S("xx"));
    CHECK(b.full);
    buf_char(&b, 'y');
    CHECK_STR(buf_str(&b), S("12345-678"));
}

TEST(buf_formats)
{
    Buf b = buf_new(c->mem, 100000);
    for (int i = 0; i < 1000; i++)
        buf_fmt(&b, "%d,", i);
    CHECK(!b.full);
    CHECK_STR(str_part(buf_str(&b), 0, 8), S("0,1,2,3,"));
    CHECK_STR(str_fmt(c->mem, "%s-%d", "x", 5), S("x-5"));
}

TEST(map_keeps_ten_thousand_keys)
{
    Map m = map_new(c->mem);
    static int values[10000];
    for (int i = 0; i < 10000; i++)
        CHECK(!map_put(&m, str_fmt(c->mem, "key %d", i), &values[i]));
    for (int i = 0; i < 10000; i++)
        CHECK(map_find(&m, str_fmt(c->mem, "key %d", i)) == &values[i]);
    CHECK(!map_find(&m, S("key 10000")));
    CHECK(map_put(&m, S("key 5"), &values[6]) == &values[5]);
    CHECK_INT(m.n, 10000);
    CHECK_STR(m.entries[17].key, S("key 17"));
}

TEST(map_of_numbers)
{
    Map m = map_new(c->mem);
    static int values[100];
    for (int i = 0; i < 100; i++)
        map_put_num(&m, (int64_t)i * 4096 - 7, &values[i]);
    for (int i = 0; i < 100; i++)
        CHECK(map_find_num(&m, (int64_t)i * 4096 - 7) == &values[i]);
    CHECK(!map_find_num(&m, 3));
}

TEST(the_first_failure_sticks)
{
    CHECK(!fail(c, CONFLICT, "name", "%s is taken", "Checking"));
    fail(c, NOT_FOUND, NULL, "later");
    CHECK_INT(c->failure.code, CONFLICT);
    CHECK_STR(c->failure.detail, S("Checking is taken"));
    CHECK_STR(c->failure.field, S("name"));
    fail_field(c, S("/x"), "not kept");
    CHECK(!c->failure.fields);
    CHECK_FAILED(c, CONFLICT);
    CHECK(!failed(c));
}

TEST(field_errors_gather)
{
    fail_field(c, S("/a"), "is missing");
    fail_field(c, S("/b"), "is too long by %d", 3);
    CHECK_INT(c->failure.code, INVALID);
    CHECK_STR(c->failure.fields->next->detail, S("is too long by 3"));
    for (int i = 0; i < 500; i++)
        fail_field(c, S("/c"), "x");
    int n = 0;
    for (FieldError *e = c->failure.fields; e; e = e->next)
        n++;
    CHECK_INT(n, LIMIT_FIELD_ERRORS);
}

TEST(every_code_has_a_status_and_a_slug)
{
    for (int i = 1; i < FAIL_CODE_COUNT; i++) {
        CHECK(fail_status((FailCode)i) >= 400 && fail_status((FailCode)i) < 600);
        CHECK(fail_slug((FailCode)i).n > 0 && fail_title((FailCode)i).n > 0);
    }
    CHECK_INT(fail_status(TOO_LARGE), 413);
}

TEST(a_seed_repeats)
{
    Rng a = rng_new(42), b = rng_new(42);
    int64_t low = 100, high = -100;
    for (int i = 0; i < 10000; i++) {
        int64_t x = rng_between(&a, -3, 3);
        CHECK(x == rng_between(&b, -3, 3));
        low = x < low ? x : low;
        high = x > high ? x : high;
    }
    CHECK_INT(low, -3);
    CHECK_INT(high, 3);
}

TEST(the_clock_can_be_fixed)
{
    clock_fix(1700000000000);
    CHECK_INT(clock_now_ms(), 1700000000000);
    clock_fix(0);
    CHECK(clock_now_ms() > 1700000000000);
}

int main(int argc, char **argv)
{
    const TestCase cases[] = {
        CASE(arena_memory_is_zero_and_aligned),
        CASE(arena_mark_gives_everything_back),
        CASE(arena_grow_keeps_the_bytes),
        CASE(str_finds_cuts_and_trims),
        CASE(str_int_takes_whole_numbers_only),
        CASE(buf_stops_at_its_maximum),
        CASE(buf_formats),
        CASE(map_keeps_ten_thousand_keys),
        CASE(map_of_numbers),
        CASE(the_first_failure_sticks),
        CASE(field_errors_gather),
        CASE(every_code_has_a_status_and_a_slug),
        CASE(a_seed_repeats),
        CASE(the_clock_can_be_fixed),
    };
    return RUN_TESTS(cases, argc, argv);
}
