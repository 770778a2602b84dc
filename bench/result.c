/* One line of JSON a claim. */
#include "result.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void text(const char *key, const char *value)
{
    printf("\"%s\":", key);
    if (!value) {
        printf("null,");
        return;
    }
    putchar('"');
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            putchar('\\');
        putchar((unsigned char)*value < 0x20 ? ' ' : *value);
    }
    printf("\",");
}

/* Three digits that mean something. */
static void number(const char *key, double value)
{
    double size = fabs(value);
    int digits = size >= 100 || size <= 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    printf("\"%s\":%.*f,", key, digits, value);
}

void result_print(const Result *r)
{
    double ratio = 0;
    char target[80] = "";
    bool reached = true;
    if (r->opponent)
        ratio = r->more_is_better ? r->ours / r->theirs : r->theirs / r->ours;
    if (r->least_ratio > 0) {
        snprintf(target, sizeof target, "ratio >= %g", r->least_ratio);
        reached = ratio >= r->least_ratio;
    }
    if (r->bound > 0) {
        size_t n = strlen(target);
        snprintf(target + n, sizeof target - n, "%s%s %.10g %s", n ? ", " : "",
                 r->more_is_better ? "at least" : "at most", r->bound, r->unit);
        reached = reached && (r->more_is_better ? r->ours >= r->bound : r->ours <= r->bound);
    }
    putchar('{');
    text("id", r->id);
    text("what", r->what);
    text("unit", r->unit);
    number("ours", r->ours);
    text("opponent", r->opponent);
    text("opponent_version", r->opponent ? r->version : NULL);
    if (r->opponent) {
        number("theirs", r->theirs);
        printf("\"ratio\":%.2f,", ratio);
    } else {
        printf("\"theirs\":null,\"ratio\":null,");
    }
    text("target", *target ? target : NULL);
    printf("\"reached\":%s}\n", *target ? reached ? "true" : "false" : "null");
    fflush(stdout);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double result_median(double *values, ptrdiff_t n)
{
    qsort(values, (size_t)n, sizeof *values, by_size);
    return values[n / 2];
}
