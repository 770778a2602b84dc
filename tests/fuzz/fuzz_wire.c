/* Any bytes as frames of the sandbox: what is taken must be written and read again to the same. */
#include "sandbox/wire.h"
#include "text/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Str written(Arena *mem, const StatementRow *rows, ptrdiff_t n)
{
    Buf b = buf_new(mem, 64 << 20);
    for (ptrdiff_t i = 0; i < n; i++)
        wire_row(&b, &rows[i]);
    assert(!b.full);
    return buf_str(&b);
}

static void try_rows(Arena *mem, Str payload)
{
    StatementRow *rows;
    ptrdiff_t n;
    if (!wire_read_rows(mem, payload, &rows, &n))
        return;
    StatementRow *copies = NEW_ARRAY(mem, StatementRow, n);
    for (ptrdiff_t i = 0; i < n; i++) {
        assert(rows[i].description.n == 0 || utf8_valid(rows[i].description));
        assert(rows[i].date >= 0 && rows[i].date <= DATE_MAX);
        copies[i] = statement_row_copy(mem, &rows[i]);
    }
    assert(str_eq(written(mem, rows, n), written(mem, copies, n)));
}

static void try_statement(Arena *mem, Str payload)
{
    Statement s, again;
    Buf b = buf_new(mem, 64 << 20), c = buf_new(mem, 64 << 20);
    if (!wire_read_statement(mem, payload, &s))
        return;
    wire_statement(&b, &s);
    assert(wire_read_statement(mem, buf_str(&b), &again));
    wire_statement(&c, &again);
    assert(str_eq(buf_str(&b), buf_str(&c)));
}

static void try_pages(Arena *mem, Str payload)
{
    PageSet pages, again;
    Buf b = buf_new(mem, 64 << 20), c = buf_new(mem, 64 << 20);
    if (!wire_read_pages(mem, payload, &pages))
        return;
    wire_pages(&b, &pages);
    assert(wire_read_pages(mem, buf_str(&b), &again));
    wire_pages(&c, &again);
    assert(str_eq(buf_str(&b), buf_str(&c)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    Arena *mem = arena_new("fuzz", (size_t)512 << 20);
    Str payload = str_n((const char *)data + 1, (ptrdiff_t)size - 1);
    CellSet cells;
    WireOptions options;
    WireFailure failure;
    switch (data[0] == 5 ? 5 : data[0] % 5) {
    case 5: try_pages(mem, payload); break;
    case 0: try_rows(mem, payload); break;
    case 1: try_statement(mem, payload); break;
    case 2: wire_read_cells(mem, payload, &cells); break;
    case 3: wire_read_options(mem, payload, &options); break;
    default: wire_read_failure(payload, &failure);
    }
    arena_free(mem);
    return 0;
}
