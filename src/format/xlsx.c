/* Excel workbooks (XLSX, XLSM) in a stream, protected ones too. */
#include "format/xlsx.h"

#include "format/ole.h"
#include "format/ooxml_crypt.h"
#include "format/xlsx_parts.h"
#include "text/utf8.h"

enum { CELL_BYTES_MAX = 1 << 17, MERGES_FROM_BYTES = 64 << 20 };

typedef struct {
    SheetPump in; /* comes first: the feed of a sheet knows the book by it */
    Ctx *c;
    Archive *archive;
    XlsxBook list;
    CellManner manner;
    XlsxStyles looks;
    ptrdiff_t styles, texts; /* members; -1: none */
    bool parts_read;
    SharedTexts shared;
    /* --- the open sheet --- */
    int64_t row, column; /* the last ones, from 0; -1: none */
    bool row_open, in_cell, in_value, in_formula, in_inline;
    int phonetic;
    char kind; /* of the cell: n, s (shared), t (text), b, e, d */
    int64_t style;
    Buf value, formula;
} Book;

/* --- cells --- */

static char kind_of(Str type)
{
    if (!type.n || str_eq(type, S("n")))
        return 'n';
    if (str_eq(type, S("inlineStr")) || str_eq(type, S("str")))
        return 't';
    return type.p[0];
}

static void open_row(Book *b, const XmlAttr *attrs, int n)
{
    int64_t number = attr_number(attrs, n, S("r"), 0);
    b->row = number > 0 && number <= ROWS_NUMBER_MAX ? number - 1 : b->row + 1;
    b->column = -1;
    b->row_open = false;
}

static void open_cell(Book *b, const XmlAttr *attrs, int n)
{
    int64_t row, column;
    b->in_cell = true;
    b->in_value = b->in_formula = b->in_inline = false;
    buf_clear(&b->value);
    buf_clear(&b->formula);
    b->kind = kind_of(xml_attr(attrs, n, S("t")));
    b->style = attr_number(attrs, n, S("s"), 0);
    b->column = cell_address(xml_attr(attrs, n, S("r")), &row, &column) ? column : b->column + 1;
}

static bool on_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    Book *b = state;
    if (str_eq(name, S("c")))
        open_cell(b, attrs, n);
    else if (str_eq(name, S("row")))
        open_row(b, attrs, n);
    else if (str_eq(name, S("v")))
        b->in_value = b->in_cell;
    else if (str_eq(name, S("f")))
        b->in_formula = b->in_cell;
    else if (str_eq(name, S("is")))
        b->in_inline = b->in_cell;
    else if (str_eq(name, S("rPh")))
        b->phonetic++;
    else if (str_eq(name, S("t")))
        b->in_value = b->in_inline && b->phonetic == 0;
    return true;
}

static bool on_text(void *state, Str text)
{
    Book *b = state;
    if (b->in_value)
        buf_add(&b->value, text);
    else if (b->in_formula)
        buf_add(&b->formula, text);
    return true;
}

static CellFormat format_of(const Book *b)
{
    return b->style >= 0 && b->style < b->looks.n ? (CellFormat)b->looks.formats[b->style]
                                                  : FORMAT_NUMBER;
}

/* What the cell holds. A formula whose value nobody has worked out is shown as one. */
static bool cell_value(Book *b, Arena *mem, CellValue *out, bool *kept)
{
    Str text = buf_str(&b->value);
    int64_t i;
    *out = (CellValue){ 0 };
    *kept = false;
    if (!text.n && b->formula.n && !b->manner.exact) {
        out->text = str_fmt(mem, "=%.*s", STR_ARG(text_shown(buf_str(&b->formula))));
        return true;
    }
    switch (b->kind) {
    case 's':
        if (!text.n)
            return true;
        if (!str_int(str_trim(text), &i) || i < 0 || i >= b->shared.n)
            return fail(b->c, UNREADABLE, NULL,
                        "a cell in row %lld refers to a text that the workbook does not have",
                        (long long)b->row + 1);
        out->text = shared_text(&b->shared, i);
        *kept = true;
        return true;
    case 'b': *out = text.n ? cell_of_bool(str_eq(str_trim(text), S("1"))) : *out; return true;
    case 'd': *out = cell_of_iso(mem, text); return true;
    case 't':
    case 'e': out->text = cell_trim(xlsx_unescape(mem, text)); return true;
    default: *out = cell_of_figure(mem, text, format_of(b), b->manner); return true;
    }
}

static bool close_cell(Book *b)
{
    CellValue value;
    bool kept;
    b->in_cell = false;
    if (!b->value.n && !b->formula.n)
        return true;
    if (!cell_value(b, b->in.feed->mem, &value, &kept))
        return false;
    if (!value.text.n)
        return true;
    if (!b->row_open)
        rows_open(b->in.feed, b->row + 1);
    b->row_open = true;
    rows_cell(b->in.feed, b->column, value, kept);
    if (b->style >= 0 && b->style < b->looks.n)
        rows_unit(b->in.feed, b->looks.units[b->style]);
    return true;
}

static bool on_close(void *state, Str name)
{
    Book *b = state;
    if (str_eq(name, S("v")) || str_eq(name, S("t")))
        b->in_value = false;
    else if (str_eq(name, S("f")))
        b->in_formula = false;
    else if (str_eq(name, S("rPh")))
        b->phonetic--;
    else if (str_eq(name, S("c")))
        return close_cell(b);
    else if (str_eq(name, S("row")) && b->row_open)
        rows_close(b->in.feed);
    else if (str_eq(name, S("sheetData")))
        return false; /* what follows are no cells */
    return true;
}

/* --- the feed of a sheet --- */

static void begin_sheet(SheetPump *in)
{
    Book *b = (Book *)(void *)in;
    b->row = b->column = -1;
    b->row_open = b->in_cell = b->in_value = b->in_formula = b->in_inline = false;
    b->phonetic = 0;
}

/* Styles and texts, when the first sheet is opened. */
static bool read_parts(Book *b)
{
    if (b->parts_read)
        return true;
    b->parts_read = true;
    if (b->styles >= 0 && !xlsx_styles(b->c, b->archive, b->styles, &b->looks))
        return false;
    return b->texts < 0 || xlsx_texts(b->c, b->archive, b->texts, &b->shared);
}

static bool open_sheet(Workbook *book, Ctx *c, ptrdiff_t i, bool exact, TableSource *out)
{
    Book *b = book->state;
    const XlsxSheet *sheet = &b->list.sheets[i];
    rows_done(b->in.feed);
    if (!read_parts(b))
        return false;
    b->manner.exact = exact;
    b->in.pump.member = sheet->member;
    sheet_feed(&b->in, c, begin_sheet);
    if (!exact && archive_entry(b->archive, sheet->member)->size < MERGES_FROM_BYTES &&
        !xlsx_merges(c, b->archive, sheet->member, (Merge **)&b->in.feed->merges,
                     &b->in.feed->n_merges))
        return false;
    *out = rows_source(c, b->in.feed, S("xlsx"), sheet->name);
    return true;
}

static void close_book(Workbook *book)
{
    Book *b = book->state;
    sheet_end(&b->in);
    shared_free(&b->shared);
    archive_close(b->archive);
}

/* --- the workbook --- */

/* The sheets of cells: those whose relation is one of a worksheet and whose member is there. */
static void keep_sheets(Book *b, Str part, const Relations *relations)
{
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < b->list.n; i++) {
        XlsxSheet s = b->list.sheets[i];
        s.member = -1;
        for (ptrdiff_t k = 0; k < relations->n; k++)
            if (str_eq(relations->at[k].id, s.relation) &&
                str_ends(relations->at[k].type, S("/worksheet")))
                s.member = archive_find(b->archive, relations->at[k].target);
        if (s.member < 0 && relations->n == 0)
            s.member = archive_find(
                b->archive, str_fmt(b->c->mem, "xl/worksheets/sheet%lld.xml", (long long)i + 1));
        if (s.member >= 0)
            b->list.sheets[kept++] = s;
    }
    (void)part;
    b->list.n = kept;
}

static bool read_book(Book *b)
{
    Relations package, parts;
    if (!xlsx_relations(b->c, b->archive, S(""), &package))
        return false;
    Str part = relation_of_type(&package, S("/officeDocument"));
    if (!part.n || archive_find(b->archive, part) < 0)
        part = S("xl/workbook.xml");
    if (!xlsx_book(b->c, b->archive, part, &b->list) ||
        !xlsx_relations(b->c, b->archive, part, &parts))
        return false;
    ptrdiff_t listed = b->list.n;
    keep_sheets(b, part, &parts);
    if (listed && !b->list.n)
        return fail(b->c, UNREADABLE, NULL, "the workbook names %lld sheets and holds none of them",
                    (long long)listed);
    Str styles = relation_of_type(&parts, S("/styles"));
    Str texts = relation_of_type(&parts, S("/sharedStrings"));
    b->styles = archive_find(b->archive, styles.n ? styles : S("xl/styles.xml"));
    b->texts = archive_find(b->archive, texts.n ? texts : S("xl/sharedStrings.xml"));
    b->manner.from_1904 = b->list.from_1904;
    return true;
}

/* A protected file does not say what it holds until it is opened. */
static bool is_workbook(Ctx *c, const Archive *a)
{
    bool sheets = false;
    if (archive_find(a, S("xl/workbook.bin")) >= 0)
        return fail(
            c, UNSUPPORTED, NULL,
            "the protected file is a binary Excel workbook (XLSB); save it as XLSX and give that");
    for (ptrdiff_t i = 0; i < archive_count(a); i++)
        sheets |= str_starts(archive_entry(a, i)->name, S("xl/"));
    return sheets ||
           fail(c, UNSUPPORTED, NULL,
                "the protected file is an Office document without sheets, which cannot be read");
}

bool xlsx_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    int32_t password = 0;
    bool locked = ole_is(bytes);
    if (locked && !ooxml_decrypt(c, bytes, o, &bytes, &password))
        return false;
    Book *b = NEW(c->mem, Book);
    b->c = c;
    b->archive = archive_open(c, bytes, o);
    if (!b->archive)
        return false;
    b->value = buf_new(c->mem, CELL_BYTES_MAX);
    b->formula = buf_new(c->mem, CELL_BYTES_MAX);
    b->shared = shared_new();
    b->in.pump =
        (XmlPump){ .archive = b->archive,
                   .handler = { .state = b, .open = on_open, .close = on_close, .text = on_text } };
    *out = (Workbook){ .state = b, .open = open_sheet, .close = close_book };
    if ((locked && !is_workbook(c, b->archive)) || !read_book(b)) {
        close_book(out);
        return false;
    }
    out->from_1904 = b->list.from_1904;
    out->is_protected = password > 0;
    out->password = password;
    out->n = b->list.n;
    out->sheets = NEW_ARRAY(c->mem, Sheet, out->n);
    for (ptrdiff_t i = 0; i < out->n; i++)
        out->sheets[i] = (Sheet){ b->list.sheets[i].name, b->list.sheets[i].state };
    return true;
}
