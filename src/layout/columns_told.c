/* The columns of pages: what a given mapping says of them, and what the statement says of it. */
#include "layout/columns.h"
#include "statement/mapped.h"

/* The column that an entry means: the one at its number if it has the name, else the one with it.
 */
static int column_at(const PageRead *l, const Mapped *given)
{
    bool there = given->column >= 0 && given->column < l->n_columns;
    if (there && (!given->header.n || str_eq(l->columns[given->column].text, given->header)))
        return given->column;
    for (int i = 0; given->header.n && i < l->n_columns; i++)
        if (str_eq(l->columns[i].text, given->header))
            return i;
    return -1;
}

/* How many names of its panel before it read the same. */
static int nth_of_name(const Head *h, int name)
{
    int nth = 0;
    for (int i = 0; i < name; i++)
        nth += h->names[i].panel == h->names[name].panel &&
               str_eq(h->names[i].text, h->names[name].text);
    return nth;
}

/* The column whose name reads as this one: the first, the second of that name. NULL: none. */
static const PageColumn *column_named(const PageRead *l, const Head *h, int name)
{
    const PageColumn *first = NULL;
    for (int i = 0; i < l->n_columns; i++) {
        const PageColumn *k = &l->columns[i];
        if (k->name < 0 || !str_eq(k->text, h->names[name].text))
            continue;
        first = first ? first : k;
        if (nth_of_name(l->main_head, k->name) == nth_of_name(h, name))
            return k;
    }
    return first;
}

static void tell_head(PageRead *l, Head *h)
{
    bool told = false, dates = false, figures = false;
    for (int i = 0; i < h->n; i++) {
        Name *n = &h->names[i];
        const PageColumn *k = column_named(l, h, i);
        if (k) {
            n->told = told = true;
            n->means = k->given;
            for (int m = 0; m < MEANING_COUNT; m++)
                n->scores[m] = m && m == (int)k->given ? 100 : 0;
        }
        dates |= column_is_date(n->means);
        figures |= n->means == MEANS_AMOUNT || n->means == MEANS_DEBIT || n->means == MEANS_CREDIT;
    }
    if (!told)
        return;
    h->dates = dates;
    h->amounts = true;
    h->no_figures &= !figures;
}

/* Names found by their places are names now, on every page that repeats them. */
static void add_bare_heads(PageRead *l)
{
    Str text = l->lines[l->main_head->first].text;
    ptrdiff_t more = 0, n = 0, at = 0;
    for (ptrdiff_t i = 0; i < l->n_lines; i++)
        more += str_eq(l->lines[i].text, text);
    Head *heads = NEW_ARRAY(l->mem, Head, l->n_heads + more);
    for (ptrdiff_t i = 0; i < l->n_lines; i++) {
        for (; at < l->n_heads && l->heads[at].first <= i; at++)
            heads[n++] = l->heads[at];
        if (!str_eq(l->lines[i].text, text))
            continue;
        heads[n] = *l->main_head;
        heads[n].first = heads[n].last = i;
        n++;
    }
    for (; at < l->n_heads; at++)
        heads[n++] = l->heads[at];
    l->heads = heads;
    l->n_heads = n;
    l->bare = false;
}

void columns_tell(PageRead *l)
{
    const ParseOptions *o = l->o;
    bool dated = false;
    for (ptrdiff_t i = 0; i < o->n_mapped; i++) {
        const Mapped *m = &o->mapping[i];
        int at = column_at(l, m);
        Meaning means = column_meaning(m->field);
        int mark = !column_is_date(means) ? mapped_mark(m->format) : 0;
        if (at < 0)
            continue;
        l->columns[at].given = means;
        dated |= column_is_date(means);
        l->told_sign |= means == MEANS_AMOUNT && m->format.n;
        l->told_mark = l->told_mark ? l->told_mark : mark;
    }
    for (int i = 0; i < l->n_columns; i++) {
        PageColumn *k = &l->columns[i];
        bool date = str_eq(k->field, S("date")) || str_eq(k->field, S("value_date"));
        if (!dated && date)
            k->given = column_meaning(k->field);
        k->field = column_field(k->given);
    }
    l->told = true;
    l->told_order = mapped_order(o->mapping, o->n_mapped);
    l->inverted = mapped_turned(o->mapping, o->n_mapped);
    if (l->bare)
        add_bare_heads(l);
    for (ptrdiff_t i = 0; i < l->n_heads; i++)
        tell_head(l, &l->heads[i]);
}

void columns_set_roles(const PageRead *l, Table *t)
{
    for (int i = 0; l->told && i < t->n_lanes; i++) {
        const PageColumn *k = column_of_lane(l, t, &t->lanes[i]);
        if (k)
            t->lanes[i].role = column_role(k->given);
        else if (t->lanes[i].name < 0 && column_is_main(l, t))
            t->lanes[i].role = LANE_NOTHING;
    }
}

/* --- describing --- */

static Str sign_format(const PageRead *l, const Verdict *v, Str plain, Str turned)
{
    if (l->told_sign)
        return l->inverted ? turned : plain;
    switch (v->trial.rule) {
    case RULE_LITERAL: return plain;
    case RULE_INVERTED:
    case RULE_CREDITS:
    case RULE_PLUS: return turned;
    default: return (Str){ 0 }; /* neither: headings, balances or words give the direction */
    }
}

static Str date_form(PageRead *l, const Group *g, bool of_value)
{
    for (ptrdiff_t i = 0; i < g->n; i++) {
        const Token *day = of_value ? g->rows[i]->value_day : g->rows[i]->day;
        if (g->rows[i]->kind == ROW_MOVES && day)
            return date_format(l->c->mem, &day->day, g->order);
    }
    return (Str){ 0 };
}

static Str format_of(PageRead *l, const Group *g, const Verdict *v, Meaning means)
{
    bool comma = l->mark == MARK_COMMA;
    Str plain = comma ? S("1.234,56") : S("1,234.56");
    if (column_is_date(means))
        return date_form(l, g, means == MEANS_DATE_VALUE);
    if (means == MEANS_AMOUNT)
        return sign_format(l, v, plain, comma ? S("-1.234,56") : S("-1,234.56"));
    return column_role(means) != LANE_NOTHING ? plain : (Str){ 0 };
}

void columns_describe(PageRead *l, const Group *g, const Verdict *v, Statement *s)
{
    s->mapping = NEW_ARRAY(l->c->mem, Mapped, l->n_columns);
    s->n_mapped = 0;
    for (ptrdiff_t f = 0; f < COLUMN_FIELDS; f++) {
        Meaning means = column_fields[f].means;
        Str field = column_fields[f].field;
        if (v->trial.sides == SIDES_SWAPPED && (means == MEANS_DEBIT || means == MEANS_CREDIT))
            field = means == MEANS_DEBIT ? S("credit") : S("debit");
        for (int i = 0; i < l->n_columns; i++)
            if (str_eq(l->columns[i].field, column_fields[f].field))
                s->mapping[s->n_mapped++] =
                    (Mapped){ field, i, str_copy(l->c->mem, l->columns[i].text),
                              format_of(l, g, v, means) };
    }
}
