/* Values of an OFX file under its character set and its order of dates. */
#include "format/ofx_read.h"

Str ofx_words(OfxReader *r, Str value)
{
    return ofx_text(r->build.mem, &r->encoding, value);
}

Str ofx_kept(OfxReader *r, Str value)
{
    return ofx_text(r->c->mem, &r->encoding, value);
}

bool ofx_day_first(const OfxReader *r)
{
    bool dollars = !r->s || !r->s->currency.n || str_eq(r->s->currency, S("USD"));
    return (r->day_first > 0) == (r->month_first > 0) ? !dollars : r->day_first > 0;
}

Date ofx_day(OfxReader *r, Str value)
{
    Str text = ofx_words(r, value);
    Date day = ofx_date(text);
    OfxParted d;
    if (day || !ofx_parted(text, &d))
        return day;
    bool day_first = ofx_day_first(r);
    return date_of(d.year, day_first ? d.second : d.first, day_first ? d.first : d.second);
}
