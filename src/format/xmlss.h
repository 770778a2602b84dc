/* SpreadsheetML of Excel 2002 and 2003: a workbook as one XML file, which banks like to call .xls.
 */
#ifndef FLORIN_FORMAT_XMLSS_H
#define FLORIN_FORMAT_XMLSS_H

#include "table/workbook.h"

/* False after fail(). bytes must live as long as the workbook. */
bool xmlss_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

#endif
