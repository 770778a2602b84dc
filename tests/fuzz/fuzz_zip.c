/* Any bytes as a zip file: as an archive of statements, as XLSX and as ODS. */
#include "fuzz/workbooks.h"

#include "format/ods.h"
#include "format/xlsx.h"
#include "parse/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Str passwords[] = { S_INIT("sesame") };
    static const ParseOptions options = { .passwords = passwords, .n_passwords = 1 };
    Ctx c = ctx_new("fuzz", FUZZ_MEMORY);
    int64_t count = 0;
    StatementSink sink = { &count, NULL, fuzz_check_rows, fuzz_check_end };
    bool read = zip_statements(&c, str_n((const char *)data, (ptrdiff_t)size), &options, &sink);
    assert(read != failed(&c) || c.failure.code == NO_FAILURE);
    ctx_done(&c);
    fuzz_workbook(data, size, xlsx_workbook);
    fuzz_workbook(data, size, ods_workbook);
    return 0;
}
