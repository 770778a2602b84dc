/* ISO 20022: the head of a statement. */
#include "format/camt_head.h"

#include "text/utf8.h"

static Str account_type(Str code)
{
    static const struct {
        Str code, type;
    } types[] = {
        { S_INIT("CACC"), S_INIT("checking") }, { S_INIT("TRAN"), S_INIT("checking") },
        { S_INIT("SVGS"), S_INIT("savings") },  { S_INIT("LLSV"), S_INIT("savings") },
        { S_INIT("ONDP"), S_INIT("savings") },  { S_INIT("CARD"), S_INIT("credit_card") },
        { S_INIT("LOAN"), S_INIT("loan") },
    };
    for (ptrdiff_t i = 0; i < COUNT(types); i++)
        if (str_eq(code, types[i].code))
            return types[i].type;
    return (Str){ 0 };
}

void camt_settle(CamtHead *h, Statement *s, CamtAround *around)
{
    s->account_number = h->iban.n ? h->iban : h->other_id;
    s->account_type = account_type(h->account_type);
    s->institution = h->bank.n ? h->bank : h->bic;
    s->currency = h->currency.n                  ? h->currency
                  : h->closing.amount.currency.n ? h->closing.amount.currency
                                                 : h->opening.amount.currency;
    s->from = camt_date(h->from);
    s->to = camt_date(h->to);
    /* A period that ends with the first moment of a day ends with the day before. */
    if (s->to && s->to > s->from && str_find(h->to, S("T00:00:00"), 0) == DATE_TEXT)
        s->to--;
    around->account = s->account_number;
    around->owner = h->owner.n ? h->owner : h->name;
    around->currency = s->currency;
    Date closed = camt_date(h->closing.date);
    around->day = closed ? closed : s->to;
}

/* Better kinds of balances have higher ranks; 0 is none of that side. */
static int opening_rank(Str type)
{
    return str_eq(type, S("OPBD")) ? 3 : str_eq(type, S("PRCD")) ? 2 : str_eq(type, S("ITBD"));
}

static int closing_rank(Str type)
{
    return str_eq(type, S("CLBD")) ? 2 : str_eq(type, S("ITBD"));
}

/* Whether a stands on an earlier day than b. */
static bool is_before(const CamtBalance *a, const CamtBalance *b)
{
    Date day = camt_date(a->date), other = camt_date(b->date);
    return day && other && day < other;
}

void camt_take_balance(CamtHead *h)
{
    const CamtBalance *b = &h->balance;
    bool ours = !h->currency.n || !b->amount.currency.n || str_eq(h->currency, b->amount.currency);
    int opens = opening_rank(b->type), closes = closing_rank(b->type);
    /* Of two interim balances the first opens the page and the last closes it; where each day has
     * its own balances, the first day's opens and the last day's closes, in whatever order they
     * stand. */
    bool real = opens > 1 || closes > 1;
    bool opens_before = opens > 1 && opens == h->opening_rank && is_before(b, &h->opening);
    if (ours && (opens > h->opening_rank || opens_before)) {
        if (h->opening_rank == 1 && !h->closing_rank) { /* an interim balance came before it */
            h->closing = h->opening;
            h->closing_rank = 1;
        }
        h->opening = *b;
        h->opening_rank = opens;
    } else if (ours && closes && closes >= h->closing_rank &&
               !(real && closes == h->closing_rank && is_before(b, &h->closing))) {
        h->closing = *b;
        h->closing_rank = closes;
    }
    /* An interim balance that took the opening's place closes when a real opening is there. */
    if (ours && opens == 1 && h->opening_rank > 1 && !h->closing_rank) {
        h->closing = *b;
        h->closing_rank = 1;
    }
    h->balance = (CamtBalance){ 0 };
}

static Figure figure_of(Build *build, const CamtBalance *b, const char *which, int64_t *odd_line)
{
    Decimal value;
    bool odd;
    int side = camt_side(b->side);
    if (!b->type.n)
        return (Figure){ 0 };
    if (!camt_decimal(b->amount.text, &value, &odd)) {
        build_find(build, FINDING_WARNING, b->line, "balance", "Compare it with the bank's page",
                   "The %s balance \"%.*s\" cannot be read", which,
                   STR_ARG(text_shown(b->amount.text)));
        return (Figure){ 0 };
    }
    /* Against the standard: overdrawn, whatever the mark says; or no mark at all. */
    if (value.mantissa < 0 || (!side && value.mantissa))
        *odd_line = b->line;
    else if (side < 0)
        value = decimal_negated(value);
    return (Figure){ value, true };
}

static void check_total(Build *build, const CamtHead *h, const char *what, const CamtTotal *t,
                        int64_t counted, const ExactSum *sum)
{
    Decimal stated_sum;
    int64_t count;
    bool odd;
    if (str_int(t->count, &count) && count != counted && count != h->details)
        build_find(build, FINDING_WARNING, 0, NULL, "Check whether the file is complete",
                   "The statement counts %lld %s, the file holds %lld", (long long)count, what,
                   (long long)counted);
    if (sum && t->sum.n && !h->several_currencies && camt_decimal(t->sum, &stated_sum, &odd) &&
        !total_agrees(sum, decimal_absolute(stated_sum)))
        build_find(build, FINDING_WARNING, 0, "amount", "Check whether the file is complete",
                   "The statement sums its %s to %.*s, the file's make %.*s", what, STR_ARG(t->sum),
                   STR_ARG(decimal_text(build->c->mem, sum->total)));
}

void camt_count(CamtHead *h, const CamtEntry *e, Decimal amount)
{
    bool credit = amount.mantissa > 0 || (amount.mantissa == 0 && camt_side(e->self.side) > 0);
    h->n_booked++;
    *(credit ? &h->n_credits : &h->n_debits) += 1;
    total_add(credit ? &h->sum_credits : &h->sum_debits, decimal_absolute(amount));
}

void camt_close(const CamtHead *h, Build *build, Statement *s)
{
    int64_t odd_line = 0;
    s->opening_balance = figure_of(build, &h->opening, "opening", &odd_line);
    s->closing_balance = figure_of(build, &h->closing, "closing", &odd_line);
    bool proven = s->opening_balance.given && s->closing_balance.given;
    if (odd_line)
        build_find(
            build, proven ? FINDING_INFO : FINDING_WARNING, odd_line, "balance",
            proven ? NULL : "Compare it with the bank's page",
            "A balance has a minus besides the credit or debit mark, or lacks the mark; its sign "
            "was taken as written");
    int64_t all = h->n_booked;
    str_int(h->all.count, &all);
    check_total(build, h, "entries", &h->all, all == h->entries ? h->entries : h->n_booked, NULL);
    check_total(build, h, "credits", &h->credits, h->n_credits, &h->sum_credits);
    check_total(build, h, "debits", &h->debits, h->n_debits, &h->sum_debits);
}
