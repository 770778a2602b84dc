/* Any bytes as a journal: what statements.h asks of them. */
#include "fuzz/statements.h"

#include "format/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_statements(data, size, journal_statements);
    return 0;
}
