/* Transactions. */
#include "ledger/transaction.h"

#include "event/event.h"
#include "field/read.h"
#include "field/store.h"
#include "ledger/account.h"
#include "ledger/category.h"
#include "ledger/ledger.h"
#include "ledger/pair.h"
#include "ledger/parts.h"
#include "ledger/tag.h"
#include "ledger/total.h"
#include "text/fold.h"
#include "text/jsonout.h"

#include "tag_sql.h"
#include "transaction_sql.h"

static const char *const types[] = { "", "income", "expense", "transfer", NULL };
static const char *const statuses[] = { "", "pending", "posted", "cancelled", NULL };
static const char *const sources[] = { "",        "none",  "user", "rule", "memory",
                                       "pattern", "model", "ai",   NULL };
static const char *const ingestion_statuses[] = { "",          "pending", "processing",
                                                  "completed", "failed",  NULL };

static const Field part_fields[] = {
    F_ID(TransactionPart, category_id, .prefix = "cat", .refers = "category", .flags = OPTIONAL,
         .doc = "The part's category."),
    F_MONEY(TransactionPart, amount, currency, .flags = NEEDED,
            .doc = "Signed; the parts sum to the transaction."),
    F_CURRENCY(TransactionPart, currency, .flags = HIDDEN),
    F_TEXT(TransactionPart, note, .flags = OPTIONAL, .max = 500, .doc = "Free text."),
};

static const Field transaction_fields[] = {
    F_ID(Transaction, id, .prefix = "txn", .flags = READ_ONLY | SORTABLE,
         .doc = "Given by the server."),
    F_ID(Transaction, workspace_id, .prefix = "wsp", .flags = OWNER | HIDDEN),
    F_INSTANT(Transaction, created_at, .flags = READ_ONLY, .doc = "When it was stored."),
    F_INSTANT(Transaction, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_ID(Transaction, account_id, .prefix = "acc", .refers = "account", .flags = NEEDED,
         .doc = "The account whose money moved."),
    F_DATE(Transaction, date, .flags = NEEDED | SORTABLE, .also = "transaction_date",
           .doc = "The booking date."),
    F_DATE(Transaction, authorized_date, .flags = OPTIONAL, .doc = "When it was authorised."),
    F_DATE(Transaction, posted_date, .flags = OPTIONAL, .doc = "When a pending one was posted."),
    F_DATE(Transaction, value_date, .flags = OPTIONAL, .doc = "From when it bears interest."),
    F_MONEY(Transaction, amount, currency, .flags = NEEDED | SORTABLE, .example = "-45.50",
            .doc = "Negative is money leaving."),
    F_CURRENCY(Transaction, currency, .example = "EUR",
               .doc = "The account's; taken from it when not given."),
    F_MONEY(Transaction, original_amount, original_currency, .flags = OPTIONAL,
            .given = GIVEN(Transaction, has_original_amount),
            .doc = "What was paid in another currency."),
    F_CURRENCY(Transaction, original_currency, .flags = OPTIONAL, .doc = "That currency."),
    F_TEXT(Transaction, description, .flags = NEEDED | SORTABLE, .min = 1, .max = 1000,
           .example = "PIZZA HUT DOWNTOWN", .doc = "The bank's words."),
    F_TEXT(Transaction, merchant, .flags = OPTIONAL | SORTABLE, .max = 200,
           .doc = "A shop's name."),
    F_TEXT(Transaction, merchant_logo, .flags = OPTIONAL, .max = 500,
           .doc = "Address of its logo."),
    F_TEXT(Transaction, counterparty, .flags = OPTIONAL, .max = 200,
           .doc = "Who paid or was paid."),
    F_TEXT(Transaction, counterparty_account, .flags = OPTIONAL, .max = 64,
           .doc = "Their account number."),
    F_TEXT(Transaction, reference, .flags = OPTIONAL, .max = 500,
           .doc = "The payment's reference."),
    F_WORD(Transaction, transaction_type, .flags = READ_ONLY, .words = types,
           .doc = "From the sign and is_transfer."),
    F_WORD(Transaction, status, .words = statuses, .start = "posted", .doc = "Where it stands."),
    F_ID(Transaction, category_id, .prefix = "cat", .refers = "category", .flags = OPTIONAL,
         .doc = "What it was for."),
    F_WORD(Transaction, category_source, .flags = READ_ONLY, .words = sources, .start = "none",
           .doc = "Who or what decided the category."),
    F_RATIO(Transaction, confidence, .flags = READ_ONLY | OPTIONAL,
            .given = GIVEN(Transaction, has_confidence), .doc = "How sure that was, 0 to 1."),
    F_ID(Transaction, suggested_category_id, .prefix = "cat", .flags = READ_ONLY | OPTIONAL,
         .doc = "A guess that was not sure enough to apply."),
    F_TEXT(Transaction, explanation, .flags = READ_ONLY | OPTIONAL,
           .doc = "Why it has its category, in words."),
    F_WORD(Transaction, ingestion_status, .flags = READ_ONLY | OPTIONAL,
           .words = ingestion_statuses, .doc = "Of rows sent by programs."),
    F_BOOL(Transaction, is_recurring, .start = "false", .doc = "Comes back regularly."),
    F_BOOL(Transaction, is_transfer, .start = "false",
           .doc = "Between own accounts: no spending and no income."),
    F_ID(Transaction, transfer_pair_id, .prefix = "txn", .flags = READ_ONLY | OPTIONAL,
         .doc = "The other side of the transfer."),
    F_BOOL(Transaction, is_hidden, .start = "false", .doc = "Counts in no report."),
    F_TEXT(Transaction, notes, .flags = OPTIONAL | MANY_LINES, .max = 2000, .doc = "Free text."),
    F_TEXTS(Transaction, tags, .flags = UNSTORED, .max = 50, .doc = "Words of your own."),
    F_JSON(Transaction, location, .flags = OPTIONAL, .max = 1000, .doc = "Where it was."),
    F_TEXT(Transaction, external_id, .flags = OPTIONAL, .max = 200,
           .doc = "The sender's own name for it."),
    F_ID(Transaction, import_id, .prefix = "imp", .flags = READ_ONLY | OPTIONAL,
         .doc = "The import it came with."),
    F_ID(Transaction, batch_id, .prefix = "bat", .flags = READ_ONLY | OPTIONAL,
         .doc = "The batch it came with."),
    F_INT(Transaction, source_line, .flags = READ_ONLY | OPTIONAL,
          .doc = "Its line in the imported file."),
    F_LIST(Transaction, parts, TransactionPart, part_fields, .flags = UNSTORED, .max = 100,
           .doc = "A split into categories; the amounts sum to the transaction's."),
    F_JSON(Transaction, metadata, .flags = OPTIONAL, .max = 10000,
           .doc = "Anything a program wants to keep with it."),
    F_TEXT(Transaction, folded, .flags = HIDDEN | READ_ONLY),
    F_INT(Transaction, fingerprint, .flags = HIDDEN | READ_ONLY | OPTIONAL),
    F_INT(Transaction, occurrence, .flags = HIDDEN | READ_ONLY | OPTIONAL),
};

static const Filter transaction_filters[] = {
    { "start_date", FILTER_FROM, "date", NULL, "On this day or later." },
    { "end_date", FILTER_TO, "date", NULL, "On this day or before." },
    { "account_id", FILTER_IS, "account_id", NULL, "Only these accounts." },
    { "currency", FILTER_IS, "currency", NULL, "Only in these currencies." },
    { "category_id", FILTER_SQL, "category_id",
      "(category_id IN (SELECT k.id FROM category k WHERE k.workspace_id = $1 AND "
      "(k.id = $$ OR k.parent_id = $$)) OR id IN (SELECT p.transaction_id FROM transaction_part p "
      "JOIN category k ON k.workspace_id = $1 AND k.id = p.category_id WHERE p.workspace_id = $1 "
      "AND "
      "(k.id = $$ OR k.parent_id = $$)))",
      "In this category or one below it, wholly or in part." },
    { "category", FILTER_SQL, NULL,
      "category_id IN (SELECT k.id FROM category k LEFT JOIN category g ON g.id = k.parent_id "
      "WHERE k.workspace_id = $1 AND (k.code = $$ OR g.code = $$ OR lower(k.name) = lower($$) OR "
      "lower(g.name) = lower($$)))",
      "The same by code or name." },
    { "uncategorized", FILTER_SQL, NULL, "($$ <> 'true' OR category_id IS NULL)",
      "'true': only those without a category." },
    { "transaction_type", FILTER_IS, "transaction_type", NULL, "Only these types." },
    { "status", FILTER_IS, "status", NULL, "Only these statuses." },
    { "min_amount", FILTER_FROM, "amount", NULL, "At least this signed amount." },
    { "max_amount", FILTER_TO, "amount", NULL, "At most this signed amount." },
    { "search_query", FILTER_HAS, "folded", NULL,
      "Text in description, merchant, counterparty, reference or notes, without regard to case and "
      "accents." },
    { "merchant", FILTER_IS, "merchant", NULL, "Only these merchants." },
    { "tag", FILTER_SQL, NULL,
      "id IN (SELECT x.transaction_id FROM transaction_tag x JOIN tag g ON g.id = x.tag_id "
      "WHERE x.workspace_id = $1 AND g.name = $$)",
      "Only with this tag." },
    { "import_id", FILTER_IS, "import_id", NULL, "Only from this import." },
    { "is_transfer", FILTER_IS, "is_transfer", NULL, "Only transfers, or none." },
    { "is_hidden", FILTER_IS, "is_hidden", NULL, "Only hidden ones, or none." },
    { "is_recurring", FILTER_IS, "is_recurring", NULL, "Only recurring ones, or none." },
};

/* Runs before amounts are read: the currency is the account's unless given. */
static void currencies(Ctx *c, void *row)
{
    Transaction *t = row;
    Account a;
    if (t->currency || !t->account_id || failed(c))
        return;
    if (resource_find(c, &account_resource, t->account_id, &a))
        t->currency = a.currency;
    else
        fail_field(c, S("/account_id"), "There is no such account");
}

void transaction_derive(Arena *mem, Transaction *t)
{
    t->transaction_type = t->is_transfer  ? TRANSACTION_TRANSFER
                          : t->amount > 0 ? TRANSACTION_INCOME
                                          : TRANSACTION_EXPENSE;
    const Str texts[] = { t->description, t->merchant, t->counterparty, t->reference, t->notes };
    ptrdiff_t room = 0;
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        room += texts[i].n + 1;
    Buf all = buf_new(mem, room);
    for (ptrdiff_t i = 0; i < COUNT(texts); i++) {
        bool said = texts[i].n == 0 || str_find(buf_str(&all), texts[i], 0) >= 0;
        if (!said && all.n)
            buf_char(&all, ' ');
        if (!said)
            buf_add(&all, texts[i]);
    }
    t->folded = text_fold(mem, buf_str(&all));
}

static bool check_parts(Ctx *c, const Transaction *t)
{
    const TransactionPart *parts = t->parts.items;
    int64_t sum = 0;
    for (ptrdiff_t i = 0; i < t->parts.n; i++)
        if (__builtin_add_overflow(sum, parts[i].amount, &sum))
            return fail_field(c, S("/parts"), "The parts sum to more than 64 bits hold");
    if (t->parts.n && sum != t->amount)
        return fail_field(c, S("/parts"), "The parts sum to %.*s, the transaction is %.*s",
                          STR_ARG(money_text(c->mem, (Money){ sum, t->currency })),
                          STR_ARG(money_text(c->mem, (Money){ t->amount, t->currency })));
    return true;
}

static bool check_category(Ctx *c, const Transaction *was, Transaction *t)
{
    if (was ? t->category_id == was->category_id : !t->category_id)
        return true;
    Category k;
    if (t->category_id && resource_find(c, &category_resource, t->category_id, &k) && !k.is_active)
        return fail_field(c, S("/category_id"), "'%.*s' is not active", STR_ARG(k.name));
    bool by_hand = was || t->category_source == SOURCE_NONE || !t->category_source;
    if (by_hand) {
        t->category_source = t->category_id ? SOURCE_USER : SOURCE_NONE;
        t->has_confidence = false;
        t->confidence = 0;
        t->explanation = t->category_id ? S("Chosen by hand") : (Str){ 0 };
        t->suggested_category_id = 0;
    }
    return !failed(c);
}

static bool check(Ctx *c, const void *old, void *row)
{
    const Transaction *was = old;
    Transaction *t = row;
    Account a;
    if (!resource_find(c, &account_resource, t->account_id, &a))
        return !failed(c); /* the reference check says so */
    if (t->currency != a.currency)
        fail_field(c, S("/currency"),
                   "The account is in %.*s; another currency goes into original_currency",
                   STR_ARG(currency_code(a.currency)));
    if (t->has_original_amount && !t->original_currency)
        fail_field(c, S("/original_currency"), "original_amount needs its currency");
    if (was && was->transfer_pair_id && t->transfer_pair_id && !t->is_transfer)
        fail_field(c, S("/is_transfer"),
                   "It is one side of a transfer: take the pair apart first "
                   "(DELETE /transactions/{id}/pair)");
    check_parts(c, t);
    check_category(c, was, t);
    transaction_derive(c->mem, t);
    return !failed(c);
}

/* --- child tables ---------------------------------------------------------------------------- */

static DbValue ids_of(Ctx *c, const Transaction *rows, ptrdiff_t n)
{
    Buf b = buf_new(c->mem, 24 * n + 2);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    for (ptrdiff_t i = 0; i < n; i++)
        json_int64(&w, rows[i].id);
    json_close_array(&w);
    return V_TEXT(buf_str(&b));
}

/* The rows of a child result that belong to this parent: they stand together. */
static ptrdiff_t children_of(const DbRows *all, Id id, ptrdiff_t *n)
{
    ptrdiff_t from = 0;
    while (from < all->n && db_int(all, from, "transaction_id") != id)
        from++;
    *n = 0;
    while (from + *n < all->n && db_int(all, from + *n, "transaction_id") == id)
        ++*n;
    return from;
}

static void take_tags(Ctx *c, const DbRows *tags, Transaction *t)
{
    ptrdiff_t n, from = children_of(tags, t->id, &n);
    t->tags = (Texts){ NEW_ARRAY(c->mem, Str, n), n };
    for (ptrdiff_t i = 0; i < n; i++)
        t->tags.items[i] = db_text(tags, from + i, "name");
}

static void take_parts(Ctx *c, const DbRows *rows, Transaction *t)
{
    ptrdiff_t n, from = children_of(rows, t->id, &n);
    TransactionPart *parts = NEW_ARRAY(c->mem, TransactionPart, n);
    for (ptrdiff_t i = 0; i < n; i++)
        parts[i] = (TransactionPart){ .category_id = db_int(rows, from + i, "category_id"),
                                      .amount = db_int(rows, from + i, "amount"),
                                      .currency = t->currency,
                                      .note = db_text(rows, from + i, "note") };
    t->parts = (List){ parts, n };
}

static bool fill(Ctx *c, void *rows, ptrdiff_t n)
{
    Transaction *t = rows;
    if (!n)
        return true;
    DbValue ids = ids_of(c, t, n), ws = V_INT(c->workspace_id);
    DbRows tags = db_rows(c, &q_transaction_tags_of, DB_ARGS(ws, ids));
    DbRows parts = db_rows(c, &q_transaction_parts_of, DB_ARGS(ws, ids));
    for (ptrdiff_t i = 0; i < n && !failed(c); i++) {
        take_tags(c, &tags, &t[i]);
        take_parts(c, &parts, &t[i]);
    }
    return !failed(c);
}

static bool write_parts(Ctx *c, const Transaction *t)
{
    const TransactionPart *parts = t->parts.items;
    db_run(c, &q_transaction_parts_drop, DB_ARGS(V_INT(c->workspace_id), V_INT(t->id)));
    for (ptrdiff_t i = 0; i < t->parts.n && !failed(c); i++)
        db_run(c, &q_transaction_part_add,
               DB_ARGS(V_INT(id_new(c->now_ms)), V_INT(c->workspace_id), V_INT(t->id), V_INT(i),
                       V_INT_OR_NULL(parts[i].category_id), V_INT(parts[i].amount),
                       V_TEXT_OR_NULL(parts[i].note)));
    return !failed(c);
}

static bool written(Ctx *c, const void *old, const void *row)
{
    const Transaction *was = old, *t = row;
    Totals totals = totals_new(c->mem);
    if (was)
        totals_note(c, &totals, was, -1);
    if (t) {
        totals_note(c, &totals, t, 1);
        tags_write(c, t->id, &t->tags);
        write_parts(c, t);
    }
    totals_write(c, &totals);
    if (!t && was->transfer_pair_id)
        pair_widow(c, was);
    const char *type = !was ? "transaction.created"
                       : t  ? "transaction.updated"
                            : "transaction.deleted";
    event_emit(c, type, &transaction_resource.shape, t ? t : was, 0);
    return ledger_changed(c);
}

const Resource transaction_resource = {
    .name = "transaction",
    .plural = "transactions",
    .table = "transactions",
    .prefix = "txn",
    .shape = SHAPE(Transaction, transaction_fields, .currencies = currencies),
    .filters = transaction_filters,
    .n_filters = COUNT(transaction_filters),
    .sort = "-date",
    .owned = true,
    /* An import's rows are there at its end, all at once, and gone when it is being undone. */
    .visible = "(import_id IS NULL OR import_id NOT IN "
               "(SELECT h.import_id FROM hidden_import h WHERE h.workspace_id = $1))",
    .hidden_count = &q_hidden_count,
    .check = check,
    .fill = fill,
    .written = written,
};

/* --- the parts alone ------------------------------------------------------------------------- */

typedef struct {
    Currency currency;
    List parts;
} PartsBody;

static const Field parts_body_fields[] = {
    F_CURRENCY(PartsBody, currency, .flags = OPTIONAL, .doc = "The transaction's, if given."),
    F_LIST(PartsBody, parts, TransactionPart, part_fields, .flags = NEEDED, .max = 100,
           .doc = "They sum to the transaction's amount; an empty list takes a split away."),
};
const Shape transaction_parts_shape = SHAPE(PartsBody, parts_body_fields);

/* The body is read in the lane: its amounts are in the stored row's currency. */
bool transaction_set_parts(Ctx *c, Call *call)
{
    Transaction *t = call->out = NEW(c->mem, Transaction);
    if (!resource_get(c, &transaction_resource, call->id, t) ||
        !resource_match(c, &transaction_resource, t, call->if_match))
        return false;
    PartsBody body = { .currency = t->currency };
    if (!field_read(c, &transaction_parts_shape, READ_PART, call->raw_body, &body))
        return false;
    if (body.currency != t->currency)
        return fail_field(c, S("/currency"), "The transaction is in %.*s",
                          STR_ARG(currency_code(t->currency)));
    t->parts = body.parts;
    return resource_change(c, &transaction_resource, t) &&
           resource_get(c, &transaction_resource, call->id, t);
}

bool transaction_bulk_add(Ctx *c, Transaction *rows, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        rows[i].id = id_new(c->now_ms);
        rows[i].workspace_id = c->workspace_id;
        rows[i].created_at = rows[i].updated_at = c->now_ms;
    }
    return field_bulk(c, &transaction_resource.shape, "transactions", rows, n);
}
