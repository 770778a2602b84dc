/* Any bytes as html: what workbooks.h asks of them. */
#include "fuzz/workbooks.h"

#include "format/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_workbook(data, size, html_workbook);
    return 0;
}
