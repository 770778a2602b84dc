/* Memory that dies at once: a unit of work allocates here and never frees.
 *
 * An Arena hands out zeroed memory from growing blocks. It has a guard: asking for more than the
 * guard allows, or the machine having no more, ends the process with a message, because limits at
 * the edge make that a bug and not an event. Long jobs take a mark and reset to it per batch.
 * An arena belongs to one thread at a time. */
#ifndef FLORIN_BASE_ARENA_H
#define FLORIN_BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

/* A place to return to; valid until the arena is reset to an earlier mark. */
typedef struct {
    void *block;
    size_t used;
} ArenaMark;

/* A new arena named for messages (the name must outlive it). guard_bytes bounds all it may hold. */
Arena *arena_new(const char *name, size_t guard_bytes);

/* Gives back everything. NULL is allowed. */
void arena_free(Arena *a);

/* n zeroed bytes aligned for any type (16); never NULL. n may be 0. */
void *arena_alloc(Arena *a, size_t n);

/* n * size zeroed bytes; the product is checked. */
void *arena_array(Arena *a, size_t n, size_t size);

/* Makes the n bytes at p (or NULL) room for want bytes: in place when p was the last thing
 * allocated and there is space behind it, else by a copy. New bytes are zero. */
void *arena_grow(Arena *a, void *p, size_t n, size_t want);

/* Where the arena stands now; resetting drops everything allocated since. */
ArenaMark arena_mark(Arena *a);
void arena_reset(Arena *a, ArenaMark mark);

/* Bytes handed out and not reset, for limits and measurements. */
size_t arena_used(const Arena *a);

#define NEW(a, T)          ((T *)arena_alloc((a), sizeof(T)))
#define NEW_ARRAY(a, T, n) ((T *)arena_array((a), (size_t)(n), sizeof(T)))

#endif
