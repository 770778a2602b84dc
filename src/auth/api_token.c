/* Personal API tokens. */
#include "auth/api_token.h"
#include "api_token_sql.h"
#include "auth/caller.h"
#include "auth/secret.h"
#include "field/store.h"
#include "text/json.h"

static const char PREFIX[] = "flp_";
enum { SHOWN = 8, TOKENS_MAX = 100 };

static const char *const scope_words[] = { "read", "write", "admin" };

static const Field api_token_fields[] = {
    F_ID(ApiToken, id, .prefix = "tok", .flags = READ_ONLY, .doc = "Given by the server."),
    F_INSTANT(ApiToken, created_at, .flags = READ_ONLY, .doc = "When it was made."),
    F_INSTANT(ApiToken, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_ID(ApiToken, user_id, .prefix = "usr", .flags = HIDDEN | READ_ONLY),
    F_TEXT(ApiToken, name, .flags = NEEDED, .min = 1, .max = 100, .doc = "What it is for."),
    F_TEXTS(ApiToken, scopes, .flags = NEEDED, .min = 1, .max = 3, .example = "read",
            .doc = "What it allows: read, write, admin."),
    F_DATE(ApiToken, expires_on, .flags = OPTIONAL, .doc = "The last day it is good for."),
    F_INSTANT(ApiToken, last_used_at, .flags = READ_ONLY | OPTIONAL,
              .doc = "When it was last used."),
    F_TEXT(ApiToken, prefix, .flags = READ_ONLY, .doc = "How the token begins."),
    F_TEXT(ApiToken, hash, .flags = HIDDEN),
    F_TEXT(ApiToken, token, .flags = READ_ONLY | OPTIONAL | UNSTORED,
           .doc = "The token itself; only in the answer to its creation."),
};

static uint32_t scope_of(Str word)
{
    for (int i = 0; i < COUNT(scope_words); i++)
        if (str_eq(word, str_of(scope_words[i])))
            return 1u << i;
    return 0;
}

static bool token_check(Ctx *c, const void *old, void *row)
{
    const ApiToken *t = row;
    (void)old;
    for (ptrdiff_t i = 0; i < t->scopes.n; i++)
        if (!scope_of(t->scopes.items[i]))
            fail_field(c, str_fmt(c->mem, "/scopes/%td", i), "A scope is read, write or admin");
    if (t->expires_on && t->expires_on < instant_date(c->now_ms))
        fail_field(c, S("/expires_on"), "This day is over");
    return !failed(c);
}

const Resource api_token_resource = {
    .name = "api_token",
    .plural = "api-tokens",
    .table = "api_token",
    .prefix = "tok",
    .shape = SHAPE(ApiToken, api_token_fields),
    .check = token_check,
};

bool api_token_like(Str token)
{
    return str_starts(token, str_of(PREFIX));
}

uint32_t api_token_scopes(Arena *mem, Str stored)
{
    JsonValue list = { 0 };
    JsonError error = { 0 };
    uint32_t scopes = 0;
    if (json_read(mem, stored, json_default_limits, &list, &error))
        for (const JsonValue *v = list.first; v; v = v->next)
            scopes |= scope_of(v->text);
    return scopes;
}

bool api_token_add(Ctx *c, Id user_id, ApiToken *t)
{
    t->token = secret_token(c->mem, PREFIX);
    t->hash = secret_hash(c->mem, t->token);
    t->prefix = str_part(t->token, 0, SHOWN);
    t->user_id = user_id;
    Str token = t->token;
    bool ok = resource_add(c, &api_token_resource, t);
    t->token = token;
    return ok;
}

bool api_token_list(Ctx *c, Call *call)
{
    DbRows rows = db_rows(c, &q_api_token_of_user, DB_ARGS(V_INT(c->user_id)));
    call->list = (ListAnswer){ .items = field_from_rows(c, &api_token_resource.shape, &rows),
                               .n = rows.n,
                               .total = rows.n };
    return !failed(c);
}

bool api_token_post(Ctx *c, Call *call)
{
    ApiToken *t = call->in;
    if (db_one_int(c, &q_api_token_count, DB_ARGS(V_INT(c->user_id))) >= TOKENS_MAX)
        return fail(c, CONFLICT, NULL, "You have %d API tokens; delete one first", TOKENS_MAX);
    call->out = t;
    if (!api_token_add(c, c->user_id, t))
        return false;
    call->location = str_fmt(c->mem, "/auth/tokens/%.*s", STR_ARG(id_text(c->mem, "tok", t->id)));
    return true;
}

bool api_token_drop(Ctx *c, Call *call)
{
    if (db_run(c, &q_api_token_remove, DB_ARGS(V_INT(call->id), V_INT(c->user_id))) == 0)
        return fail(c, NOT_FOUND, NULL, "There is no such API token");
    db_after_commit(c, caller_forget, NULL);
    return !failed(c);
}
