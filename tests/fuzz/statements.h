/* For the fuzzers of formats that name their fields: any bytes as a statement file. What is read
 * must hold together (rows have dates and amounts, texts are UTF-8, lines do not run backwards,
 * parts lie in their raw text), a refusal has words, and reading the same bytes again, with or
 * without their source, gives the same. */
#ifndef FLORIN_TESTS_FUZZ_STATEMENTS_H
#define FLORIN_TESTS_FUZZ_STATEMENTS_H

#include "parse/parse.h"
#include "text/utf8.h"

#include <assert.h>

static void check_row(const StatementRow *row, int64_t before)
{
    assert(date_valid(row->date) && row->amount.given);
    assert(row->value_date == DATE_NONE || date_valid(row->value_date));
    assert(row->line >= before && row->line > 0);
    const Str texts[] = {
        row->description, row->counterparty,      row->reference, row->counterparty_account,
        row->type,        row->category,          row->currency,  row->account,
        row->external_id, row->original_currency, row->raw
    };
    for (ptrdiff_t i = 0; i < COUNT(texts); i++)
        assert(utf8_valid(texts[i]));
    assert(row->confidence_ppm >= 0 && row->confidence_ppm <= 1000000);
    assert(row->raw.n <= LIMIT_ROW_RAW_BYTES);
    for (ptrdiff_t i = 0; i < row->n_parts; i++)
        assert(row->parts[i].from >= 0 && row->parts[i].n > 0 &&
               row->parts[i].from + row->parts[i].n <= row->raw.n);
}

typedef bool (*FuzzedReader)(Ctx *c, Str bytes, const ParseOptions *o, const StatementSink *sink);

typedef struct {
    uint64_t hash;
    int64_t line;
} FuzzedRows;

static bool take_rows(void *state, const StatementRow *rows, ptrdiff_t n)
{
    FuzzedRows *seen = state;
    for (ptrdiff_t i = 0; i < n; i++) {
        check_row(&rows[i], seen->line);
        seen->line = rows[i].line;
        seen->hash =
            seen->hash * 31 + rows[i].fingerprint + (uint64_t)rows[i].amount.value.mantissa;
    }
    return true;
}

static bool take_end(void *state, const Statement *s)
{
    FuzzedRows *seen = state;
    seen->line = 0;
    assert(utf8_valid(s->institution) && utf8_valid(s->account_number));
    for (ptrdiff_t i = 0; i < s->n_findings; i++)
        assert(utf8_valid(s->findings[i].message) && s->findings[i].message.n > 0);
    seen->hash = seen->hash * 31 + (uint64_t)s->n_findings + s->reconciled;
    return true;
}

static uint64_t read_statements(Str bytes, bool with_source, FuzzedReader reader)
{
    Ctx c = ctx_new("fuzz", (size_t)512 << 20);
    ParseOptions options = { .with_source = with_source };
    FuzzedRows seen = { 0 };
    StatementSink sink = { &seen, NULL, take_rows, take_end };
    bool fine = reader(&c, bytes, &options, &sink) && !failed(&c);
    assert(fine || c.failure.detail.n > 0);
    ctx_done(&c);
    return seen.hash * 2 + fine;
}

static void fuzz_statements(const uint8_t *data, size_t size, FuzzedReader reader)
{
    Str bytes = str_n((const char *)data, (ptrdiff_t)size);
    uint64_t first = read_statements(bytes, false, reader);
    assert(first == read_statements(bytes, true, reader));
}

#endif
