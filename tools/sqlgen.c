/* Makes C constants of the named statements in .sql files, and refuses those that break the house's
 * rules: a statement on a table with workspace_id says which workspace, and only what both database
 * engines understand is used.
 *
 *     sqlgen OUT.c OUT.h ROOM/NOUN.sql SCHEMA.sql...      one file of statements
 *     sqlgen --all OUT.c ROOM/NOUN.sql...                 the list of all statements, for tests
 *
 *     -- name: transaction_list
 *     -- The newest rows of an account.
 *     SELECT id, date FROM txn WHERE workspace_id = $1 AND account_id = $2 ORDER BY date DESC;
 *
 * becomes `extern const Query q_transaction_list;`. Before or behind the name may stand
 * `-- any tenant: REASON` for a statement that is meant to cross workspaces. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TOKENS_MAX = 20000, TABLES_MAX = 500, QUERIES_MAX = 400, DEPTH_MAX = 64 };

typedef enum { WORD, NUMBER, STRING, PARAM, SIGN } TokenKind;

typedef struct {
    TokenKind kind;
    char text[80]; /* cut when longer; a quoted name without its quotes */
    int line;
} Token;

typedef struct {
    const char *path;
    Token *at;
    int n;
} Tokens;

typedef struct {
    char name[80];
    const char *path;
    int line;
    bool has_workspace, has_policy;
} Table;

typedef struct {
    char name[80];
    char *doc; /* lines of comment, without the dashes */
    char *sql; /* without the semicolon */
    int line;  /* of the name */
    int sql_line;
    bool any_tenant, writes;
    int params;
} Named;

static Table tables[TABLES_MAX];
static int n_tables;
static Named queries[QUERIES_MAX];
static int n_queries;
static int n_errors;

static void wrong(const char *path, int line, const char *what, const char *about)
{
    fprintf(stderr, "%s:%d: %s%s%s\n", path, line, what, *about ? ": " : "", about);
    n_errors++;
}

static _Noreturn void die(const char *path, const char *why)
{
    fprintf(stderr, "sqlgen: %s: %s\n", path, why);
    exit(1);
}

/* All memory is held until the end. */
typedef struct Held {
    struct Held *before;
    _Alignas(16) char bytes[];
} Held;

static void *memory(size_t n)
{
    static Held *last;
    Held *held = calloc(1, sizeof *held + n);
    if (!held)
        die("memory", "there is no more");
    held->before = last;
    last = held;
    return held->bytes;
}

static char *contents(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0)
        die(path, "cannot be read");
    long n = ftell(in);
    rewind(in);
    char *text = memory((size_t)n + 1);
    if (fread(text, 1, (size_t)n, in) != (size_t)n)
        die(path, "cannot be read");
    fclose(in);
    return text;
}

/* --- tokens --- */

static bool is(const Token *t, const char *word)
{
    return (t->kind == WORD || t->kind == SIGN) && strcasecmp(t->text, word) == 0;
}

/* The token at i, or one that is nothing. */
static const Token *at(const Tokens *all, int i)
{
    static const Token none = { .kind = SIGN };
    return i >= 0 && i < all->n ? &all->at[i] : &none;
}

/* Behind a comment, a string's end, or white space; p itself when none stands there. */
static const char *skipped(const char *p)
{
    const char *end = p;
    if (isspace((unsigned char)*p))
        return p + 1;
    if (p[0] == '-' && p[1] == '-')
        return p + strcspn(p, "\n");
    if (p[0] == '/' && p[1] == '*')
        end = strstr(p, "*/");
    else if (p[0] == '$' && p[1] == '$')
        end = strstr(p + 2, "$$");
    else
        return p;
    return end ? end + 2 : p + strlen(p);
}

static size_t token_length(const char *p, TokenKind *kind)
{
    size_t n = 1;
    *kind = SIGN;
    if (*p == '\'' || *p == '"') {
        *kind = *p == '"' ? WORD : STRING;
        while (p[n] && (p[n] != *p || p[n + 1] == *p))
            n += p[n] == *p ? 2 : 1;
        return p[n] ? n + 1 : n;
    }
    if (*p == '$' && isdigit((unsigned char)p[1]))
        *kind = PARAM;
    else if (isalpha((unsigned char)*p) || *p == '_')
        *kind = WORD;
    else if (isdigit((unsigned char)*p))
        *kind = NUMBER;
    else
        return p[0] == ':' && p[1] == ':' ? 2 : 1;
    while (isalnum((unsigned char)p[n]) || p[n] == '_')
        n++;
    return n;
}

static Tokens tokens_of(const char *path, const char *text, int line)
{
    Tokens all = { .path = path, .at = memory(TOKENS_MAX * sizeof(Token)) };
    for (const char *p = text; *p;) {
        const char *next = skipped(p);
        if (next == p) {
            Token *t = &all.at[all.n++];
            if (all.n == TOKENS_MAX)
                die(path, "is too long");
            t->line = line;
            size_t n = token_length(p, &t->kind);
            bool quoted = *p == '"';
            snprintf(t->text, sizeof t->text, "%.*s", (int)(quoted ? n - 2 : n), p + quoted);
            next = p + n;
        }
        for (; p < next; p++)
            line += *p == '\n';
    }
    return all;
}

/* --- the schema: which tables belong to a workspace --- */

static Table *table_find(const char *name)
{
    for (int i = 0; i < n_tables; i++)
        if (strcasecmp(tables[i].name, name) == 0)
            return &tables[i];
    return NULL;
}

static Table *table_add(const Token *name, const char *path)
{
    if (n_tables == TABLES_MAX)
        die(path, "has too many tables");
    Table *t = &tables[n_tables++];
    *t = (Table){ .path = path, .line = name->line };
    memcpy(t->name, name->text, sizeof t->name);
    return t;
}

/* A column's name stands first in the list or behind a comma of the list itself. */
static bool has_column(const Tokens *all, int open, const char *column)
{
    int depth = 0;
    for (int i = open; i < all->n; i++) {
        if (is(at(all, i), "("))
            depth++;
        if (is(at(all, i), ")") && --depth == 0)
            return false;
        bool starts = i == open + 1 || is(at(all, i - 1), ",");
        if (depth == 1 && starts && is(at(all, i), column))
            return true;
    }
    return false;
}

static void read_table(const Tokens *all, int i)
{
    if (is(at(all, i), "IF"))
        i += 3;
    Table *t = table_add(at(all, i), all->path);
    t->has_workspace = is(at(all, i + 1), "(") && has_column(all, i + 1, "workspace_id");
}

static void read_policy(const Tokens *all, int i)
{
    Table *t = table_find(at(all, i)->text);
    if (t)
        t->has_policy = true;
    else
        wrong(all->path, at(all, i)->line, "@owned names a table that is not made before it",
              at(all, i)->text);
}

static void read_schema(const char *path)
{
    Tokens all = tokens_of(path, contents(path), 1);
    for (int i = 0; i < all.n; i++) {
        if (is(at(&all, i), "CREATE") && is(at(&all, i + 1), "TABLE"))
            read_table(&all, i + 2);
        if (is(at(&all, i), "@") && is(at(&all, i + 1), "owned"))
            read_policy(&all, i + 3);
        if (is(at(&all, i), "ADD") && is(at(&all, i + 1), "COLUMN") &&
            is(at(&all, i + 2), "workspace_id") && table_find(at(&all, i - 1)->text))
            table_find(at(&all, i - 1)->text)->has_workspace = true;
        if (is(at(&all, i), "BEGIN") || is(at(&all, i), "COMMIT") || is(at(&all, i), "ROLLBACK"))
            wrong(path, at(&all, i)->line, "a migration is one transaction already; leave out",
                  at(&all, i)->text);
    }
}

static void check_schema(void)
{
    for (int i = 0; i < n_tables; i++) {
        const Table *t = &tables[i];
        if (t->has_workspace && !t->has_policy)
            wrong(t->path, t->line, "a table with workspace_id needs '@owned(TABLE)' behind it",
                  t->name);
        if (t->has_policy && !t->has_workspace)
            wrong(t->path, t->line, "@owned is for tables with the column workspace_id", t->name);
    }
}

/* --- the file of statements --- */

static const char *comment_value(const char *line, const char *key)
{
    line += strspn(line, " \t");
    if (strncmp(line, "--", 2) != 0)
        return NULL;
    line += 2 + strspn(line + 2, " ");
    size_t n = strlen(key);
    return strncmp(line, key, n) == 0 ? line + n + strspn(line + n, " ") : NULL;
}

static char *joined(char *before, const char *line)
{
    size_t n = before ? strlen(before) : 0, room = n + strlen(line) + 2;
    char *text = memory(room);
    snprintf(text, room, "%s%s%s", before ? before : "", before ? "\n" : "", line);
    return text;
}

static Named *query_begin(const char *path, int line, const char *name)
{
    if (n_queries == QUERIES_MAX)
        die(path, "has too many statements");
    Named *q = &queries[n_queries++];
    q->line = line;
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (n == 0 || n >= sizeof q->name || name[n + strspn(name + n, " \r")])
        wrong(path, line, "a statement's name is small letters, digits and _", name);
    snprintf(q->name, sizeof q->name, "%.*s", (int)n, name);
    for (const Named *other = queries; other < q; other++)
        if (strcmp(other->name, q->name) == 0)
            wrong(path, line, "this name is taken already", q->name);
    return q;
}

/* One line; before_name carries an 'any tenant' that stands before its name. */
static Named *read_line(const char *path, int number, const char *line, Named *q, bool *before_name)
{
    const char *value = comment_value(line, "name:");
    if (value) {
        q = query_begin(path, number, value);
        q->any_tenant = *before_name;
        *before_name = false;
        return q;
    }
    if ((value = comment_value(line, "any tenant"))) {
        if (*value != ':' || strlen(value) < 6)
            wrong(path, number, "say why: '-- any tenant: REASON'", "");
        if (q && !q->sql)
            q->any_tenant = true;
        else
            *before_name = true;
        return q;
    }
    bool blank = !line[strspn(line, " \t\r")];
    if ((value = comment_value(line, "")) || blank) {
        if (q && !q->sql && !blank)
            q->doc = joined(q->doc, value);
        return q;
    }
    if (!q)
        wrong(path, number, "a statement needs '-- name: NAME' before it", "");
    if (q && !q->sql)
        q->sql_line = number;
    if (q)
        q->sql = joined(q->sql, line);
    return q;
}

static void read_queries(const char *path)
{
    char *text = contents(path), *line = text;
    Named *q = NULL;
    bool before_name = false;
    for (int number = 1; line; number++) {
        char *end = strchr(line, '\n');
        if (end)
            *end = 0;
        q = read_line(path, number, line, q, &before_name);
        line = end ? end + 1 : NULL;
    }
    for (int i = 0; i < n_queries; i++) {
        Named *one = &queries[i];
        if (!one->sql) {
            wrong(path, one->line, "the statement is missing", one->name);
            one->sql = joined(NULL, "");
        }
        size_t n = strlen(one->sql);
        while (n && (isspace((unsigned char)one->sql[n - 1]) || one->sql[n - 1] == ';'))
            one->sql[--n] = 0;
    }
}

/* --- rules --- */

static const struct {
    const char *words[3];
    const char *why;
} outside[] = {
    { { "::" }, "write CAST(x AS TYPE): '::' is PostgreSQL's own" },
    { { "ILIKE" }, "compare a folded column: ILIKE is PostgreSQL's own" },
    { { "GLOB" }, "GLOB is SQLite's own" },
    { { "ANY", "(" }, "use IN (SELECT value FROM list_ints($1)): ANY is PostgreSQL's own" },
    { { "generate_series" }, "generate_series is not the same on both engines" },
    { { "DISTINCT", "ON" }, "DISTINCT ON is PostgreSQL's own" },
    { { "LATERAL" }, "LATERAL is PostgreSQL's own" },
    { { "ROLLUP" }, "ROLLUP is PostgreSQL's own" },
    { { "TRUNCATE" }, "use DELETE: TRUNCATE is PostgreSQL's own" },
    { { "MERGE" }, "use INSERT ... ON CONFLICT: MERGE is PostgreSQL's own" },
    { { "INSERT", "OR" }, "use ON CONFLICT: INSERT OR is SQLite's own" },
    { { "REPLACE", "INTO" }, "use ON CONFLICT: REPLACE INTO is SQLite's own" },
    { { "FOR", "UPDATE" }, "write /*pg FOR UPDATE */, which SQLite takes for a comment" },
    { { "now", "(" }, "bind c->now_ms: a unit has one instant" },
    { { "CURRENT_TIMESTAMP" }, "bind c->now_ms: a unit has one instant" },
    { { "CURRENT_DATE" }, "bind the day: a unit has one instant" },
    { { "avg", "(" }, "sum and count, and divide in C: avg gives fractions" },
    { { "SELECT", "*" }, "name the columns: tables grow" },
    { { "BEGIN" }, "the lane opens the transaction" },
    { { "COMMIT" }, "the lane closes the transaction" },
    { { "ROLLBACK" }, "the lane closes the transaction" },
};

static void check_subset(const Tokens *all)
{
    bool like = false, escape = false;
    for (int i = 0; i < all->n; i++) {
        for (size_t k = 0; k < sizeof outside / sizeof *outside; k++) {
            const char *second = outside[k].words[1];
            if (is(at(all, i), outside[k].words[0]) && (!second || is(at(all, i + 1), second)))
                wrong(all->path, at(all, i)->line, outside[k].why, "");
        }
        if (at(all, i)->kind == PARAM && is(at(all, i + 1), "IS"))
            wrong(all->path, at(all, i)->line,
                  "write CAST($n AS TYPE) IS NULL: PostgreSQL cannot guess the type", "");
        if (is(at(all, i), ";"))
            wrong(all->path, at(all, i)->line, "one statement a name; '-- name:' begins the next",
                  "");
        like = like || is(at(all, i), "LIKE");
        escape = escape || is(at(all, i), "ESCAPE");
    }
    if (like && !escape)
        wrong(all->path, at(all, 0)->line, "LIKE needs ESCAPE '\\': SQLite has no default", "");
}

/* The highest $n; every number below must be used too. */
static int count_params(const Tokens *all, int line)
{
    bool used[200] = { false };
    int highest = 0;
    for (int i = 0; i < all->n; i++) {
        int n = at(all, i)->kind == PARAM ? (int)strtol(at(all, i)->text + 1, NULL, 10) : 0;
        if (n < 0 || n >= 200 || (at(all, i)->kind == PARAM && n == 0)) {
            wrong(all->path, at(all, i)->line, "parameters are $1 to $199", at(all, i)->text);
            continue;
        }
        used[n] = true;
        highest = n > highest ? n : highest;
    }
    char name[16];
    for (int i = 1; i <= highest; i++) {
        snprintf(name, sizeof name, "$%d", i);
        if (!used[i])
            wrong(all->path, line, "a parameter below the highest is not used", name);
    }
    return highest;
}

static bool does_write(const Tokens *all)
{
    int depth = 0;
    for (int i = 0; i < all->n; i++) {
        const Token *t = at(all, i);
        depth += is(t, "(") - is(t, ")");
        if (depth == 0 && (is(t, "INSERT") || is(t, "DELETE") || is(t, "UPDATE")))
            return true;
        if (depth > 0 && (is(t, "INSERT") || is(t, "DELETE")))
            wrong(all->path, t->line, "a CTE that changes data is PostgreSQL's own", "");
    }
    return false;
}

/* What a statement does with owned tables. */
typedef struct {
    int tables; /* times that an owned table is named */
    int ties;   /* comparisons of workspace_id for equality, and inserts that give it */
    int bound;  /* of them, those with a parameter */
    const Token *first;
} Tenancy;

static bool is_workspace(const Tokens *all, int i)
{
    return is(at(all, i), "workspace_id");
}

/* `workspace_id = $1`, `$1 = t.workspace_id`, `a.workspace_id = b.workspace_id`; i is at '='. */
static void read_tie(const Tokens *all, int i, Tenancy *t)
{
    int right = is(at(all, i + 2), ".") ? i + 3 : i + 1;
    bool left_is = is_workspace(all, i - 1), right_is = is_workspace(all, right);
    bool param =
        (left_is && at(all, i + 1)->kind == PARAM) || (right_is && at(all, i - 1)->kind == PARAM);
    t->ties += param || (left_is && right_is);
    t->bound += param;
}

/* A name in the list that opens at i. */
static bool listed(const Tokens *all, int i, const char *name)
{
    for (; is(at(all, i), "(") || (i < all->n && !is(at(all, i), ")")); i++)
        if (is(at(all, i), name))
            return true;
    return false;
}

static bool names_table(const Tokens *all, int i, bool in_from)
{
    const Token *before = at(all, i - 1);
    if (is(at(all, i + 1), ".") || at(all, i)->kind != WORD)
        return false;
    if (is(before, "UPDATE") && (is(at(all, i - 2), "DO") || is(at(all, i), "SET")))
        return false;
    return is(before, "FROM") || is(before, "JOIN") || is(before, "INTO") || is(before, "UPDATE") ||
           (in_from && is(before, ","));
}

static Tenancy tenancy_of(const Tokens *all)
{
    Tenancy t = { 0 };
    bool in_set = false, from[DEPTH_MAX] = { false };
    int depth = 0;
    for (int i = 0; i < all->n; i++) {
        const Token *now = at(all, i);
        if (is(now, "(") && depth < DEPTH_MAX - 1)
            from[++depth] = false;
        if (is(now, ")") && depth > 0)
            depth--;
        if (is(now, "FROM"))
            from[depth] = true;
        if (is(now, "WHERE") || is(now, "SELECT") || is(now, "GROUP") || is(now, "ORDER"))
            from[depth] = false;
        if (is(now, "SET"))
            in_set = true;
        if (is(now, "WHERE") || is(now, "FROM") || is(now, "RETURNING"))
            in_set = false;
        if (is(now, "=") && !in_set)
            read_tie(all, i, &t);
        if (is(now, "USING") && listed(all, i + 1, "workspace_id"))
            t.ties++;
        const Table *table = names_table(all, i, from[depth]) ? table_find(now->text) : NULL;
        if (!table || !table->has_workspace)
            continue;
        t.tables++;
        t.first = t.first ? t.first : now;
        if (is(at(all, i - 1), "INTO") && listed(all, i + 1, "workspace_id"))
            t.ties++, t.bound++;
    }
    return t;
}

static void check_tenant(const Tokens *all, const Named *q)
{
    Tenancy t = tenancy_of(all);
    if (q->any_tenant || t.tables == 0)
        return;
    if (t.bound == 0)
        wrong(all->path, t.first->line,
              "the table belongs to a workspace: bind 'workspace_id = $n' (or insert it), or say "
              "'-- any tenant: REASON' before the statement",
              t.first->text);
    else if (t.ties < t.tables)
        wrong(all->path, t.first->line,
              "every table that belongs to a workspace is tied to it: add "
              "'AND other.workspace_id = ...' for each, or say '-- any tenant: REASON'",
              q->name);
}

/* --- output --- */

static void write_text(FILE *out, const char *text)
{
    fputs("\"", out);
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            fputs("\\n\"\n    \"", out);
        else if (*p == '"' || *p == '\\')
            fprintf(out, "\\%c", *p);
        else if (*p != '\r')
            fputc(*p, out);
    }
    fputs("\"", out);
}

static FILE *opened(const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out)
        die(path, "cannot be written");
    return out;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void write_header(const char *path, const char *from)
{
    FILE *out = opened(path);
    fprintf(out, "/* Made by tools/sqlgen from %s. */\n#pragma once\n\n#include \"db/db.h\"\n",
            base_name(from));
    for (int i = 0; i < n_queries; i++) {
        if (queries[i].doc && !strstr(queries[i].doc, "*/"))
            fprintf(out, "\n/* %s */", queries[i].doc);
        fprintf(out, "\nextern const Query q_%s;\n", queries[i].name);
    }
    fclose(out);
}

static void write_source(const char *path, const char *header, const char *from)
{
    FILE *out = opened(path);
    fprintf(out, "/* Made by tools/sqlgen from %s. */\n#include \"%s\"\n", base_name(from),
            base_name(header));
    for (int i = 0; i < n_queries; i++) {
        const Named *q = &queries[i];
        fprintf(out, "\nconst Query q_%s = {\n    .name = \"%s\",\n    .sql =\n    ", q->name,
                q->name);
        write_text(out, q->sql);
        fprintf(out, ",\n    .params = %d,\n    .writes = %s,\n    .any_tenant = %s,\n};\n",
                q->params, q->writes ? "true" : "false", q->any_tenant ? "true" : "false");
    }
    fclose(out);
}

static int write_all(const char *path)
{
    FILE *out = opened(path);
    fprintf(out, "/* Made by tools/sqlgen. */\n#include \"db/db.h\"\n\n"
                 "extern const Query *const all_queries[];\nextern const int n_all_queries;\n\n");
    for (int i = 0; i < n_queries; i++)
        fprintf(out, "extern const Query q_%s;\n", queries[i].name);
    fprintf(out, "\nconst Query *const all_queries[] = {\n");
    for (int i = 0; i < n_queries; i++)
        fprintf(out, "    &q_%s,\n", queries[i].name);
    fprintf(out, "    0,\n};\nconst int n_all_queries = %d;\n", n_queries);
    fclose(out);
    return n_errors ? 1 : 0;
}

int main(int argc, char **argv)
{
    if (argc >= 3 && strcmp(argv[1], "--all") == 0) {
        for (int i = 3; i < argc; i++)
            read_queries(argv[i]);
        return write_all(argv[2]);
    }
    if (argc < 4) {
        fputs("usage: sqlgen OUT.c OUT.h QUERIES.sql SCHEMA.sql... | sqlgen --all OUT.c "
              "QUERIES.sql...\n",
              stderr);
        return 2;
    }
    for (int i = 4; i < argc; i++)
        read_schema(argv[i]);
    check_schema();
    read_queries(argv[3]);
    for (int i = 0; i < n_queries; i++) {
        Named *q = &queries[i];
        Tokens all = tokens_of(argv[3], q->sql, q->sql_line);
        check_subset(&all);
        check_tenant(&all, q);
        q->params = count_params(&all, q->line);
        q->writes = does_write(&all);
    }
    if (n_errors)
        return 1;
    write_header(argv[2], argv[3]);
    write_source(argv[1], argv[2], argv[3]);
    return 0;
}
