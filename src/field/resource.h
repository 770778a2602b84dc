/* Resource: a stored struct. Its field table and a few words give create, read, update, delete and
 * list over HTTP, the SQL, and the documentation. */
#ifndef FLORIN_FIELD_RESOURCE_H
#define FLORIN_FIELD_RESOURCE_H

#include "db/db.h"
#include "field/field.h"

/* A filter of a list: ?name= compares a column. Values are parsed as the field's kind. */
typedef enum {
    FILTER_IS,      /* column = value; several values separated by commas: any of them */
    FILTER_FROM,    /* column >= value */
    FILTER_TO,      /* column <= value */
    FILTER_HAS,     /* text contains, without regard to case and accents (a folded column) */
    FILTER_SQL,     /* the condition in .sql, with $$ for the value */
} FilterKind;

typedef struct {
    const char *name;   /* in the query string */
    FilterKind kind;
    const char *field;  /* the field it compares; gives kind and column */
    const char *sql;    /* FILTER_SQL */
    const char *doc;
} Filter;

typedef struct Resource {
    const char *name;   /* "account" */
    const char *plural; /* "accounts": the path and the OpenAPI tag */
    const char *table;
    const char *prefix; /* of its ids */
    Shape shape;        /* every resource has id, created_at, updated_at; owned ones workspace_id */
    const Filter *filters;
    ptrdiff_t n_filters;
    const char *sort;   /* the default order: "-date"; id is always the last */
    bool owned;         /* has workspace_id */

    /* May refuse (fail_field) and may not act. old is NULL on creation. */
    bool (*check)(Ctx *c, const void *old, void *row);
    /* Fills UNSTORED fields of n rows just read, with one query for all of them. */
    bool (*fill)(Ctx *c, void *rows, ptrdiff_t n);
    /* After the row is written, inside the transaction: child tables, events. old NULL: added; row
     * NULL: dropped. */
    bool (*written)(Ctx *c, const void *old, const void *row);
} Resource;

/* The row with this id, with its UNSTORED fields filled. Fails with NOT_FOUND, also for what belongs
 * to another workspace. */
bool resource_get(Ctx *c, const Resource *r, Id id, void *row);
/* As get, but false without a failure when there is none. */
bool resource_find(Ctx *c, const Resource *r, Id id, void *row);
/* Stores a new row: sets id (unless given), workspace and times; checks it; fires written. */
bool resource_add(Ctx *c, const Resource *r, void *row);
/* Stores a changed row and its time; checks it against what is stored; fires written. */
bool resource_change(Ctx *c, const Resource *r, void *row);
/* Removes a row; fires written. CONFLICT when other rows need it. */
bool resource_drop(Ctx *c, const Resource *r, Id id);

/* What a list asks for; made from the query string by list_request_read(). */
typedef struct {
    const Resource *resource;
    const DbValue *filter_values; /* one per filter; DB_NULL: not asked */
    const Str *filter_texts;      /* as the client wrote it; none: not asked */
    Str sort;                     /* "-date,amount" */
    Str cursor;                   /* opaque */
    int64_t limit;                /* 1 … LIMIT_PAGE_MAX */
    int64_t page;                 /* 1…; 0 when cursors are used */
    bool without_total;
} ListRequest;

typedef struct {
    void *items; /* n rows of the resource's struct */
    ptrdiff_t n;
    int64_t total;
    Str next_cursor; /* none at the end */
} ListAnswer;

/* Reads ?limit, cursor, sort, page, per_page and the resource's filters. Unknown names, wrong values,
 * and a cursor that is malformed or belongs to another workspace, filter or sort are field errors. */
bool list_request_read(Ctx *c, const Resource *r, Str query, ListRequest *out);
bool resource_list(Ctx *c, const ListRequest *q, ListAnswer *out);

#endif
