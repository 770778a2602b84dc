/* What a row was in another currency: in a column for it, or by figures in its texts that name one.
 */
#include "layout/solve.h"

static bool is_figure_of(const Row *r, const Token *k)
{
    for (int i = 0; i < r->n_figures; i++)
        if (r->figures[i].token == k)
            return true;
    return false;
}

/* The currency beside the figure: its own, or the word before or behind it. */
static Str currency_beside(const Line *line, int i)
{
    const Token *k = &line->tokens[i];
    if (k->number.currency.n == 3)
        return k->number.currency;
    Str before = i > 0 && !k->gap ? word_currency(line->tokens[i - 1].text) : (Str){ 0 };
    bool next = i + 1 < line->n && !line->tokens[i + 1].gap;
    return before.n ? before : next ? word_currency(line->tokens[i + 1].text) : (Str){ 0 };
}

static bool value_of(const PageRead *l, const Token *k, Decimal *out)
{
    return number_value(&k->number, l->mark, out) ||
           number_value(&k->number, l->mark == MARK_POINT ? MARK_COMMA : MARK_POINT, out);
}

static bool take(const PageRead *l, const Token *k, Str currency, StatementRow *out)
{
    Decimal d;
    if (currency.n != 3 || str_eq(currency, out->currency) || !value_of(l, k, &d) || !d.mantissa)
        return false;
    bool negative = out->amount.value.mantissa < 0;
    d.mantissa = (d.mantissa < 0) != negative ? -d.mantissa : d.mantissa;
    out->original_amount = (Figure){ d, true };
    out->original_currency = currency;
    return true;
}

/* The currency of a figure in the column for them, where a column of its own has it. */
static Str currency_of_column(PageRead *l, const Table *t, const Row *r)
{
    bool known = false;
    Str word = row_words(l, t, r, MEANS_CURRENCY_ORIGINAL);
    word = word.n ? word : row_words(l, t, r, MEANS_CURRENCY);
    Str code = word.n && word.n <= 5 ? number_currency(word, &known) : (Str){ 0 };
    return known ? code : (Str){ 0 };
}

void fill_original(PageRead *l, const Table *t, const Row *r, StatementRow *out)
{
    if (out->currency.n != 3)
        return;
    for (int n = 0; n < r->n_lines; n++) {
        const Line *line = &l->lines[r->lines[n]];
        for (int i = 0; i < line->n; i++) {
            const Token *k = &line->tokens[i];
            float mid = (k->x0 + k->x1) / 2;
            Decimal d;
            if (k->money == MONEY_NONE || k->date || mid < r->from || mid > r->to)
                continue;
            bool own = is_figure_of(r, k), column = false;
            for (int f = 0; f < r->n_figures; f++)
                column |=
                    r->figures[f].token == k && t->lanes[r->figures[f].lane].role == LANE_ORIGINAL;
            if (own && !column)
                continue;
            Str code = currency_beside(line, i);
            if (column && !code.n)
                code = currency_of_column(l, t, r);
            /* Figures with other than two decimals are rates and numbers. */
            bool money = column || (k->money == MONEY_SURE && value_of(l, k, &d) && d.scale == 2);
            if (money && take(l, k, code, out))
                return;
        }
    }
}
