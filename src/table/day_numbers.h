/* Days that a spreadsheet holds as bare numbers: 45292 under "Date", because whoever wrote the file
 * forgot their format. Under a name of dates such numbers become days. */
#ifndef FLORIN_TABLE_DAY_NUMBERS_H
#define FLORIN_TABLE_DAY_NUMBERS_H

#include "table/cell.h"

/* A source that gives the rows of another with such numbers as days. It lives on c->mem. */
TableSource day_numbers(Ctx *c, const TableSource *under, bool from_1904);

#endif
