/* The mapping of columns: what of the amounts is left in doubt, and said. */
#include "table/map_amount.h"
#include "table/map_date.h"
#include "table/plan.h"
#include "text/utf8.h"

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
    int kinds_differ; /* purchases by a column of kinds that are positive */
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
            bool kind = c->scores[MEANS_TYPE] >= SURE || c->scores[MEANS_DESCRIPTION] >= SURE ||
                        (c->header.n == 0 && c->texts == c->filled);
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
            v.kinds_differ += c->scores[MEANS_TYPE] >= SURE && way < 0 && d.mantissa > 0;
            break;
        }
    }
    return v;
}

/* Whether every row has something under a name that only statements of cards have; on a bank
 * account only what was paid by card has it. */
static bool names_card(Search *s, const Mapping *m)
{
    bool found = false;
    for (int i = 0; i < m->columns->n && !found; i++) {
        ArenaMark mark = arena_mark(s->r->scratch);
        const Column *k = column_at(i, m);
        found = k->filled >= k->rows && words_card(s->r->words, s->r->scratch, k->header);
        arena_reset(s->r->scratch, mark);
    }
    return found;
}

void search_judge_sign(Search *s, Mapping *m, bool proven)
{
    if (m->sign == PAIR_SIZES_SWAPPED)
        doubt(s, m, "amount", "check the direction of the amounts",
              "the column named as debit raises the balance; the amounts are read as the balance "
              "moves");
    if (m->amount < 0 || m->sign != SIGN_LITERAL)
        return;
    const Column *k = column_at(m->amount, m);
    KindVotes v = kind_votes(s, m);
    bool turned =
        v.agree == 0 && ((v.payments_negative > 0 && k->positive > k->negative) ||
                         (v.kinds_differ > 0 && k->negative > 0 && k->positive >= k->negative));
    bool open = !proven && v.agree == 0 && k->negative > 0;
    bool card = open && k->positive >= k->negative && names_card(s, m);
    bool mostly_in = open && (k->positive > k->negative || card);
    turned |= card && k->positive >= 2 * k->negative;
    if (turned && proven) {
        doubt(s, m, "amount", "check the direction of the amounts",
              "the balance looks like a debt that purchases raise; amounts are read as the balance "
              "moves");
    } else if (turned) {
        m->sign = SIGN_INVERTED;
        doubt(s, m, "amount", "check the direction of the amounts",
              "amounts are read with their signs turned round: payments to the card are written "
              "negative");
    } else if (mostly_in || (v.differ && !v.agree && !proven && k->positive >= k->negative)) {
        doubt(s, m, "amount", "check the direction of the amounts",
              "most amounts are positive or on a card, and neither a balance nor a word says which "
              "are money in; they are read as written");
    } else if (!proven && k->negative == 0 && k->figure_flags == 0 && k->positive > 0 &&
               k->signs == 0) {
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

/* Columns of figures besides the amounts that nothing explains, in a table without names. */
static int unexplained(const Mapping *m)
{
    int n = 0;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = column_at(i, m);
        bool own =
            i == m->amount || i == m->debit || i == m->credit || i == m->fee || i == m->balance;
        n += !own && k->header.n == 0 && map_is_figures(k) && k->money * 2 > k->numbers &&
             k->filled * 2 > k->rows;
    }
    return n;
}

/* Another column of dates with other days, where no name says which is which. */
static bool other_dates(Search *s, const Mapping *m)
{
    if (m->date_column->header.n && m->date_column->best >= LIKELY)
        return false;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = column_at(i, m);
        if (i == m->date || k->dates < m->date_column->dates ||
            k->example.form != m->date_column->example.form)
            continue;
        for (ptrdiff_t n = 0; n < s->n; n++)
            if (!str_eq(str_part(row_cell(&s->rows[n], i), 0, 10),
                        str_part(row_cell(&s->rows[n], m->date), 0, 10)))
                return true;
    }
    return false;
}

static int filled_cells(const TableRow *row)
{
    int n = 0;
    for (int i = 0; i < row->n; i++)
        n += str_trim(row->cells[i]).n > 0;
    return n;
}

/* A last row of a day, a figure and little more below fuller ones, in a table without names: some
 * banks write the closing balance so. */
static bool ends_in_balance(Search *s, const Mapping *m)
{
    Decimal d;
    ptrdiff_t last = s->n - 1;
    if (last < 2 || map_amount_of(s->r, m, &s->rows[last], &d) != AMOUNT_READ)
        return false;
    int own = filled_cells(&s->rows[last]), least = INT32_MAX;
    for (ptrdiff_t i = 0; i < last; i++) {
        int n = filled_cells(&s->rows[i]);
        least = n < least ? n : least;
    }
    return own <= 3 && own * 2 <= least;
}

/* Whether the figures of two columns are the same but for their signs. */
static bool same_sizes(Search *s, const Mapping *m, int a, int b)
{
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Decimal x = { 0 }, y = { 0 };
        map_figure(m, a, &s->rows[i], &x, NULL);
        map_figure(m, b, &s->rows[i], &y, NULL);
        x.mantissa = x.mantissa < 0 ? -x.mantissa : x.mantissa;
        y.mantissa = y.mantissa < 0 ? -y.mantissa : y.mantissa;
        if (decimal_compare(x, y))
            return false;
    }
    return true;
}

/* A full column of money under a name that is not known, and other figures than the amounts. */
static int unknown_money(Search *s, const Mapping *m, int main)
{
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = column_at(i, m);
        bool own = i == m->amount || i == m->debit || i == m->credit || i == m->fee ||
                   i == m->balance || i == m->amount_other || i == m->amount_original;
        if (!own && k->header.n && k->best < LIKELY && map_is_figures(k) && !k->coded &&
            k->money * 2 > k->numbers && k->numbers * 10 >= k->rows * 9 && k->zero < k->numbers &&
            !same_sizes(s, m, i, main))
            return i;
    }
    return MAP_NONE;
}

/* Columns under unknown names, from the one given on, that make zero in every row: what each of a
 * group has in it. How many they are; 0: they are none. */
static int shares_from(Search *s, const Mapping *m, int from)
{
    int n = 0;
    while (from + n < m->columns->n && column_at(from + n, m)->header.n &&
           column_at(from + n, m)->best < LIKELY && map_is_figures(column_at(from + n, m)))
        n++;
    for (ptrdiff_t i = 0; n >= 2 && i < s->n; i++) {
        int64_t sum = 0, units;
        Decimal d;
        for (int k = from; k < from + n; k++)
            if (map_figure(m, k, &s->rows[i], &d, NULL) &&
                decimal_at_scale(d, m->scale, &units) == NUMBER_OK &&
                __builtin_add_overflow(sum, units, &sum))
                return 0;
        if (sum)
            return 0;
    }
    return n >= 2 ? n : 0;
}

/* Another full column of dates without a known name, where the one that is read says that it is not
 * the day of booking. */
static int unknown_dates(Search *s, const Mapping *m)
{
    const uint8_t *scores = m->date_column->scores;
    int booked = scores[MEANS_DATE_BOOKING] > scores[MEANS_DATE] ? scores[MEANS_DATE_BOOKING]
                                                                 : scores[MEANS_DATE];
    if (booked > scores[MEANS_DATE_VALUE] && booked > scores[MEANS_DATE_TRANSACTION])
        return MAP_NONE;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = column_at(i, m);
        if (i == m->date || !k->header.n || k->best >= LIKELY || k->dates < m->date_column->dates)
            continue;
        for (ptrdiff_t n = 0; n < s->n; n++)
            if (map_date_of(s->r, m, i, row_cell(&s->rows[n], i)) !=
                map_date_of(s->r, m, m->date, row_cell(&s->rows[n], m->date)))
                return i;
    }
    return MAP_NONE;
}

static void remark(Search *s, const char *field, const char *what, const Column *k)
{
    finding_add(s->r->c->mem, s->s,
                (FindingAt){ FINDING_WARNING, 0, field, "check which column it is" },
                "%s: \"%.*s\"", what, STR_ARG(text_shown(k->header)));
}

void search_judge_columns(Search *s, const Plan *best)
{
    const Mapping *m = &best->m;
    int main = m->amount >= 0 ? m->amount : m->debit;
    if (other_dates(s, m))
        doubt(s, m, "date", "choose the column of dates",
              "several columns without a name hold dates; the first of them is read");
    int dates = unknown_dates(s, m), money = m->proven ? MAP_NONE : unknown_money(s, m, main);
    if (dates >= 0)
        remark(s, "date", "a column of other dates has a name that is not known",
               column_at(dates, m));
    int shares = money >= 0 ? shares_from(s, m, money) : 0;
    if (shares)
        doubt(s, m, "amount", "choose the column that is yours, or keep the whole cost",
              "a column for each of a group, which make zero in every row; the cost is read as a "
              "whole, not the share of one of them");
    else if (money >= 0)
        remark(s, "amount", "a column of other amounts has a name that is not known",
               column_at(money, m));
    if (m->proven)
        return;
    if (column_at(main, m)->header.n && column_at(main, m)->best < LIKELY)
        doubt(s, m, "amount", "choose the column of amounts",
              "no name of a column says amount; the likeliest column of figures is read");
    if (column_at(main, m)->header.n == 0 && unexplained(m))
        doubt(s, m, "amount", "choose the column of amounts",
              "several columns without a name could hold the amount, and no balance decides");
    if (m->amount < 0 && column_at(main, m)->header.n == 0)
        doubt(s, m, "amount", "check the direction of the amounts",
              "two columns without names hold the amounts, and no balance tells money in from out");
    if (column_at(main, m)->header.n == 0 && ends_in_balance(s, m))
        doubt(s, m, "amount", "leave the last row out if it is a balance",
              "the last row holds a day and a figure and hardly more; it may be a balance and no "
              "movement");
    if (best->doubtful)
        doubt(s, m, "amount", "check the direction of the amounts",
              "the signs of the amounts and the words beside them do not agree, and no balance "
              "decides");
}
