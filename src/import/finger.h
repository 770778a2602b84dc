/* How often each row of a file has come: eight bytes a row, so that a million rows cost 16 MB. */
#ifndef FLORIN_IMPORT_FINGER_H
#define FLORIN_IMPORT_FINGER_H

#include "base/base.h"

typedef struct {
    Arena *mem; /* its own, replaced when it grows */
    uint64_t *slots;
    ptrdiff_t n, n_slots;
    Map repeated; /* counts from 2 on */
} FingerCount;

FingerCount finger_new(void);
void finger_done(FingerCount *f);

/* Counts a row of an account and returns the how-manieth equal one it is, from 1. */
int64_t finger_add(FingerCount *f, int64_t account_id, int64_t fingerprint);

#endif
