/* How often each row of a file has come: ten to thirteen bytes a row, and never much more while it
 * grows. */
#ifndef FLORIN_IMPORT_FINGER_H
#define FLORIN_IMPORT_FINGER_H

#include "base/base.h"

enum { FINGER_PARTS = 16 };

/* A part of the hashes: an open table. */
typedef struct {
    Arena *mem; /* its own, replaced when it grows */
    uint64_t *slots;
    ptrdiff_t n, n_slots;
} FingerPart;

typedef struct {
    FingerPart parts[FINGER_PARTS];
    Map repeated; /* counts from 2 on */
} FingerCount;

FingerCount finger_new(void);
void finger_done(FingerCount *f);

/* Counts a row of an account and returns the how-manieth equal one it is, from 1. */
int64_t finger_add(FingerCount *f, int64_t account_id, int64_t fingerprint);

#endif
