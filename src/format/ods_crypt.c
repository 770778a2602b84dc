/* OpenDocument spreadsheets under a password: the archive's manifest says for each member how it is
 * encrypted. Only the one with the cells is decrypted. */
#include "format/ods_crypt.h"

#include "format/ciphers.h"
#include "format/inflate.h"
#include "format/sheet_xml.h"
#include "format/unlock.h"
#include "text/transfer.h"

#include <string.h>

enum {
    CHECKED_BYTES = 1024, /* the beginning whose sum tells the right password */
    TAG_BYTES = 16,
    GCM_VECTOR_BYTES = 12,
    BLOWFISH_VECTOR_BYTES = 8,
    KEY_MAX = 56,
    PBKDF2_HASHES = 2, /* a round for 32 bytes of key */
    ARGON2_WEIGHT = 4, /* a block of Argon2 takes as long as so many hashes */
    ARGON2_KIB_MAX = 96 << 10
};

typedef enum { CIPHER_UNKNOWN, CIPHER_AES_CBC, CIPHER_AES_GCM, CIPHER_BLOWFISH } CipherKind;
typedef enum { KEY_UNKNOWN, KEY_PBKDF2, KEY_ARGON2ID, KEY_OF_PGP } KeyKind;

/* How a member is encrypted. */
typedef struct {
    bool encrypted;
    CipherKind cipher;
    KeyKind derivation;
    DigestKind start, sum_kind;
    Str vector, salt, sum;
    int64_t key_bytes, rounds;
    int64_t passes, memory_kib, lanes;
} Lid;

typedef struct {
    Ctx *c;
    bool broken;
    Str path; /* of the member that is described */
    Lid lid, content, package;
    /* --- trying --- */
    const Lid *own;
    Str bytes;
    char *plain; /* where all of them are opened that need no second look */
    char key[KEY_MAX];
} Crypt;

/* --- the manifest --- */

static CipherKind cipher_of(Str name)
{
    if (str_find(name, S("xmlenc"), 0) >= 0 && str_find(name, S("#aes"), 0) >= 0)
        return str_ends(name, S("-cbc"))   ? CIPHER_AES_CBC
               : str_ends(name, S("-gcm")) ? CIPHER_AES_GCM
                                           : CIPHER_UNKNOWN;
    return str_eq(name, S("Blowfish CFB")) || str_ends(name, S("#blowfish")) ? CIPHER_BLOWFISH
                                                                             : CIPHER_UNKNOWN;
}

static KeyKind derivation_of(Str name)
{
    if (str_eq(name, S("PBKDF2")) || str_ends(name, S("#pbkdf2")))
        return KEY_PBKDF2;
    if (str_ends(name, S("argon2id")))
        return KEY_ARGON2ID;
    return str_eq(name, S("PGP")) ? KEY_OF_PGP : KEY_UNKNOWN;
}

static DigestKind digest_of_name(Str name)
{
    if (str_eq(name, S("SHA1")) || str_eq(name, S("SHA1/1K")) || str_ends(name, S("#sha1")) ||
        str_ends(name, S("#sha1-1k")))
        return DIGEST_SHA1;
    return str_ends(name, S("#sha256")) || str_ends(name, S("#sha256-1k")) ? DIGEST_SHA256
                                                                           : DIGEST_NONE;
}

static Str bytes_attr(Crypt *k, const XmlAttr *attrs, int n, Str name)
{
    Str out = { 0 };
    k->broken |= !transfer_base64(k->c->mem, xml_attr(attrs, n, name), &out);
    return out;
}

static void read_derivation(Crypt *k, const XmlAttr *attrs, int n)
{
    enum { KEY_BYTES_USUAL = 16 };
    Lid *lid = &k->lid;
    lid->derivation = derivation_of(xml_attr(attrs, n, S("key-derivation-name")));
    lid->salt = bytes_attr(k, attrs, n, S("salt"));
    lid->key_bytes = attr_number(attrs, n, S("key-size"), KEY_BYTES_USUAL);
    lid->rounds = attr_number(attrs, n, S("iteration-count"), 0);
    lid->passes = attr_number(attrs, n, S("argon2-iterations"), 0);
    lid->memory_kib = attr_number(attrs, n, S("argon2-memory"), 0);
    lid->lanes = attr_number(attrs, n, S("argon2-lanes"), 0);
}

static bool on_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    Crypt *k = state;
    if (str_eq(name, S("file-entry"))) {
        k->path = str_copy(k->c->mem, xml_attr(attrs, n, S("full-path")));
    } else if (str_eq(name, S("encryption-data"))) {
        k->lid = (Lid){ .encrypted = true,
                        .start = DIGEST_SHA1,
                        .sum_kind = digest_of_name(xml_attr(attrs, n, S("checksum-type"))),
                        .sum = bytes_attr(k, attrs, n, S("checksum")) };
    } else if (str_eq(name, S("algorithm"))) {
        k->lid.cipher = cipher_of(xml_attr(attrs, n, S("algorithm-name")));
        k->lid.vector = bytes_attr(k, attrs, n, S("initialisation-vector"));
    } else if (str_eq(name, S("start-key-generation"))) {
        k->lid.start = digest_of_name(xml_attr(attrs, n, S("start-key-generation-name")));
    } else if (str_eq(name, S("key-derivation"))) {
        read_derivation(k, attrs, n);
    }
    return true;
}

static bool on_close(void *state, Str name)
{
    Crypt *k = state;
    if (!str_eq(name, S("encryption-data")))
        return true;
    if (str_eq(k->path, S("content.xml")))
        k->content = k->lid;
    else if (str_eq(k->path, S("encrypted-package")))
        k->package = k->lid;
    return true;
}

static bool read_manifest(Crypt *k, Archive *a)
{
    enum { MANIFEST_MAX = 1 << 20 };
    Str text;
    int32_t password;
    XmlHandler handler = { .state = k, .open = on_open, .close = on_close };
    ptrdiff_t i = archive_find(a, S("META-INF/manifest.xml"));
    if (i < 0)
        return true;
    if (!archive_whole(k->c, k->c->mem, a, i, MANIFEST_MAX, &text, &password))
        return false;
    return str_find(text, S("encryption-data"), 0) < 0 || xml_read(k->c, text, &handler);
}

/* --- whether it is one of the known ways --- */

static bool fits_its_cipher(const Lid *l, Str bytes)
{
    switch (l->cipher) {
    case CIPHER_AES_CBC:
        return aes_key_fits((ptrdiff_t)l->key_bytes) && l->vector.n == AES_BLOCK_BYTES &&
               bytes.n >= AES_BLOCK_BYTES && bytes.n % AES_BLOCK_BYTES == 0;
    case CIPHER_AES_GCM:
        return aes_key_fits((ptrdiff_t)l->key_bytes) && l->vector.n == GCM_VECTOR_BYTES &&
               bytes.n > GCM_VECTOR_BYTES + TAG_BYTES;
    case CIPHER_BLOWFISH:
        return blowfish_key_fits((ptrdiff_t)l->key_bytes) && l->vector.n == BLOWFISH_VECTOR_BYTES &&
               bytes.n > 0;
    default: return false;
    }
}

/* How many rounds of hashing one try takes; 0: the numbers make no sense. */
static int64_t rounds_of(const Lid *l, Str bytes)
{
    int64_t most = LIMIT_UNLOCK_ROUNDS;
    if (l->derivation == KEY_PBKDF2)
        return l->rounds < 1 ? 0 : l->rounds > most ? most : PBKDF2_HASHES * l->rounds;
    if (l->passes < 1 || l->lanes < 1 || l->lanes > 64 || l->memory_kib < 8 * l->lanes)
        return 0;
    if (l->passes > 1000 || l->memory_kib > ARGON2_KIB_MAX)
        return most;
    return ARGON2_WEIGHT * l->passes * l->memory_kib + bytes.n / CHECKED_BYTES;
}

static bool check_lid(Crypt *k, const Lid *l)
{
    Ctx *c = k->c;
    if (l->derivation == KEY_OF_PGP)
        return fail(
            c, UNSUPPORTED, NULL,
            "the spreadsheet opens with an OpenPGP key and not with a password; save it without "
            "encryption and give it again");
    if (l->cipher == CIPHER_UNKNOWN || l->derivation == KEY_UNKNOWN || l->start == DIGEST_NONE ||
        (l->cipher != CIPHER_AES_GCM && l->sum_kind == DIGEST_NONE))
        return fail(
            c, UNSUPPORTED, NULL,
            "the spreadsheet is encrypted in a way that is not known here; take the password off "
            "in the spreadsheet program and give it again");
    bool summed = l->cipher == CIPHER_AES_GCM || l->sum.n == digest_bytes(l->sum_kind);
    return (!k->broken && summed && l->salt.n > 0 && fits_its_cipher(l, k->bytes)) ||
           fail(c, UNREADABLE, NULL,
                "the spreadsheet is damaged: the description of its encryption makes no sense");
}

/* --- passwords --- */

static bool make_key(Crypt *k, Str password)
{
    const Lid *l = k->own;
    Digest start = digest_of(l->start, password, S(""));
    if (l->derivation == KEY_PBKDF2) {
        key_pbkdf2(digest_str(&start), l->salt, l->rounds, k->key, (ptrdiff_t)l->key_bytes);
        return true;
    }
    return key_argon2id(digest_str(&start), l->salt, (uint32_t)l->passes, (uint32_t)l->memory_kib,
                        (uint32_t)l->lanes, k->key, (ptrdiff_t)l->key_bytes);
}

static void decrypt(const Crypt *k, Str in, char *out)
{
    Str key = str_n(k->key, (ptrdiff_t)k->own->key_bytes);
    if (k->own->cipher == CIPHER_AES_CBC)
        aes_decrypt_cbc(key, k->own->vector, in, out);
    else
        blowfish_decrypt_cfb(key, k->own->vector, in, out);
}

/* What an end that AES has filled up leaves (XML Encryption 5.2): the last byte says how much. */
static ptrdiff_t unpadded(const Lid *l, const char *plain, ptrdiff_t n)
{
    int filled = l->cipher == CIPHER_AES_CBC ? (unsigned char)plain[n - 1] : 0;
    return filled > AES_BLOCK_BYTES ? n : n - filled;
}

static bool fits(void *state, Str password)
{
    Crypt *k = state;
    const Lid *l = k->own;
    char begin[CHECKED_BYTES];
    if (!make_key(k, password))
        return false;
    if (l->cipher == CIPHER_AES_GCM) { /* the vector stands before the bytes, too */
        Str in = str_part(k->bytes, GCM_VECTOR_BYTES, k->bytes.n - TAG_BYTES);
        return aes_open_gcm(str_n(k->key, (ptrdiff_t)l->key_bytes), l->vector, in,
                            str_part(k->bytes, k->bytes.n - TAG_BYTES, k->bytes.n), k->plain);
    }
    Str in = str_part(k->bytes, 0, CHECKED_BYTES);
    decrypt(k, in, begin);
    ptrdiff_t n = k->bytes.n > CHECKED_BYTES ? in.n : unpadded(l, begin, in.n);
    Digest sum = digest_of(l->sum_kind, str_n(begin, n), S(""));
    return str_eq(digest_str(&sum), l->sum);
}

/* --- the member --- */

static bool open_member(Crypt *k, Archive *a, Str name, const Lid *l, const ParseOptions *o,
                        Str *out, int32_t *password)
{
    Ctx *c = k->c;
    ptrdiff_t i = archive_find(a, name);
    k->own = l;
    if (i < 0)
        return fail(c, UNREADABLE, NULL, "the spreadsheet has no %.*s; get the file again",
                    STR_ARG(name));
    if (!archive_whole(c, c->mem, a, i, LIMIT_MEMBER_BYTES, &k->bytes, password) ||
        !check_lid(k, l))
        return false;
    int64_t rounds = rounds_of(l, k->bytes);
    if (!rounds)
        return fail(c, UNREADABLE, NULL,
                    "the spreadsheet is damaged: the description of its encryption makes no sense");
    Lock lock = { .what = "spreadsheet", .rounds = rounds, .fits = fits, .state = k };
    k->plain = arena_alloc(c->mem, (size_t)k->bytes.n);
    if (!unlock(c, o, &lock, password))
        return false;
    if (l->cipher == CIPHER_AES_GCM) {
        *out = str_n(k->plain, k->bytes.n - GCM_VECTOR_BYTES - TAG_BYTES);
        return true;
    }
    decrypt(k, k->bytes, k->plain);
    *out = str_n(k->plain, unpadded(l, k->plain, k->bytes.n));
    return true;
}

/* The package may be deflated once more, like any member. */
static bool unfold(Ctx *c, Str *package)
{
    enum { STEP = 1 << 16 };
    if (str_starts(*package, S("PK\3\4")))
        return true;
    Buf b = buf_new(c->mem, LIMIT_MEMBER_BYTES + STEP);
    Inflate *s = inflate_begin(c, *package);
    for (ptrdiff_t n = 1; n > 0;) {
        char *at = buf_reserve(&b, STEP);
        if (!at)
            fail(c, TOO_LARGE, NULL, "the spreadsheet is larger than %lld MiB",
                 (long long)(LIMIT_MEMBER_BYTES >> 20));
        n = at ? inflate_read(c, s, at, STEP) : -1;
        b.n += n > 0 ? n : 0;
    }
    inflate_end(s);
    *package = buf_str(&b);
    return !failed(c);
}

bool ods_decrypt(Ctx *c, Archive *a, const ParseOptions *o, OdsPlain *out)
{
    Crypt k = { .c = c };
    *out = (OdsPlain){ 0 };
    if (!read_manifest(&k, a))
        return false;
    if (k.package.encrypted)
        return open_member(&k, a, S("encrypted-package"), &k.package, o, &out->package,
                           &out->password) &&
               unfold(c, &out->package);
    return !k.content.encrypted ||
           open_member(&k, a, S("content.xml"), &k.content, o, &out->content, &out->password);
}
