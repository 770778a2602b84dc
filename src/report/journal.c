/* Plain-text accounting: journals for hledger (and ledger) and for beancount. Every transaction
 * gets two sides: where the money stands, and its category as an expense, an income or a transfer.
 */
#include "report/format.h"

#include "ledger/category.h"

typedef enum { HLEDGER, BEANCOUNT } Dialect;

static bool is_liability(const Account *a)
{
    return a->account_type == ACCOUNT_CREDIT_CARD || a->account_type == ACCOUNT_LOAN;
}

/* One word of an account's path. hledger takes nearly everything but two blanks in a row, brackets
 * in front and a colon; beancount letters, digits and hyphens, the first not small. */
static void buf_word(Buf *out, Str word, Dialect d)
{
    bool first = true, gap = false;
    for (ptrdiff_t i = 0; i < word.n; i++) {
        unsigned char ch = (unsigned char)word.p[i];
        bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch >= 0x80;
        bool plain = letter || (ch >= '0' && ch <= '9') ||
                     (d == HLEDGER && (ch == '.' || ch == '&' || ch == '-' || ch == '\''));
        if (!plain) {
            gap = !first;
            continue;
        }
        if (gap)
            buf_char(out, d == HLEDGER ? ' ' : '-');
        gap = false;
        if (first && d == BEANCOUNT && ch >= 0x80)
            buf_add(out, S("X-")); /* its first letter must be a capital one, and ASCII is safe */
        buf_char(out, first && ch >= 'a' && ch <= 'z' ? (char)(ch - 32) : (char)ch);
        first = false;
    }
    if (first)
        buf_add(out, S("Unnamed"));
}

static void buf_asset(Buf *out, const Account *a, Dialect d)
{
    buf_add(out, is_liability(a) ? S("Liabilities:") : S("Assets:"));
    buf_word(out, a->name, d);
}

static void buf_category(Buf *out, const CategoryName *k, bool is_transfer, int64_t amount,
                         Dialect d)
{
    if (is_transfer || (k && k->type == CATEGORY_TRANSFER)) {
        buf_add(out, S("Equity:Transfers"));
        return;
    }
    bool income = k ? k->type == CATEGORY_INCOME : amount > 0;
    buf_add(out, income ? S("Income:") : S("Expenses:"));
    if (!k) {
        buf_add(out, S("Uncategorised"));
        return;
    }
    if (k->group.n) {
        buf_word(out, k->group, d);
        buf_char(out, ':');
    }
    buf_word(out, k->name, d);
}

static void buf_amount(Buf *out, int64_t minor, Currency currency)
{
    buf_money(out, (Money){ minor, currency });
    buf_char(out, ' ');
    buf_add(out, currency_code(currency));
}

/* One line of text: hledger ends it at a semicolon and splits at a bar; beancount wants quotes. */
static void buf_text(Buf *out, Str text, Dialect d)
{
    if (d == BEANCOUNT)
        buf_char(out, '"');
    for (ptrdiff_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        if ((unsigned char)ch < 0x20)
            ch = ' ';
        if (d == HLEDGER && (ch == ';' || ch == '|'))
            ch = ',';
        if (d == BEANCOUNT && (ch == '"' || ch == '\\'))
            buf_char(out, '\\');
        buf_char(out, ch);
    }
    if (d == BEANCOUNT)
        buf_char(out, '"');
}

static void buf_head(Writing *w, const Transaction *t, Dialect d)
{
    buf_char(w->out, '\n');
    buf_date(w->out, t->date);
    buf_add(w->out, t->status == STATUS_PENDING ? S(" ! ") : S(" * "));
    if (d == BEANCOUNT && t->counterparty.n) {
        buf_text(w->out, t->counterparty, d);
        buf_char(w->out, ' ');
    }
    buf_text(w->out, t->description, d);
    Str id = id_text(w->c->mem, "txn", t->id);
    if (d == HLEDGER)
        buf_fmt(w->out, "  ; id:%.*s\n", STR_ARG(id));
    else
        buf_fmt(w->out, "\n  id: \"%.*s\"\n", STR_ARG(id));
}

static void buf_posting_category(Writing *w, const Transaction *t, Id category_id, int64_t amount,
                                 Dialect d)
{
    const CategoryName *k = map_find_num(&w->categories, category_id);
    buf_add(w->out, S("    "));
    buf_category(w->out, k, t->is_transfer, amount, d);
    buf_add(w->out, S("  "));
    buf_amount(w->out, -amount, t->currency);
    buf_char(w->out, '\n');
}

static void journal_row(Writing *w, const ExportRow *row, Dialect d)
{
    const Transaction *t = &row->t;
    if (t->status == STATUS_CANCELLED || t->amount == INT64_MIN)
        return;
    buf_head(w, t, d);
    buf_add(w->out, S("    "));
    buf_asset(w->out, row->account, d);
    buf_add(w->out, S("  "));
    buf_amount(w->out, t->amount, t->currency);
    buf_char(w->out, '\n');
    const TransactionPart *parts = t->parts.items;
    for (ptrdiff_t i = 0; i < t->parts.n; i++)
        buf_posting_category(w, t, parts[i].category_id, parts[i].amount, d);
    if (!t->parts.n)
        buf_posting_category(w, t, t->category_id, t->amount, d);
}

static void buf_opening(Writing *w, const Account *a, Dialect d)
{
    if (!a->opening_balance || !a->opened_on)
        return;
    buf_char(w->out, '\n');
    buf_date(w->out, a->opened_on);
    buf_add(w->out,
            d == HLEDGER ? S(" * Opening balance\n    ") : S(" * \"Opening balance\"\n    "));
    buf_asset(w->out, a, d);
    buf_add(w->out, S("  "));
    buf_amount(w->out, a->opening_balance, a->currency);
    buf_add(w->out, S("\n    Equity:Opening-Balances  "));
    buf_amount(w->out, -a->opening_balance, a->currency);
    buf_char(w->out, '\n');
}

static void hledger_begin(Writing *w)
{
    buf_add(w->out, S("; Written by florin; read it with hledger -f FILE\n"));
    for (ptrdiff_t i = 0; i < w->n_accounts; i++)
        buf_opening(w, &w->accounts[i], HLEDGER);
}

static void hledger_row(Writing *w, const ExportRow *row)
{
    journal_row(w, row, HLEDGER);
}

static void nothing(Writing *w)
{
    (void)w;
}

const ExportFormat hledger_format = {
    "hledger", "text/plain; charset=utf-8",       "journal", hledger_begin, hledger_row,
    nothing,   "a journal for hledger and ledger"
};

/* --- beancount: accounts are opened before they are used ------------------------------------- */

static void buf_open(Writing *w, Str account)
{
    buf_fmt(w->out, "1900-01-01 open %.*s\n", STR_ARG(account));
}

static void beancount_begin(Writing *w)
{
    Map opened = map_new(w->c->mem);
    buf_add(w->out, S(";; Written by florin; check it with bean-check FILE\n"));
    for (ptrdiff_t i = 0; i < w->n_accounts; i++) {
        Buf name = buf_new(w->c->mem, 4096);
        buf_asset(&name, &w->accounts[i], BEANCOUNT);
        if (!map_put(&opened, buf_str(&name), w))
            buf_open(w, buf_str(&name));
    }
    for (ptrdiff_t i = 0; i < w->categories.n; i++) {
        const CategoryName *k = w->categories.entries[i].value;
        Buf name = buf_new(w->c->mem, 4096);
        buf_category(&name, k, false, 0, BEANCOUNT);
        if (!map_put(&opened, buf_str(&name), w))
            buf_open(w, buf_str(&name));
    }
    static const char *const always[] = { "Income:Uncategorised", "Expenses:Uncategorised",
                                          "Equity:Opening-Balances", "Equity:Transfers" };
    for (ptrdiff_t i = 0; i < COUNT(always); i++)
        if (!map_find(&opened, str_of(always[i])))
            buf_open(w, str_of(always[i]));
    for (ptrdiff_t i = 0; i < w->n_accounts; i++)
        buf_opening(w, &w->accounts[i], BEANCOUNT);
}

static void beancount_row(Writing *w, const ExportRow *row)
{
    journal_row(w, row, BEANCOUNT);
}

const ExportFormat beancount_format = {
    "beancount", "text/plain; charset=utf-8", "beancount", beancount_begin, beancount_row,
    nothing,     "a ledger for beancount"
};
