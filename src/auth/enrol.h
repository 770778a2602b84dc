/* New users. */
#ifndef FLORIN_AUTH_ENROL_H
#define FLORIN_AUTH_ENROL_H

#include "auth/user.h"

/* Stores a new user (email, names and password_hash set) with preferences and a first workspace
 * that they own; sets id and default_workspace_id. CONFLICT when the address is taken. In the write
 * lane. */
bool user_add(Ctx *c, User *u);

#endif
