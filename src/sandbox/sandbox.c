/* The parent's side of the sandbox: starts the child, checks every word it says, ends it. */
#include "sandbox/sandbox.h"

#include "sandbox/confine.h"
#include "sandbox/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    QUIET_MS = 30000, /* a child that says nothing for so long is stuck */
    QUIET_LONGER_MS = 8 * LIMIT_OCR_SECONDS * 1000, /* and for so long after it spoke of work */
    WAITED_MS =
        600000, /* in all, beside what was spoken of: a broken child may say a byte now and then */
    PIPE_BYTES = 1 << 20,
    READ_BYTES = 256 << 10,
    ROWS_ARENA_BYTES = 512 << 20,
    STATEMENTS_BYTES = 64 << 20, /* of all statements of a file, without their rows */
    COMPLAINT_BYTES = 2000,
    OPTIONS_FD = 3,
};

typedef struct {
    pid_t pid;  /* 0: not running */
    int out;    /* what it says */
    int errors; /* its complaints, in memory */
    int status; /* how it ended */
} Child;

typedef enum { BEFORE, INSIDE, OVER } Place;

/* One reading: where in the conversation it is. */
typedef struct {
    Ctx *c;
    Child child;
    const StatementSink *sink; /* of statements; NULL when cells are asked for */
    CellSet *cells;
    PageSet *pages;
    bool has_answer; /* cells or pages */
    bool at_work;    /* the last it said was that it will take longer */
    ptrdiff_t works; /* how often it said so */
    int64_t waited_ns;
    Arena *rows; /* reset per frame */
    char *buffer;
    ptrdiff_t from, to, room; /* bytes of the buffer not yet looked at */
    ptrdiff_t kept; /* bytes of statements in the unit's arena, so that a child cannot fill it */
    Place place;
    bool told; /* the child said how it ended */
} Reading;

/* --- starting and ending it --- */

static void child_end(Child *child)
{
    if (child->pid > 0) {
        kill(child->pid, SIGKILL);
        while (waitpid(child->pid, &child->status, 0) < 0 && errno == EINTR)
            continue;
    }
    clean_fd(&child->out);
    clean_fd(&child->errors);
    child->pid = 0;
}

static bool no_process(Ctx *c, const char *what)
{
    return fail_internal(c, BUSY, str_fmt(c->mem, "%s: %s", what, strerror(errno)),
                         "The process that reads files could not be started; try again");
}

static void warn_once(void)
{
    static atomic_bool told;
    if (!confine_has_landlock() && !atomic_exchange(&told, true))
        log_line(
            LOG_WARN, "sandbox.no_landlock",
            LOG_TEXT("detail", S("The kernel has no Landlock: readers of files are confined by "
                                 "the list of system calls alone")));
}

/* Standard input may be any of the low numbers itself, so all are first moved out of the way. */
static bool spawn(Ctx *c, int file, int out, int options, int errors, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    const int from[] = { file, out, errors, options };
    int moved[COUNT(from)];
    char program[] = "florin", command[] = "parse-child";
    char *const argv[] = { program, command, NULL };
    char *const env[] = { NULL };
    int bad = posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < (int)COUNT(from); i++) {
        moved[i] = fcntl(from[i], F_DUPFD_CLOEXEC, 10);
        bad |= moved[i] < 0 || posix_spawn_file_actions_adddup2(&actions, moved[i], i);
    }
    if (!bad)
        bad = posix_spawn(pid, "/proc/self/exe", &actions, NULL, argv, env);
    posix_spawn_file_actions_destroy(&actions);
    for (int i = 0; i < (int)COUNT(from); i++)
        clean_fd(&moved[i]);
    if (bad > 1)
        errno = bad;
    return !bad || no_process(c, "posix_spawn");
}

static bool start(Ctx *c, int file, const WireOptions *o, Child *child)
{
    Buf b = buf_new(c->mem, PIPE_BYTES / 2);
    ptrdiff_t at = wire_start(&b, WIRE_OPTIONS);
    wire_options(&b, o);
    wire_finish(&b, at);
    if (b.full)
        return fail(c, TOO_LARGE, "mapping", "The mapping is too large");
    int out[2] = { -1, -1 };
    if (pipe2(out, O_CLOEXEC))
        return no_process(c, "pipe");
    child->out = out[0];
    int writes CLEAN(clean_fd) = out[1];
    int options CLEAN(clean_fd) = memfd_create("options", MFD_CLOEXEC);
    child->errors = memfd_create("errors", MFD_CLOEXEC);
    fcntl(writes, F_SETPIPE_SZ, PIPE_BYTES); /* fewer turns; the default serves too */
    bool written = options >= 0 && write(options, b.p, (size_t)b.n) == b.n;
    explicit_bzero(b.p, (size_t)b.n); /* passwords are among them */
    if (!written || child->errors < 0 || lseek(options, 0, SEEK_SET))
        return no_process(c, "memfd");
    warn_once();
    return spawn(c, file, writes, options, child->errors, &child->pid);
}

/* --- what it says --- */

static bool lies(Reading *r)
{
    return fail(r->c, HOSTILE, NULL,
                "The file broke its reader, which answered in a way that makes no sense");
}

static bool more_bytes(Reading *r, bool *end)
{
    struct pollfd p = { r->child.out, POLLIN, 0 };
    int64_t began = clock_mono_ns();
    int ready = poll(&p, 1, r->at_work ? QUIET_LONGER_MS : QUIET_MS);
    r->waited_ns += clock_mono_ns() - began;
    if (ready < 0 && errno == EINTR)
        return true;
    if (ready == 0 || r->waited_ns / 1000000 > WAITED_MS + r->works * (int64_t)QUIET_LONGER_MS)
        return fail(r->c, HOSTILE, NULL, "The file takes too long to read");
    ssize_t n = read(r->child.out, r->buffer + r->to, (size_t)(r->room - r->to));
    if (n < 0 && errno == EINTR)
        return true;
    if (n < 0)
        return fail_internal(r->c, BUSY, str_of(strerror(errno)), "The reader could not be heard");
    *end = n == 0;
    r->to += n;
    return true;
}

/* Room for n bytes from r->from on. */
static void make_room(Reading *r, ptrdiff_t n)
{
    if (r->from && (r->from == r->to || r->from + n > r->room)) {
        memmove(r->buffer, r->buffer + r->from, (size_t)(r->to - r->from));
        r->to -= r->from;
        r->from = 0;
    }
    if (n > r->room) {
        char *larger = NEW_ARRAY(r->c->mem, char, n);
        if (r->to)
            memcpy(larger, r->buffer, (size_t)r->to);
        r->buffer = larger;
        r->room = n;
    }
}

/* Waits until n bytes stand at r->from; *end when the child will not say so many. */
static bool need(Reading *r, ptrdiff_t n, bool *end)
{
    make_room(r, n);
    while (r->to - r->from < n && !*end)
        if (!more_bytes(r, end))
            return false;
    return true;
}

static bool on_statement(Reading *r, Str payload, bool is_begin)
{
    ArenaMark mark = arena_mark(r->rows);
    Statement seen, kept;
    if (r->place != (is_begin ? BEFORE : INSIDE) || !wire_read_statement(r->rows, payload, &seen))
        return lies(r);
    r->kept += payload.n + (ptrdiff_t)sizeof seen +
               seen.n_findings * (ptrdiff_t)sizeof *seen.findings +
               seen.n_mapped * (ptrdiff_t)sizeof *seen.mapping;
    if (r->kept > STATEMENTS_BYTES)
        return fail(r->c, TOO_LARGE, NULL,
                    "The file has more statements than can be read; split it");
    wire_copy_statement(r->c->mem, &seen, &kept);
    arena_reset(r->rows, mark);
    r->place = is_begin ? INSIDE : BEFORE;
    bool (*tell)(void *, const Statement *) = is_begin ? r->sink->begin : r->sink->end;
    return !tell || tell(r->sink->state, &kept);
}

static bool on_rows(Reading *r, Str payload)
{
    ArenaMark mark = arena_mark(r->rows);
    StatementRow *rows;
    ptrdiff_t n;
    if (r->place != INSIDE || !wire_read_rows(r->rows, payload, &rows, &n))
        return lies(r);
    bool ok = !r->sink->rows || r->sink->rows(r->sink->state, rows, n);
    arena_reset(r->rows, mark);
    return ok;
}

static bool on_cells(Reading *r, Str payload)
{
    r->has_answer = true;
    return wire_read_cells(r->c->mem, str_copy(r->c->mem, payload), r->cells) || lies(r);
}

static bool on_pages(Reading *r, Str payload)
{
    r->has_answer = true;
    return wire_read_pages(r->c->mem, str_copy(r->c->mem, payload), r->pages) || lies(r);
}

/* As often as there are pages to read so. */
static bool on_alive(Reading *r)
{
    r->at_work = true;
    return ++r->works <= LIMIT_OCR_PAGES ||
           fail(r->c, TOO_LARGE, NULL, "More than %d pages are pictures; split the file",
                LIMIT_OCR_PAGES);
}

/* A reader may only say that the file is at fault. */
static bool on_failed(Reading *r, Str payload)
{
    WireFailure f;
    if (!wire_read_failure(payload, &f))
        return lies(r);
    bool of_file = (f.code >= UNREADABLE && f.code <= NO_TRANSACTIONS) || f.code == TOO_LARGE ||
                   f.code == INVALID;
    r->told = true;
    Str field = f.field.p ? f.field : (Str){ 0 };
    return fail_internal(r->c, of_file ? f.code : UNREADABLE, str_copy(r->c->mem, f.internal),
                         "%.*s", STR_ARG(f.detail)) ||
           (r->c->failure.field = str_copy(r->c->mem, field), false);
}

static bool on_frame(Reading *r, WireKind kind, Str payload)
{
    r->at_work = false;
    switch (kind) {
    case WIRE_BEGIN:
    case WIRE_END: return r->sink ? on_statement(r, payload, kind == WIRE_BEGIN) : lies(r);
    case WIRE_ROWS: return r->sink ? on_rows(r, payload) : lies(r);
    case WIRE_CELLS: return r->cells && !r->has_answer ? on_cells(r, payload) : lies(r);
    case WIRE_PAGES: return r->pages && !r->has_answer ? on_pages(r, payload) : lies(r);
    case WIRE_ALIVE: return on_alive(r);
    case WIRE_FAILED: return on_failed(r, payload);
    case WIRE_DONE:
        r->told = r->place == BEFORE && (r->sink || r->has_answer);
        r->place = OVER;
        return r->told || lies(r);
    default: return lies(r);
    }
}

/* In the words of arenas, of C++ and of glib. */
static bool ran_out_of_memory(Str complaint)
{
    return str_find(complaint, S("out of memory"), 0) >= 0 ||
           str_find(complaint, S("Out of memory"), 0) >= 0 ||
           str_find(complaint, S("bad_alloc"), 0) >= 0 ||
           str_find(complaint, S("failed to allocate"), 0) >= 0;
}

/* The child ended without saying how. */
static bool explain_end(Reading *r)
{
    char text[COMPLAINT_BYTES];
    ssize_t n = pread(r->child.errors, text, sizeof text, 0);
    Str complaint = str_copy(r->c->mem, str_n(text, n > 0 ? n : 0));
    int died = WIFSIGNALED(r->child.status) ? WTERMSIG(r->child.status) : 0;
    Str internal = str_fmt(r->c->mem, "reader ended by signal %d, status %d: %.*s", died,
                           r->child.status, STR_ARG(complaint));
    bool slow = !died && WEXITSTATUS(r->child.status) == CONFINE_EXIT_SLOW;
    if (slow || died == SIGXCPU || died == SIGKILL)
        return fail_internal(r->c, HOSTILE, internal, "The file takes too long to read");
    if (died == SIGSYS)
        return fail_internal(r->c, HOSTILE, internal,
                             "The file made its reader try what it may not do");
    if (ran_out_of_memory(complaint))
        return fail_internal(r->c, TOO_LARGE, internal,
                             "The file needs more memory to read than is allowed");
    if (!died)
        return fail_internal(r->c, UNAVAILABLE, internal,
                             "The reader of files could not be confined on this system");
    return fail_internal(r->c, UNREADABLE, internal, "The reader broke at this file");
}

static bool converse(Reading *r)
{
    bool end = false;
    while (!r->told) {
        WireKind kind;
        ptrdiff_t n;
        if (!need(r, WIRE_HEAD_BYTES, &end))
            return false;
        if (r->to - r->from < WIRE_HEAD_BYTES)
            break;
        if (!wire_head((const unsigned char *)r->buffer + r->from, &kind, &n))
            return lies(r);
        if (!need(r, WIRE_HEAD_BYTES + n, &end))
            return false;
        if (r->to - r->from < WIRE_HEAD_BYTES + n)
            break;
        Str payload = str_n(r->buffer + r->from + WIRE_HEAD_BYTES, n);
        r->from += WIRE_HEAD_BYTES + n;
        if (!on_frame(r, kind, payload))
            return false;
    }
    if (r->told)
        return true;
    while (waitpid(r->child.pid, &r->child.status, 0) < 0 && errno == EINTR)
        continue;
    r->child.pid = 0;
    return explain_end(r);
}

/* A file that can be mapped: fd itself, or a copy in memory of what a pipe gives. */
static int mappable(Ctx *c, int fd)
{
    struct stat st;
    if (fstat(fd, &st)) {
        fail_internal(c, UNREADABLE, str_of(strerror(errno)), "The file cannot be read");
        return -1;
    }
    if (S_ISDIR(st.st_mode)) {
        fail(c, UNREADABLE, NULL, "This is a folder, not a file");
        return -1;
    }
    if (S_ISREG(st.st_mode))
        return fcntl(fd, F_DUPFD_CLOEXEC, 10);
    int copy = memfd_create("file", MFD_CLOEXEC);
    static const size_t piece = 1 << 20;
    char *buffer = arena_alloc(c->mem, piece);
    for (ssize_t n; (n = read(fd, buffer, piece)) != 0;) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || write(copy, buffer, (size_t)n) != n) {
            fail_internal(c, UNREADABLE, str_of(strerror(errno)), "The file cannot be read");
            clean_fd(&copy);
            return -1;
        }
    }
    return copy;
}

static void reading_done(Reading *r)
{
    child_end(&r->child);
    if (r->rows)
        arena_free(r->rows);
}

/* The receiver says where the answer goes. */
static bool run(Ctx *c, int fd, const WireOptions *o, Reading receiver)
{
    Reading r CLEAN(reading_done) = receiver;
    r.c = c;
    r.child = (Child){ .out = -1, .errors = -1 };
    if (failed(c))
        return false;
    int file CLEAN(clean_fd) = mappable(c, fd);
    if (file < 0)
        return failed(c) ? false : no_process(c, "dup");
    r.rows = arena_new("rows of a file", ROWS_ARENA_BYTES);
    make_room(&r, READ_BYTES);
    return start(c, file, o, &r.child) && converse(&r);
}

bool sandbox_stream(Ctx *c, int fd, const ParseOptions *o, const StatementSink *sink)
{
    WireOptions options = { 0 };
    if (o)
        options.parse = *o;
    return run(c, fd, &options, (Reading){ .sink = sink });
}

bool sandbox_cells(Ctx *c, int fd, const ParseOptions *o, int64_t cut, CellSet *out)
{
    WireOptions options = { .ask = ASK_CELLS, .cut = cut };
    if (o)
        options.parse = *o;
    *out = (CellSet){ 0 };
    return run(c, fd, &options, (Reading){ .cells = out });
}

bool sandbox_pages(Ctx *c, int fd, const ParseOptions *o, PageSet *out)
{
    WireOptions options = { .ask = ASK_PAGES };
    if (o)
        options.parse = *o;
    *out = (PageSet){ 0 };
    return run(c, fd, &options, (Reading){ .pages = out });
}

bool sandbox_parse(Ctx *c, int fd, const ParseOptions *o, StatementSet *out)
{
    StatementSink sink = statement_collect(c->mem, out);
    return sandbox_stream(c, fd, o, &sink);
}
