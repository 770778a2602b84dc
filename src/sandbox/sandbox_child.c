/* The child of the sandbox: gives up everything, reads the file, tells what it says. */
#include "parse/detect.h"
#include "sandbox/confine.h"
#include "sandbox/sandbox.h"
#include "sandbox/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    OPTIONS_FD = 3,
    OPTIONS_BYTES_MAX = 1 << 20,
    MEMORY_BUDGET_BYTES = 200 << 20,
    CPU_BASE_SECONDS = 5,
    CPU_BYTES_A_SECOND = 10 << 20,
    CPU_PACKED_A_SECOND = 2 << 20, /* of what is packed and unfolds to ten times as much */
    EXIT_BROKEN = 70,
    ROWS_COUNT_BYTES = 5,
    CUT_ROWS = 1000, /* of a file that a beginning says nothing of */
};

typedef struct {
    Ctx *c;
    Buf out;
    ptrdiff_t start;
    uint32_t n_rows; /* in the frame that is being built */
    bool in_rows;
    bool cut_off; /* nobody reads any more */
} Pipe;

/* What the reader is told by, in the reading of one file. */
typedef struct {
    Str bytes;
    Pipe *pipe;
} Reading;

bool sandbox_is_child(int argc, char **argv)
{
    return argc == 2 && !strcmp(argv[1], "parse-child");
}

static bool write_all(Pipe *p)
{
    const char *at = p->out.p;
    ptrdiff_t left = p->out.n;
    while (left > 0 && !p->cut_off) {
        ssize_t n = write(STDOUT_FILENO, at, (size_t)left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            p->cut_off = true;
        at += n > 0 ? n : 0;
        left -= n > 0 ? n : 0;
    }
    p->out.n = 0;
    return !p->cut_off;
}

static bool send_frame(Pipe *p)
{
    if (p->out.full || p->out.n - WIRE_HEAD_BYTES > WIRE_CELLS_BYTES)
        return fail(p->c, TOO_LARGE, NULL, "A row of the file is too large to be one");
    wire_finish(&p->out, 0);
    return write_all(p) || fail(p->c, UNREADABLE, NULL, "Nobody reads any more");
}

/* The count of rows stands before them, padded to a fixed width. */
static bool send_rows(Pipe *p)
{
    if (!p->in_rows)
        return true;
    for (int i = 0; i < ROWS_COUNT_BYTES; i++)
        p->out.p[WIRE_HEAD_BYTES + i] =
            (char)((p->n_rows >> 7 * i & 127) | (i < ROWS_COUNT_BYTES - 1 ? 128 : 0));
    p->in_rows = false;
    p->n_rows = 0;
    if (p->out.n - WIRE_HEAD_BYTES > WIRE_FRAME_MAX)
        return fail(p->c, TOO_LARGE, NULL, "A row of the file is too large to be one");
    return send_frame(p);
}

static bool send_statement(Pipe *p, WireKind kind, const Statement *s)
{
    if (!send_rows(p))
        return false;
    wire_start(&p->out, kind);
    wire_statement(&p->out, s);
    return send_frame(p);
}

static bool begin(void *state, const Statement *s)
{
    return send_statement(state, WIRE_BEGIN, s);
}

static bool end(void *state, const Statement *s)
{
    return send_statement(state, WIRE_END, s);
}

static bool rows(void *state, const StatementRow *row, ptrdiff_t n)
{
    Pipe *p = state;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!p->in_rows) {
            wire_start(&p->out, WIRE_ROWS);
            buf_add(&p->out, S("\0\0\0\0\0"));
            p->in_rows = true;
        }
        wire_row(&p->out, &row[i]);
        p->n_rows++;
        if (p->out.n >= WIRE_ROWS_BYTES && !send_rows(p))
            return false;
    }
    return true;
}

static bool read_options(Ctx *c, WireOptions *out)
{
    Buf b = buf_new(c->mem, OPTIONS_BYTES_MAX);
    for (;;) {
        char *at = buf_reserve(&b, 4096);
        ssize_t n = at ? read(OPTIONS_FD, at, 4096) : -1;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        b.n += n;
    }
    WireKind kind;
    ptrdiff_t n;
    return b.n >= WIRE_HEAD_BYTES && wire_head((const unsigned char *)b.p, &kind, &n) &&
           kind == WIRE_OPTIONS && n == b.n - WIRE_HEAD_BYTES &&
           wire_read_options(c->mem, str_n(b.p + WIRE_HEAD_BYTES, n), out);
}

static bool map_file(Str *bytes)
{
    struct stat st;
    if (fstat(STDIN_FILENO, &st) || !S_ISREG(st.st_mode))
        return false;
    *bytes = S("");
    if (st.st_size == 0)
        return true;
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    *bytes = str_n(p, (ptrdiff_t)st.st_size);
    return p != MAP_FAILED;
}

/* Pages of the file that were read are not needed again. */
static void passed(void *state, ptrdiff_t n)
{
    const Str *bytes = &((const Reading *)state)->bytes;
    n = (n < bytes->n ? n : bytes->n) / 4096 * 4096;
    if (n > 0)
        madvise((void *)(uintptr_t)bytes->p, (size_t)n, MADV_DONTNEED);
}

/* Work that takes long begins: whoever waits is told, so that silence is still a sign. */
static void longer(void *state, int32_t seconds)
{
    Pipe *p = ((const Reading *)state)->pipe;
    confine_longer(seconds);
    if (!send_rows(p))
        return;
    wire_start(&p->out, WIRE_ALIVE);
    send_frame(p);
}

static bool send_pages(Pipe *p, const SandboxReader *reader, Str bytes, const ParseOptions *o)
{
    PageSet pages;
    if (!reader->pages || !reader->pages(p->c, bytes, o, &pages))
        return false;
    wire_start(&p->out, WIRE_PAGES);
    wire_pages(&p->out, &pages);
    return send_frame(p);
}

static bool read_file(Pipe *p, const SandboxReader *reader, Str bytes, WireOptions *o)
{
    CellSet cells = { 0 };
    StatementSink sink = { p, begin, rows, end };
    if (o->ask == ASK_PAGES)
        return send_pages(p, reader, bytes, &o->parse);
    if (o->ask == ASK_STATEMENTS)
        return reader->stream(p->c, bytes, &o->parse, &sink) && send_rows(p);
    if (o->cut && bytes.n > o->cut && file_kind(bytes) == FILE_CSV)
        bytes.n = (ptrdiff_t)o->cut;
    else if (o->cut && !o->parse.max_rows)
        o->parse.max_rows = CUT_ROWS;
    if (!reader->cells(p->c, bytes, &o->parse, &cells))
        return false;
    wire_start(&p->out, WIRE_CELLS);
    wire_cells(&p->out, &cells);
    return send_frame(p);
}

static void send_end(Pipe *p)
{
    const Failure *f = &p->c->failure;
    p->out.n = 0;
    p->out.full = false;
    wire_start(&p->out, f->code ? WIRE_FAILED : WIRE_DONE);
    if (f->code)
        wire_failure(&p->out, &(WireFailure){ f->code, f->field, f->detail, f->internal });
    wire_finish(&p->out, 0);
    write_all(p);
}

/* A zip file, or an Office document, in which one may stand encrypted. */
static bool is_packed(Str bytes)
{
    return str_starts(bytes, S("PK")) || str_starts(bytes, S("\xD0\xCF\x11\xE0"));
}

int sandbox_child(const SandboxReader *reader)
{
    Ctx c = ctx_new("parse-child", MEMORY_BUDGET_BYTES);
    WireOptions o;
    Str bytes;
    if (!read_options(&c, &o) || close_range(OPTIONS_FD, ~0u, 0) || !map_file(&bytes))
        return EXIT_BROKEN;
    ParseNeeds needs = { 0 };
    if (reader->prepare)
        reader->prepare(bytes, &o.parse, &needs);
    ptrdiff_t a_second = is_packed(bytes) ? CPU_PACKED_A_SECOND : CPU_BYTES_A_SECOND;
    ConfineBudget budget = { .memory_bytes = MEMORY_BUDGET_BYTES + needs.memory_bytes,
                             .cpu_seconds = CPU_BASE_SECONDS + bytes.n / a_second,
                             .cpu_seconds_more = needs.cpu_seconds,
                             .libraries = needs.libraries };
    if (!confine(&budget))
        return EXIT_BROKEN;
    Pipe p = { .c = &c, .out = buf_new(c.mem, WIRE_CELLS_BYTES + WIRE_HEAD_BYTES) };
    Reading reading = { bytes, &p };
    o.parse.passed = passed;
    o.parse.longer = longer;
    o.parse.passed_state = o.parse.longer_state = &reading;
    if (!read_file(&p, reader, bytes, &o) && !failed(&c))
        fail(&c, UNREADABLE, NULL, "The file could not be read");
    send_end(&p);
    _exit(0);
}
