/* Keys at rest. */
#include "blob/key.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    KEYS_MAX = 16,
    FILE_BYTES = 4096,
    RETIRED_FOR_MS = 3600 * 1000,     /* other processes look at the file with each use */
    STORED_WITHIN_MS = 5 * 60 * 1000, /* a sealed value, by the unit that sealed it */
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES
};

typedef struct {
    uint8_t bytes[KEY_BYTES];
    uint8_t id[KEY_ID_BYTES];
    int64_t retired_ms; /* 0: the current one */
} Key;

/* What this process does with a key. It outlives the reading of the file. */
typedef struct {
    uint8_t id[KEY_ID_BYTES];
    int n;            /* things that are being sealed */
    int64_t value_ms; /* when it sealed the last value */
} Use;

static struct {
    pthread_mutex_t lock;
    Key keys[KEYS_MAX]; /* the current one first */
    int n;
    bool in_setting;
    const char *file;
    int lock_fd;
    struct stat seen; /* of the file, when it was read */
    Use uses[KEYS_MAX];
} ring = { .lock = PTHREAD_MUTEX_INITIALIZER, .lock_fd = -1 };

/* --- reading --- */

static bool key_of_text(Str text, uint8_t out[KEY_BYTES])
{
    size_t n = 0;
    const char *end = NULL;
    if (text.n == 2 * KEY_BYTES)
        return sodium_hex2bin(out, KEY_BYTES, text.p, (size_t)text.n, NULL, &n, &end) == 0 &&
               n == KEY_BYTES && end == text.p + text.n;
    static const int variants[] = { sodium_base64_VARIANT_ORIGINAL,
                                    sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
                                    sodium_base64_VARIANT_URLSAFE,
                                    sodium_base64_VARIANT_URLSAFE_NO_PADDING };
    for (ptrdiff_t i = 0; i < COUNT(variants); i++)
        if (sodium_base642bin(out, KEY_BYTES, text.p, (size_t)text.n, NULL, &n, &end,
                              variants[i]) == 0 &&
            n == KEY_BYTES && end == text.p + text.n)
            return true;
    return false;
}

static void set_id(Key *k)
{
    static const char words[] = "florin key id";
    crypto_generichash(k->id, KEY_ID_BYTES, (const uint8_t *)words, sizeof words - 1, k->bytes,
                       KEY_BYTES);
}

/* Appends the key of a word to keys; false when it is none. */
static bool take_key(Str word, int64_t retired_ms, Key *keys, int *n)
{
    if (*n == KEYS_MAX || !key_of_text(word, keys[*n].bytes))
        return false;
    set_id(&keys[*n]);
    keys[*n].retired_ms = retired_ms;
    ++*n;
    return true;
}

static Str next_word(Str *rest)
{
    ptrdiff_t from = 0;
    while (from < rest->n && (rest->p[from] <= ' ' || rest->p[from] == ','))
        from++;
    ptrdiff_t to = from;
    while (to < rest->n && rest->p[to] > ' ' && rest->p[to] != ',')
        to++;
    Str word = str_part(*rest, from, to);
    *rest = str_part(*rest, to, rest->n);
    return word;
}

static bool keys_of_setting(Str text, Key *keys, int *n)
{
    for (Str word; (word = next_word(&text)).n;)
        if (!take_key(word, 0, keys, n))
            return false;
    return *n > 0;
}

/* Lines "KEY" and "KEY retired MS"; lines that begin with '#' are remarks. */
static bool keys_of_file(Str text, Key *keys, int *n)
{
    while (text.p) {
        Str line = str_trim(str_cut(&text, '\n'));
        if (!line.n || line.p[0] == '#')
            continue;
        Str word = next_word(&line), retired = next_word(&line), ms = next_word(&line);
        int64_t at = 0;
        if (retired.n && (!str_eq(retired, S("retired")) || !str_int(ms, &at)))
            return false;
        if (!take_key(word, at, keys, n))
            return false;
    }
    return *n > 0;
}

static bool not_keys(Ctx *c, const char *where)
{
    return fail(c, USAGE, "files_key",
                "%s must hold keys of 64 hexadecimal digits each ('openssl rand -hex 32'), the "
                "current one first",
                where);
}

/* The file as it is, into ring. Called with the lock held. */
static bool read_file(Ctx *c)
{
    char text[FILE_BYTES];
    int fd CLEAN(clean_fd) = open(ring.file, O_RDONLY | O_CLOEXEC);
    struct stat st = { 0 };
    ssize_t got = fd < 0 || fstat(fd, &st) ? -1 : read(fd, text, sizeof text);
    if (got < 0)
        return fail_internal(c, UNAVAILABLE, str_of(strerror(errno)),
                             "The keys of stored files cannot be read from %s", ring.file);
    Key keys[KEYS_MAX];
    int n = 0;
    bool ok = got < FILE_BYTES && keys_of_file(str_n(text, got), keys, &n);
    if (ok) {
        memcpy(ring.keys, keys, sizeof keys);
        ring.n = n;
        ring.seen = st;
    }
    sodium_memzero(text, sizeof text);
    sodium_memzero(keys, sizeof keys);
    return ok || not_keys(c, ring.file);
}

/* Another process may have rotated. Called with the lock held. */
static bool look_again(Ctx *c)
{
    struct stat st;
    if (ring.in_setting || !ring.file)
        return ring.n > 0 || fail(c, INTERNAL, NULL, "the keys of files were not read");
    if (stat(ring.file, &st))
        return fail_internal(c, UNAVAILABLE, str_of(strerror(errno)),
                             "The keys of stored files, %s, are no longer there: put them back",
                             ring.file);
    const struct stat *was = &ring.seen;
    bool same = st.st_ino == was->st_ino && st.st_size == was->st_size &&
                st.st_mtim.tv_sec == was->st_mtim.tv_sec &&
                st.st_mtim.tv_nsec == was->st_mtim.tv_nsec;
    return (same && ring.n > 0) || read_file(c);
}

/* --- writing --- */

/* Durable: a key that is used and then lost with the power is worse than none. */
static bool sync_folder(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (n >= sizeof folder)
        return false;
    memcpy(folder, path, n);
    folder[n] = 0;
    int fd CLEAN(clean_fd) =
        open(slash ? (n ? folder : "/") : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0;
}

static ptrdiff_t keys_text(const Key *keys, int n, char *out, size_t room)
{
    char hex[2 * KEY_BYTES + 1];
    int at = snprintf(out, room,
                      "# The keys of stored files and saved passwords, the current one first.\n"
                      "# Keep a copy apart from backups: without it they cannot be read.\n");
    for (int i = 0; i < n; i++) {
        sodium_bin2hex(hex, sizeof hex, keys[i].bytes, KEY_BYTES);
        at += snprintf(out + at, room - (size_t)at, "%s", hex);
        if (keys[i].retired_ms)
            at += snprintf(out + at, room - (size_t)at, " retired %lld",
                           (long long)keys[i].retired_ms);
        at += snprintf(out + at, room - (size_t)at, "\n");
    }
    sodium_memzero(hex, sizeof hex);
    return at;
}

/* Replaces the file, or with `fresh` makes it where none is (the first of two wins). */
static bool write_file(Ctx *c, const Key *keys, int n, bool fresh)
{
    char text[FILE_BYTES];
    ptrdiff_t length = keys_text(keys, n, text, sizeof text);
    const char *beside = str_fmt(c->mem, "%s.new-%ld", ring.file, (long)getpid()).p;
    unlink(beside); /* of a process that had this number and died */
    int fd CLEAN(clean_fd) = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, text, (size_t)length) == length && fsync(fd) == 0;
    if (ok)
        ok = fresh ? link(beside, ring.file) == 0 || errno == EEXIST
                   : rename(beside, ring.file) == 0;
    int why = errno;
    unlink(beside);
    sodium_memzero(text, sizeof text);
    if (!ok || !sync_folder(ring.file))
        return fail_internal(c, UNAVAILABLE, str_of(strerror(ok ? errno : why)),
                             "The keys of stored files cannot be written to %s", ring.file);
    return read_file(c);
}

static bool make_file(Ctx *c)
{
    Key first = { 0 };
    random_bytes(first.bytes, KEY_BYTES);
    bool ok = write_file(c, &first, 1, true);
    sodium_memzero(&first, sizeof first);
    if (ok)
        log_line(LOG_WARN, "files.key_made", LOG_TEXT("file", str_of(ring.file)),
                 LOG_TEXT("note", S("keep a copy apart from backups: without it stored files and "
                                    "saved passwords cannot be read")));
    return ok;
}

static bool start(Ctx *c, const KeyOptions *o)
{
    ring.n = 0;
    ring.file = o->file;
    ring.in_setting = o->text.n > 0;
    if (ring.in_setting)
        return keys_of_setting(o->text, ring.keys, &ring.n) || not_keys(c, "files_key");
    if (access(ring.file, F_OK) && errno == ENOENT)
        return make_file(c);
    return read_file(c);
}

bool key_start(Ctx *c, const KeyOptions *o)
{
    if (sodium_init() < 0)
        return fail(c, UNAVAILABLE, NULL, "libsodium cannot be used on this machine");
    pthread_mutex_lock(&ring.lock);
    sodium_mlock(ring.keys, sizeof ring.keys); /* and out of core dumps; refused by small limits */
    bool ok = start(c, o);
    clean_fd(&ring.lock_fd);
    ring.lock_fd = o->lock ? open(o->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    struct flock all = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
    if (ring.lock_fd >= 0)
        fcntl(ring.lock_fd, F_OFD_SETLK, &all);
    pthread_mutex_unlock(&ring.lock);
    return ok;
}

/* --- using --- */

static Str id_digits(Arena *mem, const uint8_t id[KEY_ID_BYTES])
{
    char *hex = NEW_ARRAY(mem, char, KEY_ID_DIGITS + 1);
    sodium_bin2hex(hex, KEY_ID_DIGITS + 1, id, KEY_ID_BYTES);
    return str_n(hex, KEY_ID_DIGITS);
}

Str key_id(Ctx *c)
{
    pthread_mutex_lock(&ring.lock);
    Str id = look_again(c) ? id_digits(c->mem, ring.keys[0].id) : (Str){ 0 };
    pthread_mutex_unlock(&ring.lock);
    return id;
}

int key_count(Ctx *c)
{
    pthread_mutex_lock(&ring.lock);
    int n = look_again(c) ? ring.n : 0;
    pthread_mutex_unlock(&ring.lock);
    return n;
}

bool key_known(Ctx *c, Str id)
{
    pthread_mutex_lock(&ring.lock);
    int n = look_again(c) ? ring.n : 0;
    bool known = false;
    for (int i = 0; i < n; i++)
        known |= str_eq(id, id_digits(c->mem, ring.keys[i].id));
    pthread_mutex_unlock(&ring.lock);
    return known;
}

/* Called with the lock held. A key that is no longer among the keys and not in use gives its place.
 */
static Use *use_of(const uint8_t id[KEY_ID_BYTES])
{
    Use *free_one = NULL;
    for (int i = 0; i < KEYS_MAX; i++) {
        Use *u = &ring.uses[i];
        bool there = false;
        if (!memcmp(u->id, id, KEY_ID_BYTES))
            return u;
        for (int k = 0; k < ring.n; k++)
            there |= !memcmp(ring.keys[k].id, u->id, KEY_ID_BYTES);
        if (!u->n && !there)
            free_one = u;
    }
    if (free_one) {
        *free_one = (Use){ 0 };
        memcpy(free_one->id, id, KEY_ID_BYTES);
    }
    return free_one;
}

bool key_use_begin(Ctx *c, KeyUse *use)
{
    *use = (KeyUse){ 0 };
    pthread_mutex_lock(&ring.lock);
    Use *u = !failed(c) && look_again(c) ? use_of(ring.keys[0].id) : NULL;
    if (u) {
        u->n++;
        use->is_held = true;
        memcpy(use->id, u->id, KEY_ID_BYTES);
    }
    pthread_mutex_unlock(&ring.lock);
    return u || (!failed(c) && fail(c, BUSY, NULL, "Too many keys are in use at once"));
}

void key_use_end(KeyUse *use)
{
    if (!use->is_held)
        return;
    use->is_held = false;
    pthread_mutex_lock(&ring.lock);
    Use *u = use_of(use->id);
    if (u)
        u->n--;
    pthread_mutex_unlock(&ring.lock);
}

/* Called with the lock held. */
static const Key *find_key(Ctx *c, const uint8_t id[KEY_ID_BYTES])
{
    if (!look_again(c))
        return NULL;
    if (sodium_is_zero(id, KEY_ID_BYTES))
        return &ring.keys[0];
    for (int i = 0; i < ring.n; i++)
        if (!memcmp(ring.keys[i].id, id, KEY_ID_BYTES))
            return &ring.keys[i];
    fail(c, UNAVAILABLE, "files_key",
         "What is stored was sealed with the key %.*s, which is not among the keys of this server: "
         "put it back into the key file or the setting files_key",
         STR_ARG(id_digits(c->mem, id)));
    return NULL;
}

bool key_derive(Ctx *c, uint8_t id[KEY_ID_BYTES], const char *purpose, Str salt,
                uint8_t out[KEY_BYTES])
{
    if (failed(c))
        return false;
    crypto_generichash_state state;
    pthread_mutex_lock(&ring.lock);
    const Key *k = find_key(c, id);
    if (k) {
        memcpy(id, k->id, KEY_ID_BYTES);
        crypto_generichash_init(&state, k->bytes, KEY_BYTES, KEY_BYTES);
    }
    pthread_mutex_unlock(&ring.lock);
    if (!k)
        return false;
    crypto_generichash_update(&state, (const uint8_t *)purpose, strlen(purpose) + 1);
    crypto_generichash_update(&state, (const uint8_t *)salt.p, (size_t)salt.n);
    crypto_generichash_final(&state, out, KEY_BYTES);
    sodium_memzero(&state, sizeof state);
    return true;
}

static const char of_values[] = "florin sealed value";

static void note_value(const uint8_t id[KEY_ID_BYTES])
{
    pthread_mutex_lock(&ring.lock);
    Use *u = use_of(id);
    if (u)
        u->value_ms = clock_now_ms();
    pthread_mutex_unlock(&ring.lock);
}

bool key_seal(Ctx *c, Str plain, Str with, Str *sealed, Str *id)
{
    uint8_t key[KEY_BYTES], which[KEY_ID_BYTES] = { 0 };
    KeyUse use CLEAN(key_use_end) = { 0 };
    if (!key_use_begin(c, &use) || !key_derive(c, which, of_values, S(""), key))
        return false;
    note_value(which);
    size_t room = NONCE + (size_t)plain.n + TAG;
    uint8_t *out = NEW_ARRAY(c->mem, uint8_t, room);
    unsigned long long n = 0;
    random_bytes(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, &n, (const uint8_t *)plain.p,
                                               (size_t)plain.n, (const uint8_t *)with.p,
                                               (size_t)with.n, NULL, out, key);
    sodium_memzero(key, sizeof key);
    size_t digits = sodium_base64_encoded_len(room, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = NEW_ARRAY(c->mem, char, digits);
    sodium_bin2base64(text, digits, out, room, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    *sealed = str_of(text);
    *id = id_digits(c->mem, which);
    return true;
}

static bool id_of_digits(Str digits, uint8_t id[KEY_ID_BYTES])
{
    size_t n = 0;
    const char *end = NULL;
    return digits.n == KEY_ID_DIGITS &&
           sodium_hex2bin(id, KEY_ID_BYTES, digits.p, KEY_ID_DIGITS, NULL, &n, &end) == 0 &&
           n == KEY_ID_BYTES && !sodium_is_zero(id, KEY_ID_BYTES);
}

bool key_open(Ctx *c, Str sealed, Str id, Str with, Str *plain)
{
    uint8_t key[KEY_BYTES], which[KEY_ID_BYTES];
    size_t room = (size_t)sealed.n / 4 * 3 + 3, n = 0;
    uint8_t *in = NEW_ARRAY(c->mem, uint8_t, room), *out = NEW_ARRAY(c->mem, uint8_t, room);
    bool is_text = sealed.p && id_of_digits(id, which) &&
                   sodium_base642bin(in, room, sealed.p, (size_t)sealed.n, NULL, &n, NULL,
                                     sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
                   n >= NONCE + TAG;
    if (!is_text)
        return fail(c, INTERNAL, NULL, "a sealed value is damaged");
    if (!key_derive(c, which, of_values, S(""), key))
        return false;
    unsigned long long length = 0;
    int rc = crypto_aead_xchacha20poly1305_ietf_decrypt(out, &length, NULL, in + NONCE, n - NONCE,
                                                        (const uint8_t *)with.p, (size_t)with.n, in,
                                                        key);
    sodium_memzero(key, sizeof key);
    if (rc)
        return fail(c, INTERNAL, NULL, "a sealed value was changed, or is another row's");
    *plain = str_n((char *)out, (ptrdiff_t)length);
    return true;
}

void key_wipe(Str secret)
{
    if (secret.p && secret.n > 0)
        sodium_memzero((void *)(uintptr_t)secret.p, (size_t)secret.n);
}

/* --- rotation --- */

static bool rotate(Ctx *c)
{
    if (!look_again(c) || ring.n > 1)
        return !failed(c); /* under way: what is left of it is done now */
    if (ring.in_setting)
        return fail(c, CONFLICT, "files_key",
                    "The key stands in a setting: put a new one before it (files_key = NEW OLD), "
                    "start the servers again, and rotate then; afterwards the old one can go");
    Key keys[2] = { 0 };
    random_bytes(keys[0].bytes, KEY_BYTES);
    keys[1] = ring.keys[0];
    keys[1].retired_ms = clock_now_ms();
    bool ok = write_file(c, keys, 2, false);
    sodium_memzero(keys, sizeof keys);
    return ok;
}

bool key_rotate(Ctx *c)
{
    pthread_mutex_lock(&ring.lock);
    bool ok = !failed(c) && rotate(c);
    pthread_mutex_unlock(&ring.lock);
    return ok;
}

/* Whether another process holds the lock. Asking changes nothing, where taking it for a moment
 * would leave this process without one. */
static bool is_alone(void)
{
    struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    return ring.lock_fd >= 0 && fcntl(ring.lock_fd, F_OFD_GETLK, &all) == 0 &&
           all.l_type == F_UNLCK;
}

/* Whether this process may still store something sealed under an older key. */
static bool is_in_use(const Key *k)
{
    const Use *u = use_of(k->id);
    return !u || u->n > 0 || (u->value_ms && u->value_ms > clock_now_ms() - STORED_WITHIN_MS);
}

bool key_may_drop(Ctx *c)
{
    pthread_mutex_lock(&ring.lock);
    bool known = look_again(c), old = known, used = false;
    for (int i = 1; known && i < ring.n; i++) {
        const Key *k = &ring.keys[i];
        old = old && k->retired_ms && k->retired_ms < clock_now_ms() - RETIRED_FOR_MS;
        used |= is_in_use(k);
    }
    bool may = known && !used && (old || is_alone());
    pthread_mutex_unlock(&ring.lock);
    return !failed(c) && may;
}

bool key_drop_old(Ctx *c)
{
    pthread_mutex_lock(&ring.lock);
    bool ok = !failed(c) && look_again(c);
    if (ok && ring.n > 1 && !ring.in_setting) {
        Key current = ring.keys[0];
        ok = write_file(c, &current, 1, false);
        sodium_memzero(&current, sizeof current);
    }
    pthread_mutex_unlock(&ring.lock);
    return ok;
}
