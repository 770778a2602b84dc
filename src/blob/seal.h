/* A file at rest: encrypted and authenticated from its first byte to its end.
 *
 *     magic and version   8 bytes
 *     id of the key       8
 *     salt                16   the file's own key is derived from it and the file's name
 *     stream header       24   libsodium's secretstream, XChaCha20-Poly1305
 *     chunks              of 64 KiB and 17 bytes each; the last is marked as the last
 *
 * A file that was cut, extended, changed or given another's name does not open. Private to the
 * room. */
#ifndef FLORIN_BLOB_SEAL_H
#define FLORIN_BLOB_SEAL_H

#include "blob/key.h"

typedef struct {
    int64_t size;       /* of the plain bytes */
    uint64_t hash;      /* of the plain bytes, to know them again; not a secret's */
    int64_t sealed;     /* bytes written */
    uint8_t sha256[32]; /* of what was written */
} Sealed;

/* Seals what is read from `from` to its end (a pipe may be one) and writes it to `to`. */
bool seal_file(Ctx *c, Str name, int from, int to, Sealed *out);

/* The plain bytes of a sealed file that is read from its beginning. */
bool unseal_file(Ctx *c, Str name, int from, int to);

/* The id of the key that a file was sealed under; false when it is not a sealed file. */
bool sealed_under(Arena *mem, const uint8_t *head, ptrdiff_t n, Str *id);
enum { SEAL_HEAD_BYTES = 16 }; /* so many bytes it needs */

#endif
