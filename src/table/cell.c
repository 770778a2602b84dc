/* What a spreadsheet's cell says as text. */
#include "table/cell.h"

#include "text/number.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHOWN_DIGITS = 15, /* that a spreadsheet shows */
    EXACT_DIGITS = 17, /* that tell every binary number from its neighbours */
    FIGURE_BYTES_MAX = 64,
    LITERAL_MAX = 64,
    PLAIN_EXPONENT_MAX = 30,
    DAY_MS = 86400000,
    LAST_SERIAL = 2958465, /* 9999-12-31 */
    LEAP_SERIAL = 60       /* the day that never was */
};

CellFormat cell_format_of_id(int id)
{
    if (id == 46)
        return FORMAT_DURATION;
    bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 ||
                (id >= 50 && id <= 58) || (id >= 71 && id <= 81);
    return date ? FORMAT_DATE : FORMAT_NUMBER;
}

/* Steps over what stands for itself: "text", \x, _x, *x. True when it did. */
static bool skip_literal(Str code, ptrdiff_t *at)
{
    char ch = code.p[*at];
    if (ch == '"') {
        ptrdiff_t end = str_find_char(code, '"', *at + 1);
        *at = end < 0 ? code.n : end + 1;
        return true;
    }
    if (ch == '\\' || ch == '_' || ch == '*') {
        ++*at;
        if (*at < code.n)
            utf8_next(code, at);
        return true;
    }
    return false;
}

/* [h], [mm], [ss]: hours, minutes, seconds that run on. */
static bool runs_on(Str inside)
{
    for (ptrdiff_t i = 0; i < inside.n; i++)
        if ((inside.p[i] | 32) != 'h' && (inside.p[i] | 32) != 'm' && (inside.p[i] | 32) != 's')
            return false;
    return inside.n > 0;
}

/* The letters of days and times, in English and in the tongues whose letters some programs leave
 * there (TT.MM.JJJJ, JJ/MM/AAAA, GG/MM/AAAA), and those of AM/PM and eras. */
static bool is_date_letter(char lower)
{
    return strchr("dmyhsajtgpebr", lower) != NULL;
}

CellFormat cell_format_of_code(Str code)
{
    int strong = 0, digits = 0;
    for (ptrdiff_t i = 0; i < code.n && code.p[i] != ';';) {
        if (skip_literal(code, &i))
            continue;
        char ch = code.p[i], lower = (char)(ch | 32);
        if (ch == '[') {
            ptrdiff_t end = str_find_char(code, ']', i);
            end = end < 0 ? code.n : end;
            if (runs_on(str_part(code, i + 1, end)))
                return FORMAT_DURATION;
            i = end + 1;
            continue;
        }
        if (ch == '#' || ch == '?' || ch == '%')
            return FORMAT_NUMBER;
        digits += ch == '0' && strong == 0;
        if (lower >= 'a' && lower <= 'z') {
            if (!is_date_letter(lower))
                return FORMAT_NUMBER;
            strong += strchr("dmyhstj", lower) != NULL;
        }
        i++;
    }
    return strong && !digits ? FORMAT_DATE : FORMAT_NUMBER;
}

/* Signs that several countries share, by the country of the format ([MS-LCID]). */
static Currency currency_of_country(Str sign, Str country)
{
    static const struct {
        Str country;
        Currency dollar, crown;
    } countries[] = {
        { S_INIT("409"), CURRENCY('U', 'S', 'D'), 0 },
        { S_INIT("1009"), CURRENCY('C', 'A', 'D'), 0 },
        { S_INIT("C0C"), CURRENCY('C', 'A', 'D'), 0 },
        { S_INIT("C09"), CURRENCY('A', 'U', 'D'), 0 },
        { S_INIT("1409"), CURRENCY('N', 'Z', 'D'), 0 },
        { S_INIT("80A"), CURRENCY('M', 'X', 'N'), 0 },
        { S_INIT("41D"), 0, CURRENCY('S', 'E', 'K') },
        { S_INIT("406"), 0, CURRENCY('D', 'K', 'K') },
        { S_INIT("414"), 0, CURRENCY('N', 'O', 'K') },
        { S_INIT("814"), 0, CURRENCY('N', 'O', 'K') },
        { S_INIT("40F"), 0, CURRENCY('I', 'S', 'K') },
    };
    bool known;
    for (ptrdiff_t i = 0; i < COUNT(countries); i++)
        if (str_eq_nocase(countries[i].country, country)) {
            if (str_eq(sign, S("$")) && countries[i].dollar)
                return countries[i].dollar;
            if (str_eq_nocase(str_part(sign, 0, 2), S("kr")) && countries[i].crown)
                return countries[i].crown;
        }
    Str found = number_currency(sign, &known);
    return found.n ? currency_find(found) : CURRENCY_NONE;
}

/* "$€-407" within brackets. */
static Currency currency_in_brackets(Str inside)
{
    ptrdiff_t dash = str_find_char(inside, '-', 0);
    Str sign = str_trim(str_part(inside, 1, dash < 0 ? inside.n : dash));
    Str country = dash < 0 ? (Str){ 0 } : str_part(inside, dash + 1, inside.n);
    return sign.n ? currency_of_country(sign, country) : CURRENCY_NONE;
}

/* The text that a number format shows beside the figure; the length, 0 where it is too long. */
static ptrdiff_t shown_beside(Str code, char out[LITERAL_MAX])
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < code.n && code.p[i] != ';';) {
        ptrdiff_t from = i;
        bool literal = skip_literal(code, &i);
        if (!literal)
            i++;
        if (literal ? code.p[from] == '_' || code.p[from] == '*'
                    : strchr("#0,.?% -+()/eE", code.p[from]) != NULL)
            continue;
        if (literal)
            from++;
        for (ptrdiff_t k = from; k < i; k++)
            if (code.p[k] != '"' && n < LITERAL_MAX)
                out[n++] = code.p[k];
    }
    return n < LITERAL_MAX ? n : 0;
}

Currency cell_currency_of_code(Str code)
{
    char text[LITERAL_MAX];
    bool known;
    ptrdiff_t open = str_find(code, S("[$"), 0), end = str_find_char(code, ';', 0);
    ptrdiff_t close = open < 0 ? -1 : str_find_char(code, ']', open);
    if (close > 0 && (end < 0 || open < end))
        return currency_in_brackets(str_part(code, open + 1, close));
    Str sign = str_trim(str_n(text, shown_beside(code, text)));
    Str found = sign.n ? number_currency(sign, &known) : (Str){ 0 };
    return found.n ? currency_find(found) : CURRENCY_NONE;
}

/* [-]digits[.digits] of what "%g" wrote with an exponent. */
static Str without_exponent(Arena *mem, const char *text)
{
    const char *e = strchr(text, 'e');
    if (!e)
        return str_copy(mem, str_of(text));
    long exponent = strtol(e + 1, NULL, 10);
    if (exponent > PLAIN_EXPONENT_MAX || exponent < -PLAIN_EXPONENT_MAX)
        return str_copy(mem, str_of(text));
    char digits[FIGURE_BYTES_MAX];
    int n = 0;
    for (const char *p = text; p < e; p++)
        if (*p >= '0' && *p <= '9')
            digits[n++] = *p;
    Buf b = buf_new(mem, 128);
    if (text[0] == '-')
        buf_char(&b, '-');
    long point = 1 + exponent; /* digits before it */
    if (point <= 0)
        buf_add(&b, S("0."));
    for (long i = point; i < 0; i++)
        buf_char(&b, '0');
    for (int i = 0; i < n; i++) {
        if (i == point && point > 0)
            buf_char(&b, '.');
        buf_char(&b, digits[i]);
    }
    for (long i = n; i < point; i++)
        buf_char(&b, '0');
    return buf_str(&b);
}

/* The digits that the file's maker meant: 1234.5600000000001 is 1234.56, and 4.5e-13 beside
 * amounts is what binary calculation leaves of nothing. Great numbers keep their cents. */
static void without_noise(double v, char text[FIGURE_BYTES_MAX])
{
    double cents = round(v * 1e6) / 1e6;
    double off = fabs(v - cents);
    if (fabs(v) < 1e-11 || (cents != 0 && off < 1e-9 && fabs(v) < 1e9))
        v = fabs(v) < 1e-11 ? 0 : cents;
    int digits = fabs(v) < 1e13 ? SHOWN_DIGITS : EXACT_DIGITS - 1;
    snprintf(text, FIGURE_BYTES_MAX, "%.*g", digits, v);
}

static Str figure_text(Arena *mem, double v, bool exact)
{
    char text[FIGURE_BYTES_MAX];
    if (v == 0)
        return S("0");
    if (fabs(v) < 1e15 && v == floor(v)) {
        snprintf(text, sizeof text, "%.0f", v);
        return str_copy(mem, str_of(text));
    }
    int digits = SHOWN_DIGITS;
    for (; digits <= EXACT_DIGITS; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, v);
        if (digits == EXACT_DIGITS || strtod(text, NULL) == v)
            break;
    }
    if (!exact && digits >= SHOWN_DIGITS && strlen(text) >= SHOWN_DIGITS)
        without_noise(v, text);
    return without_exponent(mem, text);
}

/* hh:mm:ss with thousandths where there are some. */
static void time_add(Buf *b, int64_t ms)
{
    buf_fmt(b, "%02lld:%02d:%02d", (long long)(ms / 3600000), (int)(ms / 60000 % 60),
            (int)(ms / 1000 % 60));
    if (ms % 1000)
        buf_fmt(b, ".%03d", (int)(ms % 1000));
}

static CellValue cell_of_serial(Arena *mem, double v, CellFormat format, CellManner manner)
{
    int64_t ms = (int64_t)llround(v * DAY_MS);
    int64_t day = ms / DAY_MS, rest = ms % DAY_MS;
    Buf b = buf_new(mem, 64);
    if (format == FORMAT_DURATION || (day == 0 && !(manner.from_1904 && rest == 0))) {
        time_add(&b, ms);
        return (CellValue){ buf_str(&b), CELL_TEXT };
    }
    if (!manner.from_1904 && day == LEAP_SERIAL) {
        buf_add(&b, S("1900-02-29"));
        return (CellValue){ buf_str(&b), CELL_TEXT };
    }
    Date first = manner.from_1904 ? date_of(1904, 1, 1)
                                  : date_of(1899, 12, 30) + (day < LEAP_SERIAL ? 1 : 0);
    buf_date(&b, date_add_days(first, (int)day));
    if (rest) {
        buf_char(&b, 'T');
        time_add(&b, rest);
    }
    return (CellValue){ buf_str(&b), CELL_DATE };
}

CellValue cell_of_number(Arena *mem, double value, CellFormat format, CellManner manner)
{
    if (!isfinite(value))
        return (CellValue){ 0 };
    if (format != FORMAT_NUMBER && value >= 0 && value < LAST_SERIAL + 1 - 1462 * manner.from_1904)
        return cell_of_serial(mem, value, format, manner);
    return (CellValue){ figure_text(mem, value, manner.exact), CELL_NUMBER };
}

/* Whether the text is [-]digits[.digits] that no binary number has shaped. */
static bool is_plain(Str s)
{
    int digits = 0, points = 0;
    ptrdiff_t i = s.n && s.p[0] == '-';
    for (; i < s.n; i++) {
        points += s.p[i] == '.';
        digits += s.p[i] >= '0' && s.p[i] <= '9';
        if (s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
            return false;
    }
    bool zero_first = s.n > 1 && s.p[s.p[0] == '-'] == '0' && s.p[(s.p[0] == '-') + 1] != '.';
    return digits > 0 && digits < SHOWN_DIGITS && points <= 1 && !zero_first &&
           s.p[s.p[0] == '-'] != '.' && s.p[s.n - 1] != '.';
}

CellValue cell_of_figure(Arena *mem, Str text, CellFormat format, CellManner manner)
{
    text = str_trim(text);
    if (!text.n)
        return (CellValue){ 0 };
    if (format == FORMAT_NUMBER && is_plain(text))
        return (CellValue){ str_copy(mem, text), CELL_NUMBER };
    char bytes[FIGURE_BYTES_MAX];
    bool fits = text.n < FIGURE_BYTES_MAX;
    for (ptrdiff_t i = 0; fits && i < text.n; i++)
        fits = text.p[i] && strchr("0123456789+-.eE", text.p[i]);
    if (fits) {
        memcpy(bytes, text.p, (size_t)text.n);
        bytes[text.n] = 0;
        char *end;
        double v = strtod(bytes, &end);
        if (end == bytes + text.n && isfinite(v))
            return cell_of_number(mem, v, format, manner);
    }
    return (CellValue){ str_copy(mem, text), CELL_TEXT };
}

CellValue cell_of_iso(Arena *mem, Str text)
{
    text = str_trim(text);
    bool day = date_parse(str_part(text, 0, DATE_TEXT)) != DATE_NONE &&
               (text.n == DATE_TEXT || text.p[DATE_TEXT] == 'T' || text.p[DATE_TEXT] == ' ');
    return (CellValue){ str_copy(mem, text), day ? CELL_DATE : CELL_TEXT };
}

CellValue cell_of_bool(bool value)
{
    return (CellValue){ value ? S("True") : S("False"), CELL_TEXT };
}

static bool is_edge_blank(int32_t ch)
{
    return ch == 0xA0 || ch == 0xFEFF || (ch >= 0x200B && ch <= 0x200F) || ch == 0x3000 ||
           ch == 0x202F || (ch >= 0 && ch <= ' ');
}

Str cell_trim(Str s)
{
    s = str_trim(s);
    if (!s.n || !(((unsigned char)s.p[0] | (unsigned char)s.p[s.n - 1]) & 0x80))
        return s;
    ptrdiff_t at = 0, begin = 0;
    while (at < s.n && is_edge_blank(utf8_next(s, &at)))
        begin = at;
    s = str_part(s, begin, s.n);
    for (ptrdiff_t end = s.n; end > 0; end = s.n) {
        do
            end--;
        while (end > 0 && ((unsigned char)s.p[end] & 0xC0) == 0x80);
        ptrdiff_t last = end;
        if (!is_edge_blank(utf8_next(s, &last)))
            break;
        s.n = end;
    }
    return s;
}
