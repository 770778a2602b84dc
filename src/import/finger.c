/* An open table of hashes; the few that repeat have their counts in a map beside it. */
#include "import/finger.h"

enum { FIRST_SLOTS = 1 << 12, GUARD_BYTES = 1 << 30 };

FingerCount finger_new(void)
{
    FingerCount f = { .mem = arena_new("rows seen", GUARD_BYTES), .n_slots = FIRST_SLOTS };
    f.slots = NEW_ARRAY(f.mem, uint64_t, FIRST_SLOTS);
    f.repeated = map_new(arena_new("rows repeated", GUARD_BYTES));
    return f;
}

void finger_done(FingerCount *f)
{
    if (!f->mem)
        return;
    arena_free(f->repeated.mem);
    arena_free(f->mem);
    *f = (FingerCount){ 0 };
}

/* Where key is, or the empty slot where it would be. */
static uint64_t *slot_of(const FingerCount *f, uint64_t key)
{
    uint64_t mask = (uint64_t)f->n_slots - 1, at = key * 0x9e3779b97f4a7c15u >> 20 & mask;
    while (f->slots[at] && f->slots[at] != key)
        at = (at + 1) & mask;
    return &f->slots[at];
}

static void grow(FingerCount *f)
{
    FingerCount larger = *f;
    larger.n_slots = f->n_slots * 2;
    larger.mem = arena_new("rows seen", GUARD_BYTES);
    larger.slots = NEW_ARRAY(larger.mem, uint64_t, larger.n_slots);
    for (ptrdiff_t i = 0; i < f->n_slots; i++)
        if (f->slots[i])
            *slot_of(&larger, f->slots[i]) = f->slots[i];
    arena_free(f->mem);
    *f = larger;
}

int64_t finger_add(FingerCount *f, int64_t account_id, int64_t fingerprint)
{
    uint64_t key = (uint64_t)fingerprint ^ (uint64_t)account_id * 0xd6e8feb86659fd93u;
    key = key ? key : 1;
    uint64_t *slot = slot_of(f, key);
    if (!*slot) {
        *slot = key;
        if (++f->n * 4 > f->n_slots * 3)
            grow(f);
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
