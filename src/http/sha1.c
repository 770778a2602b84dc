/* SHA-1 by the letter of RFC 3174. */
#include "http/sha1.h"

#include <string.h>

enum { BLOCK = 64, LENGTH_AT = 56 };

static uint32_t turn(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}

static void mix(uint32_t h[5], const unsigned char *block)
{
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (ptrdiff_t i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 80; i++)
        w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 80; i++) {
        uint32_t f = i < 20   ? (b & c) | (~b & d)
                     : i < 40 ? b ^ c ^ d
                     : i < 60 ? (b & c) | (b & d) | (c & d)
                              : b ^ c ^ d;
        static const uint32_t k[4] = { 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6 };
        uint32_t next = turn(a, 5) + f + e + w[i] + k[i / 20];
        e = d;
        d = c;
        c = turn(b, 30);
        b = a;
        a = next;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
}

void sha1(Str text, unsigned char out[SHA1_BYTES])
{
    uint32_t h[5] = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 };
    ptrdiff_t at = 0;
    for (; text.n - at >= BLOCK; at += BLOCK)
        mix(h, (const unsigned char *)text.p + at);
    unsigned char last[2 * BLOCK] = { 0 };
    ptrdiff_t left = text.n - at, end = left < LENGTH_AT ? BLOCK : 2 * BLOCK;
    if (left)
        memcpy(last, text.p + at, (size_t)left);
    last[left] = 0x80;
    for (int i = 0; i < 8; i++)
        last[end - 1 - i] = (unsigned char)((uint64_t)text.n * 8 >> (8 * i));
    for (at = 0; at < end; at += BLOCK)
        mix(h, last + at);
    for (int i = 0; i < SHA1_BYTES; i++)
        out[i] = (unsigned char)(h[i / 4] >> (8 * (3 - i % 4)));
}
