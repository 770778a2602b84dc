/* Where lanes stand. */
#include "layout/lanes.h"

#include <math.h>

float edge_of(const Token *t, Align align)
{
    return align == ALIGN_RIGHT ? t->x1 : align == ALIGN_LEFT ? t->x0 : (t->x0 + t->x1) / 2;
}

float edge_of_lane(const Lane *k, Align align)
{
    return align == ALIGN_RIGHT  ? k->right
           : align == ALIGN_LEFT ? k->left
                                 : (k->left + k->right) / 2;
}

/* Whether figures of both lanes stand on one line. */
bool side_by_side(const PageRead *l, const Table *t, const Lane *a, const Lane *b)
{
    int both = 0;
    for (ptrdiff_t i = t->from; i < t->to; i++) {
        const Line *line = &l->lines[i];
        bool in_a = false, in_b = false;
        for (int k = 0; k < line->n; k++) {
            const Token *w = &line->tokens[k];
            if (!w->money)
                continue;
            float to_a = fabsf(w->x1 - a->right), to_b = fabsf(w->x1 - b->right);
            in_a |= to_a < 4 && to_a <= to_b;
            in_b |= to_b < 4 && to_b < to_a;
        }
        both += in_a && in_b;
        if (both > 0)
            return true;
    }
    return false;
}
