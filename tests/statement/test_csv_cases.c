/* Delimited text: what a mapping given by a person does, and that no line is lost. */
#include "statement/cases.h"

/* What a person says wins over the evidence, and is not doubted. */
TEST(a_given_mapping)
{
    static const Mapped given[] = {
        { .field = S_INIT("date"), .column = 0, .format = S_INIT("%d/%m/%Y") },
        { .field = S_INIT("amount"),
          .column = 9,
          .header = S_INIT("Sum"),
          .format = S_INIT("-1.234,56") },
        { .field = S_INIT("description"), .column = 1 },
    };
    Str bytes = S("When;Who;What;Sum\n03/04/2023;Shop;x;1.234\n05/06/2023;Cafe;y;5,5\n");
    ParseOptions o = { .mapping = given, .n_mapped = COUNT(given) };
    StatementSet set;
    CHECK(statement_parse(c, bytes, &o, &set));
    CHECK(set.n == 1 && set.statements[0].n_rows == 2 && !set.statements[0].ambiguous);
    const StatementRow *row = &set.statements[0].rows[0];
    CHECK_INT(row->date, date_of(2023, 4, 3));
    CHECK(case_figure_is(row->amount, S("-1234")));
    CHECK_STR(row->description, S("Shop"));
    CHECK(case_figure_is(set.statements[0].rows[1].amount, S("-5.5")));
}

/* The same file with a line in each place that a reader could lose: rows and findings name all. */
TEST(no_line_is_lost)
{
    Str bytes = S("Date,Description,Amount\n2023-01-02,A,1.00\n\nTotal,,1.00\nx,B,2.00\n"
                  "2023-01-03,C,\nDate,Description,Amount\n2023-01-04,D,3.00\nThe bank\n");
    static const int64_t left[] = { 4, 5, 6, 7, 9 };
    StatementCase k = { .c = c, .name = "no_line_is_lost" };
    CHECK(statement_parse(c, bytes, NULL, &k.set));
    CHECK_INT(case_count_rows(&k), 2);
    for (ptrdiff_t i = 0; i < COUNT(left); i++)
        CHECK(case_finding_holds(&k, left[i], (Str){ 0 }));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = { CASE(a_given_mapping), CASE(no_line_is_lost) };
    return RUN_TESTS(cases, argc, argv);
}
