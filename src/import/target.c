/* An import has one account of its own: the one that was named, or that has the file's number. Rows
 * of another number or another currency go to accounts of theirs, or nowhere. */
#include "import/target.h"

#include "auth/workspace.h"
#include "field/read.h"
#include "import_sql.h"
#include "ledger/account.h"
#include "value/iban.h"

typedef struct {
    Targets *t;
    Str number, currency; /* as the file has them */
    Currency wanted;      /* 0: any */
    Target *out;
} Search;

Targets targets_new(Ctx *c, Import *imp, Str make_account)
{
    return (Targets){ .c = c, .imp = imp, .make_account = make_account, .known = map_new(c->mem) };
}

/* The account with that number, when there is one and only one. */
static Id by_number(Ctx *c, Str number, Currency wanted)
{
    Str iban = number;
    if (!number.n)
        return 0;
    if (iban_parse(c->mem, number, &iban) != IBAN_OK)
        iban = number;
    DbRows rows =
        db_rows(c, &q_import_account_by_number,
                DB_ARGS(V_INT(c->workspace_id), V_TEXT(iban), V_TEXT(account_mask(c->mem, iban)),
                        V_TEXT(wanted ? currency_code(wanted) : S(""))));
    return rows.n == 1 ? db_int(&rows, 0, "id") : 0;
}

static Str name_with_currency(Ctx *c, Str name, Currency k)
{
    return str_fmt(c->mem, "%.*s (%.*s)", STR_ARG(name), STR_ARG(currency_code(k)));
}

/* The account named by a person, or its brother in another currency. */
static bool of_named(Ctx *c, Search *s, Account *a)
{
    if (!resource_find(c, &account_resource, s->t->imp->account_id, a))
        return false;
    if (!s->wanted || s->wanted == a->currency)
        return true;
    Account own = *a;
    if (account_find_by_name(c, name_with_currency(c, own.name, s->wanted), a) &&
        a->currency == s->wanted)
        return true;
    s->out->problem = str_fmt(
        c->mem,
        "The row is in %.*s, the account '%.*s' is in %.*s: make an account named "
        "'%.*s' in %.*s and import the file again",
        STR_ARG(currency_code(s->wanted)), STR_ARG(own.name), STR_ARG(currency_code(own.currency)),
        STR_ARG(name_with_currency(c, own.name, s->wanted)), STR_ARG(currency_code(s->wanted)));
    return false;
}

static bool is_beside(const Search *s)
{
    return s->number.n && s->t->has_number && !str_eq(s->number, s->t->first_number);
}

static bool take(Ctx *c, Search *s, const Account *a)
{
    s->out->account_id = a->id;
    s->out->currency = a->currency;
    s->out->problem = (Str){ 0 };
    s->out->in_use =
        db_one_int(c, &q_import_account_in_use,
                   DB_ARGS(V_INT(c->workspace_id), V_INT(a->id), V_INT(s->t->imp->id))) != 0;
    return !failed(c);
}

static bool find(Ctx *c, Search *s)
{
    Account a = { 0 };
    Id id = by_number(c, s->number, s->wanted);
    bool found = id ? resource_find(c, &account_resource, id, &a) : false;
    if (!found && is_beside(s))
        s->out->problem = str_fmt(c->mem,
                                  "The row is of another account, %.*s: make an account with "
                                  "that number and import the file again",
                                  STR_ARG(s->number));
    else if (!found && s->t->imp->account_id)
        found = of_named(c, s, &a);
    if (failed(c))
        return false;
    if (!found)
        return true;
    return take(c, s, &a);
}

static bool look(Ctx *c, void *arg)
{
    Search *s = arg;
    s->wanted = currency_find(s->currency);
    if (s->currency.n && !s->wanted) {
        s->out->problem =
            str_fmt(c->mem, "'%.*s' is no currency that accounts can be in", STR_ARG(s->currency));
        return true;
    }
    if (!find(c, s) || s->out->account_id)
        return !failed(c);
    s->out->currency = s->wanted;
    if (!s->out->currency) {
        Workspace w;
        s->out->currency =
            resource_find(c, &workspace_resource, c->workspace_id, &w) && w.home_currency
                ? w.home_currency
                : CURRENCY('E', 'U', 'R');
    }
    return !failed(c);
}

static int type_of(Str word)
{
    return str_eq(word, S("savings"))       ? ACCOUNT_SAVINGS
           : str_eq(word, S("credit_card")) ? ACCOUNT_CREDIT_CARD
           : str_eq(word, S("investment"))  ? ACCOUNT_INVESTMENT
           : str_eq(word, S("cash"))        ? ACCOUNT_CASH
           : str_eq(word, S("loan"))        ? ACCOUNT_LOAN
           : str_eq(word, S("other"))       ? ACCOUNT_OTHER
                                            : ACCOUNT_CHECKING;
}

/* The name asked for belongs to the file's own account; others get their number and currency. */
static Str name_for(Ctx *c, const Search *s)
{
    const Targets *t = s->t;
    if (is_beside(s))
        return str_fmt(c->mem, "%.*s %.*s", STR_ARG(t->make_account),
                       STR_ARG(account_mask(c->mem, s->number)));
    return t->imp->account_id ? name_with_currency(c, t->make_account, s->out->currency)
                              : t->make_account;
}

static bool make(Ctx *c, void *arg)
{
    Search *s = arg;
    Account a = { 0 };
    Str name = name_for(c, s), iban;
    if (account_find_by_name(c, name, &a)) {
        if (s->wanted && s->wanted != a.currency)
            return fail(c, CONFLICT, "account",
                        "The account '%.*s' is in %.*s, the file in %.*s; name another",
                        STR_ARG(name), STR_ARG(currency_code(a.currency)),
                        STR_ARG(currency_code(s->wanted)));
    } else {
        field_start(c, &account_resource.shape, &a);
        a.name = name;
        a.account_type = type_of(s->t->type);
        a.currency = s->out->currency;
        if (s->number.n && iban_parse(c->mem, s->number, &iban) == IBAN_OK)
            a.iban = iban;
        else if (s->number.n)
            a.number_masked = account_mask(c->mem, s->number);
        resource_add(c, &account_resource, &a);
    }
    return take(c, s, &a);
}

static Target *find_new(Targets *t, Str number, Str currency, Str key)
{
    Ctx *c = t->c;
    Target *out = NEW(c->mem, Target);
    if (number.n && !t->has_number) {
        t->first_number = str_copy(c->mem, number);
        t->has_number = true;
    }
    out->number = str_copy(c->mem, number);
    out->word = str_copy(c->mem, currency);
    Search s = { .t = t, .number = out->number, .currency = out->word, .out = out };
    bool currency_fits = !s.currency.n || currency_find(s.currency);
    if (!store_read(c->store, c, look, &s))
        return NULL;
    if (!out->account_id && t->make_account.n && currency_fits &&
        !store_write(c->store, c, make, &s))
        return NULL;
    if (!t->imp->account_id && !is_beside(&s))
        t->imp->account_id = out->account_id;
    map_put(&t->known, str_copy(c->mem, key), out);
    return out;
}

Target *target_of(Targets *t, Str number, Str currency)
{
    if (t->last && str_eq(t->last->number, number) && str_eq(t->last->word, currency))
        return t->last;
    ArenaMark mark = arena_mark(t->c->mem);
    Str key = str_fmt(t->c->mem, "%.*s\n%.*s", STR_ARG(number), STR_ARG(currency));
    t->last = map_find(&t->known, key);
    if (t->last)
        arena_reset(t->c->mem, mark); /* a file may go to and fro between accounts with every row */
    else
        t->last = find_new(t, number, currency, key);
    return t->last;
}
