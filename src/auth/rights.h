/* Rights: whether the row of an operation lets a caller. The only place where it is decided. */
#ifndef FLORIN_AUTH_RIGHTS_H
#define FLORIN_AUTH_RIGHTS_H

#include "auth/caller.h"
#include "field/operation.h"

/* UNAUTHENTICATED without a sign-in, FORBIDDEN with too small a role or an API token without the
 * scope, NOT_FOUND when the caller has no workspace at all. */
bool rights_check(Ctx *c, const Operation *op, const Caller *caller);

/* The scope an API token needs for an operation; 0: none will do. */
uint32_t rights_scope(const Operation *op);

/* The role an operation asks for; ROLE_NONE for those that need no workspace. */
Role rights_role(const Operation *op);

#endif
