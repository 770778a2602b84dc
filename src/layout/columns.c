/* The columns of the pages' tables as a person sees them. */
#include "layout/columns.h"

#include "layout/row_line.h"
#include "statement/mapped.h"

#include <math.h>

enum { ROOM = 2 * COLUMNS_MAX };

#define SAME_EDGE 12.0f /* points by which the edges of a column without a name differ */

static const struct {
    Str field;
    Meaning means;
} fields[] = {
    { S_INIT("date"), MEANS_DATE_BOOKING },
    { S_INIT("value_date"), MEANS_DATE_VALUE },
    { S_INIT("description"), MEANS_DESCRIPTION },
    { S_INIT("amount"), MEANS_AMOUNT },
    { S_INIT("debit"), MEANS_DEBIT },
    { S_INIT("credit"), MEANS_CREDIT },
    { S_INIT("direction"), MEANS_FLAG },
    { S_INIT("fee"), MEANS_FEE },
    { S_INIT("balance"), MEANS_BALANCE },
    { S_INIT("currency"), MEANS_CURRENCY },
    { S_INIT("original_amount"), MEANS_AMOUNT_ORIGINAL },
    { S_INIT("original_currency"), MEANS_CURRENCY_ORIGINAL },
    { S_INIT("counterparty"), MEANS_COUNTERPARTY },
    { S_INIT("counterparty_account"), MEANS_COUNTERPARTY_ACCOUNT },
    { S_INIT("reference"), MEANS_REFERENCE },
    { S_INIT("type"), MEANS_TYPE },
    { S_INIT("category"), MEANS_CATEGORY },
    { S_INIT("status"), MEANS_STATUS },
    { S_INIT("account"), MEANS_OWN_ACCOUNT },
    { S_INIT("external_id"), MEANS_ID },
};

static Meaning meaning_of_field(Str field)
{
    for (ptrdiff_t i = 0; i < COUNT(fields); i++)
        if (str_eq(fields[i].field, field))
            return fields[i].means;
    return MEANS_NOTHING;
}

static Str field_of_meaning(Meaning m)
{
    for (ptrdiff_t i = 0; m != MEANS_NOTHING && i < COUNT(fields); i++)
        if (fields[i].means == m)
            return fields[i].field;
    return (Str){ 0 };
}

static Meaning meaning_of_role(LaneRole role)
{
    switch (role) {
    case LANE_AMOUNT: return MEANS_AMOUNT;
    case LANE_DEBIT: return MEANS_DEBIT;
    case LANE_CREDIT: return MEANS_CREDIT;
    case LANE_BALANCE: return MEANS_BALANCE;
    case LANE_ORIGINAL: return MEANS_AMOUNT_ORIGINAL;
    case LANE_FEE: return MEANS_FEE;
    default: return MEANS_NOTHING;
    }
}

static LaneRole role_of_meaning(Meaning m)
{
    for (int role = LANE_AMOUNT; role <= LANE_FEE; role++)
        if (meaning_of_role((LaneRole)role) == m)
            return (LaneRole)role;
    return LANE_NOTHING;
}

static bool is_date_meaning(Meaning m)
{
    return m == MEANS_DATE || m == MEANS_DATE_BOOKING || m == MEANS_DATE_TRANSACTION ||
           m == MEANS_DATE_VALUE;
}

static bool is_main(const PageRead *l, const Table *t)
{
    if (!l->has_main || !t->head || !l->main_head)
        return l->has_main && !t->head && !l->main_head;
    return t->head->key == l->main_head->key;
}

/* --- finding --- */

static ptrdiff_t moves_of(const Table *t)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < t->n_rows; i++)
        n += t->rows[i].kind == ROW_MOVES;
    return n;
}

/* The table with the most rows, those of one head together. */
static const Table *main_table(const PageRead *l)
{
    const Table *best = NULL;
    ptrdiff_t most = 0;
    for (ptrdiff_t i = 0; i < l->n_tables; i++) {
        const Table *t = &l->tables[i];
        ptrdiff_t rows = 0;
        for (ptrdiff_t k = 0; t->counts && k < l->n_tables; k++) {
            const Table *other = &l->tables[k];
            bool same = k == i || (t->head && other->head && other->head->key == t->head->key);
            rows += other->counts && same ? moves_of(other) : 0;
        }
        if (rows > most) {
            most = rows;
            best = t;
        }
    }
    return best;
}

static PageColumn *add_column(PageRead *l, PageColumn k)
{
    if (l->n_columns == ROOM)
        return NULL;
    l->columns[l->n_columns] = k;
    return &l->columns[l->n_columns++];
}

static bool is_over(const Name *n, const Token *day)
{
    return day->x1 > n->x0 - 10 && day->x0 < n->x1 + 10;
}

/* The column of lanes that go by one name: one for each role that they have. */
static bool add_lanes(PageRead *l, const Table *t, int name)
{
    bool any = false;
    for (int i = 0; i < t->n_lanes; i++) {
        const Lane *k = &t->lanes[i];
        if (k->name != name || k->role == LANE_NOTHING)
            continue;
        PageColumn *same = NULL;
        Str field = field_of_meaning(meaning_of_role(k->role));
        for (int c = 0; c < l->n_columns && name >= 0; c++)
            if (l->columns[c].name == name && str_eq(l->columns[c].field, field))
                same = &l->columns[c];
        any = true;
        if (same) {
            same->x1 = k->n > 1 ? fmaxf(same->x1, k->right) : same->x1;
            continue;
        }
        add_column(l, (PageColumn){ .text = name >= 0 ? t->head->names[name].text : (Str){ 0 },
                                    .name = name,
                                    .is_lane = true,
                                    .x0 = k->left,
                                    .x1 = k->right,
                                    .field = field });
    }
    return any;
}

/* What a name without figures below it is for. */
static Str field_of_name(const Table *t, const Name *n)
{
    bool amounts = false;
    for (int i = 0; i < t->n_lanes; i++)
        amounts |= t->lanes[i].role == LANE_AMOUNT;
    switch (n->means) {
    case MEANS_DEBIT:
    case MEANS_CREDIT:
    case MEANS_BALANCE:
    case MEANS_FEE:
    case MEANS_AMOUNT_ORIGINAL:
    case MEANS_REFERENCE:
    case MEANS_COUNTERPARTY:
    case MEANS_CURRENCY:
    case MEANS_STATUS:
    case MEANS_FLAG:
    case MEANS_OWN_ACCOUNT: return field_of_meaning(n->means);
    case MEANS_ID:
    case MEANS_PAPER: return S("reference");
    case MEANS_AMOUNT: return amounts ? (Str){ 0 } : S("amount");
    case MEANS_TIME:
    case MEANS_DATE:
    case MEANS_DATE_BOOKING:
    case MEANS_DATE_TRANSACTION:
    case MEANS_DATE_VALUE: return (Str){ 0 };
    default: return S("description");
    }
}

static int rank_of_date(Meaning m)
{
    return m == MEANS_DATE_BOOKING       ? 4
           : m == MEANS_DATE             ? 3
           : m == MEANS_DATE_TRANSACTION ? 2
                                         : 0;
}

/* How many days of rows stand below the name. */
static int days_below(const Table *t, const Name *n)
{
    int days = 0;
    for (ptrdiff_t i = 0; i < t->n_rows; i++) {
        const Token *of_row[] = { t->rows[i].day, t->rows[i].other_day, t->rows[i].value_day };
        for (int k = 0; k < COUNT(of_row); k++)
            days += of_row[k] && is_over(n, of_row[k]);
    }
    return days;
}

/* The date is in the column that says so best, else in the one below which the days stand. */
static void find_date_columns(PageRead *l, const Table *t)
{
    PageColumn *date = NULL, *value = NULL, *below = NULL;
    int most = 0;
    for (int i = 0; i < l->n_columns; i++) {
        PageColumn *k = &l->columns[i];
        if (k->name < 0 || k->is_lane)
            continue;
        const Name *n = &t->head->names[k->name];
        int days = days_below(t, n);
        if (n->means == MEANS_DATE_VALUE)
            value = k;
        else if (rank_of_date(n->means) >
                 (date ? rank_of_date(t->head->names[date->name].means) : 0))
            date = k;
        if (days > most && k != value) {
            most = days;
            below = k;
        }
    }
    date = date ? date : below ? below : value;
    if (value)
        value->field = S("value_date");
    bool texts = date && !is_date_meaning(t->head->names[date->name].means) &&
                 t->head->names[date->name].means != MEANS_NOTHING;
    if (date && !texts)
        date->field = S("date");
    else /* days without a column of their own */
        add_column(l, (PageColumn){ .name = -1, .x0 = t->date_x, .field = S("date") });
}

/* The name of the column in the row's panel; NULL when it has none. */
static const Name *name_in_panel(const Table *t, const PageColumn *k, int panel)
{
    if (k->name < 0 || !t->head)
        return NULL;
    for (int i = 0; panel && i < t->head->n; i++)
        if (t->head->names[i].panel == panel && str_eq(t->head->names[i].text, k->text))
            return &t->head->names[i];
    return &t->head->names[k->name];
}

/* The column that a word of a row stands in; -1. */
static int column_of_text(const PageRead *l, const Table *t, const Row *r, const Token *k)
{
    int best = -1;
    float least = 1e9f;
    for (int i = 0; i < l->n_columns; i++) {
        const PageColumn *column = &l->columns[i];
        const Name *n = name_in_panel(t, column, r->panel);
        if (n ? column->is_lane && !k->money : !str_eq(column->field, S("description")))
            continue;
        float off = !n ? 0 : fabsf(n->x0 - k->x0);
        if (n && k->money && fabsf(n->x1 - k->x1) < off)
            off = fabsf(n->x1 - k->x1);
        if (off < least) {
            least = off;
            best = i;
        }
    }
    return best;
}

/* Texts stand below names of dates too: they are part of the description. */
static void find_texts_below_dates(PageRead *l, const Table *t)
{
    for (ptrdiff_t i = 0; i < t->n_rows; i++) {
        const Row *r = &t->rows[i];
        for (int n = 0; n < r->n_lines; n++) {
            const Line *line = &l->lines[r->lines[n]];
            for (int w = 0; w < line->n; w++) {
                const Token *k = &line->tokens[w];
                int at = k->date || k->money || !k->gap ? -1 : column_of_text(l, t, r, k);
                PageColumn *column = at >= 0 ? &l->columns[at] : NULL;
                if (column && !column->field.n && column->name >= 0 &&
                    is_date_meaning(t->head->names[column->name].means))
                    column->field = S("description");
            }
        }
    }
}

static void find_bare_columns(PageRead *l, const Table *t)
{
    bool second = false;
    for (ptrdiff_t i = 0; i < t->n_rows; i++)
        second |= t->rows[i].other_day != NULL;
    add_column(l, (PageColumn){ .name = -1, .x0 = t->date_x, .field = S("date") });
    if (second)
        add_column(l, (PageColumn){ .name = -1, .x0 = t->date_x + 1, .field = S("value_date") });
    float text = t->text_x > t->date_x + 1 ? t->text_x : t->date_x + 2;
    add_column(l, (PageColumn){ .name = -1, .x0 = text, .field = S("description") });
    add_lanes(l, t, -1);
}

static void sort_columns(PageRead *l)
{
    for (int i = 1; i < l->n_columns; i++)
        for (int k = i; k > 0 && l->columns[k].x0 < l->columns[k - 1].x0; k--) {
            PageColumn swap = l->columns[k];
            l->columns[k] = l->columns[k - 1];
            l->columns[k - 1] = swap;
        }
}

void columns_find(PageRead *l)
{
    const Table *t = main_table(l);
    l->n_columns = 0;
    l->has_main = t != NULL;
    l->main_head = t ? t->head : NULL;
    if (!t)
        return;
    if (!t->head) {
        find_bare_columns(l, t);
        sort_columns(l);
        return;
    }
    for (int i = 0; i < t->head->n; i++) {
        const Name *n = &t->head->names[i];
        if (n->panel == 0 && !add_lanes(l, t, i))
            add_column(l, (PageColumn){ .text = n->text,
                                        .name = i,
                                        .x0 = n->x0,
                                        .x1 = n->x1,
                                        .field = field_of_name(t, n) });
    }
    if (t->head->panels == 1)
        add_lanes(l, t, -1);
    find_date_columns(l, t);
    sort_columns(l);
    find_texts_below_dates(l, t);
}

/* --- telling --- */

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
        dates |= is_date_meaning(n->means);
        figures |= n->means == MEANS_AMOUNT || n->means == MEANS_DEBIT || n->means == MEANS_CREDIT;
    }
    if (!told)
        return;
    h->dates = dates;
    h->amounts = true;
    h->no_figures &= !figures;
}

void columns_tell(PageRead *l)
{
    const ParseOptions *o = l->o;
    bool dated = false;
    for (ptrdiff_t i = 0; i < o->n_mapped; i++) {
        const Mapped *m = &o->mapping[i];
        int at = column_at(l, m);
        Meaning means = meaning_of_field(m->field);
        int mark = !is_date_meaning(means) ? mapped_mark(m->format) : 0;
        if (at < 0)
            continue;
        l->columns[at].given = means;
        dated |= is_date_meaning(means);
        l->told_sign |= means == MEANS_AMOUNT && m->format.n;
        l->told_mark = l->told_mark ? l->told_mark : mark;
    }
    for (int i = 0; i < l->n_columns; i++) {
        PageColumn *k = &l->columns[i];
        bool date = str_eq(k->field, S("date")) || str_eq(k->field, S("value_date"));
        if (!dated && date)
            k->given = meaning_of_field(k->field);
        k->field = field_of_meaning(k->given);
    }
    l->told = true;
    l->told_order = mapped_order(o->mapping, o->n_mapped);
    l->inverted = mapped_turned(o->mapping, o->n_mapped);
    for (ptrdiff_t i = 0; i < l->n_heads; i++)
        tell_head(l, &l->heads[i]);
}

/* The column in which the figures of a lane stand; NULL. */
static const PageColumn *column_of_lane(const PageRead *l, const Table *t, const Lane *lane)
{
    const PageColumn *best = NULL;
    float least = 1e9f;
    bool named = lane->name >= 0;
    for (int i = 0; i < l->n_columns; i++) {
        const PageColumn *k = &l->columns[i];
        bool may = named ? k->name >= 0 && str_eq(k->text, t->head->names[lane->name].text)
                         : k->name < 0 && k->is_lane && is_main(l, t);
        float off = fabsf(k->x1 - lane->right);
        if (may && off < least && (named || off < SAME_EDGE)) {
            least = off;
            best = k;
        }
    }
    return best;
}

void columns_set_roles(const PageRead *l, Table *t)
{
    for (int i = 0; l->told && i < t->n_lanes; i++) {
        const PageColumn *k = column_of_lane(l, t, &t->lanes[i]);
        if (k)
            t->lanes[i].role = role_of_meaning(k->given);
        else if (t->lanes[i].name < 0 && is_main(l, t))
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
    if (is_date_meaning(means))
        return date_form(l, g, means == MEANS_DATE_VALUE);
    if (means == MEANS_AMOUNT)
        return sign_format(l, v, plain, comma ? S("-1.234,56") : S("-1,234.56"));
    return role_of_meaning(means) != LANE_NOTHING ? plain : (Str){ 0 };
}

void columns_describe(PageRead *l, const Group *g, const Verdict *v, Statement *s)
{
    s->mapping = NEW_ARRAY(l->c->mem, Mapped, l->n_columns);
    s->n_mapped = 0;
    for (ptrdiff_t f = 0; f < COUNT(fields); f++) {
        Meaning means = fields[f].means;
        Str field = fields[f].field;
        if (v->trial.sides == SIDES_SWAPPED && (means == MEANS_DEBIT || means == MEANS_CREDIT))
            field = means == MEANS_DEBIT ? S("credit") : S("debit");
        for (int i = 0; i < l->n_columns; i++)
            if (str_eq(l->columns[i].field, fields[f].field))
                s->mapping[s->n_mapped++] =
                    (Mapped){ field, i, str_copy(l->c->mem, l->columns[i].text),
                              format_of(l, g, v, means) };
    }
}

/* --- cells --- */

static int index_of(const PageRead *l, const PageColumn *k)
{
    return k ? (int)(k - l->columns) : -1;
}

static int column_of_day(const PageRead *l, const Table *t, const Row *r, const Token *day)
{
    int best = -1;
    float least = 1e9f;
    for (int i = 0; i < l->n_columns; i++) {
        const PageColumn *k = &l->columns[i];
        const Name *n = name_in_panel(t, k, r->panel);
        bool bare = !n && !k->is_lane && (str_eq(k->field, S("date")) == (day == r->day));
        float off = n ? fabsf((n->x0 + n->x1 - day->x0 - day->x1) / 2) : bare ? 0 : 1e9f;
        if ((bare || (n && !k->is_lane)) && off < least) {
            least = off;
            best = i;
        }
    }
    return best;
}

static void add_word(PageRead *l, Str *cell, const Token *k)
{
    Arena *mem = l->c->mem;
    *cell = cell->n ? str_fmt(mem, "%.*s%s%.*s", STR_ARG(*cell), k->joined && !k->gap ? "" : " ",
                              STR_ARG(k->text))
                    : str_copy(mem, k->text);
}

static void fill_cells(PageRead *l, const Table *t, const Row *r, Str *cells)
{
    for (int n = 0; n < r->n_lines; n++) {
        const Line *line = &l->lines[r->lines[n]];
        int at = -1;
        for (int i = 0; i < line->n; i++) {
            const Token *k = &line->tokens[i];
            float mid = (k->x0 + k->x1) / 2;
            int own = -1;
            if (mid < r->from || mid > r->to)
                continue;
            for (int f = 0; f < r->n_figures && own < 0; f++)
                if (r->figures[f].token == k)
                    own = index_of(l, column_of_lane(l, t, &t->lanes[r->figures[f].lane]));
            if (own < 0 && (k == r->day || k == r->other_day || k == r->value_day))
                own = column_of_day(l, t, r, k);
            if (own < 0 && (at < 0 || k->gap))
                at = column_of_text(l, t, r, k);
            int column = own >= 0 ? own : at;
            at = own >= 0 ? -1 : at;
            if (column >= 0)
                add_word(l, &cells[column], k);
        }
    }
}

bool columns_cells(PageRead *l, ptrdiff_t most, CellSet *out)
{
    Arena *mem = l->c->mem;
    ptrdiff_t rows = 1;
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        rows += l->tables[i].counts && is_main(l, &l->tables[i]) ? moves_of(&l->tables[i]) : 0;
    if (!l->n_columns)
        return fail(l->c, NO_TRANSACTIONS, NULL, "no table with dates and amounts was found");
    most = most > 0 && most < rows ? most : rows;
    CellSheet *sheet = NEW(mem, CellSheet);
    *sheet = (CellSheet){ .name = S("pages"), .state = S("visible") };
    sheet->rows = NEW_ARRAY(mem, Str *, rows);
    sheet->widths = NEW_ARRAY(mem, int32_t, rows);
    if (l->main_head) {
        Str *names = sheet->rows[sheet->n_rows] = NEW_ARRAY(mem, Str, l->n_columns);
        for (int i = 0; i < l->n_columns; i++)
            names[i] = str_copy(mem, l->columns[i].text);
        sheet->widths[sheet->n_rows++] = l->n_columns;
    }
    for (ptrdiff_t i = 0; i < l->n_tables; i++) {
        const Table *t = &l->tables[i];
        for (ptrdiff_t k = 0; t->counts && is_main(l, t) && k < t->n_rows; k++) {
            if (t->rows[k].kind != ROW_MOVES || sheet->n_rows == most)
                continue;
            sheet->rows[sheet->n_rows] = NEW_ARRAY(mem, Str, l->n_columns);
            fill_cells(l, t, &t->rows[k], sheet->rows[sheet->n_rows]);
            sheet->widths[sheet->n_rows++] = l->n_columns;
        }
    }
    *out = (CellSet){ sheet, 1 };
    return true;
}
