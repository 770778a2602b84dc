/* The wall clock, with a fixed point for tests. */
#include "base/clock.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

static _Atomic int64_t fixed_ms;
static int64_t shift_ms;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int64_t read_clock(clockid_t id, int64_t per_second)
{
    struct timespec t;
    clock_gettime(id, &t);
    return t.tv_sec * per_second + t.tv_nsec / (1000000000 / per_second);
}

static void read_shift(void)
{
    const char *wanted = getenv("FLORIN_CLOCK_MS");
    if (wanted && *wanted)
        shift_ms = strtoll(wanted, NULL, 10) - read_clock(CLOCK_REALTIME, 1000);
}

int64_t clock_now_ms(void)
{
    int64_t fixed = atomic_load(&fixed_ms);
    if (fixed)
        return fixed;
    pthread_once(&once, read_shift);
    return read_clock(CLOCK_REALTIME, 1000) + shift_ms;
}

int64_t clock_mono_ns(void)
{
    return read_clock(CLOCK_MONOTONIC, 1000000000);
}

void clock_fix(int64_t ms)
{
    atomic_store(&fixed_ms, ms);
}
