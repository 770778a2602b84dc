/* SQL made from tables, never from input: a text with its arguments, and statements kept for the
 * life of the program so that connections can keep them prepared. Private to field/. */
#ifndef FLORIN_FIELD_SQL_H
#define FLORIN_FIELD_SQL_H

#include "field/resource.h"

enum { SQL_ARGS_MAX = 200, SQL_TEXT_MAX = 65536 };

typedef struct {
    Ctx *c;
    Buf text;
    DbValue *args;
    int n;
    bool writes;
} Sql;

Sql sql_new(Ctx *c);
void sql_add(Sql *s, const char *text);
/* Adds $n and its value. */
void sql_arg(Sql *s, DbValue v);
/* Adds the names of all stored fields: "id, name". */
void sql_columns(Sql *s, const Shape *shape);
/* " WHERE workspace_id = $1", for a resource that is not owned " WHERE TRUE". */
void sql_where_tenant(Sql *s, const Resource *r);
/* The same for reading, where the workspace is the statement's first value: adds r->visible. */
void sql_where_visible(Sql *s, const Resource *r);

DbRows sql_rows(Sql *s);
int64_t sql_run(Sql *s);

#endif
