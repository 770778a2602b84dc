/* XML in a stream, over expat. */
#include "text/xml.h"

#include "text/codepage.h"
#include "text/utf8.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>

enum { SPACES_MAX = 64, DECLARED_MAX = 256, STEP_BYTES = 1 << 28 };

/* A namespace declared by an open element. */
typedef struct {
    int depth;
    int space; /* index into spaces */
    char prefix[24];
} Declared;

struct Xml {
    Ctx *c;
    XmlHandler h;
    XML_Parser parser;
    bool stopped;
    int depth;
    int64_t elements; /* of this document */
    ptrdiff_t fed;    /* bytes of this document */
    ptrdiff_t base;   /* bytes and lines of the documents before it */
    int64_t base_lines;
    Str spaces[SPACES_MAX];
    int n_spaces;
    Declared *declared;
    int n_declared;
    Str space; /* of the element that opens */
    XmlAttr attrs[LIMIT_XML_ATTRIBUTES];
};

static bool refuse(Xml *x, FailCode code, const char *what)
{
    char where[40];
    snprintf(where, sizeof where, "line %lld", (long long)xml_line(x));
    return fail(x->c, code, where, "the XML is refused at line %lld: %s", (long long)xml_line(x),
                what);
}

static void stop(Xml *x)
{
    x->stopped = true;
    XML_StopParser(x->parser, XML_FALSE);
}

static void refuse_and_stop(Xml *x, const char *what)
{
    refuse(x, HOSTILE, what);
    stop(x);
}

/* A name that begins or ends with its colon has no prefix. */
static Str local_of(Str name, Str *prefix)
{
    ptrdiff_t colon = str_find_char(name, ':', 0);
    bool parts = colon > 0 && colon + 1 < name.n;
    *prefix = parts ? str_part(name, 0, colon) : (Str){ 0 };
    return parts ? str_part(name, colon + 1, name.n) : name;
}

/* The number of the namespace with that name, kept once; -1 when there are too many. */
static int keep_space(Xml *x, Str uri)
{
    for (int i = 0; i < x->n_spaces; i++)
        if (str_eq(x->spaces[i], uri))
            return i;
    if (x->n_spaces == SPACES_MAX)
        return -1;
    x->spaces[x->n_spaces] = str_copy(x->c->mem, uri);
    return x->n_spaces++;
}

static void declare(Xml *x, Str prefix, Str uri)
{
    int space = keep_space(x, uri);
    if (space < 0 || x->n_declared == DECLARED_MAX ||
        prefix.n >= (ptrdiff_t)sizeof x->declared->prefix)
        return;
    Declared *d = &x->declared[x->n_declared++];
    *d = (Declared){ .depth = x->depth, .space = space };
    if (prefix.n)
        memcpy(d->prefix, prefix.p, (size_t)prefix.n);
}

static Str space_of(const Xml *x, Str prefix)
{
    for (int i = x->n_declared - 1; i >= 0; i--)
        if (str_eq(str_of(x->declared[i].prefix), prefix.p ? prefix : S("")))
            return x->spaces[x->declared[i].space];
    return (Str){ 0 };
}

/* Splits expat's list of names and values; false after a refusal. */
static bool take_attributes(Xml *x, const XML_Char **list, int *n)
{
    for (*n = 0; list[0]; list += 2) {
        Str prefix, name = str_of(list[0]), value = str_of(list[1]);
        if (*n == LIMIT_XML_ATTRIBUTES || name.n + value.n > LIMIT_XML_TAG_BYTES) {
            refuse_and_stop(x,
                            "an element has more attributes, or longer ones, than any statement");
            return false;
        }
        name = local_of(name, &prefix);
        if (str_eq(prefix, S("xmlns")))
            declare(x, name, value);
        else if (!prefix.p && str_eq(name, S("xmlns")))
            declare(x, S(""), value);
        else
            x->attrs[(*n)++] = (XmlAttr){ name, prefix, value };
    }
    return true;
}

static void XMLCALL on_open(void *user, const XML_Char *full, const XML_Char **list)
{
    Xml *x = user;
    int n;
    if (x->stopped)
        return;
    x->elements++;
    if (++x->depth > LIMIT_XML_DEPTH) {
        refuse_and_stop(x, "its elements stand deeper in each other than those of any statement");
        return;
    }
    if (!take_attributes(x, list, &n))
        return;
    Str prefix, name = local_of(str_of(full), &prefix);
    x->space = space_of(x, prefix);
    if (x->h.open && !x->h.open(x->h.state, name, x->attrs, n))
        stop(x);
}

static void XMLCALL on_close(void *user, const XML_Char *full)
{
    Xml *x = user;
    if (x->stopped)
        return;
    Str prefix, name = local_of(str_of(full), &prefix);
    if (x->h.close && !x->h.close(x->h.state, name))
        stop(x);
    while (x->n_declared && x->declared[x->n_declared - 1].depth >= x->depth)
        x->n_declared--;
    x->depth--;
}

static void XMLCALL on_text(void *user, const XML_Char *p, int n)
{
    Xml *x = user;
    if (!x->stopped && x->h.text && !x->h.text(x->h.state, str_n(p, n)))
        stop(x);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name __attribute__((unused)),
                               const XML_Char *system __attribute__((unused)),
                               const XML_Char *public __attribute__((unused)),
                               int internal __attribute__((unused)))
{
    refuse_and_stop(user,
                    "it has a document type declaration (DOCTYPE), through which files reach for "
                    "others or swell, and which no statement needs");
}

/* A single-byte code page as expat wants it. */
static int XMLCALL on_encoding(void *user __attribute__((unused)), const XML_Char *name,
                               XML_Encoding *info)
{
    int encoding = codepage_find(str_of(name));
    const uint16_t *upper = encoding < 0 ? NULL : codepage_upper(encoding);
    if (!upper)
        return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++)
        info->map[i] = i < 128 ? i : upper[i - 128] ? upper[i - 128] : -1;
    return XML_STATUS_OK;
}

static void set_up(Xml *x)
{
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_open, on_close);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    XML_SetUnknownEncodingHandler(x->parser, on_encoding, NULL);
    XML_SetParamEntityParsing(x->parser, XML_PARAM_ENTITY_PARSING_NEVER);
    XML_SetHashSalt(x->parser, (unsigned long)(random_quick() | 1));
}

Xml *xml_begin(Ctx *c, const XmlHandler *handler)
{
    Xml *x = NEW(c->mem, Xml);
    x->c = c;
    x->h = *handler;
    x->declared = NEW_ARRAY(c->mem, Declared, DECLARED_MAX);
    x->parser = XML_ParserCreate(x->h.utf8 ? "UTF-8" : NULL);
    if (!x->parser) {
        fail(c, UNAVAILABLE, NULL, "there is no memory left for reading XML");
        x->stopped = true;
        return x;
    }
    set_up(x);
    return x;
}

static const char *words_of(enum XML_Error error)
{
    switch (error) {
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_PARTIAL_CHAR:
    case XML_ERROR_UNCLOSED_CDATA_SECTION: return "it ends in the middle; export it again";
    case XML_ERROR_TAG_MISMATCH: return "an end tag stands there that belongs to another element";
    case XML_ERROR_INVALID_TOKEN: return "a sign stands there that XML does not allow";
    case XML_ERROR_DUPLICATE_ATTRIBUTE: return "an element names an attribute twice";
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: return "something follows the end of the document";
    case XML_ERROR_UNDEFINED_ENTITY: return "it uses an entity that is not defined";
    case XML_ERROR_BAD_CHAR_REF: return "a character reference names no character";
    case XML_ERROR_MISPLACED_XML_PI: return "the XML declaration stands behind other text";
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
        return "its character set is not the one it declares, or is not known";
    case XML_ERROR_NO_MEMORY: return "it needs more memory than reading a statement may";
    default: return "it is not well-formed XML";
    }
}

/* What expat's error is, after everything that was fed is known to end there or not. */
static bool give_up(Xml *x)
{
    enum XML_Error error = XML_GetErrorCode(x->parser);
    bool hostile = error == XML_ERROR_ENTITY_DECLARED_IN_PE ||
                   error == XML_ERROR_RECURSIVE_ENTITY_REF || error == XML_ERROR_NO_MEMORY;
    if (!x->stopped)
        refuse(x, hostile ? HOSTILE : UNREADABLE, words_of(error));
    x->stopped = true;
    return false;
}

/* Whether the error is the beginning of another document, which then is read from piece[*at] on. */
static bool starts_over(Xml *x, Str piece, ptrdiff_t before, ptrdiff_t *at)
{
    enum XML_Error error = XML_GetErrorCode(x->parser);
    if (!x->h.many || x->stopped || x->depth > 0 || x->elements == 0 ||
        (error != XML_ERROR_JUNK_AFTER_DOC_ELEMENT && error != XML_ERROR_MISPLACED_XML_PI))
        return false;
    ptrdiff_t index = (ptrdiff_t)XML_GetCurrentByteIndex(x->parser), in = *at + index - before;
    while (in < piece.n && in >= *at && (unsigned char)piece.p[in] <= ' ')
        in++;
    if (index < 0 || in < *at || in >= piece.n || piece.p[in] != '<')
        return false;
    x->base_lines += (int64_t)XML_GetCurrentLineNumber(x->parser) - 1;
    x->base += index + (in - (*at + index - before));
    *at = in;
    XML_ParserReset(x->parser, x->h.utf8 ? "UTF-8" : NULL);
    set_up(x);
    x->elements = x->fed = 0;
    x->n_declared = 0;
    return true;
}

bool xml_feed(Xml *x, Str piece)
{
    for (ptrdiff_t at = 0; at < piece.n && !x->stopped;) {
        ptrdiff_t n = piece.n - at < STEP_BYTES ? piece.n - at : STEP_BYTES, before = x->fed;
        enum XML_Status status = XML_Parse(x->parser, piece.p + at, (int)n, XML_FALSE);
        if (status == XML_STATUS_ERROR) {
            if (!starts_over(x, piece, before, &at))
                return give_up(x);
            continue;
        }
        x->fed += n;
        at += n;
        /* A tag that never ends would be looked at again with every piece. */
        ptrdiff_t passed = (ptrdiff_t)XML_GetCurrentByteIndex(x->parser);
        if (!x->stopped && x->depth > 0 && passed >= 0 &&
            x->fed - passed > n + LIMIT_XML_TAG_BYTES) {
            refuse_and_stop(x, "a single tag is longer than any of a statement");
            return false;
        }
    }
    return !x->stopped;
}

bool xml_end(Xml *x)
{
    if (!x->parser)
        return false;
    if (!x->stopped && XML_Parse(x->parser, "", 0, XML_TRUE) == XML_STATUS_ERROR)
        give_up(x);
    XML_ParserFree(x->parser);
    x->parser = NULL;
    return !failed(x->c);
}

void xml_drop(Xml *x)
{
    if (x->parser)
        XML_ParserFree(x->parser);
    x->parser = NULL;
}

bool xml_read(Ctx *c, Str bytes, const XmlHandler *handler)
{
    Xml *x = xml_begin(c, handler);
    xml_feed(x, bytes);
    return xml_end(x);
}

int64_t xml_line(const Xml *x)
{
    return x->base_lines + (x->parser ? (int64_t)XML_GetCurrentLineNumber(x->parser) : 0);
}

Str xml_space(const Xml *x)
{
    return x->space;
}

ptrdiff_t xml_at(const Xml *x)
{
    return x->base + (ptrdiff_t)XML_GetCurrentByteIndex(x->parser);
}

ptrdiff_t xml_behind(const Xml *x)
{
    return xml_at(x) + XML_GetCurrentByteCount(x->parser);
}

Str xml_attr(const XmlAttr *attrs, int n, Str name)
{
    for (int i = 0; i < n; i++)
        if (str_eq(attrs[i].name, name))
            return attrs[i].value;
    return (Str){ 0 };
}

/* --- whole files --- */

/* The encoding that the declaration names, in bytes that are at least ASCII. */
static Str declared_encoding(Str text)
{
    Str head = str_part(text, 0, 400);
    if (!str_starts(head, S("<?xml")))
        return (Str){ 0 };
    head = str_part(head, 0, str_find(head, S("?>"), 0) < 0 ? 0 : str_find(head, S("?>"), 0));
    ptrdiff_t at = str_find(head, S("encoding"), 0);
    if (at < 0)
        return (Str){ 0 };
    for (at += 8; at < head.n && head.p[at] != '"' && head.p[at] != '\'';)
        at++;
    ptrdiff_t end = at < head.n ? str_find_char(head, head.p[at], at + 1) : -1;
    return end < 0 ? (Str){ 0 } : str_part(head, at + 1, end);
}

/* Without what stands before the first tag and the zeros behind the last. */
static Str between_edges(Str text, int64_t *lines)
{
    ptrdiff_t from = 0;
    while (from < text.n && ((unsigned char)text.p[from] <= ' '))
        *lines += text.p[from++] == '\n';
    while (text.n > from && ((unsigned char)text.p[text.n - 1] <= ' '))
        text.n--;
    return str_part(text, from, text.n);
}

/* Bytes that are not UTF-8: in the declared code page, or in the one that makes the best words. */
static bool decode_text(Ctx *c, Str bytes, XmlText *out)
{
    int declared = out->declared.n ? codepage_find(out->declared) : ENCODING_UTF8;
    if (declared < 0)
        return fail(c, UNREADABLE, "line 1",
                    "the XML is in the character set %.*s, which is not known",
                    STR_ARG(str_part(out->declared, 0, 40)));
    out->encoding = declared;
    if (declared < ENCODING_GB18030) {
        TextEncoding found = codepage_detect(c->mem, bytes, NULL, NULL);
        out->lies = true;
        out->encoding = found.bad_encoding >= 0 ? found.bad_encoding : found.encoding;
        out->certain = found.certain && found.bad_encoding < 0;
        if (out->encoding == ENCODING_UTF8)
            out->encoding = ENCODING_TABLE;
    }
    out->text = codepage_decode(c->mem, out->encoding, bytes, &out->bad);
    return true;
}

bool xml_text(Ctx *c, Str bytes, XmlText *out)
{
    *out = (XmlText){ .encoding = ENCODING_UTF8, .certain = true };
    TextEncoding wide = codepage_detect(c->mem, str_part(bytes, 0, 1024), NULL, NULL);
    if (wide.encoding >= ENCODING_UTF16LE && wide.encoding <= ENCODING_UTF32BE) {
        out->encoding = wide.encoding;
        bytes = codepage_decode(c->mem, wide.encoding, str_part(bytes, wide.mark_bytes, bytes.n),
                                &out->bad);
    } else if (str_starts(bytes, S("\xEF\xBB\xBF"))) {
        bytes = str_part(bytes, 3, bytes.n);
    }
    out->text = between_edges(bytes, &out->skipped_lines);
    out->declared = declared_encoding(out->text);
    if (!utf8_valid(out->text) && !decode_text(c, out->text, out))
        return false;
    int said = out->declared.n ? codepage_find(out->declared) : out->encoding;
    bool ascii_would_do = out->encoding == ENCODING_UTF8 && said >= ENCODING_GB18030;
    out->lies |= said >= 0 && ascii_would_do && utf8_count(out->text) != out->text.n;
    return !failed(c);
}
