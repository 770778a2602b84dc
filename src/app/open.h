/* What commands start with: settings, and the database they name, brought up to date. */
#ifndef FLORIN_APP_OPEN_H
#define FLORIN_APP_OPEN_H

#include "app/settings.h"
#include "db/db.h"

typedef struct {
    Ctx c;
    Settings settings;
    Store *store;
    int argc; /* what is left of the command line; argv[0] is the command */
    char **argv;
} Program;

/* Reads the settings of a command line. False after a failure has been printed to standard error;
 * the exit status is then program_status(). */
bool program_settings(Program *p, const char *name, int argc, char **argv);

/* Opens and migrates the database, starts auth/ with the installation's key. */
bool program_open(Program *p);

/* As program_open, but where there is no SQLite file none is made: for commands that only look, so
 * that a mistyped address is no empty ledger. */
bool program_open_existing(Program *p);

/* Closes what is open. Prints a failure of the context, and returns the exit status: 0, 1, or 2 for
 * wrong use. */
int program_close(Program *p);

#endif
