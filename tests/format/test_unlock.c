/* Which passwords are tried, in which order, how many, and what is said when none fits. */
#include "harness.h"

#include "format/unlock.h"

typedef struct {
    Str right;
    Str tried[200];
    ptrdiff_t n;
} Door;

static bool fits(void *state, Str password)
{
    Door *door = state;
    door->tried[door->n++ % COUNT(door->tried)] = password;
    return str_eq(password, door->right);
}

static Lock lock_of(Door *door, Str usual, int64_t rounds)
{
    return (
        Lock){ .what = "workbook", .usual = usual, .rounds = rounds, .fits = fits, .state = door };
}

TEST(in_the_order_given_the_usual_one_first)
{
    static const Str given[] = { S_INIT("one"), S_INIT("two"), S_INIT("three") };
    ParseOptions o = { .passwords = given, .n_passwords = 3 };
    Door door = { .right = S("two") };
    Lock lock = lock_of(&door, UNLOCK_USUAL, 100000);
    int32_t which = -1;
    CHECK(unlock(c, &o, &lock, &which));
    CHECK_INT(which, 2);
    CHECK_INT(door.n, 3);
    CHECK_STR(door.tried[0], S("VelvetSweatshop"));
    CHECK_STR(door.tried[1], S("one"));
    door = (Door){ .right = UNLOCK_USUAL };
    CHECK(unlock(c, NULL, &lock, &which));
    CHECK_INT(which, 0);
}

TEST(the_words_when_none_fits)
{
    static const Str given[] = { S_INIT("one"), S_INIT("two") };
    ParseOptions o = { .passwords = given };
    Door door = { .right = S("x") };
    Lock lock = lock_of(&door, (Str){ 0 }, 0);
    int32_t which;
    CHECK(!unlock(c, &o, &lock, &which));
    CHECK_INT(door.n, 0);
    CHECK_FAILED(c, PASSWORD_REQUIRED);
    o.n_passwords = 1;
    CHECK(!unlock(c, &o, &lock, &which) &&
          str_starts(c->failure.detail, S("The password does not")));
    CHECK_FAILED(c, PASSWORD_WRONG);
    o.n_passwords = 2;
    CHECK(!unlock(c, &o, &lock, &which) &&
          str_starts(c->failure.detail, S("None of the passwords")));
    CHECK_FAILED(c, PASSWORD_WRONG);
}

TEST(all_tries_together_are_bounded)
{
    Str given[150];
    for (ptrdiff_t i = 0; i < COUNT(given); i++)
        given[i] = S("wrong");
    ParseOptions o = { .passwords = given, .n_passwords = COUNT(given) };
    Door door = { .right = S("right") };
    Lock lock = lock_of(&door, UNLOCK_USUAL, 100000);
    int32_t which;
    CHECK(!unlock(c, &o, &lock, &which) && str_find(c->failure.detail, S("first 99 "), 0) > 0);
    CHECK_FAILED(c, PASSWORD_WRONG);
    CHECK_INT(door.n * lock.rounds, LIMIT_UNLOCK_ROUNDS);
    door.n = 0;
    lock.rounds = LIMIT_UNLOCK_ROUNDS / 2 + 1;
    CHECK(!unlock(c, &o, &lock, &which));
    CHECK_FAILED(c, HOSTILE);
    CHECK_INT(door.n, 0);
}

TEST(passwords_in_utf16)
{
    WidePassword wide;
    char many[UNLOCK_PASSWORD_CHARS + 1];
    for (ptrdiff_t i = 0; i < COUNT(many); i++)
        many[i] = 'x';
    CHECK(password_wide(S("a\u20ac\U0001f600"), &wide));
    CHECK_STR(str_n(wide.p, wide.n), S("a\0\xac\x20\x3d\xd8\x00\xde"));
    CHECK(password_wide(str_n(many, UNLOCK_PASSWORD_CHARS), &wide));
    CHECK_INT(wide.n, 2 * UNLOCK_PASSWORD_CHARS);
    CHECK(!password_wide(str_n(many, COUNT(many)), &wide));
    CHECK(password_wide(S(""), &wide) && wide.n == 0);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = { CASE(in_the_order_given_the_usual_one_first),
                                      CASE(the_words_when_none_fits),
                                      CASE(all_tries_together_are_bounded),
                                      CASE(passwords_in_utf16) };
    return RUN_TESTS(cases, argc, argv);
}
