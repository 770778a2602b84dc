/* What is more than is read is said: as too large, or in a finding. */
#include "harness.h"
#include "parse/parse.h"

#include <stdio.h>

enum { SHEETS = 510, VALUES = 900100 };

static bool has_finding(const StatementSet *set, FindingLevel level, const char *words)
{
    for (ptrdiff_t i = 0; i < set->n; i++)
        for (ptrdiff_t k = 0; k < set->statements[i].n_findings; k++) {
            const Finding *f = &set->statements[i].findings[k];
            if (f->level == level && str_find(f->message, str_of(words), 0) >= 0)
                return true;
        }
    return false;
}

TEST(a_document_of_too_many_values_is_too_large)
{
    static const char *const heads[] = { "[", "{\"transactions\":[\n{\"id\":\"txn_1\"}," };
    static const char *const tails[] = { "{}]", "{}]}" };
    for (ptrdiff_t i = 0; i < COUNT(heads); i++) {
        StatementSet set;
        Buf b = buf_new(c->mem, 32 << 20);
        buf_add(&b, str_of(heads[i]));
        for (int k = 0; k < VALUES / 3; k++)
            buf_add(&b, S("{\"date\":\"2024-01-02\",\"amount\":1},"));
        buf_add(&b, str_of(tails[i]));
        CHECK(!statement_parse(c, buf_str(&b), NULL, &set));
        CHECK(str_find(c->failure.detail, S("900000 values"), 0) > 0);
        CHECK_FAILED(c, TOO_LARGE);
    }
}

static void put16(Buf *b, int v)
{
    buf_char(b, (char)(v & 255));
    buf_char(b, (char)(v >> 8 & 255));
}

static void record(Buf *b, int id, Str data)
{
    put16(b, id);
    put16(b, (int)data.n);
    buf_add(b, data);
}

static void begin(Buf *b, Arena *mem, int kind)
{
    Buf d = buf_new(mem, 16);
    put16(&d, 0x600);
    put16(&d, kind);
    for (int i = 0; i < 6; i++)
        put16(&d, 0);
    record(b, 0x809, buf_str(&d));
}

static void label(Buf *b, Arena *mem, int row, int column, Str text)
{
    Buf d = buf_new(mem, 200);
    put16(&d, row);
    put16(&d, column);
    put16(&d, 0);
    put16(&d, (int)text.n);
    buf_char(&d, 0);
    buf_add(&d, text);
    record(b, 0x204, buf_str(&d));
}

/* A stream of old Excel: names of sheets, all of which have their cells at one place. */
static Str workbook(Ctx *c, int sheets)
{
    Buf b = buf_new(c->mem, 1 << 20);
    begin(&b, c->mem, 5);
    ptrdiff_t place = b.n + (ptrdiff_t)sheets * (4 + 12) + 4;
    for (int i = 0; i < sheets; i++) {
        Buf d = buf_new(c->mem, 16);
        put16(&d, (int)(place & 0xffff));
        put16(&d, (int)(place >> 16));
        put16(&d, 0);
        buf_char(&d, 4);
        buf_char(&d, 0);
        buf_fmt(&d, "S%03d", i);
        record(&b, 0x85, buf_str(&d));
    }
    record(&b, 0x0a, S(""));
    CHECK_INT(b.n, place);
    begin(&b, c->mem, 0x10);
    static const char *const cells[3][3] = { { "Date", "Description", "Amount" },
                                             { "2024-01-02", "BAKERY", "-4.50" },
                                             { "2024-01-03", "SALARY", "2000.00" } };
    for (int row = 0; row < 3; row++)
        for (int column = 0; column < 3; column++)
            label(&b, c->mem, row, column, str_of(cells[row][column]));
    record(&b, 0x0a, S(""));
    return buf_str(&b);
}

TEST(sheets_that_are_not_looked_at_are_said)
{
    StatementSet set;
    if (!CHECK(statement_parse(c, workbook(c, 3), NULL, &set)))
        printf("# %.*s\n", STR_ARG(c->failure.detail));
    CHECK(!has_finding(&set, FINDING_WARNING, "looked at"));
    CHECK(set.n == 1 && set.statements[0].n_rows == 2);
    CHECK(statement_parse(c, workbook(c, SHEETS), NULL, &set));
    CHECK(has_finding(&set, FINDING_WARNING, "10 sheets more than the 500"));
    /* lists of a JSON document are its sheets */
    Buf b = buf_new(c->mem, 1 << 20);
    for (int i = 0; i < 60; i++)
        buf_fmt(
            &b,
            "%s\"list%d\":[{\"date\":\"2024-01-%02d\",\"amount\":\"-%d.50\",\"text\":\"shop %d\"}]",
            i ? "," : "{", i, i % 28 + 1, i, i);
    buf_char(&b, '}');
    CHECK(statement_parse(c, buf_str(&b), NULL, &set));
    CHECK(has_finding(&set, FINDING_WARNING, "10 sheets more than the 50"));
}

int main(int argc, char **argv)
{
    const TestCase cases[] = {
        CASE(a_document_of_too_many_values_is_too_large),
        CASE(sheets_that_are_not_looked_at_are_said),
    };
    return RUN_TESTS(cases, argc, argv);
}
