/* Access tokens: who is asking, signed, for 15 minutes. */
#include "auth/access.h"
#include "auth/secret.h"

#include <string.h>

static const char PREFIX[] = "fla_";
enum { KIND = 1, SIGNED_BYTES = 1 + 3 * 8, TOKEN_BYTES = SIGNED_BYTES + SECRET_MAC_BYTES };

static void put64(uint8_t *p, int64_t v)
{
    for (int i = 0; i < 8; i++)
        p[i] = (uint8_t)((uint64_t)v >> (56 - 8 * i));
}

static int64_t get64(const uint8_t *p)
{
    uint64_t v = 0;
    for (int i = 0; i < 8; i++)
        v = v << 8 | p[i];
    return (int64_t)v;
}

Str access_token(Arena *mem, Access a)
{
    uint8_t raw[TOKEN_BYTES] = { KIND };
    put64(raw + 1, a.session_id);
    put64(raw + 9, a.user_id);
    put64(raw + 17, a.expires_at);
    secret_sign(str_n((char *)raw, SIGNED_BYTES), raw + SIGNED_BYTES);
    Str text = secret_text(mem, str_n((char *)raw, sizeof raw));
    return str_fmt(mem, "%s%.*s", PREFIX, STR_ARG(text));
}

AccessResult access_read(Arena *mem, Str token, int64_t now_ms, Access *out)
{
    Str raw = { 0 };
    if (!str_starts(token, str_of(PREFIX)) ||
        !secret_bytes(mem, str_part(token, sizeof PREFIX - 1, token.n), &raw) ||
        raw.n != TOKEN_BYTES)
        return ACCESS_FORGED;
    const uint8_t *p = (const uint8_t *)raw.p;
    if (p[0] != KIND || !secret_verify(str_n(raw.p, SIGNED_BYTES), p + SIGNED_BYTES))
        return ACCESS_FORGED;
    Access a = { .session_id = get64(p + 1), .user_id = get64(p + 9), .expires_at = get64(p + 17) };
    if (a.expires_at <= now_ms)
        return ACCESS_EXPIRED;
    *out = a;
    return ACCESS_OK;
}
