/* Looking up a file of the program. */
#include "base/embedded.h"

Str embedded_find(const EmbeddedSet *set, Str name)
{
    ptrdiff_t low = 0, high = set->n;
    while (low < high) {
        ptrdiff_t middle = low + (high - low) / 2;
        int order = str_cmp(str_of(set->files[middle].name), name);
        if (order == 0)
            return set->files[middle].bytes;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (Str){ 0 };
}
