/* A sample resource on both engines: rows, lists, the six handlers, and a driver that fails. */
#include "field/operation.h"
#include "../db/db_case.h"
#include "sample.h"

#include <string.h>

static const char *const schema =
    "CREATE TABLE sample_category (id @id, workspace_id BIGINT NOT NULL, name TEXT NOT NULL);\n"
    "@owned(sample_category)\n"
    "CREATE TABLE sample (id @id, workspace_id BIGINT NOT NULL, created_at BIGINT NOT NULL,\n"
    "  updated_at BIGINT NOT NULL, name TEXT NOT NULL, notes TEXT, secret TEXT, hidden TEXT,\n"
    "  account_type TEXT NOT NULL, amount BIGINT NOT NULL, limit_amount BIGINT,\n"
    "  currency TEXT NOT NULL, category_id BIGINT REFERENCES sample_category (id),\n"
    "  sort_order BIGINT NOT NULL, is_active BOOLEAN NOT NULL, date INTEGER NOT NULL,\n"
    "  end_date INTEGER, last_sync_at BIGINT, confidence INTEGER NOT NULL, tags TEXT NOT NULL,\n"
    "  metadata TEXT, place TEXT, parts TEXT NOT NULL);\n"
    "CREATE INDEX sample_date ON sample (workspace_id, date, id);\n"
    "@owned(sample)\n"
    "CREATE TABLE sample_log (n BIGINT NOT NULL);\n";

static const Query log_add = { "log_add", "INSERT INTO sample_log (n) VALUES ($1)", 1, true, true };
static const Query log_count = { "log_count", "SELECT count(*) AS n FROM sample_log", 0, false,
                                 true };
static const Query category_add = {
    "category_add", "INSERT INTO sample_category (id, workspace_id, name) VALUES ($1, $2, $3)", 3,
    true, false
};

static bool check_sample(Ctx *c, const void *old, void *row)
{
    Sample *s = row;
    (void)old;
    if (str_eq(s->name, S("forbidden")))
        return fail_field(c, S("/name"), "is forbidden");
    s->hidden = str_lower(c->mem, s->name);
    return true;
}

static bool fill_sample(Ctx *c, void *rows, ptrdiff_t n)
{
    Sample *s = rows;
    for (ptrdiff_t i = 0; i < n; i++)
        s[i].balance = s[i].amount;
    return !failed(c);
}

static bool written_sample(Ctx *c, const void *old, const void *row)
{
    return db_run(c, &log_add, DB_ARGS(V_INT((old ? 1 : 0) + (row ? 2 : 0)))) == 1;
}

static const Filter sample_filters[] = {
    { "account_type", FILTER_IS, "account_type" },
    { "start_date", FILTER_FROM, "date" },
    { "end_date", FILTER_TO, "date" },
    { "min_amount", FILTER_FROM, "amount" },
    { "max_amount", FILTER_TO, "amount" },
    { "amount", FILTER_IS, "amount" },
    { "category_id", FILTER_IS, "category_id" },
    { "is_active", FILTER_IS, "is_active" },
    { "search", FILTER_HAS, "hidden" },
    { "long", FILTER_SQL, "sort_order", "length(name) >= $$ AND length(name) >= $$" },
};

static const Resource samples = {
    .name = "sample", .plural = "samples", .table = "sample", .prefix = "smp",
    .shape = SHAPE(Sample, sample_fields),
    .filters = sample_filters, .n_filters = COUNT(sample_filters),
    .sort = "-date", .owned = true,
    .check = check_sample, .fill = fill_sample, .written = written_sample,
};

const Operation sample_operations[] = { CRUD("/samples", samples, VIEWER, MEMBER) };

enum { OURS = 7, THEIRS = 8 };

/* A unit given as a block of arguments. */
typedef struct {
    const char *method, *path_id, *query, *body, *if_match;
    Call call;
} Ask;

static const Operation *operation(const char *method, bool one)
{
    for (ptrdiff_t i = 0; i < COUNT(sample_operations); i++)
        if (!strcmp(sample_operations[i].method, method) &&
            !strchr(sample_operations[i].path, ':') == !one)
            return &sample_operations[i];
    return NULL;
}

static bool ask_unit(Ctx *c, void *arg)
{
    Ask *a = arg;
    a->call = (Call){ .op = operation(a->method, a->path_id), .raw_query = str_of(a->query),
                      .raw_body = str_of(a->body), .if_match = str_of(a->if_match) };
    if (a->path_id)
        id_parse(str_of(a->path_id), "smp", &a->call.id);
    return a->call.op->run(c, &a->call);
}

static bool ask(Ctx *c, Store *s, Ask *a)
{
    bool writes = strcmp(a->method, "GET") != 0;
    fail_clear(c);
    return writes ? store_write(s, c, ask_unit, a) : store_read(s, c, ask_unit, a);
}

static Sample *asked(Ctx *c, Store *s, Ask a)
{
    if (ask(c, s, &a))
        return a.call.out ? a.call.out : NEW(c->mem, Sample);
    return NULL;
}

static const char *id_of(Ctx *c, const Sample *s)
{
    return str_c(c->mem, id_text(c->mem, "smp", s->id));
}

static bool add_categories(Ctx *c, void *arg)
{
    (void)arg;
    for (int64_t i = 1; i <= 3; i++)
        db_run(c, &category_add, DB_ARGS(V_INT(i), V_INT(c->workspace_id), V_TEXT(S("c"))));
    return !failed(c);
}

static void start(Ctx *c, Store *s)
{
    c->workspace_id = OURS;
    CHECK(store_write(s, c, add_categories, NULL));
}

/* --- rows --- */

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
    on_both(c, schema, rows_round_trip);
}

#define CASH "{\"name\":\"Cash\",\"account_type\":\"savings\",\"currency\":\"EUR\"," \
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
    CHECK(!asked(c, s, (Ask){ "POST", .body = "{\"name\":\"forbidden\",\"account_type\":\"savings\","
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
    on_both(c, schema, handlers);
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
    on_both(c, schema, versions);
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
    on_both(c, schema, lost_updates);
}

static void references(Ctx *c, Store *s)
{
    start(c, s);
    CHECK(asked(c, s, (Ask){ "POST", .body = CASH ",\"category_id\":\"cat_0000000000001\"}" }));
    CHECK(!asked(c, s, (Ask){ "POST", .body = CASH
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
    on_both(c, schema, references);
}

/* --- lists --- */

typedef struct {
    const char *query;
    ListAnswer answer;
} Page;

static bool page_unit(Ctx *c, void *arg)
{
    Page *p = arg;
    ListRequest q;
    return list_request_read(c, &samples, str_of(p->query), &q) &&
           resource_list(c, &q, &p->answer);
}

static ListAnswer page(Ctx *c, Store *s, const char *query)
{
    Page p = { .query = query };
    fail_clear(c);
    store_read(s, c, page_unit, &p);
    return p.answer;
}

static const Sample *rows_of(const ListAnswer *a)
{
    return a->items;
}

static bool add_many(Ctx *c, void *arg)
{
    Rng rng = rng_new(*(uint64_t *)arg);
    static const char *const currencies[] = { "EUR", "JPY", "KWD" };
    for (int i = 0; i < 100; i++) {
        Sample s = { .name = str_fmt(c->mem, "N%d", i % 17), .account_type = 1 + i % 3 };
        s.currency = currency_find(str_of(currencies[i % 3]));
        s.date = 700000 + (Date)rng_below(&rng, 20);
        s.end_date = rng_below(&rng, 3) ? 700000 + (Date)rng_below(&rng, 9) : 0;
        s.amount = rng_between(&rng, -20000, 20000);
        s.is_active = i % 2;
        s.category_id = c->workspace_id == OURS ? rng_below(&rng, 3) : 0;
        s.confidence = 1;
        if (!resource_add(c, &samples, &s))
            return false;
    }
    return true;
}

static void add_both_workspaces(Ctx *c, Store *s)
{
    uint64_t seed = 5;
    start(c, s);
    c->workspace_id = THEIRS;
    CHECK(store_write(s, c, add_many, &seed));
    c->workspace_id = OURS;
    CHECK(store_write(s, c, add_many, &seed));
}

static int compare_nullable(Date a, Date b, bool down)
{
    if (!a || !b)
        return !a - !b;
    return down ? (b > a) - (b < a) : (a > b) - (a < b);
}

/* All pages of an order, one behind the other: every row once, in order. */
static void walk(Ctx *c, Store *s, const char *sort, int (*compare)(const Sample *, const Sample *))
{
    Map seen = map_new(c->mem);
    Sample last = { 0 };
    Str cursor = { 0 };
    int pages = 0;
    do {
        Str query = str_fmt(c->mem, "limit=7&sort=%s%s%.*s", sort, cursor.p ? "&cursor=" : "",
                            STR_ARG(cursor));
        ListAnswer a = page(c, s, str_c(c->mem, query));
        if (!CHECK(!failed(c) && a.n > 0)) {
            printf("  %s: %.*s\n", sort, STR_ARG(c->failure.detail));
            return;
        }
        CHECK_INT(a.total, 100);
        for (ptrdiff_t i = 0; i < a.n; i++) {
            const Sample *row = &rows_of(&a)[i];
            CHECK_INT(row->workspace_id, OURS);
            CHECK(!map_put_num(&seen, row->id, (void *)row));
            if (last.id && !CHECK(compare(&last, row) <= 0))
                return;
            last = *row;
        }
        cursor = a.next_cursor;
        pages++;
    } while (cursor.p);
    CHECK_INT(seen.n, 100);
    CHECK_INT(pages, 15);
}

static int by_id(const Sample *a, const Sample *b)
{
    return (a->id > b->id) - (a->id < b->id);
}
static int by_date_down(const Sample *a, const Sample *b)
{
    return a->date != b->date ? b->date - a->date : by_id(b, a);
}
static int by_end(const Sample *a, const Sample *b)
{
    int order = compare_nullable(a->end_date, b->end_date, false);
    return order ? order : by_id(a, b);
}
static int by_end_down(const Sample *a, const Sample *b)
{
    int order = compare_nullable(a->end_date, b->end_date, true);
    return order ? order : by_id(b, a);
}
static int by_name_date_down(const Sample *a, const Sample *b)
{
    int order = str_cmp(a->name, b->name);
    return order ? order : a->date != b->date ? b->date - a->date : by_id(a, b);
}
static int by_end_down_name(const Sample *a, const Sample *b)
{
    int order = compare_nullable(a->end_date, b->end_date, true);
    order = order ? order : str_cmp(a->name, b->name);
    return order ? order : by_id(b, a);
}

static void orders(Ctx *c, Store *s)
{
    add_both_workspaces(c, s);
    walk(c, s, "id", by_id);
    walk(c, s, "", by_date_down);
    walk(c, s, "-date", by_date_down);
    walk(c, s, "end_date", by_end);
    walk(c, s, "-end_date", by_end_down);
    walk(c, s, "name,-date", by_name_date_down);
    walk(c, s, "-end_date,name", by_end_down_name);
}

TEST(pages_hold_every_row_once_in_order)
{
    on_both(c, schema, orders);
}

/* How many rows a filter leaves, by the database and by hand. */
static void expect(Ctx *c, Store *s, const char *query, bool (*wanted)(const Sample *))
{
    ListAnswer all = page(c, s, "limit=500");
    ListAnswer some = page(c, s, str_c(c->mem, str_fmt(c->mem, "limit=500&%s", query)));
    int64_t n = 0;
    if (!CHECK(!failed(c)))
        printf("  %s: %.*s\n", query, STR_ARG(c->failure.detail));
    for (ptrdiff_t i = 0; i < all.n; i++)
        n += wanted(&rows_of(&all)[i]);
    if (!CHECK_INT(some.n, n))
        printf("  %s\n", query);
    CHECK_INT(some.total, n);
    for (ptrdiff_t i = 0; i < some.n; i++)
        CHECK(wanted(&rows_of(&some)[i]));
    CHECK(n > 0 && n < 100);
}

static bool is_cash(const Sample *s) { return s->account_type == 1; }
static bool is_cash_or_saving(const Sample *s) { return s->account_type <= 2; }
static bool is_uncategorized(const Sample *s) { return !s->category_id; }
static bool is_first_or_none(const Sample *s) { return s->category_id < 2; }
static bool is_passive(const Sample *s) { return !s->is_active; }
static bool is_within(const Sample *s) { return s->date >= 700005 && s->date <= 700010; }
static bool has_n1(const Sample *s) { return str_find(s->name, S("N1"), 0) >= 0; }
static bool is_long(const Sample *s) { return s->name.n >= 3; }
static bool is_at_least(const Sample *s)
{
    int digits = currency_digits(s->currency);
    return s->amount >= (digits == 2 ? 1050 : digits == 3 ? 10500 : 11);
}
static bool is_at_most(const Sample *s)
{
    int digits = currency_digits(s->currency);
    return s->amount <= (digits == 2 ? 1050 : digits == 3 ? 10500 : 10);
}

static void filters(Ctx *c, Store *s)
{
    add_both_workspaces(c, s);
    expect(c, s, "account_type=checking", is_cash);
    expect(c, s, "account_type=checking,savings", is_cash_or_saving);
    expect(c, s, "category_id=null", is_uncategorized);
    expect(c, s, "category_id=null,cat_0000000000001", is_first_or_none);
    expect(c, s, "is_active=false", is_passive);
    Str from = date_text(c->mem, 700005), to = date_text(c->mem, 700010);
    expect(c, s, str_c(c->mem, str_fmt(c->mem, "start_date=%.*s&end_date=%.*s", STR_ARG(from),
                                       STR_ARG(to))), is_within);
    expect(c, s, "search=n1", has_n1);
    expect(c, s, "long=3", is_long);
    expect(c, s, "min_amount=10.5", is_at_least);
    expect(c, s, "max_amount=10.5", is_at_most);
    CHECK_INT(page(c, s, "search=%25").n, 0);
    CHECK_INT(page(c, s, "amount=0.0001").n, 0);
    CHECK(!failed(c));
}

TEST(filters_leave_what_they_say)
{
    on_both(c, schema, filters);
}

static void refused(Ctx *c, Store *s, const char *query, const char *pointer)
{
    page(c, s, query);
    CHECK_INT(c->failure.code, INVALID);
    if (!CHECK(c->failure.fields && str_eq(c->failure.fields->pointer, str_of(pointer))))
        printf("  %s: %.*s\n", query, STR_ARG(c->failure.detail));
    fail_clear(c);
}

static void bad_queries(Ctx *c, Store *s)
{
    add_both_workspaces(c, s);
    refused(c, s, "nonsense=1", "?nonsense");
    refused(c, s, "limit=0", "?limit");
    refused(c, s, "limit=501", "?limit");
    refused(c, s, "limit=x", "?limit");
    refused(c, s, "sort=notes", "?sort");
    refused(c, s, "sort=hidden", "?sort");
    refused(c, s, "sort=date,date", "?sort");
    refused(c, s, "sort=date%3Bdrop", "?sort");
    refused(c, s, "sort=name,date,amount,sort_order", "?sort");
    refused(c, s, "start_date=2023-02-30", "?start_date");
    refused(c, s, "account_type=x", "?account_type");
    refused(c, s, "account_type=checking&account_type=savings", "?account_type");
    refused(c, s, "min_amount=abc", "?min_amount");
    refused(c, s, "category_id=acc_0000000000001", "?category_id");
    refused(c, s, "cursor=abc", "?cursor");
    refused(c, s, "cursor=", "?cursor");
    refused(c, s, "cursor=!!", "?cursor");
    refused(c, s, "page=1&cursor=abc", "?cursor");
    refused(c, s, "page=300&per_page=50", "?page");
    refused(c, s, "page=1&limit=5", "?limit");
    ListAnswer first = page(c, s, "limit=10&sort=name");
    Str good = first.next_cursor;
    const char *cursor = str_c(c->mem, good);
#define WITH(q) str_c(c->mem, str_fmt(c->mem, q "&cursor=%s", cursor))
    CHECK_INT(page(c, s, WITH("limit=20&sort=name")).n, 20);
    refused(c, s, WITH("sort=-name"), "?cursor");
    refused(c, s, WITH("sort=date"), "?cursor");
    refused(c, s, WITH("sort=name&is_active=true"), "?cursor");
    c->workspace_id = THEIRS;
    refused(c, s, WITH("sort=name"), "?cursor");
    c->workspace_id = OURS;
    for (ptrdiff_t i = 0; i < good.n; i += 3) {
        char *bad = str_c(c->mem, good);
        bad[i] = bad[i] == 'A' ? 'B' : 'A';
        page(c, s, str_c(c->mem, str_fmt(c->mem, "sort=name&cursor=%s", bad)));
        CHECK(!failed(c) || c->failure.code == INVALID);
        fail_clear(c);
        refused(c, s, str_c(c->mem, str_fmt(c->mem, "sort=name&cursor=%.*s",
                                            STR_ARG(str_part(good, 0, i)))), "?cursor");
    }
}

TEST(bad_queries_are_refused)
{
    on_both(c, schema, bad_queries);
}

static void pages(Ctx *c, Store *s)
{
    add_both_workspaces(c, s);
    ListAnswer a = page(c, s, "page=2&per_page=30&sort=id");
    ListAnswer all = page(c, s, "limit=500&sort=id");
    CHECK_INT(a.n, 30);
    CHECK_INT(a.total, 100);
    CHECK_INT(rows_of(&a)[0].id, rows_of(&all)[30].id);
    CHECK_INT(rows_of(&a)[0].balance, rows_of(&a)[0].amount);
    CHECK_INT(page(c, s, "page=5&per_page=30&sort=id").n, 0);
    CHECK_INT(page(c, s, "total=false").total, -1);
    CHECK_INT(all.n, 100);
    CHECK(!all.next_cursor.p);
    Buf b = buf_new(c->mem, 1 << 20);
    ListAnswer none = { .total = 0 };
    list_write(&b, c->mem, &samples.shape, &none, S("/api/v1/samples"), S(""));
    CHECK_STR(buf_str(&b), S("{\"items\":[],\"next_cursor\":null,\"total\":0,\"links\":{\"self\":"
                             "\"/api/v1/samples\",\"next\":null,\"first\":\"/api/v1/samples\"}}"));
    b = buf_new(c->mem, 1 << 20);
    none.next_cursor = S("abc");
    none.total = -1;
    list_write(&b, c->mem, &samples.shape, &none, S("/s"), S("per_page=3&page=2&sort=id"));
    CHECK_STR(buf_str(&b), S("{\"items\":[],\"next_cursor\":\"abc\",\"total\":null,\"links\":{"
                             "\"self\":\"/s?per_page=3&page=2&sort=id\","
                             "\"next\":\"/s?limit=3&sort=id&cursor=abc\","
                             "\"first\":\"/s?per_page=3&sort=id\"}}"));
}

TEST(numbered_pages_and_the_envelope)
{
    on_both(c, schema, pages);
}

/* --- a driver that fails --- */

static bool count_log(Ctx *c, void *arg)
{
    *(int64_t *)arg = db_one_int(c, &log_count, DB_NO_ARGS);
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

/* Every call to the driver of one request fails in turn: an error is answered and nothing changed. */
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
    on_both(c, schema, failing);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(rows_come_back_as_they_went_in),
        CASE(the_six_handlers),
        CASE(versions_guard_changes),
        CASE(an_old_version_does_not_overwrite),
        CASE(ids_refer_to_rows_of_the_workspace),
        CASE(pages_hold_every_row_once_in_order),
        CASE(filters_leave_what_they_say),
        CASE(bad_queries_are_refused),
        CASE(numbered_pages_and_the_envelope),
        CASE(when_the_driver_fails_nothing_changes),
    };
    return RUN_TESTS(cases, argc, argv);
}
