/* The category tree: reading it whole, merging and dropping with reassignment, patterns. */
#include "ledger/tree.h"

#include "event/event.h"
#include "field/store.h"
#include "ledger/category.h"
#include "category_sql.h"
#include "ledger/ledger.h"
#include "ledger/total.h"

typedef struct {
    Id id, parent_id;
    Str code, name, emoji, color, icon;
    int category_type;
    bool is_system, is_active;
    int64_t sort_order, usage_count;
    List children;
} CategoryNode;

static const char *const category_types[] = { "", "expense", "income", "transfer", NULL };

#define NODE_FIELDS                                                                                \
    F_ID(CategoryNode, id, .prefix = "cat", .doc = "The category."),                               \
        F_TEXT(CategoryNode, code, .flags = OPTIONAL, .doc = "Of system categories."),             \
        F_TEXT(CategoryNode, name, .doc = "Its name."),                                            \
        F_TEXT(CategoryNode, emoji, .flags = OPTIONAL, .doc = "Its emoji."),                       \
        F_TEXT(CategoryNode, color, .flags = OPTIONAL, .doc = "Its color."),                       \
        F_TEXT(CategoryNode, icon, .flags = OPTIONAL, .doc = "Its icon."),                         \
        F_WORD(CategoryNode, category_type, .words = category_types,                               \
               .doc = "Whether money leaves, comes or moves."),                                    \
        F_BOOL(CategoryNode, is_system, .doc = "Came with the program."),                          \
        F_BOOL(CategoryNode, is_active, .doc = "Offered in choices."),                             \
        F_INT(CategoryNode, sort_order, .doc = "Its place."),                                      \
        F_INT(CategoryNode, usage_count, .doc = "Transactions in it.")

static const Field leaf_fields[] = { NODE_FIELDS };
static const Field group_fields[] = {
    NODE_FIELDS,
    F_LIST(CategoryNode, children, CategoryNode, leaf_fields, .doc = "The categories below."),
};

typedef struct {
    List items;
} CategoryTree;

static const Field tree_fields[] = {
    F_LIST(CategoryTree, items, CategoryNode, group_fields, .doc = "The groups in their order."),
};
const Shape category_tree_shape = SHAPE(CategoryTree, tree_fields);

static CategoryNode node_of(const Category *k)
{
    return (CategoryNode){ .id = k->id,
                           .parent_id = k->parent_id,
                           .code = k->code,
                           .name = k->name,
                           .emoji = k->emoji,
                           .color = k->color,
                           .icon = k->icon,
                           .category_type = k->category_type,
                           .is_system = k->is_system,
                           .is_active = k->is_active,
                           .sort_order = k->sort_order,
                           .usage_count = k->usage_count };
}

/* All categories in their order. */
static bool all_categories(Ctx *c, ListAnswer *out)
{
    DbRows rows = db_rows(c, &q_category_all, DB_ARGS(V_INT(c->workspace_id)));
    out->items = field_from_rows(c, &category_resource.shape, &rows);
    out->n = rows.n;
    return !failed(c) && category_resource.fill(c, out->items, out->n);
}

bool category_hierarchy(Ctx *c, Call *call)
{
    ListAnswer all;
    CategoryTree *tree = call->out = NEW(c->mem, CategoryTree);
    if (!all_categories(c, &all))
        return false;
    const Category *k = all.items;
    CategoryNode *groups = NEW_ARRAY(c->mem, CategoryNode, all.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (k[i].parent_id)
            continue;
        CategoryNode *group = &groups[n++];
        *group = node_of(&k[i]);
        CategoryNode *children = NEW_ARRAY(c->mem, CategoryNode, all.n);
        for (ptrdiff_t j = 0; j < all.n; j++)
            if (k[j].parent_id == k[i].id)
                children[group->children.n++] = node_of(&k[j]);
        group->children.items = children;
    }
    tree->items = (List){ groups, n };
    return true;
}

static const Field usage_list_fields[] = {
    F_LIST(CategoryTree, items, CategoryNode, leaf_fields, .doc = "Every category."),
};
const Shape category_usage_shape = { .name = "CategoryUsage",
                                     .fields = usage_list_fields,
                                     .n = COUNT(usage_list_fields),
                                     .size = sizeof(CategoryTree) };

bool category_usage(Ctx *c, Call *call)
{
    ListAnswer all;
    CategoryTree *out = call->out = NEW(c->mem, CategoryTree);
    if (!all_categories(c, &all))
        return false;
    const Category *k = all.items;
    CategoryNode *nodes = NEW_ARRAY(c->mem, CategoryNode, all.n);
    for (ptrdiff_t i = 0; i < all.n; i++)
        nodes[i] = node_of(&k[i]);
    out->items = (List){ nodes, all.n };
    return true;
}

/* --- merging and dropping -------------------------------------------------------------------- */

typedef struct {
    Id into_id;
} CategoryMerge;

static const Field merge_fields[] = {
    F_ID(CategoryMerge, into_id, .prefix = "cat", .refers = "category", .flags = NEEDED,
         .doc = "The category that takes everything over."),
};
const Shape category_merge_shape = SHAPE(CategoryMerge, merge_fields);

/* Moves everything that is in `from` to `into` (0: to no category). */
static bool move_all(Ctx *c, const Category *from, Id into)
{
    DbValue ws = V_INT(c->workspace_id), was = V_INT(from->id), to = V_INT_OR_NULL(into);
    DbValue now = V_INT(c->now_ms);
    db_run(c, &q_category_move_rows, DB_ARGS(ws, was, to, now));
    db_run(c, &q_category_move_parts, DB_ARGS(ws, was, to));
    if (into)
        db_run(c, &q_category_move_patterns, DB_ARGS(ws, was, to, now));
    return totals_rebuild(c) && ledger_changed(c);
}

static bool merge(Ctx *c, Id id, Id into)
{
    Category from, to;
    resource_get(c, &category_resource, id, &from);
    resource_get(c, &category_resource, into, &to);
    if (failed(c))
        return false;
    if (id == into)
        return fail_field(c, S("/into_id"), "A category cannot be merged into itself");
    if (from.is_system)
        return fail(c, CONFLICT, "id",
                    "'%.*s' came with the program; it can be made inactive, not merged away",
                    STR_ARG(from.name));
    if (db_one_int(c, &q_category_children, DB_ARGS(V_INT(c->workspace_id), V_INT(id))) > 0)
        return fail(c, CONFLICT, "id", "'%.*s' is a group; merge or move its categories first",
                    STR_ARG(from.name));
    return move_all(c, &from, into) && resource_drop(c, &category_resource, id);
}

bool category_merge(Ctx *c, Call *call)
{
    const CategoryMerge *in = call->in;
    call->out = NEW(c->mem, Category);
    return merge(c, call->id, in->into_id) &&
           resource_get(c, &category_resource, in->into_id, call->out);
}

typedef struct {
    Id reassign_to;
} CategoryDrop;

static const Field drop_fields[] = {
    F_ID(CategoryDrop, reassign_to, .prefix = "cat", .refers = "category", .flags = OPTIONAL,
         .doc = "Where its transactions go; without it they become uncategorised."),
};
const Shape category_drop_query = SHAPE(CategoryDrop, drop_fields);

bool category_drop(Ctx *c, Call *call)
{
    const CategoryDrop *q = call->query;
    Category k;
    if (q->reassign_to)
        return merge(c, call->id, q->reassign_to);
    if (!resource_get(c, &category_resource, call->id, &k))
        return false;
    if (k.is_system)
        return fail(c, CONFLICT, "id",
                    "'%.*s' came with the program; it can be made inactive, not deleted",
                    STR_ARG(k.name));
    if (db_one_int(c, &q_category_children, DB_ARGS(V_INT(c->workspace_id), V_INT(k.id))) > 0)
        return fail(c, CONFLICT, "id", "'%.*s' is a group; delete or move its categories first",
                    STR_ARG(k.name));
    return move_all(c, &k, 0) && resource_drop(c, &category_resource, k.id);
}

/* --- the patterns of one category ------------------------------------------------------------ */

typedef struct {
    List items;
} PatternList;

typedef struct {
    Str pattern;
} PatternNew;

static const Field pattern_list_fields[] = {
    F_LIST(PatternList, items, CategoryPattern, category_pattern_fields, .doc = "In their order."),
};
const Shape category_pattern_list_shape = SHAPE(PatternList, pattern_list_fields);

static const Field new_fields[] = {
    F_TEXT(PatternNew, pattern, .flags = NEEDED, .min = 2, .max = 200, .example = "pizza hut",
           .doc = "Looked for in merchant and description, in any case."),
};
const Shape category_pattern_new_shape = SHAPE(PatternNew, new_fields);

bool category_patterns_list(Ctx *c, Call *call)
{
    Category k;
    PatternList *out = call->out = NEW(c->mem, PatternList);
    if (!resource_get(c, &category_resource, call->id, &k))
        return false;
    DbRows rows = db_rows(c, &q_patterns_of_category, DB_ARGS(V_INT(c->workspace_id), V_INT(k.id)));
    out->items = (List){ field_from_rows(c, &category_pattern_resource.shape, &rows), rows.n };
    return !failed(c);
}

bool category_patterns_add(Ctx *c, Call *call)
{
    const PatternNew *in = call->in;
    Category k;
    CategoryPattern *p = call->out = NEW(c->mem, CategoryPattern);
    if (!resource_get(c, &category_resource, call->id, &k))
        return false;
    p->category_id = k.id;
    p->pattern = in->pattern;
    return resource_add(c, &category_pattern_resource, p);
}

bool category_patterns_drop(Ctx *c, Call *call)
{
    Id id;
    CategoryPattern p;
    if (id_parse(call->path_args[1], "pat", &id) != ID_OK)
        return fail(c, NOT_FOUND, "pattern_id", "There is no such pattern");
    if (!resource_get(c, &category_pattern_resource, id, &p))
        return false;
    if (p.category_id != call->id)
        return fail(c, NOT_FOUND, "pattern_id", "There is no such pattern in this category");
    return resource_drop(c, &category_pattern_resource, id);
}
