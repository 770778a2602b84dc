/* The cells of one sheet of an old Excel workbook. */
#include "format/xls_cells.h"

#include "format/biff.h"
#include "text/codepage.h"

#include <stdlib.h>

enum {
    ROWS_MAX = 65536,
    COLUMNS_MAX = 16384,
    CELLS_BYTES = 176 << 20,
    MERGES_MAX = 65536,
    TEXT_BYTES_MAX = 1 << 17
};

typedef enum { HOLDS_NUMBER, HOLDS_TEXT, HOLDS_SHARED, HOLDS_BOOL } Holds;

struct XlsCell {
    uint16_t row, column, style;
    uint8_t holds;
    union {
        double number;
        uint32_t shared;
        const Str *text;
        bool truth;
    } value;
};

int xls_encoding(uint32_t codepage)
{
    char name[16];
    if (codepage == 1200)
        return ENCODING_UTF16LE;
    if (codepage == 65001)
        return ENCODING_UTF8;
    if (codepage == 10000 || codepage == 32768)
        return codepage_find(S("macintosh"));
    if (codepage == 32769 || codepage == 367)
        codepage = 1252;
    snprintf(name, sizeof name, "cp%u", codepage);
    return codepage_find(str_of(name));
}

/* --- formats and styles --- */

static void set_format(XlsBook *b, uint32_t number, Str code)
{
    if (number < XLS_FORMATS_MAX) {
        b->formats[number] = (uint8_t)cell_format_of_code(code);
        b->units[number] = cell_currency_of_code(code);
    }
}

static void format_record(Ctx *c, XlsBook *b, Str data)
{
    if (b->version == 8) {
        Buf text = buf_new(c->mem, 1024);
        BiffReader none = { 0 };
        BiffPieces p = { .records = &none, .data = data, .at = 2 };
        biff_text8(&p, 2, &text);
        set_format(b, biff_u16(data, 0), buf_str(&text));
        return;
    }
    Str code = str_part(data, 3, 3 + (ptrdiff_t)biff_u8(data, 2));
    set_format(b, b->version == 5 ? biff_u16(data, 0) : (uint32_t)b->n_formats++, code);
}

static void style_record(XlsBook *b, uint32_t format)
{
    if (b->n_styles < XLS_STYLES_MAX)
        b->styles[b->n_styles++] = (uint16_t)format;
}

void xls_format_record(Ctx *c, XlsBook *b, int id, Str data)
{
    switch (id) {
    case BIFF_FORMAT: format_record(c, b, data); break;
    case BIFF_FORMAT23:
        set_format(b, (uint32_t)b->n_formats++, str_part(data, 1, 1 + (ptrdiff_t)biff_u8(data, 0)));
        break;
    case BIFF_XF5: style_record(b, biff_u16(data, 2)); break;
    case BIFF_XF3:
    case BIFF_XF4: style_record(b, biff_u8(data, 1)); break;
    default: break;
    }
}

/* --- gathering cells --- */

typedef struct {
    Ctx *c;
    const XlsBook *book;
    XlsCells *cells;
    BiffReader *records;
    ptrdiff_t waiting; /* the cell of a formula whose text follows; -1: none */
    bool exact;
} Gather;

static XlsCell *add_cell(Gather *g, Str data, Holds holds)
{
    XlsCells *k = g->cells;
    uint32_t row = biff_u16(data, 0), column = biff_u16(data, 2);
    if (column >= COLUMNS_MAX)
        return NULL;
    if (k->n == k->room) {
        ptrdiff_t room = k->room ? 2 * k->room : 1024;
        if ((size_t)room * sizeof *k->at > CELLS_BYTES / 2) {
            fail(g->c, TOO_LARGE, NULL, "the sheet has more cells than can be held");
            return NULL;
        }
        k->at = arena_grow(k->mem, k->at, (size_t)k->room * sizeof *k->at,
                           (size_t)room * sizeof *k->at);
        k->room = room;
    }
    XlsCell *cell = &k->at[k->n++];
    /* Before BIFF3 the style stands in six bits, and the format in the byte behind. */
    uint32_t style = g->book->version == 2 ? biff_u8(data, 5) & 0x3F : biff_u16(data, 4);
    *cell = (XlsCell){ .row = (uint16_t)row,
                       .column = (uint16_t)column,
                       .style = (uint16_t)style,
                       .holds = (uint8_t)holds };
    return cell;
}

static void add_number(Gather *g, Str data, double value)
{
    XlsCell *cell = add_cell(g, data, HOLDS_NUMBER);
    if (cell)
        cell->value.number = value;
}

static void set_text(Gather *g, XlsCell *cell, Str text)
{
    Str *kept = NEW(g->cells->mem, Str);
    *kept = str_copy(g->cells->mem, cell_trim(text));
    cell->holds = HOLDS_TEXT;
    cell->value.text = kept;
}

static Str error_words(uint32_t code)
{
    switch (code) {
    case 0x00: return S("#NULL!");
    case 0x07: return S("#DIV/0!");
    case 0x0F: return S("#VALUE!");
    case 0x17: return S("#REF!");
    case 0x1D: return S("#NAME?");
    case 0x24: return S("#NUM!");
    case 0x2A: return S("#N/A");
    default: return S("#ERROR!");
    }
}

static void set_bool_or_error(Gather *g, XlsCell *cell, uint32_t value, bool is_error)
{
    if (!cell)
        return;
    if (is_error) {
        set_text(g, cell, error_words(value));
        return;
    }
    cell->holds = HOLDS_BOOL;
    cell->value.truth = value != 0;
}

/* A text of the record from at on, behind its length. */
static Str text_of(Gather *g, Str data, ptrdiff_t at, int length_bytes)
{
    Arena *mem = g->c->mem;
    if (g->book->version == 8) {
        Buf b = buf_new(mem, TEXT_BYTES_MAX);
        BiffPieces p = { .records = g->records, .data = data, .at = at };
        biff_text8(&p, length_bytes, &b);
        return buf_str(&b);
    }
    ptrdiff_t n = (ptrdiff_t)(length_bytes == 1 ? biff_u8(data, at) : biff_u16(data, at));
    return biff_text5(mem, str_part(data, at + length_bytes, at + length_bytes + n),
                      g->book->encoding);
}

static void label(Gather *g, Str data, ptrdiff_t at, int length_bytes)
{
    XlsCell *cell = add_cell(g, data, HOLDS_TEXT);
    if (!cell)
        return;
    ArenaMark mark = arena_mark(g->c->mem);
    set_text(g, cell, text_of(g, data, at, length_bytes));
    arena_reset(g->c->mem, mark);
}

/* The value that the formula had when the file was written. Programs that cannot calculate write 0
 * and ask for it to be worked out when the file is opened. */
static void formula(Gather *g, Str data)
{
    bool old = g->book->version == 2;
    ptrdiff_t at = old ? 7 : 6, flags_at = old ? 15 : 14;
    XlsCell *cell = add_cell(g, data, HOLDS_NUMBER);
    if (!cell)
        return;
    cell->value.number = biff_double(data, at);
    if (biff_u16(data, at + 6) == 0xFFFF) {
        uint32_t kind = biff_u8(data, at);
        if (kind == 1 || kind == 2)
            set_bool_or_error(g, cell, biff_u8(data, at + 2), kind == 2);
        else
            set_text(g, cell, S(""));
        g->waiting = kind == 0 ? cell - g->cells->at : -1;
        return;
    }
    if (cell->value.number == 0 && biff_u16(data, flags_at) & 1 && !g->exact)
        set_text(g, cell, S("=?"));
}

static void formula_text(Gather *g, Str data, int length_bytes)
{
    if (g->waiting < 0)
        return;
    ArenaMark mark = arena_mark(g->c->mem);
    set_text(g, &g->cells->at[g->waiting], text_of(g, data, 0, length_bytes));
    arena_reset(g->c->mem, mark);
    g->waiting = -1;
}

static void several_rk(Gather *g, Str data)
{
    ptrdiff_t n = (data.n - 6) / 6;
    for (ptrdiff_t i = 0; i < n; i++) {
        uint32_t column = biff_u16(data, 2) + (uint32_t)i;
        XlsCell *cell = add_cell(g, data, HOLDS_NUMBER);
        if (!cell || column >= COLUMNS_MAX)
            return;
        cell->column = (uint16_t)column;
        cell->style = (uint16_t)biff_u16(data, 4 + 6 * i);
        cell->value.number = biff_rk(biff_u32(data, 6 + 6 * i));
    }
}

static void merged(Gather *g, Str data)
{
    XlsCells *k = g->cells;
    ptrdiff_t n = (ptrdiff_t)biff_u16(data, 0);
    for (ptrdiff_t i = 0; i < n && 2 + 8 * i + 8 <= data.n && k->n_merges < MERGES_MAX; i++) {
        ptrdiff_t at = 2 + 8 * i;
        Merge m = { biff_u16(data, at), biff_u16(data, at + 2), (int32_t)biff_u16(data, at + 4) };
        if (m.last_row <= m.first_row || g->exact)
            continue;
        if (k->n_merges == k->merges_room) {
            ptrdiff_t room = k->merges_room ? 2 * k->merges_room : 64;
            k->merges = arena_grow(g->c->mem, k->merges, (size_t)k->merges_room * sizeof m,
                                   (size_t)room * sizeof m);
            k->merges_room = room;
        }
        k->merges[k->n_merges++] = m;
    }
}

/* Cells of the first version: their style takes three bytes. */
static void take_record2(Gather *g, int id, Str data)
{
    switch (id) {
    case BIFF_INTEGER2: add_number(g, data, biff_u16(data, 7)); break;
    case BIFF_NUMBER2: add_number(g, data, biff_double(data, 7)); break;
    case BIFF_LABEL2: label(g, data, 7, 1); break;
    case BIFF_BOOLERR2:
        set_bool_or_error(g, add_cell(g, data, HOLDS_BOOL), biff_u8(data, 7), biff_u8(data, 8));
        break;
    case BIFF_FORMULA: formula(g, data); break;
    case BIFF_STRING2: formula_text(g, data, 1); break;
    default: break;
    }
}

static void take_shared(Gather *g, Str data)
{
    XlsCell *cell = add_cell(g, data, HOLDS_SHARED);
    if (cell)
        cell->value.shared = biff_u32(data, 6);
    if (cell && (ptrdiff_t)cell->value.shared >= g->book->shared.n)
        fail(g->c, UNREADABLE, NULL,
             "a cell in row %d refers to a text that the workbook does not have", cell->row + 1);
}

static void take_record(Gather *g, int id, Str data)
{
    switch (id) {
    case BIFF_NUMBER: add_number(g, data, biff_double(data, 6)); break;
    case BIFF_RK: add_number(g, data, biff_rk(biff_u32(data, 6))); break;
    case BIFF_MULRK: several_rk(g, data); break;
    case BIFF_LABEL:
    case BIFF_RSTRING: label(g, data, 6, 2); break;
    case BIFF_LABELSST: take_shared(g, data); break;
    case BIFF_BOOLERR:
        set_bool_or_error(g, add_cell(g, data, HOLDS_BOOL), biff_u8(data, 6), biff_u8(data, 7));
        break;
    case BIFF_FORMULA:
    case BIFF_FORMULA3:
    case BIFF_FORMULA4: formula(g, data); break;
    case BIFF_STRING: formula_text(g, data, 2); break;
    case BIFF_MERGED: merged(g, data); break;
    default: break;
    }
}

/* Puts the cells in the order of their rows, those of a row as they came. */
static void order_rows(XlsCells *k)
{
    bool ordered = true;
    for (ptrdiff_t i = 1; i < k->n; i++)
        ordered &= k->at[i - 1].row <= k->at[i].row;
    if (ordered)
        return;
    ptrdiff_t *place = NEW_ARRAY(k->mem, ptrdiff_t, ROWS_MAX + 1);
    for (ptrdiff_t i = 0; i < k->n; i++)
        place[k->at[i].row + 1]++;
    for (int i = 0; i < ROWS_MAX; i++)
        place[i + 1] += place[i];
    XlsCell *sorted = NEW_ARRAY(k->mem, XlsCell, k->n);
    for (ptrdiff_t i = 0; i < k->n; i++)
        sorted[place[k->at[i].row]++] = k->at[i];
    k->at = sorted;
}

static int by_first_row(const void *a, const void *b)
{
    const Merge *x = a, *y = b;
    return x->first_row < y->first_row ? -1 : x->first_row > y->first_row;
}

bool xls_cells_read(Ctx *c, XlsBook *b, ptrdiff_t place, bool exact, XlsCells *out)
{
    int version, kind, depth = 0;
    BiffReader r = { .stream = b->stream, .at = place };
    *out = (XlsCells){ .mem = arena_new("sheet cells", CELLS_BYTES) };
    Gather g = { .c = c, .book = b, .cells = out, .records = &r, .waiting = -1, .exact = exact };
    if (place < 0 || !biff_next(&r) || !biff_is_begin(r.id, r.data, &version, &kind))
        return fail(c, UNREADABLE, NULL,
                    "the workbook is damaged or cut off: a sheet of it is not where it should be");
    bool ended = false;
    while (!failed(c) && !ended && biff_next(&r)) {
        if (biff_is_begin(r.id, r.data, &version, &kind)) {
            depth++; /* a chart within the sheet */
        } else if (r.id == BIFF_EOF) {
            ended = depth-- == 0;
        } else if (depth == 0 && b->version == 2) {
            take_record2(&g, r.id, r.data);
        } else if (depth == 0) {
            take_record(&g, r.id, r.data);
        }
    }
    out->cut = r.cut;
    order_rows(out);
    if (out->n_merges)
        qsort(out->merges, (size_t)out->n_merges, sizeof *out->merges, by_first_row);
    return !failed(c);
}

void xls_cells_free(XlsCells *cells)
{
    if (cells->mem)
        arena_free(cells->mem);
    *cells = (XlsCells){ 0 };
}

/* --- rows --- */

/* The number of the cell's format. */
static uint32_t format_number(const XlsBook *b, const XlsCell *cell)
{
    uint32_t format = cell->style < b->n_styles ? b->styles[cell->style] : 0;
    return b->version == 2 ? cell->style : format;
}

static CellFormat format_of(const XlsBook *b, const XlsCell *cell)
{
    return (CellFormat)b->formats[format_number(b, cell)];
}

static CellValue value_of(const XlsBook *b, Arena *mem, const XlsCell *cell)
{
    switch ((Holds)cell->holds) {
    case HOLDS_NUMBER:
        return cell_of_number(mem, cell->value.number, format_of(b, cell), b->manner);
    case HOLDS_SHARED: return (CellValue){ shared_text(&b->shared, cell->value.shared), CELL_TEXT };
    case HOLDS_BOOL: return cell_of_bool(cell->value.truth);
    case HOLDS_TEXT: break;
    }
    return (CellValue){ *cell->value.text, CELL_TEXT };
}

ptrdiff_t xls_push_row(const XlsBook *b, const XlsCells *k, ptrdiff_t next, RowFeed *feed)
{
    if (next >= k->n)
        return -1;
    uint16_t row = k->at[next].row;
    bool open = false;
    for (; next < k->n && k->at[next].row == row; next++) {
        CellValue value = value_of(b, feed->mem, &k->at[next]);
        if (!value.text.n)
            continue;
        if (!open)
            rows_open(feed, row + 1);
        open = true;
        rows_cell(feed, k->at[next].column, value, k->at[next].holds != HOLDS_NUMBER);
        rows_unit(feed, b->units[format_number(b, &k->at[next])]);
    }
    if (open)
        rows_close(feed);
    return next;
}
