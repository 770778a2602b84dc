/* Fresh stores for tests. */
#include "store_case.h"

#include "db/db_case.h"

static void run_on(Ctx *c, Str url, void (*run)(Ctx *c))
{
    Store *s = store_open(c, url, &(StoreOptions){ .quick_sync = true });
    if (!CHECK(s != NULL) || !CHECK(store_migrate(s, c) > 0)) {
        printf("%.*s: %.*s %.*s\n", STR_ARG(url), STR_ARG(c->failure.detail),
               STR_ARG(c->failure.internal));
        fail_clear(c);
        return;
    }
    c->store = s;
    c->workspace_id = 1;
    c->user_id = 7;
    c->role = ROLE_OWNER;
    run(c);
    fail_clear(c);
    store_close(s);
    c->store = NULL;
}

void on_each_store(Ctx *c, void (*run)(Ctx *c))
{
    run_on(c, fresh_sqlite(c, "case"), run);
    Str postgres = fresh_postgres(c);
    if (postgres.p)
        run_on(c, postgres, run);
}

bool in_write(Ctx *c, StoreUnit *unit, void *arg)
{
    return store_write(c->store, c, unit, arg);
}

bool in_read(Ctx *c, StoreUnit *unit, void *arg)
{
    return store_read(c->store, c, unit, arg);
}
