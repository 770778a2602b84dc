/* florin export: the transactions as a file other programs read, on standard output. */
#include "app/command.h"

#include "app/local.h"
#include "app/open.h"
#include "app/option.h"
#include "ledger/account.h"
#include "report/export.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    Str format, account, workspace, output;
    Date from, to;
} ExportOptions;

static const Field option_fields[] = {
    F_TEXT(ExportOptions, format, .start = "csv", .doc = "csv, json, hledger or beancount."),
    F_DATE(ExportOptions, from, .flags = OPTIONAL, .doc = "The first day."),
    F_DATE(ExportOptions, to, .flags = OPTIONAL, .doc = "The last day."),
    F_TEXT(ExportOptions, account, .flags = OPTIONAL, .doc = "Only the account of this name."),
    F_TEXT(ExportOptions, output, .flags = OPTIONAL, .doc = "A file instead of standard output."),
    F_TEXT(ExportOptions, workspace, .flags = OPTIONAL,
           .doc = "Name or id, where there are several."),
};
const Shape export_options = SHAPE(ExportOptions, option_fields);

typedef struct {
    const ExportOptions *o;
    Export *export;
} Start;

static bool start(Ctx *c, void *arg)
{
    Start *s = arg;
    ExportWhat what = { { s->o->from, s->o->to }, 0 };
    Account account;
    if (s->o->account.n) {
        if (!account_find_by_name(c, s->o->account, &account))
            return fail(c, NOT_FOUND, "account", "There is no account '%.*s'",
                        STR_ARG(s->o->account));
        what.account_id = account.id;
    }
    s->export = export_start(c, s->o->format, &what);
    return s->export != NULL;
}

static bool write_out(Ctx *c, Export *e, FILE *to, const char *name)
{
    for (Str piece = export_more(c, e); piece.p && !failed(c); piece = export_more(c, e))
        if (fwrite(piece.p, 1, (size_t)piece.n, to) != (size_t)piece.n)
            return fail(c, UNAVAILABLE, "output", "%s cannot be written: %s", name,
                        strerror(errno));
    if (!failed(c) && fflush(to) != 0)
        return fail(c, UNAVAILABLE, "output", "%s cannot be written: %s", name, strerror(errno));
    return !failed(c);
}

/* The file is there whole, or as it was. */
static bool write_file(Ctx *c, Export *e, const char *path)
{
    struct stat st;
    bool plain = stat(path, &st) != 0 || S_ISREG(st.st_mode);
    const char *half = plain ? str_fmt(c->mem, "%s.part", path).p : path;
    CLEAN(clean_file) FILE *f = fopen(half, "wb");
    if (!f)
        return fail(c, UNAVAILABLE, "output", "%s cannot be written: %s", path, strerror(errno));
    if (write_out(c, e, f, path) && plain && rename(half, path) != 0)
        fail(c, UNAVAILABLE, "output", "%s cannot be written: %s", path, strerror(errno));
    if (failed(c) && plain)
        unlink(half);
    return !failed(c);
}

static bool run(Program *p, const ExportOptions *o, const Texts *words)
{
    Ctx *c = &p->c;
    Start s = { .o = o };
    if (!export_knows(o->format))
        return fail(c, USAGE, NULL,
                    "There is no export format '%.*s'; there are csv, json, hledger and beancount",
                    STR_ARG(o->format));
    if (words->n)
        return fail(c, USAGE, NULL, "'%.*s' is one word too many", STR_ARG(words->items[0]));
    if (!program_open_existing(p) || !local_enter(c, o->workspace) ||
        !store_read(p->store, c, start, &s))
        return false;
    if (!o->output.n)
        return write_out(c, s.export, stdout, "standard output");
    return write_file(c, s.export, str_c(c->mem, o->output));
}

int cmd_export(int argc, char **argv)
{
    Program p;
    ExportOptions o = { 0 };
    Texts words = { 0 };
    if (options_ask_help(argc, argv)) {
        options_help(stdout, "export [OPTION]...",
                     "Writes the transactions in a format other programs read.", &export_options);
        return 0;
    }
    if (program_settings(&p, "export", argc, argv) &&
        options_read(&p.c, p.argc, p.argv, &export_options, &o, &words))
        run(&p, &o, &words);
    return program_close(&p);
}
