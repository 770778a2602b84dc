/* Files at rest. */
#include "blob/seal.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK = 64 << 10,
    PIECE = 1 << 20, /* hashed at once */
    MAGIC = 8,
    SALT = 16,
    STREAM_HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    EXTRA = crypto_secretstream_xchacha20poly1305_ABYTES,
    HEAD = MAGIC + KEY_ID_BYTES + SALT + STREAM_HEAD
};

static const uint8_t magic[MAGIC] = { 'F', 'L', 'O', 'R', 'I', 'N', 'B', 1 };
static const char of_files[] = "florin file";

typedef crypto_secretstream_xchacha20poly1305_state Stream;

static void clean_stream(Stream *s)
{
    sodium_memzero(s, sizeof *s);
}

/* n bytes, fewer only at the end; -1 when they cannot be read. */
static ptrdiff_t read_whole(int fd, uint8_t *p, ptrdiff_t n)
{
    ptrdiff_t have = 0;
    while (have < n) {
        ssize_t got = read(fd, p + have, (size_t)(n - have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += got;
    }
    return have;
}

static bool write_whole(Ctx *c, int fd, const uint8_t *p, ptrdiff_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, p, (size_t)n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return fail_internal(c, UNAVAILABLE, str_of(strerror(done < 0 ? errno : ENOSPC)),
                                 "The file cannot be stored: make room in the data folder and try "
                                 "again");
        p += done;
        n -= done;
    }
    return true;
}

/* A word-wise hash of a file's bytes, a piece at a time. */
static uint64_t hash_on(uint64_t h, const uint8_t *p, ptrdiff_t n)
{
    uint64_t word = 0;
    for (; n >= 8; n -= 8, p += 8) {
        memcpy(&word, p, 8);
        h = (h ^ word) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    word = 0;
    memcpy(&word, p, (size_t)n);
    h = (h ^ word ^ (uint64_t)n << 56) * 0xbf58476d1ce4e5b9u;
    return h ^ h >> 32;
}

/* The file's own key: from its salt and its name. */
static bool file_key(Ctx *c, uint8_t *head, Str name, uint8_t key[KEY_BYTES])
{
    char *both = NEW_ARRAY(c->mem, char, SALT + name.n);
    memcpy(both, head + MAGIC + KEY_ID_BYTES, SALT);
    memcpy(both + SALT, name.p, (size_t)name.n);
    return key_derive(c, head + MAGIC, of_files, str_n(both, SALT + name.n), key);
}

typedef struct {
    Ctx *c;
    int to;
    Stream stream;
    crypto_hash_sha256_state sha;
    uint8_t *chunk; /* sealed */
    Sealed *out;
} Sealing;

static bool put_out(Sealing *s, const uint8_t *p, ptrdiff_t n)
{
    crypto_hash_sha256_update(&s->sha, p, (unsigned long long)n);
    s->out->sealed += n;
    return write_whole(s->c, s->to, p, n);
}

static bool put_chunk(Sealing *s, const uint8_t *p, ptrdiff_t n, bool last)
{
    unsigned long long length = 0;
    crypto_secretstream_xchacha20poly1305_push(
        &s->stream, s->chunk, &length, p, (unsigned long long)n, NULL, 0,
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
             : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    return put_out(s, s->chunk, (ptrdiff_t)length);
}

static bool put_head(Sealing *s, Str name)
{
    uint8_t head[HEAD] = { 0 }, key[KEY_BYTES];
    memcpy(head, magic, MAGIC);
    random_bytes(head + MAGIC + KEY_ID_BYTES, SALT);
    if (!file_key(s->c, head, name, key))
        return false;
    crypto_secretstream_xchacha20poly1305_init_push(&s->stream, head + HEAD - STREAM_HEAD, key);
    sodium_memzero(key, sizeof key);
    return put_out(s, head, HEAD);
}

/* All chunks of a piece; the very last one, which may be empty, ends the stream. */
static bool put_piece(Sealing *s, const uint8_t *p, ptrdiff_t n, bool last)
{
    for (ptrdiff_t at = 0; at < n; at += CHUNK) {
        ptrdiff_t length = n - at < CHUNK ? n - at : CHUNK;
        if (!put_chunk(s, p + at, length, last && at + length == n))
            return false;
    }
    return n > 0 || !last || put_chunk(s, p, 0, true);
}

bool seal_file(Ctx *c, Str name, int from, int to, Sealed *out)
{
    if (failed(c))
        return false;
    Sealing s = { .c = c, .to = to, .out = out, .chunk = arena_alloc(c->mem, CHUNK + EXTRA) };
    uint8_t *pieces[2] = { arena_alloc(c->mem, PIECE), arena_alloc(c->mem, PIECE) };
    *out = (Sealed){ .hash = 0x243f6a8885a308d3u };
    crypto_hash_sha256_init(&s.sha);
    ptrdiff_t n = read_whole(from, pieces[0], PIECE);
    bool ok = n >= 0 && put_head(&s, name);
    for (int i = 0; ok; i = !i) {
        /* One piece ahead, to know which is the last. */
        ptrdiff_t next = n < PIECE ? 0 : read_whole(from, pieces[!i], PIECE);
        if (n > 0)
            out->hash = hash_on(out->hash, pieces[i], n);
        out->size += n;
        ok = next >= 0 && put_piece(&s, pieces[i], n, next == 0);
        if (next == 0)
            break;
        n = next;
    }
    crypto_hash_sha256_final(&s.sha, out->sha256);
    clean_stream(&s.stream);
    return ok || (!failed(c) &&
                  fail_internal(c, UNREADABLE, str_of(strerror(errno)), "The file cannot be read"));
}

/* --- opening --- */

bool sealed_under(Arena *mem, const uint8_t *head, ptrdiff_t n, Str *id)
{
    if (n < SEAL_HEAD_BYTES || memcmp(head, magic, MAGIC) != 0)
        return false;
    char *digits = NEW_ARRAY(mem, char, KEY_ID_DIGITS + 1);
    sodium_bin2hex(digits, KEY_ID_DIGITS + 1, head + MAGIC, KEY_ID_BYTES);
    *id = str_n(digits, KEY_ID_DIGITS);
    return true;
}

static bool damaged(Ctx *c, Str name, const char *how)
{
    return fail(c, INTERNAL, NULL, "The stored file %.*s %s: put it back from a copy",
                STR_ARG(name), how);
}

static bool get_head(Ctx *c, Str name, int from, Stream *stream)
{
    uint8_t head[HEAD], key[KEY_BYTES];
    ptrdiff_t n = read_whole(from, head, HEAD);
    if (n < HEAD || memcmp(head, magic, MAGIC) != 0 || sodium_is_zero(head + MAGIC, KEY_ID_BYTES))
        return damaged(c, name, "is not what Florin has stored");
    if (!file_key(c, head, name, key))
        return false;
    int rc =
        crypto_secretstream_xchacha20poly1305_init_pull(stream, head + HEAD - STREAM_HEAD, key);
    sodium_memzero(key, sizeof key);
    return rc == 0 || damaged(c, name, "is damaged");
}

bool unseal_file(Ctx *c, Str name, int from, int to)
{
    Stream stream CLEAN(clean_stream) = { 0 };
    if (failed(c) || !get_head(c, name, from, &stream))
        return false;
    uint8_t *in = arena_alloc(c->mem, CHUNK + EXTRA), *out = arena_alloc(c->mem, CHUNK);
    for (unsigned char tag = 0;;) {
        unsigned long long length = 0;
        ptrdiff_t n = read_whole(from, in, CHUNK + EXTRA);
        if (n < 0)
            return fail_internal(c, UNAVAILABLE, str_of(strerror(errno)),
                                 "The stored file %.*s cannot be read", STR_ARG(name));
        if (n == 0 && tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
            return true;
        if (n == 0)
            return damaged(c, name, "was cut off");
        if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
            return damaged(c, name, "goes on behind its end");
        if (crypto_secretstream_xchacha20poly1305_pull(&stream, out, &length, &tag, in,
                                                       (unsigned long long)n, NULL, 0))
            return damaged(c, name, "was changed or cut off");
        if (!write_whole(c, to, out, (ptrdiff_t)length))
            return false;
    }
}
