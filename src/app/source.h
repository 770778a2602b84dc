/* The files that commands read: opened by name, printed to, and the passwords that may open them.
 */
#ifndef FLORIN_APP_SOURCE_H
#define FLORIN_APP_SOURCE_H

#include "base/base.h"

/* A file, or standard input as "-". -1 after a failure: not there, a folder, not to be read. */
int source_open(Ctx *c, Str name);

/* The last part of a path. */
Str source_name(Str path);

/* All of the file, into *out on c->mem; TOO_LARGE from `most` bytes on. */
bool source_text(Ctx *c, Str name, ptrdiff_t most, Str *out);

typedef struct {
    Str *items;
    ptrdiff_t n;
} SourcePasswords;

/* The lines of a file of passwords, in their order; empty lines are passed over, since
 * every reader tries the empty password by itself. No file: none. It is
 * read by name and not given on the command line, where other users would see it. */
bool source_passwords(Ctx *c, Str file, SourcePasswords *out);

/* A PrintOut onto a stream. */
bool source_print(void *stream, Str text);

#endif
