/* Rows that several imports state. */
#include "import/shared.h"

#include "ledger/ledger.h"
#include "shared_sql.h"

int64_t shared_hand_over(Ctx *c, Id import_id, int64_t most, Id *behind)
{
    DbValue ws = V_INT(c->workspace_id);
    DbRows rows =
        db_rows(c, &q_shared_rows, DB_ARGS(ws, V_INT(import_id), V_INT(*behind), V_INT(most)));
    for (ptrdiff_t i = 0; i < rows.n && !failed(c); i++) {
        DbValue id = V_INT(db_int(&rows, i, "id")), heir = V_INT(db_int(&rows, i, "heir"));
        db_run(c, &q_shared_give, DB_ARGS(ws, id, heir));
        db_run(c, &q_shared_forget, DB_ARGS(ws, id, heir));
        db_run(c, &q_shared_count, DB_ARGS(ws, heir, V_INT(c->now_ms)));
        *behind = id.i;
    }
    if (rows.n)
        ledger_changed(c);
    return failed(c) ? -1 : rows.n;
}

bool shared_keep_aliases(Ctx *c, Id import_id)
{
    db_run(c, &q_shared_aliases, DB_ARGS(V_INT(c->workspace_id), V_INT(import_id)));
    return !failed(c);
}

bool shared_keep_change(Ctx *c, Id import_id, Id change_id, Id transaction_id)
{
    DbValue ws = V_INT(c->workspace_id);
    Id later = db_one_int(c, &q_shared_later, DB_ARGS(ws, V_INT(transaction_id), V_INT(import_id)));
    if (later)
        db_run(c, &q_shared_change_give, DB_ARGS(ws, V_INT(change_id), V_INT(later)));
    return later && !failed(c);
}

bool shared_revive(Ctx *c, Id import_id)
{
    db_run(c, &q_shared_revive,
           DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_INT(c->now_ms)));
    return !failed(c);
}
