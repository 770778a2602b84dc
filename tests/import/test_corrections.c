/* What people correct and look up: columns, by templates that learn; rows before they are booked;
 * transfers between own accounts. */
#include "import_case.h"

#include "../db/db_case.h"
#include "../statement/pdf_maker.h"
#include "../store_case.h"

#include "field/read.h"
#include "http/upload.h"
#include "import/transfer.h"
#include "ledger/account.h"
#include "ledger/pair.h"
#include "ledger/transaction.h"
#include "sandbox/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *files_folder;

static bool save_import(Ctx *c, void *arg)
{
    return resource_change(c, &import_resource, arg);
}

static bool add_template(Ctx *c, void *arg)
{
    return resource_add(c, &import_template_resource, arg);
}

static bool add_row(Ctx *c, void *arg)
{
    return resource_add(c, &transaction_resource, arg);
}

static bool add_account(Ctx *c, void *arg)
{
    return resource_add(c, &account_resource, arg);
}

/* --- rows are corrected before they are booked --- */

static void corrected(Ctx *c)
{
    Id account = an_account(c);
    Str file = S("Date;Description;Amount;Balance\n2024-03-01;RENT MARCH;-900.00;100.00\n"
                 "2024-03-02;PIZZA;-20.00;80.00\n2024-03-03;COFFEE;-3.00;70.00\n2024-03-04;TEA;-5."
                 "00;65.00\n");
    Import imp = send_text(c, account, file, true);
    imp = run_again(c, imp.id);
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    CHECK(imp.has_reconciled && !imp.reconciled);
    First f = { .import_id = imp.id, .position = 3 };
    CHECK(in_read(c, at_position, &f));
    CHECK(ask(c, &row_operations, "import_row_change", imp.id, f.row.id,
              S("{\"amount\": \"ten\"}")) == NULL);
    CHECK_FAILED(c, INVALID);
    StagedRow *row = ask(c, &row_operations, "import_row_change", imp.id, f.row.id,
                         S("{\"amount\": \"-10.00\", \"description\": \"COFFEE BEANS\"}"));
    CHECK(row && row->is_edited && row->amount == -1000);
    imp = import_now(c, imp.id);
    CHECK(imp.reconciled);
    f.position = 2;
    CHECK(in_read(c, at_position, &f));
    row =
        ask(c, &row_operations, "import_row_change", imp.id, f.row.id, S("{\"is_skipped\": true}"));
    CHECK(row && row->is_skipped && !row->is_edited);
    CHECK(!import_now(c, imp.id).reconciled);
    CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0, (Str){ 0 }) != NULL);
    imp = run_again(c, imp.id);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.successful_imports, 3);
    Ledger after = ledger_now(c);
    CHECK(str_find(after.rows, S("COFFEE BEANS"), 0) >= 0 &&
          str_find(after.rows, S("PIZZA"), 0) < 0);
    CHECK(ask(c, &row_operations, "import_row_change", imp.id, f.row.id,
              S("{\"is_skipped\": true}")) == NULL);
    fail_clear(c);
    /* The file coming again is known, also by the row that was corrected; what was skipped is new.
     */
    Import again = import_text(c, account, file, &(ImportHow){ .never_ask = true });
    CHECK_INT(again.duplicate_rows, 3);
    CHECK_INT(again.successful_imports, 1);
}

/* --- templates --- */

static Import mapped(Ctx *c, Id id, Str body)
{
    CHECK(ask(c, &import_operations, "import_mapping", id, 0, body) != NULL);
    return run_again(c, id);
}

typedef struct {
    Id id;
    ImportTemplate t;
} Known;

static bool get_template(Ctx *c, void *arg)
{
    Known *k = arg;
    return resource_get(c, &import_template_resource, k->id, &k->t);
}

static void templates(Ctx *c)
{
    /* which of two dates, and what the text is, a person says */
    Id account = an_account(c);
    Str file = S("Valuta;Tag;Wer;Was;Betrag\n05.03.2024;02.03.2024;ANNA;RENT;-900,00\n"
                 "06.03.2024;03.03.2024;BERT;TEA;-5,00\n07.03.2024;13.03.2024;CARL;PIZZA;-20,50\n");
    Import imp = run_again(c, send_text(c, account, file, true).id);
    imp = mapped(c, imp.id,
                 S("{\"columns\": [{\"column\": 1, \"header\": \"Tag\", \"role\": \"date\"}, "
                   "{\"column\": 4, \"header\": \"Betrag\", \"role\": \"amount\"}, "
                   "{\"column\": 2, \"header\": \"Wer\", \"role\": \"description\"}]}"));
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    Known k = { .id = imp.template_id };
    CHECK(k.id && in_read(c, get_template, &k));
    CHECK(str_starts(k.t.name, S("Columns of ")));
    CHECK_INT(k.t.times_used, 0);
    CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0, (Str){ 0 }) != NULL);
    CHECK_INT(run_again(c, imp.id).status, IMPORT_COMPLETED);
    CHECK(str_find(ledger_now(c).rows, S("|-90000|ANNA|"), 0) >= 0);
    /* found again, also with the columns in another order and other cases */
    Id other = an_account(c);
    imp = import_text(c, other,
                      S("BETRAG;Was;wer;Tag;Valuta\n-7,00;X;DORA;12.04.2024;15.04.2024\n"
                        "-8,00;Y;EMIL;13.04.2024;16.04.2024\n"),
                      NULL);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.template_id, k.id);
    CHECK(str_find(ledger_now(c).rows, S("|-700|DORA|"), 0) >= 0);
    CHECK(in_read(c, get_template, &k));
    CHECK_INT(k.t.times_used, 2);
    /* improved by another correction, not made anew */
    Str more = S("Valuta;Tag;Wer;Was;Betrag\n05.05.2024;02.05.2024;FRED;RENT;-901,00\n");
    Import next = run_again(c, send_text(c, other, more, true).id);
    CHECK_INT(next.template_id, k.id);
    next = mapped(c, next.id,
                  S("{\"columns\": [{\"column\": 0, \"header\": \"Valuta\", \"role\": \"date\"}, "
                    "{\"column\": 4, \"header\": \"Betrag\", \"role\": \"amount\"}, "
                    "{\"column\": 3, \"header\": \"Was\", \"role\": \"description\"}], "
                    "\"save_as_template\": \"My bank\"}"));
    CHECK(next.template_id && next.template_id != k.id);
    /* one for other columns is refused in words */
    Import wrong =
        send_text(c, other, S("Datum;Name;Summe\n01.03.2024;A;-1,00\n02.03.2024;B;-2,00\n"), false);
    wrong.template_id = k.id;
    wrong.is_template_given = true;
    CHECK(in_write(c, save_import, &wrong));
    wrong = run_again(c, wrong.id);
    CHECK_INT(wrong.status, IMPORT_FAILED);
    CHECK(str_find(wrong.error_details, S("Tag"), 0) >= 0);
}

/* A page of words at the columns and lines of a picture in letters: 5 points a letter, 12 a line.
 */
static Str pdf_of_picture(Ctx *c, Str picture)
{
    enum { LETTER = 5, LINE = 12, TOP = 290 };
    Buf b = buf_new(c->mem, 1 << 16);
    for (int line = 1; picture.p && picture.n; line++) {
        Str text = str_cut(&picture, '\n');
        for (ptrdiff_t from = 0, to; from < text.n; from = to) {
            for (to = from; to < text.n && text.p[to] != ' ';)
                to++;
            if (to > from)
                buf_fmt(&b, "BT /F1 8 Tf %td %d Td (%.*s) Tj ET\n", from * LETTER,
                        TOP - line * LINE, (int)(to - from), text.p + from);
            to += to < text.n;
        }
    }
    buf_char(&b, 0);
    return pdf_of_text(c->mem, buf_str(&b).p, "", 1);
}

/* The same of the columns of a PDF: the preview shows them, a correction is learned, and the next
 * month's statement is read by it. */
static void paged_templates(Ctx *c)
{
    Id account = an_account(c);
    Str march =
        pdf_of_picture(c, S("Harbour Savings\n\n"
                            "Tag          Wer                 Aus        Ein        Rest\n"
                            "01.03.2024   Salary Acme                    900.00     100.00\n"
                            "02.03.2024   Rent March          700.00                200.00\n"
                            "15.03.2024   Bookshop            025.00                300.00\n"));
    Str april =
        pdf_of_picture(c, S("Harbour Savings\n\n"
                            "Tag          Wer                 Aus        Ein        Rest\n"
                            "03.04.2024   Tea                 005.00                400.00\n"
                            "04.04.2024   Refund                         035.00     500.00\n"
                            "17.04.2024   Pizza               025.50                600.00\n"));
    Import imp = run_again(c, send_text(c, account, march, true).id);
    CHECK_STR(imp.file_type, S("pdf"));
    CHECK(str_find(imp.sample, S("[\"Tag\",\"Wer\",\"Aus\",\"Ein\",\"Rest\"]"), 0) >= 0);
    CHECK(str_find(imp.sample, S("\"Rent March\",\"700.00\""), 0) >= 0);
    CHECK(imp.sheets.n == 0);
    CHECK(imp.mapping.n > 0);
    imp = mapped(c, imp.id,
                 S("{\"columns\": [{\"column\": 0, \"header\": \"Tag\", \"role\": \"date\"}, "
                   "{\"column\": 2, \"header\": \"Aus\", \"role\": \"debit\"}, "
                   "{\"column\": 3, \"header\": \"Ein\", \"role\": \"credit\"}, "
                   "{\"column\": 1, \"header\": \"Wer\", \"role\": \"counterparty\"}]}"));
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    Known k = { .id = imp.template_id };
    CHECK(k.id && in_read(c, get_template, &k));
    CHECK_STR(k.t.file_type, S("pdf"));
    CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0, (Str){ 0 }) != NULL);
    CHECK_INT(run_again(c, imp.id).status, IMPORT_COMPLETED);
    Ledger l = ledger_now(c);
    CHECK(str_find(l.rows, S("|90000|"), 0) >= 0 && str_find(l.rows, S("|-70000|"), 0) >= 0);
    Id other = an_account(c);
    imp = import_text(c, other, april, NULL);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.template_id, k.id);
    l = ledger_now(c);
    CHECK(str_find(l.rows, S("|3500|"), 0) >= 0 && str_find(l.rows, S("|-2550|"), 0) >= 0);
}

static void transformations(Ctx *c)
{
    Id account = an_account(c);
    ImportTemplate t = { .name = S("Card"),
                         .file_type = S("csv"),
                         .data_transformations =
                             S("{\"invert_sign\": true, \"skip_first_rows\": 1}") };
    TemplateColumn columns[] = { { 0, S("Date"), S("date"), S("%d/%m/%Y") },
                                 { 1, S("Text"), S("description"), { 0 } },
                                 { 2, S("Sum"), S("amount"), { 0 } } };
    t.column_mappings = (List){ columns, COUNT(columns) };
    CHECK(in_write(c, add_template, &t));
    Str file = S("Date;Text;Sum\n03/04/2024;A;1.00\n04/04/2024;B;2.50\n05/04/2024;C;-3.00\n");
    Import imp = send_text(c, account, file, false);
    imp.template_id = t.id;
    imp.is_template_given = true;
    CHECK(in_write(c, save_import, &imp));
    imp = run_again(c, imp.id);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.successful_imports, 2);
    Ledger l = ledger_now(c);
    CHECK(str_find(l.rows, S("|-250|B|"), 0) >= 0 && str_find(l.rows, S("|300|C|"), 0) >= 0);
    t.id = 0;
    t.name = S("Wrong");
    t.data_transformations = S("{\"invert\": true}");
    CHECK(!in_write(c, add_template, &t));
    CHECK_FAILED(c, INVALID);
}

/* --- many files at once --- */

static bool write_now(Ctx *c, Call *call, StoreUnit *unit, void *arg)
{
    (void)call;
    return store_write(c->store, c, unit, arg);
}

/* What POST /imports does with files of these texts and a form's account. */
static List post_files(Ctx *c, Id account, const Str *texts, ptrdiff_t n)
{
    UploadFile *files = NEW_ARRAY(c->mem, UploadFile, n);
    for (ptrdiff_t i = 0; i < n; i++) {
        files[i] = (UploadFile){ .field = S("file"),
                                 .name = str_fmt(c->mem, "%td.csv", i),
                                 .bytes = texts[i].n,
                                 .fd = memfd_create("upload", MFD_CLOEXEC) };
        CHECK(write(files[i].fd, texts[i].p, (size_t)texts[i].n) == texts[i].n);
        CHECK(lseek(files[i].fd, 0, SEEK_SET) == 0);
    }
    UploadField field = { S("account_id"), id_text(c->mem, "acc", account) };
    Upload upload = { files, n, &field, 1 };
    const Operation *op = &import_operations.rows[0];
    Call call = { .op = op, .upload = &upload, .write = write_now };
    CHECK_STR(str_of(op->name), S("import_create"));
    bool ok = op->run(c, &call);
    for (ptrdiff_t i = 0; i < n; i++)
        close(files[i].fd);
    return ok ? ((const ImportList *)call.out)->items : (List){ 0 };
}

/* Each is an import of its own; one that cannot be read holds none of the others up. */
static void many_files(Ctx *c)
{
    Id account = an_account(c);
    int64_t before = ledger_now(c).n;
    const Str texts[] = { form_b(c, 0, 10), S("\1\2\3 no statement"), form_b(c, 10, 25) };
    List list = post_files(c, account, texts, COUNT(texts));
    CHECK_INT(list.n, COUNT(texts));
    const Import *imports = list.items;
    static const int ends[] = { IMPORT_COMPLETED, IMPORT_FAILED, IMPORT_COMPLETED };
    for (ptrdiff_t i = 0; i < list.n; i++)
        CHECK_INT(run_again(c, imports[i].id).status, ends[i]);
    CHECK_INT(ledger_now(c).n, before + 25);
    const Str empty[] = { form_b(c, 30, 32), S("") };
    CHECK_INT(post_files(c, account, empty, COUNT(empty)).n, 0); /* none of them is taken */
    CHECK_FAILED(c, INVALID);
}

/* --- transfers --- */

static const Query suggestions = {
    .name = "test_suggestions",
    .sql = "SELECT count(*) AS n FROM transfer WHERE workspace_id = $1 AND state = 'suggested' AND "
           "out_id = $2",
    .params = 2,
};

static bool count_suggestions(Ctx *c, void *arg)
{
    int64_t *n = arg;
    *n = db_one_int(c, &suggestions, DB_ARGS(V_INT(c->workspace_id), V_INT(*n)));
    return !failed(c);
}

static int64_t suggested(Ctx *c, Id out)
{
    int64_t n = out;
    CHECK(in_read(c, count_suggestions, &n));
    return n;
}

/* A row that says its amount in the currency of another account is suggested as a side of a
 * transfer. */
static void foreign(Ctx *c)
{
    Id giro = an_account(c), wallet = 0;
    Account a = { 0 };
    field_start(c, &account_resource.shape, &a);
    a.name = str_fmt(c->mem, "Dollars %lld", (long long)id_new(c->now_ms));
    a.account_type = ACCOUNT_CHECKING;
    a.currency = CURRENCY('U', 'S', 'D');
    CHECK(in_write(c, add_account, &a));
    wallet = a.id;
    Transaction out = { .account_id = giro,
                        .date = date_of(2024, 5, 2),
                        .amount = -9210,
                        .currency = eur,
                        .original_amount = -10000,
                        .has_original_amount = true,
                        .original_currency = a.currency,
                        .description = S("To dollars"),
                        .status = STATUS_POSTED,
                        .category_source = SOURCE_NONE };
    CHECK(in_write(c, add_row, &out));
    Import imp = import_text(c, wallet,
                             S("Date;Description;Amount\n2024-05-03;Received;100.00\n"
                               "2024-05-03;Received;120.00\n2024-05-04;Coffee;-3.00\n"),
                             NULL);
    CHECK(transfer_find(c, imp.id));
    CHECK_INT(suggested(c, out.id), 1);
    CHECK(!row_like(c, "To dollars").t.transfer_pair_id);
    CHECK(in_write(c, undo, &imp));
}

static Id named_account(Ctx *c, const char *name, const char *iban)
{
    Account a = { 0 };
    field_start(c, &account_resource.shape, &a);
    a.name = str_fmt(c->mem, "%s %lld", name, (long long)id_new(c->now_ms));
    a.account_type = ACCOUNT_CHECKING;
    a.currency = eur;
    a.iban = str_of(iban);
    CHECK(in_write(c, add_account, &a));
    return a.id;
}

static void transfers(Ctx *c)
{
    Id giro = named_account(c, "Giro", "DE89370400440532013000"),
       savings = named_account(c, "Sparen", "");
    Ledger empty = ledger_now(c);
    Import a = import_text(c, giro,
                           S("Date;Description;Amount\n2024-03-01;Umbuchung Sparplan;-300.00\n"
                             "2024-03-02;PIZZA;-20.00\n2024-03-05;Gift for Anna;-50.00\n"
                             "2024-03-10;Umbuchung A;-70.00\n"),
                           NULL);
    CHECK(transfer_find(c, a.id));
    Import b = import_text(c, savings,
                           S("Date;Description;Amount\n2024-03-02;Eingang;300.00\n"
                             "2024-03-06;Something;50.00\n2024-03-20;Eingang spaet;70.00\n"),
                           &(ImportHow){ .never_ask = true });
    CHECK_INT(a.status, IMPORT_COMPLETED);
    CHECK_INT(b.status, IMPORT_COMPLETED);
    CHECK(transfer_find(c, b.id));
    CHECK_INT(ledger_now(c).wrong, 0);
    Look out = row_like(c, "Umbuchung Spar%"), in = row_like(c, "Eingang");
    CHECK(out.t.is_transfer && out.t.transfer_pair_id == in.t.id);
    CHECK(in.t.is_transfer && in.t.transfer_pair_id == out.t.id);
    CHECK_INT(in.t.transaction_type, TRANSACTION_TRANSFER);
    CHECK(!row_like(c, "Gift%").t.transfer_pair_id);        /* only the amount says it: suggested */
    CHECK(!row_like(c, "Umbuchung A%").t.transfer_pair_id); /* too far apart */
    /* a pair that was taken apart is not made again */
    CHECK(ask(c, &pair_operations, "transaction_unpair", out.t.id, 0, (Str){ 0 }) != NULL);
    CHECK(!row_like(c, "Eingang").t.is_transfer);
    CHECK(transfer_find(c, b.id));
    CHECK(!row_like(c, "Eingang").t.transfer_pair_id);
    /* by hand */
    Str body =
        str_fmt(c->mem, "{\"transaction_id\": \"%.*s\"}", STR_ARG(id_text(c->mem, "txn", in.t.id)));
    CHECK(ask(c, &pair_operations, "transaction_pair", out.t.id, 0, body) != NULL);
    CHECK(row_like(c, "Eingang").t.transfer_pair_id == out.t.id);
    CHECK_INT(ledger_now(c).wrong, 0);
    CHECK(ask(c, &pair_operations, "transaction_pair", row_like(c, "PIZZA%").t.id, 0, body) ==
          NULL);
    CHECK_FAILED(c, CONFLICT);
    /* with one of the imports its pairs go */
    CHECK(in_write(c, undo, &b));
    out = row_like(c, "Umbuchung Spar%");
    CHECK(!out.t.is_transfer && !out.t.transfer_pair_id);
    CHECK_INT(ledger_now(c).wrong, 0);
    CHECK(in_write(c, undo, &a));
    CHECK(str_eq(ledger_now(c).rows, empty.rows));
}

/* A workbook whose first sheet is a cover: its words are no names of columns. */
static void cover_sheet(Ctx *c)
{
    static const char text[] =
        "<?xml version=\"1.0\"?><office:document "
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
        "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
        "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">"
        "<office:body><office:spreadsheet><table:table table:name=\"Cover\"><table:table-row>"
        "<table:table-cell><text:p>Welcome</text:p></table:table-cell>"
        "<table:table-cell><text:p>to your bank</text:p></table:table-cell></table:table-row>"
        "</table:table><table:table table:name=\"Rows\"><table:table-row>"
        "<table:table-cell><text:p>Date</text:p></table:table-cell>"
        "<table:table-cell><text:p>Description</text:p></table:table-cell>"
        "<table:table-cell><text:p>Amount</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell office:value-type=\"date\" "
        "office:date-value=\"2024-03-05\"><text:p>05.03.24</text:p></table:table-cell>"
        "<table:table-cell><text:p>BOOKSHOP</text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"float\" office:value=\"-12.5\">"
        "<text:p>-12,50</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document>";
    Import imp = send_text(c, an_account(c), str_of(text), true);
    imp = run_again(c, imp.id);
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    CHECK_INT(imp.total_rows, 1);
    CHECK(str_find(imp.sample, S("Description"), 0) > 0);
    CHECK(str_find(imp.sample, S("Welcome"), 0) < 0);
    CHECK(str_find(imp.sheets, S("\"Cover\""), 0) > 0 &&
          str_find(imp.sheets, S("\"Rows\""), 0) > 0);
    /* with one sheet chosen the others stay in sight, and all can be had again */
    CHECK(ask(c, &retry_operations, "import_retry", imp.id, 0, S("{\"sheet\": \"Rows\"}")));
    imp = run_again(c, imp.id);
    CHECK_INT(imp.total_rows, 1);
    CHECK(str_eq(imp.sheet, S("Rows")) && str_eq(imp.wanted_sheet, S("Rows")));
    CHECK(str_find(imp.sheets, S("\"Cover\""), 0) > 0 &&
          str_find(imp.sheets, S("\"Rows\""), 0) > 0);
    CHECK(str_find(imp.sample, S("Description"), 0) > 0);
    CHECK(ask(c, &retry_operations, "import_retry", imp.id, 0, S("{\"sheet\": \"\"}")));
    CHECK(!run_again(c, imp.id).wanted_sheet.n);
}

TEST(a_cover_sheet_is_not_what_columns_are_known_by)
{
    on_each_store(c, cover_sheet);
}

TEST(rows_are_corrected_before_they_are_booked)
{
    on_each_store(c, corrected);
}
TEST(templates_are_learned_and_found_again)
{
    on_each_store(c, templates);
}
TEST(templates_know_the_columns_of_pages)
{
    on_each_store(c, paged_templates);
}
TEST(templates_transform)
{
    on_each_store(c, transformations);
}
TEST(many_files_are_imports_of_their_own)
{
    on_each_store(c, many_files);
}
TEST(transfers_are_paired)
{
    on_each_store(c, transfers);
}
TEST(another_currency_is_only_suggested)
{
    on_each_store(c, foreign);
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    files_folder = test_scratch("files");
    Ctx c = ctx_new("start", LIMIT_JOB_ARENA_BYTES);
    start_files(&c, files_folder);
    ctx_done(&c);
    const TestCase cases[] = {
        CASE(rows_are_corrected_before_they_are_booked),
        CASE(templates_are_learned_and_found_again),
        CASE(templates_know_the_columns_of_pages),
        CASE(templates_transform),
        CASE(a_cover_sheet_is_not_what_columns_are_known_by),
        CASE(many_files_are_imports_of_their_own),
        CASE(transfers_are_paired),
        CASE(another_currency_is_only_suggested),
    };
    int status = RUN_TESTS(cases, argc, argv);
    return status;
}
