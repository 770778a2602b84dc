/* Tables of web pages, as banks export them under the name .xls.
 *
 * The whole page is one sheet: each row of any table is a row of it, text between tables is a row
 * of one cell. Rows of a table within a cell stand in the order of the page. */
#ifndef FLORIN_FORMAT_HTML_H
#define FLORIN_FORMAT_HTML_H

#include "table/workbook.h"

/* bytes must live as long as the workbook. Always true. */
bool html_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

#endif
