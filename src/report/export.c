/* The pages of an export. */
#include "report/export.h"

#include "export_sql.h"
#include "field/store.h"
#include "ledger/category.h"
#include "report/format.h"

static const ExportFormat *const formats[] = { &csv_format, &json_format, &hledger_format,
                                               &beancount_format };

enum { ROWS_OF_A_PAGE = 1000 }; /* the LIMIT in export.sql */

typedef enum { TO_BEGIN, IN_ROWS, AT_END, OVER } Stage;

struct Export {
    const ExportFormat *format;
    ExportWhat what;
    Writing writing;
    Stage stage;
    Date last_date; /* of the rows written */
    Id last_id;
    bool begun;
    ArenaMark mark; /* pieces live behind it, and go with the next */
};

bool export_knows(Str format)
{
    for (ptrdiff_t i = 0; i < COUNT(formats); i++)
        if (str_eq(str_of(formats[i]->name), format))
            return true;
    return false;
}

static const ExportFormat *format_named(Ctx *c, Str name)
{
    Buf names = buf_new(c->mem, 200);
    for (ptrdiff_t i = 0; i < COUNT(formats); i++) {
        if (str_eq(str_of(formats[i]->name), name))
            return formats[i];
        buf_fmt(&names, "%s%s", i ? ", " : "", formats[i]->name);
    }
    fail_field(c, S("?format"), "There is no export format '%.*s'; there are %.*s", STR_ARG(name),
               STR_ARG(buf_str(&names)));
    return NULL;
}

static bool read_accounts(Ctx *c, Export *e)
{
    DbRows r =
        db_rows(c, &q_export_accounts, DB_ARGS(V_INT(c->workspace_id), V_INT(e->what.account_id)));
    DbRows days = db_rows(c, &q_export_first_days, DB_ARGS(V_INT(c->workspace_id)));
    Account *accounts = field_from_rows(c, &account_resource.shape, &r);
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++)
        for (ptrdiff_t k = 0; k < days.n; k++)
            if (db_int(&days, k, "account_id") == accounts[i].id && !accounts[i].opened_on)
                accounts[i].opened_on = (Date)db_int(&days, k, "day");
    e->writing.accounts = accounts;
    e->writing.n_accounts = r.n;
    return failed(c) || (e->what.account_id && !r.n
                             ? fail(c, NOT_FOUND, "account_id", "There is no such account")
                             : true);
}

static int type_of_word(Str word)
{
    return str_eq(word, S("income"))     ? CATEGORY_INCOME
           : str_eq(word, S("transfer")) ? CATEGORY_TRANSFER
                                         : CATEGORY_EXPENSE;
}

static void read_categories(Ctx *c, Export *e)
{
    DbRows r = db_rows(c, &q_export_categories, DB_ARGS(V_INT(c->workspace_id)));
    CategoryName *names = NEW_ARRAY(c->mem, CategoryName, r.n);
    e->writing.categories = map_new(c->mem);
    for (ptrdiff_t i = 0; i < r.n; i++) {
        names[i] = (CategoryName){ db_text(&r, i, "code"), db_text(&r, i, "name"),
                                   db_text(&r, i, "group_name"),
                                   type_of_word(db_text(&r, i, "category_type")) };
        map_put_num(&e->writing.categories, db_int(&r, i, "id"), &names[i]);
    }
}

Export *export_start(Ctx *c, Str format, const ExportWhat *what)
{
    Export *e = NEW(c->mem, Export);
    e->format = format_named(c, format);
    e->what = *what;
    if (!e->what.period.from)
        e->what.period.from = DATE_MIN;
    if (!e->what.period.to)
        e->what.period.to = DATE_MAX;
    if (failed(c))
        return NULL;
    if (e->what.period.from > e->what.period.to) {
        fail_field(c, S("?start_date"), "The first day is after the last");
        return NULL;
    }
    e->last_date = e->what.period.from - 1; /* everything on later days */
    e->last_id = INT64_MAX;
    read_accounts(c, e);
    read_categories(c, e);
    return failed(c) ? NULL : e;
}

static const Account *account_of(const Export *e, Id id)
{
    for (ptrdiff_t i = 0; i < e->writing.n_accounts; i++)
        if (e->writing.accounts[i].id == id)
            return &e->writing.accounts[i];
    return NULL;
}

static void write_row(Export *e, const Transaction *t)
{
    ExportRow row = { .t = *t, .account = account_of(e, t->account_id) };
    const CategoryName *k = map_find_num(&e->writing.categories, t->category_id);
    if (k) {
        row.category_code = k->code;
        row.category_name = k->name;
        row.group_name = k->group;
        row.category_type = k->type;
    }
    if (!row.account)
        return; /* made after the export began */
    e->format->row(&e->writing, &row);
    e->writing.rows++;
}

static bool write_page(Ctx *c, void *arg)
{
    Export *e = arg;
    DbRows r =
        db_rows(c, &q_export_page,
                DB_ARGS(V_INT(c->workspace_id), V_INT(e->last_date), V_INT(e->what.period.to),
                        V_INT(e->what.account_id), V_INT(e->last_id)));
    Transaction *rows = field_from_rows(c, &transaction_resource.shape, &r);
    if (failed(c) || !transaction_resource.fill(c, rows, r.n))
        return false;
    for (ptrdiff_t i = 0; i < r.n; i++)
        write_row(e, &rows[i]);
    if (r.n < ROWS_OF_A_PAGE) {
        e->stage = AT_END;
        return true;
    }
    e->last_date = rows[r.n - 1].date;
    e->last_id = rows[r.n - 1].id;
    return true;
}

/* In the lane when there is one already. */
static bool read_page(Ctx *c, Export *e)
{
    return c->db ? write_page(c, e) : store_read(c->store, c, write_page, e);
}

Str export_more(Ctx *c, Export *e)
{
    enum { PIECE_MAX = 64 << 20 };
    if (failed(c) || e->stage == OVER)
        return (Str){ 0 };
    if (!e->begun)
        e->mark = arena_mark(c->mem);
    e->begun = true;
    arena_reset(c->mem, e->mark);
    Buf *out = NEW(c->mem, Buf);
    *out = buf_new(c->mem, PIECE_MAX);
    e->writing.c = c;
    e->writing.out = out;
    if (e->stage == TO_BEGIN) {
        e->format->begin(&e->writing);
        e->stage = IN_ROWS;
    }
    ptrdiff_t before = e->writing.rows;
    while (e->stage == IN_ROWS && e->writing.rows == before)
        if (!read_page(c, e))
            return (Str){ 0 };
    if (e->stage == AT_END) {
        e->format->end(&e->writing);
        e->stage = OVER;
    }
    return out->n ? buf_str(out) : (Str){ 0 };
}

Str export_content_type(const Export *e)
{
    return str_of(e->format->content_type);
}

Str export_extension(const Export *e)
{
    return str_of(e->format->extension);
}

/* --- over HTTP ------------------------------------------------------------------------------- */

typedef struct {
    Str format;
    Date start_date, end_date;
    Id account_id;
} ExportQuery;

static const Field query_fields[] = {
    F_TEXT(ExportQuery, format, .start = "csv", .max = 20,
           .doc = "csv, json, hledger or beancount."),
    F_DATE(ExportQuery, start_date, .flags = OPTIONAL, .doc = "The first day."),
    F_DATE(ExportQuery, end_date, .flags = OPTIONAL, .doc = "The last day."),
    F_ID(ExportQuery, account_id, .prefix = "acc", .refers = "account", .flags = OPTIONAL,
         .doc = "Only this account."),
};
static const Shape query_shape = SHAPE(ExportQuery, query_fields);

/* The first piece is made before the answer begins, so that its failure is an answer too. */
typedef struct {
    Export *export;
    Str first;
} Stream;

static Str next_piece(Ctx *c, void *arg)
{
    Stream *s = arg;
    Str first = s->first;
    s->first = (Str){ 0 };
    return first.p ? first : export_more(c, s->export);
}

static bool get_export(Ctx *c, Call *call)
{
    const ExportQuery *q = call->query;
    ExportWhat what = { { q->start_date, q->end_date }, q->account_id };
    Export *e = export_start(c, q->format, &what);
    if (!e)
        return false;
    Stream *stream = NEW(c->mem, Stream);
    *stream = (Stream){ e, export_more(c, e) };
    if (failed(c))
        return false;
    e->begun =
        false; /* what is allocated from here on is the answer's: the next mark is behind it */
    call->content_type = export_content_type(e);
    Str *header = NEW(c->mem, Str);
    *header = str_fmt(c->mem, "Content-Disposition: attachment; filename=\"florin.%.*s\"",
                      STR_ARG(export_extension(e)));
    call->headers = (Texts){ header, 1 };
    call->more = next_piece;
    call->more_arg = stream;
    return true;
}

static const Operation operations[] = {
    { "GET", "/transactions/export", get_export, VIEWER | RAW, .name = "transactions_export",
      .query = &query_shape, .doc = "The transactions as a file, streamed." },
};
const OperationTable report_operations = { operations, COUNT(operations) };
