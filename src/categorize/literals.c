/* Two filters, and a table from the first four bytes to the strings that begin with them. */
#include "categorize/literals.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

enum {
    GRAM = 4,       /* bytes that the table goes by */
    LONG_GRAM = 6,  /* bytes that all but short strings are filtered by */
    HEAD = 8,       /* bytes of a string that are compared at once */
    GRAM_BITS = 17, /* 16 KiB */
    LONG_BITS = 19, /* 64 KiB */
    TABLE_BITS_MIN = 4
};

typedef struct {
    uint32_t gram;
    uint32_t from, to; /* the strings that begin with it; to 0: an empty slot */
} Slot;

typedef struct {
    uint64_t head; /* the first bytes, so that heads compare as texts do; behind the end zeros */
    const char *p;
    uint32_t prefix; /* 1 + the longest other string that this one begins with; 0 is none */
    uint16_t n;
} Literal;

struct Literals {
    Literal *all;
    uint64_t few[(1 << GRAM_BITS) / 64];  /* grams of strings shorter than LONG_GRAM */
    uint64_t many[(1 << LONG_BITS) / 64]; /* long grams of the others */
    Slot *table;
    int table_bits;
};

static uint32_t gram_at(const char *p)
{
    uint32_t gram;
    memcpy(&gram, p, GRAM);
    return gram;
}

/* As a number that compares as the bytes do. */
static uint64_t whole_head(const char *p)
{
    uint64_t bytes;
    memcpy(&bytes, p, HEAD);
    return be64toh(bytes);
}

static uint64_t head_of(Str s)
{
    char bytes[HEAD] = { 0 };
    memcpy(bytes, s.p, (size_t)(s.n < HEAD ? s.n : HEAD));
    return whole_head(bytes);
}

static uint32_t gram_hash(uint32_t gram, int bits)
{
    return (gram * 0x9E3779B1u) >> (32 - bits);
}

/* Six bytes as two overlapping grams. */
static uint32_t long_hash(const char *p)
{
    uint64_t gram = (uint64_t)gram_at(p) << 32 | gram_at(p + LONG_GRAM - GRAM);
    return (uint32_t)((gram * 0x9E3779B97F4A7C15u) >> (64 - LONG_BITS));
}

static unsigned has_bit(const uint64_t *bits, uint32_t at)
{
    return bits[at / 64] >> (at % 64) & 1;
}

static void set_bit(uint64_t *bits, uint32_t at)
{
    bits[at / 64] |= (uint64_t)1 << (at % 64);
}

static Slot *slot_of(const Literals *l, uint32_t gram)
{
    uint32_t mask = ((uint32_t)1 << l->table_bits) - 1;
    uint32_t at = gram_hash(gram, l->table_bits);
    while (l->table[at].to && l->table[at].gram != gram)
        at = (at + 1) & mask;
    return &l->table[at];
}

/* Strings come in order, so those with the same gram are one range. */
static void add_gram(Literals *l, uint32_t gram, uint32_t string)
{
    Slot *slot = slot_of(l, gram);
    if (!slot->to)
        *slot = (Slot){ gram, string, string };
    slot->to = string + 1;
}

static void add_to_filters(Literals *l, uint32_t i)
{
    Str s = str_n(l->all[i].p, l->all[i].n);
    if (s.n >= GRAM) {
        add_gram(l, gram_at(s.p), i);
        if (s.n < LONG_GRAM)
            set_bit(l->few, gram_hash(gram_at(s.p), GRAM_BITS));
        else
            set_bit(l->many, long_hash(s.p));
        return;
    }
    for (int end = 0; end < 2; end++) {
        char whole[GRAM];
        memcpy(whole, s.p, LITERAL_MIN);
        whole[LITERAL_MIN] = end ? '&' : ' ';
        add_gram(l, gram_at(whole), i);
        set_bit(l->few, gram_hash(gram_at(whole), GRAM_BITS));
    }
}

/* In sorted order the strings that one begins with are on the way to it. */
static void link_prefixes(Literals *l, const Str *strings, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        uint32_t before = i;
        while (before && !str_starts(strings[i], strings[before - 1]))
            before = l->all[before - 1].prefix;
        l->all[i].prefix = before;
    }
}

Literals *literals_new(Arena *mem, const Str *sorted, ptrdiff_t n)
{
    assert(n < INT32_MAX / 4);
    Literals *l = NEW(mem, Literals);
    l->all = NEW_ARRAY(mem, Literal, n);
    l->table_bits = TABLE_BITS_MIN;
    while (((ptrdiff_t)1 << l->table_bits) < 2 * n)
        l->table_bits++;
    l->table = NEW_ARRAY(mem, Slot, (size_t)1 << l->table_bits);
    for (ptrdiff_t i = 0; i < n; i++) {
        assert(sorted[i].n >= LITERAL_MIN && sorted[i].n <= UINT16_MAX);
        l->all[i] =
            (Literal){ .head = head_of(sorted[i]), .p = sorted[i].p, .n = (uint16_t)sorted[i].n };
        add_to_filters(l, (uint32_t)i);
    }
    link_prefixes(l, sorted, (uint32_t)n);
    return l;
}

typedef struct {
    const Literals *l;
    Str text;
    LiteralHit *hits;
    int n;
} Search;

/* What stands in the text from a place on. */
typedef struct {
    uint64_t head;
    Str text;
} Rest;

static void add_hit(Search *s, uint32_t string, int start, bool cut_off)
{
    if (s->n < LITERAL_HITS_MAX)
        s->hits[s->n++] = (LiteralHit){ string, start, cut_off };
}

static bool begins_with(const Rest *rest, const Literal *string)
{
    if (string->n > rest->text.n)
        return false;
    char behind = rest->text.p[string->n];
    if (string->n == LITERAL_MIN && behind != ' ' && behind != '&')
        return false;
    if (string->n <= HEAD)
        return (rest->head ^ string->head) >> (64 - 8 * string->n) == 0;
    return rest->head == string->head &&
           memcmp(rest->text.p + HEAD, string->p + HEAD, string->n - (size_t)HEAD) == 0;
}

/* The blanks behind the text are compared too, which changes no order: no string ends in one. */
static bool is_after(const Literal *string, const Rest *rest)
{
    if (string->head != rest->head)
        return string->head > rest->head;
    return str_cmp(str_n(string->p, string->n), rest->text) > 0;
}

/* The first string of the range that is after rest. */
static uint32_t first_after(const Literals *l, const Slot *slot, const Rest *rest)
{
    uint32_t low = slot->from, high = slot->to;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_after(&l->all[middle], rest))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static bool is_cut_off(const Literal *string, const Rest *rest)
{
    return string->n > rest->text.n && memcmp(string->p, rest->text.p, (size_t)rest->text.n) == 0;
}

/* Strings that rest begins with are the last one not after it or prefixes of that; a string that
 * begins with rest is the first one after it. */
static void look_at(Search *s, const Slot *slot, int start)
{
    const Literals *l = s->l;
    Rest rest = { whole_head(s->text.p + start), str_part(s->text, start, s->text.n) };
    uint32_t next = first_after(l, slot, &rest);
    uint32_t at = next > slot->from ? next : l->all[slot->from].prefix;
    for (; at; at = l->all[at - 1].prefix)
        if (begins_with(&rest, &l->all[at - 1]))
            add_hit(s, at - 1, start, false);
    if (next < slot->to && is_cut_off(&l->all[next], &rest))
        add_hit(s, next, start, true);
}

static unsigned may_start(const Literals *l, const char *p)
{
    return has_bit(l->many, long_hash(p)) | has_bit(l->few, gram_hash(gram_at(p), GRAM_BITS));
}

/* In blocks: first the places that the filters let through, without a branch, since where they are
 * cannot be foreseen; then a look at each. */
int literals_find(const Literals *l, Str text, LiteralHit hits[LITERAL_HITS_MAX])
{
    enum { BLOCK = 128 };
    Search s = { .l = l, .text = text, .hits = hits };
    int places[BLOCK], last = (int)text.n - LITERAL_MIN;
    for (int from = 0; from <= last; from += BLOCK) {
        int n = 0, to = last - from < BLOCK ? last + 1 : from + BLOCK;
        for (int i = from; i < to; i++) {
            places[n] = i;
            n += (int)may_start(l, text.p + i);
        }
        for (int i = 0; i < n; i++) {
            /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): n of them are set
             */
            const Slot *slot = slot_of(l, gram_at(text.p + places[i]));
            if (slot->to)
                look_at(&s, slot, places[i]);
        }
    }
    return s.n;
}
