/* An exact sum of decimals. */
#include "statement/sum.h"

void total_add(ExactSum *s, Decimal d)
{
    int scale = d.scale > s->total.scale ? d.scale : s->total.scale;
    int64_t a, b;
    if (s->lost || decimal_at_scale(s->total, scale, &a) != NUMBER_OK ||
        decimal_at_scale(d, scale, &b) != NUMBER_OK || __builtin_add_overflow(a, b, &a)) {
        s->lost = true;
        return;
    }
    s->total = (Decimal){ a, scale };
}

bool total_agrees(const ExactSum *s, Decimal d)
{
    return s->lost || decimal_compare(s->total, d) == 0;
}

Decimal decimal_negated(Decimal d)
{
    return d.mantissa == INT64_MIN ? d : (Decimal){ -d.mantissa, d.scale };
}

Decimal decimal_absolute(Decimal d)
{
    return d.mantissa < 0 ? decimal_negated(d) : d;
}
