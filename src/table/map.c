/* The mapping of columns: which column is what. */
#include "table/map.h"

#include "table/map_date.h"
#include "table/map_search.h"
#include "text/utf8.h"

#include <string.h>

enum { SURE = 70, LIKELY = 55, PROVEN_PPM = 990000, PLAIN_PPM = 950000, DOUBT_PPM = 600000 };

static Mapping mapping_new(Reading *r, const Columns *columns)
{
    Mapping m = { .columns = columns };
    int *const none[] = { &m.date,
                          &m.date_fallback,
                          &m.value_date,
                          &m.amount,
                          &m.amount_other,
                          &m.debit,
                          &m.credit,
                          &m.flag,
                          &m.fee,
                          &m.balance,
                          &m.currency,
                          &m.currency_original,
                          &m.amount_original,
                          &m.account,
                          &m.status,
                          &m.type,
                          &m.category,
                          &m.id,
                          &m.counterparty_account };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        *none[i] = MAP_NONE;
    m.marks = NEW_ARRAY(r->c->mem, DecimalMark, columns->n);
    m.mark = MARK_POINT;
    return m;
}

static int best_date(const Columns *columns, int except)
{
    int best = MAP_NONE, best_score = 0;
    for (int i = 0; i < columns->n; i++) {
        int score = i == except ? 0 : column_date_score(&columns->at[i]);
        if (score > best_score) {
            best_score = score;
            best = i;
        }
    }
    return best;
}

static bool map_dates(Reading *r, const TableFacts *facts, Mapping *m)
{
    (void)r;
    (void)facts;
    m->date = best_date(m->columns, MAP_NONE);
    if (m->date < 0)
        return false;
    m->date_column = &m->columns->at[m->date];
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        if (i == m->date || k->dates * 2 < k->filled || k->dates == 0)
            continue;
        if (k->scores[MEANS_DATE_VALUE] >= SURE && m->value_date < 0)
            m->value_date = i;
        bool other = k->scores[MEANS_DATE_BOOKING] >= SURE ||
                     k->scores[MEANS_DATE_TRANSACTION] >= SURE || k->scores[MEANS_DATE] >= SURE;
        if (other && m->date_fallback < 0)
            m->date_fallback = i;
    }
    return true;
}

/* The mark that the cells of one column settle; 0 when they do not. */
static int settled_mark(const Column *k)
{
    if (k->only_point == k->only_comma)
        return k->typed_numbers && k->typed_numbers == k->numbers ? MARK_POINT : 0;
    return k->only_point > k->only_comma ? MARK_POINT : MARK_COMMA;
}

/* "1.234" and "1,234" all the way down: thousands, unless every figure has just three digits behind
 * the mark and their currency has three. */
static DecimalMark mark_of_thousands(const Column *k)
{
    bool points = k->three_point > k->three_comma;
    return points ? MARK_COMMA : MARK_POINT;
}

static void map_marks(Reading *r, Mapping *m, Statement *s)
{
    (void)r;
    int points = 0, commas = 0;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        int mark = column_is_figures(k) && k->dates < k->numbers ? settled_mark(k) : 0;
        points += mark == MARK_POINT;
        commas += mark == MARK_COMMA;
    }
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        int mark = settled_mark(k);
        if (!mark && points != commas)
            mark = points > commas ? MARK_POINT : MARK_COMMA;
        m->marks[i] = mark ? (DecimalMark)mark : k->either ? mark_of_thousands(k) : MARK_POINT;
    }
    (void)s;
}

static bool is_text(const Column *k)
{
    return k->texts > 0 && k->texts * 10 >= k->filled * 2;
}

/* The meaning that the header gives first. */
static int first_meaning(const Column *k)
{
    int best = 0;
    for (int i = 1; i < MEANING_COUNT; i++)
        if (k->scores[i] > k->scores[best])
            best = i;
    return k->scores[best] >= LIKELY ? best : 0;
}

static bool used(const Mapping *m, int i)
{
    return i == m->date || i == m->amount || i == m->amount_other || i == m->debit ||
           i == m->credit || i == m->balance || i == m->fee || i == m->flag || i == m->value_date ||
           i == m->currency || i == m->currency_original || i == m->amount_original;
}

static void take_text(Mapping *m, int i, int meaning)
{
    const Column *k = &m->columns->at[i];
    bool empty = k->filled == 0;
    switch (meaning) {
    case MEANS_DESCRIPTION:
    case MEANS_TAX:
        if (!empty && k->texts && m->n_descriptions < MAP_TEXTS_MAX)
            m->descriptions[m->n_descriptions++] = i;
        break;
    case MEANS_COUNTERPARTY:
        if (!empty && k->texts && m->n_counterparties < 4)
            m->counterparties[m->n_counterparties++] = i;
        break;
    case MEANS_COUNTERPARTY_ACCOUNT:
        if (m->counterparty_account < 0)
            m->counterparty_account = i;
        break;
    case MEANS_REFERENCE:
        if (!empty && m->n_references < 6)
            m->references[m->n_references++] = i;
        break;
    case MEANS_ID:
        if (m->id < 0)
            m->id = i;
        break;
    case MEANS_TYPE:
    case MEANS_FLAG:
        if (m->type < 0 && is_text(k))
            m->type = i;
        break;
    case MEANS_CATEGORY:
        if (m->category < 0 && is_text(k))
            m->category = i;
        break;
    default: break;
    }
}

static bool plain_words(const Column *k)
{
    return is_text(k) && k->codes < k->texts && k->ibans < k->texts && k->dates * 2 < k->filled;
}

static bool may_describe(const Mapping *m, int i, bool named_type)
{
    const Column *k = &m->columns->at[i];
    int meaning = first_meaning(k);
    bool free_text = meaning == 0 || (named_type && meaning == MEANS_TYPE && i != m->type);
    return free_text && !used(m, i) && i != m->status && plain_words(k);
}

/* Columns without a name beside a described one: a text that the bank cut in pieces. */
static void add_unnamed(Mapping *m)
{
    for (int i = 0; i < m->columns->n; i++)
        if (m->columns->at[i].header.n == 0 && may_describe(m, i, false) &&
            m->n_descriptions < MAP_TEXTS_MAX)
            m->descriptions[m->n_descriptions++] = i;
}

/* Without a column named as description: those whose names are not known; else a second column of
 * kinds ("Buchungstext" beside "Umsatzart"). */
static void find_description(Mapping *m)
{
    if (m->n_descriptions) {
        add_unnamed(m);
        return;
    }
    for (int types = 0; types <= 1 && !m->n_descriptions; types++)
        for (int i = 0; i < m->columns->n; i++)
            if (may_describe(m, i, types) && m->n_descriptions < MAP_TEXTS_MAX)
                m->descriptions[m->n_descriptions++] = i;
    if (!m->n_descriptions && m->type >= 0 && m->type != m->flag)
        m->descriptions[m->n_descriptions++] = m->type;
}

/* Without a column named as status: one in which every cell is a word for one. */
static void find_status(Mapping *m)
{
    for (int i = 0; i < m->columns->n && m->status < 0; i++) {
        const Column *k = &m->columns->at[i];
        int shortest = k->filled == k->rows ? 4 : 5;
        bool words = k->texts > 0 && k->statuses == k->filled &&
                     k->text_bytes >= shortest * (int64_t)k->texts;
        if (words && first_meaning(k) != MEANS_TYPE && first_meaning(k) != MEANS_CATEGORY &&
            !used(m, i) && k->n_distinct <= 4)
            m->status = i;
    }
}

static void map_texts(Mapping *m)
{
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        bool status = k->scores[MEANS_STATUS] >= SURE && !used(m, i);
        bool answers = k->state && k->filled && k->answers == k->filled && !used(m, i);
        bool half_named = k->scores[MEANS_STATUS] > 40 && k->statuses * 2 > k->filled &&
                          !k->dates && !k->numbers && !used(m, i);
        if (m->status < 0 && (answers || half_named ||
                              (status && (first_meaning(k) == MEANS_STATUS || k->statuses))))
            m->status = i;
    }
    find_status(m);
    for (int i = 0; i < m->columns->n; i++)
        if ((!used(m, i) || i == m->flag) && i != m->status)
            take_text(m, i, first_meaning(&m->columns->at[i]));
    find_description(m);
}

static void describe(Reading *r, Statement *s, const Mapping *m, const char *field, int column,
                     Str format)
{
    if (column < 0)
        return;
    s->mapping[s->n_mapped++] =
        (Mapped){ str_of(field), column, m->columns->at[column].header, format };
    (void)r;
}

/* One name above several columns, and no known one: names were lost, or the file is not what it
 * says it is. */
static void doubt_names(Reading *r, const Mapping *m, Statement *s)
{
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        int same = 0;
        for (int j = 0; j < m->columns->n && k->header.n && k->best < LIKELY && k->filled; j++)
            same += str_eq(k->header, m->columns->at[j].header);
        if (same < 3)
            continue;
        finding_add(r->c->mem, s,
                    (FindingAt){ FINDING_WARNING, 0, NULL, "check what these columns hold" },
                    "%d columns are named \"%.*s\"", same, STR_ARG(text_shown(k->header)));
        return;
    }
}

static Str format_of_dates(Arena *mem, const Column *k, DateOrder order)
{
    return k->example.form == DATE_FORM_NONE ? S("%Y-%m-%d") : date_format(mem, &k->example, order);
}

static void map_describe(Reading *r, const Mapping *m, Statement *s)
{
    Arena *mem = r->c->mem;
    s->mapping = NEW_ARRAY(mem, Mapped, 24 + MAP_TEXTS_MAX + 10);
    s->n_mapped = 0;
    Str none = { 0 };
    Str figure = m->mark == MARK_COMMA ? S("1.234,56") : S("1,234.56");
    describe(r, s, m, "date", m->date, format_of_dates(mem, m->date_column, m->date_order));
    if (m->value_date >= 0)
        describe(r, s, m, "value_date", m->value_date,
                 format_of_dates(mem, &m->columns->at[m->value_date], m->date_order));
    Str turned = m->mark == MARK_COMMA ? S("-1.234,56") : S("-1,234.56");
    describe(r, s, m, "amount", m->amount, m->sign == SIGN_INVERTED ? turned : figure);
    describe(r, s, m, "debit", m->debit, figure);
    describe(r, s, m, "credit", m->credit, figure);
    describe(r, s, m, "direction",
             m->sign == SIGN_BY_FLAG || m->sign == SIGN_BY_VALUE || m->sign == SIGN_TIMES_FLAG
                 ? m->flag
                 : MAP_NONE,
             none);
    describe(r, s, m, "fee", m->fee_sign ? m->fee : MAP_NONE, figure);
    describe(r, s, m, "balance", m->balance, figure);
    describe(r, s, m, "currency", m->currency, none);
    describe(r, s, m, "original_amount", m->amount_original, figure);
    describe(r, s, m, "original_currency", m->currency_original, none);
    for (int i = 0; i < m->n_descriptions; i++)
        describe(r, s, m, "description", m->descriptions[i], none);
    for (int i = 0; i < m->n_counterparties; i++)
        describe(r, s, m, "counterparty", m->counterparties[i], none);
    describe(r, s, m, "counterparty_account", m->counterparty_account, none);
    for (int i = 0; i < m->n_references; i++)
        describe(r, s, m, "reference", m->references[i], none);
    describe(r, s, m, "type", m->type, none);
    describe(r, s, m, "category", m->category, none);
    describe(r, s, m, "status", m->status, none);
    describe(r, s, m, "external_id", m->id, none);
    describe(r, s, m, "account", m->account, none);
}

bool map_table(Reading *r, const Columns *columns, const TableRow *rows, ptrdiff_t n,
               const TableFacts *facts, Statement *s, Mapping *out)
{
    Mapping m = mapping_new(r, columns);
    if (!map_dates(r, facts, &m))
        return false;
    map_marks(r, &m, s);
    if (!map_amounts(r, rows, n, facts, s, &m))
        return false;
    map_date_order(r, rows, n, facts, s, &m);
    if (!r->given) {
        map_texts(&m);
        doubt_names(r, &m, s);
    }
    m.confidence_ppm = s->ambiguous ? DOUBT_PPM : m.proven ? PROVEN_PPM : PLAIN_PPM;
    map_describe(r, &m, s);
    *out = m;
    return true;
}
