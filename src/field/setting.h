/* Settings: a struct's table read from the environment, a file of lines and the command line. */
#ifndef FLORIN_FIELD_SETTING_H
#define FLORIN_FIELD_SETTING_H

#include "field/field.h"

/* One setting from where it was found: name is the member's, with any case and with - for _;
 * from says where for the message ("the environment", "florin.conf line 3", "--db"). Fails with
 * USAGE: which setting, from where, what is allowed; values of SECRET fields are not repeated. */
bool field_read_setting(Ctx *c, const Shape *s, void *row, Str name, Str value, Str from);

/* All variables of an environment whose names begin with prefix ("FLORIN_": FLORIN_DATABASE_URL
 * sets database_url). An unknown name that looks like a slip of a setting's is an error; others are
 * passed over, for orchestrators put their own there (FLORIN_SERVICE_HOST). environment is a list
 * as environ is, with NULL at the end. */
bool field_read_environment(Ctx *c, const Shape *s, void *row, const char *prefix,
                            char *const *environment);

/* Lines `name = value`; empty lines and those beginning with # are passed over; a value may stand
 * in double quotes. file names it in messages. */
bool field_read_settings(Ctx *c, const Shape *s, void *row, Str text, Str file);

/* A table of all settings for --help: name of the variable, what it takes, what it is without, doc.
 */
void field_help(Buf *out, const Shape *s, const char *prefix);

#endif
