/* The pieces of a web page. */
#include "format/html_text.h"

#include "statement/words.h"
#include "text/codepage.h"
#include "text/utf8.h"

#include <string.h>

enum { DECLARED_WITHIN = 8192, ENTITY_MAX = 12 };

static bool is_space(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r' || ch == '\f';
}

static bool is_letter(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

/* Where needle stands from that place on, whatever the case of its letters; the end if nowhere. */
static ptrdiff_t find_nocase(Str s, Str needle, ptrdiff_t from)
{
    for (ptrdiff_t i = from; i + needle.n <= s.n; i++) {
        const char *hit = memchr(s.p + i, needle.p[0], (size_t)(s.n - i));
        if (!hit)
            return s.n;
        i = hit - s.p;
        if (str_eq_nocase(str_part(s, i, i + needle.n), needle))
            return i;
    }
    return s.n;
}

/* The end of a tag: a ">" in quotes is part of a value. */
static ptrdiff_t tag_end(Str page, ptrdiff_t at)
{
    char quote = 0;
    for (ptrdiff_t i = at; i < page.n; i++) {
        char ch = page.p[i];
        if (quote)
            quote = ch == quote ? 0 : quote;
        else if ((ch == '"' || ch == '\'') && i > at && page.p[i - 1] == '=')
            quote = ch;
        else if (ch == '>')
            return i;
    }
    ptrdiff_t plain = str_find_char(page, '>', at);
    return plain < 0 ? page.n : plain;
}

static HtmlPiece tag_at(Str page, ptrdiff_t *at)
{
    ptrdiff_t i = *at + 1;
    HtmlPiece piece = { .kind = HTML_OPEN };
    if (page.p[i] == '/') {
        piece.kind = HTML_CLOSE;
        i++;
    }
    size_t n = 0;
    for (; i < page.n && !is_space(page.p[i]) && page.p[i] != '>' && page.p[i] != '/'; i++)
        if (n + 1 < sizeof piece.name)
            piece.name[n++] = (char)(is_letter(page.p[i]) ? page.p[i] | 32 : page.p[i]);
    ptrdiff_t end = tag_end(page, i);
    piece.inside = str_part(page, i, end);
    *at = end < page.n ? end + 1 : page.n;
    return piece;
}

/* Behind what is no part of the text: comments, declarations, <script>…</script>. */
static bool skip_hidden(Str page, ptrdiff_t *at)
{
    static const Str hidden[] = { S_INIT("script"), S_INIT("style"), S_INIT("title") };
    Str rest = str_part(page, *at, *at + 16);
    if (str_starts(rest, S("<!--"))) {
        ptrdiff_t end = str_find(page, S("-->"), *at + 4);
        *at = end < 0 ? page.n : end + 3;
        return true;
    }
    if (rest.n > 1 && (rest.p[1] == '!' || rest.p[1] == '?')) {
        *at = tag_end(page, *at + 1);
        *at += *at < page.n;
        return true;
    }
    for (ptrdiff_t i = 0; i < COUNT(hidden); i++) {
        Str name = str_part(rest, 1, 1 + hidden[i].n);
        char behind = rest.n > 1 + hidden[i].n ? rest.p[1 + hidden[i].n] : 0;
        if (!str_eq_nocase(name, hidden[i]) || is_letter(behind))
            continue;
        char close[16];
        size_t n = (size_t)hidden[i].n;
        memcpy(close, "</", 2);
        memcpy(close + 2, hidden[i].p, n);
        *at = find_nocase(page, str_n(close, (ptrdiff_t)n + 2), *at + 1);
        *at = tag_end(page, *at);
        *at += *at < page.n;
        return true;
    }
    return false;
}

HtmlPiece html_next(Str page, ptrdiff_t *at)
{
    while (*at < page.n) {
        char next = *at + 1 < page.n ? page.p[*at + 1] : 0;
        if (page.p[*at] != '<' || !(is_letter(next) || next == '/' || next == '!' || next == '?')) {
            ptrdiff_t from = *at, end = str_find_char(page, '<', *at + 1);
            *at = end < 0 ? page.n : end;
            return (HtmlPiece){ .kind = HTML_TEXT, .inside = str_part(page, from, *at) };
        }
        if (skip_hidden(page, at))
            continue;
        return tag_at(page, at);
    }
    return (HtmlPiece){ .kind = HTML_END };
}

Str html_attribute(Str s, Str name)
{
    for (ptrdiff_t i = 0; i < s.n;) {
        while (i < s.n && (is_space(s.p[i]) || s.p[i] == '/'))
            i++;
        ptrdiff_t from = i;
        while (i < s.n && !is_space(s.p[i]) && s.p[i] != '=')
            i++;
        Str key = str_part(s, from, i), value = S("");
        while (i < s.n && is_space(s.p[i]))
            i++;
        if (i < s.n && s.p[i] == '=') {
            i++;
            while (i < s.n && is_space(s.p[i]))
                i++;
            char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i] : 0;
            from = quote ? ++i : i;
            while (i < s.n && (quote ? s.p[i] != quote : !is_space(s.p[i])))
                i++;
            value = str_part(s, from, i);
            i += quote != 0;
        }
        if (str_eq_nocase(key, name))
            return value;
        if (!key.n && !value.n)
            i++;
    }
    return (Str){ 0 };
}

/* --- entities --- */

/* The names of U+00A0 to U+00FF, in order. */
static const char *const latin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"
};

static const struct {
    const char *name;
    int32_t point;
} others[] = { { "amp", '&' },      { "lt", '<' },        { "gt", '>' },       { "quot", '"' },
               { "apos", '\'' },    { "euro", 0x20AC },   { "ndash", 0x2013 }, { "mdash", 0x2014 },
               { "minus", 0x2212 }, { "hellip", 0x2026 }, { "lsquo", 0x2018 }, { "rsquo", 0x2019 },
               { "ldquo", 0x201C }, { "rdquo", 0x201D },  { "sbquo", 0x201A }, { "bdquo", 0x201E },
               { "bull", 0x2022 },  { "trade", 0x2122 },  { "thinsp", ' ' },   { "ensp", ' ' },
               { "emsp", ' ' },     { "zwnj", 0x200C },   { "zwj", 0x200D },   { "OElig", 0x152 },
               { "oelig", 0x153 },  { "Scaron", 0x160 },  { "scaron", 0x161 }, { "Yuml", 0x178 } };

static int32_t named(Str name)
{
    for (size_t i = 0; i < sizeof latin / sizeof latin[0]; i++)
        if (str_eq(name, str_of(latin[i])))
            return 0xA0 + (int32_t)i;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (str_eq(name, str_of(others[i].name)))
            return others[i].point;
    return -1;
}

static int32_t numbered(Str s)
{
    bool hex = s.n && (s.p[0] | 32) == 'x';
    int32_t point = 0;
    for (ptrdiff_t i = hex; i < s.n; i++) {
        char ch = s.p[i], low = (char)(ch | 32);
        int digit = ch >= '0' && ch <= '9'            ? ch - '0'
                    : hex && low >= 'a' && low <= 'f' ? low - 'a' + 10
                                                      : -1;
        if (digit < 0 || point > 0x10FFFF)
            return -1;
        point = point * (hex ? 16 : 10) + digit;
    }
    bool scalar = point > 0 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    return s.n > hex && scalar ? point : -1;
}

/* The character that "&…;" at that place stands for, moving behind it; -1: it is a mere "&". */
static int32_t entity_at(Str s, ptrdiff_t *at)
{
    ptrdiff_t end = *at + 1;
    while (end < s.n && end - *at < ENTITY_MAX && s.p[end] != ';' && s.p[end] != '&' &&
           !is_space(s.p[end]))
        end++;
    Str name = str_part(s, *at + 1, end);
    int32_t point = name.n && name.p[0] == '#' ? numbered(str_part(name, 1, name.n)) : named(name);
    if (point >= 0)
        *at = end + (end < s.n && s.p[end] == ';');
    return point;
}

static void add_space(Buf *out)
{
    if (out->n && out->p[out->n - 1] != ' ' && out->p[out->n - 1] != '\n')
        buf_char(out, ' ');
}

void html_text_add(Buf *out, Str s)
{
    for (ptrdiff_t i = 0; i < s.n && !out->full;) {
        char ch = s.p[i];
        int32_t point = ch == '&' ? entity_at(s, &i) : -1;
        if (point >= 0) {
            if (point == 0xA0 || point <= ' ')
                add_space(out);
            else
                buf_utf8(out, point);
            continue;
        }
        i++;
        if (is_space(ch) || ch == 0)
            add_space(out);
        else
            buf_char(out, ch);
    }
}

/* --- character sets --- */

Str html_decode(Arena *mem, Str bytes)
{
    WordsOfDates words = { words_load(), mem };
    TextEncoding found = codepage_detect(mem, bytes, words_known, &words);
    int encoding = found.encoding;
    bool wide = encoding >= ENCODING_UTF16LE && encoding <= ENCODING_UTF32BE;
    if (!wide && !utf8_valid(bytes)) {
        Str head = str_part(bytes, 0, DECLARED_WITHIN);
        ptrdiff_t at = find_nocase(head, S("charset="), 0) + 8, end;
        while (at < head.n && (head.p[at] == '"' || head.p[at] == '\''))
            at++;
        for (end = at; end < head.n && !is_space(head.p[end]) && !strchr("\"';>/", head.p[end]);)
            end++;
        int declared = at < head.n ? codepage_find(str_part(head, at, end)) : -1;
        encoding = declared > ENCODING_UTF32BE ? declared : encoding;
    }
    Str body = str_part(bytes, found.mark_bytes, bytes.n);
    return utf8_repair(mem, codepage_decode(mem, encoding, body, NULL));
}
