/* The vault: passwords of protected statements. A value is sealed under the key of the settings
 * together with its workspace and its row, so it opens nowhere else; it never leaves but to the
 * reader of a file. Private to the room. */
#ifndef FLORIN_IMPORT_VAULT_H
#define FLORIN_IMPORT_VAULT_H

#include "import/import.h"

typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Id user_id;
    Str label;
    Id account_id;
    Str sealed, key_id;
    int64_t times_used, last_used_at;
} StatementPassword;

extern const Resource statement_password_resource;

/* Seals the password that came with a file into its row, where it waits for the reader. It goes
 * when the import ends (vault_check). none: nothing. */
bool vault_give(Ctx *c, Import *imp, Str password);

/* import_resource's check: an import that has ended has no password. */
bool vault_check(Ctx *c, const void *old, void *row);

/* The passwords to try on an import's file: the given one, those of its reading (how; may be NULL),
 * then those saved for its account, then the others of the workspace, the most used first;
 * VAULT_GIVEN of the reading's at most, VAULT_TRIES of the saved ones. */
enum { VAULT_TRIES = 20, VAULT_GIVEN = 900, VAULT_ALL_TRIES = VAULT_GIVEN + VAULT_TRIES + 1 };
typedef struct {
    Str values[VAULT_ALL_TRIES];
    Id ids[VAULT_ALL_TRIES]; /* 0: a given one */
    ptrdiff_t n;
    bool has_given;
} VaultTries;
bool vault_tries(Ctx *c, const Import *imp, const ImportHow *how, VaultTries *out);

/* Overwrites their values. */
void vault_forget(VaultTries *t);

/* The password number `which` (from 1) has opened the file: counts its use, and saves a given one
 * under imp's label (a saved one of that label gets the new value). *password_id: the saved one; 0:
 * it is not saved. In the write lane. */
bool vault_opened(Ctx *c, const Import *imp, const VaultTries *t, int32_t which, Id *password_id);

/* What it is called, for the log of stages: "the password that was given", "the saved password
 * 'Visa'". */
Str vault_words(Ctx *c, const VaultTries *t, int32_t which);

/* Seals values of all workspaces that were sealed under older keys anew, a batch at a time; *n
 * counts them. Outside of a lane. */
bool vault_reseal(Ctx *c, int64_t *n);

#endif
