/* Loading the demo household into the database. */
#include "app/demo.h"

#include "auth/password.h"
#include "auth/enrol.h"
#include "auth/workspace.h"
#include "categorize/assign.h"
#include "field/read.h"
#include "ledger/account.h"
#include "ledger/category.h"
#include "ledger/ledger.h"
#include "ledger/total.h"
#include "ledger/transaction.h"
#include "value/instant.h"

enum { SEED = 20240117 };

const char demo_email[] = "demo@florin.example";
const char demo_password[] = "florin demo household";

static const struct {
    const char *name, *institution;
    int type;
    Currency currency;
    int64_t opening;
} accounts[DEMO_ACCOUNTS] = {
    [DEMO_CHECKING] = { "Checking", "Sparkasse Berlin", ACCOUNT_CHECKING, CURRENCY('E', 'U', 'R'),
                        284500 },
    [DEMO_SAVINGS] = { "Savings", "Sparkasse Berlin", ACCOUNT_SAVINGS, CURRENCY('E', 'U', 'R'),
                       620000 },
    [DEMO_CARD] = { "Travel card", "Barclays", ACCOUNT_CREDIT_CARD, CURRENCY('U', 'S', 'D'), 0 },
};

typedef struct {
    Str hash;
    bool exists;
} Demo;

static bool add_accounts(Ctx *c, Id ids[DEMO_ACCOUNTS])
{
    for (int i = 0; i < DEMO_ACCOUNTS; i++) {
        Account a = { .currency = accounts[i].currency };
        field_start(c, &account_resource.shape, &a);
        a.name = str_of(accounts[i].name);
        a.institution = str_of(accounts[i].institution);
        a.account_type = accounts[i].type;
        a.opening_balance = accounts[i].opening;
        a.sort_order = i;
        resource_add(c, &account_resource, &a);
        ids[i] = a.id;
    }
    return !failed(c);
}

static Transaction transaction_of(const DemoRow *row, const Id ids[DEMO_ACCOUNTS])
{
    return (Transaction){ .account_id = ids[row->account],
                          .date = row->date,
                          .amount = row->amount,
                          .currency = accounts[row->account].currency,
                          .description = row->description,
                          .counterparty = row->counterparty,
                          .is_transfer = row->is_transfer,
                          .status = row->is_pending ? STATUS_PENDING : STATUS_POSTED,
                          .original_amount = row->original_amount,
                          .has_original_amount = row->original_currency != 0,
                          .original_currency = row->original_currency,
                          .category_source = SOURCE_NONE };
}

static bool add_rows(Ctx *c, const Id ids[DEMO_ACCOUNTS])
{
    DemoRow *rows;
    Date today = instant_date(c->now_ms);
    ptrdiff_t n = demo_rows(c->mem, today, SEED, &rows);
    Transaction *t = NEW_ARRAY(c->mem, Transaction, n);
    Id own = category_by_code(c, S("transfer.own"));
    CLEAN_ASSIGNER Assigner *assigner = assigner_get(c);
    if (!assigner)
        return false;
    for (ptrdiff_t i = 0; i < n; i++)
        t[i] = transaction_of(&rows[i], ids);
    assigner_run(c->mem, assigner, t, n);
    Totals totals = totals_new(c->mem);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (t[i].is_transfer) {
            t[i].category_id = own;
            t[i].category_source = SOURCE_RULE;
            t[i].explanation = S("Between own accounts");
        }
        transaction_derive(c->mem, &t[i]);
        totals_note(c, &totals, &t[i], 1);
    }
    return transaction_bulk_add(c, t, n) && totals_write(c, &totals) && ledger_changed(c);
}

static bool look(Ctx *c, void *arg)
{
    Demo *d = arg;
    User u;
    d->exists = user_find_by_email(c, str_of(demo_email), &u);
    return !failed(c);
}

/* The household lives in Germany, whose shops the categorizer then knows best. */
static bool settle(Ctx *c)
{
    Workspace w;
    if (!resource_get(c, &workspace_resource, c->workspace_id, &w))
        return false;
    w.name = S("Demo household");
    w.country = S("DE");
    return resource_change(c, &workspace_resource, &w);
}

static bool load(Ctx *c, void *arg)
{
    const Demo *d = arg;
    Id ids[DEMO_ACCOUNTS];
    User u = { 0 };
    field_start(c, &user_resource.shape, &u);
    u.email = str_of(demo_email);
    u.first_name = S("Demo");
    u.last_name = S("Household");
    u.currency = CURRENCY('E', 'U', 'R');
    u.is_active = u.is_verified = true;
    u.password_hash = d->hash;
    if (!user_add(c, &u))
        return false;
    c->user_id = u.id;
    c->workspace_id = u.default_workspace_id;
    bool done = settle(c) && add_accounts(c, ids) && add_rows(c, ids);
    c->user_id = c->workspace_id = 0;
    return done;
}

bool demo_load(Ctx *c)
{
    Demo d = { 0 };
    if (!store_read(c->store, c, look, &d))
        return false;
    if (d.exists)
        return true;
    d.hash = password_hash(c, str_of(demo_password));
    return !failed(c) && store_write(c->store, c, load, &d);
}
