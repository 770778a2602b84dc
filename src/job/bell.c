/* The bell that wakes workers. */
#include "job/bell.h"

#include "job/job.h"

#include <pthread.h>
#include <time.h>

/* One bell for the process: jobs are added from any room without knowing the runner. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t rung;
    uint64_t rings;
} bell = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };

void job_wake(void)
{
    pthread_mutex_lock(&bell.lock);
    bell.rings++;
    pthread_cond_broadcast(&bell.rung);
    pthread_mutex_unlock(&bell.lock);
}

uint64_t bell_rings(void)
{
    pthread_mutex_lock(&bell.lock);
    uint64_t rings = bell.rings;
    pthread_mutex_unlock(&bell.lock);
    return rings;
}

void bell_wait(uint64_t heard, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&bell.lock);
    while (bell.rings == heard)
        if (pthread_cond_timedwait(&bell.rung, &bell.lock, &until) != 0)
            break;
    pthread_mutex_unlock(&bell.lock);
}
