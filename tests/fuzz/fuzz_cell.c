/* Any bytes as one cell: a figure, a date, a text in some character set. The quick readers may give
 * up but never disagree with the thorough ones. */
#include "text/codepage.h"
#include "text/datetext.h"
#include "text/number.h"
#include "text/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int month_of(void *state, Str word)
{
    (void)state;
    return word.n == 3 && word.p[0] == 'J' ? 1 : word.n == 2 ? -1 : 0;
}

static void check_number(Str cell)
{
    NumberText n;
    Decimal quick, slow;
    bool read = number_read(cell, &n);
    assert(read == (n.marks != 0));
    for (int mark = MARK_POINT; mark <= MARK_COMMA; mark++)
        if (number_plain(cell, (DecimalMark)mark, &quick)) {
            assert(read && number_value(&n, (DecimalMark)mark, &slow));
            assert(decimal_compare(quick, slow) == 0);
        }
}

static void check_date(Str cell)
{
    static const DateOrder orders[] = { ORDER_YMD, ORDER_DMY, ORDER_MDY };
    DateText t;
    bool read = date_read(cell, month_of, NULL, true, &t);
    for (ptrdiff_t i = 0; i < COUNT(orders); i++) {
        Date slow = read ? date_of_text(&t, orders[i], 2024) : DATE_NONE;
        assert(slow == DATE_NONE || date_valid(slow));
        Date quick = date_plain(cell, orders[i]);
        assert(quick == DATE_NONE || quick == slow);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx c = ctx_new("fuzz", (size_t)64 << 20);
    Str cell = str_n((const char *)data, (ptrdiff_t)size);
    check_number(cell);
    check_date(cell);
    TextEncoding e = codepage_detect(c.mem, cell, NULL, NULL);
    Str text = codepage_decode(c.mem, e.encoding, str_part(cell, e.mark_bytes, cell.n), NULL);
    assert(utf8_valid(text));
    ctx_done(&c);
    return 0;
}
