/* Categories as a tree, merging them, their patterns; private to the room. */
#ifndef FLORIN_LEDGER_TREE_H
#define FLORIN_LEDGER_TREE_H

#include "field/operation.h"

bool category_hierarchy(Ctx *c, Call *call);
bool category_usage(Ctx *c, Call *call);
bool category_merge(Ctx *c, Call *call);
bool category_drop(Ctx *c, Call *call);
bool category_patterns_list(Ctx *c, Call *call);
bool category_patterns_add(Ctx *c, Call *call);
bool category_patterns_drop(Ctx *c, Call *call);

extern const Shape category_tree_shape, category_usage_shape, category_merge_shape;
extern const Shape category_pattern_list_shape, category_pattern_new_shape;
extern const Shape category_drop_query;

#endif
