/* Any bytes as xls: what workbooks.h asks of them. */
#include "fuzz/workbooks.h"

#include "format/xls.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_workbook(data, size, xls_workbook);
    return 0;
}
