/* The files of every format: one test a format, its files in tests/statement/FORMAT. */
#include "statement/cases.h"

TEST(csv)
{
    cases_run("csv", 60);
}

TEST(ofx)
{
    cases_run("ofx", 43);
}

TEST(qif)
{
    cases_run("qif", 26);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(csv),
        CASE(ofx),
        CASE(qif),
    };
    return RUN_TESTS(cases, argc, argv);
}
