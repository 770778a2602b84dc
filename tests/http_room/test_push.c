/* What push.h promises, with a WebSocket client of our own. */
#include "client.h"
#include "harness.h"
#include "site.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

static const Str handshake = S_INIT(
    "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

static int ws_connect(Ctx *c, int port)
{
    int fd = client_connect(port);
    client_send(fd, handshake);
    Reply r = client_reply(c->mem, fd, false);
    CHECK_INT(r.status, 101);
    CHECK_STR(reply_header(&r, S("Sec-WebSocket-Accept")), S("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    return fd;
}

static Str ws_frame(Arena *mem, int first_byte, Str payload)
{
    static const unsigned char mask[4] = { 1, 2, 3, 4 };
    Buf b = buf_new(mem, payload.n + 20);
    buf_char(&b, (char)first_byte);
    if (payload.n < 126) {
        buf_char(&b, (char)(0x80 | payload.n));
    } else if (payload.n < 65536) {
        buf_char(&b, (char)(0x80 | 126));
        buf_char(&b, (char)(payload.n >> 8));
        buf_char(&b, (char)payload.n);
    } else {
        buf_char(&b, (char)(0x80 | 127));
        for (int i = 7; i >= 0; i--)
            buf_char(&b, (char)((uint64_t)payload.n >> (8 * i)));
    }
    buf_add(&b, str_n((const char *)mask, 4));
    for (ptrdiff_t i = 0; i < payload.n; i++)
        buf_char(&b, (char)(payload.p[i] ^ mask[i % 4]));
    return buf_str(&b);
}

static void ws_say(Ctx *c, int fd, int first_byte, Str payload)
{
    client_send(fd, ws_frame(c->mem, first_byte, payload));
}

typedef struct {
    int opcode; /* -1: the connection ended */
    Str payload;
} WsFrame;

static WsFrame ws_hear(Arena *mem, int fd)
{
    unsigned char head[10];
    if (recv(fd, head, 2, MSG_WAITALL) != 2)
        return (WsFrame){ .opcode = -1 };
    uint64_t n = head[1];
    size_t more = n == 126 ? 2 : n == 127 ? 8 : 0;
    if (more && recv(fd, head + 2, more, MSG_WAITALL) != (ssize_t)more)
        return (WsFrame){ .opcode = -1 };
    for (size_t i = 0, from = n = more ? 0 : n; i < more; i++, from++)
        n = n << 8 | head[2 + i];
    char *p = arena_alloc(mem, n + 1);
    if (n && recv(fd, p, n, MSG_WAITALL) != (ssize_t)n)
        return (WsFrame){ .opcode = -1 };
    return (WsFrame){ head[0] & 15, str_n(p, (ptrdiff_t)n) };
}

static int close_code(WsFrame f)
{
    return f.opcode == CLOSE && f.payload.n >= 2
               ? (unsigned char)f.payload.p[0] << 8 | (unsigned char)f.payload.p[1]
               : -1;
}

static Str filled(Arena *mem, ptrdiff_t n)
{
    char *p = arena_alloc(mem, (size_t)n);
    memset(p, 'x', (size_t)n);
    return str_n(p, n);
}

TEST(messages_come_back)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = ws_connect(c, s.port);
    static const ptrdiff_t sizes[] = { 0, 1, 125, 126, 127, 65535, 65536 };
    for (ptrdiff_t i = 0; i < COUNT(sizes); i++) {
        ws_say(c, fd, 0x80 | TEXT, filled(c->mem, sizes[i]));
        WsFrame f = ws_hear(c->mem, fd);
        CHECK_INT(f.opcode, TEXT);
        CHECK_INT(f.payload.n, sizes[i]);
    }
    ws_say(c, fd, TEXT, S("in ")); /* in two fragments, with a ping between */
    ws_say(c, fd, 0x80 | PING, S("there?"));
    ws_say(c, fd, 0x80, S("parts"));
    WsFrame pong = ws_hear(c->mem, fd);
    CHECK_INT(pong.opcode, PONG);
    CHECK_STR(pong.payload, S("there?"));
    CHECK_STR(ws_hear(c->mem, fd).payload, S("in parts"));
    CHECK_INT(http_figures(s.server).push_clients, 1);
    ws_say(c, fd, 0x80 | CLOSE,
           S("\x03\xe8"
             "bye"));
    CHECK_INT(close_code(ws_hear(c->mem, fd)), 1000);
    CHECK(client_closed(fd, 2000));
    CHECK(site_wait(&s.closed, 1));
    CHECK_INT(s.done, 1);
    site_stop(&s, 1000);
}

TEST(bytes_behind_the_handshake_are_not_lost)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port);
    Str early = ws_frame(c->mem, 0x80 | TEXT, S("early"));
    client_send(fd, str_fmt(c->mem, "%.*s%.*s", STR_ARG(handshake), STR_ARG(early)));
    CHECK_INT(client_reply(c->mem, fd, false).status, 101);
    CHECK_STR(ws_hear(c->mem, fd).payload, S("early"));
    site_stop(&s, 1000);
    CHECK_INT(close_code(ws_hear(c->mem, fd)), 1001);
    CHECK_INT(s.closed, 1);
}

TEST(the_server_closes_with_a_code)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = ws_connect(c, s.port);
    ws_say(c, fd, 0x80 | TEXT, S("close me"));
    WsFrame f = ws_hear(c->mem, fd);
    CHECK_INT(close_code(f), 4401);
    CHECK_STR(str_part(f.payload, 2, 100), S("as you wish"));
    ws_say(c, fd, 0x80 | CLOSE, S("\x11\x31"));
    CHECK(client_closed(fd, 2000));
    CHECK(site_wait(&s.closed, 1));
    PushId gone = s.last_push;
    CHECK_INT(push_send(s.server, &gone, 1, &(PushMessage){ .text = S("x") }), 0);
    push_close(s.server, gone, 1000, S(""));
    site_stop(&s, 1000);
}

TEST(bad_frames_close_the_connection)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    const struct {
        Str bytes;
        int code;
    } rows[] = {
        { ws_frame(c->mem, 0x80 | TEXT, S("\xff\xfe")), 1007 },
        { ws_frame(c->mem, 0x80 | BINARY, S("x")), 1003 },
        { ws_frame(c->mem, 0x80 | TEXT, filled(c->mem, 65537)), 1009 },
        { ws_frame(c->mem, 0x80 | 3, S("reserved")), 1002 },
        { ws_frame(c->mem, 0xC0 | TEXT, S("reserved bit")), 1002 },
        { ws_frame(c->mem, 0x80, S("continues nothing")), 1002 },
        { ws_frame(c->mem, PING, S("fragmented ping")), 1002 },
        { S("\x81\x05unmasked"), 1002 },
    };
    for (ptrdiff_t i = 0; i < COUNT(rows); i++) {
        int fd CLEAN(clean_fd) = ws_connect(c, s.port);
        client_send(fd, rows[i].bytes);
        WsFrame f = ws_hear(c->mem, fd);
        check_int(close_code(f), rows[i].code, __FILE__, (int)i, "close code");
    }
    CHECK_INT(s.messages, 0);
    site_stop(&s, 1000);
    CHECK_INT(s.closed, COUNT(rows));
}

TEST(bad_handshakes_are_refused)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    static const struct {
        Str lines;
        int status;
    } rows[] = {
        { S_INIT("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
                 "8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
          426 },
        { S_INIT("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
                 "13\r\nSec-WebSocket-Key: short\r\n"),
          400 },
        { S_INIT("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"),
          400 },
        { S_INIT("Connection: close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
                 "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
          400 },
        { S_INIT(""), 400 },
    };
    for (ptrdiff_t i = 0; i < COUNT(rows); i++) {
        Reply r = client_ask(
            c->mem, s.port,
            str_fmt(c->mem, "GET /ws HTTP/1.1\r\nHost: h\r\n%.*s\r\n", STR_ARG(rows[i].lines)));
        CHECK_INT(r.status, rows[i].status);
        CHECK(r.status != 426 || str_eq(reply_header(&r, S("Sec-WebSocket-Version")), S("13")));
    }
    site_stop(&s, 1000);
    CHECK_INT(s.opened, 0);
}

TEST(a_client_that_does_not_read_is_dropped)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = ws_connect(c, s.port);
    site_wait(&s.opened, 1);
    PushId id = s.last_push;
    Str text = filled(c->mem, 60000);
    for (int i = 0; i < 300; i++)
        CHECK_INT(push_send(s.server, &id, 1, &(PushMessage){ .text = text }), 1);
    usleep(100000);
    WsFrame f = ws_hear(c->mem, fd);
    int heard = 0;
    for (; f.opcode == TEXT && f.payload.n == text.n; f = ws_hear(c->mem, fd))
        heard++;
    CHECK(heard < 300);
    CHECK_INT(close_code(f), 1013);
    close(fd);
    fd = ws_connect(c, s.port);
    site_wait(&s.opened, 2);
    id = s.last_push;
    for (int i = 0; i < 300; i++)
        push_send(s.server, &id, 1, &(PushMessage){ .text = text });
    CHECK(site_wait(&s.closed, 1));
    site_wait(&s.closed, 2);
    CHECK(site_wait(&s.closed, 2));
    site_stop(&s, 1000);
}

static Str read_until(Arena *mem, int fd, Str end)
{
    Buf b = buf_new(mem, 100000);
    char ch;
    while (!str_ends(buf_str(&b), end) && recv(fd, &ch, 1, 0) == 1)
        buf_char(&b, ch);
    return buf_str(&b);
}

TEST(events_are_streamed)
{
    Site s = { .port = 0 };
    site_start(c, &s);
    int fd CLEAN(clean_fd) = client_connect(s.port), other = client_connect(s.port);
    client_send(fd, S("GET /events HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK(str_find(read_until(c->mem, fd, S("\r\n\r\n:\n\n")), S("text/event-stream"), 0) > 0);
    site_wait(&s.opened, 1);
    PushId id = s.last_push;
    CHECK_INT(push_send(s.server, &id, 1, &(PushMessage){ .text = S("one\ntwo"), .sequence = 7 }),
              1);
    CHECK_STR(read_until(c->mem, fd, S("\n\n")), S("id: 7\ndata: one\ndata: two\n\n"));
    push_send(s.server, &id, 1, &(PushMessage){ .text = S("{}") });
    CHECK_STR(read_until(c->mem, fd, S("\n\n")), S("data: {}\n\n"));
    push_close(s.server, id, 1000, S(""));
    CHECK(client_closed(fd, 2000));
    client_send(other, S("GET /events HTTP/1.1\r\nHost: h\r\n\r\n"));
    site_wait(&s.opened, 2);
    close(other);
    CHECK(site_wait(&s.closed, 2));
    int last CLEAN(clean_fd) = client_connect(s.port);
    client_send(last, S("GET /events HTTP/1.1\r\nHost: h\r\n\r\n"));
    site_wait(&s.opened, 3);
    site_stop(&s, 1000);
    CHECK_INT(s.closed, 3);
    CHECK_INT(s.done, 3);
}

enum { MANY = 1000, ROUNDS = 20 };

static int64_t resident_kib(void)
{
    char line[200];
    int64_t pages = 0;
    FILE *f CLEAN(clean_file) = fopen("/proc/self/statm", "r");
    if (f && fgets(line, sizeof line, f)) {
        Str rest = str_of(line);
        str_cut(&rest, ' ');
        str_int(str_cut(&rest, ' '), &pages);
    }
    return pages * 4;
}

static PushId many_ids[MANY];
static _Atomic int n_many;

static void many_open(PushId id, void *arg)
{
    (void)arg;
    many_ids[atomic_load(&n_many)] = id; /* only the hub's thread comes here */
    atomic_fetch_add(&n_many, 1);
}

static void many_begin(HttpRequest *r, void *arg)
{
    static const PushHandler h = { .open = many_open };
    (void)arg;
    if (ws_asked(r))
        ws_accept(r, &h, NULL, (Str){ 0 });
    else
        http_answer(r, &(HttpAnswer){ .status = 200,
                                      .content_type = S("text/plain"),
                                      .body = S("still here") });
}

static void many_ready(HttpRequest *r, void *arg)
{
    (void)r, (void)arg;
}

TEST(a_thousand_clients_hear_everything)
{
    struct rlimit files = { 4096, 4096 };
    setrlimit(RLIMIT_NOFILE, &files);
    HttpServerOptions o = { .handler = { many_begin, many_ready, NULL, NULL } };
    HttpServer *s = http_server_start(c, &o);
    int port = http_server_port(s);
    static int fds[MANY];
    int64_t before = resident_kib();
    for (int i = 0; i < MANY; i++)
        fds[i] = ws_connect(c, port);
    CHECK(site_wait(&n_many, MANY));
    printf("1,000 sockets: %lld KiB more\n", (long long)(resident_kib() - before));
    int64_t start = clock_mono_ns();
    for (int round = 0; round < ROUNDS; round++)
        CHECK_INT(push_send(s, many_ids, MANY,
                            &(PushMessage){ .text = str_fmt(c->mem, "{\"event\": %d}", round) }),
                  MANY);
    for (int i = 0; i < MANY; i++)
        for (int round = 0; round < ROUNDS; round++)
            CHECK_STR(ws_hear(c->mem, fds[i]).payload, str_fmt(c->mem, "{\"event\": %d}", round));
    printf("%d messages in %lld ms\n", MANY * ROUNDS,
           (long long)(clock_mono_ns() - start) / 1000000);
    CHECK_STR(client_get(c->mem, port, "/", NULL).body, S("still here"));
    for (int i = 0; i < MANY; i++)
        close(fds[i]);
    CHECK_INT(http_server_stop(s, 2000), 0);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(messages_come_back),
        CASE(bytes_behind_the_handshake_are_not_lost),
        CASE(the_server_closes_with_a_code),
        CASE(bad_frames_close_the_connection),
        CASE(bad_handshakes_are_refused),
        CASE(a_client_that_does_not_read_is_dropped),
        CASE(events_are_streamed),
        CASE(a_thousand_clients_hear_everything),
    };
    return RUN_TESTS(cases, argc, argv);
}
