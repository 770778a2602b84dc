/* Figures, dates, records and character sets as bank files write them. */
#include "harness.h"
#include "text/codepage.h"
#include "text/csv.h"
#include "text/datetext.h"
#include "text/number.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

static bool reads(const char *cell, DecimalMark mark, int64_t mantissa, int scale)
{
    NumberText n;
    Decimal d;
    return number_read(str_of(cell), &n) && number_value(&n, mark, &d) && d.mantissa == mantissa &&
           d.scale == scale;
}

static bool refused(const char *cell)
{
    NumberText n;
    return !number_read(str_of(cell), &n);
}

TEST(figures_of_the_world)
{
    CHECK(reads("1.234,56", MARK_COMMA, 123456, 2));
    CHECK(reads("-1,234.56", MARK_POINT, -123456, 2));
    CHECK(reads("1 234,56", MARK_COMMA, 123456, 2));
    CHECK(reads("1\u00a0234,56", MARK_COMMA, 123456, 2));
    CHECK(reads("1\u202f234\u202f567,8", MARK_COMMA, 12345678, 1));
    CHECK(reads("1'234.50", MARK_POINT, 123450, 2));
    CHECK(reads("1’234.50", MARK_POINT, 123450, 2));
    CHECK(reads("1,23,456.00", MARK_POINT, 12345600, 2));
    CHECK(reads("(300.00)", MARK_POINT, -30000, 2));
    CHECK(reads("($300.00)", MARK_POINT, -30000, 2));
    CHECK(reads("- $220.00", MARK_POINT, -22000, 2));
    CHECK(reads("+ $1,150.00", MARK_POINT, 115000, 2));
    CHECK(reads("-$123.45", MARK_POINT, -12345, 2));
    CHECK(reads("$-123.45", MARK_POINT, -12345, 2));
    CHECK(reads("5.00-", MARK_POINT, -500, 2));
    CHECK(reads("−15,99", MARK_COMMA, -1599, 2));
    CHECK(reads("–15,99 €", MARK_COMMA, -1599, 2));
    CHECK(reads("1.234,-", MARK_COMMA, 1234, 0));
    CHECK(reads("-25,00EUR", MARK_COMMA, -2500, 2));
    CHECK(reads("R$ -3,00", MARK_COMMA, -300, 2));
    CHECK(reads("+1990,00", MARK_COMMA, 199000, 2));
    CHECK(reads(".50", MARK_POINT, 50, 2));
    CHECK(reads("１２３", MARK_POINT, 123, 0));
    CHECK(reads("د.ا.\u200f4.750", MARK_POINT, 4750, 3));
    CHECK(refused("0.1.2") && refused("--5") && refused("1e309") && refused("NaN") &&
          refused("12/15"));
    CHECK(refused("2024-01-05") && refused("5%") && refused("abc") && refused("") &&
          refused("12,34,5"));
    CHECK(refused("99999999999999999999999999.99"));
}

/* The quick reader counts in 64 bits without looking; longer cells are not its own. */
TEST(quick_figures_end_before_they_overflow)
{
    Decimal d = { 0 };
    CHECK(number_plain(S("-99999999999999999"), MARK_POINT, &d) &&
          d.mantissa == -99999999999999999);
    CHECK(!number_plain(S("999999999999999999"), MARK_POINT, &d));
    CHECK(!number_plain(S("99999999999999999999"), MARK_POINT, &d));
    CHECK(!number_plain(S("-9999999999999999999"), MARK_COMMA, &d));
    CHECK(!number_plain(S(""), MARK_POINT, &d) && !number_plain(S("-"), MARK_POINT, &d));
}

TEST(flags_and_currencies_in_cells)
{
    NumberText n;
    CHECK(number_read(S("1,234.00 Dr"), &n) && n.flag == 'D');
    CHECK(number_read(S("Cr 5.00"), &n) && n.flag == 'C');
    CHECK(number_read(S("12,00 €"), &n));
    CHECK_STR(n.currency, S("EUR"));
    CHECK(number_read(S("$12.00"), &n) && n.money && n.currency.n == 0);
    CHECK(number_read(S("3 500,00 PLN"), &n));
    CHECK_STR(n.currency, S("PLN"));
    CHECK(number_read(S("1,234"), &n) && n.ambiguous && n.marks == (MARK_POINT | MARK_COMMA));
    CHECK(number_read(S("0,123"), &n) && n.marks == MARK_COMMA);
}

/* Whatever a decimal prints as in either style is read as the same decimal, by both readers. */
TEST(printed_figures_are_read_back)
{
    uint64_t seed = 12345;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int64_t mantissa = (int64_t)(seed >> 20) % (i % 2 ? 100000 : 100000000000);
        Decimal d = { i % 3 ? mantissa : -mantissa, (int32_t)(seed % 3) };
        char text[DECIMAL_TEXT_MAX], grouped[2 * DECIMAL_TEXT_MAX];
        ptrdiff_t n = decimal_write(d, text), out = 0;
        ptrdiff_t whole = n - (d.scale ? d.scale + 1 : 0), first = text[0] == '-';
        for (ptrdiff_t k = 0; k < n; k++) {
            if (k > first && k < whole && (whole - k) % 3 == 0)
                grouped[out++] = '.';
            grouped[out++] = text[k] == '.' ? ',' : text[k];
        }
        NumberText t;
        Decimal plain = { 0 }, quick = { 0 }, comma = { 0 };
        CHECK(number_read(str_n(text, n), &t) && number_value(&t, MARK_POINT, &plain));
        CHECK(decimal_compare(plain, d) == 0 && plain.scale == d.scale);
        CHECK(!number_plain(str_n(text, n), MARK_POINT, &quick) || decimal_compare(quick, d) == 0);
        CHECK(number_read(str_n(grouped, out), &t) && number_value(&t, MARK_COMMA, &comma));
        CHECK(decimal_compare(comma, d) == 0);
        CHECK(!number_plain(str_n(grouped, out), MARK_COMMA, &quick) ||
              decimal_compare(quick, d) == 0);
    }
}

static int month_of(void *state, Str word)
{
    (void)state;
    static const char *const names[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec" };
    for (int i = 0; i < 12; i++)
        if (str_eq_nocase(word, str_of(names[i])))
            return i + 1;
    return str_eq_nocase(word, S("mon")) || str_eq_nocase(word, S("de")) ? -1 : 0;
}

static Date read_date(const char *cell, DateOrder order)
{
    DateText t;
    return date_read(str_of(cell), month_of, NULL, true, &t) ? date_of_text(&t, order, 0)
                                                             : DATE_NONE;
}

TEST(dates_of_the_world)
{
    Date d = date_of(2024, 3, 5);
    CHECK_INT(read_date("2024-03-05", ORDER_YMD), d);
    CHECK_INT(read_date("2024-03-05T13:01:59Z", ORDER_YMD), d);
    CHECK_INT(read_date("2024-03-05 13:01:59.123 +0200", ORDER_YMD), d);
    CHECK_INT(read_date("5.3.2024", ORDER_DMY), d);
    CHECK_INT(read_date("05.03.24", ORDER_DMY), d);
    CHECK_INT(read_date("2024.03.05.", ORDER_YMD), d);
    CHECK_INT(read_date("3/5/2024", ORDER_MDY), d);
    CHECK_INT(read_date("03/05/2024 as of 03/04/2024", ORDER_MDY), d);
    CHECK_INT(read_date("3/5/24 10:12:33 AM", ORDER_MDY), d);
    CHECK_INT(read_date("20240305", ORDER_YMD), d);
    CHECK_INT(read_date("05032024", ORDER_DMY), d);
    CHECK_INT(read_date("20240305131500", ORDER_YMD), d);
    CHECK_INT(read_date("240305", ORDER_YMD), d);
    CHECK_INT(read_date("5 Mar 2024", ORDER_DMY), d);
    CHECK_INT(read_date("05-MAR-24", ORDER_DMY), d);
    CHECK_INT(read_date("Mar 5, 2024", ORDER_DMY), d);
    CHECK_INT(read_date("5 de Mar de 2024", ORDER_DMY), d);
    CHECK_INT(read_date("05Mar2024", ORDER_DMY), d);
    CHECK_INT(read_date("Mon, 05.03.2024", ORDER_DMY), d);
    CHECK_INT(read_date("2024年3月5日", ORDER_YMD), d);
    CHECK_INT(read_date("2024. 3. 5.", ORDER_YMD), d);
    CHECK_INT(read_date("45356", ORDER_YMD), d);
    CHECK_INT(read_date("45356.75", ORDER_YMD), d);
    CHECK_INT(read_date("1709640000", ORDER_YMD), d);
    CHECK_INT(read_date("1709640000000", ORDER_YMD), d);
}

TEST(dates_that_are_none)
{
    CHECK_INT(read_date("2024-02-30", ORDER_YMD), DATE_NONE);
    CHECK_INT(read_date("2024-13-01", ORDER_YMD), DATE_NONE);
    CHECK_INT(read_date("0000-00-00", ORDER_YMD), DATE_NONE);
    CHECK_INT(read_date("9999-12-31", ORDER_YMD), DATE_NONE);
    CHECK_INT(read_date("12/15/2018 coffee", ORDER_MDY), DATE_NONE);
    CHECK_INT(read_date("12.50", ORDER_DMY), DATE_NONE);
    CHECK_INT(read_date("baddate", ORDER_DMY), DATE_NONE);
    DateText t;
    CHECK(date_read(S("05.03."), month_of, NULL, true, &t) && t.no_year);
    CHECK_INT(date_of_text(&t, ORDER_DMY, 2024), date_of(2024, 3, 5));
    CHECK_INT(date_of_text(&t, ORDER_DMY, 0), DATE_NONE);
    CHECK(date_read(S("05/03/2021"), month_of, NULL, false, &t));
    CHECK_INT(t.orders, ORDER_DMY | ORDER_MDY);
}

/* Every day of 60 years, printed in the three orders, is read back, quickly and slowly. */
TEST(printed_dates_are_read_back)
{
    for (Date d = date_of(1990, 1, 1); d < date_of(2050, 1, 1); d++) {
        DateParts p = date_parts(d);
        char iso[40], dmy[40], mdy[40];
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", p.year, p.month, p.day);
        snprintf(dmy, sizeof dmy, "%02d.%02d.%04d", p.day, p.month, p.year);
        snprintf(mdy, sizeof mdy, "%02d/%02d/%04d", p.month, p.day, p.year);
        CHECK_INT(date_plain(str_of(iso), ORDER_YMD), d);
        CHECK_INT(date_plain(str_of(dmy), ORDER_DMY), d);
        CHECK_INT(date_plain(str_of(mdy), ORDER_MDY), d);
        CHECK_INT(read_date(iso, ORDER_YMD), d);
        CHECK_INT(read_date(dmy, ORDER_DMY), d);
        CHECK_INT(read_date(mdy, ORDER_MDY), d);
    }
}

typedef struct {
    Str cells[32];
    int n;
    bool recovered, several;
    int64_t line;
} Record;

static bool next_record(CsvReader *r, Record *out)
{
    CsvRecord record;
    if (csv_next(r, &record) != CSV_RECORD)
        return false;
    *out = (Record){ .n = record.n,
                     .recovered = record.recovered,
                     .several = record.several_lines,
                     .line = record.line };
    for (int i = 0; i < record.n && i < 32; i++)
        out->cells[i] = record.cells[i];
    return true;
}

static CsvReader reader_of(Ctx *c, const char *text)
{
    return csv_reader(c->mem, c->mem, str_of(text), (CsvDialect){ ',', '"', false });
}

TEST(records)
{
    Record r;
    CsvReader k = reader_of(c, "a,\"b,\"\"c\"\"\",\r\n\"x\ny\",2\rlast");
    CHECK(next_record(&k, &r) && r.n == 3 && r.line == 1);
    CHECK_STR(r.cells[1], S("b,\"c\""));
    CHECK(r.cells[2].n == 0);
    CHECK(next_record(&k, &r) && r.n == 2 && r.line == 2 && r.several);
    CHECK_STR(r.cells[0], S("x\ny"));
    CHECK(next_record(&k, &r) && r.n == 1 && r.line == 4);
    CHECK_STR(r.cells[0], S("last"));
    CHECK(!next_record(&k, &r));
}

TEST(quotes_that_nobody_escaped)
{
    Record r;
    CsvReader k = reader_of(c, "1,\"the \"best\" shop\",2\n3,12\" pizza,4\n");
    CHECK(next_record(&k, &r) && r.n == 3 && !r.recovered);
    CHECK_STR(r.cells[1], S("the \"best\" shop"));
    CHECK(next_record(&k, &r) && r.n == 3);
    CHECK_STR(r.cells[1], S("12\" pizza"));
}

TEST(quotes_that_never_close)
{
    Record r;
    CsvReader k = reader_of(c, "1,\"Shop,-1.00\n2,Cafe,-2.00\n");
    CHECK(next_record(&k, &r) && r.n == 3 && r.recovered);
    CHECK_STR(r.cells[1], S("Shop"));
    CHECK(next_record(&k, &r) && r.n == 3 && !r.recovered && r.line == 2);
    k = reader_of(c, "1,\"Shop,-1.00\n2,\"Cafe\",-2.00\n");
    CHECK(next_record(&k, &r) && r.n == 3 && r.recovered);
    CHECK(next_record(&k, &r) && r.n == 3 && r.line == 2);
}

TEST(records_too_wide_and_too_long)
{
    char *wide = arena_alloc(c->mem, 4000);
    memset(wide, ',', 3999);
    CsvReader k = csv_reader(c->mem, c->mem, str_n(wide, 3999), (CsvDialect){ ',', '"', false });
    CsvRecord record;
    CHECK_INT(csv_next(&k, &record), CSV_TOO_WIDE);
    size_t n = 10 << 20;
    char *lengthy = arena_alloc(c->mem, n);
    memset(lengthy, 'x', n);
    k = csv_reader(c->mem, c->mem, str_n(lengthy, (ptrdiff_t)n), (CsvDialect){ ',', '"', false });
    CHECK_INT(csv_next(&k, &record), CSV_TOO_LONG);
    lengthy[0] = '"';
    k = csv_reader(c->mem, c->mem, str_n(lengthy, (ptrdiff_t)n), (CsvDialect){ ',', '"', false });
    CHECK_INT(csv_next(&k, &record), CSV_TOO_LONG);
}

static bool known_word(void *state, Str word)
{
    (void)state;
    return str_eq_nocase(word, S("Währung")) || str_eq(word, S("Částka")) ||
           str_eq(word, S("Сумма"));
}

static Str decoded(Ctx *c, Str bytes)
{
    TextEncoding e = codepage_detect(c->mem, bytes, known_word, NULL);
    return codepage_decode(c->mem, e.encoding, str_part(bytes, e.mark_bytes, bytes.n), NULL);
}

TEST(character_sets)
{
    CHECK_STR(decoded(c, S("W\xE4hrung;M\xFCller")), S("Währung;Müller"));
    CHECK_STR(decoded(c, S("W\x84hrung;M\x81ller")), S("Währung;Müller"));
    CHECK_STR(decoded(c, S("W\x8Ahrung;M\x9Fller")), S("Währung;Müller"));
    CHECK_STR(decoded(c, S("\xC8\xE1stka;P\xF8\xEDjemce;Zpr\xE1va")), S("Částka;Příjemce;Zpráva"));
    CHECK_STR(decoded(c, S("\xD1\xF3\xEC\xEC\xE0;\xCF\xEE\xEA\xF3\xEF\xEA\xE0")),
              S("Сумма;Покупка"));
    CHECK_STR(decoded(c, S("\xF3\xD5\xCD\xCD\xC1;\xF0\xCF\xCB\xD5\xD0\xCB\xC1")),
              S("Сумма;Покупка"));
    CHECK_STR(decoded(c, S("\xEF\xBB\xBFWährung")), S("Währung"));
    CHECK_STR(decoded(c, S("\xFF\xFE"
                           "a\0;\0\xE4\0")),
              S("a;ä"));
    CHECK_STR(decoded(c, S("\xFE\xFF\0a\0;\0\xE4")), S("a;ä"));
    CHECK_STR(decoded(c, S("D\0a\0t\0e\0,\0A\0m\0o\0u\0n\0t\0\n\0001\0,\0002\0")),
              S("Date,Amount\n1,2"));
    TextEncoding mixed = codepage_detect(c->mem, S("Caf\xC3\xA9,B\xE4r"), NULL, NULL);
    CHECK(mixed.encoding == ENCODING_UTF8 && mixed.bad_encoding >= ENCODING_TABLE);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(figures_of_the_world),
        CASE(quick_figures_end_before_they_overflow),
        CASE(flags_and_currencies_in_cells),
        CASE(printed_figures_are_read_back),
        CASE(dates_of_the_world),
        CASE(dates_that_are_none),
        CASE(printed_dates_are_read_back),
        CASE(records),
        CASE(quotes_that_nobody_escaped),
        CASE(quotes_that_never_close),
        CASE(records_too_wide_and_too_long),
        CASE(character_sets),
    };
    return RUN_TESTS(cases, argc, argv);
}
