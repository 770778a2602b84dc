/* Stored files: what is sealed opens again and nothing else does; a folder; keys that are rotated.
 */
#include "blob_case.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- sealing --- */

/* Sizes around the chunks and pieces they are cut into. */
static void what_is_sealed_opens_again(Ctx *c)
{
    static const ptrdiff_t sizes[] = { 0,      1,       65535,   65536,   65537,
                                       131072, 1048575, 1048576, 1048577, 3000000 };
    with_keys(c, key_a);
    with_folder(c, "round");
    for (ptrdiff_t i = 0; i < COUNT(sizes); i++) {
        Str text = noise(c, sizes[i]);
        const char *name = str_fmt(c->mem, "size_%td", sizes[i]).p;
        Blob b = put_text(c, name, text);
        CHECK_INT(b.size, sizes[i]);
        CHECK_STR(text_at(c, name), text);
    }
    CHECK(put_text(c, "one", S("abc")).hash == put_text(c, "other", S("abc")).hash);
    CHECK(put_text(c, "third", S("abd")).hash != put_text(c, "fourth", S("abc")).hash);
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
    put_text(c, "file", noise(c, 200000));
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
    CHECK_STR(text_at(c, "file"), noise(c, 200000));
}

static void another_key_does_not_open_it(Ctx *c)
{
    with_keys(c, key_a);
    with_folder(c, "keys");
    put_text(c, "file", S("secret"));
    with_keys(c, key_b);
    CHECK(blob_open(c, S("file")) < 0);
    CHECK_FAILED(c, UNAVAILABLE);
    with_keys(c, str_fmt(c->mem, "%s, %s", key_b, key_a).p);
    CHECK_STR(text_at(c, "file"), S("secret"));
}

static void wrong_keys_are_refused_in_words(Ctx *c)
{
    static const char *const wrong[] = {
        "short", "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    };
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
    static const char *const wrong[] = {
        "",  "..",   "a/b", "a.b",
        "A", "../x", "a b", "a_name_of_more_than_sixty_characters_is_none_of_ours_at_all_x"
    };
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
    put_text(c, "imp_1", S("first"));
    int fd CLEAN(clean_fd) = file_of(S("second"));
    CHECK(!blob_put(c, S("imp_1"), fd, &b));
    CHECK_FAILED(c, CONFLICT);
    CHECK_STR(text_at(c, "imp_1"), S("first"));
    store_bytes(in_folder(c, "once/imp_2"), S("of old"));
    CHECK(!blob_put(c, S("imp_2"), fd, &b));
    CHECK_FAILED(c, CONFLICT);
}

static void files_are_listed_and_dropped(Ctx *c)
{
    BlobList l;
    bool there;
    with_keys(c, key_a);
    with_folder(c, "list");
    CHECK(blob_list(c, S("imp_"), &l)); /* no folder yet */
    CHECK_INT(l.n, 0);
    put_text(c, "imp_1", S("1"));
    put_text(c, "imp_2", S("2"));
    put_text(c, "att_1", S("3"));
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
    put_text(c, "imp_2", S("under the first key"));
    store_bytes(in_folder(c, "old/imp_1"), S("plain, of old"));
    CHECK_STR(text_at(c, "imp_1"), S("plain, of old"));
    CHECK_INT(files_in(c, "old"), 2);
    with_keys(c, str_fmt(c->mem, "%s %s", key_b, key_a).p);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && changed);
    CHECK(blob_reseal(c, S("imp_2"), &changed) && changed);
    CHECK(blob_reseal(c, S("imp_1"), &changed) && !changed);
    CHECK(blob_reseal(c, S("imp_3"), &changed) && !changed);
    CHECK(access(in_folder(c, "old/imp_1"), F_OK) != 0);
    with_keys(c, key_b);
    CHECK_STR(text_at(c, "imp_1"), S("plain, of old"));
    CHECK_STR(text_at(c, "imp_2"), S("under the first key"));
    CHECK_INT(files_in(c, "old"), 2);
}

static void what_was_on_its_way_is_cleaned_up(Ctx *c)
{
    with_keys(c, key_a);
    with_folder(c, "way");
    put_text(c, "imp_1", S("1"));
    const char *left = in_folder(c, "way/way.0123456789abcdef");
    store_bytes(left, S("half"));
    CHECK(blob_clean_up(c));
    CHECK(access(left, F_OK) == 0); /* it may be under way */
    clock_fix(clock_now_ms() + 2 * 3600 * 1000);
    CHECK(blob_clean_up(c));
    clock_fix(0);
    CHECK(access(left, F_OK) != 0);
    CHECK_STR(text_at(c, "imp_1"), S("1"));
}

/* --- keys in a file --- */

static KeyOptions in_file(Ctx *c, const char *name)
{
    return (KeyOptions){ .file = in_folder(c, name),
                         .lock = in_folder(c, str_fmt(c->mem, "%s.lock", name).p) };
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
    put_text(c, "imp_1", S("one"));
    CHECK(key_rotate(c));
    Str second = key_id(c);
    CHECK(!str_eq(first, second));
    CHECK_INT(key_count(c), 2);
    CHECK(key_rotate(c)); /* goes on with the one that was begun */
    CHECK_STR(key_id(c), second);
    CHECK_STR(text_at(c, "imp_1"), S("one"));
    CHECK(blob_reseal(c, S("imp_1"), &changed) && changed);
    CHECK(key_may_drop(c)); /* nobody else knows the keys */
    CHECK(key_drop_old(c));
    CHECK_INT(key_count(c), 1);
    CHECK_STR(key_id(c), second);
    CHECK_STR(text_at(c, "imp_1"), S("one"));
}

/* What is sealed while the key is replaced ends under the old one: that stays until it can be
 * found. */
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

/* A server that is running notices the new key, and keeps the old one from being dropped at once.
 */
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

int main(int argc, char **argv)
{
    case_folder = test_scratch("blob");
    const TestCase cases[] = {
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
        CASE(a_key_is_made_and_rotated),
        CASE(a_key_in_use_is_not_dropped),
        CASE(another_process_sees_the_rotation),
        CASE(keys_of_a_setting_are_changed_by_their_owner),
        CASE(a_missing_key_file_is_not_made_again_while_running),
    };
    return RUN_TESTS(cases, argc, argv);
}
