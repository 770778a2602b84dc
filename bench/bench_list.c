/* A page of 50 rows of a list of 300,000 on SQLite: the first page, a page in the middle by cursor,
 * and the same page by OFFSET as the opponent. Medians of interleaved rounds. */
#include "db/migrate.h"
#include "field/resource.h"
#include "field/store.h"
#include "result.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 300000, BATCH = 10000, MIDDLE = ROWS / 2, PAGE = 50, ROUNDS = 101, WORKSPACE = 7 };

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Str description;
    int64_t amount;
    Currency currency;
    Date date;
} Entry;

static const Field entry_fields[] = {
    F_ID(Entry, id, .prefix = "ent", .flags = READ_ONLY),
    F_ID(Entry, workspace_id, .prefix = "wsp", .flags = OWNER | HIDDEN),
    F_INSTANT(Entry, created_at, .flags = READ_ONLY),
    F_INSTANT(Entry, updated_at, .flags = READ_ONLY),
    F_TEXT(Entry, description, .flags = NEEDED),
    F_MONEY(Entry, amount, currency),
    F_CURRENCY(Entry, currency),
    F_DATE(Entry, date, .flags = NEEDED | SORTABLE),
};

static const Resource entries = {
    .name = "entry",
    .plural = "entries",
    .table = "entry",
    .prefix = "ent",
    .shape = SHAPE(Entry, entry_fields),
    .sort = "-date",
    .owned = true,
};

static const char migration[] =
    "CREATE TABLE entry (id @id, workspace_id BIGINT NOT NULL, created_at BIGINT NOT NULL,\n"
    "  updated_at BIGINT NOT NULL, description TEXT NOT NULL, amount BIGINT NOT NULL,\n"
    "  currency TEXT NOT NULL, date INTEGER NOT NULL);\n"
    "CREATE INDEX entry_date ON entry (workspace_id, date, id);\n"
    "@owned(entry)\n";

static const Query by_offset = {
    "by_offset",
    "SELECT id, workspace_id, created_at, updated_at, description, amount, currency, date "
    "FROM entry WHERE workspace_id = $1 ORDER BY date DESC, id DESC LIMIT $2 OFFSET $3",
    3, false, false
};

static bool fill(Ctx *c, void *arg)
{
    int from = *(const int *)arg;
    Entry *rows = NEW_ARRAY(c->mem, Entry, BATCH);
    for (int i = 0; i < BATCH; i++)
        rows[i] = (Entry){ .id = from + i + 1,
                           .workspace_id = WORKSPACE,
                           .created_at = 1,
                           .updated_at = 1,
                           .description = S("CARD PAYMENT SUPERMARKET"),
                           .amount = -i,
                           .currency = CURRENCY('E', 'U', 'R'),
                           .date = 730000 + (from + i) % 3650 };
    return field_bulk(c, &entries.shape, "entry", rows, BATCH);
}

typedef struct {
    ListRequest q;
    ListAnswer a;
    int64_t took;
} Page;

static bool read_page(Ctx *c, void *arg)
{
    Page *p = arg;
    int64_t start = clock_mono_ns();
    bool ok = resource_list(c, &p->q, &p->a);
    p->took = clock_mono_ns() - start;
    return ok;
}

static bool read_offset(Ctx *c, void *arg)
{
    int64_t start = clock_mono_ns();
    DbRows rows = db_rows(c, &by_offset, DB_ARGS(V_INT(WORKSPACE), V_INT(PAGE), V_INT(MIDDLE)));
    field_from_rows(c, &entries.shape, &rows);
    *(int64_t *)arg = clock_mono_ns() - start;
    return rows.n == PAGE;
}

static void check(const Ctx *c, bool ok)
{
    if (ok)
        return;
    fprintf(stderr, "bench: %.*s %.*s\n", STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
    exit(1);
}

/* The cursor behind the row MIDDLE. */
static Str middle_cursor(Ctx *c, Store *s)
{
    Page p = { .q = { .resource = &entries, .limit = LIMIT_PAGE_MAX, .without_total = true } };
    for (int i = 0; i < MIDDLE; i += LIMIT_PAGE_MAX) {
        check(c, store_read(s, c, read_page, &p));
        p.q.cursor = p.a.next_cursor;
    }
    return p.q.cursor;
}

static void measure(Ctx *c, Store *s)
{
    double first[ROUNDS], middle[ROUNDS], offset[ROUNDS];
    Page a = { .q = { .resource = &entries, .limit = PAGE, .without_total = true } }, b = a;
    b.q.cursor = middle_cursor(c, s);
    for (int i = 0; i < ROUNDS; i++) {
        check(c, store_read(s, c, read_page, &a));
        check(c, store_read(s, c, read_page, &b));
        int64_t took;
        check(c, store_read(s, c, read_offset, &took));
        first[i] = (double)a.took / 1000;
        middle[i] = (double)b.took / 1000;
        offset[i] = (double)took / 1000;
    }
    double page = result_median(middle, ROUNDS);
    Result r = { .id = "list",
                 .what = "50 rows in the middle of 300,000, by cursor",
                 .unit = "us",
                 .ours = page,
                 .opponent = "LIMIT and OFFSET, SQLite",
                 .version = sqlite3_libversion(),
                 .theirs = result_median(offset, ROUNDS) };
    result_print(&r);
    result_print(&(Result){ .id = "P13",
                            .what = r.what,
                            .unit = "us",
                            .ours = page,
                            .opponent = "the first page",
                            .version = "",
                            .theirs = result_median(first, ROUNDS),
                            .least_ratio = 0.5 });
}

int main(void)
{
    char folder[] = "/tmp/florin-bench-XXXXXX";
    Ctx c = ctx_new("bench", (size_t)2 << 30);
    if (!mkdtemp(folder))
        return 1;
    Embedded files[] = { schema_files.files[0], { "9000_bench.sql", S_INIT("") } };
    files[1].bytes = str_of(migration);
    EmbeddedSet set = { files, 2 };
    Str path = str_fmt(c.mem, "%s/bench.db", folder);
    Store *s = store_open(&c, str_fmt(c.mem, "sqlite:%.*s", STR_ARG(path)),
                          &(StoreOptions){ .quick_sync = true });
    check(&c, s && store_migrate_with(s, &c, &set) == 2);
    c.workspace_id = WORKSPACE;
    for (int from = 0; from < ROWS; from += BATCH)
        check(&c, store_write(s, &c, fill, &from));
    measure(&c, s);
    store_close(s);
    const char *ends[] = { "", "-wal", "-shm", ".lock" };
    for (ptrdiff_t i = 0; i < COUNT(ends); i++)
        unlink(str_fmt(c.mem, "%.*s%s", STR_ARG(path), ends[i]).p);
    rmdir(folder);
    ctx_done(&c);
    return 0;
}
