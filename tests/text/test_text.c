/* UTF-8, folding, CSV out and percent-encoding. */
#include "harness.h"
#include "text/csvout.h"
#include "text/fold.h"
#include "text/percent.h"
#include "text/utf8.h"

#include <string.h>

TEST(every_code_point_is_encoded_and_decoded)
{
    int wrong = 0;
    for (int32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        if (code_point >= 0xD800 && code_point <= 0xDFFF)
            continue;
        char bytes[4];
        Str text = str_n(bytes, utf8_encode(code_point, bytes));
        ptrdiff_t at = 0;
        wrong += utf8_next(text, &at) != code_point || at != text.n || !utf8_valid(text);
        for (ptrdiff_t cut = 1; cut < text.n; cut++)
            wrong += utf8_valid(str_n(bytes, cut)) || utf8_valid(str_n(bytes + cut, text.n - cut));
    }
    CHECK_INT(wrong, 0);
}

/* The ranges of RFC 3629, section 4, said another way than the code says them. */
static bool model_valid(const unsigned char *p, int n)
{
    int32_t code_point = 0;
    if (n == 2)
        code_point = (p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    else if (n == 3)
        code_point = (p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    int lead_mask = n == 2 ? 0xE0 : 0xF0, lead = n == 2 ? 0xC0 : 0xE0;
    bool shape = (p[0] & lead_mask) == lead;
    for (int i = 1; i < n; i++)
        shape = shape && (p[i] & 0xC0) == 0x80;
    return shape && code_point >= (n == 2 ? 0x80 : 0x800) &&
           (code_point < 0xD800 || code_point > 0xDFFF);
}

TEST(every_pair_and_triple_of_high_bytes)
{
    int wrong = 0;
    for (int a = 0x80; a < 0x100; a++)
        for (int b = 0x80; b < 0x100; b++) {
            unsigned char p[3] = { (unsigned char)a, (unsigned char)b, 0 };
            wrong += utf8_valid(str_n((char *)p, 2)) != model_valid(p, 2);
            for (int third = 0x80; third < 0x100; third++) {
                p[2] = (unsigned char)third;
                wrong += utf8_valid(str_n((char *)p, 3)) != model_valid(p, 3);
            }
        }
    CHECK_INT(wrong, 0);
}

TEST(bad_bytes_are_found_where_they_stand)
{
    CHECK_INT(utf8_bad_at(S("abcdefghijklmnop")), 16);
    CHECK_INT(utf8_bad_at((Str){ 0 }), 0);
    CHECK(utf8_valid((Str){ 0 }));
    for (ptrdiff_t at = 0; at < 40; at++) {
        char text[40];
        memset(text, 'a', sizeof text);
        text[at] = (char)0xFF;
        CHECK_INT(utf8_bad_at(str_n(text, sizeof text)), at);
    }
    CHECK_INT(utf8_bad_at(S("é\xc3")), 2);
    CHECK_INT(utf8_bad_at(S("\xf5\x80\x80\x80")), 0);
    CHECK_INT(utf8_bad_at(S("\xf4\x90\x80\x80")), 0);
    CHECK_INT(utf8_bad_at(S("\xf0\x8f\xbf\xbf")), 0);
}

TEST(bad_bytes_are_replaced_by_maximal_parts)
{
    /* the example of the Unicode standard, section 3.9, table 3-8 and after */
    CHECK_STR(utf8_repair(c->mem, S("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64")),
              S("a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd"));
    CHECK_STR(utf8_repair(c->mem, S("\xC0\xAF")), S("\uFFFD\uFFFD"));
    CHECK_STR(utf8_repair(c->mem, S("\xED\xA0\x80")), S("\uFFFD\uFFFD\uFFFD"));
    Str good = S("größer");
    CHECK(utf8_repair(c->mem, good).p == good.p);
}

TEST(characters_are_counted_and_cut)
{
    CHECK_INT(utf8_count(S("aé€😀")), 4);
    CHECK_STR(utf8_prefix(S("aé€😀"), 3), S("aé€"));
    CHECK_STR(utf8_prefix(S("aé€😀"), 0), S(""));
    CHECK_STR(utf8_prefix(S("aé"), 9), S("aé"));
}

TEST(text_folds)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "", "" },
        { "plain", "plain" },
        { "REWE Markt 123", "rewe markt 123" },
        { "Ångström", "angstrom" },
        { "CAFÉ", "cafe" },
        { "Cafe\u0301", "cafe" },
        { "Straße", "strasse" },
        { "STRASSE", "strasse" },
        { "ŁÓDŹ", "lodz" },
        { "Ørsted Ætna Œuvre Þór", "orsted aetna oeuvre thor" },
        { "İstanbul ılık", "istanbul ilik" },
        { "ＧｍｂＨ ①", "gmbh 1" },
        { "ﬁnance", "finance" },
        { "ΟΔΟΣ", "οδοσ" },
        { "ЁЛКА", "елка" },
        { "McDonald’s\u00a0–\u2009x", "mcdonald's - x" },
        { "soft\u00adhyphen", "softhyphen" },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++)
        CHECK_STR(text_fold(c->mem, str_of(cases[i].text)), str_of(cases[i].want));
    CHECK_STR(text_fold(c->mem, S("A\xff")), S("a\uFFFD"));
    Str folded = S("already folded");
    CHECK(text_fold(c->mem, folded).p == folded.p);
}

TEST(folding_twice_is_folding_once)
{
    int wrong = 0;
    for (int32_t code_point = 1; code_point <= 0x1FFFF; code_point++) {
        if (code_point >= 0xD800 && code_point <= 0xDFFF)
            continue;
        ArenaMark mark = arena_mark(c->mem);
        char bytes[4];
        Str once = text_fold(c->mem, str_n(bytes, utf8_encode(code_point, bytes)));
        if (!str_eq(text_fold(c->mem, once), once))
            wrong++;
        arena_reset(c->mem, mark);
    }
    CHECK_INT(wrong, 0);
}

TEST(text_is_normalised)
{
    CHECK_STR(text_nfc(c->mem, S("Cafe\u0301")), S("Café"));
    CHECK_STR(text_nfc(c->mem, S("\u212B \u1100\u1161")), S("Å 가"));
    CHECK_STR(text_nfc(c->mem, S("q\u0323\u0307")), S("q\u0323\u0307"));
    CHECK_STR(text_nfc(c->mem, S("q\u0307\u0323")), S("q\u0323\u0307"));
    CHECK_STR(text_nfc(c->mem, S("ＧmbH ﬁ")), S("ＧmbH ﬁ"));
    CHECK_STR(text_nfc(c->mem, S("\u1E9B\u0323")), S("\u1E9B\u0323"));
    Str ascii = S("ascii");
    CHECK(text_nfc(c->mem, ascii).p == ascii.p);
}

TEST(a_pile_of_marks_costs_no_square_of_time)
{
    Buf b = buf_new(c->mem, 1 << 22);
    buf_char(&b, 'a');
    for (int i = 0; i < 200000; i++)
        buf_add(&b, i % 2 ? S("\u0307") : S("\u0323"));
    Str normal = text_nfc(c->mem, buf_str(&b));
    CHECK(utf8_valid(normal));
    CHECK(str_find(normal, S("\u034F"), 0) > 0);
    CHECK_STR(text_fold(c->mem, buf_str(&b)), S("a"));
}

static void check_csv(Ctx *c, const char *text, CsvGuard guard, const char *want)
{
    Buf b = buf_new(c->mem, 1000);
    buf_csv(&b, str_of(text), guard);
    CHECK_STR(buf_str(&b), str_of(want));
}

TEST(csv_fields_are_quoted_when_they_must)
{
    check_csv(c, "plain", CSV_PLAIN, "plain");
    check_csv(c, "", CSV_PLAIN, "");
    check_csv(c, "a,b", CSV_PLAIN, "\"a,b\"");
    check_csv(c, "say \"hi\"", CSV_PLAIN, "\"say \"\"hi\"\"\"");
    check_csv(c, "\"", CSV_PLAIN, "\"\"\"\"");
    check_csv(c, "a\nb", CSV_PLAIN, "\"a\nb\"");
    check_csv(c, "a\rb", CSV_PLAIN, "\"a\rb\"");
    check_csv(c, " a", CSV_PLAIN, "\" a\"");
    check_csv(c, "a ", CSV_PLAIN, "\"a \"");
    check_csv(c, "=1+1", CSV_PLAIN, "=1+1");
}

TEST(csv_formulas_are_disarmed)
{
    check_csv(c, "=1+1", CSV_SPREADSHEET, "'=1+1");
    check_csv(c, "@SUM(A1)", CSV_SPREADSHEET, "'@SUM(A1)");
    check_csv(c, "+cmd|' /C calc'!A0", CSV_SPREADSHEET, "'+cmd|' /C calc'!A0");
    check_csv(c, "-2+3", CSV_SPREADSHEET, "'-2+3");
    check_csv(c, "=\"a,b\"", CSV_SPREADSHEET, "\"'=\"\"a,b\"\"\"");
    check_csv(c, "\tx", CSV_SPREADSHEET, "'\tx");
    check_csv(c, "\rx", CSV_SPREADSHEET, "\"'\rx\"");
    check_csv(c, "-45.50", CSV_SPREADSHEET, "-45.50");
    check_csv(c, "+49", CSV_SPREADSHEET, "+49");
    check_csv(c, "-1,234.50", CSV_SPREADSHEET, "\"-1,234.50\"");
    check_csv(c, "-", CSV_SPREADSHEET, "'-");
    check_csv(c, "a=b", CSV_SPREADSHEET, "a=b");
    Buf b = buf_new(c->mem, 1000);
    buf_csv_record(&b, (Str[]){ S("a"), { 0 }, S("x,y") }, 3, CSV_PLAIN);
    CHECK_STR(buf_str(&b), S("a,,\"x,y\"\r\n"));
}

TEST(percent_decodes)
{
    static const struct {
        const char *text;
        PercentKind kind;
        const char *want; /* NULL: refused */
    } cases[] = {
        { "plain", PERCENT_PATH, "plain" },    { "a%20b+c", PERCENT_PATH, "a b+c" },
        { "a%20b+c", PERCENT_QUERY, "a b c" }, { "%C3%A9%e2%82%ac", PERCENT_PATH, "é€" },
        { "%2F%25", PERCENT_PATH, "/%" },      { "", PERCENT_PATH, "" },
        { "%", PERCENT_PATH, NULL },           { "%2", PERCENT_PATH, NULL },
        { "a%2", PERCENT_PATH, NULL },         { "%zz", PERCENT_PATH, NULL },
        { "%2g", PERCENT_PATH, NULL },         { "%%20", PERCENT_PATH, NULL },
        { "%00", PERCENT_PATH, NULL },         { "%FF", PERCENT_PATH, NULL },
        { "%C0%AF", PERCENT_PATH, NULL },      { "\xff", PERCENT_PATH, NULL },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        Str got = S("untouched");
        CHECK_INT(percent_decode(c->mem, str_of(cases[i].text), cases[i].kind, &got),
                  cases[i].want != NULL);
        CHECK_STR(got, cases[i].want ? str_of(cases[i].want) : S("untouched"));
    }
}

TEST(any_text_survives_percent_encoding)
{
    Rng r = rng_new(4);
    int wrong = 0;
    for (int i = 0; i < 20000; i++) {
        ArenaMark mark = arena_mark(c->mem);
        Buf text = buf_new(c->mem, 1000), encoded = buf_new(c->mem, 4000);
        for (int64_t n = rng_below(&r, 30); n > 0; n--)
            buf_utf8(&text, (int32_t)rng_between(&r, 1, rng_below(&r, 2) ? 0x7F : 0xD7FF));
        buf_percent(&encoded, buf_str(&text));
        for (PercentKind kind = PERCENT_PATH; kind <= PERCENT_QUERY; kind++) {
            Str back = { 0 };
            wrong += !percent_decode(c->mem, buf_str(&encoded), kind, &back) ||
                     !str_eq(back, buf_str(&text));
        }
        arena_reset(c->mem, mark);
    }
    CHECK_INT(wrong, 0);
}

TEST(queries_parse)
{
    QueryString q = { 0 };
    CHECK_INT(query_parse(c->mem, S("a=1&b=x%20y&&c&d=&a=2&e=f=g&=h"), 10, &q), QUERY_OK);
    CHECK_INT(q.n, 7);
    CHECK_STR(query_find(&q, S("a")), S("1"));
    CHECK_STR(query_find(&q, S("b")), S("x y"));
    CHECK(query_find(&q, S("c")).p && query_find(&q, S("c")).n == 0);
    CHECK_STR(query_find(&q, S("e")), S("f=g"));
    CHECK_STR(query_find(&q, S("")), S("h"));
    CHECK(!query_find(&q, S("z")).p);
    CHECK_STR(q.pairs[4].value, S("2"));
    CHECK_INT(query_parse(c->mem, S(""), 10, &q), QUERY_OK);
    CHECK_INT(q.n, 0);
    CHECK_INT(query_parse(c->mem, (Str){ 0 }, 10, &q), QUERY_OK);
    CHECK_INT(query_parse(c->mem, S("a&b"), 2, &q), QUERY_OK);
    CHECK_INT(query_parse(c->mem, S("a&b&c"), 2, &q), QUERY_TOO_LONG);
    CHECK_INT(query_parse(c->mem, S("a=%"), 2, &q), QUERY_MALFORMED);
    CHECK_INT(query_parse(c->mem, S("%zz=1"), 2, &q), QUERY_MALFORMED);
    CHECK_INT(q.n, 2);
}

TEST(queries_are_built)
{
    Buf b = buf_new(c->mem, 1000);
    buf_add(&b, S("/x?"));
    query_add(&b, S("a b"), S("1&2"));
    query_add(&b, S("c"), S("é"));
    CHECK_STR(buf_str(&b), S("/x?a%20b=1%262&c=%C3%A9"));
    Buf bare = buf_new(c->mem, 1000);
    query_add(&bare, S("a"), S("1"));
    query_add(&bare, S("b"), S(""));
    CHECK_STR(buf_str(&bare), S("a=1&b="));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(every_code_point_is_encoded_and_decoded),
        CASE(every_pair_and_triple_of_high_bytes),
        CASE(bad_bytes_are_found_where_they_stand),
        CASE(bad_bytes_are_replaced_by_maximal_parts),
        CASE(characters_are_counted_and_cut),
        CASE(text_folds),
        CASE(folding_twice_is_folding_once),
        CASE(text_is_normalised),
        CASE(a_pile_of_marks_costs_no_square_of_time),
        CASE(csv_fields_are_quoted_when_they_must),
        CASE(csv_formulas_are_disarmed),
        CASE(percent_decodes),
        CASE(any_text_survives_percent_encoding),
        CASE(queries_parse),
        CASE(queries_are_built),
    };
    return RUN_TESTS(cases, argc, argv);
}
