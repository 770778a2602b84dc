/* Tenants never meet: every operation of every room, asked by everybody who could, with every id
 * that could be given.
 *
 * The matrix comes from the operation tables, so an operation that is added is in it; one whose
 * path or resource this test cannot fill fails it. Two workspaces, each with its canary word:
 * whoever belongs to one must never be answered with the other's word, nor change a row of it. */
#include "import/import.h"
#include "sandbox/sandbox.h"
#include "../db/db_case.h"
#include "../http/client.h"
#include "../http/server.h"
#include "app/tables.h"
#include "blob/key.h"
#include "auth/auth.h"
#include "auth/rights.h"
#include "auth/role.h"
#include "auth/workspace.h"
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { OWN, OTHERS, DELETED, RANDOM, WRONG_KIND, ID_KINDS } IdKind;
static const char *const id_kinds[] = { "own", "another's", "deleted", "random",
                                        "of another kind" };

typedef struct {
    Ctx *c;
    TestServer server;
    Resources resources;
    Tenant mine, other;
    int passed, failed;
} Matrix;

/* Which resource a name in a path means, where it is not ':id' of the operation's resource. A new
 * name needs a line. */
static const struct {
    const char *word, *table;
} path_words[] = {
    { ":workspace_id", "workspace" },      { ":member_id", "member" },
    { ":invitation_id", "invitation" },    { ":account_id", "account" },
    { ":pattern_id", "category_pattern" }, { ":import_id", "import" },
    { ":validation_id", "validation" },    { ":duplicate_id", "import_row" },
    { ":row_id", "import_row" },           { ":attachment_id", "attachment" },
};

static void check(Matrix *m, const Operation *op, bool ok, const char *who, const char *what,
                  const TestAnswer *a)
{
    if (ok) {
        m->passed++;
        return;
    }
    m->failed++;
    printf("FAILED %s %s [%.*s] %s, %s: %d %.*s\n", op->method, op->path,
           STR_ARG(store_engine(m->server.store)), who, what, a->status,
           (int)(a->body.n > 300 ? 300 : a->body.n), a->body.p ? a->body.p : "");
}

/* A row of a tenant; one that cannot be made is a failure of this test. Where two resources look at
 * one table, it is made by the first, which knows all of it. */
static Id make(Matrix *m, const Tenant *t, const Resource *r)
{
    const Resource *whole = resource_named(&m->resources, r->table);
    Id id = fixture(m->c, m->server.store, &m->resources, t, whole ? whole : r);
    m->failed += id == 0;
    return id;
}

/* --- requests --------------------------------------------------------------------------------- */

static const Resource *path_resource(const Matrix *m, const Operation *op, Str word)
{
    if (str_eq(word, S(":id")) && op->resource)
        return op->resource;
    for (ptrdiff_t i = 0; i < COUNT(path_words); i++)
        if (str_eq(word, str_of(path_words[i].word)))
            return resource_named(&m->resources, path_words[i].table);
    return NULL;
}

/* A workspace that the owner made and removed. */
static Str dropped_workspace(Matrix *m)
{
    Str headers = str_fmt(m->c->mem, "%.*sContent-Type: application/json\n",
                          STR_ARG(m->mine.tokens[ROLE_OWNER]));
    TestAnswer made = test_ask(m->c->mem, m->server.port, S("POST"), S("/api/v1/workspaces"),
                               headers, S("{\"name\":\"short-lived\"}"));
    Str path = test_header(&made, S("Location"), 0);
    TestAnswer gone = test_ask(m->c->mem, m->server.port, S("DELETE"), path,
                               m->mine.tokens[ROLE_OWNER], (Str){ 0 });
    if (made.status != 201 || gone.status != 204) {
        m->failed++;
        printf("FAILED: a workspace was to be made and removed: %d, %d\n", made.status,
               gone.status);
    }
    return str_part(path, 19, path.n);
}

static Str id_of_kind(Matrix *m, const Resource *r, IdKind kind)
{
    Ctx *c = m->c;
    Id id = 0;
    switch (kind) {
    case OTHERS: id = make(m, &m->other, r); break;
    case DELETED:
        if (!strcmp(r->table, "workspace"))
            return dropped_workspace(m);
        id = make(m, &m->mine, r);
        fixture_drop(c, m->server.store, &m->mine, r, id);
        break;
    case RANDOM: id = id_new(c->now_ms); break;
    case WRONG_KIND: return id_text(c->mem, "zzz", id_new(c->now_ms));
    default: id = make(m, &m->mine, r);
    }
    return id_text(c->mem, r->prefix, id);
}

/* The operation's path; *ids tells how many of its words are ids, -1 that one is not known here.
 * The last one is of the kind asked, those before it are own ones. */
static Str fill_path(Matrix *m, const Operation *op, IdKind kind, bool every, int *ids)
{
    Buf b = buf_new(m->c->mem, 4096);
    Str rest = str_of(op->path), last = { 0 };
    *ids = 0;
    for (Str look = rest; look.p;) {
        Str word = str_cut(&look, '/');
        last = str_starts(word, S(":")) ? word : last;
    }
    buf_add(&b, S("/api/v1"));
    str_cut(&rest, '/');
    while (rest.p) {
        Str word = str_cut(&rest, '/');
        buf_char(&b, '/');
        if (!str_starts(word, S(":"))) {
            buf_add(&b, word);
            continue;
        }
        const Resource *r = path_resource(m, op, word);
        if (!r) {
            *ids = -1;
            return word;
        }
        ++*ids;
        buf_add(&b, id_of_kind(m, r, every || str_eq(word, last) ? kind : OWN));
    }
    return buf_str(&b);
}

static TestAnswer ask(Matrix *m, const Operation *op, Str path, Str who, const Tenant *refers,
                      bool *has_ids)
{
    Str body = { 0 };
    *has_ids = false;
    if (op->in)
        body = body_for(m->c, m->server.store, &m->resources, &(Tenants){ &m->mine, refers },
                        op->in, has_ids);
    if (op->in && (op->flags & MANY_IN))
        body = str_fmt(m->c->mem, "[%.*s]", STR_ARG(body));
    Str type = body.p ? S("Content-Type: application/json\n") : S("");
    return test_ask(m->c->mem, m->server.port, str_of(op->method), path,
                    str_fmt(m->c->mem, "%.*s%.*s", STR_ARG(who), STR_ARG(type)), body);
}

static bool has_canary(const Matrix *m, const TestAnswer *a)
{
    Str low = str_lower(m->c->mem, a->body);
    return str_find(low, str_lower(m->c->mem, str_of(m->other.canary)), 0) >= 0;
}

/* The path of an operation with the ids of somebody else reads as that of one that is not there:
 * but for the id itself and the request's number. */
static Str without_ids(Matrix *m, Str body)
{
    Buf b = buf_new(m->c->mem, body.n + 1);
    for (ptrdiff_t i = 0; i < body.n;) {
        ptrdiff_t word = i;
        while (word < body.n &&
               (body.p[word] == '_' || (body.p[word] >= '0' && body.p[word] <= '9') ||
                (body.p[word] >= 'a' && body.p[word] <= 'z')))
            word++;
        if (word - i >= 13)
            buf_char(&b, '#');
        else
            buf_add(&b, str_part(body, i, word));
        if (word < body.n)
            buf_char(&b, body.p[word]);
        i = word + 1;
    }
    return buf_str(&b);
}

/* --- the matrix ------------------------------------------------------------------------------- */

/* Those who must be refused whatever they ask for. */
static void check_refused(Matrix *m, const Operation *op)
{
    const struct {
        const char *name;
        Str who;
    } nobodies[] = { { "anonymous", S("") },
                     { "expired", m->mine.expired },
                     { "disabled", m->mine.disabled } };
    bool has_ids;
    int ids;
    if ((op->flags & WHO_MASK) == ANYONE)
        return;
    Str path = fill_path(m, op, OWN, false, &ids);
    for (ptrdiff_t i = 0; i < COUNT(nobodies); i++) {
        TestAnswer a = ask(m, op, path, nobodies[i].who, &m->mine, &has_ids);
        check(m, op, a.status == 401, nobodies[i].name, "must be 401", &a);
    }
    TestAnswer a = ask(m, op, path, m->mine.scoped, &m->mine, &has_ids);
    bool may = rights_scope(op) == SCOPE_READ;
    check(m, op, may ? a.status < 500 && a.status != 401 : a.status == 403,
          "token that may only read", may ? "may" : "must be 403", &a);
    for (int role = ROLE_VIEWER; role < (int)rights_role(op); role++) {
        a = ask(m, op, path, m->mine.tokens[role], &m->mine, &has_ids);
        check(m, op, a.status == 403, role_words[role], "must be 403", &a);
    }
}

/* Ids in the path. */
static void check_ids(Matrix *m, const Operation *op)
{
    TestAnswer missing = { 0 };
    bool has_ids;
    int ids;
    fill_path(m, op, RANDOM, false, &ids);
    for (int kind = RANDOM; ids > 0 && kind > OWN; kind--) {
        bool last_only = true;
        for (int every = 0; every <= 1; every++) {
            Str path = fill_path(m, op, (IdKind)kind, every, &ids);
            TestAnswer a = ask(m, op, path, m->mine.tokens[ROLE_OWNER], &m->mine, &has_ids);
            if (kind == RANDOM && last_only)
                missing = a;
            bool same = kind != OTHERS || !last_only ||
                        str_eq(without_ids(m, a.body), without_ids(m, missing.body));
            check(m, op, a.status == 404 && same && !has_canary(m, &a), id_kinds[kind],
                  "must be 404 as if missing", &a);
            last_only = false;
        }
    }
    if (ids > 0) {
        Str path = fill_path(m, op, WRONG_KIND, false, &ids);
        TestAnswer a = ask(m, op, path, m->mine.tokens[ROLE_OWNER], &m->mine, &has_ids);
        check(m, op, a.status == 404, id_kinds[WRONG_KIND], "must be 404", &a);
    }
}

/* Ids of another's rows in the body. */
static void check_body(Matrix *m, const Operation *op)
{
    bool has_ids;
    int ids;
    Str path = fill_path(m, op, OWN, false, &ids);
    if (!op->in)
        return;
    TestAnswer a = ask(m, op, path, m->mine.tokens[ROLE_OWNER], &m->other, &has_ids);
    if (has_ids)
        check(m, op, a.status >= 400 && a.status < 500, "owner",
              "another's id in the body must be refused", &a);
}

/* Filters with another's ids, and the workspace of another by its header. */
static void check_query(Matrix *m, const Operation *op)
{
    bool has_ids;
    int ids;
    Str path = fill_path(m, op, OWN, false, &ids);
    for (ptrdiff_t i = 0; op->resource && (op->flags & LISTS) && i < op->resource->n_filters; i++) {
        const Filter *f = &op->resource->filters[i];
        for (ptrdiff_t k = 0; k < m->resources.n; k++) {
            const Resource *r = m->resources.items[k];
            if (!strstr(f->name, r->name))
                continue;
            Str id = id_of_kind(m, r, OTHERS);
            Str asked = str_fmt(m->c->mem, "%.*s?%s=%.*s", STR_ARG(path), f->name, STR_ARG(id));
            TestAnswer a = ask(m, op, asked, m->mine.tokens[ROLE_OWNER], &m->mine, &has_ids);
            check(m, op, a.status < 500 && !has_canary(m, &a), f->name,
                  "a filter with another's id", &a);
        }
    }
    if ((op->flags & WHO_MASK) == ANYONE)
        return;
    Str who = str_fmt(m->c->mem, "%.*sX-Workspace-Id: %.*s\n", STR_ARG(m->mine.tokens[ROLE_OWNER]),
                      STR_ARG(id_text(m->c->mem, "wsp", m->other.workspace_id)));
    TestAnswer a = ask(m, op, path, who, &m->mine, &has_ids);
    check(m, op, a.status == 404 && !has_canary(m, &a), "owner", "another's workspace must be 404",
          &a);
}

/* A cursor that another was given. */
static void check_cursor(Matrix *m, const Operation *op)
{
    bool has_ids;
    int ids;
    if (!(op->flags & LISTS) || !op->resource || !op->resource->owned)
        return;
    for (int i = 0; i < 2; i++)
        make(m, &m->other, op->resource);
    Str path = fill_path(m, op, OTHERS, true, &ids);
    TestAnswer theirs = ask(m, op, str_fmt(m->c->mem, "%.*s?limit=1", STR_ARG(path)),
                            m->other.tokens[ROLE_OWNER], &m->other, &has_ids);
    ptrdiff_t at = str_find(theirs.body, S("\"next_cursor\":\""), 0);
    if (at < 0)
        return;
    Str cursor = str_part(theirs.body, at + 15, theirs.body.n);
    cursor = str_part(cursor, 0, str_find_char(cursor, '"', 0));
    path = fill_path(m, op, OWN, false, &ids);
    TestAnswer a =
        ask(m, op, str_fmt(m->c->mem, "%.*s?limit=1&cursor=%.*s", STR_ARG(path), STR_ARG(cursor)),
            m->mine.tokens[ROLE_OWNER], &m->mine, &has_ids);
    check(m, op, a.status >= 400 && a.status < 500 && !has_canary(m, &a), "owner",
          "another's cursor must be refused", &a);
}

/* Those who may, with their own. Run last, because it changes things; what ends a user or a
 * workspace is done to new ones. */
static void check_allowed(Matrix *m, const Operation *op)
{
    bool has_ids;
    int ids;
    Tenant kept = m->mine;
    for (int role = (int)rights_role(op) ? (int)rights_role(op) : ROLE_VIEWER; role <= ROLE_OWNER;
         role++) {
        if (!strcmp(op->method, "DELETE") && (!op->resource || !op->resource->owned))
            m->mine = tenant_new(m->c, m->server.store,
                                 str_fmt(m->c->mem, "mine%lld", (long long)id_new(m->c->now_ms)).p);
        Str path = fill_path(m, op, OWN, false, &ids);
        TestAnswer a = ask(m, op, path, m->mine.tokens[role], &m->mine, &has_ids);
        bool by_handler = rights_role(op) == ROLE_NONE && role < ROLE_OWNER;
        bool anyone = (op->flags & WHO_MASK) == ANYONE; /* 401 is what a wrong password gets */
        bool ok = a.status > 0 && a.status < 500 && (a.status != 401 || anyone) &&
                  (a.status != 403 || by_handler);
        check(m, op, ok && !has_canary(m, &a), role_words[role], "with their own", &a);
        m->mine = kept;
    }
}

static void each_operation(Matrix *m, void (*run)(Matrix *m, const Operation *op))
{
    for (ptrdiff_t i = 0; i <= operation_table_count; i++) {
        const OperationTable *table =
            i < operation_table_count ? operation_tables[i] : &api_operations;
        for (ptrdiff_t k = 0; k < table->n; k++)
            run(m, &table->rows[k]);
    }
}

static void check_covered(Matrix *m, const Operation *op)
{
    int ids;
    TestAnswer none = { 0 };
    Str path = fill_path(m, op, OWN, false, &ids);
    none.body = path;
    check(m, op, ids >= 0, "nobody",
          "a word of the path is not known here: give it a line in path_words", &none);
}

static int listen_to(Matrix *m, const Tenant *t)
{
    return test_open(m->server.port,
                     str_fmt(m->c->mem, "GET /api/v1/events HTTP/1.1\r\nHost: x\r\n%.*s\r\n\r\n",
                             STR_ARG(str_trim(t->tokens[ROLE_OWNER]))));
}

static void add_account(Matrix *m, const Tenant *t)
{
    Str headers =
        str_fmt(m->c->mem, "%.*sContent-Type: application/json\n", STR_ARG(t->tokens[ROLE_OWNER]));
    test_ask(m->c->mem, m->server.port, S("POST"), S("/api/v1/accounts"), headers,
             str_fmt(m->c->mem,
                     "{\"name\":\"%s heard\",\"account_type\":\"cash\",\"currency\":\"EUR\"}",
                     t->canary));
}

/* The live stream: both listen, both change something, each hears its own. */
static void check_stream(Matrix *m)
{
    CLEAN(clean_fd) int theirs = listen_to(m, &m->other);
    CLEAN(clean_fd) int mine = listen_to(m, &m->mine);
    static const Operation stream = { "GET", "/events", NULL, VIEWER };
    Arena *mem = m->c->mem;
    test_until(mem, theirs, S("hello"));
    test_until(mem, mine, S("hello"));
    add_account(m, &m->other);
    TestAnswer heard = { .body = test_until(mem, theirs, S("canaryother heard")) };
    check(m, &stream, has_canary(m, &heard), "another's owner", "hears their own", &heard);
    add_account(m, &m->mine);
    heard.body = test_until(mem, mine, S("mine heard"));
    check(m, &stream, str_find(heard.body, S("mine heard"), 0) >= 0, "owner", "hears their own",
          &heard);
    check(m, &stream, !has_canary(m, &heard), "owner", "does not hear another's", &heard);
}

static void run_matrix(Ctx *c, Str url, int *passed, int *failed)
{
    Matrix m = { .c = c, .resources = resources_of(operation_tables, operation_table_count) };
    m.server = test_server_start(c, url);
    c->store = m.server.store;
    m.mine = tenant_new(c, m.server.store, "mine");
    m.other = tenant_new(c, m.server.store, "canaryother");
    each_operation(&m, check_covered);
    each_operation(&m, check_refused);
    each_operation(&m, check_ids);
    each_operation(&m, check_body);
    each_operation(&m, check_query);
    each_operation(&m, check_cursor);
    check_stream(&m);
    uint64_t before = tenant_state(m.server.store, m.other.workspace_id);
    each_operation(&m, check_allowed);
    if (tenant_state(m.server.store, m.other.workspace_id) != before) {
        m.failed++;
        printf("FAILED: rows of the other workspace were changed by operations on one's own\n");
    }
    test_server_stop(&m.server);
    *passed += m.passed;
    *failed += m.failed;
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    int passed = 0, failed = 0, skipped = 0;
    log_level(getenv("FLORIN_TEST_LOG") ? LOG_INFO : LOG_NOTHING);
    Ctx files = ctx_new("files", 1 << 20); /* its texts outlive both engines */
    key_start(&files,
              &(KeyOptions){
                  .text = S("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f") });
    import_start(&(ImportOptions){ .folder = str_c(files.mem, test_folder(&files)) });
    Ctx c = ctx_new("isolation", (size_t)4 << 30);
    run_matrix(&c, fresh_sqlite(&c, "isolation"), &passed, &failed);
    ctx_done(&c);
    c = ctx_new("isolation", (size_t)4 << 30);
    Str postgres = fresh_postgres(&c);
    if (postgres.p)
        run_matrix(&c, postgres, &passed, &failed);
    else
        skipped++;
    ctx_done(&c);
    ctx_done(&files);
    printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
    return failed > 0;
}
