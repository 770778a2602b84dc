/* Formats of a given mapping. */
#include "statement/mapped.h"

DateOrder mapped_order(const Mapped *mapping, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        Str f = str_eq(mapping[i].field, S("date")) ? mapping[i].format : (Str){ 0 };
        ptrdiff_t y = str_find(f, S("%Y"), 0), m = str_find(f, S("%m"), 0),
                  d = str_find(f, S("%d"), 0);
        y = y < 0 ? str_find(f, S("%y"), 0) : y;
        if (m < 0 || d < 0)
            continue;
        if (y >= 0 && y < m && y < d)
            return m < d ? ORDER_YMD : ORDER_YDM;
        return d < m ? ORDER_DMY : ORDER_MDY;
    }
    return 0;
}

int mapped_mark(Str format)
{
    for (ptrdiff_t i = format.n - 1; i >= 0; i--)
        if (format.p[i] == ',' || format.p[i] == '.')
            return format.p[i] == ',' ? MARK_COMMA : MARK_POINT;
    return 0;
}

bool mapped_turned(const Mapped *mapping, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (str_eq(mapping[i].field, S("amount")) && str_starts(mapping[i].format, S("-")))
            return true;
    return false;
}
