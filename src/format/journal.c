/* Journals: the postings of each asset and liability become a statement. */
#include "format/journal.h"

#include "format/journal_read.h"
#include "statement/build.h"
#include "statement/sum.h"
#include "text/codepage.h"
#include "text/number.h"
#include "text/utf8.h"

typedef struct {
    Build b;
    Ctx *c;
    Journal j;
    TextEncoding encoding;
    ExactSum running; /* of the account whose rows are being made */
    Str running_currency;
} Reader;

static const JournalPosting *other_posting(const Reader *r, const JournalTransaction *t,
                                           const JournalPosting *own, bool *several)
{
    const JournalPosting *other = NULL;
    *several = false;
    for (ptrdiff_t i = t->first; i < t->first + t->n; i++) {
        const JournalPosting *p = &r->j.postings[i];
        if (p == own || p->is_virtual)
            continue;
        *several |= other != NULL;
        other = p;
    }
    return other;
}

static bool holds_nocase(Str s, Str part)
{
    for (ptrdiff_t i = 0; i + part.n <= s.n; i++)
        if (str_eq_nocase(str_part(s, i, i + part.n), part))
            return true;
    return false;
}

/* Whether the transaction opens the account's books. */
static bool opens_books(const Reader *r, const JournalTransaction *t, const JournalPosting *own)
{
    bool several;
    const JournalPosting *other = other_posting(r, t, own, &several);
    if (!other || several)
        return false;
    Str name = r->j.accounts[other->account].name;
    return holds_nocase(name, S("equity")) && holds_nocase(name, S("opening"));
}

static void take_raw(Reader *r, StatementRow *row, const JournalTransaction *t)
{
    if (!r->b.options->with_source)
        return;
    row->raw = utf8_cut(t->raw, LIMIT_ROW_RAW_BYTES);
    while (row->raw.n < t->raw.n && row->raw.n &&
           ((unsigned char)t->raw.p[row->raw.n] & 0xC0) == 0x80)
        row->raw.n--;
    build_part(&r->b, row, "description", row->description);
    build_part(&r->b, row, "counterparty", row->counterparty);
    build_part(&r->b, row, "category", row->category);
    build_part(&r->b, row, "reference", row->reference);
}

/* The amount of a posting that only asserts a balance: what is missing to it. */
static Figure posted(Reader *r, const JournalPosting *p)
{
    Figure amount = p->amount;
    bool follows = !r->running_currency.n || str_eq(r->running_currency, p->currency);
    if (!amount.given && p->balance.given && follows && !r->running.lost) {
        ExactSum missing = { .total = p->balance.value };
        total_add(&missing, decimal_negated(r->running.total));
        amount = (Figure){ missing.total, !missing.lost };
    }
    if (amount.given && follows) {
        total_add(&r->running, amount.value);
        r->running_currency = p->currency;
    }
    return amount;
}

/* A sign that several currencies use names none of them. */
static Str currency_of(Str symbol)
{
    bool known;
    Str code = number_currency(symbol, &known);
    return known && !code.n ? (Str){ 0 } : symbol;
}

static bool add_posting(Reader *r, Statement *s, const JournalPosting *p)
{
    const JournalTransaction *t = &r->j.transactions[p->transaction];
    Figure amount = posted(r, p);
    if (p->is_virtual || !amount.given) {
        build_find(&r->b, p->is_virtual ? FINDING_INFO : FINDING_ERROR, p->line, "amount", NULL,
                   p->is_virtual ? "A posting in brackets moves no money and was left out"
                                 : "The posting was left out: its amount cannot be found out");
        return true;
    }
    if (!s->n_rows && !s->opening_balance.given && opens_books(r, t, p)) {
        s->opening_balance = amount;
        if (!s->currency.n)
            s->currency = currency_of(p->currency);
        build_find(&r->b, FINDING_INFO, t->line, "balance", NULL,
                   "The transaction opens the account's books and gives its opening balance");
        return true;
    }
    bool several;
    const JournalPosting *other = other_posting(r, t, p, &several);
    StatementRow own = {
        .date = t->date, .amount = amount, .line = p->line, .balance = p->balance
    };
    own.value_date = t->second;
    own.currency = currency_of(p->currency);
    own.counterparty = t->payee;
    own.description = t->note.n ? t->note : t->payee;
    own.reference = t->code;
    own.external_id = t->id;
    own.status = t->pending ? ROW_PENDING : ROW_POSTED;
    if (other && !several)
        own.category = r->j.accounts[other->account].name;
    if (!own.description.n)
        own.description = own.category;
    take_raw(r, &own, t);
    StatementRow *row = build_row(&r->b);
    *row = statement_row_copy(r->b.mem, &own);
    return build_add(&r->b, row);
}

static void tell_remarks(Reader *r, Statement *s)
{
    for (ptrdiff_t i = 0; i < r->j.n_remarks; i++) {
        const JournalRemark *m = &r->j.remarks[i];
        build_find(&r->b, m->level, m->line, m->field, NULL, "%.*s", STR_ARG(m->message));
    }
    if (!r->j.ambiguous)
        return;
    s->ambiguous = true;
    build_find(
        &r->b, FINDING_WARNING, 0, "amount", "Add a decimal-mark directive to the journal",
        "Figures like 1,234 were read as thousands; nothing in the file says whether they are");
}

static bool read_account(Reader *r, const JournalAccount *a, bool first)
{
    Statement *s = build_open(&r->b, S("journal"));
    if (!s)
        return false;
    r->running = (ExactSum){ 0 };
    r->running_currency = (Str){ 0 };
    s->account_number = a->name;
    s->encoding = codepage_name(r->encoding.encoding);
    if (first)
        tell_remarks(r, s);
    for (ptrdiff_t i = a->first; i >= 0; i = r->j.postings[i].next)
        if (!add_posting(r, s, &r->j.postings[i]))
            return false;
    return build_close(&r->b);
}

static bool read_all(Reader *r, Str text)
{
    bool first = true;
    if (!journal_read(r->c, text, &r->j))
        return false;
    for (ptrdiff_t i = 0; i < r->j.n_accounts; i++) {
        const JournalAccount *a = &r->j.accounts[i];
        if (!a->money || a->first < 0)
            continue;
        if (!read_account(r, a, first))
            return false;
        first = false;
    }
    return !first || fail(r->c, NO_TRANSACTIONS, NULL,
                          "the journal has no posting to an account under Assets or Liabilities");
}

bool journal_statements(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    Reader *r = NEW(c->mem, Reader);
    r->c = c;
    Str text = codepage_text(c->mem, bytes, &r->encoding);
    build_start(&r->b, c, o, sink);
    read_all(r, text_printable(c->mem, text));
    return build_end(&r->b);
}

/* --- detection --- */

static bool begins_with_date(Str line, Str *rest)
{
    ptrdiff_t n = 0, digits = 0, marks = 0;
    while (n < line.n && n < 10 &&
           ((line.p[n] >= '0' && line.p[n] <= '9') || line.p[n] == '-' || line.p[n] == '/' ||
            line.p[n] == '.')) {
        digits += line.p[n] >= '0' && line.p[n] <= '9';
        marks += line.p[n] < '0';
        n++;
    }
    if (digits < 6 || marks != 2 || n >= line.n || (line.p[n] != ' ' && line.p[n] != '='))
        return false;
    *rest = str_trim(str_part(line, n, line.n));
    return line.p[4] < '0';
}

/* "01-05 " below a directive that gives the year. */
static bool begins_with_day(Str line)
{
    ptrdiff_t n = 0, marks = 0;
    while (n < line.n && n < 6 &&
           ((line.p[n] >= '0' && line.p[n] <= '9') || line.p[n] == '-' || line.p[n] == '/'))
        marks += line.p[n++] < '0';
    return n >= 3 && marks == 1 && n < line.n && line.p[n] == ' ' && line.p[0] > '/';
}

bool journal_is(Str head)
{
    bool date = false, applied = false, year = false;
    while (head.p) {
        Str line = str_cut(&head, '\n'), rest = { 0 };
        Str bare = str_trim(line);
        bool indented = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
        bool named = applied || str_find_char(bare, ':', 0) > 0;
        if (date && indented && bare.n && named && bare.p[0] >= 'A')
            return true;
        applied |= str_starts(line, S("apply account "));
        year |= !indented && line.n > 4 && (line.p[0] == 'Y' || str_starts(line, S("year "))) &&
                bare.p[bare.n - 1] >= '0' && bare.p[bare.n - 1] <= '9';
        if (!indented)
            date = begins_with_date(bare, &rest) || (year && begins_with_day(bare));
        if (!indented && date && str_starts(rest, S("open ")) && str_find_char(rest, ':', 0) > 0)
            return true;
    }
    return false;
}
