/* Random rows of the sample. */
#include "sample.h"

#include "value/instant.h"

static bool some(Rng *rng)
{
    return rng_below(rng, 4) > 0;
}

static Str random_text(Arena *mem, Rng *rng, int64_t least, int64_t most, bool lines)
{
    static const char *const letters[] = { "a", "Z", "7", " ",  "\"", "\\", "/",  "'",
                                           "%", "ä", "€", "漢", "𝄞",  "<",  "\n", "\t" };
    Buf b = buf_new(mem, 4000);
    int64_t n = rng_between(rng, least, most);
    buf_char(&b, least ? 'x' : 'y');
    for (int64_t i = 1; i < n; i++)
        buf_add(&b, str_of(letters[rng_below(rng, COUNT(letters) - (lines ? 0 : 2))]));
    return buf_str(&b);
}

static Date random_date(Rng *rng)
{
    return (Date)rng_between(rng, DATE_MIN, DATE_MAX);
}

static int64_t random_amount(Rng *rng)
{
    return (int64_t)rng_next(rng) >> rng_below(rng, 64);
}

static Instant random_instant(Rng *rng)
{
    Instant t = instant_of(random_date(rng), rng_below(rng, DAY_MS));
    return t ? t : 1;
}

static Part random_part(Arena *mem, Rng *rng, Currency currency)
{
    Part p = { .category_id = rng_between(rng, 1, 3), .currency = currency };
    p.amount = random_amount(rng);
    p.kind = (int)rng_between(rng, 1, 2);
    if (some(rng))
        p.note = random_text(mem, rng, 0, 20, false);
    return p;
}

static void random_lists(Arena *mem, Rng *rng, Sample *s)
{
    s->tags = (Texts){ NEW_ARRAY(mem, Str, 3), rng_below(rng, 4) };
    for (ptrdiff_t i = 0; i < s->tags.n; i++)
        s->tags.items[i] = random_text(mem, rng, 1, 30, false);
    Part *parts = NEW_ARRAY(mem, Part, 10);
    s->parts = (List){ parts, rng_below(rng, 4) };
    for (ptrdiff_t i = 0; i < s->parts.n; i++)
        parts[i] = random_part(mem, rng, s->currency);
}

Sample sample_random(Arena *mem, Rng *rng)
{
    static const char *const currencies[] = { "EUR", "JPY", "KWD", "USD", "BTC" };
    Sample s = { .currency = currency_find(str_of(currencies[rng_below(rng, 5)])) };
    s.name = random_text(mem, rng, 1, 12, false);
    s.account_type = (int)rng_between(rng, 1, 3);
    s.amount = random_amount(rng);
    s.has_limit = some(rng);
    s.limit_amount = s.has_limit ? rng_between(rng, 1, 1000000) : 0;
    s.sort_order = random_amount(rng);
    s.is_active = some(rng);
    s.date = random_date(rng);
    s.confidence = (int32_t)rng_between(rng, 0, 1000000);
    if (some(rng))
        s.notes = random_text(mem, rng, 0, 200, true);
    if (some(rng))
        s.category_id = rng_between(rng, 1, 3);
    if (some(rng))
        s.end_date = random_date(rng);
    if (some(rng))
        s.last_sync_at = random_instant(rng);
    if (some(rng))
        s.metadata = str_fmt(mem, "{\"n\":%d.50,\"l\":[true,null]}", (int)rng_below(rng, 100));
    if (some(rng))
        s.place = (Floor){ random_text(mem, rng, 0, 40, false), rng_between(rng, -5, 200) };
    random_lists(mem, rng, &s);
    return s;
}
