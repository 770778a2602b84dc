/* Running a table of tests. */
#include "harness.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int checks_failed;
static bool skipped;

bool check_true(bool ok, const char *file, int line, const char *what)
{
    if (!ok) {
        checks_failed++;
        printf("%s:%d: not true: %s\n", file, line, what);
    }
    return ok;
}

bool check_int(int64_t got, int64_t want, const char *file, int line, const char *what)
{
    if (got != want) {
        checks_failed++;
        printf("%s:%d: %s is %lld, not %lld\n", file, line, what, (long long)got, (long long)want);
    }
    return got == want;
}

bool check_str(Str got, Str want, const char *file, int line, const char *what)
{
    bool same = str_eq(got, want);
    if (!same) {
        checks_failed++;
        printf("%s:%d: %s is\n  '%.*s', not\n  '%.*s'\n", file, line, what, STR_ARG(got),
               STR_ARG(want));
    }
    return same;
}

void test_skip(const char *why)
{
    skipped = true;
    printf("SKIPPED: %s\n", why);
}

/* --- scratch --- */

enum { OPEN_FOLDERS = 16, SCRATCH_FOLDERS = 30 };
static char scratch[200];
static pid_t scratch_owner; /* a child that ends leaves it */

static int drop_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static void drop_scratch(void)
{
    if (getpid() == scratch_owner)
        nftw(scratch, drop_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

const char *test_scratch(const char *name)
{
    static char paths[SCRATCH_FOLDERS][300];
    static int n;
    char *path = paths[n++];
    const char *tmp = getenv("TMPDIR");
    if (!scratch[0]) {
        snprintf(scratch, sizeof scratch, "%s/florin-test-XXXXXX", tmp ? tmp : "/tmp");
        if (!mkdtemp(scratch) || chmod(scratch, 0711)) /* other users' tests pass through it */
            abort();
        scratch_owner = getpid();
        atexit(drop_scratch);
    }
    snprintf(path, sizeof paths[0], "%s/%s", scratch, name);
    if (n == SCRATCH_FOLDERS || (mkdir(path, 0700) && errno != EEXIST))
        abort();
    return path;
}

int run_tests(const TestCase *cases, ptrdiff_t n, int argc, char **argv)
{
    int passed = 0, lost = 0, left_out = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (argc > 1 && !strstr(cases[i].name, argv[1]))
            continue;
        Ctx c = ctx_new("test", (size_t)1 << 30);
        checks_failed = 0;
        skipped = false;
        cases[i].run(&c);
        if (checks_failed)
            printf("FAILED %s\n", cases[i].name);
        passed += !checks_failed && !skipped;
        lost += checks_failed > 0;
        left_out += skipped && !checks_failed;
        ctx_done(&c);
    }
    printf("%d passed, %d failed, %d skipped\n", passed, lost, left_out);
    return lost > 0;
}
