/* The beginning of a file as cells: what the preview shows of it, and what templates know it by.
 * Private to the room. */
#ifndef FLORIN_IMPORT_SAMPLE_H
#define FLORIN_IMPORT_SAMPLE_H

#include "import/import.h"
#include "parse/parse.h"

typedef struct {
    CellSet cells;
    const CellSheet *sheet; /* the one that is read; NULL: the file is no table */
    Str *header;            /* the names of its columns, n of them; NULL: it has none */
    int32_t n;              /* columns */
    int64_t hash;  /* of those names in any order, without case and accents; of the kinds of cells
                      where there  are none; 0: nothing to know it by */
    Str locale;    /* kinds of the columns by their names' order, decimal mark, form of dates: "dnt
                      ,9.9.9" */
    bool is_paged; /* the cells are those of a page's table */
    int64_t expected; /* rows of the file, estimated */
} Sample;

/* Looks at the beginning of the file behind fd. A file that cannot be shown as cells gives an empty
 * sample; false only after a failure of ours. Outside of a lane. */
bool sample_read(Ctx *c, int fd, const Import *imp, const ParseOptions *o, Sample *out);

/* The first rows as a JSON array of arrays; and the sheets as {"name", "state", "rows", "chosen"}.
 */
Str sample_json(Arena *mem, const Sample *s);
Str sample_sheets_json(Arena *mem, const Sample *s);

/* Whether what two locales say does not differ: what one of them does not know is no difference.
 * kinds: only of the columns' kinds. */
bool sample_agrees(Str a, Str b, bool kinds);

/* The column with this name; -1. Of several of one name the one at its place, with
 * sample_column_at. */
int sample_column(Arena *mem, const Sample *s, Str header);
int sample_column_at(Arena *mem, const Sample *s, Str header, int64_t column);

/* How sure the type is, in ppm; and what a person should know when the file's name says another:
 * none otherwise. */
int32_t sample_confidence(Str format, const Sample *s);
Str sample_name_remark(Arena *mem, Str filename, Str format);

#endif
