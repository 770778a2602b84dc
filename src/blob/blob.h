/* Stored files: encrypted (seal.h), in a folder or with an S3 service. A file is known by a name
 * that the caller makes of its own id, never by what its user calls it.
 *
 * All calls are made outside of a lane: they wait for disks and servers. */
#ifndef FLORIN_BLOB_BLOB_H
#define FLORIN_BLOB_BLOB_H

#include "base/base.h"

typedef struct {
    const char *folder;  /* of the files, and of what is on its way to the S3 service; made when it
                            is  not there */
    const char *scratch; /* where files above 64 MiB are opened, without a name; NULL: the folder.
                            Smaller ones are opened in memory */
    /* An S3 service; none: the folder keeps the files. */
    Str s3_endpoint, s3_bucket, s3_region, s3_access_key, s3_secret_key;
} BlobOptions;

/* Once, after key_start(). The texts must outlive the process. USAGE with words when they are
 * wrong. */
bool blob_start(Ctx *c, const BlobOptions *o);

/* Whose files these are: the mark of the installation, [a-z0-9], which its database keeps. From
 * here on files lie below it, so that of several that share a folder or a bucket each sees its own;
 * those from before there were marks are still opened, dropped and sealed anew by their names.
 * Before the first file. */
bool blob_belong(Ctx *c, Str mark);

/* The folder, made when it is not there. */
bool blob_make_folder(Ctx *c);

/* Whether other servers see the same files. */
bool blob_shared(void);

/* What was stored. */
typedef struct {
    int64_t size;
    int64_t hash; /* of its bytes, to know them again; not a secret's */
} Blob;

/* Stores what is read from fd to its end, durably. CONFLICT, field "name", when the name is taken,
 * here or by a file without a mark. A name is of [a-z0-9_], at most 60. */
bool blob_put(Ctx *c, Str name, int fd, Blob *out);

/* The bytes, open for reading at their beginning, in memory or without a name; -1 after a failure:
 * GONE when there is no such file, INTERNAL when it is damaged, UNAVAILABLE. */
int blob_open(Ctx *c, Str name);

bool blob_find(Ctx *c, Str name, bool *there);

/* Removes it. Nothing happens when it is not there. */
bool blob_drop(Ctx *c, Str name);

/* The names of this installation's files that begin so, in any order, BLOB_LIST_MAX at most. */
enum { BLOB_LIST_MAX = 1000000 };
typedef struct {
    Str *names;
    ptrdiff_t n, room;
} BlobList;
bool blob_list(Ctx *c, Str prefix, BlobList *out);

/* As blob_list(), of files without a mark: this installation's from before it had one, and perhaps
 * those of others. */
bool blob_list_unmarked(Ctx *c, Str prefix, BlobList *out);

/* A file without a mark is this installation's: it lies below its mark from here on. */
bool blob_adopt(Ctx *c, Str name);

/* Seals a file under the current key if it is not; *changed says whether it was not. Also files
 * from before there was encryption. One without a mark that is plain, or sealed under a key nobody
 * here knows, may be another installation's and is left. */
bool blob_reseal(Ctx *c, Str name, bool *changed);

/* Removes what was left on its way more than an hour ago. */
bool blob_clean_up(Ctx *c);

#endif
