/* Excel workbooks (XLSX, XLSM): Office Open XML, ECMA-376 part 1 and ISO/IEC 29500 strict, read in
 * a stream. */
#ifndef FLORIN_FORMAT_XLSX_H
#define FLORIN_FORMAT_XLSX_H

#include "table/workbook.h"

/* False after fail(). bytes and o must live as long as the workbook. */
bool xlsx_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

#endif
