/* Periods of the calendar, of fiscal years and of text. */
#include "value/period.h"

#include <assert.h>

Period period_make(Date from, Date to)
{
    if (!date_valid(from) || !date_valid(to) || from > to)
        return (Period){ 0 };
    return (Period){ from, to };
}

bool period_valid(Period p)
{
    return date_valid(p.from) && date_valid(p.to) && p.from <= p.to;
}

static int weekday_start(Calendar calendar)
{
    assert(calendar.week_start <= SUNDAY);
    return calendar.week_start ? (int)calendar.week_start : MONDAY;
}

static Period week_containing(Date day, Calendar calendar)
{
    int after_start = ((int)date_weekday(day) - weekday_start(calendar) + 7) % 7;
    Date from = day - after_start, to = from + 6;
    return (Period){ from < DATE_MIN ? DATE_MIN : from, to > DATE_MAX ? DATE_MAX : to };
}

/* The span of `length` months that holds the day, counted from the month in which the year starts.
 */
static Period months_containing(Date day, int length, Calendar calendar)
{
    assert(calendar.year_start_month >= 0 && calendar.year_start_month <= 12);
    int offset = calendar.year_start_month ? calendar.year_start_month - 1 : 0;
    int number = date_month_number(day);
    int first = number - (number - offset + 12) % length;
    Date from = first < 0 ? DATE_MIN : date_of_month_number(first);
    Date next = date_of_month_number(first + length);
    return (Period){ from, next == DATE_NONE ? DATE_MAX : next - 1 };
}

Period period_containing(PeriodKind kind, Date day, Calendar calendar)
{
    assert(date_valid(day));
    switch (kind) {
    case PERIOD_DAY: return (Period){ day, day };
    case PERIOD_WEEK: return week_containing(day, calendar);
    case PERIOD_MONTH: return months_containing(day, 1, calendar);
    case PERIOD_QUARTER: return months_containing(day, 3, calendar);
    case PERIOD_YEAR: return months_containing(day, 12, calendar);
    }
    return (Period){ 0 };
}

Period period_next(PeriodKind kind, Period p, Calendar calendar)
{
    if (!period_valid(p) || p.to == DATE_MAX)
        return (Period){ 0 };
    return period_containing(kind, p.to + 1, calendar);
}

Period period_before(PeriodKind kind, Period p, Calendar calendar)
{
    if (!period_valid(p) || p.from == DATE_MIN)
        return (Period){ 0 };
    return period_containing(kind, p.from - 1, calendar);
}

int period_days(Period p)
{
    return period_valid(p) ? p.to - p.from + 1 : 0;
}

bool period_has(Period p, Date day)
{
    return period_valid(p) && day >= p.from && day <= p.to;
}

Period period_common(Period a, Period b)
{
    if (!period_valid(a) || !period_valid(b))
        return (Period){ 0 };
    return period_make(a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to);
}

bool period_overlaps(Period a, Period b)
{
    return period_valid(period_common(a, b));
}

static int number_in(Str text, ptrdiff_t from, ptrdiff_t digits)
{
    int value = 0;
    for (ptrdiff_t i = from; i < from + digits; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return -1;
        value = value * 10 + (text.p[i] - '0');
    }
    return value;
}

static Period months_of(int year, int first_month, int length)
{
    Date from = date_of(year, first_month, 1);
    if (from == DATE_NONE)
        return (Period){ 0 };
    int last_month = first_month + length - 1;
    return period_make(from, date_of(year, last_month, days_in_month(year, last_month)));
}

static Period parse_one(Str text)
{
    if (text.n < 4)
        return (Period){ 0 };
    int year = number_in(text, 0, 4);
    if (text.n == 4)
        return months_of(year, 1, 12);
    if (text.p[4] != '-')
        return (Period){ 0 };
    if (text.n == 7 && text.p[5] == 'Q' && text.p[6] >= '1' && text.p[6] <= '4')
        return months_of(year, (text.p[6] - '1') * 3 + 1, 3);
    if (text.n == 7)
        return months_of(year, number_in(text, 5, 2), 1);
    if (text.n == 8 && text.p[5] == 'W') {
        Date monday = date_of_iso_week(year, number_in(text, 6, 2));
        return monday != DATE_NONE ? week_containing(monday, (Calendar){ 0 }) : (Period){ 0 };
    }
    Date day = date_parse(text);
    return (Period){ day, day };
}

bool period_parse(Str text, Period *out)
{
    Period found = { 0 };
    ptrdiff_t dots = 0;
    while (dots + 1 < text.n && (text.p[dots] != '.' || text.p[dots + 1] != '.'))
        dots++;
    if (dots + 1 >= text.n)
        found = parse_one(text);
    else {
        Period first = parse_one((Str){ text.p, dots });
        Period last = parse_one((Str){ text.p + dots + 2, text.n - dots - 2 });
        if (period_valid(first) && period_valid(last))
            found = period_make(first.from, last.to);
    }
    if (!period_valid(found))
        return false;
    *out = found;
    return true;
}

static bool is_period(PeriodKind kind, Period p)
{
    Period whole = period_containing(kind, p.from, (Calendar){ 0 });
    return whole.from == p.from && whole.to == p.to;
}

void buf_period(Buf *out, Period p)
{
    if (!period_valid(p))
        return;
    DateParts from = date_parts(p.from);
    int week_year = 0, week = date_iso_week(p.from, &week_year);
    if (is_period(PERIOD_YEAR, p))
        buf_fmt(out, "%04d", from.year);
    else if (is_period(PERIOD_QUARTER, p))
        buf_fmt(out, "%04d-Q%d", from.year, date_quarter(p.from));
    else if (is_period(PERIOD_MONTH, p))
        buf_fmt(out, "%04d-%02d", from.year, from.month);
    else if (period_days(p) == 7 && is_period(PERIOD_WEEK, p))
        buf_fmt(out, "%04d-W%02d", week_year, week);
    else if (p.from == p.to)
        buf_date(out, p.from);
    else {
        buf_date(out, p.from);
        buf_add(out, S(".."));
        buf_date(out, p.to);
    }
}

Str period_text(Arena *mem, Period p)
{
    Buf b = buf_new(mem, PERIOD_TEXT_MAX);
    buf_period(&b, p);
    return buf_str(&b);
}
