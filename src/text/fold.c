/* Folding and normal forms, by utf8proc. */
#include "text/fold.h"

#include "text/utf8.h"

#include <assert.h>
#include <utf8proc.h>

/* A run of marks longer than this is cut by a combining grapheme joiner (Unicode TR15, section 13,
 * stream-safe text): sorting marks takes time in the square of the run. */
enum { MARKS_MAX = 30, GRAPHEME_JOINER = 0x34F };

static bool is_ascii(Str text)
{
    for (ptrdiff_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

static Str fold_ascii(Arena *mem, Str text)
{
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'A' && text.p[i] <= 'Z')
            return str_lower(mem, text);
    return text;
}

static Str cut_long_runs(Arena *mem, Str text)
{
    Buf out = buf_new(mem, 2 * text.n);
    int run = 0;
    bool cut = false;
    for (ptrdiff_t i = 0; i < text.n;) {
        ptrdiff_t start = i;
        int32_t code_point = utf8_next(text, &i);
        run = utf8proc_get_property(code_point)->combining_class ? run + 1 : 0;
        if (run > MARKS_MAX) {
            buf_utf8(&out, GRAPHEME_JOINER);
            cut = true;
            run = 1;
        }
        buf_add(&out, str_part(text, start, i));
    }
    return cut ? buf_str(&out) : text;
}

typedef struct {
    utf8proc_int32_t *p;
    utf8proc_ssize_t n;
} CodePoints;

/* text must be UTF-8. A second round is needed only where characters fall apart into several. */
static CodePoints decompose(Arena *mem, Str text, utf8proc_option_t options)
{
    utf8proc_ssize_t room = text.n;
    for (;;) {
        utf8proc_int32_t *p = NEW_ARRAY(mem, utf8proc_int32_t, room);
        utf8proc_ssize_t n =
            utf8proc_decompose((const utf8proc_uint8_t *)text.p, text.n, p, room, options);
        assert(n >= 0);
        if (n <= room)
            return (CodePoints){ p, n };
        room = n;
    }
}

/* Letters with a stroke or joined from two, which have no decomposition. */
static Str spelt_out(int32_t code_point)
{
    switch (code_point) {
    case 0xE6: return S("ae");
    case 0xF0:
    case 0x111: return S("d");
    case 0xF8: return S("o");
    case 0xFE: return S("th");
    case 0x127: return S("h");
    case 0x131: return S("i");
    case 0x142: return S("l");
    case 0x153: return S("oe");
    case 0x167: return S("t");
    }
    return (Str){ 0 };
}

static Str encode(Arena *mem, CodePoints text, bool spell)
{
    Buf out = buf_new(mem, 4 * text.n);
    for (utf8proc_ssize_t i = 0; i < text.n; i++) {
        Str spelling = spell ? spelt_out(text.p[i]) : (Str){ 0 };
        if (spelling.p)
            buf_add(&out, spelling);
        else
            buf_utf8(&out, text.p[i]);
    }
    return buf_str(&out);
}

Str text_fold(Arena *mem, Str text)
{
    if (is_ascii(text))
        return fold_ascii(mem, text);
    text = utf8_repair(mem, text);
    CodePoints folded =
        decompose(mem, cut_long_runs(mem, text),
                  UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_LUMP);
    return encode(mem, folded, true);
}

Str text_nfc(Arena *mem, Str text)
{
    if (is_ascii(text))
        return text;
    text = cut_long_runs(mem, utf8_repair(mem, text));
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    CodePoints normal = decompose(mem, text, options);
    normal.n = utf8proc_normalize_utf32(normal.p, normal.n, options);
    assert(normal.n >= 0);
    return encode(mem, normal, false);
}
