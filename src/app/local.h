/* The workspace a command works in, without a server and without signing in: whoever may read the
 * database file may use it. */
#ifndef FLORIN_APP_LOCAL_H
#define FLORIN_APP_LOCAL_H

#include "base/base.h"

/* Makes a workspace the one of c, with the rights of its owner: the one with this id or name;
 * without a name the only one there is. An empty database gets a local user (local_email, without a
 * password until `florin admin user password` sets one) with a workspace. NOT_FOUND or CONFLICT
 * with words that list the workspaces when the choice is not clear. c->store is open. */
bool local_enter(Ctx *c, Str workspace);

extern const char local_email[];

#endif
