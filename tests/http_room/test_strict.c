/* What two servers could read differently is refused: request smuggling, splitting, odd targets. */
#include "client.h"
#include "harness.h"
#include "site.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* 0: the connection closes without an answer. */
static const struct {
    const char *name;
    Str request;
    int status;
} rows[] = {
#define ROW(name, text, status)                                                                    \
    {                                                                                              \
        name, S_INIT(text), status                                                                 \
    }
    ROW("plain", "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n", 200),
    ROW("1.0 without host", "GET /hello HTTP/1.0\r\n\r\n", 200),
    ROW("length and chunks",
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        400),
    ROW("chunks and length",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: "
        "4\r\n\r\n0\r\n\r\n",
        400),
    ROW("two lengths",
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab", 400),
    ROW("two unequal lengths",
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc", 400),
    ROW("list of lengths", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2, 2\r\n\r\nab", 400),
    ROW("signed length", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: +2\r\n\r\nab", 400),
    ROW("negative length", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: -2\r\n\r\nab", 400),
    ROW("hexadecimal length", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 0x2\r\n\r\nab",
        400),
    ROW("length with a tail", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2a\r\n\r\nab",
        400),
    ROW("empty length", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: \r\n\r\nab", 400),
    ROW("length past 64 bits",
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551618\r\n\r\nab", 413),
    ROW("length of 19 digits",
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000000000000\r\n\r\nab", 400),
    ROW("other coding", "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ROW("coding list",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
    ROW("two codings",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
        "x\r\n\r\n0\r\n\r\n",
        400),
    ROW("hidden coding",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501),
    ROW("coding with vertical tab",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \x0b"
        "chunked\r\n\r\n0\r\n\r\n",
        400),
    ROW("space before colon",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
    ROW("tab before colon", "GET /hello HTTP/1.1\r\nHost: h\r\nX\t: y\r\n\r\n", 400),
    ROW("folded line", "GET /hello HTTP/1.1\r\nHost: h\r\nX: y\r\n z\r\n\r\n", 400),
    ROW("folded first line", "GET /hello HTTP/1.1\r\n Host: h\r\nX: y\r\n\r\n", 400),
    ROW("bare line feed", "GET /hello HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", 400),
    ROW("bare line feed at the end", "GET /hello HTTP/1.1\r\nHost: h\r\n\n", 400),
    ROW("bare line feeds everywhere", "GET /hello HTTP/1.1\nHost: h\n\n", 400),
    ROW("bare line feed behind the request line", "GET /hello HTTP/1.1\nHost: h\r\n\r\n", 400),
    ROW("bare carriage return", "GET /hello HTTP/1.1\r\nHost: h\rX: y\r\n\r\n", 400),
    ROW("NUL in a value", "GET /hello HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", 400),
    ROW("NUL in a name", "GET /hello HTTP/1.1\r\nHost: h\r\nX\0: a\r\n\r\n", 400),
    ROW("NUL hides a coding",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\0x\r\n\r\n0\r\n\r\n", 400),
    ROW("line feed and colon for a line end", "GET /hello HTTP/1.1\r\nHost: h\r\nX:\n:\n\n", 400),
    ROW("no colon", "GET /hello HTTP/1.1\r\nHost: h\r\nnonsense\r\n\r\n", 400),
    ROW("empty name", "GET /hello HTTP/1.1\r\nHost: h\r\n: y\r\n\r\n", 400),
    ROW("no host", "GET /hello HTTP/1.1\r\nX: y\r\n\r\n", 400),
    ROW("two hosts", "GET /hello HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", 400),
    ROW("host with a path", "GET /hello HTTP/1.1\r\nHost: h/../x\r\n\r\n", 400),
    ROW("chunks in 1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ROW("two spaces", "GET  /hello HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("two spaces before the version", "GET /hello  HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("space in the target", "GET /hel lo HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("tab in the line", "GET\t/hello HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("NUL in the target", "GET /hel\0lo HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("control in the target", "GET /hel\x01lo HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("version 2", "GET /hello HTTP/2.0\r\nHost: h\r\n\r\n", 505),
    ROW("version 1.9x", "GET /hello HTTP/1.10\r\nHost: h\r\n\r\n", 400),
    ROW("small letters in the version", "GET /hello http/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("strange method", "GE(T /hello HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("star", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("absolute", "GET http://h/hello HTTP/1.1\r\nHost: h\r\n\r\n", 200),
    ROW("absolute with a query for a path", "GET http://h?/hello HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("absolute without a path", "GET http://h HTTP/1.1\r\nHost: h\r\n\r\n", 404),
    ROW("half an escape", "GET /hello%2 HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("escaped NUL", "GET /hello%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("escaped non-UTF-8", "GET /hello%ff HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ROW("chunk size with 0x",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
        400),
    ROW("negative chunk",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
        "chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
        400),
    ROW("huge chunk",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
        "chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n",
        413),
    ROW("chunk without its end",
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
        "chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        400),
    ROW("two authorizations",
        "GET /hello HTTP/1.1\r\nHost: h\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400),
    ROW("TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 0),
};

TEST(odd_requests_are_refused)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    for (ptrdiff_t i = 0; i < COUNT(rows); i++) {
        Reply r = client_ask(c->mem, s.port, rows[i].request);
        if (!check_int(r.status, rows[i].status, __FILE__, __LINE__, rows[i].name))
            continue;
    }
    CHECK_INT(client_get(c->mem, s.port, "/hello", NULL).status, 200);
    site_stop(&s, 1000);
}

/* Also what never reaches a handler is answered by a problem document. */
TEST(a_refusal_is_a_problem)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Reply r = client_ask(c->mem, s.port, S("GET /%ff HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_INT(r.status, 400);
    CHECK_STR(
        r.body,
        S("{\"type\":\"urn:florin:problem:malformed\",\"title\":\"The request cannot be read\","
          "\"status\":400,\"code\":\"malformed\",\"detail\":\"The request was refused: a path "
          "that is not percent-encoded as it should be\"}"));
    site_stop(&s, 1000);
}

/* Whatever was refused, what stands behind it is never taken for a request. */
TEST(nothing_behind_a_refusal_is_answered)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    for (ptrdiff_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].status == 200 || rows[i].status == 404)
            continue;
        int fd CLEAN(clean_fd) = client_connect(s.port);
        client_send(fd, rows[i].request);
        client_send(fd, S("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n"));
        shutdown(fd, SHUT_WR);
        Buf all = buf_new(c->mem, 1 << 20);
        char piece[4096];
        for (ssize_t n; (n = recv(fd, piece, sizeof piece, 0)) > 0;)
            buf_add(&all, str_n(piece, n));
        if (!check_true(str_find(buf_str(&all), S("hello\n"), 0) < 0, __FILE__, __LINE__,
                        rows[i].name))
            continue;
    }
    site_stop(&s, 1000);
}

TEST(one_byte_at_a_time_is_the_same_request)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port);
    Str request = S("POST /echo?a HTTP/1.1\r\nHost: h\r\nX: y\r\nContent-Length: 3\r\n\r\nabc");
    for (ptrdiff_t i = 0; i < request.n; i++) {
        client_send(fd, str_part(request, i, i + 1));
        usleep(500);
    }
    CHECK_STR(client_reply(c->mem, fd, false).body, S("abc"));
    site_stop(&s, 1000);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(odd_requests_are_refused),
        CASE(a_refusal_is_a_problem),
        CASE(nothing_behind_a_refusal_is_answered),
        CASE(one_byte_at_a_time_is_the_same_request),
    };
    return RUN_TESTS(cases, argc, argv);
}
