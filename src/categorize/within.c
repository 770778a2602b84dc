/* Two indexes by the gram a text begins with: of 6 bytes for most, of 3 for shorter ones. */
#include "categorize/within.h"

#include <string.h>

enum { SHORT_GRAM = 3, LONG_GRAM = 6, FILTER_BITS = 1 << 20, BUCKET_BITS_MIN = 8 };

typedef struct {
    int gram;
    int bits;
    uint32_t *starts; /* of the buckets in places; one more than there are buckets */
    WithinPlace *places;
} Grams;

struct Within {
    const Str *strings;
    ptrdiff_t longest;
    Grams by_short, by_long;
    uint64_t *filter; /* which grams of LONG_GRAM bytes occur */
};

static uint64_t gram_hash(const char *p, int gram)
{
    uint64_t x = 0;
    memcpy(&x, p, (size_t)gram);
    return (x + (uint64_t)gram) * 0x9E3779B97F4A7C15u;
}

static uint32_t bucket_of(const Grams *g, const char *p)
{
    return (uint32_t)(gram_hash(p, g->gram) >> (64 - g->bits));
}

static uint32_t filter_bit(const char *p)
{
    return (uint32_t)(gram_hash(p, LONG_GRAM) >> 44);
}

static size_t count_grams(const Str *strings, ptrdiff_t n, int gram)
{
    size_t count = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        count += strings[i].n >= gram ? (size_t)(strings[i].n - gram + 1) : 0;
    return count;
}

/* Counting sort of all places by bucket; within a bucket they keep the order of the strings. */
static Grams make_grams(Arena *mem, const Str *strings, ptrdiff_t n, int gram)
{
    size_t count = count_grams(strings, n, gram);
    Grams g = { .gram = gram, .bits = BUCKET_BITS_MIN };
    while ((size_t)1 << g.bits < count)
        g.bits++;
    size_t buckets = (size_t)1 << g.bits;
    g.starts = NEW_ARRAY(mem, uint32_t, buckets + 2);
    g.places = NEW_ARRAY(mem, WithinPlace, count);
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t at = 0; at + gram <= strings[i].n; at++)
            g.starts[bucket_of(&g, strings[i].p + at) + 2]++;
    for (size_t bucket = 2; bucket < buckets + 2; bucket++)
        g.starts[bucket] += g.starts[bucket - 1];
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t at = 0; at + gram <= strings[i].n; at++)
            g.places[g.starts[bucket_of(&g, strings[i].p + at) + 1]++] =
                (WithinPlace){ (uint32_t)i, (uint32_t)at };
    return g;
}

Within *within_new(Arena *mem, const Str *strings, ptrdiff_t n)
{
    Within *w = NEW(mem, Within);
    w->strings = strings;
    w->by_short = make_grams(mem, strings, n, SHORT_GRAM);
    w->by_long = make_grams(mem, strings, n, LONG_GRAM);
    w->filter = NEW_ARRAY(mem, uint64_t, FILTER_BITS / 64);
    for (ptrdiff_t i = 0; i < n; i++) {
        w->longest = strings[i].n > w->longest ? strings[i].n : w->longest;
        for (ptrdiff_t at = 0; at + LONG_GRAM <= strings[i].n; at++) {
            uint32_t bit = filter_bit(strings[i].p + at);
            w->filter[bit / 64] |= (uint64_t)1 << (bit % 64);
        }
    }
    return w;
}

static bool filter_has(const Within *w, const char *p)
{
    uint32_t bit = filter_bit(p);
    return w->filter[bit / 64] >> (bit % 64) & 1;
}

bool within_next(const Within *w, Str text, uint32_t *step, WithinPlace *out)
{
    if (text.n < WITHIN_MIN || text.n > w->longest)
        return false;
    const Grams *g = text.n < LONG_GRAM ? &w->by_short : &w->by_long;
    if (g->gram == LONG_GRAM &&
        !(filter_has(w, text.p) && filter_has(w, text.p + text.n - LONG_GRAM) &&
          filter_has(w, text.p + (text.n - LONG_GRAM) / 2)))
        return false;
    uint32_t bucket = bucket_of(g, text.p);
    for (uint32_t i = g->starts[bucket] + *step; i < g->starts[bucket + 1]; i++) {
        Str string = w->strings[g->places[i].string];
        ptrdiff_t at = g->places[i].at;
        if (string.n - at < text.n || memcmp(string.p + at, text.p, (size_t)text.n) != 0)
            continue;
        *out = g->places[i];
        *step = i - g->starts[bucket] + 1;
        return true;
    }
    return false;
}
