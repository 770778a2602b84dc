/* How the columns of a file are to be read, when a person or a template says so. Private to the
 * room.
 *
 * A template knows its files by the names of their columns (sample.h), in whatever order; where
 * decimal mark or form of dates differ from those it was made with, its columns hold and its
 * formats do not. */
#ifndef FLORIN_IMPORT_TEMPLATE_H
#define FLORIN_IMPORT_TEMPLATE_H

#include "import/import.h"
#include "parse/parse.h"

/* {"columns": [{"column", "header", "role", "format"}…]}: what PUT /imports/:id/mapping takes. */
typedef struct {
    List columns;         /* of TemplateColumn */
    Str save_as_template; /* its name; none: one is found or made */
    Str sheet;            /* to be read instead */
} MappingBody;
extern const Shape mapping_body_shape;

/* What a template does to rows beside mapping them: ImportTemplate.data_transformations. */
typedef struct {
    bool invert_sign, swap_day_month; /* done in the mapping */
    int64_t skip_first_rows;
    Currency currency; /* of rows that say none */
    Id account_id;     /* of files for which none is named */
} Transform;

/* import_template_resource's check. */
bool template_check(Ctx *c, const void *old, void *row);

/* A statement's mapping in that form. */
Str template_mapping_json(Arena *mem, const Mapped *mapping, ptrdiff_t n);
/* And back, as the reader takes it. False after a failure. */
bool template_mapping_read(Ctx *c, Str json, MappingBody *out);

/* Looks at the beginning of a file: sets the import's sample, sheets and header_hash, how many rows
 * to expect, and the mapping to read it by, if a person gave one, a template was named, or one
 * knows the file. INVALID when the template that was named is for other columns. Outside of a lane.
 */
bool template_choose(Ctx *c, int fd, Import *imp, ParseOptions *o, int64_t *expected,
                     Transform *transform);

/* The mapping and the transformations that the import was read by. Outside of a lane. */
bool template_again(Ctx *c, const Import *imp, ParseOptions *o, Transform *transform);

/* Applies what concerns rows to the nth row of a file, from 1; false when it is left out. */
bool template_row(const Transform *t, StatementRow *row, int64_t nth);

/* Learns from a person's correction: improves the template that the import was read by, that has
 * this name or that knows such files, or makes one. In the write lane; imp is stored by the caller.
 */
bool template_learn(Ctx *c, Import *imp, const MappingBody *mapping);

/* An import was completed that was read by its template. In the write lane. */
bool template_used(Ctx *c, const Import *imp);

#endif
