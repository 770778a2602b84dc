/* What tests of protected and kept files share: a reader that opens files beginning with "LOCKED
 * password" as a PDF's would, and imports sent and read without a server. */
#ifndef FLORIN_TESTS_IMPORT_VAULT_CASE_H
#define FLORIN_TESTS_IMPORT_VAULT_CASE_H

#include "store_case.h"

#include "blob/blob.h"
#include "blob/key.h"
#include "import/import.h"
#include "import/vault.h"
#include "sandbox/sandbox.h"

extern const char *case_folder; /* of this run */
extern const SandboxReader locked_reader;
extern const char canary[], table[], key_a[], key_b[];

/* Keys of a setting, files in the folder, and these options. */
void case_start(Ctx *c, const ImportOptions *o, const char *keys);

/* Keeps a file and stores its import; then reads it to its end. */
Import send_file(Ctx *c, const char *text, const ImportFile *file);
/* The same with the job that reads it. */
Import send_with_job(Ctx *c, const char *text, const ImportFile *file);
Import run(Ctx *c, Id id);

Id an_account(Ctx *c);

/* A statement behind a password, each of another month, so that none is a duplicate of another. */
const char *locked(Ctx *c, const char *password);

/* One operation of the room, as a client asks for it. */
bool ask(Ctx *c, const char *method, const char *path, Id id, const char *body);

/* Saves a password; account may be 0. */
void save(Ctx *c, const char *label, Id account, const char *value);

/* The nth line of the log begins so and holds that: "decrypt completed: 70 bytes; …". */
void check_log(Ctx *c, Id id, ptrdiff_t n, const char *begins, const char *holds);

/* Makes the folder, runs the cases, removes it. */
int run_cases(const TestCase *cases, ptrdiff_t n, int argc, char **argv);

#endif
