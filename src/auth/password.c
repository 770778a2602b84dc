/* Passwords: what is accepted, and their Argon2id hashes. */
#include "auth/password.h"
#include "text/utf8.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* data/common-passwords.txt, sorted: terminated strings. */
static const char *const common[] = {
#include "common_passwords.inc"
};

/* Beyond what any strength needs; below, somebody's finger rests on one key. */
enum { FEWEST_DIFFERENT = 6, LONGEST_PERIOD = 6 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t free_place;
    PasswordCost cost;
    int running, waiting;
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .free_place = PTHREAD_COND_INITIALIZER };

void password_start(PasswordCost cost)
{
    pthread_mutex_lock(&pool.lock);
    pool.cost = (PasswordCost){ .passes = cost.passes ? cost.passes : 2,
                                .memory_kib = cost.memory_kib ? cost.memory_kib : 64 * 1024,
                                .at_once = cost.at_once ? cost.at_once : 2,
                                .waiting = cost.waiting ? cost.waiting : 64 };
    pthread_mutex_unlock(&pool.lock);
}

/* What is compared for unknown users, so that they take the same time: nobody's password. */
static const char *nobody(Arena *mem, PasswordCost cost)
{
    return str_fmt(mem, "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s", cost.memory_kib, cost.passes,
                   "bm9ib2R5bm9ib2R5bm9ibw", "bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8")
        .p;
}

/* A place in the pool, or BUSY. */
static bool pool_enter(Ctx *c, PasswordCost *cost)
{
    pthread_mutex_lock(&pool.lock);
    bool room = pool.running < pool.cost.at_once || pool.waiting < pool.cost.waiting;
    if (room) {
        pool.waiting++;
        while (pool.running >= pool.cost.at_once)
            pthread_cond_wait(&pool.free_place, &pool.lock);
        pool.waiting--;
        pool.running++;
        *cost = pool.cost;
    }
    pthread_mutex_unlock(&pool.lock);
    if (room)
        return true;
    fail(c, BUSY, NULL, "Too many sign-ins at once; try again in a few seconds");
    c->failure.retry_after_ms = 3000;
    return false;
}

static void pool_leave(void)
{
    pthread_mutex_lock(&pool.lock);
    pool.running--;
    pthread_cond_signal(&pool.free_place);
    pthread_mutex_unlock(&pool.lock);
}

Str password_hash(Ctx *c, Str password)
{
    char *out = NEW_ARRAY(c->mem, char, crypto_pwhash_STRBYTES);
    PasswordCost cost;
    if (failed(c) || !pool_enter(c, &cost))
        return (Str){ 0 };
    int result = crypto_pwhash_str_alg(
        out, password.p, (unsigned long long)password.n, (unsigned long long)cost.passes,
        (size_t)cost.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13);
    pool_leave();
    if (result != 0) {
        fail(c, BUSY, NULL, "There is not enough memory to hash a password; try again");
        return (Str){ 0 };
    }
    return str_of(out);
}

bool password_matches(Ctx *c, Str hash, Str password)
{
    PasswordCost cost;
    if (failed(c) || password.n > PASSWORD_BYTES_MAX || !pool_enter(c, &cost))
        return false;
    const char *against = hash.p ? str_c(c->mem, hash) : nobody(c->mem, cost);
    bool same = crypto_pwhash_str_verify(against, password.p ? password.p : "",
                                         (unsigned long long)password.n) == 0;
    pool_leave();
    return same && hash.p;
}

static int compare_common(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

static bool is_common(Arena *mem, Str password)
{
    const char *key = str_c(mem, str_lower(mem, password));
    return bsearch(key, common, (size_t)COUNT(common), sizeof common[0], compare_common) != NULL;
}

static int different_bytes(Str s)
{
    bool seen[256] = { 0 };
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        n += !seen[(uint8_t)s.p[i]];
        seen[(uint8_t)s.p[i]] = true;
    }
    return n;
}

/* A short piece said again and again: "abc123abc123abc1". */
static bool is_repeated(Str s)
{
    for (ptrdiff_t period = 1; period <= LONGEST_PERIOD; period++)
        if (s.n > period && !memcmp(s.p, s.p + period, (size_t)(s.n - period)))
            return true;
    return false;
}

/* Each character is the next or the previous one of the alphabet or the digits. */
static bool is_sequence(Str s)
{
    int steps = 0;
    for (ptrdiff_t i = 1; i < s.n; i++)
        steps += s.p[i] == s.p[i - 1] + 1 || s.p[i] == s.p[i - 1] - 1;
    return s.n > 1 && steps >= (s.n - 1) * 8 / 10;
}

/* What is left of the password without a word, its letters compared in any case. */
static Str without(Arena *mem, Str s, Str word)
{
    Buf left = buf_new(mem, s.n + 1);
    Str low = str_lower(mem, s), low_word = str_lower(mem, word);
    for (ptrdiff_t i = 0; i < s.n;) {
        if (low_word.n > 0 && str_eq(str_part(low, i, i + low_word.n), low_word)) {
            i += low_word.n;
        } else {
            buf_char(&left, s.p[i]);
            i++;
        }
    }
    return buf_str(&left);
}

/* Little is left once the address and the product's name are taken out. */
static bool is_about_the_user(Arena *mem, Str password, Str email)
{
    Str rest = without(mem, password, email);
    Str domain = email, user = str_cut(&domain, '@');
    Str words[] = { user, domain, S("florin"), S("password") };
    for (ptrdiff_t i = 0; i < COUNT(words); i++)
        if (words[i].n >= 3)
            rest = without(mem, rest, words[i]);
    return rest.n < password.n && rest.n < 8;
}

bool password_acceptable(Ctx *c, Str password, Str email, Str pointer)
{
    ptrdiff_t chars = utf8_valid(password) ? utf8_count(password) : -1;
    if (chars < 0)
        return fail_field(c, pointer, "The password is not valid UTF-8");
    if (chars < PASSWORD_CHARS_MIN)
        return fail_field(
            c, pointer, "The password has %td characters; it needs at least %d, four words do well",
            chars, PASSWORD_CHARS_MIN);
    if (password.n > PASSWORD_BYTES_MAX)
        return fail_field(c, pointer, "The password is longer than %d bytes", PASSWORD_BYTES_MAX);
    if (is_common(c->mem, password))
        return fail_field(c, pointer, "This password is one of those tried first; choose another");
    if (different_bytes(password) < FEWEST_DIFFERENT || is_repeated(password) ||
        is_sequence(password))
        return fail_field(c, pointer, "This password is one pattern repeated; choose another");
    if (is_about_the_user(c->mem, password, email))
        return fail_field(
            c, pointer,
            "This password is hardly more than your address or Florin's name; choose another");
    return true;
}
