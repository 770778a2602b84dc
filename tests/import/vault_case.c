/* A reader of locked files, and imports without a server. */
#include "vault_case.h"

#include "field/read.h"
#include "import/files.h"
#include "ledger/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char *case_folder;
const char canary[] = "Zitronenfalter-4711-quer";
const char table[] =
    "Date;Description;Amount\n2024-01-02;Bakery;-4.50\n2024-01-03;Salary;2000.00\n";

/* --- the reader --- */

typedef struct {
    const StatementSink *sink;
    int32_t password;
} Unlocked;

static Statement marked(const Unlocked *u, const Statement *s)
{
    Statement t = *s;
    t.is_protected = true;
    t.password = u->password;
    return t;
}

static bool unlocked_begin(void *state, const Statement *s)
{
    const Unlocked *u = state;
    Statement t = marked(u, s);
    return u->sink->begin(u->sink->state, &t);
}

static bool unlocked_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    const Unlocked *u = state;
    return u->sink->rows(u->sink->state, rows, n);
}

static bool unlocked_end(void *state, const Statement *s)
{
    const Unlocked *u = state;
    Statement t = marked(u, s);
    return u->sink->end(u->sink->state, &t);
}

/* What is behind the lock; *which opened it, 0: there is none. */
static bool unlock(Ctx *c, Str *bytes, const ParseOptions *o, int32_t *which)
{
    *which = 0;
    if (!str_starts(*bytes, S("LOCKED ")))
        return true;
    Str rest = *bytes, line = str_cut(&rest, '\n'), secret = str_part(line, 7, line.n);
    for (ptrdiff_t i = 0; i < o->n_passwords && !*which; i++)
        if (str_eq(o->passwords[i], secret))
            *which = (int32_t)i + 1;
    *bytes = rest;
    if (!*which && o->n_passwords)
        return fail(c, PASSWORD_WRONG, NULL, "The password does not open the file");
    return *which || fail(c, PASSWORD_REQUIRED, NULL, "The file needs a password");
}

static bool stream(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    int32_t which;
    if (str_starts(bytes, S("BREAK")))
        __builtin_trap();
    if (!unlock(c, &bytes, o, &which))
        return false;
    Unlocked u = { sink, which };
    StatementSink through = { &u, unlocked_begin, unlocked_rows, unlocked_end };
    return statement_stream(c, bytes, o, which ? &through : sink);
}

static bool cells(Ctx *c, Str bytes, const ParseOptions *o, CellSet *out)
{
    int32_t which;
    return unlock(c, &bytes, o, &which) && statement_cells(c, bytes, o, out);
}

const SandboxReader locked_reader = { .stream = stream, .cells = cells };

/* --- helpers --- */

void case_start(Ctx *c, const ImportOptions *o, const char *keys)
{
    ImportOptions with = o ? *o : (ImportOptions){ 0 };
    with.folder = case_folder;
    CHECK(key_start(c, &(KeyOptions){ .text = str_of(keys) }));
    import_start(&with);
}

const char key_a[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const char key_b[] = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff101112131415161718191a1b1c1d1e1f";

typedef struct {
    Import imp;
    bool with_job;
} Add;

static bool add_import(Ctx *c, void *arg)
{
    Add *a = arg;
    return import_add(c, &a->imp, a->with_job);
}

static Import store(Ctx *c, const char *text, const ImportFile *file, bool with_job)
{
    Add a = { .with_job = with_job };
    int fd CLEAN(clean_fd) = memfd_create("statement", MFD_CLOEXEC);
    CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    CHECK(import_keep(c, fd, file, &a.imp));
    CHECK(in_write(c, add_import, &a));
    return a.imp;
}

Import send_file(Ctx *c, const char *text, const ImportFile *file)
{
    return store(c, text, file, false);
}

Import send_with_job(Ctx *c, const char *text, const ImportFile *file)
{
    return store(c, text, file, true);
}

Import run(Ctx *c, Id id)
{
    Import imp = { 0 };
    CHECK(import_run(c, id, NULL));
    CHECK(import_get(c, id, &imp));
    return imp;
}

static bool new_account(Ctx *c, void *arg)
{
    Account a = { 0 };
    field_start(c, &account_resource.shape, &a);
    a.name = str_fmt(c->mem, "Account %lld", (long long)id_new(c->now_ms));
    a.account_type = ACCOUNT_CHECKING;
    a.currency = CURRENCY('E', 'U', 'R');
    resource_add(c, &account_resource, &a);
    *(Id *)arg = a.id;
    return !failed(c);
}

Id an_account(Ctx *c)
{
    Id id = 0;
    CHECK(in_write(c, new_account, &id));
    return id;
}

const char *locked(Ctx *c, const char *password)
{
    static int month;
    month = month % 12 + 1;
    return str_fmt(c->mem,
                   "LOCKED "
                   "%s\nDate;Description;Amount\n2023-%02d-02;Bakery;-4.50\n2023-%02d-03;Salary;"
                   "2000.00\n",
                   password, month, month)
        .p;
}

/* One operation of the room, as a client asks for it. */
typedef struct {
    const char *method, *path;
    Call call;
} Ask;

static bool ask_unit(Ctx *c, void *arg)
{
    static const OperationTable *const tables[] = { &vault_operations, &file_operations,
                                                    &retry_operations };
    Ask *a = arg;
    for (ptrdiff_t t = 0; t < COUNT(tables); t++)
        for (ptrdiff_t i = 0; i < tables[t]->n; i++) {
            const Operation *op = &tables[t]->rows[i];
            if (strcmp(op->method, a->method) != 0 || strcmp(op->path, a->path) != 0)
                continue;
            a->call.op = op;
            if (op->in && !(op->flags & OWN_BODY)) {
                a->call.in = arena_alloc(c->mem, op->in->size);
                if (!field_read(c, op->in, READ_NEW, a->call.raw_body, a->call.in))
                    return false;
            }
            return op->run(c, &a->call);
        }
    return fail(c, INTERNAL, NULL, "there is no %s %s", a->method, a->path);
}

bool ask(Ctx *c, const char *method, const char *path, Id id, const char *body)
{
    Ask a = { method, path, { .id = id, .raw_body = str_of(body) } };
    return in_write(c, ask_unit, &a);
}

void save(Ctx *c, const char *label, Id account, const char *value)
{
    const char *of = account ? str_fmt(c->mem, ",\"account_id\":\"%.*s\"",
                                       STR_ARG(id_text(c->mem, "acc", account)))
                                   .p
                             : "";
    CHECK(ask(c, "POST", "/statements/passwords", 0,
              str_fmt(c->mem, "{\"label\":\"%s\",\"value\":\"%s\"%s}", label, value, of).p));
}

typedef struct {
    Id id;
    DbRows rows;
} Log;

static bool read_log(Ctx *c, void *arg)
{
    static const Query q = {
        .name = "test_log",
        .params = 2,
        .sql = "SELECT stage, status, details FROM stage_log WHERE workspace_id = $1 AND "
               "import_id = $2 ORDER BY id"
    };
    Log *l = arg;
    l->rows = db_rows(c, &q, DB_ARGS(V_INT(c->workspace_id), V_INT(l->id)));
    return !failed(c);
}

/* "decrypt completed: 70 bytes; …" of the nth line. */
static Str log_line_of(Ctx *c, Id id, ptrdiff_t n)
{
    Log l = { .id = id };
    CHECK(in_read(c, read_log, &l));
    if (n >= l.rows.n)
        return S("(none)");
    return str_fmt(c->mem, "%.*s %.*s: %.*s", STR_ARG(db_text(&l.rows, n, "stage")),
                   STR_ARG(db_text(&l.rows, n, "status")), STR_ARG(db_text(&l.rows, n, "details")));
}

void check_log(Ctx *c, Id id, ptrdiff_t n, const char *begins, const char *holds)
{
    Str line = log_line_of(c, id, n);
    if (!CHECK(str_starts(line, str_of(begins)) && str_find(line, str_of(holds), 0) >= 0))
        printf("# the log's line %td is: %.*s\n", n, STR_ARG(line));
}

int run_cases(const TestCase *cases, ptrdiff_t n, int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&locked_reader);
    case_folder = test_scratch("vault");
    log_level(LOG_NOTHING);
    int status = run_tests(cases, n, argc, argv);
    return status;
}
