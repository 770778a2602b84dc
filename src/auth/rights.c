/* Rights: whether the row of an operation lets a caller. */
#include "auth/rights.h"

#include "auth/role.h"

#include <string.h>

uint32_t rights_scope(const Operation *op)
{
    if (op->flags & NO_SCOPE)
        return 0;
    if ((op->flags & WHO_MASK) >= ADMIN)
        return SCOPE_ADMIN;
    return (op->flags & WRITES) || strcmp(op->method, "GET") != 0 ? SCOPE_WRITE : SCOPE_READ;
}

Role rights_role(const Operation *op)
{
    switch (op->flags & WHO_MASK) {
    case VIEWER: return ROLE_VIEWER;
    case MEMBER: return ROLE_MEMBER;
    case ADMIN: return ROLE_ADMIN;
    case OWNERS: return ROLE_OWNER;
    default: return ROLE_NONE;
    }
}

bool rights_check(Ctx *c, const Operation *op, const Caller *caller)
{
    if ((op->flags & WHO_MASK) == ANYONE)
        return true;
    if (!caller->user_id)
        return fail(c, UNAUTHENTICATED, NULL, "This needs a sign-in or an API token");
    uint32_t scope = rights_scope(op);
    if (caller->token_id && !scope)
        return fail(c, FORBIDDEN, NULL, "This cannot be done with an API token; sign in");
    if (caller->token_id && !(caller->scopes & scope))
        return fail(c, FORBIDDEN, NULL, "The API token lacks the scope '%s'",
                    scope == SCOPE_READ    ? "read"
                    : scope == SCOPE_WRITE ? "write"
                                           : "admin");
    Role needed = rights_role(op);
    if (needed == ROLE_NONE)
        return true;
    if (!caller->workspace_id)
        return fail(c, NOT_FOUND, NULL, "You are a member of no workspace; make one first");
    if (caller->role < needed)
        return fail(c, FORBIDDEN, NULL, "This needs the role of %s in the workspace; you are %s",
                    role_words[needed], role_words[caller->role]);
    return true;
}
