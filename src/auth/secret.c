/* Secrets: the server's key, what is derived from it, and random tokens. */
#include "auth/secret.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What each derived key is for; the numbers are part of what is stored and never change. */
enum { KEY_ACCESS = 1, KEY_REFRESH = 2, KEY_CSRF = 3, KEY_SEAL = 4, KEY_SHORT = 5, KEY_KINDS = 6 };

static uint8_t keys[KEY_KINDS][SECRET_KEY_BYTES];

void secret_start(const uint8_t key[SECRET_KEY_BYTES])
{
    if (sodium_init() < 0) {
        fputs("florin: libsodium cannot be used on this machine\n", stderr);
        exit(1);
    }
    for (uint64_t i = KEY_ACCESS; i < KEY_KINDS; i++)
        crypto_kdf_derive_from_key(keys[i], SECRET_KEY_BYTES, i, "florin__", key);
}

Str secret_text(Arena *mem, Str bytes)
{
    size_t room =
        sodium_base64_encoded_len((size_t)bytes.n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *out = NEW_ARRAY(mem, char, room);
    sodium_bin2base64(out, room, (const uint8_t *)bytes.p, (size_t)bytes.n,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_of(out);
}

bool secret_bytes(Arena *mem, Str text, Str *bytes)
{
    size_t room = (size_t)text.n / 4 * 3 + 3, n = 0;
    uint8_t *out = NEW_ARRAY(mem, uint8_t, room);
    if (!text.p || sodium_base642bin(out, room, text.p, (size_t)text.n, NULL, &n, NULL,
                                     sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    *bytes = str_n((char *)out, (ptrdiff_t)n);
    return true;
}

static Str with_prefix(Arena *mem, const char *prefix, const uint8_t bytes[32])
{
    Str text = secret_text(mem, str_n((const char *)bytes, 32));
    return str_fmt(mem, "%s%.*s", prefix, STR_ARG(text));
}

Str secret_token(Arena *mem, const char *prefix)
{
    uint8_t bytes[32];
    random_bytes(bytes, sizeof bytes);
    return with_prefix(mem, prefix, bytes);
}

Str secret_hash(Arena *mem, Str token)
{
    uint8_t hash[SECRET_HASH_BYTES];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)token.p, (size_t)token.n, NULL, 0);
    char *hex = NEW_ARRAY(mem, char, sizeof hash * 2 + 1);
    sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
    return str_of(hex);
}

Str secret_successor(Arena *mem, const char *prefix, Str token)
{
    uint8_t mac[crypto_auth_BYTES];
    crypto_auth(mac, (const uint8_t *)token.p, (size_t)token.n, keys[KEY_REFRESH]);
    return with_prefix(mem, prefix, mac);
}

void secret_sign(Str bytes, uint8_t mac[SECRET_MAC_BYTES])
{
    crypto_auth(mac, (const uint8_t *)bytes.p, (size_t)bytes.n, keys[KEY_ACCESS]);
}

bool secret_verify(Str bytes, const uint8_t mac[SECRET_MAC_BYTES])
{
    return crypto_auth_verify(mac, (const uint8_t *)bytes.p, (size_t)bytes.n, keys[KEY_ACCESS]) ==
           0;
}

Str secret_csrf(Arena *mem, Str bytes)
{
    uint8_t mac[crypto_auth_BYTES];
    crypto_auth(mac, (const uint8_t *)bytes.p, (size_t)bytes.n, keys[KEY_CSRF]);
    return secret_text(mem, str_n((char *)mac, sizeof mac));
}

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

Str secret_seal(Arena *mem, Str plain)
{
    uint8_t *out = NEW_ARRAY(mem, uint8_t, NONCE + (size_t)plain.n + TAG);
    unsigned long long n = 0;
    random_bytes(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, &n, (const uint8_t *)plain.p,
                                               (size_t)plain.n, NULL, 0, NULL, out, keys[KEY_SEAL]);
    return secret_text(mem, str_n((char *)out, NONCE + (ptrdiff_t)n));
}

bool secret_open(Arena *mem, Str sealed, Str *plain)
{
    Str raw = { 0 };
    if (!secret_bytes(mem, sealed, &raw) || raw.n < NONCE + TAG)
        return false;
    const uint8_t *in = (const uint8_t *)raw.p;
    uint8_t *out = NEW_ARRAY(mem, uint8_t, (size_t)raw.n);
    unsigned long long n = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            out, &n, NULL, in + NONCE, (size_t)(raw.n - NONCE), NULL, 0, in, keys[KEY_SEAL]) != 0)
        return false;
    *plain = str_n((char *)out, (ptrdiff_t)n);
    return true;
}

uint64_t secret_short(Str text)
{
    uint8_t out[crypto_shorthash_BYTES];
    uint64_t value = 0;
    crypto_shorthash(out, (const uint8_t *)text.p, (unsigned long long)text.n, keys[KEY_SHORT]);
    memcpy(&value, out, sizeof value);
    return value;
}

bool secret_eq(Str a, Str b)
{
    return a.p && b.p && a.n == b.n && sodium_memcmp(a.p, b.p, (size_t)a.n) == 0;
}
