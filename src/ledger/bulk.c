/* Bulk changes. Every row goes the way of a single change, so checks, totals and events are the
 * same; the whole is one transaction. */
#include "ledger/bulk.h"

#include "field/read.h"
#include "ledger/transaction.h"

/* The ids stand as texts, so that each wrong one is told with its place. */
typedef struct {
    Texts ids;
    Str changes;
} BulkUpdate;

typedef struct {
    Texts ids;
    Id category_id;
} BulkCategorize;

typedef struct {
    int64_t changed;
} BulkDone;

static const Field update_fields[] = {
    F_TEXTS(BulkUpdate, ids, .flags = NEEDED, .min = 1, .max = LIMIT_BULK_ROWS,
            .doc = "Of the transactions to change."),
    F_JSON(BulkUpdate, changes, .flags = NEEDED,
           .doc = "Fields and values, as PATCH of one takes them."),
};
const Shape bulk_update_shape = SHAPE(BulkUpdate, update_fields);

static const Field categorize_fields[] = {
    F_TEXTS(BulkCategorize, ids, .flags = NEEDED, .min = 1, .max = LIMIT_BULK_ROWS,
            .doc = "Of the transactions to change."),
    F_ID(BulkCategorize, category_id, .prefix = "cat", .refers = "category", .flags = OPTIONAL,
         .doc = "The category they get; null takes theirs away."),
};
const Shape bulk_categorize_shape = SHAPE(BulkCategorize, categorize_fields);
const Shape bulk_delete_shape = {
    .name = "BulkDelete", .fields = categorize_fields, .n = 1, .size = sizeof(BulkCategorize)
};

static const Field done_fields[] = {
    F_INT(BulkDone, changed, .doc = "How many were changed."),
};
const Shape bulk_done_shape = SHAPE(BulkDone, done_fields);

/* Every id, or field errors for all that are none. */
static Id *ids_read(Ctx *c, const Texts *texts)
{
    Id *ids = NEW_ARRAY(c->mem, Id, texts->n);
    for (ptrdiff_t i = 0; i < texts->n; i++)
        if (id_parse(texts->items[i], "txn", &ids[i]) != ID_OK)
            fail_field(c, str_fmt(c->mem, "/ids/%td", i), "'%.*s' is not a transaction's id",
                       STR_ARG(texts->items[i]));
    return ids;
}

typedef bool Change(Ctx *c, Transaction *t, const void *arg);

static bool each(Ctx *c, Call *call, const Texts *texts, Change *change, const void *arg)
{
    Id *ids = ids_read(c, texts);
    BulkDone *done = call->out = NEW(c->mem, BulkDone);
    for (ptrdiff_t i = 0; i < texts->n && !failed(c); i++) {
        Transaction t;
        if (!resource_find(c, &transaction_resource, ids[i], &t))
            return fail_field(c, str_fmt(c->mem, "/ids/%td", i), "There is no transaction '%.*s'",
                              STR_ARG(texts->items[i]));
        change(c, &t, arg);
        done->changed++;
    }
    return !failed(c);
}

static bool patch(Ctx *c, Transaction *t, const void *arg)
{
    const BulkUpdate *in = arg;
    return field_read(c, &transaction_resource.shape, READ_PART, in->changes, t) &&
           resource_change(c, &transaction_resource, t);
}

bool bulk_update(Ctx *c, Call *call)
{
    const BulkUpdate *in = call->in;
    return each(c, call, &in->ids, patch, in);
}

static bool set_category(Ctx *c, Transaction *t, const void *arg)
{
    const BulkCategorize *in = arg;
    t->category_id = in->category_id;
    return resource_change(c, &transaction_resource, t);
}

bool bulk_categorize(Ctx *c, Call *call)
{
    const BulkCategorize *in = call->in;
    return each(c, call, &in->ids, set_category, in);
}

static bool drop(Ctx *c, Transaction *t, const void *arg)
{
    (void)arg;
    return resource_drop(c, &transaction_resource, t->id);
}

bool bulk_delete(Ctx *c, Call *call)
{
    const BulkCategorize *in = call->in;
    return each(c, call, &in->ids, drop, NULL);
}
