/* Any bytes as xmlss: what workbooks.h asks of them. */
#include "fuzz/workbooks.h"

#include "format/xmlss.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_workbook(data, size, xmlss_workbook);
    return 0;
}
