/* Views of bytes. */
#include "base/str.h"

#include <string.h>

Str str_of(const char *terminated)
{
    return (Str){ terminated, terminated ? (ptrdiff_t)strlen(terminated) : 0 };
}

bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, (size_t)a.n) == 0);
}

static char lower(char ch)
{
    return ch >= 'A' && ch <= 'Z' ? (char)(ch + 32) : ch;
}

bool str_eq_nocase(Str a, Str b)
{
    if (a.n != b.n)
        return false;
    for (ptrdiff_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

int str_cmp(Str a, Str b)
{
    ptrdiff_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, (size_t)n) : 0;
    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(Str s, Str with)
{
    return s.n >= with.n && (with.n == 0 || memcmp(s.p, with.p, (size_t)with.n) == 0);
}

bool str_ends(Str s, Str with)
{
    return s.n >= with.n &&
           (with.n == 0 || memcmp(s.p + s.n - with.n, with.p, (size_t)with.n) == 0);
}

ptrdiff_t str_find(Str s, Str needle, ptrdiff_t from)
{
    if (from < 0)
        from = 0;
    if (needle.n == 0)
        return from <= s.n ? from : -1;
    if (from >= s.n)
        return -1;
    const char *hit = memmem(s.p + from, (size_t)(s.n - from), needle.p, (size_t)needle.n);
    return hit ? hit - s.p : -1;
}

ptrdiff_t str_find_char(Str s, char ch, ptrdiff_t from)
{
    if (from < 0)
        from = 0;
    if (from >= s.n)
        return -1;
    const char *hit = memchr(s.p + from, ch, (size_t)(s.n - from));
    return hit ? hit - s.p : -1;
}

Str str_part(Str s, ptrdiff_t from, ptrdiff_t to)
{
    if (from < 0)
        from = 0;
    if (to > s.n)
        to = s.n;
    if (from >= to)
        return (Str){ s.p ? s.p + (from < s.n ? from : s.n) : NULL, 0 };
    return (Str){ s.p + from, to - from };
}

static bool is_space(char ch)
{
    return ch == ' ' || (ch >= '\t' && ch <= '\r');
}

Str str_trim(Str s)
{
    while (s.n && is_space(s.p[0]))
        s.p++, s.n--;
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

Str str_cut(Str *rest, char separator)
{
    Str s = *rest;
    ptrdiff_t at = str_find_char(s, separator, 0);
    if (at < 0) {
        *rest = (Str){ 0 };
        return s;
    }
    *rest = (Str){ s.p + at + 1, s.n - at - 1 };
    return (Str){ s.p, at };
}

Str str_copy(Arena *a, Str s)
{
    return s.p ? (Str){ str_c(a, s), s.n } : s;
}

char *str_c(Arena *a, Str s)
{
    char *p = arena_alloc(a, (size_t)s.n + 1);
    if (s.n)
        memcpy(p, s.p, (size_t)s.n);
    return p;
}

uint64_t str_hash(Str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (ptrdiff_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ (h >> 32);
}

Str str_lower(Arena *a, Str s)
{
    if (!s.p)
        return s;
    char *p = str_c(a, s);
    for (ptrdiff_t i = 0; i < s.n; i++)
        p[i] = lower(p[i]);
    return (Str){ p, s.n };
}

bool str_int(Str s, int64_t *out)
{
    bool negative = s.n > 0 && s.p[0] == '-';
    int64_t value = 0;
    ptrdiff_t i = negative ? 1 : 0;
    if (i >= s.n)
        return false;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        int digit = s.p[i] - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, negative ? -digit : digit, &value))
            return false;
    }
    *out = value;
    return true;
}
