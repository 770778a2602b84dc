/* The file of an import, opened to be read: decrypted, shown to the virus scanner, with the
 * passwords to try and the columns' meaning. Small files are read at once, before the import's turn
 * has come, so that the files of a workspace are read side by side and only booked one after the
 * other. Private to the room. */
#ifndef FLORIN_IMPORT_ORIGINAL_H
#define FLORIN_IMPORT_ORIGINAL_H

#include "import/stages.h"
#include "import/template.h"
#include "import/vault.h"
#include "sandbox/sandbox.h"

typedef struct {
    int fd;
    ParseOptions options;
    Transform transform;
    VaultTries tries;
    int64_t expected; /* rows, estimated */
    Stages stages;    /* of this reading */
    Stages opened;    /* as they were when it was opened: where a reading begins */
    bool is_read;     /* set holds all of it */
    StatementSet set;
    const StatementSink *sink; /* of the reading that goes on */
    /* What the statements say of the file. */
    int32_t password; /* which of tries opened it, from 1 */
    bool is_protected;
    int64_t pages;
    int32_t ocr_ppm;
    Str sheet, format;
    Str opening; /* what is known of the stage decrypt before the file is read */
    int64_t n_statements;
} Original;

/* Opens the file of an import and, when it is small, reads it. What is found of its columns is set
 * in imp, which is not stored. Fails with INFECTED, PASSWORD_REQUIRED, PASSWORD_WRONG, what the
 * reader says …. Outside of a lane. */
bool original_open(Ctx *c, Import *imp, const ImportHow *how, Original *s);

/* Gives its statements, as often as it is asked to. */
bool original_read(Ctx *c, Original *s, const StatementSink *sink);

/* Closes it and forgets the passwords. */
void original_done(Original *s);

#endif
