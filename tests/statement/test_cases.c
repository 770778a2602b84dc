/* The files of every format: one test a format, its files in tests/statement/FORMAT. */
#include "statement/cases.h"

TEST(csv)
{
    cases_run("csv", 60);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(csv),
    };
    return RUN_TESTS(cases, argc, argv);
}
