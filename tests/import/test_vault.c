/* Protected files, the vault, the virus scanner before the reader, kept files, and a key that is changed with the
 * process killed in between. The reader here opens files that begin with "LOCKED password" as a PDF's would. */
#include "blob/blob.h"
#include "blob/key.h"
#include "blob/seal.h"
#include "db/db_case.h"
#include "store_case.h"

#include "field/read.h"
#include "import/files.h"
#include "import/import.h"
#include "import/keep.h"
#include "import/vault.h"
#include "ledger/account.h"
#include "sandbox/sandbox.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/florin-test-vault-XXXXXX";
static const char canary[] = "Zitronenfalter-4711-quer";
static const char table[] = "Date;Description;Amount\n2024-01-02;Bakery;-4.50\n2024-01-03;Salary;2000.00\n";

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

static const SandboxReader reader = { .stream = stream, .cells = cells };

/* --- helpers --- */

static void start(Ctx *c, const ImportOptions *o, const char *keys)
{
    ImportOptions with = o ? *o : (ImportOptions){ 0 };
    with.folder = folder;
    CHECK(key_start(c, &(KeyOptions){ .text = str_of(keys) }));
    import_start(&with);
}

static const char key_a[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
static const char key_b[] = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff101112131415161718191a1b1c1d1e1f";

typedef struct {
    Import imp;
    bool with_job;
} Add;

static bool add_import(Ctx *c, void *arg)
{
    Add *a = arg;
    return import_add(c, &a->imp, a->with_job);
}

static Import send_file(Ctx *c, const char *text, const ImportFile *file)
{
    Add a = { 0 };
    int fd CLEAN(clean_fd) = memfd_create("statement", MFD_CLOEXEC);
    CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    CHECK(import_keep(c, fd, file, &a.imp));
    CHECK(in_write(c, add_import, &a));
    return a.imp;
}

static Import run(Ctx *c, Id id)
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

static Id an_account(Ctx *c)
{
    Id id = 0;
    CHECK(in_write(c, new_account, &id));
    return id;
}

/* Each of another month, so that none is a duplicate of another. */
static const char *locked(Ctx *c, const char *password)
{
    static int month;
    month = month % 12 + 1;
    return str_fmt(c->mem, "LOCKED %s\nDate;Description;Amount\n2023-%02d-02;Bakery;-4.50\n2023-%02d-03;Salary;2000.00\n",
                   password, month, month).p;
}

/* One operation of the room, as a client asks for it. */
typedef struct {
    const char *method, *path;
    Call call;
} Ask;

static bool ask_unit(Ctx *c, void *arg)
{
    static const OperationTable *const tables[] = { &vault_operations, &file_operations, &retry_operations };
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

static bool ask(Ctx *c, const char *method, const char *path, Id id, const char *body)
{
    Ask a = { method, path, { .id = id, .raw_body = str_of(body) } };
    return in_write(c, ask_unit, &a);
}

static void save(Ctx *c, const char *label, Id account, const char *value)
{
    const char *of = account ? str_fmt(c->mem, ",\"account_id\":\"%.*s\"", STR_ARG(id_text(c->mem, "acc", account))).p
                             : "";
    CHECK(ask(c, "POST", "/statements/passwords", 0,
              str_fmt(c->mem, "{\"label\":\"%s\",\"value\":\"%s\"%s}", label, value, of).p));
}

typedef struct {
    Str label;
    StatementPassword p;
} Saved;

static bool read_saved(Ctx *c, void *arg)
{
    static const Query q = { .name = "test_saved", .params = 2,
                             .sql = "SELECT id FROM statement_password WHERE workspace_id = $1 AND label = $2" };
    Saved *s = arg;
    Id id = db_one_int(c, &q, DB_ARGS(V_INT(c->workspace_id), V_TEXT(s->label)));
    return id && resource_get(c, &statement_password_resource, id, &s->p);
}

static StatementPassword saved(Ctx *c, const char *label)
{
    Saved s = { .label = str_of(label) };
    CHECK(in_read(c, read_saved, &s));
    return s.p;
}

typedef struct {
    Id id;
    DbRows rows;
} Log;

static bool read_log(Ctx *c, void *arg)
{
    static const Query q = { .name = "test_log", .params = 2,
                             .sql = "SELECT stage, status, details FROM stage_log WHERE workspace_id = $1 AND "
                                    "import_id = $2 ORDER BY id" };
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

static void check_log(Ctx *c, Id id, ptrdiff_t n, const char *begins, const char *holds)
{
    Str line = log_line_of(c, id, n);
    if (!CHECK(str_starts(line, str_of(begins)) && str_find(line, str_of(holds), 0) >= 0))
        printf("# the log's line %td is: %.*s\n", n, STR_ARG(line));
}

/* --- passwords --- */

static void a_password(Ctx *c)
{
    start(c, NULL, key_a);
    ImportFile file = { .filename = S("locked.pdf"), .account_id = an_account(c) };
    Import imp = send_file(c, locked(c, canary), &file);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_FAILED);
    CHECK_STR(imp.error_code, S("password_required"));
    CHECK(imp.is_password_protected && imp.is_file_kept);
    CHECK_INT(imp.attempts, 1);
    check_log(c, imp.id, 0, "decrypt completed: ", " bytes; no virus scanner is configured");
    check_log(c, imp.id, 1, "extract failed: ", "needs a password");

    CHECK(ask(c, "POST", "/imports/:id/retry", imp.id, "{\"password\":\"wrong\"}"));
    imp = run(c, imp.id);
    CHECK_STR(imp.error_code, S("password_wrong"));
    CHECK_INT(imp.attempts, 2);
    CHECK(!imp.given_password.p);

    CHECK(ask(c, "POST", "/imports/:id/retry", imp.id,
              str_fmt(c->mem, "{\"password\":\"%s\",\"save_password\":\"Giro\"}", canary).p));
    CHECK(import_get(c, imp.id, &imp));
    CHECK(imp.given_password.n > 0 && str_find(imp.given_password, str_of(canary), 0) < 0);
    CHECK(!imp.error_code.p);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.successful_imports, 2);
    CHECK_INT(imp.attempts, 3);
    CHECK(!imp.given_password.p && !imp.given_key_id.p && !imp.save_password.p);
    StatementPassword p = saved(c, "Giro");
    CHECK(p.id && p.id == imp.password_id && p.account_id == file.account_id);
    CHECK_INT(p.times_used, 1);
    check_log(c, imp.id, 4, "decrypt completed: ", "; opened with the password that was given");
    check_log(c, imp.id, 9, "complete completed: ", "2 new transactions");

    /* the next one opens by itself */
    file.password = file.save_password = (Str){ 0 };
    imp = send_file(c, locked(c, canary), &file);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.password_id, p.id);
    CHECK_INT(saved(c, "Giro").times_used, 2);
    CHECK(saved(c, "Giro").last_used_at > 0);
    check_log(c, imp.id, 0, "decrypt completed: ", "; opened with the saved password 'Giro'");

    /* unless it is told not to try */
    file.only_password = true;
    imp = send_file(c, locked(c, canary), &file);
    CHECK_STR(run(c, imp.id).error_code, S("password_required"));
    file.only_password = false;
    imp = send_file(c, locked(c, "another"), &file);
    imp = run(c, imp.id);
    CHECK_STR(imp.error_code, S("password_required")); /* nobody gave one that is wrong */
    CHECK(str_find(imp.error_details, S("none of the 1 saved ones"), 0) > 0);
}

static void a_password_opens_saves_and_is_forgotten(Ctx *c)
{
    on_each_store(c, a_password);
}

/* The account's own, most used, come first; not more than there is room for. */
static void order_of_tries(Ctx *c)
{
    VaultTries t;
    start(c, NULL, key_a);
    Import imp = { .account_id = an_account(c), .try_saved_passwords = true };
    Id other = an_account(c);
    save(c, "other", other, "v-other");
    save(c, "of none", 0, "v-none");
    save(c, "mine", imp.account_id, "v-mine");
    save(c, "mine too", imp.account_id, "v-mine-too");
    ImportFile file = { .filename = S("x"), .account_id = imp.account_id };
    Import used = send_file(c, locked(c, "v-mine"), &file);
    CHECK_INT(run(c, used.id).status, IMPORT_COMPLETED);
    CHECK(vault_tries(c, &imp, NULL, &t));
    CHECK_INT(t.n, 4);
    CHECK_STR(t.values[0], S("v-mine"));
    CHECK_STR(t.values[1], S("v-mine-too"));
    CHECK(!t.has_given);
    vault_forget(&t);
    CHECK_INT(t.n, 0);
    for (int i = 0; i < 30; i++)
        save(c, str_fmt(c->mem, "more %d", i).p, 0, "v");
    CHECK(vault_tries(c, &imp, NULL, &t));
    CHECK_INT(t.n, VAULT_TRIES);
    CHECK_STR(t.values[0], S("v-mine"));
    vault_forget(&t);
    c->workspace_id = 2;
    CHECK(vault_tries(c, &(Import){ .try_saved_passwords = true }, NULL, &t));
    CHECK_INT(t.n, 0);
    c->workspace_id = 1;
}

static void likely_passwords_are_tried_first(Ctx *c)
{
    on_each_store(c, order_of_tries);
}

static bool swap_values(Ctx *c, void *arg)
{
    static const Query q = { .name = "test_swap", .params = 1, .writes = true,
                             .sql = "UPDATE statement_password SET sealed = (SELECT b.sealed FROM statement_password b "
                                    "WHERE b.workspace_id = $1 AND b.label = 'two') "
                                    "WHERE workspace_id = $1 AND label = 'one'" };
    (void)arg;
    return db_run(c, &q, DB_ARGS(V_INT(c->workspace_id))) == 1;
}

/* Who can write to the database cannot make one row's value another's. */
static void values_stay(Ctx *c)
{
    VaultTries t;
    start(c, NULL, key_a);
    save(c, "one", 0, "v1");
    save(c, "two", 0, "v2");
    CHECK(in_write(c, swap_values, NULL));
    CHECK(!vault_tries(c, &(Import){ .try_saved_passwords = true }, NULL, &t));
    CHECK_FAILED(c, INTERNAL);
}

static void a_value_is_bound_to_its_row(Ctx *c)
{
    on_each_store(c, values_stay);
}

/* --- nowhere to be found --- */

static bool file_holds(Ctx *c, const char *path, const char *word)
{
    int fd CLEAN(clean_fd) = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st))
        return false;
    char *p = NEW_ARRAY(c->mem, char, st.st_size + 1);
    CHECK(read(fd, p, (size_t)st.st_size) == st.st_size);
    return memmem(p, (size_t)st.st_size, word, strlen(word)) != NULL;
}

/* A password given, saved, used and wrong: neither the database with its log, nor a backup, nor what was
 * logged holds it, while something else that was stored is found by the same search. */
static void the_canary_is_nowhere(Ctx *c)
{
    const char *base = str_fmt(c->mem, "%s/canary.db", folder).p, *log = str_fmt(c->mem, "%s/log", folder).p;
    const char *backup = str_fmt(c->mem, "%s/backup.db", folder).p;
    start(c, NULL, key_a);
    int kept = dup(STDERR_FILENO), to = open(log, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    dup2(to, STDERR_FILENO);
    log_level(LOG_DEBUG);
    Store *s = store_open(c, str_fmt(c->mem, "sqlite:%s", base), &(StoreOptions){ .quick_sync = true });
    CHECK(s && store_migrate(s, c) > 0);
    *c = (Ctx){ .mem = c->mem, .store = s, .workspace_id = 1, .user_id = 7, .role = ROLE_OWNER,
                .now_ms = clock_now_ms() };
    ImportFile file = { .filename = S("visible-name.pdf"), .account_id = an_account(c),
                        .password = str_of(canary), .save_password = S("Giro") };
    Add a = { .with_job = true };
    int fd CLEAN(clean_fd) = memfd_create("statement", MFD_CLOEXEC);
    const char *text = locked(c, "something else");
    CHECK(write(fd, text, strlen(text)) > 0);
    CHECK(import_keep(c, fd, &file, &a.imp) && in_write(c, add_import, &a));
    static const JobTable *tables = &import_job_kinds;
    CHECK(job_run_due(c, s, tables, 1) > 0); /* wrong, logged */
    CHECK(import_get(c, a.imp.id, &a.imp) && str_eq(a.imp.error_code, S("password_wrong")));
    Import imp = send_file(c, locked(c, canary), &file);
    CHECK_INT(run(c, imp.id).status, IMPORT_COMPLETED);
    CHECK(store_backup(s, c, str_of(backup)));
    const char *wal = str_fmt(c->mem, "%s-wal", base).p;
    bool there = file_holds(c, base, canary) || file_holds(c, wal, canary) || file_holds(c, backup, canary) ||
                 file_holds(c, log, canary);
    CHECK(!there);
    CHECK(file_holds(c, backup, "visible-name.pdf"));
    store_close(s);
    c->store = NULL;
    CHECK(!file_holds(c, base, canary));
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(to);
    log_level(LOG_NOTHING);
    CHECK(file_holds(c, log, "import.read"));
    struct stat st;
    CHECK(stat(log, &st) == 0 && st.st_size > 0);
    /* the file that was kept holds it, sealed */
    CHECK(!file_holds(c, str_fmt(c->mem, "%s/%.*s.sealed", folder, STR_ARG(id_text(c->mem, "imp", imp.id))).p, canary));
}

/* --- the scanner --- */

typedef struct {
    int fd;
    const char *answer;
} Scanner;

static void *scanner(void *arg)
{
    const Scanner *s = arg;
    static char bytes[1 << 16];
    for (int fd; (fd = accept(s->fd, NULL, NULL)) >= 0; close(fd)) {
        /* all of these files come in one piece: command, chunk, end */
        size_t n = 0;
        while (n < 14 || memcmp(bytes + n - 4, "\0\0\0\0", 4) != 0) {
            ssize_t got = read(fd, bytes + n, sizeof bytes - n);
            if (got <= 0)
                break;
            n += (size_t)got;
        }
        const char *answer = memmem(bytes, n, "VIRUS", 5) ? "stream: Some.Virus FOUND" : s->answer;
        CHECK(write(fd, answer, strlen(answer) + 1) > 0);
    }
    return NULL;
}

static int listen_here(int *port)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&a, n) || listen(fd, 8) || getsockname(fd, (struct sockaddr *)&a, &n))
        return -1;
    *port = ntohs(a.sin_port);
    return fd;
}

static void scanned(Ctx *c)
{
    int port = 0;
    Scanner s = { .fd = listen_here(&port), .answer = "stream: OK" };
    pthread_t thread;
    Import imp;
    ImportOptions with = { .scanner = str_fmt(c->mem, "127.0.0.1:%d", port) };
    start(c, &with, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c) };
    /* the scanner is not there: nothing is read, nothing is lost */
    ImportOptions none = { .scanner = S("127.0.0.1:1") };
    start(c, &none, key_a);
    imp = send_file(c, "BREAK the reader, if it gets this far", &file);
    CHECK(!import_run(c, imp.id, NULL));
    CHECK_FAILED(c, UNAVAILABLE);
    CHECK(import_get(c, imp.id, &imp));
    CHECK_INT(imp.status, IMPORT_PROCESSING);
    CHECK(imp.stage == STAGE_DECRYPT && imp.is_file_kept);
    check_log(c, imp.id, 0, "decrypt failed: ", "waits until it has been scanned");
    imp = send_file(c, table, &file);
    CHECK(!import_run(c, imp.id, NULL));
    CHECK_FAILED(c, UNAVAILABLE);
    /* it is back */
    CHECK(pthread_create(&thread, NULL, scanner, &s) == 0);
    start(c, &with, key_a);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.attempts, 2);
    check_log(c, imp.id, 1, "decrypt completed: ", "the virus scanner found nothing");
    /* a file that it does not like is never read, and goes */
    imp = send_file(c, "BREAK the VIRUS", &file);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_FAILED);
    CHECK_STR(imp.error_code, S("infected"));
    CHECK(str_find(imp.error_details, S("Some.Virus"), 0) > 0);
    CHECK(!imp.is_file_kept);
    CHECK(!ask(c, "POST", "/imports/:id/retry", imp.id, "{}"));
    CHECK_FAILED(c, GONE);
    static const JobTable *tables = &import_job_kinds;
    job_run_due(c, c->store, tables, 1);
    bool there = true;
    CHECK(blob_find(c, id_text(c->mem, "imp", imp.id), &there) && !there);
    shutdown(s.fd, SHUT_RDWR);
    pthread_join(thread, NULL);
    close(s.fd);
    start(c, NULL, key_a);
}

static void what_is_not_scanned_is_not_read(Ctx *c)
{
    on_each_store(c, scanned);
}

/* --- turns, locks --- */

static void in_turns(Ctx *c)
{
    int turn = -1, held = -1;
    start(c, NULL, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c) };
    Import imp = send_file(c, locked(c, "unknown"), &file), broken = send_file(c, "BREAK", &file);
    /* another file of the workspace is being booked: this one is read all the same, up to what is wrong with it */
    CHECK(keep_turn(c, &turn));
    CHECK_STR(run(c, imp.id).error_code, S("password_required"));
    broken = run(c, broken.id);
    CHECK_STR(broken.error_code, S("unreadable"));
    CHECK_INT(broken.status, IMPORT_FAILED);
    close(turn);
    /* one is run once at a time */
    imp = send_file(c, table, &file);
    CHECK(keep_hold(c, &imp, &held) == KEEP_HELD);
    CHECK(!import_run(c, imp.id, NULL));
    CHECK_FAILED(c, BUSY);
    close(held);
    CHECK_INT(run(c, imp.id).status, IMPORT_COMPLETED);
    CHECK_INT(run(c, imp.id).successful_imports, 2); /* and it stays so */
    CHECK_INT(run(c, imp.id).attempts, 1);
    /* from before encryption */
    file.account_id = an_account(c);
    Import old = send_file(c, table, &file);
    Str name = id_text(c->mem, "imp", old.id);
    CHECK(blob_drop(c, name));
    CLEAN(clean_file) FILE *f = fopen(str_fmt(c->mem, "%s/%.*s", folder, STR_ARG(name)).p, "we");
    CHECK(f && fputs(table, f) > 0 && fflush(f) == 0);
    CHECK_INT(run(c, old.id).status, IMPORT_COMPLETED);
}

static void files_are_read_before_their_turn(Ctx *c)
{
    on_each_store(c, in_turns);
}

/* --- how long files are kept --- */

static bool is_kept(Ctx *c, Id id)
{
    bool there = false;
    Import imp;
    CHECK(blob_find(c, id_text(c->mem, "imp", id), &there) && import_get(c, id, &imp));
    CHECK(there == imp.is_file_kept);
    return there;
}

static void sweep(Ctx *c)
{
    Id was = c->workspace_id;
    c->system = true;
    c->workspace_id = 0;
    CHECK(keep_sweep(c));
    c->system = false;
    c->workspace_id = was;
}

static void kept(Ctx *c)
{
    static const JobTable *tables = &import_job_kinds;
    int64_t now = clock_now_ms();
    start(c, NULL, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c) };
    Import first = send_file(c, table, &file), bad = send_file(c, "nothing", &file);
    run(c, first.id);
    CHECK_INT(run(c, bad.id).status, IMPORT_FAILED);
    Import orphan = { 0 };
    int fd CLEAN(clean_fd) = memfd_create("statement", MFD_CLOEXEC);
    CHECK(write(fd, "x", 1) == 1 && import_keep(c, fd, &file, &orphan)); /* no row: a crash came between */
    clock_fix(now + 400LL * DAY_MS);
    sweep(c); /* for ever is the rule, for what an import knows */
    CHECK(is_kept(c, first.id) && is_kept(c, bad.id));
    bool there = true;
    CHECK(blob_find(c, id_text(c->mem, "imp", orphan.id), &there) && !there);
    clock_fix(now);
    ImportOptions days = { .retention_days = 30 };
    start(c, &days, key_a);
    clock_fix(now + 29LL * DAY_MS);
    sweep(c);
    CHECK(is_kept(c, first.id) && is_kept(c, bad.id));
    clock_fix(now + 31LL * DAY_MS);
    sweep(c);
    CHECK(!is_kept(c, first.id) && !is_kept(c, bad.id));
    /* until it is imported; what failed may be tried again for a week */
    clock_fix(now);
    ImportOptions till_done = { .retention_days = -1 };
    start(c, &till_done, key_a);
    file.account_id = an_account(c);
    first = send_file(c, table, &file);
    bad = send_file(c, "nothing", &file);
    run(c, first.id);
    CHECK_INT(run(c, bad.id).status, IMPORT_FAILED);
    job_run_due(c, c->store, tables, 1);
    CHECK(!is_kept(c, first.id) && is_kept(c, bad.id));
    clock_fix(now + 8LL * DAY_MS);
    sweep(c);
    CHECK(!is_kept(c, bad.id));
    clock_fix(0);
    start(c, NULL, key_a);
}

static void files_are_kept_as_long_as_said(Ctx *c)
{
    on_each_store(c, kept);
}

/* --- another key, and the process killed in between --- */

enum { ROTATED_FILES = 60, ROTATED_PASSWORDS = 40 };

static const char *key_file(Ctx *c)
{
    return str_fmt(c->mem, "%s/rotated.key", folder).p;
}

static bool start_rotated(Ctx *c, Str at)
{
    bool ok = key_start(c, &(KeyOptions){ .file = str_c(c->mem, at),
                                          .lock = str_fmt(c->mem, "%.*s.lock", STR_ARG(at)).p });
    import_start(&(ImportOptions){ .folder = str_fmt(c->mem, "%.*s.files", STR_ARG(at)).p });
    return ok;
}

/* What is killed: `test_vault rotate URL KEYS`. */
static int rotate_process(char **argv)
{
    Ctx c = ctx_new("rotate", LIMIT_JOB_ARENA_BYTES);
    int64_t n;
    bool dropped, ok;
    ok = start_rotated(&c, str_of(argv[3]));
    c.store = store_open(&c, str_of(argv[2]), &(StoreOptions){ .quick_sync = true });
    c.system = true;
    ok = ok && c.store && key_rotate(&c) && import_rotate(&c, &n, &dropped);
    if (!ok)
        printf("# rotate: %.*s (%.*s)\n", STR_ARG(c.failure.detail), STR_ARG(c.failure.internal));
    if (c.store)
        store_close(c.store);
    ctx_done(&c);
    return ok ? 0 : 1;
}

static const char *program;
static Str store_url;

/* Whether it came to its end before it was killed. */
static bool rotate_and_kill(Ctx *c, int64_t after_us)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        execl("/proc/self/exe", program, "rotate", str_c(c->mem, store_url), key_file(c), (char *)NULL);
        _exit(127);
    }
    int64_t until = clock_mono_ns() + after_us * 1000;
    bool ended = false;
    while (!(ended = waitpid(pid, &status, WNOHANG) == pid) && clock_mono_ns() < until)
        nanosleep(&(struct timespec){ 0, 100000 }, NULL);
    if (!ended) {
        kill(pid, SIGKILL);
        CHECK(waitpid(pid, &status, 0) == pid);
    }
    CHECK(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return !WIFSIGNALED(status);
}

static void all_opens(Ctx *c, const Import *imports)
{
    VaultTries t;
    for (int i = 0; i < ROTATED_FILES; i++) {
        int fd CLEAN(clean_fd) = keep_open(c, &imports[i]);
        CHECK(fd >= 0);
    }
    CHECK(vault_tries(c, &(Import){ .try_saved_passwords = true }, NULL, &t));
    CHECK_INT(t.n, VAULT_TRIES);
    vault_forget(&t);
    Import given;
    CHECK(import_get(c, imports[0].id, &given) && vault_tries(c, &given, NULL, &t));
    CHECK(t.has_given);
    CHECK_STR(t.values[0], str_of(canary));
    vault_forget(&t);
}

/* How many of the files are sealed under a key. */
static int under(Ctx *c, const Import *imports, Str key)
{
    int n = 0;
    for (int i = 0; i < ROTATED_FILES; i++) {
        uint8_t head[SEAL_HEAD_BYTES];
        Str id = { 0 };
        int fd CLEAN(clean_fd) = open(str_fmt(c->mem, "%s.files/%.*s.sealed", key_file(c),
                                              STR_ARG(id_text(c->mem, "imp", imports[i].id))).p, O_RDONLY);
        CHECK(read(fd, head, sizeof head) == sizeof head && sealed_under(c->mem, head, sizeof head, &id));
        n += str_eq(id, key);
    }
    return n;
}

static void rotated(Ctx *c)
{
    Import *imports = NEW_ARRAY(c->mem, Import, ROTATED_FILES);
    unlink(key_file(c));
    CHECK(start_rotated(c, str_of(key_file(c))));
    Str first = key_id(c);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c), .password = str_of(canary) };
    for (int i = 0; i < ROTATED_FILES; i++)
        imports[i] = send_file(c, table, &file);
    for (int i = 0; i < ROTATED_PASSWORDS; i++)
        save(c, str_fmt(c->mem, "password %d", i).p, 0, "value");
    /* This process is a server that goes on, and looks at the keys with each use. */
    bool done = false;
    int halfway = 0;
    for (int64_t us = 4000; !done && us < 20000000; us += us < 100000 ? 4000 : us / 8) {
        done = rotate_and_kill(c, us);
        int left = under(c, imports, first);
        halfway += left > 0 && left < ROTATED_FILES;
        if (left < ROTATED_FILES)
            all_opens(c, imports);
    }
    CHECK(done && halfway > 0);
    CHECK(!str_eq(key_id(c), first));
    CHECK_INT(under(c, imports, first), 0);
    /* this process still holds the keys, so the old one stays */
    CHECK_INT(key_count(c), 2);
    all_opens(c, imports);
    c->system = true;
    int64_t n = 0;
    bool dropped = false;
    CHECK(import_rotate(c, &n, &dropped) && dropped);
    c->system = false;
    CHECK_INT(n, 0); /* there was nothing left to do */
    CHECK_INT(key_count(c), 1);
    all_opens(c, imports);
    for (int i = 0; i < ROTATED_FILES; i++)
        CHECK(keep_drop(c, imports[i].id));
    start(c, NULL, key_a);
}

static void on_a_file(Ctx *c, Str url)
{
    Store *s = store_open(c, url, &(StoreOptions){ .quick_sync = true });
    store_url = url;
    if (!CHECK(s && store_migrate(s, c) > 0))
        return;
    c->store = s;
    c->workspace_id = 1;
    c->user_id = 7;
    c->role = ROLE_OWNER;
    rotated(c);
    store_close(s);
    c->store = NULL;
}

static void a_rotation_that_is_killed_goes_on(Ctx *c)
{
    on_a_file(c, fresh_sqlite(c, "rotate"));
    Str postgres = fresh_postgres(c);
    if (postgres.p)
        on_a_file(c, postgres);
    else
        test_skip("PostgreSQL: FLORIN_TEST_PG is not set (tests/services.sh sets it)");
}

/* The keys stand in a setting: its owner puts the new one first, and everything moves to it. */
static void by_setting(Ctx *c)
{
    int64_t n = 0;
    bool dropped = true;
    VaultTries t;
    start(c, NULL, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c), .password = S("p") };
    Import imp = send_file(c, table, &file);
    save(c, "one", 0, "v1");
    start(c, NULL, str_fmt(c->mem, "%s,%s", key_b, key_a).p);
    c->system = true;
    CHECK(import_rotate(c, &n, &dropped) && !dropped);
    c->system = false;
    CHECK(n >= 3);
    start(c, NULL, key_b);
    int fd CLEAN(clean_fd) = keep_open(c, &imp);
    CHECK(fd >= 0);
    CHECK(import_get(c, imp.id, &imp) && vault_tries(c, &imp, NULL, &t) && t.n == 2);
    vault_forget(&t);
    start(c, NULL, key_a);
}

static void a_key_of_a_setting_is_replaced(Ctx *c)
{
    on_each_store(c, by_setting);
}

int main(int argc, char **argv)
{
    program = argv[0];
    if (argc == 4 && !strcmp(argv[1], "rotate"))
        return rotate_process(argv);
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&reader);
    if (!mkdtemp(folder))
        return 1;
    log_level(LOG_NOTHING);
    const TestCase cases[] = {
        CASE(a_password_opens_saves_and_is_forgotten),
        CASE(likely_passwords_are_tried_first),
        CASE(a_value_is_bound_to_its_row),
        CASE(the_canary_is_nowhere),
        CASE(what_is_not_scanned_is_not_read),
        CASE(files_are_read_before_their_turn),
        CASE(files_are_kept_as_long_as_said),
        CASE(a_key_of_a_setting_is_replaced),
        CASE(a_rotation_that_is_killed_goes_on),
    };
    int status = RUN_TESTS(cases, argc, argv);
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) ? 1 : status;
}
