/* Milliseconds since 1970 and RFC 3339. */
#include "value/instant.h"

enum { SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS, HOUR_MS = 60 * MINUTE_MS };

Instant instant_of(Date day, int64_t ms)
{
    return (int64_t)(day - DATE_UNIX_EPOCH) * DAY_MS + ms;
}

static int64_t floor_days(Instant t)
{
    int64_t days = t / DAY_MS;
    return days - (t % DAY_MS < 0);
}

Date instant_date(Instant t)
{
    int64_t day = floor_days(t) + DATE_UNIX_EPOCH;
    return day < DATE_MIN || day > DATE_MAX ? DATE_NONE : (Date)day;
}

/* Two digits at i, at most `most`; -1 when there are none. */
static int two_digits(Str text, ptrdiff_t i, int most)
{
    if (i + 2 > text.n || text.p[i] < '0' || text.p[i] > '9' || text.p[i + 1] < '0' ||
        text.p[i + 1] > '9')
        return -1;
    int value = (text.p[i] - '0') * 10 + (text.p[i + 1] - '0');
    return value <= most ? value : -1;
}

static bool has_at(Str text, ptrdiff_t i, char ch)
{
    return i < text.n && text.p[i] == ch;
}

/* The milliseconds of a fraction, moving *i behind it. */
static bool read_fraction(Str text, ptrdiff_t *i, int *ms)
{
    *ms = 0;
    if (!has_at(text, *i, '.'))
        return true;
    ptrdiff_t start = ++*i;
    for (int worth = 100; *i < text.n && text.p[*i] >= '0' && text.p[*i] <= '9'; ++*i, worth /= 10)
        *ms += (text.p[*i] - '0') * worth;
    return *i > start;
}

/* How far local time is ahead of UTC, from the zone that ends the text. */
static bool read_zone(Str text, ptrdiff_t i, int64_t *ahead_ms)
{
    *ahead_ms = 0;
    if (i + 1 == text.n)
        return text.p[i] == 'Z' || text.p[i] == 'z';
    int hours = two_digits(text, i + 1, 23), minutes = two_digits(text, i + 4, 59);
    if (i + 6 != text.n || (text.p[i] != '+' && text.p[i] != '-') || text.p[i + 3] != ':' ||
        hours < 0 || minutes < 0)
        return false;
    int64_t size = (int64_t)hours * HOUR_MS + (int64_t)minutes * MINUTE_MS;
    *ahead_ms = text.p[i] == '-' ? -size : size;
    return true;
}

bool instant_parse(Str text, Instant *out)
{
    if (text.n < 20 || (text.p[10] != 'T' && text.p[10] != 't' && text.p[10] != ' '))
        return false;
    Date day = date_parse((Str){ text.p, DATE_TEXT });
    int hour = two_digits(text, 11, 23), minute = two_digits(text, 14, 59);
    int second = two_digits(text, 17, 60), ms = 0;
    ptrdiff_t i = 19;
    int64_t ahead = 0;
    if (day == DATE_NONE || hour < 0 || minute < 0 || second < 0 || text.p[13] != ':' ||
        text.p[16] != ':' || !read_fraction(text, &i, &ms) || !read_zone(text, i, &ahead))
        return false;
    int64_t in_day = (int64_t)hour * HOUR_MS + (int64_t)minute * MINUTE_MS - ahead;
    Instant t = instant_of(day, in_day + (int64_t)second * SECOND_MS + ms);
    int64_t utc_minute = (in_day + 2 * (int64_t)DAY_MS) % DAY_MS / MINUTE_MS;
    if (instant_date(t) == DATE_NONE || (second == 60 && utc_minute != 24 * 60 - 1))
        return false;
    *out = t;
    return true;
}

static void put_number(char *out, int value, int digits)
{
    for (int i = digits - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

ptrdiff_t instant_write(Instant t, char out[INSTANT_TEXT])
{
    Date day = instant_date(t);
    if (day == DATE_NONE)
        return 0;
    int ms = (int)(t - floor_days(t) * DAY_MS);
    date_write(day, out);
    out[10] = 'T';
    put_number(out + 11, ms / HOUR_MS, 2);
    out[13] = ':';
    put_number(out + 14, ms / MINUTE_MS % 60, 2);
    out[16] = ':';
    put_number(out + 17, ms / SECOND_MS % 60, 2);
    out[19] = '.';
    put_number(out + 20, ms % SECOND_MS, 3);
    out[23] = 'Z';
    return INSTANT_TEXT;
}

void buf_instant(Buf *out, Instant t)
{
    char text[INSTANT_TEXT];
    ptrdiff_t n = instant_write(t, text);
    buf_add(out, str_n(text, n));
}

Str instant_text(Arena *mem, Instant t)
{
    char text[INSTANT_TEXT];
    ptrdiff_t n = instant_write(t, text);
    return str_copy(mem, str_n(text, n));
}
