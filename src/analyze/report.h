/* The reports of personal money. Each is a function from a period to an answer struct, run in the
 * read lane; the API, the page and `florin report` ask the same functions.
 *
 * Amounts are in one currency, the workspace's home currency unless asked otherwise: nothing is
 * converted and nothing of another currency is added; what there is in others is named beside it.
 * Spending and income leave out transfers between own accounts and hidden rows, and count pending
 * ones. Spending is negative. */
#ifndef FLORIN_ANALYZE_REPORT_H
#define FLORIN_ANALYZE_REPORT_H

#include "analyze/sums.h"
#include "field/operation.h"

typedef struct {
    Currency currency;
    int64_t income, expenses, net;
} CurrencyTotal;

/* --- spending by category -------------------------------------------------------------------- */

typedef struct {
    Id category_id; /* 0: uncategorised */
    Id parent_id;
    Str code, name, emoji, color;
    int64_t amount; /* negative: spent more than came back */
    Currency currency;
    int64_t count;
    int32_t share; /* ppm of the total */
} SpendingItem;

typedef struct {
    Date start_date, end_date;
    Currency currency;
    int64_t total;
    List items;            /* of SpendingItem, the most spent first */
    List other_currencies; /* of CurrencyTotal */
} Spending;

extern const Shape spending_shape;
/* account_id 0: all. currency 0: the account's, else the home currency. */
bool spending_report(Ctx *c, Period p, Id account_id, Currency currency, Spending *out);

/* --- one account's balance ------------------------------------------------------------------- */

typedef struct {
    Date date;
    int64_t change, balance;
    Currency currency;
    int64_t count;
} BalanceDay;

typedef struct {
    Id account_id;
    Currency currency;
    Date from, to;
    int64_t opening_balance, closing_balance;
    List items; /* of BalanceDay: days on which something was booked */
} AccountBalances;

extern const Shape account_balances_shape;
/* NOT_FOUND for an account that is not the workspace's. */
bool account_balances(Ctx *c, Id account_id, Period p, AccountBalances *out);

/* --- months ---------------------------------------------------------------------------------- */

typedef struct {
    Str month; /* 2026-01 */
    int64_t income, expenses, net;
    Currency currency;
    bool projected;
} TrendItem;

typedef struct {
    Currency currency;
    List items;                               /* of TrendItem, oldest first */
    int64_t average_income, average_expenses; /* of whole months */
    List other_currencies;
} Trends;

extern const Shape trends_shape;
/* The last months up to and with the one of today; with projections the running month is drawn out
 * to its end and three months are added, from the median of the last six whole ones. */
bool trends_report(Ctx *c, Date today, int months, bool projections, Trends *out);

/* --- net worth ------------------------------------------------------------------------------- */

typedef struct {
    Date date;
    int64_t amount;
    Currency currency;
} NetWorthItem;

typedef struct {
    Id account_id;
    Str name;
    Currency currency;
    List items; /* of NetWorthItem */
} NetWorthAccount;

typedef struct {
    Currency currency;
    List items;            /* of NetWorthItem: the ends of months, and the last day asked for */
    List accounts;         /* of NetWorthAccount; those in another currency too */
    List other_currencies; /* of NetWorthItem: what is in accounts of other currencies at the end */
} NetWorth;

extern const Shape net_worth_shape;
bool net_worth_report(Ctx *c, Period p, NetWorth *out);

/* --- one account ----------------------------------------------------------------------------- */

typedef struct {
    Str name;
    int64_t count;
    int64_t amount;
    Currency currency;
} TopCategory;

typedef struct {
    int64_t pending, processing, completed, failed;
} ProcessingStatus;

typedef struct {
    Id account_id;
    Date start_date, end_date;
    Currency currency;
    int64_t total_transactions;
    int64_t total_spend, total_income, net_amount;
    List top_categories; /* of TopCategory, at most three */
    ProcessingStatus processing_status;
} AccountSummary;

extern const Shape account_summary_shape;
/* NOT_FOUND when the account is not the workspace's. */
bool account_summary(Ctx *c, Id account_id, Period p, AccountSummary *out);

/* --- the dashboard --------------------------------------------------------------------------- */

typedef struct {
    Id id;
    Str name;
    Str account_type;
    int64_t balance;
    Currency currency;
} OverviewAccount;

typedef struct {
    Str kind; /* "uncategorized", "import" */
    Str title, link;
    int64_t count;
} Attention;

typedef struct {
    Currency currency;
    List accounts; /* of OverviewAccount: the active ones */
    int64_t net_worth;
    CurrencyTotal this_month, last_month;
    List needs_attention; /* of Attention */
} Overview;

extern const Shape overview_shape;
bool overview_report(Ctx *c, Date today, Overview *out);

extern const OperationTable analyze_operations;

#endif
