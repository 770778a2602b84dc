/* Fresh databases for the tests. */
#include "db_case.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

Str test_folder(Ctx *c)
{
    static const char *folder;
    folder = folder ? folder : test_scratch("db");
    return str_copy(c->mem, str_of(folder));
}

Str fresh_sqlite(Ctx *c, const char *name)
{
    Str path = str_fmt(c->mem, "%.*s/%s.db", STR_ARG(test_folder(c)), name);
    const char *ends[] = { "", "-wal", "-shm", ".lock" };
    for (int i = 0; i < 4; i++)
        unlink(str_fmt(c->mem, "%.*s%s", STR_ARG(path), ends[i]).p);
    return str_fmt(c->mem, "sqlite:%.*s", STR_ARG(path));
}

Str fresh_file(Ctx *c)
{
    return fresh_sqlite(c, "case");
}

Str fresh_postgres(Ctx *c)
{
    Str url = str_copy(c->mem, str_of(getenv("FLORIN_TEST_PG")));
    if (!url.p)
        return url;
    PGconn *pg = PQconnectdb(str_c(c->mem, url));
    PGresult *r = PQexec(pg, "SET client_min_messages = error; DROP SCHEMA public CASCADE; "
                             "DROP SCHEMA IF EXISTS reporting CASCADE; CREATE SCHEMA public");
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fprintf(stderr, "%s", PQerrorMessage(pg));
        abort();
    }
    PQclear(r);
    PQfinish(pg);
    return url;
}

EmbeddedSet with_start(Ctx *c, const char *name, const char *text)
{
    Embedded *files = NEW_ARRAY(c->mem, Embedded, 2);
    files[0] = schema_files.files[0];
    files[1] = (Embedded){ name, str_of(text) };
    return (EmbeddedSet){ files, text ? 2 : 1 };
}

static void on_one(Ctx *c, Str url, const char *schema, void (*run)(Ctx *c, Store *s))
{
    EmbeddedSet files = with_start(c, "9000_test.sql", schema);
    Store *s = store_open(c, url, &(StoreOptions){ .quick_sync = true });
    CHECK(s);
    if (s && CHECK_INT(store_migrate_with(s, c, &files), 2))
        run(c, s);
    if (failed(c))
        printf("# %.*s: %.*s (%.*s)\n", STR_ARG(fail_slug(c->failure.code)),
               STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
    CHECK(!failed(c));
    fail_clear(c);
    store_close(s);
}

void on_both(Ctx *c, const char *schema, void (*run)(Ctx *c, Store *s))
{
    Ctx fresh = *c;
    on_one(c, fresh_file(c), schema, run);
    Str postgres = fresh_postgres(c);
    *c = fresh;
    if (postgres.p)
        on_one(c, postgres, schema, run);
    else
        test_skip("PostgreSQL: FLORIN_TEST_PG is not set (tests/services.sh sets it)");
}
