/* A fixed number of slots, each the last answer that hashed there: no lists, no eviction walk,
 * bounded memory. A collision costs a recomputation. */
#include "analyze/cache.h"

#include "field/write.h"
#include "ledger/ledger.h"
#include "value/instant.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1024, LARGEST_BYTES = 64 * 1024, MAX_AGE_MS = 300 * 1000 };

typedef struct {
    char *bytes; /* key, then answer */
    ptrdiff_t n_key, n_answer;
    int64_t until_ms;
} Slot;

static Slot slots[SLOTS];
static pthread_mutex_t locks[16] = {
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
    PTHREAD_MUTEX_INITIALIZER,
};
static _Atomic int64_t hits, misses;

/* Everything the answer depends on: whose data, its version, the day, the question. */
static Str key_of(Ctx *c, const Call *call, int64_t version)
{
    Buf b = buf_new(c->mem, LIMIT_JSON_BODY_BYTES);
    const int64_t numbers[] = { c->workspace_id, version, instant_date(c->now_ms) };
    for (ptrdiff_t i = 0; i < COUNT(numbers); i++) {
        buf_int(&b, numbers[i]);
        buf_char(&b, '|');
    }
    buf_add(&b, str_of(call->op->path));
    buf_char(&b, '|');
    for (ptrdiff_t i = 0; i < COUNT(call->path_args) && call->path_args[i].p; i++) {
        buf_add(&b, call->path_args[i]);
        buf_char(&b, '|');
    }
    buf_add(&b, call->raw_query);
    return buf_str(&b);
}

static Str look_up(Ctx *c, Str key)
{
    uint64_t i = str_hash(key) % SLOTS;
    Str found = { 0 };
    pthread_mutex_lock(&locks[i % COUNT(locks)]);
    const Slot *s = &slots[i];
    if (s->bytes && s->until_ms > c->now_ms && str_eq(str_n(s->bytes, s->n_key), key))
        found = str_copy(c->mem, str_n(s->bytes + s->n_key, s->n_answer));
    pthread_mutex_unlock(&locks[i % COUNT(locks)]);
    atomic_fetch_add(found.p ? &hits : &misses, 1);
    return found;
}

static void keep(Ctx *c, Str key, Str answer)
{
    char *bytes = answer.n <= LARGEST_BYTES ? malloc((size_t)(key.n + answer.n) + 1) : NULL;
    if (!bytes)
        return;
    memcpy(bytes, key.p, (size_t)key.n);
    memcpy(bytes + key.n, answer.p, (size_t)answer.n);
    uint64_t i = str_hash(key) % SLOTS;
    pthread_mutex_lock(&locks[i % COUNT(locks)]);
    free(slots[i].bytes);
    slots[i] = (Slot){ bytes, key.n, answer.n, c->now_ms + MAX_AGE_MS };
    pthread_mutex_unlock(&locks[i % COUNT(locks)]);
}

bool cached_answer(Ctx *c, Call *call, bool (*compute)(Ctx *c, Call *call))
{
    int64_t version = ledger_version(c);
    if (failed(c))
        return false;
    Str key = key_of(c, call, version);
    call->body = look_up(c, key);
    if (!call->body.p) {
        if (!compute(c, call) || failed(c))
            return false;
        call->body = field_json_text(c->mem, call->op->out, call->out);
        keep(c, key, call->body);
    }
    call->content_type = S("application/json; charset=utf-8");
    return true;
}

void cache_counts(int64_t *n_hits, int64_t *n_misses)
{
    *n_hits = atomic_load(&hits);
    *n_misses = atomic_load(&misses);
}
