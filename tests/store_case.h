/* What tests of the rooms above db share: a fresh store of each engine with the program's whole
 * schema, and units of work in a workspace. */
#ifndef FLORIN_TESTS_STORE_CASE_H
#define FLORIN_TESTS_STORE_CASE_H

#include "db/db.h"
#include "harness.h"

/* Runs a case on a fresh, migrated database of each engine there is (PostgreSQL when FLORIN_TEST_PG
 * is set), with c->store set and c in workspace 1 as its owner. */
void on_each_store(Ctx *c, void (*run)(Ctx *c));

/* One write unit, or one read unit, in the context's workspace; false and the failure in c. */
bool in_write(Ctx *c, StoreUnit *unit, void *arg);
bool in_read(Ctx *c, StoreUnit *unit, void *arg);

#endif
