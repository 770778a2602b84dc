/* Dates as files write them. */
#include "text/datetext.h"

#include "text/utf8.h"

#include <string.h>

enum {
    YEAR_FIRST = 1900, /* statements older than that are not on computers */
    YEAR_LAST = 2100,
    BUDDHIST_FIRST = 2443, /* Thai years run 543 ahead */
    BUDDHIST = 543,
    SERIAL_FIRST = 20000, /* 1954 */
    SERIAL_LAST = 73050,  /* 2099 */
    SERIAL_ZERO = 693594  /* the day number of 1899-12-30 */
};

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool is_ascii_letter(char ch)
{
    return (ch | 32) >= 'a' && (ch | 32) <= 'z';
}

static int full_year(int32_t y, int digits)
{
    if (digits <= 2)
        return y < 80 ? 2000 + (int)y : 1900 + (int)y;
    return y >= BUDDHIST_FIRST && y < BUDDHIST_FIRST + 200 ? (int)y - BUDDHIST : (int)y;
}

static Date day_of(int32_t y, int digits, int32_t m, int32_t d)
{
    if (m < 1 || m > 12 || d < 1 || d > 31 || y < 0)
        return DATE_NONE;
    int year = full_year(y, digits);
    return year < YEAR_FIRST || year > YEAR_LAST ? DATE_NONE : date_of(year, (int)m, (int)d);
}

static Date numbers_in_order(const DateText *t, DateOrder order)
{
    int first = t->a > 31 || !t->short_year ? 4 : 2, last = t->short_year ? 2 : 4;
    switch (order) {
    case ORDER_YMD: return day_of(t->a, t->short_year ? 2 : first, t->b, t->c);
    case ORDER_YDM: return day_of(t->a, t->short_year ? 2 : first, t->c, t->b);
    case ORDER_DMY: return day_of(t->c, last, t->b, t->a);
    case ORDER_MDY: return day_of(t->c, last, t->a, t->b);
    }
    return DATE_NONE;
}

Date date_of_text(const DateText *t, DateOrder order, int year)
{
    if (!(t->orders & order))
        return DATE_NONE;
    if (!t->no_year)
        return t->fixed ? t->fixed : numbers_in_order(t, order);
    if (year <= 0)
        return DATE_NONE;
    bool month_first = order == ORDER_MDY || order == ORDER_YMD;
    return day_of(year, 4, month_first ? t->a : t->b, month_first ? t->b : t->a);
}

typedef struct {
    Str s;
    ptrdiff_t at;
} Scan;

static char peek(const Scan *k)
{
    return k->at < k->s.n ? k->s.p[k->at] : 0;
}

/* Digits at the place, at most `most` of them; their number is returned. */
static int take_number(Scan *k, int most, int64_t *value)
{
    int n = 0;
    *value = 0;
    while (n < most && is_digit(peek(k))) {
        *value = *value * 10 + (peek(k) - '0');
        k->at++;
        n++;
    }
    return n;
}

static void skip_blanks(Scan *k)
{
    for (;;) {
        Str rest = str_part(k->s, k->at, k->s.n);
        if (peek(k) == ' ' || peek(k) == '\t')
            k->at++;
        else if (str_starts(rest, S("\u00a0")))
            k->at += 2;
        else if (str_starts(rest, S("\u202f")))
            k->at += 3;
        else
            return;
    }
}

/* What stands between two parts: one of . / - and blanks around it, or the signs of East Asia. */
static char take_separator(Scan *k)
{
    static const Str signs[] = { S_INIT("年"), S_INIT("月"), S_INIT("日"), S_INIT("년"),
                                 S_INIT("월"), S_INIT("일"), S_INIT("–") };
    ptrdiff_t before = k->at;
    skip_blanks(k);
    char ch = peek(k);
    for (ptrdiff_t i = 0; i < COUNT(signs); i++)
        if (str_starts(str_part(k->s, k->at, k->s.n), signs[i])) {
            k->at += signs[i].n;
            skip_blanks(k);
            return 'y';
        }
    if (ch == '.' || ch == '/' || ch == '-' || ch == ',' || ch == '\\' || ch == '_') {
        k->at++;
        if (ch == '.' && peek(k) == '-')
            k->at++;
        skip_blanks(k);
        return ch;
    }
    return k->at > before ? ' ' : 0;
}

/* hh:mm[:ss[.fff]] with an optional am or pm; 24.00 and 13h45 too. */
static bool take_time(Scan *k, DateText *t)
{
    int64_t h, m, sec = 0;
    ptrdiff_t start = k->at;
    int n = take_number(k, 2, &h);
    char sep = peek(k);
    bool fine = n > 0 && (sep == ':' || sep == '.' || sep == 'h' || sep == 'H' || sep == '-');
    if (fine) {
        k->at++;
        fine = take_number(k, 2, &m) == 2 && h <= 24 && m < 60;
    }
    if (!fine) {
        k->at = start;
        return false;
    }
    if (peek(k) == sep || peek(k) == ':') {
        k->at++;
        take_number(k, 2, &sec);
    }
    while (peek(k) == '.' || peek(k) == ',' || is_digit(peek(k)))
        k->at++;
    skip_blanks(k);
    char half = (char)(peek(k) | 32);
    bool meridiem = (half == 'a' || half == 'p') && k->at + 1 < k->s.n &&
                    ((k->s.p[k->at + 1] | 32) == 'm' || k->s.p[k->at + 1] == '.');
    if (meridiem && h <= 12)
        h = h % 12 + (half == 'p' ? 12 : 0);
    t->has_time = true;
    t->seconds = (int32_t)(h * 3600 + m * 60 + (sec < 60 ? sec : 59));
    return true;
}

/* What may stand behind a date: nothing, a time with whatever zone, "as of …", "(Mon)", "г.". */
static bool take_tail(Scan *k, DateText *t, DateWord words, void *state)
{
    if (peek(k) == 'T' || peek(k) == 't' || peek(k) == ',' || peek(k) == ';' || peek(k) == '_')
        k->at++;
    skip_blanks(k);
    if (peek(k) == '-' && k->at + 1 < k->s.n &&
        (k->s.p[k->at + 1] == ' ' || is_digit(k->s.p[k->at + 1]))) {
        k->at++;
        skip_blanks(k);
    }
    if (k->at >= k->s.n || peek(k) == '(' || peek(k) == '[')
        return true;
    Str rest = str_part(k->s, k->at, k->s.n);
    if (str_starts(rest, S("as of ")) || str_starts(rest, S("at ")) || str_starts(rest, S("um ")) ||
        str_starts(rest, S("à ")) || str_starts(rest, S("kl")))
        return true;
    if (is_digit(peek(k)))
        return take_time(k, t);
    if (peek(k) == '.' || peek(k) == '*')
        return k->at + 1 == k->s.n;
    ptrdiff_t from = k->at;
    while (k->at < k->s.n && peek(k) != ' ' && peek(k) != '.' && peek(k) != ',')
        k->at++;
    Str word = str_part(k->s, from, k->at);
    return word.n > 0 && (str_eq(word, S("Z")) || (words && words(state, word) < 0));
}

/* Sets the orders for three parts whose digits are known. */
static void orders_of_three(DateText *t, int da, int db, int dc)
{
    uint8_t try = 0;
    t->short_year = da <= 2 && dc <= 2;
    if (da == 4 && db <= 2 && dc <= 2)
        try = ORDER_YMD | ORDER_YDM;
    else if (da <= 2 && db <= 2 && dc == 4)
        try = ORDER_DMY | ORDER_MDY;
    else if (da <= 2 && db <= 2 && dc == 2)
        try = ORDER_DMY | ORDER_MDY | (da == 2 ? ORDER_YMD : 0);
    for (int order = 1; order <= ORDER_YDM; order *= 2)
        if ((try & order) && numbers_in_order(t, (uint8_t)order))
            t->orders |= (uint8_t)order;
    /* A year first is followed by the month; the other order only where that is no date. */
    if (t->orders & ORDER_YMD)
        t->orders &= (uint8_t)~ORDER_YDM;
}

static void orders_of_two(DateText *t)
{
    t->no_year = true;
    t->c = -1;
    if (t->a >= 1 && t->a <= 31 && t->b >= 1 && t->b <= 12)
        t->orders |= ORDER_DMY;
    if (t->a >= 1 && t->a <= 12 && t->b >= 1 && t->b <= 31)
        t->orders |= ORDER_MDY;
}

static bool read_numbers(Scan *k, DateText *t, DateWord words, void *state)
{
    int64_t a, b, c;
    int da = take_number(k, 5, &a);
    char s1 = da >= 1 && da <= 4 ? take_separator(k) : 0;
    int db = s1 && s1 != ',' ? take_number(k, 3, &b) : 0;
    if (db < 1 || db > 2)
        return false;
    ptrdiff_t middle = k->at;
    char s2 = take_separator(k);
    int dc = s2 ? take_number(k, 5, &c) : 0;
    t->form = DATE_FORM_NUMBERS;
    t->separator = s1;
    t->a = (int32_t)a;
    t->b = (int32_t)b;
    if (dc > 0 && dc <= 4 && dc != 3 && s1 != ' ' && (s2 == s1 || s1 == 'y' || s2 == '.')) {
        t->c = (int32_t)c;
        orders_of_three(t, da, db, dc);
        if (peek(k) == '.' || (s1 == 'y' && k->at < k->s.n && !is_digit(peek(k))))
            take_separator(k);
        return t->orders && take_tail(k, t, words, state);
    }
    k->at = middle;
    if (s1 == ' ' || s1 == ',' || s1 == '_' || da > 2)
        return false;
    orders_of_two(t);
    if (peek(k) == s1 || s1 == 'y')
        take_separator(k);
    return t->orders && take_tail(k, t, words, state);
}

static Date plausible(int y, int m, int d)
{
    return y >= YEAR_FIRST && y <= YEAR_LAST ? day_of(y, 4, m, d) : DATE_NONE;
}

/* 8 digits (or 14 with the time) anywhere; 6 only in a column of dates. */
static bool read_compact(Scan *k, DateText *t, bool known_column, DateWord words, void *state)
{
    ptrdiff_t n = 0;
    while (k->at + n < k->s.n && is_digit(k->s.p[k->at + n]))
        n++;
    if (n != 8 && n != 14 && n != 12 && (n != 6 || !known_column))
        return false;
    int64_t v;
    take_number(k, n == 6 ? 6 : 8, &v);
    int32_t a = (int32_t)(v / 10000), b = (int32_t)(v / 100 % 100), c = (int32_t)(v % 100);
    t->form = DATE_FORM_COMPACT;
    if (n == 6) {
        *t = (DateText){ .form = DATE_FORM_COMPACT, .a = a, .b = b, .c = c };
        orders_of_three(t, 2, 2, 2);
    } else if (plausible(a, b, c)) {
        *t = (DateText){ .form = DATE_FORM_COMPACT, .a = a, .b = b, .c = c, .orders = ORDER_YMD };
    } else if (n == 8) {
        *t = (DateText){ .form = DATE_FORM_COMPACT,
                         .a = (int32_t)(v / 1000000),
                         .b = (int32_t)(v / 10000 % 100),
                         .c = (int32_t)(v % 10000) };
        orders_of_three(t, 2, 2, 4);
    }
    if (!t->orders)
        return false;
    if (n > 8) {
        int64_t clock;
        int digits = take_number(k, 6, &clock);
        clock = digits == 4 ? clock * 100 : clock;
        t->has_time = true;
        t->seconds = (int32_t)(clock / 10000 * 3600 + clock / 100 % 100 * 60 + clock % 100);
    }
    return k->at >= k->s.n || (n == 8 && take_tail(k, t, words, state));
}

/* Day counts and seconds, in a column of dates only. */
static bool read_count(Scan *k, DateText *t)
{
    int64_t v;
    int n = take_number(k, 14, &v);
    if (n == 5 && v >= SERIAL_FIRST && v <= SERIAL_LAST) {
        if (peek(k) == '.' || peek(k) == ',') {
            int64_t fraction;
            k->at++;
            take_number(k, 18, &fraction);
            t->has_time = fraction != 0;
        }
        t->form = DATE_FORM_SERIAL;
        t->fixed = (Date)(SERIAL_ZERO + v);
    } else if ((n == 10 || n == 13) && (n == 13 ? v / 1000 : v) > 315532800) {
        int64_t seconds = n == 13 ? v / 1000 : v;
        if (peek(k) == '.')
            while (k->at < k->s.n && (peek(k) == '.' || is_digit(peek(k))))
                k->at++;
        t->form = DATE_FORM_EPOCH;
        t->fixed = (Date)(DATE_UNIX_EPOCH + seconds / 86400);
        t->has_time = true;
        t->seconds = (int32_t)(seconds % 86400);
    }
    if (t->fixed && !date_valid(t->fixed))
        return false;
    t->orders = ORDER_YMD | ORDER_DMY | ORDER_MDY;
    return t->fixed && k->at >= k->s.n;
}

/* A run of letters of any script, with an apostrophe or a point at its end left out. */
static Str take_word(Scan *k)
{
    ptrdiff_t from = k->at;
    while (k->at < k->s.n && (is_ascii_letter(peek(k)) || ((unsigned char)peek(k) & 0x80)))
        k->at++;
    return str_part(k->s, from, k->at);
}

typedef struct {
    int64_t value[2];
    int digits[2];
    int n;
    int month;
    int month_at; /* numbers before it */
} NamedParts;

static bool take_named_part(Scan *k, NamedParts *p, DateWord words, void *state)
{
    if (is_digit(peek(k))) {
        if (p->n == 2)
            return false;
        p->digits[p->n] = take_number(k, 4, &p->value[p->n]);
        p->n++;
        return !is_digit(peek(k));
    }
    ptrdiff_t before = k->at;
    Str word = take_word(k);
    int month = word.n ? words(state, word) : 0;
    if (month == 0 || (month > 0 && p->month)) {
        k->at = before;
        return false;
    }
    if (month > 0) {
        p->month = month;
        p->month_at = p->n;
    }
    return true;
}

static bool complete(const NamedParts *p)
{
    return p->month && (p->n == 2 || (p->n == 1 && p->digits[0] <= 2));
}

/* Numbers and one month's name in any order: 5 Jan 2024, Jan 5, 2024, 2024-Jan-05, 05JAN24, 5 Jan.
 */
static bool read_named(Scan *k, DateText *t, DateWord words, void *state)
{
    NamedParts p = { 0 };
    ptrdiff_t good = 0;
    NamedParts last = p;
    for (;;) {
        bool was_full = p.n == 2 && p.month;
        if (was_full || !take_named_part(k, &p, words, state))
            break;
        if (complete(&p)) {
            good = k->at;
            last = p;
        }
        skip_blanks(k);
        while (peek(k) == '.' || peek(k) == ',' || peek(k) == '-' || peek(k) == '/' ||
               peek(k) == '\'')
            k->at++;
        skip_blanks(k);
    }
    if (!good)
        return false;
    /* "5 Jan 10:30": the second number was an hour. */
    if (last.n == 2 && good < k->s.n && k->s.p[good] == ':' && last.digits[1] <= 2) {
        last.n = 1;
        while (good > 0 && is_digit(k->s.p[good - 1]))
            good--;
    }
    k->at = good;
    t->form = DATE_FORM_NAMED;
    bool year_first = last.n == 2 && last.digits[0] == 4;
    t->no_year = last.n == 1;
    t->short_year = last.n == 2 && last.digits[0] <= 2 && last.digits[1] <= 2;
    int32_t day = (int32_t)last.value[year_first ? 1 : 0];
    t->a = day;
    t->b = last.month;
    t->c = -1;
    t->separator = last.month_at == 0 ? 'm' : year_first ? 'y' : 'd';
    if (!t->no_year) {
        int y = year_first ? 0 : 1;
        t->c = (int32_t)last.value[y];
        t->fixed = last.digits[y] == 3 || last.digits[y] == 1
                       ? DATE_NONE
                       : day_of(t->c, last.digits[y], last.month, day);
    }
    bool real = t->no_year ? day >= 1 && day <= 31 : t->fixed != DATE_NONE;
    t->orders = (uint8_t)(!real ? 0 : t->no_year ? ORDER_DMY : ORDER_YMD | ORDER_DMY | ORDER_MDY);
    if (peek(k) == '.' || peek(k) == ',')
        k->at++;
    return real && take_tail(k, t, words, state);
}

bool date_read(Str cell, DateWord words, void *state, bool known_column, DateText *out)
{
    *out = (DateText){ 0 };
    cell = str_trim(cell);
    if (cell.n < 3 || cell.n > 80)
        return false;
    Scan k = { cell, 0 };
    if (is_digit(cell.p[0]) && read_numbers(&k, out, words, state))
        return true;
    *out = (DateText){ 0 };
    k.at = 0;
    if (is_digit(cell.p[0]) && read_compact(&k, out, known_column, words, state))
        return true;
    *out = (DateText){ 0 };
    k.at = 0;
    if (known_column && is_digit(cell.p[0]) && read_count(&k, out))
        return true;
    *out = (DateText){ 0 };
    k.at = 0;
    if (words && read_named(&k, out, words, state))
        return true;
    /* A weekday in front: "Mo, 05.02.2024". */
    *out = (DateText){ 0 };
    k.at = 0;
    Str word = take_word(&k);
    if (words && word.n && words(state, word) < 0) {
        while (peek(&k) == '.' || peek(&k) == ',' || peek(&k) == ' ')
            k.at++;
        if (read_numbers(&k, out, words, state))
            return true;
    }
    *out = (DateText){ 0 };
    return false;
}

static int two(const char *p)
{
    return is_digit(p[0]) && is_digit(p[1]) ? (p[0] - '0') * 10 + (p[1] - '0') : -1;
}

static bool below(const char *p, int most)
{
    return two(p) >= 0 && two(p) < most;
}

/* Whether what stands behind a plain date may be passed over: nothing, or a time: T08:15:00.5Z. */
static bool plain_tail(Str s, ptrdiff_t at)
{
    if (at == s.n)
        return true;
    if ((s.p[at] != ' ' && s.p[at] != 'T') || s.n - at < 6 || !below(s.p + at + 1, 25) ||
        s.p[at + 3] != ':' || !below(s.p + at + 4, 60))
        return false;
    at += 6;
    if (s.n - at >= 3 && s.p[at] == ':' && below(s.p + at + 1, 60))
        at += 3;
    if (s.n - at >= 2 && s.p[at] == '.')
        for (at++; at < s.n && is_digit(s.p[at]);)
            at++;
    return at == s.n || (at == s.n - 1 && s.p[at] == 'Z');
}

Date date_plain(Str s, DateOrder order)
{
    if (s.n < 10)
        return DATE_NONE;
    const char *p = s.p;
    int y, m, d;
    if (order == ORDER_YMD) {
        char sep = p[4];
        if (p[7] != sep || (sep != '-' && sep != '/' && sep != '.') || two(p) < 0 || two(p + 2) < 0)
            return DATE_NONE;
        y = two(p) * 100 + two(p + 2);
        m = two(p + 5);
        d = two(p + 8);
    } else {
        char sep = p[2];
        if (p[5] != sep || (sep != '-' && sep != '/' && sep != '.') || two(p + 6) < 0 ||
            two(p + 8) < 0)
            return DATE_NONE;
        y = two(p + 6) * 100 + two(p + 8);
        m = two(order == ORDER_DMY ? p + 3 : p);
        d = two(order == ORDER_DMY ? p : p + 3);
    }
    if (y < YEAR_FIRST || y > YEAR_LAST || m < 1 || m > 12 || d < 1 || !plain_tail(s, 10))
        return DATE_NONE;
    return date_of(y, m, d);
}

Str date_format(Arena *mem, const DateText *t, DateOrder order)
{
    const char *year = t->short_year ? "%y" : "%Y";
    char sep[2] = { t->separator == 'y' ? 0 : t->separator, 0 };
    if (t->form == DATE_FORM_SERIAL)
        return S("days since 1899-12-30");
    if (t->form == DATE_FORM_EPOCH)
        return S("seconds since 1970-01-01");
    if (t->form == DATE_FORM_NAMED)
        return t->no_year            ? S("%d %b")
               : t->separator == 'm' ? str_fmt(mem, "%%b %%d %s", year)
               : t->separator == 'y' ? S("%Y %b %d")
                                     : str_fmt(mem, "%%d %%b %s", year);
    if (t->no_year)
        return order == ORDER_MDY ? str_fmt(mem, "%%m%s%%d", sep) : str_fmt(mem, "%%d%s%%m", sep);
    switch (order) {
    case ORDER_YMD: return str_fmt(mem, "%s%s%%m%s%%d", year, sep, sep);
    case ORDER_YDM: return str_fmt(mem, "%s%s%%d%s%%m", year, sep, sep);
    case ORDER_DMY: return str_fmt(mem, "%%d%s%%m%s%s", sep, sep, year);
    case ORDER_MDY: return str_fmt(mem, "%%m%s%%d%s%s", sep, sep, year);
    }
    return S("");
}
