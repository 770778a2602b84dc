/* Making, printing and reading ids. */
#include "value/id.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

enum { COUNTER_BITS = 12, NODE_BITS = 10, MS_BITS = 41 };

static const Instant epoch = 1704067200000; /* 2024-01-01T00:00:00Z */
static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

static _Atomic int64_t node_of_process;

/* Milliseconds and counter of the last id, without the node: the one number that only rises. */
static _Atomic int64_t last_tick;

void id_set_node(int node)
{
    assert(node >= 0 && node <= ID_NODE_MAX);
    atomic_store(&node_of_process, node);
}

static int64_t tick_of(Id id)
{
    int64_t ms = id >> (NODE_BITS + COUNTER_BITS);
    return (ms << COUNTER_BITS) | (id & ((1 << COUNTER_BITS) - 1));
}

static Id id_of(int64_t tick, int64_t node)
{
    int64_t ms = tick >> COUNTER_BITS, counter = tick & ((1 << COUNTER_BITS) - 1);
    assert(ms < (int64_t)1 << MS_BITS);
    return (ms << (NODE_BITS + COUNTER_BITS)) | (node << COUNTER_BITS) | counter;
}

void id_start_after(Id newest)
{
    /* Every counter of that millisecond counts as used: with another node's bits the id could be
     * greater. */
    int64_t tick = tick_of(newest) | ((1 << COUNTER_BITS) - 1);
    int64_t last = atomic_load(&last_tick);
    while (newest > 0 && last < tick && !atomic_compare_exchange_weak(&last_tick, &last, tick))
        continue;
}

Id id_new(Instant now)
{
    int64_t ms = now > epoch ? now - epoch : 0;
    int64_t last = atomic_load(&last_tick), next = 0;
    do {
        next = last >= ms << COUNTER_BITS ? last + 1 : ms << COUNTER_BITS;
    } while (!atomic_compare_exchange_weak(&last_tick, &last, next));
    return id_of(next, atomic_load(&node_of_process));
}

Instant id_instant(Id id)
{
    return (id >> (NODE_BITS + COUNTER_BITS)) + epoch;
}

static int digit_value(char ch)
{
    const char *found = ch ? strchr(digits, ch) : NULL;
    return found ? (int)(found - digits) : -1;
}

static bool read_digits(const char *p, Id *out)
{
    if (digit_value(p[0]) > 7)
        return false;
    int64_t value = 0;
    for (int i = 0; i < ID_DIGITS; i++) {
        int digit = digit_value(p[i]);
        if (digit < 0)
            return false;
        value = value << 5 | digit;
    }
    *out = value;
    return value != 0;
}

static bool is_prefix(Str text)
{
    for (ptrdiff_t i = 0; i < text.n; i++)
        if ((text.p[i] < 'a' || text.p[i] > 'z') && text.p[i] != '_')
            return false;
    return text.n > 0;
}

IdResult id_parse(Str text, const char *prefix, Id *out)
{
    ptrdiff_t length = text.n - ID_DIGITS - 1;
    Id id = 0;
    if (length < 1 || text.p[length] != '_' || !is_prefix((Str){ text.p, length }) ||
        !read_digits(text.p + length + 1, &id))
        return ID_MALFORMED;
    if ((size_t)length != strlen(prefix) || memcmp(text.p, prefix, (size_t)length) != 0)
        return ID_WRONG_KIND;
    *out = id;
    return ID_OK;
}

void buf_id(Buf *out, const char *prefix, Id id)
{
    if (id == 0)
        return;
    assert(id > 0);
    char text[1 + ID_DIGITS] = "_";
    for (int i = ID_DIGITS; i > 0; i--) {
        text[i] = digits[id & 31];
        id >>= 5;
    }
    buf_add(out, (Str){ prefix, (ptrdiff_t)strlen(prefix) });
    buf_add(out, (Str){ text, sizeof text });
}

Str id_text(Arena *mem, const char *prefix, Id id)
{
    Buf b = buf_new(mem, (ptrdiff_t)strlen(prefix) + 1 + ID_DIGITS);
    buf_id(&b, prefix, id);
    return buf_str(&b);
}
