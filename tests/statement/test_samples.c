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

TEST(csv_samples)
{
    Score s = { 0 };
    if (access(SHARED "/tools/score_statements.py", R_OK) != 0) {
        test_skip("../shared with the sample statements is absent");
        return;
    }
    CHECK(score("csv", SHARED "/data/statements", &s));
    CHECK(s.files >= 60);
    CHECK_INT(s.silent, 0);
    CHECK_INT(s.crash, 0);
    CHECK(s.exact * 100 >= s.files * 98);
}

TEST(ofx_and_qif_samples)
{
    static const char *const formats[] = { "ofx", "qif" };
    if (access(SHARED "/tools/score_statements.py", R_OK) != 0) {
        test_skip("../shared with the sample statements is absent");
        return;
    }
    for (ptrdiff_t i = 0; i < COUNT(formats); i++) {
        Score s = { 0 };
        CHECK(score(formats[i], SHARED "/data/statements", &s));
        CHECK(s.files >= 12);
        CHECK_INT(s.silent, 0);
        CHECK_INT(s.crash, 0);
        CHECK(s.exact * 100 >= s.files * 98);
    }
}

TEST(hostile_csv)
{
    static const char *const folders[] = { "hledger", "made-here-dev", "ofxparse" };
    if (access(SHARED "/tools/score_statements.py", R_OK) != 0) {
        test_skip("../shared with the hostile files is absent");
        return;
    }
    for (ptrdiff_t i = 0; i < COUNT(folders); i++) {
        Score s = { 0 };
        char folder[1024];
        snprintf(folder, sizeof folder, SHARED "/data/statements/malformed/%s", folders[i]);
        CHECK(score("malformed", folder, &s));
        CHECK(s.files > 5);
        CHECK_INT(s.silent, 0);
        CHECK_INT(s.crash, 0);
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
    static const TestCase cases[] = { CASE(csv_samples), CASE(ofx_and_qif_samples), CASE(hostile_csv) };
    return RUN_TESTS(cases, argc, argv);
}
