/* Sessions: a sign-in and what follows from it.
 *
 * A session is a family of refresh tokens (7 days each, rotated at every use) and the access tokens
 * made with them. A refresh token that is used again ends the whole session, because one of the two
 * users is not the owner; within 30 seconds it is taken for a retry of a lost answer and gets the
 * same successor, which is derived from it under the server's key and so need not be stored. */
#ifndef FLORIN_AUTH_SESSION_H
#define FLORIN_AUTH_SESSION_H

#include "field/operation.h"

enum { REFRESH_LIFE_S = 7 * 24 * 3600, REFRESH_RETRY_MS = 30 * 1000 };

typedef struct {
    Id session_id;
    Id user_id;
    Str access_token;
    Str refresh_token;
    Str csrf_token;
    int64_t expires_in; /* seconds, of the access token */
} Session;

/* A new session of a user. In the write lane. */
bool session_start(Ctx *c, Id user_id, Str user_agent, Str address, Session *out);

typedef enum {
    SESSION_ROTATED,
    SESSION_UNKNOWN, /* no such token, expired, ended, or the user is inactive */
    SESSION_REUSED,  /* and has been ended by this call */
} SessionResult;

/* Uses a refresh token. In the write lane; to end the session of a reused one the transaction must
 * commit, so the caller fails only after it. csrf: when the token came in a cookie, the CSRF token
 * that came with it, else none; by_cookie tells. A wrong one is SESSION_UNKNOWN and changes
 * nothing. */
SessionResult session_rotate(Ctx *c, Str refresh_token, bool by_cookie, Str csrf, Session *out);

/* Ends the session of a refresh token, or by id; ending what is not there is no failure. In the
 * write lane. */
bool session_end_by_token(Ctx *c, Str refresh_token, bool by_cookie, Str csrf);
bool session_end(Ctx *c, Id session_id);
/* Ends all sessions of a user but keep (0: none). */
bool session_end_all(Ctx *c, Id user_id, Id keep);

#endif
