/* Sessions: a sign-in and what follows from it. */
#include "auth/session.h"
#include "auth/access.h"
#include "auth/caller.h"
#include "auth/cookies.h"
#include "auth/secret.h"
#include "session_sql.h"
#include "text/utf8.h"

static const char REFRESH_PREFIX[] = "flr_";
enum { USER_AGENT_CHARS = 200 };

static void session_tokens(Ctx *c, Session *s)
{
    s->access_token = access_token(c->mem, (Access){ .session_id = s->session_id,
                                                     .user_id = s->user_id,
                                                     .expires_at = c->now_ms + ACCESS_LIFE_MS });
    s->csrf_token = session_csrf(c->mem, s->session_id);
    s->expires_in = ACCESS_LIFE_MS / 1000;
}

static bool refresh_store(Ctx *c, Id session_id, Str token)
{
    return db_run(c, &q_refresh_add,
                  DB_ARGS(V_INT(id_new(c->now_ms)), V_INT(session_id),
                          V_TEXT(secret_hash(c->mem, token)), V_INT(c->now_ms),
                          V_INT(c->now_ms + REFRESH_LIFE_S * 1000LL))) == 1;
}

bool session_start(Ctx *c, Id user_id, Str user_agent, Str address, Session *out)
{
    *out = (Session){ .session_id = id_new(c->now_ms),
                      .user_id = user_id,
                      .refresh_token = secret_token(c->mem, REFRESH_PREFIX) };
    db_run(c, &q_session_add,
           DB_ARGS(V_INT(out->session_id), V_INT(user_id), V_INT(c->now_ms),
                   V_INT(c->now_ms + REFRESH_LIFE_S * 1000LL),
                   V_TEXT_OR_NULL(utf8_prefix(utf8_repair(c->mem, user_agent), USER_AGENT_CHARS)),
                   V_TEXT_OR_NULL(address)));
    refresh_store(c, out->session_id, out->refresh_token);
    session_tokens(c, out);
    return !failed(c);
}

static bool csrf_right(Ctx *c, Id session_id, bool by_cookie, Str csrf)
{
    return !by_cookie || secret_eq(csrf, session_csrf(c->mem, session_id));
}

/* The first use: marks the token and stores its successor. */
static SessionResult rotate(Ctx *c, Id token_id, Session *s)
{
    if (db_run(c, &q_refresh_use, DB_ARGS(V_INT(token_id), V_INT(c->now_ms))) != 1) {
        fail(c, BUSY, NULL, "The token is being used by another request; try again");
        return SESSION_UNKNOWN;
    }
    refresh_store(c, s->session_id, s->refresh_token);
    db_run(c, &q_session_renew,
           DB_ARGS(V_INT(s->session_id), V_INT(c->now_ms),
                   V_INT(c->now_ms + REFRESH_LIFE_S * 1000LL)));
    return SESSION_ROTATED;
}

SessionResult session_rotate(Ctx *c, Str refresh_token, bool by_cookie, Str csrf, Session *out)
{
    DbRows found = db_rows(c, &q_refresh_find, DB_ARGS(V_TEXT(secret_hash(c->mem, refresh_token))));
    if (found.n == 0 || !db_is_null(&found, 0, "ended_at") || !db_bool(&found, 0, "is_active") ||
        db_int(&found, 0, "expires_at") <= c->now_ms ||
        !csrf_right(c, db_int(&found, 0, "session_id"), by_cookie, csrf))
        return SESSION_UNKNOWN;
    *out = (Session){ .session_id = db_int(&found, 0, "session_id"),
                      .user_id = db_int(&found, 0, "user_id"),
                      .refresh_token = secret_successor(c->mem, REFRESH_PREFIX, refresh_token) };
    session_tokens(c, out);
    if (db_is_null(&found, 0, "used_at"))
        return rotate(c, db_int(&found, 0, "id"), out);
    if (c->now_ms - db_int(&found, 0, "used_at") <= REFRESH_RETRY_MS)
        return SESSION_ROTATED;
    session_end(c, out->session_id);
    return SESSION_REUSED;
}

bool session_end(Ctx *c, Id session_id)
{
    db_run(c, &q_session_stop, DB_ARGS(V_INT(session_id), V_INT(c->now_ms)));
    db_after_commit(c, caller_forget, NULL);
    return !failed(c);
}

bool session_end_by_token(Ctx *c, Str refresh_token, bool by_cookie, Str csrf)
{
    DbRows found = db_rows(c, &q_refresh_find, DB_ARGS(V_TEXT(secret_hash(c->mem, refresh_token))));
    if (found.n == 0 || !csrf_right(c, db_int(&found, 0, "session_id"), by_cookie, csrf))
        return !failed(c);
    return session_end(c, db_int(&found, 0, "session_id"));
}

bool session_end_all(Ctx *c, Id user_id, Id keep)
{
    db_run(c, &q_session_stop_all, DB_ARGS(V_INT(user_id), V_INT(c->now_ms), V_INT(keep)));
    db_after_commit(c, caller_forget, NULL);
    return !failed(c);
}
