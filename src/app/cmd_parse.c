/* florin parse FILE [--json] [--cells]: what a file says, touching no database. */
#include "app/command.h"

#include "import/statement_json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file in memory, by mapping. */
typedef struct {
    char *p;
    size_t n;
} FileBytes;

typedef struct {
    const char *file;
    bool json, cells;
} Options;

static int usage(FILE *to)
{
    fputs("usage: florin parse FILE [--json] [--cells]\n\n"
          "Reads a bank's statement and prints its rows, balances and findings. No database is "
          "touched.\n\n"
          "  --json    one JSON document, as the manual describes it\n"
          "  --cells   the raw table instead, as the reader sees it (JSON)\n",
          to);
    return to == stdout ? 0 : 2;
}

static bool read_options(int argc, char **argv, Options *o)
{
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--json"))
            o->json = true;
        else if (!strcmp(argv[i], "--cells"))
            o->cells = true;
        else if (argv[i][0] == '-' && argv[i][1])
            return false;
        else if (o->file)
            return false;
        else
            o->file = argv[i];
    }
    return o->file != NULL;
}

static bool map_file(Ctx *c, const char *path, FileBytes *out)
{
    CLEAN(clean_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return fail(c, UNREADABLE, path, "%s: %s", path, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return fail(c, UNREADABLE, path, "%s is no ordinary file", path);
    out->n = (size_t)st.st_size;
    if (out->n == 0)
        return true;
    void *p = mmap(NULL, out->n, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        return fail(c, UNREADABLE, path, "%s: %s", path, strerror(errno));
    out->p = p;
    return true;
}

/* Pages that were read are given back, so that memory stays flat however long the file is. */
static void drop_pages(void *state, ptrdiff_t bytes)
{
    FileBytes *file = state;
    size_t page = (size_t)sysconf(_SC_PAGESIZE), n = (size_t)bytes / page * page;
    if (n && n <= file->n)
        madvise(file->p, n, MADV_DONTNEED);
}

static bool print_out(void *state, Str text)
{
    return fwrite(text.p, 1, (size_t)text.n, state) == (size_t)text.n;
}

static void parse(Ctx *c, const Options *o, FileBytes *file)
{
    Str bytes = str_n(file->p ? file->p : "", (ptrdiff_t)file->n);
    ParseOptions options = { .passed = drop_pages, .passed_state = file };
    StatementPrinter p = statement_printer(c, print_out, stdout);
    if (o->cells) {
        CellSet cells;
        if (!failed(c) && statement_cells(c, bytes, NULL, &cells)) {
            statement_cells_json(&p, &cells);
            return;
        }
    }
    if (o->json || o->cells) {
        statement_json_begin(&p);
        StatementSink sink = statement_json_sink(&p);
        if (!failed(c))
            statement_stream(c, bytes, &options, &sink);
        statement_json_end(&p);
        return;
    }
    StatementSink sink = statement_text_sink(&p);
    if (!failed(c))
        statement_stream(c, bytes, &options, &sink);
}

int cmd_parse(int argc, char **argv)
{
    Options o = { 0 };
    if (argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")))
        return usage(stdout);
    if (!read_options(argc, argv, &o))
        return usage(stderr);
    Ctx c = ctx_new("parse", (size_t)1 << 30);
    FileBytes file = { 0 };
    map_file(&c, o.file, &file);
    parse(&c, &o, &file);
    bool bad = failed(&c) || fflush(stdout) != 0;
    if (failed(&c))
        fprintf(stderr, "florin parse: %.*s\n", STR_ARG(c.failure.detail));
    if (file.p)
        munmap(file.p, file.n);
    ctx_done(&c);
    return bad;
}
