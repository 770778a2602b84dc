/* Old Excel workbooks under a password. */
#include "format/xls_crypt.h"

#include "format/ciphers.h"
#include "format/unlock.h"

#include <string.h>

enum {
    BLOCK_BYTES = 1024, /* of the stream that are encrypted under one key */
    SALT_BYTES = 16,
    VERIFIER_BYTES = 16,
    MASK_BYTES = 16, /* of XOR obfuscation */
    XOR_PASSWORD_MAX = 15
};

typedef enum { WAY_XOR, WAY_RC4, WAY_CRYPTOAPI } Way;

typedef struct {
    Way way;
    /* --- XOR: key and verifier of the password --- */
    uint32_t key, verifier;
    unsigned char mask[MASK_BYTES];
    /* --- RC4 --- */
    Str salt;
    Str checks; /* verifier and its hash, one behind the other, encrypted */
    DigestKind digest;
    ptrdiff_t key_bytes; /* of CryptoAPI's */
    Digest secret;       /* what the keys of blocks are made of */
} Crypt;

/* --- XOR obfuscation --- */

static uint32_t turned(uint32_t word)
{
    word = (word << 1 | word >> 15) & 0xFFFF;
    return word & 1 ? word ^ 0x1020 : word;
}

/* [MS-OFFCRYPTO] 2.3.7.2, whose tables are the states of this register. */
static uint32_t xor_key(Str password)
{
    uint32_t key = 0, base = 0x8000, end = 0xFFFF;
    for (ptrdiff_t i = password.n - 1; i >= 0; i--)
        for (int bit = 0; bit < 8; bit++) {
            base = turned(base);
            end = turned(end);
            if (bit < 7 && (unsigned char)password.p[i] >> bit & 1)
                key ^= base;
        }
    return key ^ end;
}

/* [MS-OFFCRYPTO] 2.3.7.1 */
static uint32_t xor_verifier(Str password)
{
    uint32_t value = 0;
    for (ptrdiff_t i = password.n; i >= 0; i--) {
        uint32_t byte = i ? (unsigned char)password.p[i - 1] : (uint32_t)password.n;
        value = ((value >> 14 & 1) | (value << 1 & 0x7FFF)) ^ byte;
    }
    return value ^ 0xCE4B;
}

/* The password in the one byte a character that this way knows. */
static ptrdiff_t narrow(const WidePassword *wide, char out[XOR_PASSWORD_MAX])
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i + 1 < wide->n; i += 2) {
        if (n == XOR_PASSWORD_MAX)
            return 0;
        out[n++] = wide->p[i] ? wide->p[i] : wide->p[i + 1];
    }
    return n;
}

static void make_mask(Crypt *k, Str password)
{
    static const unsigned char padding[MASK_BYTES] = { 0xBB, 0xFF, 0xFF, 0xBA, 0xFF,
                                                       0xFF, 0xB9, 0x80, 0x00, 0xBE,
                                                       0x0F, 0x00, 0xBF, 0x0F, 0x00 };
    for (ptrdiff_t i = 0; i < MASK_BYTES; i++) {
        uint32_t byte = i < password.n ? (unsigned char)password.p[i] : padding[i - password.n];
        byte ^= i & 1 ? k->key >> 8 : k->key & 0xFF;
        k->mask[i] = (unsigned char)(byte >> 1 | byte << 7);
    }
}

static bool xor_fits(Crypt *k, const WidePassword *wide)
{
    char bytes[XOR_PASSWORD_MAX];
    Str password = str_n(bytes, narrow(wide, bytes));
    if (!password.n || xor_key(password) != k->key || xor_verifier(password) != k->verifier)
        return false;
    make_mask(k, password);
    return true;
}

/* The bytes [at, end) of the record whose content begins at start: where the mask begins depends on
 * where the record ends ([MS-OFFCRYPTO] 2.3.7.3). */
static void unmask(const Crypt *k, char *stream, ptrdiff_t start, ptrdiff_t at, ptrdiff_t end)
{
    for (ptrdiff_t i = at; i < end; i++) {
        unsigned char byte = (unsigned char)stream[i] ^ k->mask[(end + i - start) % MASK_BYTES];
        stream[i] = (char)(byte << 3 | byte >> 5);
    }
}

/* --- RC4 --- */

static void block_key(const Crypt *k, uint32_t block, char key[DIGEST_BYTES_MAX], ptrdiff_t *n)
{
    const char number[4] = { (char)block, (char)(block >> 8), (char)(block >> 16),
                             (char)(block >> 24) };
    Digest d = digest_of(k->digest, digest_str(&k->secret), str_n(number, sizeof number));
    memset(key, 0, DIGEST_BYTES_MAX);
    *n = k->way == WAY_RC4 ? d.n : k->key_bytes;
    memcpy(key, d.p, (size_t)*n);
    if (k->way == WAY_CRYPTOAPI && *n == 5)
        *n = 16; /* 40 bits of key, the others zero */
}

static bool rc4_fits(Crypt *k, const WidePassword *wide)
{
    enum { SHORT = 5, TIMES = 16 };
    char key[DIGEST_BYTES_MAX], plain[VERIFIER_BYTES + DIGEST_BYTES_MAX];
    char salted[TIMES * (SHORT + SALT_BYTES)];
    ptrdiff_t n;
    Str password = str_n(wide->p, wide->n);
    if (k->way == WAY_RC4) {
        Digest d = digest_of(k->digest, password, S(""));
        for (ptrdiff_t i = 0; i < TIMES; i++) {
            memcpy(salted + i * (SHORT + SALT_BYTES), d.p, SHORT);
            memcpy(salted + i * (SHORT + SALT_BYTES) + SHORT, k->salt.p, SALT_BYTES);
        }
        k->secret = digest_of(k->digest, str_n(salted, sizeof salted), S(""));
        k->secret.n = SHORT;
    } else {
        k->secret = digest_of(k->digest, k->salt, password);
    }
    block_key(k, 0, key, &n);
    rc4_apply(str_n(key, n), k->checks, plain);
    Digest found = digest_of(k->digest, str_n(plain, VERIFIER_BYTES), S(""));
    return !memcmp(found.p, plain + VERIFIER_BYTES, (size_t)found.n);
}

/* The bytes that the stream is masked with, a block at a time. */
typedef struct {
    const Crypt *crypt;
    ptrdiff_t block; /* -1: none yet */
    char mask[BLOCK_BYTES];
} Masks;

static void unmask_rc4(Masks *m, char *stream, ptrdiff_t at, ptrdiff_t end)
{
    static const char zeros[BLOCK_BYTES];
    char key[DIGEST_BYTES_MAX];
    ptrdiff_t n;
    for (; at < end; at++) {
        if (at / BLOCK_BYTES != m->block) {
            m->block = at / BLOCK_BYTES;
            block_key(m->crypt, (uint32_t)m->block, key, &n);
            rc4_apply(str_n(key, n), str_n(zeros, sizeof zeros), m->mask);
        }
        stream[at] ^= m->mask[at % BLOCK_BYTES];
    }
}

/* --- the description --- */

static bool damaged(Ctx *c)
{
    return fail(c, UNREADABLE, NULL,
                "the workbook is damaged: the description of its protection makes no sense");
}

/* A head of eight numbers and a name, then salt, verifier and hash, each behind its length. */
static bool read_cryptoapi(Ctx *c, Str data, Crypt *k)
{
    enum { HEAD = 14, HEAD_MIN = 32, RC4 = 0x6801, USES_SHA1 = 0x8004 };
    ptrdiff_t size = (ptrdiff_t)biff_u32(data, 10), at = HEAD + size;
    if (size < HEAD_MIN || size > data.n ||
        at + 4 + SALT_BYTES + VERIFIER_BYTES + 4 + 20 > data.n || biff_u32(data, at) != SALT_BYTES)
        return damaged(c);
    uint32_t cipher = biff_u32(data, HEAD + 8), digest = biff_u32(data, HEAD + 12);
    uint32_t bits = biff_u32(data, HEAD + 16);
    Buf checks = buf_new(c->mem, VERIFIER_BYTES + 20);
    k->way = WAY_CRYPTOAPI;
    k->digest = DIGEST_SHA1;
    k->key_bytes = bits ? (ptrdiff_t)(bits / 8) : 5;
    at += 4;
    k->salt = str_part(data, at, at + SALT_BYTES);
    at += SALT_BYTES;
    buf_add(&checks, str_part(data, at, at + VERIFIER_BYTES));
    buf_add(&checks, str_part(data, at + VERIFIER_BYTES + 4, at + VERIFIER_BYTES + 4 + 20));
    k->checks = buf_str(&checks);
    return ((cipher == RC4 || cipher == 0) && (digest == USES_SHA1 || digest == 0) && bits <= 128 &&
            k->key_bytes >= 5) ||
           fail(c, UNSUPPORTED, NULL,
                "the workbook is protected in a way that is not known here; take the protection "
                "off in "
                "the spreadsheet program and give it again");
}

static bool read_description(Ctx *c, Str data, int version, Crypt *k)
{
    enum { PLACE = 6 };
    bool old = version < 8 && data.n < 6;
    uint32_t type = old ? 0 : biff_u16(data, 0);
    uint32_t major = biff_u16(data, 2), minor = biff_u16(data, 4);
    *k = (Crypt){ .way = WAY_XOR };
    if (type == 0) {
        k->key = biff_u16(data, old ? 0 : 2);
        k->verifier = biff_u16(data, old ? 2 : 4);
        return data.n >= (old ? 4 : 6) || damaged(c);
    }
    if (type == 1 && major >= 2 && major <= 4 && minor == 2)
        return read_cryptoapi(c, data, k);
    if (type != 1 || major != 1 || data.n < PLACE + SALT_BYTES + 2 * VERIFIER_BYTES)
        return damaged(c);
    k->way = WAY_RC4;
    k->digest = DIGEST_MD5;
    k->salt = str_part(data, PLACE, PLACE + SALT_BYTES);
    k->checks = str_part(data, PLACE + SALT_BYTES, PLACE + SALT_BYTES + 2 * VERIFIER_BYTES);
    return true;
}

/* --- the stream --- */

static bool fits(void *state, Str password)
{
    Crypt *k = state;
    WidePassword wide;
    return password_wide(password, &wide) &&
           (k->way == WAY_XOR ? xor_fits(k, &wide) : rc4_fits(k, &wide));
}

/* How many bytes of a record's content are never encrypted. */
static ptrdiff_t plain_bytes(int id, Str data)
{
    enum {
        INTERFACEHDR = 0xE1,
        RRDHEAD = 0x138,
        USREXCL = 0x194,
        FILELOCK = 0x195,
        RRDINFO = 0x196
    };
    int version, kind;
    if (biff_is_begin(id, data, &version, &kind))
        return data.n;
    switch (id) {
    case BIFF_FILEPASS:
    case INTERFACEHDR:
    case RRDHEAD:
    case USREXCL:
    case FILELOCK:
    case RRDINFO: return data.n;
    case BIFF_BOUNDSHEET: return data.n < 4 ? data.n : 4; /* the sheet's place */
    default: return 0;
    }
}

static void decrypt_records(const Crypt *k, char *stream, BiffReader r)
{
    Masks masks = { .crypt = k, .block = -1 };
    for (bool more = true; more && r.at < r.stream.n;) {
        ptrdiff_t start = r.at + 4;
        more = biff_next(&r);
        ptrdiff_t at = start + plain_bytes(r.id, r.data), end = start + r.data.n;
        if (start >= r.stream.n)
            return;
        if (k->way == WAY_XOR)
            unmask(k, stream, start, at, end);
        else
            unmask_rc4(&masks, stream, at, end);
    }
}

bool xls_decrypt(Ctx *c, const ParseOptions *o, int version, const BiffReader *records, Str *plain,
                 int32_t *password)
{
    Crypt k;
    Lock lock = { .what = "workbook", .usual = UNLOCK_USUAL, .fits = fits, .state = &k };
    if (!read_description(c, records->data, version, &k) || !unlock(c, o, &lock, password))
        return false;
    *plain = str_copy(c->mem, records->stream);
    decrypt_records(&k, (char *)(uintptr_t)plain->p, *records);
    return true;
}
