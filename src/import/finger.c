/* Open tables of hashes, divided by the hash so that only a part is there twice while it grows; the
 * few that repeat have their counts in a map beside them. */
#include "import/finger.h"

enum { FIRST_SLOTS = 256, GUARD_BYTES = 1 << 30 };

static FingerPart part_new(ptrdiff_t n_slots)
{
    FingerPart p = { .mem = arena_new("rows seen", GUARD_BYTES), .n_slots = n_slots };
    p.slots = NEW_ARRAY(p.mem, uint64_t, n_slots);
    return p;
}

FingerCount finger_new(void)
{
    FingerCount f = { .repeated = map_new(arena_new("rows repeated", GUARD_BYTES)) };
    for (int i = 0; i < FINGER_PARTS; i++)
        f.parts[i] = part_new(FIRST_SLOTS);
    return f;
}

void finger_done(FingerCount *f)
{
    if (!f->repeated.mem)
        return;
    for (int i = 0; i < FINGER_PARTS; i++)
        arena_free(f->parts[i].mem);
    arena_free(f->repeated.mem);
    *f = (FingerCount){ 0 };
}

/* Where key is, or the empty slot where it would be. The upper bits of its hash choose the part,
 * the ones below them the slot. */
static uint64_t *slot_of(const FingerPart *p, uint64_t key, uint64_t hash)
{
    ptrdiff_t at =
        (ptrdiff_t)((unsigned __int128)(hash * FINGER_PARTS) * (uint64_t)p->n_slots >> 64);
    while (p->slots[at] && p->slots[at] != key)
        at = at + 1 == p->n_slots ? 0 : at + 1;
    return &p->slots[at];
}

static uint64_t hash_of(uint64_t key)
{
    key ^= key >> 32;
    return key * 0x9e3779b97f4a7c15u;
}

static void grow(FingerPart *p)
{
    FingerPart larger = part_new(p->n_slots + p->n_slots / 4);
    larger.n = p->n;
    for (ptrdiff_t i = 0; i < p->n_slots; i++)
        if (p->slots[i])
            *slot_of(&larger, p->slots[i], hash_of(p->slots[i])) = p->slots[i];
    arena_free(p->mem);
    *p = larger;
}

int64_t finger_add(FingerCount *f, int64_t account_id, int64_t fingerprint)
{
    uint64_t key = (uint64_t)fingerprint ^ (uint64_t)account_id * 0xd6e8feb86659fd93u;
    key = key ? key : 1;
    uint64_t hash = hash_of(key);
    FingerPart *p = &f->parts[hash / (UINT64_MAX / FINGER_PARTS + 1)];
    uint64_t *slot = slot_of(p, key, hash);
    if (!*slot) {
        *slot = key;
        if (++p->n * 5 > p->n_slots * 4)
            grow(p);
        return 1;
    }
    int64_t *count = map_find_num(&f->repeated, (int64_t)key);
    if (!count) {
        count = NEW(f->repeated.mem, int64_t);
        *count = 1;
        map_put_num(&f->repeated, (int64_t)key, count);
    }
    return ++*count;
}
