/* Any bytes as CAMT: what statements.h asks of them. */
#include "fuzz/statements.h"

#include "format/camt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_statements(data, size, camt_statements);
    return 0;
}
