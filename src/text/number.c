/* Figures as files write them. */
#include "text/number.h"

#include "text/utf8.h"
#include "value/currency.h"

#include <string.h>

enum { BODY_MAX = 64, CELL_MAX = 3 * BODY_MAX, WORD_MAX = 24, PLAIN_DIGITS_MAX = 17 };

/* Signs and short names of currencies, in lower case. No code: several countries use it. */
static const struct {
    Str sign, code;
} currency_signs[] = {
    { S_INIT("€"), S_INIT("EUR") },     { S_INIT("£"), S_INIT("GBP") },
    { S_INIT("$"), S_INIT("") },        { S_INIT("us$"), S_INIT("USD") },
    { S_INIT("u$s"), S_INIT("USD") },   { S_INIT("usd$"), S_INIT("USD") },
    { S_INIT("euro"), S_INIT("EUR") },  { S_INIT("euroa"), S_INIT("EUR") },
    { S_INIT("euros"), S_INIT("EUR") }, { S_INIT("kr"), S_INIT("") },
    { S_INIT("kr."), S_INIT("") },      { S_INIT("r"), S_INIT("") },
    { S_INIT("rs"), S_INIT("") },       { S_INIT("rs."), S_INIT("") },
    { S_INIT("₨"), S_INIT("") },        { S_INIT("¥"), S_INIT("") },
    { S_INIT("￥"), S_INIT("") },       { S_INIT("fr"), S_INIT("") },
    { S_INIT("fr."), S_INIT("") },      { S_INIT("sfr"), S_INIT("CHF") },
    { S_INIT("sfr."), S_INIT("CHF") },  { S_INIT("s/"), S_INIT("") },
    { S_INIT("s/."), S_INIT("") },      { S_INIT("zł"), S_INIT("PLN") },
    { S_INIT("zl"), S_INIT("PLN") },    { S_INIT("kč"), S_INIT("CZK") },
    { S_INIT("kc"), S_INIT("CZK") },    { S_INIT("ft"), S_INIT("HUF") },
    { S_INIT("lei"), S_INIT("RON") },   { S_INIT("leu"), S_INIT("RON") },
    { S_INIT("лв"), S_INIT("BGN") },    { S_INIT("лв."), S_INIT("BGN") },
    { S_INIT("kn"), S_INIT("HRK") },    { S_INIT("₽"), S_INIT("RUB") },
    { S_INIT("руб"), S_INIT("RUB") },   { S_INIT("руб."), S_INIT("RUB") },
    { S_INIT("р"), S_INIT("RUB") },     { S_INIT("р."), S_INIT("RUB") },
    { S_INIT("rur"), S_INIT("RUB") },   { S_INIT("₴"), S_INIT("UAH") },
    { S_INIT("грн"), S_INIT("UAH") },   { S_INIT("грн."), S_INIT("UAH") },
    { S_INIT("₺"), S_INIT("TRY") },     { S_INIT("tl"), S_INIT("TRY") },
    { S_INIT("₹"), S_INIT("INR") },     { S_INIT("元"), S_INIT("CNY") },
    { S_INIT("rmb"), S_INIT("CNY") },   { S_INIT("円"), S_INIT("JPY") },
    { S_INIT("원"), S_INIT("KRW") },    { S_INIT("₩"), S_INIT("KRW") },
    { S_INIT("₪"), S_INIT("ILS") },     { S_INIT("nis"), S_INIT("ILS") },
    { S_INIT("r$"), S_INIT("BRL") },    { S_INIT("rp"), S_INIT("IDR") },
    { S_INIT("rp."), S_INIT("IDR") },   { S_INIT("rm"), S_INIT("MYR") },
    { S_INIT("s$"), S_INIT("SGD") },    { S_INIT("a$"), S_INIT("AUD") },
    { S_INIT("au$"), S_INIT("AUD") },   { S_INIT("c$"), S_INIT("CAD") },
    { S_INIT("ca$"), S_INIT("CAD") },   { S_INIT("cad$"), S_INIT("CAD") },
    { S_INIT("nz$"), S_INIT("NZD") },   { S_INIT("hk$"), S_INIT("HKD") },
    { S_INIT("nt$"), S_INIT("TWD") },   { S_INIT("mx$"), S_INIT("MXN") },
    { S_INIT("mex$"), S_INIT("MXN") },  { S_INIT("₫"), S_INIT("VND") },
    { S_INIT("đ"), S_INIT("VND") },     { S_INIT("฿"), S_INIT("THB") },
    { S_INIT("₱"), S_INIT("PHP") },     { S_INIT("₦"), S_INIT("NGN") },
    { S_INIT("₸"), S_INIT("KZT") },     { S_INIT("₾"), S_INIT("GEL") },
    { S_INIT("৳"), S_INIT("BDT") },     { S_INIT("₡"), S_INIT("CRC") },
    { S_INIT("₲"), S_INIT("PYG") },     { S_INIT("₮"), S_INIT("MNT") },
    { S_INIT("د.إ"), S_INIT("AED") },   { S_INIT("د.إ."), S_INIT("AED") },
    { S_INIT("د.ا"), S_INIT("JOD") },   { S_INIT("د.ا."), S_INIT("JOD") },
    { S_INIT("ر.س"), S_INIT("SAR") },   { S_INIT("ر.س."), S_INIT("SAR") },
    { S_INIT("ج.م"), S_INIT("EGP") },   { S_INIT("ج.م."), S_INIT("EGP") },
    { S_INIT("د.ك"), S_INIT("KWD") },   { S_INIT("د.ك."), S_INIT("KWD") },
    { S_INIT("د.ب"), S_INIT("BHD") },   { S_INIT("ر.ق"), S_INIT("QAR") },
    { S_INIT("د.م."), S_INIT("MAD") },  { S_INIT("﷼"), S_INIT("") },
    { S_INIT("บาท"), S_INIT("THB") },   { S_INIT("dh"), S_INIT("") },
    { S_INIT("dhs"), S_INIT("") },      { S_INIT("bs"), S_INIT("") },
    { S_INIT("bs."), S_INIT("") },      { S_INIT("din"), S_INIT("") },
    { S_INIT("din."), S_INIT("") },     { S_INIT("gbp£"), S_INIT("GBP") },
    { S_INIT("₿"), S_INIT("BTC") },   { S_INIT("£e"), S_INIT("EGP") },
    { S_INIT("kzt"), S_INIT("KZT") },
};

static const struct {
    const char *word;
    char flag;
} flag_words[] = {
    { "cr", 'C' }, { "dr", 'D' }, { "cr.", 'C' }, { "dr.", 'D' }, { "c", 'C' },  { "d", 'D' },
    { "h", 'C' },  { "s", 'D' },  { "db", 'D' },  { "od", 'D' },  { "hb", 'C' },
};

static bool is_digit(int32_t ch)
{
    return ch >= '0' && ch <= '9';
}

/* Digits of other scripts as ASCII ones; every other character stays. */
static int32_t plain_digit(int32_t ch)
{
    static const int32_t zeros[] = { 0xFF10, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50 };
    for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
        if (ch >= zeros[i] && ch <= zeros[i] + 9)
            return '0' + (ch - zeros[i]);
    return ch;
}

static bool is_minus(int32_t ch)
{
    return ch == '-' || ch == 0x2212 || ch == 0x2013 || ch == 0x2014 || ch == 0x2010 ||
           ch == 0x2011 || ch == 0xFF0D || ch == 0xFE63 || ch == 0xAD || ch == 0x2012;
}

static bool is_blank(int32_t ch)
{
    return ch == ' ' || ch == '\t' || ch == 0xA0 || ch == 0x202F || ch == 0x2009 || ch == 0x2007 ||
           ch == 0x3000 || ch == '\n' || ch == '\r';
}

/* Marks of writing direction and the byte order mark: they stand anywhere and mean nothing. */
static bool is_invisible(int32_t ch)
{
    return (ch >= 0x200B && ch <= 0x200F) || (ch >= 0x202A && ch <= 0x202E) ||
           (ch >= 0x2060 && ch <= 0x2069) || ch == 0xFEFF;
}

static bool is_apostrophe(int32_t ch)
{
    return ch == '\'' || ch == 0x2019 || ch == 0xB4 || ch == 0x2018 || ch == '`' || ch == 0x2032;
}

static Str currency_by_sign(Str sign, bool *known)
{
    char lower[WORD_MAX];
    for (ptrdiff_t i = 0; i < sign.n; i++)
        lower[i] = (char)(sign.p[i] >= 'A' && sign.p[i] <= 'Z' ? sign.p[i] | 32 : sign.p[i]);
    Str s = str_n(lower, sign.n);
    if (s.n == 3 && !memcmp(s.p, "z\xC5\x81", 3))
        s = S("zł");
    for (ptrdiff_t i = 0; i < COUNT(currency_signs); i++)
        if (str_eq(currency_signs[i].sign, s)) {
            *known = true;
            return currency_signs[i].code.n ? currency_signs[i].code : (Str){ 0 };
        }
    return (Str){ 0 };
}

Str number_currency(Str sign, bool *known)
{
    *known = false;
    if (sign.n <= 0 || sign.n >= WORD_MAX)
        return (Str){ 0 };
    Currency c = sign.n == 3 ? currency_find(sign) : CURRENCY_NONE;
    /* Banks still write the rouble's code of before 1998. */
    if (c == CURRENCY_NONE || c == CURRENCY('R', 'U', 'R'))
        return currency_by_sign(sign, known);
    *known = true;
    return currency_code(c);
}

/* A cell being read: its signs and words on both sides, and between them the body, in which every
 * character is a digit, '.', ',' or 'g' (a sign that can only group). */
typedef struct {
    NumberText *out;
    char body[BODY_MAX];
    int n;
    int minus, plus;
    bool opened, closed;
    bool dashed; /* "1.234,-" */
    bool letter; /* a single letter right at a digit: "R9290" is a number of something else */
    bool too_long;
} Scan;

/* A word beside the figure: a currency or a flag. */
static bool take_word(Scan *s, Str word)
{
    char lower[4] = { 0 };
    if (word.n <= 3) {
        for (ptrdiff_t i = 0; i < word.n; i++)
            lower[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] | 32 : word.p[i]);
        for (size_t i = 0; i < sizeof flag_words / sizeof flag_words[0]; i++)
            if (!strcmp(flag_words[i].word, lower)) {
                bool again = s->out->flag != 0;
                s->out->flag = flag_words[i].flag;
                return !again;
            }
    }
    bool known;
    Str code = number_currency(word, &known);
    if (!known || (s->out->currency.n && code.n && !str_eq(s->out->currency, code)))
        return false;
    if (code.n)
        s->out->currency = code;
    s->out->money = true;
    return true;
}

/* A sign, a bracket or a blank; false for anything else. */
static bool take_sign(Scan *s, int32_t ch)
{
    if (is_blank(ch) || is_invisible(ch) || is_apostrophe(ch) || ch == '=' || ch == '"')
        return true;
    s->minus += is_minus(ch);
    s->plus += ch == '+' || ch == 0xFF0B;
    s->opened |= ch == '(';
    s->closed |= ch == ')';
    return is_minus(ch) || ch == '+' || ch == 0xFF0B || ch == '(' || ch == ')';
}

static bool ends_word(int32_t ch)
{
    return is_blank(ch) || is_minus(ch) || is_digit(plain_digit(ch)) || is_invisible(ch) ||
           ch == '+' || ch == '(' || ch == ')' || ch == 0xFF0B;
}

static bool is_letter(char ch)
{
    return (ch | 32) >= 'a' && (ch | 32) <= 'z';
}

/* Signs and words before or behind the body, from at to `to`. */
static bool take_side(Scan *s, Str cell, ptrdiff_t at, ptrdiff_t to)
{
    while (at < to) {
        ptrdiff_t from = at;
        int32_t ch = utf8_next(cell, &at);
        if (take_sign(s, ch))
            continue;
        if (ends_word(ch))
            return false;
        for (ptrdiff_t next = at; at < to; at = next)
            if (ends_word(utf8_next(cell, &next)))
                break;
        bool glued =
            (at < cell.n && is_digit(cell.p[at])) || (from > 0 && is_digit(cell.p[from - 1]));
        s->letter |= at - from == 1 && glued && is_letter(cell.p[from]);
        if (!take_word(s, str_part(cell, from, at)))
            return false;
    }
    return true;
}

static bool is_body(int32_t ch)
{
    return is_digit(ch) || ch == '.' || ch == ',' || ch == 0x66B || ch == 0x66C || ch == 0xFF0C ||
           ch == 0xFF0E;
}

static char body_char(int32_t ch)
{
    if (is_digit(ch))
        return (char)ch;
    if (ch == '.' || ch == 0xFF0E || ch == 0x66B)
        return '.';
    return ch == ',' || ch == 0xFF0C || ch == 0x66C ? ',' : 'g';
}

/* Finds the body: from the first digit (or a mark right before one) to the last digit or mark.
 * Returns false when there is none. */
static bool find_body(Str cell, ptrdiff_t *from, ptrdiff_t *to)
{
    *from = *to = -1;
    for (ptrdiff_t at = 0; at < cell.n;) {
        ptrdiff_t begin = at;
        int32_t ch = plain_digit(utf8_next(cell, &at));
        if (!is_digit(ch))
            continue;
        if (*from < 0) {
            *from = begin;
            bool mark = begin > 0 && (cell.p[begin - 1] == '.' || cell.p[begin - 1] == ',');
            bool own =
                begin == 1 || (begin > 1 && (cell.p[begin - 2] == '-' || cell.p[begin - 2] == ' ' ||
                                             cell.p[begin - 2] == '$'));
            if (mark && own)
                *from = begin - 1;
        }
        *to = at;
    }
    if (*to > 0 && *to < cell.n && (cell.p[*to] == '.' || cell.p[*to] == ','))
        *to += 1;
    return *from >= 0;
}

static bool take_body(Scan *s, Str cell, ptrdiff_t at, ptrdiff_t to)
{
    bool blank = false;
    while (at < to) {
        int32_t ch = plain_digit(utf8_next(cell, &at));
        if (is_invisible(ch))
            continue;
        if (is_blank(ch) || is_apostrophe(ch) || ch == '_') {
            blank = true;
            continue;
        }
        if (!is_body(ch) || s->n + 2 >= BODY_MAX) {
            s->too_long |= is_body(ch);
            return false;
        }
        if (blank && is_digit(ch) && s->n > 0 && is_digit(s->body[s->n - 1]))
            s->body[s->n++] = 'g';
        blank = false;
        s->body[s->n++] = body_char(ch);
    }
    return s->n > 0;
}

/* Whether body[0..n) is digits, grouped by sep in threes (or, by commas, in the Indian way). */
static bool groups_fine(const char *body, int n, char sep)
{
    int group = 0, groups = 0;
    for (int i = n - 1; i >= 0; i--) {
        if (is_digit(body[i])) {
            group++;
            continue;
        }
        if (body[i] != sep)
            return false;
        bool two = group == 2 && groups > 0 && sep == ',';
        if (group != 3 && !two)
            return false;
        groups++;
        group = 0;
    }
    if (groups == 0)
        return true;
    return group >= 1 && group <= 3 && !(body[0] == '0' && group == 1);
}

/* The value of the body with that decimal mark. */
static bool read_with_mark(Scan *s, char mark, Decimal *value, bool *grouped)
{
    int at = s->n;
    for (int i = 0; i < s->n; i++)
        if (s->body[i] == mark)
            at = i;
    char sep = 0;
    for (int i = 0; i < at; i++)
        if (!is_digit(s->body[i])) {
            if (s->body[i] == mark || (sep && s->body[i] != sep))
                return false;
            sep = s->body[i];
        }
    if (sep && !groups_fine(s->body, at, sep))
        return false;
    *grouped = sep != 0;
    int64_t mantissa = 0;
    int scale = 0, digits = 0;
    for (int i = 0; i < s->n; i++) {
        if (!is_digit(s->body[i])) {
            if (i > at)
                return false;
            continue;
        }
        digits++;
        scale += i > at;
        if (__builtin_mul_overflow(mantissa, 10, &mantissa) ||
            __builtin_add_overflow(mantissa, s->body[i] - '0', &mantissa) ||
            scale > DECIMAL_SCALE_MAX) {
            s->out->overflow = true;
            return false;
        }
    }
    *value = (Decimal){ mantissa, scale };
    return digits > 0;
}

/* "1.234,-", "5,--": the dash stands for no cents and is no sign. */
static void drop_dash_cents(Str cell, ptrdiff_t to, Scan *s)
{
    bool mark = to > 0 && (cell.p[to - 1] == ',' || cell.p[to - 1] == '.');
    s->dashed = mark && s->minus > 0;
    if (!s->dashed)
        return;
    ptrdiff_t dashes = 0;
    for (ptrdiff_t at = to; at < cell.n;)
        dashes += is_minus(utf8_next(cell, &at));
    s->minus -= (int)dashes;
}

static void settle_sign(Scan *s)
{
    NumberText *out = s->out;
    bool negative = s->minus == 1 || s->opened;
    out->bracketed = s->opened;
    out->sign = (int8_t)(negative ? -1 : s->plus ? 1 : 0);
    if (negative) {
        out->point.mantissa = -out->point.mantissa;
        out->comma.mantissa = -out->comma.mantissa;
    }
}

bool number_read(Str cell, NumberText *out)
{
    *out = (NumberText){ 0 };
    Scan s = { .out = out };
    ptrdiff_t from, to;
    if (cell.n == 0 || cell.n > CELL_MAX || !find_body(cell, &from, &to))
        return false;
    bool fine = take_side(&s, cell, 0, from) && take_body(&s, cell, from, to) &&
                take_side(&s, cell, to, cell.n);
    drop_dash_cents(cell, to, &s);
    fine = fine && s.minus >= 0 && s.minus + s.plus <= 1 && s.opened == s.closed &&
           !(s.opened && s.minus);
    if (!fine) {
        *out = (NumberText){ .overflow = s.too_long };
        return false;
    }
    bool grouped_point = false, grouped_comma = false;
    bool point = read_with_mark(&s, '.', &out->point, &grouped_point);
    bool comma = read_with_mark(&s, ',', &out->comma, &grouped_comma);
    out->marks = (uint8_t)((point ? MARK_POINT : 0) | (comma ? MARK_COMMA : 0));
    bool whole = point && comma && out->point.scale == 0 && !grouped_point;
    if (!out->marks || (s.letter && whole)) {
        *out = (NumberText){ .overflow = out->overflow };
        return false;
    }
    out->overflow = false;
    out->grouped = point ? grouped_point : grouped_comma;
    settle_sign(&s);
    out->ambiguous = point && comma && decimal_compare(out->point, out->comma) != 0;
    return true;
}

bool number_value(const NumberText *n, DecimalMark mark, Decimal *out)
{
    if (!(n->marks & mark))
        return false;
    *out = mark == MARK_POINT ? n->point : n->comma;
    return true;
}

bool number_plain(Str cell, DecimalMark mark, Decimal *out)
{
    char point = mark == MARK_POINT ? '.' : ',', group = mark == MARK_POINT ? ',' : '.';
    ptrdiff_t i = cell.n > 0 && cell.p[0] == '-', first = i, digits = 0, scale = -1;
    ptrdiff_t in_group = 0, groups = 0;
    int64_t mantissa = 0;
    if (cell.n > 20)
        return false;
    for (; i < cell.n; i++) {
        char ch = cell.p[i];
        if (ch >= '0' && ch <= '9') {
            if (++digits > PLAIN_DIGITS_MAX)
                return false;
            mantissa = mantissa * 10 + (ch - '0');
            in_group++;
            scale += scale >= 0;
            continue;
        }
        bool whole = groups ? in_group == 3 : in_group >= 1;
        if (scale >= 0 || !whole)
            return false;
        if (ch == point) {
            scale = 0;
        } else if (ch == group && in_group <= 3 && cell.p[first] != '0') {
            groups++;
            in_group = 0;
        } else {
            return false;
        }
    }
    if (digits == 0 || (groups && scale < 0 && in_group != 3))
        return false;
    *out = (Decimal){ cell.p[0] == '-' ? -mantissa : mantissa, (int32_t)(scale < 0 ? 0 : scale) };
    return true;
}
