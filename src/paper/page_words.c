/* Words of a page: their list, and their texts made clean. */
#include "paper/pages.h"

#include "text/fold.h"
#include "text/utf8.h"

PageWord *words_add(WordList *list)
{
    if (list->n == LIMIT_PAGE_WORDS) {
        list->full = true;
        return NULL;
    }
    if (list->n == list->room) {
        ptrdiff_t more = list->room ? 2 * list->room : 256;
        list->words = arena_grow(list->mem, list->words, (size_t)list->room * sizeof(PageWord),
                                 (size_t)more * sizeof(PageWord));
        list->room = more;
    }
    return &list->words[list->n++];
}

bool word_blank(int32_t code_point)
{
    return code_point <= ' ' || code_point == 0x7F || code_point == 0x85 || code_point == 0xA0 ||
           code_point == 0x1680 || (code_point >= 0x2000 && code_point <= 0x200A) ||
           code_point == 0x2028 || code_point == 0x2029 || code_point == 0x202F ||
           code_point == 0x205F || code_point == 0x3000;
}

/* Zero width spaces and joiners, marks of direction, byte order marks. */
static bool has_no_width(int32_t code_point)
{
    return (code_point >= 0x200B && code_point <= 0x200F) ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2060 && code_point <= 0x2069) || code_point == 0xFEFF;
}

static void add_clean(Buf *out, int32_t code_point)
{
    static const Str ligatures[] = { S_INIT("ff"),  S_INIT("fi"), S_INIT("fl"), S_INIT("ffi"),
                                     S_INIT("ffl"), S_INIT("st"), S_INIT("st") };
    if (code_point >= 0xFB00 && code_point <= 0xFB06)
        buf_add(out, ligatures[code_point - 0xFB00]);
    else if (code_point == 0xAD)
        buf_char(out, '-');
    else if (!word_blank(code_point) && !has_no_width(code_point))
        buf_utf8(out, code_point);
}

Str word_clean(Arena *mem, Str text)
{
    bool plain = true;
    for (ptrdiff_t i = 0; i < text.n && plain; i++)
        plain = text.p[i] > ' ' && text.p[i] < 127;
    if (plain)
        return text.n ? str_copy(mem, text) : (Str){ 0 };
    text = utf8_repair(mem, text);
    Buf out = buf_new(mem, text.n * 2 + 4);
    for (ptrdiff_t at = 0; at < text.n;)
        add_clean(&out, utf8_next(text, &at));
    return out.n ? text_nfc(mem, buf_str(&out)) : (Str){ 0 };
}
