/* What the tests of db/ share: fresh databases of each engine. */
#ifndef FLORIN_TESTS_DB_DB_CASE_H
#define FLORIN_TESTS_DB_DB_CASE_H

#include "db/db.h"
#include "db/migrate.h"
#include "harness.h"

/* The folder of this process for files of tests. */
Str test_folder(Ctx *c);
/* sqlite:FOLDER/NAME.db of a file that does not exist yet. */
Str fresh_sqlite(Ctx *c, const char *name);
Str fresh_file(Ctx *c);
/* The address in FLORIN_TEST_PG after everything in that database was dropped; none without it. */
Str fresh_postgres(Ctx *c);

/* Runs a case on a fresh database of each engine that there is, made of the program's first
 * migration and of schema. */
void on_both(Ctx *c, const char *schema, void (*run)(Ctx *c, Store *s));

/* The program's first migration and, when text is given, one more. */
EmbeddedSet with_start(Ctx *c, const char *name, const char *text);

#endif
