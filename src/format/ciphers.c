/* The hashes and ciphers of protected workbooks, over nettle and libargon2. */
#include "format/ciphers.h"

#include <argon2.h>
#include <assert.h>
#include <nettle/aes.h>
#include <nettle/arcfour.h>
#include <nettle/blowfish.h>
#include <nettle/cbc.h>
#include <nettle/cfb.h>
#include <nettle/gcm.h>
#include <nettle/hmac.h>
#include <nettle/nettle-meta.h>
#include <nettle/pbkdf2.h>
#include <string.h>

/* What nettle's functions keep of any of these hashes. */
typedef union {
    struct md5_ctx md5;
    struct sha1_ctx sha1;
    struct sha256_ctx sha256;
    struct sha512_ctx sha512;
} HashState;

static const struct {
    Str name;
    const struct nettle_hash *hash;
} digests[] = {
    [DIGEST_NONE] = { S_INIT(""), NULL },
    [DIGEST_MD5] = { S_INIT("MD5"), &nettle_md5 },
    [DIGEST_SHA1] = { S_INIT("SHA1"), &nettle_sha1 },
    [DIGEST_SHA256] = { S_INIT("SHA256"), &nettle_sha256 },
    [DIGEST_SHA384] = { S_INIT("SHA384"), &nettle_sha384 },
    [DIGEST_SHA512] = { S_INIT("SHA512"), &nettle_sha512 },
};

static const uint8_t *bytes_of(Str s)
{
    return (const uint8_t *)s.p;
}

/* --- hashes --- */

DigestKind digest_find(Str name)
{
    char plain[16];
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < name.n && n < (ptrdiff_t)sizeof plain; i++)
        if (name.p[i] != '-')
            plain[n++] = name.p[i];
    for (int kind = DIGEST_MD5; kind <= DIGEST_SHA512; kind++)
        if (str_eq_nocase(digests[kind].name, str_n(plain, n)))
            return (DigestKind)kind;
    return DIGEST_NONE;
}

ptrdiff_t digest_bytes(DigestKind kind)
{
    return kind ? (ptrdiff_t)digests[kind].hash->digest_size : 0;
}

Str digest_str(const Digest *d)
{
    return str_n(d->p, d->n);
}

Digest digest_of(DigestKind kind, Str a, Str b)
{
    const struct nettle_hash *h = digests[kind].hash;
    HashState state;
    Digest out = { .n = digest_bytes(kind) };
    h->init(&state);
    h->update(&state, (size_t)a.n, bytes_of(a));
    h->update(&state, (size_t)b.n, bytes_of(b));
    h->digest(&state, (size_t)out.n, (uint8_t *)out.p);
    return out;
}

void digest_spin(DigestKind kind, int64_t rounds, Digest *d)
{
    for (int64_t i = 0; i < rounds; i++) {
        const char number[4] = { (char)i, (char)(i >> 8), (char)(i >> 16), (char)(i >> 24) };
        *d = digest_of(kind, str_n(number, sizeof number), digest_str(d));
    }
}

Digest digest_hmac(DigestKind kind, Str key, Str message)
{
    const struct nettle_hash *h = digests[kind].hash;
    HashState outer, inner, state;
    Digest out = { .n = digest_bytes(kind) };
    hmac_set_key(&outer, &inner, &state, h, (size_t)key.n, bytes_of(key));
    hmac_update(&state, h, (size_t)message.n, bytes_of(message));
    hmac_digest(&outer, &inner, &state, h, (size_t)out.n, (uint8_t *)out.p);
    return out;
}

void key_pbkdf2(Str password, Str salt, int64_t rounds, char *out, ptrdiff_t n)
{
    pbkdf2_hmac_sha1((size_t)password.n, bytes_of(password), (unsigned)rounds, (size_t)salt.n,
                     bytes_of(salt), (size_t)n, (uint8_t *)out);
}

bool key_argon2id(Str password, Str salt, uint32_t passes, uint32_t memory, uint32_t lanes,
                  char *out, ptrdiff_t n)
{
    argon2_context a = { .out = (uint8_t *)out,
                         .outlen = (uint32_t)n,
                         .pwd = (uint8_t *)(uintptr_t)password.p,
                         .pwdlen = (uint32_t)password.n,
                         .salt = (uint8_t *)(uintptr_t)salt.p,
                         .saltlen = (uint32_t)salt.n,
                         .t_cost = passes,
                         .m_cost = memory,
                         .lanes = lanes,
                         .threads = 1,
                         .version = ARGON2_VERSION_13 };
    return argon2id_ctx(&a) == ARGON2_OK;
}

/* --- AES --- */

typedef union {
    struct aes128_ctx aes128;
    struct aes192_ctx aes192;
    struct aes256_ctx aes256;
} AesState;

bool aes_key_fits(ptrdiff_t bytes)
{
    return bytes == 16 || bytes == 24 || bytes == 32;
}

static const struct nettle_cipher *aes_of(ptrdiff_t key_bytes)
{
    assert(aes_key_fits(key_bytes));
    return key_bytes == 16 ? &nettle_aes128 : key_bytes == 24 ? &nettle_aes192 : &nettle_aes256;
}

static const struct nettle_cipher *aes_start(Str key, AesState *state)
{
    const struct nettle_cipher *aes = aes_of(key.n);
    aes->set_decrypt_key(state, bytes_of(key));
    return aes;
}

void aes_decrypt_ecb(Str key, Str in, char *out)
{
    AesState state;
    const struct nettle_cipher *aes = aes_start(key, &state);
    aes->decrypt(&state, (size_t)in.n, (uint8_t *)out, bytes_of(in));
}

void aes_decrypt_cbc(Str key, Str vector, Str in, char *out)
{
    AesState state;
    uint8_t iv[AES_BLOCK_BYTES];
    const struct nettle_cipher *aes = aes_start(key, &state);
    memcpy(iv, vector.p, sizeof iv);
    cbc_decrypt(&state, aes->decrypt, AES_BLOCK_BYTES, iv, (size_t)in.n, (uint8_t *)out,
                bytes_of(in));
}

bool aes_open_gcm(Str key, Str vector, Str in, Str tag, char *out)
{
    AesState state;
    struct gcm_key table;
    struct gcm_ctx gcm;
    uint8_t found[GCM_DIGEST_SIZE];
    const struct nettle_cipher *aes = aes_of(key.n);
    aes->set_encrypt_key(&state, bytes_of(key)); /* counters are encrypted, either way */
    gcm_set_key(&table, &state, aes->encrypt);
    gcm_set_iv(&gcm, &table, (size_t)vector.n, bytes_of(vector));
    gcm_decrypt(&gcm, &table, &state, aes->encrypt, (size_t)in.n, (uint8_t *)out, bytes_of(in));
    gcm_digest(&gcm, &table, &state, aes->encrypt, sizeof found, found);
    return str_eq(tag, str_n((const char *)found, sizeof found));
}

/* --- what old files use --- */

void rc4_apply(Str key, Str in, char *out)
{
    struct arcfour_ctx state;
    arcfour_set_key(&state, (size_t)key.n, bytes_of(key));
    arcfour_crypt(&state, (size_t)in.n, (uint8_t *)out, bytes_of(in));
}

bool blowfish_key_fits(ptrdiff_t bytes)
{
    return bytes >= BLOWFISH_MIN_KEY_SIZE && bytes <= BLOWFISH_MAX_KEY_SIZE;
}

static void blowfish_block(const void *state, size_t n, uint8_t *out, const uint8_t *in)
{
    blowfish_encrypt(state, n, out, in);
}

void blowfish_decrypt_cfb(Str key, Str vector, Str in, char *out)
{
    struct blowfish_ctx state;
    uint8_t iv[BLOWFISH_BLOCK_SIZE];
    blowfish_set_key(&state, (size_t)key.n, bytes_of(key)); /* weak keys are keys, too */
    memcpy(iv, vector.p, sizeof iv);
    cfb_decrypt(&state, blowfish_block, BLOWFISH_BLOCK_SIZE, iv, (size_t)in.n, (uint8_t *)out,
                bytes_of(in));
}
