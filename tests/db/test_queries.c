/* Every statement of every .sql file is understood by both engines over the program's own schema,
 * and gives columns of the same names and of kinds that db/ hands out. */
#include "db_case.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

extern const Query *const all_queries[];
extern const int n_all_queries;

static Store *own_schema(Ctx *c, Str url)
{
    Store *s = store_open(c, url, &(StoreOptions){ .quick_sync = true });
    if (!CHECK(s && store_migrate(s, c) >= 0))
        printf("# %.*s\n", STR_ARG(c->failure.detail));
    return s;
}

/* EXPLAIN compiles a statement and does nothing of it. */
static bool explain(Ctx *c, void *arg)
{
    const Query *q = arg;
    DbValue *args = NEW_ARRAY(c->mem, DbValue, q->params + 1);
    db_rows(c, q, args, q->params);
    return !failed(c);
}

TEST(sqlite_understands_every_statement)
{
    Store *s = own_schema(c, fresh_file(c));
    for (int i = 0; s && i < n_all_queries; i++) {
        Query q = *all_queries[i];
        q.sql = str_fmt(c->mem, "EXPLAIN %s", q.sql).p;
        if (!CHECK(store_write(s, c, explain, &q)))
            printf("# %s: %.*s\n", q.name, STR_ARG(c->failure.detail));
        fail_clear(c);
    }
    store_close(s);
}

/* int2, int4, int8, bool, bytea, text, varchar, name, void. */
static bool handed_out(Oid type)
{
    static const Oid types[] = { 21, 23, 20, 16, 17, 25, 1043, 19, 2278 };
    for (ptrdiff_t i = 0; i < COUNT(types); i++)
        if (types[i] == type)
            return true;
    return false;
}

/* As the driver does: what stands in a comment of the form pg … is part of the text. */
static char *own_text(Ctx *c, const char *sql)
{
    char *text = str_c(c->mem, str_of(sql));
    for (char *open = strstr(text, "/*pg "); open; open = strstr(open, "/*pg ")) {
        memset(open, ' ', 4);
        memset(strstr(open, "*/"), ' ', 2);
    }
    return text;
}

static void describe(PGconn *pg, const Query *q)
{
    PGresult *r = PQdescribePrepared(pg, q->name);
    CHECK_INT(PQnparams(r), q->params);
    for (int i = 0; i < PQnfields(r); i++)
        if (!CHECK(handed_out(PQftype(r, i))))
            printf("# %s: CAST the column %s AS BIGINT or TEXT: it is of type %u\n", q->name,
                   PQfname(r, i), PQftype(r, i));
    PQclear(r);
}

TEST(postgres_understands_every_statement)
{
    Str url = fresh_postgres(c);
    if (!url.p) {
        test_skip("PostgreSQL: FLORIN_TEST_PG is not set (tests/services.sh sets it)");
        return;
    }
    store_close(own_schema(c, url));
    PGconn *pg = PQconnectdb(url.p);
    for (int i = 0; i < n_all_queries; i++) {
        const Query *q = all_queries[i];
        PGresult *r = PQprepare(pg, q->name, own_text(c, q->sql), 0, NULL);
        if (CHECK(PQresultStatus(r) == PGRES_COMMAND_OK))
            describe(pg, q);
        else
            printf("# %s: %s", q->name, PQresultErrorMessage(r));
        PQclear(r);
    }
    PQfinish(pg);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(sqlite_understands_every_statement),
        CASE(postgres_understands_every_statement),
    };
    return RUN_TESTS(cases, argc, argv);
}
