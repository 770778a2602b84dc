/* The tags of OFX as files write them. */
#include "format/ofx_scan.h"

#include <string.h>

enum {
    NAME_MAX_BYTES = 40,
    ATTRIBUTES_MAX = 1024,
    INSTRUCTION_MAX = 4096,
    OWN_CLOSE_AHEAD = 512,
    TAGS_AHEAD = 6
};

_Static_assert(OFX_TAG_COUNT < 256, "a slot is a byte");

static const Str names[OFX_TAG_COUNT] = {
#define X(name) [OFX_##name] = S_INIT(#name),
    OFX_GROUPS(X) OFX_DEALS(X) OFX_VALUES(X)
#undef X
};

Str ofx_tag_name(OfxTag tag)
{
    return names[tag];
}

bool ofx_is_deal(OfxTag tag)
{
    return tag >= OFX_BUYDEBT && tag <= OFX_TRANSFER;
}

bool ofx_is_group(OfxTag tag)
{
    return tag >= OFX_OFX && tag <= OFX_TRANSFER;
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n' || ch == '\f' || ch == '\v' ||
           ch == 0;
}

static bool is_letter(char ch)
{
    return (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z');
}

static bool is_name(char ch)
{
    return is_letter(ch) || (ch >= '0' && ch <= '9') || ch == '.' || ch == '_' || ch == '-' ||
           ch == ':';
}

static char upper(char ch)
{
    return ch >= 'a' && ch <= 'z' ? (char)(ch - 32) : ch;
}

static uint32_t slot_of(Str name)
{
    uint32_t h = 2166136261u;
    for (ptrdiff_t i = 0; i < name.n; i++)
        h = (h ^ (unsigned char)upper(name.p[i])) * 16777619u;
    return (h ^ h >> 15) % OFX_SLOTS;
}

void ofx_scan(OfxScanner *scanner, Str text)
{
    *scanner = (OfxScanner){ .text = text, .line = 1 };
    scanner->xml = str_find(str_part(text, 0, INSTRUCTION_MAX), S("<?xml"), 0) >= 0;
    for (int tag = 1; tag < OFX_TAG_COUNT; tag++) {
        uint32_t slot = slot_of(names[tag]);
        while (scanner->slots[slot])
            slot = (slot + 1) % OFX_SLOTS;
        scanner->slots[slot] = (uint8_t)tag;
    }
}

static OfxTag tag_of(const OfxScanner *scanner, Str name)
{
    for (uint32_t slot = slot_of(name); scanner->slots[slot]; slot = (slot + 1) % OFX_SLOTS)
        if (str_eq_nocase(names[scanner->slots[slot]], name))
            return (OfxTag)scanner->slots[slot];
    return OFX_OTHER;
}

typedef struct {
    Str name; /* without a prefix */
    OfxTag tag;
    bool close, empty; /* </X>, <X/> */
    ptrdiff_t end;     /* behind the ">" */
} Tag;

/* Whether what stands between a name and the ">" may stand there: blanks, a slash, attributes. */
static bool are_attributes(Str s)
{
    bool sign = false, blank = true;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        sign |= s.p[i] == '=';
        blank &= is_blank(s.p[i]) || s.p[i] == '/';
    }
    return blank || (sign && is_blank(s.p[0]));
}

/* The tag that begins with the "<" at `at`; false when that is only a sign of a text. */
static bool tag_at(const OfxScanner *scanner, ptrdiff_t at, Tag *out)
{
    Str t = scanner->text;
    ptrdiff_t i = at + 1;
    bool close = i < t.n && t.p[i] == '/';
    i += close;
    while (close && i < t.n && i < at + 4 && is_blank(t.p[i]))
        i++;
    ptrdiff_t begin = i;
    if (i >= t.n || !is_letter(t.p[i]))
        return false;
    while (i < t.n && i - begin <= NAME_MAX_BYTES && is_name(t.p[i]))
        i++;
    Str name = str_part(t, begin, i);
    ptrdiff_t rest = i;
    while (i < t.n && i - rest < ATTRIBUTES_MAX && t.p[i] != '>' && t.p[i] != '<')
        i++;
    if (i >= t.n || t.p[i] != '>' || name.n > NAME_MAX_BYTES ||
        !are_attributes(str_part(t, rest, i)))
        return false;
    ptrdiff_t colon = str_find_char(name, ':', 0);
    name = colon >= 0 ? str_part(name, colon + 1, name.n) : name;
    *out = (Tag){ name, tag_of(scanner, name), close, i > rest && t.p[i - 1] == '/', i + 1 };
    return true;
}

static void count_lines(OfxScanner *scanner, ptrdiff_t to)
{
    Str t = scanner->text;
    for (ptrdiff_t i = scanner->counted; i < to; i++)
        scanner->line += t.p[i] == '\n' || (t.p[i] == '\r' && (i + 1 >= t.n || t.p[i + 1] != '\n'));
    scanner->counted = to > scanner->counted ? to : scanner->counted;
}

/* Behind the comment, CDATA section, instruction or declaration that begins at `at`; `at` itself if
 * none does. */
static ptrdiff_t skip_markup(OfxScanner *scanner, ptrdiff_t at)
{
    Str t = scanner->text, head = str_part(t, at, at + 9);
    Str end = { 0 };
    if (str_starts(head, S("<!--")))
        end = S("-->");
    else if (str_starts(head, S("<![CDATA[")))
        end = S("]]>");
    else if (str_starts(head, S("<?")))
        end = S("?>");
    else if (str_starts(head, S("<!")) && head.n > 2 && is_letter(head.p[2]))
        end = S(">");
    else
        return at;
    bool instruction = str_starts(head, S("<?"));
    ptrdiff_t from = instruction && scanner->no_end_before > at ? scanner->no_end_before : at + 2;
    Str where = instruction ? str_part(t, 0, at + INSTRUCTION_MAX) : t;
    ptrdiff_t found = str_find(where, end, from);
    if (instruction && found < 0) { /* an instruction that ends like a tag */
        scanner->no_end_before = where.n - 1;
        return at + 2;
    }
    if (found < 0) {
        scanner->unclosed = true;
        return t.n;
    }
    if (end.n == 1 && (scanner->xml || str_find_char(str_part(t, at, found), '[', 0) >= 0))
        scanner->hostile = "a document type, which no statement needs";
    if (end.n == 1 && head.n > 3 && upper(head.p[2]) == 'E')
        scanner->hostile = "a declaration of an entity or element";
    if (scanner->hostile)
        count_lines(scanner, at);
    return found + end.n;
}

/* Whether </name> follows soon, on the same line and with nothing between that counts. */
static bool own_close_follows(const OfxScanner *scanner, ptrdiff_t at, Str name)
{
    Str t = str_part(scanner->text, 0, at + OWN_CLOSE_AHEAD);
    int tags = 0;
    Tag tag;
    for (; at < t.n && t.p[at] != '\n' && t.p[at] != '\r'; at++)
        if (t.p[at] == '<' && tag_at(scanner, at, &tag)) {
            if (tag.close && str_eq_nocase(tag.name, name))
                return true;
            if (tag.tag != OFX_OTHER || ++tags == TAGS_AHEAD)
                return false;
        }
    return false;
}

/* Where the value that begins at `at` ends: at the next tag that counts. */
static ptrdiff_t value_end(OfxScanner *scanner, ptrdiff_t at, const Tag *own, bool xml_text)
{
    Str t = scanner->text;
    Tag tag;
    while (at < t.n) {
        const char *sign = memchr(t.p + at, '<', (size_t)(t.n - at));
        if (!sign)
            return t.n;
        at = sign - t.p;
        ptrdiff_t behind = skip_markup(scanner, at);
        if (behind > at) {
            at = behind;
            continue;
        }
        if (tag_at(scanner, at, &tag) &&
            (tag.tag != OFX_OTHER || (tag.close && str_eq_nocase(tag.name, own->name)) ||
             !xml_text || !own_close_follows(scanner, tag.end, own->name)))
            return at;
        at++;
    }
    return t.n;
}

static Str trim(Str s)
{
    while (s.n && is_blank(s.p[0]))
        s = str_n(s.p + 1, s.n - 1);
    while (s.n && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

/* The event of a tag that opens. */
static void open(OfxScanner *scanner, const Tag *tag, OfxEvent *out)
{
    Str t = scanner->text;
    Tag next;
    out->kind = OFX_EVENT_VALUE;
    out->value = (Str){ t.p + tag->end, 0 };
    scanner->at = tag->end;
    if (tag->empty)
        return;
    ptrdiff_t end = value_end(scanner, tag->end, tag, !ofx_is_group(tag->tag));
    out->value = trim(str_part(t, tag->end, end));
    bool own = end < t.n && tag_at(scanner, end, &next) && next.close &&
               str_eq_nocase(next.name, tag->name);
    if (!out->value.n && !own && (ofx_is_group(tag->tag) || tag->tag == OFX_OTHER))
        out->kind = OFX_EVENT_OPEN;
    bool code = tag->tag == OFX_CURRENCY && out->value.n == 3;
    if (out->value.n && ofx_is_group(tag->tag) && !own && !code) {
        out->kind = OFX_EVENT_OPEN; /* a group with something stray behind its tag */
        out->value.n = 0;
    }
    if (out->kind == OFX_EVENT_VALUE) {
        scanner->at = own ? next.end : end;
        out->end = scanner->at;
    }
}

bool ofx_next(OfxScanner *scanner, OfxEvent *out)
{
    Str t = scanner->text;
    Tag tag;
    while (scanner->at < t.n && !scanner->hostile) {
        const char *sign = memchr(t.p + scanner->at, '<', (size_t)(t.n - scanner->at));
        if (!sign)
            break;
        scanner->at = sign - t.p;
        ptrdiff_t behind = skip_markup(scanner, scanner->at);
        if (behind > scanner->at) {
            scanner->at = behind;
            continue;
        }
        if (!tag_at(scanner, scanner->at, &tag)) {
            scanner->at++;
            continue;
        }
        count_lines(scanner, scanner->at);
        *out = (OfxEvent){ OFX_EVENT_CLOSE, tag.tag, tag.name,     { 0 },
                           scanner->at,     tag.end, scanner->line };
        scanner->at = tag.end;
        if (!tag.close)
            open(scanner, &tag, out);
        return !scanner->hostile;
    }
    scanner->at = t.n;
    if (!scanner->hostile)
        count_lines(scanner, t.n);
    return false;
}
