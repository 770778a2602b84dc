/* Web pages in one file (MHTML, RFC 2557), as Excel saves a workbook under the names .mht and .xls:
 * a message whose parts are pages, one for each sheet. */
#ifndef FLORIN_FORMAT_MHTML_H
#define FLORIN_FORMAT_MHTML_H

#include "table/workbook.h"

/* Whether a file that begins so is one: it begins as a message whose content has parts. */
bool mhtml_is(Str head);

/* Each page with a table is a sheet. bytes must live as long as the workbook. False after fail():
 * UNREADABLE. */
bool mhtml_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

#endif
