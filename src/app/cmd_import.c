/* florin import FILE…: statements into the ledger, without a server. */
#include "app/command.h"

#include "app/local.h"
#include "app/open.h"
#include "app/option.h"
#include "app/source.h"
#include "field/write.h"
#include "import/import.h"
#include "sandbox/sandbox.h"
#include "statement/statement_json.h"
#include "import_cli_sql.h"
#include "ledger/account.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    Str account, template, sheet, password_file, workspace;
    bool dry_run, json, yes;
} ImportOptionsCli;

static const Field option_fields[] = {
    F_TEXT(ImportOptionsCli, account, .flags = OPTIONAL,
           .doc = "The account's name; it is made when there is none."),
    F_TEXT(ImportOptionsCli, template, .flags = OPTIONAL,
           .doc = "Read the columns by this saved mapping."),
    F_TEXT(ImportOptionsCli, sheet, .flags = OPTIONAL,
           .doc = "The sheet of a workbook or the file in a zip file to read."),
    F_TEXT(ImportOptionsCli, password_file, .flags = OPTIONAL,
           .doc = "Passwords to try on protected files, one a line."),
    F_TEXT(ImportOptionsCli, workspace, .flags = OPTIONAL,
           .doc = "Name or id, where there are several."),
    F_BOOL(ImportOptionsCli, dry_run, .doc = "Only say what the file says; nothing is stored."),
    F_BOOL(ImportOptionsCli, json, .doc = "The result as JSON."),
    F_BOOL(ImportOptionsCli, yes,
           .doc = "Book also what is in doubt; rows that look like stored ones are left out."),
};
const Shape import_options = { .name = "import",
                               .fields = option_fields,
                               .n = COUNT(option_fields),
                               .size = sizeof(ImportOptionsCli) };

typedef struct {
    Program *p;
    const ImportOptionsCli *o;
    Id account_id, template_id;
    Str make_account;
    SourcePasswords passwords;
    bool terminal;
    bool world_failed; /* the virus scanner or the database: further files would fare no better */
    Str showing;       /* the file whose progress is shown */
    int n_failed;
    Buf json;
} Work;

/* --- what it says only --- */

static void dry_run(Work *w, Str name)
{
    Ctx *c = &w->p->c;
    StatementPrinter printer = statement_printer(c, source_print, stdout);
    StatementSink sink = w->o->json ? statement_json_sink(&printer) : statement_text_sink(&printer);
    int fd CLEAN(clean_fd) = source_open(c, name);
    ParseOptions how = { .passwords = w->passwords.items,
                         .n_passwords = w->passwords.n,
                         .sheet = w->o->sheet,
                         .ocr = w->p->settings.ocr_languages };
    if (w->o->json)
        statement_json_begin(&printer);
    if (fd >= 0)
        sandbox_stream(c, fd, &how, &sink);
    if (w->o->json)
        statement_json_end(&printer);
}

/* --- choosing --- */

static bool choose(Ctx *c, void *arg)
{
    Work *w = arg;
    Account a;
    DbValue ws = V_INT(c->workspace_id);
    if (w->o->template.n) {
        w->template_id = db_one_int(c, &q_import_cli_template, DB_ARGS(ws, V_TEXT(w->o->template)));
        if (!w->template_id && !failed(c))
            return fail(c, NOT_FOUND, NULL, "There is no import template '%.*s'",
                        STR_ARG(w->o->template));
    }
    if (w->o->account.n) {
        if (account_find_by_name(c, w->o->account, &a))
            w->account_id = a.id;
        w->make_account = w->o->account;
        return !failed(c);
    }
    DbRows rows = db_rows(c, &q_import_cli_accounts, DB_ARGS(ws));
    if (rows.n == 0)
        w->make_account = S("Checking");
    if (rows.n == 1)
        w->account_id = db_int(&rows, 0, "id");
    return !failed(c);
}

/* --- one file --- */

enum { BAR = 30, NAME_SHOWN = 30, TRIES = 4, PAUSE_S = 1 };

/* "statement.pdf  [##########          ]  33 %  12000 rows", over and over in one line. */
static void show_progress(void *arg, int64_t rows, int percent)
{
    const Work *w = arg;
    char bar[BAR + 1] = { 0 };
    for (int i = 0; i < BAR; i++)
        bar[i] = i * 100 < percent * BAR ? '#' : ' ';
    fprintf(stderr, "\r%.*s  [%s] %3d %%  %lld rows", STR_ARG(utf8_prefix(w->showing, NAME_SHOWN)),
            bar, percent, (long long)rows);
    fflush(stderr);
}

static void end_progress(const Work *w)
{
    if (w->terminal)
        fprintf(stderr, "\r%*s\r", BAR + NAME_SHOWN + 40, "");
}

typedef struct {
    Work *w;
    Import imp;
    Account account;
    DbRows findings, targets;
} One;

static bool add(Ctx *c, void *arg)
{
    One *one = arg;
    return import_add(c, &one->imp, false);
}

static bool look(Ctx *c, void *arg)
{
    One *one = arg;
    resource_get(c, &import_resource, one->imp.id, &one->imp);
    if (one->imp.account_id)
        resource_find(c, &account_resource, one->imp.account_id, &one->account);
    one->targets =
        db_rows(c, &q_import_cli_targets, DB_ARGS(V_INT(c->workspace_id), V_INT(one->imp.id)));
    one->findings =
        db_rows(c, &q_import_cli_findings, DB_ARGS(V_INT(c->workspace_id), V_INT(one->imp.id)));
    return !failed(c);
}

static void print_targets(const DbRows *targets)
{
    for (ptrdiff_t i = 0; i < targets->n; i++)
        printf("%s %.*s (%.*s) %lld", i ? "," : "; accounts", STR_ARG(db_text(targets, i, "name")),
               STR_ARG(db_text(targets, i, "currency")), (long long)db_int(targets, i, "n"));
}

static void print_counts(Ctx *c, const One *one)
{
    const Import *imp = &one->imp;
    printf("%.*s: %lld new", STR_ARG(imp->filename), (long long)imp->successful_imports);
    printf(", %lld duplicates", (long long)imp->duplicate_rows);
    if (imp->near_rows)
        printf(", %lld that look like stored ones", (long long)imp->near_rows);
    if (imp->failed_imports)
        printf(", %lld not booked", (long long)imp->failed_imports);
    if (imp->has_reconciled)
        fputs(imp->reconciled ? "; reconciled" : "; NOT reconciled", stdout);
    if (imp->period_from)
        printf("; %.*s to %.*s", STR_ARG(date_text(c->mem, imp->period_from)),
               STR_ARG(date_text(c->mem, imp->period_to)));
    if (one->targets.n > 1)
        print_targets(&one->targets);
    else if (one->account.id)
        printf("; account %.*s (%.*s)", STR_ARG(one->account.name),
               STR_ARG(currency_code(one->account.currency)));
    putchar('\n');
}

static void print_result(Ctx *c, const One *one)
{
    const Import *imp = &one->imp;
    if (imp->status == IMPORT_FAILED)
        fprintf(stderr, "florin: %.*s: %.*s\n", STR_ARG(imp->filename),
                STR_ARG(imp->error_details));
    else if (imp->status == IMPORT_NEEDS_REVIEW && !imp->account_id)
        fprintf(stderr, "florin: %.*s: say which account its rows belong to: --account NAME\n",
                STR_ARG(imp->filename));
    else if (imp->status == IMPORT_NEEDS_REVIEW)
        fprintf(
            stderr,
            "florin: %.*s: nothing is booked, for something is in doubt: look at it on the page "
            "(import %.*s), or say --yes\n",
            STR_ARG(imp->filename), STR_ARG(id_text(c->mem, "imp", imp->id)));
    else
        print_counts(c, one);
    for (ptrdiff_t i = 0; i < one->findings.n; i++) {
        int64_t line = db_int(&one->findings, i, "row_number");
        if (line)
            printf("  line %lld: ", (long long)line);
        else
            fputs("  ", stdout);
        printf("%.*s\n", STR_ARG(db_text(&one->findings, i, "message")));
    }
}

static bool is_of_the_world(const Ctx *c)
{
    return c->failure.code == UNAVAILABLE || c->failure.code == BUSY;
}

/* What is not there for a moment is waited for, a few times; then the import has failed, in words.
 */
static bool read_and_book(Work *w, Id id, const ImportHow *how)
{
    Ctx *c = &w->p->c;
    for (unsigned i = 1, pause = PAUSE_S; !import_run(c, id, how); i++, pause *= 2) {
        if (is_of_the_world(c) && i < TRIES) {
            end_progress(w);
            fprintf(stderr, "florin: %.*s: %.*s (trying again in %u s)\n", STR_ARG(w->showing),
                    STR_ARG(c->failure.detail), pause);
            fail_clear(c);
            sleep(pause);
            continue;
        }
        if (fail_status(c->failure.code) < 500)
            return false;
        w->world_failed = true;
        c->failure.detail = str_fmt(
            c->mem, "%.*s; it was tried %u times, and nothing of it is booked: import it again",
            STR_ARG(c->failure.detail), i);
        import_give_up(c, id);
        fail_clear(c);
        return true; /* it is told as the import's end */
    }
    return true;
}

/* Stored, read and booked; false after a failure of the file or of more. */
static bool import_file(Work *w, Str name, One *one)
{
    Ctx *c = &w->p->c;
    ImportHow how = { .make_account = w->make_account,
                      .never_ask = w->o->yes,
                      .merge_repeats = true,
                      .passwords = w->passwords.items,
                      .n_passwords = w->passwords.n,
                      .told = w->terminal ? show_progress : NULL,
                      .told_arg = w };
    ImportFile file = { .filename = source_name(name),
                        .account_id = w->account_id,
                        .template_id = w->template_id,
                        .sheet = w->o->sheet };
    int fd CLEAN(clean_fd) = source_open(c, name);
    if (fd < 0 || !import_keep(c, fd, &file, &one->imp))
        return false;
    if (!store_write(c->store, c, add, one)) {
        import_forget(c, &one->imp);
        return false;
    }
    w->showing = file.filename;
    bool ok = read_and_book(w, one->imp.id, &how);
    end_progress(w);
    return ok && store_read(c->store, c, look, one);
}

/* One file's end is no other's: what is wrong with it is said, and the next is taken. */
static void import_one(Work *w, Str name)
{
    Ctx *c = &w->p->c;
    One one = { .w = w };
    if (!import_file(w, name, &one)) {
        bool of_all = fail_status(c->failure.code) >= 500;
        w->n_failed++;
        if (of_all)
            return;
        fprintf(stderr, "florin: %.*s\n", STR_ARG(c->failure.detail));
        fail_clear(c);
        return;
    }
    w->n_failed += one.imp.status != IMPORT_COMPLETED;
    if (!w->account_id && one.imp.account_id && w->make_account.n)
        w->account_id = one.imp.account_id; /* further files go to the account that was made */
    if (!w->o->json) {
        print_result(c, &one);
        return;
    }
    buf_add(&w->json, w->json.n ? S(",") : S("{\"imports\":["));
    field_write(&w->json, &import_resource.shape, &one.imp);
}

static void dry_run_one(Work *w, Str name)
{
    Ctx *c = &w->p->c;
    dry_run(w, name);
    if (!failed(c))
        return;
    w->n_failed++;
    fprintf(stderr, "florin: %.*s: %.*s\n", STR_ARG(source_name(name)), STR_ARG(c->failure.detail));
    fail_clear(c);
}

static bool run(Program *p, const ImportOptionsCli *o, const Texts *words)
{
    Work w = { .p = p, .o = o, .terminal = isatty(STDERR_FILENO) && !o->json };
    Ctx *c = &p->c;
    if (!words->n)
        return fail(c, USAGE, NULL, "Name the files to import; 'florin import --help' tells more");
    w.json = buf_new(c->mem, LIMIT_JSON_BODY_BYTES);
    if (!source_passwords(c, o->password_file, &w.passwords))
        return false;
    if (!o->dry_run &&
        (!program_open(p) || !local_enter(c, o->workspace) || !store_read(p->store, c, choose, &w)))
        return false;
    ptrdiff_t left = words->n;
    for (ptrdiff_t i = 0; i < words->n && !failed(c) && !w.world_failed; i++) {
        left--;
        if (o->dry_run)
            dry_run_one(&w, words->items[i]);
        else
            import_one(&w, words->items[i]);
    }
    if (w.world_failed && left > 0)
        fputs("florin: the other files were not tried\n", stderr);
    if (o->json && !o->dry_run) {
        buf_add(&w.json, w.json.n ? S("]}\n") : S("{\"imports\":[]}\n"));
        source_print(stdout, buf_str(&w.json));
    }
    fflush(stdout);
    return !w.n_failed;
}

int cmd_import(int argc, char **argv)
{
    Program p;
    ImportOptionsCli o = { 0 };
    Texts words = { 0 };
    bool ok = false;
    if (options_ask_help(argc, argv)) {
        options_help(
            stdout, "import FILE... [OPTION]...",
            "Reads statements and books what is new. Without --account the rows go to the account "
            "whose number the file states, or to the only one there is.",
            &import_options);
        return 0;
    }
    if (program_settings(&p, "import", argc, argv) &&
        options_read(&p.c, p.argc, p.argv, &import_options, &o, &words))
        ok = run(&p, &o, &words);
    int status = program_close(&p);
    return status ? status : !ok;
}
