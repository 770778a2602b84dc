/* The mapping of columns: what of the amounts is left in doubt, and said. */
#include "import/map_search.h"

static void doubt(Search *s, const Mapping *m, const char *field, const char *fix, const char *what)
{
    (void)m;
    s->s->ambiguous = true;
    finding_add(s->r->c->mem, s->s, (FindingAt){ FINDING_WARNING, 0, field, fix }, "%s", what);
}

/* Votes of the kinds of transactions for the signs: a payment to a card that is negative, purchases
 * that are positive. */
typedef struct {
    int agree, differ, payments_negative;
} KindVotes;

static KindVotes kind_votes(Search *s, const Mapping *m)
{
    KindVotes v = { 0 };
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Decimal d;
        if (map_amount_of(s->r, m, &s->rows[i], &d) != AMOUNT_READ || !d.mantissa)
            continue;
        for (int k = 0; k < m->columns->n; k++) {
            const Column *c = column_at(k, m);
            bool kind = c->scores[MEANS_TYPE] >= SURE || c->scores[MEANS_DESCRIPTION] >= SURE;
            if (!kind || !row_cell(&s->rows[i], k).n)
                continue;
            ArenaMark mark = arena_mark(s->r->scratch);
            int way = words_kind(s->r->words, s->r->scratch, row_cell(&s->rows[i], k));
            arena_reset(s->r->scratch, mark);
            if (!way)
                continue;
            v.agree += (way < 0) == (d.mantissa < 0);
            v.differ += (way < 0) != (d.mantissa < 0);
            v.payments_negative += way > 0 && d.mantissa < 0;
            break;
        }
    }
    return v;
}

void search_judge_sign(Search *s, Mapping *m, bool proven)
{
    if (m->amount < 0 || m->sign != SIGN_LITERAL || proven)
        return;
    const Column *k = column_at(m->amount, m);
    KindVotes v = kind_votes(s, m);
    bool turned = v.payments_negative > 0 && v.agree == 0 && k->positive > k->negative;
    if (turned) {
        m->sign = SIGN_INVERTED;
        doubt(s, m, "amount", "check the direction of the amounts",
              "amounts are read with their signs turned round: payments to the card are written "
              "negative");
    } else if (k->negative == 0 && k->figure_flags == 0 && k->positive > 0 && k->signs == 0) {
        doubt(s, m, "amount", "choose whether these amounts are money in or money out",
              "no amount has a sign, and nothing in the file tells money in from money out; they "
              "are read as written");
    }
}

void search_judge_mark(Search *s, const Mapping *m)
{
    int main = m->amount >= 0 ? m->amount : m->debit;
    const Column *k = column_at(main, m);
    bool settled = k->only_point || k->only_comma;
    for (int i = 0; i < m->columns->n && !settled; i++)
        settled = column_is_figures(column_at(i, m)) &&
                  (column_at(i, m)->only_point || column_at(i, m)->only_comma);
    if (!settled && k->either)
        doubt(s, m, "amount", "choose the decimal mark",
              "amounts like 1,234 may be thousands or have three decimals; nothing in the file "
              "decides, they are read as thousands");
}

void search_judge_columns(Search *s, const Plan *best)
{
    int rivals = 0;
    for (int i = 0; i < s->n_plans; i++) {
        const Plan *p = &s->plans[i];
        rivals += p->m.amount >= 0 && p->m.amount != best->m.amount && p->base + 8 >= best->base &&
                  p->m.sign == SIGN_LITERAL;
    }
    const Column *k = best->m.amount >= 0 ? column_at(best->m.amount, &best->m) : NULL;
    if (k && rivals && k->header.n == 0)
        doubt(s, &best->m, "amount", "choose the column of amounts",
              "several columns without a name could hold the amount; the first of them is read");
    if (best->doubtful)
        doubt(s, &best->m, "amount", "check the direction of the amounts",
              "the signs of the amounts and the words beside them do not agree, and no balance "
              "decides");
}
