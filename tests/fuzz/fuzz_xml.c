/* Any bytes as XML, whole and in pieces. What comes is the same both ways and holds together:
 * elements close in order, names and texts are UTF-8, depth and attributes stay in their limits. */
#include "text/utf8.h"
#include "text/xml.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    uint64_t hash;
    int depth;
    int64_t line;
    Xml *x;
} Seen;

static void mix(Seen *s, Str text)
{
    for (ptrdiff_t i = 0; i < text.n; i++)
        s->hash = (s->hash ^ (unsigned char)text.p[i]) * 0x100000001B3u;
}

static bool on_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    Seen *s = state;
    assert(++s->depth <= LIMIT_XML_DEPTH && n <= LIMIT_XML_ATTRIBUTES);
    assert(name.n > 0 && utf8_valid(name));
    assert(xml_line(s->x) >= s->line && xml_behind(s->x) >= xml_at(s->x));
    s->line = xml_line(s->x);
    mix(s, name);
    for (int i = 0; i < n; i++) {
        assert(utf8_valid(attrs[i].value) && utf8_valid(attrs[i].name));
        mix(s, attrs[i].value);
    }
    return true;
}

static bool on_close(void *state, Str name)
{
    Seen *s = state;
    assert(--s->depth >= 0);
    mix(s, name);
    return true;
}

static bool on_text(void *state, Str text)
{
    assert(utf8_valid(text));
    mix(state, text);
    return true;
}

static bool read_pieces(Str bytes, ptrdiff_t size, bool utf8, uint64_t *hash)
{
    Ctx c = ctx_new("fuzz", (size_t)256 << 20);
    Seen s = { .hash = 1 };
    XmlHandler h = { &s, on_open, on_close, on_text, utf8, false };
    s.x = xml_begin(&c, &h);
    for (ptrdiff_t at = 0; at < bytes.n && xml_feed(s.x, str_part(bytes, at, at + size));)
        at += size;
    bool fine = xml_end(s.x);
    assert(fine == (c.failure.code == NO_FAILURE));
    assert(!fine || s.depth == 0);
    assert(c.failure.code != HOSTILE || c.failure.detail.n);
    ctx_done(&c);
    *hash = s.hash;
    return fine;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str bytes = str_n((const char *)data, (ptrdiff_t)size);
    uint64_t whole, pieces;
    bool fine = read_pieces(bytes, bytes.n + 1, false, &whole);
    bool also = read_pieces(bytes, 7, false, &pieces);
    assert(fine == also && (!fine || whole == pieces));
    Ctx c = ctx_new("fuzz", (size_t)256 << 20);
    XmlText text;
    if (xml_text(&c, bytes, &text)) {
        assert(utf8_valid(text.text));
        read_pieces(text.text, text.text.n + 1, true, &whole);
    }
    ctx_done(&c);
    return 0;
}
