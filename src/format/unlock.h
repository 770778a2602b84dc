/* Trying passwords on a protected workbook: what every way of protecting one has in common. */
#ifndef FLORIN_FORMAT_UNLOCK_H
#define FLORIN_FORMAT_UNLOCK_H

#include "statement/options.h"

/* Excel encrypts with this one where a person only forbids changes; every program opens such files
 * without asking. */
#define UNLOCK_USUAL S("VelvetSweatshop")

enum { UNLOCK_PASSWORD_CHARS = 255 }; /* the longest that Excel takes */

typedef struct {
    const char *what; /* "workbook", for the words */
    Str usual;        /* tried before those that are given; none: nothing is */
    int64_t rounds;   /* of hashing that one try takes */
    bool (*fits)(void *state, Str password);
    void *state;
} Lock;

/* The first password that fits: *which counts those of the options from 1; 0 is the usual one.
 * False after fail(): PASSWORD_REQUIRED, PASSWORD_WRONG, or HOSTILE when a try takes more rounds
 * than any program asks for. All tries together are bounded by LIMIT_UNLOCK_ROUNDS. */
bool unlock(Ctx *c, const ParseOptions *o, const Lock *lock, int32_t *which);

/* A password in UTF-16, the low byte first. */
typedef struct {
    char p[2 * UNLOCK_PASSWORD_CHARS];
    ptrdiff_t n;
} WidePassword;

/* False when it is longer than any. */
bool password_wide(Str password, WidePassword *out);

#endif
