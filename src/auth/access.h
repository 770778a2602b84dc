/* Access tokens: who is asking, signed, for 15 minutes.
 *
 * "fla_" and the base64url of: a kind byte, the session, the user, when it ends, and an HMAC under
 * the server's key. There is one form and one algorithm, nothing in the token chooses either, so it
 * cannot be talked into "none". What the token allows is not in it: session, user and role are
 * looked up (auth/caller.h), so a session that was ended is refused although its token has time
 * left. */
#ifndef FLORIN_AUTH_ACCESS_H
#define FLORIN_AUTH_ACCESS_H

#include "base/base.h"
#include "value/id.h"

enum { ACCESS_LIFE_MS = 15 * 60 * 1000 };

typedef struct {
    Id session_id;
    Id user_id;
    int64_t expires_at;
} Access;

Str access_token(Arena *mem, Access a);

typedef enum {
    ACCESS_OK,
    ACCESS_EXPIRED,
    ACCESS_FORGED /* or malformed, or of another kind */
} AccessResult;

/* Reads a token; *out is set only when ACCESS_OK. */
AccessResult access_read(Arena *mem, Str token, int64_t now_ms, Access *out);

#endif
