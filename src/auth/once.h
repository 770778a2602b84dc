/* Tokens that are used once: to reset a password, to confirm an address, to open a WebSocket. */
#ifndef FLORIN_AUTH_ONCE_H
#define FLORIN_AUTH_ONCE_H

#include "db/db.h"
#include "value/id.h"

typedef enum { ONCE_RESET, ONCE_VERIFY, ONCE_SOCKET } OnceKind;

typedef struct {
    Id user_id;
    Id workspace_id; /* 0: none */
} Once;

/* A new token for a user, good for life_ms. Earlier ones for resets and confirmations end. In the
 * write lane. */
Str once_add(Ctx *c, OnceKind kind, Once who, int64_t life_ms);

/* Uses a token; false, without a failure, when it is none, was used, is over or of another kind. In
 * the write lane. */
bool once_use(Ctx *c, OnceKind kind, Str token, Once *out);

#endif
