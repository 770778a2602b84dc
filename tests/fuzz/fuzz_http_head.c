/* Any bytes as the head of a request, as its target, and as the headers that we read ourselves. */
#include "base/base.h"
#include "http/header.h"
#include "http/multipart.h"
#include "http/strict.h"
#include "text/percent.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As the library leaves it: NULs for line ends and for the colon behind a name. */
static Str as_left(Arena *mem, Str text)
{
    char *p = arena_alloc(mem, (size_t)text.n + 1);
    bool named = false;
    if (text.n)
        memcpy(p, text.p, (size_t)text.n);
    for (ptrdiff_t i = 0; i < text.n; i++) {
        bool end = p[i] == '\n' || (p[i] == '\r' && i + 1 < text.n && p[i + 1] == '\n');
        named = named && p[i] != '\n';
        if (end || (p[i] == ':' && !named))
            p[i] = '\0';
        named = named || (!end && p[i] == '\0');
    }
    return str_n(p, text.n);
}

/* Up to and with the first empty line: where the library ends a head. None when it has a line
 * without a colon, which the library refuses. */
static Str head_part(Str text, int *lines)
{
    Str rest = text;
    *lines = 0;
    while (rest.p) {
        Str line = str_cut(&rest, '\n');
        if (rest.p && (!line.n || str_eq(line, S("\r"))))
            return str_n(text.p, rest.p - text.p);
        if (str_find_char(line, ':', 0) < 0 && !str_starts(line, S(" ")) &&
            !str_starts(line, S("\t")))
            return (Str){ 0 };
        *lines += 1;
    }
    return text;
}

static void check_head(Arena *mem, Str given, bool old)
{
    StrictHead head;
    int lines;
    Str text = head_part(given, &lines);
    int status = 0;
    if (!text.p)
        return;
    const char *why = strict_head(as_left(mem, text), old, &head, &status);
    assert(status >= 400 && status < 600);
    if (why || head.lines != lines)
        return;
    /* What passes has whole lines and no control characters, and no two readings of its length. */
    assert(text.n >= 2 && head.length >= -1);
    assert(old || str_find_char(text, '\n', 0) >= 0);
    for (ptrdiff_t i = 0; i < text.n; i++) {
        assert(text.p[i] != '\n' || (i > 0 && text.p[i - 1] == '\r'));
        assert(text.p[i] != '\r' || (i + 1 < text.n && text.p[i + 1] == '\n'));
    }
}

static void check_target(Arena *mem, Str text)
{
    Str path, query, decoded;
    if (strict_target(mem, text, &path, &query))
        return;
    assert(path.n > 0 && path.p[0] == '/');
    assert(percent_decode(mem, path, PERCENT_PATH, &decoded) &&
           !memchr(decoded.p, 0, (size_t)decoded.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *mem = arena_new("fuzz", 64 << 20);
    Str text = str_n((const char *)data, (ptrdiff_t)size);
    if (size && memchr(data, 0, size) == NULL) {
        check_head(mem, text, false);
        check_head(mem, text, true);
    }
    check_target(mem, text);
    int quality = accept_quality(text, S("gzip"));
    assert(quality >= 0 && quality <= 1000);
    Str value = cookie_find(text, S("a"));
    assert(!value.p || (value.p >= text.p && value.p + value.n <= text.p + text.n));
    etag_listed(text, S("\"x\""));
    header_parameter(mem, text, S("name"));
    Cookie k = { .name = S("a"), .value = text, .path = text };
    Str cookie = cookie_text(mem, &k);
    assert(!cookie.p || header_safe(cookie));
    arena_free(mem);
    return 0;
}
