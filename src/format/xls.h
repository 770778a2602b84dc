/* Old Excel workbooks: BIFF2 to BIFF8, in OLE compound files or bare. */
#ifndef FLORIN_FORMAT_XLS_H
#define FLORIN_FORMAT_XLS_H

#include "table/workbook.h"

/* Whether the bytes begin as a bare stream of records. */
bool xls_is_bare(Str bytes);

/* False after fail(): besides damage PASSWORD_REQUIRED and PASSWORD_WRONG. */
bool xls_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

#endif
