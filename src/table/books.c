/* Double-entry books exported as a table. */
#include "table/books.h"

#include "table/map_amount.h"

enum { BALANCED_SHARE = 8 /* of ten rows */ };

typedef struct {
    ptrdiff_t known, own, other;
} Sides;

static Sides sides_of(Reading *r, int column, const TableRow *rows, ptrdiff_t n)
{
    Sides s = { 0 };
    for (ptrdiff_t i = 0; i < n; i++) {
        ArenaMark mark = arena_mark(r->scratch);
        LedgerSide side = words_ledger(r->words, r->scratch, row_cell(&rows[i], column));
        arena_reset(r->scratch, mark);
        s.own += side == LEDGER_OWN;
        s.other += side == LEDGER_OTHER;
    }
    s.known = s.own + s.other;
    return s;
}

/* The column in which nearly every cell is an account of one of both sides. */
static int column_of_accounts(Reading *r, const Mapping *m, const TableRow *rows, ptrdiff_t n)
{
    int best = MAP_NONE;
    ptrdiff_t most = 0;
    for (int i = 0; i < m->columns->n; i++) {
        const Column *k = &m->columns->at[i];
        if (k->texts * 10 < k->rows * 9 || k->n_distinct < 2)
            continue;
        Sides s = sides_of(r, i, rows, n);
        if (s.own && s.other && s.known * 10 >= n * 9 && s.known > most) {
            best = i;
            most = s.known;
        }
    }
    return best;
}

/* How many rows stand in groups of neighbours of one day that make zero. */
static ptrdiff_t rows_balanced(Reading *r, const Mapping *m, const TableRow *rows, ptrdiff_t n)
{
    ptrdiff_t balanced = 0, first = 0;
    int64_t sum = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        Decimal d;
        int64_t v;
        if (i > first && !str_eq(row_cell(&rows[i], m->date), row_cell(&rows[first], m->date))) {
            first = i;
            sum = 0;
        }
        if (map_amount_of(r, m, &rows[i], &d) != AMOUNT_READ ||
            decimal_at_scale(d, m->scale, &v) != NUMBER_OK || __builtin_add_overflow(sum, v, &sum))
            return 0;
        if (sum == 0 && i > first) {
            balanced += i + 1 - first;
            first = i + 1;
        }
    }
    return balanced;
}

Books books_of_sample(Reading *r, const Mapping *m, const TableRow *rows, ptrdiff_t n)
{
    Books b = { .column = n >= 2 ? column_of_accounts(r, m, rows, n) : MAP_NONE };
    if (b.column >= 0 && rows_balanced(r, m, rows, n) * 10 < n * BALANCED_SHARE)
        b.column = MAP_NONE;
    return b;
}

void books_add(Reading *r, Books *b, const TableRow *row)
{
    Str name = row_cell(row, b->column);
    for (int i = 0; i < b->n; i++)
        if (str_eq(b->accounts[i], name))
            return;
    ArenaMark mark = arena_mark(r->scratch);
    bool own = words_ledger(r->words, r->scratch, name) == LEDGER_OWN;
    arena_reset(r->scratch, mark);
    if (own && b->n == BOOKS_ACCOUNTS_MAX)
        b->too_many = true;
    else if (own)
        b->accounts[b->n++] = str_copy(r->c->mem, name);
}
