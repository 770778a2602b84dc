/* Chance: from the system for secrets, from a seed for what must repeat. */
#ifndef FLORIN_BASE_RANDOM_H
#define FLORIN_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* n bytes from the system; ends the process if it has none to give. */
void random_bytes(void *p, size_t n);

/* A generator that repeats from its seed: splitmix64 (Steele, Lea, Flood 2014). Not for secrets. */
typedef struct {
    uint64_t state;
} Rng;

Rng rng_new(uint64_t seed);
uint64_t rng_next(Rng *r);
/* Evenly one of 0 … below-1; below must be positive. */
int64_t rng_below(Rng *r, int64_t below);
/* Evenly one of low … high, both included. */
int64_t rng_between(Rng *r, int64_t low, int64_t high);

/* A number from a generator of the calling thread, which the system seeds at its first use: for
 * names that must differ and need not be hard to guess, without a system call each. */
uint64_t random_quick(void);

#endif
