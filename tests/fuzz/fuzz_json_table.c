/* Any bytes as a JSON document of rows: what statements.h asks of them, and the cells of every
 * sheet are UTF-8. */
#include "fuzz/statements.h"

#include "format/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_book(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink)
{
    Workbook book;
    return json_workbook(c, bytes, o, &book) && workbook_statements(c, &book, o, sink);
}

static void check_cells(Str bytes)
{
    static const ParseOptions o;
    Ctx c = ctx_new("fuzz", (size_t)512 << 20);
    Workbook book;
    CellSet cells = { 0 };
    if (json_workbook(&c, bytes, &o, &book) && workbook_cells(&c, &book, &o, &cells))
        for (ptrdiff_t i = 0; i < cells.n; i++)
            for (ptrdiff_t k = 0; k < cells.sheets[i].n_rows; k++)
                for (int32_t n = 0; n < cells.sheets[i].widths[k]; n++)
                    assert(utf8_valid(cells.sheets[i].rows[k][n]));
    ctx_done(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_statements(data, size, read_book);
    check_cells(str_n((const char *)data, (ptrdiff_t)size));
    return 0;
}
