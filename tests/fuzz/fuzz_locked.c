/* Any bytes as a workbook under a password, of Excel or OpenDocument: what workbooks.h asks of
 * them. */
#include "fuzz/workbooks.h"

#include "format/ods.h"
#include "format/ole.h"
#include "format/xlsx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool excel = ole_is(str_n((const char *)data, (ptrdiff_t)size));
    fuzz_workbook(data, size, excel ? xlsx_workbook : ods_workbook);
    return 0;
}
