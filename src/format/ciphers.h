/* The hashes and ciphers that protected workbooks name, over nettle and libargon2.
 *
 * Pure functions: nothing is kept between calls, nothing is asked of the system, so they work where
 * a reader may do nothing else. */
#ifndef FLORIN_FORMAT_CIPHERS_H
#define FLORIN_FORMAT_CIPHERS_H

#include "base/base.h"

enum { DIGEST_BYTES_MAX = 64, AES_BLOCK_BYTES = 16 };

typedef enum {
    DIGEST_NONE,
    DIGEST_MD5,
    DIGEST_SHA1,
    DIGEST_SHA256,
    DIGEST_SHA384,
    DIGEST_SHA512
} DigestKind;

typedef struct {
    char p[DIGEST_BYTES_MAX];
    ptrdiff_t n;
} Digest;

/* The hash of that name, with or without a hyphen ("SHA512", "SHA-512"); DIGEST_NONE: unknown. */
DigestKind digest_find(Str name);
ptrdiff_t digest_bytes(DigestKind kind);

/* The hash of a followed by b; kind is not DIGEST_NONE in any of these. */
Digest digest_of(DigestKind kind, Str a, Str b);
/* Hashes the digest so often, each time behind the number of the round from 0 in four bytes, the
 * low one first ([MS-OFFCRYPTO] 2.3.4.7, 2.3.4.11). */
void digest_spin(DigestKind kind, int64_t rounds, Digest *d);
Digest digest_hmac(DigestKind kind, Str key, Str message);
Str digest_str(const Digest *d);

/* n bytes of key by PBKDF2 with HMAC-SHA-1 (RFC 8018). */
void key_pbkdf2(Str password, Str salt, int64_t rounds, char *out, ptrdiff_t n);

/* The same by Argon2id (RFC 9106), in one thread; memory in KiB. False when the numbers are out of
 * its bounds or the memory is not there. */
bool key_argon2id(Str password, Str salt, uint32_t passes, uint32_t memory, uint32_t lanes,
                  char *out, ptrdiff_t n);

/* Whether AES has keys of so many bytes. */
bool aes_key_fits(ptrdiff_t bytes);
/* in.n bytes to out, which may be in itself. The key fits; in is of whole blocks, the vector one.
 */
void aes_decrypt_ecb(Str key, Str in, char *out);
void aes_decrypt_cbc(Str key, Str vector, Str in, char *out);
/* False when the tag of 16 bytes is not that of the bytes under this key. The vector has 12 bytes.
 */
bool aes_open_gcm(Str key, Str vector, Str in, Str tag, char *out);

/* The bytes as RC4 makes them of in, from the beginning of its stream; the key has 1 to 256 bytes.
 */
void rc4_apply(Str key, Str in, char *out);

/* Cipher feedback by whole blocks of 8 bytes; the last one may be cut. The key has 8 to 56 bytes,
 * the vector 8. */
bool blowfish_key_fits(ptrdiff_t bytes);
void blowfish_decrypt_cfb(Str key, Str vector, Str in, char *out);

#endif
