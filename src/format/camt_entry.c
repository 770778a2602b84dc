/* An ISO 20022 entry made rows. */
#include "format/camt_entry.h"

#include "statement/sum.h"
#include "text/datetext.h"
#include "text/number.h"
#include "text/utf8.h"

enum { TEXT_MAX = 4000, TYPE_MAX = 64 };

bool camt_decimal(Str text, Decimal *out, bool *odd)
{
    *odd = false;
    if (decimal_parse(text, out) == NUMBER_OK)
        return true;
    NumberText n;
    *odd = true;
    if (!number_read(text, &n) || n.ambiguous || n.overflow)
        return false;
    return number_value(&n, n.marks & MARK_POINT ? MARK_POINT : MARK_COMMA, out);
}

int camt_side(Str text)
{
    char first = text.n ? (char)(text.p[0] & ~0x20) : 0;
    return first == 'C' ? 1 : first == 'D' ? -1 : 0;
}

Date camt_date(Str text)
{
    enum { BASIC = 8 }; /* YYYYMMDD, also before a T and the time */
    int64_t n = 0;
    text = str_trim(text);
    bool basic = text.n == BASIC || (text.n > BASIC && text.p[BASIC] == 'T');
    if (basic && str_int(str_part(text, 0, BASIC), &n) && n > 0)
        return date_of((int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100));
    Date d = date_parse(str_part(text, 0, DATE_TEXT));
    return d ? d : date_plain(text, ORDER_YMD);
}

/* The first that is not empty. */
static Str first_of(const Str *texts, int n)
{
    for (int i = 0; i < n; i++)
        if (texts[i].n)
            return texts[i];
    return (Str){ 0 };
}

#define FIRST_OF(...)                                                                              \
    first_of((const Str[]){ __VA_ARGS__ },                                                         \
             (int)(sizeof((const Str[]){ __VA_ARGS__ }) / sizeof(Str)))

/* Identifiers that say there is none. */
static Str stated(Str id)
{
    static const Str none[] = { S_INIT("NOTPROVIDED"), S_INIT("NOT PROVIDED"),
                                S_INIT("NONREF"),      S_INIT("NOTAVAILABLE"),
                                S_INIT("NONE"),        S_INIT("N/A"),
                                S_INIT("-"),           S_INIT("0") };
    for (ptrdiff_t i = 0; i < COUNT(none); i++)
        if (str_eq_nocase(id, none[i]))
            return (Str){ 0 };
    return id;
}

static Str cut(Str text)
{
    if (text.n <= TEXT_MAX)
        return text;
    text.n = TEXT_MAX;
    while (text.n && ((unsigned char)text.p[text.n] & 0xC0) == 0x80)
        text.n--;
    return text;
}

static bool is_own(const CamtAround *a, const CamtParty *p)
{
    Str name = p->name.n ? p->name : p->ultimate;
    return (p->account.n && str_eq_nocase(p->account, a->account)) ||
           (!p->account.n && name.n && str_eq_nocase(name, a->owner));
}

static bool is_party(const CamtParty *p)
{
    return p->name.n || p->ultimate.n || p->account.n;
}

/* The other side: who was paid or who paid, unless that is the account's own owner, as in
 * returns. */
static const CamtParty *other_party(const CamtAround *a, const CamtDetail *d, bool credit)
{
    const CamtParty *first = credit ? &d->debtor : &d->creditor;
    const CamtParty *second = credit ? &d->creditor : &d->debtor;
    if ((!is_party(first) || is_own(a, first)) && is_party(second) && !is_own(a, second))
        return second;
    return is_own(a, first) && !is_party(second) ? second : first;
}

static Str type_of(Arena *mem, const CamtCode *code, Str words)
{
    if (words.n && words.n <= TYPE_MAX)
        return words;
    if (code->own.n)
        return code->own;
    if (!code->domain.n)
        return (Str){ 0 };
    return str_fmt(mem, "%.*s/%.*s/%.*s", STR_ARG(code->domain), STR_ARG(code->family),
                   STR_ARG(code->sub));
}

static Str return_words(Arena *mem, const CamtDetail *d)
{
    if (!d->return_code.n || !d->return_info.n)
        return d->return_code.n ? d->return_code : d->return_info;
    return str_fmt(mem, "%.*s %.*s", STR_ARG(d->return_code), STR_ARG(d->return_info));
}

static Str joined(Arena *mem, Str a, Str b)
{
    if (!a.n || !b.n)
        return a.n ? a : b;
    return str_find(a, b, 0) >= 0 ? a : str_fmt(mem, "%.*s %.*s", STR_ARG(a), STR_ARG(b));
}

/* The texts of a row: the detail's own, then the entry's. */
static void fill_texts(CamtAround *a, StatementRow *row, const CamtEntry *e, const CamtDetail *d,
                       bool credit)
{
    Arena *mem = a->b->mem;
    const CamtParty *other = other_party(a, d, credit);
    if (!is_party(other))
        other = other_party(a, &e->self, credit);
    row->counterparty = FIRST_OF(other->name, other->ultimate);
    row->counterparty_account = other->account;
    Str back = return_words(mem, d), note = e->self.info;
    Str text = FIRST_OF(d->remittance, d->more_remittance, d->info, e->self.remittance);
    row->type = type_of(mem, d->code.domain.n || d->code.own.n ? &d->code : &e->self.code,
                        text.n ? note : (Str){ 0 });
    row->description = joined(mem,
                              FIRST_OF(text, note, d->creditor_ref, d->document, row->counterparty,
                                       row->type, stated(d->end_to_end)),
                              back);
    row->reference = FIRST_OF(d->creditor_ref, stated(d->end_to_end), d->document, d->cheque,
                              stated(d->mandate), stated(d->tx_id), stated(d->instruction),
                              e->self.creditor_ref, stated(e->self.end_to_end));
}

static bool other_currency(const CamtAmount *amount, Str currency, Decimal *out)
{
    bool odd;
    return amount->text.n && amount->currency.n && !str_eq(amount->currency, currency) &&
           camt_decimal(amount->text, out, &odd);
}

static void fill_original(StatementRow *row, const CamtDetail *d)
{
    const CamtAmount *amounts[] = { &d->instructed, &d->transacted, &d->counter };
    for (int i = 0; i < (int)COUNT(amounts) && !row->original_amount.given; i++) {
        Decimal value;
        if (!other_currency(amounts[i], row->currency, &value))
            continue;
        value = decimal_absolute(value);
        row->original_amount =
            (Figure){ row->amount.value.mantissa < 0 ? decimal_negated(value) : value, true };
        row->original_currency = amounts[i]->currency;
    }
}

/* The day of an entry: booked, of value, of its transactions, at last the statement's. */
static Date day_of(const CamtEntry *e, const CamtDetail *d)
{
    const Str dates[] = { e->booked,   e->value,         d->settled,
                          d->accepted, d->transacted_on, d->requested };
    for (ptrdiff_t i = 0; i < COUNT(dates); i++)
        if (dates[i].n && camt_date(dates[i]))
            return camt_date(dates[i]);
    return DATE_NONE;
}

static void fill_raw(CamtAround *a, StatementRow *row, const CamtEntry *e, const CamtDetail *d)
{
    Build *b = a->b;
    if (!b->options->with_source || d->behind <= d->at)
        return;
    Str raw = str_part(a->text, d->at, d->behind);
    row->raw = utf8_cut(raw, LIMIT_ROW_RAW_BYTES);
    build_part(b, row, "amount", d->amount.text.n ? d->amount.text : e->self.amount.text);
    build_part(b, row, "date", e->booked.n ? e->booked : e->value);
    build_part(b, row, "description", row->description);
    build_part(b, row, "counterparty", row->counterparty);
    build_part(b, row, "counterparty_account", row->counterparty_account);
    build_part(b, row, "reference", row->reference);
    build_part(b, row, "currency", row->currency);
}

/* One row; nth is its number among several of the entry, 0 when it is the only one. */
static bool add_row(CamtAround *a, const CamtEntry *e, const CamtDetail *d, Decimal amount,
                    ptrdiff_t nth)
{
    Build *b = a->b;
    StatementRow own = { 0 };
    own.line = nth ? d->line : e->self.line;
    own.amount = (Figure){ amount, true };
    own.currency = FIRST_OF(e->self.amount.currency, d->amount.currency, a->currency);
    own.date = day_of(e, d);
    own.value_date = camt_date(e->value);
    bool booked = !str_eq(e->status, S("PDNG")) && !str_eq(e->status, S("FUTR"));
    own.status = booked ? ROW_POSTED : ROW_PENDING;
    fill_texts(a, &own, e, d, amount.mantissa >= 0);
    fill_original(&own, d);
    if (!own.original_amount.given)
        fill_original(&own, &e->self);
    Str id = FIRST_OF(stated(e->self.servicer_ref), stated(d->servicer_ref), stated(e->reference));
    own.external_id = id.n && nth ? str_fmt(b->mem, "%.*s/%lld", STR_ARG(id), (long long)nth) : id;
    own.description = cut(own.description);
    fill_raw(a, &own, e, nth ? d : &e->self);
    if (!own.date) {
        own.date = a->day;
        build_find(b, own.date ? FINDING_WARNING : FINDING_ERROR, own.line, "date",
                   "Ask the bank for the day, and correct the row",
                   own.date ? "The entry states no date; the statement's last day was taken"
                            : "The entry states no date and was left out");
    }
    if (!own.currency.n)
        build_find(b, FINDING_ERROR, own.line, "currency", "State the account's currency",
                   "Neither the entry nor the account states a currency");
    else if (a->currency.n && !str_eq(own.currency, a->currency) && !a->foreign) {
        a->foreign = true;
        build_find(b, FINDING_INFO, own.line, "currency", NULL,
                   "The entry is in %.*s, the account in %.*s", STR_ARG(own.currency),
                   STR_ARG(a->currency));
    }
    if (!own.date)
        return true;
    StatementRow *row = build_row(b);
    RowPart *parts = own.parts;
    *row = statement_row_copy(b->mem, &own);
    row->raw = own.raw;
    row->parts = parts;
    row->n_parts = own.n_parts;
    return build_add(b, row);
}

/* The amount of one of several transactions, signed; false when it states none in the entry's
 * currency. */
static bool detail_amount(const CamtEntry *e, const CamtDetail *d, Decimal *out)
{
    const CamtAmount *amounts[] = { &d->amount, &d->transacted, &d->instructed };
    int side = camt_side(d->side.n ? d->side : e->self.side);
    for (int i = 0; i < (int)COUNT(amounts); i++) {
        bool odd;
        if (!amounts[i]->text.n ||
            (amounts[i]->currency.n && !str_eq(amounts[i]->currency, e->self.amount.currency)))
            continue;
        if (!camt_decimal(amounts[i]->text, out, &odd) || out->mantissa < 0 || !side)
            return false;
        *out = side < 0 ? decimal_negated(*out) : *out;
        return true;
    }
    return false;
}

/* Whether the transactions make the entry, to the last digit. */
static bool can_split(const CamtEntry *e, Decimal whole)
{
    ExactSum sum = { 0 };
    if (e->n < 2 || e->too_many)
        return false;
    for (ptrdiff_t i = 0; i < e->n; i++) {
        Decimal part;
        if (!detail_amount(e, &e->details[i], &part))
            return false;
        total_add(&sum, part);
    }
    return !sum.lost && total_agrees(&sum, whole);
}

/* All transactions of an entry as one: what they share, and their texts behind each other. */
static CamtDetail together(Arena *mem, const CamtEntry *e)
{
    CamtDetail all = e->self;
    all.info = (Str){ 0 };
    if (e->n == 0)
        return all;
    all = e->details[0];
    if (e->n == 1)
        return all;
    bool same = true;
    Buf text = buf_new(mem, TEXT_MAX);
    for (ptrdiff_t i = 0; i < e->n && !text.full; i++) {
        const CamtDetail *d = &e->details[i];
        same = same && str_eq(d->debtor.name, all.debtor.name) &&
               str_eq(d->creditor.name, all.creditor.name);
        Str own = FIRST_OF(d->remittance, d->more_remittance, d->info, d->creditor_ref);
        if (own.n && str_find(buf_str(&text), own, 0) < 0 && text.n + own.n + 1 <= TEXT_MAX) {
            if (text.n)
                buf_char(&text, ' ');
            buf_add(&text, own);
        }
    }
    all =
        (CamtDetail){ .code = e->self.code,
                      .remittance = e->self.info.n ? (Str){ 0 } : buf_str(&text),
                      .more_remittance =
                          e->self.info.n ? joined(mem, e->self.info, buf_str(&text)) : (Str){ 0 } };
    if (same) {
        all.debtor = e->details[0].debtor;
        all.creditor = e->details[0].creditor;
    }
    return all;
}

/* What an entry leaves to its transactions: the direction that all of them have, and their sum. */
static void take_from_details(CamtAround *a, CamtEntry *e)
{
    CamtDetail *self = &e->self;
    ExactSum sum = { 0 };
    bool same = e->n > 0 && !e->too_many, summed = same, odd;
    Decimal part;
    for (ptrdiff_t i = 0; i < e->n; i++) {
        const CamtDetail *d = &e->details[i], *first = &e->details[0];
        same = same && camt_side(d->side) && camt_side(d->side) == camt_side(first->side);
        summed = summed && d->amount.text.n && camt_decimal(d->amount.text, &part, &odd) &&
                 str_eq(d->amount.currency, first->amount.currency);
        if (summed)
            total_add(&sum, part);
    }
    bool direction = !self->side.n && same, amount = !self->amount.text.n && summed && same;
    if (direction)
        self->side = e->details[0].side;
    if (amount && !sum.lost)
        self->amount =
            (CamtAmount){ decimal_text(a->b->c->mem, sum.total), e->details[0].amount.currency };
    if (direction || amount)
        build_find(a->b, FINDING_INFO, self->line, "amount", NULL,
                   "The entry leaves its %s to its transactions", amount ? "amount" : "direction");
}

/* The entry's own amount, signed; false after the finding that says what is wrong with it. */
static bool entry_amount(CamtAround *a, const CamtEntry *e, Decimal *out)
{
    bool odd;
    int side = camt_side(e->self.side);
    Str text = e->self.amount.text;
    if (!text.n || !camt_decimal(text, out, &odd)) {
        build_find(a->b, FINDING_ERROR, e->self.line, "amount",
                   "Export the statement from the bank again",
                   text.n ? "The entry's amount \"%.*s\" is not a number; it was left out"
                          : "The entry states no amount%.*s; it was left out",
                   STR_ARG(text_shown(text)));
        return false;
    }
    if (!side) {
        build_find(a->b, FINDING_ERROR, e->self.line, "amount",
                   "Export the statement from the bank again",
                   "The entry does not say whether %.*s is a credit or a debit; it was left out",
                   STR_ARG(text));
        return false;
    }
    if (odd)
        build_find(a->b, FINDING_WARNING, e->self.line, "amount", "Compare it with the bank's page",
                   "The amount \"%.*s\" is not written as the standard says", STR_ARG(text));
    if (out->mantissa < 0)
        build_find(a->b, FINDING_WARNING, e->self.line, "amount", "Compare it with the bank's page",
                   "The amount %.*s has a sign besides the credit or debit mark, which counts",
                   STR_ARG(text));
    *out = decimal_absolute(*out);
    *out = side < 0 ? decimal_negated(*out) : *out;
    return true;
}

bool camt_entry_rows(CamtAround *a, CamtEntry *e, CamtTaken *taken)
{
    *taken = (CamtTaken){ 0 };
    if (str_eq(e->status, S("INFO"))) {
        build_find(a->b, FINDING_INFO, e->self.line, NULL, NULL,
                   "The entry is for information only and is not booked");
        return true;
    }
    if (!e->self.side.n || !e->self.amount.text.n)
        take_from_details(a, e);
    if (!entry_amount(a, e, &taken->amount))
        return true;
    taken->taken = true;
    if (can_split(e, taken->amount)) {
        for (ptrdiff_t i = 0; i < e->n; i++) {
            Decimal part;
            if (!detail_amount(e, &e->details[i], &part) ||
                !add_row(a, e, &e->details[i], part, i + 1))
                return false;
        }
        return true;
    }
    if (e->n > 1)
        build_find(a->b, FINDING_INFO, e->self.line, NULL, NULL,
                   "The entry's %lld transactions do not make its amount one by one; it is one row",
                   (long long)e->n);
    CamtDetail all = together(a->b->mem, e);
    return add_row(a, e, &all, taken->amount, 0);
}
