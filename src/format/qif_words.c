/* Texts of QIF files. */
#include "format/qif_read.h"

#include "text/codepage.h"
#include "text/utf8.h"

enum { VALUE_MAX = 16 << 10 };

static bool is_white(int32_t ch)
{
    return (ch >= 0 && ch <= ' ') || ch == 0x7F || (ch >= 0x80 && ch <= 0xA0) || ch == 0xFEFF;
}

Str qif_words(QifReader *r, Str bytes)
{
    bytes = str_trim(str_part(bytes, 0, VALUE_MAX));
    bool plain = true;
    for (ptrdiff_t i = 0; i < bytes.n && plain; i++) {
        unsigned char ch = (unsigned char)bytes.p[i];
        plain = ch >= ' ' && ch < 0x7F && (ch != ' ' || bytes.p[i + 1] != ' ');
    }
    if (plain)
        return bytes.n ? bytes : (Str){ 0 };
    const TextEncoding *e = &r->encoding;
    bool utf8 = utf8_valid(bytes) && e->encoding == ENCODING_UTF8;
    int encoding = e->bad_encoding >= 0 && !utf8_valid(bytes) ? e->bad_encoding : e->encoding;
    Str s = utf8 ? bytes : codepage_decode(r->build.mem, encoding, bytes, NULL);
    Buf b = buf_new(r->build.mem, 4 * s.n + 8);
    bool blank = false;
    for (ptrdiff_t at = 0; at < s.n;) {
        int32_t ch = utf8_next(s, &at);
        if (is_white(ch)) {
            blank = b.n > 0;
            continue;
        }
        if (blank)
            buf_char(&b, ' ');
        blank = false;
        buf_utf8(&b, ch < 0 ? UTF8_REPLACEMENT : ch);
    }
    return b.n ? buf_str(&b) : (Str){ 0 };
}
