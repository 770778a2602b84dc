/* Categories: a tree of two levels, the system's (seeded from data/categories.tsv, with a stable
 * code) and the user's own, and the patterns that lead to them. */
#ifndef FLORIN_LEDGER_CATEGORY_H
#define FLORIN_LEDGER_CATEGORY_H

#include "field/operation.h"

enum { CATEGORY_EXPENSE = 1, CATEGORY_INCOME, CATEGORY_TRANSFER };

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Str code; /* of system categories; none for the user's own */
    Str name;
    Id parent_id;
    Str description, emoji, color, icon;
    int category_type; /* CATEGORY_… */
    bool is_system, is_active;
    int64_t sort_order;
    Texts keywords;
    int32_t confidence_threshold; /* ppm */
    int64_t usage_count;          /* computed: rows in it */
} Category;

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id category_id;
    Str pattern;
    Str folded;
} CategoryPattern;

extern const Resource category_resource;
extern const Resource category_pattern_resource;
extern const Field category_pattern_fields[7];

/* Adds the system categories to a new workspace, in the unit's transaction; those whose code is
 * there already are left alone. locale picks the names ("de-AT"; unknown ones get English). */
bool category_seed(Ctx *c, Str locale);

/* The category with a system code in the workspace; 0 without a failure when there is none. */
Id category_by_code(Ctx *c, Str code);

#endif
