/* The time. Tests fix it; everything else asks here, and a unit of work asks its Ctx. */
#ifndef FLORIN_BASE_CLOCK_H
#define FLORIN_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since 1970-01-01 UTC. FLORIN_CLOCK_MS in the environment shifts the start of the
 * process to that instant; the clock then runs on from there. */
int64_t clock_now_ms(void);

/* Nanoseconds of a clock that never goes back; for measuring. */
int64_t clock_mono_ns(void);

/* From now on clock_now_ms() answers this instant; 0 lets it run again. For tests. */
void clock_fix(int64_t ms);

#endif
