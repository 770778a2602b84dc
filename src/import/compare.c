/* GET /statements/files/{id}/comparison: the kept file read again beside what became of its rows. A page at a
 * time: reading goes through the file up to the page and stops behind it, so memory stays that of a
 * page. */
#include "categorize/assign.h"
#include "field/read.h"
#include "import/finger.h"
#include "import/keep.h"
#include "import/match.h"
#include "import/target.h"
#include "import/template.h"
#include "import/vault.h"
#include "match_sql.h"
#include "overlap_sql.h"
#include "sandbox/sandbox.h"
#include "text/jsonout.h"

enum { PAGE_MAX = 500 };

typedef struct {
    Str field;
    int64_t from, length;
    int32_t confidence;
} Part;

typedef struct {
    int level;
    Str field, message, suggested_fix;
} Remark;

typedef struct {
    int64_t position;
    Id row_id, transaction_id;
    int64_t line, page;
    Str sheet, member, raw;
    List parts; /* of Part */
    Date date;
    int64_t amount;
    Currency currency;
    Str description, counterparty, reference;
    int64_t balance;
    bool has_balance;
    int32_t confidence;
    bool needs_review, is_edited, is_skipped;
    List findings; /* of Remark */
    Texts difference;
    int64_t fingerprint, occurrence; /* not shown */
    Id account_id;
} Compared;

static const char *const levels[] = { "", "INFO", "WARNING", "ERROR", NULL };
static const Field part_fields[] = {
    F_TEXT(Part, field, .doc = "Which field."),
    F_INT(Part, from, .doc = "Its first byte in raw, from 0."),
    F_INT(Part, length, .doc = "Bytes."),
    F_RATIO(Part, confidence, .doc = "How sure the reading is, 0 to 1."),
};
static const Field remark_fields[] = {
    F_WORD(Remark, level, .words = levels, .doc = "How bad it is."),
    F_TEXT(Remark, field, .flags = OPTIONAL, .doc = "Which field."),
    F_TEXT(Remark, message, .doc = "What was found."),
    F_TEXT(Remark, suggested_fix, .flags = OPTIONAL, .doc = "What to do."),
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
    F_LIST(Compared, parts, Part, part_fields, .doc = "Which bytes of it became which field."),
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
    F_LIST(Compared, findings, Remark, remark_fields, .doc = "What was found about its line."),
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

/* --- reading --- */

typedef struct {
    Ctx *c;
    Import imp;
    Transform transform;
    Targets targets;
    FingerCount seen;
    int64_t skip, limit, position, rows; /* rows: of the file, before those that cannot be booked */
    Compared *items;
    ptrdiff_t n;
    bool more; /* the page is full and there is another row */
    Str number, currency, sheet, member;
    DbRows findings;
} Reader;

static bool on_begin(void *state, const Statement *s)
{
    Reader *r = state;
    r->number = s->account_number;
    r->currency = s->currency;
    r->targets.type = s->account_type;
    r->sheet = str_copy(r->c->mem, s->sheet);
    r->member = str_copy(r->c->mem, s->member);
    return true;
}

static List parts_of(Arena *mem, const StatementRow *row)
{
    Part *parts = NEW_ARRAY(mem, Part, row->n_parts);
    for (ptrdiff_t i = 0; i < row->n_parts; i++)
        parts[i] = (Part){ str_copy(mem, row->parts[i].field), row->parts[i].from, row->parts[i].n,
                           row->parts[i].confidence_ppm };
    return (List){ parts, row->n_parts };
}

/* The row as a staged one; false when it cannot be booked and is no row of the import. */
static bool as_staged(Reader *r, Arena *mem, const StatementRow *row, StagedRow *out)
{
    Str field, problem;
    Target *t = target_of(&r->targets, row->account.n ? row->account : r->number,
                          row->currency.n ? row->currency : r->currency);
    if (!t || t->problem.n || !staged_of(mem, row, t->currency, out, &field, &problem))
        return false;
    out->account_id = t->account_id;
    out->occurrence = finger_add(&r->seen, t->account_id, out->fingerprint);
    out->position = ++r->position;
    return true;
}

static void show(Reader *r, const StatementRow *row, StagedRow *s)
{
    Arena *mem = r->c->mem;
    staged_keep(mem, s);
    r->items[r->n++] = (Compared){
        .position = s->position,
        .line = row->line,
        .page = row->page,
        .sheet = r->sheet,
        .member = r->member,
        .raw = str_copy(mem, row->raw),
        .parts = parts_of(mem, row),
        .date = s->date,
        .amount = s->amount,
        .currency = s->currency,
        .description = s->description,
        .counterparty = s->counterparty,
        .reference = s->reference,
        .balance = s->balance,
        .has_balance = s->has_balance,
        .confidence = s->confidence,
        .fingerprint = s->fingerprint,
        .occurrence = s->occurrence,
        .account_id = s->account_id,
    };
}

/* The page is full: reading has gone far enough. fail() is how a sink stops it. */
static bool enough(Reader *r)
{
    r->more = true;
    return fail(r->c, CONFLICT, "page", "The page is full");
}

static bool on_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    Reader *r = state;
    for (ptrdiff_t i = 0; i < n && !failed(r->c); i++) {
        ArenaMark mark = arena_mark(r->c->mem);
        StatementRow row = rows[i];
        StagedRow staged;
        if (!template_row(&r->transform, &row, ++r->rows))
            continue;
        ptrdiff_t known = r->targets.known.n;
        bool is_one = as_staged(r, r->c->mem, &row, &staged);
        bool wanted = is_one && staged.position > r->skip;
        if (wanted && r->n == r->limit)
            return enough(r);
        if (wanted)
            show(r, &row, &staged);
        else if (known == r->targets.known.n)
            arena_reset(r->c->mem, mark);
    }
    return !failed(r->c);
}

static void reader_done(Reader *r)
{
    finger_done(&r->seen);
}

static bool read_page(Reader *r)
{
    Ctx *c = r->c;
    VaultTries tries = { 0 };
    int fd CLEAN(clean_fd) = keep_open_clean(c, &r->imp);
    ParseOptions o = { .with_source = true,
                       .sheet = r->imp.wanted_sheet,
                       .ocr = import_options_now()->ocr };
    StatementSink sink = { r, on_begin, on_rows, NULL };
    if (fd < 0 || !template_again(c, &r->imp, &o, &r->transform))
        return false;
    if (r->imp.is_password_protected && !vault_tries(c, &r->imp, NULL, &tries))
        return false;
    o.passwords = tries.values;
    o.n_passwords = tries.n;
    bool ok = sandbox_stream(c, fd, &o, &sink);
    vault_forget(&tries);
    if (!ok && r->more && c->failure.code == CONFLICT)
        fail_clear(c);
    return !failed(c);
}

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

static List findings_of(Ctx *c, const Reader *r, int64_t line)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r->findings.n; i++)
        n += db_int(&r->findings, i, "row_number") == line;
    Remark *out = NEW_ARRAY(c->mem, Remark, n + 1);
    n = 0;
    for (ptrdiff_t i = 0; line && i < r->findings.n; i++) {
        if (db_int(&r->findings, i, "row_number") != line)
            continue;
        Str level = db_text(&r->findings, i, "validation_type");
        int which = str_eq(level, S("ERROR"))     ? LEVEL_ERROR
                    : str_eq(level, S("WARNING")) ? LEVEL_WARNING
                                                  : LEVEL_INFO;
        out[n++] = (Remark){ which, db_text(&r->findings, i, "field_name"),
                             db_text(&r->findings, i, "message"),
                             db_text(&r->findings, i, "suggested_fix") };
    }
    return (List){ out, n };
}

static bool join_page(Ctx *c, void *arg)
{
    Reader *r = arg;
    bool waits = r->imp.status == IMPORT_NEEDS_REVIEW;
    ptrdiff_t n = 0, at = 0;
    int64_t behind = r->n ? r->items[0].position - 1 : 0;
    const StagedRow *rows = staged_list(c, r->imp.id, behind, 0, r->n, &n);
    r->findings = db_rows(c, &q_overlap_findings, DB_ARGS(V_INT(c->workspace_id), V_INT(r->imp.id)));
    for (ptrdiff_t i = 0; i < r->n && !failed(c); i++) {
        Compared *k = &r->items[i];
        while (at < n && rows[at].position < k->position)
            at++;
        if (at < n && rows[at].position == k->position)
            take_staged(k, &rows[at]);
        if (!waits || k->transaction_id)
            find_booked(c, k);
        if (!waits)
            k->row_id = 0;
        k->findings = findings_of(c, r, k->line);
        k->needs_review = k->confidence < STAGED_SURE_PPM || k->findings.n || k->difference.n;
    }
    return !failed(c);
}

static bool load(Ctx *c, void *arg)
{
    Reader *r = arg;
    Id id = r->imp.id;
    return resource_get(c, &import_resource, id, &r->imp);
}

static bool comparison(Ctx *c, Call *call)
{
    const CompareQuery *q = call->query;
    Comparison *out = call->out = NEW(c->mem, Comparison);
    Reader r CLEAN(reader_done) = { .c = c, .limit = q->limit, .seen = finger_new() };
    if (id_parse(call->path_args[0], "imp", &r.imp.id) != ID_OK)
        return fail(c, NOT_FOUND, NULL, "There is no such statement");
    if (q->cursor.n && (!str_int(q->cursor, &r.skip) || r.skip < 0))
        return fail_field(c, S("?cursor"), "is no cursor of this list");
    if (!store_read(c->store, c, load, &r))
        return false;
    if (!r.imp.is_file_kept)
        return fail(c, GONE, NULL, "The file is no longer stored; there is nothing to compare with");
    r.items = NEW_ARRAY(c->mem, Compared, r.limit);
    r.targets = targets_new(c, &r.imp, (Str){ 0 });
    if (!read_page(&r) || !store_read(c->store, c, join_page, &r))
        return false;
    out->items = (List){ r.items, r.n };
    out->total = r.imp.total_rows - r.imp.failed_imports;
    if (r.more)
        out->next_cursor = str_fmt(c->mem, "%lld", (long long)r.items[r.n - 1].position);
    return true;
}

static const Operation operations[] = {
    { "GET", "/statements/files/:import_id/comparison", comparison, VIEWER | HEAVY,
      .name = "statement_comparison", .query = &query_shape, .out = &comparison_shape,
      .doc = "The file's own text beside the rows that were read from it, with what needs review." },
};
const OperationTable compare_operations = { operations, COUNT(operations) };
