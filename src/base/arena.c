/* Arenas: a chain of blocks, each twice its forerunner up to a bound. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif
#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
/* gcc takes the poisoning for a reading of what is not set. */
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#define POISON(p, n)   __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { ALIGN = 16, FIRST_BLOCK = 8 * 1024, LARGEST_STEP = 4 * 1024 * 1024 };

typedef struct Block {
    struct Block *before;
    size_t size; /* of data */
    size_t used;
    _Alignas(ALIGN) unsigned char data[];
} Block;

struct Arena {
    Block *top;
    const char *name;
    size_t guard;
    size_t held; /* sizes of all blocks */
};

static _Noreturn void die(const Arena *a, const char *why, size_t n)
{
    fprintf(stderr, "florin: out of memory: arena '%s' %s (%zu bytes asked, %zu held, guard %zu)\n",
            a->name, why, n, a->held, a->guard);
    abort();
}

static size_t rounded(const Arena *a, size_t n)
{
    if (n > SIZE_MAX / 4)
        die(a, "was asked for an impossible size", n);
    return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static void push_block(Arena *a, size_t least)
{
    size_t size = a->top ? a->top->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < least)
        size = least;
    if (a->held + size > a->guard) {
        size = least;
        if (a->held + size > a->guard)
            die(a, "passed its guard", least);
    }
    Block *b = malloc(sizeof(Block) + size);
    if (!b)
        die(a, "got none from the system", size);
    b->before = a->top;
    b->size = size;
    b->used = 0;
    POISON(b->data, b->size);
    a->top = b;
    a->held += size;
}

Arena *arena_new(const char *name, size_t guard_bytes)
{
    Arena *a = calloc(1, sizeof *a);
    if (!a) {
        fprintf(stderr, "florin: out of memory: no arena '%s'\n", name);
        abort();
    }
    a->name = name;
    a->guard = guard_bytes;
    return a;
}

static void pop_block(Arena *a)
{
    Block *b = a->top;
    a->top = b->before;
    a->held -= b->size;
    UNPOISON(b->data, b->size);
    free(b);
}

void arena_free(Arena *a)
{
    if (!a)
        return;
    while (a->top)
        pop_block(a);
    free(a);
}

static void *take(Arena *a, size_t n)
{
    Block *b = a->top;
    void *p = b->data + b->used;
    UNPOISON(p, n);
    memset(p, 0, n);
    b->used += n;
    return p;
}

void *arena_alloc(Arena *a, size_t n)
{
    size_t want = rounded(a, n);
    if (!a->top || a->top->size - a->top->used < want)
        push_block(a, want);
    return take(a, want);
}

void *arena_array(Arena *a, size_t n, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(n, size, &total))
        die(a, "was asked for an impossible array", n);
    return arena_alloc(a, total);
}

void *arena_grow(Arena *a, void *p, size_t n, size_t want)
{
    if (want <= n)
        return p;
    Block *b = a->top;
    size_t old = rounded(a, n), now = rounded(a, want);
    if (p && b && old <= b->used && (unsigned char *)p == b->data + b->used - old &&
        b->size - b->used >= now - old) {
        take(a, now - old);
        return p;
    }
    void *q = arena_alloc(a, want);
    if (p && n)
        memcpy(q, p, n);
    return q;
}

ArenaMark arena_mark(Arena *a)
{
    return (ArenaMark){ a->top, a->top ? a->top->used : 0 };
}

void arena_reset(Arena *a, ArenaMark mark)
{
    while (a->top && a->top != mark.block)
        pop_block(a);
    if (a->top) {
        POISON(a->top->data + mark.used, a->top->size - mark.used);
        a->top->used = mark.used;
    }
}

size_t arena_used(const Arena *a)
{
    size_t n = 0;
    for (const Block *b = a->top; b; b = b->before)
        n += b->used;
    return n;
}
