/* Categories and their patterns. */
#include "ledger/category.h"

#include "event/event.h"
#include "category_sql.h"
#include "ledger/ledger.h"
#include "ledger/total.h"
#include "total_sql.h"
#include "text/fold.h"

static const char *const category_types[] = { "", "expense", "income", "transfer", NULL };

static const Field category_fields[] = {
    F_ID(Category, id, .prefix = "cat", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Category, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(Category, created_at, .flags = READ_ONLY, .doc = "When it was made."),
    F_INSTANT(Category, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_TEXT(Category, code, .flags = READ_ONLY | OPTIONAL | SORTABLE, .example = "food.groceries",
           .doc = "Of system categories: stable in all workspaces and languages."),
    F_TEXT(Category, name, .flags = NEEDED | SORTABLE, .min = 1, .max = 80, .example = "Groceries",
           .doc = "Shown in lists."),
    F_ID(Category, parent_id, .prefix = "cat", .refers = "category", .flags = OPTIONAL,
         .doc = "The group it belongs to; groups have none."),
    F_TEXT(Category, description, .flags = OPTIONAL, .max = 500, .doc = "What belongs in it."),
    F_TEXT(Category, emoji, .flags = OPTIONAL, .max = 16, .doc = "Shown before the name."),
    F_TEXT(Category, color, .flags = OPTIONAL, .max = 7, .example = "#2e7d32",
           .doc = "#rrggbb, for charts."),
    F_TEXT(Category, icon, .flags = OPTIONAL, .max = 40, .doc = "The name of an icon."),
    F_WORD(Category, category_type, .words = category_types, .start = "expense",
           .doc = "Whether money leaves, comes or only moves."),
    F_BOOL(Category, is_system, .flags = READ_ONLY, .doc = "Came with the program."),
    F_BOOL(Category, is_active, .start = "true", .doc = "False keeps it out of choices."),
    F_INT(Category, sort_order, .flags = SORTABLE, .start = "0", .min = 0, .max = 1000000,
          .doc = "Its place in lists."),
    F_TEXTS(Category, keywords, .max = 200, .doc = "Words that speak for it."),
    F_RATIO(Category, confidence_threshold, .start = "0.8", .min = 0, .max = 1000000,
            .doc = "From here on a guess is applied without asking."),
    F_INT(Category, usage_count, .flags = READ_ONLY | UNSTORED, .doc = "Transactions in it."),
};

static const Filter category_filters[] = {
    { "category_type", FILTER_IS, "category_type", NULL, "Only this type." },
    { "parent_id", FILTER_IS, "parent_id", NULL, "Only children of this group." },
    { "is_active", FILTER_IS, "is_active", NULL, "Only active or only inactive ones." },
    { "is_system", FILTER_IS, "is_system", NULL, "Only those that came with the program, or not." },
    { "code", FILTER_IS, "code", NULL, "The system category with this code." },
};

static bool is_color(Str s)
{
    bool good = s.n == 7 && s.p[0] == '#';
    for (ptrdiff_t i = 1; good && i < s.n; i++)
        good = (s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f') ||
               (s.p[i] >= 'A' && s.p[i] <= 'F');
    return good;
}

static bool check_parent(Ctx *c, const Category *k)
{
    Category parent;
    if (!k->parent_id)
        return true;
    if (k->parent_id == k->id)
        return fail_field(c, S("/parent_id"), "A category cannot be its own group");
    if (!resource_find(c, &category_resource, k->parent_id, &parent))
        return true; /* the reference check says so */
    if (parent.parent_id)
        return fail_field(c, S("/parent_id"),
                          "'%.*s' is in a group itself; the tree has two levels",
                          STR_ARG(parent.name));
    if (k->id &&
        db_one_int(c, &q_category_children, DB_ARGS(V_INT(c->workspace_id), V_INT(k->id))) > 0)
        return fail_field(c, S("/parent_id"),
                          "This is a group with categories in it; move those first");
    return !failed(c);
}

static bool check_category(Ctx *c, const void *old, void *row)
{
    (void)old;
    const Category *k = row;
    if (k->color.n && !is_color(k->color))
        fail_field(c, S("/color"), "A color is written #rrggbb, not '%.*s'", STR_ARG(k->color));
    return check_parent(c, k);
}

static bool fill_usage(Ctx *c, void *rows, ptrdiff_t n)
{
    Category *k = rows;
    DbRows counts = db_rows(c, &q_total_of_categories, DB_ARGS(V_INT(c->workspace_id)));
    Map by_id = map_new(c->mem);
    for (ptrdiff_t i = 0; i < counts.n; i++)
        map_put_num(&by_id, db_int(&counts, i, "category_id"), (void *)&counts.cells[i * 2 + 1]);
    for (ptrdiff_t i = 0; i < n; i++) {
        const DbValue *count = map_find_num(&by_id, k[i].id);
        k[i].usage_count = count ? count->i : 0;
    }
    return !failed(c);
}

static bool written_category(Ctx *c, const void *old, const void *row)
{
    const char *type = !old ? "category.created" : row ? "category.updated" : "category.deleted";
    event_emit(c, type, &category_resource.shape, row ? row : old, 0);
    return ledger_changed(c);
}

const Resource category_resource = {
    .name = "category",
    .plural = "categories",
    .table = "category",
    .prefix = "cat",
    .shape = SHAPE(Category, category_fields),
    .filters = category_filters,
    .n_filters = COUNT(category_filters),
    .sort = "sort_order",
    .owned = true,
    .check = check_category,
    .fill = fill_usage,
    .written = written_category,
};

/* --- patterns ------------------------------------------------------------------------------- */

const Field category_pattern_fields[7] = {
    F_ID(CategoryPattern, id, .prefix = "pat", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(CategoryPattern, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(CategoryPattern, created_at, .flags = READ_ONLY, .doc = "When it was made."),
    F_INSTANT(CategoryPattern, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_ID(CategoryPattern, category_id, .prefix = "cat", .refers = "category", .flags = NEEDED,
         .doc = "Where it leads."),
    F_TEXT(CategoryPattern, pattern, .flags = NEEDED | SORTABLE, .min = 2, .max = 200,
           .example = "pizza hut", .doc = "Looked for in merchant and description, in any case."),
    F_TEXT(CategoryPattern, folded, .flags = HIDDEN | READ_ONLY),
};

static const Filter pattern_filters[] = {
    { "category_id", FILTER_IS, "category_id", NULL, "Only patterns of this category." },
    { "pattern", FILTER_HAS, "folded", NULL, "Only patterns with this text in them." },
};

static bool check_pattern(Ctx *c, const void *old, void *row)
{
    (void)old;
    CategoryPattern *p = row;
    p->pattern = str_trim(p->pattern);
    p->folded = text_fold(c->mem, p->pattern);
    DbRows same =
        db_rows(c, &q_pattern_of_text, DB_ARGS(V_INT(c->workspace_id), V_TEXT(p->folded)));
    if (same.n && db_int(&same, 0, "id") != p->id)
        return fail(c, CONFLICT, "pattern", "'%.*s' leads to %.*s already", STR_ARG(p->pattern),
                    STR_ARG(db_text(&same, 0, "name")));
    return !failed(c);
}

static bool written_pattern(Ctx *c, const void *old, const void *row)
{
    event_emit(c, "category.patterns", &category_pattern_resource.shape, row ? row : old, 0);
    return ledger_changed(c);
}

const Resource category_pattern_resource = {
    .name = "category_pattern",
    .plural = "category-patterns",
    .table = "category_pattern",
    .prefix = "pat",
    .shape = SHAPE(CategoryPattern, category_pattern_fields),
    .filters = pattern_filters,
    .n_filters = COUNT(pattern_filters),
    .sort = "pattern",
    .owned = true,
    .check = check_pattern,
    .written = written_pattern,
};

Id category_by_code(Ctx *c, Str code)
{
    return db_one_int(c, &q_category_id_by_code, DB_ARGS(V_INT(c->workspace_id), V_TEXT(code)));
}
