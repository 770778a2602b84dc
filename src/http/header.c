/* Texts of HTTP headers. */
#include "http/header.h"

#include <string.h>
#include <time.h>

enum { QUALITY_ONE = 1000 };

Str http_date(Arena *mem, int64_t ms)
{
    static const char days[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    time_t seconds = (time_t)(ms / 1000);
    struct tm t;
    gmtime_r(&seconds, &t);
    return str_fmt(mem, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[t.tm_wday], t.tm_mday,
                   months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

bool header_safe(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if ((ch < ' ' && ch != '\t') || ch == 0x7f)
            return false;
    }
    return true;
}

static bool token_char(unsigned char ch)
{
    if ((ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z'))
        return true;
    return ch && strchr("!#$%&'*+-.^_`|~", ch);
}

bool header_token(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!token_char((unsigned char)s.p[i]))
            return false;
    return s.n > 0;
}

/* Cookie octets of RFC 6265: printable ASCII but space, quote, comma, semicolon, backslash. */
static bool cookie_octets(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if (ch <= ' ' || ch >= 0x7f || strchr("\",;\\", ch))
            return false;
    }
    return true;
}

static bool path_octets(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.p[i] == ';' || (unsigned char)s.p[i] >= 0x7f)
            return false;
    return header_safe(s);
}

static bool at_root(const Cookie *k)
{
    return !k->path.n || str_eq(k->path, S("/"));
}

Str cookie_name(Arena *mem, const Cookie *k)
{
    return k->secure && at_root(k) ? str_fmt(mem, "__Host-%.*s", STR_ARG(k->name)) : k->name;
}

Str cookie_text(Arena *mem, const Cookie *k)
{
    if (!header_token(k->name) || !cookie_octets(k->value) || !path_octets(k->path))
        return (Str){ 0 };
    Buf b = buf_new(mem, 8192);
    buf_add(&b, cookie_name(mem, k));
    buf_char(&b, '=');
    buf_add(&b, k->value);
    buf_add(&b, S("; Path="));
    buf_add(&b, k->path.n ? k->path : S("/"));
    if (k->max_age_seconds)
        buf_fmt(&b, "; Max-Age=%lld", (long long)(k->max_age_seconds < 0 ? 0 : k->max_age_seconds));
    if (k->http_only)
        buf_add(&b, S("; HttpOnly"));
    if (k->secure)
        buf_add(&b, S("; Secure"));
    buf_add(&b, k->strict ? S("; SameSite=Strict") : S("; SameSite=Lax"));
    return !b.full ? buf_str(&b) : (Str){ 0 };
}

Str cookie_find(Str header, Str name)
{
    Str found = { 0 }, rest = header;
    while (rest.p) {
        Str value = str_trim(str_cut(&rest, ';'));
        Str key = str_cut(&value, '=');
        if (!value.p || !str_eq(key, name))
            continue;
        if (found.p && !str_eq(found, value))
            return (Str){ 0 };
        found = value;
    }
    return found;
}

/* "0.5" as 500; -1 when it is no quality (RFC 9110 12.4.2). */
static int read_quality(Str text)
{
    if (!text.n || text.n > 5 || (text.p[0] != '0' && text.p[0] != '1'))
        return -1;
    int value = (text.p[0] - '0') * QUALITY_ONE, place = QUALITY_ONE / 10;
    if (text.n > 1 && text.p[1] != '.')
        return -1;
    for (ptrdiff_t i = 2; i < text.n; i++, place /= 10) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return -1;
        value += (text.p[i] - '0') * place;
    }
    return value > QUALITY_ONE ? -1 : value;
}

/* The quality among the parameters of one element; 1000 when unsaid, 0 when it cannot be read. */
static int quality_of(Str parameters)
{
    while (parameters.p) {
        Str value = str_trim(str_cut(&parameters, ';'));
        Str key = str_trim(str_cut(&value, '='));
        if (!value.p || !str_eq_nocase(key, S("q")))
            continue;
        int quality = read_quality(str_trim(value));
        return quality < 0 ? 0 : quality;
    }
    return QUALITY_ONE;
}

int accept_quality(Str header, Str coding)
{
    int any = 0;
    Str rest = header;
    while (rest.p) {
        Str parameters = str_cut(&rest, ',');
        Str name = str_trim(str_cut(&parameters, ';'));
        if (str_eq_nocase(name, coding))
            return quality_of(parameters);
        if (str_eq(name, S("*")))
            any = quality_of(parameters);
    }
    return any;
}

static Str strong_part(Str etag)
{
    return str_starts(etag, S("W/")) ? str_part(etag, 2, etag.n) : etag;
}

bool etag_listed(Str header, Str etag)
{
    Str rest = header;
    while (rest.p) {
        Str one = str_trim(str_cut(&rest, ','));
        if (str_eq(one, S("*")) || (one.n && str_eq(strong_part(one), strong_part(etag))))
            return true;
    }
    return false;
}
