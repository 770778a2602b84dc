/* The statements' files: listed, sent back, dropped. */
#ifndef FLORIN_IMPORT_FILES_H
#define FLORIN_IMPORT_FILES_H

#include "import/import.h"

extern const Resource statement_file_resource;

/* Says that an import's file is no longer kept, and adds the job that removes it. In the write
 * lane. */
bool files_drop(Ctx *c, Id import_id);

/* When an import has ended and its file is kept only till then, drops it. Outside of a lane. */
bool files_ended(Ctx *c, Id import_id);

extern const JobKind import_drop_kind, import_sweep_kind;

#endif
