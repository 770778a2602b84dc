/* The version of a workspace's data. */
#include "ledger/ledger.h"

#include "transaction_sql.h"

int64_t ledger_version(Ctx *c)
{
    return db_one_int(c, &q_version_get, DB_ARGS(V_INT(c->workspace_id)));
}

bool ledger_changed(Ctx *c)
{
    db_run(c, &q_version_bump, DB_ARGS(V_INT(c->workspace_id)));
    return !failed(c);
}
