/* Sums kept beside the rows. */
#include "ledger/total.h"

#include "total_sql.h"

typedef struct {
    Id account_id, category_id;
    int64_t month, class, n, money_in, money_out;
} Total;

Totals totals_new(Arena *mem)
{
    return (Totals){ mem, map_new(mem) };
}

static Total *cell(Totals *t, const Transaction *row, Id category_id)
{
    int64_t class = (row->is_transfer ? TOTAL_TRANSFER : 0) | (row->is_hidden ? TOTAL_HIDDEN : 0) |
                    (row->status == STATUS_PENDING ? TOTAL_PENDING : 0);
    int64_t key[4] = { row->account_id, date_month_number(row->date), category_id, class };
    Str text = { (const char *)key, sizeof key };
    Total *found = map_find(&t->cells, text);
    if (!found) {
        found = NEW(t->mem, Total);
        *found = (Total){
            .account_id = key[0], .month = key[1], .category_id = key[2], .class = key[3]
        };
        map_put(&t->cells, str_copy(t->mem, text), found);
    }
    return found;
}

static bool add(Ctx *c, Total *to, int64_t amount, int sign, int64_t n)
{
    int64_t *sum = amount > 0 ? &to->money_in : &to->money_out, change;
    to->n += n * sign;
    if (__builtin_mul_overflow(amount, sign, &change) || __builtin_add_overflow(*sum, change, sum))
        return fail(c, INVALID, "amount", "The month's total is beyond 64 bits");
    return true;
}

bool totals_note(Ctx *c, Totals *t, const Transaction *row, int sign)
{
    if (row->status == STATUS_CANCELLED)
        return !failed(c);
    if (!row->parts.n)
        return add(c, cell(t, row, row->category_id), row->amount, sign, 1);
    const TransactionPart *parts = row->parts.items;
    for (ptrdiff_t i = 0; i < row->parts.n; i++)
        if (!add(c, cell(t, row, parts[i].category_id), parts[i].amount, sign, i == 0))
            return false;
    return true;
}

bool totals_make_room(Ctx *c, double growth)
{
    if (growth < LIMIT_GROWTH_UNCHECKED || failed(c))
        return !failed(c);
    int64_t reach = db_one_int(c, &q_total_reach, DB_ARGS(V_INT(c->workspace_id)));
    if (!failed(c) && (double)reach + growth > LIMIT_REACH)
        fail_field(c, S("/amount"),
                   "is too large: the sums of the workspace would not fit 64 bits");
    return !failed(c);
}

static double growth_of(const Totals *t)
{
    double growth = 0;
    for (ptrdiff_t i = 0; i < t->cells.n; i++) {
        const Total *x = t->cells.entries[i].value;
        growth += x->money_in > 0 ? (double)x->money_in : 0;
        growth -= x->money_out < 0 ? (double)x->money_out : 0;
    }
    return growth;
}

bool totals_write(Ctx *c, const Totals *t)
{
    bool emptied = false;
    totals_make_room(c, growth_of(t));
    for (ptrdiff_t i = 0; i < t->cells.n && !failed(c); i++) {
        const Total *x = t->cells.entries[i].value;
        if (!x->n && !x->money_in && !x->money_out)
            continue;
        emptied = emptied || x->n < 0;
        db_run(c, &q_total_add,
               DB_ARGS(V_INT(c->workspace_id), V_INT(x->account_id), V_INT(x->month),
                       V_INT(x->category_id), V_INT(x->class), V_INT(x->n), V_INT(x->money_in),
                       V_INT(x->money_out)));
    }
    if (emptied)
        db_run(c, &q_total_drop_empty, DB_ARGS(V_INT(c->workspace_id)));
    return !failed(c);
}

bool totals_rebuild(Ctx *c)
{
    db_run(c, &q_total_drop_all, DB_ARGS(V_INT(c->workspace_id)));
    db_run(c, &q_total_rebuild, DB_ARGS(V_INT(c->workspace_id)));
    return !failed(c);
}

static bool same_cell(const DbRows *a, const DbRows *b, ptrdiff_t row)
{
    for (ptrdiff_t i = 0; i < a->n_columns; i++)
        if (a->cells[row * a->n_columns + i].i != b->cells[row * b->n_columns + i].i)
            return false;
    return true;
}

typedef struct {
    DbRows stored, computed;
} Both;

/* Rebuilds inside a savepoint that is then rolled back. */
static bool compute(Ctx *c, void *arg)
{
    Both *b = arg;
    totals_rebuild(c);
    b->computed = db_rows(c, &q_total_all, DB_ARGS(V_INT(c->workspace_id)));
    return fail(c, CONFLICT, NULL, "only looking");
}

int64_t totals_wrong(Ctx *c)
{
    Both b = { .stored = db_rows(c, &q_total_all, DB_ARGS(V_INT(c->workspace_id))) };
    if (failed(c))
        return 0;
    db_savepoint(c, compute, &b);
    if (c->failure.code == CONFLICT)
        fail_clear(c);
    int64_t wrong =
        b.stored.n > b.computed.n ? b.stored.n - b.computed.n : b.computed.n - b.stored.n;
    for (ptrdiff_t i = 0; i < b.stored.n && i < b.computed.n; i++)
        wrong += !same_cell(&b.stored, &b.computed, i);
    return wrong;
}
