/* A crew: threads for work that takes long. */
#ifndef FLORIN_API_CREW_H
#define FLORIN_API_CREW_H

#include "base/base.h"

typedef struct Crew Crew;

/* threads workers, and at most waiting pieces of work that wait for one. */
Crew *crew_new(int threads, int waiting);

/* Runs work(arg) on a thread of the crew; false when too much is waiting. Any thread. */
bool crew_add(Crew *p, void (*work)(void *arg), void *arg);

/* How much waits or runs. */
int crew_busy(Crew *p);

/* Finishes what is waiting and ends the threads. */
void crew_free(Crew *p);

#endif
