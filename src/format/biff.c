/* Records of old Excel workbooks. */
#include "format/biff.h"

#include "text/codepage.h"
#include "text/utf8.h"

#include <string.h>

uint32_t biff_u8(Str s, ptrdiff_t at)
{
    return at >= 0 && at < s.n ? (unsigned char)s.p[at] : 0;
}

uint32_t biff_u16(Str s, ptrdiff_t at)
{
    return biff_u8(s, at) | biff_u8(s, at + 1) << 8;
}

uint32_t biff_u32(Str s, ptrdiff_t at)
{
    return biff_u16(s, at) | biff_u16(s, at + 2) << 16;
}

double biff_double(Str s, ptrdiff_t at)
{
    uint64_t bits = (uint64_t)biff_u32(s, at) | (uint64_t)biff_u32(s, at + 4) << 32;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double biff_rk(uint32_t packed)
{
    double value;
    uint64_t bits = (uint64_t)(packed & ~3u) << 32;
    if (packed & 2)
        value = (double)((int32_t)packed >> 2);
    else
        memcpy(&value, &bits, sizeof value);
    return packed & 1 ? value / 100 : value;
}

bool biff_next(BiffReader *r)
{
    if (r->at + 4 > r->stream.n) {
        r->cut |= r->at < r->stream.n;
        return false;
    }
    ptrdiff_t n = (ptrdiff_t)biff_u16(r->stream, r->at + 2);
    r->id = (int)biff_u16(r->stream, r->at);
    r->data = str_part(r->stream, r->at + 4, r->at + 4 + n);
    r->cut |= r->data.n < n;
    r->at += 4 + n;
    return r->data.n == n;
}

bool biff_is_begin(int id, Str data, int *version, int *kind)
{
    if ((id & 0xFF) != 0x09 || id > 0x809 || data.n < 4)
        return false;
    *kind = (int)biff_u16(data, 2);
    switch (id) {
    case 0x009: *version = 2; return true;
    case 0x209: *version = 3; return true;
    case 0x409: *version = 4; return true;
    case BIFF_BOF: *version = biff_u16(data, 0) == 0x600 ? 8 : 5; return true;
    default: return false;
    }
}

/* --- bytes across records --- */

static bool next_piece(BiffPieces *p)
{
    BiffReader *r = p->records;
    BiffReader before = *r;
    if (!biff_next(r) || r->id != BIFF_CONTINUE) {
        *r = before;
        p->bad = true;
        return false;
    }
    p->data = r->data;
    p->at = 0;
    return true;
}

uint32_t pieces_number(BiffPieces *p, int bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes && !p->bad; i++) {
        while (p->at >= p->data.n)
            if (!next_piece(p))
                return 0;
        value |= biff_u8(p->data, p->at++) << 8 * i;
    }
    return value;
}

void pieces_skip(BiffPieces *p, int64_t n)
{
    while (n > 0 && !p->bad) {
        ptrdiff_t here = p->data.n - p->at;
        if (n <= here) {
            p->at += (ptrdiff_t)n;
            return;
        }
        n -= here;
        next_piece(p);
    }
}

static void add_unit(Buf *out, uint32_t unit, uint32_t *high)
{
    if (unit >= 0xD800 && unit < 0xDC00) {
        *high = unit;
        return;
    }
    if (unit >= 0xDC00 && unit < 0xE000)
        unit = *high ? 0x10000 + ((*high - 0xD800) << 10) + (unit - 0xDC00) : UTF8_REPLACEMENT;
    *high = 0;
    if (unit)
        buf_utf8(out, (int32_t)unit);
}

/* Characters of one or two bytes; where a record ends the next says anew how wide they are. */
static void add_characters(BiffPieces *p, int64_t n, bool wide, Buf *out)
{
    uint32_t high = 0;
    while (n > 0 && !p->bad) {
        ptrdiff_t width = wide ? 2 : 1, here = (p->data.n - p->at) / width;
        here = here < n ? here : (ptrdiff_t)n;
        for (ptrdiff_t i = 0; i < here; i++, p->at += width)
            add_unit(out, wide ? biff_u16(p->data, p->at) : biff_u8(p->data, p->at), &high);
        n -= here;
        if (n > 0 && next_piece(p))
            wide = biff_u8(p->data, p->at++) & 1;
    }
}

void biff_text8(BiffPieces *p, int length_bytes, Buf *out)
{
    enum { WIDE = 1, SPOKEN = 4, RICH = 8, RUN_BYTES = 4 };
    int64_t n = pieces_number(p, length_bytes);
    uint32_t flags = pieces_number(p, 1);
    int64_t runs = flags & RICH ? pieces_number(p, 2) : 0;
    int64_t spoken = flags & SPOKEN ? pieces_number(p, 4) : 0;
    add_characters(p, n, flags & WIDE, out);
    pieces_skip(p, runs * RUN_BYTES + spoken);
}

Str biff_text5(Arena *mem, Str bytes, int encoding)
{
    if (encoding < 0)
        encoding = utf8_valid(bytes) ? ENCODING_UTF8 : codepage_find(S("windows-1252"));
    return codepage_decode(mem, encoding, bytes, NULL);
}
