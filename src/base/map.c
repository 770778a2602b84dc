/* Open addressing with linear probing over an array of entries. */
#include "base/map.h"

#include <assert.h>

enum { FIRST_SLOTS = 16 };

Map map_new(Arena *mem)
{
    return (Map){ .mem = mem };
}

/* The finalizer of splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t hash_num(int64_t key)
{
    uint64_t h = (uint64_t)key + 0x9e3779b97f4a7c15u;
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
    return h ^ (h >> 31);
}

static uint64_t hash_entry(const MapEntry *e)
{
    return e->key.p ? str_hash(e->key) : hash_num(e->num);
}

static bool same(const MapEntry *a, const MapEntry *b)
{
    return a->key.p ? b->key.p && str_eq(a->key, b->key) : !b->key.p && a->num == b->num;
}

/* The slot that holds the key, or the empty one where it belongs. */
static uint32_t *slot_of(const Map *m, const MapEntry *e)
{
    ptrdiff_t mask = m->n_slots - 1;
    for (ptrdiff_t i = (ptrdiff_t)(hash_entry(e) & (uint64_t)mask);; i = (i + 1) & mask)
        if (!m->slots[i] || same(&m->entries[m->slots[i] - 1], e))
            return &m->slots[i];
}

static void grow(Map *m)
{
    ptrdiff_t room = m->room ? m->room * 2 : FIRST_SLOTS / 2;
    assert(room < INT32_MAX);
    m->entries = arena_grow(m->mem, m->entries, (size_t)m->room * sizeof(MapEntry),
                            (size_t)room * sizeof(MapEntry));
    m->room = room;
    m->n_slots = room * 2;
    m->slots = NEW_ARRAY(m->mem, uint32_t, m->n_slots);
    for (ptrdiff_t i = 0; i < m->n; i++)
        *slot_of(m, &m->entries[i]) = (uint32_t)i + 1;
}

static void *put(Map *m, MapEntry e)
{
    if (m->n == m->room)
        grow(m);
    uint32_t *slot = slot_of(m, &e);
    if (*slot) {
        MapEntry *there = &m->entries[*slot - 1];
        void *was = there->value;
        there->value = e.value;
        return was;
    }
    m->entries[m->n++] = e;
    *slot = (uint32_t)m->n;
    return NULL;
}

static void *find(const Map *m, MapEntry e)
{
    if (!m->n)
        return NULL;
    uint32_t slot = *slot_of(m, &e);
    return slot ? m->entries[slot - 1].value : NULL;
}

static Str present(Str key)
{
    return key.p ? key : (Str){ "", 0 };
}

void *map_put(Map *m, Str key, void *value)
{
    return put(m, (MapEntry){ .key = present(key), .value = value });
}

void *map_put_num(Map *m, int64_t key, void *value)
{
    return put(m, (MapEntry){ .num = key, .value = value });
}

void *map_find(const Map *m, Str key)
{
    return find(m, (MapEntry){ .key = present(key) });
}

void *map_find_num(const Map *m, int64_t key)
{
    return find(m, (MapEntry){ .num = key });
}
