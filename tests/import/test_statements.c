/* Statements that came before: merged, kept beside, put in their place, and taken apart again; templates that
 * are learned and found again; rows corrected before they are booked; the file compared with what became of
 * it; pending rows that are posted; transfers between own accounts. */
#include "db/db_case.h"
#include "import_case.h"
#include "store_case.h"

#include "field/read.h"
#include "import/match.h"
#include "import/overlap.h"
#include "import/transfer.h"
#include "ledger/account.h"
#include "ledger/pair.h"
#include "ledger/transaction.h"
#include "sandbox/sandbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char files_folder[] = "/tmp/florin-test-files-XXXXXX";

/* --- small helpers --- */

static Import now(Ctx *c, Id id)
{
    Import imp;
    CHECK(import_get(c, id, &imp));
    return imp;
}

/* Books what was confirmed: what the job would do. */
static Import run(Ctx *c, Id id)
{
    CHECK(import_run(c, id, NULL));
    if (failed(c))
        printf("# %.*s (%.*s)\n", STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
    return now(c, id);
}

static Import decide(Ctx *c, Id id, const char *action)
{
    Str body = str_fmt(c->mem, "{\"action\": \"%s\"}", action);
    CHECK(ask(c, &statement_operations, "statement_merge", id, 0, body) != NULL);
    return run(c, id);
}

static Import take_apart(Ctx *c, Id id)
{
    CHECK(ask(c, &statement_operations, "statement_unmerge", id, 0, (Str){ 0 }) != NULL);
    return now(c, id);
}

typedef struct {
    Str where;
    Transaction t;
    bool found;
} Look;

static const Query one_row = {
    .name = "test_one_row",
    .sql = "SELECT id FROM transactions WHERE workspace_id = $1 AND description LIKE $2 ORDER BY id LIMIT 1",
    .params = 2,
};

static bool look_up(Ctx *c, void *arg)
{
    Look *l = arg;
    Id id = db_one_int(c, &one_row, DB_ARGS(V_INT(c->workspace_id), V_TEXT(l->where)));
    l->found = id && resource_find(c, &transaction_resource, id, &l->t);
    return !failed(c);
}

static bool save(Ctx *c, void *arg)
{
    Look *l = arg;
    return resource_change(c, &transaction_resource, &l->t);
}

static Look row_like(Ctx *c, const char *where)
{
    Look l = { .where = str_of(where) };
    CHECK(in_read(c, look_up, &l));
    CHECK(l.found);
    return l;
}

static bool get_row(Ctx *c, void *arg)
{
    Look *l = arg;
    return resource_get(c, &transaction_resource, l->t.id, &l->t);
}

/* The first row of an import that matches something; or at a position. */
typedef struct {
    Id import_id;
    int64_t position;
    StagedRow row;
} First;

static bool first_match(Ctx *c, void *arg)
{
    First *f = arg;
    ptrdiff_t n;
    const StagedRow *rows = staged_list(c, f->import_id, 0, ROW_NEAR, 1, &n);
    CHECK_INT(n, 1);
    if (n)
        f->row = rows[0];
    return !failed(c);
}

static bool at_position(Ctx *c, void *arg)
{
    First *f = arg;
    return staged_find(c, f->import_id, f->position, &f->row);
}

/* --- a statement in two forms --- */

static const char *const shops[] = { "PIZZA HUT DOWNTOWN", "STARBUCKS COFFEE", "REWE SAGT DANKE",
                                     "SHELL STATION", "BAECKEREI MUELLER", "SALARY ACME",
                                     "NETFLIX SUBSCRIPTION", "AMAZON MARKETPLACE" };

static Str form_a(Ctx *c, int from, int to)
{
    Buf b = buf_new(c->mem, 1 << 20);
    buf_add(&b, S("Date;Description;Amount\n"));
    for (int i = from; i < to; i++)
        buf_fmt(&b, "%.*s;%s;-%d.%02d\n", STR_ARG(date_text(c->mem, 738500 + i)), shops[i % 8], 10 + i % 90,
                i % 100);
    return buf_str(&b);
}

/* The same days with other words, another order of columns and figures written otherwise. */
static Str form_b(Ctx *c, int from, int to)
{
    Buf b = buf_new(c->mem, 1 << 20);
    buf_add(&b, S("Buchungstag;Betrag;Verwendungszweck;Empfänger;Referenz\n"));
    for (int i = from; i < to; i++) {
        DateParts p = date_parts(738500 + i);
        buf_fmt(&b, "%02d.%02d.%04d;-%d,%02d;Kartenzahlung %.9s;%s GMBH;R%d\n", p.day, p.month, p.year, 10 + i % 90, i % 100,
                shops[i % 8], shops[i % 8], i);
    }
    return buf_str(&b);
}

static void three_ways(Ctx *c)
{
    Id account = an_account(c);
    Import a = import_text(c, account, form_a(c, 0, 20), NULL);
    CHECK_INT(a.status, IMPORT_COMPLETED);
    Look note = row_like(c, "NETFLIX%");
    note.t.notes = S("mine");
    CHECK(in_write(c, save, &note));
    Ledger before = ledger_now(c);
    Import b = import_text(c, account, form_b(c, 4, 24), NULL);
    CHECK_INT(b.status, IMPORT_NEEDS_REVIEW);
    CHECK_INT(b.duplicate_state, DUPLICATE_OPEN);
    CHECK_INT(b.duplicate_of_id, a.id);
    CHECK_INT(b.duplicate_score, 1000000);
    CHECK(str_eq(ledger_now(c).rows, before.rows));
    static const struct {
        const char *action;
        int state, rows;
    } ways[] = { { "merge", DUPLICATE_MERGED, 24 },
                 { "keep_both", DUPLICATE_KEPT_BOTH, 40 },
                 { "delete_old", DUPLICATE_DELETED_OLD, 20 } };
    for (ptrdiff_t i = 0; i < COUNT(ways); i++) {
        b = decide(c, b.id, ways[i].action);
        CHECK_INT(b.status, IMPORT_COMPLETED);
        CHECK_INT(b.duplicate_state, ways[i].state);
        Ledger after = ledger_now(c);
        CHECK_INT(after.n, ways[i].rows);
        CHECK(str_find(after.rows, S("mine"), 0) >= 0); /* what a person said stays */
        CHECK_INT(now(c, a.id).status, i == 2 ? IMPORT_UNDONE : IMPORT_COMPLETED);
        /* both files again: nothing comes in */
        Import again = import_text(c, account, form_b(c, 4, 24), &(ImportHow){ .never_ask = true });
        CHECK_INT(again.successful_imports, 0);
        CHECK(str_eq(ledger_now(c).rows, after.rows));
        CHECK(in_write(c, undo, &again));
        b = take_apart(c, b.id);
        CHECK_INT(b.status, IMPORT_PENDING);
        CHECK(str_eq(ledger_now(c).rows, before.rows));
        CHECK_INT(now(c, a.id).status, IMPORT_COMPLETED);
        b = run(c, b.id);
        CHECK_INT(b.status, IMPORT_NEEDS_REVIEW);
        CHECK_INT(b.duplicate_state, DUPLICATE_OPEN);
    }
    b = decide(c, b.id, "delete_old");
    CHECK(in_write(c, undo, &b)); /* undoing does the same */
    CHECK(str_eq(ledger_now(c).rows, before.rows));
    CHECK_INT(now(c, a.id).status, IMPORT_COMPLETED);
}

/* What was changed since a merge stays, and is told. */
static void changed_since(Ctx *c)
{
    Id account = an_account(c);
    import_text(c, account, form_a(c, 0, 8), NULL);
    Import b = import_text(c, account, form_b(c, 0, 8), NULL);
    b = decide(c, b.id, "merge");
    CHECK_INT(ledger_now(c).n, 8);
    Look l = row_like(c, "STARBUCKS%");
    CHECK_STR(l.t.reference, S("R1"));
    l.t.reference = S("my own");
    l.t.notes = S("mine");
    CHECK(in_write(c, save, &l));
    struct {
        Import import;
        int64_t restored, not_restored_count;
        List not_restored;
    } *out = ask(c, &statement_operations, "statement_unmerge", b.id, 0, (Str){ 0 });
    CHECK(out != NULL);
    if (!out)
        return;
    CHECK_INT(out->restored, 7);
    CHECK_INT(out->not_restored_count, 1);
    l = row_like(c, "STARBUCKS%");
    CHECK_STR(l.t.reference, S("my own"));
    CHECK_STR(l.t.notes, S("mine"));
    CHECK_STR(row_like(c, "REWE%").t.reference, S(""));
    /* it cannot be taken apart twice */
    CHECK(ask(c, &statement_operations, "statement_unmerge", b.id, 0, (Str){ 0 }) == NULL);
    CHECK_FAILED(c, CONFLICT);
}

/* Thousands of decisions go in transactions of their own, and taking them back too. */
static void thousands(Ctx *c)
{
    enum { ROWS = 1500 };
    Id account = an_account(c);
    Import a = import_text(c, account, form_a(c, 0, ROWS), NULL);
    CHECK_INT(a.status, IMPORT_COMPLETED);
    Ledger before = ledger_now(c);
    Import b = import_text(c, account, form_b(c, 0, ROWS + 10), NULL);
    CHECK_INT(b.duplicate_state, DUPLICATE_OPEN);
    CHECK(b.duplicate_score > 990000);
    static const char *const ways[] = { "merge", "delete_old" };
    for (ptrdiff_t i = 0; i < COUNT(ways); i++) {
        b = decide(c, b.id, ways[i]);
        CHECK_INT(b.status, IMPORT_COMPLETED);
        CHECK_INT(ledger_now(c).n, ROWS + 10);
        take_apart(c, b.id);
        CHECK(str_eq(ledger_now(c).rows, before.rows));
        b = run(c, b.id);
    }
}

/* A decision whose database fails at the nth call ends as if nothing had been. */
static void failing_decisions(Ctx *c)
{
    Id account = an_account(c);
    import_text(c, account, form_a(c, 0, 12), NULL);
    Ledger before = ledger_now(c);
    Import b = import_text(c, account, form_b(c, 2, 16), NULL);
    int tried = 0;
    static const char *const ways[] = { "merge", "delete_old", "keep_both" };
    static const int rows[] = { 16, 14, 26 };
    for (int64_t nth = 1; nth < 200; nth += nth < 20 ? 2 : 17) {
        int way = (int)(nth % 3);
        Str body = str_fmt(c->mem, "{\"action\": \"%s\"}", ways[way]);
        CHECK(ask(c, &statement_operations, "statement_merge", b.id, 0, body) != NULL);
        store_fail_nth(c->store, nth);
        bool ok = import_run(c, b.id, NULL);
        store_fail_nth(c->store, 0);
        tried += !ok;
        fail_clear(c);
        b = run(c, b.id);
        CHECK_INT(b.status, IMPORT_COMPLETED);
        CHECK_INT(ledger_now(c).n, rows[way]);
        take_apart(c, b.id);
        CHECK(str_eq(ledger_now(c).rows, before.rows));
        b = run(c, b.id);
        CHECK_INT(b.duplicate_state, DUPLICATE_OPEN);
    }
    CHECK(tried > 5);
}

/* A download that goes on where another ended is no question; the same file again is one. */
static void going_on(Ctx *c)
{
    Id account = an_account(c);
    import_text(c, account, form_a(c, 0, 20), NULL);
    Import more = import_text(c, account, form_a(c, 10, 30), NULL);
    CHECK_INT(more.status, IMPORT_COMPLETED);
    CHECK_INT(more.duplicate_state, DUPLICATE_MERGED);
    Import same = import_text(c, account, form_a(c, 10, 30), NULL);
    CHECK_INT(same.status, IMPORT_NEEDS_REVIEW);
    CHECK_INT(same.duplicate_of_id, more.id);
    CHECK_INT(same.duplicate_score, 1000000);
    Import other = import_text(c, an_account(c), form_a(c, 0, 20), NULL);
    CHECK_INT(other.status, IMPORT_COMPLETED); /* another account */
    CHECK_INT(other.duplicate_of_id, 0);
}

/* --- importing in another form is importing once (R3) --- */

static Str mutated(Ctx *c, Rng *rng, const char *shop)
{
    Str s = str_of(shop);
    switch (rng_below(rng, 5)) {
    case 0: return s;
    case 1: return str_fmt(c->mem, "VISA %.*s DE", STR_ARG(s));
    case 2: return str_part(s, 0, s.n > 12 ? 12 : s.n);
    case 3: return str_fmt(c->mem, "%.*s 4711/%llu", STR_ARG(s), (unsigned long long)rng_below(rng, 999));
    default: return str_fmt(c->mem, "KARTENZAHLUNG %.*s", STR_ARG(s));
    }
}

typedef struct {
    Date date;
    int64_t amount;
    int shop;
} Row;

static Str as_ofx(Ctx *c, Rng *rng, const Row *rows, int n)
{
    Buf b = buf_new(c->mem, 1 << 20);
    buf_add(&b, S("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\n"
                  "COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>"
                  "<CURDEF>EUR<BANKTRANLIST>\n"));
    for (int i = 0; i < n; i++) {
        DateParts p = date_parts(rows[i].date + (Date)rng_below(rng, 2));
        buf_fmt(&b, "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>%04d%02d%02d<TRNAMT>-%lld.%02lld<FITID>%d<NAME>%.*s</STMTTRN>\n",
                p.year, p.month, p.day, (long long)-rows[i].amount / 100, (long long)-rows[i].amount % 100, i,
                STR_ARG(mutated(c, rng, shops[rows[i].shop])));
    }
    buf_add(&b, S("</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"));
    return buf_str(&b);
}

static Str as_csv(Ctx *c, Rng *rng, const Row *rows, int n, bool other)
{
    Buf b = buf_new(c->mem, 1 << 20);
    buf_add(&b, other ? S("Posted,Payee,Value\n") : S("Date;Description;Amount\n"));
    for (int i = 0; i < n; i++) {
        Str text = other ? mutated(c, rng, shops[rows[i].shop]) : str_of(shops[rows[i].shop]);
        Date day = rows[i].date + (other ? (Date)rng_below(rng, 2) : 0);
        buf_fmt(&b, other ? "%.*s,%.*s,-%lld.%02lld\n" : "%.*s;%.*s;-%lld.%02lld\n",
                STR_ARG(date_text(c->mem, day)), STR_ARG(text), (long long)-rows[i].amount / 100,
                (long long)-rows[i].amount % 100);
    }
    return buf_str(&b);
}

static void other_forms(Ctx *c)
{
    enum { ROWS = 150 };
    int64_t all = 0, found = 0;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        Rng rng = rng_new(seed);
        Id account = an_account(c);
        Row rows[ROWS];
        Date day = 738500;
        for (int i = 0; i < ROWS; i++) {
            day += (Date)rng_below(&rng, 2);
            rows[i] = (Row){ day, -rng_between(&rng, 100, 20000), (int)rng_below(&rng, 8) };
            if (i && rng_below(&rng, 10) == 0)
                rows[i] = rows[i - 1];
        }
        import_text(c, account, as_csv(c, &rng, rows, ROWS, false), NULL);
        Ledger once = ledger_now(c);
        Str text = seed % 2 ? as_ofx(c, &rng, rows, ROWS) : as_csv(c, &rng, rows, ROWS, true);
        Import imp = import_text(c, account, text, NULL);
        CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
        CHECK_INT(imp.duplicate_state, DUPLICATE_OPEN);
        CHECK(imp.duplicate_score > 980000);
        imp = decide(c, imp.id, "merge");
        all += ROWS;
        found += ROWS - (ledger_now(c).n - once.n);
    }
    printf("# %lld of %lld rows found in another form\n", (long long)found, (long long)all);
    CHECK(found * 1000 >= all * 995);
}

/* --- pending rows are posted (IMP-13) --- */

static bool add_row(Ctx *c, void *arg)
{
    return resource_add(c, &transaction_resource, arg);
}

static Transaction pending_row(Id account, Date date, const char *text, int64_t amount)
{
    return (Transaction){ .account_id = account,
                          .date = date,
                          .amount = amount,
                          .currency = eur,
                          .description = str_of(text),
                          .notes = S("mine"),
                          .status = STATUS_PENDING,
                          .category_source = SOURCE_NONE };
}

static void pending(Ctx *c)
{
    static const struct {
        const char *text;
        int64_t amount; /* of the pending row, on the second of March */
        const char *posted;
        int more; /* rows in the end, beside the pending one */
        bool asks;
    } cases[] = {
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-04;PIZZA HUT DOWNTOWN 123;-20.00", 0, false },
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-05;PIZZA HUT DOWNTOWN;-24.00", 0, false }, /* a tip */
        { "HOTEL ADLON BERLIN", -10113, "2024-03-11;HOTEL ADLON BERLIN;-99.80", 0, false }, /* a rate */
        { "SHELL STATION 77", -10000, "2024-03-03;SHELL STATION 77;-54.31", 0, true },     /* a pump */
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-15;PIZZA HUT DOWNTOWN;-20.00", 1, false },
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-04;SHELL STATION;-41.00", 1, false },
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-04;PIZZA HUT DOWNTOWN;20.00", 1, false },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        Id account = an_account(c);
        import_text(c, account, S("Date;Description;Amount\n2024-03-01;RENT MARCH;-900.00\n"), NULL);
        Transaction t = pending_row(account, date_of(2024, 3, 2), cases[i].text, cases[i].amount);
        CHECK(in_write(c, add_row, &t));
        Ledger before = ledger_now(c);
        Import imp = import_text(c, account,
                                 str_fmt(c->mem, "Date;Description;Amount\n2024-03-01;RENT MARCH;-900.00\n%s\n",
                                         cases[i].posted), NULL);
        CHECK_INT(imp.status, cases[i].asks ? IMPORT_NEEDS_REVIEW : IMPORT_COMPLETED);
        if (imp.status == IMPORT_NEEDS_REVIEW) {
            CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0, S("{\"duplicates\": \"merge\"}")) != NULL);
            imp = run(c, imp.id);
        }
        CHECK_INT(ledger_now(c).n, before.n + cases[i].more);
        Look l = { .t = { .id = t.id } };
        CHECK(in_read(c, get_row, &l));
        CHECK_INT(l.t.status, cases[i].more ? STATUS_PENDING : STATUS_POSTED);
        CHECK_STR(l.t.notes, S("mine"));
        CHECK(in_write(c, undo, &imp));
        CHECK(str_eq(ledger_now(c).rows, before.rows));
    }
}

/* What the matcher merged by itself can be overruled when the import is complete. */
static void overruled(Ctx *c)
{
    Id account = an_account(c);
    Transaction t = pending_row(account, date_of(2024, 3, 2), "PIZZA HUT DOWNTOWN", -2000);
    CHECK(in_write(c, add_row, &t));
    Ledger before = ledger_now(c);
    Import imp = import_text(c, account, S("Date;Description;Amount\n2024-03-04;PIZZA HUT DOWNTOWN;-22.00\n"
                                          "2024-03-05;RENT;-900.00\n"), NULL);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(ledger_now(c).n, before.n + 1);
    First f = { .import_id = imp.id };
    CHECK(in_read(c, first_match, &f));
    CHECK(ask(c, &import_operations, "import_duplicate_resolve", imp.id, f.row.id,
              S("{\"action\": \"keep_both\"}")) != NULL);
    CHECK_INT(ledger_now(c).n, before.n + 2);
    Look l = { .t = { .id = t.id } };
    CHECK(in_read(c, get_row, &l));
    CHECK_INT(l.t.status, STATUS_PENDING);
    CHECK_INT(l.t.amount, -2000);
    CHECK(in_write(c, undo, &imp));
    CHECK(str_eq(ledger_now(c).rows, before.rows));
}

static bool save_import(Ctx *c, void *arg)
{
    return resource_change(c, &import_resource, arg);
}

static bool add_template(Ctx *c, void *arg)
{
    return resource_add(c, &import_template_resource, arg);
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
                 "2024-03-02;PIZZA;-20.00;80.00\n2024-03-03;COFFEE;-3.00;70.00\n2024-03-04;TEA;-5.00;65.00\n");
    Import imp = send_text(c, account, file, true);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    CHECK(imp.has_reconciled && !imp.reconciled);
    First f = { .import_id = imp.id, .position = 3 };
    CHECK(in_read(c, at_position, &f));
    CHECK(ask(c, &row_operations, "import_row_change", imp.id, f.row.id, S("{\"amount\": \"ten\"}")) == NULL);
    CHECK_FAILED(c, INVALID);
    StagedRow *row = ask(c, &row_operations, "import_row_change", imp.id, f.row.id,
                         S("{\"amount\": \"-10.00\", \"description\": \"COFFEE BEANS\"}"));
    CHECK(row && row->is_edited && row->amount == -1000);
    imp = now(c, imp.id);
    CHECK(imp.reconciled);
    f.position = 2;
    CHECK(in_read(c, at_position, &f));
    row = ask(c, &row_operations, "import_row_change", imp.id, f.row.id, S("{\"is_skipped\": true}"));
    CHECK(row && row->is_skipped && !row->is_edited);
    CHECK(!now(c, imp.id).reconciled);
    CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0, (Str){ 0 }) != NULL);
    imp = run(c, imp.id);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.successful_imports, 3);
    Ledger after = ledger_now(c);
    CHECK(str_find(after.rows, S("COFFEE BEANS"), 0) >= 0 && str_find(after.rows, S("PIZZA"), 0) < 0);
    CHECK(ask(c, &row_operations, "import_row_change", imp.id, f.row.id, S("{\"is_skipped\": true}")) == NULL);
    fail_clear(c);
    /* The file coming again is known, also by the row that was corrected; what was skipped is new. */
    Import again = import_text(c, account, file, &(ImportHow){ .never_ask = true });
    CHECK_INT(again.duplicate_rows, 3);
    CHECK_INT(again.successful_imports, 1);
}

/* --- templates --- */

static Import mapped(Ctx *c, Id id, Str body)
{
    CHECK(ask(c, &import_operations, "import_mapping", id, 0, body) != NULL);
    return run(c, id);
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
    Import imp = run(c, send_text(c, account, file, true).id);
    imp = mapped(c, imp.id, S("{\"columns\": [{\"column\": 1, \"header\": \"Tag\", \"role\": \"date\"}, "
                              "{\"column\": 4, \"header\": \"Betrag\", \"role\": \"amount\"}, "
                              "{\"column\": 2, \"header\": \"Wer\", \"role\": \"description\"}]}"));
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    Known k = { .id = imp.template_id };
    CHECK(k.id && in_read(c, get_template, &k));
    CHECK(str_starts(k.t.name, S("Columns of ")));
    CHECK_INT(k.t.times_used, 0);
    CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0, (Str){ 0 }) != NULL);
    CHECK_INT(run(c, imp.id).status, IMPORT_COMPLETED);
    CHECK(str_find(ledger_now(c).rows, S("|-90000|ANNA|"), 0) >= 0);
    /* found again, also with the columns in another order and other cases */
    Id other = an_account(c);
    imp = import_text(c, other, S("BETRAG;Was;wer;Tag;Valuta\n-7,00;X;DORA;12.04.2024;15.04.2024\n"
                                 "-8,00;Y;EMIL;13.04.2024;16.04.2024\n"), NULL);
    CHECK_INT(imp.status, IMPORT_COMPLETED);
    CHECK_INT(imp.template_id, k.id);
    CHECK(str_find(ledger_now(c).rows, S("|-700|DORA|"), 0) >= 0);
    CHECK(in_read(c, get_template, &k));
    CHECK_INT(k.t.times_used, 2);
    /* improved by another correction, not made anew */
    Import next = run(c, send_text(c, other, S("Valuta;Tag;Wer;Was;Betrag\n05.05.2024;02.05.2024;FRED;RENT;-901,00\n"), true).id);
    CHECK_INT(next.template_id, k.id);
    next = mapped(c, next.id, S("{\"columns\": [{\"column\": 0, \"header\": \"Valuta\", \"role\": \"date\"}, "
                                "{\"column\": 4, \"header\": \"Betrag\", \"role\": \"amount\"}, "
                                "{\"column\": 3, \"header\": \"Was\", \"role\": \"description\"}], "
                                "\"save_as_template\": \"My bank\"}"));
    CHECK(next.template_id && next.template_id != k.id);
    /* one for other columns is refused in words */
    Import wrong = send_text(c, other, S("Datum;Name;Summe\n01.03.2024;A;-1,00\n02.03.2024;B;-2,00\n"), false);
    wrong.template_id = k.id;
    wrong.is_template_given = true;
    CHECK(in_write(c, save_import, &wrong));
    wrong = run(c, wrong.id);
    CHECK_INT(wrong.status, IMPORT_FAILED);
    CHECK(str_find(wrong.error_details, S("Tag"), 0) >= 0);
}

static void transformations(Ctx *c)
{
    Id account = an_account(c);
    ImportTemplate t = { .name = S("Card"), .file_type = S("csv"),
                         .data_transformations = S("{\"invert_sign\": true, \"skip_first_rows\": 1}") };
    TemplateColumn columns[] = { { 0, S("Date"), S("date"), S("%d/%m/%Y") },
                                 { 1, S("Text"), S("description"), { 0 } },
                                 { 2, S("Sum"), S("amount"), { 0 } } };
    t.column_mappings = (List){ columns, COUNT(columns) };
    CHECK(in_write(c, add_template, &t));
    Import imp = send_text(c, account, S("Date;Text;Sum\n03/04/2024;A;1.00\n04/04/2024;B;2.50\n05/04/2024;C;-3.00\n"), false);
    imp.template_id = t.id;
    imp.is_template_given = true;
    CHECK(in_write(c, save_import, &imp));
    imp = run(c, imp.id);
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

/* --- the file beside its rows --- */

/* As compare.c answers. */
typedef struct {
    Str field;
    int64_t from, length;
    int32_t confidence;
} Part;
typedef struct {
    int64_t position;
    Id row_id, transaction_id;
    int64_t line, page;
    Str sheet, member, raw;
    List parts;
    Date date;
    int64_t amount;
    Currency currency;
    Str description, counterparty, reference;
    int64_t balance;
    bool has_balance;
    int32_t confidence;
    bool needs_review, is_edited, is_skipped;
    List findings;
    Texts difference;
    int64_t fingerprint, occurrence;
    Id account_id;
} Compared;
typedef struct {
    List items;
    Str next_cursor;
    int64_t total;
} Comparison;

static void compared(Ctx *c)
{
    Id account = an_account(c);
    Import imp = run(c, send_text(c, account, form_b(c, 0, 25), true).id);
    CHECK_INT(imp.status, IMPORT_NEEDS_REVIEW);
    Comparison *one = ask(c, &compare_operations, "statement_comparison", imp.id, 0, S("limit=10"));
    CHECK(one && one->items.n == 10 && one->total == 25 && one->next_cursor.n);
    if (!one)
        return;
    const Compared *k = one->items.items;
    CHECK(k[0].row_id && !k[0].transaction_id);
    CHECK(str_find(k[0].raw, S("Kartenzahlung PIZZA HUT"), 0) >= 0);
    const Part *p = k[0].parts.items;
    bool found = false;
    for (ptrdiff_t i = 0; i < k[0].parts.n; i++)
        if (str_eq(p[i].field, S("amount"))) {
            CHECK_STR(str_part(k[0].raw, p[i].from, p[i].from + p[i].length), S("-10,00"));
            found = true;
        }
    CHECK(found);
    Comparison *last = ask(c, &compare_operations, "statement_comparison", imp.id, 0, S("limit=10&cursor=20"));
    CHECK(last && last->items.n == 5 && !last->next_cursor.n);
    CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0, (Str){ 0 }) != NULL);
    imp = run(c, imp.id);
    Look l = row_like(c, "Kartenzahlung SHELL%");
    l.t.description = S("Petrol");
    CHECK(in_write(c, save, &l));
    Comparison *after = ask(c, &compare_operations, "statement_comparison", imp.id, 0, S("limit=100"));
    CHECK(after && after->items.n == 25);
    if (!after)
        return;
    int different = 0;
    for (ptrdiff_t i = 0; i < after->items.n; i++) {
        k = &((const Compared *)after->items.items)[i];
        CHECK(k->transaction_id && !k->row_id);
        different += k->difference.n == 1 && str_eq(k->difference.items[0], S("description")) && k->needs_review;
    }
    CHECK_INT(different, 1);
}

/* --- transfers --- */

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
    Id giro = named_account(c, "Giro", "DE89370400440532013000"), savings = named_account(c, "Sparen", "");
    Ledger empty = ledger_now(c);
    Import a = import_text(c, giro, S("Date;Description;Amount\n2024-03-01;Umbuchung Sparplan;-300.00\n"
                                     "2024-03-02;PIZZA;-20.00\n2024-03-05;Gift for Anna;-50.00\n"
                                     "2024-03-10;Umbuchung A;-70.00\n"), NULL);
    CHECK(transfer_find(c, a.id));
    Import b = import_text(c, savings, S("Date;Description;Amount\n2024-03-02;Eingang;300.00\n"
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
    CHECK(!row_like(c, "Gift%").t.transfer_pair_id); /* only the amount says it: suggested */
    CHECK(!row_like(c, "Umbuchung A%").t.transfer_pair_id); /* too far apart */
    /* a pair that was taken apart is not made again */
    CHECK(ask(c, &pair_operations, "transaction_unpair", out.t.id, 0, (Str){ 0 }) != NULL);
    CHECK(!row_like(c, "Eingang").t.is_transfer);
    CHECK(transfer_find(c, b.id));
    CHECK(!row_like(c, "Eingang").t.transfer_pair_id);
    /* by hand */
    Str body = str_fmt(c->mem, "{\"transaction_id\": \"%.*s\"}", STR_ARG(id_text(c->mem, "txn", in.t.id)));
    CHECK(ask(c, &pair_operations, "transaction_pair", out.t.id, 0, body) != NULL);
    CHECK(row_like(c, "Eingang").t.transfer_pair_id == out.t.id);
    CHECK_INT(ledger_now(c).wrong, 0);
    CHECK(ask(c, &pair_operations, "transaction_pair", row_like(c, "PIZZA%").t.id, 0, body) == NULL);
    CHECK_FAILED(c, CONFLICT);
    /* with one of the imports its pairs go */
    CHECK(in_write(c, undo, &b));
    out = row_like(c, "Umbuchung Spar%");
    CHECK(!out.t.is_transfer && !out.t.transfer_pair_id);
    CHECK_INT(ledger_now(c).wrong, 0);
    CHECK(in_write(c, undo, &a));
    CHECK(str_eq(ledger_now(c).rows, empty.rows));
}

TEST(statements_are_merged_kept_beside_or_replaced_and_taken_apart)
{
    on_each_store(c, three_ways);
}
TEST(what_was_changed_since_is_told)
{
    on_each_store(c, changed_since);
}
TEST(thousands_of_decisions_are_bounded)
{
    on_each_store(c, thousands);
}
TEST(a_failing_database_leaves_decisions_whole)
{
    on_each_store(c, failing_decisions);
}
TEST(a_download_that_goes_on_is_no_question)
{
    on_each_store(c, going_on);
}
TEST(another_form_of_a_statement_is_the_same_statement)
{
    on_each_store(c, other_forms);
}
TEST(a_pending_row_becomes_the_posted_one)
{
    on_each_store(c, pending);
}
TEST(what_was_merged_by_itself_can_be_overruled)
{
    on_each_store(c, overruled);
}
TEST(rows_are_corrected_before_they_are_booked)
{
    on_each_store(c, corrected);
}
TEST(templates_are_learned_and_found_again)
{
    on_each_store(c, templates);
}
TEST(templates_transform)
{
    on_each_store(c, transformations);
}
TEST(a_file_stands_beside_its_rows)
{
    on_each_store(c, compared);
}
TEST(transfers_are_paired)
{
    on_each_store(c, transfers);
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    if (!mkdtemp(files_folder))
        return 1;
    Ctx c = ctx_new("start", LIMIT_JOB_ARENA_BYTES);
    start_files(&c, files_folder);
    ctx_done(&c);
    const TestCase cases[] = {
        CASE(statements_are_merged_kept_beside_or_replaced_and_taken_apart),
        CASE(what_was_changed_since_is_told),
        CASE(thousands_of_decisions_are_bounded),
        CASE(a_failing_database_leaves_decisions_whole),
        CASE(a_download_that_goes_on_is_no_question),
        CASE(another_form_of_a_statement_is_the_same_statement),
        CASE(a_pending_row_becomes_the_posted_one),
        CASE(what_was_merged_by_itself_can_be_overruled),
        CASE(rows_are_corrected_before_they_are_booked),
        CASE(templates_are_learned_and_found_again),
        CASE(templates_transform),
        CASE(a_file_stands_beside_its_rows),
        CASE(transfers_are_paired),
    };
    int status = RUN_TESTS(cases, argc, argv);
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", files_folder);
    return system(command) ? 1 : status;
}
