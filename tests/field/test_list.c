/* Lists on both engines: orders, pages, filters, cursors. */
#include "sample_store.h"

#include <string.h>

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
    on_both(c, sample_schema, orders);
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

static bool is_cash(const Sample *s)
{
    return s->account_type == 1;
}
static bool is_cash_or_saving(const Sample *s)
{
    return s->account_type <= 2;
}
static bool is_uncategorized(const Sample *s)
{
    return !s->category_id;
}
static bool is_first_or_none(const Sample *s)
{
    return s->category_id < 2;
}
static bool is_passive(const Sample *s)
{
    return !s->is_active;
}
static bool is_within(const Sample *s)
{
    return s->date >= 700005 && s->date <= 700010;
}
static bool has_n1(const Sample *s)
{
    return str_find(s->name, S("N1"), 0) >= 0;
}
static bool is_long(const Sample *s)
{
    return s->name.n >= 3;
}
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
    expect(
        c, s,
        str_c(c->mem, str_fmt(c->mem, "start_date=%.*s&end_date=%.*s", STR_ARG(from), STR_ARG(to))),
        is_within);
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
    on_both(c, sample_schema, filters);
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
    refused(c, s, "limit=1&limit=2", "?limit");
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
    refused(c, s, "page=6000&per_page=50", "?page");
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
        refused(
            c, s,
            str_c(c->mem, str_fmt(c->mem, "sort=name&cursor=%.*s", STR_ARG(str_part(good, 0, i)))),
            "?cursor");
    }
}

TEST(bad_queries_are_refused)
{
    on_both(c, sample_schema, bad_queries);
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
    on_both(c, sample_schema, pages);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(pages_hold_every_row_once_in_order),
        CASE(filters_leave_what_they_say),
        CASE(bad_queries_are_refused),
        CASE(numbered_pages_and_the_envelope),
    };
    return RUN_TESTS(cases, argc, argv);
}
