/* The sandbox holds: a reader that tries to get out, breaks, loops, eats memory or lies harms
 * nothing but its own file. The reader here does what the file's text tells it; after "engines: "
 * it has read a PDF and a picture before, so that all their code is there. */
#include "harness.h"
#include "parse/parse.h"
#include "sandbox/sandbox.h"
#include "statement/pdf_maker.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* --- attempts: each returns true when it got through --- */

static bool try_open(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}
static bool try_raw_open(void)
{
    return syscall(SYS_open, "/etc/passwd", O_RDONLY) >= 0;
}
static bool try_create(void)
{
    return open("/tmp/escaped", O_WRONLY | O_CREAT, 0600) >= 0;
}
static bool try_unlink(void)
{
    return unlink("/tmp/florin-no-such-file") == 0;
}
static bool try_stat(void)
{
    struct stat st;
    return stat("/", &st) == 0;
}
static bool try_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}
static bool try_unix_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}
static bool try_connect(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(80) };
    return connect(0, (struct sockaddr *)&to, sizeof to) == 0;
}
static bool try_fork(void)
{
    return fork() >= 0;
}
static bool try_exec(void)
{
    return execl("/bin/true", "true", (char *)NULL) != -1;
}
static bool try_ptrace(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0;
}
static bool try_kill_parent(void)
{
    return syscall(SYS_kill, getppid(), 0) == 0;
}
static bool try_kill_all(void)
{
    return kill(-1, 0) == 0;
}
static bool try_tgkill_other(void)
{
    return syscall(SYS_tgkill, 1, 1, SIGTERM) == 0;
}
static bool try_read_parent(void)
{
    char here[8];
    struct iovec mine = { here, 8 }, theirs = { (void *)here, 8 };
    return syscall(SYS_process_vm_readv, 1, &mine, 1, &theirs, 1, 0) >= 0;
}
static bool try_executable_memory(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) != MAP_FAILED;
}
static bool try_make_executable(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0;
}
static bool try_read_file_again(void)
{
    char byte;
    return read(0, &byte, 1) >= 0;
}
static bool try_write_elsewhere(void)
{
    return write(0, "x", 1) == 1;
}
static bool try_more_rights(void)
{
    return setuid(0) == 0;
}
static bool try_mount(void)
{
    return syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, NULL) == 0;
}
static bool try_io_uring(void)
{
    return syscall(SYS_io_uring_setup, 4, NULL) >= 0;
}
static bool try_bpf(void)
{
    return syscall(SYS_bpf, 0, NULL, 0) >= 0;
}

static const struct {
    const char *name;
    bool (*act)(void);
} attempts[] = {
    { "open", try_open },
    { "raw open", try_raw_open },
    { "create", try_create },
    { "unlink", try_unlink },
    { "stat", try_stat },
    { "socket", try_socket },
    { "unix socket", try_unix_socket },
    { "connect", try_connect },
    { "fork", try_fork },
    { "exec", try_exec },
    { "ptrace", try_ptrace },
    { "kill parent", try_kill_parent },
    { "kill all", try_kill_all },
    { "tgkill", try_tgkill_other },
    { "read parent", try_read_parent },
    { "executable memory", try_executable_memory },
    { "make executable", try_make_executable },
    { "read file again", try_read_file_again },
    { "write elsewhere", try_write_elsewhere },
    { "more rights", try_more_rights },
    { "mount", try_mount },
    { "io_uring", try_io_uring },
    { "bpf", try_bpf },
};

/* --- the reader in the child --- */

#define ENGINES S("engines: ")
enum { PNG_BYTES = 64 << 10 };
static Str png; /* a picture of a page */

static bool say_row(const StatementSink *sink, Str text)
{
    StatementRow row = { .date = 738000, .description = text, .line = 1 };
    return sink->rows(sink->state, &row, 1);
}

/* Reads two PDFs with all the engines: one of text, one that is a picture. */
static bool use_engines(Ctx *c)
{
    static const ParseOptions o = { .ocr = S_INIT("eng") };
    PageSet set;
    Str text = pdf_of_text(c->mem, "BT /F1 10 Tf 30 200 Td (Balance 12.50) Tj ET", "", 1);
    Str picture = pdf_of_png(c->mem, png, "420 0 0 300 0 0", "");
    return pages_of_pdf(c, text, &o, &set) && set.pages[0].n == 2 &&
           pages_of_pdf(c, picture, &o, &set) && set.pages[0].by_ocr && set.pages[0].n > 30;
}

static bool misbehave(Ctx *c, Str what, const ParseOptions *o, const StatementSink *sink,
                      const Statement *s)
{
    if (str_eq(what, S("work"))) /* and then does not end */
        o->longer(o->longer_state, 1);
    if (str_eq(what, S("crash")))
        raise(SIGSEGV);
    if (str_eq(what, S("abort")))
        abort();
    while (str_eq(what, S("statements")))
        if (!sink->end(sink->state, s) || !sink->begin(sink->state, s))
            _exit(0);
    for (volatile int i = 0; str_eq(what, S("loop")) || str_eq(what, S("work")); i = i + 1)
        continue;
    while (str_eq(what, S("memory")))
        memset(arena_alloc(c->mem, 1 << 20), 1, 1 << 20);
    if (str_eq(what, S("lie")))
        return write(1, "\xff\xff\xff\x7f\x03garbage", 12) == 12;
    if (str_eq(what, S("leave")))
        _exit(0);
    return fail(c, UNSUPPORTED, "line 3", "nothing to do for '%.*s'", STR_ARG(what));
}

static bool test_stream(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    Statement s = { .format = S("test"),
                    .mapping = (Mapped *)(uintptr_t)o->mapping,
                    .n_mapped = o->n_mapped };
    int64_t rows = 0;
    if (!sink->begin(sink->state, &s))
        return false;
    if (str_starts(bytes, ENGINES)) {
        if (!use_engines(c))
            return false;
        bytes = str_part(bytes, ENGINES.n, bytes.n);
    }
    if (str_int(bytes, &rows)) {
        for (int64_t i = 0; i < rows; i++)
            if (!say_row(sink, S("A row of some length, as rows have it in the files of banks")))
                return false;
        s.n_rows = rows;
        return sink->end(sink->state, &s);
    }
    for (ptrdiff_t i = 0; i < COUNT(attempts); i++)
        if (str_eq(bytes, str_of(attempts[i].name)))
            return say_row(sink, attempts[i].act() ? S("escaped") : S("refused")) &&
                   sink->end(sink->state, &s);
    return misbehave(c, bytes, o, sink, &s);
}

static bool test_cells(Ctx *c, Str bytes, const ParseOptions *o, CellSet *out)
{
    (void)o;
    static Str *rows[1];
    static int32_t widths[1] = { 1 };
    rows[0] = NEW(c->mem, Str);
    *rows[0] = bytes;
    out->sheets = NEW(c->mem, CellSheet);
    out->sheets[0] = (CellSheet){ S("s"), S("visible"), rows, widths, 1 };
    out->n = 1;
    return true;
}

/* A sanitizer would explain a crash at length, which takes what is not allowed in there. */
static void prepare(Str bytes, const ParseOptions *o, ParseNeeds *needs)
{
    ParseOptions ocr = { .ocr = S("eng") };
    (void)o;
    signal(SIGSEGV, SIG_DFL);
    signal(SIGABRT, SIG_DFL);
    if (str_eq(bytes, S("work"))) {
        needs->libraries = true;
        needs->cpu_seconds = 2;
    }
    if (!str_starts(bytes, ENGINES))
        return;
    statement_parse_prepare(S("%PDF-1.7 /Image"), &ocr, needs);
    int fd CLEAN(clean_fd) =
        open(SOURCE_ROOT "/tests/statement/pages/statement.png", O_RDONLY | O_CLOEXEC);
    char *at = malloc(PNG_BYTES);
    png = str_n(at, read(fd, at, PNG_BYTES));
}

static const SandboxReader test_reader = { prepare, test_stream, test_cells, NULL };

/* --- the tests --- */

static int file_with(Str text)
{
    int fd = memfd_create("case", MFD_CLOEXEC);
    CHECK(write(fd, text.p, (size_t)text.n) == text.n);
    return fd;
}

static bool parse_text(Ctx *c, Str text, StatementSet *out)
{
    int fd CLEAN(clean_fd) = file_with(text);
    return sandbox_parse(c, fd, NULL, out);
}

TEST(rows_arrive)
{
    StatementSet set;
    CHECK(parse_text(c, S("5000"), &set));
    CHECK_INT(set.n, 1);
    CHECK_INT(set.statements[0].n_rows, 5000);
    CHECK_STR(set.statements[0].rows[4999].description,
              S("A row of some length, as rows have it in the files of banks"));
    CHECK_STR(set.statements[0].format, S("test"));
}

TEST(a_mapping_goes_in)
{
    int fd CLEAN(clean_fd) = file_with(S("1"));
    Mapped m = { S("date"), 4, { 0 }, S("%d/%m/%Y") };
    StatementSet set;
    CHECK(sandbox_parse(c, fd, &(ParseOptions){ .mapping = &m, .n_mapped = 1 }, &set));
    CHECK_INT(set.statements[0].n_mapped, 1);
    CHECK_STR(set.statements[0].mapping[0].format, S("%d/%m/%Y"));
}

TEST(cells_arrive_cut)
{
    int fd CLEAN(clean_fd) = file_with(S("0123456789"));
    CellSet cells;
    CHECK(sandbox_cells(c, fd, NULL, 4, &cells));
    CHECK_STR(cells.sheets[0].rows[0][0], S("0123"));
}

TEST(a_pipe_is_read_too)
{
    int ends[2];
    StatementSet set;
    CHECK(!pipe(ends));
    CHECK(write(ends[1], "12", 2) == 2);
    close(ends[1]);
    CHECK(sandbox_parse(c, ends[0], NULL, &set));
    CHECK_INT(set.statements[0].n_rows, 12);
    close(ends[0]);
}

/* With other people's code in it files are asked for, and there are none; all else ends it. */
static bool is_answered(bool (*act)(void))
{
    return act == try_open || act == try_raw_open || act == try_create || act == try_stat;
}

TEST(nothing_gets_out_with_the_engines_loaded)
{
    StatementSet set;
    if (!CHECK(parse_text(c, S("engines: 3"), &set)))
        printf("%.*s (%.*s)\n", STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
    for (ptrdiff_t i = 0; i < COUNT(attempts); i++) {
        bool ok = parse_text(c, str_fmt(c->mem, "engines: %s", attempts[i].name), &set);
        bool refused = ok && str_eq(set.statements[0].rows[0].description, S("refused"));
        if (!CHECK(is_answered(attempts[i].act) ? refused : c->failure.code == HOSTILE))
            printf("attempt: %s: %.*s\n", attempts[i].name, STR_ARG(c->failure.detail));
        fail_clear(c);
    }
    CHECK(access("/tmp/escaped", F_OK) != 0);
}

/* Every attempt ends the child before it can say anything, but asking about files, which gets no
 * answer because stdio asks too. */
TEST(nothing_gets_out)
{
    for (ptrdiff_t i = 0; i < COUNT(attempts); i++) {
        StatementSet set;
        bool ok = parse_text(c, str_of(attempts[i].name), &set);
        bool refused = ok && str_eq(set.statements[0].rows[0].description, S("refused"));
        if (!CHECK(refused || c->failure.code == HOSTILE))
            printf("attempt: %s\n", attempts[i].name);
        CHECK(!ok || attempts[i].act == try_stat);
        fail_clear(c);
    }
    CHECK(access("/tmp/escaped", F_OK) != 0);
}

TEST(breaking_is_explained)
{
    static const struct {
        Str text;
        FailCode code;
    } cases[] = {
        { S_INIT("crash"), UNREADABLE },
        { S_INIT("abort"), UNREADABLE },
        { S_INIT("memory"), TOO_LARGE },
        { S_INIT("statements"), TOO_LARGE },
        { S_INIT("lie"), HOSTILE },
        { S_INIT("leave"), UNAVAILABLE },
        { S_INIT("anything else"), UNSUPPORTED },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        StatementSet set;
        CHECK(!parse_text(c, cases[i].text, &set));
        if (c->failure.code == UNSUPPORTED)
            CHECK_STR(c->failure.field, S("line 3"));
        if (c->failure.code != cases[i].code)
            printf("case: %.*s: %.*s (%.*s)\n", STR_ARG(cases[i].text), STR_ARG(c->failure.detail),
                   STR_ARG(c->failure.internal));
        CHECK_FAILED(c, cases[i].code);
    }
    StatementSet set; /* and the next file is read */
    CHECK(parse_text(c, S("3"), &set));
}

/* What a file costs beside its reading; printed, not judged. */
TEST(starting_is_quick)
{
    enum { TIMES = 50 };
    int64_t began = clock_mono_ns();
    for (int i = 0; i < TIMES; i++) {
        StatementSet set;
        CHECK(parse_text(c, S("1"), &set));
    }
    printf("a file costs %lld us beside its reading\n",
           (long long)((clock_mono_ns() - began) / 1000 / TIMES));
}

TEST(a_loop_is_ended)
{
    StatementSet set;
    int64_t began = clock_mono_ns();
    CHECK(!parse_text(c, S("loop"), &set));
    CHECK_FAILED(c, HOSTILE);
    CHECK((clock_mono_ns() - began) / 1000000000 < 30);
}

/* Seconds that were asked for are counted too. */
TEST(work_that_takes_longer_is_ended_too)
{
    StatementSet set;
    int64_t began = clock_mono_ns();
    CHECK(!parse_text(c, S("work"), &set));
    CHECK(str_find(c->failure.detail, S("too long"), 0) >= 0);
    CHECK_FAILED(c, HOSTILE);
    CHECK((clock_mono_ns() - began) / 1000000000 < 40);
}

static bool refuse(void *state, const StatementRow *rows, ptrdiff_t n)
{
    (void)rows, (void)n;
    return fail(state, CONFLICT, NULL, "enough");
}

TEST(the_receiver_may_stop)
{
    int fd CLEAN(clean_fd) = file_with(S("1000000"));
    StatementSink sink = { c, NULL, refuse, NULL };
    CHECK(!sandbox_stream(c, fd, NULL, &sink));
    CHECK_FAILED(c, CONFLICT);
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&test_reader);
    const TestCase cases[] = {
        CASE(rows_arrive),
        CASE(a_mapping_goes_in),
        CASE(cells_arrive_cut),
        CASE(a_pipe_is_read_too),
        CASE(nothing_gets_out),
        CASE(breaking_is_explained),
        CASE(nothing_gets_out_with_the_engines_loaded),
        CASE(work_that_takes_longer_is_ended_too),
        CASE(starting_is_quick),
        CASE(a_loop_is_ended),
        CASE(the_receiver_may_stop),
    };
    return RUN_TESTS(cases, argc, argv);
}
