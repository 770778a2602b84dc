/* A resource of the sample on a fresh database of each engine, and asking its handlers. */
#ifndef FLORIN_TESTS_FIELD_SAMPLE_STORE_H
#define FLORIN_TESTS_FIELD_SAMPLE_STORE_H

#include "../db/db_case.h"
#include "field/operation.h"
#include "sample.h"

enum { OURS = 7, THEIRS = 8 };

extern const char *const sample_schema;
extern const Resource samples;
/* Every written() of a sample adds a row here. */
extern const Query sample_log_count;

/* A request: the method, the id of the path (none: the collection), and what goes with it. */
typedef struct {
    const char *method, *path_id, *query, *body, *if_match;
    Call call;
} Ask;

/* Runs the handler in its lane. */
bool ask(Ctx *c, Store *s, Ask *a);
/* The row that is answered (an empty one when there is none to answer); NULL after a failure. */
Sample *asked(Ctx *c, Store *s, Ask a);
const char *id_of(Ctx *c, const Sample *s);

/* The list that a query string asks for. */
ListAnswer page(Ctx *c, Store *s, const char *query);

/* Three categories, 1 to 3, in our workspace, which is the one from here on. */
void start(Ctx *c, Store *s);

#endif
