/* The mapping of columns: the figures of a row, and its amount under a mapping. */
#include "table/map_amount.h"

#include "value/currency.h"

enum { MINOR_DIGITS = 2 };

/* Figures in minor units: their currency says how many digits stand behind the mark. */
static void take_minor(const Mapping *m, const Column *k, const TableRow *row, Decimal *out)
{
    Str code = row_cell(row, m->currency);
    Currency c = code.n == 3 ? currency_find(code) : CURRENCY_NONE;
    if (!c && k->currency.n)
        c = currency_find(k->currency);
    out->scale += c ? currency_digits(c) : MINOR_DIGITS;
}

static bool figure_of_cell(const Mapping *m, int column, const TableRow *row, Decimal *out,
                           NumberText *detail)
{
    Str cell = row_cell(row, column);
    if (!cell.n)
        return false;
    DecimalMark mark = cell_type(row, column) == CELL_NUMBER ? MARK_POINT : m->marks[column];
    if (number_plain(cell, mark, out)) {
        if (detail)
            *detail = (NumberText){ .sign = (int8_t)(out->mantissa < 0 ? -1 : 0) };
        return true;
    }
    NumberText n;
    if (!number_read(cell, &n)) {
        if (detail)
            *detail = n;
        return false;
    }
    bool fine = number_value(&n, mark, out) ||
                number_value(&n, mark == MARK_POINT ? MARK_COMMA : MARK_POINT, out);
    if (fine && n.flag && (n.flag == 'D') == (out->mantissa > 0))
        out->mantissa = -out->mantissa;
    if (detail)
        *detail = n;
    return fine;
}

bool map_figure(const Mapping *m, int column, const TableRow *row, Decimal *out, NumberText *detail)
{
    if (!figure_of_cell(m, column, row, out, detail))
        return false;
    const Column *k = &m->columns->at[column];
    if (k->minor && k->whole == k->numbers && out->scale == 0)
        take_minor(m, k, row, out);
    return true;
}

static Decimal negated(Decimal d)
{
    return (Decimal){ -d.mantissa, d.scale };
}

static Decimal size_of(Decimal d)
{
    return d.mantissa < 0 ? negated(d) : d;
}

static AmountResult pair_amount(const Mapping *m, const TableRow *row, Decimal *out)
{
    Decimal debit = { 0 }, credit = { 0 };
    bool has_debit = map_figure(m, m->debit, row, &debit, NULL);
    bool has_credit = map_figure(m, m->credit, row, &credit, NULL);
    bool bad = (!has_debit && row_cell(row, m->debit).n > 1) ||
               (!has_credit && row_cell(row, m->credit).n > 1);
    if (!has_debit && !has_credit)
        return bad ? AMOUNT_BAD : AMOUNT_BLANK;
    if (debit.mantissa && credit.mantissa)
        return AMOUNT_BOTH;
    if (bad && !debit.mantissa && !credit.mantissa)
        return AMOUNT_BAD;
    bool is_debit = debit.mantissa != 0 || !has_credit;
    Decimal v = is_debit ? debit : credit;
    switch (m->sign) {
    case PAIR_ADD: *out = v; break;
    case PAIR_SIZES: *out = is_debit ? negated(size_of(v)) : size_of(v); break;
    case PAIR_SIZES_SWAPPED: *out = is_debit ? size_of(v) : negated(size_of(v)); break;
    default: *out = is_debit ? negated(v) : v;
    }
    return AMOUNT_READ;
}

int map_way_of(Reading *r, const Mapping *m, const TableRow *row)
{
    Str cell = row_cell(row, m->flag);
    if (m->sign == SIGN_BY_VALUE)
        return !cell.n ? 0 : str_hash(cell) == m->out_value ? -1 : 1;
    ArenaMark mark = arena_mark(r->scratch);
    int way = m->sign == SIGN_BY_KIND ? words_kind(r->words, r->scratch, cell)
                                      : words_flag(r->words, r->scratch, cell);
    arena_reset(r->scratch, mark);
    return way;
}

int map_column_of_amount(const Mapping *m, const TableRow *row, Decimal amount)
{
    if (m->amount < 0)
        return amount.mantissa < 0 ? m->debit : m->credit;
    return m->amount_other >= 0 && !row_cell(row, m->amount).n ? m->amount_other : m->amount;
}

AmountResult map_amount_of(Reading *r, const Mapping *m, const TableRow *row, Decimal *out)
{
    if (m->amount < 0)
        return pair_amount(m, row, out);
    int column = map_column_of_amount(m, row, (Decimal){ 0 });
    Str cell = row_cell(row, column);
    if (!cell.n || (cell.n == 1 && cell.p[0] == '-'))
        return AMOUNT_BLANK;
    if (!map_figure(m, column, row, out, NULL))
        return AMOUNT_BAD;
    bool by_word = m->sign == SIGN_BY_FLAG || m->sign == SIGN_TIMES_FLAG ||
                   m->sign == SIGN_BY_KIND || m->sign == SIGN_BY_VALUE;
    int way = by_word ? map_way_of(r, m, row) : 0;
    switch (m->sign) {
    case SIGN_INVERTED: *out = negated(*out); break;
    case SIGN_BY_FLAG:
    case SIGN_BY_VALUE:
    case SIGN_BY_KIND:
        if (way)
            *out = way < 0 ? negated(size_of(*out)) : size_of(*out);
        break;
    case SIGN_TIMES_FLAG:
        if (way < 0)
            *out = negated(*out);
        break;
    case SIGN_BY_BALANCE: *out = size_of(*out); break;
    default: break;
    }
    return AMOUNT_READ;
}
