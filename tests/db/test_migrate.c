/* Migrations: their text, their order, and what a database that does not fit is told. */
#include "db_case.h"

#include <string.h>

static Str text_of(Ctx *c, const char *text, bool postgres)
{
    Embedded file = { "0001_x.sql", str_of(text) };
    return str_trim(migration_text(c, &file, postgres));
}

TEST(tokens_are_replaced_per_engine)
{
    CHECK_STR(text_of(c, "a @id, b", false), S("a INTEGER PRIMARY KEY, b"));
    CHECK_STR(text_of(c, "a @id, b", true), S("a BIGINT PRIMARY KEY, b"));
    CHECK_STR(text_of(c, "@owned(thing)", false), S(""));
    CHECK(str_find(text_of(c, "@owned(thing)", true), S("ALTER TABLE thing ENABLE ROW LEVEL"), 0) ==
          0);
    CHECK_STR(text_of(c, "VIEW @report(rows) AS", false), S("VIEW report_rows AS"));
    CHECK_STR(text_of(c, "VIEW @report(rows) AS", true), S("VIEW reporting.rows AS"));
    CHECK_STR(text_of(c, "x -- about @id and @nothing\ny", false), S("x \ny"));
    CHECK_STR(text_of(c, "'a@b.c -- it''s @id' @id", true),
              S("'a@b.c -- it''s @id' BIGINT PRIMARY KEY"));
    CHECK_STR(text_of(c, "a\n@only sqlite\nb\n@end\n@only postgresql\nd\n@end\ne", false),
              S("a\nb\ne"));
    CHECK_STR(text_of(c, "a\n@only sqlite\nb\n@end\n@only postgresql\nd\n@end\ne", true),
              S("a\nd\ne"));
    CHECK(!failed(c));
}

TEST(wrong_tokens_are_named_with_their_line)
{
    static const char *const wrong[] = { "\n@nothing",    "\n@owned",    "\n@owned()",
                                         "\n@owned(a b)", "\n@report x", "\n@only mysql",
                                         "\n@only sqlite" };
    for (ptrdiff_t i = 0; i < COUNT(wrong); i++) {
        text_of(c, wrong[i], true);
        CHECK(str_find(c->failure.detail, S("schema/0001_x.sql line 2: "), 0) == 0);
        CHECK_FAILED(c, INTERNAL);
    }
}

/* Migrates a fresh database with files, closes it, and migrates it with others. */
static void first_then(Ctx *c, Str url, const EmbeddedSet *first, const EmbeddedSet *then, int want)
{
    Store *s = store_open(c, url, NULL);
    CHECK_INT(store_migrate_with(s, c, first), first->n);
    store_close(s);
    s = store_open(c, url, NULL);
    CHECK_INT(store_migrate_with(s, c, then), want);
    store_close(s);
}

/* Runs a case on each engine that there is. */
static void each_engine(Ctx *c, void (*run)(Ctx *c, Str (*fresh)(Ctx *c)))
{
    static Str (*const engines[])(Ctx * c) = { fresh_file, fresh_postgres };
    for (ptrdiff_t i = 0; i < COUNT(engines); i++) {
        if (engines[i](c).p)
            run(c, engines[i]);
        else
            test_skip("PostgreSQL: FLORIN_TEST_PG is not set (tests/services.sh sets it)");
    }
}

static const char *const one = "CREATE TABLE one (id @id);\n";

static void fits(Ctx *c, Str (*fresh)(Ctx *c))
{
    EmbeddedSet old = with_start(c, "0002_one.sql", one), start = with_start(c, "", NULL);
    first_then(c, fresh(c), &old, &old, 0);
    first_then(c, fresh(c), &start, &old, 1);
    EmbeddedSet late = with_start(c, "0009_one.sql", one);
    Embedded three[] = { late.files[0],
                         { "0002_two.sql", str_of("CREATE TABLE two (id @id);") },
                         late.files[1] };
    EmbeddedSet between = { three, 3 };
    first_then(c, fresh(c), &late, &between, 1);
    CHECK(!failed(c));
}

TEST(only_new_migrations_run)
{
    each_engine(c, fits);
}

static void misfits(Ctx *c, Str (*fresh)(Ctx *c))
{
    EmbeddedSet old = with_start(c, "0002_one.sql", one), start = with_start(c, "", NULL);
    EmbeddedSet edited = with_start(c, "0002_one.sql", "CREATE TABLE one (id @id, more TEXT);\n");
    EmbeddedSet skipped = with_start(c, "0003_one.sql", one);
    first_then(c, fresh(c), &old, &start, -1);
    CHECK(str_find(c->failure.detail,
                   S("newer Florin: its schema is number 2 and this program knows up "
                     "to 1"),
                   0) > 0);
    CHECK_FAILED(c, DATABASE_NEWER);
    first_then(c, fresh(c), &old, &edited, -1);
    CHECK(str_find(c->failure.detail, S("schema/0002_one.sql is not what"), 0) == 0);
    CHECK_FAILED(c, DATABASE_DAMAGED);
    first_then(c, fresh(c), &old, &skipped, -1);
    CHECK_FAILED(c, DATABASE_DAMAGED);
}

TEST(a_database_that_does_not_fit_is_refused_in_words)
{
    each_engine(c, misfits);
}

static const Query count_half = { "count_half", "SELECT count(*) AS n FROM half", 0, false, true };

static bool ask(Ctx *c, void *arg)
{
    db_one_int(c, arg, DB_NO_ARGS);
    return !failed(c);
}

static void halves(Ctx *c, Str (*fresh)(Ctx *c))
{
    EmbeddedSet bad = with_start(c, "0002_half.sql",
                                 "CREATE TABLE half (id @id);\nINSERT INTO half VALUES (1);\n"
                                 "CREATE TABLE half (id @id);\n");
    EmbeddedSet good = with_start(c, "0002_half.sql", "CREATE TABLE half (id @id);\n");
    Str url = fresh(c);
    Store *s = store_open(c, url, NULL);
    CHECK_INT(store_migrate_with(s, c, &bad), -1);
    CHECK_FAILED(c, INTERNAL);
    CHECK_INT(store_version(s, c, &bad), 1);
    Query q = count_half;
    CHECK(!store_read(s, c, ask, &q));
    CHECK_FAILED(c, INTERNAL);
    CHECK_INT(store_migrate_with(s, c, &good), 1);
    CHECK(store_read(s, c, ask, &q));
    store_close(s);
}

TEST(a_migration_that_fails_leaves_nothing)
{
    each_engine(c, halves);
}

TEST(files_need_numbers_of_their_own)
{
    Store *s = store_open(c, fresh_file(c), NULL);
    static const char *const names[] = { "one.sql", "1_one.sql", "0001_one.sql", "0002one.sql" };
    for (ptrdiff_t i = 0; i < COUNT(names); i++) {
        EmbeddedSet files = with_start(c, names[i], one);
        CHECK_INT(store_migrate_with(s, c, &files), -1);
        CHECK_FAILED(c, INTERNAL);
    }
    store_close(s);
}

static void own(Ctx *c, Str (*fresh)(Ctx *c))
{
    Store *s = store_open(c, fresh(c), NULL);
    if (!CHECK_INT(store_migrate(s, c), schema_files.n))
        printf("# %.*s\n", STR_ARG(c->failure.detail));
    CHECK_INT(store_migrate(s, c), 0);
    CHECK(store_check(s, c));
    CHECK(!failed(c));
    store_close(s);
}

TEST(the_own_schema_runs_and_is_sound)
{
    each_engine(c, own);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(tokens_are_replaced_per_engine),
        CASE(wrong_tokens_are_named_with_their_line),
        CASE(only_new_migrations_run),
        CASE(a_database_that_does_not_fit_is_refused_in_words),
        CASE(a_migration_that_fails_leaves_nothing),
        CASE(files_need_numbers_of_their_own),
        CASE(the_own_schema_runs_and_is_sound),
    };
    return RUN_TESTS(cases, argc, argv);
}
