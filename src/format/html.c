/* Tables of web pages as a sheet. */
#include "format/html.h"

#include "format/html_text.h"
#include "table/rows.h"
#include "text/number.h"
#include "text/utf8.h"

#include <string.h>

enum { CELL_BYTES_MAX = 1 << 16, SPANS_MAX = 256, DEPTH_MAX = 64 };

/* A cell that goes on in the rows below. */
typedef struct {
    int64_t left;
    CellValue value;
} Span;

typedef struct {
    const HtmlSheet *sheets;
    const char *damaged; /* what is said of all of them; NULL: nothing */
    Str page;            /* of the open one */
    ptrdiff_t at;
    RowFeed *feed;
    bool exact;
    int tables; /* that are open */
    bool in_cell, row_open;
    int64_t column, across, down;
    Str number; /* the value that a spreadsheet program wrote beside the cell's text */
    Buf text;
    Span spans[SPANS_MAX]; /* of the innermost table */
    Arena *mem;            /* of their texts */
} Page;

static bool tag_is(const HtmlPiece *p, const char *name)
{
    return !strcmp(p->name, name);
}

/* Ends lines of text where it is no cell: a heading, a paragraph. */
static bool is_block(const HtmlPiece *p)
{
    static const char *const blocks[] = { "p",  "div", "h1", "h2",   "h3",     "h4", "h5",
                                          "h6", "li",  "ul", "body", "center", "hr", "form" };
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        if (tag_is(p, blocks[i]))
            return true;
    return false;
}

static void put(Page *g, int64_t column, CellValue value)
{
    if (!value.text.n || column >= ROWS_COLUMNS_MAX)
        return;
    if (!g->row_open)
        rows_open(g->feed, 0);
    g->row_open = true;
    rows_cell(g->feed, column, value, false);
}

/* Cells that reach down into this row take their columns. */
static void pass_spans(Page *g)
{
    while (g->column < SPANS_MAX && g->spans[g->column].left > 0) {
        Span *s = &g->spans[g->column];
        s->left--;
        if (!g->exact)
            put(g, g->column, s->value);
        g->column++;
    }
}

/* What is kept of a text without measure may end within a character. */
static Str whole_text(Page *g)
{
    Str text = buf_str(&g->text);
    return g->text.full ? utf8_repair(g->feed->mem, text) : text;
}

static CellValue cell_value(Page *g)
{
    NumberText n;
    Str text = cell_trim(whole_text(g));
    if (g->number.n && number_read(text, &n)) {
        CellManner manner = { .exact = g->exact };
        CellValue v = cell_of_figure(g->feed->mem, g->number, FORMAT_NUMBER, manner);
        if (v.type == CELL_NUMBER)
            return v;
    }
    return (CellValue){ text, CELL_TEXT };
}

static void end_cell(Page *g)
{
    if (!g->in_cell)
        return;
    CellValue value = cell_value(g);
    NumberText n;
    put(g, g->column, value);
    bool figure = value.type == CELL_NUMBER || number_read(value.text, &n);
    for (int64_t i = 0; g->down > 1 && i < g->across && g->column + i < SPANS_MAX; i++) {
        Span *s = &g->spans[g->column + i];
        *s = (Span){ .left = g->down - 1 };
        if (i == 0 && !figure)
            s->value = (CellValue){ str_copy(g->mem, value.text), value.type };
    }
    g->column += g->across;
    g->in_cell = false;
    buf_clear(&g->text);
}

/* Ends the row, or the line of text outside of cells. True when there was one. */
static bool end_row(Page *g)
{
    end_cell(g);
    Str text = cell_trim(whole_text(g));
    if (text.n)
        put(g, g->column, (CellValue){ text, CELL_TEXT });
    buf_clear(&g->text);
    g->column = 0;
    bool some = g->row_open;
    if (some)
        rows_close(g->feed);
    g->row_open = false;
    return some;
}

static int64_t span_of(Str inside, Str name)
{
    int64_t n;
    Str text = str_trim(html_attribute(inside, name));
    return text.n && str_int(text, &n) && n > 0 ? (n < SPANS_MAX ? n : SPANS_MAX) : 1;
}

static void begin_cell(Page *g, Str inside)
{
    end_cell(g);
    Str stray = cell_trim(whole_text(g));
    if (stray.n)
        put(g, g->column++, (CellValue){ stray, CELL_TEXT });
    buf_clear(&g->text);
    pass_spans(g);
    g->in_cell = true;
    g->across = span_of(inside, S("colspan"));
    g->down = span_of(inside, S("rowspan"));
    g->number = html_attribute(inside, S("x:num"));
    if (!g->number.n)
        g->number = html_attribute(inside, S("sdval"));
}

/* What a tag does; true when a row came to its end. */
static bool take_tag(Page *g, const HtmlPiece *p)
{
    bool open = p->kind == HTML_OPEN;
    if (tag_is(p, "td") || tag_is(p, "th")) {
        if (open)
            begin_cell(g, p->inside);
        else
            end_cell(g);
        return false;
    }
    if (tag_is(p, "tr"))
        return end_row(g);
    if (tag_is(p, "table")) {
        g->tables += open ? 1 : -(g->tables > 0);
        memset(g->spans, 0, sizeof g->spans);
        return end_row(g);
    }
    if (tag_is(p, "br") || is_block(p)) {
        if (g->in_cell && g->text.n)
            buf_char(&g->text, '\n');
        return !g->in_cell && g->tables == 0 && end_row(g);
    }
    return false;
}

static bool start_page(RowFeed *feed, Ctx *c)
{
    Page *g = feed->state;
    (void)c;
    g->at = 0;
    g->tables = 0;
    g->column = 0;
    buf_clear(&g->text);
    g->in_cell = g->row_open = false;
    memset(g->spans, 0, sizeof g->spans);
    return true;
}

static bool step_page(RowFeed *feed, Ctx *c)
{
    Page *g = feed->state;
    (void)c;
    for (;;) {
        HtmlPiece p = html_next(g->page, &g->at);
        if (p.kind == HTML_END) {
            end_row(g);
            return false;
        }
        if (p.kind == HTML_TEXT)
            html_text_add(&g->text, p.inside);
        else if (take_tag(g, &p))
            return true;
    }
}

static bool open_page(Workbook *book, Ctx *c, ptrdiff_t sheet, bool exact, TableSource *out)
{
    Page *g = book->state;
    rows_done(g->feed);
    g->page = g->sheets[sheet].page;
    g->exact = exact;
    g->feed = NEW(c->mem, RowFeed);
    *g->feed = (RowFeed){ .state = g, .start = start_page, .step = step_page };
    *out = rows_source(c, g->feed, S("html"), book->sheets[sheet].name);
    out->damaged = g->damaged;
    out->remark =
        "the file is a web page and no workbook: a page may show a part of the account only";
    return true;
}

static void close_page(Workbook *book)
{
    Page *g = book->state;
    rows_done(g->feed);
    g->feed = NULL;
}

void html_sheets(Ctx *c, const HtmlSheet *sheets, ptrdiff_t n, const char *damaged, Workbook *out)
{
    Page *g = NEW(c->mem, Page);
    *g = (Page){ .sheets = sheets, .damaged = damaged, .mem = c->mem };
    g->text = buf_new(c->mem, CELL_BYTES_MAX);
    *out = (Workbook){ .state = g,
                       .sheets = NEW_ARRAY(c->mem, Sheet, n),
                       .n = n,
                       .nothing = "the file is a web page without a table of transactions, perhaps "
                                  "the bank's error or sign-in page; export the statement again",
                       .open = open_page,
                       .close = close_page };
    for (ptrdiff_t i = 0; i < n; i++)
        out->sheets[i] = (Sheet){ sheets[i].name, sheets[i].state };
}

bool html_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    HtmlSheet *sheet = NEW(c->mem, HtmlSheet);
    (void)o;
    sheet->page = html_decode(c->mem, bytes);
    html_sheets(c, sheet, 1, NULL, out);
    return true;
}
