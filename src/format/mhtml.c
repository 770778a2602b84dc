/* Web pages in one file. */
#include "format/mhtml.h"

#include "format/html.h"
#include "format/html_text.h"
#include "text/transfer.h"
#include "text/utf8.h"

#include <string.h>

enum { DEPTH_MAX = 4, PARTS_MAX = 4096, NAME_MAX_BYTES = 400, LISTED_WITHIN = 256 << 10 };

/* A page as it stands in the message. */
typedef struct {
    Str file; /* its name without folders */
    Str text; /* UTF-8 */
    bool has_table;
} Part;

typedef struct {
    Ctx *c;
    Part *pages;
    ptrdiff_t n, left_out;
    ptrdiff_t seen; /* parts of any kind */
    bool cut;       /* the line that ends all parts is missing */
    bool attached;  /* files hang on it, as on a mail */
} Message;

/* --- heads --- */

static ptrdiff_t find_nocase(Str s, Str needle, ptrdiff_t from)
{
    for (ptrdiff_t i = from; i + needle.n <= s.n; i++)
        if (str_eq_nocase(str_part(s, i, i + needle.n), needle))
            return i;
    return -1;
}

/* The same for what begins with "<", which is rarer than most. */
static ptrdiff_t find_tag(Str s, Str tag, ptrdiff_t from)
{
    for (ptrdiff_t at = str_find_char(s, '<', from); at >= 0; at = str_find_char(s, '<', at + 1))
        if (str_eq_nocase(str_part(s, at, at + tag.n), tag))
            return at;
    return -1;
}

/* Takes the next line from *rest, without its end; false when nothing is left. */
static bool next_line(Str *rest, Str *line)
{
    if (!rest->n)
        return false;
    ptrdiff_t end = str_find_char(*rest, '\n', 0);
    *line = str_part(*rest, 0, end < 0 ? rest->n : end);
    *rest = end < 0 ? str_part(*rest, rest->n, rest->n) : str_part(*rest, end + 1, rest->n);
    if (line->n && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

/* Takes the lines up to the first blank one. */
static Str take_head(Str *rest)
{
    Str begin = *rest, line;
    while (next_line(rest, &line))
        if (!line.n)
            break;
    return str_part(begin, 0, begin.n - rest->n);
}

/* The value of that field, over all its lines; none when there is none. */
static Str field_of(Str head, Str name)
{
    Str line, value = { 0 };
    while (next_line(&head, &line)) {
        if (value.p && line.n && (line.p[0] == ' ' || line.p[0] == '\t')) {
            value.n = line.p + line.n - value.p;
            continue;
        }
        if (value.p)
            return str_trim(value);
        if (line.n > name.n && line.p[name.n] == ':' &&
            str_eq_nocase(str_part(line, 0, name.n), name))
            value = str_part(line, name.n + 1, line.n);
    }
    return str_trim(value);
}

/* The parameter with that name ("boundary=") in a field's value; none when it is not there. */
static Str parameter(Str value, Str name)
{
    ptrdiff_t at = find_nocase(value, name, 0);
    if (at < 0)
        return (Str){ 0 };
    Str rest = str_part(value, at + name.n, value.n);
    if (rest.n && rest.p[0] == '"')
        return str_part(rest, 1, str_find_char(rest, '"', 1));
    ptrdiff_t n = 0;
    while (n < rest.n && !strchr("; \t\r\n", rest.p[n]))
        n++;
    return str_part(rest, 0, n);
}

static bool begins_nocase(Str s, Str with)
{
    return str_eq_nocase(str_part(s, 0, with.n), with);
}

bool mhtml_is(Str head)
{
    Str rest = head, fields = take_head(&rest);
    return field_of(fields, S("MIME-Version")).n > 0 &&
           begins_nocase(field_of(fields, S("Content-Type")), S("multipart/"));
}

/* --- parts --- */

static Str file_name(Str location)
{
    for (ptrdiff_t i = location.n; i > 0; i--)
        if (location.p[i - 1] == '/' || location.p[i - 1] == '\\')
            return str_part(location, i, location.n);
    return location;
}

static bool decode(Ctx *c, Str head, Str *body)
{
    Str how = field_of(head, S("Content-Transfer-Encoding"));
    if (str_eq_nocase(how, S("quoted-printable")))
        *body = transfer_quoted(c->mem, *body);
    else if (str_eq_nocase(how, S("base64")) && !transfer_base64(c->mem, *body, body))
        return fail(c, UNREADABLE, NULL, "a page of the file is damaged or cut off; get it again");
    return true;
}

/* The page as UTF-8; what the head says of its character set is put where pages say it. */
static Str page_text(Ctx *c, Str head, Str body)
{
    Str charset = parameter(field_of(head, S("Content-Type")), S("charset="));
    if (!charset.n || begins_nocase(charset, S("us-ascii")) || str_find_char(charset, '>', 0) >= 0)
        return html_decode(c->mem, body);
    return html_decode(
        c->mem, str_fmt(c->mem, "<meta charset=\"%.*s\">%.*s", STR_ARG(charset), STR_ARG(body)));
}

static bool add_page(Message *m, Str head, Str body)
{
    if (m->n == LIMIT_SHEETS) {
        m->left_out++;
        return true;
    }
    if (!decode(m->c, head, &body))
        return !failed(m->c);
    Part *p = &m->pages[m->n++];
    p->file = file_name(field_of(head, S("Content-Location")));
    p->text = page_text(m->c, head, body);
    p->has_table = find_tag(p->text, S("<td"), 0) >= 0;
    return true;
}

static bool add_parts(Message *m, Str body, Str boundary, int depth);

static bool add_part(Message *m, Str part, int depth)
{
    Str body = part, head = take_head(&body), type = field_of(head, S("Content-Type"));
    if (begins_nocase(type, S("text/html")) || begins_nocase(type, S("application/xhtml")))
        return add_page(m, head, body);
    if (begins_nocase(type, S("multipart/")) && depth < DEPTH_MAX)
        return add_parts(m, body, parameter(type, S("boundary=")), depth + 1);
    m->attached |= begins_nocase(field_of(head, S("Content-Disposition")), S("attachment"));
    return true; /* pictures and styles */
}

/* What stands between lines that begin with two hyphens and the boundary. */
static bool add_parts(Message *m, Str body, Str boundary, int depth)
{
    Str rest = body, line;
    const char *begin = NULL;
    while (boundary.n && next_line(&rest, &line)) {
        bool edge = str_starts(line, S("--")) && str_starts(str_part(line, 2, line.n), boundary);
        if (!edge && rest.n)
            continue;
        Str part = begin ? str_n(begin, (edge ? line.p : rest.p) - begin) : (Str){ 0 };
        if (begin && (m->seen++ == PARTS_MAX || !add_part(m, part, depth)))
            return !failed(m->c);
        begin = rest.p;
        if (edge && str_starts(str_part(line, 2 + boundary.n, line.n), S("--")))
            return true;
    }
    m->cut = true;
    return true;
}

/* --- sheets --- */

/* The text of the first such element behind that place. */
static Str element_text(Str page, Str open, ptrdiff_t from)
{
    ptrdiff_t at = find_tag(page, open, from);
    ptrdiff_t end = at < 0 ? -1 : str_find_char(page, '<', at + open.n);
    return str_part(page, at + open.n, end); /* nothing when there is none */
}

/* The first page of a workbook names its sheets and the files of their pages. */
static Str sheet_name(Ctx *c, Str first, Str file)
{
    static const Str open = S_INIT("<x:ExcelWorksheet>"), close = S_INIT("</x:ExcelWorksheet>");
    for (ptrdiff_t at = find_tag(first, open, 0); at >= 0; at = find_tag(first, open, at + 1)) {
        ptrdiff_t end = find_tag(first, close, at);
        Str one = str_part(first, at, end < 0 ? first.n : end);
        if (!file.n || !str_eq_nocase(file_name(parameter(one, S("HRef="))), file))
            continue;
        Buf name = buf_new(c->mem, NAME_MAX_BYTES);
        html_text_add(&name, element_text(one, S("<x:Name>"), 0));
        return utf8_repair(c->mem, str_trim(buf_str(&name)));
    }
    ptrdiff_t dot = str_find_char(file, '.', 0);
    return utf8_repair(c->mem, str_part(file, 0, dot < 0 ? file.n : dot));
}

static SheetState state_of(Str page)
{
    Str shown = element_text(page, S("<x:Visible>"), 0);
    return str_eq(shown, S("SheetHidden"))       ? SHEET_HIDDEN
           : str_eq(shown, S("SheetVeryHidden")) ? SHEET_VERY_HIDDEN
                                                 : SHEET_VISIBLE;
}

static const char ATTACHED[] =
    "the file is a message with files attached, which were not read: save them "
    "and give them themselves";

/* The pages with a table; the first page when none has one. */
static ptrdiff_t choose_sheets(const Message *m, HtmlSheet *sheets)
{
    Str first = str_part(m->pages[0].text, 0, LISTED_WITHIN);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < m->n; i++)
        if (m->pages[i].has_table)
            sheets[n++] = (HtmlSheet){ sheet_name(m->c, first, m->pages[i].file),
                                       state_of(m->pages[i].text), m->pages[i].text };
    if (n == 0)
        sheets[n++].page = m->pages[0].text;
    if (n == 1)
        sheets[0].name = (Str){ 0 };
    return n;
}

bool mhtml_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    Message m = { .c = c, .pages = NEW_ARRAY(c->mem, Part, LIMIT_SHEETS) };
    (void)o;
    if (!add_part(&m, bytes, 0))
        return false;
    if (!m.n && m.attached)
        return fail(c, UNSUPPORTED, NULL, "%s", ATTACHED);
    if (!m.n)
        return fail(c, UNREADABLE, NULL,
                    "the file holds no web page; it may be cut off: get it again");
    HtmlSheet *sheets = NEW_ARRAY(c->mem, HtmlSheet, m.n);
    ptrdiff_t n = choose_sheets(&m, sheets);
    html_sheets(c, sheets, n,
                m.cut        ? "the file is cut off: rows may be missing"
                : m.attached ? ATTACHED
                             : NULL,
                out);
    out->left_out = m.left_out;
    return true;
}
