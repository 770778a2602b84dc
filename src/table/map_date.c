/* The mapping of columns: in which order the parts of dates stand, and their year. */
#include "table/map_date.h"

#include "statement/mapped.h"

#include <string.h>

enum { SURE = 70, DECIDED = 10, CLEAR = 5, N_ORDERS = 4 };

static const DateOrder all_orders[N_ORDERS] = { ORDER_YMD, ORDER_DMY, ORDER_MDY, ORDER_YDM };

Date map_date_of(Reading *r, const Mapping *m, int column, Str cell)
{
    bool main = column == m->date && cell.n == r->date_bytes && cell.n > 0;
    if (main && !memcmp(cell.p, r->date_cell, (size_t)cell.n))
        return r->date;
    Date quick = date_plain(cell, m->date_order);
    if (!quick && m->date_order != ORDER_YDM && cell.n >= DATE_TEXT && cell.p[4] == '-')
        quick = date_plain(cell, ORDER_YMD); /* nothing else is written so */
    DateText t;
    if (quick && cell.p && column == m->date && cell.n <= (ptrdiff_t)sizeof r->date_cell) {
        memcpy(r->date_cell, cell.p, (size_t)cell.n);
        r->date_bytes = (int)cell.n;
        r->date = quick;
    }
    if (quick || !cell.n)
        return quick;
    if (cell.n > 80 || !date_read(cell, words_date, &r->dates,
                                  header_says_date(m->columns->at[column].scores), &t))
        return DATE_NONE;
    return date_of_text(&t, m->date_order, m->year);
}

/* How the days of the sample run under one order. */
typedef struct {
    int rows, up, down; /* steps between rows */
    Date first, last;   /* earliest and latest */
} Run;

static Run run_of(Reading *r, const Mapping *m, const TableRow *rows, ptrdiff_t n)
{
    Run run = { 0 };
    Date before = DATE_NONE;
    for (ptrdiff_t i = 0; i < n; i++) {
        Date d = map_date_of(r, m, m->date, row_cell(&rows[i], m->date));
        if (!d)
            continue;
        run.rows++;
        run.up += before && d > before;
        run.down += before && d < before;
        run.first = !run.first || d < run.first ? d : run.first;
        run.last = d > run.last ? d : run.last;
        before = d;
    }
    return run;
}

static bool is_one_of(Str word, const Str *list, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (str_eq_nocase(word, list[i]))
            return true;
    return false;
}

/* Whether the columns are named in English, the only tongue that writes the month first: by words
 * that no other has, or by nothing but words that others share. */
static bool named_in_english(const Columns *columns)
{
    static const Str own[] = { S_INIT("amount"),     S_INIT("balance"),  S_INIT("posted"),
                               S_INIT("posting"),    S_INIT("payee"),    S_INIT("paid"),
                               S_INIT("withdrawal"), S_INIT("deposit"),  S_INIT("time"),
                               S_INIT("name"),       S_INIT("currency"), S_INIT("merchant"),
                               S_INIT("account"),    S_INIT("check"),    S_INIT("value"),
                               S_INIT("category") };
    static const Str shared[] = { S_INIT("date"),      S_INIT("description"), S_INIT("transaction"),
                                  S_INIT("type"),      S_INIT("debit"),       S_INIT("credit"),
                                  S_INIT("reference"), S_INIT("memo"),        S_INIT("status"),
                                  S_INIT("details"),   S_INIT("action"),      S_INIT("trans") };
    int words = 0, known = 0, strong = 0;
    for (int i = 0; i < columns->n; i++) {
        Str rest = columns->at[i].header;
        for (ptrdiff_t c = 0; c < rest.n; c++)
            if ((unsigned char)rest.p[c] & 0x80)
                return false;
        while (rest.p && rest.n) {
            Str word = str_cut(&rest, ' ');
            words += word.n > 0;
            strong += is_one_of(word, own, COUNT(own));
            known += is_one_of(word, shared, COUNT(shared));
        }
    }
    return strong > 0 || (words > 0 && known == words);
}

static bool has_header(const Columns *columns)
{
    for (int i = 0; i < columns->n; i++)
        if (columns->at[i].header.n)
            return true;
    return false;
}

/* Zones of the United States in a column of zones. */
static bool american_zone(const TableRow *rows, ptrdiff_t n)
{
    static const Str zones[] = { S_INIT("PST"), S_INIT("PDT"), S_INIT("EST"), S_INIT("EDT"),
                                 S_INIT("CST"), S_INIT("CDT"), S_INIT("MST"), S_INIT("MDT") };
    for (int k = 0; n > 0 && k < rows[0].n; k++)
        for (ptrdiff_t z = 0; z < COUNT(zones); z++)
            if (str_eq(rows[0].cells[k], zones[z]))
                return true;
    return false;
}

typedef struct {
    Reading *r;
    const TableRow *rows;
    ptrdiff_t n;
    const TableFacts *facts;
    Mapping *m;
    int score[9]; /* by DateOrder */
    uint8_t possible;
} Orders;

static void weigh(Orders *o, DateOrder order, int points)
{
    if (o->possible & order)
        o->score[order] += points;
}

/* How the numbers are written. */
static void weigh_form(Orders *o)
{
    const Column *k = o->m->date_column;
    const DateText *t = &k->example;
    if (t->separator == '.')
        weigh(o, ORDER_DMY, DECIDED);
    if (t->separator == '-')
        weigh(o, ORDER_DMY, 1);
    if (k->meridiem)
        weigh(o, ORDER_MDY, 2);
    if (t->short_year && k->rows >= 3 && (o->possible & ORDER_YMD)) {
        bool year_first = k->max_a - k->min_a <= 1 && k->max_c - k->min_c >= 3;
        weigh(o, ORDER_YMD, year_first ? CLEAR : 0);
    }
    if (t->short_year)
        weigh(o, ORDER_YMD, t->form == DATE_FORM_COMPACT ? 1 : t->separator == '/' ? -8 : -5);
}

/* Other dates of the file that allow fewer orders, in the same form. */
static void weigh_neighbours(Orders *o)
{
    const DateText *own = &o->m->date_column->example;
    for (int i = 0; i < o->m->columns->n; i++) {
        const Column *k = &o->m->columns->at[i];
        bool alike = i != o->m->date && k->dates * 2 > k->filled && k->example.form == own->form &&
                     k->example.separator == own->separator &&
                     k->example.short_year == own->short_year;
        for (int n = 0; alike && n < N_ORDERS; n++)
            if (k->orders == all_orders[n])
                weigh(o, all_orders[n], DECIDED);
    }
    const DateText *stated[] = { &o->facts->from, &o->facts->to };
    for (size_t i = 0; i < 2; i++)
        for (int n = 0; n < N_ORDERS; n++)
            if (stated[i]->form == DATE_FORM_NUMBERS && stated[i]->orders == all_orders[n] &&
                stated[i]->separator == own->separator)
                weigh(o, all_orders[n], DECIDED);
}

/* Where and in which tongue the file was made. */
static void weigh_place(Orders *o)
{
    Str currency = o->m->default_currency;
    if (!currency.n && o->m->currency >= 0)
        currency = o->m->columns->at[o->m->currency].currency;
    bool english = named_in_english(o->m->columns);
    if (currency.n)
        weigh(o, str_eq(currency, S("USD")) ? ORDER_MDY : ORDER_DMY,
              str_eq(currency, S("USD")) ? 2 : 1);
    if (american_zone(o->rows, o->n))
        weigh(o, ORDER_MDY, 3);
    if (has_header(o->m->columns) && !english)
        weigh(o, ORDER_DMY, 4);
    if (o->m->mark == MARK_COMMA && o->m->date_column->rows > 0)
        weigh(o, ORDER_DMY, 3);
    if (!currency.n && english && o->m->date_column->example.separator == '/')
        weigh(o, ORDER_MDY, 1);
}

/* The balances say which way the file runs; days must run that way too. And days of a statement
 * stand in order and close together. */
static void weigh_days(Orders *o)
{
    Run runs[9] = { 0 };
    Date narrowest = 0;
    for (int n = 0; n < N_ORDERS; n++) {
        DateOrder order = all_orders[n];
        if (!(o->possible & order))
            continue;
        o->m->date_order = order;
        o->r->date_bytes = 0;
        Run *run = &runs[order];
        *run = run_of(o->r, o->m, o->rows, o->n);
        Date span = run->last - run->first + 1;
        narrowest = !narrowest || span < narrowest ? span : narrowest;
        int steps = run->up + run->down;
        bool sorted = !run->up || !run->down;
        if (o->m->file_order != ORDER_UNKNOWN && o->m->proven && steps)
            weigh(o, order,
                  (o->m->file_order == OLDEST_FIRST ? run->down : run->up) ? -DECIDED : 3);
        else if (steps >= 2)
            weigh(o, order, sorted ? (steps >= 4 ? CLEAR + 1 : 3) : 0);
    }
    for (int n = 0; n < N_ORDERS; n++) {
        Run *run = &runs[all_orders[n]];
        if (run->rows >= 3 && run->last - run->first + 1 > 4 * narrowest + 60)
            weigh(o, all_orders[n], -3);
    }
}

/* No order fits every row: the one that most rows allow. */
static uint8_t most_rows(const Column *k)
{
    int best = 0;
    uint8_t orders = 0;
    for (int n = 0; n < N_ORDERS; n++) {
        int rows = k->order_rows[all_orders[n]];
        if (rows > best) {
            best = rows;
            orders = 0;
        }
        if (rows == best && rows)
            orders = (uint8_t)(orders | all_orders[n]);
    }
    return orders;
}

static bool single(uint8_t orders)
{
    return (orders & (orders - 1)) == 0;
}

/* The latest year that rows of the date column do state, when others state none. */
static int latest_year(Orders *o)
{
    DateText t;
    int latest = 0;
    for (ptrdiff_t i = 0; i < o->n; i++) {
        Str cell = row_cell(&o->rows[i], o->m->date);
        if (!cell.n || cell.n > 60 || !date_read(cell, words_date, &o->r->dates, true, &t) ||
            t.no_year)
            continue;
        for (int n = 0; n < N_ORDERS; n++) {
            Date d = date_of_text(&t, all_orders[n], 0);
            int year = d ? date_parts(d).year : 0;
            latest = year > latest ? year : latest;
        }
    }
    return latest;
}

/* Dates without a year: that of the stated period when it is one, or of another date column. */
static void find_year(Orders *o, Statement *s)
{
    Mapping *m = o->m;
    int latest = m->date_column->part_dates ? latest_year(o) : 0;
    if (latest) {
        /* Dates of the current year go without it, those of years gone by have it. */
        m->year = latest + 1;
        s->ambiguous = true;
        finding_add(o->r->c->mem, s,
                    (FindingAt){ FINDING_WARNING, 0, "date", "give the year of the statement" },
                    "some dates have no year; they are read as of %d, the year after the last "
                    "that is stated",
                    m->year);
        return;
    }
    if (!m->date_column->example.no_year)
        return;
    const DateText *from = &o->facts->from, *to = &o->facts->to;
    for (int n = 0; n < N_ORDERS && !m->year; n++) {
        Date a = from->form ? date_of_text(from, all_orders[n], 0) : DATE_NONE;
        Date b = to->form ? date_of_text(to, all_orders[n], 0) : a;
        if (b && (!a || date_parts(a).year == date_parts(b).year))
            m->year = date_parts(b).year;
        else if (b > a && b - a < YEAR_DAYS - LATE_DAYS) {
            m->year = date_parts(b).year;
            m->until = b;
        }
    }
    for (int i = 0; i < m->columns->n && !m->year; i++) {
        const Column *k = &m->columns->at[i];
        if (i == m->date || k->dates * 2 < k->filled || k->example.no_year || !k->dates)
            continue;
        for (int n = 0; n < N_ORDERS && !m->year; n++) {
            /* A year of two digits stands first least of all. */
            int at = k->example.short_year ? (n + 1) % N_ORDERS : n;
            Date d = date_of_text(&k->example, all_orders[at], 0);
            m->year = d ? date_parts(d).year : 0;
        }
    }
    if (m->year)
        return;
    s->ambiguous = true;
    finding_add(o->r->c->mem, s,
                (FindingAt){ FINDING_ERROR, 0, "date", "give the year of the statement" },
                "the dates have no year and nothing in the file states it");
}

static void doubt(Orders *o, Statement *s, DateOrder best, DateOrder second)
{
    Arena *mem = o->r->c->mem;
    const DateText *t = &o->m->date_column->example;
    s->ambiguous = true;
    finding_add(mem, s,
                (FindingAt){ FINDING_WARNING, 0, "date", "choose the order of day and month" },
                "the order of day and month in the dates is not certain: they are read as %.*s, "
                "they could be %.*s",
                STR_ARG(date_format(mem, t, best)), STR_ARG(date_format(mem, t, second)));
}

/* Dates that a spreadsheet holds as such stand beside some that stayed text because no month is so
 * great: opened with another country's setting, the first had day and month exchanged. */
static void doubt_exchanged(Orders *o, Statement *s)
{
    const Column *k = o->m->date_column;
    int texts = k->dates - k->typed_dates;
    if (k->typed_dates < 2 || texts < 1 || k->max_typed_day > 12 || !single(o->possible) ||
        !(o->possible & (ORDER_DMY | ORDER_MDY)))
        return;
    s->ambiguous = true;
    finding_add(o->r->c->mem, s,
                (FindingAt){ FINDING_WARNING, 0, "date", "get the file from the bank as CSV" },
                "the cells with a day above 12 are text and the others are dates: a spreadsheet "
                "may have exchanged day and month in the latter");
}

void map_date_order(Reading *r, const TableRow *rows, ptrdiff_t n, const TableFacts *facts,
                    Statement *s, Mapping *m)
{
    const Column *k = m->date_column;
    Orders o = { .r = r, .rows = rows, .n = n, .facts = facts, .m = m };
    o.possible = k->orders ? k->orders : most_rows(k);
    find_year(&o, s);
    DateOrder given = mapped_order(r->given, r->n_given);
    if (given) {
        m->date_order = given;
        return;
    }
    if (k->typed_dates && k->typed_dates == k->dates) {
        m->date_order = ORDER_YMD;
        return;
    }
    doubt_exchanged(&o, s);
    if (single(o.possible)) {
        m->date_order = (DateOrder)o.possible;
        return;
    }
    if (k->example.fixed) {
        m->date_order = ORDER_DMY;
        return;
    }
    weigh_form(&o);
    weigh_neighbours(&o);
    weigh_place(&o);
    weigh_days(&o);
    DateOrder best = 0, second = 0;
    for (int i = 0; i < N_ORDERS; i++) {
        DateOrder order = all_orders[i];
        if (!(o.possible & order))
            continue;
        if (!best || o.score[order] > o.score[best]) {
            second = best;
            best = order;
        } else if (!second || o.score[order] > o.score[second]) {
            second = order;
        }
    }
    m->date_order = best;
    /* Whatever the order, the days are the same ones: 05/05/2021. */
    if (o.score[best] - o.score[second] < CLEAR)
        doubt(&o, s, best, second);
}
