/* What tests of imports share: files sent and read without a server, and the ledger as text. */
#ifndef FLORIN_TESTS_IMPORT_IMPORT_CASE_H
#define FLORIN_TESTS_IMPORT_IMPORT_CASE_H

#include "harness.h"

#include "field/operation.h"
#include "import/import.h"
#include "import/staged.h"

extern const Currency eur;

/* Once: where files are kept, under a key of the tests. */
void start_files(Ctx *c, const char *folder);

/* Keeps a file and stores its import; it is not read yet. */
Import send_text(Ctx *c, Id account, Str text, bool preview);
/* And reads it to its end; how may be NULL. */
Import import_text(Ctx *c, Id account, Str text, const ImportHow *how);

/* A new account in euros. */
Id an_account(Ctx *c);

/* What there is to compare: every visible row without ids and times, and whether sums are right. */
typedef struct {
    Str rows;
    int64_t n, wrong;
} Ledger;
Ledger ledger_now(Ctx *c);

/* The import as it stands; and after its job has run, which books what was confirmed. */
Import import_now(Ctx *c, Id id);
Import run_again(Ctx *c, Id id);

/* A transaction by its words, a pattern of LIKE; save_row is a unit that stores it changed. */
typedef struct {
    Str where;
    Transaction t;
    bool found;
} Look;
Look row_like(Ctx *c, const char *where);
bool save_row(Ctx *c, void *arg);

/* The first row of an import that matches something; or at a position. */
typedef struct {
    Id import_id;
    int64_t position;
    StagedRow row;
} First;
/* A unit that finds it by its position. */
bool at_position(Ctx *c, void *arg);

/* A statement's rows from one day on; and the same in German: other words, columns and figures. */
extern const char *const case_shops[8];
Str form_a(Ctx *c, int from, int to);
Str form_b(Ctx *c, int from, int to);

/* A unit that undoes the import at arg. */
bool undo(Ctx *c, void *arg);

/* Runs an operation as the dispatcher would: what it answers, or NULL after a failure of c. body is
 * the query string of one that takes none. */
void *ask(Ctx *c, const OperationTable *table, const char *name, Id id, Id second, Str body);

#endif
