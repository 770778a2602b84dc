/* The bell that wakes the workers of this process: job_wake() rings it. Private to the room. */
#ifndef FLORIN_JOB_BELL_H
#define FLORIN_JOB_BELL_H

#include <stdint.h>

/* How often it has rung. */
uint64_t bell_rings(void);

/* Sleeps until the bell rings after the count `heard`, or ms have passed. */
void bell_wait(uint64_t heard, int64_t ms);

#endif
