/* A stream of deflate in memory, over zlib. */
#include "format/inflate.h"

#include <stdlib.h>
#include <zlib.h>

struct Inflate {
    z_stream z;
    ptrdiff_t packed;
    int64_t done;
    bool open, ended;
};

Inflate *inflate_begin(Ctx *c, Str packed)
{
    enum { RAW_WINDOW = -15 }; /* no head before it */
    Inflate *s = NEW(c->mem, Inflate);
    s->packed = packed.n;
    s->z.next_in = (Bytef *)(uintptr_t)packed.p;
    s->z.avail_in = (uInt)packed.n;
    s->open = packed.n < UINT32_MAX && inflateInit2(&s->z, RAW_WINDOW) == Z_OK;
    return s;
}

static ptrdiff_t damaged(Ctx *c)
{
    fail(c, UNREADABLE, NULL, "the content of the file is damaged or cut off; get the file again");
    return -1;
}

static bool within_bounds(Ctx *c, const Inflate *s)
{
    if (s->done > LIMIT_ARCHIVE_BYTES)
        return fail(c, TOO_LARGE, NULL, "the content of the file unpacks to more than %lld MiB",
                    (long long)(LIMIT_ARCHIVE_BYTES >> 20));
    return s->done <= LIMIT_ARCHIVE_RATIO_FROM || s->done / LIMIT_ARCHIVE_RATIO <= s->packed ||
           fail(c, HOSTILE, NULL,
                "the content of the file unpacks to more than %d times its size, as no statement "
                "does",
                LIMIT_ARCHIVE_RATIO);
}

ptrdiff_t inflate_read(Ctx *c, Inflate *s, char *out, ptrdiff_t n)
{
    if (s->ended)
        return 0;
    if (!s->open)
        return damaged(c);
    s->z.next_out = (Bytef *)out;
    s->z.avail_out = (uInt)n;
    int said = inflate(&s->z, Z_NO_FLUSH);
    ptrdiff_t got = n - (ptrdiff_t)s->z.avail_out;
    s->ended = said == Z_STREAM_END;
    s->done += got;
    if (said != Z_OK && said != Z_STREAM_END)
        return damaged(c);
    if (got == 0 && !s->ended)
        return damaged(c);
    return within_bounds(c, s) ? got : -1;
}

void inflate_end(Inflate *s)
{
    if (s && s->open)
        inflateEnd(&s->z);
    if (s)
        s->open = false;
}
