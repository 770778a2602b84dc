/* Kept files: scanned before they are read, read before their turn, kept as long as said, sealed
 * under another key with the process killed in between. */
#include "vault_case.h"

#include "blob/seal.h"
#include "db/db_case.h"
#include "import/files.h"
#include "import/keep.h"
#include "scanner_case.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- the scanner --- */

/* What a client would get of the file's bytes. */
static FailCode shown(Ctx *c, Id id)
{
    Import imp;
    CHECK(import_get(c, id, &imp));
    int fd CLEAN(clean_fd) = keep_open_clean(c, &imp);
    FailCode code = c->failure.code;
    CHECK((fd >= 0) == !failed(c));
    fail_clear(c);
    return code;
}

static void scanned(Ctx *c)
{
    Import imp, waiting;
    Scanner s = scanner_new(c);
    ImportOptions with = { .scanner = s.address };
    case_start(c, &with, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c) };
    /* the scanner is not there: nothing is read or shown, nothing is lost */
    ImportOptions none = { .scanner = S("127.0.0.1:1") };
    case_start(c, &none, key_a);
    waiting = send_file(c, "BREAK the reader, if it gets this far", &file);
    CHECK_INT(shown(c, waiting.id), CONFLICT);
    CHECK(!import_run(c, waiting.id, NULL));
    CHECK_FAILED(c, UNAVAILABLE);
    CHECK(import_get(c, waiting.id, &imp));
    CHECK_INT(imp.status, IMPORT_PROCESSING);
    CHECK(imp.stage == STAGE_DECRYPT && imp.is_file_kept);
    check_log(c, imp.id, 0, "decrypt failed: ", "read before it has been scanned");
    CHECK_INT(shown(c, waiting.id), CONFLICT);
    imp = send_file(c, table, &file);
    CHECK(!import_run(c, imp.id, NULL));
    CHECK_FAILED(c, UNAVAILABLE);
    /* it is back */
    scanner_start(&s);
    case_start(c, &with, key_a);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.attempts, 2);
    check_log(c, imp.id, 1, "decrypt completed: ", "the virus scanner found nothing");
    CHECK_INT(shown(c, imp.id), NO_FAILURE);
    case_start(c, &none, key_a);
    CHECK_INT(shown(c, imp.id), NO_FAILURE); /* what was found clean does not need it again */
    case_start(c, &with, key_a);
    /* a file that it does not like is never read, and goes */
    imp = send_file(c, "BREAK the VIRUS", &file);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_FAILED);
    CHECK_STR(imp.error_code, S("infected"));
    CHECK(str_find(imp.error_details, S("Some.Virus"), 0) > 0);
    CHECK(!imp.is_file_kept);
    CHECK_INT(shown(c, imp.id), GONE);
    CHECK(!ask(c, "POST", "/imports/:id/retry", imp.id, "{}"));
    CHECK_FAILED(c, GONE);
    static const JobTable *tables = &import_job_kinds;
    job_run_due(c, c->store, tables, 1);
    bool there = true;
    CHECK(blob_find(c, id_text(c->mem, "imp", imp.id), &there) && !there);
    /* what came before there was a scanner is shown to it before it is shown to people */
    case_start(c, NULL, key_a);
    Import old = run(c, send_file(c, table, &file).id),
           bad = run(c, send_file(c, "a VIRUS", &file).id);
    CHECK_INT(bad.status, IMPORT_FAILED);
    CHECK_INT(shown(c, bad.id), NO_FAILURE);
    case_start(c, &with, key_a);
    CHECK_INT(shown(c, old.id), NO_FAILURE);
    CHECK_INT(shown(c, bad.id), INFECTED);
    case_start(c, &none, key_a);
    CHECK_INT(shown(c, old.id), UNAVAILABLE);
    scanner_stop(&s);
    case_start(c, NULL, key_a);
}

static void what_is_not_scanned_is_not_read(Ctx *c)
{
    on_each_store(c, scanned);
}

/* --- turns, locks --- */

static void in_turns(Ctx *c)
{
    int turn = -1, held = -1;
    case_start(c, NULL, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c) };
    Import imp = send_file(c, locked(c, "unknown"), &file), broken = send_file(c, "BREAK", &file);
    /* another file of the workspace is being booked: this one is read all the same, up to what is
     * wrong with it */
    CHECK(keep_turn(c, NULL, 0, &turn));
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
    CLEAN(clean_file)
    FILE *f = fopen(str_fmt(c->mem, "%s/%.*s", case_folder, STR_ARG(name)).p, "we");
    CHECK(f && fputs(table, f) > 0 && fflush(f) == 0);
    CHECK_INT(run(c, old.id).status, IMPORT_COMPLETED);
}

/* A job of workspace 2, which nobody of these tests runs. */
static bool add_of_others(Ctx *c, void *arg)
{
    (void)arg;
    static const JobKind other = { .name = "test.other", .queue = "files" };
    return job_add(c, &other, NULL, NULL) != 0;
}

typedef struct {
    Id id;
    int n;
    Str status;
    int64_t attempts;
} JobOf;

static bool job_of(Ctx *c, void *arg)
{
    static const Query q = {
        .name = "test_job_of",
        .params = 2,
        .sql = "SELECT status, attempts FROM job WHERE workspace_id = $1 AND payload LIKE $2"
    };
    JobOf *j = arg;
    Str like = str_fmt(c->mem, "%%%.*s%%", STR_ARG(id_text(c->mem, "imp", j->id)));
    DbRows r = db_rows(c, &q, DB_ARGS(V_INT(c->workspace_id), V_TEXT(like)));
    j->n = (int)r.n;
    if (r.n) {
        j->status = db_text(&r, 0, "status");
        j->attempts = db_int(&r, 0, "attempts");
    }
    return !failed(c);
}

/* An import whose turn has not come gives its worker to others, and has lost nothing. */
static void gives_way(Ctx *c)
{
    static const JobTable *tables = &import_job_kinds;
    int turn = -1;
    case_start(c, NULL, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c), .password = S("p") };
    Import imp = send_with_job(c, table, &file);
    Ctx other = *c;
    other.workspace_id = 2;
    CHECK(in_write(&other, add_of_others, NULL));
    CHECK(keep_turn(c, NULL, 0, &turn));
    int64_t began = clock_mono_ns();
    CHECK(job_run_due(c, c->store, tables, 1) >= 1);
    CHECK((clock_mono_ns() - began) / 1000000 < 5000);
    JobOf j = { .id = imp.id };
    CHECK(in_read(c, job_of, &j));
    CHECK_INT(j.n, 1);
    CHECK_STR(j.status, S("pending"));
    CHECK_INT(j.attempts, 0);
    CHECK(import_get(c, imp.id, &imp));
    CHECK_INT(imp.status, IMPORT_PENDING);
    CHECK_INT(imp.attempts, 0);
    close(turn);
    for (int i = 0; i < 200 && imp.status != IMPORT_COMPLETED; i++) {
        nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
        job_run_due(c, c->store, tables, 1);
        CHECK(import_get(c, imp.id, &imp));
    }
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.attempts, 1);
    CHECK_INT(imp.successful_imports, 2);
}

static void an_import_whose_turn_has_not_come_gives_way(Ctx *c)
{
    on_each_store(c, gives_way);
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
    case_start(c, NULL, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c) };
    Import first = send_file(c, table, &file), bad = send_file(c, "nothing", &file);
    run(c, first.id);
    CHECK_INT(run(c, bad.id).status, IMPORT_FAILED);
    Import orphan = { 0 };
    int fd CLEAN(clean_fd) = memfd_create("statement", MFD_CLOEXEC);
    CHECK(write(fd, "x", 1) == 1 &&
          import_keep(c, fd, &file, &orphan)); /* no row: a crash came between */
    clock_fix(now + 400LL * DAY_MS);
    sweep(c); /* for ever is the rule, for what an import knows */
    CHECK(is_kept(c, first.id) && is_kept(c, bad.id));
    bool there = true;
    CHECK(blob_find(c, id_text(c->mem, "imp", orphan.id), &there) && !there);
    clock_fix(now);
    ImportOptions days = { .retention_days = 30 };
    case_start(c, &days, key_a);
    clock_fix(now + 29LL * DAY_MS);
    sweep(c);
    CHECK(is_kept(c, first.id) && is_kept(c, bad.id));
    clock_fix(now + 31LL * DAY_MS);
    sweep(c);
    CHECK(!is_kept(c, first.id) && !is_kept(c, bad.id));
    /* until it is imported; what failed may be tried again for a week */
    clock_fix(now);
    ImportOptions till_done = { .retention_days = -1 };
    case_start(c, &till_done, key_a);
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
    case_start(c, NULL, key_a);
}

static void files_are_kept_as_long_as_said(Ctx *c)
{
    on_each_store(c, kept);
}

/* --- several installations on one folder --- */

static Id put_orphan(Ctx *c)
{
    Import imp = { 0 };
    ImportFile file = { .filename = S("x.csv") };
    int fd CLEAN(clean_fd) = memfd_create("statement", MFD_CLOEXEC);
    CHECK(write(fd, "x", 1) == 1 && import_keep(c, fd, &file, &imp));
    return imp.id;
}

static bool lies_there(Ctx *c, Id id)
{
    bool there = false;
    CHECK(blob_find(c, id_text(c->mem, "imp", id), &there));
    return there;
}

static ptrdiff_t without_a_mark(Ctx *c)
{
    BlobList l;
    CHECK(blob_list_unmarked(c, S("imp_"), &l));
    return l.n;
}

static void shared(Ctx *c)
{
    int64_t now = clock_now_ms();
    case_start(c, NULL, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c) };
    ptrdiff_t others = 0;
    BlobList l;
    CHECK(blob_list(c, S("imp_"), &l)); /* what other tests have left without a mark */
    others = l.n;
    Import before = send_file(c, table, &file);
    Id lost_before = put_orphan(c);
    CHECK(blob_belong(c, S("one")));
    Import after = send_file(c, table, &file);
    Id lost = put_orphan(c);
    CHECK(blob_belong(c, S("two")));
    Id theirs = put_orphan(c); /* another installation's: this database knows nothing of it */
    CHECK(blob_belong(c, S("one")));
    clock_fix(now + DAY_MS);
    sweep(c);
    clock_fix(0);
    CHECK(lies_there(c, before.id) && lies_there(c, after.id));
    CHECK(!lies_there(c, lost));
    CHECK(lies_there(c, lost_before)); /* perhaps it is somebody else's */
    CHECK_INT(without_a_mark(c), others + 1);
    CHECK(blob_belong(c, S("two")));
    CHECK(lies_there(c, theirs));
    CHECK(blob_belong(c, S("one")));
    CHECK_INT(run(c, before.id).status, IMPORT_COMPLETED);
    CHECK(keep_drop(c, before.id) && keep_drop(c, after.id) && keep_drop(c, lost_before));
    case_start(c, NULL, key_a);
}

static void a_sweep_leaves_what_others_have(Ctx *c)
{
    on_each_store(c, shared);
}

/* --- another key, and the process killed in between --- */

enum { ROTATED_FILES = 60, ROTATED_PASSWORDS = 40 };

static const char *key_file(Ctx *c)
{
    return str_fmt(c->mem, "%s/rotated.key", case_folder).p;
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
        execl("/proc/self/exe", program, "rotate", str_c(c->mem, store_url), key_file(c),
              (char *)NULL);
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
                                              STR_ARG(id_text(c->mem, "imp", imports[i].id)))
                                          .p,
                                      O_RDONLY);
        CHECK(read(fd, head, sizeof head) == sizeof head &&
              sealed_under(c->mem, head, sizeof head, &id));
        n += str_eq(id, key);
    }
    return n;
}

/* --- an upload that goes on while the key is replaced --- */

typedef struct {
    int pipe[2];
    Str name;
    bool ok;
} Slow;

static void *put_slowly(void *arg)
{
    Slow *s = arg;
    Ctx c = ctx_new("upload", LIMIT_JOB_ARENA_BYTES);
    Blob b;
    s->ok = blob_put(&c, s->name, s->pipe[0], &b) && b.size == (3 << 20);
    ctx_done(&c);
    return NULL;
}

static void write_much(int fd, ptrdiff_t n)
{
    static const char zeros[1 << 16];
    for (ptrdiff_t i = 0; i < n; i += (ptrdiff_t)sizeof zeros)
        CHECK(write(fd, zeros, sizeof zeros) == sizeof zeros);
}

static bool sealed_in(Ctx *c, Str folder)
{
    /* it has a beginning: its key is chosen */
    Str way = str_fmt(c->mem, "find %.*s -name 'way.*' -size +1k | grep -q .", STR_ARG(folder));
    return system(way.p) == 0;
}

static void while_it_is_sealed(Ctx *c)
{
    int64_t n;
    bool dropped;
    pthread_t thread;
    Slow s = { .name = S("imp_slow") };
    CHECK(pipe(s.pipe) == 0 && pthread_create(&thread, NULL, put_slowly, &s) == 0);
    write_much(s.pipe[1], 2 << 20);
    for (int i = 0; i < 200 && !sealed_in(c, str_fmt(c->mem, "%s.files", key_file(c))); i++)
        nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
    c->system = true;
    clock_fix(clock_now_ms() + DAY_MS); /* all else would let the old key go */
    CHECK(key_rotate(c));
    clock_fix(clock_now_ms() + DAY_MS);
    CHECK(import_rotate(c, &n, &dropped) && !dropped);
    write_much(s.pipe[1], 1 << 20);
    close(s.pipe[1]);
    CHECK(pthread_join(thread, NULL) == 0 && s.ok);
    close(s.pipe[0]);
    CHECK(import_rotate(c, &n, &dropped) && dropped && n == 1);
    clock_fix(0);
    c->system = false;
    int fd CLEAN(clean_fd) = blob_open(c, s.name);
    CHECK(fd >= 0 && blob_drop(c, s.name));
}

static void rotated(Ctx *c)
{
    Import *imports = NEW_ARRAY(c->mem, Import, ROTATED_FILES);
    unlink(key_file(c));
    CHECK(start_rotated(c, str_of(key_file(c))));
    Str first = key_id(c);
    ImportFile file = { .filename = S("x.csv"),
                        .account_id = an_account(c),
                        .password = str_of(canary) };
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
    CHECK(import_rotate(c, &n, &dropped) &&
          !dropped); /* nor may passwords of the last minutes be without it */
    clock_fix(clock_now_ms() + 6 * 60 * 1000);
    CHECK(import_rotate(c, &n, &dropped) && dropped);
    clock_fix(0);
    c->system = false;
    CHECK_INT(n, 0); /* there was nothing left to do */
    CHECK_INT(key_count(c), 1);
    all_opens(c, imports);
    while_it_is_sealed(c);
    for (int i = 0; i < ROTATED_FILES; i++)
        CHECK(keep_drop(c, imports[i].id));
    case_start(c, NULL, key_a);
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
    case_start(c, NULL, key_a);
    ImportFile file = { .filename = S("x.csv"), .account_id = an_account(c), .password = S("p") };
    Import imp = send_file(c, table, &file);
    save(c, "one", 0, "v1");
    case_start(c, NULL, str_fmt(c->mem, "%s,%s", key_b, key_a).p);
    c->system = true;
    CHECK(import_rotate(c, &n, &dropped) && !dropped);
    c->system = false;
    CHECK(n >= 3);
    case_start(c, NULL, key_b);
    int fd CLEAN(clean_fd) = keep_open(c, &imp);
    CHECK(fd >= 0);
    CHECK(import_get(c, imp.id, &imp) && vault_tries(c, &imp, NULL, &t) && t.n == 2);
    vault_forget(&t);
    case_start(c, NULL, key_a);
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
    const TestCase cases[] = {
        CASE(what_is_not_scanned_is_not_read),
        CASE(files_are_read_before_their_turn),
        CASE(an_import_whose_turn_has_not_come_gives_way),
        CASE(files_are_kept_as_long_as_said),
        CASE(a_sweep_leaves_what_others_have),
        CASE(a_key_of_a_setting_is_replaced),
        CASE(a_rotation_that_is_killed_goes_on),
    };
    return run_cases(cases, COUNT(cases), argc, argv);
}
