/* Options of commands, by field tables: the member from_date is --from-date VALUE (or
 * --from-date=VALUE), a bool is --name alone. The same table makes the help and the shell
 * completion. */
#ifndef FLORIN_APP_OPTION_H
#define FLORIN_APP_OPTION_H

#include "field/field.h"

#include <stdio.h>

/* Reads argv[1…]: options into row, other words into *words. USAGE with words that say what and
 * what there is, for an unknown option or a wrong value. What follows "--" is words. */
bool options_read(Ctx *c, int argc, char **argv, const Shape *s, void *row, Texts *words);

/* Whether --help or -h is among them. */
bool options_ask_help(int argc, char **argv);

/* "usage: florin REST", the sentence, and a line for every option; and for the database's. */
void options_help(FILE *to, const char *rest, const char *doc, const Shape *s);
/* The same for a command that has no database. */
void options_help_plain(FILE *to, const char *rest, const char *doc, const Shape *s);

#endif
