/* The reporting views: real dates, decimal amounts, the same on both engines and in a bare SQLite.
 */
#include "db_case.h"

#include "value/currency.h"

#include <sqlite3.h>

static const Query account_add = {
    "account_add",
    "INSERT INTO account (id, workspace_id, created_at, updated_at, name, account_type, currency, "
    "opening_balance, opened_on, is_active, sort_order, sync_status, connection_health, "
    "sync_frequency) "
    "VALUES ($1, 7, 0, 0, $2, 'cash', $3, $4, $5, $6, 0, 'manual', 'not_connected', 'manual')",
    6, true, true
};
static const Query transaction_add = {
    "transaction_add",
    "INSERT INTO transactions (id, workspace_id, created_at, updated_at, account_id, date, amount, "
    "currency, description, transaction_type, status, category_source, is_recurring, is_transfer, "
    "is_hidden, folded) VALUES ($1, 7, 0, 0, $2, $3, $4, $5, 'x', 'expense', 'posted', 'none', "
    "$6, $6, $6, 'x')",
    6, true, true
};
static const Query reported_postgres = {
    "reported_postgres",
    "SELECT id, CAST(date AS TEXT) AS date, CAST(amount AS TEXT) AS amount, account "
    "FROM reporting.transactions ORDER BY id",
    0, false, true
};
static const Query reported_sqlite = {
    "reported_sqlite", "SELECT id, date, amount, account FROM report_transactions ORDER BY id", 0,
    false, true
};
static const Query accounts_postgres = {
    "accounts_postgres",
    "SELECT CAST(opening_balance AS TEXT) AS amount, CAST(opened_on AS TEXT) AS date "
    "FROM reporting.accounts ORDER BY id",
    0, false, true
};
static const Query accounts_sqlite = {
    "accounts_sqlite",
    "SELECT opening_balance AS amount, opened_on AS date FROM report_accounts ORDER BY id", 0,
    false, true
};
static const Query digits_postgres = { "digits_postgres",
                                       "SELECT currency, digits FROM reporting.currency_digits", 0,
                                       false, true };
static const Query digits_sqlite = { "digits_sqlite",
                                     "SELECT currency, digits FROM report_currency_digits", 0,
                                     false, true };

static const struct {
    int64_t amount;
    int64_t date;
    Str currency, text, day;
} rows[] = {
    { -4550, 719163, S_INIT("EUR"), S_INIT("-45.50"), S_INIT("1970-01-01") },
    { 5, 738945, S_INIT("EUR"), S_INIT("0.05"), S_INIT("2024-02-29") },
    { -5, 738946, S_INIT("KWD"), S_INIT("-0.005"), S_INIT("2024-03-01") },
    { -1200, 1, S_INIT("JPY"), S_INIT("-1200"), S_INIT("0001-01-01") },
    { INT64_MAX, 3652059, S_INIT("USD"), S_INIT("92233720368547758.07"), S_INIT("9999-12-31") },
    { 0, 738947, S_INIT("BTC"), S_INIT("0.00000000"), S_INIT("2024-03-02") },
};

static bool fill(Ctx *c, void *arg)
{
    (void)arg;
    for (ptrdiff_t i = 0; i < COUNT(rows); i++) {
        db_run(c, &account_add,
               DB_ARGS(V_INT(i + 1), V_TEXT(str_fmt(c->mem, "account %td", i)),
                       V_TEXT(rows[i].currency), V_INT(rows[i].amount), V_INT(rows[i].date),
                       V_BOOL(true)));
        db_run(c, &transaction_add,
               DB_ARGS(V_INT(i + 1), V_INT(i + 1), V_INT(rows[i].date), V_INT(rows[i].amount),
                       V_TEXT(rows[i].currency), V_BOOL(false)));
    }
    return !failed(c);
}

static bool look(Ctx *c, void *arg)
{
    bool postgres = *(bool *)arg;
    DbRows r = db_rows(c, postgres ? &reported_postgres : &reported_sqlite, DB_NO_ARGS);
    DbRows a = db_rows(c, postgres ? &accounts_postgres : &accounts_sqlite, DB_NO_ARGS);
    if (!CHECK_INT(r.n, COUNT(rows)) || !CHECK_INT(a.n, COUNT(rows)))
        return false;
    for (ptrdiff_t i = 0; i < COUNT(rows); i++) {
        CHECK_STR(db_text(&r, i, "amount"), rows[i].text);
        CHECK_STR(db_text(&r, i, "date"), rows[i].day);
        CHECK_STR(db_text(&r, i, "account"), str_fmt(c->mem, "account %td", i));
        CHECK_STR(db_text(&a, i, "amount"), rows[i].text);
        CHECK_STR(db_text(&a, i, "date"), rows[i].day);
    }
    DbRows d = db_rows(c, postgres ? &digits_postgres : &digits_sqlite, DB_NO_ARGS);
    ptrdiff_t n = 0, others = 0;
    const CurrencyInfo *known = currency_list(&n);
    for (ptrdiff_t i = 0; i < n; i++)
        others += known[i].digits != 2;
    CHECK_INT(d.n, others);
    for (ptrdiff_t i = 0; i < d.n; i++)
        CHECK_INT(db_int(&d, i, "digits"),
                  currency_digits(currency_find(db_text(&d, i, "currency"))));
    return !failed(c);
}

static void reports(Ctx *c, Str url)
{
    Store *s = store_open(c, url, &(StoreOptions){ .quick_sync = true });
    CHECK(s && store_migrate(s, c) > 0);
    c->system = true;
    bool postgres = s && store_is_postgres(s);
    CHECK(s && store_write(s, c, fill, NULL) && store_read(s, c, look, &postgres));
    if (failed(c))
        printf("# %.*s\n", STR_ARG(c->failure.detail));
    store_close(s);
}

/* No function of ours is there. */
static void in_bare_sqlite(Ctx *c, Str path)
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *stmt = NULL;
    sqlite3_open(str_c(c->mem, path), &sqlite);
    CHECK_INT(sqlite3_prepare_v2(sqlite,
                                 "SELECT amount FROM report_transactions WHERE date = '2024-02-29'",
                                 -1, &stmt, NULL),
              SQLITE_OK);
    CHECK_INT(sqlite3_step(stmt), SQLITE_ROW);
    CHECK_STR(str_of((const char *)sqlite3_column_text(stmt, 0)), S("0.05"));
    sqlite3_finalize(stmt);
    sqlite3_close(sqlite);
}

TEST(sqlite_reports_real_dates_and_decimals)
{
    Str url = fresh_file(c);
    reports(c, url);
    in_bare_sqlite(c, str_part(url, 7, url.n));
}

TEST(postgres_reports_real_dates_and_decimals)
{
    Str url = fresh_postgres(c);
    if (url.p)
        reports(c, url);
    else
        test_skip("PostgreSQL: FLORIN_TEST_PG is not set (tests/services.sh sets it)");
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(sqlite_reports_real_dates_and_decimals),
        CASE(postgres_reports_real_dates_and_decimals),
    };
    return RUN_TESTS(cases, argc, argv);
}
