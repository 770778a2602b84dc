/* How the columns of a file are to be read, when a person or a template says so. Private to the
 * room. */
#ifndef FLORIN_IMPORT_TEMPLATE_H
#define FLORIN_IMPORT_TEMPLATE_H

#include "import/import.h"
#include "statement/parse.h"

/* {"columns": [{"column", "header", "role", "format"}…]}: what PUT /imports/:id/mapping takes. */
typedef struct {
    List columns; /* of TemplateColumn */
    Str save_as;  /* a template is made of it; none: not */
} MappingBody;
extern const Shape mapping_body_shape;

/* A statement's mapping in that form. */
Str template_mapping_json(Arena *mem, const Mapped *mapping, ptrdiff_t n);
/* And back, as the reader takes it. False after a failure. */
bool template_mapping_read(Ctx *c, Str json, MappingBody *out);

/* Looks at the beginning of a file: sets the import's sample and header_hash, how many rows to
 * expect, and the mapping to read it by, if a person gave one, a template was named, or one knows
 * the file. Outside of a lane. */
bool template_choose(Ctx *c, int fd, Import *imp, ParseOptions *o, int64_t *expected);

/* The text form of header_hash in templates. */
Str template_fingerprint(Arena *mem, int64_t header_hash);

/* Saves a mapping under a name, for files like that of the import. In the write lane. */
bool template_save(Ctx *c, const Import *imp, const MappingBody *mapping);

#endif
