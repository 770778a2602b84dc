/* What texts of SWIFT statements have in common. */
#include "format/mt940_parts.h"

enum { LINE_WIDTH = 65, TEXT_MAX = 8000 };

Str mt_joined(Arena *mem, Str lines)
{
    Buf raw = buf_new(mem, TEXT_MAX);
    bool full = true;
    while (lines.p) {
        Str line = str_cut(&lines, '\n');
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (!full)
            buf_char(&raw, ' ');
        buf_add(&raw, line);
        full = line.n >= LINE_WIDTH;
    }
    Buf out = buf_new(mem, TEXT_MAX);
    Str all = buf_str(&raw);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        bool blank = all.p[i] == ' ' || all.p[i] == '\t' || all.p[i] == '\r';
        if (!blank)
            buf_char(&out, all.p[i]);
        else if (out.n && out.p[out.n - 1] != ' ')
            buf_char(&out, ' ');
    }
    return str_trim(buf_str(&out));
}

bool mt_no_reference(Str ref)
{
    static const Str words[] = { S_INIT("NONREF"),       S_INIT("NOREF"), S_INIT("EREF"),
                                 S_INIT("PREF"),         S_INIT("KREF"),  S_INIT("KREF+"),
                                 S_INIT("MARF"),         S_INIT("EREF+"), S_INIT("NOTPROVIDED"),
                                 S_INIT("NOT PROVIDED"), S_INIT("NONE") };
    for (ptrdiff_t i = 0; i < COUNT(words); i++)
        if (str_eq_nocase(ref, words[i]))
            return true;
    for (ptrdiff_t i = 0; i < ref.n; i++)
        if (ref.p[i] != '0' && ref.p[i] != '-' && ref.p[i] != ' ')
            return false;
    return true;
}
