/* Building a set: reduce, sort, keep the strongest of equals, index. */
#include "categorize/set.h"

#include <stdlib.h>
#include <string.h>

enum {
    SET_GUARD_BYTES = 1 << 30,
    PATTERN_MIN = 2,
    USER_OPEN_FROM = 5, /* a user's pattern of so many letters is looked for within words too */
    WORD_OPEN_FROM = 6, /* one of Florin's words so long also ends compounds and web addresses */
    OPEN_MIN = 4        /* nothing shorter is looked for within words */
};

/* A row on its way into the set. */
typedef struct {
    Str key; /* the reduced text, with a blank before it unless it may begin within a word */
    Str reduced;
    const PatternRow *row;
    Facts facts;
} Entry;

static int count_letters(Str reduced)
{
    int letters = 0;
    for (ptrdiff_t i = 0; i < reduced.n && letters < UINT8_MAX; i++)
        letters += reduced.p[i] != ' ';
    return letters;
}

/* Where a pattern may begin and end is a matter of its length. */
static unsigned flags_of(const PatternRow *row, int letters)
{
    unsigned open = PATTERN_OPEN_START | PATTERN_OPEN_END;
    if (row->origin == PATTERN_USER)
        return (row->flags & PATTERN_EXPENSE) | (letters >= USER_OPEN_FROM ? open : 0);
    if (letters < OPEN_MIN)
        return row->flags & ~open;
    if (row->origin == PATTERN_WORD && letters >= WORD_OPEN_FROM && !(row->flags & PATTERN_FIRST))
        return row->flags | PATTERN_OPEN_START;
    return row->flags;
}

static Entry entry_of(Arena *mem, const PatternRow *row, Str reduced)
{
    char *p = arena_alloc(mem, (size_t)reduced.n + 1);
    p[0] = ' ';
    memcpy(p + 1, reduced.p, (size_t)reduced.n);
    int letters = count_letters(reduced);
    unsigned flags = flags_of(row, letters);
    Entry e = { .row = row, .reduced = str_n(p + 1, reduced.n) };
    e.key = flags & PATTERN_OPEN_START ? e.reduced : str_n(p, reduced.n + 1);
    e.facts = (Facts){ .confidence_ppm = row->confidence_ppm,
                       .length = (uint16_t)reduced.n,
                       .letters = (uint8_t)letters,
                       .flags = (uint8_t)flags,
                       .origin = (uint8_t)row->origin };
    return e;
}

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const Entry *)a)->key, ((const Entry *)b)->key);
}

static bool stronger(const Facts *a, const Facts *b)
{
    bool user_a = a->origin == PATTERN_USER, user_b = b->origin == PATTERN_USER;
    bool here_a = !(a->flags & PATTERN_ABROAD), here_b = !(b->flags & PATTERN_ABROAD);
    if (user_a != user_b)
        return user_a;
    if (here_a != here_b)
        return here_a;
    return a->origin != b->origin ? a->origin > b->origin : a->confidence_ppm > b->confidence_ppm;
}

/* Of entries with the same key the strongest stays; returns how many do. */
static ptrdiff_t drop_doubles(Entry *entries, ptrdiff_t n)
{
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!kept || !str_eq(entries[kept - 1].key, entries[i].key))
            entries[kept++] = entries[i];
        else if (stronger(&entries[i].facts, &entries[kept - 1].facts))
            entries[kept - 1] = entries[i];
    }
    return kept;
}

/* Numbers the categories as they come. The map's values are the numbers themselves. */
typedef struct {
    Map by_code, by_id;
    uint32_t n;
} Categories;

static uint32_t category_number(Categories *all, const PatternRow *row)
{
    bool coded = row->code.n > 0;
    void *number =
        coded ? map_find(&all->by_code, row->code) : map_find_num(&all->by_id, row->category_id);
    if (number)
        return (uint32_t)(uintptr_t)number;
    number = (void *)(uintptr_t)++all->n;
    if (coded)
        map_put(&all->by_code, row->code, number);
    else
        map_put_num(&all->by_id, row->category_id, number);
    return all->n;
}

static void fill(PatternSet *set, const Entry *entries, Arena *scratch)
{
    Categories categories = { .by_code = map_new(scratch), .by_id = map_new(scratch) };
    Str *keys = NEW_ARRAY(scratch, Str, set->n);
    bool *anywhere = NEW_ARRAY(set->mem, bool, set->n);
    set->rows = NEW_ARRAY(set->mem, PatternRow, set->n);
    set->facts = NEW_ARRAY(set->mem, Facts, set->n);
    set->reduced = NEW_ARRAY(set->mem, Str, set->n);
    for (ptrdiff_t i = 0; i < set->n; i++) {
        const Entry *e = &entries[i];
        char *key = arena_alloc(set->mem, (size_t)e->key.n);
        memcpy(key, e->key.p, (size_t)e->key.n);
        keys[i] = str_n(key, e->key.n);
        set->reduced[i] = str_part(keys[i], e->key.n - e->reduced.n, e->key.n);
        set->facts[i] = e->facts;
        set->facts[i].category = category_number(&categories, e->row);
        anywhere[i] = e->row->origin == PATTERN_USER;
        set->rows[i] = *e->row;
        set->rows[i].text = str_copy(set->mem, e->row->text);
        set->rows[i].code = str_copy(set->mem, e->row->code);
    }
    set->literals = literals_new(set->mem, keys, set->n);
    set->within = within_new(set->mem, set->reduced, anywhere, set->n);
}

PatternSet *pattern_set_new(const PatternRow *rows, ptrdiff_t n)
{
    Arena *mem = arena_new("patterns", SET_GUARD_BYTES);
    Arena *scratch = arena_new("building patterns", SET_GUARD_BYTES);
    PatternSet *set = NEW(mem, PatternSet);
    set->mem = mem;
    Entry *entries = NEW_ARRAY(scratch, Entry, n);
    Reduced r;
    for (ptrdiff_t i = 0; i < n; i++) {
        reduce_into(&r, scratch, rows[i].text);
        if (r.n >= PATTERN_MIN)
            entries[set->n++] = entry_of(scratch, &rows[i], reduced_str(&r));
    }
    if (set->n)
        qsort(entries, (size_t)set->n, sizeof *entries, by_key);
    set->n = drop_doubles(entries, set->n);
    fill(set, entries, scratch);
    arena_free(scratch);
    return set;
}

void pattern_set_free(PatternSet *set)
{
    if (set)
        arena_free(set->mem);
}

ptrdiff_t pattern_set_count(const PatternSet *set)
{
    return set->n;
}

size_t pattern_set_bytes(const PatternSet *set)
{
    return arena_used(set->mem);
}
