/* The caller: who sent a request, found from its access token, cookie or API token. */
#include "auth/caller.h"
#include "auth/access.h"
#include "auth/api_token.h"
#include "caller_sql.h"
#include "auth/secret.h"
#include "auth/cookies.h"
#include "auth/role.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { KEPT = 4096, USES = 256 };

/* What was looked up, by session or API token and the workspace asked for. */
typedef struct {
    Id session_id;
    uint64_t token; /* of an API token: secret_short of its hash, checked against the hash's text
                       below */
    char hash[64];
    Id asked; /* the workspace named, 0: none */
    Caller caller;
    int64_t expires_on_ms;
    int64_t until_ms;
    uint64_t generation;
} Kept;

static struct {
    pthread_mutex_t lock;
    Kept kept[KEPT];
    atomic_uint_fast64_t generation;
    struct {
        Id id;
        int64_t at;
    } uses[USES];
    int n_uses;
} cache = { .lock = PTHREAD_MUTEX_INITIALIZER };

void caller_forget(void *unused)
{
    (void)unused;
    atomic_fetch_add(&cache.generation, 1);
}

uint64_t caller_generation(void)
{
    return atomic_load(&cache.generation);
}

static Kept *place_of(const Kept *k)
{
    uint64_t h = ((uint64_t)k->session_id ^ k->token) * 0x9e3779b97f4a7c15u ^ (uint64_t)k->asked;
    return &cache.kept[(h ^ h >> 29) % KEPT];
}

static bool kept_find(Kept *k, int64_t now_ms)
{
    pthread_mutex_lock(&cache.lock);
    const Kept *p = place_of(k);
    bool found = p->session_id == k->session_id && p->token == k->token && p->asked == k->asked &&
                 !memcmp(p->hash, k->hash, sizeof k->hash) && p->until_ms > now_ms &&
                 p->generation == cache.generation;
    if (found)
        *k = *p;
    pthread_mutex_unlock(&cache.lock);
    return found;
}

static void kept_store(const Kept *k)
{
    pthread_mutex_lock(&cache.lock);
    *place_of(k) = *k;
    pthread_mutex_unlock(&cache.lock);
}

/* Remembers the use of an API token until it is written; a full list drops it, the next one counts.
 */
static void note_use(Id token_id, int64_t now_ms)
{
    pthread_mutex_lock(&cache.lock);
    int i = 0;
    while (i < cache.n_uses && cache.uses[i].id != token_id)
        i++;
    if (i < USES) {
        cache.uses[i].id = token_id;
        cache.uses[i].at = now_ms;
        cache.n_uses = i == cache.n_uses ? i + 1 : cache.n_uses;
    }
    pthread_mutex_unlock(&cache.lock);
}

bool caller_note_uses(Ctx *c)
{
    for (;;) {
        pthread_mutex_lock(&cache.lock);
        bool some = cache.n_uses > 0;
        Id id = 0;
        int64_t at = 0;
        if (some) {
            cache.n_uses--;
            id = cache.uses[cache.n_uses].id;
            at = cache.uses[cache.n_uses].at;
        }
        pthread_mutex_unlock(&cache.lock);
        if (!some || db_run(c, &q_caller_token_used, DB_ARGS(V_INT(id), V_INT(at))) < 0)
            return !failed(c);
    }
}

/* A lookup on its way: what is known, and what the rows say. */
typedef struct {
    Kept *k;
    bool found;
} Lookup;

static bool look_up(Ctx *c, void *arg)
{
    Lookup *l = arg;
    Kept *k = l->k;
    DbRows rows =
        k->session_id
            ? db_rows(c, &q_caller_by_session,
                      DB_ARGS(V_INT(k->session_id), V_INT_OR_NULL(k->asked)))
            : db_rows(c, &q_caller_by_token,
                      DB_ARGS(V_TEXT(str_n(k->hash, sizeof k->hash)), V_INT_OR_NULL(k->asked)));
    if (rows.n == 0 || !db_bool(&rows, 0, "is_active"))
        return !failed(c);
    if (k->session_id && !db_is_null(&rows, 0, "ended_at"))
        return !failed(c);
    l->found = true;
    k->caller = (Caller){ .user_id = db_int(&rows, 0, "user_id"),
                          .session_id = k->session_id,
                          .workspace_id = db_int(&rows, 0, "workspace_id"),
                          .role = role_of_word(db_text(&rows, 0, "role")),
                          .scopes = (uint32_t)SCOPE_ALL };
    k->expires_on_ms = INT64_MAX;
    if (!k->session_id) {
        k->caller.token_id = db_int(&rows, 0, "token_id");
        k->caller.scopes = api_token_scopes(c->mem, db_text(&rows, 0, "scopes"));
        if (!db_is_null(&rows, 0, "expires_on"))
            k->expires_on_ms = instant_of((Date)db_int(&rows, 0, "expires_on") + 1, 0);
    }
    return true;
}

static bool refuse(Ctx *c, const char *why)
{
    return fail(c, UNAUTHENTICATED, NULL, "%s; sign in again", why);
}

static bool kept_load(Ctx *c, Kept *k)
{
    if (kept_find(k, c->now_ms))
        return true;
    Lookup l = { .k = k };
    k->generation = cache.generation;
    k->until_ms = c->now_ms + CALLER_KEPT_MS;
    bool system = c->system;
    c->system = true;
    bool read = store_read(c->store, c, look_up, &l);
    c->system = system;
    if (!read)
        return false;
    if (!l.found)
        return refuse(c, "The token is not valid any more");
    kept_store(k);
    return true;
}

/* Which token the credentials hold, and whether it came in a cookie. */
static Str token_of(Ctx *c, const Credentials *k, bool *by_cookie)
{
    if (k->token.p)
        return k->token;
    if (k->authorization.p) {
        Str rest = k->authorization, scheme = str_cut(&rest, ' ');
        if (str_eq_nocase(scheme, S("Bearer")) && rest.n > 0)
            return str_trim(rest);
        fail(c, UNAUTHENTICATED, NULL, "The Authorization header must be 'Bearer' and a token");
        return (Str){ 0 };
    }
    *by_cookie = true;
    return session_cookie_access(c->mem, k->cookies);
}

static bool read_token(Ctx *c, Str token, Kept *k)
{
    if (api_token_like(token)) {
        Str hash = secret_hash(c->mem, token);
        memcpy(k->hash, hash.p, sizeof k->hash);
        k->token = secret_short(hash);
        return true;
    }
    Access a = { 0 };
    AccessResult result = access_read(c->mem, token, c->now_ms, &a);
    if (result == ACCESS_EXPIRED)
        return refuse(c, "The access token has expired");
    if (result == ACCESS_FORGED)
        return refuse(c, "The access token is not valid");
    k->session_id = a.session_id;
    return true;
}

static bool read_workspace(Ctx *c, Str text, Id *out)
{
    if (!text.p || id_parse(text, "wsp", out) == ID_OK)
        return true;
    return fail(c, MALFORMED, "X-Workspace-Id",
                "X-Workspace-Id is not the id of a workspace (wsp_…)");
}

bool caller_find(Ctx *c, const Credentials *k, Caller *out)
{
    *out = (Caller){ 0 };
    bool by_cookie = false;
    Str token = token_of(c, k, &by_cookie);
    if (failed(c) || !token.p)
        return !failed(c);
    Kept kept = { 0 };
    if (!read_token(c, token, &kept) || !read_workspace(c, k->workspace, &kept.asked) ||
        !kept_load(c, &kept))
        return false;
    if (kept.expires_on_ms <= c->now_ms)
        return refuse(c, "The API token has expired");
    if (by_cookie && k->changes &&
        !secret_eq(k->csrf_token, session_csrf(c->mem, kept.caller.session_id)))
        return fail(c, FORBIDDEN, "X-CSRF-Token",
                    "The X-CSRF-Token header must repeat the florin_csrf cookie");
    if (kept.asked && kept.caller.workspace_id != kept.asked)
        return fail(c, NOT_FOUND, "X-Workspace-Id", "There is no such workspace");
    if (kept.caller.token_id)
        note_use(kept.caller.token_id, c->now_ms);
    *out = kept.caller;
    out->by_cookie = by_cookie;
    c->user_id = out->user_id;
    c->workspace_id = out->workspace_id;
    c->role = out->role;
    c->scopes = out->scopes;
    return true;
}
