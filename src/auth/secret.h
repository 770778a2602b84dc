/* Secrets: the server's key, what is derived from it, and random tokens.
 *
 * One 32-byte key belongs to an installation (FLORIN_SECRET_KEY, or a file made at the first
 * start); everything else is derived from it for one purpose each (libsodium's crypto_kdf), so that
 * a value made for one purpose proves nothing for another. Tokens are 256 random bits; the database
 * holds only their hash, which does not depend on the key, so that API tokens survive a change of
 * key. */
#ifndef FLORIN_AUTH_SECRET_H
#define FLORIN_AUTH_SECRET_H

#include "base/base.h"

enum { SECRET_KEY_BYTES = 32, SECRET_MAC_BYTES = 32, SECRET_HASH_BYTES = 32 };

/* Sets the key of this process; called once before any other function here. */
void secret_start(const uint8_t key[SECRET_KEY_BYTES]);

/* prefix and 43 characters of base64url from the system's randomness. */
Str secret_token(Arena *mem, const char *prefix);

/* What the database keeps of a token: 64 hexadecimal digits (BLAKE2b-256). */
Str secret_hash(Arena *mem, Str token);

/* The token that follows another in a rotation: the same for the same token, and not to be guessed
 * without the server's key. */
Str secret_successor(Arena *mem, const char *prefix, Str token);

/* HMAC-SHA-512-256 of bytes under the key for access tokens. */
void secret_sign(Str bytes, uint8_t mac[SECRET_MAC_BYTES]);
bool secret_verify(Str bytes, const uint8_t mac[SECRET_MAC_BYTES]);

/* HMAC of bytes for CSRF tokens, as 43 characters of base64url. */
Str secret_csrf(Arena *mem, Str bytes);

/* Authenticated encryption for what must be stored and read again (XChaCha20-Poly1305), as
 * base64url text. open is false for what was not sealed here. */
Str secret_seal(Arena *mem, Str plain);
bool secret_open(Arena *mem, Str sealed, Str *plain);

/* 64 bits of a text that nobody outside can aim (SipHash under a derived key); for tables in memory
 * and the stored state of limits. */
uint64_t secret_short(Str text);

/* Equal in a time that does not depend on where they differ. */
bool secret_eq(Str a, Str b);

/* base64url without padding, both ways; decode is false for anything not in that exact form. */
Str secret_text(Arena *mem, Str bytes);
bool secret_bytes(Arena *mem, Str text, Str *bytes);

#endif
