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
    memcpy(l->p + l->n, p, n);
    l->n += n;
    return true;
}

static bool put_escaped(Line *l, Str s)
{
    bool fits = put(l, "\"", 1);
    for (ptrdiff_t i = 0; fits && i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        char code[8];
        if (ch == '"' || ch == '\\')
            fits = put(l, (char[]){ '\\', (char)ch }, 2);
        else if (ch < 0x20 || ch == 0x7f)
            fits = put(l, code, (size_t)snprintf(code, sizeof code, "\\u%04x", ch));
        else
            fits = put(l, (const char *)&s.p[i], 1);
    }
    return fits && put(l, "\"", 1);
}

static void put_field(Line *l, const LogField *f)
{
    size_t before = l->n;
    char number[24];
    bool fits = put(l, ",", 1) && put_escaped(l, str_of(f->key)) && put(l, ":", 1);
    if (f->text.p)
        fits = fits && put_escaped(l, f->text);
    else
        fits = fits && put(l, number,
                           (size_t)snprintf(number, sizeof number, "%lld", (long long)f->number));
    if (!fits)
        l->n = before;
}

void log_level(LogLevel least)
{
    atomic_store(&least_level, (int)least);
}

void log_fields(LogLevel level, const char *event, const LogField *fields, ptrdiff_t n)
{
    if ((int)level < atomic_load(&least_level))
        return;
    Line l = { .n = 0 };
    char head[128];
    int64_t ms = clock_now_ms();
    time_t seconds = (time_t)(ms / 1000);
    struct tm t;
    gmtime_r(&seconds, &t);
    int used = snprintf(head, sizeof head,
                        "{\"at\":\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\",\"level\":\"%s\",\"event\":",
                        t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec,
                        (int)(ms % 1000), level_names[level]);
    put(&l, head, (size_t)used);
    put_escaped(&l, str_of(event));
    for (ptrdiff_t i = 0; i < n; i++)
        put_field(&l, &fields[i]);
    memcpy(l.p + l.n, "}\n", 2);
    if (write(STDERR_FILENO, l.p, l.n + 2) < 0)
        return; /* nobody reads the log: nothing to do about it */
}
