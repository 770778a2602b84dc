/* Text under construction. */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_ROOM = 64, FEW_BYTES = 200 };

Buf buf_new(Arena *mem, ptrdiff_t max)
{
    return (Buf){ .mem = mem, .max = max };
}

void buf_clear(Buf *b)
{
    b->n = 0;
    b->full = false;
}

char *buf_reserve(Buf *b, ptrdiff_t n)
{
    if (b->full || n > b->max - b->n) {
        b->full = true;
        return NULL;
    }
    if (n > b->room - b->n || !b->p) {
        ptrdiff_t want = b->room ? b->room * 2 : FIRST_ROOM;
        if (want < b->n + n)
            want = b->n + n;
        if (want > b->max)
            want = b->max ? b->max : 1;
        b->p = arena_grow(b->mem, b->p, (size_t)b->room, (size_t)want);
        b->room = want;
    }
    return b->p + b->n;
}

void buf_add(Buf *b, Str s)
{
    char *to = buf_reserve(b, s.n);
    if (!to || !s.n)
        return;
    memcpy(to, s.p, (size_t)s.n);
    b->n += s.n;
}

void buf_char(Buf *b, char ch)
{
    char *to = buf_reserve(b, 1);
    if (!to)
        return;
    *to = ch;
    b->n++;
}

void buf_int(Buf *b, int64_t i)
{
    char digits[24];
    char *end = digits + sizeof digits, *p = end;
    uint64_t u = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    do
        *--p = (char)('0' + u % 10);
    while (u /= 10);
    if (i < 0)
        *--p = '-';
    buf_add(b, str_n(p, end - p));
}

/* Most texts are short: they are formatted once and copied, longer ones twice. */
void buf_vfmt(Buf *b, const char *fmt, va_list args)
{
    char few[FEW_BYTES];
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(few, sizeof few, fmt, args);
    char *to = n < 0 ? NULL : buf_reserve(b, (ptrdiff_t)n + 1);
    if (!to)
        b->full = true;
    else if (n < FEW_BYTES)
        memcpy(to, few, (size_t)n + 1);
    else
        vsnprintf(to, (size_t)n + 1, fmt, again);
    if (to)
        b->n += n;
    va_end(again);
}

void buf_fmt(Buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    buf_vfmt(b, fmt, args);
    va_end(args);
}

Str buf_str(const Buf *b)
{
    return (Str){ b->p ? b->p : "", b->n };
}

Str str_fmt(Arena *mem, const char *fmt, ...)
{
    Buf b = buf_new(mem, 1 << 20);
    va_list args;
    va_start(args, fmt);
    buf_vfmt(&b, fmt, args);
    va_end(args);
    return buf_str(&b);
}
