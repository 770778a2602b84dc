/* Any bytes as QIF: what statements.h asks of them. */
#include "fuzz/statements.h"

#include "format/qif.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_statements(data, size, qif_statements);
    return 0;
}
