/* GET /statements/files/{id}/comparison: the kept file beside what became of its rows, a page at a
 * time. */
#include "import/compare.h"

#include "field/read.h"
#include "import/staged.h"
#include "match_sql.h"
#include "overlap_sql.h"

enum { PAGE_MAX = 500 };

static const char *const levels[] = { "", "INFO", "WARNING", "ERROR", NULL };
static const Field part_fields[] = {
    F_TEXT(ComparedPart, field, .doc = "Which field."),
    F_INT(ComparedPart, from, .doc = "Its first byte in raw, from 0."),
    F_INT(ComparedPart, length, .doc = "Bytes."),
    F_RATIO(ComparedPart, confidence, .doc = "How sure the reading is, 0 to 1."),
};
static const Field remark_fields[] = {
    F_WORD(ComparedRemark, level, .words = levels, .doc = "How bad it is."),
    F_TEXT(ComparedRemark, field, .flags = OPTIONAL, .doc = "Which field."),
    F_TEXT(ComparedRemark, message, .doc = "What was found."),
    F_TEXT(ComparedRemark, suggested_fix, .flags = OPTIONAL, .doc = "What to do."),
};
static const Field compared_fields[] = {
    F_INT(Compared, position, .doc = "Its place among the file's rows, from 1."),
    F_ID(Compared, row_id, .prefix = "dup", .flags = OPTIONAL,
         .doc = "The row that waits and can be corrected."),
    F_ID(Compared, transaction_id, .prefix = "txn", .flags = OPTIONAL,
         .doc = "The transaction it became or matches."),
    F_INT(Compared, line, .doc = "Its line in the file, or on its page."),
    F_INT(Compared, page, .flags = OPTIONAL, .doc = "Its page."),
    F_TEXT(Compared, sheet, .flags = OPTIONAL, .doc = "Its sheet."),
    F_TEXT(Compared, member, .flags = OPTIONAL, .doc = "The file in the zip file."),
    F_TEXT(Compared, raw, .flags = OPTIONAL, .doc = "The row as it stands in the file."),
    F_LIST(Compared, parts, ComparedPart, part_fields,
           .doc = "Which bytes of it became which field."),
    F_DATE(Compared, date, .flags = OPTIONAL, .doc = "As it was read, or corrected."),
    F_MONEY(Compared, amount, currency, .doc = "Negative is money leaving."),
    F_CURRENCY(Compared, currency, .flags = OPTIONAL, .doc = "The account's."),
    F_TEXT(Compared, description, .flags = OPTIONAL, .doc = "The bank's words."),
    F_TEXT(Compared, counterparty, .flags = OPTIONAL, .doc = "Who paid or was paid."),
    F_TEXT(Compared, reference, .flags = OPTIONAL, .doc = "The payment's reference."),
    F_MONEY(Compared, balance, currency, .flags = OPTIONAL, .given = GIVEN(Compared, has_balance),
            .doc = "After it, as the file has it."),
    F_RATIO(Compared, confidence, .doc = "How sure the reading is, 0 to 1."),
    F_BOOL(Compared, needs_review, .doc = "Unsure, found fault with, or changed since."),
    F_BOOL(Compared, is_edited, .doc = "Whether a person corrected it."),
    F_BOOL(Compared, is_skipped, .doc = "Whether it is not to be booked."),
    F_LIST(Compared, findings, ComparedRemark, remark_fields,
           .doc = "What was found about its line."),
    F_TEXTS(Compared, difference,
            .doc = "Fields in which the stored transaction differs from the file now."),
};

typedef struct {
    List items;
    Str next_cursor;
    int64_t total;
} Comparison;
static const Field comparison_fields[] = {
    F_LIST(Comparison, items, Compared, compared_fields, .doc = "The rows in the file's order."),
    F_TEXT(Comparison, next_cursor, .flags = OPTIONAL, .doc = "Where the next page begins."),
    F_INT(Comparison, total, .doc = "Rows of the file."),
};
static const Shape comparison_shape = SHAPE(Comparison, comparison_fields);

typedef struct {
    int64_t limit;
    Str cursor;
} CompareQuery;
static const Field query_fields[] = {
    F_INT(CompareQuery, limit, .min = 1, .max = PAGE_MAX, .start = "50", .doc = "Rows to show."),
    F_TEXT(CompareQuery, cursor, .flags = OPTIONAL, .max = 20,
           .doc = "next_cursor of the page before."),
};
static const Shape query_shape = SHAPE(CompareQuery, query_fields);

/* --- what became of the rows --- */

static void differ(Texts *out, const char *field, bool different)
{
    if (different)
        out->items[out->n++] = str_of(field);
}

static void compare_with(Ctx *c, Compared *k, const Transaction *t)
{
    Texts d = { NEW_ARRAY(c->mem, Str, 5), 0 };
    differ(&d, "date", t->date != k->date);
    differ(&d, "amount", t->amount != k->amount);
    differ(&d, "description", !str_eq(t->description, k->description));
    differ(&d, "counterparty", !str_eq(t->counterparty, k->counterparty));
    differ(&d, "reference", !str_eq(t->reference, k->reference));
    k->difference = d;
}

static void take_staged(Compared *k, const StagedRow *row)
{
    k->row_id = row->id;
    k->transaction_id = row->transaction_id;
    k->is_edited = row->is_edited;
    k->is_skipped = row->is_skipped;
    k->date = row->date;
    k->amount = row->amount;
    k->description = row->description;
    k->counterparty = row->counterparty;
    k->reference = row->reference;
}

/* The booked transaction with the row's name of the file. */
static bool find_booked(Ctx *c, Compared *k)
{
    if (!k->transaction_id)
        k->transaction_id = db_one_int(c, &q_match_known,
                                       DB_ARGS(V_INT(c->workspace_id), V_INT(k->account_id),
                                               V_INT(k->fingerprint), V_INT(k->occurrence)));
    Transaction t;
    if (!k->transaction_id || !resource_find(c, &transaction_resource, k->transaction_id, &t)) {
        k->transaction_id = 0;
        return !failed(c);
    }
    compare_with(c, k, &t);
    return true;
}

typedef struct {
    Import imp;
    ComparePage page;
    DbRows findings;
} Join;

/* Lines are counted in each statement of the file, and in a PDF on each page. */
static bool is_about(const DbRows *f, ptrdiff_t i, const Compared *k)
{
    int64_t page = db_int(f, i, "page"), statement = db_int(f, i, "statement"); /* 0: not known */
    return db_int(f, i, "row_number") == k->line && (!page || !k->page || page == k->page) &&
           (!statement || statement == k->statement);
}

static List findings_of(Ctx *c, const DbRows *f, const Compared *k)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < f->n; i++)
        n += is_about(f, i, k);
    ComparedRemark *out = NEW_ARRAY(c->mem, ComparedRemark, n + 1);
    n = 0;
    for (ptrdiff_t i = 0; i < f->n; i++) {
        if (!is_about(f, i, k))
            continue;
        Str level = db_text(f, i, "validation_type");
        int which = str_eq(level, S("ERROR"))     ? LEVEL_ERROR
                    : str_eq(level, S("WARNING")) ? LEVEL_WARNING
                                                  : LEVEL_INFO;
        out[n++] = (ComparedRemark){ which, db_text(f, i, "field_name"), db_text(f, i, "message"),
                                     db_text(f, i, "suggested_fix") };
    }
    return (List){ out, n };
}

/* Of the lines of the page. */
static DbRows read_findings(Ctx *c, const Join *j)
{
    int64_t first = INT64_MAX, last = 1;
    for (ptrdiff_t i = 0; i < j->page.n; i++) {
        int64_t line = j->page.items[i].line;
        first = line > 0 && line < first ? line : first;
        last = line > last ? line : last;
    }
    return db_rows(c, &q_overlap_findings,
                   DB_ARGS(V_INT(c->workspace_id), V_INT(j->imp.id), V_INT(first), V_INT(last)));
}

static bool join_page(Ctx *c, void *arg)
{
    Join *j = arg;
    bool waits = j->imp.status == IMPORT_NEEDS_REVIEW;
    ptrdiff_t n = 0, at = 0;
    int64_t behind = j->page.n ? j->page.items[0].position - 1 : 0;
    const StagedRow *rows = staged_list(c, j->imp.id, behind, 0, j->page.n, &n);
    j->findings = read_findings(c, j);
    for (ptrdiff_t i = 0; i < j->page.n && !failed(c); i++) {
        Compared *k = &j->page.items[i];
        while (at < n && rows[at].position < k->position)
            at++;
        if (at < n && rows[at].position == k->position)
            take_staged(k, &rows[at]);
        if (!waits || k->transaction_id)
            find_booked(c, k);
        if (!waits)
            k->row_id = 0;
        k->findings = findings_of(c, &j->findings, k);
        k->needs_review = k->confidence < STAGED_SURE_PPM || k->findings.n || k->difference.n;
    }
    return !failed(c);
}

static bool comparison(Ctx *c, Call *call)
{
    const CompareQuery *q = call->query;
    Comparison *out = call->out = NEW(c->mem, Comparison);
    Join j = { 0 };
    Id id = 0;
    int64_t behind = 0;
    if (id_parse(call->path_args[0], "imp", &id) != ID_OK)
        return fail(c, NOT_FOUND, NULL, "There is no such statement");
    if (q->cursor.n && (!str_int(q->cursor, &behind) || behind < 0))
        return fail_field(c, S("?cursor"), "is no cursor of this list");
    if (!import_get(c, id, &j.imp))
        return false;
    if (!j.imp.is_file_kept)
        return fail(c, GONE, NULL,
                    "The file is no longer stored; there is nothing to compare with");
    if (!compare_page(c, &j.imp, behind, q->limit, &j.page) ||
        !store_read(c->store, c, join_page, &j))
        return false;
    out->items = (List){ j.page.items, j.page.n };
    out->total = j.imp.total_rows - j.imp.failed_imports;
    if (j.page.more)
        out->next_cursor = str_fmt(c->mem, "%lld", (long long)j.page.items[j.page.n - 1].position);
    return true;
}

static const Operation operations[] = {
    { "GET", "/statements/files/:import_id/comparison", comparison, VIEWER | HEAVY,
      .name = "statement_comparison", .query = &query_shape, .out = &comparison_shape,
      .doc =
          "The file's own text beside the rows that were read from it, with what needs review." },
};
const OperationTable compare_operations = { operations, COUNT(operations) };
