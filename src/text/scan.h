/* Private to text/: the end of what needs no attention in a JSON string. */
#ifndef FLORIN_TEXT_SCAN_H
#define FLORIN_TEXT_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SCAN_ALL(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Whether one of eight bytes is a quote, a backslash or below a space. The zero-byte test is
 * Mycroft's (comp.arch, 1987); as a yes or no for all eight it has no false answers. */
static inline uint64_t scan_special(uint64_t word)
{
    uint64_t quote = word ^ SCAN_ALL('"');
    uint64_t backslash = word ^ SCAN_ALL('\\');
    uint64_t found = (word - SCAN_ALL(0x20)) & ~word;
    found |= (quote - SCAN_ALL(1)) & ~quote;
    found |= (backslash - SCAN_ALL(1)) & ~backslash;
    return found & SCAN_ALL(0x80);
}

/* The index of the first quote, backslash or control character in p[0 … n), or n. */
static inline ptrdiff_t scan_plain(const char *p, ptrdiff_t n)
{
    ptrdiff_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t word = 0;
        memcpy(&word, p + i, 8);
        if (scan_special(word))
            break;
    }
    while (i < n && (unsigned char)p[i] >= 0x20 && p[i] != '"' && p[i] != '\\')
        i++;
    return i;
}

#endif
