/* A server inside the test's process. */
#include "server.h"
#include "app/tables.h"
#include "auth/auth.h"
#include "db/migrate.h"

#include <stdio.h>
#include <stdlib.h>

static ApiOptions options = { .threads = 2, .heavy = 2, .no_house = true };

void test_server_house(bool on)
{
    options.no_house = !on;
}

static Api *start(Ctx *c, Store *store)
{
    ApiOptions o = options;
    o.tables = operation_tables;
    o.n_tables = operation_table_count;
    return api_start(c, store, &o);
}

static void end_with(Ctx *c)
{
    printf("FAILED: the server does not start: %.*s (%.*s)\n0 passed, 1 failed\n",
           STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
    exit(1);
}

TestServer test_server_start(Ctx *c, Str url)
{
    AuthOptions auth = { .password_cost = { .passes = 1, .memory_kib = 8, .at_once = 4 },
                         .limits_off = true };
    TestServer s = { .store = store_open(c, url, &(StoreOptions){ .quick_sync = true }) };
    for (int i = 0; i < SECRET_KEY_BYTES; i++)
        auth.key[i] = (uint8_t)i;
    auth_start(&auth);
    tables_start();
    if (!s.store || store_migrate(s.store, c) < 0)
        end_with(c);
    s.api = start(c, s.store);
    if (!s.api)
        end_with(c);
    s.port = api_port(s.api);
    return s;
}

void test_server_stop(TestServer *s)
{
    api_stop(s->api, 1000);
    store_close(s->store);
}

void test_server_again(Ctx *c, TestServer *s)
{
    api_stop(s->api, 1000);
    s->api = start(c, s->store);
    if (!s->api)
        end_with(c);
    s->port = api_port(s->api);
}

typedef struct {
    uint64_t sum;
} State;

/* Rows are added up, so that their order does not count. */
static bool add_row(Ctx *c, const DbRows *row, void *arg)
{
    State *state = arg;
    Buf b = buf_new(c->mem, 1 << 22);
    for (ptrdiff_t i = 0; i < row->n_columns; i++) {
        const DbValue *v = &row->cells[i];
        buf_fmt(&b, "%.*s=%d:%lld:%.*s;", STR_ARG(row->columns[i]), (int)v->type, (long long)v->i,
                STR_ARG(v->s));
    }
    state->sum += str_hash(buf_str(&b));
    return true;
}

/* The tables are those of the migrations. */
static bool sum_tables(Ctx *c, void *arg)
{
    for (ptrdiff_t f = 0; f < schema_files.n; f++)
        for (Str text = schema_files.files[f].bytes; text.p && !failed(c);) {
            Str line = str_cut(&text, '\n'), words = line;
            if (!str_starts(line, S("CREATE TABLE ")))
                continue;
            str_cut(&words, ' ');
            str_cut(&words, ' ');
            Str table = str_cut(&words, ' ');
            if (str_eq(table, S("rate_limit")))
                continue;
            Query *q = NEW(c->mem, Query);
            *q = (Query){ .name = "state",
                          .any_tenant = true,
                          .sql = str_fmt(c->mem, "SELECT * FROM %.*s", STR_ARG(table)).p };
            db_each(c, q, DB_NO_ARGS, add_row, arg);
        }
    return !failed(c);
}

uint64_t test_server_state(Ctx *c, Store *s)
{
    State state = { 0 };
    Ctx own = ctx_new("state", 256 << 20);
    own.system = true;
    if (!store_read(s, &own, sum_tables, &state)) {
        printf("FAILED: the state cannot be read: %.*s\n", STR_ARG(own.failure.detail));
        exit(1);
    }
    ctx_done(&own);
    (void)c;
    return state.sum;
}
