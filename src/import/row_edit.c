/* PATCH /imports/{id}/rows/{row_id}: a person corrects what was read, before it is booked. The row
 * keeps the fingerprint of the file, so that the file coming again is known. */
#include "event/event.h"
#include "field/read.h"
#include "field/store.h"
#include "import/book.h"
#include "import/match.h"
#include "staged_sql.h"

enum { SUMMED_ROWS = 100000 };

typedef struct {
    Date date;
    Currency currency;
    int64_t amount;
    Str description, counterparty, reference;
    bool is_skipped;
} RowEdit;

static const Field edit_fields[] = {
    F_DATE(RowEdit, date, .doc = "The booking date."),
    F_CURRENCY(RowEdit, currency, .flags = HIDDEN),
    F_MONEY(RowEdit, amount, currency, .doc = "Negative is money leaving."),
    F_TEXT(RowEdit, description, .min = 1, .max = 1000, .doc = "The bank's words."),
    F_TEXT(RowEdit, counterparty, .flags = OPTIONAL, .max = 200, .doc = "Who paid or was paid."),
    F_TEXT(RowEdit, reference, .flags = OPTIONAL, .max = 500, .doc = "The payment's reference."),
    F_BOOL(RowEdit, is_skipped, .doc = "Whether it is not to be booked."),
};
static const Shape edit_shape = SHAPE(RowEdit, edit_fields);

static bool load(Ctx *c, Call *call, Import *imp, StagedRow *row)
{
    Id id = 0;
    if (!resource_get(c, &import_resource, call->id, imp))
        return false;
    DbRows r = { 0 };
    if (id_parse(call->path_args[1], "dup", &id) == ID_OK)
        r = db_rows(c, &q_staged_get, DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id), V_INT(id)));
    if (failed(c) || !r.n)
        return !failed(c) && fail(c, NOT_FOUND, NULL, "There is no such row");
    if (imp->status != IMPORT_NEEDS_REVIEW)
        return fail(c, CONFLICT, "status",
                    imp->status == IMPORT_COMPLETED
                        ? "The import is completed; change its transactions instead"
                        : "Only rows of an import that waits for review can be corrected");
    return field_from_row(c, &duplicate_resource.shape, &r, 0, row);
}

static void take(const RowEdit *in, StagedRow *row)
{
    row->date = in->date;
    row->amount = in->amount;
    row->description = in->description;
    row->counterparty = in->counterparty;
    row->reference = in->reference;
    row->is_edited |= row->is_skipped == in->is_skipped;
    row->is_skipped = in->is_skipped;
}

static bool store(Ctx *c, const StagedRow *row)
{
    db_run(c, &q_staged_edit,
           DB_ARGS(V_INT(c->workspace_id), V_INT(row->id), V_INT(row->date), V_INT(row->amount),
                   V_TEXT(row->description), V_TEXT_OR_NULL(row->counterparty),
                   V_TEXT_OR_NULL(row->reference), V_BOOL(row->is_skipped), V_BOOL(row->is_edited),
                   V_INT(c->now_ms)));
    return !failed(c);
}

/* What it looks like now. A row that was imported before stays that. */
static bool compare_again(Ctx *c, Import *imp, StagedRow *row)
{
    if (row->row_state == ROW_DUPLICATE || row->is_skipped)
        return true;
    row->row_state = ROW_NEW;
    row->transaction_id = 0;
    row->state = 0;
    row->match_score = 0;
    row->has_match_score = false;
    row->reason = (Str){ 0 };
    return staged_change(c, row) && match_row(c, imp, row) && staged_change(c, row);
}

/* Whether the rows give the closing balance now, or the running balances; 0: nothing says. */
static int verdict(Ctx *c, const Import *imp)
{
    DbValue ws = V_INT(c->workspace_id), id = V_INT(imp->id);
    if (imp->has_opening_balance && imp->has_closing_balance) {
        int64_t end = 0, sum = db_one_int(c, &q_staged_sum, DB_ARGS(ws, id));
        bool fits = !__builtin_add_overflow(imp->opening_balance, sum, &end);
        return fits && end == imp->closing_balance ? 1 : -1;
    }
    if (!imp->has_reconciled)
        return 0;
    DbRows r = db_rows(c, &q_staged_chain, DB_ARGS(ws, id));
    int64_t pairs = r.n ? db_int(&r, 0, "pairs") : 0;
    if (pairs == 0)
        return 0;
    return db_int(&r, 0, "down") == pairs || db_int(&r, 0, "up") == pairs ? 1 : -1;
}

static bool prove_again(Ctx *c, Import *imp)
{
    int proven = imp->total_rows > SUMMED_ROWS ? 0 : verdict(c, imp);
    if (failed(c) || !proven)
        return !failed(c);
    imp->has_reconciled = true;
    imp->reconciled = proven > 0;
    if (imp->reconciled)
        db_run(c, &q_staged_resolve_findings,
               DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id), V_INT(-1), V_TEXT(S("balance")),
                       V_INT(c->now_ms)));
    return !failed(c);
}

static bool settle(Ctx *c, Import *imp, const StagedRow *row)
{
    db_run(c, &q_staged_resolve_findings,
           DB_ARGS(V_INT(c->workspace_id), V_INT(imp->id), V_INT(row->line), V_TEXT(S("")),
                   V_INT(c->now_ms)));
    imp->near_rows = staged_counts(c, imp->id).open;
    imp->period_from = row->date < imp->period_from ? row->date : imp->period_from;
    imp->period_to = row->date > imp->period_to ? row->date : imp->period_to;
    return prove_again(c, imp) && resource_change(c, &import_resource, imp) && book_tell(c, imp);
}

static bool row_patch(Ctx *c, Call *call)
{
    Import imp;
    StagedRow *row = call->out = NEW(c->mem, StagedRow);
    if (!load(c, call, &imp, row))
        return false;
    RowEdit in = { row->date,         row->currency,  row->amount,    row->description,
                   row->counterparty, row->reference, row->is_skipped };
    const RowEdit was = in;
    if (!field_read(c, &edit_shape, READ_PART, call->raw_body, &in))
        return false;
    if (!in.date)
        return fail_field(c, S("/date"), "A row needs a date");
    bool same = in.date == was.date && in.amount == was.amount &&
                str_eq(in.description, was.description) &&
                str_eq(in.counterparty, was.counterparty) && str_eq(in.reference, was.reference) &&
                in.is_skipped == was.is_skipped;
    if (same)
        return true;
    take(&in, row);
    return store(c, row) && compare_again(c, &imp, row) && settle(c, &imp, row);
}

static const Operation operations[] = {
    { "PATCH", "/imports/:id/rows/:row_id", row_patch, MEMBER | WRITES | OWN_BODY,
      .name = "import_row_change", .resource = &import_resource, .in = &edit_shape,
      .out = &duplicate_resource.shape,
      .doc = "Corrects a row that was read, before the import is confirmed." },
};
const OperationTable row_operations = { operations, COUNT(operations) };
