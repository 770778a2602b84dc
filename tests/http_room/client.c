/* The client: plain blocking sockets. */
#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <zlib.h>

enum { MOST_BYTES = 256 << 20 };

int client_connect(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval patience = { .tv_sec = 10 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&to, sizeof to)) {
        close(fd);
        return -1;
    }
    return fd;
}

bool client_send(int fd, Str text)
{
    while (text.n) {
        ssize_t n = send(fd, text.p, (size_t)text.n, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        text = str_part(text, n, text.n);
    }
    return true;
}

/* One byte at a time up to the empty line, so that nothing of the next answer is taken. */
static Str read_head(Arena *mem, int fd)
{
    Buf b = buf_new(mem, 1 << 20);
    char ch;
    while (!str_ends(buf_str(&b), S("\r\n\r\n"))) {
        if (recv(fd, &ch, 1, 0) != 1)
            return (Str){ 0 };
        buf_char(&b, ch);
    }
    return buf_str(&b);
}

static bool read_n(Buf *b, int fd, int64_t n)
{
    while (n > 0) {
        char piece[65536];
        ssize_t got =
            recv(fd, piece, (size_t)(n < (int64_t)sizeof piece ? n : (int64_t)sizeof piece), 0);
        if (got <= 0)
            return false;
        buf_add(b, str_n(piece, got));
        n -= got;
    }
    return true;
}

static bool read_line(Buf *b, int fd)
{
    char ch = 0;
    while (ch != '\n') {
        if (recv(fd, &ch, 1, 0) != 1)
            return false;
        buf_char(b, ch);
    }
    return true;
}

static bool read_chunks(Arena *mem, Buf *body, int fd)
{
    for (;;) {
        Buf line = buf_new(mem, 100), end = buf_new(mem, 2);
        if (!read_line(&line, fd))
            return false;
        long n = strtol(str_c(mem, buf_str(&line)), NULL, 16);
        if (!read_n(body, fd, n) || !read_n(&end, fd, 2))
            return false;
        if (!n)
            return true;
    }
}

Str reply_header(const Reply *r, Str name)
{
    Str rest = r->head;
    str_cut(&rest, '\n');
    while (rest.p) {
        Str line = str_cut(&rest, '\n'), value = line;
        Str key = str_cut(&value, ':');
        if (value.p && str_eq_nocase(key, name))
            return str_trim(value);
    }
    return (Str){ 0 };
}

Reply client_reply(Arena *mem, int fd, bool head_only)
{
    Reply r = { .head = read_head(mem, fd) };
    if (r.head.n < 12)
        return r;
    int64_t status = 0, length = 0;
    str_int(str_part(r.head, 9, 12), &status);
    r.status = (int)status;
    Buf body = buf_new(mem, MOST_BYTES);
    Str said = reply_header(&r, S("Content-Length"));
    if (head_only || status == 304 || status == 204 || status == 101)
        r.whole = true;
    else if (str_eq(reply_header(&r, S("Transfer-Encoding")), S("chunked")))
        r.whole = read_chunks(mem, &body, fd);
    else
        r.whole = str_int(said, &length) && read_n(&body, fd, length);
    r.body = buf_str(&body);
    return r;
}

Reply client_ask(Arena *mem, int port, Str request)
{
    int fd CLEAN(clean_fd) = client_connect(port);
    client_send(fd, request);
    return client_reply(mem, fd, str_starts(request, S("HEAD ")));
}

Reply client_get(Arena *mem, int port, const char *path, const char *headers)
{
    return client_ask(
        mem, port,
        str_fmt(mem, "GET %s HTTP/1.1\r\nHost: h\r\n%s\r\n", path, headers ? headers : ""));
}

bool client_closed(int fd, int within_ms)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    char ch;
    return poll(&p, 1, within_ms) == 1 && recv(fd, &ch, 1, 0) <= 0;
}

Str client_gunzip(Arena *mem, Str packed)
{
    z_stream z = { .next_in = (Bytef *)(uintptr_t)packed.p, .avail_in = (uInt)packed.n };
    if (inflateInit2(&z, 15 + 16) != Z_OK)
        return (Str){ 0 };
    Buf b = buf_new(mem, MOST_BYTES);
    int result = Z_OK;
    while (result == Z_OK) {
        char *to = buf_reserve(&b, 65536);
        z.next_out = (Bytef *)to;
        z.avail_out = 65536;
        result = inflate(&z, Z_NO_FLUSH);
        b.n += 65536 - (ptrdiff_t)z.avail_out;
    }
    inflateEnd(&z);
    return result == Z_STREAM_END ? buf_str(&b) : (Str){ 0 };
}
