/* OpenDocument spreadsheets (ISO/IEC 26300): ODS in a zip archive, FODS as one XML file. */
#ifndef FLORIN_FORMAT_ODS_H
#define FLORIN_FORMAT_ODS_H

#include "table/workbook.h"

/* False after fail(). bytes must live as long as the workbook. */
bool ods_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);
bool fods_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

#endif
