/* Words of pages to statements. */
#include "layout/bank.h"
#include "layout/columns.h"
#include "layout/page_statements.h"
#include "statement/build.h"

#include <string.h>

enum { MEM_BYTES = 160 << 20, GROUPS_MAX = 64 };

static bool makes_rows(const Table *t)
{
    return !t->head || t->head->amounts || !t->head->dates;
}

/* Whether none of the rows says what it is for. */
static bool is_textless(PageRead *l, const Table *t)
{
    for (ptrdiff_t i = 0; i < t->n_rows; i++) {
        const Row *r = &t->rows[i];
        if (r->kind != ROW_MOVES)
            continue;
        ArenaMark mark = arena_mark(l->mem);
        Str text = row_words(l, t, r, MEANS_DESCRIPTION);
        bool letters = false;
        for (ptrdiff_t k = 0; k < text.n; k++)
            letters |= (text.p[k] | 32) >= 'a' || (text.p[k] & 0x80);
        arena_reset(l->mem, mark);
        if (letters)
            return false;
    }
    return true;
}

static ptrdiff_t moves_of(const Table *t)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < t->n_rows; i++)
        n += t->rows[i].kind == ROW_MOVES && !t->rows[i].undated;
    return n;
}

/* Rows with a day and money that stands in no column: they are said to be left out. */
static bool has_unread(const Table *t)
{
    for (ptrdiff_t i = 0; t->head && i < t->n_rows; i++)
        if (t->rows[i].kind == ROW_UNREAD)
            return true;
    return false;
}

/* The balance that a row of no movement states. */
static bool states_balance(const PageRead *l, const Row *r, int64_t *out)
{
    return r->n_figures && token_units(l, r->figures[r->n_figures - 1].token, out);
}

/* Another currency stands in a table of its own. */
static bool other_currency(const Group *g, const Row *r, const Table *t)
{
    if (g->n == 0 || g->tables[g->n - 1] == t)
        return false;
    Str before = row_currency(g->tables[g->n - 1], g->rows[g->n - 1]), now = row_currency(t, r);
    return before.n && now.n && !str_eq(before, now);
}

/* Another account is named, or in a table of its own another opening balance follows the closing
 * one. */
static bool starts_group(const PageRead *l, const Group *g, const Row *r, const Table *t,
                         Str account)
{
    if (g->n > 0 && account.n && g->account.n && !str_eq(account, g->account))
        return true;
    if (other_currency(g, r, t))
        return true;
    int64_t closing, opening;
    return g->n > 2 && r->kind == ROW_OPENS && g->tables[g->n - 1] != t &&
           g->rows[g->n - 1]->kind == ROW_CLOSES &&
           states_balance(l, g->rows[g->n - 1], &closing) && states_balance(l, r, &opening) &&
           closing != opening && closing != -opening;
}

/* The account named last before the table, or on its page. */
static Str account_before(const PageRead *l, ptrdiff_t from, ptrdiff_t to, Str account)
{
    for (ptrdiff_t i = from; i < to; i++)
        if (l->accounts[i].n)
            account = l->accounts[i];
    return account;
}

static void add_to_group(PageRead *l, Group *g, Row *r, Table *t, ptrdiff_t room)
{
    if (!g->rows) {
        g->rows = NEW_ARRAY(l->mem, Row *, room);
        g->tables = NEW_ARRAY(l->mem, Table *, room);
    }
    g->rows[g->n] = r;
    g->tables[g->n++] = t;
}

static bool headed_rows(const PageRead *l)
{
    for (ptrdiff_t i = 1; i < l->n_tables; i++)
        if (makes_rows(&l->tables[i]) && moves_of(&l->tables[i]) > 0)
            return true;
    return false;
}

/* Which tables count: those with names of amounts; one without names only where there is no other.
 */
static void choose_tables(PageRead *l)
{
    bool headed = headed_rows(l);
    for (ptrdiff_t i = 0; i < l->n_tables; i++) {
        Table *t = &l->tables[i];
        bool goes_on =
            i > 0 && t->head && t[-1].head && t[-1].counts && t->head->key == t[-1].head->key;
        t->counts = t->n_rows > 0 && makes_rows(t) && !(i == 0 && headed) &&
                    (moves_of(t) > 0 || goes_on || (headed && has_unread(t)));
    }
}

/* The rows of all tables, parted where another account begins. */
static int make_groups(PageRead *l, Group *groups)
{
    int n = 0;
    ptrdiff_t total = 1, before = 0;
    Str account = { 0 };
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        total += l->tables[i].n_rows;
    for (ptrdiff_t i = 0; i < l->n_tables; i++) {
        Table *t = &l->tables[i];
        if (!t->counts)
            continue;
        for (ptrdiff_t k = 0; k < t->n_rows; k++) {
            Row *r = &t->rows[k];
            account = account_before(l, before, r->anchor, account);
            before = r->anchor;
            if (n == 0 || (starts_group(l, &groups[n - 1], r, t, account) && n < GROUPS_MAX)) {
                if (n > 0)
                    groups[n - 1].to = before;
                groups[n] = (Group){ .from = n == 0 ? 0 : before, .account = account };
                n++;
            }
            if (!groups[n - 1].account.n)
                groups[n - 1].account = account;
            add_to_group(l, &groups[n - 1], r, t, total);
        }
    }
    if (n)
        groups[n - 1].to = l->n_lines;
    return n;
}

/* What is stated for a group stands between the rows of the one before and its own end. */
static void set_reach(Group *groups, int n)
{
    for (int i = 0; i < n; i++) {
        Group *g = &groups[i];
        g->from = i == 0 ? 0 : groups[i - 1].rows[groups[i - 1].n - 1]->anchor;
        if (i + 1 < n)
            g->to = groups[i + 1].rows[0]->anchor;
    }
}

static Group merged(PageRead *l, const Group *groups, int n)
{
    ptrdiff_t total = 0;
    for (int i = 0; i < n; i++)
        total += groups[i].n;
    Group all = { .to = l->n_lines, .account = l->account };
    for (int i = 0; i < n; i++)
        for (ptrdiff_t k = 0; k < groups[i].n; k++) {
            add_to_group(l, &all, groups[i].rows[k], groups[i].tables[k], total);
            if (!groups[i].rows[k]->account.n)
                groups[i].rows[k]->account = groups[i].account;
        }
    return all;
}

static void emit_groups(PageRead *l, Group *groups, Verdict *v, int n)
{
    Build b;
    build_start(&b, l->c, l->o, l->sink);
    for (int i = 0; i < n && !failed(l->c); i++) {
        group_apply(l, &groups[i], &v[i]);
        group_dates(l, &groups[i]);
        group_emit(l, &groups[i], &v[i], &b);
    }
    build_end(&b);
}

bool layout_solve(PageRead *l)
{
    Group groups[GROUPS_MAX];
    Verdict v[GROUPS_MAX];
    int n = make_groups(l, groups), proven = 0;
    if (n == 0 && l->told)
        return fail(l->c, NO_TRANSACTIONS, "mapping",
                    "read by the mapping that was given, no row has a date and an amount");
    if (n == 0)
        return fail(l->c, NO_TRANSACTIONS, NULL,
                    "no table with dates and amounts was found on the %lld page%s of the file",
                    (long long)l->pages->n, l->pages->n == 1 ? "" : "s");
    set_reach(groups, n);
    for (int i = 0; i < n; i++) {
        group_prepare(l, &groups[i]);
        v[i] = group_solve(l, &groups[i]);
        proven += v[i].total || (v[i].holds > 1 && !v[i].breaks);
    }
    if (n > 1 && proven < n) {
        Group all = merged(l, groups, n);
        group_prepare(l, &all);
        Verdict one = group_solve(l, &all);
        if (one.total || (proven == 0 && one.holds > 1 && !one.breaks)) {
            groups[0] = all;
            v[0] = one;
            n = 1;
        }
    }
    emit_groups(l, groups, v, n);
    return !failed(l->c);
}

/* The tables with their rows, and which of them count. */
static void read_tables(PageRead *l)
{
    l->n_tables = 0;
    layout_tables(l);
    for (ptrdiff_t i = 0; i < l->n_tables; i++) {
        layout_rows(l, &l->tables[i]);
        l->tables[i].textless = is_textless(l, &l->tables[i]);
    }
    choose_tables(l);
}

static bool any_counts(const PageRead *l)
{
    for (ptrdiff_t i = 0; i < l->n_tables; i++)
        if (l->tables[i].counts)
            return true;
    return false;
}

static void forget_rows(PageRead *l)
{
    for (ptrdiff_t i = 0; i < l->n_lines; i++)
        l->lines[i].used = false;
    for (ptrdiff_t i = 0; i < l->n_heads; i++)
        for (ptrdiff_t k = l->heads[i].first; k <= l->heads[i].last; k++)
            l->lines[k].used = true;
}

/* Nothing is a table of movements: below names that nobody knows there may be amounts. */
static void read_unknown(PageRead *l)
{
    bool changed = false;
    for (ptrdiff_t i = 0; i < l->n_heads; i++) {
        Head *h = &l->heads[i];
        for (int k = 0; k < h->n && h->dates && !h->amounts; k++)
            h->amounts |= h->names[k].means == MEANS_NOTHING;
        changed |= h->dates && h->amounts;
    }
    if (!changed)
        return;
    forget_rows(l);
    read_tables(l);
}

/* The same again after a given mapping has said what the columns are. */
static void read_told(PageRead *l)
{
    columns_tell(l);
    forget_rows(l);
    read_tables(l);
}

static bool begin_layout(PageRead *l)
{
    l->words = words_load();
    l->mem = arena_new("page layout", MEM_BYTES);
    l->scratch = arena_new("page layout scratch", MEM_BYTES);
    l->dates = (WordsOfDates){ l->words, l->scratch };
    if (!layout_lines(l))
        return false;
    layout_heads(l);
    l->bank = bank_of(l);
    if (l->bank)
        bank_apply(l);
    read_tables(l);
    if (!any_counts(l))
        read_unknown(l);
    columns_find(l);
    return true;
}

static void end_layout(PageRead *l)
{
    arena_free(l->scratch);
    arena_free(l->mem);
}

bool pages_statements(Ctx *c, const PageSet *pages, const ParseOptions *o,
                      const StatementSink *sink)
{
    PageRead l = { .c = c, .pages = pages, .o = o, .sink = sink };
    if (begin_layout(&l)) {
        if (o->n_mapped > 0)
            read_told(&l);
        layout_labels(&l);
        layout_solve(&l);
    }
    end_layout(&l);
    return !failed(c);
}

bool pages_cells(Ctx *c, const PageSet *pages, const ParseOptions *o, CellSet *out)
{
    PageRead l = { .c = c, .pages = pages, .o = o };
    *out = (CellSet){ 0 };
    if (begin_layout(&l))
        columns_cells(&l, o->max_rows, out);
    end_layout(&l);
    return !failed(c);
}
