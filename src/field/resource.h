/* Resource: a stored struct. Its field table and a few words give create, read, update, delete and
 * list over HTTP, the SQL, and the documentation. */
#ifndef FLORIN_FIELD_RESOURCE_H
#define FLORIN_FIELD_RESOURCE_H

#include "db/db.h"
#include "field/field.h"

/* A filter of a list: ?name= compares a column. Values are read as the field's kind; amounts are
 * compared as each row's currency writes them (100 is 100.00 EUR and 100 JPY). */
typedef enum {
    FILTER_IS,   /* column = value; several values separated by commas: any of them */
    FILTER_FROM, /* column >= value */
    FILTER_TO,   /* column <= value */
    FILTER_HAS,  /* the folded text in the column contains the value, folded (text/fold.h) */
    FILTER_SQL,  /* the condition in .sql, with $$ for the value and $1 for the workspace of an
                    owned resource; columns are those of the table, unqualified */
} FilterKind;

typedef struct {
    const char *name; /* in the query string */
    FilterKind kind;
    const char *field; /* the field it compares; gives kind and column. With FILTER_SQL only the
                          kind (none: text) */
    const char *sql;   /* FILTER_SQL */
    const char *doc;
} Filter;

/* A resource is a constant of the program: its statements are kept by its address. */
typedef struct Resource {
    const char *name;   /* "account" */
    const char *plural; /* "accounts": the path and the OpenAPI tag */
    const char *table;
    const char *prefix; /* of its ids */
    Shape shape;        /* every resource has id, created_at, updated_at; owned ones workspace_id */
    const Filter *filters;
    ptrdiff_t n_filters;
    const char *sort; /* the default order: "-date"; none: "id". id is always the last key and goes
                         the way of the first one. An index (workspace_id, date, id) serves it */
    bool owned;       /* has workspace_id */
    const char *visible; /* a condition every row that is read fulfils, with $1 for the workspace;
                           none: all are */
    const Query *hidden_count; /* 0 while all rows of the workspace $1 are visible: then they are
                                  counted without looking at each; may be NULL */

    /* May refuse (fail_field) and may not act. old is NULL on creation. */
    bool (*check)(Ctx *c, const void *old, void *row);
    /* Fills UNSTORED fields of n rows just read, with one query for all of them. */
    bool (*fill)(Ctx *c, void *rows, ptrdiff_t n);
    /* After the row is written, inside the transaction: child tables, events. old NULL: added; row
     * NULL: dropped. */
    bool (*written)(Ctx *c, const void *old, const void *row);
} Resource;

/* The row with this id, with its UNSTORED fields filled. Fails with NOT_FOUND, also for what
 * belongs to another workspace. row is zeroed when false. */
bool resource_get(Ctx *c, const Resource *r, Id id, void *row);
/* As get, but false without a failure when there is none. */
bool resource_find(Ctx *c, const Resource *r, Id id, void *row);
/* Stores a new row: sets id (unless given), workspace and times; checks it and that the rows its
 * ids refer to are in the workspace; fires written. */
bool resource_add(Ctx *c, const Resource *r, void *row);
/* Stores a changed row and its time; checks it against what is stored; fires written. row is one
 * that resource_get gave in this unit: when another unit changed it in between, it fails with BUSY
 * and the unit is run again. updated_at always rises, so that it is the row's version. */
bool resource_change(Ctx *c, const Resource *r, void *row);
/* Removes a row; fires written. CONFLICT when other rows need it. */
bool resource_drop(Ctx *c, const Resource *r, Id id);

/* From now on each is called for every row that resource_add, _change and _drop write, in their
 * transaction and after the resource's own written; false undoes it. Set once, when the program
 * starts, by what must see every change (the audit trail): a feature cannot forget to tell it. */
typedef bool ResourceWatch(Ctx *c, const Resource *r, const void *old, const void *row);
void resource_watch(ResourceWatch *each);

/* The ETag of a row as the client sees it, without quotes: the stored version, and behind a dash a
 * hash of the computed fields where there are any. */
Str resource_etag(Ctx *c, const Resource *r, const void *row);
/* Fails with STALE unless if_match (bare, or "*", or none) names the stored version of row. What is
 * computed is not compared: a new balance does not forbid a new name. */
bool resource_match(Ctx *c, const Resource *r, const void *row, Str if_match);

/* The values one filter asks for; none: it is not asked. */
typedef struct {
    const DbValue *v;
    ptrdiff_t n;
} FilterValues;

/* What a list asks for; made from the query string by list_request_read(). */
typedef struct {
    const Resource *resource;
    const FilterValues *filters; /* one per filter of the resource; NULL: none is asked */
    Str filter_text;             /* the filters as text, for the cursor's binding and the links */
    Str sort;                    /* "-date,amount"; none: the resource's own */
    Str cursor;                  /* opaque; none: from the start */
    int64_t limit;               /* 1 … LIMIT_PAGE_MAX */
    int64_t page;                /* 1…; 0 when cursors are used */
    bool without_total;          /* ?total=false */
} ListRequest;

typedef struct {
    void *items; /* n rows of the resource's struct */
    ptrdiff_t n;
    int64_t total;   /* counted with the first page and carried by the cursor; -1: not asked */
    Str next_cursor; /* none at the end */
} ListAnswer;

/* Reads ?limit, cursor, sort, page, per_page, total and the resource's filters. Unknown names and
 * wrong values are field errors whose pointer is "?name", all at once. */
bool list_request_read(Ctx *c, const Resource *r, Str query, ListRequest *out);
/* The parameters that every list takes, for the document. */
extern const Shape list_common_shape;

/* One page, in an index's order where there is one: its cost does not grow with how far in it is. A
 * cursor that is malformed or belongs to another workspace, filter or sort is a field error. */
bool resource_list(Ctx *c, const ListRequest *q, ListAnswer *out);
/* {"items": […], "next_cursor": …, "total": n, "links": {"self", "next", "first"}}; path and query
 * are those of the request ("/api/v1/accounts", "limit=2&sort=name"). */
void list_write(Buf *out, Arena *mem, const Shape *s, const ListAnswer *a, Str path, Str query);

#endif
