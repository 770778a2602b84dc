/* Pattern sets kept ready: by workspace and its data version, or by country. An entry is right or
 * absent: another version is loaded at once, and none is used for longer than its age allows. Any
 * thread may ask. */
#ifndef FLORIN_CATEGORIZE_CACHE_H
#define FLORIN_CATEGORIZE_CACHE_H

#include "categorize/pattern.h"

/* A change that forgot to raise the version shows after this long at the latest. */
enum { PATTERN_CACHE_AGE_MS = 60 * 1000 };

typedef struct PatternCache PatternCache;

/* Makes the set for a key in the unit c; NULL after a failure of it. Called without the cache being
 * locked. */
typedef PatternSet *PatternLoad(Ctx *c, int64_t key);

/* A cache of at most max sets that are in no use; age_ms 0 keeps a set as long as its version
 * holds. */
PatternCache *pattern_cache_new(PatternLoad *load, int max, int64_t age_ms);

/* Ends the cache; no set may be held. NULL is allowed. */
void pattern_cache_free(PatternCache *cache);

/* The set for a key at a version, loaded if need be; NULL when loading failed. Held until
 * pattern_cache_release. */
const PatternSet *pattern_cache_hold(PatternCache *cache, Ctx *c, int64_t key, int64_t version);
void pattern_cache_release(PatternCache *cache, const PatternSet *set);

/* Forgets what is kept for a key. */
void pattern_cache_drop(PatternCache *cache, int64_t key);

#endif
