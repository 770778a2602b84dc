/* The smallest HTTP client that serves tests. */
#include "client.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { ANSWER_BYTES = 64 << 20 };

static int connect_to(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = { .tv_sec = 20 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static Str read_all(Arena *mem, int fd)
{
    Buf b = buf_new(mem, ANSWER_BYTES);
    for (;;) {
        char *room = buf_reserve(&b, 16384);
        ssize_t n = room ? recv(fd, room, 16384, 0) : 0;
        if (n <= 0)
            return buf_str(&b);
        b.n += n;
    }
}

/* The pieces of a chunked body together. */
static Str unchunk(Arena *mem, Str body)
{
    Buf b = buf_new(mem, body.n + 1);
    while (body.n > 0) {
        ptrdiff_t end = str_find(body, S("\r\n"), 0);
        long n = strtol(str_c(mem, str_part(body, 0, end)), NULL, 16);
        if (end < 0 || n <= 0)
            break;
        buf_add(&b, str_part(body, end + 2, end + 2 + n));
        body = str_part(body, end + 2 + n + 2, body.n);
    }
    return buf_str(&b);
}

static TestAnswer parse(Arena *mem, Str all)
{
    TestAnswer a = { 0 };
    int64_t status = 0;
    ptrdiff_t line = str_find(all, S("\r\n"), 0), head = str_find(all, S("\r\n\r\n"), 0);
    if (!str_starts(all, S("HTTP/1.1 ")) || head < 0 || !str_int(str_part(all, 9, 12), &status))
        return a;
    a.status = (int)status;
    a.headers = head > line ? str_part(all, line + 2, head + 2) : S("");
    a.body = str_part(all, head + 4, all.n);
    if (str_eq(test_header(&a, S("Transfer-Encoding"), 0), S("chunked")))
        a.body = unchunk(mem, a.body);
    return a;
}

TestAnswer test_send(Arena *mem, int port, Str request)
{
    CLEAN(clean_fd) int fd = connect_to(port);
    for (ptrdiff_t at = 0; fd >= 0 && at < request.n;) {
        ssize_t n = send(fd, request.p + at, (size_t)(request.n - at), MSG_NOSIGNAL);
        if (n <= 0)
            break;
        at += n;
    }
    return fd >= 0 ? parse(mem, read_all(mem, fd)) : (TestAnswer){ 0 };
}

int test_open(int port, Str request)
{
    struct timeval limit = { .tv_sec = 5 };
    int fd = connect_to(port);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (fd < 0 || send(fd, request.p, (size_t)request.n, MSG_NOSIGNAL) == request.n)
        return fd;
    close(fd);
    return -1;
}

Str test_until(Arena *mem, int fd, Str awaited)
{
    Buf b = buf_new(mem, 1 << 20);
    while (str_find(buf_str(&b), awaited, 0) < 0) {
        char *room = buf_reserve(&b, 4096);
        ssize_t n = room ? recv(fd, room, 4096, 0) : 0;
        if (n <= 0)
            break;
        b.n += n;
    }
    return b.n ? buf_str(&b) : S("");
}

TestAnswer test_ask(Arena *mem, int port, Str method, Str path, Str headers, Str body)
{
    Buf b = buf_new(mem, ANSWER_BYTES);
    buf_fmt(&b, "%.*s %.*s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n", STR_ARG(method),
            STR_ARG(path));
    while (headers.p) {
        Str h = str_trim(str_cut(&headers, '\n'));
        if (h.n > 0)
            buf_fmt(&b, "%.*s\r\n", STR_ARG(h));
    }
    if (body.p)
        buf_fmt(&b, "Content-Length: %td\r\n", body.n);
    buf_add(&b, S("\r\n"));
    buf_add(&b, body);
    return test_send(mem, port, buf_str(&b));
}

Str test_header(const TestAnswer *a, Str name, int nth)
{
    Str rest = a->headers;
    while (rest.p) {
        Str value = str_cut(&rest, '\n'), found = str_cut(&value, ':');
        if (value.p && str_eq_nocase(str_trim(found), name) && nth-- == 0)
            return str_trim(value);
    }
    return (Str){ 0 };
}
