/* The transfer encodings of mail. */
#include "text/transfer.h"

static int letter_value(char ch)
{
    if (ch >= 'A' && ch <= 'Z')
        return ch - 'A';
    if (ch >= 'a' && ch <= 'z')
        return ch - 'a' + 26;
    if (ch >= '0' && ch <= '9')
        return ch - '0' + 52;
    return ch == '+' ? 62 : ch == '/' ? 63 : -1;
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n';
}

bool transfer_base64(Arena *mem, Str text, Str *out)
{
    Buf b = buf_new(mem, text.n / 4 * 3 + 3);
    uint32_t bits = 0;
    int n_bits = 0;
    for (ptrdiff_t i = 0; i < text.n && text.p[i] != '='; i++) {
        int value = letter_value(text.p[i]);
        if (value < 0 && !is_blank(text.p[i]))
            return false;
        if (value < 0)
            continue;
        bits = bits << 6 | (uint32_t)value;
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            buf_char(&b, (char)(bits >> n_bits & 0xFF));
        }
    }
    *out = buf_str(&b);
    return n_bits < 6;
}

static int hex_value(char ch)
{
    char lower = (char)(ch | 32);
    return ch >= '0' && ch <= '9' ? ch - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* How many bytes from there are a line end with the blanks before it; 0: none. */
static ptrdiff_t line_end(Str s, ptrdiff_t at)
{
    ptrdiff_t i = at;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    if (i < s.n && s.p[i] == '\r')
        i++;
    if (i < s.n && s.p[i] == '\n')
        return i + 1 - at;
    return i > at && s.p[i - 1] == '\r' ? i - at : 0;
}

Str transfer_quoted(Arena *mem, Str text)
{
    Buf b = buf_new(mem, text.n);
    for (ptrdiff_t i = 0; i < text.n;) {
        bool escape = text.p[i] == '=';
        ptrdiff_t soft = escape ? line_end(text, i + 1) : 0;
        int high = escape && i + 2 < text.n ? hex_value(text.p[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text.p[i + 2]) : -1;
        if (soft) {
            i += 1 + soft;
        } else if (low >= 0) {
            buf_char(&b, (char)(high << 4 | low));
            i += 3;
        } else {
            buf_char(&b, text.p[i++]);
        }
    }
    return buf_str(&b);
}
