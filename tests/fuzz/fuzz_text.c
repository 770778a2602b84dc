/* Any bytes as percent-encoding, a query string, UTF-8 to mend, to fold and to write as CSV. */
#include "base/base.h"
#include "text/csvout.h"
#include "text/fold.h"
#include "text/percent.h"
#include "text/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_percent(Arena *mem, Str text)
{
    Str decoded = { 0 }, again = { 0 };
    if (percent_decode(mem, text, PERCENT_QUERY, &decoded)) {
        Buf encoded = buf_new(mem, 3 * decoded.n + 1);
        buf_percent(&encoded, decoded);
        assert(percent_decode(mem, buf_str(&encoded), PERCENT_QUERY, &again) &&
               str_eq(decoded, again));
    }
    QueryString query = { 0 }, rebuilt = { 0 };
    if (query_parse(mem, text, 100, &query) != QUERY_OK)
        return;
    Buf out = buf_new(mem, 3 * text.n + 2 * query.n + 1);
    for (ptrdiff_t i = 0; i < query.n; i++)
        query_add(&out, query.pairs[i].name, query.pairs[i].value);
    assert(!out.full && query_parse(mem, buf_str(&out), 100, &rebuilt) == QUERY_OK);
    assert(query.n == rebuilt.n);
    for (ptrdiff_t i = 0; i < query.n; i++)
        assert(str_eq(query.pairs[i].name, rebuilt.pairs[i].name) &&
               str_eq(query.pairs[i].value, rebuilt.pairs[i].value));
}

static void check_utf8(Arena *mem, Str text)
{
    Str mended = utf8_repair(mem, text);
    assert(utf8_valid(mended) && (mended.p == text.p) == utf8_valid(text));
    Str normal = text_nfc(mem, text);
    assert(utf8_valid(normal) && str_eq(text_nfc(mem, normal), normal));
    Str folded = text_fold(mem, text);
    assert(utf8_valid(folded) && str_eq(text_fold(mem, folded), folded));
    Buf field = buf_new(mem, 2 * text.n + 3);
    buf_csv(&field, text, CSV_SPREADSHEET);
    assert(!field.full);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *mem = arena_new("fuzz", 256 << 20);
    Str text = str_n((const char *)data, (ptrdiff_t)size);
    check_percent(mem, text);
    check_utf8(mem, text);
    arena_free(mem);
    return 0;
}
