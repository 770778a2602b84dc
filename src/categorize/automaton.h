/* Finds all of many literal strings in a text in one pass: Aho and Corasick, "Efficient string
 * matching" (1975).
 *
 * Bytes are first reduced to the classes that occur in the strings. States are numbered breadth
 * first, so the children of a state stand side by side and need only their labels; busy states have
 * a full row with the failures resolved. */
#ifndef FLORIN_CATEGORIZE_AUTOMATON_H
#define FLORIN_CATEGORIZE_AUTOMATON_H

#include "base/base.h"

typedef struct {
    uint32_t first; /* the children are [first, first of the next state) */
    uint32_t fail;  /* the longest proper suffix that is a state */
    uint32_t row;   /* 1 + index of its full row; 0 is none */
} AutomatonNode;

typedef struct {
    const AutomatonNode *nodes;
    const uint8_t *labels; /* the class that leads into a state */
    const uint32_t *rows;  /* full rows of `classes` states */
    const uint32_t *ends;  /* 1 + the string that ends in a state; 0 is none */
    const uint32_t *links; /* the nearest suffix state where a string ends; 0 is none */
    const uint8_t *hits;   /* whether a string ends in a state or one of its suffixes */
    const uint32_t *some;  /* a string that passes through a state: the first in order */
    const uint16_t *depths;
    uint32_t classes;
    uint32_t states;
    uint8_t class_of[256]; /* 0: a byte of no string */
} Automaton;

/* The automaton of n strings, sorted by bytes, distinct, none empty, each at most 65,535 bytes; it
 * lives in mem and does not keep the strings. */
Automaton *automaton_new(Arena *mem, const Str *sorted, ptrdiff_t n);

/* The state after one more byte; 0 is the start. */
static inline uint32_t automaton_step(const Automaton *a, uint32_t state, unsigned char byte)
{
    uint32_t class = a->class_of[byte];
    if (!class)
        return 0;
    for (;;) {
        const AutomatonNode *node = &a->nodes[state];
        if (node->row)
            return a->rows[(size_t)(node->row - 1) * a->classes + class];
        for (uint32_t child = node->first; child < node[1].first; child++)
            if (a->labels[child] == class)
                return child;
        state = node->fail;
    }
}

/* The first of the strings that end in a state, longest first: -1 when there is none. The next one
 * comes from calling it again with the state that *next was set to. */
static inline int32_t automaton_string(const Automaton *a, uint32_t state, uint32_t *next)
{
    if (!a->ends[state])
        state = a->links[state];
    *next = a->links[state];
    return (int32_t)a->ends[state] - 1;
}

#endif
