/* Rows of a resource on both engines: the six handlers, versions, references, a driver that fails.
 */
#include "sample_store.h"

#include <pthread.h>
#include <string.h>

static bool round_trip(Ctx *c, void *arg)
{
    Sample *s = arg;
    Sample back;
    if (!resource_add(c, &samples, s) || !resource_get(c, &samples, s->id, &back))
        return false;
    CHECK_INT(back.workspace_id, OURS);
    CHECK_INT(back.created_at, c->now_ms);
    s->balance = s->amount;
    const Field *const *changed = NULL;
    if (!CHECK_INT(field_changed(c->mem, &samples.shape, s, &back, &changed), 0))
        printf("  %s\n", changed[0]->name);
    return true;
}

static void rows_round_trip(Ctx *c, Store *s)
{
    Rng rng = rng_new(11);
    start(c, s);
    for (int i = 0; i < 200 && !failed(c); i++) {
        Sample row = sample_random(c->mem, &rng);
        row.secret = S("kept");
        store_write(s, c, round_trip, &row);
    }
}

TEST(rows_come_back_as_they_went_in)
{
    on_both(c, sample_schema, rows_round_trip);
}

#define CASH                                                                                       \
    "{\"name\":\"Cash\",\"account_type\":\"savings\",\"currency\":\"EUR\","                        \
    "\"date\":\"2024-02-29\",\"amount\":\"1.50\""

static void handlers(Ctx *c, Store *s)
{
    start(c, s);
    Ask post = { "POST", .body = CASH "}" };
    if (!CHECK(ask(c, s, &post)))
        return;
    Sample *row = post.call.out;
    const char *id = id_of(c, row);
    CHECK_STR(post.call.location, str_fmt(c->mem, "/samples/%s", id));
    CHECK_INT(row->balance, 150);
    CHECK_INT(asked(c, s, (Ask){ "GET", id })->amount, 150);
    CHECK(!asked(c, s, (Ask){ "POST", .body = "{\"name\":\"forbidden\"}" }));
    CHECK_FAILED(c, INVALID);
    CHECK(!asked(c, s,
                 (Ask){ "POST", .body = "{\"name\":\"forbidden\",\"account_type\":\"savings\","
                                        "\"currency\":\"EUR\",\"date\":\"2024-01-01\"}" }));
    CHECK_STR(c->failure.detail, S("is forbidden"));
    c->now_ms += 1000;
    Sample *put = asked(c, s, (Ask){ "PUT", id, .body = CASH ",\"notes\":\"n\"}" });
    CHECK(put && put->updated_at == c->now_ms && put->created_at == c->now_ms - 1000);
    Sample *patch = asked(c, s, (Ask){ "PATCH", id, .body = "{\"amount\":-2}" });
    CHECK(patch && patch->amount == -200 && patch->balance == -200);
    CHECK(patch->updated_at == put->updated_at + 1);
    CHECK_STR(patch->notes, S("n"));
    Sample *same = asked(c, s, (Ask){ "PATCH", id, .body = "{\"amount\":-2}" });
    CHECK(same && same->updated_at == patch->updated_at);
    c->workspace_id = THEIRS;
    CHECK(!asked(c, s, (Ask){ "GET", id }));
    CHECK_FAILED(c, NOT_FOUND);
    CHECK(!asked(c, s, (Ask){ "PATCH", id, .body = "{}" }));
    CHECK_FAILED(c, NOT_FOUND);
    CHECK(!asked(c, s, (Ask){ "DELETE", id }));
    CHECK_FAILED(c, NOT_FOUND);
    c->workspace_id = OURS;
    CHECK(asked(c, s, (Ask){ "DELETE", id }));
    CHECK(!asked(c, s, (Ask){ "DELETE", id }));
    CHECK_FAILED(c, NOT_FOUND);
}

TEST(the_six_handlers)
{
    on_both(c, sample_schema, handlers);
}

static void versions(Ctx *c, Store *s)
{
    start(c, s);
    Sample *row = asked(c, s, (Ask){ "POST", .body = CASH "}" });
    if (!CHECK(row))
        return;
    const char *id = id_of(c, row);
    const char *etag = str_c(c->mem, resource_etag(c, &samples, row));
    CHECK(strchr(etag, '-'));
    CHECK(asked(c, s, (Ask){ "PATCH", id, .body = "{\"notes\":\"1\"}", .if_match = etag }));
    CHECK(!asked(c, s, (Ask){ "PATCH", id, .body = "{\"notes\":\"2\"}", .if_match = etag }));
    CHECK_FAILED(c, STALE);
    CHECK(!asked(c, s, (Ask){ "DELETE", id, .if_match = etag }));
    CHECK_FAILED(c, STALE);
    row = asked(c, s, (Ask){ "GET", id });
    etag = str_c(c->mem, resource_etag(c, &samples, row));
    row->balance++;
    CHECK(!str_eq(resource_etag(c, &samples, row), str_of(etag)));
    CHECK(resource_match(c, &samples, row, resource_etag(c, &samples, row)));
    CHECK(asked(c, s, (Ask){ "PATCH", id, .body = "{\"notes\":\"3\"}", .if_match = "*" }));
    CHECK(!asked(c, s, (Ask){ "DELETE", id, .if_match = "" }));
    CHECK_FAILED(c, STALE);
}

TEST(versions_guard_changes)
{
    on_both(c, sample_schema, versions);
}

static bool change_twice(Ctx *c, void *arg)
{
    Sample one, two;
    resource_get(c, &samples, *(Id *)arg, &one);
    resource_get(c, &samples, *(Id *)arg, &two);
    one.notes = S("one");
    two.notes = S("two");
    CHECK(resource_change(c, &samples, &one));
    return resource_change(c, &samples, &two);
}

static void lost_updates(Ctx *c, Store *s)
{
    start(c, s);
    Sample *row = asked(c, s, (Ask){ "POST", .body = CASH "}" });
    CHECK(!store_write(s, c, change_twice, &row->id));
    CHECK_FAILED(c, BUSY);
}

TEST(an_old_version_does_not_overwrite)
{
    on_both(c, sample_schema, lost_updates);
}

static char seen[8];

static bool see(Ctx *c, const Resource *r, const void *old, const void *row)
{
    size_t n = strlen(seen);
    CHECK(r == &samples && n < sizeof seen - 1);
    seen[n] = !old ? 'a' : row ? 'c' : 'd';
    const Sample *s = row;
    return !s || !str_eq(s->name, S("unseen")) || fail(c, FORBIDDEN, NULL, "not this one");
}

static void watched(Ctx *c, Store *s)
{
    start(c, s);
    memset(seen, 0, sizeof seen);
    resource_watch(see);
    Sample *row = asked(c, s, (Ask){ "POST", .body = CASH "}" });
    const char *id = id_of(c, row);
    CHECK(asked(c, s, (Ask){ "PATCH", id, .body = "{\"notes\":\"n\"}" }));
    CHECK(!asked(c, s, (Ask){ "PATCH", id, .body = "{\"name\":\"unseen\"}" }));
    CHECK_FAILED(c, FORBIDDEN);
    CHECK_STR(asked(c, s, (Ask){ "GET", id })->name, S("Cash"));
    CHECK(asked(c, s, (Ask){ "PATCH", id, .body = "{}" }));
    CHECK(asked(c, s, (Ask){ "DELETE", id }));
    resource_watch(NULL);
    CHECK_STR(str_of(seen), S("accd"));
}

TEST(one_watch_sees_every_change)
{
    on_both(c, sample_schema, watched);
}

enum { BULK = 1000, BYTES_A_CHANGE = 16 << 10 };

static bool change_many(Ctx *c, void *arg)
{
    const Id *id = arg;
    size_t before = arena_used(c->mem);
    for (int i = 0; i < BULK; i++) {
        Sample *s = NEW(c->mem, Sample);
        resource_get(c, &samples, *id, s);
        s->sort_order = i + 1;
        CHECK(resource_change(c, &samples, s));
    }
    CHECK(arena_used(c->mem) - before < (size_t)BULK * BYTES_A_CHANGE);
    return !failed(c);
}

static void bulk(Ctx *c, Store *s)
{
    start(c, s);
    Sample *row = asked(c, s, (Ask){ "POST", .body = CASH "}" });
    CHECK(store_write(s, c, change_many, &row->id));
}

/* 10,000 changes must fit a request's arena. */
TEST(a_change_takes_little_memory)
{
    on_both(c, sample_schema, bulk);
}

typedef struct {
    Store *s;
    Id id;
    int64_t wrong;
} Reading;

static bool read_row(Ctx *c, void *arg)
{
    const Reading *r = arg;
    Sample row;
    ListAnswer a;
    ListRequest q = { .resource = &samples, .limit = 10 };
    return resource_get(c, &samples, r->id, &row) && resource_list(c, &q, &a) && a.n == 1;
}

static void *read_many(void *arg)
{
    Reading *r = arg;
    for (int i = 0; i < 50; i++) {
        Ctx c = ctx_new("reader", 1 << 24);
        c.workspace_id = OURS;
        r->wrong += !store_read(r->s, &c, read_row, r);
        ctx_done(&c);
    }
    return NULL;
}

static void threads(Ctx *c, Store *s)
{
    enum { THREADS = 4 };
    pthread_t thread[THREADS];
    Reading reading[THREADS];
    start(c, s);
    Sample *row = asked(c, s, (Ask){ "POST", .body = CASH "}" });
    for (int i = 0; i < THREADS; i++) {
        reading[i] = (Reading){ s, row->id, 0 };
        pthread_create(&thread[i], NULL, read_many, &reading[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(thread[i], NULL);
        CHECK_INT(reading[i].wrong, 0);
    }
}

TEST(threads_share_statements)
{
    on_both(c, sample_schema, threads);
}

static void references(Ctx *c, Store *s)
{
    start(c, s);
    CHECK(asked(c, s, (Ask){ "POST", .body = CASH ",\"category_id\":\"cat_0000000000001\"}" }));
    CHECK(!asked(c, s,
                 (Ask){ "POST", .body = CASH
                                ",\"category_id\":\"cat_0000000000009\",\"parts\":["
                                "{\"category_id\":\"cat_0000000000002\",\"amount\":1},"
                                "{\"category_id\":\"cat_0000000000008\",\"amount\":1}]}" }));
    CHECK_INT(c->failure.code, INVALID);
    CHECK_STR(c->failure.fields->pointer, S("/category_id"));
    CHECK_STR(c->failure.fields->next->pointer, S("/parts/1/category_id"));
    CHECK(!c->failure.fields->next->next);
    c->workspace_id = THEIRS;
    CHECK(!asked(c, s, (Ask){ "POST", .body = CASH ",\"category_id\":\"cat_0000000000001\"}" }));
    CHECK_FAILED(c, INVALID);
    c->workspace_id = OURS;
}

TEST(ids_refer_to_rows_of_the_workspace)
{
    on_both(c, sample_schema, references);
}

/* --- a driver that fails --- */

static bool count_log(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &sample_log_count, DB_NO_ARGS);
    return !failed(c);
}

static int64_t logged(Ctx *c, Store *s)
{
    int64_t n = -1;
    CHECK(store_read(s, c, count_log, &n));
    return n;
}

/* What is stored of a row as JSON, for comparing; none when there is none. */
static Str stored(Ctx *c, Store *s, const char *id)
{
    Buf b = buf_new(c->mem, 1 << 16);
    Sample *row = asked(c, s, (Ask){ "GET", id });
    fail_clear(c);
    if (row)
        field_write(&b, &samples.shape, row);
    return buf_str(&b);
}

/* Every call to the driver of one request fails in turn: an error is answered and nothing changed.
 */
static void fail_every(Ctx *c, Store *s, Ask a, const char *id)
{
    Str before = stored(c, s, id);
    int64_t log = logged(c, s), total = page(c, s, "").total;
    int n = 1;
    for (; n < 100; n++) {
        store_fail_nth(s, n);
        bool ok = ask(c, s, &a);
        store_fail_nth(s, 0);
        if (ok)
            break;
        CHECK(failed(c));
        CHECK(fail_status(c->failure.code) >= 500);
        fail_clear(c);
        CHECK_STR(stored(c, s, id), before);
        CHECK_INT(logged(c, s), log);
        CHECK_INT(page(c, s, "").total, total);
    }
    CHECK(n > 2 && n < 100);
    CHECK_INT(logged(c, s), log + 1);
}

static void failing(Ctx *c, Store *s)
{
    start(c, s);
    Sample *row = asked(c, s, (Ask){ "POST", .body = CASH "}" });
    const char *id = id_of(c, row);
    fail_every(c, s, (Ask){ "POST", .body = CASH ",\"category_id\":\"cat_0000000000001\"}" }, id);
    fail_every(c, s, (Ask){ "PATCH", id, .body = "{\"category_id\":\"cat_0000000000002\"}" }, id);
    fail_every(c, s, (Ask){ "PUT", id, .body = CASH "}" }, id);
    fail_every(c, s, (Ask){ "DELETE", id }, id);
    store_fail_nth(s, 2);
    page(c, s, "limit=2");
    store_fail_nth(s, 0);
    CHECK(failed(c));
    fail_clear(c);
}

TEST(when_the_driver_fails_nothing_changes)
{
    on_both(c, sample_schema, failing);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(rows_come_back_as_they_went_in),
        CASE(the_six_handlers),
        CASE(versions_guard_changes),
        CASE(an_old_version_does_not_overwrite),
        CASE(one_watch_sees_every_change),
        CASE(a_change_takes_little_memory),
        CASE(threads_share_statements),
        CASE(ids_refer_to_rows_of_the_workspace),
        CASE(when_the_driver_fails_nothing_changes),
    };
    return RUN_TESTS(cases, argc, argv);
}
