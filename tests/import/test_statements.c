/* Statements that came before: merged, kept beside, put in their place, and taken apart again;
 * templates that are learned and found again; rows corrected before they are booked; the file
 * compared with what became of it; pending rows that are posted; transfers between own accounts. */
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

static const char *files_folder;

/* --- small helpers --- */

static Import decide(Ctx *c, Id id, const char *action)
{
    Str body = str_fmt(c->mem, "{\"action\": \"%s\"}", action);
    CHECK(ask(c, &statement_operations, "statement_merge", id, 0, body) != NULL);
    return run_again(c, id);
}

static Import take_apart(Ctx *c, Id id)
{
    CHECK(ask(c, &statement_operations, "statement_unmerge", id, 0, (Str){ 0 }) != NULL);
    return import_now(c, id);
}

static bool get_row(Ctx *c, void *arg)
{
    Look *l = arg;
    return resource_get(c, &transaction_resource, l->t.id, &l->t);
}

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

/* --- a statement in two forms --- */

static const char *const *const shops = case_shops;

static void three_ways(Ctx *c)
{
    Id account = an_account(c);
    Import a = import_text(c, account, form_a(c, 0, 20), NULL);
    CHECK_INT(a.status, IMPORT_COMPLETED);
    Look note = row_like(c, "NETFLIX%");
    note.t.notes = S("mine");
    CHECK(in_write(c, save_row, &note));
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
        CHECK_INT(import_now(c, a.id).status, i == 2 ? IMPORT_UNDONE : IMPORT_COMPLETED);
        /* both files again: nothing comes in */
        Import again = import_text(c, account, form_b(c, 4, 24), &(ImportHow){ .never_ask = true });
        CHECK_INT(again.successful_imports, 0);
        CHECK(str_eq(ledger_now(c).rows, after.rows));
        CHECK(in_write(c, undo, &again));
        b = take_apart(c, b.id);
        CHECK_INT(b.status, IMPORT_PENDING);
        CHECK(str_eq(ledger_now(c).rows, before.rows));
        CHECK_INT(import_now(c, a.id).status, IMPORT_COMPLETED);
        b = run_again(c, b.id);
        CHECK_INT(b.status, IMPORT_NEEDS_REVIEW);
        CHECK_INT(b.duplicate_state, DUPLICATE_OPEN);
    }
    b = decide(c, b.id, "delete_old");
    CHECK(in_write(c, undo, &b)); /* undoing does the same */
    CHECK(str_eq(ledger_now(c).rows, before.rows));
    CHECK_INT(import_now(c, a.id).status, IMPORT_COMPLETED);
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
    CHECK(in_write(c, save_row, &l));
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
/* As many rows of one amount on one day as nobody has, in two forms that no text has in common. */
static Str equal_amounts(Ctx *c, bool german, int n)
{
    Buf b = buf_new(c->mem, 4 << 20);
    buf_add(&b,
            german ? S("Buchungstag;Verwendungszweck;Betrag\n") : S("Date;Description;Amount\n"));
    for (int i = 0; i < n; i++)
        if (german)
            buf_fmt(&b, "05.03.2023;Abbuchung Nummer %d am Automaten der Sparkasse;-12,34\n", i);
        else
            buf_fmt(&b, "2023-03-05;Payment %d at the counter of a shop in town;-12.34\n", i);
    return buf_str(&b);
}

static void equal(Ctx *c)
{
    enum { ROWS = 6000 };
    Id account = an_account(c);
    CHECK_INT(import_text(c, account, equal_amounts(c, false, ROWS), NULL).status,
              IMPORT_COMPLETED);
    Import b = import_text(c, account, equal_amounts(c, true, ROWS), NULL);
    CHECK(b.status == IMPORT_COMPLETED || b.status == IMPORT_NEEDS_REVIEW);
    CHECK_INT(b.total_rows, ROWS);
}

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
        b = run_again(c, b.id);
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
        b = run_again(c, b.id);
        CHECK_INT(b.status, IMPORT_COMPLETED);
        CHECK_INT(ledger_now(c).n, rows[way]);
        store_fail_nth(c->store, nth);
        ask(c, &statement_operations, "statement_unmerge", b.id, 0, (Str){ 0 });
        store_fail_nth(c->store, 0);
        fail_clear(c);
        if (import_now(c, b.id).status == IMPORT_COMPLETED)
            take_apart(c, b.id);
        CHECK(str_eq(ledger_now(c).rows, before.rows));
        b = run_again(c, b.id);
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
    case 3:
        return str_fmt(c->mem, "%.*s 4711/%llu", STR_ARG(s),
                       (unsigned long long)rng_below(rng, 999));
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
    buf_add(&b, S("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:"
                  "USASCII\nCHARSET:1252\n"
                  "COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><BANKMSGSRSV1><"
                  "STMTTRNRS><STMTRS>"
                  "<CURDEF>EUR<BANKTRANLIST>\n"));
    for (int i = 0; i < n; i++) {
        DateParts p = date_parts(rows[i].date + (Date)rng_below(rng, 2));
        buf_fmt(&b,
                "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>%04d%02d%02d<TRNAMT>-%lld.%02lld<FITID>%d<NAME>%."
                "*s</STMTTRN>\n",
                p.year, p.month, p.day, (long long)-rows[i].amount / 100,
                (long long)-rows[i].amount % 100, i, STR_ARG(mutated(c, rng, shops[rows[i].shop])));
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
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-05;PIZZA HUT DOWNTOWN;-24.00", 0,
          false }, /* a tip */
        { "HOTEL ADLON BERLIN", -10113, "2024-03-11;HOTEL ADLON BERLIN;-99.80", 0,
          false },                                                                     /* a rate */
        { "SHELL STATION 77", -10000, "2024-03-03;SHELL STATION 77;-54.31", 0, true }, /* a pump */
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-15;PIZZA HUT DOWNTOWN;-20.00", 1, false },
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-04;SHELL STATION;-41.00", 1, false },
        { "PIZZA HUT DOWNTOWN", -2000, "2024-03-04;PIZZA HUT DOWNTOWN;20.00", 1, false },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        Id account = an_account(c);
        import_text(c, account, S("Date;Description;Amount\n2024-03-01;RENT MARCH;-900.00\n"),
                    NULL);
        Transaction t = pending_row(account, date_of(2024, 3, 2), cases[i].text, cases[i].amount);
        CHECK(in_write(c, add_row, &t));
        Ledger before = ledger_now(c);
        Import imp = import_text(
            c, account,
            str_fmt(c->mem, "Date;Description;Amount\n2024-03-01;RENT MARCH;-900.00\n%s\n",
                    cases[i].posted),
            NULL);
        CHECK_INT(imp.status, cases[i].asks ? IMPORT_NEEDS_REVIEW : IMPORT_COMPLETED);
        if (imp.status == IMPORT_NEEDS_REVIEW) {
            CHECK(ask(c, &import_operations, "import_confirm", imp.id, 0,
                      S("{\"duplicates\": \"merge\"}")) != NULL);
            imp = run_again(c, imp.id);
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
    Import imp = import_text(c, account,
                             S("Date;Description;Amount\n2024-03-04;PIZZA HUT DOWNTOWN;-22.00\n"
                               "2024-03-05;RENT;-900.00\n"),
                             NULL);
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
TEST(equal_amounts_without_number_are_compared_in_bounds)
{
    on_each_store(c, equal);
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

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    files_folder = test_scratch("files");
    Ctx c = ctx_new("start", LIMIT_JOB_ARENA_BYTES);
    start_files(&c, files_folder);
    ctx_done(&c);
    const TestCase cases[] = {
        CASE(statements_are_merged_kept_beside_or_replaced_and_taken_apart),
        CASE(what_was_changed_since_is_told),
        CASE(thousands_of_decisions_are_bounded),
        CASE(equal_amounts_without_number_are_compared_in_bounds),
        CASE(a_failing_database_leaves_decisions_whole),
        CASE(a_download_that_goes_on_is_no_question),
        CASE(another_form_of_a_statement_is_the_same_statement),
        CASE(a_pending_row_becomes_the_posted_one),
        CASE(what_was_merged_by_itself_can_be_overruled),
    };
    int status = RUN_TESTS(cases, argc, argv);
    return status;
}
