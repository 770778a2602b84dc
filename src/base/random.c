/* Chance. */
#include "base/random.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

void random_bytes(void *p, size_t n)
{
    unsigned char *to = p;
    while (n) {
        ssize_t got = getrandom(to, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            perror("florin: the system gives no random bytes");
            abort();
        }
        to += got;
        n -= (size_t)got;
    }
}

Rng rng_new(uint64_t seed)
{
    return (Rng){ seed };
}

uint64_t rng_next(Rng *r)
{
    uint64_t z = (r->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t random_quick(void)
{
    static _Thread_local Rng own;
    static _Thread_local bool seeded;
    if (!seeded) {
        random_bytes(&own, sizeof own);
        seeded = true;
    }
    return rng_next(&own);
}

/* Lemire 2019, without the rejection: the bias is below 2^-32 for our ranges. */
int64_t rng_below(Rng *r, int64_t below)
{
    assert(below > 0);
    return (int64_t)(((unsigned __int128)rng_next(r) * (uint64_t)below) >> 64);
}

int64_t rng_between(Rng *r, int64_t low, int64_t high)
{
    return low + rng_below(r, high - low + 1);
}
