/* What a place for sealed files gives. Private to the room.
 *
 * Where a file lies there is MARK/NAME, below the mark of its installation, or NAME for those from
 * before there were marks. It is sealed for its NAME. */
#ifndef FLORIN_BLOB_BACK_H
#define FLORIN_BLOB_BACK_H

#include "blob/blob.h"
#include "blob/seal.h"

typedef struct {
    /* Stores the sealed file behind fd at a place; with `fresh` fails with CONFLICT when there is
     * one, else takes its place at once. path: where the file stands in the folder. */
    bool (*put)(Ctx *c, Str place, int fd, const char *path, const Sealed *s, bool fresh);
    /* The sealed file; GONE when there is none. *is_plain: it is from before encryption. */
    int (*open)(Ctx *c, Str place, bool *is_plain);
    /* Its first bytes; *n < 0: there is none. */
    bool (*head)(Ctx *c, Str place, uint8_t *p, ptrdiff_t most, ptrdiff_t *n);
    bool (*drop)(Ctx *c, Str place);
    /* The names below a mark, or of files without one, that begin so. */
    bool (*list)(Ctx *c, Str mark, Str prefix, BlobList *out);
    /* Moves a sealed file; *moved false: it is to be copied. NULL: none can be moved. */
    bool (*move)(Ctx *c, Str from, Str to, bool *moved);
} BlobBack;

extern const BlobBack blob_folder, blob_s3;

/* Names become paths: ours have nothing in them that means something there. */
bool blob_named_well(Str name);

const char *blob_path(Ctx *c, Str place, const char *ending);
extern BlobOptions blob_options;

/* A file without a name: in memory up to 64 MiB, above in the scratch folder. -1 after a failure.
 */
int blob_scratch(Ctx *c, int64_t bytes);

/* What an S3 service's answer says: an error's code and message, or a page of a list. */
typedef struct {
    Ctx *c;
    Ctx *keeper; /* whose memory names go to; NULL: c's */
    Buf text;    /* of the element that is open */
    Str code, message;
    BlobList *list;   /* where names go that begin with the prefix; may be NULL */
    Str mark, prefix; /* below which, and how they begin */
    Str next;         /* continuation token */
    bool truncated;
} S3Answer;

/* False when it is no XML, or hostile. */
bool s3_read_answer(Ctx *c, Str body, S3Answer *a);

void blob_list_add(Ctx *c, BlobList *list, Str name);

#endif
