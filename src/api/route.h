/* Routes: from a method and a path to an operation. Made once at start from all operation tables.
 */
#ifndef FLORIN_API_ROUTE_H
#define FLORIN_API_ROUTE_H

#include "field/operation.h"

#include <stdatomic.h>

enum { ROUTE_ARGS = 4, ROUTE_BUCKETS = 12 };

/* An operation where it can be reached, and how often it was. */
typedef struct {
    const Operation *op;
    Str name; /* its operationId */
    ptrdiff_t index;
    atomic_int_least64_t by_class[6];            /* answers 1xx … 5xx; 0: none was sent */
    atomic_int_least64_t buckets[ROUTE_BUCKETS]; /* by duration, see api/metrics.c */
    atomic_int_least64_t micros;
} Route;

typedef struct Routes Routes;

/* Builds the table in mem. Two operations with one method and path are our mistake (assert). */
Routes *routes_new(Arena *mem, const OperationTable *const *tables, ptrdiff_t n);

/* All routes, in the order of the tables. */
Route *routes_all(const Routes *r, ptrdiff_t *n);

typedef struct {
    Route *route;         /* NULL: the path is nothing, or not with this method */
    Str args[ROUTE_ARGS]; /* the values of the path's :names, decoded */
    Str allow;            /* without a route: the methods of the path; none when it is nothing */
} RouteMatch;

/* Finds a path below /api ("/accounts/acc_1", with or without a slash at the end). HEAD is found as
 * GET. */
RouteMatch routes_find(Arena *mem, const Routes *r, Str method, Str path);

/* The operation's path with "{id}" for ":id". */
Str route_template(Arena *mem, const Operation *op);

#endif
