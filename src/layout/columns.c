/* The columns of pages as a person sees them. */
#include "layout/columns.h"

#include <math.h>

#define SAME_EDGE 12.0f /* points by which the edges of a column without a name differ */

const FieldMeaning column_fields[COLUMN_FIELDS] = {
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

Meaning column_meaning(Str field)
{
    for (ptrdiff_t i = 0; i < COLUMN_FIELDS; i++)
        if (str_eq(column_fields[i].field, field))
            return column_fields[i].means;
    return MEANS_NOTHING;
}

Str column_field(Meaning m)
{
    for (ptrdiff_t i = 0; m != MEANS_NOTHING && i < COLUMN_FIELDS; i++)
        if (column_fields[i].means == m)
            return column_fields[i].field;
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

LaneRole column_role(Meaning m)
{
    for (int role = LANE_AMOUNT; role <= LANE_FEE; role++)
        if (meaning_of_role((LaneRole)role) == m)
            return (LaneRole)role;
    return LANE_NOTHING;
}

bool column_is_date(Meaning m)
{
    return m == MEANS_DATE || m == MEANS_DATE_BOOKING || m == MEANS_DATE_TRANSACTION ||
           m == MEANS_DATE_VALUE;
}

bool column_is_main(const PageRead *l, const Table *t)
{
    bool named = t->head && l->main_head && !l->bare;
    return l->has_main &&
           (named ? t->head->key == l->main_head->key : !t->head && (l->bare || !l->main_head));
}

/* The names of the table, those found by their places among them; NULL. */
static const Head *head_of(const PageRead *l, const Table *t)
{
    return t->head || !l->bare ? t->head : l->main_head;
}

ptrdiff_t column_rows(const Table *t)
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
            rows += other->counts && same ? column_rows(other) : 0;
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
    if (l->n_columns == 2 * COLUMNS_MAX)
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
        Str field = column_field(meaning_of_role(k->role));
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
    case MEANS_CATEGORY:
    case MEANS_OWN_ACCOUNT: return column_field(n->means);
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
    return m == MEANS_DATE_BOOKING ? 4 : m == MEANS_DATE ? 3 : m == MEANS_DATE_TRANSACTION ? 2 : 0;
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
    bool texts = date && !column_is_date(t->head->names[date->name].means) &&
                 t->head->names[date->name].means != MEANS_NOTHING;
    if (date && !texts)
        date->field = S("date");
    else /* days without a column of their own */
        add_column(l, (PageColumn){ .name = -1, .x0 = t->date_x, .field = S("date") });
}

/* The name of the column in the row's panel; NULL when it has none. */
const Name *column_name(const PageRead *l, const Table *t, const PageColumn *k, int panel)
{
    const Head *h = head_of(l, t);
    if (k->name < 0 || !h)
        return NULL;
    for (int i = 0; panel && i < h->n; i++)
        if (h->names[i].panel == panel && str_eq(h->names[i].text, k->text))
            return &h->names[i];
    return &h->names[k->name];
}

/* The column that a word of a row stands in; -1. */
int column_of_text(const PageRead *l, const Table *t, const Row *r, const Token *k)
{
    int best = -1;
    float least = 1e9f;
    for (int i = 0; i < l->n_columns; i++) {
        const PageColumn *column = &l->columns[i];
        const Name *n = column_name(l, t, column, r->panel);
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
                    column_is_date(t->head->names[column->name].means))
                    column->field = S("description");
            }
        }
    }
}

/* The name that stands over the lane; -1. */
static int name_over(const Head *h, const Lane *lane)
{
    for (int i = 0; i < h->n; i++)
        if (h->names[i].x0 - 6 < lane->x1 && h->names[i].x1 + 6 > lane->x0)
            return i;
    return -1;
}

/* Whether the cells of a line above the first row stand over all of its figures and its days. */
static bool names_by_place(PageRead *l, const Table *t, const Line *line, Head *out)
{
    Cell cells[COLUMNS_MAX];
    int n = line_cells(l, line, cells, COLUMNS_MAX);
    bool over[COLUMNS_MAX] = { false };
    *out = (Head){ .n = n, .panels = 1, .dates = true, .amounts = true };
    for (int i = 0; i < n; i++)
        out->names[i] = (Name){ .text = cells[i].text, .x0 = cells[i].x0, .x1 = cells[i].x1 };
    for (int i = 0; i < line->n; i++)
        if (line->tokens[i].date || line->tokens[i].money)
            return false;
    for (int i = 0; i < t->n_lanes; i++) {
        int at = t->lanes[i].role != LANE_NOTHING ? name_over(out, &t->lanes[i]) : 0;
        if (at < 0 || (at > 0 && over[at]))
            return false;
        over[at] = at > 0;
    }
    return n >= 3 && fabsf(out->names[0].x0 - t->date_x) < SAME_EDGE;
}

/* The line of names, in no known words, above the first row of a table without names. */
static const Head *find_names_by_place(PageRead *l, const Table *t)
{
    enum { ABOVE = 4 };
    ptrdiff_t row = t->n_rows ? t->rows[0].anchor : 0;
    Head *h = NEW(l->mem, Head);
    for (ptrdiff_t i = row - 1; i >= 0 && i >= row - ABOVE; i--) {
        if (l->lines[i].page != l->lines[row].page || !names_by_place(l, t, &l->lines[i], h))
            continue;
        h->first = h->last = i;
        h->key = str_hash(l->lines[i].text);
        return h;
    }
    return NULL;
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

/* The columns below names that were found by their places. */
static void find_columns_by_place(PageRead *l, const Table *t, const Head *h)
{
    Table named = *t;
    named.head = h;
    l->bare = true;
    l->main_head = h;
    for (int i = 0; i < named.n_lanes; i++)
        named.lanes[i].name = name_over(h, &named.lanes[i]);
    for (int i = 0; i < h->n; i++)
        if (!add_lanes(l, &named, i))
            add_column(l, (PageColumn){ .text = h->names[i].text,
                                        .name = i,
                                        .x0 = h->names[i].x0,
                                        .x1 = h->names[i].x1,
                                        .field = S("description") });
    find_date_columns(l, &named);
    sort_columns(l);
}

static void find_bare_columns(PageRead *l, const Table *t)
{
    bool second = false;
    const Head *h = find_names_by_place(l, t);
    if (h) {
        find_columns_by_place(l, t, h);
        return;
    }
    for (ptrdiff_t i = 0; i < t->n_rows; i++)
        second |= t->rows[i].other_day != NULL;
    add_column(l, (PageColumn){ .name = -1, .x0 = t->date_x, .field = S("date") });
    if (second)
        add_column(l, (PageColumn){ .name = -1, .x0 = t->date_x + 1, .field = S("value_date") });
    float text = t->text_x > t->date_x + 1 ? t->text_x : t->date_x + 2;
    add_column(l, (PageColumn){ .name = -1, .x0 = text, .field = S("description") });
    add_lanes(l, t, -1);
    sort_columns(l);
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

/* The column in which the figures of a lane stand; NULL. */
const PageColumn *column_of_lane(const PageRead *l, const Table *t, const Lane *lane)
{
    const PageColumn *best = NULL;
    float least = 1e9f;
    bool named = lane->name >= 0;
    for (int i = 0; i < l->n_columns; i++) {
        const PageColumn *k = &l->columns[i];
        bool may = named ? k->name >= 0 && str_eq(k->text, t->head->names[lane->name].text)
                         : (k->name < 0 || l->bare) && k->is_lane && column_is_main(l, t);
        float off = fabsf(k->x1 - lane->right);
        if (may && off < least && (named || off < SAME_EDGE)) {
            least = off;
            best = k;
        }
    }
    return best;
}
