/* The members of a zip file in memory, over libzip: of zipped statements, XLSX and ODS.
 *
 * Names are names and never paths. Members swell only within bounds (base/limits.h): what claims or
 * turns out to be more is HOSTILE, with the member's name. */
#ifndef FLORIN_FORMAT_ARCHIVE_H
#define FLORIN_FORMAT_ARCHIVE_H

#include "statement/options.h"

typedef struct Archive Archive;

typedef struct {
    Str name;     /* UTF-8, "/" between folders */
    int64_t size; /* as claimed */
    bool folder, encrypted;
} ArchiveEntry;

typedef struct ArchiveStream ArchiveStream;

/* Opens the directory of the file; bytes must live as long as the archive. NULL after fail():
 * UNREADABLE (damaged, cut off), HOSTILE (too many members). */
Archive *archive_open(Ctx *c, Str bytes, const ParseOptions *o);
/* Gives everything back; NULL is allowed. */
void archive_close(Archive *a);

ptrdiff_t archive_count(const Archive *a);
const ArchiveEntry *archive_entry(const Archive *a, ptrdiff_t i);
/* The member with that name, whatever the case of its letters; -1: none. */
ptrdiff_t archive_find(const Archive *a, Str name);

/* Reads a member piece by piece. NULL after fail(). */
ArchiveStream *archive_begin(Ctx *c, Archive *a, ptrdiff_t i);
/* Up to n bytes; 0 at the end, -1 after fail(). */
ptrdiff_t archive_read(Ctx *c, ArchiveStream *s, char *out, ptrdiff_t n);
void archive_end(ArchiveStream *s);

/* A member as a whole, at most `most` bytes, in mem. Encrypted ones are tried with the passwords of
 * the options: *password says which opened it, from 1 (0: none was needed). False after fail():
 * besides the above PASSWORD_REQUIRED, PASSWORD_WRONG, TOO_LARGE. */
bool archive_whole(Ctx *c, Arena *mem, Archive *a, ptrdiff_t i, int64_t most, Str *out,
                   int32_t *password);

/* Opens what reading needs from the system, before a sandbox takes the file system away. plain: the
 * file is an archive of files, whose members may be encrypted. */
void archive_prepare(bool plain);

#endif
