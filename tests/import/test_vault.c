/* Passwords of protected files: given, saved, tried, forgotten, and nowhere to be found. */
#include "vault_case.h"

#include "import/files.h"
#include "ledger/account.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    Str label;
    StatementPassword p;
} Saved;

static bool read_saved(Ctx *c, void *arg)
{
    static const Query q = {
        .name = "test_saved",
        .params = 2,
        .sql = "SELECT id FROM statement_password WHERE workspace_id = $1 AND label = $2"
    };
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

/* --- passwords --- */

static void a_password(Ctx *c)
{
    case_start(c, NULL, key_a);
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
    case_start(c, NULL, key_a);
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
    static const Query q = {
        .name = "test_swap",
        .params = 1,
        .writes = true,
        .sql = "UPDATE statement_password SET sealed = (SELECT b.sealed FROM statement_password b "
               "WHERE b.workspace_id = $1 AND b.label = 'two') "
               "WHERE workspace_id = $1 AND label = 'one'"
    };
    (void)arg;
    return db_run(c, &q, DB_ARGS(V_INT(c->workspace_id))) == 1;
}

/* Who can write to the database cannot make one row's value another's. */
static void values_stay(Ctx *c)
{
    VaultTries t;
    case_start(c, NULL, key_a);
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

/* A password given, saved, used and wrong: neither the database with its log, nor a backup, nor
 * what was logged holds it, while something else that was stored is found by the same search. */
static void the_canary_is_nowhere(Ctx *c)
{
    const char *base = str_fmt(c->mem, "%s/canary.db", case_folder).p,
               *log = str_fmt(c->mem, "%s/log", case_folder).p;
    const char *backup = str_fmt(c->mem, "%s/backup.db", case_folder).p;
    case_start(c, NULL, key_a);
    int kept = dup(STDERR_FILENO), to = open(log, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    dup2(to, STDERR_FILENO);
    log_level(LOG_DEBUG);
    Store *s =
        store_open(c, str_fmt(c->mem, "sqlite:%s", base), &(StoreOptions){ .quick_sync = true });
    CHECK(s && store_migrate(s, c) > 0);
    *c = (Ctx){ .mem = c->mem,
                .store = s,
                .workspace_id = 1,
                .user_id = 7,
                .role = ROLE_OWNER,
                .now_ms = clock_now_ms() };
    ImportFile file = { .filename = S("visible-name.pdf"),
                        .account_id = an_account(c),
                        .password = str_of(canary),
                        .save_password = S("Giro") };
    Import wrong = send_with_job(c, locked(c, "something else"), &file);
    static const JobTable *tables = &import_job_kinds;
    CHECK(job_run_due(c, s, tables, 1) > 0); /* wrong, logged */
    CHECK(import_get(c, wrong.id, &wrong) && str_eq(wrong.error_code, S("password_wrong")));
    Import imp = send_file(c, locked(c, canary), &file);
    CHECK_INT(run(c, imp.id).status, IMPORT_COMPLETED);
    CHECK(store_backup(s, c, str_of(backup)));
    const char *wal = str_fmt(c->mem, "%s-wal", base).p;
    bool there = file_holds(c, base, canary) || file_holds(c, wal, canary) ||
                 file_holds(c, backup, canary) || file_holds(c, log, canary);
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
    Str name = id_text(c->mem, "imp", imp.id);
    CHECK(!file_holds(c, str_fmt(c->mem, "%s/%.*s.sealed", case_folder, STR_ARG(name)).p, canary));
}

int main(int argc, char **argv)
{
    const TestCase cases[] = {
        CASE(a_password_opens_saves_and_is_forgotten),
        CASE(likely_passwords_are_tried_first),
        CASE(a_value_is_bound_to_its_row),
        CASE(the_canary_is_nowhere),
    };
    return run_cases(cases, COUNT(cases), argc, argv);
}
