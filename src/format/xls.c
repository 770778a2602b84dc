/* Old Excel workbooks. */
#include "format/xls.h"

#include "format/biff.h"
#include "format/ole.h"
#include "format/xls_cells.h"
#include "format/xls_crypt.h"

enum { SHEET_NAME_BYTES = 400, KIND_BOOK = 5, KIND_SHEET = 0x10, KIND_BOOK4 = 0x100 };

typedef struct {
    Ctx *c;
    const ParseOptions *options;
    XlsBook book;
    Sheet *sheets;
    ptrdiff_t *places; /* of each sheet's BOF in the stream */
    ptrdiff_t n, left_out;
    XlsCells cells; /* of the open sheet */
    RowFeed *feed;
    ptrdiff_t next; /* row to push */
    bool decrypted;
    int32_t password; /* that opened it, from 1; 0: none was needed */
} File;

bool xls_is_bare(Str bytes)
{
    int version, kind;
    BiffReader r = { .stream = bytes };
    if (!biff_next(&r) || r.data.n < 4 || r.data.n > 16 ||
        !biff_is_begin(r.id, r.data, &version, &kind))
        return false;
    return kind == KIND_BOOK || kind == KIND_SHEET || kind == 0x20 || kind == KIND_BOOK4;
}

/* --- the globals --- */

static void add_sheet(File *f, Str data)
{
    Ctx *c = f->c;
    if (biff_u8(data, 5) != 0)
        return; /* charts and macros hold no cells */
    if (f->n == LIMIT_SHEETS) {
        f->left_out++;
        return;
    }
    Str name;
    if (f->book.version == 8) {
        Buf b = buf_new(c->mem, SHEET_NAME_BYTES);
        BiffReader none = { 0 };
        BiffPieces p = { .records = &none, .data = data, .at = 6 };
        biff_text8(&p, 1, &b);
        name = buf_str(&b);
    } else {
        Str raw = str_part(data, 7, 7 + (ptrdiff_t)biff_u8(data, 6));
        name = biff_text5(c->mem, raw, f->book.encoding);
    }
    uint32_t state = biff_u8(data, 4) & 3;
    f->places[f->n] = (ptrdiff_t)biff_u32(data, 0);
    f->sheets[f->n++] = (Sheet){ name, state < 3 ? (SheetState)state : SHEET_VISIBLE };
}

static bool read_shared(File *f, BiffReader *r)
{
    enum { TEXT_BYTES_MAX = 1 << 18 };
    BiffPieces p = { .records = r, .data = r->data, .at = 4 };
    Buf b = buf_new(f->c->mem, TEXT_BYTES_MAX);
    for (uint32_t i = pieces_number(&p, 4); i > 0 && !p.bad; i--) {
        buf_clear(&b);
        biff_text8(&p, 2, &b);
        if (!p.bad && !shared_add(f->c, &f->book.shared, cell_trim(buf_str(&b))))
            return false;
    }
    return true;
}

/* Reads on in the decrypted stream. */
static bool decrypt(File *f, BiffReader *r)
{
    if (f->decrypted)
        return fail(f->c, UNREADABLE, NULL,
                    "the workbook is damaged: it says twice how it is protected");
    f->decrypted = true;
    if (!xls_decrypt(f->c, f->options, f->book.version, r, &f->book.stream, &f->password))
        return false;
    r->stream = f->book.stream;
    return true;
}

static bool read_global(File *f, BiffReader *r)
{
    XlsBook *b = &f->book;
    switch (r->id) {
    case BIFF_FILEPASS: return decrypt(f, r);
    case BIFF_CODEPAGE: b->encoding = xls_encoding(biff_u16(r->data, 0)); break;
    case BIFF_DATEMODE: b->from_1904 = biff_u16(r->data, 0) == 1; break;
    case BIFF_BOUNDSHEET: add_sheet(f, r->data); break;
    case BIFF_SST: return read_shared(f, r);
    default: xls_format_record(f->c, b, r->id, r->data);
    }
    return true;
}

/* Everything up to the end of the globals; a stream that begins with a sheet has that one. */
static bool read_globals(File *f)
{
    int version, kind;
    BiffReader r = { .stream = f->book.stream };
    if (!biff_next(&r) || !biff_is_begin(r.id, r.data, &version, &kind))
        return fail(f->c, UNREADABLE, NULL, "the workbook is damaged: it does not begin as one");
    f->book.version = version;
    if (kind == KIND_BOOK4)
        return fail(f->c, UNSUPPORTED, NULL,
                    "the file is a workspace of Excel 4; save its sheets one by one");
    if (version >= 5 && kind == KIND_BOOK) {
        while (biff_next(&r) && r.id != BIFF_EOF)
            if (!read_global(f, &r))
                return false;
        return !r.cut || fail(f->c, UNREADABLE, NULL, "the workbook is cut off; get it again");
    }
    f->sheets[f->n++] = (Sheet){ S("Sheet 1"), SHEET_VISIBLE };
    while (biff_next(&r) && r.id != BIFF_EOF)
        if (r.id != BIFF_BOUNDSHEET && r.id != BIFF_SST && !read_global(f, &r))
            return false;
    return true;
}

/* --- the open sheet --- */

static bool start_sheet(RowFeed *feed, Ctx *c)
{
    File *f = feed->state;
    (void)c;
    f->next = 0;
    return true;
}

static bool step_sheet(RowFeed *feed, Ctx *c)
{
    File *f = feed->state;
    (void)c;
    f->next = xls_push_row(&f->book, &f->cells, f->next, feed);
    return f->next >= 0;
}

static bool open_sheet(Workbook *book, Ctx *c, ptrdiff_t i, bool exact, TableSource *out)
{
    File *f = book->state;
    rows_done(f->feed);
    xls_cells_free(&f->cells);
    f->book.manner = (CellManner){ f->book.from_1904, exact };
    if (!xls_cells_read(c, &f->book, f->places[i], exact, &f->cells))
        return false;
    f->feed = NEW(c->mem, RowFeed);
    *f->feed = (RowFeed){ .state = f,
                          .start = start_sheet,
                          .step = step_sheet,
                          .merges = f->cells.merges,
                          .n_merges = f->cells.n_merges };
    *out = rows_source(c, f->feed, S("xls"), f->sheets[i].name);
    if (f->cells.cut)
        out->damaged = "the workbook is cut off: rows may be missing";
    return true;
}

static void close_book(Workbook *book)
{
    File *f = book->state;
    rows_done(f->feed);
    xls_cells_free(&f->cells);
    shared_free(&f->book.shared);
}

/* --- the file --- */

static bool find_stream(Ctx *c, Str bytes, Str *out)
{
    static const Str names[] = { S_INIT("Workbook"), S_INIT("Book") };
    Ole ole;
    if (xls_is_bare(bytes)) {
        *out = bytes;
        return true;
    }
    if (!ole_open(c, bytes, &ole))
        return false;
    for (ptrdiff_t i = 0; i < COUNT(names); i++)
        if (ole_stream(c, &ole, names[i], out))
            return true;
    return !failed(c) &&
           fail(c, UNSUPPORTED, NULL, "the file is an old Office document without a workbook");
}

bool xls_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out)
{
    File *f = NEW(c->mem, File);
    f->c = c;
    f->options = o;
    f->book.encoding = -1;
    *out = (Workbook){ .state = f, .open = open_sheet, .close = close_book };
    if (!find_stream(c, bytes, &f->book.stream))
        return false;
    f->sheets = NEW_ARRAY(c->mem, Sheet, LIMIT_SHEETS);
    f->places = NEW_ARRAY(c->mem, ptrdiff_t, LIMIT_SHEETS);
    f->book.formats = NEW_ARRAY(c->mem, uint8_t, XLS_FORMATS_MAX);
    f->book.units = NEW_ARRAY(c->mem, Currency, XLS_FORMATS_MAX);
    f->book.styles = NEW_ARRAY(c->mem, uint16_t, XLS_STYLES_MAX);
    for (int i = 0; i < XLS_FORMATS_MAX; i++)
        f->book.formats[i] = (uint8_t)cell_format_of_id(i);
    f->book.shared = shared_new();
    if (!read_globals(f)) {
        close_book(out);
        return false;
    }
    out->from_1904 = f->book.from_1904;
    out->is_protected = f->password > 0;
    out->password = f->password;
    out->sheets = f->sheets;
    out->n = f->n;
    out->left_out = f->left_out;
    return true;
}
