/* A measured claim, the same line for all programs of bench/. */
#ifndef FLORIN_BENCH_RESULT_H
#define FLORIN_BENCH_RESULT_H

#include <stdbool.h>
#include <stddef.h>

enum { ROUNDS_MAX = 200 };

typedef struct {
    const char *id;   /* of the claim, such as "P10" */
    const char *what; /* in words, with its size */
    const char *unit; /* of ours and theirs */
    bool more_is_better;
    double ours;
    const char *opponent, *version; /* NULL: measured against itself or a limit */
    double theirs;
    double least_ratio; /* promised; 0: none is */
    double bound; /* promised of ours alone: at most, or at least where more is better; 0: none */
} Result;

/* Prints {"id":…,"what":…,"unit":…,"ours":…,"opponent":…,"opponent_version":…,"theirs":…,"ratio":…,
 * "target":…,"reached":…} and a newline. ratio is how many times better than the opponent, 1 is as
 * good, whichever way better is. */
void result_print(const Result *r);

/* The median; sorts the values. */
double result_median(double *values, ptrdiff_t n);

#endif
