/* gzip by zlib. */
#include "http/gzip.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <zlib.h>

enum {
    LEAST_BYTES = 1024,
    LEVEL = 5, /* 6 gains one part in a hundred and takes a quarter more time */
    GZIP_WINDOW = 15 + 16,
    MEMORY_LEVEL = 8,
    INPUT_STEP = 1 << 30, /* zlib counts in unsigned ints */
};

struct Deflate {
    z_stream z;
};

/* What whole bodies are compressed with: one state a thread, as making one costs more than a small
 * body. */
static pthread_key_t state_key;
static pthread_once_t state_once = PTHREAD_ONCE_INIT;

static void state_free(void *state)
{
    deflateEnd(state);
    free(state);
}

static void state_start(void)
{
    if (pthread_key_create(&state_key, state_free))
        abort();
}

static z_stream *thread_state(void)
{
    pthread_once(&state_once, state_start);
    z_stream *z = pthread_getspecific(state_key);
    if (z && deflateReset(z) == Z_OK)
        return z;
    z = calloc(1, sizeof *z);
    if (!z ||
        deflateInit2(z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(z);
        return NULL;
    }
    pthread_setspecific(state_key, z);
    return z;
}

bool gzip_pays(Str type, int64_t bytes)
{
    static const Str kinds[] = {
        S_INIT("application/json"),       S_INIT("application/problem+json"),
        S_INIT("application/javascript"), S_INIT("application/xml"),
        S_INIT("image/svg+xml"),          S_INIT("application/manifest+json"),
        S_INIT("application/x-ofx")
    };
    if (bytes >= 0 && bytes < LEAST_BYTES)
        return false;
    if (str_starts(type, S("text/")))
        return !str_starts(type, S("text/event-stream"));
    for (ptrdiff_t i = 0; i < COUNT(kinds); i++)
        if (str_starts(type, kinds[i]))
            return true;
    return false;
}

Str gzip_whole(Arena *mem, Str body)
{
    z_stream *z = body.n < INPUT_STEP ? thread_state() : NULL;
    if (!z)
        return (Str){ 0 };
    ptrdiff_t room = body.n - body.n / 16; /* gaining less is not worth the client's work */
    char *out = arena_alloc(mem, (size_t)room);
    z->next_in = (Bytef *)(uintptr_t)body.p;
    z->avail_in = (uInt)body.n;
    z->next_out = (Bytef *)out;
    z->avail_out = (uInt)room;
    return deflate(z, Z_FINISH) == Z_STREAM_END ? str_n(out, room - (ptrdiff_t)z->avail_out)
                                                : (Str){ 0 };
}

static voidpf from_arena(voidpf arena, uInt n, uInt size)
{
    return arena_array(arena, n, size);
}

static void to_nowhere(voidpf arena, voidpf p)
{
    (void)arena, (void)p;
}

Deflate *deflate_new(Arena *mem)
{
    Deflate *d = NEW(mem, Deflate);
    d->z.zalloc = from_arena;
    d->z.zfree = to_nowhere;
    d->z.opaque = mem;
    int result =
        deflateInit2(&d->z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY);
    assert(result == Z_OK); /* arenas do not run out quietly */
    return d;
}

ptrdiff_t deflate_step(Deflate *d, Str *in, bool last, char *out, ptrdiff_t room, bool *over)
{
    ptrdiff_t take = in->n < INPUT_STEP ? in->n : INPUT_STEP;
    d->z.next_in = (Bytef *)(uintptr_t)in->p;
    d->z.avail_in = (uInt)take;
    d->z.next_out = (Bytef *)out;
    d->z.avail_out = (uInt)(room < INPUT_STEP ? room : INPUT_STEP);
    uInt before = d->z.avail_out;
    int result = deflate(&d->z, last && take == in->n ? Z_FINISH : Z_NO_FLUSH);
    assert(result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR);
    *in = str_part(*in, take - (ptrdiff_t)d->z.avail_in, in->n);
    *over = result == Z_STREAM_END;
    return (ptrdiff_t)(before - d->z.avail_out);
}
