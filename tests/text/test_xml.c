/* The XML reader: what it hands on, in which character sets, and what it refuses. */
#include "harness.h"
#include "text/codepage.h"
#include "text/xml.h"

#include <string.h>

/* Writes what comes as "<name a=b>text</name>". */
typedef struct {
    Buf out;
    Xml *x;
    int stop_after; /* elements; 0: never */
    int opened;
    int64_t line; /* of the last element */
    Str space;
} Echo;

static bool echo_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    Echo *e = state;
    buf_fmt(&e->out, "<%.*s", STR_ARG(name));
    for (int i = 0; i < n; i++)
        buf_fmt(&e->out, " %.*s%s%.*s=%.*s", STR_ARG(attrs[i].prefix), attrs[i].prefix.n ? "|" : "",
                STR_ARG(attrs[i].name), STR_ARG(attrs[i].value));
    buf_char(&e->out, '>');
    if (e->x) {
        e->line = xml_line(e->x);
        e->space = xml_space(e->x);
    }
    return ++e->opened != e->stop_after;
}

static bool echo_close(void *state, Str name)
{
    Echo *e = state;
    buf_fmt(&e->out, "</%.*s>", STR_ARG(name));
    return true;
}

static bool echo_text(void *state, Str text)
{
    Echo *e = state;
    buf_add(&e->out, text);
    return true;
}

static XmlHandler echo(Ctx *c, Echo *e)
{
    *e = (Echo){ .out = buf_new(c->mem, 1 << 20) };
    return (XmlHandler){ e, echo_open, echo_close, echo_text, false, false };
}

/* What a file's bytes give, or the failure's slug. */
static Str echoed(Ctx *c, Str bytes, XmlText *text)
{
    Echo e;
    XmlHandler h = echo(c, &e);
    h.utf8 = h.many = true;
    if (xml_text(c, bytes, text) && xml_read(c, text->text, &h))
        return buf_str(&e.out);
    Str slug = fail_slug(c->failure.code);
    fail_clear(c);
    return slug;
}

TEST(elements_and_texts)
{
    static const struct {
        const char *xml, *want;
    } cases[] = {
        { "<a/>", "<a></a>" },
        { "\n\n <?xml version='1.0'?><a>x</a>\n", "<a>x</a>" },
        { "\xEF\xBB\xBF<a b='1' c=\"&lt;&#65;\">&amp;&#x20AC;</a>", "<a b=1 c=<A>&€</a>" },
        { "<n:a xmlns:n='urn:x' n:b='1'><n:c/></n:a>", "<a n|b=1><c></c></a>" },
        { "<n:a><undeclared:c/></n:a>", "<a><c></c></a>" },
        { "<a><n: b='1'/><:c/></a>", "<a><n: b=1></n:><:c></:c></a>" },
        { "<a><![CDATA[<b>&]]></a><!-- end -->", "<a><b>&</a>" },
        { "<a/><b/>", "<a></a><b></b>" },
        { "<?xml version='1.0'?>\n<a/>\n<?xml version='1.0'?>\n<b>x</b>", "<a></a><b>x</b>" },
        { "<a>x</a>\x1A", "<a>x</a>" },
        { "<?xml version='1.0' encoding='utf-16'?><a>\xC3\xBC</a>", "<a>ü</a>" },
        { "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xFC</a>", "<a>ü</a>" },
        { "<?xml version='1.0' encoding='windows-1250'?><a>\xB3\xF3\x64\x9F</a>", "<a>łódź</a>" },
        { "<?xml version='1.0' encoding='UTF-8'?><a>M\xFCller</a>", "<a>Müller</a>" },
        { "<?xml version='1.0' encoding='ISO-8859-1'?><a>M\xC3\xBCller</a>", "<a>Müller</a>" },
        { "<a>M\xFCller</a>", "<a>Müller</a>" },
        { "<?xml version='1.0' encoding='klingon'?><a>\xFC</a>", "unreadable" },
        { "<?xml version='1.0' encoding='klingon'?><a>x</a>", "<a>x</a>" },
        { "", "unreadable" },
        { "text", "unreadable" },
        { "<a>", "unreadable" },
        { "<a><b></a></b>", "unreadable" },
        { "<a/>text", "unreadable" },
        { "<a b='1' b='2'/>", "unreadable" },
        { "<a>&nbsp;</a>", "unreadable" },
        { "<a>&#0;</a>", "unreadable" },
        { "<a>\x01</a>", "unreadable" },
        { "<!DOCTYPE a><a/>", "hostile" },
        { "<!DOCTYPE a SYSTEM 'http://x/y.dtd'><a/>", "hostile" },
        { "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "hostile" },
        { "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "hostile" },
        { "<!DOCTYPE a [<!ENTITY % b 'c'> %b;]><a/>", "hostile" },
        { "<a/><!DOCTYPE b><b/>", "hostile" },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        XmlText text;
        CHECK_STR(echoed(c, str_of(cases[i].xml), &text), str_of(cases[i].want));
    }
}

TEST(wide_characters)
{
    XmlText text;
    Str utf8 = S("<?xml version='1.0' encoding='UTF-16'?><a>zł</a>");
    char wide[200] = "\xFF\xFE";
    ptrdiff_t n = 2;
    for (ptrdiff_t i = 0; i < utf8.n; i++)
        if ((unsigned char)utf8.p[i] == 0xC5) {
            wide[n++] = 0x42;
            wide[n++] = 0x01;
            i++;
        } else {
            wide[n++] = utf8.p[i];
            wide[n++] = 0;
        }
    CHECK_STR(echoed(c, str_n(wide, n), &text), S("<a>zł</a>"));
    CHECK_STR(echoed(c, str_n(wide + 2, n - 2), &text), S("<a>zł</a>"));
    CHECK(!text.lies);
    Echo e;
    XmlHandler h = echo(c, &e);
    CHECK(xml_read(c, str_n(wide, n), &h));
    CHECK_STR(buf_str(&e.out), S("<a>zł</a>"));
}

TEST(lies_are_told)
{
    static const struct {
        const char *xml;
        bool lies;
    } cases[] = {
        { "<?xml version='1.0' encoding='UTF-8'?><a>M\xFCller</a>", true },
        { "<?xml version='1.0' encoding='UTF-8'?><a>M\xC3\xBCller</a>", false },
        { "<?xml version='1.0' encoding='ISO-8859-1'?><a>M\xC3\xBCller</a>", true },
        { "<?xml version='1.0' encoding='ISO-8859-1'?><a>M\xFCller</a>", false },
        { "<?xml version='1.0' encoding='ISO-8859-1'?><a>Muller</a>", false },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        XmlText text;
        CHECK(xml_text(c, str_of(cases[i].xml), &text));
        CHECK_INT(text.lies, cases[i].lies);
    }
}

/* In pieces of every size the same comes as at once, code pages included. */
TEST(in_pieces)
{
    Str xml = S("<?xml version='1.0' encoding='windows-1251'?>\n<n:a xmlns:n='urn:x'>\n<b c='1'/>"
                "\xCF\xF0\xE8&lt;</n:a>");
    for (ptrdiff_t size = 1; size < xml.n; size++) {
        Echo e;
        XmlHandler h = echo(c, &e);
        Xml *x = e.x = xml_begin(c, &h);
        for (ptrdiff_t at = 0; at < xml.n; at += size)
            CHECK(xml_feed(x, str_part(xml, at, at + size)));
        CHECK(xml_end(x));
        CHECK_STR(buf_str(&e.out), S("<a>\n<b c=1></b>При<</a>"));
        CHECK_INT(e.line, 3);
    }
}

TEST(namespaces_and_places)
{
    Echo e;
    XmlHandler h = echo(c, &e);
    h.many = true;
    Xml *x = e.x = xml_begin(c, &h);
    CHECK(xml_feed(x, S("<a xmlns='urn:one'>\n<b/></a>")));
    CHECK_STR(e.space, S("urn:one"));
    CHECK(xml_feed(x, S("\n<p:c xmlns:p='urn:two'/>")));
    CHECK_STR(e.space, S("urn:two"));
    CHECK_INT(e.line, 3);
    CHECK(xml_feed(x, S("<d/>")));
    CHECK_STR(e.space, S(""));
    CHECK(xml_end(x));
}

TEST(stopping_is_no_failure)
{
    Echo e;
    XmlHandler h = echo(c, &e);
    e.stop_after = 2;
    CHECK(xml_read(c, S("<a><b/><c/>"), &h));
    CHECK_STR(buf_str(&e.out), S("<a><b>"));
}

TEST(bounds)
{
    Buf deep = buf_new(c->mem, 1 << 20);
    for (int i = 0; i <= LIMIT_XML_DEPTH; i++)
        buf_add(&deep, S("<a>"));
    XmlText text;
    CHECK_STR(echoed(c, buf_str(&deep), &text), S("hostile"));
    Buf wide = buf_new(c->mem, 1 << 20);
    buf_add(&wide, S("<a"));
    for (int i = 0; i <= LIMIT_XML_ATTRIBUTES; i++)
        buf_fmt(&wide, " b%d=''", i);
    buf_add(&wide, S("/>"));
    CHECK_STR(echoed(c, buf_str(&wide), &text), S("hostile"));
    /* A tag that never ends, in pieces. */
    Echo e;
    XmlHandler h = echo(c, &e);
    Xml *x = xml_begin(c, &h);
    char piece[4096];
    memset(piece, 'x', sizeof piece);
    bool fine = xml_feed(x, S("<a><b c='"));
    int pieces = 0;
    for (; fine && pieces < 10000; pieces++)
        fine = xml_feed(x, str_n(piece, sizeof piece));
    CHECK(pieces < 2 * (int)LIMIT_XML_TAG_BYTES / (int)sizeof piece);
    CHECK(!xml_end(x));
    CHECK_FAILED(c, HOSTILE);
}

TEST(failures_say_where)
{
    XmlHandler h = { 0 };
    CHECK(!xml_read(c, S("<a>\n<b>\n</a>"), &h));
    CHECK_STR(c->failure.field, S("line 3"));
    CHECK(str_find(c->failure.detail, S("end tag"), 0) > 0);
    CHECK_FAILED(c, UNREADABLE);
}

TEST(names_of_encodings)
{
    static const struct {
        const char *name, *ours;
    } cases[] = {
        { "utf-8", "UTF-8" },
        { "ISO-8859-1", "windows-1252" },
        { "latin2", "ISO-8859-2" },
        { "CP1250", "windows-1250" },
        { "1252", "windows-1252" },
        { "iso8859-15", "ISO-8859-15" },
        { "cp852", "IBM852" },
        { "US-ASCII", "UTF-8" },
        { "GBK", "GB18030" },
        { "shift_jis", "Shift_JIS" },
        { "Windows-1257", "windows-1257" },
        { "koi8-r", "KOI8-R" },
        { "iso_8859-9", "windows-1254" },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        int e = codepage_find(str_of(cases[i].name));
        CHECK(e >= 0);
        if (e >= 0)
            CHECK_STR(codepage_name(e), str_of(cases[i].ours));
    }
    CHECK_INT(codepage_find(S("")), -1);
    CHECK_INT(codepage_find(S("klingon")), -1);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(elements_and_texts),
        CASE(wide_characters),
        CASE(lies_are_told),
        CASE(in_pieces),
        CASE(namespaces_and_places),
        CASE(stopping_is_no_failure),
        CASE(bounds),
        CASE(failures_say_where),
        CASE(names_of_encodings),
    };
    return RUN_TESTS(cases, argc, argv);
}
