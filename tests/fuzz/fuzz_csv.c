/* Any bytes as a statement file. What is read must hold together: rows have dates and amounts,
 * texts are UTF-8, lines are in the file; and reading the same bytes again gives the same. */
#include "parse/parse.h"
#include "text/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const StatementRow *row, int64_t before)
{
    assert(date_valid(row->date) && row->amount.given);
    assert(row->line > before || before == 0);
    const Str texts[] = { row->description, row->counterparty, row->reference, row->type,
                          row->category,    row->currency,     row->account,   row->external_id };
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        assert(utf8_valid(texts[i]));
    assert(row->confidence_ppm >= 0 && row->confidence_ppm <= 1000000);
}

static uint64_t read_all(Str bytes)
{
    Ctx c = ctx_new("fuzz", (size_t)512 << 20);
    StatementSet set;
    uint64_t hash = statement_parse(&c, bytes, NULL, &set);
    for (ptrdiff_t i = 0; i < set.n; i++) {
        const Statement *s = &set.statements[i];
        int64_t before = 0;
        for (ptrdiff_t k = 0; k < s->n_rows; k++) {
            check_row(&s->rows[k], before);
            before = s->rows[k].line;
            hash = hash * 31 + s->rows[k].fingerprint + (uint64_t)s->rows[k].amount.value.mantissa;
        }
        for (ptrdiff_t k = 0; k < s->n_findings; k++)
            assert(utf8_valid(s->findings[k].message));
        hash = hash * 31 + (uint64_t)s->n_findings + s->reconciled;
    }
    ctx_done(&c);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str bytes = str_n((const char *)data, (ptrdiff_t)size);
    uint64_t first = read_all(bytes);
    assert(first == read_all(bytes));
    return 0;
}
