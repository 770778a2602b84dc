/* Settings by their table. */
#include "field/setting.h"

#include "field/copy.h"
#include "field/kind.h"

#include <string.h>

/* A name as members are written: small letters and _. */
static Str member_name(Arena *mem, Str name)
{
    Str lower = str_lower(mem, name);
    char *p = str_c(mem, lower);
    for (ptrdiff_t i = 0; i < lower.n; i++)
        if (p[i] == '-')
            p[i] = '_';
    return str_n(p, lower.n);
}

static bool fail_unknown(Ctx *c, const Shape *s, Str name, Str from)
{
    Str closest = field_closest(s, member_name(c->mem, name));
    if (closest.p)
        return fail(c, USAGE, NULL, "%.*s: there is no setting '%.*s'; did you mean '%.*s'?",
                    STR_ARG(from), STR_ARG(name), STR_ARG(closest));
    return fail(c, USAGE, NULL, "%.*s: there is no setting '%.*s'", STR_ARG(from), STR_ARG(name));
}

static bool fail_value(Ctx *c, const Field *f, Str value, Str why, Str from)
{
    if (f->flags & SECRET)
        return fail(c, USAGE, f->name, "%.*s: the setting %s is not valid; what is needed is %s",
                    STR_ARG(from), f->name, field_wants(c->mem, f));
    return fail(c, USAGE, f->name, "%.*s: the setting %s = '%.*s': %.*s", STR_ARG(from), f->name,
                STR_ARG(str_part(value, 0, 100)), STR_ARG(why));
}

bool field_read_setting(Ctx *c, const Shape *s, void *row, Str name, Str value, Str from)
{
    if (failed(c))
        return false;
    const Field *f = field_find(s, member_name(c->mem, name));
    if (!f || (f->flags & (HIDDEN | READ_ONLY)))
        return fail_unknown(c, s, name, from);
    Ctx own = { .mem = c->mem };
    if (field_read_text(&own, f, str_copy(c->mem, value), S(""), row))
        return true;
    return fail_value(c, f, value, own.failure.detail, from);
}

bool field_read_environment(Ctx *c, const Shape *s, void *row, const char *prefix,
                            char *const *environment)
{
    for (; *environment && !failed(c); environment++) {
        Str rest = str_of(*environment);
        if (!str_starts(rest, str_of(prefix)))
            continue;
        Str variable = str_cut(&rest, '=');
        Str name = str_part(variable, (ptrdiff_t)strlen(prefix), variable.n);
        Str member = member_name(c->mem, name);
        if (field_find(s, member) || field_closest(s, member).p)
            field_read_setting(c, s, row, name, rest.p ? rest : S(""),
                               str_fmt(c->mem, "%.*s in the environment", STR_ARG(variable)));
    }
    return !failed(c);
}

/* What stands in double quotes without them. */
static bool unquote(Str *value)
{
    if (!str_starts(*value, S("\"")))
        return true;
    if (value->n < 2 || !str_ends(*value, S("\"")))
        return false;
    *value = str_part(*value, 1, value->n - 1);
    return true;
}

static bool read_line(Ctx *c, const Shape *s, void *row, Str line, Str from)
{
    Str value = str_trim(line);
    if (!value.n || value.p[0] == '#')
        return true;
    Str name = str_trim(str_cut(&value, '='));
    if (!value.p)
        return fail(c, USAGE, NULL, "%.*s: '%.*s' is no setting; write name = value", STR_ARG(from),
                    STR_ARG(str_part(name, 0, 100)));
    value = str_trim(value);
    if (!unquote(&value))
        return fail(c, USAGE, NULL, "%.*s: the closing quote is missing", STR_ARG(from));
    return field_read_setting(c, s, row, name, value, from);
}

bool field_read_settings(Ctx *c, const Shape *s, void *row, Str text, Str file)
{
    for (int line = 1; text.p && !failed(c); line++) {
        Str from = str_fmt(c->mem, "%.*s line %d", STR_ARG(file), line);
        read_line(c, s, row, str_cut(&text, '\n'), from);
    }
    return !failed(c);
}

static void help_name(Buf *out, const Field *f, const char *prefix)
{
    buf_fmt(out, "  %s", prefix);
    for (const char *p = f->name; *p; p++)
        buf_char(out, *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p);
    buf_char(out, '\n');
}

void field_help(Buf *out, const Shape *s, const char *prefix)
{
    for (ptrdiff_t i = 0; i < s->n; i++) {
        const Field *f = &s->fields[i];
        if (f->flags & (HIDDEN | READ_ONLY))
            continue;
        help_name(out, f, prefix);
        if (f->doc)
            buf_fmt(out, "      %s\n", f->doc);
        buf_fmt(out, "      Takes %s.", field_wants(out->mem, f));
        if (f->start)
            buf_fmt(out, " Without it: %s", f->start);
        if (f->flags & NEEDED)
            buf_add(out, S(" Must be set."));
        buf_char(out, '\n');
    }
}
