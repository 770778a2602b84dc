/* Any bytes as an export of this program: what statements.h asks of them. */
#include "fuzz/statements.h"

#include "format/own.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_statements(data, size, own_statements);
    return 0;
}
