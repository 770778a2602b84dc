/* Housekeeping of a server. */
#include "api/house.h"
#include "api/request.h"
#include "api/socket.h"
#include "auth/auth.h"
#include "base/clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { HOUSE_BYTES = 64 << 20, SWEEP_EVERY_S = 600 };

struct House {
    Api *api;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
};

/* Waits a second; false when it is time to end. */
static bool wait_a_second(House *h)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    pthread_mutex_lock(&h->lock);
    int waited = 0;
    while (!h->stopping && waited == 0)
        waited = pthread_cond_timedwait(&h->wake, &h->lock, &until);
    bool goes_on = !h->stopping;
    pthread_mutex_unlock(&h->lock);
    return goes_on;
}

static bool clean_unit(Ctx *c, void *arg)
{
    (void)arg;
    return idempotency_clean(c);
}

static void once(House *h, bool sweep)
{
    Ctx c = ctx_new("house", HOUSE_BYTES);
    c.store = h->api->store;
    c.system = true;
    c.lane_note = S("housekeeping");
    sockets_check(&c, h->api);
    limit_sync(&c);
    if (sweep && !failed(&c)) {
        auth_sweep(&c);
        store_write(h->api->store, &c, clean_unit, NULL);
    }
    if (failed(&c))
        log_line(LOG_WARN, "house.failed", LOG_TEXT("detail", c.failure.detail),
                 LOG_TEXT("internal", c.failure.internal));
    ctx_done(&c);
}

static void *run(void *arg)
{
    House *h = arg;
    for (int64_t i = 1; wait_a_second(h); i++)
        once(h, i % SWEEP_EVERY_S == 0);
    once(h, false);
    return NULL;
}

House *house_start(Api *a)
{
    House *h = calloc(1, sizeof *h);
    if (!h)
        abort();
    h->api = a;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->wake, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&h->thread, NULL, run, h))
        abort();
    return h;
}

void house_stop(House *h)
{
    pthread_mutex_lock(&h->lock);
    h->stopping = true;
    pthread_cond_signal(&h->wake);
    pthread_mutex_unlock(&h->lock);
    pthread_join(h->thread, NULL);
    pthread_cond_destroy(&h->wake);
    pthread_mutex_destroy(&h->lock);
    free(h);
}
