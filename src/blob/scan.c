/* clamd's INSTREAM: chunks with their length before them, an empty one, and its answer. */
#include "blob/scan.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    TIMEOUT_MS = 60000,
    ASKED_AGAIN_MS = 2000,
    CHUNK = 64 << 10,
    ANSWER_BYTES = 4096,
    SHOWN_BYTES = 100,
    AGAIN_MS = 30000 /* a clamd that starts reads its database first */
};

typedef struct {
    Ctx *c;
    Str address;
    int fd;
    int64_t until_ms;
    bool cut; /* clamd took no more: its answer says why */
} Scan;

static bool cannot(Scan *s, const char *what, Str internal)
{
    fail_internal(s->c, UNAVAILABLE, internal,
                  "The virus scanner at %.*s %s: no file is read before it has been scanned",
                  STR_ARG(s->address), what);
    s->c->failure.retry_after_ms = AGAIN_MS;
    return false;
}

static bool cannot_errno(Scan *s, const char *what)
{
    return cannot(s, what, str_of(strerror(errno)));
}

/* --- reaching it --- */

/* HOST:PORT, [::1]:PORT. */
static bool split(Str address, Str *host, Str *port)
{
    ptrdiff_t colon = address.n;
    while (colon > 0 && address.p[colon - 1] != ':')
        colon--;
    int64_t number = 0;
    *host = str_part(address, 0, colon - 1);
    *port = str_part(address, colon, address.n);
    if (str_starts(*host, S("[")) && str_ends(*host, S("]")))
        *host = str_part(*host, 1, host->n - 1);
    return colon > 1 && host->n > 0 && str_int(*port, &number) && number > 0 && number < 65536;
}

bool scan_address_ok(Str address)
{
    Str host, port;
    struct sockaddr_un un;
    if (str_starts(address, S("/")))
        return address.n < (ptrdiff_t)sizeof un.sun_path;
    return split(address, &host, &port);
}

/* Waits until the socket can be read or written. */
static bool ready(Scan *s, short what)
{
    struct pollfd p = { .fd = s->fd, .events = what };
    for (;;) {
        int64_t left = s->until_ms - clock_mono_ns() / 1000000;
        int n = left > 0 ? poll(&p, 1, (int)left) : 0;
        if (n > 0)
            return true;
        if (n == 0)
            return cannot(s, "does not answer in time", (Str){ 0 });
        if (errno != EINTR)
            return cannot_errno(s, "cannot be asked");
    }
}

/* Connects s->fd; false leaves the reason in errno, or a failure in c. */
static bool join(Scan *s, const struct sockaddr *to, socklen_t n)
{
    int why = 0;
    socklen_t length = sizeof why;
    s->fd = socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (s->fd < 0)
        return false;
    if (connect(s->fd, to, n) == 0)
        return true;
    if (errno == EINPROGRESS && ready(s, POLLOUT) &&
        getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &why, &length) == 0 && why == 0)
        return true;
    why = why ? why : errno;
    close(s->fd);
    s->fd = -1;
    errno = why;
    return false;
}

static bool join_path(Scan *s)
{
    struct sockaddr_un un = { .sun_family = AF_UNIX };
    if (s->address.n >= (ptrdiff_t)sizeof un.sun_path)
        return cannot(s, "has too long a path", (Str){ 0 });
    memcpy(un.sun_path, s->address.p, (size_t)s->address.n);
    return join(s, (struct sockaddr *)&un, sizeof un) || failed(s->c) ||
           cannot_errno(s, "cannot be reached");
}

static bool join_host(Scan *s)
{
    Str host, port;
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *all = NULL;
    if (!split(s->address, &host, &port))
        return cannot(s, "is no HOST:PORT", (Str){ 0 });
    int rc = getaddrinfo(str_c(s->c->mem, host), str_c(s->c->mem, port), &hints, &all);
    if (rc)
        return cannot(s, "cannot be found", str_of(gai_strerror(rc)));
    bool done = false;
    for (const struct addrinfo *a = all; a && !done && !failed(s->c); a = a->ai_next)
        done = join(s, a->ai_addr, a->ai_addrlen);
    freeaddrinfo(all);
    return done || failed(s->c) || cannot_errno(s, "cannot be reached");
}

/* --- asking --- */

/* False after a failure; a scanner that takes no more sets s->cut. */
static bool give(Scan *s, const char *p, size_t n)
{
    while (n > 0 && !s->cut) {
        ssize_t sent = send(s->fd, p, n, MSG_NOSIGNAL);
        if (sent >= 0) {
            p += sent;
            n -= (size_t)sent;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!ready(s, POLLOUT))
                return false;
        } else if (errno == EPIPE || errno == ECONNRESET) {
            s->cut = true;
        } else if (errno != EINTR) {
            return cannot_errno(s, "cannot be asked");
        }
    }
    return true;
}

static bool give_file(Scan *s, int fd)
{
    char *chunk = arena_alloc(s->c->mem, CHUNK + 4);
    if (!give(s, "zINSTREAM", sizeof "zINSTREAM"))
        return false;
    for (off_t at = 0; !s->cut;) {
        ssize_t n = pread(fd, chunk + 4, CHUNK, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_internal(s->c, UNAVAILABLE, str_of(strerror(errno)),
                                 "The file cannot be read");
        uint32_t length = htonl((uint32_t)n);
        memcpy(chunk, &length, 4);
        if (!give(s, chunk, 4 + (size_t)n))
            return false;
        if (n == 0)
            break;
        at += n;
    }
    return true;
}

/* What it says, up to its NUL or its end. */
static bool take(Scan *s, Str *out)
{
    char *text = arena_alloc(s->c->mem, ANSWER_BYTES);
    ptrdiff_t n = 0;
    while (n < ANSWER_BYTES && !memchr(text, 0, (size_t)n)) {
        ssize_t got = recv(s->fd, text + n, (size_t)(ANSWER_BYTES - n), 0);
        if (got > 0)
            n += got;
        else if (got == 0 || errno == ECONNRESET)
            break;
        else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (!ready(s, POLLIN))
                return false;
        } else if (errno != EINTR)
            return cannot_errno(s, "cannot be heard");
    }
    const char *end = memchr(text, 0, (size_t)n);
    *out = end ? str_n(text, end - text) : (Str){ 0 };
    return true;
}

/* A stranger's words, for people: printable, and not too many. */
static Str plain(Arena *mem, Str s)
{
    Buf b = buf_new(mem, SHOWN_BYTES + 1);
    for (ptrdiff_t i = 0; i < s.n && b.n < SHOWN_BYTES; i++)
        buf_char(&b, s.p[i] >= ' ' && s.p[i] < 0x7f ? s.p[i] : '?');
    return buf_str(&b);
}

static bool judge(Scan *s, Str answer)
{
    if (!answer.p)
        return cannot(s, "ended without an answer", (Str){ 0 });
    if (str_eq(answer, S("stream: OK")))
        return true;
    if (answer.n > 14 && str_starts(answer, S("stream: ")) && str_ends(answer, S(" FOUND")))
        return fail(s->c, INFECTED, NULL,
                    "The virus scanner found %.*s in the file: it is not read",
                    STR_ARG(plain(s->c->mem, str_part(answer, 8, answer.n - 6))));
    Str words = plain(s->c->mem, answer);
    if (str_find(answer, S("size limit exceeded"), 0) >= 0)
        return cannot(s, "takes no file of this size (raise its StreamMaxLength)", words);
    return cannot(s, str_fmt(s->c->mem, "answers '%.*s'", STR_ARG(words)).p, words);
}

bool scan_file(Ctx *c, Str address, int fd, int64_t timeout_ms)
{
    if (failed(c))
        return false;
    Scan s = { .c = c,
               .address = address,
               .fd = -1,
               .until_ms = clock_mono_ns() / 1000000 + (timeout_ms ? timeout_ms : TIMEOUT_MS) };
    Str answer = { 0 };
    bool ok = (str_starts(address, S("/")) ? join_path(&s) : join_host(&s)) && give_file(&s, fd) &&
              take(&s, &answer) && judge(&s, answer);
    clean_fd(&s.fd);
    return ok;
}

bool scan_may_show(Ctx *c, Str address, bool is_scanned, bool is_awaited, int fd)
{
    if (failed(c) || !address.n || is_scanned)
        return !failed(c);
    if (!is_awaited)
        return scan_file(c, address, fd,
                         0); /* it came before there was a scanner, or while it was not there */
    fail(c, CONFLICT, "status",
         "The file has not been scanned for viruses yet: try again in a moment");
    c->failure.retry_after_ms = ASKED_AGAIN_MS;
    return false;
}
