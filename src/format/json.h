/* JSON documents of programs and interfaces: arrays of objects become sheets, their members columns
 * (those of objects within objects too), so that a mapping is found as for any table. Rows of
 * transactions inside transactions (Firefly III) are rows with the members of the outer one. */
#ifndef FLORIN_FORMAT_JSON_H
#define FLORIN_FORMAT_JSON_H

#include "table/workbook.h"

/* The arrays of objects of a document. False after UNREADABLE, TOO_LARGE or NO_TRANSACTIONS. */
bool json_workbook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

#endif
