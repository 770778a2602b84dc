/* Tables of web pages, as banks export them under the name .xls.
 *
 * The whole page is one sheet: each row of any table is a row of it, text between tables is a row
 * of one cell. Rows of a table within a cell stand in the order of the page. */
#ifndef FLORIN_FORMAT_HTML_H
#define FLORIN_FORMAT_HTML_H

#include "table/workbook.h"

/* bytes must live as long as the workbook. Always true. */
bool html_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

/* A page that is one of several sheets. */
typedef struct {
    Str name; /* none: there is only one */
    SheetState state;
    Str page; /* UTF-8 */
} HtmlSheet;

/* The same of n pages, which must live as long as the workbook. damaged: as in TableSource. */
void html_sheets(Ctx *c, const HtmlSheet *sheets, ptrdiff_t n, const char *damaged, Workbook *out);

#endif
