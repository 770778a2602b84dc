/* Private to the tables of import/: reads the rows of one mapped table through to the sink. */
#ifndef FLORIN_TABLE_TABLE_READ_H
#define FLORIN_TABLE_TABLE_READ_H

#include "table/facts.h"
#include "table/mapping.h"

/* Where another table may begin. */
typedef struct {
    bool known;
    bool ended; /* the source is at its end */
    int64_t position, line;
} TablePlace;

typedef struct {
    Reading *r;
    TableSource *source; /* at the first row */
    const StatementSink *sink;
    const Mapping *m;
    Statement *s; /* findings of the mapping; gets the rest */
    TableFacts *facts;
    const TableRow *head; /* the names as printed; NULL if none */
    int account;          /* of books the column of accounts, of which one is read; else MAP_NONE */
    Str only;             /* that account */
    int64_t apart;        /* rows of the others */
    TablePlace next;
} TableRead;

/* False after fail(), or when the sink stopped. */
bool table_read(TableRead *t);

#endif
