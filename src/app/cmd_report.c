/* florin report: the same figures as the page's, as aligned tables or JSON. */
#include "app/command.h"

#include "analyze/report.h"
#include "app/local.h"
#include "app/open.h"
#include "app/option.h"
#include "app/table.h"
#include "field/write.h"
#include "ledger/account.h"
#include "value/instant.h"

typedef struct {
    Date from, to;
    Str account, workspace;
    int64_t months;
    bool json;
} ReportOptions;

static const Field option_fields[] = {
    F_DATE(ReportOptions, from, .flags = OPTIONAL, .doc = "The first day; a year before the last."),
    F_DATE(ReportOptions, to, .flags = OPTIONAL, .doc = "The last day; today."),
    F_TEXT(ReportOptions, account, .flags = OPTIONAL, .doc = "Only the account of this name."),
    F_TEXT(ReportOptions, workspace, .flags = OPTIONAL,
           .doc = "Name or id, where there are several."),
    F_INT(ReportOptions, months, .start = "12", .min = 1, .max = 120,
          .doc = "How many, for trends."),
    F_BOOL(ReportOptions, json, .doc = "JSON, as the API answers it."),
};
const Shape report_options = SHAPE(ReportOptions, option_fields);

typedef struct {
    const ReportOptions *o;
    Period period;
    Date today;
    Id account_id;
    const struct Report *report;
    void *answer;
} Asked;

typedef struct Report {
    const char *name;
    const Shape *shape;
    bool (*make)(Ctx *c, Asked *a);
    void (*print)(Ctx *c, const Asked *a);
    bool needs_account;
    const char *doc;
} Report;

static Str amount(Ctx *c, int64_t minor, Currency currency)
{
    return money_text(c->mem, (Money){ minor, currency });
}

static Str percent(Ctx *c, int32_t ppm)
{
    return str_fmt(c->mem, "%d.%d%%", (int)(ppm / 10000), (int)(ppm % 10000 / 1000));
}

static Str count(Ctx *c, int64_t n)
{
    return str_fmt(c->mem, "%lld", (long long)n);
}

static Str period_words(Ctx *c, Period p)
{
    return str_fmt(c->mem, "%.*s to %.*s", STR_ARG(date_text(c->mem, p.from)),
                   STR_ARG(date_text(c->mem, p.to)));
}

static void print_others(Ctx *c, const List *others)
{
    const CurrencyTotal *t = others->items;
    for (ptrdiff_t i = 0; i < others->n; i++)
        printf("In %.*s besides: income %.*s, expenses %.*s\n",
               STR_ARG(currency_code(t[i].currency)),
               STR_ARG(amount(c, t[i].income, t[i].currency)),
               STR_ARG(amount(c, t[i].expenses, t[i].currency)));
}

/* --- each report ----------------------------------------------------------------------------- */

static bool make_spending(Ctx *c, Asked *a)
{
    return spending_report(c, a->period, a->account_id, 0, a->answer = NEW(c->mem, Spending));
}

static void print_spending(Ctx *c, const Asked *a)
{
    const Spending *s = a->answer;
    const SpendingItem *items = s->items.items;
    Table t = table_new(c->mem, "lrrr");
    Str code = currency_code(s->currency);
    table_add(&t, (Str[]){ S("Category"), code, S("Share"), S("Count") });
    for (ptrdiff_t i = 0; i < s->items.n; i++)
        table_add(&t, (Str[]){ items[i].name, amount(c, items[i].amount, s->currency),
                               percent(c, items[i].share), count(c, items[i].count) });
    table_add(&t, (Str[]){ S("Total"), amount(c, s->total, s->currency), S(""), S("") });
    printf("Spending, %.*s\n\n", STR_ARG(period_words(c, a->period)));
    table_print(stdout, &t);
    print_others(c, &s->other_currencies);
}

static bool make_trends(Ctx *c, Asked *a)
{
    return trends_report(c, a->period.to, (int)a->o->months, false,
                         a->answer = NEW(c->mem, Trends));
}

static void print_trends(Ctx *c, const Asked *a)
{
    const Trends *r = a->answer;
    const TrendItem *items = r->items.items;
    Table t = table_new(c->mem, "lrrr");
    table_add(&t, (Str[]){ S("Month"), S("Income"), S("Expenses"), S("Net") });
    for (ptrdiff_t i = 0; i < r->items.n; i++)
        table_add(&t, (Str[]){ items[i].month, amount(c, items[i].income, r->currency),
                               amount(c, items[i].expenses, r->currency),
                               amount(c, items[i].net, r->currency) });
    table_add(&t, (Str[]){ S("Average"), amount(c, r->average_income, r->currency),
                           amount(c, r->average_expenses, r->currency),
                           amount(c, r->average_income + r->average_expenses, r->currency) });
    printf("Months, in %.*s\n\n", STR_ARG(currency_code(r->currency)));
    table_print(stdout, &t);
    print_others(c, &r->other_currencies);
}

static bool make_net_worth(Ctx *c, Asked *a)
{
    return net_worth_report(c, a->period, a->answer = NEW(c->mem, NetWorth));
}

static void print_net_worth(Ctx *c, const Asked *a)
{
    const NetWorth *r = a->answer;
    const NetWorthItem *items = r->items.items;
    const NetWorthAccount *accounts = r->accounts.items;
    Table t = table_new(c->mem, "lr");
    table_add(&t, (Str[]){ S("Day"), currency_code(r->currency) });
    for (ptrdiff_t i = 0; i < r->items.n; i++)
        table_add(&t, (Str[]){ date_text(c->mem, items[i].date),
                               amount(c, items[i].amount, r->currency) });
    Table by_account = table_new(c->mem, "lrl");
    table_add(&by_account, (Str[]){ S("Account"), S("Balance"), S("") });
    for (ptrdiff_t i = 0; i < r->accounts.n; i++) {
        const NetWorthItem *days = accounts[i].items.items;
        table_add(&by_account,
                  (Str[]){ accounts[i].name,
                           amount(c, days[accounts[i].items.n - 1].amount, accounts[i].currency),
                           currency_code(accounts[i].currency) });
    }
    printf("Net worth, %.*s\n\n", STR_ARG(period_words(c, a->period)));
    table_print(stdout, &t);
    printf("\n");
    table_print(stdout, &by_account);
}

static bool make_summary(Ctx *c, Asked *a)
{
    return account_summary(c, a->account_id, a->period, a->answer = NEW(c->mem, AccountSummary));
}

static void print_summary(Ctx *c, const Asked *a)
{
    const AccountSummary *s = a->answer;
    const TopCategory *top = s->top_categories.items;
    Table t = table_new(c->mem, "lr");
    table_add(&t, (Str[]){ S("Transactions"), count(c, s->total_transactions) });
    table_add(&t, (Str[]){ S("Income"), amount(c, s->total_income, s->currency) });
    table_add(&t, (Str[]){ S("Spending"), amount(c, s->total_spend, s->currency) });
    table_add(&t, (Str[]){ S("Net"), amount(c, s->net_amount, s->currency) });
    for (ptrdiff_t i = 0; i < s->top_categories.n; i++)
        table_add(&t, (Str[]){ str_fmt(c->mem, "  %.*s (%lld)", STR_ARG(top[i].name),
                                       (long long)top[i].count),
                               amount(c, top[i].amount, s->currency) });
    printf("%.*s, %.*s, in %.*s\n\n", STR_ARG(a->o->account), STR_ARG(period_words(c, a->period)),
           STR_ARG(currency_code(s->currency)));
    table_print(stdout, &t);
}

static bool make_overview(Ctx *c, Asked *a)
{
    return overview_report(c, a->today, a->answer = NEW(c->mem, Overview));
}

static void print_overview(Ctx *c, const Asked *a)
{
    const Overview *o = a->answer;
    const OverviewAccount *accounts = o->accounts.items;
    const CurrencyTotal *months[] = { &o->this_month, &o->last_month };
    static const char *const names[] = { "This month", "Last month" };
    Table t = table_new(c->mem, "lrl");
    for (ptrdiff_t i = 0; i < o->accounts.n; i++)
        table_add(&t,
                  (Str[]){ accounts[i].name, amount(c, accounts[i].balance, accounts[i].currency),
                           currency_code(accounts[i].currency) });
    table_add(&t, (Str[]){ S("Net worth"), amount(c, o->net_worth, o->currency),
                           currency_code(o->currency) });
    table_print(stdout, &t);
    for (ptrdiff_t i = 0; i < 2; i++)
        printf("\n%s: income %.*s, expenses %.*s, net %.*s", names[i],
               STR_ARG(amount(c, months[i]->income, o->currency)),
               STR_ARG(amount(c, months[i]->expenses, o->currency)),
               STR_ARG(amount(c, months[i]->net, o->currency)));
    printf("\n");
}

static const Report reports[] = {
    { "summary", &overview_shape, make_overview, print_overview, false,
      "balances and the months; with --account that account's figures" },
    { "spending", &spending_shape, make_spending, print_spending, false, "spending by category" },
    { "trends", &trends_shape, make_trends, print_trends, false, "income and expenses by month" },
    { "net-worth", &net_worth_shape, make_net_worth, print_net_worth, false,
      "what the accounts hold" },
};
static const Report account_report = { "summary",    &account_summary_shape,
                                       make_summary, print_summary,
                                       true,         "one account's figures" };

/* --- the command ----------------------------------------------------------------------------- */

static const Report *report_named(Ctx *c, const Texts *words)
{
    if (words->n > 1) {
        fail(c, USAGE, NULL, "'%.*s' is one word too many", STR_ARG(words->items[1]));
        return NULL;
    }
    Str name = words->n ? words->items[0] : S("summary");
    for (ptrdiff_t i = 0; i < COUNT(reports); i++)
        if (str_eq(str_of(reports[i].name), name))
            return &reports[i];
    fail(c, USAGE, NULL,
         "There is no report '%.*s'; there are summary, spending, trends, net-worth",
         STR_ARG(name));
    return NULL;
}

static bool make(Ctx *c, void *arg)
{
    Asked *a = arg;
    Account account;
    if (a->o->account.n) {
        if (!account_find_by_name(c, a->o->account, &account))
            return fail(c, NOT_FOUND, "account", "There is no account '%.*s'",
                        STR_ARG(a->o->account));
        a->account_id = account.id;
        if (a->report == &reports[0])
            a->report = &account_report;
    }
    return a->report->make(c, a);
}

static bool run(Program *p, const ReportOptions *o, const Texts *words)
{
    Ctx *c = &p->c;
    Date today = instant_date(c->now_ms);
    Asked a = { .o = o, .today = today, .report = report_named(c, words) };
    a.period.to = o->to ? o->to : today;
    a.period.from = o->from ? o->from : date_add_days(date_add_months(a.period.to, -12), 1);
    if (!a.report)
        return false;
    if (a.period.from > a.period.to)
        return fail(c, USAGE, NULL, "--from is after --to");
    if (!program_open_existing(p) || !local_enter(c, o->workspace) ||
        !store_read(p->store, c, make, &a))
        return false;
    if (o->json)
        printf("%.*s\n", STR_ARG(field_json_text(c->mem, a.report->shape, a.answer)));
    else
        a.report->print(c, &a);
    return true;
}

int cmd_report(int argc, char **argv)
{
    Program p;
    ReportOptions o = { 0 };
    Texts words = { 0 };
    if (options_ask_help(argc, argv)) {
        options_help(stdout, "report [summary|spending|trends|net-worth] [OPTION]...",
                     "Prints the figures of the page, as tables or as JSON.", &report_options);
        return 0;
    }
    if (program_settings(&p, "report", argc, argv) &&
        options_read(&p.c, p.argc, p.argv, &report_options, &o, &words))
        run(&p, &o, &words);
    return program_close(&p);
}
