/* Building the automaton level by level from sorted strings: a state is a range of them with a
 * common beginning. */
#include "categorize/automaton.h"

#include <assert.h>
#include <string.h>

/* From this many children on a state gets a full row: below, comparing labels is as quick and far
 * smaller. */
enum { ROW_CHILDREN = 4 };

typedef struct {
    const Str *strings;
    AutomatonNode *nodes;
    uint8_t *labels;
    uint32_t *ends, *links, *some, *rows;
    uint16_t *depths;
    uint32_t *until; /* the strings of a state are [some, until) */
    uint32_t states, n_rows, room_rows;
    Automaton *made;
} Builder;

static size_t count_states(const Str *strings, ptrdiff_t n)
{
    size_t states = 1;
    for (ptrdiff_t i = 0; i < n; i++) {
        ptrdiff_t shared = 0;
        if (i)
            while (shared < strings[i - 1].n && shared < strings[i].n &&
                   strings[i].p[shared] == strings[i - 1].p[shared])
                shared++;
        states += (size_t)(strings[i].n - shared);
    }
    return states;
}

static void make_classes(Automaton *a, const Str *strings, ptrdiff_t n)
{
    bool used[256] = { false };
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t at = 0; at < strings[i].n; at++)
            used[(unsigned char)strings[i].p[at]] = true;
    a->classes = 1;
    for (int byte = 0; byte < 256; byte++)
        if (used[byte])
            a->class_of[byte] = (uint8_t)a->classes++;
}

/* Appends the children of a state; strings are sorted by bytes, so they come grouped by the next
 * one. */
static void add_children(Builder *b, uint32_t state)
{
    uint32_t i = b->some[state], until = b->until[state];
    uint16_t depth = b->depths[state];
    b->nodes[state].first = b->states;
    if (i < until && b->strings[i].n == depth)
        b->ends[state] = ++i;
    while (i < until) {
        char byte = b->strings[i].p[depth];
        uint32_t child = b->states++;
        b->labels[child] = b->made->class_of[(unsigned char)byte];
        b->depths[child] = (uint16_t)(depth + 1);
        b->some[child] = i;
        while (i < until && b->strings[i].p[depth] == byte)
            i++;
        b->until[child] = i;
    }
}

/* The state that a missing child of `state` leads to; all shallower states are finished. */
static uint32_t go(const Builder *b, uint32_t state, uint8_t class)
{
    for (;;) {
        const AutomatonNode *node = &b->nodes[state];
        if (node->row)
            return b->rows[(size_t)(node->row - 1) * b->made->classes + class];
        for (uint32_t child = node->first; child < node[1].first; child++)
            if (b->labels[child] == class)
                return child;
        state = node->fail;
    }
}

static void add_row(Builder *b, Arena *mem, uint32_t state)
{
    uint32_t classes = b->made->classes;
    AutomatonNode *node = &b->nodes[state];
    if (b->n_rows == b->room_rows) {
        uint32_t want = b->room_rows ? 2 * b->room_rows : 256;
        size_t row_bytes = classes * sizeof *b->rows;
        b->rows = arena_grow(mem, b->rows, b->room_rows * row_bytes, want * row_bytes);
        b->room_rows = want;
    }
    uint32_t *row = b->rows + (size_t)b->n_rows * classes;
    if (state)
        for (uint32_t class = 1; class < classes; class ++)
            row[class] = go(b, node->fail, (uint8_t) class);
    for (uint32_t child = node->first; child < node[1].first; child++)
        row[b->labels[child]] = child;
    node->row = ++b->n_rows;
}

/* Breadth first, so that what a state falls back to is finished before it. */
static void add_failures(Builder *b, Arena *mem)
{
    for (uint32_t state = 0; state < b->states; state++) {
        AutomatonNode *node = &b->nodes[state];
        for (uint32_t child = node->first; child < node[1].first; child++) {
            uint32_t fail = state ? go(b, node->fail, b->labels[child]) : 0;
            b->nodes[child].fail = fail;
            b->links[child] = b->ends[fail] ? fail : b->links[fail];
        }
        if (!state || node[1].first - node->first >= ROW_CHILDREN)
            add_row(b, mem, state);
    }
}

static const uint8_t *make_hits(Arena *mem, const Builder *b)
{
    uint8_t *hits = NEW_ARRAY(mem, uint8_t, b->states);
    for (uint32_t state = 0; state < b->states; state++)
        hits[state] = b->ends[state] || b->links[state];
    return hits;
}

Automaton *automaton_new(Arena *mem, const Str *sorted, ptrdiff_t n)
{
    Automaton *a = NEW(mem, Automaton);
    size_t states = count_states(sorted, n);
    assert(states < UINT32_MAX);
    make_classes(a, sorted, n);
    Builder b = {
        .strings = sorted,
        .nodes = NEW_ARRAY(mem, AutomatonNode, states + 1),
        .labels = NEW_ARRAY(mem, uint8_t, states),
        .ends = NEW_ARRAY(mem, uint32_t, states),
        .links = NEW_ARRAY(mem, uint32_t, states),
        .some = NEW_ARRAY(mem, uint32_t, states),
        .until = NEW_ARRAY(mem, uint32_t, states),
        .depths = NEW_ARRAY(mem, uint16_t, states),
        .states = 1,
        .made = a,
    };
    b.until[0] = (uint32_t)n;
    for (uint32_t state = 0; state < b.states; state++)
        add_children(&b, state);
    assert(b.states == states);
    b.nodes[states].first = b.states;
    add_failures(&b, mem);
    a->nodes = b.nodes;
    a->labels = b.labels;
    a->rows = b.rows;
    a->ends = b.ends;
    a->links = b.links;
    a->hits = make_hits(mem, &b);
    a->some = b.some;
    a->depths = b.depths;
    a->states = b.states;
    return a;
}
