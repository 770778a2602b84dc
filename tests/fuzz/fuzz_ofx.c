/* Any bytes as OFX: what statements.h asks of them. */
#include "fuzz/statements.h"

#include "format/ofx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_statements(data, size, ofx_statements);
    return 0;
}
