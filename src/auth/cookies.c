/* The cookies of a session. */
#include "auth/cookies.h"

#include "auth/secret.h"
#include "http/header.h"

static bool secure;

void cookies_start(bool over_tls)
{
    secure = over_tls;
}

Str session_csrf(Arena *mem, Id session_id)
{
    return secret_csrf(mem, str_fmt(mem, "%lld", (long long)session_id));
}

static void add_cookie(Ctx *c, Call *call, Cookie k)
{
    k.secure = secure;
    Str *items = NEW_ARRAY(c->mem, Str, call->headers.n + 1);
    for (ptrdiff_t i = 0; i < call->headers.n; i++)
        items[i] = call->headers.items[i];
    items[call->headers.n] = str_fmt(c->mem, "Set-Cookie: %.*s", STR_ARG(cookie_text(c->mem, &k)));
    call->headers = (Texts){ .items = items, .n = call->headers.n + 1 };
}

void session_cookies(Ctx *c, Call *call, const Session *s)
{
    add_cookie(c, call,
               (Cookie){ .name = S("florin_access"),
                         .value = s->access_token,
                         .max_age_seconds = s->expires_in,
                         .http_only = true });
    add_cookie(c, call,
               (Cookie){ .name = S("florin_refresh"),
                         .value = s->refresh_token,
                         .max_age_seconds = REFRESH_LIFE_S,
                         .http_only = true });
    add_cookie(c, call,
               (Cookie){ .name = S("florin_csrf"),
                         .value = s->csrf_token,
                         .max_age_seconds = REFRESH_LIFE_S });
}

void session_cookies_drop(Ctx *c, Call *call)
{
    const Str names[] = { S("florin_access"), S("florin_refresh"), S("florin_csrf") };
    for (ptrdiff_t i = 0; i < COUNT(names); i++)
        add_cookie(
            c, call,
            (Cookie){
                .name = names[i], .value = S(""), .max_age_seconds = -1, .http_only = i < 2 });
}

static Str cookie_of(Arena *mem, Str cookies, Str name)
{
    const Cookie k = { .name = name, .secure = secure };
    return cookies.p ? cookie_find(cookies, cookie_name(mem, &k)) : (Str){ 0 };
}

Str session_cookie_access(Arena *mem, Str cookies)
{
    return cookie_of(mem, cookies, S("florin_access"));
}

Str session_cookie_refresh(Arena *mem, Str cookies)
{
    return cookie_of(mem, cookies, S("florin_refresh"));
}
