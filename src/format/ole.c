/* OLE compound files ([MS-CFB]). Every chain is as long as there are sectors at most, so circles
 * end. */
#include "format/ole.h"

#include <string.h>

enum {
    HEAD_BYTES = 512,
    ENTRY_BYTES = 128,
    MINI_BYTES = 64,
    MINI_CUTOFF = 4096,
    FAT_IN_HEAD = 109,
    TYPE_STREAM = 2,
    TYPE_ROOT = 5
};

static const uint32_t LAST_SECTOR = 0xFFFFFFFA; /* and the numbers above it are no sectors */

static uint32_t u16_at(Str s, ptrdiff_t at)
{
    if (at < 0 || at + 2 > s.n)
        return 0;
    return (uint32_t)(unsigned char)s.p[at] | (uint32_t)(unsigned char)s.p[at + 1] << 8;
}

static uint32_t u32_at(Str s, ptrdiff_t at)
{
    return u16_at(s, at) | u16_at(s, at + 2) << 16;
}

static bool damaged(Ctx *c, const char *what)
{
    return fail(c, UNREADABLE, NULL, "the Office document is damaged or cut off: %s", what);
}

static Str sector(const Ole *o, uint32_t i)
{
    ptrdiff_t from = (ptrdiff_t)(i + 1) * o->sector_bytes;
    return str_part(o->bytes, from, from + o->sector_bytes);
}

/* The stream that begins in a sector, of at most size bytes; all of the chain when size is -1. */
static bool read_chain(Ctx *c, const Ole *o, uint32_t first, int64_t size, Str *out)
{
    ptrdiff_t most =
        size < 0 ? o->sectors : (ptrdiff_t)((size + o->sector_bytes - 1) / o->sector_bytes);
    if (most > o->sectors)
        return damaged(c, "a stream claims to be larger than the file");
    ptrdiff_t n = 0;
    bool straight = true;
    for (uint32_t at = first; at < LAST_SECTOR && n < most; at = o->fat[at], n++) {
        if (at >= o->sectors)
            return damaged(c, "a stream leads out of the file");
        straight &= at == first + n;
    }
    if (size < 0)
        size = n * o->sector_bytes;
    if (n < most && size > n * o->sector_bytes)
        return damaged(c, "a stream ends before its end");
    if (straight) {
        *out = str_part(o->bytes, (ptrdiff_t)(first + 1) * o->sector_bytes,
                        (ptrdiff_t)(first + 1) * o->sector_bytes + size);
        return true;
    }
    Buf b = buf_new(c->mem, n * o->sector_bytes);
    ptrdiff_t left = n;
    for (uint32_t at = first; left > 0; at = o->fat[at], left--)
        buf_add(&b, sector(o, at));
    *out = str_part(buf_str(&b), 0, size);
    return true;
}

/* A stream of small sectors within the root's. */
static bool read_mini(Ctx *c, const Ole *o, uint32_t first, int64_t size, Str *out)
{
    ptrdiff_t most = (ptrdiff_t)((size + MINI_BYTES - 1) / MINI_BYTES), n = 0;
    if (most > o->mini_sectors)
        return damaged(c, "a stream claims to be larger than the file");
    Buf b = buf_new(c->mem, most * MINI_BYTES);
    for (uint32_t at = first; at < LAST_SECTOR && n < most; at = o->mini_fat[at], n++) {
        if (at >= o->mini_sectors)
            return damaged(c, "a stream leads out of the file");
        buf_add(&b,
                str_part(o->mini, (ptrdiff_t)at * MINI_BYTES, (ptrdiff_t)(at + 1) * MINI_BYTES));
    }
    *out = str_part(buf_str(&b), 0, size);
    return true;
}

/* The numbers in a run of sectors as an array. */
static uint32_t *numbers_of(Arena *mem, Str s)
{
    uint32_t *out = NEW_ARRAY(mem, uint32_t, s.n / 4);
    for (ptrdiff_t i = 0; i < s.n / 4; i++)
        out[i] = u32_at(s, 4 * i);
    return out;
}

/* The table of sectors: its own sectors are named in the head and in a chain from there. */
static bool read_fat(Ctx *c, Ole *o)
{
    ptrdiff_t per = o->sector_bytes / 4, filled = 0;
    ptrdiff_t room = (o->sectors + per - 1) / per;
    o->fat = NEW_ARRAY(c->mem, uint32_t, (room + 1) * per);
    memset(o->fat, 0xFF, (size_t)((room + 1) * per) * sizeof *o->fat);
    Str list = str_part(o->bytes, 76, HEAD_BYTES);
    uint32_t next = u32_at(o->bytes, 68);
    ptrdiff_t in_list = FAT_IN_HEAD;
    for (ptrdiff_t hops = 0; hops <= o->sectors; hops++) {
        for (ptrdiff_t i = 0; i < in_list && filled < room; i++) {
            uint32_t at = u32_at(list, 4 * i);
            if (at >= o->sectors)
                continue;
            Str s = sector(o, at);
            for (ptrdiff_t k = 0; k < per && 4 * k + 4 <= s.n; k++)
                o->fat[filled * per + k] = u32_at(s, 4 * k);
            filled++;
        }
        if (next >= o->sectors || filled == room)
            break;
        list = sector(o, next);
        in_list = per - 1;
        next = u32_at(list, 4 * in_list);
    }
    return filled > 0 || damaged(c, "it has no table of its sectors");
}

/* The name of a directory's entry in ASCII, other letters as "?". */
static Str entry_name(Str entry, char out[32])
{
    ptrdiff_t bytes = (ptrdiff_t)u16_at(entry, 64), n = 0;
    for (ptrdiff_t i = 0; i + 2 < bytes && i < 62; i += 2)
        out[n++] = entry.p[i + 1] ? '?' : entry.p[i];
    return str_n(out, n);
}

bool ole_is(Str bytes)
{
    return str_starts(bytes, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

bool ole_names(Str bytes, Str name)
{
    char own[32];
    for (ptrdiff_t at = HEAD_BYTES; ole_is(bytes) && at + ENTRY_BYTES <= bytes.n;
         at += ENTRY_BYTES) {
        Str entry = str_part(bytes, at, at + ENTRY_BYTES);
        if (entry.p[66] == TYPE_STREAM && u16_at(entry, 64) == (uint32_t)(2 * (name.n + 1)) &&
            str_eq_nocase(entry_name(entry, own), name))
            return true;
    }
    return false;
}

bool ole_open(Ctx *c, Str bytes, Ole *o)
{
    Str mini_fat = { 0 };
    *o = (Ole){ .bytes = bytes };
    uint32_t shift = u16_at(bytes, 30);
    if (bytes.n < HEAD_BYTES || (shift != 9 && shift != 12))
        return damaged(c, "its head is none");
    o->sector_bytes = (ptrdiff_t)1 << shift;
    o->sectors = (bytes.n + o->sector_bytes - 1) / o->sector_bytes - 1;
    if (o->sectors < 1 || !read_fat(c, o) || !read_chain(c, o, u32_at(bytes, 48), -1, &o->folder))
        return failed(c) ? false : damaged(c, "it has no content");
    if (o->folder.n < ENTRY_BYTES || (unsigned char)o->folder.p[66] != TYPE_ROOT)
        return damaged(c, "its directory is none");
    uint32_t first = u32_at(o->folder, 116);
    if (first < LAST_SECTOR && u32_at(o->folder, 120) && !read_chain(c, o, first, -1, &o->mini))
        return false;
    if (u32_at(bytes, 60) < LAST_SECTOR && !read_chain(c, o, u32_at(bytes, 60), -1, &mini_fat))
        return false;
    if (u32_at(bytes, 60) < LAST_SECTOR) {
        o->mini_fat = numbers_of(c->mem, mini_fat);
        o->mini_sectors = mini_fat.n / 4;
    }
    return true;
}

bool ole_stream(Ctx *c, const Ole *o, Str name, Str *out)
{
    char own[32];
    for (ptrdiff_t at = 0; at + ENTRY_BYTES <= o->folder.n; at += ENTRY_BYTES) {
        Str entry = str_part(o->folder, at, at + ENTRY_BYTES);
        if ((unsigned char)entry.p[66] != TYPE_STREAM ||
            !str_eq_nocase(entry_name(entry, own), name))
            continue;
        int64_t size = u32_at(entry, 120);
        uint32_t first = u32_at(entry, 116);
        return size < MINI_CUTOFF ? read_mini(c, o, first, size, out)
                                  : read_chain(c, o, first, size, out);
    }
    return false;
}
