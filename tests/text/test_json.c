/* JSON in and out. The cases of the reader follow the kinds of JSONTestSuite (Seriot, "Parsing JSON
 * is a minefield"). */
#include "harness.h"
#include "text/jsonout.h"
#include "text/utf8.h"

#include <string.h>

static bool reads(Ctx *c, Str text, JsonValue *out, JsonError *error)
{
    return json_read(c->mem, text, json_default_limits, out, error);
}

/* The tree of text, written again. */
static Str rewritten(Ctx *c, Str text)
{
    JsonValue v = { 0 };
    JsonError error = { 0 };
    if (!reads(c, text, &v, &error))
        return str_of(error.what);
    Buf b = buf_new(c->mem, 1 << 20);
    JsonWriter w = { .out = &b };
    json_value(&w, &v);
    json_done(&w);
    return buf_str(&b);
}

TEST(what_is_json)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "{}", "{}" },
        { "[]", "[]" },
        { " \t\r\n[ \n] ", "[]" },
        { "null", "null" },
        { "true", "true" },
        { "false", "false" },
        { "0", "0" },
        { "-0", "-0" },
        { "12.5", "12.5" },
        { "1e5", "1e5" },
        { "1E+05", "1E+05" },
        { "-1.0e-10", "-1.0e-10" },
        { "123456789012345678901234567890.10", "123456789012345678901234567890.10" },
        { "\"\"", "\"\"" },
        { "\"a\\/b\"", "\"a/b\"" },
        { "\"\\\"\\\\\\b\\f\\n\\r\\t\"", "\"\\\"\\\\\\b\\f\\n\\r\\t\"" },
        { "\"\\u0041\\u00e9\\u20AC\"", "\"Aé€\"" },
        { "\"\\uD83D\\uDE00\"", "\"😀\"" },
        { "\"\\u001f\x7f\"", "\"\\u001f\x7f\"" },
        { "\"é€😀\"", "\"é€😀\"" },
        { "[1,[2,[3]],{}]", "[1,[2,[3]],{}]" },
        { "{\"a\":1,\"b\":[true,null],\"\":{\"a\":\"x\"}}",
          "{\"a\":1,\"b\":[true,null],\"\":{\"a\":\"x\"}}" },
        { "{ \"a\" : 1 , \"b\" : 2 }", "{\"a\":1,\"b\":2}" },
        { "{\"\\u0061\":1}", "{\"a\":1}" },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++)
        CHECK_STR(rewritten(c, str_of(cases[i].text)), str_of(cases[i].want));
}

static const char *const not_json[] = {
    /* structure */
    "",
    " ",
    "[",
    "]",
    "{",
    "}",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1,,2]",
    "[1 2]",
    "[1}",
    "{\"a\":1]",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\" 1}",
    "{\"a\":1,}",
    "{,}",
    "{a:1}",
    "{'a':1}",
    "{1:1}",
    "{\"a\":1 \"b\":2}",
    "[] []",
    "[]x",
    "1 2",
    "{}}",
    "[\"a\":1]",
    "*",
    "<a>",
    "[/* c */]",
    "// c",
    "[1]#",
    /* words */
    "nul",
    "nulll",
    "True",
    "TRUE",
    "truefalse",
    "NaN",
    "Infinity",
    "-Infinity",
    "undefined",
    /* numbers */
    "-",
    "+1",
    "01",
    "-01",
    "1.",
    ".1",
    "-.1",
    "1e",
    "1e+",
    "1.e1",
    "0x1",
    "1_000",
    "1,5",
    "--1",
    "1a",
    "0e",
    "2.e3",
    "1.2.3",
    "\xEF\xBC\x91",
    /* strings */
    "\"",
    "\"a",
    "'a'",
    "\"\\",
    "\"\\\"",
    "\"\\x41\"",
    "\"\\a\"",
    "\"\\u12\"",
    "\"\\u123g\"",
    "\"\\uD800\"",
    "\"\\uD800x\"",
    "\"\\uD800\\n\"",
    "\"\\uD800\\uD800\"",
    "\"\\uDC00\"",
    "\"\\u0000\"",
    "\"a\nb\"",
    "\"a\tb\"",
    "\"\x01\"",
    "\"abcdefgh\x1fijkl\"",
    "\"\\u\"",
    "\"\\U0041\"",
    /* bytes */
    "\"\xff\"",
    "\"\xc0\xaf\"",
    "\"\xed\xa0\x80\"",
    "\"\xe2\x82\"",
    "\xEF\xBB\xBF{}",
    "\xff",
    "[\"\xf4\x90\x80\x80\"]",
    /* names */
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "{\"b\":{\"a\":1,\"a\":1}}",
};

TEST(what_is_not_json)
{
    for (ptrdiff_t i = 0; i < COUNT(not_json); i++) {
        JsonValue v = { 0 };
        JsonError error = { 0 };
        if (!CHECK(!reads(c, str_of(not_json[i]), &v, &error)))
            CHECK_STR(S(""), str_of(not_json[i]));
        CHECK(error.what && error.line == 1 + (strchr(not_json[i], '\n') && error.at > 2) &&
              error.column >= 1);
        CHECK(error.at >= 0 && error.at <= (ptrdiff_t)strlen(not_json[i]));
    }
    JsonValue v = { 0 };
    JsonError error = { 0 };
    CHECK(!reads(c, str_n("\0", 1), &v, &error));
    CHECK(!reads(c, str_n("\"a\0b\"", 5), &v, &error));
    CHECK(!reads(c, str_n("1\0", 2), &v, &error));
    CHECK(!reads(c, (Str){ 0 }, &v, &error));
}

static void check_error(Ctx *c, const char *text, int line, int column, const char *what)
{
    JsonValue v = { 0 };
    JsonError error = { 0 };
    CHECK(!reads(c, str_of(text), &v, &error));
    CHECK_INT(error.line, line);
    CHECK_INT(error.column, column);
    CHECK_STR(str_of(error.what), str_of(what));
}

TEST(errors_say_where_and_what)
{
    check_error(c, "{\n  \"é\": 1,\n  \"b\" 2\n}", 3, 7, "a colon was expected");
    check_error(c, "{\"é\": 1 x}", 1, 9, "a comma or } was expected");
    check_error(c, "[1\n2]", 2, 1, "a comma or ] was expected");
    check_error(c, "{\"a\": 1, \"a\": 2}", 1, 15, "a name that stands in this object twice");
    check_error(c, "[\"abc", 1, 2, "a string that does not end");
    check_error(c, "[1, 2", 1, 6, "a comma or ] was expected");
    check_error(c, "[1,", 1, 4, "the text ends too early");
    check_error(c, "{} {}", 1, 4, "nothing may follow the value");
    check_error(c, "[\"ok\", \"\xff\"]", 1, 9, "bytes that are not UTF-8");
}

TEST(values_are_reached_by_name)
{
    JsonValue v = { 0 };
    JsonError error = { 0 };
    Str text = S(
        "{\"amount\": -45.50, \"tags\": [\"a\", \"b\"], \"n\": 12, \"yes\": true, \"no\": false}");
    CHECK(reads(c, text, &v, &error));
    CHECK_INT(v.count, 5);
    const JsonValue *amount = json_get(&v, S("amount"));
    CHECK_STR(amount->text, S("-45.50"));
    CHECK_INT(amount->at, 11);
    CHECK(amount->text.p > text.p && amount->text.p < text.p + text.n);
    CHECK_INT(json_get(&v, S("tags"))->count, 2);
    CHECK_STR(json_get(&v, S("tags"))->first->next->text, S("b"));
    CHECK(!json_get(&v, S("absent")) && !json_get(NULL, S("n")) && !json_get(amount, S("n")));
    int64_t n = 0;
    CHECK(json_int(json_get(&v, S("n")), &n) && n == 12);
    CHECK(!json_int(amount, &n) && !json_int(json_get(&v, S("yes")), &n) && !json_int(NULL, &n));
    CHECK(json_is_true(json_get(&v, S("yes"))) && !json_is_true(json_get(&v, S("no"))));
    CHECK(!json_is_true(amount) && !json_is_true(NULL));
}

static Str nested(Ctx *c, int depth)
{
    Buf b = buf_new(c->mem, 1 << 20);
    for (int i = 0; i < depth; i++)
        buf_char(&b, '[');
    for (int i = 0; i < depth; i++)
        buf_char(&b, ']');
    return buf_str(&b);
}

TEST(depth_and_number_are_limited)
{
    JsonValue v = { 0 };
    JsonError error = { 0 };
    CHECK(reads(c, nested(c, LIMIT_JSON_DEPTH), &v, &error));
    CHECK(!reads(c, nested(c, LIMIT_JSON_DEPTH + 1), &v, &error));
    CHECK_STR(str_of(error.what), S("arrays and objects are nested too deeply"));
    CHECK(!reads(c, nested(c, 100000), &v, &error));
    JsonLimits few = { .max_depth = 2, .max_values = 4 };
    CHECK(json_read(c->mem, S("[1,2,3]"), few, &v, &error));
    CHECK(!json_read(c->mem, S("[1,2,3,4]"), few, &v, &error));
    CHECK_STR(str_of(error.what), S("too many values"));
    /* brothers are not deeper */
    CHECK(json_read(c->mem, S("[[],[],[]]"), few, &v, &error));
}

static Str object_of(Ctx *c, int members, int last)
{
    Buf b = buf_new(c->mem, 1 << 22);
    for (int i = 0; i < members; i++)
        buf_fmt(&b, "%s\"k%d\":%d", i ? "," : "{", i == members - 1 ? last : i, i);
    buf_char(&b, '}');
    return buf_str(&b);
}

TEST(duplicates_are_found_in_objects_of_any_size)
{
    static const int sizes[] = { 2, 11, 12, 13, 14, 1000, 100000 };
    for (ptrdiff_t i = 0; i < COUNT(sizes); i++) {
        int n = sizes[i];
        JsonValue v = { 0 };
        JsonError error = { 0 };
        CHECK(reads(c, object_of(c, n, n - 1), &v, &error));
        CHECK_INT(v.count, n);
        Str doubled = object_of(c, n, n / 2 - 1);
        CHECK(!reads(c, doubled, &v, &error));
        /* it is the later one that is complained about: the last number before the brace */
        CHECK(str_find_char(doubled, ',', error.at) < 0);
    }
}

TEST(the_writer_puts_commas_and_colons)
{
    Buf b = buf_new(c->mem, 1000);
    JsonWriter w = { .out = &b };
    json_open_object(&w);
    json_name_plain(&w, S("a"));
    json_int64(&w, INT64_MIN);
    json_name(&w, S("b\""));
    json_open_array(&w);
    json_open_object(&w);
    json_close_object(&w);
    json_open_array(&w);
    json_close_array(&w);
    json_bool(&w, true);
    json_bool(&w, false);
    json_null(&w);
    json_string(&w, (Str){ 0 });
    json_string(&w, S(""));
    json_raw(&w, S("1.50"));
    json_close_array(&w);
    json_name_plain(&w, S("c"));
    json_string(&w, S("é"));
    json_close_object(&w);
    json_done(&w);
    CHECK_STR(buf_str(&b),
              S("{\"a\":-9223372036854775808,\"b\\\"\":[{},[],true,false,null,null,\"\",1.50],"
                "\"c\":\"é\"}"));
}

TEST(bytes_that_are_not_utf8_still_come_out_as_json)
{
    Buf b = buf_new(c->mem, 1000);
    buf_json(&b, S("a\xff\xfe"
                   "b\xe2\x82"));
    CHECK_STR(buf_str(&b), S("\"a\xEF\xBF\xBD\xEF\xBF\xBD"
                             "b\xEF\xBF\xBD\""));
}

TEST(a_full_buffer_stays_full)
{
    Buf b = buf_new(c->mem, 10);
    JsonWriter w = { .out = &b };
    json_open_array(&w);
    json_string(&w, S("too long for it"));
    json_close_array(&w);
    json_done(&w);
    CHECK(b.full);
}

/* Any bytes at all: quotes, backslashes, controls, characters of every length, and now and then
 * rubbish. */
static Str any_text(Ctx *c, Rng *r, bool rubbish)
{
    Buf b = buf_new(c->mem, 4096);
    for (int64_t n = rng_below(r, 60); n > 0; n--) {
        static const int32_t limits[] = { 0x20, 0x80, 0x80, 0x80, 0x800, 0xD800, 0x10000 };
        int32_t code_point = (int32_t)rng_below(r, limits[rng_below(r, COUNT(limits))]);
        if (rubbish && rng_below(r, 10) == 0)
            buf_char(&b, (char)rng_below(r, 256));
        else
            buf_utf8(&b, code_point == 0 || (code_point >> 11) == 0x1B ? 0x1F600 : code_point);
    }
    return buf_str(&b);
}

TEST(any_text_is_read_back_as_written)
{
    Rng r = rng_new(9);
    int wrong = 0;
    for (int i = 0; i < 30000; i++) {
        ArenaMark mark = arena_mark(c->mem);
        Str text = any_text(c, &r, i % 2);
        Buf b = buf_new(c->mem, 1 << 16);
        buf_json(&b, text);
        JsonValue v = { 0 };
        JsonError error = { 0 };
        bool has_nul = str_find_char(text, 0, 0) >= 0;
        bool ok = reads(c, buf_str(&b), &v, &error);
        wrong += ok == has_nul || (ok && !str_eq(v.text, utf8_repair(c->mem, text)));
        arena_reset(c->mem, mark);
    }
    CHECK_INT(wrong, 0);
}

TEST(every_cut_of_a_document_is_refused)
{
    Str whole = S("{\"a\":[1,-2.5e3,\"x\\u20ac\\n\",true,null],\"b\":{\"c\":\"é\"}}");
    for (ptrdiff_t n = 0; n < whole.n; n++) {
        JsonValue v = { 0 };
        JsonError error = { 0 };
        CHECK(!reads(c, str_part(whole, 0, n), &v, &error));
    }
    CHECK_STR(rewritten(c, whole), S("{\"a\":[1,-2.5e3,\"x€\\n\",true,null],\"b\":{\"c\":\"é\"}}"));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(what_is_json),
        CASE(what_is_not_json),
        CASE(errors_say_where_and_what),
        CASE(values_are_reached_by_name),
        CASE(depth_and_number_are_limited),
        CASE(duplicates_are_found_in_objects_of_any_size),
        CASE(the_writer_puts_commas_and_colons),
        CASE(bytes_that_are_not_utf8_still_come_out_as_json),
        CASE(a_full_buffer_stays_full),
        CASE(any_text_is_read_back_as_written),
        CASE(every_cut_of_a_document_is_refused),
    };
    return RUN_TESTS(cases, argc, argv);
}
