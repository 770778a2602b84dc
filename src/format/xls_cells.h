/* Private to xls.c: the cells of one sheet of an old Excel workbook. They may stand in any order,
 * so they are gathered, sixteen bytes each, before the first row is given. */
#ifndef FLORIN_FORMAT_XLS_CELLS_H
#define FLORIN_FORMAT_XLS_CELLS_H

#include "format/shared_texts.h"
#include "table/cell.h"
#include "table/rows.h"

enum { XLS_FORMATS_MAX = 65536, XLS_STYLES_MAX = 65536 };

/* What the sheets of a workbook refer to. */
typedef struct {
    Str stream;
    int version;  /* 2, 3, 4, 5 or 8 */
    int encoding; /* of texts before BIFF8; -1: not stated */
    bool from_1904;
    CellManner manner;
    uint8_t *formats; /* CellFormat by the number of the format */
    Currency *units;  /* what it shows, in the same way */
    int n_formats;    /* before BIFF5: formats are numbered as they come */
    uint16_t *styles; /* the number of the format by that of the style */
    int n_styles;
    SharedTexts shared;
} XlsBook;

typedef struct XlsCell XlsCell;

typedef struct {
    Arena *mem;
    XlsCell *at; /* by row, otherwise as in the file */
    ptrdiff_t n, room;
    Merge *merges;
    ptrdiff_t n_merges, merges_room;
    bool cut;
} XlsCells;

/* The Encoding of a code page's number; -1 when it is not known. */
int xls_encoding(uint32_t codepage);

/* Takes a record of formats or styles; others are passed over. */
void xls_format_record(Ctx *c, XlsBook *b, int id, Str data);

/* Reads the sheet that begins there. False after fail(). Merged blocks are left out when exact. */
bool xls_cells_read(Ctx *c, XlsBook *b, ptrdiff_t place, bool exact, XlsCells *out);
void xls_cells_free(XlsCells *cells);

/* Pushes the row that begins with that cell; where the next begins, -1 at the end. */
ptrdiff_t xls_push_row(const XlsBook *b, const XlsCells *cells, ptrdiff_t next, RowFeed *feed);

#endif
