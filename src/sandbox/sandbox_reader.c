/* What the program's own child reads with. */
#include "sandbox/sandbox.h"

const SandboxReader sandbox_reader = { statement_parse_prepare, statement_stream, statement_cells,
                                       pages_of_file };
