/* Files that are sheets of cells: XLSX, ODS, XLS, HTML tables, SpreadsheetML, and CSV as a workbook
 * of one sheet.
 *
 * Which sheets are read: the one that the options name; else every visible sheet with a table of
 * transactions, without those that only repeat rows of another. What was read and what was not is
 * said in a finding. */
#ifndef FLORIN_TABLE_WORKBOOK_H
#define FLORIN_TABLE_WORKBOOK_H

#include "statement/cells.h"
#include "statement/options.h"
#include "table/source.h"

typedef enum { SHEET_VISIBLE, SHEET_HIDDEN, SHEET_VERY_HIDDEN } SheetState;

typedef struct {
    Str name; /* none: the format has no names for sheets */
    SheetState state;
} Sheet;

typedef struct Workbook {
    void *state;
    Sheet *sheets; /* in the order of the file */
    ptrdiff_t n;
    ptrdiff_t left_out;  /* sheets that the file has besides: more than are looked at */
    const char *nothing; /* UNSUPPORTED with these words when no table of transactions is found;
                            NULL: NO_TRANSACTIONS */
    bool from_1904;      /* days count from there */
    bool is_protected;   /* it was opened by passwords[password - 1] */
    int32_t password;
    /* Rows of a sheet, from its first. One source is open at a time: the next call closes it. False
     * after fail(). exact: the cells as they are stored, for --cells; else as a person reads them
     * (figures without the noise of binary calculation, merged blocks filled). */
    bool (*open)(struct Workbook *book, Ctx *c, ptrdiff_t sheet, bool exact, TableSource *out);
    /* Gives back what is not memory of the unit; may be NULL. */
    void (*close)(struct Workbook *book);
} Workbook;

/* Reads the statements of the sheets. o is never NULL in these. */
bool workbook_statements(Ctx *c, Workbook *book, const ParseOptions *o, const StatementSink *sink);

/* All sheets, or the one that is named, as tables of text: cells at their addresses. */
bool workbook_cells(Ctx *c, Workbook *book, const ParseOptions *o, CellSet *out);

#endif
