/* Two indexes by the gram a text begins with: a long one for most, a short one for short texts. */
#include "categorize/within.h"

#include "categorize/reduce.h"

#include <string.h>

enum { FILTER_BITS = 20, BUCKET_BITS_MIN = 8 };

typedef struct {
    int gram;
    int bits;
    uint32_t *starts; /* of the buckets in places; one more than there are buckets */
    WithinPlace *places;
} Grams;

struct Within {
    const Str *strings;
    const bool *anywhere;
    ptrdiff_t n, longest;
    Grams by_short, by_long;
    uint64_t *filter; /* which grams of WITHIN_LONG bytes occur anywhere */
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
    return (uint32_t)(gram_hash(p, WITHIN_LONG) >> (64 - FILTER_BITS));
}

/* Whether texts of the gram's kind are looked for from this place on. */
static bool is_indexed(const Within *w, int gram, ptrdiff_t string, ptrdiff_t at)
{
    const char *p = w->strings[string].p + at;
    return at == 0 || reduced_boundary((unsigned char)p[-1], (unsigned char)p[0]) ||
           (gram == WITHIN_LONG && w->anywhere && w->anywhere[string]);
}

/* Counting sort of the places by bucket; within a bucket they keep the order of the strings. */
static Grams make_grams(Arena *mem, const Within *w, int gram)
{
    Grams g = { .gram = gram, .bits = BUCKET_BITS_MIN };
    size_t count = 0;
    for (ptrdiff_t i = 0; i < w->n; i++)
        for (ptrdiff_t at = 0; at + gram <= w->strings[i].n; at++)
            count += is_indexed(w, gram, i, at);
    while ((size_t)1 << g.bits < count)
        g.bits++;
    size_t buckets = (size_t)1 << g.bits;
    g.starts = NEW_ARRAY(mem, uint32_t, buckets + 2);
    g.places = NEW_ARRAY(mem, WithinPlace, count);
    for (ptrdiff_t i = 0; i < w->n; i++)
        for (ptrdiff_t at = 0; at + gram <= w->strings[i].n; at++)
            if (is_indexed(w, gram, i, at))
                g.starts[bucket_of(&g, w->strings[i].p + at) + 2]++;
    for (size_t bucket = 2; bucket < buckets + 2; bucket++)
        g.starts[bucket] += g.starts[bucket - 1];
    for (ptrdiff_t i = 0; i < w->n; i++)
        for (ptrdiff_t at = 0; at + gram <= w->strings[i].n; at++)
            if (is_indexed(w, gram, i, at))
                g.places[g.starts[bucket_of(&g, w->strings[i].p + at) + 1]++] =
                    (WithinPlace){ (uint32_t)i, (uint32_t)at };
    return g;
}

static void fill_filter(Within *w)
{
    for (ptrdiff_t i = 0; i < w->n; i++) {
        Str s = w->strings[i];
        w->longest = s.n > w->longest ? s.n : w->longest;
        for (ptrdiff_t at = 0; at + WITHIN_LONG <= s.n; at++) {
            uint32_t bit = filter_bit(s.p + at);
            w->filter[bit / 64] |= (uint64_t)1 << (bit % 64);
        }
    }
}

Within *within_new(Arena *mem, const Str *strings, const bool *anywhere, ptrdiff_t n)
{
    Within *w = NEW(mem, Within);
    *w = (Within){ .strings = strings, .anywhere = anywhere, .n = n };
    w->by_short = make_grams(mem, w, WITHIN_MIN);
    w->by_long = make_grams(mem, w, WITHIN_LONG);
    w->filter = NEW_ARRAY(mem, uint64_t, ((size_t)1 << FILTER_BITS) / 64);
    fill_filter(w);
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
    const Grams *g = text.n < WITHIN_LONG ? &w->by_short : &w->by_long;
    if (g->gram == WITHIN_LONG &&
        !(filter_has(w, text.p) && filter_has(w, text.p + text.n - WITHIN_LONG) &&
          filter_has(w, text.p + (text.n - WITHIN_LONG) / 2)))
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
