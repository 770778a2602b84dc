/* Pairs of transfers. */
#include "ledger/pair.h"

#include "field/read.h"
#include "ledger/ledger.h"
#include "pair_sql.h"

static const char *const states[] = { "", "paired", "suggested", "refused", NULL };

static const Field transfer_fields[] = {
    F_ID(Transfer, id, .prefix = "trf", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Transfer, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(Transfer, created_at, .flags = READ_ONLY, .doc = "When it was found."),
    F_INSTANT(Transfer, updated_at, .flags = READ_ONLY, .doc = "When it was last decided about."),
    F_ID(Transfer, out_id, .prefix = "txn", .refers = "transactions", .flags = READ_ONLY,
         .doc = "The row that money left by."),
    F_ID(Transfer, in_id, .prefix = "txn", .refers = "transactions", .flags = READ_ONLY,
         .doc = "The row that it came in by."),
    F_WORD(Transfer, state, .flags = READ_ONLY, .words = states,
           .doc = "paired; suggested: likely, to be decided; refused: a person said no."),
    F_RATIO(Transfer, score, .flags = READ_ONLY, .doc = "How sure it is, 0 to 1."),
    F_TEXT(Transfer, reason, .flags = READ_ONLY | OPTIONAL, .doc = "Why, in words."),
    F_BOOL(Transfer, out_was_transfer, .flags = HIDDEN | READ_ONLY),
    F_BOOL(Transfer, in_was_transfer, .flags = HIDDEN | READ_ONLY),
    F_BOOL(Transfer, by_hand, .flags = READ_ONLY, .doc = "Whether a person paired them."),
};

static const Filter transfer_filters[] = {
    { "state", FILTER_IS, "state", NULL, "Only those that stand so." },
};

const Resource transfer_resource = {
    .name = "transfer",
    .plural = "transfers",
    .table = "transfer",
    .prefix = "trf",
    .shape = SHAPE(Transfer, transfer_fields),
    .filters = transfer_filters,
    .n_filters = COUNT(transfer_filters),
    .sort = "-id",
    .owned = true,
};

/* --- making ---------------------------------------------------------------------------------- */

static bool fits(Ctx *c, const Transaction *out, const Transaction *in)
{
    if (out->id == in->id)
        return fail_field(c, S("/transaction_id"), "A transaction has no pair in itself");
    if (out->account_id == in->account_id)
        return fail_field(c, S("/transaction_id"),
                          "Both are in the same account: a transfer goes from one to another");
    if (out->amount >= 0 || in->amount <= 0)
        return fail_field(c, S("/transaction_id"),
                          "Money must leave by one of them and come in by the other");
    if (out->status == STATUS_CANCELLED || in->status == STATUS_CANCELLED)
        return fail_field(c, S("/transaction_id"), "One of them is cancelled");
    return true;
}

static bool join(Ctx *c, Transaction *t, Id with)
{
    t->transfer_pair_id = with;
    t->is_transfer = true;
    return resource_change(c, &transaction_resource, t);
}

static bool store(Ctx *c, Transfer *x)
{
    return x->id ? resource_change(c, &transfer_resource, x)
                 : resource_add(c, &transfer_resource, x);
}

bool pair_make(Ctx *c, Id a, Id b, int state, bool by_hand, int32_t score, Str reason)
{
    Transaction out, in;
    Transfer x = { 0 };
    if (!resource_get(c, &transaction_resource, a, &out) ||
        !resource_get(c, &transaction_resource, b, &in))
        return false;
    if (out.amount > 0) {
        Transaction swap = out;
        out = in;
        in = swap;
    }
    if (!fits(c, &out, &in))
        return false;
    if (out.transfer_pair_id || in.transfer_pair_id) {
        if (out.transfer_pair_id == in.id && in.transfer_pair_id == out.id)
            return true;
        return fail(c, CONFLICT, "transaction_id",
                    "One of them is paired with another transaction; take that pair apart first");
    }
    DbValue ws = V_INT(c->workspace_id);
    Id known = db_one_int(c, &q_pair_between, DB_ARGS(ws, V_INT(out.id), V_INT(in.id)));
    if (known && !resource_get(c, &transfer_resource, known, &x))
        return false;
    if (x.state == TRANSFER_REFUSED && !by_hand)
        return false;
    x.out_id = out.id;
    x.in_id = in.id;
    x.state = state;
    x.score = score;
    x.reason = reason;
    x.by_hand = by_hand;
    x.out_was_transfer = out.is_transfer;
    x.in_was_transfer = in.is_transfer;
    if (!store(c, &x) || state != TRANSFER_PAIRED)
        return !failed(c);
    db_run(c, &q_pair_suggestions_drop, DB_ARGS(ws, V_INT(out.id), V_INT(in.id)));
    return join(c, &out, in.id) && join(c, &in, out.id);
}

/* --- taking apart ---------------------------------------------------------------------------- */

static bool part(Ctx *c, Id id, Id from, bool was_transfer)
{
    Transaction t;
    if (!resource_find(c, &transaction_resource, id, &t) || t.transfer_pair_id != from)
        return !failed(c);
    t.transfer_pair_id = 0;
    t.is_transfer = was_transfer;
    return resource_change(c, &transaction_resource, &t);
}

bool pair_take_apart(Ctx *c, Id transaction_id, bool refuse)
{
    Transfer x;
    Id id = db_one_int(c, &q_pair_of, DB_ARGS(V_INT(c->workspace_id), V_INT(transaction_id)));
    if (!id || !resource_get(c, &transfer_resource, id, &x))
        return !failed(c);
    if (!part(c, x.out_id, x.in_id, x.out_was_transfer) ||
        !part(c, x.in_id, x.out_id, x.in_was_transfer))
        return false;
    if (!refuse)
        return resource_drop(c, &transfer_resource, id);
    x.state = TRANSFER_REFUSED;
    return resource_change(c, &transfer_resource, &x);
}

bool pair_widow(Ctx *c, const Transaction *gone)
{
    Transaction t;
    if (!resource_find(c, &transaction_resource, gone->transfer_pair_id, &t) ||
        t.transfer_pair_id != gone->id)
        return !failed(c);
    t.transfer_pair_id = 0;
    return resource_change(c, &transaction_resource, &t);
}

int64_t pair_leave_import(Ctx *c, Id import_id, int64_t most)
{
    DbRows r = db_rows(c, &q_pair_of_import,
                       DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_INT(most)));
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++)
        pair_take_apart(c, db_int(&r, i, "id"), false);
    return failed(c) ? -1 : r.n;
}

/* --- operations ------------------------------------------------------------------------------ */

typedef struct {
    Id transaction_id;
} PairBody;
static const Field pair_fields[] = {
    F_ID(PairBody, transaction_id, .prefix = "txn", .refers = "transactions", .flags = NEEDED,
         .doc = "The other side, in another account and of the other sign."),
};
static const Shape pair_shape = { .name = "TransactionPair",
                                  .fields = pair_fields,
                                  .n = COUNT(pair_fields),
                                  .size = sizeof(PairBody) };

static bool post_pair(Ctx *c, Call *call)
{
    const PairBody *in = call->in;
    Transaction *t = call->out = NEW(c->mem, Transaction);
    return resource_get(c, &transaction_resource, call->id, t) &&
           pair_make(c, call->id, in->transaction_id, TRANSFER_PAIRED, true, 1000000,
                     S("Paired by hand")) &&
           resource_get(c, &transaction_resource, call->id, t);
}

static bool drop_pair(Ctx *c, Call *call)
{
    Transaction t;
    if (!resource_get(c, &transaction_resource, call->id, &t))
        return false;
    if (!t.transfer_pair_id)
        return fail(c, CONFLICT, "transfer_pair_id", "The transaction has no pair");
    return pair_take_apart(c, t.id, true);
}

static bool refuse(Ctx *c, Call *call)
{
    Transfer *x = call->out = NEW(c->mem, Transfer);
    if (!resource_get(c, &transfer_resource, call->id, x))
        return false;
    if (x->state == TRANSFER_PAIRED)
        return pair_take_apart(c, x->out_id, true) &&
               resource_get(c, &transfer_resource, call->id, x);
    x->state = TRANSFER_REFUSED;
    return resource_change(c, &transfer_resource, x);
}

static bool accept(Ctx *c, Call *call)
{
    Transfer *x = call->out = NEW(c->mem, Transfer);
    return resource_get(c, &transfer_resource, call->id, x) &&
           pair_make(c, x->out_id, x->in_id, TRANSFER_PAIRED, true, x->score, x->reason) &&
           resource_get(c, &transfer_resource, call->id, x);
}

static const Operation operations[] = {
    { "POST", "/transactions/:id/pair", post_pair, MEMBER | WRITES, .name = "transaction_pair",
      .resource = &transaction_resource, .in = &pair_shape, .out = &transaction_resource.shape,
      .doc = "Says that two transactions are the two sides of a transfer between own accounts." },
    { "DELETE", "/transactions/:id/pair", drop_pair, MEMBER | WRITES, .name = "transaction_unpair",
      .resource = &transaction_resource,
      .doc = "Takes a pair apart; both are again what they were before." },
    { "GET", "/transfers", crud_list, VIEWER | LISTS, .resource = &transfer_resource,
      .out = &transfer_resource.shape, .doc = "Transfers found between own accounts." },
    { "GET", "/transfers/:id", crud_get, VIEWER, .resource = &transfer_resource,
      .out = &transfer_resource.shape, .doc = "One transfer." },
    { "POST", "/transfers/:id/accept", accept, MEMBER | WRITES, .name = "transfer_accept",
      .resource = &transfer_resource, .out = &transfer_resource.shape,
      .doc = "Pairs the two sides of a suggestion." },
    { "POST", "/transfers/:id/refuse", refuse, MEMBER | WRITES, .name = "transfer_refuse",
      .resource = &transfer_resource, .out = &transfer_resource.shape,
      .doc = "Says that the two are no transfer; they are not paired again by themselves." },
};
const OperationTable pair_operations = { operations, COUNT(operations) };
