/* Structured log lines. A line that is too long for its buffer loses its last fields, never its
 * form. */
#include "base/log.h"

#include "base/clock.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096, TAIL_BYTES = 3 };

static _Atomic int least_level = LOG_INFO;
static const char *const level_names[] = { "debug", "info", "warn", "error" };

typedef struct {
    char p[LINE_MAX_BYTES];
    size_t n;
} Line;

static bool put(Line *l, const char *p, size_t n)
{
    if (l->n + n > LINE_MAX_BYTES - TAIL_BYTES)
        return false;
    memcpy(l->p + l->n, p, n); // cppcheck-suppress uninitvar ; it is written, not read
    l->n += n;
    return true;
}

static bool put_text(Line *l, const char *s)
{
    return put(l, s, strlen(s));
}

static bool is_plain(unsigned char ch)
{
    return ch >= 0x20 && ch != 0x7f && ch != '"' && ch != '\\';
}

static bool put_escaped(Line *l, Str s)
{
    bool fits = put_text(l, "\"");
    for (ptrdiff_t i = 0; fits && i < s.n;) {
        ptrdiff_t plain = i;
        while (plain < s.n && is_plain((unsigned char)s.p[plain]))
            plain++;
        fits = put(l, s.p + i, (size_t)(plain - i));
        i = plain;
        if (!fits || i == s.n)
            break;
        unsigned char ch = (unsigned char)s.p[i++];
        char code[8];
        if (ch == '"' || ch == '\\')
            fits = put(l, (char[]){ '\\', (char)ch }, 2);
        else
            fits = put(l, code, (size_t)snprintf(code, sizeof code, "\\u%04x", ch));
    }
    return fits && put_text(l, "\"");
}

static bool put_number(Line *l, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t u = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        digits[--at] = (char)('0' + u % 10);
    while (u /= 10);
    if (number < 0)
        digits[--at] = '-';
    return put(l, digits + at, sizeof digits - at);
}

static void put_field(Line *l, const LogField *f)
{
    size_t before = l->n;
    bool fits = put_text(l, ",") && put_escaped(l, str_of(f->key)) && put_text(l, ":") &&
                (f->text.p ? put_escaped(l, f->text) : put_number(l, f->number));
    if (!fits)
        l->n = before;
}

/* The beginning of a line; a thread keeps the text of the second it wrote last. */
static void put_time(Line *l, int64_t ms)
{
    static _Thread_local char text[40];
    static _Thread_local int64_t of = -1;
    int64_t second = ms / 1000;
    if (second != of) {
        time_t seconds = (time_t)second;
        struct tm t;
        gmtime_r(&seconds, &t);
        strftime(text, sizeof text, "{\"at\":\"%Y-%m-%dT%H:%M:%S.", &t);
        of = second;
    }
    int rest = (int)(ms % 1000);
    char millis[] = { (char)('0' + rest / 100), (char)('0' + rest / 10 % 10),
                      (char)('0' + rest % 10) };
    put_text(l, text);
    put(l, millis, sizeof millis);
}

void log_level(LogLevel least)
{
    atomic_store(&least_level, (int)least);
}

void log_fields(LogLevel level, const char *event, const LogField *fields, ptrdiff_t n)
{
    if ((int)level < atomic_load(&least_level))
        return;
    Line l;
    l.n = 0;
    put_time(&l, clock_now_ms());
    put_text(&l, "Z\",\"level\":\"");
    put_text(&l, level_names[level]);
    put_text(&l, "\",\"event\":");
    put_escaped(&l, str_of(event));
    for (ptrdiff_t i = 0; i < n; i++)
        put_field(&l, &fields[i]);
    memcpy(l.p + l.n, "}\n", 2);
    if (write(STDERR_FILENO, l.p, l.n + 2) < 0)
        return; /* nobody reads the log: nothing to do about it */
}
