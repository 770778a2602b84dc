/* Any bytes as a web page, and as one in a message: what workbooks.h asks of them. */
#include "fuzz/workbooks.h"

#include "format/html.h"
#include "format/mhtml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_workbook(data, size, html_workbook);
    fuzz_workbook(data, size, mhtml_workbook);
    return 0;
}
