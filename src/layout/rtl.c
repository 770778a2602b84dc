/* Words from right to left. */
#include "layout/rtl.h"

#include "text/utf8.h"

enum { WORDS_MAX = 400 };

static bool is_rtl(int32_t ch)
{
    return (ch >= 0x0590 && ch <= 0x08FF) || (ch >= 0xFB1D && ch <= 0xFDFF) ||
           (ch >= 0xFE70 && ch <= 0xFEFC);
}

/* The final forms of Hebrew; teh marbuta and alef maksura. */
static bool ends_words(int32_t ch)
{
    return ch == 0x05DA || ch == 0x05DD || ch == 0x05DF || ch == 0x05E3 || ch == 0x05E5 ||
           ch == 0x0629 || ch == 0x0649;
}

bool rtl_has(Str text)
{
    for (ptrdiff_t at = 0; at < text.n;) {
        bool plain = !((unsigned char)text.p[at] & 0x80);
        if (!plain && is_rtl(utf8_next(text, &at)))
            return true;
        at += plain;
    }
    return false;
}

bool rtl_is_mirrored(const PageSet *pages)
{
    ptrdiff_t first = 0, last = 0;
    for (ptrdiff_t i = 0; i < pages->n; i++)
        for (ptrdiff_t w = 0; w < pages->pages[i].n; w++) {
            Str text = pages->pages[i].words[w].text;
            int32_t a = 0, z = 0;
            ptrdiff_t letters = 0;
            if (!rtl_has(text))
                continue;
            for (ptrdiff_t at = 0; at < text.n;) {
                int32_t ch = utf8_next(text, &at);
                if (!is_rtl(ch))
                    continue;
                a = letters++ ? a : ch;
                z = ch;
            }
            first += letters > 1 && ends_words(a);
            last += letters > 1 && ends_words(z);
        }
    return first > last;
}

/* A run of letters that are read from left to right, or one letter that is not. */
static ptrdiff_t end_of_run(Str word, ptrdiff_t at)
{
    ptrdiff_t to = at;
    bool turned = is_rtl(utf8_next(word, &to));
    while (!turned && to < word.n) {
        ptrdiff_t next = to;
        if (is_rtl(utf8_next(word, &next)))
            break;
        to = next;
    }
    return to;
}

Str rtl_turned(Arena *mem, Str word)
{
    Buf b = buf_new(mem, word.n + 1);
    ptrdiff_t starts[WORDS_MAX], n = 0;
    for (ptrdiff_t at = 0; at < word.n && n < WORDS_MAX; at = end_of_run(word, at))
        starts[n++] = at;
    if (n == WORDS_MAX)
        return word;
    for (ptrdiff_t i = n - 1; i >= 0; i--)
        buf_add(&b, str_part(word, starts[i], i + 1 < n ? starts[i + 1] : word.n));
    return buf_str(&b);
}

Str rtl_ordered(Arena *mem, Str text)
{
    if (!rtl_has(text))
        return text;
    Str words[WORDS_MAX], rest = text;
    ptrdiff_t n = 0;
    while (rest.p && n < WORDS_MAX)
        words[n++] = str_cut(&rest, ' ');
    if (rest.p)
        return text;
    Buf b = buf_new(mem, text.n + 1);
    for (ptrdiff_t i = 0; i < n;) {
        ptrdiff_t to = i + 1; /* behind the last word of the run that is read from the right */
        for (ptrdiff_t k = i; rtl_has(words[i]) && k < n; k++)
            to = rtl_has(words[k]) ? k + 1 : to;
        for (ptrdiff_t k = to - 1; k >= i; k--) {
            if (b.n)
                buf_char(&b, ' ');
            buf_add(&b, words[k]);
        }
        i = to;
    }
    return buf_str(&b);
}
