/* The migration runner with a given list of migrations, for tests; the program uses store_migrate.
 */
#ifndef FLORIN_DB_MIGRATE_H
#define FLORIN_DB_MIGRATE_H

#include "base/embedded.h"
#include "db/db.h"

/* The program's own migrations: schema/. */
extern const EmbeddedSet schema_files;

/* As store_migrate, with other files. They are named NNNN_words.sql and run in the order of their
 * numbers; numbers may be left out, and one that comes later with a lower number still runs. */
int store_migrate_with(Store *s, Ctx *c, const EmbeddedSet *files);

/* A migration's text as an engine runs it: the tokens @id, @owned(table), @report(view) and the
 * blocks @only engine … @end replaced. Fails with INTERNAL and the line for a token that is wrong.
 */
Str migration_text(Ctx *c, const Embedded *file, bool postgres);

/* The highest migration that the database has; 0: none; -1 after a failure. Fails with
 * DATABASE_NEWER or DATABASE_DAMAGED when it does not fit files. */
int store_version(Store *s, Ctx *c, const EmbeddedSet *files);

#endif
