/* Comparing JSON with what a case expects. */
#include "expect.h"

Str captures_fill(Arena *mem, const Captures *k, Str text)
{
    Buf b = buf_new(mem, text.n + (1 << 20));
    for (ptrdiff_t at = 0; at < text.n;) {
        ptrdiff_t open = str_find(text, S("{{"), at),
                  close = open < 0 ? -1 : str_find(text, S("}}"), open);
        if (close < 0) {
            buf_add(&b, str_part(text, at, text.n));
            break;
        }
        const Str *value = map_find(&k->names, str_part(text, open + 2, close));
        buf_add(&b, str_part(text, at, open));
        buf_add(&b, value ? *value : str_part(text, open, close + 2));
        at = close + 2;
    }
    return text.p ? buf_str(&b) : text;
}

static void capture(Arena *mem, Captures *k, Str name, Str value)
{
    Str *kept = NEW(mem, Str);
    *kept = str_copy(mem, value);
    map_put(&k->names, str_copy(mem, name), kept);
}

/* One hole in the text takes what stands between its neighbours. */
static bool fits_hole(Arena *mem, Captures *k, Str got, Str want, Str hole, Str name)
{
    ptrdiff_t at = str_find(want, hole, 0);
    Str before = str_part(want, 0, at), behind = str_part(want, at + hole.n, want.n);
    if (got.n < before.n + behind.n || !str_starts(got, before) || !str_ends(got, behind))
        return false;
    capture(mem, k, name, str_part(got, before.n, got.n - behind.n));
    return true;
}

/* '*' is any text. */
static bool glob(Str got, Str want)
{
    Str rest = want, piece = str_cut(&rest, '*');
    if (!str_starts(got, piece))
        return false;
    for (got = str_part(got, piece.n, got.n); rest.p; got = str_part(got, piece.n, got.n)) {
        piece = str_cut(&rest, '*');
        ptrdiff_t at = rest.p ? str_find(got, piece, 0) : got.n - piece.n;
        if (at < 0 || !str_starts(str_part(got, at, got.n), piece))
            return false;
        got = str_part(got, at, got.n);
    }
    return got.n == 0;
}

bool expect_text(Arena *mem, Captures *k, Str got, Str want)
{
    Str filled = captures_fill(mem, k, want);
    ptrdiff_t open = str_find(filled, S("{{"), 0),
              close = open < 0 ? -1 : str_find(filled, S("}}"), open);
    if (close >= 0)
        return fits_hole(mem, k, got, filled, str_part(filled, open, close + 2),
                         str_part(filled, open + 2, close));
    if (str_find(filled, S("*"), 0) >= 0)
        return glob(got, filled);
    return str_eq(got, filled);
}

static bool differ(Arena *mem, Str where, Str *why, const char *what, Str got)
{
    *why = str_fmt(mem, "at '%.*s': %s (got %.*s)", STR_ARG(where), what,
                   (int)(got.n > 200 ? 200 : got.n), got.p ? got.p : "nothing");
    return false;
}

static bool same(Arena *mem, Captures *k, const JsonValue *got, const JsonValue *want, Str where,
                 Str *why);

static bool same_object(Arena *mem, Captures *k, const JsonValue *got, const JsonValue *want,
                        Str where, Str *why)
{
    bool others = json_get(want, S("...")) != NULL;
    for (const JsonValue *m = want->first; m; m = m->next) {
        Str at = str_fmt(mem, "%.*s/%.*s", STR_ARG(where), STR_ARG(m->name));
        const JsonValue *v = json_get(got, m->name);
        if (str_eq(m->name, S("...")))
            continue;
        if (!v)
            return differ(mem, at, why, "is missing", (Str){ 0 });
        if (!same(mem, k, v, m, at, why))
            return false;
    }
    for (const JsonValue *m = got->first; m && !others; m = m->next)
        if (!json_get(want, m->name))
            return differ(mem, where, why, "has a member that is not expected", m->name);
    return true;
}

/* An array whose last element is "..." may have more. */
static bool ends_with_others(const JsonValue *want)
{
    const JsonValue *last = want->first;
    while (last && last->next)
        last = last->next;
    return last && last->kind == JSON_STRING && str_eq(last->text, S("..."));
}

static bool same_array(Arena *mem, Captures *k, const JsonValue *got, const JsonValue *want,
                       Str where, Str *why)
{
    const JsonValue *g = got->first;
    int i = 0;
    bool others = ends_with_others(want);
    if (others ? got->count < want->count - 1 : got->count != want->count)
        return differ(mem, where, why, "has another length", str_fmt(mem, "%d", got->count));
    for (const JsonValue *w = want->first; w && (w->next || !others); w = w->next, g = g->next, i++)
        if (!same(mem, k, g, w, str_fmt(mem, "%.*s/%d", STR_ARG(where), i), why))
            return false;
    return true;
}

static bool same(Arena *mem, Captures *k, const JsonValue *got, const JsonValue *want, Str where,
                 Str *why)
{
    if (want->kind == JSON_STRING && str_eq(want->text, S("*")))
        return true;
    if (got->kind != want->kind)
        return differ(mem, where, why, "is of another kind", got->text);
    if (want->kind == JSON_OBJECT)
        return same_object(mem, k, got, want, where, why);
    if (want->kind == JSON_ARRAY)
        return same_array(mem, k, got, want, where, why);
    if (want->kind == JSON_STRING ? expect_text(mem, k, got->text, want->text)
                                  : str_eq(got->text, want->text))
        return true;
    return differ(mem, where, why, "is another value", got->text);
}

bool expect_json(Arena *mem, Captures *k, Str got, Str want, Str *why)
{
    JsonValue g = { 0 }, w = { 0 };
    JsonError e = { 0 };
    if (!json_read(mem, want, json_default_limits, &w, &e)) {
        *why = str_fmt(mem, "the case's JSON is not JSON: %s in line %d", e.what, e.line);
        return false;
    }
    if (!json_read(mem, got, json_default_limits, &g, &e))
        return differ(mem, S(""), why, "is not JSON", got);
    return same(mem, k, &g, &w, S(""), why);
}
