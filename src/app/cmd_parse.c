/* florin parse FILE [--json] [--cells]: what a file says, touching no database. The file is read by
 * the child that can do nothing else. */
#include "app/command.h"

#include "app/option.h"
#include "sandbox/sandbox.h"
#include "statement/statement_json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    const char *file;
    bool json, cells;
} Options;

static int usage(void)
{
    fputs("usage: florin parse FILE [--json] [--cells]\n\n"
          "Reads a bank's statement and prints its rows, balances and findings. No database is "
          "touched.\n'-' is standard input.\n\n"
          "  --json    one JSON document, as the manual describes it\n"
          "  --cells   the raw table instead, as the reader sees it (JSON)\n",
          stdout);
    return 0;
}

static bool refuse(const char *why, const char *word)
{
    fprintf(stderr, "florin: %s%s%s; 'florin parse --help' tells more\n", why, *word ? " " : "", word);
    return false;
}

static bool read_options(int argc, char **argv, Options *o)
{
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--json"))
            o->json = true;
        else if (!strcmp(argv[i], "--cells"))
            o->cells = true;
        else if (argv[i][0] == '-' && argv[i][1])
            return refuse("there is no option", argv[i]);
        else if (o->file)
            return refuse("one file at a time, not also", argv[i]);
        else
            o->file = argv[i];
    }
    return o->file || refuse("name a file", "");
}

static int open_file(Ctx *c, const char *path)
{
    struct stat st;
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
    if (fd < 0 || fstat(fd, &st) != 0)
        fail(c, UNREADABLE, path, "%s: %s", path, strerror(errno));
    else if (S_ISDIR(st.st_mode))
        fail(c, UNREADABLE, path, "%s is a folder; name a file", path);
    return fd;
}

static bool print_out(void *state, Str text)
{
    return fwrite(text.p, 1, (size_t)text.n, state) == (size_t)text.n;
}

static void parse(Ctx *c, const Options *o, int fd)
{
    StatementPrinter p = statement_printer(c, print_out, stdout);
    CellSet cells;
    if (o->cells && !failed(c) && sandbox_cells(c, fd, NULL, 0, &cells)) {
        statement_cells_json(&p, &cells);
        return;
    }
    bool json = o->json || o->cells;
    StatementSink sink = json ? statement_json_sink(&p) : statement_text_sink(&p);
    if (json)
        statement_json_begin(&p);
    if (!failed(c))
        sandbox_stream(c, fd, NULL, &sink);
    if (json)
        statement_json_end(&p);
}

int cmd_parse(int argc, char **argv)
{
    Options o = { 0 };
    if (options_ask_help(argc, argv))
        return usage();
    if (!read_options(argc, argv, &o))
        return 2;
    Ctx c = ctx_new("parse", LIMIT_JOB_ARENA_BYTES);
    CLEAN(clean_fd) int fd = open_file(&c, o.file);
    parse(&c, &o, fd);
    bool bad = failed(&c);
    if (failed(&c))
        fprintf(stderr, "florin parse: %.*s\n", STR_ARG(c.failure.detail));
    ctx_done(&c);
    return bad;
}
