/* Excel workbooks of today under a password: "agile" encryption, whose description is XML, and
 * "standard" encryption, of Excel 2007. */
#include "format/ooxml_crypt.h"

#include "format/ciphers.h"
#include "format/ole.h"
#include "format/sheet_xml.h"
#include "format/unlock.h"
#include "text/transfer.h"

#include <string.h>

enum {
    SEGMENT_BYTES = 4096,
    SIZE_BYTES = 8, /* of the package, before it */
    SALT_MAX = 64,
    KEY_MAX = 32,
    WRAPPED_MAX = 2 * DIGEST_BYTES_MAX, /* of what stands under a key */
    STANDARD_ROUNDS = 50000,
    STANDARD_SALT = 16,
    STANDARD_HASH = 32 /* that of the verifier, in whole blocks */
};

/* How one of the two keys encrypts: that of the package, or that of the password. */
typedef struct {
    int64_t block_bytes, key_bits, hash_bytes;
    DigestKind digest;
    bool is_aes_cbc;
    Str salt;
} Cipher;

typedef struct {
    Ctx *c;
    Str info, package; /* the streams; the package with its size before it */
    /* --- agile --- */
    Cipher data, own;
    bool by_password; /* the key whose description follows is that of a password */
    bool has_key, broken;
    int64_t rounds;
    Str verifier, verifier_hash, wrapped_key; /* under the key of the password */
    Str hmac_key, hmac;                       /* under that of the package */
    /* --- standard --- */
    ptrdiff_t head, head_bytes; /* of the description in info */
    /* --- what a password opened --- */
    char key[KEY_MAX];
    ptrdiff_t key_bytes;
} Crypt;

static uint32_t u32_at(Str s, ptrdiff_t at)
{
    uint32_t value = 0;
    for (int i = 0; i < 4 && at >= 0 && at + i < s.n; i++)
        value |= (uint32_t)(unsigned char)s.p[at + i] << 8 * i;
    return value;
}

static bool damaged(Ctx *c, const char *what)
{
    return fail(c, UNREADABLE, NULL, "the protected workbook is damaged or cut off: %s", what);
}

static bool unknown_way(Ctx *c)
{
    return fail(
        c, UNSUPPORTED, NULL,
        "the workbook is protected in a way that is not known here; take the protection off in "
        "the spreadsheet program and give it again");
}

/* The first n bytes of the digest, or more of them ([MS-OFFCRYPTO] 2.3.4.11). */
static Str fitted(const Digest *d, ptrdiff_t n, char out[DIGEST_BYTES_MAX])
{
    memset(out, 0x36, DIGEST_BYTES_MAX);
    memcpy(out, d->p, (size_t)d->n);
    return str_n(out, n);
}

/* --- agile: the description --- */

static Cipher cipher_of(Crypt *k, const XmlAttr *attrs, int n)
{
    Cipher out = { .block_bytes = attr_number(attrs, n, S("blockSize"), 0),
                   .key_bits = attr_number(attrs, n, S("keyBits"), 0),
                   .hash_bytes = attr_number(attrs, n, S("hashSize"), 0),
                   .digest = digest_find(xml_attr(attrs, n, S("hashAlgorithm"))),
                   .is_aes_cbc =
                       str_eq(xml_attr(attrs, n, S("cipherAlgorithm")), S("AES")) &&
                       str_eq(xml_attr(attrs, n, S("cipherChaining")), S("ChainingModeCBC")) };
    k->broken |= !transfer_base64(k->c->mem, xml_attr(attrs, n, S("saltValue")), &out.salt);
    return out;
}

static Str bytes_attr(Crypt *k, const XmlAttr *attrs, int n, Str name)
{
    Str out = { 0 };
    k->broken |= !transfer_base64(k->c->mem, xml_attr(attrs, n, name), &out);
    return out;
}

static bool on_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    Crypt *k = state;
    if (str_eq(name, S("keyData"))) {
        k->data = cipher_of(k, attrs, n);
    } else if (str_eq(name, S("dataIntegrity"))) {
        k->hmac_key = bytes_attr(k, attrs, n, S("encryptedHmacKey"));
        k->hmac = bytes_attr(k, attrs, n, S("encryptedHmacValue"));
    } else if (str_eq(name, S("keyEncryptor"))) {
        k->by_password = str_ends(xml_attr(attrs, n, S("uri")), S("/password"));
    } else if (str_eq(name, S("encryptedKey")) && k->by_password && !k->has_key) {
        k->has_key = true;
        k->own = cipher_of(k, attrs, n);
        k->rounds = attr_number(attrs, n, S("spinCount"), -1);
        k->verifier = bytes_attr(k, attrs, n, S("encryptedVerifierHashInput"));
        k->verifier_hash = bytes_attr(k, attrs, n, S("encryptedVerifierHashValue"));
        k->wrapped_key = bytes_attr(k, attrs, n, S("encryptedKeyValue"));
    }
    return true;
}

static bool in_blocks(Str s, ptrdiff_t at_least)
{
    return s.n >= at_least && s.n <= WRAPPED_MAX && s.n % AES_BLOCK_BYTES == 0;
}

static bool is_known(const Cipher *d)
{
    return d->is_aes_cbc && d->digest && aes_key_fits((ptrdiff_t)d->key_bits / 8) &&
           d->block_bytes == AES_BLOCK_BYTES && d->hash_bytes == digest_bytes(d->digest);
}

static bool read_agile(Crypt *k)
{
    Ctx *c = k->c;
    XmlHandler handler = { .state = k, .open = on_open };
    if (!xml_read(c, str_part(k->info, 8, k->info.n), &handler))
        return false;
    if (!k->has_key)
        return fail(
            c, UNSUPPORTED, NULL,
            "the workbook opens with a certificate and not with a password; save it without "
            "protection and give it again");
    if (!is_known(&k->data) || !is_known(&k->own))
        return unknown_way(c);
    bool fine = !k->broken && k->rounds >= 0 && k->own.salt.n > 0 && k->own.salt.n <= SALT_MAX &&
                k->data.salt.n > 0 && k->data.salt.n <= SALT_MAX &&
                in_blocks(k->verifier, k->own.salt.n) &&
                in_blocks(k->verifier_hash, (ptrdiff_t)k->own.hash_bytes) &&
                in_blocks(k->wrapped_key, (ptrdiff_t)k->data.key_bits / 8) &&
                (!k->hmac.n || (in_blocks(k->hmac, (ptrdiff_t)k->data.hash_bytes) &&
                                in_blocks(k->hmac_key, (ptrdiff_t)k->data.hash_bytes)));
    return fine || damaged(c, "the description of its protection makes no sense");
}

/* --- agile: passwords --- */

/* What stands under the key of the password for that purpose. */
static void open_wrapped(const Crypt *k, const Digest *spun, Str purpose, Str in, char *out)
{
    char key[DIGEST_BYTES_MAX], vector[DIGEST_BYTES_MAX];
    Digest d = digest_of(k->own.digest, digest_str(spun), purpose), salt = { .n = k->own.salt.n };
    memcpy(salt.p, k->own.salt.p, (size_t)salt.n);
    aes_decrypt_cbc(fitted(&d, (ptrdiff_t)k->own.key_bits / 8, key),
                    fitted(&salt, AES_BLOCK_BYTES, vector), in, out);
}

static bool agile_fits(void *state, Str password)
{
    Crypt *k = state;
    WidePassword wide;
    char verifier[WRAPPED_MAX], hash[WRAPPED_MAX], key[WRAPPED_MAX];
    if (!password_wide(password, &wide))
        return false;
    Digest spun = digest_of(k->own.digest, k->own.salt, str_n(wide.p, wide.n));
    digest_spin(k->own.digest, k->rounds, &spun);
    open_wrapped(k, &spun, S("\xfe\xa7\xd2\x76\x3b\x4b\x9e\x79"), k->verifier, verifier);
    open_wrapped(k, &spun, S("\xd7\xaa\x0f\x6d\x30\x61\x34\x4e"), k->verifier_hash, hash);
    Digest found = digest_of(k->own.digest, str_n(verifier, k->own.salt.n), S(""));
    if (memcmp(found.p, hash, (size_t)found.n) != 0)
        return false;
    open_wrapped(k, &spun, S("\x14\x6e\x0b\xe7\xab\xac\xd0\xd6"), k->wrapped_key, key);
    k->key_bytes = (ptrdiff_t)k->data.key_bits / 8;
    memcpy(k->key, key, (size_t)k->key_bytes);
    return true;
}

/* --- agile: the package --- */

/* The vector for a purpose or for a segment's number. */
static Str vector_of(const Crypt *k, Str purpose, char out[DIGEST_BYTES_MAX])
{
    Digest d = digest_of(k->data.digest, k->data.salt, purpose);
    return fitted(&d, AES_BLOCK_BYTES, out);
}

static bool is_whole(Crypt *k)
{
    char vector[DIGEST_BYTES_MAX], key[WRAPPED_MAX], stated[WRAPPED_MAX];
    if (!k->hmac.n)
        return true;
    Str own = str_n(k->key, k->key_bytes);
    aes_decrypt_cbc(own, vector_of(k, S("\x5f\xb2\xad\x01\x0c\xb9\xe1\xf6"), vector), k->hmac_key,
                    key);
    aes_decrypt_cbc(own, vector_of(k, S("\xa0\x67\x7f\x02\xb2\x2c\x84\x33"), vector), k->hmac,
                    stated);
    Digest found =
        digest_hmac(k->data.digest, str_n(key, (ptrdiff_t)k->data.hash_bytes), k->package);
    return !memcmp(found.p, stated, (size_t)found.n) ||
           fail(k->c, UNREADABLE, NULL,
                "the protected workbook was altered or damaged after it was saved; get it again");
}

static void decrypt_segments(const Crypt *k, Str in, char *out)
{
    char vector[DIGEST_BYTES_MAX];
    for (ptrdiff_t at = 0; at < in.n; at += SEGMENT_BYTES) {
        uint32_t i = (uint32_t)(at / SEGMENT_BYTES);
        const char number[4] = { (char)i, (char)(i >> 8), (char)(i >> 16), (char)(i >> 24) };
        aes_decrypt_cbc(str_n(k->key, k->key_bytes),
                        vector_of(k, str_n(number, sizeof number), vector),
                        str_part(in, at, at + SEGMENT_BYTES), out + at);
    }
}

/* --- standard --- */

/* [MS-OFFCRYPTO] 2.3.2, 2.3.3: a head of eight numbers and a name, and behind it the verifier. */
static bool read_standard(Crypt *k)
{
    enum { HEAD_MIN = 32, AES_FIRST = 0x660E, AES_LAST = 0x6610, USES_SHA1 = 0x8004 };
    k->head_bytes = (ptrdiff_t)u32_at(k->info, 8);
    k->head = 12;
    if (k->head_bytes < HEAD_MIN || k->head_bytes > k->info.n ||
        k->head + k->head_bytes + 4 + STANDARD_SALT + 16 + 4 + STANDARD_HASH > k->info.n ||
        u32_at(k->info, k->head + k->head_bytes) != STANDARD_SALT)
        return damaged(k->c, "the description of its protection makes no sense");
    uint32_t cipher = u32_at(k->info, k->head + 8), digest = u32_at(k->info, k->head + 12);
    k->key_bytes = (ptrdiff_t)(u32_at(k->info, k->head + 16) / 8);
    return (cipher >= AES_FIRST && cipher <= AES_LAST && (digest == USES_SHA1 || digest == 0) &&
            aes_key_fits(k->key_bytes)) ||
           unknown_way(k->c);
}

/* [MS-OFFCRYPTO] 2.3.4.7 */
static void standard_key(Crypt *k, const Digest *spun)
{
    char both[WRAPPED_MAX], padded[DIGEST_BYTES_MAX];
    ptrdiff_t n = 0;
    Digest last = digest_of(DIGEST_SHA1, digest_str(spun), S("\0\0\0\0"));
    for (int half = 0; half < 2; half++) {
        memset(padded, half ? 0x5C : 0x36, sizeof padded);
        for (ptrdiff_t i = 0; i < last.n; i++)
            padded[i] ^= last.p[i];
        Digest d = digest_of(DIGEST_SHA1, str_n(padded, sizeof padded), S(""));
        memcpy(both + n, d.p, (size_t)d.n);
        n += d.n;
    }
    memcpy(k->key, both, (size_t)k->key_bytes);
}

static bool standard_fits(void *state, Str password)
{
    Crypt *k = state;
    WidePassword wide;
    char plain[16 + STANDARD_HASH];
    ptrdiff_t at = k->head + k->head_bytes + 4;
    if (!password_wide(password, &wide))
        return false;
    Digest spun =
        digest_of(DIGEST_SHA1, str_part(k->info, at, at + STANDARD_SALT), str_n(wide.p, wide.n));
    digest_spin(DIGEST_SHA1, STANDARD_ROUNDS, &spun);
    standard_key(k, &spun);
    at += STANDARD_SALT;
    Str key = str_n(k->key, k->key_bytes);
    aes_decrypt_ecb(key, str_part(k->info, at, at + 16), plain);
    aes_decrypt_ecb(key, str_part(k->info, at + 20, at + 20 + STANDARD_HASH), plain + 16);
    Digest found = digest_of(DIGEST_SHA1, str_n(plain, 16), S(""));
    return !memcmp(found.p, plain + 16, (size_t)found.n);
}

/* --- the file --- */

typedef enum { WAY_UNKNOWN, WAY_AGILE, WAY_STANDARD } Way;

static Way way_of(Str info)
{
    uint32_t version = u32_at(info, 0), major = version & 0xFFFF, minor = version >> 16;
    if (major == 4 && minor == 4)
        return WAY_AGILE;
    return minor == 2 && major >= 2 && major <= 4 ? WAY_STANDARD : WAY_UNKNOWN;
}

static bool decrypt(Crypt *k, Way way, Str *out)
{
    int64_t size = (int64_t)(u32_at(k->package, 0) | (uint64_t)u32_at(k->package, 4) << 32);
    Str body = str_part(k->package, SIZE_BYTES, k->package.n);
    ptrdiff_t whole = body.n / AES_BLOCK_BYTES * AES_BLOCK_BYTES;
    if (size <= 0 || size > whole)
        return damaged(k->c, "it is shorter than it says");
    body.n = ((ptrdiff_t)size + AES_BLOCK_BYTES - 1) / AES_BLOCK_BYTES * AES_BLOCK_BYTES;
    char *plain = arena_alloc(k->c->mem, (size_t)body.n);
    if (way == WAY_AGILE)
        decrypt_segments(k, body, plain);
    else
        aes_decrypt_ecb(str_n(k->key, k->key_bytes), body, plain);
    *out = str_n(plain, (ptrdiff_t)size);
    return true;
}

static bool open_streams(Crypt *k, Str bytes)
{
    Ole ole;
    if (!ole_open(k->c, bytes, &ole))
        return false;
    if (!ole_stream(k->c, &ole, S("EncryptedPackage"), &k->package))
        return failed(k->c) ? false : damaged(k->c, "its content is missing");
    if (ole_stream(k->c, &ole, S("EncryptionInfo"), &k->info))
        return true;
    return failed(k->c) ? false
                        : fail(k->c, UNSUPPORTED, NULL,
                               "the workbook is protected by rights that a server grants, not by a "
                               "password; save it without them and give it again");
}

bool ooxml_is_encrypted(Str bytes)
{
    return ole_names(bytes, S("EncryptedPackage"));
}

bool ooxml_decrypt(Ctx *c, Str bytes, const ParseOptions *o, Str *package, int32_t *password)
{
    Crypt *k = NEW(c->mem, Crypt);
    *k = (Crypt){ .c = c };
    *password = 0;
    if (!open_streams(k, bytes))
        return false;
    Way way = way_of(k->info);
    if (way == WAY_UNKNOWN)
        return unknown_way(c);
    if (!(way == WAY_AGILE ? read_agile(k) : read_standard(k)))
        return false;
    Lock lock = { .what = "workbook",
                  .usual = UNLOCK_USUAL,
                  .rounds = way == WAY_AGILE ? k->rounds : STANDARD_ROUNDS,
                  .fits = way == WAY_AGILE ? agile_fits : standard_fits,
                  .state = k };
    return unlock(c, o, &lock, password) && (way != WAY_AGILE || is_whole(k)) &&
           decrypt(k, way, package);
}
