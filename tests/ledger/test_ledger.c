/* What the ledger's headers promise, on both engines. */
#include "store_case.h"

#include "ledger/account.h"
#include "ledger/category.h"
#include "ledger/total.h"
#include "ledger/transaction.h"

typedef struct {
    Id account, groceries, rent;
} Household;

static Account account_named(const char *name, Currency currency)
{
    return (Account){ .name = str_of(name),
                      .account_type = ACCOUNT_CHECKING,
                      .currency = currency,
                      .opening_balance = 10000,
                      .is_active = true,
                      .sync_status = 1,
                      .connection_health = 4,
                      .sync_frequency = 4 };
}

static bool make(Ctx *c, void *arg)
{
    Household *h = arg;
    category_seed(c, S("en"));
    Account a = account_named("Checking", CURRENCY('E', 'U', 'R'));
    resource_add(c, &account_resource, &a);
    h->account = a.id;
    h->groceries = category_by_code(c, S("food.groceries"));
    h->rent = category_by_code(c, S("housing.rent"));
    return !failed(c);
}

static Transaction row(const Household *h, Date date, int64_t amount)
{
    return (Transaction){ .account_id = h->account,
                          .date = date,
                          .amount = amount,
                          .currency = CURRENCY('E', 'U', 'R'),
                          .description = S("Bäcker Müller"),
                          .status = STATUS_POSTED,
                          .category_source = SOURCE_NONE };
}

typedef struct {
    Household *h;
    Transaction t;
} One;

static bool add_one(Ctx *c, void *arg)
{
    One *one = arg;
    return resource_add(c, &transaction_resource, &one->t);
}

static bool drop_one(Ctx *c, void *arg)
{
    One *one = arg;
    return resource_drop(c, &transaction_resource, one->t.id);
}

typedef struct {
    Id account;
    int64_t balance, wrong;
} Look;

static bool look(Ctx *c, void *arg)
{
    Look *l = arg;
    Account a;
    if (!resource_get(c, &account_resource, l->account, &a))
        return false;
    l->balance = a.balance;
    l->wrong = totals_wrong(c);
    return !failed(c);
}

static int64_t balance(Ctx *c, const Household *h)
{
    Look l = { .account = h->account };
    CHECK(in_write(c, look, &l));
    CHECK_INT(l.wrong, 0);
    return l.balance;
}

static void case_balances_follow_the_rows(Ctx *c)
{
    Household h = { 0 };
    CHECK(in_write(c, make, &h));
    CHECK(h.groceries && h.rent);
    CHECK_INT(balance(c, &h), 10000);
    One one = { &h, row(&h, date_of(2024, 2, 29), -450) };
    one.t.category_id = h.groceries;
    CHECK(in_write(c, add_one, &one));
    CHECK_INT(balance(c, &h), 9550);
    One pending = { &h, row(&h, date_of(2024, 3, 1), -100) };
    pending.t.status = STATUS_PENDING;
    CHECK(in_write(c, add_one, &pending));
    CHECK_INT(balance(c, &h), 9550);
    CHECK(in_write(c, drop_one, &one));
    CHECK_INT(balance(c, &h), 10000);
}

static bool split(Ctx *c, void *arg)
{
    One *one = arg;
    Transaction t;
    if (!resource_get(c, &transaction_resource, one->t.id, &t))
        return false;
    t.parts = one->t.parts;
    return resource_change(c, &transaction_resource, &t);
}

static void case_parts_sum_to_the_whole(Ctx *c)
{
    Household h = { 0 };
    CHECK(in_write(c, make, &h));
    One one = { &h, row(&h, date_of(2024, 2, 29), -1000) };
    CHECK(in_write(c, add_one, &one));
    TransactionPart parts[] = { { h.groceries, -400, CURRENCY('E', 'U', 'R'), S("food") },
                                { h.rent, -500, CURRENCY('E', 'U', 'R'), { 0 } } };
    one.t.parts = (List){ parts, 2 };
    CHECK(!in_write(c, split, &one));
    CHECK_STR(c->failure.detail, S("The parts sum to -9.00, the transaction is -10.00"));
    CHECK_FAILED(c, INVALID);
    parts[1].amount = -600;
    CHECK(in_write(c, split, &one));
    CHECK_INT(balance(c, &h), 9000);
    one.t.parts = (List){ 0 };
    CHECK(in_write(c, split, &one));
    CHECK_INT(balance(c, &h), 9000);
}

static bool tag_it(Ctx *c, void *arg)
{
    One *one = arg;
    Transaction t;
    resource_get(c, &transaction_resource, one->t.id, &t);
    t.tags = one->t.tags;
    resource_change(c, &transaction_resource, &t);
    resource_get(c, &transaction_resource, one->t.id, &one->t);
    return !failed(c);
}

static void case_tags_are_made_when_used(Ctx *c)
{
    Household h = { 0 };
    CHECK(in_write(c, make, &h));
    One one = { &h, row(&h, date_of(2024, 2, 29), -1000) };
    CHECK(in_write(c, add_one, &one));
    Str words[] = { S("holiday"), S("Åland"), S("holiday") };
    one.t.tags = (Texts){ words, 3 };
    CHECK(in_write(c, tag_it, &one));
    CHECK_INT(one.t.tags.n, 2);
    CHECK_STR(one.t.tags.items[0], S("holiday"));
}

static void case_currency_is_the_accounts(Ctx *c)
{
    Household h = { 0 };
    CHECK(in_write(c, make, &h));
    One one = { &h, row(&h, date_of(2024, 2, 29), -1000) };
    one.t.currency = CURRENCY('U', 'S', 'D');
    CHECK(!in_write(c, add_one, &one));
    CHECK_STR(c->failure.fields->pointer, S("/currency"));
    CHECK_FAILED(c, INVALID);
}

static bool count_seeded(Ctx *c, void *arg)
{
    int64_t *n = arg;
    static const Query q = { "count", "SELECT count(*) AS n FROM category WHERE workspace_id = $1",
                             1, false, false };
    category_seed(c, S("de"));
    *n = db_one_int(c, &q, DB_ARGS(V_INT(c->workspace_id)));
    return !failed(c);
}

static void case_seeding_twice_adds_nothing(Ctx *c)
{
    int64_t first = 0, second = 0, other = 0;
    CHECK(in_write(c, count_seeded, &first));
    CHECK(in_write(c, count_seeded, &second));
    CHECK(first > 70);
    CHECK_INT(second, first);
    c->workspace_id = 2;
    CHECK(in_write(c, count_seeded, &other));
    CHECK_INT(other, first);
}

static bool other_tenant(Ctx *c, void *arg)
{
    const One *one = arg;
    Transaction t;
    CHECK(!resource_find(c, &transaction_resource, one->t.id, &t));
    resource_drop(c, &transaction_resource, one->t.id);
    return false;
}

static void case_tenants_do_not_meet(Ctx *c)
{
    Household h = { 0 };
    CHECK(in_write(c, make, &h));
    One one = { &h, row(&h, date_of(2024, 2, 29), -1000) };
    CHECK(in_write(c, add_one, &one));
    c->workspace_id = 2;
    CHECK(!in_write(c, other_tenant, &one));
    CHECK_FAILED(c, NOT_FOUND);
    Transaction foreign = row(&h, date_of(2024, 2, 29), -1);
    One intruder = { &h, foreign };
    CHECK(!in_write(c, add_one, &intruder));
    CHECK_FAILED(c, INVALID);
    c->workspace_id = 1;
    CHECK_INT(balance(c, &h), 9000);
}

/* R4: any sequence of changes leaves the totals what the rows give. */
static bool change_at_random(Ctx *c, void *arg)
{
    One *one = arg;
    Rng rng = rng_new((uint64_t)one->t.amount);
    Id ids[40] = { 0 };
    for (int i = 0; i < 300 && !failed(c); i++) {
        Id *slot = &ids[rng_below(&rng, COUNT(ids))];
        Transaction t;
        if (!*slot) {
            t = row(one->h, date_of(2024, 1, 1) + (Date)rng_below(&rng, 90),
                    rng_between(&rng, -5000, 5000));
            t.category_id = rng_below(&rng, 2) ? one->h->rent : 0;
            resource_add(c, &transaction_resource, &t);
            *slot = t.id;
        } else if (rng_below(&rng, 3) == 0) {
            resource_drop(c, &transaction_resource, *slot);
            *slot = 0;
        } else if (resource_get(c, &transaction_resource, *slot, &t)) {
            t.amount = rng_between(&rng, -5000, 5000);
            t.is_hidden = rng_below(&rng, 2);
            t.is_transfer = rng_below(&rng, 2);
            t.status = (int)rng_between(&rng, STATUS_PENDING, STATUS_CANCELLED);
            t.category_id = rng_below(&rng, 2) ? one->h->groceries : 0;
            resource_change(c, &transaction_resource, &t);
        }
    }
    return !failed(c);
}

static void case_totals_are_what_the_rows_give(Ctx *c)
{
    Household h = { 0 };
    CHECK(in_write(c, make, &h));
    for (int seed = 1; seed <= 3; seed++) {
        One one = { &h, { .amount = seed } };
        CHECK(in_write(c, change_at_random, &one));
        balance(c, &h);
    }
}

typedef struct {
    const char *query;
    int64_t n, total;
    Str pointer;
} Listing;

static bool list(Ctx *c, void *arg)
{
    Listing *l = arg;
    ListRequest q;
    ListAnswer a;
    if (!list_request_read(c, &transaction_resource, str_of(l->query), &q) ||
        !resource_list(c, &q, &a))
        return false;
    l->n = a.n;
    l->total = a.total;
    return true;
}

static int64_t listed(Ctx *c, const char *query)
{
    Listing l = { .query = query, .n = -1 };
    if (!in_read(c, list, &l))
        printf("%s: %.*s\n", query, STR_ARG(c->failure.detail));
    fail_clear(c);
    return l.n;
}

static void case_filters(Ctx *c)
{
    Household h = { 0 };
    CHECK(in_write(c, make, &h));
    for (int i = 0; i < 10; i++) {
        One one = { &h, row(&h, date_of(2024, 1, 1) + i * 10, i % 2 ? 1000 + i : -1000 - i) };
        one.t.category_id = i < 4 ? h.groceries : 0;
        one.t.description = i == 3 ? S("Crème brûlée") : S("Bäcker Müller");
        CHECK(in_write(c, add_one, &one));
    }
    CHECK_INT(listed(c, ""), 10);
    CHECK_INT(listed(c, "start_date=2024-01-31&end_date=2024-02-20"), 3);
    CHECK_INT(listed(c, "search_query=creme%20BRULEE"), 1);
    CHECK_INT(listed(c, "search_query=backer"), 9);
    CHECK_INT(listed(c, "category=food.groceries"), 4);
    CHECK_INT(listed(c, "category=Groceries"), 4);
    CHECK_INT(listed(c, "category=food"), 4);
    CHECK_INT(listed(c, "uncategorized=true"), 6);
    CHECK_INT(listed(c, "transaction_type=income"), 5);
    CHECK_INT(listed(c, "min_amount=10.05"), 3);
    CHECK_INT(listed(c, "max_amount=-10.04"), 3);
    CHECK_INT(listed(c, "status=pending"), 0);
    CHECK_INT(listed(c, "tag=nothing"), 0);
    CHECK_INT(listed(c, "limit=3&sort=amount"), 3);
    CHECK_INT(listed(c, "colour=red"), -1);
    Str id = id_text(c->mem, "cat", h.groceries);
    CHECK_INT(listed(c, str_c(c->mem, str_fmt(c->mem, "category_id=%.*s", STR_ARG(id)))), 4);
}

#define ON_EACH(name)                                                                              \
    TEST(name)                                                                                     \
    {                                                                                              \
        on_each_store(c, case_##name);                                                             \
    }
ON_EACH(balances_follow_the_rows)
ON_EACH(parts_sum_to_the_whole)
ON_EACH(tags_are_made_when_used)
ON_EACH(currency_is_the_accounts)
ON_EACH(seeding_twice_adds_nothing)
ON_EACH(tenants_do_not_meet)
ON_EACH(totals_are_what_the_rows_give)
ON_EACH(filters)

int main(int argc, char **argv)
{
    log_level(LOG_NOTHING);
    const TestCase cases[] = {
        CASE(balances_follow_the_rows),      CASE(parts_sum_to_the_whole),
        CASE(tags_are_made_when_used),       CASE(currency_is_the_accounts),
        CASE(seeding_twice_adds_nothing),    CASE(tenants_do_not_meet),
        CASE(totals_are_what_the_rows_give), CASE(filters),
    };
    return RUN_TESTS(cases, argc, argv);
}
