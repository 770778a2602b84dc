/* Map: from text or 64-bit keys to pointers, on an arena; grows, keeps the order of insertion. */
#ifndef FLORIN_BASE_MAP_H
#define FLORIN_BASE_MAP_H

#include "base/str.h"

typedef struct {
    Str key;     /* text keys */
    int64_t num; /* number keys */
    void *value;
} MapEntry;

/* A zeroed Map with mem set is an empty one. Keys are viewed, not copied. Use text keys or number
 * keys in one map, not both. */
typedef struct {
    Arena *mem;
    MapEntry *entries; /* in the order of insertion */
    ptrdiff_t n;
    ptrdiff_t room;
    uint32_t *slots; /* index + 1 into entries; 0 is empty */
    ptrdiff_t n_slots;
} Map;

Map map_new(Arena *mem);

/* Sets the value of a key; returns the value it had, or NULL. */
void *map_put(Map *m, Str key, void *value);
void *map_put_num(Map *m, int64_t key, void *value);

/* The value of a key, or NULL when it is not there. */
void *map_find(const Map *m, Str key);
void *map_find_num(const Map *m, int64_t key);

#endif
