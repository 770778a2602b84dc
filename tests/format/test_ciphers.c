/* The hashes and ciphers of protected workbooks, by published vectors. */
#include "harness.h"

#include "format/ciphers.h"

#include <string.h>

static bool is_hex(Str bytes, const char *hex)
{
    static const char digits[] = "0123456789abcdef";
    if (bytes.n * 2 != (ptrdiff_t)strlen(hex))
        return false;
    for (ptrdiff_t i = 0; i < bytes.n; i++) {
        unsigned char byte = (unsigned char)bytes.p[i];
        if (digits[byte >> 4] != hex[2 * i] || digits[byte & 15] != hex[2 * i + 1])
            return false;
    }
    return true;
}

static bool hashes_to(const char *name, const char *hex)
{
    Digest d = digest_of(digest_find(str_of(name)), S("a"), S("bc"));
    return d.n == digest_bytes(digest_find(str_of(name))) && is_hex(digest_str(&d), hex);
}

/* RFC 1321, FIPS 180-4: "abc". */
TEST(hashes)
{
    CHECK(hashes_to("MD5", "900150983cd24fb0d6963f7d28e17f72"));
    CHECK(hashes_to("SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d"));
    CHECK(hashes_to("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    CHECK(hashes_to("SHA384", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                              "8086072ba1e7cc2358baeca134c825a7"));
    CHECK(hashes_to("SHA512", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                              "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"));
    CHECK(digest_find(S("SHA3")) == DIGEST_NONE && digest_find(S("")) == DIGEST_NONE);
    CHECK(digest_bytes(DIGEST_NONE) == 0);
}

/* Two rounds by hand. */
TEST(spins)
{
    Digest d = digest_of(DIGEST_SHA1, S("abc"), S("")), by_hand = d;
    digest_spin(DIGEST_SHA1, 2, &d);
    by_hand = digest_of(DIGEST_SHA1, S("\0\0\0\0"), digest_str(&by_hand));
    by_hand = digest_of(DIGEST_SHA1, S("\1\0\0\0"), digest_str(&by_hand));
    CHECK(str_eq(digest_str(&d), digest_str(&by_hand)));
}

/* RFC 4231, case 2; RFC 6070, case 2. */
TEST(keyed_hashes)
{
    char key[20];
    Digest d = digest_hmac(DIGEST_SHA256, S("Jefe"), S("what do ya want for nothing?"));
    CHECK(
        is_hex(digest_str(&d), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    key_pbkdf2(S("password"), S("salt"), 2, key, sizeof key);
    CHECK(is_hex(str_n(key, sizeof key), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"));
}

/* Of the reference implementation's own tests: version 1.3, two passes over 256 KiB in one lane. */
TEST(argon2id)
{
    char key[32];
    CHECK(key_argon2id(S("password"), S("somesalt"), 2, 256, 1, key, sizeof key));
    CHECK(is_hex(str_n(key, sizeof key),
                 "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"));
    CHECK(!key_argon2id(S("password"), S("salt"), 2, 256, 1, key, sizeof key));
}

/* FIPS 197, C.1 and C.3; SP 800-38A, F.2.2. */
TEST(aes)
{
    char out[16];
    Str key = S("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"
                "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f");
    aes_decrypt_ecb(str_part(key, 0, 16),
                    S("\x69\xc4\xe0\xd8\x6a\x7b\x04\x30\xd8\xcd\xb7\x80\x70\xb4\xc5\x5a"), out);
    CHECK(is_hex(str_n(out, 16), "00112233445566778899aabbccddeeff"));
    aes_decrypt_ecb(key, S("\x8e\xa2\xb7\xca\x51\x67\x45\xbf\xea\xfc\x49\x90\x4b\x49\x60\x89"),
                    out);
    CHECK(is_hex(str_n(out, 16), "00112233445566778899aabbccddeeff"));
    aes_decrypt_cbc(S("\x2b\x7e\x15\x16\x28\xae\xd2\xa6\xab\xf7\x15\x88\x09\xcf\x4f\x3c"),
                    str_part(key, 0, 16),
                    S("\x76\x49\xab\xac\x81\x19\xb2\x46\xce\xe9\x8e\x9b\x12\xe9\x19\x7d"), out);
    CHECK(is_hex(str_n(out, 16), "6bc1bee22e409f96e93d7e117393172a"));
    CHECK(aes_key_fits(16) && aes_key_fits(24) && aes_key_fits(32) && !aes_key_fits(20) &&
          !aes_key_fits(0));
}

/* The Galois/Counter Mode of Operation, test case 14, and its tag with one bit turned. */
TEST(gcm)
{
    char zeros[32] = { 0 }, out[16];
    Str in = S("\xce\xa7\x40\x3d\x4d\x60\x6b\x6e\x07\x4e\xc5\xd3\xba\xf3\x9d\x18");
    Str tag = S("\xd0\xd1\xc8\xa7\x99\x99\x6b\xf0\x26\x5b\x98\xb5\xd4\x8a\xb9\x19");
    Str wrong = S("\xd0\xd1\xc8\xa7\x99\x99\x6b\xf0\x26\x5b\x98\xb5\xd4\x8a\xb9\x18");
    CHECK(aes_open_gcm(str_n(zeros, 32), str_n(zeros, 12), in, tag, out));
    CHECK(is_hex(str_n(out, 16), "00000000000000000000000000000000"));
    CHECK(!aes_open_gcm(str_n(zeros, 32), str_n(zeros, 12), in, wrong, out));
}

/* RFC 6229: keys of 40 and of 128 bits. */
TEST(rc4)
{
    char zeros[16] = { 0 }, out[16];
    Str key = S("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10");
    rc4_apply(str_part(key, 0, 5), str_n(zeros, 16), out);
    CHECK(is_hex(str_n(out, 16), "b2396305f03dc027ccc3524a0a1118a8"));
    rc4_apply(key, str_n(zeros, 16), out);
    CHECK(is_hex(str_n(out, 16), "9ac7cc9a609d1ef7b2932899cde41b97"));
}

/* Schneier's set_key vectors: one block of feedback is the block encrypted and the text on top. */
TEST(blowfish)
{
    char out[11];
    Str key = S("\xf0\xe1\xd2\xc3\xb4\xa5\x96\x87"), vector = S("\xfe\xdc\xba\x98\x76\x54\x32\x10");
    blowfish_decrypt_cfb(key, vector, S("\0\0\0\0\0\0\0\0"), out);
    CHECK(is_hex(str_n(out, 8), "e87a244e2cc85e82"));
    blowfish_decrypt_cfb(key, vector, S("\xfe\xdc\xba\x98\x76\x54\x32\x10\0\0\0"), out);
    CHECK(is_hex(str_n(out, 11), "16a69ed65a9c6c92e87a24"));
    CHECK(blowfish_key_fits(16) && !blowfish_key_fits(4) && !blowfish_key_fits(64));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(hashes), CASE(spins), CASE(keyed_hashes), CASE(argon2id),
        CASE(aes),    CASE(gcm),   CASE(rc4),          CASE(blowfish)
    };
    return RUN_TESTS(cases, argc, argv);
}
