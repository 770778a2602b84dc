/* Creating transactions: one without a category gets one. */
#include "categorize/operations.h"

#include "assign_sql.h"
#include "categorize/assign.h"
#include "field/read.h"
#include "field/write.h"
#include "ledger/category.h"

enum { ON_LOW_SUGGEST = 1, ON_LOW_REJECT };
static const char *const on_low_words[] = { "", "suggest", "reject", NULL };

typedef struct {
    int on_low_confidence;
} CreateQuery;

static const Field query_fields[] = {
    F_WORD(CreateQuery, on_low_confidence, .words = on_low_words, .flags = OPTIONAL,
           .doc =
               "reject answers 409 with the suggestion instead of storing an uncertain category; "
               "without it the user's preference holds."),
};
static const Shape query_shape = SHAPE(CreateQuery, query_fields);

/* What a refusal suggests. */
typedef struct {
    Id category_id;
    Str name;
    int32_t confidence;
    Str explanation;
} Suggestion;

static const Field suggestion_fields[] = {
    F_ID(Suggestion, category_id, .prefix = "cat", .doc = "The likely category."),
    F_TEXT(Suggestion, name, .doc = "Its name."),
    F_RATIO(Suggestion, confidence, .doc = "How sure it is."),
    F_TEXT(Suggestion, explanation, .doc = "Why."),
};
static const Shape suggestion_shape = SHAPE(Suggestion, suggestion_fields);

static bool refuse(Ctx *c, const Transaction *t)
{
    Category k;
    if (!resource_get(c, &category_resource, t->suggested_category_id, &k))
        return false;
    Suggestion s = { k.id, k.name, t->confidence, t->explanation };
    Str json = field_json_text(c->mem, &suggestion_shape, &s);
    fail(c, LOW_CONFIDENCE, "category_id",
         "It looks like '%.*s', but not surely (%d %%); send category_id to decide",
         STR_ARG(k.name), (int)(t->confidence / 10000));
    c->failure.members = str_fmt(c->mem, "\"suggestion\":%.*s", STR_ARG(json));
    return false;
}

static bool wants_refusal(Ctx *c, const CreateQuery *q)
{
    if (q->on_low_confidence)
        return q->on_low_confidence == ON_LOW_REJECT;
    DbRows r = db_rows(c, &q_assign_preference, DB_ARGS(V_INT(c->user_id)));
    return r.n && str_eq(db_text(&r, 0, "low_confidence"), S("reject"));
}

static bool create(Ctx *c, Call *call)
{
    Transaction *t = call->out = NEW(c->mem, Transaction);
    if (!field_read(c, &transaction_resource.shape, READ_NEW, call->raw_body, t))
        return false;
    if (!t->category_id) {
        CLEAN_ASSIGNER Assigner *assigner = assigner_get(c);
        if (!assigner)
            return false;
        assigner_run(c->mem, assigner, t, 1);
    }
    if (t->suggested_category_id && wants_refusal(c, call->query))
        return refuse(c, t);
    if (!resource_add(c, &transaction_resource, t))
        return false;
    call->location = str_fmt(c->mem, "/transactions/%.*s", STR_ARG(id_text(c->mem, "txn", t->id)));
    return resource_get(c, &transaction_resource, t->id, t);
}

static const Operation operations[] = {
    { "POST", "/transactions", create, MEMBER | WRITES | OWN_BODY, .name = "transaction_add",
      .resource = &transaction_resource, .in = &transaction_resource.shape, .query = &query_shape,
      .out = &transaction_resource.shape, .status = 201,
      .doc = "Adds a transaction; one without a category is categorised." },
};
const OperationTable categorize_operations = { operations, COUNT(operations) };
