/* The values of OFX elements. */
#include "format/ofx_value.h"

#include "text/utf8.h"

#include <string.h>

enum { ENTITY_MAX = 10, FIRST_YEAR = 1900, LAST_YEAR = 2199, LATIN_FROM = 160 };

/* The names of the characters from U+00A0 on (ISO 8879, as HTML has them). */
static const char latin_names[] =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn "
    "sup2 "
    "sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute "
    "Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH "
    "Ntilde "
    "Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig "
    "agrave "
    "aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml "
    "eth "
    "ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn "
    "yuml";

static int32_t named(Str name)
{
    static const struct {
        Str name;
        int32_t character;
    } common[] = {
        { S_INIT("amp"), '&' },      { S_INIT("lt"), '<' },       { S_INIT("gt"), '>' },
        { S_INIT("quot"), '"' },     { S_INIT("apos"), '\'' },    { S_INIT("euro"), 0x20AC },
        { S_INIT("ndash"), 0x2013 }, { S_INIT("mdash"), 0x2014 }, { S_INIT("rsquo"), 0x2019 },
    };
    for (ptrdiff_t i = 0; i < COUNT(common); i++)
        if (str_eq_nocase(common[i].name, name))
            return common[i].character;
    Str rest = str_of(latin_names);
    for (int32_t character = LATIN_FROM; rest.p; character++)
        if (str_eq(str_cut(&rest, ' '), name))
            return character;
    return -1;
}

static int32_t numbered(Str digits)
{
    int base = 10;
    int32_t value = 0;
    if (digits.n && (digits.p[0] | 32) == 'x') {
        base = 16;
        digits = str_part(digits, 1, digits.n);
    }
    for (ptrdiff_t i = 0; i < digits.n; i++) {
        char ch = (char)(digits.p[i] | 32);
        int digit = ch >= '0' && ch <= '9' ? ch - '0' : ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : 99;
        if (digits.p[i] < '0' || digit >= base || value > 0x10FFFF)
            return -1;
        value = value * base + digit;
    }
    bool scalar = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return digits.n && scalar ? value : -1;
}

/* The character of the entity that begins with the "&" at `at`, moving *end behind it; -1 when it
 * is only a sign of a text. */
static int32_t entity(Str s, ptrdiff_t at, ptrdiff_t *end)
{
    ptrdiff_t stop = str_find_char(str_part(s, 0, at + 2 + ENTITY_MAX), ';', at);
    if (stop < 0)
        return -1;
    Str name = str_part(s, at + 1, stop);
    int32_t character =
        name.n && name.p[0] == '#' ? numbered(str_part(name, 1, name.n)) : named(name);
    if (character >= 0)
        *end = stop + 1;
    return character;
}

static bool is_white(int32_t ch)
{
    return (ch >= 0 && ch <= ' ') || ch == 0x7F || (ch >= 0x80 && ch <= 0xA0) || ch == 0x2028 ||
           ch == 0x2029 || ch == 0xFEFF;
}

typedef struct {
    Buf out;
    bool blank; /* white space waits for what follows it */
} Line;

static void put(Line *line, int32_t ch)
{
    if (is_white(ch)) {
        line->blank = line->out.n > 0;
        return;
    }
    if (line->blank)
        buf_char(&line->out, ' ');
    line->blank = false;
    buf_utf8(&line->out, ch);
}

/* Characters with their entities undone; `literal` keeps "&" as it is. */
static void put_text(Line *line, Str s, bool literal)
{
    for (ptrdiff_t at = 0; at < s.n;) {
        ptrdiff_t end = at, again;
        int32_t ch = s.p[at] == '&' && !literal ? entity(s, at, &end) : -1;
        if (ch < 0) {
            ch = utf8_next(s, &at);
            put(line, ch < 0 ? UTF8_REPLACEMENT : ch);
            continue;
        }
        /* Undone twice where it was done twice. */
        if (ch == '&') {
            Str rest = str_part(s, end - 1, s.n);
            char first[ENTITY_MAX + 4];
            ptrdiff_t n = rest.n < (ptrdiff_t)sizeof first ? rest.n : (ptrdiff_t)sizeof first;
            memcpy(first, rest.p, (size_t)n);
            first[0] = '&';
            int32_t inner = entity(str_n(first, n), 0, &again);
            if (inner >= 0) {
                ch = inner;
                end += again - 1;
            }
        }
        put(line, ch);
        at = end;
    }
}

/* Nothing that needs undoing. */
static bool is_plain(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if (ch < ' ' || ch >= 0x7F || ch == '&' || ch == '<' ||
            (ch == ' ' && i + 1 < s.n && s.p[i + 1] == ' '))
            return false;
    }
    return true;
}

static Str decode(Arena *mem, const TextEncoding *e, Str s)
{
    if (e->encoding == ENCODING_UTF8 && utf8_valid(s))
        return s;
    if (e->bad_encoding >= 0 && !utf8_valid(s))
        return codepage_decode(mem, e->bad_encoding, s, NULL);
    return codepage_decode(mem, e->encoding, s, NULL);
}

Str ofx_text(Arena *mem, const TextEncoding *encoding, Str value)
{
    value = str_part(value, 0, OFX_TEXT_MAX);
    if (is_plain(value)) {
        value = str_trim(value);
        return value.n ? value : (Str){ 0 };
    }
    Str s = decode(mem, encoding, value);
    Line line = { buf_new(mem, 4 * s.n + 8), false };
    for (ptrdiff_t at = 0; at < s.n;) {
        ptrdiff_t sign = str_find(s, S("<!"), at);
        sign = sign < 0 ? s.n : sign;
        put_text(&line, str_part(s, at, sign), false);
        Str rest = str_part(s, sign, s.n);
        bool data = str_starts(rest, S("<![CDATA["));
        if (!data && !str_starts(rest, S("<!--"))) {
            if (rest.n)
                put(&line, '<');
            at = sign + 1;
            continue;
        }
        ptrdiff_t end = str_find(rest, data ? S("]]>") : S("-->"), 4);
        end = end < 0 ? rest.n : end;
        if (data)
            put_text(&line, str_part(rest, 9, end), str_find_char(rest, ';', 0) < 0);
        at = sign + end + 3;
    }
    Str out = buf_str(&line.out);
    return out.n ? out : (Str){ 0 };
}

static bool digits_at(Str s, ptrdiff_t at, int n, int *out)
{
    *out = 0;
    for (ptrdiff_t i = at; i < at + n; i++) {
        if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
            return false;
        *out = *out * 10 + (s.p[i] - '0');
    }
    return true;
}

Date ofx_date(Str text)
{
    int year, month, day;
    ptrdiff_t at = 4;
    if (!digits_at(text, 0, 4, &year) || year < FIRST_YEAR || year > LAST_YEAR || text.n < 8)
        return DATE_NONE;
    bool parted = text.p[4] == '-' || text.p[4] == '/' || text.p[4] == '.';
    at += parted;
    if (!digits_at(text, at, 2, &month) || (parted && text.p[at + 2] != text.p[4]) ||
        !digits_at(text, at + 2 + parted, 2, &day))
        return DATE_NONE;
    ptrdiff_t end = at + 4 + parted;
    bool letter = end < text.n && ((text.p[end] | 32) >= 'a' && (text.p[end] | 32) <= 'z') &&
                  text.p[end] != 'T' && text.p[end] != 'Z';
    return letter ? DATE_NONE : date_of(year, month, day);
}

/* One or two digits, or with long_too four; their number goes to *n. */
static int number_at(Str s, ptrdiff_t *at, bool long_too)
{
    int value = 0, n = 0;
    while (*at < s.n && n < 5 && s.p[*at] >= '0' && s.p[*at] <= '9') {
        value = value * 10 + (s.p[(*at)++] - '0');
        n++;
    }
    return n == 1 || n == 2 || (long_too && n == 4) ? (long_too && n < 4 ? 2000 + value : value)
                                                    : -1;
}

bool ofx_parted(Str text, OfxParted *out)
{
    enum { EIGHT = 8 };
    ptrdiff_t at = 0;
    *out = (OfxParted){ 0 };
    if (text.n >= EIGHT && digits_at(text, 0, 2, &out->first) &&
        digits_at(text, 2, 2, &out->second) && digits_at(text, 4, 4, &out->year))
        return out->first > 0 && out->second > 0 && out->year >= FIRST_YEAR &&
               out->year <= LAST_YEAR && (text.n == EIGHT || text.p[EIGHT] == ' ');
    *out = (OfxParted){ .first = number_at(text, &at, false) };
    char mark = at < text.n ? text.p[at] : 0;
    if (out->first < 1 || (mark != '/' && mark != '.' && mark != '-'))
        return false;
    at++;
    out->second = number_at(text, &at, false);
    if (out->second < 1 || at >= text.n || text.p[at] != mark)
        return false;
    at++;
    out->year = number_at(text, &at, true);
    out->pointed = mark == '.';
    return out->year >= FIRST_YEAR && out->year <= LAST_YEAR &&
           (at == text.n || text.p[at] == ' ' || text.p[at] == 'T');
}
