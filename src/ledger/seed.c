/* The system categories of a new workspace, from data/categories.tsv: one line a category, its
 * code, its group's code, type, emoji, color, order, and its name in each language of the first
 * line. */
#include "ledger/category.h"

#include "base/embedded.h"
#include "category_sql.h"

extern const EmbeddedSet data_files;

enum {
    COLUMN_CODE,
    COLUMN_PARENT,
    COLUMN_TYPE,
    COLUMN_EMOJI,
    COLUMN_COLOR,
    COLUMN_ORDER,
    COLUMN_NAMES,
    MOST_COLUMNS = 32
};

static ptrdiff_t split(Str line, Str cells[MOST_COLUMNS])
{
    ptrdiff_t n = 0;
    while (line.p && n < MOST_COLUMNS)
        cells[n++] = str_cut(&line, '\t');
    return n;
}

/* The column of the language's names; English when there is none. */
static ptrdiff_t name_column(Str header, Str locale)
{
    Str titles[MOST_COLUMNS];
    ptrdiff_t n = split(header, titles);
    for (ptrdiff_t i = COLUMN_NAMES; i < n; i++)
        if (str_eq_nocase(titles[i], str_part(locale, 0, 2)))
            return i;
    return COLUMN_NAMES;
}

static Category category_of(const Str *cells, ptrdiff_t name)
{
    int64_t order = 0;
    str_int(cells[COLUMN_ORDER], &order);
    Str type = cells[COLUMN_TYPE];
    return (Category){ .code = cells[COLUMN_CODE],
                       .name = cells[name],
                       .emoji = cells[COLUMN_EMOJI],
                       .color = cells[COLUMN_COLOR],
                       .category_type = str_eq(type, S("income"))     ? CATEGORY_INCOME
                                        : str_eq(type, S("transfer")) ? CATEGORY_TRANSFER
                                                                      : CATEGORY_EXPENSE,
                       .is_system = true,
                       .is_active = true,
                       .sort_order = order,
                       .confidence_threshold = 800000 };
}

static Id *id_in(Ctx *c, Id id)
{
    Id *p = NEW(c->mem, Id);
    *p = id;
    return p;
}

bool category_seed(Ctx *c, Str locale)
{
    Str text = embedded_find(&data_files, S("categories.tsv"));
    Str cells[MOST_COLUMNS] = { 0 };
    ptrdiff_t name = name_column(str_cut(&text, '\n'), locale);
    Map ids = map_new(c->mem);
    DbRows there = db_rows(c, &q_category_codes, DB_ARGS(V_INT(c->workspace_id)));
    for (ptrdiff_t i = 0; i < there.n; i++)
        map_put(&ids, db_text(&there, i, "code"), id_in(c, db_int(&there, i, "id")));
    while (text.p && !failed(c)) {
        Str line = str_cut(&text, '\n');
        if (split(line, cells) <= name || map_find(&ids, cells[COLUMN_CODE]))
            continue;
        Category k = category_of(cells, name);
        const Id *parent = map_find(&ids, cells[COLUMN_PARENT]);
        k.parent_id = parent ? *parent : 0;
        resource_add(c, &category_resource, &k);
        map_put(&ids, cells[COLUMN_CODE], id_in(c, k.id));
    }
    return !failed(c);
}
