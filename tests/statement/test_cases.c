/* The files of every format: one test a format, its files in tests/statement/FORMAT. */
#include "statement/cases.h"

TEST(json)
{
    cases_run("json", 20);
}

TEST(journal)
{
    cases_run("journal", 20);
}

TEST(own)
{
    cases_run("own", 4);
}

TEST(mt940)
{
    cases_run("mt940", 28);
}

TEST(camt)
{
    cases_run("camt", 30);
}

TEST(bai2)
{
    cases_run("bai2", 24);
}

TEST(csv)
{
    cases_run("csv", 60);
}

TEST(ofx)
{
    cases_run("ofx", 43);
}

TEST(pdf)
{
    cases_run("pdf", 50);
}

TEST(qif)
{
    cases_run("qif", 26);
}

TEST(xlsx)
{
    cases_run("xlsx", 46);
}

TEST(ods)
{
    cases_run("ods", 16);
}

TEST(xls)
{
    cases_run("xls", 29);
}

TEST(html)
{
    cases_run("html", 11);
}

TEST(zip)
{
    cases_run("zip", 16);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(bai2),  CASE(camt), CASE(json), CASE(journal), CASE(own),
        CASE(mt940), CASE(csv),  CASE(ofx),  CASE(pdf),     CASE(qif),
        CASE(xlsx),  CASE(ods),  CASE(xls),  CASE(html),    CASE(zip),
    };
    return RUN_TESTS(cases, argc, argv);
}
