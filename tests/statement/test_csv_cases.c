/* Bank layouts from around the world as text: each tests/statement/csv/NAME.csv is read, and the lines
 * of NAME.want say what must come out:
 *
 *     row DATE AMOUNT CURRENCY WORD   the next row; CURRENCY is - for none; its texts hold WORD
 *     rows N                          how many rows, where they are not listed
 *     fee N AMOUNT                    the fee of row N
 *     opening, closing AMOUNT         balances of the first statement
 *     currency, account TEXT          of the first statement
 *     reconciled yes|no|unknown, ambiguous yes|no
 *     left LINE                       a finding names that line
 *     says TEXT                       a finding holds that text
 *     error CODE                      the file is refused with that code */
#include "harness.h"
#include "statement/parse.h"
#include "value/decimal.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER SOURCE_ROOT "/tests/statement/csv"

typedef struct {
    Ctx *c;
    StatementSet set;
    const char *name;
    ptrdiff_t row; /* next `row` line */
    bool counted;  /* rows were listed or counted */
    int wrong;
} Case;

static Str read_file(Arena *mem, const char *path)
{
    CLEAN(clean_file) FILE *f = fopen(path, "rb");
    if (!f)
        return (Str){ 0 };
    char *p = arena_alloc(mem, 1 << 20);
    return str_n(p, (ptrdiff_t)fread(p, 1, 1 << 20, f));
}

static void wrong(Case *k, Str line, const char *what)
{
    fprintf(stderr, "%s: %.*s: %s\n", k->name, STR_ARG(line), what);
    k->wrong++;
}

static const StatementRow *row_at(const Case *k, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < k->set.n; i++) {
        if (n < k->set.statements[i].n_rows)
            return &k->set.statements[i].rows[n];
        n -= k->set.statements[i].n_rows;
    }
    return NULL;
}

static ptrdiff_t count_rows(const Case *k)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < k->set.n; i++)
        n += k->set.statements[i].n_rows;
    return n;
}

static bool figure_is(Figure f, Str text)
{
    Decimal d;
    return f.given && decimal_parse(text, &d) == NUMBER_OK && decimal_compare(d, f.value) == 0;
}

static bool row_holds(const StatementRow *row, Str word)
{
    const Str texts[] = { row->description, row->counterparty, row->reference, row->type };
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        if (str_find(texts[i], word, 0) >= 0)
            return true;
    return false;
}

static void check_row(Case *k, Str line, Str rest)
{
    const StatementRow *row = row_at(k, k->row++);
    k->counted = true;
    if (!row) {
        wrong(k, line, "there is no such row");
        return;
    }
    Date date = date_parse(str_cut(&rest, ' '));
    Str amount = str_cut(&rest, ' '), currency = str_cut(&rest, ' ');
    if (row->date != date)
        wrong(k, line, "another date");
    if (!figure_is(row->amount, amount))
        wrong(k, line, "another amount");
    if (!str_eq(row->currency, str_eq(currency, S("-")) ? S("") : currency))
        wrong(k, line, "another currency");
    if (!row_holds(row, str_cut(&rest, ' ')))
        wrong(k, line, "the texts do not hold the word");
}

static bool finding_holds(const Case *k, int64_t line, Str text)
{
    for (ptrdiff_t i = 0; i < k->set.n; i++)
        for (ptrdiff_t n = 0; n < k->set.statements[i].n_findings; n++) {
            const Finding *f = &k->set.statements[i].findings[n];
            if ((line && f->line == line) || (text.n && str_find(f->message, text, 0) >= 0))
                return true;
        }
    return false;
}

static bool statement_is(Case *k, Str word, Str value)
{
    static const Str verdicts[] = { S_INIT("unknown"), S_INIT("no"), S_INIT("yes") };
    const Statement *s = &k->set.statements[0];
    if (str_eq(word, S("opening")))
        return figure_is(s->opening_balance, value);
    if (str_eq(word, S("closing")))
        return figure_is(s->closing_balance, value);
    if (str_eq(word, S("currency")))
        return str_eq(s->currency, value);
    if (str_eq(word, S("account")))
        return str_eq(s->account_number, value);
    if (str_eq(word, S("reconciled")))
        return str_eq(verdicts[s->reconciled], value);
    if (str_eq(word, S("ambiguous")))
        return s->ambiguous == str_eq(value, S("yes"));
    return false;
}

static void check_line(Case *k, Str line)
{
    Str rest = line, word = str_cut(&rest, ' ');
    int64_t number = 0;
    if (str_eq(word, S("row"))) {
        check_row(k, line, rest);
    } else if (str_eq(word, S("rows"))) {
        k->counted = true;
        k->row = count_rows(k);
        if (!str_int(rest, &number) || number != k->row)
            wrong(k, line, "another number of rows");
    } else if (str_eq(word, S("fee"))) {
        str_int(str_cut(&rest, ' '), &number);
        const StatementRow *row = row_at(k, number - 1);
        if (!row || !figure_is(row->fee, rest))
            wrong(k, line, "another fee");
    } else if (str_eq(word, S("left"))) {
        if (!str_int(rest, &number) || !finding_holds(k, number, (Str){ 0 }))
            wrong(k, line, "no finding names the line");
    } else if (str_eq(word, S("says"))) {
        if (!finding_holds(k, 0, rest))
            wrong(k, line, "no finding says it");
    } else if (str_eq(word, S("error"))) {
        if (!str_eq(fail_slug(k->c->failure.code), rest))
            wrong(k, line, "another error");
    } else if (k->set.n == 0 || !statement_is(k, word, rest)) {
        wrong(k, line, "not so");
    }
}

static int run_case(Ctx *c, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, FOLDER "/%.*s.csv", (int)(strlen(name) - 5), name);
    Str bytes = read_file(c->mem, path);
    snprintf(path, sizeof path, FOLDER "/%s", name);
    Str want = read_file(c->mem, path);
    Case k = { .c = c, .name = name };
    if (!bytes.p || !want.p) {
        wrong(&k, S("files"), "cannot be read");
        return k.wrong;
    }
    bool fine = statement_parse(c, bytes, NULL, &k.set);
    if (!fine && !str_starts(want, S("error ")))
        wrong(&k, S("error"), "the file was refused");
    while (want.p && want.n) {
        Str line = str_cut(&want, '\n');
        if (line.n && line.p[0] != '#')
            check_line(&k, line);
    }
    if (k.counted && k.row != count_rows(&k))
        wrong(&k, S("rows"), "there are more than listed");
    return k.wrong;
}

static int is_want(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return n > 5 && !strcmp(e->d_name + n - 5, ".want");
}

TEST(every_layout)
{
    struct dirent **entries = NULL;
    int n = scandir(FOLDER, &entries, is_want, alphasort);
    CHECK(n > 60);
    for (int i = 0; i < n; i++) {
        Ctx own = ctx_new("case", (size_t)256 << 20);
        int bad = run_case(&own, entries[i]->d_name);
        check_int(bad, 0, __FILE__, __LINE__, entries[i]->d_name);
        ctx_done(&own);
        free(entries[i]);
    }
    free(entries);
}

/* What a person says wins over the evidence, and is not doubted. */
TEST(a_given_mapping)
{
    static const Mapped given[] = {
        { .field = S_INIT("date"), .column = 0, .format = S_INIT("%d/%m/%Y") },
        { .field = S_INIT("amount"),
          .column = 9,
          .header = S_INIT("Sum"),
          .format = S_INIT("-1.234,56") },
        { .field = S_INIT("description"), .column = 1 },
    };
    Str bytes = S("When;Who;What;Sum\n03/04/2023;Shop;x;1.234\n05/06/2023;Cafe;y;5,5\n");
    ParseOptions o = { .mapping = given, .n_mapped = COUNT(given) };
    StatementSet set;
    CHECK(statement_parse(c, bytes, &o, &set));
    CHECK(set.n == 1 && set.statements[0].n_rows == 2 && !set.statements[0].ambiguous);
    const StatementRow *row = &set.statements[0].rows[0];
    CHECK_INT(row->date, date_of(2023, 4, 3));
    CHECK(figure_is(row->amount, S("-1234")));
    CHECK_STR(row->description, S("Shop"));
    CHECK(figure_is(set.statements[0].rows[1].amount, S("-5.5")));
}

/* The same file with a line in each place that a reader could lose: rows and findings name all. */
TEST(no_line_is_lost)
{
    Str bytes = S("Date,Description,Amount\n2023-01-02,A,1.00\n\nTotal,,1.00\nx,B,2.00\n"
                  "2023-01-03,C,\nDate,Description,Amount\n2023-01-04,D,3.00\nThe bank\n");
    static const int64_t left[] = { 4, 5, 6, 7, 9 };
    Case k = { .c = c, .name = "no_line_is_lost" };
    CHECK(statement_parse(c, bytes, NULL, &k.set));
    CHECK_INT(count_rows(&k), 2);
    for (ptrdiff_t i = 0; i < COUNT(left); i++)
        CHECK(finding_holds(&k, left[i], (Str){ 0 }));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = { CASE(every_layout), CASE(a_given_mapping),
                                      CASE(no_line_is_lost) };
    return RUN_TESTS(cases, argc, argv);
}
