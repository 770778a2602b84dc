/* OLE compound files ([MS-CFB]): the folder of streams in which old Office documents keep theirs.
 */
#ifndef FLORIN_FORMAT_OLE_H
#define FLORIN_FORMAT_OLE_H

#include "base/base.h"

typedef struct {
    Str bytes;
    ptrdiff_t sector_bytes;
    ptrdiff_t sectors; /* in the file */
    uint32_t *fat;     /* the sector behind each */
    uint32_t *mini_fat;
    ptrdiff_t mini_sectors; /* entries of mini_fat */
    Str folder, mini;       /* the directory; the stream of small streams */
} Ole;

bool ole_is(Str bytes);

/* Whether the directory of such a file seems to name a stream so: its entries are looked for
 * without opening it. */
bool ole_names(Str bytes, Str name);

/* False after fail(): UNREADABLE. bytes must live as long as the file. */
bool ole_open(Ctx *c, Str bytes, Ole *out);

/* The stream with that name, whatever the case of its letters; on c->mem, or part of the file.
 * False when there is none; check failed() for damage. */
bool ole_stream(Ctx *c, const Ole *ole, Str name, Str *out);

#endif
