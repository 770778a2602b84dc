/* Migrations: numbered, forward only, each one transaction, never edited once released. */
#include "db/migrate.h"

#include "db/driver.h"

#include <assert.h>
#include <string.h>

enum { NUMBERS = 10000 }; /* of four digits */

/* The table of what was done. It must exist before the first migration can say that it was. */
static const char *const start_script =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL,"
    " applied_at BIGINT NOT NULL);";

static const Query has_table_sqlite = {
    "has_table_sqlite", "SELECT count(*) AS n FROM sqlite_master WHERE name = 'schema_migration'",
    0, false, true
};
static const Query has_table_postgres = { "has_table_postgres",
                                          "SELECT count(*) AS n FROM pg_tables WHERE tablename = "
                                          "'schema_migration' AND schemaname = current_schema()",
                                          0, false, true };
static const Query migration_list = {
    "migration_list", "SELECT version, name, checksum FROM schema_migration ORDER BY version", 0,
    false, true
};
static const Query migration_add = {
    "migration_add",
    "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)", 4,
    true, true
};
static const Query migration_lock = {
    "migration_lock", "SELECT CAST(pg_advisory_xact_lock(1181511538, 1) AS TEXT) AS nothing", 0,
    false, true
};

/* --- the text of a migration --- */

typedef struct {
    Ctx *c;
    const Embedded *file;
    Str rest;
    int line;
    bool postgres;
    bool skips; /* inside @only of the other engine */
    Buf out;
} Reader;

static void wrong(const Reader *r, const char *what)
{
    fail(r->c, INTERNAL, NULL, "schema/%s line %d: %s", r->file->name, r->line, what);
}

static bool name_char(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_';
}

/* The name in parentheses behind a token at *at; none when it is not one. */
static Str argument(Str line, ptrdiff_t *at)
{
    ptrdiff_t from = *at + 1, to = from;
    if (*at >= line.n || line.p[*at] != '(')
        return (Str){ 0 };
    while (to < line.n && name_char(line.p[to]))
        to++;
    if (to == from || to >= line.n || line.p[to] != ')')
        return (Str){ 0 };
    *at = to + 1;
    return str_part(line, from, to);
}

/* Row-level security: a connection sees the rows of the workspace it says it works for, or all when
 * it says that it is the program itself. FORCE binds the owner of the table too. */
static void put_owned(Reader *r, Str table)
{
    if (!r->postgres)
        return;
    buf_fmt(&r->out,
            "ALTER TABLE %.*s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; "
            "CREATE POLICY workspace ON %.*s USING ("
            "workspace_id = (SELECT florin_workspace()) OR (SELECT florin_system()));",
            STR_ARG(table), STR_ARG(table));
}

static void put_token(Reader *r, Str line, Str token, ptrdiff_t *at)
{
    if (str_eq(token, S("id"))) {
        buf_add(&r->out, r->postgres ? S("BIGINT PRIMARY KEY") : S("INTEGER PRIMARY KEY"));
        return;
    }
    bool owned = str_eq(token, S("owned"));
    if (!owned && !str_eq(token, S("report"))) {
        wrong(r,
              "this is no token; there are @id, @owned(table), @report(view), @only ENGINE, @end");
        return;
    }
    Str name = argument(line, at);
    if (!name.p)
        wrong(r, "the token takes a name: @owned(account)");
    else if (owned)
        put_owned(r, name);
    else
        buf_fmt(&r->out, "%s%.*s", r->postgres ? "reporting." : "report_", STR_ARG(name));
}

/* A line without its comment, so that tokens can be explained in one; quotes are looked through. */
static void put_line(Reader *r, Str line)
{
    char quote = 0;
    for (ptrdiff_t i = 0; i < line.n && !failed(r->c);) {
        char ch = line.p[i];
        if (!quote && ch == '-' && i + 1 < line.n && line.p[i + 1] == '-')
            break;
        if (ch == '\'')
            quote = quote ? 0 : ch;
        if (quote || ch != '@') {
            buf_char(&r->out, ch);
            i++;
            continue;
        }
        ptrdiff_t to = ++i;
        while (to < line.n && name_char(line.p[to]))
            to++;
        Str token = str_part(line, i, to);
        i = to;
        put_token(r, line, token, &i);
    }
    buf_char(&r->out, '\n');
}

/* Whether the line opens or ends a block of one engine. */
static bool block_line(Reader *r, Str line)
{
    Str word = str_trim(line);
    if (str_eq(word, S("@end"))) {
        r->skips = false;
        return true;
    }
    if (!str_starts(word, S("@only ")))
        return false;
    Str engine = str_trim(str_part(word, 6, word.n));
    bool postgres = str_eq(engine, S("postgresql"));
    if (!postgres && !str_eq(engine, S("sqlite")))
        wrong(r, "@only takes sqlite or postgresql");
    r->skips = postgres != r->postgres;
    return true;
}

Str migration_text(Ctx *c, const Embedded *file, bool postgres)
{
    Reader r = { .c = c,
                 .file = file,
                 .rest = file->bytes,
                 .postgres = postgres,
                 .out = buf_new(c->mem, 1 << 20) };
    while (r.rest.p && !failed(c)) {
        Str line = str_cut(&r.rest, '\n');
        r.line++;
        if (!block_line(&r, line) && !r.skips)
            put_line(&r, line);
    }
    if (r.skips)
        wrong(&r, "@only has no @end");
    return buf_str(&r.out);
}

/* --- running them --- */

static int number_of(const Embedded *file)
{
    int64_t n = 0;
    Str name = str_of(file->name);
    return str_int(str_part(name, 0, 4), &n) && str_part(name, 4, 5).n && name.p[4] == '_' ? (int)n
                                                                                           : 0;
}

static Str checksum(Ctx *c, Str text)
{
    return str_fmt(c->mem, "%016lx", str_hash(text));
}

static const Embedded *file_of(const EmbeddedSet *files, int64_t version)
{
    for (ptrdiff_t i = 0; i < files->n; i++)
        if (number_of(&files->files[i]) == version)
            return &files->files[i];
    return NULL;
}

static bool same(Ctx *c, const EmbeddedSet *files, const DbRows *done, ptrdiff_t row)
{
    int64_t version = db_int(done, row, "version");
    const Embedded *file = version < NUMBERS ? file_of(files, version) : NULL;
    int last = files->n ? number_of(&files->files[files->n - 1]) : 0;
    Str name = db_text(done, row, "name");
    if (!file && version > last)
        return fail(c, DATABASE_NEWER, NULL,
                    "The database belongs to a newer Florin: its schema is number %ld and this "
                    "program knows up to %d. Start that version, or restore a backup that this one "
                    "made",
                    version, last);
    if (!file)
        return fail(c, DATABASE_DAMAGED, NULL,
                    "The database was changed by %.*s, which this program does not have: start the "
                    "version that made it",
                    STR_ARG(name));
    if (str_eq(db_text(done, row, "checksum"), checksum(c, file->bytes)))
        return true;
    return fail(c, DATABASE_DAMAGED, NULL,
                "schema/%s is not what this database was made with; a migration never changes once "
                "it has run. Start the version that made the database, or put the file back and "
                "write the change as a new migration",
                file->name);
}

typedef struct {
    const EmbeddedSet *files;
    int version; /* the highest that is there */
    bool exists;
    bool done[NUMBERS];
} Known;

static bool read_version(Ctx *c, void *arg)
{
    Known *k = arg;
    bool postgres = store_is_postgres(c->db->store);
    k->version = 0;
    k->exists = db_one_int(c, postgres ? &has_table_postgres : &has_table_sqlite, DB_NO_ARGS) > 0;
    if (!k->exists)
        return !failed(c);
    DbRows done = db_rows(c, &migration_list, DB_NO_ARGS);
    for (ptrdiff_t i = 0; i < done.n; i++) {
        if (!same(c, k->files, &done, i))
            return false;
        k->version = (int)db_int(&done, i, "version");
        k->done[k->version] = true;
    }
    return !failed(c);
}

int store_version(Store *s, Ctx *c, const EmbeddedSet *files)
{
    Known k = { .files = files };
    return store_read(s, c, read_version, &k) ? k.version : -1;
}

typedef struct {
    const EmbeddedSet *files;
    const Embedded *file;
    bool applied;
} Step;

static bool apply(Ctx *c, void *arg)
{
    Step *step = arg;
    Known k = { .files = step->files };
    bool postgres = store_is_postgres(c->db->store);
    step->applied = false;
    if (postgres)
        db_rows(c, &migration_lock, DB_NO_ARGS);
    if (!read_version(c, &k))
        return false;
    int version = number_of(step->file);
    if (k.done[version])
        return true; /* another process was faster */
    Str text = migration_text(c, step->file, postgres);
    if (!k.exists)
        driver_script(c, c->db, start_script);
    driver_script(c, c->db, str_c(c->mem, text));
    db_run(c, &migration_add,
           DB_ARGS(V_INT(version), V_TEXT(str_of(step->file->name)),
                   V_TEXT(checksum(c, step->file->bytes)), V_INT(c->now_ms)));
    step->applied = !failed(c);
    return step->applied;
}

static bool numbered(Ctx *c, const EmbeddedSet *files)
{
    int before = 0;
    for (ptrdiff_t i = 0; i < files->n; i++) {
        int n = number_of(&files->files[i]);
        if (n <= before)
            return fail(c, INTERNAL, NULL,
                        "schema/%s: name it NNNN_words.sql with a number of its own",
                        files->files[i].name);
        before = n;
    }
    return true;
}

int store_migrate_with(Store *s, Ctx *c, const EmbeddedSet *files)
{
    if (failed(c) || !numbered(c, files))
        return -1;
    Known k = { .files = files };
    if (!store_read(s, c, read_version, &k))
        return -1;
    int applied = 0;
    bool system = c->system;
    c->system = true;
    for (ptrdiff_t i = 0; i < files->n && !failed(c); i++) {
        Step step = { .files = files, .file = &files->files[i] };
        if (k.done[number_of(step.file)])
            continue;
        ArenaMark mark = arena_mark(c->mem);
        if (store_write(s, c, apply, &step)) {
            applied += step.applied;
            arena_reset(c->mem, mark);
        }
    }
    c->system = system;
    return failed(c) ? -1 : applied;
}

int store_migrate(Store *s, Ctx *c)
{
    return store_migrate_with(s, c, &schema_files);
}
