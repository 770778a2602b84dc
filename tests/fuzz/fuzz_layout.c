/* Any bytes as words on pages. What is read must hold together: rows have days and amounts, stand
 * on a page of the file, their texts are UTF-8, findings name lines; and the same words give the
 * same again. The bytes are a picture in letters (statement/words_case.h), or boxes with words from
 * a list, odd numbers among them. */
#include "statement/words_case.h"
#include "text/utf8.h"

#include <assert.h>
#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORD_BYTES = 6, WORDS_MOST = 4000, PAGE_WORDS = 400 };

static const Str list[] = {
    S_INIT("Date"),
    S_INIT("Description"),
    S_INIT("Amount"),
    S_INIT("Debit"),
    S_INIT("Credit"),
    S_INIT("Balance"),
    S_INIT("Soll"),
    S_INIT("Haben"),
    S_INIT("01/02/2024"),
    S_INIT("31.01."),
    S_INIT("2024-02-29"),
    S_INIT("12"),
    S_INIT("Jan"),
    S_INIT("2024"),
    S_INIT("1,234.56"),
    S_INIT("-5.00"),
    S_INIT("12,50"),
    S_INIT("(3.10)"),
    S_INIT("CR"),
    S_INIT("$"),
    S_INIT("99999999999999.99"),
    S_INIT("Total"),
    S_INIT("Opening"),
    S_INIT("balance"),
    S_INIT("Withdrawals"),
    S_INIT("shop"),
    S_INIT("S"),
    S_INIT("\xff\xfe"),
    S_INIT("DE89370400440532013000"),
    S_INIT("1OO.5O"),
    S_INIT("0.00"),
    S_INIT("carried"),
};

static float place(uint8_t high, uint8_t low)
{
    static const float odd[] = { NAN, INFINITY, -INFINITY, 1e30f, -40 };
    if (high == 255 && low >= 250)
        return odd[low - 250 < 5 ? low - 250 : 0];
    return (float)(high * 256 + low) / 40;
}

static PageSet boxes(Ctx *c, const uint8_t *data, size_t size)
{
    ptrdiff_t n = (ptrdiff_t)size / WORD_BYTES;
    n = n > WORDS_MOST ? WORDS_MOST : n;
    PageSet set = { .pages = NEW_ARRAY(c->mem, Page, n / PAGE_WORDS + 1) };
    for (ptrdiff_t i = 0; i < n; i++) {
        const uint8_t *b = data + i * WORD_BYTES;
        if (i % PAGE_WORDS == 0)
            set.pages[set.n++] =
                (Page){ NEW_ARRAY(c->mem, PageWord, PAGE_WORDS), 0, 612, 792, b[0] & 1 };
        Page *page = &set.pages[set.n - 1];
        float x = place(b[0], b[1]), y = place(b[2], b[3]);
        page->words[page->n++] = (PageWord){ .text = list[b[4] % COUNT(list)],
                                             .x0 = x,
                                             .y0 = y,
                                             .x1 = x + (float)b[5] / 4,
                                             .y1 = y + 9,
                                             .size = b[5] & 1 ? 9 : 0,
                                             .confidence_ppm = b[5] * 3900 };
    }
    return set;
}

static void check_row(const StatementRow *row, const PageSet *pages)
{
    assert(date_valid(row->date) && row->amount.given);
    assert(row->page >= 1 && row->page <= pages->n && row->line >= 1);
    assert(row->confidence_ppm >= 0 && row->confidence_ppm <= 1000000);
    assert(row->raw.n <= LIMIT_ROW_RAW_BYTES);
    for (ptrdiff_t i = 0; i < row->n_parts; i++)
        assert(row->parts[i].from >= 0 && row->parts[i].from + row->parts[i].n <= row->raw.n);
}

static uint64_t read_all(const uint8_t *data, size_t size)
{
    Ctx c = ctx_new("fuzz", (size_t)512 << 20);
    Str bytes = str_n((const char *)data, (ptrdiff_t)size);
    bool picture = words_picture(bytes) && utf8_valid(bytes);
    PageSet pages = picture ? words_pages(&c, bytes) : boxes(&c, data, size);
    StatementSet set;
    ParseOptions o = { .with_source = true };
    uint64_t hash = words_collect(&c, &pages, &o, &set);
    assert(hash || failed(&c));
    for (ptrdiff_t i = 0; i < set.n; i++) {
        const Statement *s = &set.statements[i];
        for (ptrdiff_t k = 0; k < s->n_rows; k++) {
            check_row(&s->rows[k], &pages);
            hash = hash * 31 + s->rows[k].fingerprint + (uint64_t)s->rows[k].amount.value.mantissa;
        }
        for (ptrdiff_t k = 0; k < s->n_findings; k++)
            assert(s->findings[k].message.n > 0);
        hash = hash * 31 + (uint64_t)s->n_findings + s->reconciled;
    }
    ctx_done(&c);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t first = read_all(data, size);
    assert(first == read_all(data, size));
    return 0;
}
