/* The hash that tells raw rows apart. */
#include "statement/row_hash.h"

#include <string.h>

static inline uint64_t load(const char *p, size_t n)
{
    uint64_t word = 0;
    memcpy(&word, p, n);
    return word;
}

/* Both halves of the product: every bit of the one factor reaches every bit of the result. */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* A fast hash of bytes, sixteen at a time (after Wang Yi's wyhash); the ends of a text are read
 * overlapping instead of byte by byte. The length is spread over all bits: in the low ones it would
 * make up for another first letter, and "12" would be "2". */
uint64_t row_hash(uint64_t h, Str s)
{
    static const uint64_t first = 0xA0761D6478BD642Fu, second = 0xE7037ED1A0B428DBu,
                          spread = 0x9E3779B97F4A7C15u;
    const char *p = s.p;
    size_t n = (size_t)s.n;
    for (; n > 16; n -= 16, p += 16)
        h = fold(load(p, 8) ^ first, load(p + 8, 8) ^ h ^ second);
    uint64_t a, b = 0;
    if (n >= 8) {
        a = load(p, 8);
        b = load(p + n - 8, 8);
    } else if (n >= 4) {
        a = load(p, 4);
        b = load(p + n - 4, 4);
    } else {
        a = (unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8 |
            (uint64_t)(unsigned char)p[n - 1] << 16;
    }
    return fold(a ^ second, b ^ (h + (uint64_t)s.n * spread) ^ first);
}
