/* Limits on how often a client may ask, by GCRA. */
#include "auth/limit.h"
#include "limit_sql.h"
#include "auth/secret.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { WINDOWS = 3, WAYS = 8, BUCKETS = 8192, LOCKS = 64, SYNC_ROWS = 1000 };

typedef struct {
    int64_t count, period_s,
        burst; /* count in a period, at most burst at once; count 0: no window */
} Window;

static const Window windows[LIMIT_KINDS][WINDOWS] = {
    [LIMIT_CLIENT] = { { 10, 1, 20 }, { 200, 60, 200 }, { 10000, 86400, 10000 } },
    [LIMIT_PAGE] = { { 10, 1, 20 }, { 200, 60, 200 } },
    [LIMIT_SIGN_IN] = { { 5, 60, 5 } },
};

/* tat: "theoretical arrival time" in microseconds, per window. */
typedef struct {
    uint64_t key; /* 0: free */
    int64_t tat[WINDOWS];
    bool changed;
} Entry;

static Entry table[BUCKETS][WAYS];
static pthread_mutex_t locks[LOCKS];
static pthread_once_t once = PTHREAD_ONCE_INIT;
static atomic_bool off;
static atomic_int_least64_t read_up_to_ms;

static void locks_init(void)
{
    for (int i = 0; i < LOCKS; i++)
        pthread_mutex_init(&locks[i], NULL);
}

void limit_switch(bool on)
{
    off = !on;
}

static int64_t newest(const Entry *e)
{
    int64_t most = 0;
    for (int w = 0; w < WINDOWS; w++)
        most = e->tat[w] > most ? e->tat[w] : most;
    return most;
}

static pthread_mutex_t *lock_of(uint64_t key)
{
    pthread_once(&once, locks_init);
    pthread_mutex_t *lock = &locks[key % BUCKETS % LOCKS];
    pthread_mutex_lock(lock);
    return lock;
}

/* The entry of a key; a new one takes a free place or that of the client longest at rest. Under its
 * lock. */
static Entry *entry_of(uint64_t key)
{
    Entry *bucket = table[key % BUCKETS], *place = &bucket[0];
    for (int i = 0; i < WAYS; i++) {
        if (bucket[i].key == key)
            return &bucket[i];
        if (newest(&bucket[i]) < newest(place))
            place = &bucket[i];
    }
    *place = (Entry){ .key = key };
    return place;
}

static uint64_t key_of(LimitKind kind, Str key)
{
    uint64_t h = secret_short(key) + (uint64_t)(kind == LIMIT_SIGN_IN) * 0x9e3779b97f4a7c15u;
    return h ? h : 1;
}

/* Microseconds between two requests of an even stream. */
static int64_t step_us(const Window *w)
{
    return w->period_s * 1000000 / w->count;
}

static LimitAnswer window_answer(const Window *w, int64_t tat, int64_t now)
{
    int64_t step = step_us(w), room = w->burst * step - (tat - now);
    return (LimitAnswer){ .allowed = true,
                          .limit = w->burst,
                          .window_s = w->period_s,
                          .remaining = room > 0 ? room / step : 0,
                          .reset_s = tat > now ? (tat - now + 999999) / 1000000 : 0 };
}

LimitAnswer limit_take(LimitKind kind, Str key, int64_t now_ms)
{
    LimitAnswer answer = { .allowed = true, .limit = 0 };
    if (off)
        return answer;
    int64_t now = now_ms * 1000, tat[WINDOWS] = { 0 };
    uint64_t k = key_of(kind, key);
    pthread_mutex_t *lock = lock_of(k);
    Entry *e = entry_of(k);
    for (int i = 0; i < WINDOWS && windows[kind][i].count; i++) {
        const Window *w = &windows[kind][i];
        tat[i] = (e->tat[i] > now ? e->tat[i] : now) + step_us(w);
        int64_t too_early = tat[i] - w->burst * step_us(w) - now;
        LimitAnswer a = window_answer(w, too_early > 0 ? e->tat[i] : tat[i], now);
        if (too_early > 0) {
            a.allowed = false;
            a.retry_after_ms = (too_early + 999) / 1000;
        }
        if (!answer.limit || (answer.allowed && (!a.allowed || a.remaining < answer.remaining)) ||
            (!a.allowed && a.retry_after_ms > answer.retry_after_ms))
            answer = a;
    }
    for (int i = 0; answer.allowed && i < WINDOWS && windows[kind][i].count; i++) {
        e->tat[i] = tat[i];
        e->changed = true;
    }
    pthread_mutex_unlock(lock);
    return answer;
}

void limit_give(LimitKind kind, Str key, int64_t now_ms)
{
    if (off)
        return;
    uint64_t k = key_of(kind, key);
    pthread_mutex_t *lock = lock_of(k);
    Entry *e = entry_of(k);
    for (int i = 0; i < WINDOWS && windows[kind][i].count; i++)
        if (e->tat[i] > now_ms * 1000) {
            e->tat[i] -= step_us(&windows[kind][i]);
            e->changed = true;
        }
    pthread_mutex_unlock(lock);
}

void limit_forget(void)
{
    for (uint64_t b = 0; b < BUCKETS; b++) {
        pthread_mutex_t *lock = lock_of(b);
        memset(table[b], 0, sizeof table[b]);
        pthread_mutex_unlock(lock);
    }
    read_up_to_ms = 0;
}

Str limit_address(Arena *mem, Str address)
{
    struct in6_addr six = { 0 };
    if (str_find_char(address, ':', 0) < 0 || inet_pton(AF_INET6, str_c(mem, address), &six) != 1)
        return address;
    if (IN6_IS_ADDR_V4MAPPED(&six))
        return str_fmt(mem, "%d.%d.%d.%d", six.s6_addr[12], six.s6_addr[13], six.s6_addr[14],
                       six.s6_addr[15]);
    return str_fmt(mem, "%02x%02x%02x%02x%02x%02x%02x%02x/64", six.s6_addr[0], six.s6_addr[1],
                   six.s6_addr[2], six.s6_addr[3], six.s6_addr[4], six.s6_addr[5], six.s6_addr[6],
                   six.s6_addr[7]);
}

/* Takes over what is stored where it is later than what is known here. */
static bool merge_row(Ctx *c, const DbRows *row, void *arg)
{
    (void)c, (void)arg;
    static const char *const columns[WINDOWS] = { "tat_1", "tat_2", "tat_3" };
    uint64_t k = (uint64_t)db_int(row, 0, "id");
    pthread_mutex_t *lock = lock_of(k);
    Entry *e = entry_of(k);
    for (int w = 0; w < WINDOWS; w++) {
        int64_t stored = db_int(row, 0, columns[w]);
        e->tat[w] = stored > e->tat[w] ? stored : e->tat[w];
    }
    pthread_mutex_unlock(lock);
    return true;
}

/* Also what was written a little before the last look: clocks of servers differ, commits come late.
 */
static bool read_stored(Ctx *c, void *arg)
{
    (void)arg;
    return db_each(c, &q_limit_since, DB_ARGS(V_INT(read_up_to_ms - 5000)), merge_row, NULL);
}

bool limit_load(Ctx *c)
{
    bool ok = store_read(c->store, c, read_stored, NULL);
    if (ok)
        read_up_to_ms = c->now_ms;
    return ok;
}

typedef struct {
    Entry rows[SYNC_ROWS];
    ptrdiff_t n;
} Changed;

/* Copies what changed, from bucket *at on, and marks it as written. */
static void collect(Changed *out, uint64_t *at)
{
    out->n = 0;
    for (; *at < BUCKETS && out->n + WAYS <= SYNC_ROWS; ++*at) {
        pthread_mutex_t *lock = lock_of(*at);
        for (int i = 0; i < WAYS; i++)
            if (table[*at][i].changed) {
                table[*at][i].changed = false;
                out->rows[out->n++] = table[*at][i];
            }
        pthread_mutex_unlock(lock);
    }
}

static bool write_changed(Ctx *c, void *arg)
{
    const Changed *changed = arg;
    for (ptrdiff_t i = 0; i < changed->n; i++) {
        const Entry *e = &changed->rows[i];
        db_run(c, &q_limit_store,
               DB_ARGS(V_INT((int64_t)e->key), V_INT(e->tat[0]), V_INT(e->tat[1]), V_INT(e->tat[2]),
                       V_INT(c->now_ms)));
    }
    db_run(c, &q_limit_clean, DB_ARGS(V_INT(c->now_ms * 1000)));
    return !failed(c);
}

bool limit_sync(Ctx *c)
{
    Changed *changed = NEW(c->mem, Changed);
    for (uint64_t at = 0; at < BUCKETS;) {
        collect(changed, &at);
        if (changed->n && !store_write(c->store, c, write_changed, changed))
            return false;
    }
    return limit_load(c);
}
