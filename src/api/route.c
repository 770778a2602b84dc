/* Routes: from a method and a path to an operation. */
#include "api/route.h"
#include "field/document.h"
#include "text/percent.h"

#include <assert.h>
#include <string.h>

enum { SEGMENTS_MAX = 12 };

typedef struct Node Node;
struct Node {
    Str segment;
    Node *first, *next; /* children by word; the next beside this */
    Node *any;          /* the child that takes any word */
    Route **routes;     /* one a method */
    ptrdiff_t n_routes;
};

struct Routes {
    Node root;
    Route *all;
    ptrdiff_t n;
};

static Node *child_of(Arena *mem, Node *at, Str segment)
{
    bool any = str_starts(segment, S(":"));
    if (any && at->any)
        return at->any;
    for (Node *k = at->first; !any && k; k = k->next)
        if (str_eq(k->segment, segment))
            return k;
    Node *k = NEW(mem, Node);
    k->segment = segment;
    if (any) {
        at->any = k;
    } else {
        k->next = at->first;
        at->first = k;
    }
    return k;
}

static void add_route(Arena *mem, Routes *r, Route *route)
{
    Node *at = &r->root;
    Str rest = str_of(route->op->path);
    assert(str_starts(rest, S("/")));
    rest = str_part(rest, 1, rest.n);
    while (rest.p)
        at = child_of(mem, at, str_cut(&rest, '/'));
    for (ptrdiff_t i = 0; i < at->n_routes; i++)
        if (!strcmp(at->routes[i]->op->method, route->op->method)) {
            log_line(LOG_ERROR, "api.two_operations", LOG_TEXT("method", str_of(route->op->method)),
                     LOG_TEXT("path", str_of(route->op->path)));
            assert(false && "one method and path belongs to one operation");
        }
    size_t size = sizeof(Route *);
    at->routes =
        arena_grow(mem, at->routes, (size_t)at->n_routes * size, (size_t)(at->n_routes + 1) * size);
    at->routes[at->n_routes++] = route;
}

Routes *routes_new(Arena *mem, const OperationTable *const *tables, ptrdiff_t n)
{
    Routes *r = NEW(mem, Routes);
    for (ptrdiff_t i = 0; i < n; i++)
        r->n += tables[i]->n;
    r->all = NEW_ARRAY(mem, Route, r->n);
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t k = 0; k < tables[i]->n; k++, at++) {
            r->all[at].op = &tables[i]->rows[k];
            r->all[at].name = operation_name(mem, r->all[at].op);
            r->all[at].index = at;
            add_route(mem, r, &r->all[at]);
        }
    return r;
}

Route *routes_all(const Routes *r, ptrdiff_t *n)
{
    *n = r->n;
    return r->all;
}

typedef struct {
    Str words[SEGMENTS_MAX];
    ptrdiff_t n;
    Str args[SEGMENTS_MAX];
    ptrdiff_t n_args;
} Walk;

/* The node of the words from i on: a child by word first, then the one that takes any. */
static const Node *walk(const Node *at, Walk *w, ptrdiff_t i)
{
    if (i == w->n)
        return at->n_routes ? at : NULL;
    const Node *found = NULL;
    for (const Node *k = at->first; k && !found; k = k->next)
        if (str_eq(k->segment, w->words[i]))
            found = walk(k, w, i + 1);
    if (found || !at->any)
        return found;
    w->args[w->n_args++] = w->words[i];
    found = walk(at->any, w, i + 1);
    if (!found)
        w->n_args--;
    return found;
}

static bool split(Arena *mem, Str path, Walk *w)
{
    Str rest = path;
    str_cut(&rest, '/');
    if (rest.p && str_ends(rest, S("/")))
        rest.n--;
    while (rest.p) {
        if (w->n == SEGMENTS_MAX ||
            !percent_decode(mem, str_cut(&rest, '/'), PERCENT_PATH, &w->words[w->n++]))
            return false;
    }
    return true;
}

static Str allowed(Arena *mem, const Node *at)
{
    Buf b = buf_new(mem, 200);
    for (ptrdiff_t i = 0; i < at->n_routes; i++) {
        Str method = str_of(at->routes[i]->op->method);
        buf_fmt(&b, "%.*s, ", STR_ARG(method));
        if (str_eq(method, S("GET")))
            buf_add(&b, S("HEAD, "));
    }
    buf_add(&b, S("OPTIONS"));
    return buf_str(&b);
}

RouteMatch routes_find(Arena *mem, const Routes *r, Str method, Str path)
{
    RouteMatch m = { 0 };
    Walk w = { 0 };
    const Node *at = split(mem, path, &w) ? walk(&r->root, &w, 0) : NULL;
    if (!at)
        return m;
    for (ptrdiff_t i = 0; i < w.n_args && i < ROUTE_ARGS; i++)
        m.args[i] = w.args[i];
    for (ptrdiff_t i = 0; i < at->n_routes; i++)
        if (str_eq(str_of(at->routes[i]->op->method), method))
            m.route = at->routes[i];
    if (!m.route)
        m.allow = allowed(mem, at);
    return m;
}

Str route_template(Arena *mem, const Operation *op)
{
    Buf b = buf_new(mem, 500);
    Str rest = str_of(op->path);
    str_cut(&rest, '/');
    while (rest.p) {
        Str word = str_cut(&rest, '/');
        if (str_starts(word, S(":")))
            buf_fmt(&b, "/{%.*s}", STR_ARG(str_part(word, 1, word.n)));
        else
            buf_fmt(&b, "/%.*s", STR_ARG(word));
    }
    return buf_str(&b);
}
