/* The mapping of columns: what a person or a template says, instead of the search. */
#include "table/map_given.h"

#include "statement/mapped.h"

/* The column that an entry means: the one with its header where the table has it, else its number.
 */
static int column_of(const Mapping *m, const Mapped *given)
{
    for (int i = 0; given->header.n && i < m->columns->n; i++)
        if (str_eq(m->columns->at[i].header, given->header))
            return i;
    return given->column >= 0 && given->column < m->columns->n ? given->column : MAP_NONE;
}

static void add_column(int *list, int *n, int most, int column)
{
    if (column >= 0 && *n < most)
        list[(*n)++] = column;
}

static int *slot_of(Mapping *m, Str field)
{
    const struct {
        Str field;
        int *slot;
    } slots[] = {
        { S("date"), &m->date },
        { S("value_date"), &m->value_date },
        { S("amount"), &m->amount },
        { S("debit"), &m->debit },
        { S("credit"), &m->credit },
        { S("direction"), &m->flag },
        { S("fee"), &m->fee },
        { S("balance"), &m->balance },
        { S("currency"), &m->currency },
        { S("original_amount"), &m->amount_original },
        { S("original_currency"), &m->currency_original },
        { S("counterparty_account"), &m->counterparty_account },
        { S("type"), &m->type },
        { S("category"), &m->category },
        { S("status"), &m->status },
        { S("external_id"), &m->id },
        { S("account"), &m->account },
    };
    for (ptrdiff_t i = 0; i < COUNT(slots); i++)
        if (str_eq(slots[i].field, field))
            return slots[i].slot;
    return NULL;
}

static void take_entry(Mapping *m, const Mapped *given)
{
    int column = column_of(m, given);
    int *slot = slot_of(m, given->field);
    if (slot)
        *slot = column;
    else if (str_eq(given->field, S("description")))
        add_column(m->descriptions, &m->n_descriptions, MAP_TEXTS_MAX, column);
    else if (str_eq(given->field, S("counterparty")))
        add_column(m->counterparties, &m->n_counterparties, 4, column);
    else if (str_eq(given->field, S("reference")))
        add_column(m->references, &m->n_references, 6, column);
    int mark = mapped_mark(given->format);
    if (column >= 0 && mark && slot != &m->date && slot != &m->value_date)
        m->marks[column] = (DecimalMark)mark;
}

bool map_given(Search *s, Mapping *m)
{
    int date = m->date;
    m->date_fallback = m->value_date = m->account = m->currency = MAP_NONE;
    for (ptrdiff_t i = 0; i < s->r->n_given; i++)
        take_entry(m, &s->r->given[i]);
    if (m->date < 0)
        m->date = date;
    m->date_column = &m->columns->at[m->date];
    if (m->amount < 0 && (m->debit < 0 || m->credit < 0))
        return false;
    m->mark = m->marks[m->amount >= 0 ? m->amount : m->debit];
    Plan p = { .m = *m, .base = 100 };
    static const int fee_signs[] = { -1, 1, 0 };
    for (int i = m->fee >= 0 ? 0 : 2; i < 3; i++) {
        p.m.fee_sign = fee_signs[i];
        p.base = 100 + i;
        if (m->amount >= 0) {
            p.m.sign = m->flag >= 0                                ? SIGN_BY_FLAG
                       : mapped_turned(s->r->given, s->r->n_given) ? SIGN_INVERTED
                                                                   : SIGN_LITERAL;
            search_try(s, p);
        } else {
            search_pair_rules(s, p);
        }
    }
    return true;
}
