/* SQL made from tables, never from input: a text with its arguments, and statements kept for the
 * life of the program so that connections can keep them prepared. Private to field/. */
#ifndef FLORIN_FIELD_SQL_H
#define FLORIN_FIELD_SQL_H

#include "field/resource.h"

enum { SQL_TEXT_MAX = 65536 };

/* The statements of a resource's rows, and where its own members are. Resources live as long as the
 * program, and so do these. */
typedef struct {
    /* Stored fields by name, in the order of the table, with $1 … $n. */
    Query insert;
    /* $1 the workspace and $2 the id; $1 the id of what is not owned. find has r->visible too. */
    Query find, drop;
    /* $1 … the changeable fields (resource_changeable), then the id, the version read, and of owned
     * ones the workspace. */
    Query update;
    size_t id, workspace_id, created_at, updated_at;
} ResourceSql;

/* Made on the first call; the same for all threads. */
const ResourceSql *resource_sql(const Resource *r);

/* Whether an update writes the field. */
bool resource_changeable(const Field *f);

/* Fails with INTERNAL for an owned resource outside of any workspace. */
bool resource_has_tenant(Ctx *c, const Resource *r);

/* A list's or a check's statement under construction. */
typedef struct {
    Ctx *c;
    Buf text;
    DbValue *args;
    int n, room;
} Sql;

Sql sql_new(Ctx *c);
void sql_add(Sql *s, const char *text);
/* Adds $n and its value. */
void sql_arg(Sql *s, DbValue v);
/* Adds the names of all stored fields: "id, name". */
void sql_columns(Sql *s, const Shape *shape);
/* " WHERE workspace_id = $1" and r->visible, for a resource that is not owned " WHERE TRUE". No
 * argument comes before it. */
void sql_where_visible(Sql *s, const Resource *r);
/* The same without r->visible. */
void sql_where_owned(Sql *s, const Resource *r);

DbRows sql_rows(Sql *s);

#endif
