/* The sample resource: its table, filters and hooks. */
#include "sample_store.h"

#include <string.h>

const char *const sample_schema =
    "CREATE TABLE sample_category (id @id, workspace_id BIGINT NOT NULL, name TEXT NOT NULL);\n"
    "@owned(sample_category)\n"
    "CREATE TABLE sample (id @id, workspace_id BIGINT NOT NULL, created_at BIGINT NOT NULL,\n"
    "  updated_at BIGINT NOT NULL, name TEXT NOT NULL, notes TEXT, secret TEXT, hidden TEXT,\n"
    "  account_type TEXT NOT NULL, amount BIGINT NOT NULL, limit_amount BIGINT,\n"
    "  currency TEXT NOT NULL, category_id BIGINT REFERENCES sample_category (id),\n"
    "  sort_order BIGINT NOT NULL, is_active BOOLEAN NOT NULL, date INTEGER NOT NULL,\n"
    "  end_date INTEGER, last_sync_at BIGINT, confidence INTEGER NOT NULL, tags TEXT NOT NULL,\n"
    "  metadata TEXT, place TEXT, parts TEXT NOT NULL);\n"
    "CREATE INDEX sample_date ON sample (workspace_id, date, id);\n"
    "@owned(sample)\n"
    "CREATE TABLE sample_log (n BIGINT NOT NULL);\n";

static const Query log_add = { "log_add", "INSERT INTO sample_log (n) VALUES ($1)", 1, true, true };
const Query sample_log_count = { "log_count", "SELECT count(*) AS n FROM sample_log", 0, false,
                                 true };
static const Query category_add = {
    "category_add", "INSERT INTO sample_category (id, workspace_id, name) VALUES ($1, $2, $3)", 3,
    true, false
};

static bool check_sample(Ctx *c, const void *old, void *row)
{
    Sample *s = row;
    (void)old;
    if (str_eq(s->name, S("forbidden")))
        return fail_field(c, S("/name"), "is forbidden");
    s->hidden = str_lower(c->mem, s->name);
    return true;
}

static bool fill_sample(Ctx *c, void *rows, ptrdiff_t n)
{
    Sample *s = rows;
    for (ptrdiff_t i = 0; i < n; i++)
        s[i].balance = s[i].amount;
    return !failed(c);
}

static bool written_sample(Ctx *c, const void *old, const void *row)
{
    return db_run(c, &log_add, DB_ARGS(V_INT((old ? 1 : 0) + (row ? 2 : 0)))) == 1;
}

static const Filter sample_filters[] = {
    { "account_type", FILTER_IS, "account_type" },
    { "start_date", FILTER_FROM, "date" },
    { "end_date", FILTER_TO, "date" },
    { "min_amount", FILTER_FROM, "amount" },
    { "max_amount", FILTER_TO, "amount" },
    { "amount", FILTER_IS, "amount" },
    { "category_id", FILTER_IS, "category_id" },
    { "is_active", FILTER_IS, "is_active" },
    { "search", FILTER_HAS, "hidden" },
    { "long", FILTER_SQL, "sort_order", "length(name) >= $$ AND length(name) >= $$" },
};

const Resource samples = {
    .name = "sample",
    .plural = "samples",
    .table = "sample",
    .prefix = "smp",
    .shape = SHAPE(Sample, sample_fields),
    .filters = sample_filters,
    .n_filters = COUNT(sample_filters),
    .sort = "-date",
    .owned = true,
    .check = check_sample,
    .fill = fill_sample,
    .written = written_sample,
};

static const Operation sample_operations[] = { CRUD("/samples", samples, VIEWER, MEMBER) };

static const Operation *operation(const char *method, bool one)
{
    for (ptrdiff_t i = 0; i < COUNT(sample_operations); i++)
        if (!strcmp(sample_operations[i].method, method) &&
            !strchr(sample_operations[i].path, ':') == !one)
            return &sample_operations[i];
    return NULL;
}

static bool ask_unit(Ctx *c, void *arg)
{
    Ask *a = arg;
    a->call = (Call){ .op = operation(a->method, a->path_id),
                      .raw_query = str_of(a->query),
                      .raw_body = str_of(a->body),
                      .if_match = str_of(a->if_match) };
    if (a->path_id)
        id_parse(str_of(a->path_id), "smp", &a->call.id);
    return a->call.op->run(c, &a->call);
}

bool ask(Ctx *c, Store *s, Ask *a)
{
    bool writes = strcmp(a->method, "GET") != 0;
    fail_clear(c);
    return writes ? store_write(s, c, ask_unit, a) : store_read(s, c, ask_unit, a);
}

Sample *asked(Ctx *c, Store *s, Ask a)
{
    if (ask(c, s, &a))
        return a.call.out ? a.call.out : NEW(c->mem, Sample);
    return NULL;
}

const char *id_of(Ctx *c, const Sample *s)
{
    return str_c(c->mem, id_text(c->mem, "smp", s->id));
}

static bool add_categories(Ctx *c, void *arg)
{
    (void)arg;
    for (int64_t i = 1; i <= 3; i++)
        db_run(c, &category_add, DB_ARGS(V_INT(i), V_INT(c->workspace_id), V_TEXT(S("c"))));
    return !failed(c);
}

void start(Ctx *c, Store *s)
{
    c->workspace_id = OURS;
    CHECK(store_write(s, c, add_categories, NULL));
}

typedef struct {
    const char *query;
    ListAnswer answer;
} Page;

static bool page_unit(Ctx *c, void *arg)
{
    Page *p = arg;
    ListRequest q;
    return list_request_read(c, &samples, str_of(p->query), &q) && resource_list(c, &q, &p->answer);
}

ListAnswer page(Ctx *c, Store *s, const char *query)
{
    Page p = { .query = query };
    fail_clear(c);
    store_read(s, c, page_unit, &p);
    return p.answer;
}
