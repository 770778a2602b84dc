/* Options of commands. */
#include "app/option.h"

#include "field/read.h"

#include <string.h>

/* from_date as --from-date. */
static Str option_name(Arena *mem, const Field *f)
{
    char *name = str_c(mem, str_fmt(mem, "--%s", f->name));
    for (char *p = name + 2; *p; p++)
        if (*p == '_')
            *p = '-';
    return str_of(name);
}

static const Field *option_find(Ctx *c, const Shape *s, Str name)
{
    for (ptrdiff_t i = 0; i < s->n; i++)
        if (str_eq(option_name(c->mem, &s->fields[i]), name))
            return &s->fields[i];
    return NULL;
}

static bool unknown(Ctx *c, const Shape *s, Str name, const char *command)
{
    Buf all = buf_new(c->mem, 1500);
    for (ptrdiff_t i = 0; i < s->n; i++)
        buf_fmt(&all, "%s%.*s", i ? ", " : "", STR_ARG(option_name(c->mem, &s->fields[i])));
    return fail(c, USAGE, NULL, "'%.*s' is no option of 'florin %s'; there are %.*s", STR_ARG(name),
                command, STR_ARG(buf_str(&all)));
}

/* One option; *i is moved past its value. */
static bool read_one(Ctx *c, int argc, char **argv, int *i, const Shape *s, void *row)
{
    Str word = str_of(argv[*i]);
    ptrdiff_t equals = str_find_char(word, '=', 0);
    Str name = equals < 0 ? word : str_part(word, 0, equals);
    const Field *f = option_find(c, s, name);
    if (!f)
        return unknown(c, s, name, argv[0]);
    Str value = S("true");
    if (equals >= 0)
        value = str_part(word, equals + 1, word.n);
    else if (f->kind != FIELD_BOOL && *i + 1 < argc)
        value = str_of(argv[++*i]);
    else if (f->kind != FIELD_BOOL)
        return fail(c, USAGE, NULL, "%.*s needs a value", STR_ARG(name));
    field_read_text(c, f, value, name, row);
    if (c->failure.code == INVALID) { /* of the command line, not of a body */
        Str detail = c->failure.detail;
        fail_clear(c);
        fail(c, USAGE, NULL, "%.*s: %.*s", STR_ARG(name), STR_ARG(detail));
    }
    return !failed(c);
}

bool options_read(Ctx *c, int argc, char **argv, const Shape *s, void *row, Texts *words)
{
    bool only_words = false;
    words->items = NEW_ARRAY(c->mem, Str, argc + 1);
    field_start(c, s, row);
    for (int i = 1; i < argc && !failed(c); i++) {
        if (!only_words && !strcmp(argv[i], "--"))
            only_words = true;
        else if (!only_words && argv[i][0] == '-' && argv[i][1])
            read_one(c, argc, argv, &i, s, row);
        else
            words->items[words->n++] = str_of(argv[i]);
    }
    return !failed(c);
}

bool options_ask_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
            return true;
    return false;
}

void options_help_plain(FILE *to, const char *rest, const char *doc, const Shape *s)
{
    Arena *mem = arena_new("help", 1 << 20);
    fprintf(to, "usage: florin %s\n\n%s\n\nOptions:\n", rest, doc);
    for (ptrdiff_t i = 0; i < s->n; i++) {
        const Field *f = &s->fields[i];
        Str name = option_name(mem, f);
        Str shown = f->kind == FIELD_BOOL ? name : str_fmt(mem, "%.*s VALUE", STR_ARG(name));
        fprintf(to, "  %-24.*s %s\n", STR_ARG(shown), f->doc);
    }
    arena_free(mem);
}

void options_help(FILE *to, const char *rest, const char *doc, const Shape *s)
{
    options_help_plain(to, rest, doc, s);
    fprintf(to, "  %-24s %s\n", "--db URL",
            "sqlite:PATH or postgresql://…; every setting of 'florin serve --help' works too.");
}
