/* OpenDocument spreadsheets in a stream, encrypted ones too. */
#include "format/ods.h"

#include "format/ods_crypt.h"
#include "format/sheet_xml.h"
#include "table/rows.h"
#include "text/number.h"

#include <string.h>

enum {
    CELL_BYTES_MAX = 1 << 17,
    STYLES_MAX = 4096,
    ROWS_REPEATED_MAX = 4096, /* of rows that hold something; blank ones are only counted */
    CELLS_REPEATED_MAX = 1024,
    ROW_BYTES_MAX = 64 << 20,
    SPANS_MAX = 256
};

typedef struct {
    SheetPump in; /* comes first: the feed of a sheet knows the book by it */
    Ctx *c;
    Archive *archive; /* NULL: a single file */
    CellManner manner;
    /* --- the list of sheets --- */
    bool listing;
    Sheet *sheets;
    ptrdiff_t n;
    Str *hidden; /* styles of sheets that are not shown */
    ptrdiff_t n_hidden;
    Str style; /* that is being read */
    /* --- the open sheet --- */
    ptrdiff_t wanted, table; /* sheets met so far */
    int depth;               /* of tables in tables */
    bool in_sheet, in_cell, ended;
    int notes, paragraphs; /* levels within remarks on the cell; paragraphs of it so far */
    int in_text;
    int64_t row, column;
    int64_t row_repeat, cell_repeat;
    Arena *mem; /* of the row that is read */
    ArenaMark empty;
    Str type, stated; /* of the cell: its type, and its value if that has one */
    Currency unit;    /* that it states */
    Buf text;
    struct {
        CellValue value;
        int64_t column, repeat;
        Currency unit;
    } * cells; /* of the row that is read */
    ptrdiff_t n_cells, room;
    struct {
        CellValue value;
        int64_t rows;   /* that it goes on for */
    } spans[SPANS_MAX]; /* by column: a merged block's text stands in the rows below it too */
    Arena *span_mem;
    ArenaMark no_spans;
    int64_t rows_spanned;
    bool covered;
} Book;

/* --- the list of sheets --- */

static bool list_open(Book *b, Str name, const XmlAttr *attrs, int n)
{
    if (str_eq(name, S("style"))) {
        b->style = str_copy(b->c->mem, xml_attr(attrs, n, S("name")));
    } else if (str_eq(name, S("table-properties")) && b->n_hidden < STYLES_MAX &&
               str_eq(xml_attr(attrs, n, S("display")), S("false"))) {
        b->hidden[b->n_hidden++] = b->style;
    } else if (str_eq(name, S("table")) && b->depth++ == 0) {
        Sheet s = { .name = str_copy(b->c->mem, xml_attr(attrs, n, S("name"))) };
        Str style = xml_attr(attrs, n, S("style-name"));
        for (ptrdiff_t i = 0; i < b->n_hidden; i++)
            if (str_eq(b->hidden[i], style))
                s.state = SHEET_HIDDEN;
        if (b->n == LIMIT_SHEETS)
            return fail(b->c, HOSTILE, NULL, "the workbook has more than %d sheets", LIMIT_SHEETS);
        b->sheets[b->n++] = s;
    }
    return true;
}

/* --- cells --- */

static int64_t repeat_of(const XmlAttr *attrs, int n, Str name)
{
    int64_t repeat = attr_number(attrs, n, name, 1);
    return repeat < 1 ? 1 : repeat > ROWS_NUMBER_MAX ? ROWS_NUMBER_MAX : repeat;
}

static void open_cell(Book *b, const XmlAttr *attrs, int n, bool covered)
{
    /* What a merged block covers is kept in the file but not shown. */
    b->in_cell = !covered || b->manner.exact;
    buf_clear(&b->text);
    b->paragraphs = b->in_text = 0;
    b->type = b->stated = (Str){ 0 };
    b->unit = currency_find(xml_attr(attrs, n, S("currency")));
    b->covered = covered && !b->manner.exact;
    b->rows_spanned = attr_number(attrs, n, S("number-rows-spanned"), 1);
    b->cell_repeat = repeat_of(attrs, n, S("number-columns-repeated"));
    if (!b->in_cell)
        return;
    b->type = str_copy(b->mem, xml_attr(attrs, n, S("value-type")));
    static const Str values[] = { S_INIT("value"), S_INIT("date-value"), S_INIT("time-value"),
                                  S_INIT("boolean-value"), S_INIT("string-value") };
    for (ptrdiff_t i = 0; i < COUNT(values) && !b->stated.n; i++)
        b->stated = str_copy(b->mem, xml_attr(attrs, n, values[i]));
}

/* PT08H30M00.5S as 08:30:00.5. */
static CellValue cell_of_period(Arena *mem, Str s)
{
    int64_t parts[3] = { 0 }, number = 0;
    Str fraction = { 0 };
    ptrdiff_t point = -1;
    for (ptrdiff_t i = str_starts(s, S("PT")) ? 2 : s.n; i < s.n; i++) {
        char ch = s.p[i];
        if (ch >= '0' && ch <= '9') {
            number = point < 0 && number < 100000 ? number * 10 + (ch - '0') : number;
        } else if (ch == '.' || ch == ',') {
            point = i;
        } else if (ch == 'H' || ch == 'M' || ch == 'S') {
            parts[ch == 'H' ? 0 : ch == 'M' ? 1 : 2] = number;
            fraction = point < 0 ? fraction : str_part(s, point, i);
            number = 0;
            point = -1;
        }
    }
    while (fraction.n && (fraction.p[fraction.n - 1] == '0' || fraction.n == 1))
        fraction.n--;
    return (CellValue){ str_fmt(mem, "%02lld:%02lld:%02lld%.*s", (long long)parts[0],
                                (long long)parts[1], (long long)parts[2], STR_ARG(fraction)),
                        CELL_TEXT };
}

static CellValue cell_value(Book *b)
{
    Arena *mem = b->mem;
    Str text = cell_trim(buf_str(&b->text));
    if (str_eq(b->type, S("float")) || str_eq(b->type, S("currency")) ||
        str_eq(b->type, S("percentage")))
        return b->manner.exact ? (CellValue){ b->stated, CELL_NUMBER }
                               : cell_of_figure(mem, b->stated, FORMAT_NUMBER, b->manner);
    if (str_eq(b->type, S("date")))
        return cell_of_iso(mem, b->stated);
    if (str_eq(b->type, S("time")))
        return cell_of_period(mem, b->stated);
    if (str_eq(b->type, S("boolean")))
        return cell_of_bool(str_eq_nocase(b->stated, S("true")));
    return (CellValue){ str_copy(mem, text.n ? text : cell_trim(b->stated)), CELL_TEXT };
}

static void add_cell(Book *b, CellValue value)
{
    if (b->n_cells == b->room) {
        ptrdiff_t room = b->room ? 2 * b->room : 64;
        b->cells = arena_grow(b->c->mem, b->cells, (size_t)b->room * sizeof *b->cells,
                              (size_t)room * sizeof *b->cells);
        b->room = room;
    }
    b->cells[b->n_cells].value = value;
    b->cells[b->n_cells].column = b->column;
    b->cells[b->n_cells].unit = b->unit;
    b->cells[b->n_cells++].repeat =
        b->cell_repeat < CELLS_REPEATED_MAX ? b->cell_repeat : CELLS_REPEATED_MAX;
}

/* Remembers the text of a block of several rows, or gives it where the block covers the cell. A
 * figure is not repeated: it would count twice. */
static CellValue over_rows(Book *b, CellValue value)
{
    NumberText n;
    if (b->column >= SPANS_MAX || b->manner.exact)
        return value;
    if (b->covered && b->spans[b->column].rows > 0) {
        b->spans[b->column].rows--;
        return b->spans[b->column].value;
    }
    b->spans[b->column].rows = 0;
    if (b->rows_spanned > 1 && value.text.n && value.type != CELL_NUMBER &&
        !number_read(value.text, &n)) {
        b->spans[b->column].rows = b->rows_spanned - 1;
        b->spans[b->column].value = (CellValue){ str_copy(b->span_mem, value.text), value.type };
    }
    return value;
}

static void close_cell(Book *b)
{
    CellValue value = over_rows(b, cell_value(b));
    if (value.text.n && b->column < ROWS_COLUMNS_MAX)
        add_cell(b, value);
    b->in_cell = false;
    b->column += b->cell_repeat;
}

static bool close_row(Book *b)
{
    int64_t repeat = b->row_repeat;
    if (b->n_cells && repeat > ROWS_REPEATED_MAX)
        return fail(b->c, HOSTILE, NULL, "row %lld of the sheet is repeated %lld times",
                    (long long)b->row + 1, (long long)repeat);
    for (int64_t i = 0; b->n_cells && i < repeat; i++) {
        rows_open(b->in.feed, b->row + 1 + i);
        for (ptrdiff_t k = 0; k < b->n_cells; k++)
            for (int64_t n = 0; n < b->cells[k].repeat; n++) {
                rows_cell(b->in.feed, b->cells[k].column + n, b->cells[k].value, false);
                rows_unit(b->in.feed, b->cells[k].unit);
            }
        rows_close(b->in.feed);
    }
    b->row += repeat;
    b->n_cells = 0;
    return true;
}

/* --- the handler --- */

static void open_in_cell(Book *b, Str name, const XmlAttr *attrs, int n)
{
    if (str_eq(name, S("annotation")))
        b->notes++;
    if (b->notes)
        return;
    if (str_eq(name, S("p")) || str_eq(name, S("h"))) {
        if (b->paragraphs++)
            buf_char(&b->text, '\n');
        b->in_text++;
    } else if (str_eq(name, S("s"))) {
        for (int64_t i = attr_number(attrs, n, S("c"), 1); i > 0 && !b->text.full; i--)
            buf_char(&b->text, ' ');
    } else if (str_eq(name, S("tab"))) {
        buf_char(&b->text, '\t');
    } else if (str_eq(name, S("line-break"))) {
        buf_char(&b->text, '\n');
    }
}

static bool on_open(void *state, Str name, const XmlAttr *attrs, int n)
{
    Book *b = state;
    if (b->listing)
        return list_open(b, name, attrs, n);
    if (str_eq(name, S("table"))) {
        if (b->depth++ == 0)
            b->in_sheet = b->table++ == b->wanted;
    } else if (!b->in_sheet || b->depth != 1) {
        return true;
    } else if (str_eq(name, S("table-row"))) {
        b->row_repeat = repeat_of(attrs, n, S("number-rows-repeated"));
        b->column = 0;
        b->n_cells = 0;
        arena_reset(b->mem, b->empty);
    } else if (str_eq(name, S("table-cell"))) {
        open_cell(b, attrs, n, false);
    } else if (str_eq(name, S("covered-table-cell"))) {
        open_cell(b, attrs, n, true);
    } else if (b->in_cell) {
        open_in_cell(b, name, attrs, n);
    }
    return true;
}

static bool on_text(void *state, Str text)
{
    Book *b = state;
    if (b->in_cell && b->in_text && !b->notes && b->depth == 1)
        buf_add(&b->text, text);
    return true;
}

static bool on_close(void *state, Str name)
{
    Book *b = state;
    if (str_eq(name, S("table"))) {
        if (--b->depth == 0 && b->in_sheet && !b->listing) {
            b->ended = true;
            return false;
        }
        return true;
    }
    if (b->listing || !b->in_sheet || b->depth != 1)
        return true;
    if (str_eq(name, S("annotation")))
        b->notes -= b->notes > 0;
    else if (b->notes)
        return true;
    else if (str_eq(name, S("p")) || str_eq(name, S("h")))
        b->in_text -= b->in_text > 0;
    else if (str_eq(name, S("table-cell")) || str_eq(name, S("covered-table-cell")))
        close_cell(b);
    else if (str_eq(name, S("table-row")))
        return close_row(b);
    return true;
}

/* --- the feed --- */

static void begin_sheet(SheetPump *in)
{
    Book *b = (Book *)(void *)in;
    b->table = b->row = b->column = b->n_cells = 0;
    b->depth = b->notes = b->in_text = 0;
    b->in_sheet = b->in_cell = b->ended = false;
    memset(b->spans, 0, sizeof b->spans);
    arena_reset(b->span_mem, b->no_spans);
}

static bool open_sheet(Workbook *book, Ctx *c, ptrdiff_t i, bool exact, TableSource *out)
{
    Book *b = book->state;
    b->manner.exact = exact;
    b->wanted = i;
    sheet_feed(&b->in, c, begin_sheet);
    *out = rows_source(c, b->in.feed, S("ods"), b->sheets[i].name);
    return true;
}

static void close_book(Workbook *book)
{
    Book *b = book->state;
    sheet_end(&b->in);
    if (b->mem) {
        arena_free(b->mem);
        arena_free(b->span_mem);
    }
    b->mem = b->span_mem = NULL;
    archive_close(b->archive);
}

/* --- the workbook --- */

static bool list_sheets(Book *b, Workbook *out)
{
    b->listing = true;
    b->sheets = NEW_ARRAY(b->c->mem, Sheet, LIMIT_SHEETS);
    b->hidden = NEW_ARRAY(b->c->mem, Str, STYLES_MAX);
    bool fine = pump_all(&b->in.pump, b->c);
    b->listing = false;
    b->depth = 0;
    out->sheets = b->sheets;
    out->n = b->n;
    if (!fine)
        close_book(out);
    return fine;
}

static Book *new_book(Ctx *c, Workbook *out)
{
    Book *b = NEW(c->mem, Book);
    b->c = c;
    b->mem = arena_new("sheet row", ROW_BYTES_MAX);
    b->empty = arena_mark(b->mem);
    b->span_mem = arena_new("sheet spans", ROW_BYTES_MAX);
    b->no_spans = arena_mark(b->span_mem);
    b->text = buf_new(c->mem, CELL_BYTES_MAX);
    b->in.pump.handler =
        (XmlHandler){ .state = b, .open = on_open, .close = on_close, .text = on_text };
    *out = (Workbook){ .state = b, .open = open_sheet, .close = close_book };
    return b;
}

/* Where the cells stand, once a password has opened them. */
static bool open_content(Book *b, const ParseOptions *o, Workbook *out)
{
    Ctx *c = b->c;
    OdsPlain plain;
    if (!ods_decrypt(c, b->archive, o, &plain))
        return false;
    out->is_protected = plain.password > 0;
    out->password = plain.password;
    if (plain.content.p) {
        b->in.pump.packed = plain.content;
        return true;
    }
    if (plain.package.p) {
        archive_close(b->archive);
        b->archive = archive_open(c, plain.package, o);
    }
    b->in.pump.archive = b->archive;
    b->in.pump.member = b->archive ? archive_find(b->archive, S("content.xml")) : -1;
    return b->in.pump.member >= 0 || failed(c) ||
           fail(c, UNREADABLE, NULL, "the spreadsheet has no content.xml; get the file again");
}

bool ods_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    Book *b = new_book(c, out);
    b->archive = archive_open(c, bytes, o);
    if (b->archive && open_content(b, o, out) && !failed(c))
        return list_sheets(b, out);
    close_book(out);
    return false;
}

bool fods_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    XmlText text;
    (void)o;
    if (!xml_text(c, bytes, &text))
        return false;
    Book *b = new_book(c, out);
    b->in.pump.text = text.text;
    b->in.pump.handler.utf8 = true;
    return list_sheets(b, out);
}
