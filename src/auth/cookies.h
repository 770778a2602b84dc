/* What the page carries of its session: the cookies with its tokens, and the CSRF token. */
#ifndef FLORIN_AUTH_COOKIES_H
#define FLORIN_AUTH_COOKIES_H

#include "auth/session.h"

/* Once, before the first request. over_tls: browsers shall send the cookies over TLS only. */
void cookies_start(bool over_tls);

/* The CSRF token that belongs to a session. */
Str session_csrf(Arena *mem, Id session_id);

/* Adds the cookies of a session (access, refresh, CSRF) to an answer; or takes them away. */
void session_cookies(Ctx *c, Call *call, const Session *s);
void session_cookies_drop(Ctx *c, Call *call);

/* The access or refresh token of a Cookie header; none when it is not there. */
Str session_cookie_access(Arena *mem, Str cookies);
Str session_cookie_refresh(Arena *mem, Str cookies);

#endif
