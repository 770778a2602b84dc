/* Taking batches in. */
#include "import/batch.h"

#include "batch_sql.h"
#include "event/event.h"
#include "field/read.h"
#include "import/batch_job.h"
#include "ledger/ledger.h"
#include "ledger/total.h"
#include "ledger/transaction.h"
#include "text/json.h"
#include "text/jsonout.h"

static const char *const statuses[] = { "", "pending", "processing", "completed", "failed", NULL };

static const Field batch_fields[] = {
    F_ID(Batch, id, .prefix = "bat", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Batch, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(Batch, created_at, .flags = READ_ONLY, .doc = "When it came."),
    F_INSTANT(Batch, updated_at, .flags = READ_ONLY, .doc = "When it last moved on."),
    F_TEXT(Batch, external_id, .flags = READ_ONLY | OPTIONAL, .doc = "The sender's own name."),
    F_WORD(Batch, status, .flags = READ_ONLY, .words = statuses, .doc = "Where it stands."),
    F_INT(Batch, accepted, .flags = READ_ONLY, .doc = "Rows stored."),
    F_INT(Batch, duplicates, .flags = READ_ONLY, .doc = "Rows that were there already."),
    F_INT(Batch, completed, .flags = READ_ONLY, .doc = "Rows worked through."),
    F_INT(Batch, failed, .flags = READ_ONLY, .doc = "Rows that could not be."),
    F_TEXT(Batch, error, .flags = READ_ONLY | OPTIONAL, .doc = "Why it failed."),
};

static const Filter batch_filters[] = {
    { "status", FILTER_IS, "status", NULL, "Only batches that stand there." },
    { "external_id", FILTER_IS, "external_id", NULL, "The batch of that name." },
};

const Resource batch_resource = {
    .name = "batch",
    .plural = "batches",
    .table = "batch",
    .prefix = "bat",
    .shape = SHAPE(Batch, batch_fields),
    .filters = batch_filters,
    .n_filters = COUNT(batch_filters),
    .sort = "-id",
    .owned = true,
};

/* --- the body -------------------------------------------------------------------------------- */

static const char *const row_statuses[] = { "", "pending", "posted", NULL };

typedef struct {
    Str external_id;
    Id account_id;
    Date date, value_date;
    int64_t amount;
    Currency currency;
    Str description, merchant, counterparty, counterparty_account, reference, notes, metadata;
    int status;
    const Map *accounts; /* of Currency, by id: the workspace's */
    Id usual_account;    /* the batch's */
} IngestRow;

static const Field row_fields[] = {
    F_TEXT(IngestRow, external_id, .flags = OPTIONAL, .max = 200,
           .doc = "The sender's own name for the row; sending it again stores nothing."),
    F_ID(IngestRow, account_id, .prefix = "acc", .flags = OPTIONAL,
         .doc = "The account, unless the batch names one."),
    F_DATE(IngestRow, date, .flags = NEEDED, .also = "transaction_date", .doc = "Booking date."),
    F_DATE(IngestRow, value_date, .flags = OPTIONAL, .doc = "Value date."),
    F_MONEY(IngestRow, amount, currency, .flags = NEEDED, .example = "-45.50",
            .doc = "Negative is money leaving."),
    F_CURRENCY(IngestRow, currency, .flags = OPTIONAL, .doc = "The account's, if given."),
    F_TEXT(IngestRow, description, .flags = NEEDED, .min = 1, .max = 1000, .doc = "Its words."),
    F_TEXT(IngestRow, merchant, .flags = OPTIONAL, .max = 200, .also = "merchant_name",
           .doc = "A shop's name."),
    F_TEXT(IngestRow, counterparty, .flags = OPTIONAL, .max = 200, .doc = "Who paid or was paid."),
    F_TEXT(IngestRow, counterparty_account, .flags = OPTIONAL, .max = 64,
           .doc = "Their account number."),
    F_TEXT(IngestRow, reference, .flags = OPTIONAL, .max = 500, .doc = "The payment's reference."),
    F_TEXT(IngestRow, notes, .flags = OPTIONAL | MANY_LINES, .max = 2000, .doc = "Free text."),
    F_JSON(IngestRow, metadata, .flags = OPTIONAL, .max = 10000, .doc = "Anything else."),
    F_WORD(IngestRow, status, .words = row_statuses, .start = "posted",
           .doc = "Booked or not yet."),
};

static void row_currency(Ctx *c, void *row)
{
    IngestRow *r = row;
    if (!r->account_id)
        r->account_id = r->usual_account;
    const Currency *known = map_find_num(r->accounts, r->account_id);
    (void)c;
    if (!r->currency && known)
        r->currency = *known;
}
static const Shape row_shape = SHAPE(IngestRow, row_fields, .currencies = row_currency);

typedef struct {
    Str external_id;
    Id account_id;
    List transactions;
} Ingest;

/* For the OpenAPI document; the rows themselves are read one by one. */
static const Field ingest_fields[] = {
    F_TEXT(Ingest, external_id, .flags = OPTIONAL, .max = 200,
           .doc = "The sender's own name for the batch; the same again answers with that batch."),
    F_ID(Ingest, account_id, .prefix = "acc", .flags = OPTIONAL,
         .doc = "The account of rows that name none."),
    F_LIST(Ingest, transactions, IngestRow, row_fields, .flags = NEEDED, .max = LIMIT_BULK_ROWS,
           .doc = "The rows."),
};
static const Shape ingest_shape = SHAPE(Ingest, ingest_fields);
static const Shape head_shape = {
    .name = "IngestHead", .fields = ingest_fields, .n = 2, .size = sizeof(Ingest)
};

static Map accounts_of(Ctx *c)
{
    DbRows r = db_rows(c, &q_batch_accounts, DB_ARGS(V_INT(c->workspace_id)));
    Currency *currencies = NEW_ARRAY(c->mem, Currency, r.n);
    Map m = map_new(c->mem);
    for (ptrdiff_t i = 0; i < r.n; i++) {
        currencies[i] = currency_find(db_text(&r, i, "currency"));
        map_put_num(&m, db_int(&r, i, "id"), &currencies[i]);
    }
    return m;
}

/* The array of rows, and the head where there is one; NULL after a failure. */
static const JsonValue *rows_of(Ctx *c, Str body, JsonValue *root, Ingest *head)
{
    JsonError error;
    if (!json_read(c->mem, body, json_default_limits, root, &error)) {
        fail(c, MALFORMED, NULL, "The body is not JSON: %s (line %d, column %d)", error.what,
             error.line, error.column);
        return NULL;
    }
    if (root->kind == JSON_ARRAY)
        return root;
    if (root->kind != JSON_OBJECT) {
        fail_field(c, S(""), "A batch is an object with \"transactions\", or an array of rows");
        return NULL;
    }
    const JsonValue *rows = json_get(root, S("transactions"));
    JsonValue *members = NEW(c->mem, JsonValue); /* the object without its rows */
    *members = *root;
    JsonValue **end = &members->first;
    members->count = 0;
    for (const JsonValue *v = root->first; v; v = v->next) {
        if (v == rows)
            continue;
        JsonValue *copy = NEW(c->mem, JsonValue);
        *copy = *v;
        *end = copy;
        end = &copy->next;
        members->count++;
    }
    *end = NULL;
    field_read_value(c, &head_shape, READ_NEW, members, S(""), head);
    if (!rows || rows->kind != JSON_ARRAY) {
        fail_field(c, S("/transactions"), "An array of rows is needed");
        return NULL;
    }
    return rows;
}

static void check_row(Ctx *c, const IngestRow *r, Str at)
{
    const Currency *known = map_find_num(r->accounts, r->account_id);
    if (!r->account_id)
        fail_field(c, str_fmt(c->mem, "%.*s/account_id", STR_ARG(at)),
                   "Neither the row nor the batch names an account");
    else if (!known)
        fail_field(c, str_fmt(c->mem, "%.*s/account_id", STR_ARG(at)), "There is no such account");
    else if (r->currency && r->currency != *known)
        fail_field(c, str_fmt(c->mem, "%.*s/currency", STR_ARG(at)), "The account is in %.*s",
                   STR_ARG(currency_code(*known)));
}

static Transaction transaction_of(const IngestRow *r, Id batch_id)
{
    return (Transaction){ .account_id = r->account_id,
                          .date = r->date,
                          .value_date = r->value_date,
                          .amount = r->amount,
                          .currency = r->currency,
                          .description = r->description,
                          .merchant = r->merchant,
                          .counterparty = r->counterparty,
                          .counterparty_account = r->counterparty_account,
                          .reference = r->reference,
                          .notes = r->notes,
                          .metadata = r->metadata,
                          .external_id = r->external_id,
                          .status = r->status,
                          .category_source = SOURCE_NONE,
                          .ingestion_status = INGESTION_PENDING,
                          .batch_id = batch_id };
}

static Transaction *read_rows(Ctx *c, const JsonValue *rows, const Ingest *head, Id batch_id)
{
    Map accounts = accounts_of(c);
    Transaction *out = NEW_ARRAY(c->mem, Transaction, rows->count);
    bool bare = rows->name.p == NULL;
    ptrdiff_t i = 0;
    for (const JsonValue *v = rows->first; v; v = v->next, i++) {
        IngestRow row = { .accounts = &accounts, .usual_account = head->account_id };
        Str at = str_fmt(c->mem, bare ? "/%td" : "/transactions/%td", i);
        field_read_value(c, &row_shape, READ_NEW, v, at, &row);
        if (!row.account_id)
            row.account_id = head->account_id;
        check_row(c, &row, at);
        out[i] = transaction_of(&row, batch_id);
    }
    return out;
}

/* --- rows that are there already ------------------------------------------------------------- */

/* A key of account and name. */
static Str key_of(Ctx *c, const Transaction *t)
{
    return str_fmt(c->mem, "%lld/%.*s", (long long)t->account_id, STR_ARG(t->external_id));
}

/* Adds to `known` the names that one account has already. */
static void add_known(Ctx *c, Map *known, Id account_id, const Transaction *rows, ptrdiff_t n)
{
    Buf b = buf_new(c->mem, LIMIT_JSON_BODY_BYTES);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    for (ptrdiff_t i = 0; i < n; i++)
        if (rows[i].account_id == account_id && rows[i].external_id.p)
            json_string(&w, rows[i].external_id);
    json_close_array(&w);
    DbRows r = db_rows(c, &q_batch_known_rows,
                       DB_ARGS(V_INT(c->workspace_id), V_INT(account_id), V_TEXT(buf_str(&b))));
    for (ptrdiff_t i = 0; i < r.n; i++) {
        Transaction t = { .account_id = account_id, .external_id = db_text(&r, i, "external_id") };
        map_put(known, key_of(c, &t), known);
    }
}

/* Moves the rows that are new to the front and returns how many they are. */
static ptrdiff_t keep_new(Ctx *c, Transaction *rows, ptrdiff_t n)
{
    Map known = map_new(c->mem), asked = map_new(c->mem);
    for (ptrdiff_t i = 0; i < n && !failed(c); i++)
        if (rows[i].external_id.p && !map_put_num(&asked, rows[i].account_id, &asked))
            add_known(c, &known, rows[i].account_id, rows, n);
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (!rows[i].external_id.p || !map_put(&known, key_of(c, &rows[i]), &known))
            rows[kept++] = rows[i];
    return kept;
}

/* --- storing --------------------------------------------------------------------------------- */

static bool store_rows(Ctx *c, Transaction *rows, ptrdiff_t n)
{
    Totals totals = totals_new(c->mem);
    for (ptrdiff_t i = 0; i < n; i++) {
        transaction_derive(c->mem, &rows[i]);
        totals_note(c, &totals, &rows[i], 1);
    }
    return transaction_bulk_add(c, rows, n) && totals_write(c, &totals) && ledger_changed(c);
}

bool batch_take(Ctx *c, Str body, Batch *out)
{
    JsonValue root;
    Ingest head = { 0 };
    const JsonValue *values = rows_of(c, body, &root, &head);
    if (!values)
        return false;
    if (values->count > LIMIT_BULK_ROWS)
        return fail_field(c, S("/transactions"), "There are %d rows; a batch has at most %d",
                          values->count, LIMIT_BULK_ROWS);
    Id before = head.external_id.p
                    ? db_one_int(c, &q_batch_by_external,
                                 DB_ARGS(V_INT(c->workspace_id), V_TEXT(head.external_id)))
                    : 0;
    if (before)
        return resource_get(c, &batch_resource, before, out);
    Id id = id_new(c->now_ms);
    Transaction *rows = read_rows(c, values, &head, id);
    if (failed(c))
        return false;
    ptrdiff_t n = keep_new(c, rows, values->count);
    *out = (Batch){ .id = id,
                    .external_id = head.external_id,
                    .accepted = n,
                    .duplicates = values->count - n,
                    .status = n ? BATCH_PENDING : BATCH_COMPLETED };
    return resource_add(c, &batch_resource, out) && (!n || store_rows(c, rows, n)) &&
           (!n || batch_enqueue(c, id));
}

/* --- operations ------------------------------------------------------------------------------ */

typedef struct {
    Id batch_id;
    int status;
    int64_t accepted, duplicates;
} Taken;

static const Field taken_fields[] = {
    F_ID(Taken, batch_id, .prefix = "bat", .doc = "To ask how it goes."),
    F_WORD(Taken, status, .words = statuses, .doc = "pending, or later for a batch sent again."),
    F_INT(Taken, accepted, .doc = "Rows stored."),
    F_INT(Taken, duplicates, .doc = "Rows that were there already."),
};
static const Shape taken_shape = SHAPE(Taken, taken_fields);

static bool take(Ctx *c, Call *call)
{
    Batch b = { 0 };
    Taken *out = call->out = NEW(c->mem, Taken);
    if (!batch_take(c, call->raw_body, &b))
        return false;
    *out = (Taken){ b.id, b.status, b.accepted, b.duplicates };
    call->location =
        str_fmt(c->mem, "/integrations/batches/%.*s", STR_ARG(id_text(c->mem, "bat", b.id)));
    return true;
}

static const Operation operations[] = {
    { "POST", "/integrations/transactions", take, MEMBER | WRITES | OWN_BODY | MANY_IN,
      .name = "batch_take", .in = &ingest_shape, .out = &taken_shape, .status = 202,
      .doc = "Takes a batch of up to 10,000 transactions and works on it in the background." },
    { "GET", "/integrations/batches", crud_list, VIEWER | LISTS, .resource = &batch_resource,
      .out = &batch_resource.shape, .doc = "The batches, newest first." },
    { "GET", "/integrations/batches/:id", crud_get, VIEWER, .resource = &batch_resource,
      .out = &batch_resource.shape, .doc = "How a batch stands." },
};
const OperationTable batch_operations = { operations, COUNT(operations) };
