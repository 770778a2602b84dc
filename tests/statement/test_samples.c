/* The sample files' truth: the judge beside the samples scores the built program, and this test
 * holds the figures. Without the samples (a checkout alone) it says so and is counted as skipped.
 */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SHARED SOURCE_ROOT "/../shared"

static char program[1024]; /* the built florin, found from this program's own place */

typedef struct {
    int files, exact, flagged, refused, silent, crash;
} Score;

/* The closing line of the judge: "all  files exact flagged refused SILENT CRASH …". */
static bool score(const char *format, const char *folder, Score *out)
{
    char command[3000], line[512];
    snprintf(command, sizeof command, "python3 '%s' --program '%s' --format %s '%s'",
             SHARED "/tools/score_statements.py", program, format, folder);
    FILE *judge = popen(command, "r");
    bool found = false;
    while (judge && fgets(line, sizeof line, judge))
        found |= sscanf(line, "all %d %d %d %d %d %d", &out->files, &out->exact, &out->flagged,
                        &out->refused, &out->silent, &out->crash) == 6;
    return judge && pclose(judge) == 0 && found;
}

/* The figures that were reached; a change may better them. */
static const struct {
    const char *format;
    int files, percent; /* at least so many, and so many of them exact */
} reached[] = {
    { "csv", 60, 98 },    { "ofx", 50, 98 },    { "qif", 12, 100 }, { "camt", 20, 100 },
    { "mt940", 28, 100 }, { "bai2", 3, 100 },   { "xlsx", 7, 100 }, { "xls", 3, 100 },
    { "ods", 1, 100 },    { "cells", 30, 100 }, { "pdf", 9, 100 },  { "malformed", 60, 98 },
};

TEST(samples_of_every_format)
{
    if (access(SHARED "/tools/score_statements.py", R_OK) != 0) {
        test_skip("../shared with the sample statements is absent");
        return;
    }
    for (ptrdiff_t i = 0; i < COUNT(reached); i++) {
        Score s = { 0 };
        CHECK(score(reached[i].format, SHARED "/data/statements", &s));
        bool ok = s.files >= reached[i].files && !s.silent && !s.crash &&
                  s.exact * 100 >= s.files * reached[i].percent;
        if (!CHECK(ok))
            printf("# %s: %d of %d exact, %d silent, %d crashed\n", reached[i].format, s.exact,
                   s.files, s.silent, s.crash);
    }
}

/* What Excel itself protected, all with the password "password": XOR of two ages and CryptoAPI. */
TEST(workbooks_protected_by_excel)
{
    static const char *const names[] = { "biff5_password_2002_40_xor", "password_2002_40_xor",
                                         "password_2002_128_enhanced" };
    char command[3000], answer[512];
    if (access(SHARED "/data/statements/xls/sheetjs", R_OK) != 0) {
        test_skip("../shared with the sample statements is absent");
        return;
    }
    for (ptrdiff_t i = 0; i < COUNT(names); i++) {
        snprintf(command, sizeof command,
                 "echo password | '%s' parse --cells --password-file /dev/stdin "
                 "'" SHARED "/data/statements/xls/sheetjs/%s.xls'",
                 program, names[i]);
        FILE *f = popen(command, "r");
        size_t n = f ? fread(answer, 1, sizeof answer - 1, f) : 0;
        answer[n] = 0;
        CHECK(f && pclose(f) == 0);
        CHECK(strstr(answer, "[[\"1\"],[\"2\",\"10\"]") != NULL);
    }
}

int main(int argc, char **argv)
{
    char self[800] = { 0 };
    if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
        return 1;
    char *slash = strrchr(self, '/');
    if (slash)
        *slash = 0;
    snprintf(program, sizeof program, "%s/../src/florin", self);
    static const TestCase cases[] = { CASE(samples_of_every_format),
                                      CASE(workbooks_protected_by_excel) };
    return RUN_TESTS(cases, argc, argv);
}
