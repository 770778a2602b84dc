/* Any bytes as BAI2: what statements.h asks of them. */
#include "fuzz/statements.h"

#include "format/bai2.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_statements(data, size, bai2_statements);
    return 0;
}
