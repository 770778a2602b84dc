/* Buf: text being built on an arena, born with a maximum.
 *
 * Adding past the maximum adds nothing, sets `full` and keeps it: the writer checks once at the
 * end. Writers for a destination (buf_json, buf_csv) live in text/. */
#ifndef FLORIN_BASE_BUF_H
#define FLORIN_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

typedef struct {
    Arena *mem;
    char *p;
    ptrdiff_t n;
    ptrdiff_t room; /* bytes allocated */
    ptrdiff_t max;
    bool full; /* something did not fit */
} Buf;

/* An empty text that may grow to max bytes. */
Buf buf_new(Arena *mem, ptrdiff_t max);

/* Empty again, with room for its maximum; what it held may be overwritten. */
void buf_clear(Buf *b);

void buf_add(Buf *b, Str s);
void buf_char(Buf *b, char ch);
void buf_int(Buf *b, int64_t i);
void buf_fmt(Buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vfmt(Buf *b, const char *fmt, va_list args) __attribute__((format(printf, 2, 0)));

/* Room for n more bytes at the returned place, or NULL when they do not fit; the caller writes
 * some of them and adds their number to b->n. For encoders. */
char *buf_reserve(Buf *b, ptrdiff_t n);

/* What has been built so far; valid until the next addition. */
Str buf_str(const Buf *b);

/* Formats into the arena; the result is terminated as well. */
Str str_fmt(Arena *mem, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
