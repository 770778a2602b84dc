/* florin check: proves that the database is whole, and that what is derived is what the rows give.
 */
#include "app/command.h"

#include "app/open.h"
#include "app/option.h"
#include "auth/audit.h"
#include "check_sql.h"
#include "ledger/ledger.h"
#include "ledger/total.h"

typedef struct {
    bool rebuild, json;
} CheckOptions;

static const Field option_fields[] = {
    F_BOOL(CheckOptions, rebuild, .doc = "Make derived data anew from the rows."),
    F_BOOL(CheckOptions, json, .doc = "The result as JSON."),
};
const Shape check_options = SHAPE(CheckOptions, option_fields);

typedef struct {
    const CheckOptions *o;
    int64_t workspaces, wrong;
} Checked;

/* The totals of every workspace against its rows, and the chain of its audit. */
static bool check_derived(Ctx *c, void *arg)
{
    Checked *k = arg;
    DbRows r = db_rows(c, &q_check_workspaces, DB_NO_ARGS);
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++) {
        c->workspace_id = db_int(&r, i, "id");
        k->wrong += totals_wrong(c);
        if (k->o->rebuild && totals_rebuild(c))
            ledger_changed(c);
        k->workspaces++;
    }
    c->workspace_id = 0;
    return !failed(c) && audit_check(c);
}

static bool check(Program *p, const CheckOptions *o)
{
    Ctx *c = &p->c;
    Checked k = { .o = o };
    if (!program_open_existing(p) || !store_check(p->store, c))
        return false;
    c->system = true;
    if (!store_write(p->store, c, check_derived, &k))
        return false;
    Str engine = store_engine(p->store), version = store_engine_version(p->store);
    if (o->json)
        printf("{\"engine\":\"%.*s\",\"version\":\"%.*s\",\"whole\":true,\"workspaces\":%lld,"
               "\"wrong_totals\":%lld,\"rebuilt\":%s}\n",
               STR_ARG(engine), STR_ARG(version), (long long)k.workspaces, (long long)k.wrong,
               o->rebuild ? "true" : "false");
    else
        printf("whole: %.*s %.*s; %lld workspaces, %lld totals differ from their rows%s\n",
               STR_ARG(engine), STR_ARG(version), (long long)k.workspaces, (long long)k.wrong,
               o->rebuild ? " (made anew)" : "");
    if (k.wrong && !o->rebuild)
        return fail(c, DATABASE_DAMAGED, NULL,
                    "%lld totals are not what the rows give; 'florin check --rebuild' mends them",
                    (long long)k.wrong);
    return true;
}

int cmd_check(int argc, char **argv)
{
    Program p;
    CheckOptions o = { 0 };
    Texts words = { 0 };
    if (options_ask_help(argc, argv)) {
        options_help(
            stdout, "check [--rebuild]",
            "Asks the database to prove that it is whole (pages, indexes, references), and "
            "compares\nwhat is derived with the rows it comes from.",
            &check_options);
        return 0;
    }
    if (program_settings(&p, "check", argc, argv) &&
        options_read(&p.c, p.argc, p.argv, &check_options, &o, &words)) {
        if (words.n)
            fail(&p.c, USAGE, NULL, "'%.*s' is one word too many", STR_ARG(words.items[0]));
        else
            check(&p, &o);
    }
    return program_close(&p);
}
