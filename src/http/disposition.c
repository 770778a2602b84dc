/* Content-Disposition. */
#include "http/disposition.h"

#include "text/percent.h"

Str http_disposition(Arena *mem, Str name)
{
    Buf b = buf_new(mem, 4 * name.n + 200);
    buf_add(&b, S("Content-Disposition: attachment; filename=\""));
    for (ptrdiff_t i = 0; i < name.n; i++) {
        char ch = name.p[i];
        bool plain = ch >= ' ' && ch < 0x7f && ch != '"' && ch != '\\' && ch != '%';
        if ((ch & 0xC0) != 0x80)
            buf_char(&b, plain ? ch : '_');
    }
    buf_add(&b, S("\"; filename*=UTF-8''"));
    buf_percent(&b, name);
    return buf_str(&b);
}
