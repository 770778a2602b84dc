/* What tests of stored files share: keys, files of text, and a folder. */
#ifndef FLORIN_TESTS_BLOB_BLOB_CASE_H
#define FLORIN_TESTS_BLOB_BLOB_CASE_H

#include "blob/blob.h"
#include "blob/key.h"
#include "harness.h"

extern const char *case_folder; /* set first, of test_scratch() */
extern const char key_a[65], key_b[65];

/* A path below it, and how many files lie in one of its folders. */
const char *in_folder(Ctx *c, const char *name);
int files_in(Ctx *c, const char *name);

/* Begins with these keys, and with this folder. */
void with_keys(Ctx *c, const char *keys);
void with_folder(Ctx *c, const char *name);

/* A file of a text, and the text of a file. */
int file_of(Str text);
Str text_of(Ctx *c, int fd);

/* A text as a stored file, and what a stored file holds: "(none)" when there is none. */
Blob put_text(Ctx *c, const char *name, Str text);
Str text_at(Ctx *c, const char *name);

/* n bytes that do not repeat. */
Str noise(Ctx *c, ptrdiff_t n);

#endif
