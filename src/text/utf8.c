/* Checking, walking and mending UTF-8. */
#include "text/utf8.h"

#include <assert.h>
#include <string.h>

/* The bytes that may follow a lead byte (Unicode 15, table 3-7): how many continuation bytes, and
 * the range of the first, which keeps out overlong forms, surrogates and what is past U+10FFFF. */
typedef struct {
    int more;
    unsigned char low, high;
} Lead;

static Lead lead_of(unsigned char byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return (Lead){ 1, 0x80, 0xBF };
    if (byte >= 0xE0 && byte <= 0xEF)
        return (Lead){ 2, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF };
    if (byte >= 0xF0 && byte <= 0xF4)
        return (Lead){ 3, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF };
    return (Lead){ 0 };
}

int32_t utf8_next(Str text, ptrdiff_t *at)
{
    assert(*at >= 0 && *at < text.n);
    unsigned char first = (unsigned char)text.p[(*at)++];
    if (first < 0x80)
        return first;
    Lead lead = lead_of(first);
    if (lead.more == 0)
        return -1;
    int32_t code_point = first & (0x3F >> lead.more);
    for (int i = 0; i < lead.more; i++) {
        unsigned char byte = *at < text.n ? (unsigned char)text.p[*at] : 0;
        if (byte < (i ? 0x80 : lead.low) || byte > (i ? 0xBF : lead.high))
            return -1;
        code_point = code_point << 6 | (byte & 0x3F);
        ++*at;
    }
    return code_point;
}

/* The end of the ASCII that begins at i. */
static ptrdiff_t skip_ascii(Str text, ptrdiff_t i)
{
    for (; i + 8 <= text.n; i += 8) {
        uint64_t word = 0;
        memcpy(&word, text.p + i, 8);
        if (word & 0x8080808080808080)
            break;
    }
    while (i < text.n && (unsigned char)text.p[i] < 0x80)
        i++;
    return i;
}

ptrdiff_t utf8_bad_at(Str text)
{
    ptrdiff_t i = 0;
    while ((i = skip_ascii(text, i)) < text.n) {
        while (i < text.n && (unsigned char)text.p[i] >= 0x80) {
            ptrdiff_t start = i;
            if (utf8_next(text, &i) < 0)
                return start;
        }
    }
    return text.n;
}

bool utf8_valid(Str text)
{
    return utf8_bad_at(text) == text.n;
}

int utf8_encode(int32_t code_point, char out[4])
{
    assert(code_point >= 0 && code_point <= 0x10FFFF &&
           (code_point < 0xD800 || code_point > 0xDFFF));
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    int more = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
    static const int marks[] = { 0, 0xC0, 0xE0, 0xF0 };
    out[0] = (char)(marks[more] | code_point >> (6 * more));
    for (int i = 1; i <= more; i++)
        out[i] = (char)(0x80 | (code_point >> (6 * (more - i)) & 0x3F));
    return more + 1;
}

void buf_utf8(Buf *out, int32_t code_point)
{
    char bytes[4];
    buf_add(out, str_n(bytes, utf8_encode(code_point, bytes)));
}

static bool starts_character(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

ptrdiff_t utf8_count(Str text)
{
    ptrdiff_t count = 0;
    for (ptrdiff_t i = 0; i < text.n; i++)
        count += starts_character(text.p[i]);
    return count;
}

Str utf8_cut(Str text, ptrdiff_t bytes)
{
    if (text.n <= bytes)
        return text;
    while (bytes > 0 && ((unsigned char)text.p[bytes] & 0xC0) == 0x80)
        bytes--;
    return str_n(text.p, bytes);
}

Str text_shown(Str text)
{
    enum { SHOWN_BYTES = 120 };
    return utf8_cut(text, SHOWN_BYTES);
}

Str utf8_prefix(Str text, ptrdiff_t count)
{
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (starts_character(text.p[i]) && count-- <= 0)
            return str_n(text.p, i);
    return text;
}

Str utf8_repair(Arena *mem, Str text)
{
    ptrdiff_t good = utf8_bad_at(text);
    if (good == text.n)
        return text;
    Buf out = buf_new(mem, 3 * text.n);
    for (ptrdiff_t i = 0; i < text.n;) {
        ptrdiff_t end = i + utf8_bad_at(str_part(text, i, text.n));
        buf_add(&out, str_part(text, i, end));
        i = end;
        if (i < text.n) {
            utf8_next(text, &i);
            buf_utf8(&out, UTF8_REPLACEMENT);
        }
    }
    return buf_str(&out);
}

static bool is_binary(char ch)
{
    unsigned char byte = (unsigned char)ch;
    return (byte < ' ' && ch != '\t' && ch != '\n' && ch != '\r') || byte == 0x7F;
}

Str text_printable(Arena *mem, Str text)
{
    ptrdiff_t at = 0;
    while (at < text.n && !is_binary(text.p[at]))
        at++;
    if (at == text.n)
        return text;
    char *plain = (char *)str_copy(mem, text).p;
    for (; at < text.n; at++)
        if (is_binary(plain[at]))
            plain[at] = ' ';
    return str_n(plain, text.n);
}
