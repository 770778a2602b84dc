/* Any bytes as the XML of an OpenDocument spreadsheet: what workbooks.h asks of them. */
#include "fuzz/workbooks.h"

#include "format/ods.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_workbook(data, size, fods_workbook);
    return 0;
}
