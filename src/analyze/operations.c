/* What clients can ask of analyze. */
#include "analyze/report.h"

#include "analyze/cache.h"
#include "ledger/account.h"
#include "value/instant.h"

enum { MOST_DAYS = 366, MOST_MONTHS = 120, USUAL_DAYS = 365 };

static Date today(const Ctx *c)
{
    return instant_date(c->now_ms);
}

typedef struct {
    Date start_date, end_date;
    Id account_id;
    Currency currency;
} PeriodQuery;

static const Field period_fields[] = {
    F_DATE(PeriodQuery, start_date, .flags = OPTIONAL, .doc = "The first day."),
    F_DATE(PeriodQuery, end_date, .flags = OPTIONAL, .doc = "The last day."),
    F_ID(PeriodQuery, account_id, .prefix = "acc", .refers = "account", .flags = OPTIONAL,
         .doc = "Only this account."),
    F_CURRENCY(PeriodQuery, currency, .flags = OPTIONAL, .doc = "Only rows in this currency."),
};
static const Shape period_query = SHAPE(PeriodQuery, period_fields);
static const Shape dates_query = {
    .name = "DatesQuery", .fields = period_fields, .n = 2, .size = sizeof(PeriodQuery)
};

/* The asked period; without a start the year before the end, without an end today. */
static bool period_asked(Ctx *c, const PeriodQuery *q, bool at_most_a_year, Period *out)
{
    out->to = q->end_date ? q->end_date : today(c);
    out->from = q->start_date ? q->start_date : out->to - USUAL_DAYS + 1;
    if (out->from < DATE_MIN)
        out->from = DATE_MIN;
    if (out->from > out->to)
        return fail_field(c, S("?start_date"), "The first day is after the last");
    if (at_most_a_year && period_days(*out) > MOST_DAYS)
        return fail_field(c, S("?start_date"), "The period has %d days; at most 365 are summed up",
                          period_days(*out));
    return true;
}

static bool compute_summary(Ctx *c, Call *call)
{
    Period p = { 0 };
    AccountSummary *out = call->out = NEW(c->mem, AccountSummary);
    Id id;
    if (id_parse(call->path_args[0], "acc", &id) != ID_OK)
        return fail(c, NOT_FOUND, "account_id", "There is no such account");
    return period_asked(c, call->query, true, &p) && account_summary(c, id, p, out);
}

static bool get_summary(Ctx *c, Call *call)
{
    return cached_answer(c, call, compute_summary);
}

static bool compute_spending(Ctx *c, Call *call)
{
    const PeriodQuery *q = call->query;
    Period p = { 0 };
    Spending *out = call->out = NEW(c->mem, Spending);
    return period_asked(c, q, false, &p) && spending_report(c, p, q->account_id, q->currency, out);
}

static bool get_spending(Ctx *c, Call *call)
{
    return cached_answer(c, call, compute_spending);
}

typedef struct {
    int64_t months_back;
    bool include_projections;
} TrendsQuery;

static const Field trends_query_fields[] = {
    F_INT(TrendsQuery, months_back, .start = "12", .min = 1, .max = MOST_MONTHS,
          .doc = "How many months, the running one included."),
    F_BOOL(TrendsQuery, include_projections, .start = "false", .doc = "Adds three months to come."),
};
static const Shape trends_query = SHAPE(TrendsQuery, trends_query_fields);

static bool compute_trends(Ctx *c, Call *call)
{
    const TrendsQuery *q = call->query;
    Trends *out = call->out = NEW(c->mem, Trends);
    return trends_report(c, today(c), (int)q->months_back, q->include_projections, out);
}

static bool get_trends(Ctx *c, Call *call)
{
    return cached_answer(c, call, compute_trends);
}

typedef struct {
    Date from, to;
} SpanQuery;

static const Field span_fields[] = {
    F_DATE(SpanQuery, from, .flags = OPTIONAL, .doc = "The first day; a year before the last."),
    F_DATE(SpanQuery, to, .flags = OPTIONAL, .doc = "The last day; today."),
};
static const Shape span_query = SHAPE(SpanQuery, span_fields);

static bool span_asked(Ctx *c, const SpanQuery *q, Period *out)
{
    PeriodQuery asked = { .start_date = q->from, .end_date = q->to };
    if (asked.start_date && asked.end_date && asked.start_date > asked.end_date)
        return fail_field(c, S("?from"), "The first day is after the last");
    if (!period_asked(c, &asked, false, out))
        return false;
    if (date_month_number(out->to) - date_month_number(out->from) > 50 * 12)
        return fail_field(c, S("?from"), "At most 50 years are shown");
    return true;
}

static bool compute_balances(Ctx *c, Call *call)
{
    Period p = { 0 };
    AccountBalances *out = call->out = NEW(c->mem, AccountBalances);
    return span_asked(c, call->query, &p) && account_balances(c, call->id, p, out);
}

static bool get_balances(Ctx *c, Call *call)
{
    return cached_answer(c, call, compute_balances);
}

static bool compute_net_worth(Ctx *c, Call *call)
{
    Period p = { 0 };
    NetWorth *out = call->out = NEW(c->mem, NetWorth);
    return span_asked(c, call->query, &p) && net_worth_report(c, p, out);
}

static bool get_net_worth(Ctx *c, Call *call)
{
    return cached_answer(c, call, compute_net_worth);
}

static bool get_overview(Ctx *c, Call *call)
{
    return overview_report(c, today(c), call->out = NEW(c->mem, Overview));
}

static const Operation operations[] = {
    { "GET", "/reports/account/:account_id/summary", get_summary, VIEWER, .name = "account_summary",
      .query = &dates_query, .out = &account_summary_shape,
      .doc = "An account's figures for a period of at most 365 days." },
    { "GET", "/accounts/:id/balances", get_balances, VIEWER, .name = "account_balances",
      .resource = &account_resource, .query = &span_query, .out = &account_balances_shape,
      .doc = "An account's balance on each day on which something was booked." },
    { "GET", "/reports/overview", get_overview, VIEWER, .name = "overview", .out = &overview_shape,
      .doc = "What the dashboard begins with." },
    { "GET", "/transactions/analytics/spending-by-category", get_spending, VIEWER,
      .name = "spending_by_category", .query = &period_query, .out = &spending_shape,
      .doc = "A period's spending by category." },
    { "GET", "/transactions/analytics/monthly-trends", get_trends, VIEWER, .name = "monthly_trends",
      .query = &trends_query, .out = &trends_shape, .doc = "Income and spending month by month." },
    { "GET", "/analysis/net-worth", get_net_worth, VIEWER, .name = "net_worth",
      .query = &span_query, .out = &net_worth_shape,
      .doc = "What all accounts hold, at the ends of months." },
};
const OperationTable analyze_operations = { operations, COUNT(operations) };
