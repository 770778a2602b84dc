/* The caller: who sent a request, found from its access token, cookie or API token.
 *
 * Signed access tokens are checked without the database; whether the session still stands, the user
 * is active and which role they have is looked up and kept for a few seconds. Whatever changes one
 * of these calls caller_forget() after its commit, so that in this process nothing stale is used;
 * another server on the same database notices within CALLER_KEPT_MS. */
#ifndef FLORIN_AUTH_CALLER_H
#define FLORIN_AUTH_CALLER_H

#include "base/base.h"
#include "value/id.h"

enum { CALLER_KEPT_MS = 5000 };

/* What an API token allows; sessions have all. */
enum { SCOPE_READ = 1 << 0, SCOPE_WRITE = 1 << 1, SCOPE_ADMIN = 1 << 2, SCOPE_ALL = -1 };

typedef struct {
    Str authorization; /* the header; none */
    Str cookies;
    Str csrf_token;
    Str workspace; /* X-Workspace-Id */
    Str token;     /* an access token given otherwise (?token= of a WebSocket); none */
    bool changes;  /* a method that may change something: cookies need the CSRF token */
} Credentials;

typedef struct {
    Id user_id;
    Id session_id;   /* 0: an API token */
    Id token_id;     /* 0: a session */
    Id workspace_id; /* 0: the user has none */
    Role role;
    uint32_t scopes;
    bool by_cookie;
} Caller;

/* Finds out who sends these credentials and sets user, workspace, role and scopes of c. Without any
 * credentials *out is zero and that is no failure. UNAUTHENTICATED for those that are forged,
 * expired, ended or of an inactive user; FORBIDDEN for a missing or wrong CSRF token; NOT_FOUND for
 * a workspace the user is not a member of. Outside any lane. */
bool caller_find(Ctx *c, const Credentials *k, Caller *out);

/* Forgets what is kept, for db_after_commit(). */
void caller_forget(void *unused);

/* Another number after every caller_forget(): something about who may do what has changed here. */
uint64_t caller_generation(void);

/* Writes when API tokens were last used; in the write lane. */
bool caller_note_uses(Ctx *c);

#endif
