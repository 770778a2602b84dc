/* What http.h promises, over real sockets. */
#include "client.h"
#include "harness.h"
#include "site.h"

#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

TEST(answers_and_keeps_the_connection)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port);
    for (int i = 0; i < 5; i++) {
        client_send(fd, S("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n"));
        Reply r = client_reply(c->mem, fd, false);
        CHECK_INT(r.status, 200);
        CHECK_STR(r.body, S("hello\n"));
        CHECK_STR(reply_header(&r, S("X-Content-Type-Options")), S("nosniff"));
        CHECK(reply_header(&r, S("Date")).n > 20);
    }
    CHECK_INT(http_figures(s.server).requests, 5);
    CHECK_INT(http_figures(s.server).connections, 1);
    CHECK_INT(site_stop(&s, 1000), 0);
    CHECK_INT(s.done, 5);
}

TEST(pipelined_requests_are_answered_in_order)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port);
    client_send(fd, S("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\noneGET /later "
                      "HTTP/1.1\r\nHost: h\r\n\r\n"
                      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\ntwo"));
    CHECK_STR(client_reply(c->mem, fd, false).body, S("one"));
    CHECK_STR(client_reply(c->mem, fd, false).body, S("later:"));
    CHECK_STR(client_reply(c->mem, fd, false).body, S("two"));
    site_stop(&s, 1000);
}

TEST(head_is_get_without_the_body)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port);
    for (int i = 0; i < 2; i++) {
        client_send(fd, S("HEAD /big HTTP/1.1\r\nHost: h\r\n\r\n"));
        Reply r = client_reply(c->mem, fd, true);
        CHECK_INT(r.status, 200);
        int64_t n = 0;
        CHECK(str_int(reply_header(&r, S("Content-Length")), &n) && n >= 100000);
    }
    CHECK_STR(client_get(c->mem, s.port, "/who?a=%20b&c", NULL).body,
              S("GET /who?a=%20b&c from 127.0.0.1"));
    client_send(fd, S("HEAD /stream HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n"));
    CHECK_INT(client_reply(c->mem, fd, true).status, 200);
    CHECK(client_closed(fd, 2000));
    site_stop(&s, 1000);
}

TEST(too_large_bodies_are_refused_before_they_are_read)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port);
    client_send(fd, S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n"));
    Reply r = client_reply(c->mem, fd, false);
    CHECK_INT(r.status, 413);
    CHECK_STR(r.body, S("the body has 10000000 bytes, at most 10 are taken"));
    CHECK_STR(
        client_ask(c->mem, s.port,
                   S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789"))
            .body,
        S("0123456789"));
    CHECK_INT(client_ask(c->mem, s.port,
                         S("POST /hello HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n0"))
                  .status,
              413);
    site_stop(&s, 1000);
}

TEST(a_small_refused_body_leaves_the_connection_open)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port);
    client_send(fd, S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: "
                      "11\r\n\r\n0123456789aPOST /refuse HTTP/1.1\r\nHost: h\r\n"
                      "Content-Length: 5\r\n\r\n01234GET /refuse HTTP/1.1\r\nHost: h\r\n\r\nGET "
                      "/hello HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_INT(client_reply(c->mem, fd, false).status, 413);
    CHECK_INT(client_reply(c->mem, fd, false).status, 401);
    CHECK_INT(client_reply(c->mem, fd, false).status, 401);
    CHECK_INT(client_reply(c->mem, fd, false).status, 200);
    site_stop(&s, 1000);
    CHECK_INT(s.done, 4);
}

TEST(expect_continue_is_answered_before_the_body)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port), other CLEAN(clean_fd) = client_connect(s.port);
    client_send(
        fd,
        S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n"));
    CHECK_INT(client_reply(c->mem, fd, false).status, 413);
    client_send(
        other,
        S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"));
    char said[26] = { 0 };
    CHECK_INT(recv(other, said, 25, MSG_WAITALL), 25);
    CHECK_STR(str_of(said), S("HTTP/1.1 100 Continue\r\n\r\n"));
    client_send(other, S("abcde"));
    CHECK_STR(client_reply(c->mem, other, false).body, S("abcde"));
    CHECK_INT(
        client_ask(c->mem, s.port,
                   S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: tea\r\n\r\n"))
            .status,
        417);
    site_stop(&s, 1000);
}

static Str chunks(Arena *mem, int n, int bytes)
{
    Buf b = buf_new(mem, 64 << 20);
    for (int i = 0; i < n; i++) {
        buf_fmt(&b, "%x\r\n", bytes);
        for (int k = 0; k < bytes; k++)
            buf_char(&b, 'x');
        buf_add(&b, S("\r\n"));
    }
    buf_add(&b, S("0\r\n\r\n"));
    return buf_str(&b);
}

TEST(chunked_bodies_are_bounded_and_end_the_connection)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Str head = S("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    int fd CLEAN(clean_fd) = client_connect(s.port), other CLEAN(clean_fd) = client_connect(s.port);
    client_send(fd, head);
    client_send(fd, chunks(c->mem, 100, 1000));
    Reply r = client_reply(c->mem, fd, false);
    CHECK_INT(r.body.n, 100000);
    CHECK_STR(reply_header(&r, S("Connection")), S("close"));
    CHECK(client_closed(fd, 2000));
    client_send(other, head);
    client_send(other, chunks(c->mem, 3000, 1000));
    r = client_reply(c->mem, other, false);
    CHECK_INT(r.status, 413);
    CHECK_STR(r.body, S("the body has more than 1048576 bytes"));
    site_stop(&s, 1000);
}

TEST(later_answers_come_from_other_threads)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fds[50];
    for (int i = 0; i < 50; i++) {
        fds[i] = client_connect(s.port);
        client_send(
            fds[i],
            str_fmt(c->mem, "POST /later HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n%02d", i));
    }
    for (int i = 0; i < 50; i++) {
        CHECK_STR(client_reply(c->mem, fds[i], false).body, str_fmt(c->mem, "later:%02d", i));
        close(fds[i]);
    }
    site_stop(&s, 1000);
    CHECK_INT(s.done, 50);
    CHECK_INT(s.cut, 0);
}

TEST(a_client_that_goes_is_noticed)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd = client_connect(s.port);
    client_send(fd, S("GET /later?ms=300 HTTP/1.1\r\nHost: h\r\n\r\n"));
    site_wait(&s.workers, 1);
    close(fd);
    site_wait(&s.workers, 0);
    CHECK(s.saw_gone);
    CHECK(site_wait(&s.done, 1));
    site_stop(&s, 1000);
}

TEST(a_body_cut_off_is_a_bad_request)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port);
    client_send(fd, S("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc"));
    shutdown(fd, SHUT_WR);
    Reply r = client_reply(c->mem, fd, false);
    CHECK_INT(r.status, 400);
    CHECK_STR(r.body, S("the body was cut off after 3 bytes"));
    site_stop(&s, 1000);
}

TEST(streams_are_whole_or_visibly_broken)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Reply plain = client_get(c->mem, s.port, "/stream", NULL);
    Reply packed = client_get(c->mem, s.port, "/stream", "Accept-Encoding: gzip\r\n");
    CHECK(plain.whole && packed.whole && plain.body.n > 10000);
    CHECK_STR(reply_header(&packed, S("Content-Encoding")), S("gzip"));
    CHECK(packed.body.n < plain.body.n / 3);
    CHECK_STR(client_gunzip(c->mem, packed.body), plain.body);
    CHECK(!client_get(c->mem, s.port, "/broken-stream", NULL).whole);
    CHECK(!client_get(c->mem, s.port, "/broken-stream", "Accept-Encoding: gzip\r\n").whole);
    site_stop(&s, 1000);
}

TEST(answers_are_compressed_where_it_pays)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Reply plain = client_get(c->mem, s.port, "/big", "Accept-Encoding: gzip;q=0, br\r\n");
    Reply packed = client_get(c->mem, s.port, "/big", "Accept-Encoding: br, gzip;q=0.5\r\n");
    CHECK(!reply_header(&plain, S("Content-Encoding")).p);
    CHECK_STR(reply_header(&plain, S("Vary")), S("Accept-Encoding"));
    CHECK_STR(reply_header(&packed, S("Content-Encoding")), S("gzip"));
    CHECK_STR(client_gunzip(c->mem, packed.body), plain.body);
    CHECK(packed.body.n < 2000);
    Reply small = client_get(c->mem, s.port, "/hello", "Accept-Encoding: gzip\r\n");
    CHECK(!reply_header(&small, S("Content-Encoding")).p);
    site_stop(&s, 1000);
}

TEST(headers_cannot_be_split)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Reply r = client_get(c->mem, s.port, "/headers", NULL);
    CHECK_INT(r.status, 204);
    CHECK_STR(reply_header(&r, S("X-Good")), S("fine"));
    CHECK(!reply_header(&r, S("X-Evil")).p);
    CHECK(!reply_header(&r, S("Set-Cookie")).p);
    site_stop(&s, 1000);
}

TEST(an_unanswered_request_is_an_error)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    CHECK_INT(client_get(c->mem, s.port, "/nothing", NULL).status, 500);
    CHECK_STR(client_get(c->mem, s.port, "/cookie", "Cookie: a=b; session=x1\r\n").body, S("x1"));
    site_stop(&s, 1000);
}

TEST(long_headers_pass_up_to_the_limit)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Buf b = buf_new(c->mem, 100000);
    buf_add(&b, S("X-Long: "));
    while (b.n < 9000)
        buf_char(&b, 'x');
    buf_add(&b, S("\r\n"));
    CHECK_INT(client_get(c->mem, s.port, "/hello", str_c(c->mem, buf_str(&b))).status, 200);
    while (b.n < 60000)
        buf_add(&b, S("X-More: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n"));
    CHECK_INT(client_get(c->mem, s.port, "/hello", str_c(c->mem, buf_str(&b))).status, 431);
    site_stop(&s, 1000);
}

TEST(stopping_lets_requests_finish)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port), idle CLEAN(clean_fd) = client_connect(s.port);
    client_send(fd, S("GET /later?ms=300 HTTP/1.1\r\nHost: h\r\n\r\n"));
    site_wait(&s.workers, 1);
    CHECK_INT(site_stop(&s, 5000), 0);
    Reply r = client_reply(c->mem, fd, false);
    CHECK_STR(r.body, S("later:"));
    CHECK_STR(reply_header(&r, S("Connection")), S("close"));
    CHECK(client_closed(idle, 1000));
}

TEST(stopping_cuts_what_does_not_finish)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port), slow CLEAN(clean_fd) = client_connect(s.port);
    client_send(fd, S("GET /later?ms=300 HTTP/1.1\r\nHost: h\r\n\r\n"));
    client_send(slow, S("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc"));
    site_wait(&s.workers, 1);
    site_wait(&s.begun, 2);
    CHECK(site_stop(&s, 50) >= 1);
    CHECK(s.saw_gone);
    CHECK_INT(s.done, 2);
}

TEST(slow_clients_are_dropped)
{
    Site s = { .options = { .request_seconds = 1, .idle_seconds = 1 } };
    site_start(c, &s);
    int head CLEAN(clean_fd) = client_connect(s.port),
             body CLEAN(clean_fd) = client_connect(s.port);
    int idle CLEAN(clean_fd) = client_connect(s.port);
    client_send(body, S("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"));
    client_send(head, S("GET /hello HTTP/1.1\r\n"));
    client_send(idle, S("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_INT(client_reply(c->mem, idle, false).status, 200);
    int64_t start = clock_mono_ns();
    bool head_on = true, body_on = true;
    for (int i = 0; i < 50 && (head_on || body_on); i++) {
        usleep(100000);
        head_on = head_on && client_send(head, S("X: y\r\n"));
        body_on = body_on && client_send(body, S("x"));
    }
    CHECK(!head_on && !body_on);
    CHECK((clock_mono_ns() - start) / 1000000 < 4500);
    CHECK(client_closed(idle, 4000));
    CHECK(http_figures(s.server).dropped_slow >= 2);
    site_stop(&s, 1000);
}

TEST(bad_addresses_are_explained)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    HttpServerOptions o = s.options;
    o.port = s.port;
    CHECK(!http_server_start(c, &o));
    CHECK_FAILED(c, BUSY);
    o.address = "nowhere";
    CHECK(!http_server_start(c, &o));
    CHECK_FAILED(c, INVALID);
    site_stop(&s, 1000);
}

typedef struct {
    int port;
    int bad;
    pthread_t thread;
} Load;

enum { LOADS = 8, LOAD_ROUNDS = 60 };

/* One client of many: small answers, later ones, streams, bodies, refusals, rude ends. */
static void *load_run(void *load)
{
    Load *l = load;
    Arena *mem = arena_new("load", (size_t)1 << 30);
    ArenaMark mark = arena_mark(mem);
    for (int i = 0; i < LOAD_ROUNDS; i++) {
        int fd CLEAN(clean_fd) = client_connect(l->port);
        client_send(
            fd,
            S("GET /hello HTTP/1.1\r\nHost: h\r\n\r\nGET /later?ms=1 HTTP/1.1\r\nHost: h\r\n\r\n"
              "GET /stream HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n"
              "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"));
        l->bad += !str_eq(client_reply(mem, fd, false).body, S("hello\n"));
        l->bad += !str_eq(client_reply(mem, fd, false).body, S("later:"));
        l->bad += !client_reply(mem, fd, false).whole;
        l->bad += !str_eq(client_reply(mem, fd, false).body, S("abc"));
        if (i % 4 == 0)
            client_send(fd, S("GET /big HTTP/1.1\r\nHost: h\r\n\r\n"));
        if (i % 4 == 1)
            client_send(fd,
                        S("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 999999\r\n\r\nabc"));
        if (i % 4 == 2)
            client_send(fd, S("GET /later?ms=2 HTTP/1.1\r\nHost: h\r\n\r\n"));
        arena_reset(mem, mark);
    }
    arena_free(mem);
    return NULL;
}

TEST(many_clients_at_once)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    Load loads[LOADS] = { 0 };
    for (int i = 0; i < LOADS; i++) {
        loads[i].port = s.port;
        CHECK(!pthread_create(&loads[i].thread, NULL, load_run, &loads[i]));
    }
    for (int i = 0; i < LOADS; i++) {
        pthread_join(loads[i].thread, NULL);
        CHECK_INT(loads[i].bad, 0);
    }
    CHECK_INT(site_stop(&s, 5000), 0);
    CHECK_INT(s.done, s.begun);
}

/* Stopping while everybody is busy neither hangs nor loses count. */
TEST(stopping_under_load)
{
    for (int round = 0; round < 5; round++) {
        Site s = { .port = 0 };
        site_start(c, &s);
        int fds[40];
        for (int i = 0; i < COUNT(fds); i++) {
            fds[i] = client_connect(s.port);
            client_send(fds[i], i % 2 ? S("GET /later?ms=5 HTTP/1.1\r\nHost: h\r\n\r\nGET "
                                          "/later?ms=30 HTTP/1.1\r\nHost: h\r\n\r\n")
                                      : S("GET /big HTTP/1.1\r\nHost: h\r\n\r\nGET /events "
                                          "HTTP/1.1\r\nHost: h\r\n\r\n"));
        }
        usleep((useconds_t)round * 4000);
        site_stop(&s, round % 2 ? 0 : 200);
        CHECK_INT(s.done, s.begun);
        CHECK_INT(s.opened, s.closed);
        for (int i = 0; i < COUNT(fds); i++)
            close(fds[i]);
    }
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(answers_and_keeps_the_connection),
        CASE(pipelined_requests_are_answered_in_order),
        CASE(head_is_get_without_the_body),
        CASE(too_large_bodies_are_refused_before_they_are_read),
        CASE(a_small_refused_body_leaves_the_connection_open),
        CASE(expect_continue_is_answered_before_the_body),
        CASE(chunked_bodies_are_bounded_and_end_the_connection),
        CASE(later_answers_come_from_other_threads),
        CASE(a_client_that_goes_is_noticed),
        CASE(a_body_cut_off_is_a_bad_request),
        CASE(streams_are_whole_or_visibly_broken),
        CASE(answers_are_compressed_where_it_pays),
        CASE(headers_cannot_be_split),
        CASE(an_unanswered_request_is_an_error),
        CASE(long_headers_pass_up_to_the_limit),
        CASE(stopping_lets_requests_finish),
        CASE(stopping_cuts_what_does_not_finish),
        CASE(slow_clients_are_dropped),
        CASE(bad_addresses_are_explained),
        CASE(many_clients_at_once),
        CASE(stopping_under_load),
    };
    return RUN_TESTS(cases, argc, argv);
}
