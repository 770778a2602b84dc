/* AWS Signature Version 4. */
#include "blob/sign.h"

#include "text/percent.h"
#include "value/instant.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES = 64 << 10, HASH = crypto_auth_hmacsha256_BYTES };

static Str hex(Arena *mem, const uint8_t *p, size_t n)
{
    char *out = NEW_ARRAY(mem, char, 2 * n + 1);
    sodium_bin2hex(out, 2 * n + 1, p, n);
    return str_n(out, (ptrdiff_t)(2 * n));
}

static Str hash_hex(Arena *mem, Str text)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const uint8_t *)text.p, (unsigned long long)text.n);
    return hex(mem, hash, sizeof hash);
}

/* libsodium's one-shot form takes keys of one length only. */
static void hmac(const uint8_t *key, size_t n, Str text, uint8_t out[HASH])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, n);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)text.p, (unsigned long long)text.n);
    crypto_auth_hmacsha256_final(&state, out);
}

static int by_name(const void *a, const void *b)
{
    const SignPair *x = a, *y = b;
    int names = str_cmp(x->name, y->name);
    return names ? names : str_cmp(x->value, y->value);
}

static SignPair *sorted(Arena *mem, const SignPair *pairs, ptrdiff_t n, ptrdiff_t room)
{
    SignPair *out = NEW_ARRAY(mem, SignPair, n + room + 1);
    if (n)
        memcpy(out, pairs, (size_t)n * sizeof *out);
    return out;
}

/* 20130524T000000Z */
static Str amz_date(Arena *mem, int64_t now_ms)
{
    Str iso = instant_text(mem, now_ms);
    Buf b = buf_new(mem, INSTANT_TEXT + 1);
    for (ptrdiff_t i = 0; i < 19 && i < iso.n; i++)
        if (iso.p[i] != '-' && iso.p[i] != ':')
            buf_char(&b, iso.p[i]);
    buf_char(&b, 'Z');
    return buf_str(&b);
}

static void add_path(Buf *b, Str path)
{
    for (ptrdiff_t from = 0, to; from < path.n; from = to + 1) {
        to = str_find_char(path, '/', from);
        to = to < 0 ? path.n : to;
        buf_percent(b, str_part(path, from, to));
        if (to < path.n)
            buf_char(b, '/');
    }
}

static void add_query(Buf *b, Arena *mem, const SignPair *query, ptrdiff_t n)
{
    SignPair *encoded = NEW_ARRAY(mem, SignPair, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        Buf name = buf_new(mem, TEXT_BYTES), value = buf_new(mem, TEXT_BYTES);
        buf_percent(&name, query[i].name);
        buf_percent(&value, query[i].value);
        encoded[i] = (SignPair){ buf_str(&name), buf_str(&value) };
    }
    qsort(encoded, (size_t)n, sizeof *encoded, by_name);
    for (ptrdiff_t i = 0; i < n; i++)
        buf_fmt(b, "%s%.*s=%.*s", i ? "&" : "", STR_ARG(encoded[i].name),
                STR_ARG(encoded[i].value));
}

Str sign_target(Arena *mem, Str path, const SignPair *query, ptrdiff_t n)
{
    Buf b = buf_new(mem, TEXT_BYTES);
    add_path(&b, path);
    if (n)
        buf_char(&b, '?');
    add_query(&b, mem, query, n);
    return buf_str(&b);
}

static Str names_of(Arena *mem, const SignPair *headers, ptrdiff_t n)
{
    Buf b = buf_new(mem, TEXT_BYTES);
    for (ptrdiff_t i = 0; i < n; i++)
        buf_fmt(&b, "%s%.*s", i ? ";" : "", STR_ARG(headers[i].name));
    return buf_str(&b);
}

static Str scope_of(Arena *mem, const SignRequest *r, Str date)
{
    return str_fmt(mem, "%.*s/%.*s/s3/aws4_request", STR_ARG(str_part(date, 0, 8)),
                   STR_ARG(r->region));
}

/* headers are sorted, with names in small letters. */
static Str signature_of(Arena *mem, const SignRequest *r, Str date, const SignPair *headers,
                        ptrdiff_t n)
{
    Buf b = buf_new(mem, TEXT_BYTES);
    buf_fmt(&b, "%.*s\n", STR_ARG(r->method));
    add_path(&b, r->path);
    buf_char(&b, '\n');
    add_query(&b, mem, r->query, r->n_query);
    buf_char(&b, '\n');
    for (ptrdiff_t i = 0; i < n; i++)
        buf_fmt(&b, "%.*s:%.*s\n", STR_ARG(headers[i].name), STR_ARG(str_trim(headers[i].value)));
    buf_fmt(&b, "\n%.*s\n%.*s", STR_ARG(names_of(mem, headers, n)), STR_ARG(r->body_hash));
    Str canonical = hash_hex(mem, buf_str(&b));
    Str what = str_fmt(mem, "AWS4-HMAC-SHA256\n%.*s\n%.*s\n%.*s", STR_ARG(date),
                       STR_ARG(scope_of(mem, r, date)), STR_ARG(canonical));
    Str first = str_fmt(mem, "AWS4%.*s", STR_ARG(r->secret_key));
    uint8_t key[HASH];
    hmac((const uint8_t *)first.p, (size_t)first.n, str_part(date, 0, 8), key);
    hmac(key, HASH, r->region, key);
    hmac(key, HASH, S("s3"), key);
    hmac(key, HASH, S("aws4_request"), key);
    hmac(key, HASH, what, key);
    sodium_memzero((void *)(uintptr_t)first.p, (size_t)first.n);
    return hex(mem, key, HASH);
}

Signature sign_request(Arena *mem, const SignRequest *r)
{
    Signature s = { .date = amz_date(mem, r->now_ms) };
    ptrdiff_t n = r->n_headers;
    SignPair *headers = sorted(mem, r->headers, n, 3);
    for (ptrdiff_t i = 0; i < n; i++)
        headers[i].name = str_lower(mem, headers[i].name);
    headers[n++] = (SignPair){ S("host"), r->host };
    headers[n++] = (SignPair){ S("x-amz-date"), s.date };
    headers[n++] = (SignPair){ S("x-amz-content-sha256"), r->body_hash };
    qsort(headers, (size_t)n, sizeof *headers, by_name);
    s.signature = signature_of(mem, r, s.date, headers, n);
    s.authorization =
        str_fmt(mem, "AWS4-HMAC-SHA256 Credential=%.*s/%.*s, SignedHeaders=%.*s, Signature=%.*s",
                STR_ARG(r->access_key), STR_ARG(scope_of(mem, r, s.date)),
                STR_ARG(names_of(mem, headers, n)), STR_ARG(s.signature));
    return s;
}

Str sign_url(Arena *mem, const SignRequest *r, int64_t expires_s, Signature *out)
{
    SignRequest with = *r;
    SignPair host = { S("host"), r->host };
    Str date = amz_date(mem, r->now_ms);
    SignPair *query = sorted(mem, r->query, r->n_query, 6);
    ptrdiff_t n = r->n_query;
    query[n++] = (SignPair){ S("X-Amz-Algorithm"), S("AWS4-HMAC-SHA256") };
    query[n++] =
        (SignPair){ S("X-Amz-Credential"), str_fmt(mem, "%.*s/%.*s", STR_ARG(r->access_key),
                                                   STR_ARG(scope_of(mem, r, date))) };
    query[n++] = (SignPair){ S("X-Amz-Date"), date };
    query[n++] = (SignPair){ S("X-Amz-Expires"), str_fmt(mem, "%lld", (long long)expires_s) };
    query[n++] = (SignPair){ S("X-Amz-SignedHeaders"), S("host") };
    with.query = query;
    with.n_query = n;
    with.body_hash = S("UNSIGNED-PAYLOAD");
    *out = (Signature){ .date = date, .signature = signature_of(mem, &with, date, &host, 1) };
    query[n++] = (SignPair){ S("X-Amz-Signature"), out->signature };
    return sign_target(mem, r->path, query, n);
}
