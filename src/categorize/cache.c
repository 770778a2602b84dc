/* A short list under one lock: sets are few and asked for once a batch. A set that was replaced
 * while somebody held it leaves with its last holder. */
#include "categorize/cache.h"

#include <assert.h>
#include <pthread.h>

typedef struct Entry {
    struct Entry *next;
    int64_t key, version, loaded_ms;
    uint64_t used; /* when, in the cache's own count */
    int holders;
    bool retired; /* replaced or dropped: nobody gets it any more */
    PatternSet *set;
} Entry;

struct PatternCache {
    Arena *mem;
    PatternLoad *load;
    int max;
    int64_t age_ms;
    pthread_mutex_t lock;
    Entry *entries; /* in use */
    Entry *spare;
    uint64_t now;
};

enum { CACHE_GUARD_BYTES = 16 << 20 };

PatternCache *pattern_cache_new(PatternLoad *load, int max, int64_t age_ms)
{
    Arena *mem = arena_new("pattern cache", CACHE_GUARD_BYTES);
    PatternCache *cache = NEW(mem, PatternCache);
    *cache = (PatternCache){ .mem = mem, .load = load, .max = max, .age_ms = age_ms };
    int failed_with = pthread_mutex_init(&cache->lock, NULL);
    assert(!failed_with);
    (void)failed_with;
    return cache;
}

void pattern_cache_free(PatternCache *cache)
{
    if (!cache)
        return;
    for (Entry *e = cache->entries; e; e = e->next) {
        assert(!e->holders);
        pattern_set_free(e->set);
    }
    pthread_mutex_destroy(&cache->lock);
    arena_free(cache->mem);
}

/* Takes out the entries that nobody holds and nobody will get. */
static void sweep(PatternCache *cache)
{
    for (Entry **at = &cache->entries; *at;) {
        Entry *e = *at;
        if (e->holders || !e->retired) {
            at = &e->next;
            continue;
        }
        *at = e->next;
        pattern_set_free(e->set);
        e->next = cache->spare;
        cache->spare = e;
    }
}

/* Past the most that are kept, the one unused for longest goes. */
static void make_room(PatternCache *cache)
{
    Entry *oldest = NULL;
    int idle = 0;
    for (Entry *e = cache->entries; e; e = e->next) {
        if (e->holders || e->retired)
            continue;
        idle++;
        if (!oldest || e->used < oldest->used)
            oldest = e;
    }
    if (oldest && idle > cache->max)
        oldest->retired = true;
    sweep(cache);
}

static void retire_key(PatternCache *cache, int64_t key)
{
    for (Entry *e = cache->entries; e; e = e->next)
        if (e->key == key)
            e->retired = true;
}

static Entry *find(PatternCache *cache, int64_t key, int64_t version, int64_t now_ms)
{
    for (Entry *e = cache->entries; e; e = e->next)
        if (!e->retired && e->key == key && e->version == version &&
            (!cache->age_ms || (now_ms >= e->loaded_ms && now_ms - e->loaded_ms < cache->age_ms)))
            return e;
    return NULL;
}

static const PatternSet *take(PatternCache *cache, Entry *e)
{
    e->holders++;
    e->used = ++cache->now;
    return e->set;
}

static Entry *add(PatternCache *cache, PatternSet *set)
{
    Entry *e = cache->spare;
    if (e)
        cache->spare = e->next;
    else
        e = NEW(cache->mem, Entry);
    *e = (Entry){ .next = cache->entries, .set = set };
    cache->entries = e;
    return e;
}

const PatternSet *pattern_cache_hold(PatternCache *cache, Ctx *c, int64_t key, int64_t version)
{
    pthread_mutex_lock(&cache->lock);
    Entry *e = find(cache, key, version, c->now_ms);
    const PatternSet *set = e ? take(cache, e) : NULL;
    pthread_mutex_unlock(&cache->lock);
    if (set)
        return set;
    PatternSet *loaded = cache->load(c, key);
    if (!loaded)
        return NULL;
    pthread_mutex_lock(&cache->lock);
    retire_key(cache, key);
    e = add(cache, loaded);
    e->key = key;
    e->version = version;
    e->loaded_ms = c->now_ms;
    set = take(cache, e);
    sweep(cache);
    pthread_mutex_unlock(&cache->lock);
    return set;
}

void pattern_cache_release(PatternCache *cache, const PatternSet *set)
{
    if (!set)
        return;
    pthread_mutex_lock(&cache->lock);
    for (Entry *e = cache->entries; e; e = e->next)
        if (e->set == set) {
            assert(e->holders > 0);
            e->holders--;
            break;
        }
    make_room(cache);
    pthread_mutex_unlock(&cache->lock);
}

void pattern_cache_drop(PatternCache *cache, int64_t key)
{
    pthread_mutex_lock(&cache->lock);
    retire_key(cache, key);
    sweep(cache);
    pthread_mutex_unlock(&cache->lock);
}
