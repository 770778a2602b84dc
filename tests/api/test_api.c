/* api/ over a socket, where text cases do not reach: limits, many at once, bodies cut off or too
 * large, the live stream. */
#include "../db/db_case.h"
#include "../http/client.h"
#include "../http/server.h"
#include "app/tables.h"
#include "auth/auth.h"
#include "auth/limit.h"
#include "auth/password.h"
#include "auth/secret.h"
#include "harness.h"
#include "text/json.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static TestServer server;
static Str bearer; /* a header of a registered user */
static int registered;

static Str member_of(Ctx *c, Str json, const char *name)
{
    JsonValue v = { 0 };
    JsonError e = { 0 };
    const JsonValue *m =
        json_read(c->mem, json, json_default_limits, &v, &e) ? json_get(&v, str_of(name)) : NULL;
    return m ? m->text : (Str){ 0 };
}

static TestAnswer ask(Ctx *c, const char *method, const char *path, Str headers, const char *body)
{
    Str type = body ? S("Content-Type: application/json\n") : S("");
    return test_ask(c->mem, server.port, str_of(method), str_of(path),
                    str_fmt(c->mem, "%.*s%.*s", STR_ARG(headers), STR_ARG(type)), str_of(body));
}

static void begin(Ctx *c)
{
    char body[200];
    snprintf(body, sizeof body,
             "{\"email\":\"u%d@example.org\",\"password\":\"violet tangent harbour\"}",
             ++registered);
    limit_switch(false);
    limit_forget();
    TestAnswer a = ask(c, "POST", "/api/v1/auth/register", S(""), body);
    CHECK_INT(a.status, 201);
    bearer = str_fmt(c->mem, "Authorization: Bearer %.*s\n",
                     STR_ARG(member_of(c, a.body, "access_token")));
}

/* --- limits ----------------------------------------------------------------------------------- */

TEST(the_twenty_first_request_waits)
{
    begin(c);
    clock_fix(clock_now_ms());
    limit_switch(true);
    for (int i = 0; i < 20; i++) {
        TestAnswer a = ask(c, "GET", "/api/v1/users/me", bearer, NULL);
        CHECK_INT(a.status, 200);
        CHECK_STR(test_header(&a, S("RateLimit-Remaining"), 0), str_fmt(c->mem, "%d", 19 - i));
    }
    TestAnswer a = ask(c, "GET", "/api/v1/users/me", bearer, NULL);
    CHECK_INT(a.status, 429);
    CHECK_STR(test_header(&a, S("Retry-After"), 0), S("1"));
    CHECK_STR(test_header(&a, S("RateLimit-Limit"), 0), S("20"));
    CHECK_STR(test_header(&a, S("RateLimit-Remaining"), 0), S("0"));
    CHECK_STR(member_of(c, a.body, "code"), S("rate_limited"));
    CHECK_INT(ask(c, "GET", "/api/v1/health", S(""), NULL).status, 200);
    clock_fix(0);
}

TEST(the_sixth_sign_in_of_a_minute_waits)
{
    static const char wrong[] =
        "{\"email\":\"nobody@example.org\",\"password\":\"violet tangent harbour\"}";
    begin(c);
    clock_fix(clock_now_ms());
    limit_switch(true);
    for (int i = 0; i < 5; i++)
        CHECK_INT(ask(c, "POST", "/api/v1/auth/login", S(""), wrong).status, 401);
    TestAnswer a = ask(c, "POST", "/api/v1/auth/login", S(""), wrong);
    CHECK_INT(a.status, 429);
    CHECK_STR(test_header(&a, S("Retry-After"), 0), S("12"));
    clock_fix(0);
}

TEST(the_sixth_mail_of_a_minute_waits)
{
    static const char path[] = "/api/v1/auth/request-password-reset";
    begin(c);
    clock_fix(clock_now_ms());
    limit_switch(true);
    for (int i = 0; i < 5; i++)
        CHECK_INT(ask(c, "POST", path, S(""), "{\"email\":\"a@example.org\"}").status, 204);
    CHECK_INT(ask(c, "POST", path, S(""), "{\"email\":\"b@example.org\"}").status, 429);
    clock_fix(0);
}

TEST(forged_tokens_are_counted_by_address)
{
    begin(c);
    clock_fix(clock_now_ms());
    limit_switch(true);
    for (int i = 0; i < 20; i++)
        CHECK_INT(
            ask(c, "GET", "/api/v1/users/me", S("Authorization: Bearer fla_x\n"), NULL).status,
            401);
    CHECK_INT(ask(c, "GET", "/api/v1/users/me", S("Authorization: Bearer fla_x\n"), NULL).status,
              429);
    CHECK_INT(ask(c, "GET", "/api/v1/users/me", bearer, NULL).status, 200);
    clock_fix(0);
}

/* --- bodies ----------------------------------------------------------------------------------- */

TEST(a_body_that_is_too_long_is_refused_unread)
{
    begin(c);
    Str head = str_fmt(c->mem,
                       "POST /api/v1/accounts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%.*s\r\n"
                       "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n",
                       STR_ARG(str_trim(bearer)));
    TestAnswer a = test_send(c->mem, server.port, head);
    CHECK_INT(a.status, 413);
    CHECK_STR(member_of(c, a.body, "code"), S("too_large"));
}

/* What a page of another site may send without asking is not read as JSON. */
TEST(a_body_without_a_type_is_refused)
{
    static const Str types[] = { S_INIT(""), S_INIT("Content-Type: text/plain\n"),
                                 S_INIT("Content-Type: application/x-www-form-urlencoded\n") };
    begin(c);
    for (int i = 0; i < COUNT(types); i++) {
        TestAnswer a =
            test_ask(c->mem, server.port, S("POST"), S("/api/v1/auth/login"), types[i],
                     S("{\"email\":\"u1@example.org\",\"password\":\"violet tangent harbour\"}"));
        CHECK_INT(a.status, 415);
        CHECK(!test_header(&a, S("Set-Cookie"), 0).p);
    }
}

TEST(a_body_that_ends_early_changes_nothing)
{
    begin(c);
    Str head =
        str_fmt(c->mem,
                "POST /api/v1/accounts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%.*s\r\n"
                "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"name\":\"Half",
                STR_ARG(str_trim(bearer)));
    close(test_open(server.port, head));
    TestAnswer a = ask(c, "GET", "/api/v1/accounts", bearer, NULL);
    CHECK_STR(member_of(c, a.body, "total"), S("0"));
}

/* --- many at once ----------------------------------------------------------------------------- */

enum { THREADS = 8, EACH = 25 };

typedef struct {
    Str headers;
    const char *body;
    atomic_int created, replayed, other;
} Crowd;

static void *post_same(void *arg)
{
    Crowd *crowd = arg;
    Ctx own = ctx_new("post", 64 << 20);
    for (int i = 0; i < EACH; i++) {
        TestAnswer a = ask(&own, "POST", "/api/v1/accounts", crowd->headers, crowd->body);
        bool replayed = test_header(&a, S("Idempotency-Replayed"), 0).p != NULL;
        atomic_fetch_add(a.status != 201 ? &crowd->other
                         : replayed      ? &crowd->replayed
                                         : &crowd->created,
                         1);
    }
    ctx_done(&own);
    return NULL;
}

static void crowd_run(Crowd *crowd, void *(*run)(void *))
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, run, crowd);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

TEST(one_key_from_many_makes_one_row)
{
    begin(c);
    Crowd crowd = { .headers = str_fmt(c->mem, "%.*sIdempotency-Key: k\n", STR_ARG(bearer)),
                    .body = "{\"name\":\"Once\",\"account_type\":\"cash\",\"currency\":\"EUR\"}" };
    crowd_run(&crowd, post_same);
    CHECK_INT(crowd.created, 1);
    CHECK_INT(crowd.replayed, THREADS * EACH - 1);
    CHECK_INT(crowd.other, 0);
    TestAnswer a = ask(c, "GET", "/api/v1/accounts", bearer, NULL);
    CHECK_STR(member_of(c, a.body, "total"), S("1"));
}

/* Reads, writes, sign-ins, refreshes and errors beside each other. */
static void *mixed(void *arg)
{
    Crowd *crowd = arg;
    static atomic_int names;
    Ctx own = ctx_new("mixed", 64 << 20);
    for (int i = 0; i < EACH; i++) {
        char body[200];
        snprintf(body, sizeof body,
                 "{\"name\":\"Account %d\",\"account_type\":\"cash\",\"currency\":\"EUR\"}",
                 atomic_fetch_add(&names, 1));
        int status = ask(&own, "POST", "/api/v1/accounts", crowd->headers, body).status;
        atomic_fetch_add(status == 201 ? &crowd->created : &crowd->other, 1);
        status = ask(&own, "GET", "/api/v1/accounts?limit=2", crowd->headers, NULL).status;
        atomic_fetch_add(status == 200 ? &crowd->replayed : &crowd->other, 1);
        status = ask(&own, "GET", "/api/v1/nothing", S(""), NULL).status;
        atomic_fetch_add(status == 404 ? &crowd->replayed : &crowd->other, 1);
        status = ask(&own, "POST", "/api/v1/auth/login", S(""),
                     "{\"email\":\"u1@example.org\",\"password\":\"violet tangent harbour\"}")
                     .status;
        atomic_fetch_add(status == 200 ? &crowd->replayed : &crowd->other, 1);
        status = ask(&own, "GET", "/metrics", S(""), NULL).status;
        atomic_fetch_add(status == 200 ? &crowd->replayed : &crowd->other, 1);
    }
    ctx_done(&own);
    return NULL;
}

TEST(all_kinds_beside_each_other)
{
    begin(c);
    Crowd crowd = { .headers = bearer };
    crowd_run(&crowd, mixed);
    CHECK_INT(crowd.created, THREADS * EACH);
    CHECK_INT(crowd.replayed, THREADS * EACH * 4);
    CHECK_INT(crowd.other, 0);
    TestAnswer a = ask(c, "GET", "/api/v1/accounts?limit=1", bearer, NULL);
    CHECK_STR(member_of(c, a.body, "total"), str_fmt(c->mem, "%d", THREADS * EACH));
}

/* A flood of strangers who sign in: some are sent away, all are answered, and who is signed in is
 * served. */
static pthread_barrier_t gate; /* opens when all of the flood stand before it */

static void *sign_in(void *arg)
{
    Crowd *crowd = arg;
    Ctx own = ctx_new("sign in", 8 << 20);
    pthread_barrier_wait(&gate);
    int status = ask(&own, "POST", "/api/v1/auth/login", S(""), crowd->body).status;
    atomic_fetch_add(status == 401   ? &crowd->created
                     : status == 503 ? &crowd->replayed
                                     : &crowd->other,
                     1);
    ctx_done(&own);
    return NULL;
}

TEST(a_flood_of_sign_ins_leaves_room)
{
    enum { FLOOD = 120 };
    pthread_t threads[FLOOD];
    begin(c);
    password_start((PasswordCost){ .passes = 3, .memory_kib = 8192, .at_once = 1 });
    Crowd crowd = {
        .body = "{\"email\":\"nobody@example.org\",\"password\":\"violet tangent harbour\"}"
    };
    pthread_barrier_init(&gate, NULL, FLOOD);
    for (int i = 0; i < FLOOD; i++)
        pthread_create(&threads[i], NULL, sign_in, &crowd);
    for (int i = 0; i < 20; i++)
        CHECK_INT(ask(c, "GET", "/api/v1/users/me", bearer, NULL).status, 200);
    for (int i = 0; i < FLOOD; i++)
        pthread_join(threads[i], NULL);
    CHECK_INT(crowd.other, 0);
    CHECK_INT(crowd.created + crowd.replayed, FLOOD);
    CHECK(crowd.created > 0 && crowd.replayed > 0);
    pthread_barrier_destroy(&gate);
    password_start((PasswordCost){ .passes = 1, .memory_kib = 8, .at_once = 4 });
}

/* --- the live stream -------------------------------------------------------------------------- */

static Str open_stream(Ctx *c, Str request, Str awaited, int *fd)
{
    *fd = test_open(server.port, request);
    return test_until(c->mem, *fd, awaited);
}

static Str upgrade(Ctx *c, Str query)
{
    return str_fmt(
        c->mem,
        "GET /api/v1/ws/connect?%.*s HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: "
        "Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        STR_ARG(query));
}

TEST(a_ticket_opens_one_socket)
{
    CLEAN(clean_fd) int fd = -1;
    CLEAN(clean_fd) int again = -1;
    begin(c);
    TestAnswer a = ask(c, "POST", "/api/v1/ws/tickets", bearer, NULL);
    Str query = str_fmt(c->mem, "ticket=%.*s", STR_ARG(member_of(c, a.body, "ticket")));
    Str got = open_stream(c, upgrade(c, query), S("hello"), &fd);
    CHECK(str_starts(got, S("HTTP/1.1 101")));
    CHECK(str_find(got, S("\"type\":\"hello\""), 0) > 0);
    CHECK(str_starts(open_stream(c, upgrade(c, query), S("instance"), &again), S("HTTP/1.1 401")));
}

TEST(a_ticket_ends_after_thirty_seconds)
{
    CLEAN(clean_fd) int fd = -1;
    begin(c);
    TestAnswer a = ask(c, "POST", "/api/v1/ws/tickets", bearer, NULL);
    Str query = str_fmt(c->mem, "ticket=%.*s", STR_ARG(member_of(c, a.body, "ticket")));
    clock_fix(clock_now_ms() + 30001);
    CHECK(str_starts(open_stream(c, upgrade(c, query), S("instance"), &fd), S("HTTP/1.1 401")));
    clock_fix(0);
}

TEST(a_program_connects_with_its_token)
{
    CLEAN(clean_fd) int fd = -1;
    begin(c);
    Str query = str_fmt(c->mem, "token=%.*s", STR_ARG(str_trim(str_part(bearer, 22, bearer.n))));
    Str got = open_stream(c, upgrade(c, query), S("hello"), &fd);
    CHECK(str_starts(got, S("HTTP/1.1 101")));
}

TEST(cookies_open_no_socket)
{
    CLEAN(clean_fd) int fd = -1;
    begin(c);
    Str request =
        str_fmt(c->mem,
                "GET /api/v1/ws/connect HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nCookie: florin_access=%.*s\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                STR_ARG(str_trim(str_part(bearer, 22, bearer.n))));
    CHECK(str_starts(open_stream(c, request, S("instance"), &fd), S("HTTP/1.1 401")));
}

TEST(server_sent_events_are_the_same_stream)
{
    CLEAN(clean_fd) int fd = -1;
    begin(c);
    Str request = str_fmt(c->mem, "GET /api/v1/events HTTP/1.1\r\nHost: x\r\n%.*s\r\n\r\n",
                          STR_ARG(str_trim(bearer)));
    Str got = open_stream(c, request, S("hello"), &fd);
    CHECK(str_starts(got, S("HTTP/1.1 200")));
    CHECK(str_find(got, S("text/event-stream"), 0) > 0);
    CHECK(str_find(got, S("\"type\":\"hello\""), 0) > 0);
}

/* Who is taken out of a workspace hears nothing more of it. */
TEST(a_member_who_is_taken_out_is_cut_off)
{
    CLEAN(clean_fd) int fd = -1;
    begin(c);
    Str owner = bearer;
    TestAnswer a = ask(c, "GET", "/api/v1/users/me", owner, NULL);
    Str workspace = member_of(c, a.body, "default_workspace_id");
    a = ask(c, "POST", str_fmt(c->mem, "/api/v1/workspaces/%.*s/invitations", STR_ARG(workspace)).p,
            owner, "{\"email\":\"guest@example.org\",\"role\":\"viewer\"}");
    Str invitation = member_of(c, a.body, "token");
    begin(c);
    a = ask(c, "POST", "/api/v1/invitations/accept", bearer,
            str_fmt(c->mem, "{\"token\":\"%.*s\"}", STR_ARG(invitation)).p);
    CHECK_INT(a.status, 200);
    Str there = str_fmt(c->mem, "%.*sX-Workspace-Id: %.*s\n", STR_ARG(bearer), STR_ARG(workspace));
    a = ask(c, "POST", "/api/v1/ws/tickets", there, NULL);
    Str query = str_fmt(c->mem, "ticket=%.*s", STR_ARG(member_of(c, a.body, "ticket")));
    CHECK(str_find(open_stream(c, upgrade(c, query), S("hello"), &fd), S("hello"), 0) > 0);
    a = ask(c, "GET", str_fmt(c->mem, "/api/v1/workspaces/%.*s/members", STR_ARG(workspace)).p,
            bearer, NULL);
    ptrdiff_t at = str_find(a.body, S("\"viewer\""), 0);
    Str members = str_part(a.body, 0, at);
    for (ptrdiff_t next = 0; (next = str_find(members, S("\"mem_"), 1)) >= 0;)
        members = str_part(members, next, members.n);
    Str member = str_part(members, 1, 18);
    a = ask(
        c, "DELETE",
        str_fmt(c->mem, "/api/v1/workspaces/%.*s/members/%.*s", STR_ARG(workspace), STR_ARG(member))
            .p,
        owner, NULL);
    CHECK_INT(a.status, 204);
    CHECK(str_find(test_until(c->mem, fd, S("no longer a member")), S("no longer a member"), 0) >=
          0);
}

/* --- mail ------------------------------------------------------------------------------------- */

typedef struct {
    const char *kind;
    Str token;
} MailToken;

static bool newest_mail(Ctx *c, void *arg)
{
    static const Query q = {
        .name = "newest_mail",
        .params = 1,
        .any_tenant = true,
        .sql = "SELECT sealed FROM mail WHERE kind = $1 ORDER BY id DESC LIMIT 1"
    };
    MailToken *m = arg;
    DbRows rows = db_rows(c, &q, DB_ARGS(V_TEXT(str_of(m->kind))));
    return rows.n == 1 && secret_open(c->mem, db_text(&rows, 0, "sealed"), &m->token);
}

static Str token_of_mail(Ctx *c, const char *kind)
{
    MailToken m = { .kind = kind };
    Ctx own = ctx_new("mail", 1 << 20);
    own.system = true;
    CHECK(store_read(server.store, &own, newest_mail, &m));
    Str token = str_copy(c->mem, m.token);
    ctx_done(&own);
    return token;
}

TEST(a_mail_resets_the_password_once)
{
    begin(c);
    char email[60], body[400];
    snprintf(email, sizeof email, "u%d@example.org", registered);
    snprintf(body, sizeof body, "{\"email\":\"%s\"}", email);
    CHECK_INT(ask(c, "POST", "/api/v1/auth/request-password-reset", S(""), body).status, 204);
    Str token = token_of_mail(c, "reset");
    snprintf(body, sizeof body, "{\"token\":\"%.*s\",\"password\":\"amber lantern orchard\"}",
             STR_ARG(token));
    CHECK_INT(ask(c, "POST", "/api/v1/auth/reset-password", S(""), body).status, 204);
    CHECK_INT(ask(c, "POST", "/api/v1/auth/reset-password", S(""), body).status, 422);
    CHECK_INT(ask(c, "GET", "/api/v1/users/me", bearer, NULL).status, 401);
    snprintf(body, sizeof body, "{\"email\":\"%s\",\"password\":\"amber lantern orchard\"}", email);
    CHECK_INT(ask(c, "POST", "/api/v1/auth/login", S(""), body).status, 200);
}

TEST(a_mail_confirms_the_address_once)
{
    begin(c);
    char body[400];
    Str token = token_of_mail(c, "verify");
    snprintf(body, sizeof body, "{\"token\":\"%.*s\"}", STR_ARG(token));
    CHECK_INT(ask(c, "POST", "/api/v1/auth/verify-email", S(""), body).status, 204);
    CHECK_INT(ask(c, "POST", "/api/v1/auth/verify-email", S(""), body).status, 422);
    CHECK_STR(member_of(c, ask(c, "GET", "/api/v1/users/me", bearer, NULL).body, "is_verified"),
              S("true"));
}

/* --- a server set up otherwise ---------------------------------------------------------------- */

static Api *other_server(Ctx *c)
{
    ApiOptions o = { .tables = operation_tables,
                     .n_tables = operation_table_count,
                     .threads = 1,
                     .heavy = 1,
                     .no_house = true,
                     .tls = true,
                     .demo = true,
                     .cors_origin = S("https://page.example"),
                     .metrics_token = S("figures"),
                     .trusted_proxy = S("127.0.0.1") };
    Api *a = api_start(c, server.store, &o);
    CHECK(a);
    return a;
}

TEST(one_other_origin_may_ask)
{
    begin(c);
    Api *a = other_server(c);
    Str page = S("Origin: https://page.example\n"), stranger = S("Origin: https://other.example\n");
    TestAnswer may =
        test_ask(c->mem, api_port(a), S("OPTIONS"), S("/api/v1/accounts"), page, (Str){ 0 });
    CHECK_INT(may.status, 204);
    CHECK_STR(test_header(&may, S("Access-Control-Allow-Origin"), 0), S("https://page.example"));
    CHECK_STR(test_header(&may, S("Access-Control-Allow-Credentials"), 0), S("true"));
    CHECK(str_find(test_header(&may, S("Access-Control-Allow-Headers"), 0), S("X-CSRF-Token"), 0) >=
          0);
    CHECK_STR(test_header(&may, S("Vary"), 0), S("Origin"));
    may = test_ask(c->mem, api_port(a), S("GET"), S("/api/v1/accounts"), stranger, (Str){ 0 });
    CHECK(!test_header(&may, S("Access-Control-Allow-Origin"), 0).p);
    CHECK(test_header(&may, S("Strict-Transport-Security"), 0).p);
    api_stop(a, 1000);
}

TEST(figures_need_their_token)
{
    begin(c);
    Api *a = other_server(c);
    CHECK_INT(test_ask(c->mem, api_port(a), S("GET"), S("/metrics"), S(""), (Str){ 0 }).status,
              403);
    CHECK_INT(test_ask(c->mem, api_port(a), S("GET"), S("/metrics"), bearer, (Str){ 0 }).status,
              403);
    CHECK_INT(test_ask(c->mem, api_port(a), S("GET"), S("/metrics"),
                       S("Authorization: Bearer figures\n"), (Str){ 0 })
                  .status,
              200);
    api_stop(a, 1000);
}

/* Behind a proxy each client is counted by itself; what a client says of itself is not believed. */
TEST(clients_of_a_proxy_are_told_apart)
{
    static const Str first = S_INIT("X-Forwarded-For: 203.0.113.9, 192.0.2.1\n");
    static const Str second = S_INIT("X-Forwarded-For: 203.0.113.9, 192.0.2.2\n");
    begin(c);
    clock_fix(clock_now_ms());
    limit_switch(true);
    Api *a = other_server(c);
    for (int i = 0; i < 20; i++)
        CHECK_INT(test_ask(c->mem, api_port(a), S("GET"), S("/api/v1/accounts"), first, (Str){ 0 })
                      .status,
                  401);
    CHECK_INT(
        test_ask(c->mem, api_port(a), S("GET"), S("/api/v1/accounts"), first, (Str){ 0 }).status,
        429);
    CHECK_INT(
        test_ask(c->mem, api_port(a), S("GET"), S("/api/v1/accounts"), second, (Str){ 0 }).status,
        401);
    /* the other server does not trust a proxy */
    for (int i = 0; i < 20; i++)
        ask(c, "GET", "/api/v1/accounts", first, NULL);
    CHECK_INT(ask(c, "GET", "/api/v1/accounts", second, NULL).status, 429);
    api_stop(a, 1000);
    clock_fix(0);
}

TEST(a_port_in_use_is_said_in_words)
{
    begin(c);
    ApiOptions o = { .tables = operation_tables,
                     .n_tables = operation_table_count,
                     .no_house = true,
                     .port = server.port };
    CHECK(!api_start(c, server.store, &o));
    CHECK(str_find(c->failure.detail, str_fmt(c->mem, "%d", server.port), 0) >= 0);
    CHECK_FAILED(c, BUSY);
}

static const TestCase cases[] = {
    CASE(the_twenty_first_request_waits),
    CASE(the_sixth_sign_in_of_a_minute_waits),
    CASE(the_sixth_mail_of_a_minute_waits),
    CASE(forged_tokens_are_counted_by_address),
    CASE(a_body_that_is_too_long_is_refused_unread),
    CASE(a_body_without_a_type_is_refused),
    CASE(a_body_that_ends_early_changes_nothing),
    CASE(one_key_from_many_makes_one_row),
    CASE(all_kinds_beside_each_other),
    CASE(a_flood_of_sign_ins_leaves_room),
    CASE(a_ticket_opens_one_socket),
    CASE(a_ticket_ends_after_thirty_seconds),
    CASE(a_program_connects_with_its_token),
    CASE(cookies_open_no_socket),
    CASE(server_sent_events_are_the_same_stream),
    CASE(a_member_who_is_taken_out_is_cut_off),
    CASE(a_mail_resets_the_password_once),
    CASE(a_mail_confirms_the_address_once),
    CASE(one_other_origin_may_ask),
    CASE(figures_need_their_token),
    CASE(clients_of_a_proxy_are_told_apart),
    CASE(a_port_in_use_is_said_in_words),
};

static int run_on(Ctx *c, Str url, int argc, char **argv)
{
    test_server_house(true);
    server = test_server_start(c, url);
    registered = 0;
    int status = RUN_TESTS(cases, argc, argv);
    test_server_stop(&server);
    return status;
}

int main(int argc, char **argv)
{
    Ctx c = ctx_new("test", 16 << 20);
    log_level(getenv("FLORIN_TEST_LOG") ? LOG_INFO : LOG_NOTHING);
    int status = run_on(&c, fresh_sqlite(&c, "api"), argc, argv);
    Str postgres = fresh_postgres(&c);
    if (postgres.p)
        status |= run_on(&c, postgres, argc, argv);
    ctx_done(&c);
    return status;
}
