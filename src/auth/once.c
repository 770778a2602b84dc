/* Tokens that are used once. */
#include "auth/once.h"
#include "once_sql.h"
#include "auth/secret.h"

static const char *const kinds[] = { "reset", "verify", "socket" };

Str once_add(Ctx *c, OnceKind kind, Once who, int64_t life_ms)
{
    Str token = secret_token(c->mem, "flo_"), word = str_of(kinds[kind]);
    if (kind != ONCE_SOCKET)
        db_run(c, &q_once_end, DB_ARGS(V_INT(who.user_id), V_TEXT(word)));
    db_run(c, &q_once_insert,
           DB_ARGS(V_INT(id_new(c->now_ms)), V_INT(who.user_id), V_INT_OR_NULL(who.workspace_id),
                   V_TEXT(word), V_TEXT(secret_hash(c->mem, token)), V_INT(c->now_ms + life_ms)));
    return token;
}

bool once_use(Ctx *c, OnceKind kind, Str token, Once *out)
{
    DbRows rows = db_rows(
        c, &q_once_take,
        DB_ARGS(V_TEXT(secret_hash(c->mem, token)), V_TEXT(str_of(kinds[kind])), V_INT(c->now_ms)));
    if (rows.n == 0)
        return false;
    *out = (Once){ .user_id = db_int(&rows, 0, "user_id"),
                   .workspace_id = db_int(&rows, 0, "workspace_id") };
    return true;
}
