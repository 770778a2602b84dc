/* What every reader of workbooks keeps, whatever the bytes: sheets and rows are bounded, texts are
 * UTF-8, addresses hold, and the same bytes give the same twice. */
#ifndef FLORIN_TESTS_FUZZ_WORKBOOKS_H
#define FLORIN_TESTS_FUZZ_WORKBOOKS_H

#include "table/workbook.h"
#include "text/utf8.h"

#include <assert.h>

enum { FUZZ_MEMORY = 512 << 20, FUZZ_CELLS = 5 << 20 };

typedef bool FuzzBook(Ctx *c, Str bytes, const ParseOptions *o, Workbook *out);

static void fuzz_check_cells(const CellSet *cells)
{
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < cells->n; i++) {
        const CellSheet *s = &cells->sheets[i];
        assert(s->name.n > 0 && s->state.n > 0 && s->n_rows >= 0);
        for (ptrdiff_t r = 0; r < s->n_rows; r++) {
            n += 1 + s->widths[r];
            assert(s->widths[r] >= 0 && s->widths[r] <= 16384);
            for (int32_t k = 0; k < s->widths[r]; k++)
                assert(utf8_valid(s->rows[r][k]));
        }
    }
    assert(n <= FUZZ_CELLS);
}

static bool fuzz_check_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    int64_t *count = state;
    for (ptrdiff_t i = 0; i < n; i++) {
        assert(date_valid(rows[i].date) && rows[i].amount.given && rows[i].line > 0);
        assert(utf8_valid(rows[i].description) && utf8_valid(rows[i].counterparty));
        *count = (int64_t)((uint64_t)*count + (uint64_t)(rows[i].amount.value.mantissa % 1000 + 1));
    }
    return true;
}

static bool fuzz_check_end(void *state, const Statement *s)
{
    int64_t *count = state;
    assert(utf8_valid(s->sheet) && utf8_valid(s->member));
    for (ptrdiff_t i = 0; i < s->n_findings; i++)
        assert(utf8_valid(s->findings[i].message));
    *count = (int64_t)((uint64_t)*count * 31 + (uint64_t)s->n_findings); /* it may wrap */
    return true;
}

static int64_t fuzz_read_book(Str bytes, FuzzBook *open)
{
    static const Str passwords[] = { S_INIT("open sesame"), S_INIT("sesame") };
    static const ParseOptions options = { .max_rows = 2000,
                                          .passwords = passwords,
                                          .n_passwords = 2 };
    Ctx c = ctx_new("fuzz", FUZZ_MEMORY);
    Workbook book = { 0 };
    CellSet cells = { 0 };
    int64_t count = 0;
    StatementSink sink = { &count, NULL, fuzz_check_rows, fuzz_check_end };
    if (open(&c, bytes, &options, &book)) {
        assert(book.n <= LIMIT_SHEETS);
        if (workbook_cells(&c, &book, &options, &cells))
            fuzz_check_cells(&cells);
    }
    fail_clear(&c);
    if (open(&c, bytes, &options, &book))
        count ^= workbook_statements(&c, &book, &options, &sink);
    count ^= (int64_t)c.failure.code << 8;
    ctx_done(&c);
    return count;
}

static void fuzz_workbook(const uint8_t *data, size_t size, FuzzBook *open)
{
    Str bytes = str_n((const char *)data, (ptrdiff_t)size);
    int64_t first = fuzz_read_book(bytes, open);
    assert(first == fuzz_read_book(bytes, open));
}

#endif
