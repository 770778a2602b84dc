/* The transfer encodings of mail. */
#include "harness.h"

#include "text/transfer.h"

static bool is_base64(Arena *mem, Str text, Str bytes)
{
    Str out;
    return transfer_base64(mem, text, &out) && str_eq(out, bytes);
}

/* RFC 4648, section 10, and what mail makes of it. */
TEST(base64)
{
    Str out;
    CHECK(is_base64(c->mem, S(""), S("")));
    CHECK(is_base64(c->mem, S("Zg=="), S("f")));
    CHECK(is_base64(c->mem, S("Zm8="), S("fo")));
    CHECK(is_base64(c->mem, S("Zm9v"), S("foo")));
    CHECK(is_base64(c->mem, S("Zm9vYmE="), S("fooba")));
    CHECK(is_base64(c->mem, S(" Zm9v\r\nYmFy\n"), S("foobar")));
    CHECK(is_base64(c->mem, S("+/8"), S("\xfb\xff")));
    CHECK(is_base64(c->mem, S("Zg==anything"), S("f")));
    CHECK(!transfer_base64(c->mem, S("Zm9v!"), &out));
    CHECK(!transfer_base64(c->mem, S("Z"), &out));
}

static bool is_quoted(Arena *mem, Str text, Str bytes)
{
    return str_eq(transfer_quoted(mem, text), bytes);
}

TEST(quoted)
{
    CHECK(is_quoted(c->mem, S("caf=C3=A9"), S("caf\xc3\xa9")));
    CHECK(is_quoted(c->mem, S("a=3d1"), S("a=1")));
    CHECK(is_quoted(c->mem, S("one =\r\nline=\nmore= \t\r\n."), S("one linemore.")));
    CHECK(is_quoted(c->mem, S("kept\r\nends"), S("kept\r\nends")));
    CHECK(is_quoted(c->mem, S("a=zz=4"), S("a=zz=4")));
    CHECK(is_quoted(c->mem, S("="), S("=")));
    CHECK(is_quoted(c->mem, S("=  x"), S("=  x")));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = { CASE(base64), CASE(quoted) };
    return RUN_TESTS(cases, argc, argv);
}
