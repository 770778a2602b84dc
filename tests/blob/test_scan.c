/* The virus scanner: a real clamd with one signature of our own, and one that is broken in every
 * way it can be. */
#include "blob/scan.h"
#include "harness.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *folder;

static int file_of(const char *text, size_t n)
{
    int fd = memfd_create("scanned", MFD_CLOEXEC);
    CHECK(write(fd, text, n) == (ssize_t)n);
    return fd;
}

static int listen_here(int *port)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&a, n) || listen(fd, 8) ||
        getsockname(fd, (struct sockaddr *)&a, &n))
        return -1;
    *port = ntohs(a.sin_port);
    return fd;
}

/* --- one that is broken --- */

typedef struct {
    int fd;
    const char *answer; /* NULL: none */
    size_t length;      /* of the answer; 0: with its NUL */
    size_t read_bytes;  /* before it answers */
    bool reads_all, hangs;
    size_t got;
    bool well_formed;
} Fake;

static bool read_exactly(int fd, char *p, size_t n)
{
    while (n > 0) {
        ssize_t got = read(fd, p, n);
        if (got <= 0)
            return false;
        p += got;
        n -= (size_t)got;
    }
    return true;
}

static void read_stream(Fake *f, int fd)
{
    static char chunk[64 << 10];
    uint32_t length = 1;
    char command[10];
    f->well_formed = read_exactly(fd, command, 10) && !memcmp(command, "zINSTREAM", 10);
    while (f->well_formed && length) {
        f->well_formed = read_exactly(fd, (char *)&length, 4) &&
                         (length = ntohl(length)) <= sizeof chunk &&
                         read_exactly(fd, chunk, length);
        f->got += length;
    }
}

static void *serve(void *arg)
{
    Fake *f = arg;
    char some[4096];
    int fd = accept(f->fd, NULL, NULL);
    if (f->reads_all)
        read_stream(f, fd);
    for (size_t n = 0; n < f->read_bytes;) {
        ssize_t got = read(fd, some, sizeof some);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    if (f->answer)
        CHECK(send(fd, f->answer, f->length ? f->length : strlen(f->answer) + 1, MSG_NOSIGNAL) > 0);
    if (f->hangs)
        while (read(fd, some, sizeof some) > 0)
            continue;
    close(fd);
    return NULL;
}

/* One scan by a fake; the scanned file has n bytes. */
static bool scan_by(Ctx *c, Fake *f, size_t n, int64_t timeout_ms)
{
    int port = 0;
    pthread_t thread = 0;
    char *text = NEW_ARRAY(c->mem, char, n + 1);
    f->fd = listen_here(&port);
    CHECK(f->fd >= 0 && pthread_create(&thread, NULL, serve, f) == 0);
    int fd CLEAN(clean_fd) = file_of(text, n);
    bool ok = scan_file(c, str_fmt(c->mem, "127.0.0.1:%d", port), fd, timeout_ms);
    pthread_join(thread, NULL);
    close(f->fd);
    return ok;
}

static void a_clean_file_passes(Ctx *c)
{
    static const size_t sizes[] = { 0, 1, 65536, 65537, 1000000 };
    for (ptrdiff_t i = 0; i < COUNT(sizes); i++) {
        Fake f = { .answer = "stream: OK", .reads_all = true };
        CHECK(scan_by(c, &f, sizes[i], 0));
        CHECK(f.well_formed);
        CHECK_INT(f.got, sizes[i]);
    }
}

static void what_is_found_is_said(Ctx *c)
{
    Fake f = { .answer = "stream: Win.Test\x1b[31m.EICAR_HDB-1 FOUND", .reads_all = true };
    CHECK(!scan_by(c, &f, 100, 0));
    CHECK(str_find(c->failure.detail, S("Win.Test?[31m.EICAR_HDB-1"), 0) > 0);
    CHECK_FAILED(c, INFECTED);
}

/* Anything but a clean answer keeps the file from being read, and is tried again. */
static void it_fails_closed(Ctx *c)
{
    static const struct {
        Fake fake;
        size_t bytes;
    } broken[] = {
        { { .answer = "stream: OK", .length = 10, .reads_all = true },
          10 }, /* cut off before its NUL */
        { { .answer = NULL, .reads_all = true }, 10 },
        { { .answer = NULL }, 10 }, /* closes at once */
        { { .answer = NULL }, 20000000 },
        { { .answer = "", .reads_all = true }, 10 },
        { { .answer = "stream: OK and more", .reads_all = true }, 10 },
        { { .answer = "OK", .reads_all = true }, 10 },
        { { .answer = "stream: FOUND", .reads_all = true }, 10 },
        { { .answer = "UNKNOWN COMMAND", .reads_all = true }, 10 },
        { { .answer = "stream: Can't open file ERROR", .reads_all = true }, 10 },
        { { .answer = "INSTREAM size limit exceeded. ERROR", .read_bytes = 100000 }, 20000000 },
    };
    for (ptrdiff_t i = 0; i < COUNT(broken); i++) {
        Fake f = broken[i].fake;
        CHECK(!scan_by(c, &f, broken[i].bytes, 20000));
        CHECK(c->failure.retry_after_ms > 0);
        CHECK_FAILED(c, UNAVAILABLE);
    }
    char *endless = NEW_ARRAY(c->mem, char, 100000);
    memset(endless, 'x', 100000);
    Fake f = { .answer = endless, .length = 100000, .reads_all = true };
    CHECK(!scan_by(c, &f, 10, 20000));
    CHECK_FAILED(c, UNAVAILABLE);
}

static void a_slow_one_is_not_waited_for(Ctx *c)
{
    Fake f = { .answer = NULL, .reads_all = true, .hangs = true };
    int64_t began = clock_mono_ns();
    CHECK(!scan_by(c, &f, 10, 300));
    CHECK(str_find(c->failure.detail, S("does not answer in time"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    CHECK((clock_mono_ns() - began) / 1000000 < 5000);
}

static void one_that_is_not_there_is_said(Ctx *c)
{
    static const char *const nowhere[] = {
        "127.0.0.1:1", "/nowhere/clamd.sock", "no-such-host.invalid:3310", "3310", "host:",
        ":3310",       "host:99999"
    };
    int fd CLEAN(clean_fd) = file_of("x", 1);
    for (ptrdiff_t i = 0; i < COUNT(nowhere); i++) {
        CHECK(!scan_file(c, str_of(nowhere[i]), fd, 5000));
        CHECK_FAILED(c, UNAVAILABLE);
        CHECK(scan_address_ok(str_of(nowhere[i])) == (i < 3));
    }
    CHECK(scan_address_ok(S("[::1]:3310")));
}

/* --- a real one --- */

static const char virus[] = "florin harmless test signature 1f2e3d";
static int clamd_port;
static pid_t clamd_pid;

static bool answers(void)
{
    struct sockaddr_in a = { .sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                             .sin_port = htons((uint16_t)clamd_port) };
    char answer[8] = "";
    int fd CLEAN(clean_fd) = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return connect(fd, (struct sockaddr *)&a, sizeof a) == 0 && write(fd, "zPING", 6) == 6 &&
           read(fd, answer, sizeof answer) > 0 && !strcmp(answer, "PONG");
}

static bool write_config(Ctx *c, const char *config)
{
    CLEAN(clean_file) FILE *signatures = fopen(str_fmt(c->mem, "%s/own.ndb", folder).p, "we");
    CLEAN(clean_file) FILE *f = fopen(config, "we");
    if (!f || !signatures)
        return false;
    fprintf(f,
            "DatabaseDirectory %s\nTCPSocket %d\nTCPAddr 127.0.0.1\nLocalSocket %s/clamd.sock\n"
            "StreamMaxLength 1M\nForeground yes\n",
            folder, clamd_port, folder);
    fputs("Florin.Test:0:*:", signatures);
    for (const char *p = virus; *p; p++)
        fprintf(signatures, "%02x", (unsigned)*p);
    fputc('\n', signatures);
    return true;
}

static bool start_clamd(Ctx *c)
{
    const char *config = str_fmt(c->mem, "%s/clamd.conf", folder).p;
    const char *program = access("/usr/sbin/clamd", X_OK) == 0 ? "/usr/sbin/clamd" : "clamd";
    int fd = listen_here(&clamd_port);
    if (fd < 0 || !write_config(c, config))
        return false;
    close(fd);
    clamd_pid = fork();
    if (clamd_pid == 0) {
        CHECK(freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr));
        execlp(program, "clamd", "-c", config, (char *)NULL);
        _exit(127);
    }
    struct timespec pause = { 0, 100 * 1000000L };
    for (int i = 0; i < 300 && !answers(); i++) {
        nanosleep(&pause, NULL);
        if (waitpid(clamd_pid, NULL, WNOHANG) == clamd_pid) {
            clamd_pid = 0;
            return false;
        }
    }
    return answers();
}

static void clamd_itself_is_asked(Ctx *c)
{
    if (!start_clamd(c)) {
        test_skip("clamd could not be started (package clamav-daemon)");
        return;
    }
    Str addresses[] = { str_fmt(c->mem, "127.0.0.1:%d", clamd_port),
                        str_fmt(c->mem, "localhost:%d", clamd_port),
                        str_fmt(c->mem, "%s/clamd.sock", folder) };
    size_t large = 900000, too_large = 3000000;
    char *text = NEW_ARRAY(c->mem, char, too_large);
    memset(text, 'a', too_large);
    int clean CLEAN(clean_fd) = file_of(text, large),
              over CLEAN(clean_fd) = file_of(text, too_large);
    memcpy(text + 500000, virus, strlen(virus));
    int sick CLEAN(clean_fd) = file_of(text, large);
    for (ptrdiff_t i = 0; i < COUNT(addresses); i++) {
        CHECK(scan_file(c, addresses[i], clean, 0));
        CHECK(!scan_file(c, addresses[i], sick, 0));
        CHECK(str_find(c->failure.detail, S("Florin.Test"), 0) > 0);
        CHECK_FAILED(c, INFECTED);
        CHECK(!scan_file(c, addresses[i], over, 0));
        CHECK(str_find(c->failure.detail, S("StreamMaxLength"), 0) > 0);
        CHECK_FAILED(c, UNAVAILABLE);
    }
}

int main(int argc, char **argv)
{
    folder = test_scratch("scan");
    signal(SIGPIPE, SIG_DFL); /* nothing of ours may raise it */
    const TestCase cases[] = {
        CASE(a_clean_file_passes),
        CASE(what_is_found_is_said),
        CASE(it_fails_closed),
        CASE(a_slow_one_is_not_waited_for),
        CASE(one_that_is_not_there_is_said),
        CASE(clamd_itself_is_asked),
    };
    int status = RUN_TESTS(cases, argc, argv);
    if (clamd_pid > 0) {
        kill(clamd_pid, SIGKILL);
        waitpid(clamd_pid, NULL, 0);
    }
    return status;
}
