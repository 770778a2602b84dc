/* The unit tests' harness: a test is a function, a program is a table of them.
 *
 *     TEST(parts_sum_to_the_whole) { CHECK(…); CHECK_INT(got, want); CHECK_STR(got, want); }
 *     int main(int argc, char **argv) { return RUN(parts_sum_to_the_whole, …); }
 *
 * Every test gets a fresh Ctx `c`. A failed check prints where and what, and the test goes on. The
 * last line of the output is 'N passed, N failed'. An argument runs only tests whose name holds it.
 */
#ifndef FLORIN_TESTS_HARNESS_H
#define FLORIN_TESTS_HARNESS_H

#include "base/base.h"

typedef struct {
    const char *name;
    void (*run)(Ctx *c);
} TestCase;

#define TEST(test_name) static void test_name(Ctx *c __attribute__((unused)))
#define CASE(test_name)                                                                            \
    {                                                                                              \
#test_name, test_name                                                                      \
    }

bool check_true(bool ok, const char *file, int line, const char *what);
bool check_int(int64_t got, int64_t want, const char *file, int line, const char *what);
bool check_str(Str got, Str want, const char *file, int line, const char *what);

#define CHECK(condition)     check_true((condition), __FILE__, __LINE__, #condition)
#define CHECK_INT(got, want) check_int((int64_t)(got), (int64_t)(want), __FILE__, __LINE__, #got)
#define CHECK_STR(got, want) check_str((got), (want), __FILE__, __LINE__, #got)
/* The unit failed with this code; forgets the failure. */
#define CHECK_FAILED(c, fail_code)                                                                 \
    (check_int((c)->failure.code, fail_code, __FILE__, __LINE__, "failure code"), fail_clear(c))

/* Says that the running test could not be done (a service or ../shared is absent); counted apart.
 */
void test_skip(const char *why);

/* A folder of this process for files of tests, made when it is not there, and removed with all that
 * is in it when the process ends; below TMPDIR, so that tests/run.sh removes what a killed one
 * leaves. */
const char *test_scratch(const char *name);

int run_tests(const TestCase *cases, ptrdiff_t n, int argc, char **argv);
#define RUN_TESTS(cases, argc, argv) run_tests((cases), COUNT(cases), (argc), (argv))

#endif
