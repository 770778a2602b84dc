/* Exports: the transactions of a workspace as files other programs read, in pieces, so that a
 * million rows leave in the memory of a page. A format is a row of a table and three functions. */
#ifndef FLORIN_REPORT_EXPORT_H
#define FLORIN_REPORT_EXPORT_H

#include "field/operation.h"
#include "value/period.h"

typedef struct Export Export;

typedef struct {
    Period period; /* {0, 0}: everything */
    Id account_id; /* 0: all accounts */
} ExportWhat;

/* Whether there is a format of that name. */
bool export_knows(Str format);

/* Begins an export in a named format ("csv", "json", "hledger", "beancount"); INVALID with the list
 * of formats when there is none of that name. Lives in c->mem. In the read lane. */
Export *export_start(Ctx *c, Str format, const ExportWhat *what);

/* The next piece, none at the end or after a failure; valid until the next call. Enters the read
 * lane itself. */
Str export_more(Ctx *c, Export *e);

/* "text/csv; charset=utf-8" and "csv". */
Str export_content_type(const Export *e);
Str export_extension(const Export *e);

extern const OperationTable report_operations;

#endif
