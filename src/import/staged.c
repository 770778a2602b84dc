/* Staged rows. */
#include "import/staged.h"

#include "field/store.h"
#include "staged_sql.h"
#include "text/utf8.h"

enum {
    DESCRIPTION_MAX = 1000,
    NAME_MAX_CHARS = 200,
    ACCOUNT_MAX = 64,
    REFERENCE_MAX = 500,
    HASH_BITS = 41
};

static const char *const row_states[] = { "", "new", "duplicate", "near", NULL };
static const char *const match_states[] = {
    "", "open", "merged", "kept_both", "deleted_old", NULL
};

const Field staged_fields[32] = {
    F_ID(StagedRow, id, .prefix = "dup", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(StagedRow, workspace_id, .flags = OWNER | HIDDEN),
    F_INSTANT(StagedRow, created_at, .flags = READ_ONLY, .doc = "When it was read."),
    F_INSTANT(StagedRow, updated_at, .flags = READ_ONLY, .doc = "When it was last decided about."),
    F_ID(StagedRow, import_id, .prefix = "imp", .refers = "import", .flags = READ_ONLY,
         .doc = "The import."),
    F_INT(StagedRow, position, .flags = HIDDEN | READ_ONLY),
    F_INT(StagedRow, line, .flags = READ_ONLY, .doc = "Its line in the file."),
    F_ID(StagedRow, account_id, .prefix = "acc", .refers = "account", .flags = READ_ONLY | OPTIONAL,
         .doc = "Its account."),
    F_DATE(StagedRow, date, .flags = READ_ONLY, .doc = "The booking date."),
    F_DATE(StagedRow, value_date, .flags = READ_ONLY | OPTIONAL,
           .doc = "From when it bears interest."),
    F_MONEY(StagedRow, amount, currency, .flags = READ_ONLY, .doc = "Negative is money leaving."),
    F_CURRENCY(StagedRow, currency, .flags = READ_ONLY, .doc = "The account's."),
    F_MONEY(StagedRow, balance, currency, .flags = READ_ONLY | OPTIONAL,
            .given = GIVEN(StagedRow, has_balance),
            .doc = "The balance after it, as the file has it."),
    F_MONEY(StagedRow, original_amount, original_currency, .flags = READ_ONLY | OPTIONAL,
            .given = GIVEN(StagedRow, has_original_amount),
            .doc = "What was paid in another currency."),
    F_CURRENCY(StagedRow, original_currency, .flags = READ_ONLY | OPTIONAL,
               .doc = "That currency."),
    F_TEXT(StagedRow, description, .flags = READ_ONLY, .doc = "The bank's words."),
    F_TEXT(StagedRow, counterparty, .flags = READ_ONLY | OPTIONAL, .doc = "Who paid or was paid."),
    F_TEXT(StagedRow, counterparty_account, .flags = READ_ONLY | OPTIONAL, .doc = "Their account."),
    F_TEXT(StagedRow, reference, .flags = READ_ONLY | OPTIONAL, .doc = "The payment's reference."),
    F_TEXT(StagedRow, external_id, .flags = READ_ONLY | OPTIONAL, .doc = "The file's name for it."),
    F_BOOL(StagedRow, is_pending, .flags = READ_ONLY, .doc = "Not booked yet."),
    F_RATIO(StagedRow, confidence, .flags = READ_ONLY, .doc = "How sure the reading is, 0 to 1."),
    F_INT(StagedRow, fingerprint, .flags = HIDDEN | READ_ONLY),
    F_INT(StagedRow, occurrence, .flags = HIDDEN | READ_ONLY),
    F_WORD(StagedRow, row_state, .flags = READ_ONLY, .words = row_states,
           .doc =
               "duplicate: the same row was imported before; near: it looks like the transaction."),
    F_ID(StagedRow, transaction_id, .prefix = "txn", .refers = "transactions",
         .flags = READ_ONLY | OPTIONAL, .doc = "The transaction it matches."),
    F_RATIO(StagedRow, match_score, .flags = READ_ONLY | OPTIONAL,
            .given = GIVEN(StagedRow, has_match_score), .doc = "How alike they are, 0 to 1."),
    F_TEXT(StagedRow, reason, .flags = READ_ONLY | OPTIONAL, .doc = "Why, in words."),
    F_WORD(StagedRow, state, .flags = READ_ONLY | OPTIONAL, .words = match_states,
           .doc = "What was decided."),
    F_BOOL(StagedRow, is_edited, .flags = READ_ONLY, .doc = "Whether a person corrected it."),
    F_BOOL(StagedRow, is_skipped, .flags = READ_ONLY, .doc = "Whether it is not to be booked."),
    F_BOOL(StagedRow, is_done, .flags = HIDDEN | READ_ONLY),
};

static const Filter duplicate_filters[] = {
    { "import_id", FILTER_IS, "import_id", NULL, "Only of this import." },
    { "state", FILTER_IS, "state", NULL, "Only those decided so." },
    { "row_state", FILTER_IS, "row_state", NULL, "Only exact or only near matches." },
};

const Resource duplicate_resource = {
    .name = "duplicate",
    .plural = "duplicates",
    .table = "import_row",
    .prefix = "dup",
    .shape = { .name = "Duplicate",
               .fields = staged_fields,
               .n = COUNT(staged_fields),
               .size = sizeof(StagedRow) },
    .filters = duplicate_filters,
    .n_filters = COUNT(duplicate_filters),
    .owned = true,
    .visible = "transaction_id IS NOT NULL",
};

static Str cut(Str s, ptrdiff_t most)
{
    return s.n > most ? utf8_prefix(s, most) : s.n > 0 ? s : (Str){ 0 };
}

static bool sum_of(Arena *mem, const StatementRow *row, Currency currency, int64_t *out,
                   Str *problem)
{
    Money amount, fee = { 0 };
    NumberResult r = money_of_decimal(row->amount.value, currency, &amount);
    if (r == NUMBER_OK && row->fee.given)
        r = money_of_decimal(row->fee.value, currency, &fee);
    if (r == NUMBER_OK && row->fee.given)
        r = money_add(amount, fee, &amount);
    *out = amount.minor;
    if (r != NUMBER_OK)
        *problem = str_fmt(mem, "The amount %.*s %s in %.*s",
                           STR_ARG(decimal_text(mem, row->amount.value)), number_result_text(r),
                           STR_ARG(currency_code(currency)));
    return r == NUMBER_OK;
}

/* What the bank calls the currency a payment was made in may be no currency of ours: then it is
 * left out, for the amount that counts is the account's. */
static void take_original(const StatementRow *row, StagedRow *out)
{
    Money money;
    Currency k = currency_find(row->original_currency);
    if (!row->original_amount.given || !k ||
        money_of_decimal(row->original_amount.value, k, &money) != NUMBER_OK)
        return;
    out->original_amount = money.minor;
    out->original_currency = k;
    out->has_original_amount = true;
}

/* The day stands in the upper bits: a file's rows come by day, so that the index of fingerprints
 * grows at its end instead of everywhere; and where a bank leaves the year out, the same words in
 * another year are another row. 41 bits of the raw fields' hash tell the rows of a day apart. */
static int64_t fingerprint_of(const StatementRow *row)
{
    return (int64_t)row->date << HASH_BITS | (int64_t)(row->fingerprint >> (64 - HASH_BITS));
}

static Str words_of(const StatementRow *row)
{
    const Str from[] = { row->description, row->counterparty, row->type, row->reference,
                         row->category };
    for (ptrdiff_t i = 0; i < COUNT(from); i++)
        if (from[i].n > 0)
            return cut(from[i], DESCRIPTION_MAX);
    return S("(no description)");
}

bool staged_of(Arena *mem, const StatementRow *row, Currency currency, StagedRow *out, Str *field,
               Str *problem)
{
    Money balance;
    *out = (StagedRow){ .line = row->line,
                        .date = row->date,
                        .value_date = row->value_date,
                        .currency = currency,
                        .description = words_of(row),
                        .counterparty = cut(row->counterparty, NAME_MAX_CHARS),
                        .counterparty_account = cut(row->counterparty_account, ACCOUNT_MAX),
                        .reference = cut(row->reference, REFERENCE_MAX),
                        .external_id = cut(row->external_id, NAME_MAX_CHARS),
                        .is_pending = row->status == ROW_PENDING,
                        .confidence = row->confidence_ppm,
                        .fingerprint = fingerprint_of(row),
                        .row_state = ROW_NEW };
    *field = S("amount");
    if (!row->amount.given)
        *problem = S("The row has no amount");
    if (!row->date) {
        *field = S("date");
        *problem = S("The row has no date");
    }
    if (!row->amount.given || !row->date || !sum_of(mem, row, currency, &out->amount, problem))
        return false;
    if (row->balance.given &&
        money_of_decimal(row->balance.value, currency, &balance) == NUMBER_OK) {
        out->balance = balance.minor;
        out->has_balance = true;
    }
    take_original(row, out);
    return true;
}

void staged_keep(Arena *mem, StagedRow *row)
{
    Str *const texts[] = { &row->description, &row->counterparty, &row->counterparty_account,
                           &row->reference, &row->external_id };
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        *texts[i] = str_copy(mem, *texts[i]);
}

Transaction staged_transaction(const StagedRow *row)
{
    return (Transaction){ .account_id = row->account_id,
                          .date = row->date,
                          .value_date = row->value_date,
                          .amount = row->amount,
                          .currency = row->currency,
                          .original_amount = row->original_amount,
                          .has_original_amount = row->has_original_amount,
                          .original_currency = row->original_currency,
                          .description = row->description,
                          .counterparty = row->counterparty,
                          .counterparty_account = row->counterparty_account,
                          .reference = row->reference,
                          .external_id = row->external_id,
                          .status = row->is_pending ? STATUS_PENDING : STATUS_POSTED,
                          .category_source = SOURCE_NONE,
                          .import_id = row->import_id,
                          .source_line = row->line,
                          .fingerprint = row->fingerprint,
                          .occurrence = row->occurrence };
}

bool staged_add(Ctx *c, StagedRow *rows, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        rows[i].id = id_new(c->now_ms);
        rows[i].workspace_id = c->workspace_id;
        rows[i].created_at = rows[i].updated_at = c->now_ms;
    }
    return field_bulk(c, &duplicate_resource.shape, "import_row", rows, n);
}

StagedRow *staged_list(Ctx *c, Id import_id, int64_t behind, int row_state, int64_t limit,
                       ptrdiff_t *n)
{
    DbRows rows = db_rows(c, &q_staged_list,
                          DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_INT(behind),
                                  V_TEXT(str_of(row_states[row_state])), V_INT(limit)));
    *n = rows.n;
    return field_from_rows(c, &duplicate_resource.shape, &rows);
}

StagedRow *staged_doubtful(Ctx *c, Id import_id, int64_t behind, int64_t limit, ptrdiff_t *n)
{
    DbRows rows = db_rows(c, &q_staged_doubtful,
                          DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_INT(behind),
                                  V_INT(STAGED_SURE_PPM), V_INT(limit)));
    *n = rows.n;
    return field_from_rows(c, &duplicate_resource.shape, &rows);
}

bool staged_change(Ctx *c, const StagedRow *row)
{
    db_run(c, &q_staged_change,
           DB_ARGS(V_INT(c->workspace_id), V_INT(row->id),
                   V_TEXT(str_of(row_states[row->row_state])), V_INT_OR_NULL(row->transaction_id),
                   row->has_match_score ? V_INT(row->match_score) : V_NULL,
                   V_TEXT_OR_NULL(row->reason),
                   row->state ? V_TEXT(str_of(match_states[row->state])) : V_NULL, V_INT(c->now_ms),
                   V_BOOL(row->is_done)));
    return !failed(c);
}

StagedRow *staged_decided(Ctx *c, Id import_id, bool kept, int64_t limit, ptrdiff_t *n)
{
    DbRows rows =
        db_rows(c, &q_staged_decided,
                DB_ARGS(V_INT(c->workspace_id), V_INT(import_id), V_BOOL(kept), V_INT(limit)));
    *n = rows.n;
    return field_from_rows(c, &duplicate_resource.shape, &rows);
}

bool staged_find(Ctx *c, Id import_id, int64_t position, StagedRow *out)
{
    ptrdiff_t n;
    const StagedRow *rows = staged_list(c, import_id, position - 1, 0, 1, &n);
    if (failed(c) || !n || rows[0].position != position)
        return false;
    *out = rows[0];
    return true;
}

StagedCounts staged_counts(Ctx *c, Id import_id)
{
    DbRows r = db_rows(c, &q_staged_counts, DB_ARGS(V_INT(c->workspace_id), V_INT(import_id)));
    if (!r.n)
        return (StagedCounts){ 0 };
    return (StagedCounts){ .fresh = db_int(&r, 0, "fresh"),
                           .duplicates = db_int(&r, 0, "duplicates"),
                           .near_ones = db_int(&r, 0, "near_ones"),
                           .open = db_int(&r, 0, "open_ones"),
                           .merged = db_int(&r, 0, "merged"),
                           .kept = db_int(&r, 0, "kept"),
                           .skipped = db_int(&r, 0, "skipped") };
}
