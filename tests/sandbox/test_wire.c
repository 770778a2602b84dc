/* What crosses the sandbox's border comes out as it went in, and nothing else is taken. */
#include "harness.h"
#include "sandbox/wire.h"

#include <string.h>

static StatementRow sample_row(void)
{
    return (StatementRow){ .date = 738000,
                           .value_date = 738001,
                           .amount = { { -4550, 2 }, true },
                           .balance = { { INT64_MIN, 18 }, true },
                           .currency = S("EUR"),
                           .description = S("Grüße, \"Bäckerei\"\n2"),
                           .reference = S(""),
                           .status = ROW_PENDING,
                           .confidence_ppm = 980000,
                           .line = 12,
                           .fingerprint = UINT64_MAX };
}

static Str rows_payload(Arena *mem, const StatementRow *rows, int n)
{
    Buf b = buf_new(mem, 1 << 20);
    buf_char(&b, (char)n);
    for (int i = 0; i < n; i++)
        wire_row(&b, &rows[i]);
    return buf_str(&b);
}

TEST(rows_come_out_as_they_went_in)
{
    StatementRow in[2] = { sample_row(), { 0 } }, *out;
    ptrdiff_t n;
    Str payload = rows_payload(c->mem, in, 2);
    CHECK(wire_read_rows(c->mem, payload, &out, &n));
    CHECK_INT(n, 2);
    CHECK_INT(out[0].date, 738000);
    CHECK_INT(out[0].amount.value.mantissa, -4550);
    CHECK_INT(out[0].amount.value.scale, 2);
    CHECK(out[0].balance.value.mantissa == INT64_MIN && !out[0].fee.given);
    CHECK_STR(out[0].description, in[0].description);
    CHECK(out[0].reference.p && out[0].reference.n == 0);
    CHECK(!out[0].counterparty.p);
    CHECK(out[0].fingerprint == UINT64_MAX && out[0].status == ROW_PENDING);
    CHECK_STR(rows_payload(c->mem, out, 2), payload);
}

/* Cut anywhere, or with a byte more, it is refused. */
TEST(a_frame_that_is_cut_is_refused)
{
    StatementRow in = sample_row(), *out;
    Str payload = rows_payload(c->mem, &in, 1);
    ptrdiff_t n;
    for (ptrdiff_t i = 0; i < payload.n; i++)
        CHECK(!wire_read_rows(c->mem, str_part(payload, 0, i), &out, &n));
    Str longer = str_fmt(c->mem, "%.*sx", STR_ARG(payload));
    CHECK(!wire_read_rows(c->mem, longer, &out, &n));
}

TEST(lies_are_refused)
{
    StatementRow *out, row = sample_row();
    ptrdiff_t n;
    row.date = DATE_MAX + 1;
    CHECK(!wire_read_rows(c->mem, rows_payload(c->mem, &row, 1), &out, &n));
    row = sample_row();
    row.amount.value.scale = DECIMAL_SCALE_MAX + 1;
    CHECK(!wire_read_rows(c->mem, rows_payload(c->mem, &row, 1), &out, &n));
    row = sample_row();
    row.description = S("caf\xe9");
    CHECK(!wire_read_rows(c->mem, rows_payload(c->mem, &row, 1), &out, &n));
    row = sample_row();
    row.description = S("a\0b");
    CHECK(!wire_read_rows(c->mem, rows_payload(c->mem, &row, 1), &out, &n));
    row = sample_row();
    row.currency = S("A CURRENCY WITH A LONG NAME");
    CHECK(!wire_read_rows(c->mem, rows_payload(c->mem, &row, 1), &out, &n));
    /* A count beyond what the frame could hold asks for no memory. */
    size_t before = arena_used(c->mem);
    CHECK(!wire_read_rows(c->mem, S("\xff\xff\xff\x7f"), &out, &n));
    CHECK(arena_used(c->mem) - before < 4096);
}

TEST(statements_come_out_as_they_went_in)
{
    Finding findings[] = { { FINDING_WARNING, 14, S("date"), S("No such day"), S("Correct it") } };
    Mapped mapping[] = { { S("date"), 0, S("Buchung"), S("%d.%m.%Y") },
                         { S("year"), -1, { 0 }, S("2024") } };
    Statement in = { .format = S("csv"),
                     .currency = S("CHF"),
                     .from = 738000,
                     .to = 738030,
                     .opening_balance = { { 10000, 2 }, true },
                     .reconciled = RECONCILED_YES,
                     .ambiguous = true,
                     .n_rows = 30,
                     .findings = findings,
                     .n_findings = 1,
                     .mapping = mapping,
                     .n_mapped = 2 };
    Statement out, copy;
    Buf b = buf_new(c->mem, 4096), again = buf_new(c->mem, 4096);
    wire_statement(&b, &in);
    CHECK(wire_read_statement(c->mem, buf_str(&b), &out));
    wire_copy_statement(c->mem, &out, &copy);
    wire_statement(&again, &copy);
    CHECK_STR(buf_str(&again), buf_str(&b));
    CHECK_STR(copy.mapping[1].format, S("2024"));
    CHECK_INT(copy.mapping[1].column, -1);
    CHECK_STR(copy.findings[0].message, S("No such day"));
    for (ptrdiff_t i = 0; i < b.n; i++)
        CHECK(!wire_read_statement(c->mem, str_part(buf_str(&b), 0, i), &out));
}

TEST(cells_and_options_come_out_as_they_went_in)
{
    Str cells[] = { S("a"), S(""), { 0 } }, *rows[] = { cells, cells };
    int32_t widths[] = { 3, 1 };
    CellSheet sheet = { S("One"), S("visible"), rows, widths, 2 };
    CellSet in = { &sheet, 1 }, out;
    Buf b = buf_new(c->mem, 4096), again = buf_new(c->mem, 4096);
    wire_cells(&b, &in);
    CHECK(wire_read_cells(c->mem, buf_str(&b), &out));
    wire_cells(&again, &out);
    CHECK_STR(buf_str(&again), buf_str(&b));

    Mapped mapping[] = { { S("amount"), 3, { 0 }, S("1.234,56") } };
    WireOptions o = { .ask = ASK_CELLS,
                      .cut = 4096,
                      .parse = { .mapping = mapping, .n_mapped = 1, .max_rows = 9 } },
                got;
    b.n = 0;
    wire_options(&b, &o);
    CHECK(wire_read_options(c->mem, buf_str(&b), &got));
    CHECK_INT(got.parse.mapping[0].column, 3);
    CHECK_INT(got.parse.max_rows, 9);
    CHECK_INT(got.cut, 4096);
}

TEST(pages_come_out_as_they_went_in)
{
    PageWord words[] = {
        { S("Saldo"), 30.25F, 40.5F, 61.75F, 50, 9.5F, true, true, 1000000 },
        { S("-12,40"), 300, 40.5F, 331, 50, 9.5F, false, false, 912345 },
    };
    Page pages[] = { { words, 2, 595.25F, 842, true }, { .width = 100, .height = 50 } };
    PageSet in = { pages, 2, true, 3, S("A program"), { 0 }, 738000 }, out;
    Buf b = buf_new(c->mem, 4096), again = buf_new(c->mem, 4096);
    wire_pages(&b, &in);
    CHECK(wire_read_pages(c->mem, buf_str(&b), &out));
    CHECK_INT(out.n, 2);
    CHECK(out.is_protected && out.password == 3 && out.pages[0].by_ocr && !out.pages[1].by_ocr);
    CHECK(out.pages[0].width == 595.25F && out.pages[0].words[0].x0 == 30.25F);
    CHECK(out.pages[0].words[0].bold && out.pages[0].words[0].after_blank);
    CHECK_STR(out.pages[0].words[1].text, S("-12,40"));
    CHECK_INT(out.pages[0].words[1].confidence_ppm, 912345);
    CHECK(!out.title.p);
    CHECK_INT(out.created, 738000);
    wire_pages(&again, &out);
    CHECK_STR(buf_str(&again), buf_str(&b));
    for (ptrdiff_t i = 0; i < b.n; i++)
        CHECK(!wire_read_pages(c->mem, str_part(buf_str(&b), 0, i), &out));
}

TEST(lies_about_pages_are_refused)
{
    PageWord none = { .text = S("") }, turned = { .text = S("a"), .x0 = 5 },
             sure = { S("a"), .confidence_ppm = 1000001 }, far = { S("a"), .x1 = 2e6F, .y1 = 1 };
    PageWord *lies[] = { &none, &turned, &sure, &far };
    PageSet out;
    for (ptrdiff_t i = 0; i < COUNT(lies); i++) {
        Page page = { lies[i], 1, 10, 10, false };
        Buf b = buf_new(c->mem, 4096);
        wire_pages(&b, &(PageSet){ &page, 1, false, 0, { 0 }, { 0 } });
        CHECK(!wire_read_pages(c->mem, buf_str(&b), &out));
    }
    /* A page of more words than bytes follow. */
    CHECK(!wire_read_pages(c->mem, S("\0\0\0\0\x01\x02\x02\0\x90\x4e"), &out));
}

TEST(heads_are_checked)
{
    WireKind kind;
    ptrdiff_t n;
    CHECK(wire_head((const unsigned char *)"\x05\0\0\0\x03", &kind, &n) && kind == WIRE_ROWS &&
          n == 5);
    CHECK(!wire_head((const unsigned char *)"\x05\0\0\0\x00", &kind, &n));
    CHECK(!wire_head((const unsigned char *)"\x05\0\0\0\x63", &kind, &n));
    CHECK(!wire_head((const unsigned char *)"\xff\xff\xff\xff\x03", &kind, &n));
}

int main(int argc, char **argv)
{
    const TestCase cases[] = {
        CASE(rows_come_out_as_they_went_in),
        CASE(a_frame_that_is_cut_is_refused),
        CASE(lies_are_refused),
        CASE(statements_come_out_as_they_went_in),
        CASE(cells_and_options_come_out_as_they_went_in),
        CASE(pages_come_out_as_they_went_in),
        CASE(lies_about_pages_are_refused),
        CASE(heads_are_checked),
    };
    return RUN_TESTS(cases, argc, argv);
}
