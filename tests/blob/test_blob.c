/* Stored files: what is sealed opens again and nothing else does, in a folder and with a server that speaks S3; the
 * signatures of the AWS documentation; keys that are rotated. */
#include "blob/back.h"
#include "blob/blob.h"
#include "blob/key.h"
#include "blob/sign.h"
#include "harness.h"
#include "http/fetch.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/florin-test-blob-XXXXXX";
static const char key_a[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
static const char key_b[] = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff101112131415161718191a1b1c1d1e1f";

static const char *in_folder(Ctx *c, const char *name)
{
    return str_fmt(c->mem, "%s/%s", folder, name).p;
}

static void with_keys(Ctx *c, const char *keys)
{
    CHECK(key_start(c, &(KeyOptions){ .text = str_of(keys) }));
}

static void with_folder(Ctx *c, const char *name)
{
    CHECK(blob_start(c, &(BlobOptions){ .folder = in_folder(c, name) }));
}

static int file_of(Str text)
{
    int fd = memfd_create("test", MFD_CLOEXEC);
    CHECK(write(fd, text.p, (size_t)text.n) == text.n);
    return fd;
}

static Str text_of(Ctx *c, int fd)
{
    struct stat st;
    if (fd < 0 || fstat(fd, &st))
        return S("(none)");
    char *p = NEW_ARRAY(c->mem, char, st.st_size + 1);
    CHECK(lseek(fd, 0, SEEK_CUR) == 0);
    CHECK(read(fd, p, (size_t)st.st_size) == st.st_size);
    return str_n(p, st.st_size);
}

static Blob put(Ctx *c, const char *name, Str text)
{
    Blob b = { 0 };
    int fd CLEAN(clean_fd) = file_of(text);
    CHECK(blob_put(c, str_of(name), fd, &b));
    return b;
}

static Str get(Ctx *c, const char *name)
{
    int fd CLEAN(clean_fd) = blob_open(c, str_of(name));
    return text_of(c, fd);
}

/* n bytes that do not repeat. */
static Str noise(Ctx *c, ptrdiff_t n)
{
    Rng rng = rng_new((uint64_t)n + 1);
    char *p = NEW_ARRAY(c->mem, char, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        p[i] = (char)rng_next(&rng);
    return str_n(p, n);
}

/* --- signatures: the examples of "Signature Calculations for the Authorization Header" --- */

static SignRequest example(const char *method, const char *path)
{
    return (SignRequest){
        .method = str_of(method),
        .host = S("examplebucket.s3.amazonaws.com"),
        .path = str_of(path),
        .body_hash = S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        .region = S("us-east-1"),
        .access_key = S("AKIAIOSFODNN7EXAMPLE"),
        .secret_key = S("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        .now_ms = 1369353600000,
    };
}

static void signatures_are_those_of_the_documentation(Ctx *c)
{
    SignRequest r = example("GET", "/test.txt");
    SignPair range = { S("range"), S("bytes=0-9") };
    r.headers = &range;
    r.n_headers = 1;
    Signature s = sign_request(c->mem, &r);
    CHECK_STR(s.date, S("20130524T000000Z"));
    CHECK_STR(s.signature, S("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    CHECK_STR(s.authorization,
              S("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));

    r = example("PUT", "/test$file.text");
    SignPair put_headers[] = { { S("Date"), S("Fri, 24 May 2013 00:00:00 GMT") },
                               { S("x-amz-storage-class"), S(" REDUCED_REDUNDANCY ") } };
    r.headers = put_headers;
    r.n_headers = 2;
    r.body_hash = S("44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
    CHECK_STR(sign_request(c->mem, &r).signature,
              S("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
    CHECK_STR(sign_target(c->mem, r.path, NULL, 0), S("/test%24file.text"));

    r = example("GET", "/");
    SignPair query[] = { { S("prefix"), S("J") }, { S("max-keys"), S("2") } };
    r.query = query;
    r.n_query = 2;
    CHECK_STR(sign_request(c->mem, &r).signature,
              S("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
    CHECK_STR(sign_target(c->mem, r.path, query, 2), S("/?max-keys=2&prefix=J"));
}

static void a_presigned_address_is_that_of_the_documentation(Ctx *c)
{
    SignRequest r = example("GET", "/test.txt");
    Signature s;
    Str url = sign_url(c->mem, &r, 86400, &s);
    CHECK_STR(s.signature, S("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
    CHECK_STR(url,
              S("/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2F"
                "us-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-Signature="
                "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404&X-Amz-SignedHeaders=host"));
}

static void segments_are_encoded_once(Ctx *c)
{
    SignRequest r = example("DELETE", "/bucket/t1/a b/\xc3\xa9.csv");
    r.host = S("127.0.0.1:9000");
    CHECK_STR(sign_target(c->mem, r.path, NULL, 0), S("/bucket/t1/a%20b/%C3%A9.csv"));
    CHECK_STR(sign_request(c->mem, &r).signature,
              S("cbcb8290ac325f87bfa201498ad5f18b24943996ba5e8e82e8ed192e685598d9"));
}

/* --- sealing --- */

/* Sizes around the chunks and pieces they are cut into. */
static void what_is_sealed_opens_again(Ctx *c)
{
    static const ptrdiff_t sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 1048575, 1048576, 1048577, 3000000 };
    with_keys(c, key_a);
    with_folder(c, "round");
    for (ptrdiff_t i = 0; i < COUNT(sizes); i++) {
        Str text = noise(c, sizes[i]);
        const char *name = str_fmt(c->mem, "size_%td", sizes[i]).p;
        Blob b = put(c, name, text);
        CHECK_INT(b.size, sizes[i]);
        CHECK_STR(get(c, name), text);
    }
    CHECK(put(c, "one", S("abc")).hash == put(c, "other", S("abc")).hash);
    CHECK(put(c, "third", S("abd")).hash != put(c, "fourth", S("abc")).hash);
}

static Str sealed_bytes(Ctx *c, const char *path)
{
    int fd CLEAN(clean_fd) = open(path, O_RDONLY | O_CLOEXEC);
    return text_of(c, fd);
}

static void store_bytes(const char *path, Str bytes)
{
    CLEAN(clean_file) FILE *f = fopen(path, "we");
    CHECK(f && fwrite(bytes.p, 1, (size_t)bytes.n, f) == (size_t)bytes.n);
}

static void nothing_else_opens(Ctx *c)
{
    with_keys(c, key_a);
    with_folder(c, "damage");
    put(c, "file", noise(c, 200000));
    const char *path = in_folder(c, "damage/file.sealed");
    Str whole = sealed_bytes(c, path);
    CHECK(whole.n == 56 + 200000 + 4 * 17);
    CHECK(str_find(whole, str_part(noise(c, 200000), 1000, 1020), 0) < 0);
    /* cut anywhere, also between chunks */
    static const ptrdiff_t cuts[] = { 0, 8, 55, 56, 57, 56 + 65553, 56 + 65553 + 1, 200123 };
    for (ptrdiff_t i = 0; i < COUNT(cuts); i++) {
        store_bytes(path, str_part(whole, 0, cuts[i]));
        CHECK(blob_open(c, S("file")) < 0);
        CHECK_FAILED(c, INTERNAL);
    }
    /* a bit changed anywhere */
    static const ptrdiff_t places[] = { 0, 7, 16, 31, 32, 55, 56, 100, 65609, 200123 };
    for (ptrdiff_t i = 0; i < COUNT(places); i++) {
        char *changed = str_c(c->mem, whole);
        memcpy(changed, whole.p, (size_t)whole.n);
        changed[places[i]] ^= 1;
        store_bytes(path, str_n(changed, whole.n));
        CHECK(blob_open(c, S("file")) < 0);
        CHECK_FAILED(c, INTERNAL);
    }
    /* chunks in another order, and something behind the end */
    Str parts[] = { str_part(whole, 0, 56), str_part(whole, 56 + 65553, 56 + 2 * 65553),
                    str_part(whole, 56, 56 + 65553), str_part(whole, 56 + 2 * 65553, whole.n) };
    Buf b = buf_new(c->mem, 1 << 20);
    for (ptrdiff_t i = 0; i < COUNT(parts); i++)
        buf_add(&b, parts[i]);
    store_bytes(path, buf_str(&b));
    CHECK(blob_open(c, S("file")) < 0);
    CHECK_FAILED(c, INTERNAL);
    store_bytes(path, str_fmt(c->mem, "%.*s", 0, ""));
    b.n = 0;
    buf_add(&b, whole);
    buf_add(&b, S("x"));
    store_bytes(path, buf_str(&b));
    CHECK(blob_open(c, S("file")) < 0);
    CHECK_FAILED(c, INTERNAL);
    /* another's name */
    store_bytes(in_folder(c, "damage/other.sealed"), whole);
    CHECK(blob_open(c, S("other")) < 0);
    CHECK_FAILED(c, INTERNAL);
    store_bytes(path, whole);
    CHECK_STR(get(c, "file"), noise(c, 200000));
}

static void another_key_does_not_open_it(Ctx *c)
{
    with_keys(c, key_a);
    with_folder(c, "keys");
    put(c, "file", S("secret"));
    with_keys(c, key_b);
    CHECK(blob_open(c, S("file")) < 0);
    CHECK_FAILED(c, UNAVAILABLE);
    with_keys(c, str_fmt(c->mem, "%s, %s", key_b, key_a).p);
    CHECK_STR(get(c, "file"), S("secret"));
}

static void wrong_keys_are_refused_in_words(Ctx *c)
{
    static const char *const wrong[] = { "short", "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" };
    for (ptrdiff_t i = 0; i < COUNT(wrong); i++) {
        CHECK(!key_start(c, &(KeyOptions){ .text = str_of(wrong[i]) }));
        CHECK_FAILED(c, USAGE);
    }
    CHECK(key_start(c, &(KeyOptions){ .text = S("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=") }));
    Str id = key_id(c);
    with_keys(c, key_a);
    CHECK_STR(key_id(c), id); /* base64 and hexadecimal digits of the same */
}

static void values_open_only_where_they_belong(Ctx *c)
{
    Str sealed, id, plain = { 0 };
    with_keys(c, key_a);
    CHECK(key_seal(c, S("hunter2"), S("row 1"), &sealed, &id));
    CHECK(str_find(sealed, S("hunter2"), 0) < 0);
    CHECK(key_open(c, sealed, id, S("row 1"), &plain));
    CHECK_STR(plain, S("hunter2"));
    CHECK(!key_open(c, sealed, id, S("row 2"), &plain));
    CHECK_FAILED(c, INTERNAL);
    CHECK(!key_open(c, str_part(sealed, 0, sealed.n - 4), id, S("row 1"), &plain));
    CHECK_FAILED(c, INTERNAL);
    CHECK(!key_open(c, S("!"), id, S("row 1"), &plain));
    CHECK_FAILED(c, INTERNAL);
    Str again;
    CHECK(key_seal(c, S("hunter2"), S("row 1"), &again, &id));
    CHECK(!str_eq(sealed, again));
}

/* --- the folder --- */

static void names_are_ours(Ctx *c)
{
    static const char *const wrong[] = { "", "..", "a/b", "a.b", "A", "../x", "a b",
                                         "a_name_of_more_than_sixty_characters_is_none_of_ours_at_all_x" };
    Blob b;
    with_keys(c, key_a);
    with_folder(c, "names");
    int fd CLEAN(clean_fd) = file_of(S("x"));
    for (ptrdiff_t i = 0; i < COUNT(wrong); i++) {
        CHECK(!blob_put(c, str_of(wrong[i]), fd, &b));
        CHECK_FAILED(c, INTERNAL);
    }
}

static void a_name_is_given_once(Ctx *c)
{
    Blob b;
    with_keys(c, key_a);
    with_folder(c, "once");
    put(c, "imp_1", S("first"));
    int fd CLEAN(clean_fd) = file_of(S("second"));
    CHECK(!blob_put(c, S("imp_1"), fd, &b));
    CHECK_FAILED(c, CONFLICT);
    CHECK_STR(get(c, "imp_1"), S("first"));
    store_bytes(in_folder(c, "once/imp_2"), S("of old"));
    CHECK(!blob_put(c, S("imp_2"), fd, &b));
    CHECK_FAILED(c, CONFLICT);
}

static int files_in(Ctx *c, const char *name)
{
    BlobList all = { 0 };
    int n = 0;
    with_folder(c, name);
    CHECK(blob_list(c, S(""), &all));
    for (ptrdiff_t i = 0; i < all.n; i++)
        n += all.names[i].n > 0;
    return n;
}

static void files_are_listed_and_dropped(Ctx *c)
{
    BlobList l;
    bool there;
    with_keys(c, key_a);
    with_folder(c, "list");
    CHECK(blob_list(c, S("imp_"), &l)); /* no folder yet */
    CHECK_INT(l.n, 0);
    put(c, "imp_1", S("1"));
    put(c, "imp_2", S("2"));
    put(c, "att_1", S("3"));
    CHECK(blob_list(c, S("imp_"), &l));
    CHECK_INT(l.n, 2);
    /* What is in the folder beside is none of ours. */
    CHECK(mkdir(in_folder(c, "list/lost+found"), 0700) == 0);
    CHECK(mkdir(in_folder(c, "list/backup"), 0700) == 0);
    store_bytes(in_folder(c, "list/READ-ME"), S("of the operator"));
    CHECK_INT(files_in(c, "list"), 3);
    CHECK(blob_find(c, S("imp_1"), &there) && there);
    CHECK(blob_drop(c, S("imp_1")));
    CHECK(blob_drop(c, S("imp_1")));
    CHECK(blob_find(c, S("imp_1"), &there) && !there);
    CHECK(blob_open(c, S("imp_1")) < 0);
    CHECK_FAILED(c, GONE);
    CHECK_INT(files_in(c, "list"), 2);
}

/* From before encryption, and from an older key. */
static void old_files_are_read_and_sealed(Ctx *c)
{
    bool changed;
    with_keys(c, key_a);
    with_folder(c, "old");
    put(c, "imp_2", S("under the first key"));
    store_bytes(in_folder(c, "old/imp_1"), S("plain, of old"));
    CHECK_STR(get(c, "imp_1"), S("plain, of old"));
    CHECK_INT(files_in(c, "old"), 2);
    with_keys(c, str_fmt(c->mem, "%s %s", key_b, key_a).p);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && changed);
    CHECK(blob_reseal(c, S("imp_2"), &changed) && changed);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && !changed);
    CHECK(blob_reseal(c, S("imp_3"), &changed) && !changed);
    CHECK(access(in_folder(c, "old/imp_1"), F_OK) != 0);
    with_keys(c, key_b);
    CHECK_STR(get(c, "imp_1"), S("plain, of old"));
    CHECK_STR(get(c, "imp_2"), S("under the first key"));
    CHECK_INT(files_in(c, "old"), 2);
}

static void what_was_on_its_way_is_cleaned_up(Ctx *c)
{
    with_keys(c, key_a);
    with_folder(c, "way");
    put(c, "imp_1", S("1"));
    const char *left = in_folder(c, "way/way.0123456789abcdef");
    store_bytes(left, S("half"));
    CHECK(blob_clean_up(c));
    CHECK(access(left, F_OK) == 0); /* it may be under way */
    clock_fix(clock_now_ms() + 2 * 3600 * 1000);
    CHECK(blob_clean_up(c));
    clock_fix(0);
    CHECK(access(left, F_OK) != 0);
    CHECK_STR(get(c, "imp_1"), S("1"));
}

/* --- several installations --- */

static ptrdiff_t names_of(Ctx *c, bool (*list)(Ctx *c, Str prefix, BlobList *out))
{
    BlobList l;
    CHECK(list(c, S(""), &l));
    return l.n;
}

/* What one has stored, with and without a mark, from the side of another with a key of its own. */
static void is_left_alone(Ctx *c, Str text)
{
    bool there, changed = true;
    Blob b;
    with_keys(c, key_b);
    CHECK(blob_belong(c, S("b2")));
    CHECK_INT(names_of(c, blob_list), 0);
    CHECK_INT(names_of(c, blob_list_unmarked), 2);
    CHECK(blob_find(c, S("imp_3"), &there) && !there);
    CHECK(blob_drop(c, S("imp_3"))); /* another one's: nothing happens */
    CHECK(blob_reseal(c, S("imp_1"), &changed) && !changed);
    int fd CLEAN(clean_fd) = file_of(S("x"));
    CHECK(!blob_put(c, S("imp_1"), fd, &b)); /* who has it is not known */
    CHECK_FAILED(c, CONFLICT);
    put(c, "imp_3", S("of another"));
    CHECK_STR(get(c, "imp_3"), S("of another"));
    CHECK(blob_drop(c, S("imp_3")));
    with_keys(c, key_a);
    CHECK(blob_belong(c, S("a1")));
    CHECK_STR(get(c, "imp_3"), text);
}

static void installations_share(Ctx *c)
{
    bool there, changed;
    Str text = noise(c, 100000);
    put(c, "imp_1", text); /* from before there were marks */
    put(c, "imp_2", S("two"));
    CHECK(!blob_belong(c, S("a/1")));
    CHECK_FAILED(c, INTERNAL);
    CHECK(blob_belong(c, S("a1")));
    CHECK_STR(get(c, "imp_1"), text);
    put(c, "imp_3", text);
    CHECK_INT(names_of(c, blob_list), 1);
    CHECK_INT(names_of(c, blob_list_unmarked), 2);
    is_left_alone(c, text);
    /* what is this one's is taken; its name opens before, meanwhile and afterwards */
    CHECK(blob_adopt(c, S("imp_1")));
    CHECK(blob_adopt(c, S("imp_1")));
    CHECK(blob_adopt(c, S("imp_9"))); /* there is none */
    CHECK_STR(get(c, "imp_1"), text);
    CHECK_INT(names_of(c, blob_list), 2);
    CHECK_INT(names_of(c, blob_list_unmarked), 1);
    /* a new key reaches both kinds */
    with_keys(c, str_fmt(c->mem, "%s %s", key_b, key_a).p);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && changed);
    CHECK(blob_reseal(c, S("imp_2"), &changed) && changed);
    with_keys(c, key_b);
    CHECK_STR(get(c, "imp_1"), text);
    CHECK_STR(get(c, "imp_2"), S("two"));
    CHECK(blob_drop(c, S("imp_2")) && blob_find(c, S("imp_2"), &there) && !there);
    CHECK(blob_drop(c, S("imp_1")) && blob_find(c, S("imp_1"), &there) && !there);
    CHECK_INT(names_of(c, blob_list), 1);
    CHECK_INT(names_of(c, blob_list_unmarked), 0);
}

static void a_folder_is_shared(Ctx *c)
{
    with_keys(c, key_a);
    with_folder(c, "several");
    installations_share(c);
    /* plain, from before there was encryption: whose it is decides who takes it */
    bool changed = true;
    CLEAN(clean_file) FILE *f = fopen(in_folder(c, "several/imp_7"), "we");
    CHECK(f && fputs("plain", f) > 0 && fflush(f) == 0);
    CHECK_STR(get(c, "imp_7"), S("plain"));
    CHECK(blob_reseal(c, S("imp_7"), &changed) && !changed);
    CHECK(blob_adopt(c, S("imp_7")));
    CHECK(access(in_folder(c, "several/imp_7"), F_OK) != 0);
    CHECK(access(in_folder(c, "several/a1/imp_7.sealed"), F_OK) == 0);
    CHECK_STR(get(c, "imp_7"), S("plain"));
}

/* --- keys in a file --- */

static KeyOptions in_file(Ctx *c, const char *name)
{
    return (KeyOptions){ .file = in_folder(c, name), .lock = in_folder(c, str_fmt(c->mem, "%s.lock", name).p) };
}

static void a_key_is_made_and_rotated(Ctx *c)
{
    KeyOptions o = in_file(c, "files.key");
    struct stat st;
    bool changed;
    CHECK(key_start(c, &o));
    CHECK(stat(o.file, &st) == 0 && (st.st_mode & 0777) == 0600);
    Str first = key_id(c), text = sealed_bytes(c, o.file);
    CHECK(key_start(c, &o));
    CHECK_STR(key_id(c), first);
    CHECK_STR(sealed_bytes(c, o.file), text);
    with_folder(c, "rotated");
    put(c, "imp_1", S("one"));
    CHECK(key_rotate(c));
    Str second = key_id(c);
    CHECK(!str_eq(first, second));
    CHECK_INT(key_count(c), 2);
    CHECK(key_rotate(c)); /* goes on with the one that was begun */
    CHECK_STR(key_id(c), second);
    CHECK_STR(get(c, "imp_1"), S("one"));
    CHECK(blob_reseal(c, S("imp_1"), &changed) && changed);
    CHECK(key_may_drop(c)); /* nobody else knows the keys */
    CHECK(key_drop_old(c));
    CHECK_INT(key_count(c), 1);
    CHECK_STR(key_id(c), second);
    CHECK_STR(get(c, "imp_1"), S("one"));
}

/* What is sealed while the key is replaced ends under the old one: that stays until it can be found. */
static void a_key_in_use_is_not_dropped(Ctx *c)
{
    KeyOptions o = in_file(c, "used.key");
    Str sealed, id, plain;
    CHECK(key_start(c, &o));
    KeyUse use = { 0 };
    CHECK(key_use_begin(c, &use) && key_rotate(c));
    CHECK(!key_may_drop(c));
    key_use_end(&use);
    key_use_end(&use); /* it is over once */
    CHECK(key_may_drop(c));
    CHECK(key_use_begin(c, &use)); /* of the new one */
    CHECK(key_may_drop(c));
    key_use_end(&use);
    CHECK(key_drop_old(c));
    /* a value may wait for its commit */
    CHECK(key_seal(c, S("secret"), S(""), &sealed, &id) && key_rotate(c));
    CHECK(!key_may_drop(c));
    clock_fix(clock_now_ms() + 6 * 60 * 1000);
    CHECK(key_may_drop(c));
    clock_fix(0);
    CHECK(key_known(c, id) && key_open(c, sealed, id, S(""), &plain));
    CHECK(key_drop_old(c) && !key_known(c, id));
    /* many rotations find room for their uses */
    for (int i = 0; i < 40; i++) {
        CHECK(key_use_begin(c, &use));
        key_use_end(&use);
        CHECK(key_rotate(c) && key_may_drop(c) && key_drop_old(c));
    }
}

/* A server that is running notices the new key, and keeps the old one from being dropped at once. */
static void another_process_sees_the_rotation(Ctx *c)
{
    KeyOptions o = in_file(c, "shared.key");
    int to_child[2], from_child[2];
    char word;
    CHECK(key_start(c, &o));
    CHECK(pipe(to_child) == 0 && pipe(from_child) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        Ctx child = ctx_new("child", 1 << 24);
        bool ok = key_start(&child, &o);
        Str before = key_id(&child);
        ok = ok && write(from_child[1], "r", 1) == 1 && read(to_child[0], &word, 1) == 1;
        ok = ok && !str_eq(before, key_id(&child)) && key_count(&child) == 2;
        _exit(ok ? 0 : 1);
    }
    CHECK(read(from_child[0], &word, 1) == 1);
    CHECK(key_rotate(c));
    CHECK(!key_may_drop(c));
    CHECK(write(to_child[1], "g", 1) == 1);
    int status;
    CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK(key_may_drop(c));
    for (int i = 0; i < 2; i++) {
        close(to_child[i]);
        close(from_child[i]);
    }
}

static void keys_of_a_setting_are_changed_by_their_owner(Ctx *c)
{
    with_keys(c, key_a);
    CHECK(!key_rotate(c));
    CHECK_FAILED(c, CONFLICT);
    with_keys(c, str_fmt(c->mem, "%s,%s", key_b, key_a).p);
    CHECK(key_rotate(c));
    CHECK(key_drop_old(c));
    CHECK_INT(key_count(c), 2);
}

static void a_missing_key_file_is_not_made_again_while_running(Ctx *c)
{
    KeyOptions o = in_file(c, "gone.key");
    CHECK(key_start(c, &o));
    CHECK(unlink(o.file) == 0);
    CHECK_INT(key_count(c), 0);
    CHECK_FAILED(c, UNAVAILABLE);
}

/* --- S3 --- */

static pid_t s3_pid;
static int s3_port;

static bool start_s3(void)
{
    int out[2];
    if (pipe(out))
        return false;
    s3_pid = fork();
    if (s3_pid == 0) {
        dup2(out[1], STDOUT_FILENO);
        close(out[0]);
        execlp("python3", "python3", SOURCE_ROOT "/tests/blob/s3_server.py", "kept", "AKTEST", "topsecret", "eu-test-1",
               (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    CLEAN(clean_file) FILE *f = fdopen(out[0], "r");
    return f && fscanf(f, "%d", &s3_port) == 1;
}

static void stop_s3(void)
{
    if (s3_pid > 0) {
        kill(s3_pid, SIGKILL);
        waitpid(s3_pid, NULL, 0);
    }
}

static BlobOptions s3_options(Ctx *c)
{
    return (BlobOptions){ .folder = in_folder(c, "s3"),
                          .s3_endpoint = str_fmt(c->mem, "http://127.0.0.1:%d/", s3_port),
                          .s3_bucket = S("kept"),
                          .s3_region = S("eu-test-1"),
                          .s3_access_key = S("AKTEST"),
                          .s3_secret_key = S("topsecret") };
}

static bool with_s3(Ctx *c)
{
    if (!s3_port)
        test_skip("the S3 stand-in could not be started: python3 is missing");
    BlobOptions o = s3_options(c);
    with_keys(c, key_a);
    return s3_port && CHECK(blob_start(c, &o)) && CHECK(blob_shared());
}

static Str ask_s3(Ctx *c, const char *method, const char *path)
{
    HttpFetched f;
    HttpFetch ask = { .method = str_of(method), .url = str_fmt(c->mem, "http://127.0.0.1:%d%s", s3_port, path) };
    CHECK(http_fetch(c, &ask, &f));
    return f.body;
}

static void s3_keeps_files(Ctx *c)
{
    BlobList l;
    bool there, changed;
    Blob b;
    if (!with_s3(c))
        return;
    Str text = noise(c, 300000);
    CHECK_INT(put(c, "imp_1", text).size, 300000);
    CHECK_STR(get(c, "imp_1"), text);
    int fd CLEAN(clean_fd) = file_of(S("x"));
    CHECK(!blob_put(c, S("imp_1"), fd, &b)); /* If-None-Match */
    CHECK_FAILED(c, CONFLICT);
    for (int i = 2; i <= 8; i++) /* a list of several pages */
        put(c, str_fmt(c->mem, "imp_%d", i).p, S("small"));
    put(c, "att_1", S("small"));
    CHECK(blob_list(c, S("imp_"), &l));
    CHECK_INT(l.n, 8);
    CHECK(blob_find(c, S("imp_8"), &there) && there);
    CHECK(blob_drop(c, S("imp_8")));
    CHECK(blob_drop(c, S("imp_8")));
    CHECK(blob_find(c, S("imp_8"), &there) && !there);
    CHECK(blob_open(c, S("imp_8")) < 0);
    CHECK_FAILED(c, GONE);
    with_keys(c, str_fmt(c->mem, "%s %s", key_b, key_a).p);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && changed);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && !changed);
    with_keys(c, key_b);
    CHECK_STR(get(c, "imp_1"), text);
    CHECK_INT(files_in(c, "s3"), 0); /* the folder has nothing left */
}

static void a_bucket_is_shared(Ctx *c)
{
    BlobList l;
    if (!with_s3(c))
        return;
    CHECK(blob_list(c, S(""), &l));
    for (ptrdiff_t i = 0; i < l.n; i++)
        CHECK(blob_drop(c, l.names[i]));
    installations_share(c);
}

static void s3_refuses_what_is_signed_wrongly(Ctx *c)
{
    Blob b;
    if (!with_s3(c))
        return;
    BlobOptions o = s3_options(c);
    int fd CLEAN(clean_fd) = file_of(S("x"));
    o.s3_secret_key = S("wrong");
    CHECK(blob_start(c, &o));
    CHECK(!blob_put(c, S("imp_90"), fd, &b));
    CHECK(str_find(c->failure.detail, S("SignatureDoesNotMatch"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    o = s3_options(c);
    clock_fix(clock_now_ms() - 20 * 60 * 1000);
    CHECK(blob_start(c, &o));
    CHECK(!blob_put(c, S("imp_90"), fd, &b));
    clock_fix(0);
    CHECK(str_find(c->failure.detail, S("RequestTimeTooSkewed"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    /* a body that is not the one that was signed */
    Sealed lie = { .sealed = 1 };
    CHECK(!blob_s3.put(c, S("imp_90"), fd, "", &lie, true));
    CHECK(str_find(c->failure.detail, S("XAmzContentSHA256Mismatch"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    o.s3_bucket = S("other");
    CHECK(blob_start(c, &o));
    CHECK(blob_open(c, S("imp_90")) < 0);
    CHECK(str_find(c->failure.detail, S("no bucket other"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
}

static void s3_is_asked_again_while_it_is_busy(Ctx *c)
{
    if (!with_s3(c))
        return;
    ask_s3(c, "PUT", "/_fault/slow_down?n=2");
    put(c, "imp_20", S("after SlowDown"));
    ask_s3(c, "PUT", "/_fault/internal?n=1");
    CHECK_STR(get(c, "imp_20"), S("after SlowDown"));
    ask_s3(c, "PUT", "/_fault/drop?n=1");
    CHECK_STR(get(c, "imp_20"), S("after SlowDown"));
    ask_s3(c, "PUT", "/_fault/slow_down?n=4");
    CHECK(blob_open(c, S("imp_20")) < 0); /* four times, then it is said */
    CHECK(str_find(c->failure.detail, S("503 SlowDown"), 0) > 0);
    CHECK_FAILED(c, UNAVAILABLE);
    CHECK_STR(get(c, "imp_20"), S("after SlowDown"));
}

static void s3_errors_are_bounded(Ctx *c)
{
    static const char *const faults[] = { "/_fault/big_error?n=1", "/_fault/bad_xml?n=1", "/_fault/doctype?n=1" };
    if (!with_s3(c))
        return;
    for (ptrdiff_t i = 0; i < COUNT(faults); i++) {
        ask_s3(c, "PUT", faults[i]);
        CHECK(blob_open(c, S("imp_20")) < 0);
        CHECK(c->failure.code == UNAVAILABLE || c->failure.code == TOO_LARGE);
        fail_clear(c);
    }
    BlobOptions o = s3_options(c);
    o.s3_endpoint = S("http://127.0.0.1:1");
    CHECK(blob_start(c, &o));
    CHECK(blob_open(c, S("imp_20")) < 0);
    CHECK_FAILED(c, UNAVAILABLE);
    o.s3_endpoint = S("ftp://127.0.0.1");
    CHECK(!blob_start(c, &o));
    CHECK_FAILED(c, USAGE);
    o = s3_options(c);
    o.s3_secret_key = (Str){ 0 };
    CHECK(!blob_start(c, &o));
    CHECK_FAILED(c, USAGE);
}

int main(int argc, char **argv)
{
    if (!mkdtemp(folder))
        return 1;
    start_s3();
    const TestCase cases[] = {
        CASE(signatures_are_those_of_the_documentation),
        CASE(a_presigned_address_is_that_of_the_documentation),
        CASE(segments_are_encoded_once),
        CASE(what_is_sealed_opens_again),
        CASE(nothing_else_opens),
        CASE(another_key_does_not_open_it),
        CASE(wrong_keys_are_refused_in_words),
        CASE(values_open_only_where_they_belong),
        CASE(names_are_ours),
        CASE(a_name_is_given_once),
        CASE(files_are_listed_and_dropped),
        CASE(old_files_are_read_and_sealed),
        CASE(what_was_on_its_way_is_cleaned_up),
        CASE(a_folder_is_shared),
        CASE(a_key_is_made_and_rotated),
        CASE(a_key_in_use_is_not_dropped),
        CASE(another_process_sees_the_rotation),
        CASE(keys_of_a_setting_are_changed_by_their_owner),
        CASE(a_missing_key_file_is_not_made_again_while_running),
        CASE(s3_keeps_files),
        CASE(a_bucket_is_shared),
        CASE(s3_refuses_what_is_signed_wrongly),
        CASE(s3_is_asked_again_while_it_is_busy),
        CASE(s3_errors_are_bounded),
    };
    int status = RUN_TESTS(cases, argc, argv);
    stop_s3();
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) ? 1 : status;
}
