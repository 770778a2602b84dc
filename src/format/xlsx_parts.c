/* What the sheets of an Excel workbook refer to: relations, the list of sheets, styles, texts. */
#include "format/xlsx_parts.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { RELATIONS_MAX = 4096, STYLES_MAX = 65536, FORMATS_MAX = 4096, MERGES_MAX = 65536 };

/* --- relations --- */

/* "xl/" of "xl/workbook.xml". */
static Str folder_of(Str part)
{
    ptrdiff_t end = 0;
    for (ptrdiff_t i = 0; i < part.n; i++)
        if (part.p[i] == '/')
            end = i + 1;
    return str_part(part, 0, end);
}

/* A target as it is written, from the folder of the part that refers to it, as a member's name. */
static Str resolve(Arena *mem, Str folder, Str target)
{
    if (target.n && (target.p[0] == '/' || target.p[0] == '\\'))
        return str_part(target, 1, target.n);
    while (str_starts(target, S("../"))) {
        folder = folder_of(str_part(folder, 0, folder.n - 1));
        target = str_part(target, 3, target.n);
    }
    if (str_starts(target, S("./")))
        target = str_part(target, 2, target.n);
    return str_fmt(mem, "%.*s%.*s", STR_ARG(folder), STR_ARG(target));
}

typedef struct {
    Ctx *c;
    Str folder;
    Relations *out;
    ptrdiff_t room;
} RelationReader;

static bool on_relation(void *state, Str name, const XmlAttr *attrs, int n)
{
    RelationReader *r = state;
    if (!str_eq(name, S("Relationship")) || r->out->n == RELATIONS_MAX)
        return true;
    Arena *mem = r->c->mem;
    if (r->out->n == r->room) {
        ptrdiff_t room = r->room ? 2 * r->room : 16;
        r->out->at = arena_grow(mem, r->out->at, (size_t)r->room * sizeof(Relation),
                                (size_t)room * sizeof(Relation));
        r->room = room;
    }
    r->out->at[r->out->n++] =
        (Relation){ .id = str_copy(mem, xml_attr(attrs, n, S("Id"))),
                    .type = str_copy(mem, xml_attr(attrs, n, S("Type"))),
                    .target =
                        str_copy(mem, resolve(mem, r->folder, xml_attr(attrs, n, S("Target")))) };
    return true;
}

bool xlsx_relations(Ctx *c, Archive *a, Str part, Relations *out)
{
    Str folder = folder_of(part), file = str_part(part, folder.n, part.n);
    *out = (Relations){ 0 };
    RelationReader r = { .c = c, .folder = folder, .out = out };
    XmlPump p = { .archive = a, .handler = { .state = &r, .open = on_relation } };
    p.member =
        archive_find(a, str_fmt(c->mem, "%.*s_rels/%.*s.rels", STR_ARG(folder), STR_ARG(file)));
    return p.member < 0 || pump_all(&p, c);
}

Str relation_of_type(const Relations *r, Str ending)
{
    for (ptrdiff_t i = 0; i < r->n; i++)
        if (str_ends(r->at[i].type, ending))
            return r->at[i].target;
    return (Str){ 0 };
}

/* --- the list of sheets --- */

typedef struct {
    Ctx *c;
    XlsxBook *book;
} BookReader;

static void add_sheet(BookReader *r, const XmlAttr *attrs, int n)
{
    XlsxBook *b = r->book;
    if (b->n == b->room) {
        ptrdiff_t room = b->room ? 2 * b->room : 16;
        b->sheets = arena_grow(r->c->mem, b->sheets, (size_t)b->room * sizeof *b->sheets,
                               (size_t)room * sizeof *b->sheets);
        b->room = room;
    }
    XlsxSheet *s = &b->sheets[b->n++];
    Str state = xml_attr(attrs, n, S("state"));
    s->name = str_copy(r->c->mem, xml_attr(attrs, n, S("name")));
    s->relation = str_copy(r->c->mem, xml_attr(attrs, n, S("id")));
    s->state = str_eq(state, S("hidden"))       ? SHEET_HIDDEN
               : str_eq(state, S("veryHidden")) ? SHEET_VERY_HIDDEN
                                                : SHEET_VISIBLE;
}

static bool on_book(void *state, Str name, const XmlAttr *attrs, int n)
{
    BookReader *r = state;
    if (str_eq(name, S("workbookPr")))
        r->book->from_1904 |= attr_says(attrs, n, S("date1904"));
    else if (str_eq(name, S("sheet")))
        add_sheet(r, attrs, n);
    if (r->book->n <= LIMIT_SHEETS)
        return true;
    return fail(r->c, HOSTILE, NULL, "the workbook has more than %d sheets", LIMIT_SHEETS);
}

bool xlsx_book(Ctx *c, Archive *a, Str part, XlsxBook *out)
{
    *out = (XlsxBook){ 0 };
    BookReader r = { c, out };
    XmlPump p = { .archive = a, .handler = { .state = &r, .open = on_book } };
    p.member = archive_find(a, part);
    if (p.member < 0)
        return fail(c, UNREADABLE, NULL, "the workbook's list of sheets is missing in the file");
    return pump_all(&p, c);
}

/* --- styles --- */

typedef struct {
    Ctx *c;
    bool in_cells; /* within cellXfs */
    int ids[FORMATS_MAX];
    uint8_t kinds[FORMATS_MAX];
    Currency currencies[FORMATS_MAX];
    int n_own;
    uint8_t *formats;
    Currency *units;
    ptrdiff_t n;
} StyleReader;

static uint8_t format_of(const StyleReader *r, int64_t id)
{
    for (int i = 0; i < r->n_own; i++)
        if (r->ids[i] == id)
            return r->kinds[i];
    return (uint8_t)cell_format_of_id(id >= 0 && id < 1000 ? (int)id : 0);
}

static Currency unit_of(const StyleReader *r, int64_t id)
{
    for (int i = 0; i < r->n_own; i++)
        if (r->ids[i] == id)
            return r->currencies[i];
    return CURRENCY_NONE;
}

static bool on_style(void *state, Str name, const XmlAttr *attrs, int n)
{
    StyleReader *r = state;
    if (str_eq(name, S("numFmt")) && r->n_own < FORMATS_MAX) {
        r->ids[r->n_own] = (int)attr_number(attrs, n, S("numFmtId"), -1);
        Str code = xml_attr(attrs, n, S("formatCode"));
        r->currencies[r->n_own] = cell_currency_of_code(code);
        r->kinds[r->n_own++] = (uint8_t)cell_format_of_code(code);
    } else if (str_eq(name, S("cellXfs"))) {
        r->in_cells = true;
    } else if (r->in_cells && str_eq(name, S("xf")) && r->n < STYLES_MAX) {
        int64_t id = attr_number(attrs, n, S("numFmtId"), 0);
        r->units[r->n] = unit_of(r, id);
        r->formats[r->n++] = format_of(r, id);
    }
    return true;
}

static bool on_style_end(void *state, Str name)
{
    StyleReader *r = state;
    if (str_eq(name, S("cellXfs")))
        r->in_cells = false;
    return true;
}

bool xlsx_styles(Ctx *c, Archive *a, ptrdiff_t member, XlsxStyles *out)
{
    StyleReader *r = NEW(c->mem, StyleReader);
    r->c = c;
    r->formats = NEW_ARRAY(c->mem, uint8_t, STYLES_MAX);
    r->units = NEW_ARRAY(c->mem, Currency, STYLES_MAX);
    XmlPump p = { .archive = a,
                  .member = member,
                  .handler = { .state = r, .open = on_style, .close = on_style_end } };
    bool fine = pump_all(&p, c);
    *out = (XlsxStyles){ r->formats, r->units, r->n };
    return fine;
}

/* --- shared texts --- */

typedef struct {
    Ctx *c;
    SharedTexts *out;
    Buf text;
    int phonetic; /* levels within signs of how the text is spoken */
    bool in_text;
} TextReader;

static bool on_text_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    TextReader *r = state;
    (void)attrs;
    (void)n;
    if (str_eq(name, S("si")))
        buf_clear(&r->text);
    else if (str_eq(name, S("rPh")))
        r->phonetic++;
    else if (str_eq(name, S("t")))
        r->in_text = r->phonetic == 0;
    return true;
}

static bool on_text(void *state, Str text)
{
    TextReader *r = state;
    if (r->in_text)
        buf_add(&r->text, text);
    return true;
}

static bool on_text_close(void *state, Str name)
{
    TextReader *r = state;
    if (str_eq(name, S("t")))
        r->in_text = false;
    else if (str_eq(name, S("rPh")))
        r->phonetic--;
    else if (str_eq(name, S("si")))
        return shared_add(r->c, r->out, cell_trim(xlsx_unescape(r->c->mem, buf_str(&r->text))));
    return true;
}

bool xlsx_texts(Ctx *c, Archive *a, ptrdiff_t member, SharedTexts *out)
{
    enum { TEXT_BYTES_MAX = 1 << 20 };
    TextReader r = { .c = c, .out = out, .text = buf_new(c->mem, TEXT_BYTES_MAX) };
    XmlPump p = {
        .archive = a,
        .member = member,
        .handler = { .state = &r, .open = on_text_open, .close = on_text_close, .text = on_text }
    };
    return pump_all(&p, c);
}

/* --- addresses and escapes --- */

bool cell_address(Str text, int64_t *row, int64_t *column)
{
    ptrdiff_t i = 0;
    *row = *column = 0;
    for (; i < text.n && i < 4; i++) {
        char upper = (char)(text.p[i] & ~32);
        if (upper < 'A' || upper > 'Z')
            break;
        *column = *column * 26 + (upper - 'A' + 1);
    }
    if (i == 0 || i == text.n || !str_int(str_part(text, i, text.n), row))
        return false;
    --*row;
    --*column;
    return *row >= 0 && *row < ROWS_NUMBER_MAX && *column < ROWS_COLUMNS_MAX;
}

static int hex_digit(char ch)
{
    char lower = (char)(ch | 32);
    return ch >= '0' && ch <= '9' ? ch - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The code unit of _xHHHH_ at that place; -1: none. */
static int escaped_at(Str s, ptrdiff_t at)
{
    if (at + 7 > s.n || s.p[at] != '_' || s.p[at + 1] != 'x' || s.p[at + 6] != '_')
        return -1;
    int unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(s.p[at + i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

Str xlsx_unescape(Arena *mem, Str s)
{
    if (str_find(s, S("_x"), 0) < 0)
        return s;
    Buf b = buf_new(mem, s.n);
    for (ptrdiff_t i = 0; i < s.n;) {
        int unit = escaped_at(s, i), low = unit < 0 ? -1 : escaped_at(s, i + 7);
        if (unit >= 0xD800 && unit < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            buf_utf8(&b, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            i += 14;
        } else if (unit > 0 && (unit < 0xD800 || unit >= 0xE000)) {
            buf_utf8(&b, unit);
            i += 7;
        } else if (unit >= 0) {
            i += 7; /* NUL and halves of characters are none */
        } else {
            buf_char(&b, s.p[i++]);
        }
    }
    return buf_str(&b);
}

/* --- merged blocks --- */

/* Finds <mergeCell ref="A1:B2"/> in the bytes as they come: much quicker than reading the XML for
 * them, which stand behind all rows. */
typedef struct {
    Arena *mem;
    Merge *at;
    ptrdiff_t n, room;
} MergeFinder;

static void take_merge(MergeFinder *f, Str tag)
{
    static const char quotes[] = { '"', '\'' };
    ptrdiff_t ref = str_find(tag, S("ref="), 0), end = -1;
    for (int i = 0; i < 2 && ref >= 0 && ref + 5 < tag.n; i++)
        if (tag.p[ref + 4] == quotes[i])
            end = str_find_char(tag, quotes[i], ref + 5);
    if (end < 0 || f->n == MERGES_MAX)
        return;
    Str both = str_part(tag, ref + 5, end), first = str_cut(&both, ':');
    Merge m;
    int64_t column, other;
    if (cell_address(first, &m.first_row, &column) && cell_address(both, &m.last_row, &other) &&
        m.last_row > m.first_row) {
        m.column = (int32_t)column;
        if (f->n == f->room) {
            ptrdiff_t room = f->room ? 2 * f->room : 16;
            f->at = arena_grow(f->mem, f->at, (size_t)f->room * sizeof m, (size_t)room * sizeof m);
            f->room = room;
        }
        f->at[f->n++] = m;
    }
}

static void look_for_merges(MergeFinder *f, Str piece)
{
    for (ptrdiff_t at = 0; at < piece.n;) {
        const char *hit = memmem(piece.p + at, (size_t)(piece.n - at), "mergeCell ", 10);
        if (!hit)
            return;
        ptrdiff_t from = hit - piece.p, end = str_find_char(piece, '>', from);
        if (end < 0)
            return;
        take_merge(f, str_part(piece, from, end));
        at = end;
    }
}

static int by_first_row(const void *a, const void *b)
{
    const Merge *x = a, *y = b;
    return x->first_row < y->first_row ? -1 : x->first_row > y->first_row;
}

bool xlsx_merges(Ctx *c, Archive *a, ptrdiff_t member, Merge **out, ptrdiff_t *n)
{
    enum { PIECE = 1 << 15, KEPT = 96 };
    MergeFinder f = { .mem = c->mem };
    ArchiveStream *s = archive_begin(c, a, member);
    char *buffer = arena_alloc(c->mem, PIECE + KEPT);
    ptrdiff_t kept = 0, got = 0;
    while (s && (got = archive_read(c, s, buffer + kept, PIECE)) > 0) {
        Str piece = str_n(buffer, kept + got);
        look_for_merges(&f, piece);
        /* The beginning of a tag that goes on in the next piece. */
        ptrdiff_t last = piece.n;
        while (last > 0 && last > piece.n - KEPT && piece.p[last - 1] != '>')
            last--;
        kept = piece.n - last;
        memmove(buffer, buffer + last, (size_t)kept);
    }
    archive_end(s);
    if (f.n)
        qsort(f.at, (size_t)f.n, sizeof *f.at, by_first_row);
    *out = f.at;
    *n = f.n;
    return !failed(c);
}
