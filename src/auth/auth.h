/* auth/: who is asking and what they may: users, sessions, tokens, workspaces, rights, limits.
 *
 * The room shows its operations as one table; the dispatcher asks caller.h who sent a request and
 * rights.h whether the operation's row lets them. */
#ifndef FLORIN_AUTH_AUTH_H
#define FLORIN_AUTH_AUTH_H

#include "auth/password.h"
#include "auth/secret.h"
#include "field/operation.h"

typedef struct {
    uint8_t key[SECRET_KEY_BYTES];
    PasswordCost password_cost;
    bool secure_cookies;      /* the page is reached over TLS */
    bool registration_closed; /* only admins make users */
    bool limits_off;          /* for tests */
} AuthOptions;

/* Once, before the first request. */
void auth_start(const AuthOptions *o);

/* Removes what is over: ended sessions, used and expired tokens. Writes behind what was only noted
 * (last use of API tokens). For the housekeeping of the server. */
bool auth_sweep(Ctx *c);

extern const OperationTable auth_operations;

#endif
