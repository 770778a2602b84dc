/* From files of figures to the line of a claim, for the shell scripts of bench/:
 *
 *     verdict id=P1 what='…' unit=s better=less ours=FILE
 *             [opponent=NAME version=V theirs=FILE [ratio=LEAST]] [bound=B]
 *
 * The files have a number a line, one of each round; medians are compared. result.h says the rest.
 */
#include "result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID, WHAT, UNIT, BETTER, OURS, OPPONENT, VERSION, THEIRS, RATIO, BOUND, KEYS };

static const char *const keys[KEYS] = { "id",       "what",    "unit",   "better", "ours",
                                        "opponent", "version", "theirs", "ratio",  "bound" };

static double median_of_file(const char *path)
{
    double values[ROUNDS_MAX];
    ptrdiff_t n = 0;
    FILE *f = path ? fopen(path, "r") : NULL;
    while (f && n < ROUNDS_MAX && fscanf(f, "%lf", &values[n]) == 1)
        n++;
    if (f)
        fclose(f);
    if (n == 0) {
        fprintf(stderr, "verdict: %s has no figures\n", path ? path : "no file");
        exit(1);
    }
    return result_median(values, n);
}

static int key_of(const char *arg)
{
    const char *end = strchr(arg, '=');
    for (int k = 0; end && k < KEYS; k++)
        if (strlen(keys[k]) == (size_t)(end - arg) && !strncmp(keys[k], arg, (size_t)(end - arg)))
            return k;
    fprintf(stderr, "verdict: '%s' is none of the arguments KEY=VALUE\n", arg);
    exit(2);
}

int main(int argc, char **argv)
{
    const char *given[KEYS] = { 0 };
    for (int i = 1; i < argc; i++)
        given[key_of(argv[i])] = strchr(argv[i], '=') + 1;
    if (!given[ID] || !given[WHAT] || !given[UNIT] || !given[BETTER]) {
        fputs("verdict: id, what, unit and better must be given\n", stderr);
        return 2;
    }
    Result r = { .id = given[ID],
                 .what = given[WHAT],
                 .unit = given[UNIT],
                 .more_is_better = !strcmp(given[BETTER], "more"),
                 .ours = median_of_file(given[OURS]),
                 .opponent = given[OPPONENT],
                 .version = given[VERSION],
                 .least_ratio = given[RATIO] ? strtod(given[RATIO], NULL) : 0,
                 .bound = given[BOUND] ? strtod(given[BOUND], NULL) : 0 };
    if (r.opponent)
        r.theirs = median_of_file(given[THEIRS]);
    result_print(&r);
    return 0;
}
