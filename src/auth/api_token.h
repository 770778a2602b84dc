/* Personal API tokens: for programs of a user, with scopes. The secret is shown once; the database
 * has its hash and the first characters by which a person recognises it. */
#ifndef FLORIN_AUTH_API_TOKEN_H
#define FLORIN_AUTH_API_TOKEN_H

#include "field/operation.h"

typedef struct {
    Id id;
    int64_t created_at, updated_at;
    Id user_id;
    Str name;
    Texts scopes;    /* read, write, admin */
    Date expires_on; /* the last day it is good for */
    int64_t last_used_at;
    Str prefix;
    Str hash;
    Str token; /* only in the answer to its creation */
} ApiToken;

extern const Resource api_token_resource;

/* Whether a text has the form of an API token. */
bool api_token_like(Str token);

/* The scopes of a stored list as bits of auth/caller.h. */
uint32_t api_token_scopes(Arena *mem, Str stored);

/* Makes a token for a user; name, scopes and expires_on are set. Sets the rest, token included. In
 * the write lane. */
bool api_token_add(Ctx *c, Id user_id, ApiToken *t);

bool api_token_list(Ctx *c, Call *call);
bool api_token_post(Ctx *c, Call *call);
bool api_token_drop(Ctx *c, Call *call);

#endif
