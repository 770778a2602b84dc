/* SpreadsheetML of Excel 2002 and 2003 in a stream. */
#include "format/xmlss.h"

#include "format/sheet_xml.h"
#include "table/rows.h"

enum { CELL_BYTES_MAX = 1 << 17, FORMATS_MAX = 4096 };

typedef struct {
    Str style;
    CellFormat format;
} StyleFormat;

typedef struct {
    SheetPump in; /* comes first: the feed of a sheet knows the book by it */
    Ctx *c;
    CellManner manner;
    bool listing;
    Sheet *sheets;
    ptrdiff_t n;
    StyleFormat *formats; /* of the styles that have one of their own */
    ptrdiff_t n_formats;
    Str style_read; /* the style that is being read */
    bool in_visible;
    /* --- the open sheet --- */
    ptrdiff_t wanted, met;
    bool in_sheet, row_open, in_data;
    int64_t row, column, across; /* from 0; cells that the last one covers */
    CellFormat format, row_format;
    char type; /* the first letter of the cell's type */
    Buf text;
} Book;

/* --- formats --- */

/* Names that stand for formats, besides codes. */
static CellFormat format_of_name(Str name)
{
    static const Str dates[] = { S_INIT("General Date"), S_INIT("Long Date"), S_INIT("Medium Date"),
                                 S_INIT("Short Date"),   S_INIT("Long Time"), S_INIT("Medium Time"),
                                 S_INIT("Short Time") };
    static const Str numbers[] = { S_INIT("Fixed"), S_INIT("Standard"), S_INIT("Percent"),
                                   S_INIT("Currency"), S_INIT("Scientific") };
    for (ptrdiff_t i = 0; i < COUNT(dates); i++)
        if (str_eq_nocase(name, dates[i]))
            return FORMAT_DATE;
    for (ptrdiff_t i = 0; i < COUNT(numbers); i++)
        if (str_eq_nocase(name, numbers[i]))
            return FORMAT_NUMBER;
    return cell_format_of_code(name);
}

static CellFormat format_of(const Book *b, Str style, CellFormat otherwise)
{
    for (ptrdiff_t i = 0; style.n && i < b->n_formats; i++)
        if (str_eq(b->formats[i].style, style))
            return b->formats[i].format;
    return otherwise;
}

/* --- the list of sheets --- */

static bool list_open(Book *b, Str name, const XmlAttr *attrs, int n)
{
    Arena *mem = b->c->mem;
    if (str_eq(name, S("Worksheet"))) {
        if (b->n == LIMIT_SHEETS)
            return fail(b->c, HOSTILE, NULL, "the workbook has more than %d sheets", LIMIT_SHEETS);
        b->sheets[b->n++].name = str_copy(mem, xml_attr(attrs, n, S("Name")));
    } else if (str_eq(name, S("Style"))) {
        b->style_read = str_copy(mem, xml_attr(attrs, n, S("ID")));
    } else if (str_eq(name, S("NumberFormat")) && b->n_formats < FORMATS_MAX) {
        b->formats[b->n_formats++] =
            (StyleFormat){ b->style_read, format_of_name(xml_attr(attrs, n, S("Format"))) };
    } else if (str_eq(name, S("Date1904"))) {
        b->manner.from_1904 = true;
    }
    b->in_visible = str_eq(name, S("Visible")) && b->n > 0;
    return true;
}

static bool list_text(Book *b, Str text)
{
    if (!b->in_visible)
        return true;
    if (str_eq(str_trim(text), S("SheetHidden")))
        b->sheets[b->n - 1].state = SHEET_HIDDEN;
    if (str_eq(str_trim(text), S("SheetVeryHidden")))
        b->sheets[b->n - 1].state = SHEET_VERY_HIDDEN;
    return true;
}

/* --- cells --- */

static void open_row(Book *b, const XmlAttr *attrs, int n)
{
    int64_t index = attr_number(attrs, n, S("Index"), 0);
    b->row = index > 0 && index <= ROWS_NUMBER_MAX ? index - 1 : b->row + 1;
    b->column = -1;
    b->across = 0;
    b->row_open = false;
    b->row_format = format_of(b, xml_attr(attrs, n, S("StyleID")), FORMAT_NUMBER);
}

static void open_cell(Book *b, const XmlAttr *attrs, int n)
{
    int64_t index = attr_number(attrs, n, S("Index"), 0);
    b->column = index > 0 && index <= ROWS_COLUMNS_MAX ? index - 1 : b->column + 1 + b->across;
    b->across = attr_number(attrs, n, S("MergeAcross"), 0);
    b->across = b->across < 0 || b->across > ROWS_COLUMNS_MAX ? 0 : b->across;
    b->format = format_of(b, xml_attr(attrs, n, S("StyleID")), b->row_format);
    buf_clear(&b->text);
    b->type = 'S';
}

static CellValue cell_value(Book *b)
{
    Arena *mem = b->in.feed->mem;
    Str text = cell_trim(buf_str(&b->text));
    if (b->type == 'N')
        return cell_of_figure(mem, text, b->format, b->manner);
    if (b->type == 'D') {
        ptrdiff_t zeros = str_find(text, S("T00:00:00"), 0);
        return cell_of_iso(mem, zeros == DATE_TEXT ? str_part(text, 0, DATE_TEXT) : text);
    }
    if (b->type == 'B')
        return cell_of_bool(str_eq(text, S("1")));
    return (CellValue){ text, CELL_TEXT };
}

static void close_data(Book *b)
{
    CellValue value = cell_value(b);
    b->in_data = false;
    if (!value.text.n)
        return;
    if (!b->row_open)
        rows_open(b->in.feed, b->row + 1);
    b->row_open = true;
    rows_cell(b->in.feed, b->column, value, false);
}

static bool on_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    Book *b = state;
    if (b->listing)
        return list_open(b, name, attrs, n);
    if (str_eq(name, S("Worksheet"))) {
        b->in_sheet = b->met++ == b->wanted;
    } else if (!b->in_sheet) {
        return true;
    } else if (str_eq(name, S("Row"))) {
        open_row(b, attrs, n);
    } else if (str_eq(name, S("Cell"))) {
        open_cell(b, attrs, n);
    } else if (str_eq(name, S("Data"))) {
        Str type = xml_attr(attrs, n, S("Type"));
        b->in_data = true;
        b->type = type.n ? type.p[0] : 'S';
    }
    return true;
}

static bool on_text(void *state, Str text)
{
    Book *b = state;
    if (b->listing)
        return list_text(b, text);
    if (b->in_sheet && b->in_data)
        buf_add(&b->text, text);
    return true;
}

static bool on_close(void *state, Str name)
{
    Book *b = state;
    if (b->listing || !b->in_sheet)
        return true;
    if (str_eq(name, S("Data")) && b->in_data)
        close_data(b);
    else if (str_eq(name, S("Row")) && b->row_open)
        rows_close(b->in.feed);
    else if (str_eq(name, S("Table")))
        return false;
    return true;
}

/* --- the feed --- */

static void begin_sheet(SheetPump *in)
{
    Book *b = (Book *)(void *)in;
    b->met = 0;
    b->row = b->column = -1;
    b->in_sheet = b->row_open = b->in_data = false;
}

static bool open_sheet(Workbook *book, Ctx *c, ptrdiff_t i, bool exact, TableSource *out)
{
    Book *b = book->state;
    b->manner.exact = exact;
    b->wanted = i;
    sheet_feed(&b->in, c, begin_sheet);
    *out = rows_source(c, b->in.feed, S("xmlss"), b->sheets[i].name);
    return true;
}

static void close_book(Workbook *book)
{
    Book *b = book->state;
    sheet_end(&b->in);
}

bool xmlss_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    XmlText text;
    (void)o;
    if (!xml_text(c, bytes, &text))
        return false;
    Book *b = NEW(c->mem, Book);
    b->c = c;
    b->text = buf_new(c->mem, CELL_BYTES_MAX);
    b->sheets = NEW_ARRAY(c->mem, Sheet, LIMIT_SHEETS);
    b->formats = NEW_ARRAY(c->mem, StyleFormat, FORMATS_MAX);
    b->in.pump = (XmlPump){
        .text = text.text,
        .handler = { .state = b, .open = on_open, .close = on_close, .text = on_text, .utf8 = true }
    };
    *out = (Workbook){ .state = b, .open = open_sheet, .close = close_book };
    b->listing = true;
    bool fine = pump_all(&b->in.pump, c);
    b->listing = false;
    out->sheets = b->sheets;
    out->n = b->n;
    return fine;
}
