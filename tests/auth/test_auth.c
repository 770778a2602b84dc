/* auth/: secrets, access tokens, passwords, and limits against a plain model. */
#include "../store_case.h"
#include "auth/access.h"
#include "auth/api_token.h"
#include "auth/audit.h"
#include "auth/auth.h"
#include "auth/caller.h"
#include "auth/cookies.h"
#include "auth/enrol.h"
#include "auth/limit.h"
#include "auth/once.h"
#include "auth/password.h"
#include "auth/rights.h"
#include "auth/secret.h"
#include "auth/session.h"
#include "field/read.h"
#include "harness.h"

#include <pthread.h>
#include <string.h>

static const int64_t NOW = 1795000000000;

static void start(bool limits_off)
{
    AuthOptions o = { .limits_off = limits_off,
                      .password_cost = { .passes = 1, .memory_kib = 8, .at_once = 2 } };
    memset(o.key, 7, sizeof o.key);
    auth_start(&o);
    limit_forget();
}

/* --- secrets ---------------------------------------------------------------------------------- */

TEST(tokens_are_long_and_differ)
{
    start(true);
    Str a = secret_token(c->mem, "flp_"), b = secret_token(c->mem, "flp_");
    CHECK_INT(a.n, 4 + 43);
    CHECK(!str_eq(a, b));
    CHECK(!str_eq(secret_hash(c->mem, a), secret_hash(c->mem, b)));
    CHECK_INT(secret_hash(c->mem, a).n, 64);
}

TEST(a_successor_needs_the_key)
{
    start(true);
    Str token = secret_token(c->mem, "flr_"), next = secret_successor(c->mem, "flr_", token);
    CHECK_STR(secret_successor(c->mem, "flr_", token), next);
    uint8_t other[SECRET_KEY_BYTES] = { 1 };
    secret_start(other);
    CHECK(!str_eq(secret_successor(c->mem, "flr_", token), next));
}

TEST(what_is_sealed_opens_only_whole)
{
    start(true);
    Str plain = S("the token of a mail"), opened = { 0 };
    Str sealed = secret_seal(c->mem, plain);
    CHECK(secret_open(c->mem, sealed, &opened));
    CHECK_STR(opened, plain);
    for (ptrdiff_t i = 0; i < sealed.n; i++) {
        char *p = str_c(c->mem, sealed);
        p[i] = p[i] == 'A' ? 'B' : 'A';
        CHECK(!secret_open(c->mem, str_n(p, sealed.n), &opened));
    }
    CHECK(!secret_open(c->mem, S(""), &opened));
    CHECK(!secret_open(c->mem, str_part(sealed, 0, sealed.n - 4), &opened));
}

/* --- access tokens ---------------------------------------------------------------------------- */

TEST(an_access_token_says_who)
{
    start(true);
    Access a = { .session_id = 17, .user_id = INT64_MAX, .expires_at = NOW + 1000 }, back = { 0 };
    Str token = access_token(c->mem, a);
    CHECK_INT(access_read(c->mem, token, NOW, &back), ACCESS_OK);
    CHECK_INT(back.session_id, 17);
    CHECK_INT(back.user_id, INT64_MAX);
    CHECK_INT(access_read(c->mem, token, NOW + 999, &back), ACCESS_OK);
    CHECK_INT(access_read(c->mem, token, NOW + 1000, &back), ACCESS_EXPIRED);
}

/* Every other character at every place: nothing but the token itself is the token. */
TEST(no_changed_access_token_is_taken)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. ";
    start(true);
    Access back;
    Str token = access_token(c->mem, (Access){ 1, 2, NOW + 1000 });
    int taken = 0;
    for (ptrdiff_t i = 0; i < token.n; i++)
        for (const char *l = letters; *l; l++) {
            char *p = str_c(c->mem, token);
            if (p[i] == *l)
                continue;
            p[i] = *l;
            taken += access_read(c->mem, str_n(p, token.n), NOW, &back) != ACCESS_FORGED;
        }
    CHECK_INT(taken, 0);
    for (ptrdiff_t n = 0; n < token.n; n++)
        CHECK_INT(access_read(c->mem, str_part(token, 0, n), NOW, &back), ACCESS_FORGED);
    CHECK_INT(access_read(c->mem, str_fmt(c->mem, "%.*sA", STR_ARG(token)), NOW, &back),
              ACCESS_FORGED);
    CHECK_INT(access_read(c->mem, (Str){ 0 }, NOW, &back), ACCESS_FORGED);
}

TEST(a_token_of_another_key_is_forged)
{
    start(true);
    Access back;
    Str token = access_token(c->mem, (Access){ 1, 2, NOW + 1000 });
    uint8_t other[SECRET_KEY_BYTES] = { 1 };
    secret_start(other);
    CHECK_INT(access_read(c->mem, token, NOW, &back), ACCESS_FORGED);
}

/* --- passwords -------------------------------------------------------------------------------- */

TEST(good_passwords_are_taken)
{
    static const char *const good[] = { "violet tangent harbour", "correct-staple-horse-9",
                                        "ünïcödé wörds hélp", "Ich mag Apfelkuchen sehr",
                                        "zq8#mv1!Lk0^pw3" };
    start(true);
    for (int i = 0; i < COUNT(good); i++) {
        CHECK(password_acceptable(c, str_of(good[i]), S("ada@example.org"), S("/password")));
        CHECK(!failed(c));
        fail_clear(c);
    }
}

TEST(bad_passwords_are_refused)
{
    static const char *const bad[] = {
        "",
        "short",
        "fourteen chars",
        "passwordpassword",
        "PASSWORDpassword",
        "qwertyuiopasdfgh",
        "123456789012345",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "abcdefghijklmnopqrst",
        "ponmlkjihgfedcba",
        "ada@example.org.ada",
        "adaadaexample.org1",
        "florinflorin123",
        "florinpassword12",
        "Florin Password Florin",
        "12121212121212121",
        "correcthorsebatterystaple",
        "1qaz2wsx3edc4rfv",
        "zz\xff not utf-8 at all",
        "summer2024password",
    };
    start(true);
    for (int i = 0; i < COUNT(bad); i++) {
        if (password_acceptable(c, str_of(bad[i]), S("ada@example.org"), S("/password")))
            printf("taken: %s\n", bad[i]);
        CHECK_FAILED(c, INVALID);
    }
}

TEST(the_length_is_counted_in_characters)
{
    start(true);
    CHECK(!password_acceptable(c, S("äöüßéèàñçøåæœþ"), (Str){ 0 }, S("/password")));
    fail_clear(c);
    CHECK(password_acceptable(c, S("äöüßéèàñçøåæœþð"), (Str){ 0 }, S("/password")));
    fail_clear(c);
    char *big = NEW_ARRAY(c->mem, char, PASSWORD_BYTES_MAX + 1);
    for (int i = 0; i <= PASSWORD_BYTES_MAX; i++)
        big[i] = (char)('a' + i * 7 % 23);
    CHECK(!password_acceptable(c, str_n(big, PASSWORD_BYTES_MAX + 1), (Str){ 0 }, S("/password")));
}

TEST(hashes_match_their_password_only)
{
    start(true);
    Str hash = password_hash(c, S("violet tangent harbour"));
    CHECK(str_starts(hash, S("$argon2id$")));
    CHECK(password_matches(c, hash, S("violet tangent harbour")));
    CHECK(!password_matches(c, hash, S("violet tangent harbor")));
    CHECK(!password_matches(c, hash, S("")));
    CHECK(!password_matches(c, (Str){ 0 }, S("violet tangent harbour")));
    CHECK(!str_eq(hash, password_hash(c, S("violet tangent harbour"))));
}

/* Unknown users are checked against a hash of the same cost. A hash that is not one would be
 * refused a thousand times faster, so a wide bound tells, and noise does not matter. */
TEST(unknown_users_take_the_same_time)
{
    AuthOptions o = { .password_cost = { .passes = 2, .memory_kib = 4096 } };
    auth_start(&o);
    Str hash = password_hash(c, S("violet tangent harbour"));
    int64_t known = INT64_MAX, unknown = INT64_MAX;
    for (int i = 0; i < 15; i++) {
        int64_t at = clock_mono_ns();
        password_matches(c, hash, S("violet tangent harbor"));
        int64_t between = clock_mono_ns();
        password_matches(c, (Str){ 0 }, S("violet tangent harbor"));
        int64_t end = clock_mono_ns();
        known = between - at < known ? between - at : known;
        unknown = end - between < unknown ? end - between : unknown;
    }
    printf("# known %lld us, unknown %lld us\n", (long long)known / 1000,
           (long long)unknown / 1000);
    CHECK(unknown > known / 10);
}

typedef struct {
    int busy, done;
    pthread_mutex_t lock;
} Crowd;

static void *hash_one(void *arg)
{
    Crowd *crowd = arg;
    Ctx own = ctx_new("hash", 1 << 20);
    password_hash(&own, S("violet tangent harbour"));
    pthread_mutex_lock(&crowd->lock);
    crowd->busy += own.failure.code == BUSY && own.failure.retry_after_ms > 0;
    crowd->done += !failed(&own);
    pthread_mutex_unlock(&crowd->lock);
    ctx_done(&own);
    return NULL;
}

TEST(more_than_may_wait_are_sent_away)
{
    AuthOptions o = { .password_cost = {
                          .passes = 3, .memory_kib = 8192, .at_once = 1, .waiting = 2 } };
    auth_start(&o);
    Crowd crowd = { .lock = PTHREAD_MUTEX_INITIALIZER };
    pthread_t threads[16];
    for (int i = 0; i < 16; i++)
        pthread_create(&threads[i], NULL, hash_one, &crowd);
    for (int i = 0; i < 16; i++)
        pthread_join(threads[i], NULL);
    CHECK_INT(crowd.busy + crowd.done, 16);
    CHECK(crowd.done >= 3);
    CHECK(crowd.busy >= 1);
}

/* --- limits ----------------------------------------------------------------------------------- */

TEST(a_burst_of_twenty_then_ten_a_second)
{
    start(false);
    for (int i = 0; i < 20; i++) {
        LimitAnswer a = limit_take(LIMIT_CLIENT, S("u:1"), NOW);
        CHECK(a.allowed);
        CHECK_INT(a.remaining, 19 - i);
    }
    LimitAnswer a = limit_take(LIMIT_CLIENT, S("u:1"), NOW);
    CHECK(!a.allowed);
    CHECK_INT(a.retry_after_ms, 100);
    CHECK_INT(a.limit, 20);
    CHECK(!limit_take(LIMIT_CLIENT, S("u:1"), NOW + 99).allowed);
    CHECK(limit_take(LIMIT_CLIENT, S("u:1"), NOW + 100).allowed);
    CHECK(!limit_take(LIMIT_CLIENT, S("u:1"), NOW + 100).allowed);
    CHECK(limit_take(LIMIT_CLIENT, S("u:2"), NOW).allowed);
}

/* Asked ten times a second for a day: the minute lets 200 through at once and then one each 300 ms,
 * the day ends at 10,000 and its own trickle. */
static int64_t taken_in(LimitKind kind, Str key, int64_t seconds)
{
    int64_t taken = 0;
    for (int64_t ms = 0; ms < seconds * 1000; ms += 100)
        taken += limit_take(kind, key, NOW + ms).allowed;
    return taken;
}

TEST(the_minute_and_the_day)
{
    start(false);
    /* 200 at the beginning, and one for every 300 ms that pass */
    CHECK_INT(taken_in(LIMIT_CLIENT, S("u:3"), 60), 200 + 199);
    limit_forget();
    CHECK_INT(taken_in(LIMIT_CLIENT, S("u:4"), 86400), 10000 + 9999);
    limit_forget();
    CHECK_INT(taken_in(LIMIT_PAGE, S("u:5"), 86400), 200 + 287999);
}

TEST(five_sign_ins_a_minute)
{
    start(false);
    for (int i = 0; i < 5; i++)
        CHECK(limit_take(LIMIT_SIGN_IN, S("e:ada@example.org"), NOW).allowed);
    LimitAnswer a = limit_take(LIMIT_SIGN_IN, S("e:ada@example.org"), NOW);
    CHECK(!a.allowed);
    CHECK_INT(a.retry_after_ms, 12000);
    limit_give(LIMIT_SIGN_IN, S("e:ada@example.org"), NOW);
    CHECK(limit_take(LIMIT_SIGN_IN, S("e:ada@example.org"), NOW).allowed);
    CHECK(!limit_take(LIMIT_SIGN_IN, S("e:ada@example.org"), NOW).allowed);
}

/* GCRA against its definition as a leaky bucket, over random times. */
TEST(limits_are_as_a_leaky_bucket_says)
{
    start(false);
    Rng rng = rng_new(5);
    int64_t level_us = 0, at = NOW; /* what is in the bucket, in time it takes to leak */
    for (int i = 0; i < 20000; i++) {
        int64_t step = rng_below(&rng, 40000);
        at += step;
        level_us -= step * 1000;
        level_us = level_us < 0 ? 0 : level_us;
        bool fits = level_us + 12000000 <= 5 * 12000000;
        if (!CHECK_INT(limit_take(LIMIT_SIGN_IN, S("e:x"), at).allowed, fits))
            return;
        level_us += fits ? 12000000 : 0;
    }
}

TEST(an_ipv6_client_is_its_network)
{
    CHECK_STR(limit_address(c->mem, S("192.0.2.1")), S("192.0.2.1"));
    CHECK_STR(limit_address(c->mem, S("2001:db8:1:2::5")), S("20010db800010002/64"));
    CHECK_STR(limit_address(c->mem, S("2001:db8:1:2:ffff::9")), S("20010db800010002/64"));
    CHECK_STR(limit_address(c->mem, S("::ffff:192.0.2.1")), S("192.0.2.1"));
}

static void on_engine(Ctx *c)
{
    start(false);
    c->now_ms = NOW;
    for (int i = 0; i < 20; i++)
        limit_take(LIMIT_CLIENT, S("u:1"), NOW);
    CHECK(limit_sync(c));
    limit_forget(); /* the server starts again */
    CHECK(limit_load(c));
    CHECK(!limit_take(LIMIT_CLIENT, S("u:1"), NOW).allowed);
    CHECK(limit_take(LIMIT_CLIENT, S("u:1"), NOW + 100).allowed);
    CHECK(limit_take(LIMIT_CLIENT, S("u:2"), NOW).allowed);
}

TEST(limits_hold_over_a_restart)
{
    on_each_store(c, on_engine);
}

/* --- callers ---------------------------------------------------------------------------------- */

typedef struct {
    User user;
    Session session;
    ApiToken token;
    Str ticket;
} Made;

static bool make_user(Ctx *c, void *arg)
{
    static Str scopes[] = { S_INIT("read"), S_INIT("write") };
    Made *m = arg;
    field_start(c, &user_resource.shape, &m->user);
    m->user.email = S("Ada@Example.org");
    m->token = (ApiToken){ .name = S("t"),
                           .scopes = { scopes, 2 },
                           .expires_on = instant_date(c->now_ms) };
    if (!user_add(c, &m->user))
        return false;
    m->ticket = once_add(c, ONCE_SOCKET, (Once){ .user_id = m->user.id }, 1000);
    return session_start(c, m->user.id, S("test"), S("192.0.2.1"), &m->session) &&
           api_token_add(c, m->user.id, &m->token);
}

/* Headers are bytes; what is stored of them is text, whatever PostgreSQL would say to it otherwise.
 */
static bool sign_in_with_an_odd_agent(Ctx *c, void *arg)
{
    Made *m = arg;
    Buf agent = buf_new(c->mem, 1000);
    buf_add(&agent, S("caf\xe9 \xff "));
    for (int i = 0; i < 300; i++)
        buf_add(&agent, S("é"));
    Session odd = { 0 };
    return session_start(c, m->user.id, buf_str(&agent), S("192.0.2.1"), &odd);
}

static bool use_ticket(Ctx *c, void *arg)
{
    Once who = { 0 };
    return once_use(c, ONCE_SOCKET, *(Str *)arg, &who) || fail(c, GONE, NULL, "used");
}

static bool leave_all(Ctx *c, void *arg)
{
    static const Query q = {
        .name = "leave", .sql = "DELETE FROM member", .writes = true, .any_tenant = true
    };
    (void)arg;
    db_run(c, &q, DB_NO_ARGS);
    db_after_commit(c, caller_forget, NULL);
    return !failed(c);
}

static bool count(Ctx *c, void *arg)
{
    static const Query q = {
        .name = "count",
        .any_tenant = true,
        .sql = "SELECT (SELECT count(*) FROM session) + "
               "(SELECT count(*) FROM refresh_token) * 10 + "
               "(SELECT count(*) FROM once_token) * 100 + "
               "(SELECT count(*) FROM api_token WHERE last_used_at IS NOT NULL) * 1000 AS n"
    };
    *(int64_t *)arg = db_one_int(c, &q, DB_NO_ARGS);
    return !failed(c);
}

static Credentials with(Ctx *c, Str token)
{
    return (Credentials){ .authorization = str_fmt(c->mem, "Bearer %.*s", STR_ARG(token)) };
}

/* What the caller's rights say to an operation that asks for so much. */
static FailCode rights_of(Ctx *c, const Caller *who, uint32_t flags)
{
    const Operation op = { .method = "GET", .path = "/x", .flags = flags };
    rights_check(c, &op, who);
    FailCode code = c->failure.code;
    fail_clear(c);
    return code;
}

static void check_refused(Ctx *c, Credentials k, FailCode code)
{
    Caller who = { .user_id = 1 };
    CHECK(!caller_find(c, &k, &who));
    CHECK_INT(who.user_id, 0);
    CHECK_FAILED(c, code);
}

/* What is wrong with credentials, each on its own; and that the same without it is taken. */
static void check_refusals(Ctx *c, const Made *m)
{
    Credentials good = with(c, m->session.access_token);
    Caller who;
    check_refused(c, (Credentials){ .authorization = S("Basic YTpi") }, UNAUTHENTICATED);
    check_refused(c, with(c, S("flp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
                  UNAUTHENTICATED);
    good.workspace = S("wsp_");
    check_refused(c, good, MALFORMED);
    good.workspace = id_text(c->mem, "wsp", m->user.default_workspace_id + 1);
    check_refused(c, good, NOT_FOUND);
    good.workspace = id_text(c->mem, "wsp", m->user.default_workspace_id);
    CHECK(caller_find(c, &good, &who) && who.workspace_id == m->user.default_workspace_id);

    Credentials by_cookie = { .cookies = str_fmt(c->mem, "a=b; florin_access=%.*s",
                                                 STR_ARG(m->session.access_token)),
                              .changes = true };
    check_refused(c, by_cookie, FORBIDDEN);
    by_cookie.csrf_token = session_csrf(c->mem, m->session.session_id + 1);
    check_refused(c, by_cookie, FORBIDDEN);
    by_cookie.csrf_token = m->session.csrf_token;
    CHECK(caller_find(c, &by_cookie, &who) && who.by_cookie);
    by_cookie = (Credentials){ .cookies = by_cookie.cookies }; /* reading needs no second token */
    CHECK(caller_find(c, &by_cookie, &who) && who.by_cookie);
    c->now_ms += 15LL * 60 * 1000;
    check_refused(c, with(c, m->session.access_token), UNAUTHENTICATED);
    c->now_ms = NOW;
    c->user_id = c->workspace_id = 0;
}

static void caller_on_engine(Ctx *c)
{
    Made m = { 0 };
    Caller who;
    int64_t n = 0;
    start(true);
    c->now_ms = NOW;
    c->user_id = c->workspace_id = 0;
    CHECK(in_write(c, make_user, &m));
    Credentials k = with(c, m.session.access_token);
    CHECK(caller_find(c, &k, &who));
    CHECK_INT(who.user_id, m.user.id);
    CHECK_INT(who.workspace_id, m.user.default_workspace_id);
    CHECK_INT(who.role, ROLE_OWNER);
    CHECK_INT(rights_of(c, &who, OWNERS), NO_FAILURE);
    check_refusals(c, &m);
    k = with(c, m.token.token);
    CHECK(caller_find(c, &k, &who));
    CHECK_INT(who.scopes, SCOPE_READ | SCOPE_WRITE);
    CHECK_INT(rights_of(c, &who, MEMBER | WRITES), NO_FAILURE);
    CHECK_INT(rights_of(c, &who, ADMIN), FORBIDDEN);
    CHECK_INT(rights_of(c, &who, SIGNED_IN | NO_SCOPE), FORBIDDEN);
    CHECK_INT(rights_of(c, &(Caller){ 0 }, SIGNED_IN), UNAUTHENTICATED);
    CHECK_INT(rights_of(c, &(Caller){ 0 }, ANYONE), NO_FAILURE);
    c->now_ms = NOW + DAY_MS; /* the token's last day is over */
    CHECK(!caller_find(c, &k, &who));
    CHECK_FAILED(c, UNAUTHENTICATED);
    c->now_ms = NOW;
    k = (Credentials){ .authorization = S("Bearer ") };
    CHECK(!caller_find(c, &k, &who));
    CHECK_FAILED(c, UNAUTHENTICATED);
    CHECK(in_write(c, sign_in_with_an_odd_agent, &m));
    CHECK(in_write(c, use_ticket, &m.ticket));
    CHECK(!in_write(c, use_ticket, &m.ticket));
    CHECK_FAILED(c, GONE);
    CHECK(auth_sweep(c));
    CHECK(in_read(c, count, &n));
    CHECK_INT(n, 1022);
    CHECK(in_write(c, leave_all, NULL));
    k = with(c, m.session.access_token);
    CHECK(caller_find(c, &k, &who));
    CHECK_INT(rights_of(c, &who, VIEWER), NOT_FOUND);
    c->now_ms = NOW + 9LL * DAY_MS;
    CHECK(auth_sweep(c));
    CHECK(in_read(c, count, &n));
    CHECK_INT(n, 1000);
    CHECK(!caller_find(c, &k, &who));
    CHECK_FAILED(c, UNAUTHENTICATED);
}

TEST(callers_are_found_and_the_old_swept_away)
{
    on_each_store(c, caller_on_engine);
}

/* --- cookies ---------------------------------------------------------------------------------- */

TEST(cookies_behind_tls_are_of_this_host_only)
{
    AuthOptions o = { .secure_cookies = true };
    Call call = { 0 };
    Session s = { .access_token = S("fla_a"),
                  .refresh_token = S("flr_r"),
                  .csrf_token = S("c"),
                  .expires_in = 900 };
    auth_start(&o);
    session_cookies(c, &call, &s);
    CHECK_INT(call.headers.n, 3);
    CHECK_STR(call.headers.items[0],
              S("Set-Cookie: __Host-florin_access=fla_a; Path=/; Max-Age=900; HttpOnly; Secure; "
                "SameSite=Lax"));
    CHECK(str_find(call.headers.items[2], S("HttpOnly"), 0) < 0);
    CHECK_STR(session_cookie_access(c->mem, S("a=b; __Host-florin_access=fla_a")), S("fla_a"));
    CHECK(!session_cookie_access(c->mem, S("florin_access=fla_a")).p);
    CHECK(
        !session_cookie_access(c->mem, S("__Host-florin_access=x; __Host-florin_access=fla_a")).p);
    start(true);
    CHECK_STR(session_cookie_refresh(c->mem, S("florin_refresh=flr_r")), S("flr_r"));
}

TEST(a_csrf_token_is_of_one_session)
{
    start(true);
    CHECK_STR(session_csrf(c->mem, 5), session_csrf(c->mem, 5));
    CHECK(!str_eq(session_csrf(c->mem, 5), session_csrf(c->mem, 6)));
}

/* --- the audit -------------------------------------------------------------------------------- */

static bool three_changes(Ctx *c, void *arg)
{
    (void)arg;
    for (int i = 0; i < 3; i++) {
        AuditEntry e = { .action = S("account_add"),
                         .resource = S("account"),
                         .resource_id = S("acc_1") };
        CHECK(audit_write(c, &e));
        CHECK_INT(e.seq, i + 1);
    }
    return !failed(c);
}

static bool check_unit(Ctx *c, void *arg)
{
    (void)arg;
    return audit_check(c);
}

static bool tamper(Ctx *c, void *arg)
{
    const Query q = { .name = "tamper", .sql = arg, .writes = true, .any_tenant = true };
    CHECK(db_run(c, &q, DB_NO_ARGS) >= 1);
    return !failed(c);
}

static void audit_on_engine(Ctx *c)
{
    start(true);
    CHECK(in_write(c, three_changes, NULL));
    c->workspace_id = 2;
    CHECK(in_write(c, three_changes, NULL));
    CHECK(in_read(c, check_unit, NULL));
    static const char *const wrongs[] = {
        "UPDATE audit_entry SET action = 'account_drop' WHERE seq = 2",
        "UPDATE audit_entry SET action = 'account_add' WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 2 AND workspace_id = 1",
    };
    CHECK(in_write(c, tamper, (void *)(uintptr_t)wrongs[0]));
    CHECK(!in_read(c, check_unit, NULL));
    CHECK_FAILED(c, DATABASE_DAMAGED);
    CHECK(in_write(c, tamper, (void *)(uintptr_t)wrongs[1]));
    CHECK(in_read(c, check_unit, NULL));
    CHECK(in_write(c, tamper, (void *)(uintptr_t)wrongs[2]));
    CHECK(!in_read(c, check_unit, NULL));
    CHECK_FAILED(c, DATABASE_DAMAGED);
}

TEST(a_changed_audit_is_noticed)
{
    on_each_store(c, audit_on_engine);
}

static const TestCase cases[] = {
    CASE(tokens_are_long_and_differ),
    CASE(a_successor_needs_the_key),
    CASE(what_is_sealed_opens_only_whole),
    CASE(an_access_token_says_who),
    CASE(no_changed_access_token_is_taken),
    CASE(a_token_of_another_key_is_forged),
    CASE(good_passwords_are_taken),
    CASE(bad_passwords_are_refused),
    CASE(the_length_is_counted_in_characters),
    CASE(hashes_match_their_password_only),
    CASE(unknown_users_take_the_same_time),
    CASE(more_than_may_wait_are_sent_away),
    CASE(a_burst_of_twenty_then_ten_a_second),
    CASE(the_minute_and_the_day),
    CASE(five_sign_ins_a_minute),
    CASE(limits_are_as_a_leaky_bucket_says),
    CASE(an_ipv6_client_is_its_network),
    CASE(limits_hold_over_a_restart),
    CASE(cookies_behind_tls_are_of_this_host_only),
    CASE(a_csrf_token_is_of_one_session),
    CASE(callers_are_found_and_the_old_swept_away),
    CASE(a_changed_audit_is_noticed),
};

int main(int argc, char **argv)
{
    return RUN_TESTS(cases, argc, argv);
}
