/* Files that are part of the program: migrations, facts, the page. tools/embed makes C of them. */
#ifndef FLORIN_BASE_EMBEDDED_H
#define FLORIN_BASE_EMBEDDED_H

#include "base/str.h"

typedef struct {
    const char
        *name; /* path below the folder it was taken from: "0001_start.sql", "assets/app.js" */
    Str bytes; /* followed by a NUL that does not count */
} Embedded;

typedef struct {
    const Embedded *files; /* sorted by name, in the order of bytes */
    ptrdiff_t n;
} EmbeddedSet;

/* The bytes of the file with this name; none when the set has no such file. */
Str embedded_find(const EmbeddedSet *set, Str name);

#endif
