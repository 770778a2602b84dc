/* Any bytes as MT940: what statements.h asks of them. */
#include "fuzz/statements.h"

#include "format/mt940.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_statements(data, size, mt940_statements);
    return 0;
}
